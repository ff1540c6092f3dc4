/* load_map.c: a map from text to an id, and queues of rows for bulk statements (load_inside.h). */
#include <assert.h>
#include <string.h>

#include "member/load_inside.h"
#include "member/member.h"

/* FNV-1a, 64 bits: keys are codes of the operator's own files, and the table only grows slow, never wrong. */
uint64_t
hn_map_hash(const char *text)
{
    uint64_t hash = 14695981039346656037ULL;

    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
    return hash ^ (hash >> 32);
}

void
hn_map_init(struct hn_map *m, struct hn_arena *a, size_t room)
{
    size_t slots = 64;

    while (slots < room * 2)
        slots *= 2;
    *m = (struct hn_map){ .arena = a, .slots = HN_NEW_N(a, struct hn_map_slot, slots), .room = slots };
}

static struct hn_map_slot *
slot_of(const struct hn_map *m, const char *key)
{
    size_t at = (size_t)hn_map_hash(key) & (m->room - 1);

    while (m->slots[at].key && strcmp(m->slots[at].key, key) != 0)
        at = (at + 1) & (m->room - 1);
    return &m->slots[at];
}

struct hn_map_slot *
hn_map_find(const struct hn_map *m, const char *key)
{
    struct hn_map_slot *s = slot_of(m, key);

    return s->key ? s : NULL;
}

static void
widen(struct hn_map *m)
{
    struct hn_map wide = { .arena = m->arena, .room = m->room * 2, .count = m->count };

    wide.slots = HN_NEW_N(m->arena, struct hn_map_slot, wide.room);
    for (size_t i = 0; i < m->room; i++) {
        if (m->slots[i].key)
            *slot_of(&wide, m->slots[i].key) = m->slots[i];
    }
    *m = wide;
}

struct hn_map_slot *
hn_map_put(struct hn_map *m, const char *key)
{
    struct hn_map_slot *s = slot_of(m, key);

    if (s->key)
        return s;
    if ((m->count + 1) * 4 > m->room * 3) {
        widen(m);
        s = slot_of(m, key);
    }
    m->count++;
    s->key = hn_dup(m->arena, key);
    return s;
}

/* --- queues --- */

void
hn_queue_add(struct hn_arena *a, struct hn_queue *q, const struct hn_param *params)
{
    size_t width = 0;

    while (params[width].kind != HN_P_LAST)
        width++;
    assert(q->sql && (q->count == 0 || q->width == width));
    q->width = width;
    if (q->count == q->room) {
        size_t room = q->room ? 2 * q->room : 256, row = (width + 1) * sizeof *params;

        q->params = hn_grow(a, q->params, q->room * row, room * row);
        q->room = room;
    }
    memcpy(q->params + q->count * (width + 1), params, (width + 1) * sizeof *params);
    q->count++;
}

enum hn_rc
hn_queue_flush(struct hn_ctx *c, struct hn_queue *q)
{
    enum hn_rc rc, ended;

    if (q->count == 0)
        return HN_OK;
    rc = hn_store_bulk_begin(c, q->sql);
    if (rc)
        return rc;
    for (size_t i = 0; i < q->count && !rc; i++)
        rc = hn_store_bulk_row(c, q->params + i * (q->width + 1));
    ended = hn_store_bulk_end(c);
    *q = (struct hn_queue){ .sql = q->sql };
    return rc ? rc : ended;
}
