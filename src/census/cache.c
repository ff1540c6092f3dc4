/* cache.c: figures already counted, the least lately asked forgotten first.
 *
 * All memory is taken at start: blocks of a fixed size, an entry being a chain of them. A change of facts makes every
 * older entry useless, since its key can no longer be asked; they are pushed out by newer ones. One mutex: what is done
 * under it is a lookup and a copy.
 */
#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "census/inside.h"

#define BLOCK_BYTES 496
#define ENTRY_MOST  ((size_t)1 << 20) /* a larger value is not kept */
#define NONE        UINT32_MAX

struct block {
    uint32_t next;
    uint8_t bytes[BLOCK_BYTES];
};

struct entry {
    struct hn_counts_key key;
    uint32_t size;
    uint32_t first;        /* block */
    uint32_t chain;        /* next of the same slot, or free */
    uint32_t older, newer; /* by last use */
};

struct hn_counts_cache {
    struct hn_arena *arena;
    pthread_mutex_t mutex;
    struct block *blocks;
    uint32_t block_count, free_block, free_blocks;
    struct entry *entries;
    uint32_t entry_count, free_entry;
    uint32_t *slots;
    uint32_t slot_mask;
    uint32_t newest, oldest;
    struct hn_counts_cache_stats stats;
};

struct hn_counts_cache *
hn_counts_cache_new(size_t ceiling)
{
    struct hn_arena *arena = hn_arena_new(ceiling + ceiling / 2 + ((size_t)1 << 20));
    struct hn_counts_cache *k = HN_NEW(arena, struct hn_counts_cache);
    uint32_t slots = 1;

    k->arena = arena;
    pthread_mutex_init(&k->mutex, NULL);
    k->block_count = (uint32_t)(ceiling / (sizeof(struct block) + sizeof(struct entry)));
    k->entry_count = k->block_count;
    k->blocks = HN_NEW_N(arena, struct block, k->block_count);
    k->entries = HN_NEW_N(arena, struct entry, k->entry_count);
    while (slots < k->entry_count)
        slots *= 2;
    k->slots = HN_NEW_N(arena, uint32_t, slots);
    k->slot_mask = slots - 1;
    memset(k->slots, 0xff, slots * sizeof *k->slots);
    for (uint32_t i = 0; i < k->block_count; i++) {
        k->blocks[i].next = i + 1 < k->block_count ? i + 1 : NONE;
        k->entries[i].chain = k->blocks[i].next;
    }
    k->free_blocks = k->block_count;
    k->free_block = k->free_entry = k->block_count ? 0 : NONE;
    k->newest = k->oldest = NONE;
    return k;
}

void
hn_counts_cache_free(struct hn_counts_cache *cache)
{
    if (cache == NULL)
        return;
    pthread_mutex_destroy(&cache->mutex);
    hn_arena_free(cache->arena);
}

static uint32_t *
slot_of(struct hn_counts_cache *k, const struct hn_counts_key *key)
{
    const uint8_t *p = (const uint8_t *)key;
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < sizeof *key; i++)
        h = (h ^ p[i]) * 1099511628211u;
    return &k->slots[(uint32_t)(h ^ (h >> 32)) & k->slot_mask];
}

static uint32_t
find(struct hn_counts_cache *k, const struct hn_counts_key *key)
{
    uint32_t at = *slot_of(k, key);

    while (at != NONE && memcmp(&k->entries[at].key, key, sizeof *key) != 0)
        at = k->entries[at].chain;
    return at;
}

static void
unlink_use(struct hn_counts_cache *k, uint32_t at)
{
    struct entry *e = &k->entries[at];

    *(e->newer == NONE ? &k->newest : &k->entries[e->newer].older) = e->older;
    *(e->older == NONE ? &k->oldest : &k->entries[e->older].newer) = e->newer;
}

