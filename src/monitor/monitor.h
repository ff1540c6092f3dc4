/* monitor.h: members of the committees above and the cells they follow: plan, visits, notes, coverage. (domain/03 §3.6;
 * product S7)
 *
 * Planning needs HN_MAY_MONITOR over the cell; the note is the visitor's own, or of who holds that right. A visit counts
 * as attended when the person is among the guests of a meeting held for that month. Leans on meeting/.
 */
#ifndef HN_MONITOR_MONITOR_H
#define HN_MONITOR_MONITOR_H

#include "meeting/meeting.h"

struct hn_monitor {
    struct hn_unit_id unit;
    const char *unit_code, *unit_name;
    struct hn_person_id person;
    const char *person_code, *person_name, *decision;
    hn_day from, to;
};
/* HN_INVALID monitor.person (no member of a cell under the same committee, nor officer above), fact.days; HN_CONFLICT monitor.own_cell. */
enum hn_rc hn_monitor_assign(struct hn_ctx *c, const struct hn_monitor *in);
enum hn_rc hn_monitor_end(struct hn_ctx *c, struct hn_unit_id unit, struct hn_person_id person, hn_day to);
/* Of cells at and below within on c->on, within the scope; by cell. */
enum hn_rc hn_monitors(struct hn_ctx *c, struct hn_unit_id within, const struct hn_monitor **out,
                       size_t *count);

struct hn_visit {
    int64_t id;
    struct hn_unit_id unit, committee;
    const char *unit_code, *unit_name;
    struct hn_person_id person;
    const char *person_code, *person_name;
    int64_t month;
    const char
        *state; /* planned attended missed cancelled; texts "visit_state.<code>". missed: the month is over */
    struct hn_meeting_id meeting;
    hn_day meeting_day; /* planned or held meeting of that month; 0 none */
    const char *note, *why;
    int64_t version;
};
/* HN_INVALID monitor.person, visit.month; HN_CONFLICT visit.twice (same person, cell and month), monitor.own_cell. */
enum hn_rc hn_visit_plan(struct hn_ctx *c, struct hn_unit_id committee, struct hn_unit_id cell,
                         struct hn_person_id person, int64_t month, int64_t *out);
/* A year's plan from the assignments: each monitor visits each of his cells in turn; only months still to come and not
 * planned yet. *count: visits added. */
enum hn_rc hn_visit_plan_year(struct hn_ctx *c, struct hn_unit_id committee, int year, int64_t *count);
enum hn_rc hn_visit_cancel(struct hn_ctx *c, int64_t id, const char *why);
/* HN_INVALID visit.note; HN_CONFLICT visit.not_held (no meeting of that month was held yet). Puts the visitor among the
 * meeting's guests when it is not locked; else he must be there already. */
enum hn_rc hn_visit_note(struct hn_ctx *c, int64_t id, struct hn_meeting_id meeting, const char *note);

struct hn_visit_filter {
    struct hn_unit_id within; /* 0: all the actor's */
    struct hn_person_id person;
    int64_t month_from, month_to;
    const char *state; /* "" any */
    bool mine;         /* of the own person, wherever: needs no right */
};
enum hn_rc hn_visit_list(struct hn_ctx *c, const struct hn_visit_filter *f, int64_t offset, int64_t limit,
                         void (*emit)(void *sink, const struct hn_visit *v), void *sink);
enum hn_rc hn_visit_count(struct hn_ctx *c, const struct hn_visit_filter *f, int64_t *out);

/* Coverage of cells below a unit over months from..to: by visitor, and cells nobody visited (within the scope). */
struct hn_coverage {
    struct hn_person_id person; /* of a visitor line */
    struct hn_unit_id unit;     /* of a cell line */
    const char *code, *name;
    int64_t planned, attended, noted;
};
enum hn_rc hn_coverage_by_person(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                                 const struct hn_coverage **out, size_t *count);
enum hn_rc hn_coverage_by_cell(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                               bool unvisited, int64_t offset, int64_t limit,
                               void (*emit)(void *sink, const struct hn_coverage *k), void *sink);
struct hn_coverage_sum {
    int64_t cells, visited, visits_planned, visits_attended;
};
enum hn_rc hn_coverage_sum(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                           struct hn_coverage_sum *out);

extern const struct hn_sql *const hn_monitor_sql[], *const hn_visit_sql[];
#define HN_MONITOR_SQL hn_monitor_sql, hn_visit_sql

#endif
