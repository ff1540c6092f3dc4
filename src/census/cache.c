/* cache.c: figures already counted (base/memo.h), by the state of facts. A change of facts makes every older entry
 * useless, since its key can no longer be asked.
 */
#include <assert.h>
#include <string.h>

#include "base/memo.h"
#include "census/inside.h"

#define ENTRY_MOST ((size_t)1 << 20)

static_assert(sizeof(struct hn_counts_key) == HN_MEMO_KEY, "a key has no holes");

struct hn_counts_cache {
    struct hn_arena *arena;
    struct hn_memo *memo;
};

struct hn_counts_cache *
hn_counts_cache_new(size_t ceiling)
{
    struct hn_arena *arena = hn_arena_new((size_t)16 << 10);
    struct hn_counts_cache *k = HN_NEW(arena, struct hn_counts_cache);

    k->arena = arena;
    k->memo = hn_memo_new(ceiling, ENTRY_MOST);
    return k;
}

void
hn_counts_cache_free(struct hn_counts_cache *cache)
{
    if (cache == NULL)
        return;
    hn_memo_free(cache->memo);
    hn_arena_free(cache->arena);
}

struct hn_counts_key
hn_counts_key(const struct hn_ctx *c, struct hn_unit_id unit, uint32_t question)
{
    struct hn_counts_key key;

    memset(&key, 0, sizeof key);
    key.facts = c->counts_cache ? hn_store_facts_read(c) : 0;
    key.unit = unit.v;
    key.known = c->known;
    key.on = c->on;
    key.question = question;
    return key;
}

const void *
hn_counts_cached(struct hn_ctx *c, const struct hn_counts_key *key, size_t *size)
{
    if (c->counts_cache == NULL || key->facts == 0)
        return NULL;
    return hn_memo_get(c->counts_cache->memo, key, c->arena, size);
}

void
hn_counts_keep(struct hn_ctx *c, const struct hn_counts_key *key, const void *value, size_t size)
{
    if (c->counts_cache && key->facts)
        hn_memo_put(c->counts_cache->memo, key, value, size);
}

void
hn_counts_cache_stats(struct hn_counts_cache *cache, struct hn_counts_cache_stats *out)
{
    struct hn_memo_stats stats;

    hn_memo_stats(cache->memo, &stats);
    *out = (struct hn_counts_cache_stats){ .hits = stats.hits, .misses = stats.misses };
}
