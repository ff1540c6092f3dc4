/* page_visit.h: the pages of visits: who attends which cell, the plan, the note after each, coverage.
 *
 * Filled by page_visit.c (list and one visit), page_visit_plan.c (planning, assignments) and page_coverage.c; shown by
 * web/view/visit/. The rules are monitor/'s.
 */
#ifndef HN_WEB_PAGE_VISIT_H
#define HN_WEB_PAGE_VISIT_H

#include "monitor/monitor.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_visits, hn_page_visit, hn_page_visit_note, hn_page_visit_cancel;
hn_page_fn hn_page_visit_new, hn_page_visit_add, hn_page_visit_year;
hn_page_fn hn_page_monitors, hn_page_monitor_add, hn_page_monitor_end;
hn_page_fn hn_page_coverage, hn_page_coverage_cells;
extern const struct hn_form hn_form_visits, hn_form_visit_note, hn_form_visit_cancel, hn_form_visit_new,
    hn_form_visit_asked, hn_form_visit_year, hn_form_monitors, hn_form_monitor_new, hn_form_monitor_end,
    hn_form_coverage, hn_form_coverage_cells;
extern const struct hn_list hn_list_visit, hn_list_coverage;

/* One visit as a row of the list. */
struct hn_visit_row {
    int64_t id;
    const char *month, *unit_code, *unit_name, *person_code, *person_name, *state, *note;
    hn_day meeting_day; /* HN_DAY_OPEN: none called yet */
};

struct hn_visits_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* NULL: the own visits */
    hn_time known;
    bool mine, may_plan, has_person;
    const char *month; /* "2026-11", "" the whole year */
    int64_t year;
    struct hn_list_page list;
};

struct hn_visit_page {
    const struct hn_req *q;
    struct hn_visit visit;
    const char *month;
    bool may_note, may_cancel, may_cell;
};

struct hn_visit_plan_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const struct hn_option *cells,
        *people; /* who holds an office in the committee; none: a code is asked for */
    size_t cell_count, person_count;
    const struct hn_monitor *monitors;
    size_t monitor_count;
    const struct hn_monitor *ending;
    bool may_edit, adding;
    int64_t year; /* for which a plan is offered */
    hn_time known;
};

struct hn_coverage_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const char *from, *to; /* "2026-01" */
    struct hn_coverage_sum sum;
    const struct hn_coverage *persons;
    size_t person_count;
    bool unvisited;
    struct hn_list_page cells;
};

/* The months of ?tu= and ?den=, else the year of the day asked about. HN_INVALID month.shape, month.order. */
enum hn_rc hn_months_asked(struct hn_req *q, int64_t *from, int64_t *to);

#endif
