/* page_milestone.h: milestones of an organisation: entered on the page of its history, corrected and taken back on their own.
 *
 * Filled by page_milestone.c and page_unit_history.c (the list), shown by web/view/milestone/.
 */
#ifndef HN_WEB_PAGE_MILESTONE_H
#define HN_WEB_PAGE_MILESTONE_H

#include "milestone/milestone.h"
#include "web/page_unit.h"

hn_page_fn hn_page_milestone, hn_page_milestone_add, hn_page_milestone_correct, hn_page_milestone_remove;
extern const struct hn_form hn_form_milestone_new, hn_form_milestone, hn_form_milestone_remove;

struct hn_milestone_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const struct hn_milestone *milestone;
    bool may_change;
};

#endif
