/* page_owed.h: what a unit owes this month, from every level, on one page of a phone; and who owes what below it.
 *
 * Filled by page_owed.c from report/owed.h; shown by web/view/owed/. Neighbours: page_returns.h has the figures of
 * meetings alone, page_work.h what waits for the one who is signed in.
 */
#ifndef HN_WEB_PAGE_OWED_H
#define HN_WEB_PAGE_OWED_H

#include "report/owed.h"
#include "web/page_unit.h"

hn_page_fn hn_page_owed, hn_page_owed_units;
extern const struct hn_form hn_form_owed, hn_form_owed_units;
extern const struct hn_list hn_list_owed, hn_list_owed_units;

/* "/viec-phai-lam?don-vi=CODE&thang=2026-11" */
const char *hn_owed_href(struct hn_arena *a, const char *code, int64_t month);
/* The units behind a number; what "": all they owe. */
const char *hn_owed_units_href(struct hn_arena *a, const char *code, int64_t month, const char *what);
int64_t hn_owed_total(const struct hn_owed_line *line);

struct hn_owed_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    int64_t month;
    const struct hn_owed *rows; /* of the unit itself */
    size_t row_count;
    bool more;
    bool below; /* there are units below it */
    struct hn_owed_line sum;
    const struct hn_owed_line *lines;
    size_t line_count;
    struct hn_list_page list; /* the same as a list, for files */
};
struct hn_owed_units_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    int64_t month;
    const char *what;
    struct hn_list_page list;
};

#endif
