/* page_log.h: the audit log as a list: who did or looked at what, in the actor's scope, and the root that proves it. */
#ifndef HN_WEB_PAGE_LOG_H
#define HN_WEB_PAGE_LOG_H

#include "audit/audit.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_log;
extern const struct hn_form hn_form_log;
extern const struct hn_list hn_list_log;

struct hn_log_page {
    const struct hn_req *q;
    const char *account, *what, *within, *person; /* as asked, "" any */
    const char *unit_name;                        /* of within, "" */
    bool own;                                     /* the lines about the reader alone */
    struct hn_list_page list;
    struct hn_audit_root root;
};

#endif
