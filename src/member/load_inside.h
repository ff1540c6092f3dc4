/* load_inside.h: what the files of a load share: its memory, its maps from codes to ids, its queues of rows. */
#ifndef HN_MEMBER_LOAD_INSIDE_H
#define HN_MEMBER_LOAD_INSIDE_H

#include "member/inside.h"
#include "member/load.h"
#include "person/inside.h"

/* --- a map from text to an id and a mark --- */

struct hn_map_slot {
    const char *key; /* NULL: free */
    int64_t id;
    uint64_t mark;
    hn_pdate birth; /* of persons */
};
struct hn_map {
    struct hn_arena *arena;
    struct hn_map_slot *slots;
    size_t count, room; /* room: a power of two */
};
void hn_map_init(struct hn_map *m, struct hn_arena *a, size_t room);
struct hn_map_slot *hn_map_find(const struct hn_map *m, const char *key);
/* The slot of key, made (with id 0) when it was not there; the key is copied then. */
struct hn_map_slot *hn_map_put(struct hn_map *m, const char *key);
uint64_t hn_map_hash(const char *text);

/* --- rows waiting for one bulk statement --- */

struct hn_queue {
    const struct hn_sql *sql;
    size_t width, count, room;
    struct hn_param *params; /* count × (width + 1) */
};
/* Copies the parameters up to HN_P_END; their texts must live until the flush. */
void hn_queue_add(struct hn_arena *a, struct hn_queue *q, const struct hn_param *params);
enum hn_rc hn_queue_flush(struct hn_ctx *c, struct hn_queue *q);

enum {
    HN_QUEUE_PERSON,
    HN_QUEUE_CODE,
    HN_QUEUE_BASIC,
    HN_QUEUE_TOKEN,
    HN_QUEUE_KEY,
    HN_QUEUE_NUMBER,
    HN_QUEUE_FIELD,
    HN_QUEUE_ENTRY,
    HN_QUEUE_MEMBERSHIP,
    HN_QUEUE_STANDING,
    HN_QUEUE_ACTIVITY,
    HN_QUEUE_OFFICE,
    HN_QUEUES
};

/* --- rows kept to the end --- */

/* What a row of memberships tells: three facts that may stand or not on their own. */
enum { HN_DIM_UNIT, HN_DIM_STANDING, HN_DIM_ACTIVITY, HN_DIMS };

struct hn_kept_membership {
    int64_t line, person;
    struct hn_unit_id unit;
    const char *unit_code, *standing, *activity, *decision;
    hn_day from, to;
    hn_time known;
    hn_pdate birth;
    struct hn_fault *fault; /* NULL: none */
    int64_t value[HN_DIMS]; /* unit id, place in hn_standings and in hn_activities from 1; 0: not told */
    bool absent[HN_DIMS];   /* told, and not standing in the store yet */
    bool old;               /* some of it stands there already */
};
struct hn_kept_office {
    int64_t line, person, place;
    struct hn_unit_id unit;
    const char *where, *office, *basis, *term, *decision;
    hn_day from, to;
    hn_time known;
    struct hn_fault *fault;
    bool old; /* stands already; as read from the store it has line -1 */
};

struct hn_load {
    struct hn_ctx *c;
    hn_load_verdict_fn *verdict;
    void *sink;
    struct hn_arena *arena; /* to the end of the load */
    struct hn_arena *batch; /* to the next flush */
    size_t batch_count;
    hn_time known;
    int64_t taken, bad;
    struct hn_person_rules rules;
    struct hn_map persons; /* code → id; mark: digest of the basic fact in force */
    struct hn_map numbers; /* kind and hash → person; read at the first number */
    bool numbers_read;
    struct hn_person_key key; /* of the newest person with sealed values */
    struct hn_queue queue[HN_QUEUES];
    struct hn_kept_membership *memberships;
    size_t membership_count, membership_room;
    struct hn_kept_office *offices;
    size_t office_count, office_room;
};

hn_time hn_load_at(const struct hn_load *l);
/* Tells the verdict on a line from the faults noted since before, and forgets them. */
void hn_load_bad(struct hn_load *l, int64_t line, int faults_before);
void hn_load_good(struct hn_load *l, int64_t line, const char *status);
struct hn_fault *hn_load_fault(struct hn_load *l, enum hn_rc code, const char *field, const char *key,
                               const char *arg);
/* Takes the first fault noted since before as one of the load's own, and forgets them. */
struct hn_fault *hn_load_take_fault(struct hn_load *l, int faults_before);
enum hn_rc hn_load_flush(struct hn_load *l);

/* Judge and queue what was kept. */
enum hn_rc hn_load_memberships_finish(struct hn_load *l);
enum hn_rc hn_load_offices_finish(struct hn_load *l);

/* Code → id of every unit or place there ever was. */
enum hn_rc hn_load_codes(struct hn_load *l, bool places, struct hn_map *out);

/* Facts that stand in the store, of all persons, in order of person and day. */
struct hn_stretch {
    int64_t person, value;
    hn_day from, to;
};
struct hn_stretches {
    struct hn_stretch *at;
    size_t count;
};
enum hn_rc hn_load_stretches(struct hn_load *l, const struct hn_sql *sql, const char *const *words,
                             struct hn_stretches *out);
/* The first of owner's, or the end. */
size_t hn_stretches_of(const struct hn_stretches *s, int64_t owner);

extern const struct hn_sql
    hn_sql_load_standings; /* person, value, valid_from, valid_to: for hn_load_stretches */
#endif