static void
link_newest(struct hn_counts_cache *k, uint32_t at)
{
    struct entry *e = &k->entries[at];

    e->newer = NONE;
    e->older = k->newest;
    *(k->newest == NONE ? &k->oldest : &k->entries[k->newest].newer) = at;
    k->newest = at;
}

static void
forget(struct hn_counts_cache *k, uint32_t at)
{
    struct entry *e = &k->entries[at];
    uint32_t *slot = slot_of(k, &e->key);

    while (*slot != at)
        slot = &k->entries[*slot].chain;
    *slot = e->chain;
    unlink_use(k, at);
    while (e->first != NONE) {
        uint32_t block = e->first;

        e->first = k->blocks[block].next;
        k->blocks[block].next = k->free_block;
        k->free_block = block;
        k->free_blocks++;
    }
    e->chain = k->free_entry;
    k->free_entry = at;
}

static void
put(struct hn_counts_cache *k, const struct hn_counts_key *key, const uint8_t *value, uint32_t size)
{
    uint32_t blocks = (size + BLOCK_BYTES - 1) / BLOCK_BYTES;

    if (blocks > k->block_count || find(k, key) != NONE)
        return;
    while (k->free_blocks < blocks || k->free_entry == NONE)
        forget(k, k->oldest);
    uint32_t at = k->free_entry, *tail = &k->entries[at].first, *slot = slot_of(k, key);
    struct entry *e = &k->entries[at];

    k->free_entry = e->chain;
    e->key = *key;
    e->size = size;
    for (uint32_t done = 0; done < size; done += BLOCK_BYTES) {
        uint32_t block = k->free_block, len = size - done < BLOCK_BYTES ? size - done : BLOCK_BYTES;

        k->free_block = k->blocks[block].next;
        k->free_blocks--;
        memcpy(k->blocks[block].bytes, value + done, len);
        *tail = block;
        tail = &k->blocks[block].next;
    }
    *tail = NONE;
    e->chain = *slot;
    *slot = at;
    link_newest(k, at);
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
    struct hn_counts_cache *k = c->counts_cache;
    uint8_t *value = NULL;

    if (k == NULL || key->facts == 0)
        return NULL;
    /* The room is taken before the mutex: the arena may jump out when it is spent. */
    uint32_t at, expected = 0;

    pthread_mutex_lock(&k->mutex);
    at = find(k, key);
    if (at != NONE)
        expected = k->entries[at].size;
    pthread_mutex_unlock(&k->mutex);
    if (at != NONE)
        value = hn_alloc(c->arena, expected);
    pthread_mutex_lock(&k->mutex);
    at = value ? find(k, key) : NONE;
    if (at == NONE || k->entries[at].size != expected) {
        k->stats.misses++;
        pthread_mutex_unlock(&k->mutex);
        return NULL;
    }
    unlink_use(k, at);
    link_newest(k, at);
    for (uint32_t done = 0, block = k->entries[at].first; done < expected; block = k->blocks[block].next) {
        uint32_t len = expected - done < BLOCK_BYTES ? expected - done : BLOCK_BYTES;

        memcpy(value + done, k->blocks[block].bytes, len);
        done += len;
    }
    k->stats.hits++;
    pthread_mutex_unlock(&k->mutex);
    *size = expected;
    return value;
}

void
hn_counts_keep(struct hn_ctx *c, const struct hn_counts_key *key, const void *value, size_t size)
{
    struct hn_counts_cache *k = c->counts_cache;

    if (k == NULL || key->facts == 0 || size > ENTRY_MOST)
        return;
    pthread_mutex_lock(&k->mutex);
    put(k, key, value, (uint32_t)size);
    pthread_mutex_unlock(&k->mutex);
}

void
hn_counts_cache_stats(struct hn_counts_cache *cache, struct hn_counts_cache_stats *out)
{
    pthread_mutex_lock(&cache->mutex);
    *out = cache->stats;
    pthread_mutex_unlock(&cache->mutex);
}
