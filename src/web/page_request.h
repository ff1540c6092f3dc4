/* page_request.h: what waits for a second person: roles, files of many persons, erasures; and the forms that ask for the
 * last two.
 *
 * Whoever asked sees that it waits; whoever may decide has the buttons. Rules: access/grant.c, access/export.h,
 * person/erase.h. Shown by web/view/request/.
 */
#ifndef HN_WEB_PAGE_REQUEST_H
#define HN_WEB_PAGE_REQUEST_H

#include "access/export.h"
#include "person/erase.h"
#include "web/page_person.h"

hn_page_fn hn_page_requests, hn_page_request_decide;
hn_page_fn hn_page_export_form, hn_page_export_ask;
hn_page_fn hn_page_erase, hn_page_erase_ask;
extern const struct hn_form hn_form_request_decide, hn_form_export_ask, hn_form_erase;

struct hn_requests_page {
    const struct hn_req *q;
    const struct hn_grant *grants;
    size_t grant_count;
    const struct hn_export_row *exports;
    size_t export_count;
    const struct hn_erase_row *erasures;
    size_t erasure_count;
};
/* All that waits and that the actor asked for or may decide on. */
enum hn_rc hn_requests_read(struct hn_req *q, struct hn_requests_page *p);
/* How many of them are for the actor to decide. */
int64_t hn_requests_open(const struct hn_requests_page *p);

struct hn_export_form_page {
    const struct hn_req *q;
    const char *list, *target;
    int64_t unit, rows;
};
/* The form, in place of the file that was asked for. */
enum hn_rc hn_export_form_show(struct hn_req *q, const struct hn_export_ask *ask);

struct hn_erase_page {
    struct hn_person_page p;
    const struct hn_erase_row *waiting; /* NULL: nobody asked */
};

#endif
