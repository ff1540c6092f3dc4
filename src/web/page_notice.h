/* page_notice.h: what the program tells oneself: notices, the own mail address, the own calendar feed.
 *
 * Filled by page_notice.c; shown by web/view/notice/. Rules: notice/. Not for: reminding others (page_returns.h).
 */
#ifndef HN_WEB_PAGE_NOTICE_H
#define HN_WEB_PAGE_NOTICE_H

#include "notice/notice.h"
#include "web/page.h"

hn_page_fn hn_page_notices, hn_page_notice_seen;
hn_page_fn hn_page_ways, hn_page_mail_ask, hn_page_mail_confirm, hn_page_mail_drop, hn_page_calendar_new,
    hn_page_calendar_end, hn_page_calendar;
extern const struct hn_form hn_form_notices, hn_form_notice_seen, hn_form_mail_ask, hn_form_mail_confirm;

struct hn_notices_page {
    const struct hn_req *q;
    const struct hn_notice *notices;
    size_t count;
    int64_t total, unseen;
    int64_t page, page_count;
    bool unseen_alone;
};

/* The ways by which one is told outside the program. */
struct hn_ways_page {
    const struct hn_req *q;
    const char *mail; /* masked, "" none */
    bool confirmed;
    hn_time calendar_since; /* 0: no feed */
    const char *made;       /* the feed's address, told once */
};

#endif
