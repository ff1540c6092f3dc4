/* page_beside.h: how cells meet beside an indicator of the same place, on one page.
 *
 * Filled by page_beside.c, shown by web/view/indicator/beside. Not for: series of indicators alone (page_indicator.h).
 */
#ifndef HN_WEB_PAGE_BESIDE_H
#define HN_WEB_PAGE_BESIDE_H

#include "census/beside.h"
#include "web/chart.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_beside;
extern const struct hn_form hn_form_beside;

struct hn_beside_page {
    const struct hn_req *q;
    struct hn_unit_stand stand;
    const struct hn_unit *unit;
    hn_time known;
    const struct hn_option *offered; /* indicators that may be measured here */
    size_t offered_count;
    const char *every; /* month quarter year */
    bool chosen;       /* there is an indicator to show */
    struct hn_indicator indicator;
    const struct hn_beside *rows;
    size_t count;
    struct hn_chart scores, figures;
};

#endif
