/* figure_reckon.c: figures of indicators that are reckoned from others, at a unit and period. Each is reckoned once and kept in
 * its layer, however often it is named; formulas in one another go no deeper than HN_FIGURE_DEEP.
 */
#include <assert.h>
#include <string.h>

#include "indicator/figure_inside.h"

/* The units an each_ goes over, for one layer: the topmost that have a value of their own of what it names. */
struct hn_figure_walk {
    size_t layer;
    const size_t *refs;
    size_t ref_count;
    uint8_t *marked; /* by node: HAS_OWN, and COUNTS in those above it */
};

enum { HAS_OWN = 1, COUNTS = 2 };

struct reckoning {
    struct hn_figure_work *w;
    size_t layer;
    uint32_t node;  /* the figure is of */
    uint32_t stand; /* where references are read */
    int depth;
    const struct hn_figure_walk *walk; /* NULL: in no each_ */
};

/* --- one reference --- */

/* HN_FIGURE_NOBODY: no such indicator, or w->rc. */
static size_t
layer_of_ref(struct hn_figure_work *w, const struct hn_figure_layer *l, size_t ref)
{
    const struct hn_formula_ref *refs;
    size_t count = hn_formula_refs(l->meaning->compiled, &refs), named, out;
    struct hn_period p = l->period;

    assert(ref < count);
    named = l->meaning->named[refs[ref].code_index];
    if (named == HN_FIGURE_NOBODY || w->rc)
        return HN_FIGURE_NOBODY;
    if (refs[ref].ago)
        p = hn_period_shift(p, -refs[ref].ago);
    if (refs[ref].years_ago)
        p = hn_period_years_ago(p, refs[ref].years_ago);
    w->rc = hn_figure_layer(w, named, p, l->ytd || refs[ref].ytd, &out);
    return w->rc ? HN_FIGURE_NOBODY : out;
}

enum hn_rc
hn_figure_leaves(struct hn_figure_work *w, size_t layer, size_t *out, size_t *count)
{
    /* A list of layers met, in place of a walk that calls itself. */
    size_t met[HN_FIGURE_LAYERS], met_count = 1;

    met[0] = layer;
    *count = 0;
    for (size_t i = 0; i < met_count && !w->rc; i++) {
        const struct hn_figure_layer *l = &w->layers[met[i]];
        const struct hn_formula_ref *refs;
        size_t refs_count = l->meaning->compiled ? hn_formula_refs(l->meaning->compiled, &refs) : 0;

        if (l->meaning->compiled == NULL)
            out[(*count)++] = met[i];
        for (size_t r = 0; r < refs_count; r++) {
            size_t next = layer_of_ref(w, l, r), k = 0;

            while (k < met_count && met[k] != next)
                k++;
            if (next != HN_FIGURE_NOBODY && k == met_count)
                met[met_count++] = next;
        }
    }
    return w->rc;
}

/* --- each_ --- */

static void
mark(struct hn_figure_work *w, struct hn_figure_walk *k)
{
    struct hn_figure_layer *l = &w->layers[k->layer];
    size_t leaves[HN_FIGURE_LAYERS], count;

    memset(k->marked, 0, w->tree.count);
    hn_figure_link(w, l->place);
    for (size_t r = 0; r < k->ref_count; r++) {
        size_t layer = layer_of_ref(w, l, k->refs[r]);

        if (layer == HN_FIGURE_NOBODY || hn_figure_leaves(w, layer, leaves, &count))
            continue;
        for (size_t i = 0; i < count; i++) {
            const struct hn_figure_layer *leaf = &w->layers[leaves[i]];
            bool ended_too = leaf->meaning->over_time == HN_FIGURE_SUM;

            for (size_t n = 0; n < w->tree.count; n++) {
                if (leaf->at[n].own)
                    k->marked[n] |= HAS_OWN | (l->place->is[n] == HN_FIGURE_STANDS ||
                                                       (l->place->is[n] == HN_FIGURE_ENDED && ended_too)
                                                   ? COUNTS
                                                   : 0);
            }
        }
    }
}

struct hn_figure_walk *
hn_figure_walks(struct hn_arena *a)
{
    return HN_NEW_N(a, struct hn_figure_walk, HN_FIGURE_LAYERS);
}

