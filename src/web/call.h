/* call.h: one request on its way through the router: what is known of it so far. For web/'s own files alone.
 *
 * Pages see struct hn_req, which stands first; the router's steps and the functions of page.h and form.h find
 * the rest behind it. All of it lives in the exchange's arena.
 */
#ifndef HN_WEB_CALL_H
#define HN_WEB_CALL_H

#include "account/account.h"
#include "http/http.h"
#include "web/app.h"
#include "web/input.h"
#include "web/layout.h"
#include "web/page.h"
#include "web/pairs.h"
#include "web/path.h"

enum { HN_CRUMBS_MAX = 12 };

/* One value of a checked form. */
struct hn_value {
    const struct hn_field *field;
    const char *typed;  /* cleaned text of the first, "" when it cannot be shown */
    const char **texts; /* all of them */
    size_t count;       /* 0: absent */
    int64_t number;     /* HN_INT, HN_ID, HN_DAY, HN_PDATE, HN_FLAG */
    struct hn_upload file;
};

struct hn_call {
    struct hn_req q; /* first */
    struct hn_exchange *x;
    struct hn_match match;
    bool reading; /* a read-only transaction is open */

    /* Step 1: the row and what the path and query say. */
    enum hn_format format;
    const char *path;        /* without ending */
    const char *plain_query; /* "?…" without trang, lang; "" */
    struct hn_pairs query;
    int64_t ids[HN_PATH_PARTS]; /* of match.parts, once resolved */
    const char *texts[HN_PATH_PARTS];
    const char *peer;
    bool local;
    bool language_asked;
    bool language_kept; /* by this browser; else the account says it */

    /* Step 2: who. */
    const struct hn_who *who; /* NULL: nobody signed in */
    bool bearer;              /* by an API token: no cookie, no form token */
    bool half;                /* refused because the second factor is still owed */
    bool touched;             /* who->touch_owed has been paid */
    const char *session;      /* cookie's text, NULL when none */
    const char *visit;        /* cookie of a visitor without session, NULL when none */
    const char *device;
    const char *new_visit; /* made for this answer */

    /* Steps 3 and 4: the form. */
    struct hn_inputs inputs;
    bool rows_sent; /* the body was an array */
    struct hn_input_rows input_rows;
    struct hn_value **rows; /* their values, row_values each; NULL: none were sent */
    size_t row_count, row_values;
    struct hn_value *values;
    size_t value_count;
    const struct hn_form *form; /* whose values those are */
    int64_t row_version;
    const char *key;    /* idempotency key sent, "" when none */
    uint8_t digest[32]; /* of route, path and values */

    /* Steps 5 to 7. */
    void *prepared;
    int runs;
    struct hn_mark mark;
    bool replayed;
    enum hn_rc refusal; /* to be told once what was written is committed; HN_OK: none */
    bool again;         /* the form is being shown again */
    enum hn_rc rc;
    unsigned status; /* of an error page, when it is not the code's own */
    int64_t wait_seconds;

    /* The answer. */
    const char *csrf_out, *key_out; /* given to views; "" until asked for */
    struct hn_crumb crumbs[HN_CRUMBS_MAX];
    size_t crumb_count;
    bool live;            /* the page fills by its script … */
    int live_seconds;     /* … and is loaded anew without one; 0: not */
    const char *done; /* sentence of the page before, to be shown once */
    int64_t began_us;

    /* The page as it is or may be kept (kept.h). */
    uint64_t version; /* of the store as it was read, and 1; 0: not to be kept */
    const uint8_t *kept_key;
    const char *kept_hash; /* found: the hash of its bytes */
    bool kept_coded;       /* found: the bytes are compressed already */
    bool looked;           /* it owed the log a look, paid meanwhile */
};

static inline struct hn_call *
hn_call_of(const struct hn_req *q)
{
    return q->call;
}

#endif
