/* figure_tree.c: the units a figure may be made of, over all days, held in memory: where each stood on any day is then
 * asked without the store. Neighbour: tree/, whose versions these are. Not for: names.
 */
#include <stdlib.h>
#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure_inside.h"

#define SPANS(anchors)                                                                                       \
    "SELECT v.unit_id, v.parent_id, v.valid_from, v.valid_to FROM unit_version v WHERE v.unit_id IN ("       \
    "SELECT k.des FROM " anchors " AND k.known_from <= $2 AND k.known_to > $2)"                              \
    " AND v.known_from <= $2 AND v.known_to > $2 ORDER BY v.unit_id, v.valid_from"

static const struct hn_sql sql_below = { .name = "figure.below",
                                         .text = SPANS("unit_closure k WHERE k.anc = $1") };
/* $3: the day on which the children are the unit's. */
static const struct hn_sql sql_below_children = {
    .name = "figure.below_children",
    .text = SPANS("unit_version ch CROSS JOIN unit_closure k WHERE ch.parent_id = $1 AND " HN_SQL_AT(
        "ch", "$3", "$2") " AND k.anc = ch.unit_id")
};

const struct hn_sql *const hn_figure_tree_sql[] = { &sql_below, &sql_below_children, NULL };

/* --- reading --- */

struct row {
    int64_t unit, parent;
    hn_day from, to;
};
struct rows {
    struct row *at;
    size_t count, room;
};

