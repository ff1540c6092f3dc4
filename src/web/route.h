/* route.h: every page of the program is one row of hn_routes (routes.c).
 *
 * A row without a right does not start; the tests walk the table for rights and tokens; /openapi.json and
 * `hatnhan routes` are made from it.
 */
#ifndef HN_WEB_ROUTE_H
#define HN_WEB_ROUTE_H

#include "access/access.h"
#include "web/form.h"

enum hn_method { HN_GET, HN_POST };

struct hn_list;

struct hn_route {
    enum hn_method method;
    const char *path; /* "/to-chuc/:unit/dang-vien": segments, :name is a parameter */
    hn_page_fn *page;
    enum hn_right needs; /* HN_MAY_ANYONE for public pages, never 0 */
    const struct hn_form *form;
    const char *about;          /* one English line for openapi and `hatnhan routes` */
    bool list;                  /* answers .csv and .xlsx too */
    const struct hn_list *rows; /* the list it answers: its columns are told in /openapi.json */
    bool half;  /* open to a session that still owes its second factor: /xac-nhan, /dang-xuat */
    bool apart; /* needs neither store nor session: health, assets */
    bool looks; /* POST that changes nothing but the log: done anew under the same key (repeat.h) */
    /* POST: what is slow, on a worker before the writer is asked, inside a read-only transaction; what it leaves
     * in *prepared (the request's arena) the page reads by hn_prepared. A refusal ends the request as the page's. */
    enum hn_rc (*prepare)(struct hn_req *q, void **prepared);
};

extern const struct hn_route hn_routes[]; /* ends with path NULL */

#endif
