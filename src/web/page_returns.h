/* page_returns.h: the returns of a month: which cells met, were late, did not meet; the same over twelve months; one sheet
 * for a commune's evening; and the months of one cell, where it is excused and what it was reminded of.
 *
 * Filled by page_returns.c (month, list), page_returns_year.c (months, evening) and page_returns_cell.c (one cell,
 * reminding, excusing); shown by web/view/returns/. Figures are counted by census/returns.h.
 */
#ifndef HN_WEB_PAGE_RETURNS_H
#define HN_WEB_PAGE_RETURNS_H

#include "census/returns.h"
#include "monitor/monitor.h"
#include "notice/notice.h"
#include "task/task.h"
#include "web/page_overview.h"

hn_page_fn hn_page_returns, hn_page_returns_cells, hn_page_returns_year, hn_page_returns_tonight;
hn_page_fn hn_page_returns_cell, hn_page_remind, hn_page_excuse, hn_page_excuse_end;
extern const struct hn_form hn_form_returns, hn_form_returns_cells, hn_form_returns_cell, hn_form_remind,
    hn_form_excuse, hn_form_excuse_end;
extern const struct hn_list hn_list_returns;

/* A month of the query ("2021-12"), else that of the day asked for. HN_INVALID not_month. */
enum hn_rc hn_returns_month_asked(struct hn_req *q, const char *field, int64_t *out);
/* "/sinh-hoat/chi-bo?don-vi=CODE&thang=2021-12&muc=late" */
const char *hn_returns_rows_href(struct hn_arena *a, const char *code, int64_t month, const char *which);
/* "/sinh-hoat?don-vi=CODE&thang=2021-12" */
const char *hn_returns_href(struct hn_arena *a, const char *code, int64_t month);
/* "85,7% (4.200/4.900)": a share is never shown without what it was taken of; "" when that is 0. */
const char *hn_returns_share(struct hn_arena *a, enum hn_lang lang, int64_t part, int64_t whole);

/* "met" "late" "excused" or "not_met", of one cell's month as it stands. */
const char *hn_returns_state_of(const struct hn_cell_month *m);

struct hn_returns_page {
    const struct hn_req *q;
    struct hn_unit_choice choice;
    const struct hn_unit *unit;
    hn_time known;
    int64_t month;
    hn_day cells_on; /* the day its cells stand on */
    struct hn_returns sum;
    bool
        nothing; /* the month is over, and not one meeting of it was recorded: nobody is called late for that */
    const struct hn_returns_unit *children;
    size_t child_count;
    bool map;
    struct hn_chart chart;
    bool may_remind;
    bool may_meetings; /* the way to visits, papers and tasks is shown */
};

struct hn_returns_list_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    int64_t month;
    const char *which;
    struct hn_list_page list;
};

#define HN_RETURNS_YEAR 12
struct hn_returns_year_page {
    const struct hn_req *q;
    struct hn_unit_choice choice;
    const struct hn_unit *unit;
    hn_time known;
    int64_t first; /* of HN_RETURNS_YEAR months */
    struct hn_returns months[HN_RETURNS_YEAR];
    const struct hn_returns_months *children;
    size_t child_count;
};

/* What waits in a commune on one evening; each part at most HN_TONIGHT_MOST lines, and how many there are. */
#define HN_TONIGHT_MOST 30
struct hn_returns_tonight_page {
    const struct hn_req *q;
    struct hn_unit_choice choice;
    const struct hn_unit *unit;
    int64_t month;
    struct hn_returns now, before; /* this month and the one before */
    struct hn_returns_cell *not_met, *not_met_before, *no_minutes, *no_minutes_before;
    size_t not_met_count, not_met_before_count, no_minutes_count, no_minutes_before_count;
    struct hn_task_row *tasks;
    size_t task_count;
    int64_t task_total;
    struct hn_visit *visits;
    size_t visit_count;
    int64_t visit_total;
    bool may_meetings; /* tasks and visits are the actor's to see */
};

struct hn_returns_cell_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    int64_t month; /* the last of those shown */
    struct hn_cell_month months[HN_RETURNS_YEAR];
    hn_day due;
    const struct hn_reminder *reminders; /* of the month */
    size_t reminder_count;
    bool may_excuse;
};

#endif
