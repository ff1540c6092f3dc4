/* mhd_live.c: the life of an exchange: taken when a request line comes, given back when its answer has left.
 *
 * The struct lives as long as the listener; its arena is kept warm for the next request, or given back when many
 * are idle.
 */
#include <assert.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/limits.h"
#include "http/mhd_inside.h"

/* Arenas kept warm between requests; more are made when more requests are under way, and given back after. */
enum { WARM_ARENAS = 32 };

/* --- http.h's small functions --- */

const char *
hn_http_header(const struct hn_http_request *in, const char *name)
{
    for (size_t i = 0; i < in->header_count; i++) {
        if (strcasecmp(in->headers[i].name, name) == 0)
            return in->headers[i].value;
    }
    return NULL;
}

void
hn_http_add(struct hn_http_answer *out, const char *name, const char *value)
{
    assert(out->header_count < HN_ANSWER_HEADERS);
    assert(!strpbrk(value, "\r\n"));
    out->headers[out->header_count++] = (struct hn_header){ name, value };
}

void
hn_http_clear(struct hn_http_answer *out)
{
    if (out->body == HN_BODY_FILE)
        close(out->fd);
    *out = (struct hn_http_answer){ .fd = -1 };
}

/* --- the life of an exchange --- */

static void
finish_answer(struct hn_exchange *x)
{
    struct hn_live *l = (struct hn_live *)x;

    assert(l->stage == HN_STAGE_WORK && x->out.status >= 200);
    l->stage = HN_STAGE_ANSWER;
    __atomic_sub_fetch(&l->http->under_way, 1, __ATOMIC_RELEASE);
    MHD_resume_connection(l->connection);
}

void
hn_live_hand_over(struct hn_exchange *x, hn_work_fn *work, void *arg)
{
    struct hn_live *l = (struct hn_live *)x;

    l->work.run = work;
    l->work.arg = arg;
    hn_crew_add(l->http->crew, &l->work);
}

struct hn_live *
hn_live_take(struct hn_http *h)
{
    struct hn_live *l = h->idle;

    if (l) {
        h->idle = l->next;
        if (l->keeps_warm)
            h->warm--;
    } else {
        l = HN_NEW(h->memory, struct hn_live);
    }

    struct hn_arena *arena = l->x.arena ? l->x.arena : hn_arena_new(HN_LIMIT_REQUEST_MEMORY);

    *l = (struct hn_live){ .http = h };
    l->x.arena = arena;
    l->x.out.fd = -1;
    l->x.answer = finish_answer;
    l->x.later = hn_live_hand_over;
    l->body.fd = -1;
    return l;
}

void
hn_live_give_back(struct hn_live *l)
{
    struct hn_http *h = l->http;

    if (l->stage != HN_STAGE_SENT)
        hn_http_clear(&l->x.out);
    hn_intake_drop(&l->body);
    l->keeps_warm = h->warm < WARM_ARENAS;
    if (l->keeps_warm) {
        hn_arena_reset(l->x.arena);
        h->warm++;
    } else {
        hn_arena_free(l->x.arena);
        l->x.arena = NULL;
    }
    l->next = h->idle;
    h->idle = l;
}
