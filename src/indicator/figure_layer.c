/* figure_layer.c: what one indicator came to in one stretch of time, at every unit of the tree: first over time at each unit
 * that has values of its own, then put together upwards from the topmost of them.
 */
#include <assert.h>
#include <string.h>

#include "indicator/figure_inside.h"

/* --- which values --- */

struct hn_period
hn_figure_stretch(struct hn_period p, bool ytd)
{
    if (ytd)
        p.from = hn_day_of(hn_date_of(p.to - 1).year, 1, 1);
    return p;
}

bool
hn_figure_counts(const struct hn_figure_layer *l, const struct hn_figure_group *g)
{
    if (g->from == l->stretch.from && g->to == l->stretch.to)
        return g->kind <= l->period.kind;
    /* Only what a longer period is put together from; spans are not parts of one another. */
    return l->meaning->over_time != HN_FIGURE_NOT && g->from >= l->stretch.from && g->to <= l->stretch.to &&
           g->kind <= (l->period.kind < HN_PERIOD_YEAR ? l->period.kind : HN_PERIOD_YEAR);
}

/* --- over time --- */

/* at holds thousandths until finish. */
static void
take(enum hn_figure_how how, struct hn_figure_at *at, int64_t milli, uint8_t qualifier,
     const struct hn_figure_group *g)
{
    hn_day from = g->from;
    bool first = at->present == 0, better;

    switch (how) {
    case HN_FIGURE_MAX:
        better = first || milli > at->sum;
        break;
    case HN_FIGURE_MIN:
        better = first || milli < at->sum;
        break;
    case HN_FIGURE_LAST:
        better = first || from > at->edge;
        break;
    case HN_FIGURE_FIRST:
        better = first || from < at->edge;
        break;
    default:
        at->sum += milli;
        better = false;
    }
    if (better)
        at->sum = milli;
    if (how == HN_FIGURE_LAST || how == HN_FIGURE_FIRST)
        at->qualifier = better ? qualifier : at->qualifier;
    else
        at->qualifier = first ? qualifier : at->qualifier || qualifier ? 3 : 0;
    if (how == HN_FIGURE_FIRST ? first || from < at->edge : first || from > at->edge)
        at->edge = from;
    at->last = first || g->to - 1 > at->last ? g->to - 1 : at->last;
    at->present++;
}

static void
take_group(struct hn_figure_layer *l, const struct hn_figure_values *v, const struct hn_figure_group *g,
           enum hn_period_kind kind)
{
    for (size_t i = g->first, end = i + g->count; i < end; i++) {
        uint32_t node = v->node[v->unit[i]];
        struct hn_figure_at *at = node == HN_FIGURE_NOWHERE ? NULL : &l->at[node];

        if (at == NULL || (at->own && at->own != kind))
            continue;
        at->own = (uint8_t)kind;
        take(l->meaning->over_time, at, hn_figure_milli(v, i), v->qualifier ? v->qualifier[i] : 0, g);
    }
}

static enum hn_rc
take_years(struct hn_figure_work *w, struct hn_figure_layer *l)
{
    int first = hn_date_of(l->stretch.from).year, last = hn_date_of(l->stretch.to - 1).year;
    const struct hn_figure_values *v;
    enum hn_rc rc = HN_OK;

    first = first < HN_FIGURE_FIRST_YEAR ? HN_FIGURE_FIRST_YEAR : first;
    last = last < HN_FIGURE_FIRST_YEAR + HN_FIGURE_YEARS ? last : HN_FIGURE_FIRST_YEAR + HN_FIGURE_YEARS - 1;
    /* Longer kinds first: where there is one, the shorter are not looked at. */
    for (int kind = (int)l->period.kind; kind >= HN_PERIOD_DAY; kind--) {
        for (int year = first; year <= last && !rc; year++) {
            rc = hn_figure_values_of(w, l->indicator, year, &v);
            for (size_t g = 0; !rc && g < v->group_count; g++) {
                if (hn_figure_counts(l, &v->groups[g]) && v->groups[g].kind == (enum hn_period_kind)kind)
                    take_group(l, v, &v->groups[g], (enum hn_period_kind)kind);
            }
        }
    }
    return rc;
}

