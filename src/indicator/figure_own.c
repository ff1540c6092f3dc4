/* figure_own.c: the values of units one by one, without adding up, for targets (figure.h). What a figure is made of: figure_parts.c. */
#include <string.h>

#include "indicator/figure_inside.h"

/* The latest day of the own values behind the figure; false: it has none of its own. */
static bool
has_own(const struct hn_figure_work *w, const size_t *leaves, size_t count, uint32_t node, bool top,
        hn_day *last)
{
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        const struct hn_figure_layer *l = &w->layers[leaves[i]];

        if (!l->at[node].own || !(top || hn_figure_is_part(l, node)))
            continue;
        *last = !found || l->at[node].last > *last ? l->at[node].last : *last;
        found = true;
    }
    return found;
}

static enum hn_rc
find_owns(struct hn_figure_work *w, struct hn_period period, struct hn_indicator_own *out, size_t *count)
{
    size_t leaves[HN_FIGURE_LAYERS], leaf_count, layer;
    uint32_t node = hn_figure_node(&w->tree, w->unit.v);
    enum hn_rc rc;

    *count = 0;
    if (node == HN_FIGURE_NOWHERE)
        return HN_OK;
    hn_figure_anew(w);
    rc = hn_figure_layer(w, 0, period, false, &layer);
    if (!rc)
        rc = hn_figure_leaves(w, layer, leaves, &leaf_count);
    if (rc)
        return rc;
    struct hn_figure_place *p = w->layers[layer].place;

    hn_figure_link(w, p);
    for (int32_t at = (int32_t)node; at >= 0 && !w->rc; at = hn_figure_next(p, (int32_t)node, at, true)) {
        struct hn_indicator_own o = { .unit = { w->tree.units[at] } };
        struct hn_formula_value v;

        if (!has_own(w, leaves, leaf_count, (uint32_t)at, at == (int32_t)node, &o.last))
            continue;
        v = hn_figure_value(w, layer, (uint32_t)at);
        if (v.state != HN_FORMULA_VALUE || !hn_decimal_milli(v.value, &o.milli))
            continue;
        o.qualifier = hn_value_qualifiers[w->layers[layer].at[at].qualifier];
        out[(*count)++] = o;
    }
    return w->rc;
}

enum hn_rc
hn_indicator_owns(struct hn_ctx *c, int64_t indicator, struct hn_unit_id within, struct hn_period period,
                  const struct hn_indicator_own **out, size_t *count)
{
    struct hn_figure_work w;
    struct hn_indicator_own *found, *kept;
    enum hn_rc rc = hn_figure_open(c, indicator, within, &w);

    if (rc)
        return rc;
    rc = hn_figure_tree_read(&w, NULL, 0);
    if (!rc) {
        found = HN_NEW_N(w.arena, struct hn_indicator_own, w.tree.count + 1);
        rc = find_owns(&w, period, found, count);
    }
    if (!rc) {
        kept = HN_NEW_N(c->arena, struct hn_indicator_own, *count + 1);
        memcpy(kept, found, *count * sizeof *found);
        *out = kept;
    }
    hn_figure_end(&w);
    return rc;
}
