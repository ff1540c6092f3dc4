/* load.h: many tasks at once, right by construction, with what was reported and checked: for the demo and for tables taken
 * in. Nothing is checked but what the schema checks, and nobody is told. Not for: what people enter one by one (task.h).
 */
#ifndef HN_TASK_LOAD_H
#define HN_TASK_LOAD_H

#include "task/task.h"

struct hn_task_load {
    struct hn_unit_id unit, doer;
    struct hn_meeting_id meeting; /* 0 none */
    const char *title, *detail;
    struct hn_person_id responsible, checker;
    hn_day due, check_on, starts;
    int weight;
    struct hn_paper_id paper, root;
    int64_t target, area;
    const char *state; /* as it stands after what was reported and checked */
    int progress;
    const char *result;
    hn_day closed_on;                    /* 0: open */
    hn_time at, reported_at, checked_at; /* reported_at, checked_at 0: not yet */
    int64_t id;                          /* filled in */
};
enum hn_rc hn_task_load(struct hn_ctx *c, struct hn_task_load *rows, size_t count);

extern const struct hn_sql *const hn_task_load_sql[];

#endif
