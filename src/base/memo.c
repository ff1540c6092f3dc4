/* memo.c: see memo.h. Blocks of a fixed size, taken by slabs as they are first needed; an entry is a chain of them. One
 * mutex: what is done under it is a lookup and a copy.
 */
#include "base/memo.h"

#include <pthread.h>
#include <string.h>

#define BLOCK_BYTES 496
#define NONE        UINT32_MAX
#define SLAB_BLOCKS 512u /* a quarter of a MiB */

struct block {
    uint32_t next;
    uint8_t bytes[BLOCK_BYTES];
};

struct entry {
    uint8_t key[HN_MEMO_KEY];
    uint32_t size;
    uint32_t first;        /* block */
    uint32_t chain;        /* next of the same slot, or free */
    uint32_t older, newer; /* by last use */
};

struct hn_memo {
    struct hn_arena *arena;
    pthread_mutex_t mutex;
    struct block **slabs;
    uint32_t block_count, made_blocks, free_block, free_blocks;
    struct entry *entries;
    uint32_t entry_count, free_entry;
    uint32_t *slots;
    uint32_t slot_mask;
    uint32_t newest, oldest;
    struct hn_memo_stats stats;
    size_t most;
};

struct hn_memo *
hn_memo_new(size_t ceiling, size_t most)
{
    struct hn_arena *arena = hn_arena_new(ceiling + ceiling / 2 + ((size_t)1 << 20));
    struct hn_memo *k = HN_NEW(arena, struct hn_memo);
    uint32_t slots = 1;

    k->arena = arena;
    k->most = most;
    pthread_mutex_init(&k->mutex, NULL);
    k->block_count = (uint32_t)(ceiling / (sizeof(struct block) + sizeof(struct entry)));
    k->entry_count = k->block_count;
    k->slabs = HN_NEW_N(arena, struct block *, k->block_count / SLAB_BLOCKS + 1);
    k->entries = HN_NEW_N(arena, struct entry, k->entry_count);
    while (slots < k->entry_count)
        slots *= 2;
    k->slots = HN_NEW_N(arena, uint32_t, slots);
    k->slot_mask = slots - 1;
    memset(k->slots, 0xff, slots * sizeof *k->slots);
    for (uint32_t i = 0; i < k->entry_count; i++)
        k->entries[i].chain = i + 1 < k->entry_count ? i + 1 : NONE;
    k->free_blocks = k->block_count;
    k->free_block = NONE;
    k->free_entry = k->entry_count ? 0 : NONE;
    k->newest = k->oldest = NONE;
    return k;
}

void
hn_memo_free(struct hn_memo *cache)
{
    if (cache == NULL)
        return;
    pthread_mutex_destroy(&cache->mutex);
    hn_arena_free(cache->arena);
}

static struct block *
block_at(struct hn_memo *k, uint32_t at)
{
    return &k->slabs[at / SLAB_BLOCKS][at % SLAB_BLOCKS];
}

/* One that is free; there is one. Those never used yet are made a slab at a time. */
static uint32_t
take_block(struct hn_memo *k)
{
    uint32_t at = k->free_block;

    if (at != NONE) {
        k->free_block = block_at(k, at)->next;
    } else {
        at = k->made_blocks++;
        if (at % SLAB_BLOCKS == 0)
            k->slabs[at / SLAB_BLOCKS] = HN_NEW_N(k->arena, struct block, SLAB_BLOCKS);
    }
    k->free_blocks--;
    return at;
}

static uint32_t *
slot_of(struct hn_memo *k, const void *key)
{
    const uint8_t *p = key;
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < HN_MEMO_KEY; i++)
        h = (h ^ p[i]) * 1099511628211u;
    return &k->slots[(uint32_t)(h ^ (h >> 32)) & k->slot_mask];
}

static uint32_t
find(struct hn_memo *k, const void *key)
{
    uint32_t at = *slot_of(k, key);

    while (at != NONE && memcmp(k->entries[at].key, key, HN_MEMO_KEY) != 0)
        at = k->entries[at].chain;
    return at;
}

