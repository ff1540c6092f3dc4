/* page_offline.h: what a phone needs to keep a meeting without network: the worker, the manifest, the page shown when
 * nothing else can be, a fresh form token, and the door for ops (meeting/op.h). Not for: the pages of the meeting
 * themselves (page_meeting.h), which are ordinary pages.
 */
#ifndef HN_WEB_PAGE_OFFLINE_H
#define HN_WEB_PAGE_OFFLINE_H

#include "web/page.h"

hn_page_fn hn_page_worker, hn_page_manifest, hn_page_offline;
/* GET /ky-hop/:meeting/the → {"token", "user"}: for a script whose page's token is old. 409 op.other_user: X-HN-User names
 * somebody else than who is signed in. */
hn_page_fn hn_page_form_token;
/* POST /ky-hop/:meeting/ghi: an array of ops of all kinds → an array of answers. The same 409. */
hn_page_fn hn_page_ops;
extern const struct hn_form hn_form_ops;

/* What a phone keeps belongs to one account and is never sent under another's session: that 409. */
enum hn_rc hn_is_theirs(struct hn_req *q);

/* The array of attendance that POST /ky-hop/:meeting/diem-danh takes beside its form: the page of that form calls this when
 * hn_form_has_rows, and its form has these rows. */
extern const struct hn_field hn_attendance_rows[];
enum hn_rc hn_answer_attendance(struct hn_req *q);

#endif
