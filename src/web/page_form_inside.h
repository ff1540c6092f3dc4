/* page_form_inside.h: what the pages of a sheet share among themselves: page_form_sheet.c, page_form_deed.c. */
#ifndef HN_WEB_PAGE_FORM_INSIDE_H
#define HN_WEB_PAGE_FORM_INSIDE_H

#include "web/page_indicator.h"

/* Which sheet: of every form of these pages. */
#define HN_ENTRY_FIELDS                                                                                      \
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },                           \
    {                                                                                                        \
        .name = "ky", .kind = HN_TEXT, .max = 30, .required = true, .label = "period.period"                 \
    }

/* The form of the path, the unit and the period asked for. */
enum hn_rc hn_entry_key(struct hn_req *q, struct hn_unit_stand *stand, struct hn_indicator_sheet_key *key);

#endif
