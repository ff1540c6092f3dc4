/* page_search.h: one box that finds people and organisations, each by right. */
#ifndef HN_WEB_PAGE_SEARCH_H
#define HN_WEB_PAGE_SEARCH_H

#include "member/list.h"
#include "unit/unit.h"
#include "web/page.h"

hn_page_fn hn_page_search;
extern const struct hn_form hn_form_search;

enum { HN_SEARCH_SHOWN = 10 };

struct hn_search_page {
    const struct hn_req *q;
    const char *words;
    bool people, units; /* the actor may look for such */
    struct hn_member_row members[HN_SEARCH_SHOWN];
    size_t member_count;
    int64_t member_total;
    struct hn_unit found[HN_SEARCH_SHOWN];
    size_t unit_count;
    int64_t unit_total;
};

#endif
