/* finish.c: what stands around the body of every answer.
 *
 * A page that carries a form token or a key is never kept by anybody; every other page carries a strong
 * validator over its bytes, and a browser that has it gets 304.
 */
#include "web/finish.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/seal.h"
#include "http/compress.h"
#include "web/app_inside.h"
#include "web/call.h"

enum { WORTH_COMPRESSING = 600, TAG_BYTES = 16 };

static const char policy[] = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                             "form-action 'self'; frame-ancestors 'none'";

void
hn_finish_safety(struct hn_http_answer *out, bool demo)
{
    hn_http_add(out, "Content-Security-Policy", policy);
    hn_http_add(out, "X-Content-Type-Options", "nosniff");
    hn_http_add(out, "Referrer-Policy", "same-origin");
    hn_http_add(out, "Cross-Origin-Opener-Policy", "same-origin");
    hn_http_add(out, "Cross-Origin-Resource-Policy", "same-origin");
    hn_http_add(out, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (demo)
        hn_http_add(out, "X-Robots-Tag", "noindex");
}

void
hn_finish_without_memory(struct hn_http_answer *out)
{
    static const char text[] = "503: hết bộ nhớ, hãy thử lại / out of memory, please try again\n";

    hn_http_clear(out);
    out->status = 503;
    out->body = HN_BODY_BYTES;
    out->bytes = text;
    out->len = sizeof text - 1;
    hn_http_add(out, "Content-Type", "text/plain; charset=utf-8");
    hn_http_add(out, "Retry-After", "5");
    hn_http_add(out, "Cache-Control", "no-store");
    hn_http_add(out, "X-Content-Type-Options", "nosniff");
}

static const char *
header_out(const struct hn_http_answer *out, const char *name)
{
    for (size_t i = 0; i < out->header_count; i++) {
        if (strcmp(out->headers[i].name, name) == 0)
            return out->headers[i].value;
    }
    return NULL;
}

static bool
body_holds(const struct hn_http_answer *out, const char *secret)
{
    return secret && *secret && out->body == HN_BODY_BYTES &&
           memmem(out->bytes, out->len, secret, strlen(secret)) != NULL;
}

static void
add_cookie(struct hn_call *k, const char *name, const char *value, const char *rest)
{
    hn_http_add(&k->x->out, "Set-Cookie",
                hn_print(k->x->arena, "__Host-%s=%s; Path=/; Secure; SameSite=Lax%s", name, value, rest));
}

static void
add_cookies(struct hn_call *k, bool has_token)
{
    if (k->q.route && k->q.route->apart)
        return;
    if (k->new_visit && has_token)
        add_cookie(k, "hn-visit", k->new_visit, "; HttpOnly");
    if (k->done && k->format == HN_HTML)
        add_cookie(k, "hn-done", "", "; HttpOnly; Max-Age=0");
    if (k->language_asked)
        add_cookie(k, "hn-lang", k->q.ctx.lang == HN_EN ? "en" : "vi", "; Max-Age=31536000");
}

static const char *
entity_tag(struct hn_call *k)
{
    static const uint8_t use[HN_KEY_BYTES] = "hatnhan entity tag";
    static const char digits[] = "0123456789abcdef";
    const struct hn_http_answer *out = &k->x->out;
    struct hn_bytes hash = hn_keyed_hash(&k->q.ctx, use, (struct hn_bytes){ out->bytes, out->len });
    char text[TAG_BYTES * 2 + 1];

    for (size_t i = 0; i < TAG_BYTES; i++) {
        text[i * 2] = digits[hash.data[i] >> 4];
        text[i * 2 + 1] = digits[hash.data[i] & 15];
    }
    text[TAG_BYTES * 2] = 0;
    return hn_dup(k->x->arena, text);
}

/* The hash of the page stands in one of the tags sent, whatever coding it was kept in. */
static bool
is_known_to_browser(const struct hn_call *k, const char *hash)
{
    const char *sent = hn_http_header(&k->x->in, "If-None-Match");

    return sent && strstr(sent, hash) != NULL;
}

static enum hn_coding
compress(struct hn_call *k)
{
    static const char *const names[] = { "", "gzip", "br" };
    struct hn_http_answer *out = &k->x->out;
    enum hn_coding wanted = hn_accept_coding(hn_http_header(&k->x->in, "Accept-Encoding"));
    const void *smaller;
    size_t len;
    bool done = k->kept_coded;

    if (!done && out->len < WORTH_COMPRESSING)
        return HN_IDENTITY;
    if (!done && wanted == HN_BROTLI)
        done = hn_compress_brotli(k->x->arena, out->bytes, out->len, &smaller, &len);
    else if (!done && wanted == HN_GZIP)
        done = hn_compress_gzip(k->x->arena, out->bytes, out->len, &smaller, &len);
    if (!done)
        return HN_IDENTITY;
    if (!k->kept_coded) {
        out->bytes = smaller;
        out->len = len;
    }
    hn_http_add(out, "Content-Encoding", names[wanted]);
    return wanted;
}

static void
make_not_modified(struct hn_http_answer *out)
{
    out->status = 304;
    out->body = HN_BODY_NONE;
    out->len = 0;
}

/* A page that somebody may ask for again: its validator, its compressed form, and a place to keep both. */
static void
finish_validated(struct hn_call *k)
{
    static const char *const tails[] = { "", "-gzip", "-br" };
    struct hn_http_answer *out = &k->x->out;
    struct hn_kept_page page = { .type = header_out(out, "Content-Type"),
                                 .plain = out->bytes,
                                 .plain_len = out->len };

    page.hash = k->kept_hash ? k->kept_hash : entity_tag(k);
    if (is_known_to_browser(k, page.hash))
        make_not_modified(out);
    else
        page.coding = compress(k);
    page.coded = out->bytes;
    page.coded_len = out->len;
    if (!k->kept_hash || (page.coding != HN_IDENTITY && !k->kept_coded))
        hn_kept_put(k, &page);
    hn_http_add(out, "ETag", hn_print(k->x->arena, "\"%s%s\"", page.hash, tails[page.coding]));
}

static void
finish_page(struct hn_call *k)
{
    struct hn_http_answer *out = &k->x->out;

    if (out->status == 200 && out->body == HN_BODY_BYTES && k->x->in.method != HN_HTTP_POST)
        finish_validated(k);
    else if (out->body == HN_BODY_BYTES)
        compress(k);
    hn_http_add(out, "Cache-Control", k->who ? "private, no-cache" : "no-cache");
}

void
hn_finish(struct hn_call *k)
{
    struct hn_http_answer *out = &k->x->out;
    bool has_token = body_holds(out, k->csrf_out) || body_holds(out, k->key_out);

    assert(out->status >= 200);
    add_cookies(k, has_token);
    /* For the worker of the browser: pages of somebody else are not for whoever signs in next. */
    if (k->who)
        hn_http_add(out, "X-HN-User", hn_print(k->x->arena, "%" PRId64, k->who->user.v));
    if (header_out(out, "Cache-Control")) {
        /* An asset: it came with everything. */
    } else if (has_token || out->body == HN_BODY_FILE || out->status >= 400 ||
               k->x->in.method == HN_HTTP_POST) {
        /* The answer to a deed may tell a secret that is told once. */
        hn_http_add(out, "Cache-Control", "no-store");
        if (out->body == HN_BODY_BYTES)
            compress(k);
        hn_http_add(out, "Vary", "Accept, Accept-Encoding, Cookie");
    } else {
        finish_page(k);
        hn_http_add(out, "Vary", "Accept, Accept-Encoding, Cookie");
    }
    hn_finish_safety(out, hn_app_is_demo(k->q.app));
}
