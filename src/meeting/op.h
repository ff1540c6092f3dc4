/* op.h: what a phone wrote, perhaps hours ago and without network, applied exactly once. (ux/, Offline attendance)
 *
 * An op has a key made on the phone: the first answer stands in meeting_op and is given again; the same key with other
 * content is refused. Accepted when base is current, or what stands is equal already, or the last change of the item is
 * that of the op named by `after`; else it is a conflict: what stands stays, both are shown, a person chooses. One op's
 * refusal stops none of the others but "adopt", which wants all before it saved and no conflict open.
 */
#ifndef HN_MEETING_OP_H
#define HN_MEETING_OP_H

#include "meeting/meeting.h"

#define HN_OPS_MOST 200 /* in one request */

/* attendance (item: person code or id; value: presence, text: reason)
 * facts      (item "": day, began, ended, chair, writer; what is absent stays as it is)
 * agenda     (item: key; title, minutes)       opinion (item: key; kind, person or name, agenda, text)
 * vote       (item: key; matter, subject, form, for, against, other, invalid)
 * text       (item: part; text)
 * task       (item: key; title, person, due, checker)    result (item: task id; value: state, text: note)
 * score      (item: criterion; value: points)   guest  (item: key; person or name, title, role)
 * remove     (item: key; value: agenda opinion vote task guest)
 * choose     (item: key of an op in conflict; value: take leave; base: version of what stood when it was shown)
 * adopt      (and send)
 * NULL-ended; texts "op.<code>". */
extern const char *const hn_op_kinds[];

struct hn_op {
    const char *key, *what, *item, *after;
    int64_t base; /* -1 or 0: the phone saw none */
    hn_time written_at;
    /* The fields of what it is; "" NULL 0 where they do not apply. */
    const char *value, *text, *title, *subject, *kind, *form, *matter, *person, *name, *role, *agenda;
    const char *chair, *writer, *checker;
    hn_day day, due;               /* HN_DAY_OPEN: absent */
    int64_t minutes, began, ended; /* -1: absent; -2: what was sent is no time of a day */
    int64_t votes_for, votes_against, votes_other, votes_invalid;
};

enum hn_op_status { HN_OP_SAVED, HN_OP_CONFLICT, HN_OP_REFUSED };
extern const char *const hn_op_statuses[]; /* "saved" "conflict" "refused" */

struct hn_op_answer {
    const char *key;
    enum hn_op_status status;
    int64_t version;         /* saved, conflict: of the item as it stands */
    const char *value, *who; /* conflict: what stands, and who put it; value "" removed */
    hn_time at;
    struct hn_fault fault; /* refused */
};

/* What stands of an item whose subject is beside this one. version 0: nothing. */
struct hn_op_stand {
    int64_t version;
    const char *value;
    struct hn_user_id by;
    hn_time at;
};
/* Tasks, results, scores and adoption are done by the functions given. */
struct hn_op_doers {
    enum hn_rc (*stand)(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
                        struct hn_op_stand *out);
    /* base as in run.h: an old one whose content differs is HN_CONFLICT …changed. Also removes a task. */
    enum hn_rc (*put)(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base);
    enum hn_rc (*adopt)(struct hn_ctx *c, const struct hn_meeting *m);
};

/* By the actor, in the writer's transaction, in order. answers has room for count.
 *
 * HN_DENIED    the actor may not keep this meeting
 * HN_INVALID   op.too_many; key_reused (a key came before with other content, from another account or twice in one
 *              request with different content): nothing is done then */
enum hn_rc hn_ops_apply(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_op *ops, size_t count,
                        const struct hn_op_doers *doers, struct hn_op_answer *answers);

/* Conflicts still waiting for a choice, newest last: the newest answered op of an item is a conflict. At most 200. */
struct hn_op_conflict {
    const char *key, *what, *item, *item_name; /* item_name: of the person, "" for others */
    const char *value, *stands, *who;          /* the phone's, what stands, who put it */
    const char *writer;                        /* who wrote the op */
    hn_time written_at, at;
    int64_t version; /* of what stands */
};
enum hn_rc hn_op_conflicts(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_op_doers *doers,
                           const struct hn_op_conflict **out, size_t *count);
/* How many wait: for the check of the minutes. No rights asked. */
enum hn_rc hn_op_conflict_count(struct hn_ctx *c, struct hn_meeting_id id, int64_t *out);
/* The person's choice on the page without script: take the phone's value over whatever stands, or leave what stands.
 * HN_CONFLICT op.no_conflict (there is none under that key any more), meeting.locked; what the put itself refuses. */
enum hn_rc hn_op_choose(struct hn_ctx *c, struct hn_meeting_id id, const char *key, bool take,
                        const struct hn_op_doers *doers);

#endif
