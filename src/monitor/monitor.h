/* monitor.h: members of the committees above and the cells they follow: plan, visits, notes, coverage. (domain/03 §3.6;
 * product S7)
 *
 * Planning needs HN_MAY_MONITOR over the cell; reading, HN_MAY_READ_MEETING. That somebody came is said by the cell alone:
 * a visit is attended when its person stands among the guests of a meeting held for that month. Months are year × 12 +
 * month - 1 (rule/rule.h). Leans on meeting/. Not for: the monitor's score (score/).
 */
#ifndef HN_MONITOR_MONITOR_H
#define HN_MONITOR_MONITOR_H

#include "meeting/meeting.h"

#define HN_MONITORS_MOST 1000 /* assignments read at once */

struct hn_monitor {
    struct hn_unit_id unit;
    const char *unit_code, *unit_name;
    struct hn_person_id person;
    const char *person_code, *person_name, *decision;
    hn_day from, to;
};
/* From in->from until in->to (HN_DAY_OPEN: no last day) the person follows the cell. HN_INVALID monitor.person (belongs to
 * no cell on that day), monitor.own_cell, monitor.not_cell, fact.days. */
enum hn_rc hn_monitor_assign(struct hn_ctx *c, const struct hn_monitor *in);
/* to: the first day on which he no longer does. HN_NOT_FOUND monitor.none. */
enum hn_rc hn_monitor_end(struct hn_ctx *c, struct hn_unit_id unit, struct hn_person_id person, hn_day to);
/* Of cells at and below within on c->on, in the actor's scope, by code of the cell, then name. */
enum hn_rc hn_monitors(struct hn_ctx *c, struct hn_unit_id within, const struct hn_monitor **out,
                       size_t *count);

/* planned attended missed cancelled; texts "visit_state.<code>". missed: the month was over on c->on. NULL-ended. */
extern const char *const hn_visit_states[];

struct hn_visit {
    int64_t id;
    struct hn_unit_id unit, committee;
    const char *unit_code, *unit_name;
    struct hn_person_id person;
    const char *person_code, *person_name;
    int64_t month;
    const char *state;
    struct hn_meeting_id meeting; /* the ordinary one called for that month; 0 none */
    hn_day meeting_day;
    const char *note, *why;
    hn_time noted_at; /* 0: no note yet */
    int64_t version;
};
/* HN_INVALID monitor.person, monitor.own_cell, monitor.not_below (the cell does not stand under the committee today),
 * visit.month (over, or more than two years ahead); HN_CONFLICT visit.twice (same person, cell and month). */
enum hn_rc hn_visit_plan(struct hn_ctx *c, struct hn_unit_id committee, struct hn_unit_id cell,
                         struct hn_person_id person, int64_t month, int64_t *out);
/* A year's plan from the assignments of today: month by month each monitor visits one of his cells, in turn; only months
 * not over and for which he has no visit yet. *count: visits added. HN_INVALID visit.year, visit.no_monitors. */
enum hn_rc hn_visit_plan_year(struct hn_ctx *c, struct hn_unit_id committee, int year, int64_t *count);
/* HN_INVALID visit.why; HN_CONFLICT visit.done (attended or cancelled already). */
enum hn_rc hn_visit_cancel(struct hn_ctx *c, int64_t id, const char *why);
/* By the visitor himself or who holds HN_MAY_MONITOR over the cell; again replaces it (version as in edit forms).
 * HN_INVALID visit.note; HN_CONFLICT visit.not_attended (the cell has not written him down as a guest), changed. */
enum hn_rc hn_visit_note(struct hn_ctx *c, int64_t id, int64_t version, const char *note);

struct hn_visit_filter {
    struct hn_unit_id within; /* 0: all the actor's */
    struct hn_person_id person;
    int64_t month_from, month_to;
    const char *state; /* "" any */
    bool mine;         /* of the own person, wherever: needs no right */
};
/* By month, then code of the cell. */
enum hn_rc hn_visit_list(struct hn_ctx *c, const struct hn_visit_filter *f, int64_t offset, int64_t limit,
                         void (*emit)(void *sink, const struct hn_visit *v), void *sink);
enum hn_rc hn_visit_count(struct hn_ctx *c, const struct hn_visit_filter *f, int64_t *out);
/* One that is the own person's, or of a cell whose meetings the actor reads. HN_NOT_FOUND. */
enum hn_rc hn_visit_get(struct hn_ctx *c, int64_t id, struct hn_visit *out);

/* Coverage of cells at and below a unit over months from..to, in the actor's scope; cancelled visits do not count. */
struct hn_coverage {
    struct hn_person_id person; /* of a visitor line */
    struct hn_unit_id unit;     /* of a cell line */
    const char *code, *name;
    int64_t planned, attended, noted;
};
enum hn_rc hn_coverage_by_person(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                                 const struct hn_coverage **out, size_t *count);
/* Every cell that stands there on c->on, by code; unvisited: those where nobody came. */
enum hn_rc hn_coverage_by_cell(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                               bool unvisited, int64_t offset, int64_t limit,
                               void (*emit)(void *sink, const struct hn_coverage *k), void *sink);
struct hn_coverage_sum {
    int64_t cells, visited; /* cells where somebody came at least once */
    int64_t planned, attended, noted;
};
enum hn_rc hn_coverage_sum(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                           struct hn_coverage_sum *out);

extern const struct hn_sql *const hn_monitor_sql[],
    *const hn_visit_plan_sql[], *const hn_visit_sql[], *const hn_coverage_sql[], *const hn_monitor_load_sql[];
#define HN_MONITOR_SQL hn_monitor_sql, hn_visit_plan_sql, hn_visit_sql, hn_coverage_sql, hn_monitor_load_sql

#endif