/* NULL: w->rc. */
static const struct hn_figure_walk *
walk_of(struct hn_figure_work *w, size_t layer, const size_t *refs, size_t count)
{
    struct hn_figure_walk *k = w->walks;

    for (size_t i = 0; i < w->walk_count; i++, k++) {
        if (k->layer == layer && k->ref_count == count && memcmp(k->refs, refs, count * sizeof *refs) == 0)
            return k;
    }
    if (w->walk_count == HN_FIGURE_LAYERS) {
        w->rc = hn_fail(w->c, HN_INVALID, "period", "figure.large");
        return NULL;
    }
    if (w->walk_count == w->walk_room) {
        k->marked = HN_NEW_N(w->arena, uint8_t, w->tree.count + 1);
        w->walk_room++;
    }
    w->walk_count++;
    k->layer = layer;
    k->refs = refs;
    k->ref_count = count;
    mark(w, k);
    return k;
}

static bool
each(void *self, bool first, const size_t *refs, size_t ref_count)
{
    struct reckoning *r = self;
    const struct hn_figure_place *p = r->w->layers[r->layer].place;
    int32_t at = first ? (int32_t)r->node : -1, top = (int32_t)r->node;

    if (first)
        r->walk = walk_of(r->w, r->layer, refs, ref_count);
    if (r->w->rc)
        return false;
    if (!first)
        at = hn_figure_next(p, top, (int32_t)r->stand, false);
    while (at >= 0 && !(r->walk->marked[at] & (at == top ? HAS_OWN : COUNTS)))
        at = hn_figure_next(p, top, at, true);
    r->stand = at < 0 ? r->node : (uint32_t)at;
    if (at < 0)
        r->walk = NULL;
    return at >= 0;
}

/* --- reckoning --- */

static struct hn_formula_value reckoned(struct hn_figure_work *w, size_t layer, uint32_t node, int depth);

/* How much there is behind a figure is told by the reference with the most; how sure it is, by all. */
static void
tell(const struct reckoning *r, const struct hn_figure_at *from)
{
    struct hn_figure_at *at = &r->w->layers[r->layer].at[r->node];

    at->qualifier = at->qualifier || from->qualifier ? 3 : 0;
    if (from->with_value < at->with_value)
        return;
    at->with_value = from->with_value;
    at->periods = from->periods;
    at->present = from->present;
}

static struct hn_formula_value
read_ref(void *self, size_t ref)
{
    struct reckoning *r = self;
    struct hn_figure_work *w = r->w;
    size_t layer = layer_of_ref(w, &w->layers[r->layer], ref);
    struct hn_formula_value v = { .state = HN_FORMULA_NONE };

    if (layer == HN_FIGURE_NOBODY)
        return v;
    v = reckoned(w, layer, r->stand, r->depth + 1);
    if (v.state == HN_FORMULA_NONE)
        return v;
    /* Unit by unit it is still the figure of all of them that counts. */
    const struct hn_figure_layer *l = &w->layers[layer];

    tell(r, l->meaning->compiled || l->at[r->node].with_value == 0 ? &l->at[r->stand] : &l->at[r->node]);
    return v;
}

static struct hn_formula_value
entered(const struct hn_figure_layer *l, uint32_t node)
{
    const struct hn_figure_at *at = &l->at[node];
    struct hn_formula_value v = { .state = (enum hn_formula_state)at->state, .value = at->sum };

    if (v.state == HN_FORMULA_VALUE && !at->own && l->meaning->over_tree == HN_FIGURE_AVERAGE &&
        !hn_decimal_div(at->sum, at->with_value * HN_DECIMAL_ONE, &v.value))
        v.state = HN_FORMULA_LARGE;
    return v;
}

static struct hn_formula_value
reckoned(struct hn_figure_work *w, size_t layer, uint32_t node, int depth)
{
    const struct hn_figure_layer *l = &w->layers[layer];
    struct hn_figure_at *at = &l->at[node];
    struct reckoning r = { .w = w, .layer = layer, .node = node, .stand = node, .depth = depth };
    const struct hn_formula_source from = { .self = &r, .read = read_ref, .each = each };
    struct hn_formula_value v = { .state = HN_FORMULA_NONE };

    if (l->meaning->compiled == NULL)
        return entered(l, node);
    if (!at->ready && depth <= HN_FIGURE_DEEP) {
        at->ready = true; /* one that names itself is missing to itself */
        v = hn_formula_reckon(l->meaning->compiled, &from);
        at->state = (uint8_t)v.state;
        at->sum = v.value;
        at->where = v.at;
    }
    return (struct hn_formula_value){ (enum hn_formula_state)at->state, at->sum, at->where };
}

struct hn_formula_value
hn_figure_value(struct hn_figure_work *w, size_t layer, uint32_t node)
{
    return reckoned(w, layer, node, 0);
}