static void
unlink_use(struct hn_memo *k, uint32_t at)
{
    struct entry *e = &k->entries[at];

    *(e->newer == NONE ? &k->newest : &k->entries[e->newer].older) = e->older;
    *(e->older == NONE ? &k->oldest : &k->entries[e->older].newer) = e->newer;
}

static void
link_newest(struct hn_memo *k, uint32_t at)
{
    struct entry *e = &k->entries[at];

    e->newer = NONE;
    e->older = k->newest;
    *(k->newest == NONE ? &k->oldest : &k->entries[k->newest].newer) = at;
    k->newest = at;
}

static void
forget(struct hn_memo *k, uint32_t at)
{
    struct entry *e = &k->entries[at];
    uint32_t *slot = slot_of(k, e->key);

    while (*slot != at)
        slot = &k->entries[*slot].chain;
    *slot = e->chain;
    unlink_use(k, at);
    while (e->first != NONE) {
        uint32_t block = e->first;

        e->first = block_at(k, block)->next;
        block_at(k, block)->next = k->free_block;
        k->free_block = block;
        k->free_blocks++;
    }
    e->chain = k->free_entry;
    k->free_entry = at;
}

static void
put(struct hn_memo *k, const void *key, const uint8_t *value, uint32_t size)
{
    uint32_t blocks = (size + BLOCK_BYTES - 1) / BLOCK_BYTES;

    if (blocks > k->block_count || find(k, key) != NONE)
        return;
    while (k->free_blocks < blocks || k->free_entry == NONE)
        forget(k, k->oldest);
    uint32_t at = k->free_entry, *tail = &k->entries[at].first, *slot = slot_of(k, key);
    struct entry *e = &k->entries[at];

    k->free_entry = e->chain;
    memcpy(e->key, key, HN_MEMO_KEY);
    e->size = size;
    for (uint32_t done = 0; done < size; done += BLOCK_BYTES) {
        uint32_t block = take_block(k), len = size - done < BLOCK_BYTES ? size - done : BLOCK_BYTES;

        memcpy(block_at(k, block)->bytes, value + done, len);
        *tail = block;
        tail = &block_at(k, block)->next;
    }
    *tail = NONE;
    e->chain = *slot;
    *slot = at;
    link_newest(k, at);
}

const void *
hn_memo_get(struct hn_memo *k, const void *key, struct hn_arena *arena, size_t *size)
{
    uint8_t *value = NULL;
    /* The room is taken before the mutex: the arena may jump out when it is spent. */
    uint32_t at, expected = 0;

    pthread_mutex_lock(&k->mutex);
    at = find(k, key);
    if (at != NONE)
        expected = k->entries[at].size;
    pthread_mutex_unlock(&k->mutex);
    if (at != NONE)
        value = hn_alloc(arena, expected);
    pthread_mutex_lock(&k->mutex);
    at = value ? find(k, key) : NONE;
    if (at == NONE || k->entries[at].size != expected) {
        k->stats.misses++;
        pthread_mutex_unlock(&k->mutex);
        return NULL;
    }
    unlink_use(k, at);
    link_newest(k, at);
    for (uint32_t done = 0, block = k->entries[at].first; done < expected; block = block_at(k, block)->next) {
        uint32_t len = expected - done < BLOCK_BYTES ? expected - done : BLOCK_BYTES;

        memcpy(value + done, block_at(k, block)->bytes, len);
        done += len;
    }
    k->stats.hits++;
    pthread_mutex_unlock(&k->mutex);
    *size = expected;
    return value;
}

void
hn_memo_put(struct hn_memo *k, const void *key, const void *value, size_t size)
{
    if (size > k->most)
        return;
    pthread_mutex_lock(&k->mutex);
    put(k, key, value, (uint32_t)size);
    pthread_mutex_unlock(&k->mutex);
}

void
hn_memo_stats(struct hn_memo *k, struct hn_memo_stats *out)
{
    pthread_mutex_lock(&k->mutex);
    *out = k->stats;
    pthread_mutex_unlock(&k->mutex);
}
