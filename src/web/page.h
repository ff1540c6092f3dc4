/* page.h: what a page function is handed and how it answers.
 *
 * A page fills one const struct and shows it by a view: the same struct becomes HTML or JSON. Pages only read
 * and write the store through subjects; they may run twice. Neighbours: route.h (the table), router.c (the
 * steps around every page), list.h, form.h, out.h.
 */
#ifndef HN_WEB_PAGE_H
#define HN_WEB_PAGE_H

#include "account/account.h"
#include "base/ctx.h"
#include "web/accept.h"
#include "web/form.h"
#include "web/out.h"

struct hn_app;   /* the running server: store, texts, caches, configuration */
struct hn_route; /* route.h */
struct hn_call;  /* router.c: the request as bytes, and its answer */

struct hn_req {
    struct hn_ctx ctx; /* first: hn_ctx of the page */
    struct hn_app *app;
    const struct hn_route *route;
    struct hn_call *call;
    bool json;           /* the JSON face was asked for */
    int64_t page_number; /* ?trang=, from 1 */
    int64_t page_size;   /* ?co=, 1..200, default 50 */
};

/* A view: HTML and JSON of one struct. title: text key of <title>, {0} filled by title_arg. section: which
 * item of the menu is current. The template compiler makes the two functions from .html.tmpl and .json.tmpl. */
struct hn_view {
    const char *title;
    const char
        *section; /* "work" "meetings" "overview" "units" "members" "search" "audit" "settings" "help" "" */
    void (*html)(struct hn_out *o, const void *data);
    void (*json)(struct hn_out *o, const void *data);
    bool staff; /* loads htmx */
    bool
        offline; /* a page of :meeting that can be kept and filled in without network (docs/subject/offline.md) */
    bool bare;  /* without menu: sign-in, errors */
    bool dated; /* has the date control: what it shows depends on ?ngay= and ?biet= */
};

/* Answer 200 with the view of data; title_arg may be NULL. The data is read at once. */
enum hn_rc hn_show(struct hn_req *q, const struct hn_view *view, const void *data, const char *title_arg);
/* 303 to an own path; the JSON face answers 201/200 {"location": …}. */
enum hn_rc hn_redirect(struct hn_req *q, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with a sentence shown once at the top of the next page (text key "done.…"). */
enum hn_rc hn_redirect_done(struct hn_req *q, const char *done_key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Before hn_show: what the page shows changes while it is looked at. Its script (web/asset/bang.js) asks the JSON face of the
 * same address now and then, and puts what is new in its place; without scripts the page is loaded anew every so many
 * seconds, 0: not. The view marks what is filled: see the script. */
void hn_live(struct hn_req *q, int seconds);

/* Parts of the path. The router has resolved :unit :place :person (code first, then id) and answered 404 when
 * there is no such thing on q->ctx.on's knowledge or it is not theirs to know of. */
int64_t hn_path_id(const struct hn_req *q, const char *name);
const char *hn_path_text(const struct hn_req *q, const char *name);

/* How the answer was asked for: HTML or JSON on every page, CSV and XLSX on lists. */
enum hn_format hn_req_format(const struct hn_req *q);
/* The request's own path, without query and ending; and the query as the page was asked, "" or "?kind=…",
 * without trang and lang: pagination and downloads append to it. */
const char *hn_req_path(const struct hn_req *q);
const char *hn_req_query(const struct hn_req *q);
/* Where the request came from, for throttles: the client's address, also behind a trusted proxy. */
const char *hn_req_address(const struct hn_req *q);
/* It came from this machine itself, through no proxy. */
bool hn_req_is_local(const struct hn_req *q);
/* A header of the request, NULL when absent. */
const char *hn_req_header(const struct hn_req *q, const char *name);

/* Answers with a file's bytes from its start: the file is closed after sending. filename "dang-vien.csv". */
enum hn_rc hn_answer_file(struct hn_req *q, int fd, size_t len, const char *type, const char *filename);
/* Answers with bytes that live as long as the arena. */
enum hn_rc hn_answer_bytes(struct hn_req *q, const char *type, const void *bytes, size_t len);
/* A file somebody sent: downloaded, never shown inside our pages, since what a stranger wrote is not ours to run. */
enum hn_rc hn_answer_download(struct hn_req *q, struct hn_bytes content, const char *filename);
/* A refusal whose deed stays: what the page has written (a count, a line in the log) is committed, and then the form is
 * shown again with this fault (422). The page returns what this returns. */
enum hn_rc hn_answer_refused(struct hn_req *q, const char *field, const char *key, const char *arg);
/* The same for "too often": 429 with Retry-After. {0} of the text is the wait in minutes. */
enum hn_rc hn_answer_wait(struct hn_req *q, int64_t seconds, const char *key);

/* Before a person's record is opened, or a group of it revealed: HN_DENIED with 429 and Retry-After once the hour's number
 * is used up (access/pace.h). */
enum hn_rc hn_need_pace(struct hn_req *q, struct hn_person_id person, bool reveal);

/* Who is signed in, NULL when nobody is; and the one hasher of phrases (account/account.h). */
const struct hn_who *hn_req_who(const struct hn_req *q);
struct hn_hasher *hn_req_hasher(const struct hn_req *q);
/* Where to go after signing in: ?tiep= when it is an own path, else "/". */
const char *hn_req_onward(const struct hn_req *q);

/* The session cookie: set at sign-in (token as account/ made it; max_age 0: until the browser closes),
 * read, and taken away at sign-out together with what the browser keeps. */
void hn_session_give(struct hn_req *q, const char *token, int64_t max_age);
const char *hn_session_token(const struct hn_req *q);
void hn_session_take(struct hn_req *q);
/* The enrolled-device cookie, in the same way. */
void hn_device_give(struct hn_req *q, const char *token, int64_t max_age);
const char *hn_device_token(const struct hn_req *q);

/* The value a prepare function left for the page (route.h). */
void *hn_prepared(const struct hn_req *q);

/* Breadcrumb, shown above the h1; call in order from the root. href NULL: the current page. */
void hn_crumb(struct hn_req *q, const char *text, const char *href);

#endif
