/* token.c: see token.h. */
#include "web/token.h"

#include <string.h>
#include <strings.h>

#include "web/call.h"

enum { KEY_BYTES = 16 };

static const char *
bound_cookie(const struct hn_call *k)
{
    return k->session ? k->session : k->visit;
}

const char *
hn_token_make(struct hn_call *k)
{
    if (!bound_cookie(k))
        k->visit = k->new_visit = hn_account_presession(&k->q.ctx);
    return hn_account_csrf(&k->q.ctx, bound_cookie(k));
}

bool
hn_token_holds(struct hn_call *k, const char *token)
{
    return token && bound_cookie(k) && hn_account_csrf_ok(&k->q.ctx, bound_cookie(k), token);
}

const char *
hn_key_make(struct hn_call *k)
{
    static const char digits[] = "0123456789abcdef";
    const struct hn_platform *p = k->q.ctx.platform;
    char *text = hn_alloc(k->q.ctx.arena, KEY_BYTES * 2 + 1);
    uint8_t raw[KEY_BYTES];

    p->random(p->self, raw, sizeof raw);
    for (size_t i = 0; i < KEY_BYTES; i++) {
        text[i * 2] = digits[raw[i] >> 4];
        text[i * 2 + 1] = digits[raw[i] & 15];
    }
    return text;
}

/* "https://host[:port]" begins url and host is the Host we were called by. */
static bool
is_own_origin(const struct hn_call *k, const char *url, bool with_path)
{
    const char *host = hn_http_header(&k->x->in, "Host");
    size_t len;

    if (strncasecmp(url, "https://", 8) == 0)
        url += 8;
    else if (strncasecmp(url, "http://", 7) == 0)
        url += 7;
    else
        return false;
    len = strcspn(url, "/");
    if (!with_path && url[len])
        return false;
    return host && strlen(host) == len && strncasecmp(url, host, len) == 0;
}

bool
hn_origin_holds(const struct hn_call *k)
{
    const struct hn_http_request *in = &k->x->in;
    const char *origin = hn_http_header(in, "Origin");
    const char *referer = hn_http_header(in, "Referer");
    const char *site = hn_http_header(in, "Sec-Fetch-Site");

    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    if (origin)
        return is_own_origin(k, origin, false);
    return !referer || is_own_origin(k, referer, true);
}
