/* page_cell_own.h: the own cell of whoever is signed in: of a member, or of who keeps its meetings. */
#ifndef HN_WEB_PAGE_CELL_OWN_H
#define HN_WEB_PAGE_CELL_OWN_H

#include "web/page_meeting.h"

/* Leads on: to the own cell; who follows cells from above, to their returns. */
hn_page_fn hn_page_cell_own;

enum { HN_OWN_CELLS = 4 };
enum hn_rc hn_own_cells(struct hn_req *q, struct hn_unit out[HN_OWN_CELLS], size_t *count);

/* What of the own cell's meetings stands on the page of one's own work. */
struct hn_work_meeting {
    struct hn_unit unit;
    const struct hn_meeting *coming, *open; /* called and not yet held; held and not yet sent; NULL */
    int64_t month;                          /* today's */
    hn_day due;
    bool this_month; /* its ordinary meeting is called, or was held */
    bool may_edit;
};
enum hn_rc hn_work_meetings(struct hn_req *q, const struct hn_work_meeting **out, size_t *count);

#endif
