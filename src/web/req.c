/* req.c: what pages read of the request (page.h), and the cookies they may set. */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "web/answer.h"
#include "web/app_inside.h"
#include "web/call.h"

static size_t
part_of(const struct hn_call *k, const char *name)
{
    size_t i = 0;

    while (i < k->match.part_count && strcmp(k->match.parts[i].name, name) != 0)
        i++;
    assert(i < k->match.part_count && "a parameter of the route's path");
    return i;
}

int64_t
hn_path_id(const struct hn_req *q, const char *name)
{
    const struct hn_call *k = hn_call_of(q);

    return k->ids[part_of(k, name)];
}

const char *
hn_path_text(const struct hn_req *q, const char *name)
{
    const struct hn_call *k = hn_call_of(q);

    return k->texts[part_of(k, name)];
}

void
hn_crumb(struct hn_req *q, const char *text, const char *href)
{
    struct hn_call *k = hn_call_of(q);

    assert(k->crumb_count < HN_CRUMBS_MAX);
    k->crumbs[k->crumb_count++] = (struct hn_crumb){ text, href };
}

enum hn_format
hn_req_format(const struct hn_req *q)
{
    return hn_call_of(q)->format;
}

const char *
hn_req_path(const struct hn_req *q)
{
    return hn_call_of(q)->path;
}

const char *
hn_req_query(const struct hn_req *q)
{
    return hn_call_of(q)->plain_query;
}

const char *
hn_req_address(const struct hn_req *q)
{
    return hn_call_of(q)->peer;
}

bool
hn_req_is_local(const struct hn_req *q)
{
    return hn_call_of(q)->local;
}

const char *
hn_req_header(const struct hn_req *q, const char *name)
{
    return hn_http_header(&hn_call_of(q)->x->in, name);
}

const struct hn_who *
hn_req_who(const struct hn_req *q)
{
    return hn_call_of(q)->who;
}

struct hn_hasher *
hn_req_hasher(const struct hn_req *q)
{
    return q->app->cfg.hasher;
}

const char *
hn_req_onward(const struct hn_req *q)
{
    return hn_own_path(hn_pairs_get(&hn_call_of(q)->query, "tiep"));
}

void *
hn_prepared(const struct hn_req *q)
{
    return hn_call_of(q)->prepared;
}

/* --- cookies --- */

static void
give(struct hn_req *q, const char *name, const char *value, int64_t max_age)
{
    struct hn_call *k = hn_call_of(q);
    const char *age = max_age ? hn_print(q->ctx.arena, "; Max-Age=%" PRId64, max_age) : "";

    assert(!value[strcspn(value, "\"\\,; \r\n")]);
    hn_http_add(
        &k->x->out, "Set-Cookie",
        hn_print(q->ctx.arena, "__Host-%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s", name, value, age));
}

static void
take(struct hn_req *q, const char *name)
{
    hn_http_add(
        &hn_call_of(q)->x->out, "Set-Cookie",
        hn_print(q->ctx.arena, "__Host-%s=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", name));
}

void
hn_session_give(struct hn_req *q, const char *token, int64_t max_age)
{
    give(q, "hn", token, max_age);
}

const char *
hn_session_token(const struct hn_req *q)
{
    return hn_call_of(q)->session;
}

void
hn_session_take(struct hn_req *q)
{
    take(q, "hn");
    /* Not "storage": what another person of this phone has not sent yet is his, and the worker clears what is ours. */
    hn_http_add(&hn_call_of(q)->x->out, "Clear-Site-Data", "\"cache\"");
}

void
hn_device_give(struct hn_req *q, const char *token, int64_t max_age)
{
    give(q, "hn-device", token, max_age);
}

const char *
hn_device_token(const struct hn_req *q)
{
    return hn_call_of(q)->device;
}
