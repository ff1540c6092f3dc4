/* ctx.c: filling a context, noting what failed, making ids (ctx.h). */
#include "base/ctx.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

/* Bits of an id below its milliseconds: room for a million ids in each. */
#define ID_LOW_BITS 20

void
hn_ctx_init(struct hn_ctx *c, struct hn_arena *a, const struct hn_platform *p, struct hn_user_id actor)
{
    memset(c, 0, sizeof(*c));
    c->arena = a;
    c->platform = p;
    c->actor = actor;
    c->now = p->now(p->self);
    c->today = hn_day_at(c->now);
    c->on = c->today;
    c->known = HN_TIME_OPEN;
    c->lang = HN_VI;
}

enum hn_rc
hn_fail(struct hn_ctx *c, enum hn_rc code, const char *field, const char *key)
{
    return hn_fail_arg(c, code, field, key, "");
}

enum hn_rc
hn_fail_arg(struct hn_ctx *c, enum hn_rc code, const char *field, const char *key, const char *arg)
{
    assert(code != HN_OK);
    assert(key && *key);
    if (c->fault_count < HN_FAULTS_MAX) {
        struct hn_fault *f = &c->faults[c->fault_count];

        f->code = code;
        f->field = hn_dup(c->arena, field);
        f->key = hn_dup(c->arena, key);
        f->arg = hn_dup(c->arena, arg);
        c->fault_count++;
    }
    return code;
}

void
hn_ctx_rewind(struct hn_ctx *c, struct hn_mark mark)
{
    if (c->fault_count == 0)
        hn_arena_rewind(c->arena, mark);
}

enum hn_rc
hn_fail_fixed(struct hn_ctx *c, enum hn_rc code, const char *field, const char *key)
{
    if (c->fault_count < HN_FAULTS_MAX)
        c->faults[c->fault_count++] = (struct hn_fault){ code, field, key, "" };
    return code;
}

void
hn_fault_clear(struct hn_ctx *c)
{
    c->fault_count = 0;
}

/* The one number that outlives a request: the last id made. A clock that stands still or is simulated gives
 * the next number; so does a million ids within one millisecond. */
int64_t
hn_new_id(struct hn_ctx *c)
{
    static _Atomic int64_t last = 0;
    int64_t by_clock = c->now > 0 ? (c->now / 1000) << ID_LOW_BITS : 1;
    int64_t before = atomic_load(&last);
    int64_t id;

    do {
        id = by_clock > before ? by_clock : before + 1;
    } while (!atomic_compare_exchange_weak(&last, &before, id));
    assert(id > 0);
    return id;
}
