/* forest.c: versions of many nodes held in memory, and the closure of a node derived by climbing its parents.
 *
 * The one derivation: operations use it over a neighbourhood, a load over the whole tree.
 */
#include <assert.h>
#include <stdlib.h>

#include "tree/inside.h"

void
hn_forest_init(struct hn_forest *f, struct hn_arena *a)
{
    *f = (struct hn_forest){ .arena = a, .span_room = 64 };
    f->spans = HN_NEW_N(a, struct hn_forest_span, f->span_room);
}

void
hn_forest_add(struct hn_forest *f, const struct hn_forest_span *span)
{
    if (f->span_count == f->span_room) {
        f->spans = hn_grow(f->arena, f->spans, f->span_room * sizeof *f->spans,
                           2 * f->span_room * sizeof *f->spans);
        f->span_room *= 2;
    }
    f->spans[f->span_count++] = *span;
}

static int
span_order(const void *left, const void *right)
{
    const struct hn_forest_span *a = left, *b = right;

    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

size_t
hn_forest_find(const struct hn_forest *f, int64_t id)
{
    size_t low = 0, high = f->node_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (f->nodes[mid].id == id)
            return mid;
        if (f->nodes[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return SIZE_MAX;
}

void
hn_forest_link(struct hn_forest *f)
{
    qsort(f->spans, f->span_count, sizeof *f->spans, span_order);
    f->nodes = HN_NEW_N(f->arena, struct hn_forest_node, f->span_count + 1);
    f->node_count = 0;
    for (size_t i = 0; i < f->span_count; i++) {
        if (i == 0 || f->spans[i].id != f->spans[i - 1].id)
            f->nodes[f->node_count++] = (struct hn_forest_node){ .id = f->spans[i].id, .first = i };
        f->nodes[f->node_count - 1].count++;
    }
    for (size_t i = 0; i < f->span_count; i++) {
        struct hn_forest_span *s = &f->spans[i];

        /* Neighbours in the list are mostly brothers. */
        if (i > 0 && s->parent == s[-1].parent)
            s->parent_at = s[-1].parent_at;
        else
            s->parent_at = s->parent == 0 ? SIZE_MAX : hn_forest_find(f, s->parent);
    }
}

static void
closed_add(struct hn_closure *out, const struct hn_closed *row)
{
    if (out->count == out->room) {
        size_t room = out->room ? 2 * out->room : 32;

        out->at = hn_grow(out->arena, out->at, out->room * sizeof *out->at, room * sizeof *out->at);
        out->room = room;
    }
    out->at[out->count++] = *row;
}

static bool
climb(const struct hn_forest *f, size_t node, bool with_fresh, int64_t start, struct hn_closed stretch,
      struct hn_closure *out)
{
    const struct hn_forest_node *n = &f->nodes[node];

    if (stretch.depth > HN_TREE_DEPTH_MAX)
        return false;
    for (size_t i = n->first; i < n->first + n->count; i++) {
        const struct hn_forest_span *s = &f->spans[i];
        struct hn_closed part = stretch;

        if (s->from >= stretch.to || s->to <= stretch.from || (s->fresh && !with_fresh))
            continue;
        if (stretch.depth > 0 && n->id == start)
            return false;
        part.anc = n->id;
        part.from = s->from > stretch.from ? s->from : stretch.from;
        part.to = s->to < stretch.to ? s->to : stretch.to;
        closed_add(out, &part);
        part.depth++;
        if (s->parent_at != SIZE_MAX && !climb(f, s->parent_at, with_fresh, start, part, out))
            return false;
    }
    return true;
}

static int
closed_order(const void *left, const void *right)
{
    const struct hn_closed *a = left, *b = right;

    if (a->anc != b->anc)
        return a->anc < b->anc ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

/* Most nodes have few rows: sorting them by insertion spares the general sort's calls. */
static void
closed_sort(struct hn_closed *at, size_t count)
{
    if (count > 24) {
        qsort(at, count, sizeof *at, closed_order);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct hn_closed row = at[i];
        size_t j = i;

        for (; j > 0 && closed_order(&at[j - 1], &row) > 0; j--)
            at[j] = at[j - 1];
        at[j] = row;
    }
}

bool
hn_forest_climb(const struct hn_forest *f, size_t node, bool with_fresh, struct hn_closure *out)
{
    struct hn_closed all = { .depth = 0, .from = HN_DAY_START, .to = HN_DAY_OPEN };
    size_t kept = 0;

    out->count = 0;
    if (!climb(f, node, with_fresh, f->nodes[node].id, all, out))
        return false;
    closed_sort(out->at, out->count);
    for (size_t i = 0; i < out->count; i++) {
        struct hn_closed *last = kept > 0 ? &out->at[kept - 1] : NULL;

        if (last && last->anc == out->at[i].anc && last->depth == out->at[i].depth &&
            last->to == out->at[i].from)
            last->to = out->at[i].to;
        else
            out->at[kept++] = out->at[i];
    }
    out->count = kept;
    return true;
}

bool
hn_forest_may_ring(const struct hn_forest *f)
{
    uint8_t *level = HN_NEW_N(f->arena, uint8_t, f->node_count + 1);
    bool moved = true;

    /* Each node ends one level below the lowest of all its parents ever; in a ring the levels never come to rest. */
    for (int pass = 0; moved && pass <= HN_TREE_DEPTH_MAX; pass++) {
        moved = false;
        for (size_t n = 0; n < f->node_count; n++)
            for (size_t i = f->nodes[n].first; i < f->nodes[n].first + f->nodes[n].count; i++) {
                size_t parent = f->spans[i].parent_at;

                if (parent != SIZE_MAX && level[n] <= level[parent] && level[parent] <= HN_TREE_DEPTH_MAX) {
                    level[n] = (uint8_t)(level[parent] + 1);
                    moved = true;
                }
            }
    }
    for (size_t n = 0; n < f->node_count; n++)
        if (level[n] > HN_TREE_DEPTH_MAX)
            return true;
    return moved;
}
