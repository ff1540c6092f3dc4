/* problem.c: what went wrong, as a page or as problem+json (RFC 9457). One plain line for the person; what an
 * operator needs is in the log under the request's number.
 */
#include <inttypes.h>
#include <string.h>

#include "view_error.h"
#include "web/answer.h"
#include "web/call.h"

unsigned
hn_answer_status(enum hn_rc rc)
{
    static const unsigned statuses[] = {
        [HN_OK] = 200,       [HN_INVALID] = 422, [HN_DENIED] = 403,      [HN_NOT_FOUND] = 404,
        [HN_CONFLICT] = 409, [HN_BUSY] = 503,    [HN_UNAVAILABLE] = 503, [HN_BROKEN] = 500,
    };

    return statuses[rc];
}

static void
begin_error(struct hn_call *k, unsigned status, const char *type)
{
    struct hn_http_answer *out = &k->x->out;

    hn_http_clear(out);
    out->status = status;
    hn_http_add(out, "Content-Type", type);
    if (status == 401)
        hn_http_add(out, "WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503)
        hn_http_add(out, "Retry-After",
                    hn_print(k->x->arena, "%" PRId64, k->wait_seconds ? k->wait_seconds : 5));
    if (status == 405)
        hn_http_add(out, "Allow", !k->match.post ? "GET, HEAD" : k->match.get ? "GET, HEAD, POST" : "POST");
}

static const char *
title_of(const struct hn_call *k, unsigned status)
{
    const char *key = hn_print(k->x->arena, "error_page.%u.title", status);

    return hn_text_known(key) ? key : "error_page.500.title";
}

/* A drawing that failed says so: nothing else is amiss then, as the page of a 503 would have it. */
static bool
is_of_drawing(const struct hn_fault *f)
{
    return strncmp(f->key, "print.", 6) == 0;
}

/* Our own faults and the machine's are in the log; whoever asked is told their number only. */
static bool
is_told(const struct hn_fault *f)
{
    return (f->code != HN_BROKEN && f->code != HN_UNAVAILABLE) || is_of_drawing(f);
}

static void
write_errors(struct hn_call *k, struct hn_out *o)
{
    const struct hn_ctx *c = &k->q.ctx;
    bool first = true;

    hn_out_raw(o, ",\"errors\":[");
    for (int i = 0; i < c->fault_count; i++) {
        if (!is_told(&c->faults[i]))
            continue;
        hn_out_raw(o, first ? "{\"field\":" : ",{\"field\":");
        hn_out_json(o, c->faults[i].field);
        hn_out_raw(o, ",\"message\":");
        hn_out_json(o, hn_words_fault(c->arena, c->lang, &c->faults[i]));
        hn_out_raw(o, "}");
        first = false;
    }
    hn_out_raw(o, "]");
}

void
hn_answer_problem(struct hn_call *k, unsigned status)
{
    struct hn_ctx *c = &k->q.ctx;
    const char *title = title_of(k, status);
    struct hn_out o = { .lang = c->lang };

    begin_error(k, status, "application/problem+json; charset=utf-8");
    hn_buf_init(&o.buf, c->arena, 0);
    hn_out_raw(&o, "{\"type\":\"about:blank\",\"title\":");
    hn_out_json(&o, hn_text(c->lang, title));
    hn_out_raw(&o, ",\"status\":");
    hn_out_json_int(&o, status);
    hn_out_raw(&o, ",\"instance\":");
    hn_out_json(&o, k->path ? k->path : "");
    hn_out_raw(&o, ",\"request\":");
    hn_out_json_id(&o, (int64_t)c->request_id);
    write_errors(k, &o);
    hn_out_raw(&o, "}");
    k->x->out.body = HN_BODY_BYTES;
    k->x->out.bytes = o.buf.data;
    k->x->out.len = o.buf.len;
}

/* The first fault's sentence, when it says more than the page itself does. */
static const char *
detail_of(const struct hn_call *k, unsigned status)
{
    const struct hn_ctx *c = &k->q.ctx;

    if (c->fault_count == 0 || status == 404 || !is_told(&c->faults[0]))
        return "";
    if (status >= 500 && !is_of_drawing(&c->faults[0]))
        return "";
    return hn_words_fault(c->arena, c->lang, &c->faults[0]);
}

static void
answer_page(struct hn_call *k, unsigned status)
{
    const char *title = title_of(k, status);
    const struct hn_view view = { .title = title, .section = "", .html = hn_view_error_any };
    const struct hn_error e = {
        .status = strcmp(title, "error_page.500.title") == 0 && status != 500 ? 400 : status,
        .detail = detail_of(k, status),
        .number = status >= 500 ? hn_print(k->x->arena, "%" PRIu64, k->q.ctx.request_id) : "",
        .wait_seconds = k->wait_seconds,
        .signed_in = k->who != NULL,
        .back = "",
    };
    bool json = k->q.json;

    hn_http_clear(&k->x->out);
    k->again = false;
    k->q.json = false;
    k->format = HN_HTML;
    k->crumb_count = 0;
    hn_show(&k->q, &view, &e, NULL);
    k->q.json = json;

    const void *bytes = k->x->out.bytes;
    size_t len = k->x->out.len;

    begin_error(k, status, "text/html; charset=utf-8");
    k->x->out.body = HN_BODY_BYTES;
    k->x->out.bytes = bytes;
    k->x->out.len = len;
}

void
hn_answer_error(struct hn_call *k, unsigned status)
{
    if (k->q.json)
        hn_answer_problem(k, status);
    else
        answer_page(k, status);
}
