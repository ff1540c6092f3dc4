/* inside.h: what the files of meeting/ share beneath their rules. No rights are asked here. */
#ifndef HN_MEETING_INSIDE_H
#define HN_MEETING_INSIDE_H

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "meeting/meeting.h"
#include "meeting/roll.h"

/* --- reading a meeting: names as on its day, $1 the knowledge --- */

#define MEETING_DAY(m) "(CASE WHEN " m ".held_at <> 0 THEN " m ".held_day ELSE " m ".day END)"
#define MEETING_COLUMNS                                                                                      \
    "SELECT m.unit_id, m.id, m.kind, m.thematic, m.topic, m.month, m.day, m.start_minute,"                   \
    " m.length_minutes, m.place, m.why, m.chair_id, m.writer_id, m.invited_at, m.held_at, m.held_day,"       \
    " m.began_minute, m.ended_minute, m.adopted_at, m.sent_at, m.received_at, m.cancelled_at,"               \
    " m.cancel_reason, m.version, COALESCE(v.code, '') AS unit_code, COALESCE(v.name, '') AS unit_name,"     \
    " COALESCE(v.kind, '') AS unit_kind, COALESCE(cb.full_name, '') AS chair_name,"                          \
    " COALESCE(wb.full_name, '') AS writer_name"
/* clang-format off */
#define MEETING_JOINS                                                                                \
    " LEFT JOIN unit_version v ON v.unit_id = m.unit_id AND " HN_SQL_AT("v", MEETING_DAY("m"), "$1") \
    " LEFT JOIN person_basic cb ON cb.person_id = m.chair_id"                                        \
    " AND " HN_SQL_AT("cb", MEETING_DAY("m"), "$1")                                                  \
    " LEFT JOIN person_basic wb ON wb.person_id = m.writer_id"                                       \
    " AND " HN_SQL_AT("wb", MEETING_DAY("m"), "$1")
/* clang-format on */
/* From a row of these columns. */
struct hn_meeting hn_meeting_row(struct hn_rows *rows);
/* All rows of a query of these columns, at most most. */
enum hn_rc hn_meeting_rows(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
                           size_t most, const struct hn_meeting **out, size_t *count);

/* --- rules --- */

bool hn_word_among(const char *const *words, const char *word);
/* The unit stands on that day: HN_INVALID field "day" meeting.outside_life. */
enum hn_rc hn_meeting_in_life(struct hn_ctx *c, struct hn_unit_id unit, hn_day day);
/* Text of a draft: not longer than most letters, HN_INVALID field error.too_long. */
enum hn_rc hn_text_fits(struct hn_ctx *c, const char *field, const char *text, size_t most);
/* A key made where the row was first written: 8..64 of [A-Za-z0-9-]. */
bool hn_item_key_ok(const char *key);
/* A new one, from a new id. */
const char *hn_item_key_new(struct hn_ctx *c);
/* The meeting's month, worked out anew where it counts there already: nothing to do before it is held. */
enum hn_rc hn_meeting_touched(struct hn_ctx *c, const struct hn_meeting *m);

/* Does the actor keep the unit's meetings, or follow the cell from above? */
enum hn_rc hn_keeps_or_follows(struct hn_ctx *c, const struct hn_meeting *m, bool *out);
/* The roll is who holds an office in the unit: when the committee meets, and where a unit has no members of its own. */
bool hn_committee_meets(const struct hn_meeting *m);

/* Is the person on the register of the meeting's unit on the day, as its kind has it? */
enum hn_rc hn_on_register(struct hn_ctx *c, const struct hn_meeting *m, hn_day on, struct hn_person_id person,
                          bool *out);
/* On the register or among the guests: who may speak. */
enum hn_rc hn_in_room(struct hn_ctx *c, const struct hn_meeting *m, struct hn_person_id person, bool *out);
/* The roll of a draft in memory, following the register: lines that are new or no longer fit are marked to be written. A
 * deed marks its own and writes all at once. */
struct hn_roll_line {
    struct hn_person_id person, helper;
    enum hn_presence state;
    enum hn_presence wanted; /* exempt or suspended by the register; else not recorded */
    enum hn_via via;
    const char *reason;
    bool official, changed;
    int64_t version; /* 0: no row yet */
    hn_time at;
};
struct hn_roll_lines {
    struct hn_roll_line *at;
    size_t count;
};
enum hn_rc hn_roll_lines_read(struct hn_ctx *c, const struct hn_meeting *m, struct hn_roll_lines *out);
/* *changed: how many rows were written or taken out. */
enum hn_rc hn_roll_lines_write(struct hn_ctx *c, const struct hn_meeting *m, struct hn_roll_lines *lines,
                               int64_t *changed);
/* NULL: not on the register. */
struct hn_roll_line *hn_roll_line_of(const struct hn_roll_lines *lines, struct hn_person_id person);
/* Both at once. */
enum hn_rc hn_roll_follow(struct hn_ctx *c, const struct hn_meeting *m, int64_t *changed);

/* --- items: agenda, opinions, votes, guests, each a row with a key, a version and perhaps a removal --- */

/* What stands of an item: version 0 when there is no row yet. */
struct hn_item {
    int64_t version;
    int position;
    bool removed;
};
/* May it be put over what stands? *nothing: what is put stands already. HN_CONFLICT run.changed. */
enum hn_rc hn_item_check(struct hn_ctx *c, int64_t base, const struct hn_item *old, bool same, bool *nothing);
/* The key given or a new one. HN_INVALID run.key. */
enum hn_rc hn_item_key(struct hn_ctx *c, const char *given, const char **out);
/* Takes one out by a statement of unit, meeting, key, instant, actor; nothing there is no fault. */
enum hn_rc hn_item_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *key,
                          const struct hn_sql *remove, const char *what);
/* How many there are and the place of a new one, by a statement of unit and meeting answering n and last.
 * HN_INVALID run.too_many at most. */
enum hn_rc hn_item_room(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_sql *sql, int64_t most,
                        int *position);
/* Where an item goes that is put over old: a new one, or one brought back, needs room (hn_item_room, HN_RUN_ITEMS at
 * most); *position 0 becomes the place it had, or the one after the last. HN_INVALID run.too_many. */
enum hn_rc hn_item_place(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_sql *room,
                         const struct hn_item *old, int *position);

/* The agenda of the kind, put into a new or changed meeting; from the former kind what nobody touched goes. */
enum hn_rc hn_agenda_template(struct hn_ctx *c, const struct hn_meeting *m, const char *former_kind);

#endif