static enum hn_rc
read_rows(struct hn_figure_work *w, const struct hn_sql *sql, struct rows *out)
{
    const struct hn_param params[] = { hn_p_id(w->unit.v), hn_p_time(hn_fact_known(w->c)),
                                       sql == &sql_below ? HN_P_END : hn_p_day(w->c->on), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(&w->own, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        if (out->count == out->room) {
            size_t size = out->room * sizeof *out->at;

            out->at = size ? hn_grow(w->reading, out->at, size, 2 * size)
                           : hn_alloc_n(w->reading, 64, sizeof *out->at);
            out->room = size ? 2 * out->room : 64;
        }
        out->at[out->count++] = (struct row){ hn_row_int(rows, "unit_id"), hn_row_int(rows, "parent_id"),
                                              (hn_day)hn_row_int(rows, "valid_from"),
                                              (hn_day)hn_row_int(rows, "valid_to") };
    }
    return hn_rows_end(rows);
}

static int
by_unit_day(const void *left, const void *right)
{
    const struct row *a = left, *b = right;

    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

/* Was a child ever elsewhere? Then what stood below it did so unseen from the unit. */
static bool
any_elsewhere(const struct rows *all, const struct hn_figure_work *w, const struct hn_unit_id *children,
              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct row key = { .unit = children[i].v, .from = HN_DAY_START };
        size_t low = 0, high = all->count;

        while (low < high) {
            size_t middle = low + (high - low) / 2;

            if (by_unit_day(&all->at[middle], &key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < all->count && all->at[low].unit == children[i].v; low++) {
            if (all->at[low].parent != w->unit.v)
                return true;
        }
    }
    return false;
}

/* Sorted rows, some twice: each once, and neighbouring stretches under the same parent joined. */
static void
tidy(struct rows *all)
{
    size_t kept = 0;

    for (size_t i = 0; i < all->count; i++) {
        struct row *last = kept ? &all->at[kept - 1] : NULL, *r = &all->at[i];

        if (last && last->unit == r->unit && last->from == r->from)
            continue;
        if (last && last->unit == r->unit && last->to == r->from && last->parent == r->parent)
            last->to = r->to;
        else
            all->at[kept++] = *r;
    }
    all->count = kept;
}

/* --- packed, as it is kept --- */

struct head {
    size_t count, span_count;
};

static size_t
size_of(const struct head *h)
{
    return sizeof *h + h->count * sizeof(int64_t) + (h->count + 1) * sizeof(uint32_t) +
           h->span_count * sizeof(struct hn_figure_span);
}

static void
unpack(const void *bytes, struct hn_figure_tree *out)
{
    const struct head *h = bytes;

    out->count = h->count;
    out->span_count = h->span_count;
    out->units = (const int64_t *)(h + 1);
    out->first = (const uint32_t *)(out->units + h->count);
    out->spans = (const struct hn_figure_span *)(out->first + h->count + 1);
}

static void *
pack(struct hn_figure_work *w, const struct rows *all, size_t *size)
{
    struct head h = { .span_count = all->count };
    struct hn_figure_tree t;

    for (size_t i = 0; i < all->count; i++)
        h.count += i == 0 || all->at[i].unit != all->at[i - 1].unit;
    *size = size_of(&h);

    void *bytes = hn_alloc(w->arena, *size);
    int64_t *units = (int64_t *)((struct head *)bytes + 1);
    uint32_t *first = (uint32_t *)(units + h.count);
    struct hn_figure_span *spans = (struct hn_figure_span *)(first + h.count + 1);
    size_t n = 0;

    memcpy(bytes, &h, sizeof h);
    for (size_t i = 0; i < all->count; i++) {
        if (i == 0 || all->at[i].unit != all->at[i - 1].unit) {
            first[n] = (uint32_t)i;
            units[n++] = all->at[i].unit;
        }
    }
    first[n] = (uint32_t)all->count;
    unpack(bytes, &t);
    for (size_t i = 0; i < all->count; i++) {
        uint32_t parent = hn_figure_node(&t, all->at[i].parent);

        spans[i] = (struct hn_figure_span){ parent == HN_FIGURE_NOWHERE ? -1 : (int32_t)parent,
                                            all->at[i].from, all->at[i].to };
    }
    return bytes;
}

enum hn_rc
hn_figure_tree_read(struct hn_figure_work *w, const struct hn_unit_id *children, size_t count)
{
    const struct hn_figure_key key = { .stamp = hn_store_facts_read(w->c),
                                       .id = w->unit.v,
                                       .day = count ? w->c->on : 0,
                                       .question = HN_FIGURE_TREE + (count > 0) };
    struct rows all = { 0 };
    size_t size;
    const void *bytes = hn_figure_kept(w->c, &key, w->arena, &size);
    enum hn_rc rc = HN_OK;

    if (bytes == NULL) {
        rc = read_rows(w, &sql_below, &all);
        if (!rc && any_elsewhere(&all, w, children, count)) {
            rc = read_rows(w, &sql_below_children, &all);
            qsort(all.at, all.count, sizeof *all.at, by_unit_day);
        }
        if (rc)
            return rc;
        tidy(&all);
        bytes = pack(w, &all, &size);
        hn_figure_keep(w->c, &key, bytes, size);
        hn_arena_reset(w->reading);
    }
    unpack(bytes, &w->tree);
    return HN_OK;
}

/* --- asking --- */

uint32_t
hn_figure_node(const struct hn_figure_tree *t, int64_t unit)
{
    size_t low = 0, high = t->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (t->units[middle] < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->count && t->units[low] == unit ? (uint32_t)low : HN_FIGURE_NOWHERE;
}

static void
place_one(const struct hn_figure_tree *t, struct hn_figure_place *p, size_t node)
{
    p->up[node] = -1;
    p->is[node] = HN_FIGURE_GONE;
    for (uint32_t i = t->first[node]; i < t->first[node + 1]; i++) {
        const struct hn_figure_span *s = &t->spans[i];

        if (s->from > p->on)
            break;
        if (s->to > p->on || s->to > p->from) {
            p->up[node] = s->parent;
            p->is[node] = s->to > p->on ? HN_FIGURE_STANDS : HN_FIGURE_ENDED;
        }
    }
}

struct hn_figure_place *
hn_figure_place(struct hn_figure_work *w, hn_day from, hn_day on)
{
    for (size_t i = 0; i < w->place_count; i++) {
        if (w->places[i].from == from && w->places[i].on == on)
            return &w->places[i];
    }
    if (w->place_count == w->place_room) {
        struct hn_figure_place *p = &w->places[w->place_room++];

        p->up = HN_NEW_N(w->arena, int32_t, w->tree.count + 1);
        p->is = HN_NEW_N(w->arena, uint8_t, w->tree.count + 1);
        p->below = HN_NEW_N(w->arena, int32_t, w->tree.count + 1);
        p->beside = HN_NEW_N(w->arena, int32_t, w->tree.count + 1);
    }
    struct hn_figure_place *p = &w->places[w->place_count++];

    p->from = from;
    p->on = on;
    p->linked = false;
    for (size_t i = 0; i < w->tree.count; i++)
        place_one(&w->tree, p, i);
    return p;
}

void
hn_figure_link(const struct hn_figure_work *w, struct hn_figure_place *p)
{
    if (p->linked)
        return;
    memset(p->below, 0xff, w->tree.count * sizeof *p->below);
    for (size_t i = w->tree.count; i-- > 0;) {
        int32_t up = p->is[i] == HN_FIGURE_GONE ? -1 : p->up[i];

        p->beside[i] = up < 0 ? -1 : p->below[up];
        if (up >= 0)
            p->below[up] = (int32_t)i;
    }
    p->linked = true;
}

int32_t
hn_figure_next(const struct hn_figure_place *p, int32_t top, int32_t at, bool deeper)
{
    if (deeper && p->below[at] >= 0)
        return p->below[at];
    while (at != top && p->beside[at] < 0)
        at = p->up[at];
    return at == top ? -1 : p->beside[at];
}
