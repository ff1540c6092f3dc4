/* figure_cache.c: values of indicators already read, by the stamp their indicator bore (base/memo.h). */
#include <assert.h>
#include <string.h>

#include "base/memo.h"
#include "indicator/figure_inside.h"

#define ENTRY_MOST ((size_t)4 << 20)

static_assert(sizeof(struct hn_figure_key) == HN_MEMO_KEY, "a key has no holes");

static const struct hn_sql sql_bump = {
    .name = "figure.bump",
    .text = "INSERT INTO indicator_stamp (indicator_id, stamp) VALUES ($1, 1)"
            " ON CONFLICT (indicator_id) DO UPDATE SET stamp = indicator_stamp.stamp + 1"
};

const struct hn_sql *const hn_figure_cache_sql[] = { &sql_bump, NULL };

struct hn_indicator_cache {
    struct hn_arena *arena;
    struct hn_memo *memo;
};

struct hn_indicator_cache *
hn_indicator_cache_new(size_t ceiling)
{
    struct hn_arena *arena = hn_arena_new((size_t)16 << 10);
    struct hn_indicator_cache *cache = HN_NEW(arena, struct hn_indicator_cache);

    cache->arena = arena;
    cache->memo = hn_memo_new(ceiling, ENTRY_MOST);
    return cache;
}

void
hn_indicator_cache_free(struct hn_indicator_cache *cache)
{
    if (cache == NULL)
        return;
    hn_memo_free(cache->memo);
    hn_arena_free(cache->arena);
}

enum hn_rc
hn_indicator_stamp_bump(struct hn_ctx *c, int64_t indicator)
{
    const struct hn_param params[] = { hn_p_id(indicator), HN_P_END };

    assert(indicator > 0);
    return hn_store_do(c, &sql_bump, params);
}

/* What was known in the past is asked for seldom; what a job of the writer sees may never come to be. */
bool
hn_figure_keeps(const struct hn_ctx *c)
{
    return c->indicator_cache && c->known == HN_TIME_OPEN && hn_store_facts_read(c) != 0;
}

const void *
hn_figure_kept(struct hn_ctx *c, const struct hn_figure_key *key, struct hn_arena *arena, size_t *size)
{
    return hn_figure_keeps(c) ? hn_memo_get(c->indicator_cache->memo, key, arena, size) : NULL;
}

void
hn_figure_keep(struct hn_ctx *c, const struct hn_figure_key *key, const void *value, size_t size)
{
    if (hn_figure_keeps(c))
        hn_memo_put(c->indicator_cache->memo, key, value, size);
}
