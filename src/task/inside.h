/* inside.h: what the files of task/ share: reading a row of a task, writing an event, the rules of a new one. No rights
 * are asked here but where it says so. */
#ifndef HN_TASK_INSIDE_H
#define HN_TASK_INSIDE_H

#include "fact/fact_sql.h"
#include "task/task.h"

enum { HN_TASK_TITLE_MOST = 500, HN_TASK_TEXT_MOST = 4000, HN_TASK_WEIGHT_MOST = 100 };

/* The columns hn_task_row_read wants. Today is $1, as in the statements of scopes: names are those of today. */
#define TASK_COLUMNS                                                                                         \
    "SELECT t.unit_id, t.id, t.item_key, t.meeting_id, t.title, t.detail, t.responsible_id, t.due, t.state," \
    " t.progress, t.result, t.closed_on, t.version, t.created_at, t.doer_id, t.checker_id, t.check_on,"      \
    " t.starts, t.weight, t.paper_id, t.root_id, t.target_id, t.area_id, t.finding_id, t.place_id,"          \
    " COALESCE(p.code, '') AS person_code, COALESCE(b.full_name, '') AS person_name,"                        \
    " COALESCE(v.code, '') AS unit_code, COALESCE(v.name, '') AS unit_name,"                                 \
    " COALESCE(dv.code, '') AS doer_code, COALESCE(dv.name, '') AS doer_name,"                               \
    " COALESCE(cp.code, '') AS checker_code, COALESCE(cb.full_name, '') AS checker_name,"                    \
    " COALESCE(pp.number, '') AS paper_number, COALESCE(pp.title, '') AS paper_title,"                       \
    " COALESCE(lv.name, '') AS place_name FROM task t"
/* clang-format off */
#define TASK_NOW(row)                                                                                        \
    row ".known_to = " HN_SQL_OPEN_TIME " AND " row ".valid_from <= $1 AND " row ".valid_to > $1"
#define TASK_JOIN                                                                                            \
    " LEFT JOIN person p ON p.id = t.responsible_id"                                                         \
    " LEFT JOIN person_basic b ON b.person_id = t.responsible_id AND " TASK_NOW("b")                         \
    " LEFT JOIN unit_version v ON v.unit_id = t.unit_id AND " TASK_NOW("v")                                  \
    " LEFT JOIN unit_version dv ON dv.unit_id = t.doer_id AND " TASK_NOW("dv")                               \
    " LEFT JOIN person cp ON cp.id = t.checker_id"                                                           \
    " LEFT JOIN person_basic cb ON cb.person_id = t.checker_id AND " TASK_NOW("cb")                          \
    " LEFT JOIN paper pp ON pp.id = t.paper_id"                                                              \
    " LEFT JOIN place_version lv ON lv.place_id = t.place_id AND " TASK_NOW("lv")
/* clang-format on */

struct hn_task_row hn_task_row_read(struct hn_ctx *c, struct hn_rows *rows);
bool hn_task_helps(const struct hn_task_helper *helpers, size_t count, struct hn_person_id person);
/* Without asking for rights; at most HN_TASK_HELPERS_MOST. */
enum hn_rc hn_task_helpers_read(struct hn_ctx *c, struct hn_unit_id unit, int64_t id,
                                const struct hn_task_helper **out, size_t *count);

/* --- rights --- */

/* Does the actor hold it over the unit? HN_OK whichever the answer; notes nothing. */
enum hn_rc hn_task_may(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit, bool *out);
/* Who keeps the meetings of the unit or directs its work; notes the fault. */
enum hn_rc hn_task_need_keeper(struct hn_ctx *c, struct hn_unit_id unit);
/* The responsible person as himself (acting_for 0), else whoever keeps the meetings of unit or doer, for him. */
enum hn_rc hn_task_need_reporter(struct hn_ctx *c, const struct hn_task_row *t,
                                 struct hn_person_id *acting_for);

/* --- events --- */

struct hn_task_told {
    const char *what, *state, *note;
    int progress;
    struct hn_meeting_id meeting;
    struct hn_person_id acting_for;
};
enum hn_rc hn_task_event_put(struct hn_ctx *c, struct hn_unit_id unit, int64_t task,
                             const struct hn_task_told *e);

/* --- a new one: rules.c --- */

/* What stands under a key, taken out or not. */
struct hn_task_standing {
    struct hn_task_row t; /* without names */
    bool removed;
};
/* in with everything told that was left to be told: the doer, the checker, the day of the check, the weight, the paper of
 * a target; *root: the top of the paper's chain, 0 none. on: the day from which it may be due; m: the meeting it is born
 * in, NULL none; old: what stands, NULL nothing. Refuses as hn_task_put. */
enum hn_rc hn_task_settle(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_standing *old,
                          hn_day on, struct hn_task_new *in, struct hn_paper_id *root);

extern const struct hn_sql *const hn_task_read_sql[];

#endif
