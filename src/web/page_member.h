/* page_member.h: lists of members, a new one, and what their views are shown.
 *
 * Filled by page_member_list.c and page_member_new.c, shown by web/view/member/. One person's record is in page_person.h.
 */
#ifndef HN_WEB_PAGE_MEMBER_H
#define HN_WEB_PAGE_MEMBER_H

#include "census/counts.h"
#include "member/list.h"
#include "member/member.h"
#include "unit/unit.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_members, hn_page_unit_members, hn_page_member_new, hn_page_member_add;
extern const struct hn_form hn_form_members, hn_form_unit_members, hn_form_member_new;
extern const struct hn_list hn_list_member;
/* What the list may be filtered by: "minority" (any but kinh), then the peoples. NULL-ended. */
extern const char *const hn_member_ethnicities[];

struct hn_members_page {
    const struct hn_req *q;
    const char *path;           /* of this list */
    const struct hn_unit *unit; /* NULL: all that the actor may see */
    const struct hn_member_filter *filter;
    bool filtered; /* more than words is asked */
    bool figures;
    struct hn_counts counts; /* of the unit, when figures */
    bool may_add;
    struct hn_list_page list;
};

/* --- a new member --- */

enum { HN_SAME_MOST = 5 };

struct hn_member_new_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    bool cell; /* has members of its own */
    /* People of the actor's scope with the same name and year of birth as was typed. */
    struct hn_member_row same[HN_SAME_MOST];
    size_t same_count;
};
extern const char *const hn_new_standings[];

#endif