static void
finish_own(const struct hn_figure_layer *l, struct hn_figure_at *at)
{
    at->sum = hn_decimal_of_milli(1) * at->sum;
    at->state = HN_FORMULA_VALUE;
    at->with_value = 1;
    at->periods = l->counts[at->own];
    if (l->meaning->over_time == HN_FIGURE_AVERAGE &&
        !hn_decimal_div(at->sum, at->present * HN_DECIMAL_ONE, &at->sum))
        at->state = HN_FORMULA_LARGE;
}

/* --- over the tree --- */

static void
put_up(enum hn_figure_how how, struct hn_figure_at *up, const struct hn_figure_at *part)
{
    bool first = up->with_value == 0;

    if (how == HN_FIGURE_MAX || how == HN_FIGURE_MIN) {
        if (first || (how == HN_FIGURE_MAX ? part->sum > up->sum : part->sum < up->sum))
            up->sum = part->sum;
    } else {
        up->sum += part->sum;
    }
    up->state = part->state == HN_FORMULA_LARGE ? HN_FORMULA_LARGE : first ? HN_FORMULA_VALUE : up->state;
    up->qualifier = up->qualifier || part->qualifier ? 3 : 0;
    up->with_value++;
    up->periods += part->periods;
    up->present += part->present;
}

bool
hn_figure_is_part(const struct hn_figure_layer *l, uint32_t node)
{
    uint8_t is = l->place->is[node];

    return is == HN_FIGURE_STANDS || (is == HN_FIGURE_ENDED && l->meaning->over_time == HN_FIGURE_SUM);
}

static void
climb(const struct hn_figure_layer *l, uint32_t node)
{
    const struct hn_figure_place *p = l->place;

    if (!hn_figure_is_part(l, node))
        return;
    for (int32_t up = p->up[node]; up >= 0 && !l->at[up].own && p->is[up] != HN_FIGURE_GONE; up = p->up[up])
        put_up(l->meaning->over_tree, &l->at[up], &l->at[node]);
}

static enum hn_rc
add_up(struct hn_figure_work *w, struct hn_figure_layer *l)
{
    enum hn_rc rc = take_years(w, l);

    for (uint32_t i = 0; i < w->tree.count && !rc; i++) {
        if (l->at[i].own)
            finish_own(l, &l->at[i]);
    }
    for (uint32_t i = 0; i < w->tree.count && !rc && l->meaning->over_tree != HN_FIGURE_NOT; i++) {
        if (l->at[i].own)
            climb(l, i);
    }
    return rc;
}

/* --- layers --- */

void
hn_figure_anew(struct hn_figure_work *w)
{
    w->layer_count = w->place_count = w->walk_count = 0;
}

static struct hn_figure_layer *
layer_new(struct hn_figure_work *w)
{
    struct hn_figure_layer *l = &w->layers[w->layer_count];

    if (w->layer_count == w->layer_room) {
        l->at = HN_NEW_N(w->arena, struct hn_figure_at, w->tree.count + 1);
        w->layer_room++;
    } else {
        memset(l->at, 0, (w->tree.count + 1) * sizeof *l->at);
    }
    w->layer_count++;
    return l;
}

enum hn_rc
hn_figure_layer(struct hn_figure_work *w, size_t indicator, struct hn_period period, bool ytd, size_t *out)
{
    hn_day last = period.to - 1;
    struct hn_figure_layer *l;

    for (*out = 0; *out < w->layer_count; ++*out) {
        l = &w->layers[*out];
        if (l->indicator == indicator && l->period.from == period.from && l->period.to == period.to &&
            l->ytd == ytd)
            return HN_OK;
    }
    if (w->layer_count == HN_FIGURE_LAYERS)
        return hn_fail(w->c, HN_INVALID, "period", "figure.large");
    l = layer_new(w);
    l->indicator = indicator;
    l->meaning = hn_figure_meaning_on(&w->indicators[indicator], last);
    l->period = period;
    l->ytd = ytd;
    l->stretch = hn_figure_stretch(period, ytd);
    for (enum hn_period_kind k = HN_PERIOD_DAY; k < HN_PERIOD_SPAN; k++)
        l->counts[k] = (uint32_t)hn_period_count(l->stretch, k);
    l->counts[HN_PERIOD_SPAN] = 1;
    l->place = hn_figure_place(w, l->stretch.from, last < w->c->on ? last : w->c->on);
    return *l->meaning->formula ? HN_OK : add_up(w, l);
}
