/* page_work.h: my work: what waits for the one who is signed in, by the units of the own roles.
 *
 * Counted from what stands in the register: records with gaps, probations that are over, offices without a holder,
 * requests for roles. Each line leads to the rows it was counted from. Not for: figures (page_overview.h).
 */
#ifndef HN_WEB_PAGE_WORK_H
#define HN_WEB_PAGE_WORK_H

#include "area/area.h"
#include "meeting/roll.h"
#include "task/task.h"
#include "team/team.h"
#include "unit/unit.h"
#include "web/page.h"
#include "web/page_cell_own.h"

hn_page_fn hn_page_work;

struct hn_task {
    const char *what; /* texts work.WHAT, with the count, and work.WHAT.hint */
    int64_t count;
    const char *href;
};

enum { HN_TASKS_MOST = 8, HN_OWN_TASKS_SHOWN = 5, HN_OWN_AREAS_SHOWN = 10, HN_ATTENDED_SHOWN = 6 };

/* One unit a role stands over. */
struct hn_workplace {
    struct hn_unit unit;
    const char *role;
    struct hn_task tasks[HN_TASKS_MOST];
    size_t task_count;
    bool watched;            /* the actor sees its figures, so that "nothing waits" can be said */
    bool members;            /* and its members */
    bool meetings;           /* and the meetings of its cells */
    int64_t owed, owed_late; /* by the unit itself, this month */
};

struct hn_work_page {
    const struct hn_req *q;
    const struct hn_workplace *places;
    size_t place_count;
    const char *person_name, *person_code;            /* the own record; "" when no person is linked */
    int64_t requests;                                 /* for roles, that this actor may decide on */
    struct hn_task_row own_tasks[HN_OWN_TASKS_SHOWN]; /* open, soonest due first */
    size_t own_task_count;
    int64_t own_task_total;
    struct hn_task_row checks[HN_OWN_TASKS_SHOWN]; /* that wait for the own word as checker */
    size_t check_count;
    int64_t check_total;
    struct hn_area areas[HN_OWN_AREAS_SHOWN]; /* the own ones, whose note of this month is owed */
    size_t area_count;
    struct hn_team teams[HN_OWN_AREAS_SHOWN]; /* the own ones at work */
    size_t team_count;
    const struct hn_work_meeting *meetings; /* of the own cells */
    size_t meeting_count;
    const struct hn_attended *attended; /* the own last meetings */
    size_t attended_count;
    bool may_grant, may_log, may_operate;
};

#endif
