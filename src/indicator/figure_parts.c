/* figure_parts.c: the values a figure is made of (figure.h). Those of units one by one: figure_own.c. */
#include <stdlib.h>
#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure_inside.h"

enum { SLICE_MOST = 100000 };

/* clang-format off */
#define SOURCES                                                                                              \
    "SELECT v.unit_id, v.period_from, v.period_to, v.value_milli, v.qualifier, v.source FROM indicator_value v" \
    " WHERE v.indicator_id = $1 AND v.plan = $2 AND v.period_from >= CAST($3 AS BIGINT)"                     \
    " AND v.period_to <= CAST($4 AS BIGINT) AND v.unit_id >= $5 AND v.unit_id <= $6 AND "
static const struct hn_sql sql_sources = { .name = "figure.sources",
                                           .text = SOURCES "v.known_to = " HN_SQL_OPEN_TIME };
static const struct hn_sql sql_sources_past = { .name = "figure.sources_past",
                                                .text = SOURCES "v.known_from <= $7 AND v.known_to > $7" };
/* Every name each unit had, in the order of days. */
static const struct hn_sql sql_names = {
    .name = "figure.names",
    .text = "SELECT v.unit_id, v.valid_from, v.code, v.name FROM unit_version v WHERE v.unit_id IN ("
            "SELECT k.des FROM unit_closure k WHERE k.anc = $1 AND k.known_from <= $2 AND k.known_to > $2)"
            " AND v.known_from <= $2 AND v.known_to > $2 ORDER BY v.unit_id, v.valid_from"
};
/* clang-format on */

const struct hn_sql *const hn_figure_parts_sql[] = { &sql_sources, &sql_sources_past, &sql_names, NULL };

size_t
hn_figure_parts(const struct hn_figure_work *w, const struct hn_figure_layer *l, uint32_t node, uint32_t *out)
{
    int32_t top = (int32_t)node, at = top;
    size_t count = 0;

    if (l->at[node].own) {
        out[0] = node;
        return 1;
    }
    if (l->meaning->over_tree == HN_FIGURE_NOT || l->place->is[node] == HN_FIGURE_GONE)
        return 0;
    hn_figure_link(w, l->place);
    while ((at = hn_figure_next(l->place, top, at, !l->at[at].own)) >= 0) {
        if (l->at[at].own && hn_figure_is_part(l, (uint32_t)at))
            out[count++] = (uint32_t)at;
    }
    return count;
}

/* --- all of them --- */

struct part {
    uint32_t rank; /* of the unit, by code */
    uint32_t node;
    uint32_t indicator;
    hn_day from, to;
};
struct parts {
    struct part *at;
    size_t count, room;
};

static void
add(struct hn_figure_work *w, struct parts *p, struct part one)
{
    if (p->count == p->room) {
        size_t size = p->room * sizeof *p->at;

        p->at = size ? hn_grow(w->arena, p->at, size, 2 * size) : hn_alloc_n(w->arena, 256, sizeof *p->at);
        p->room = size ? 2 * p->room : 256;
    }
    p->at[p->count++] = one;
}

/* The own values that were taken at the nodes marked. */
static enum hn_rc
add_layer(struct hn_figure_work *w, const struct hn_figure_layer *l, const uint8_t *marked, struct parts *out)
{
    int year = hn_date_of(l->stretch.from).year, last = hn_date_of(l->stretch.to - 1).year;

    for (year = year < HN_FIGURE_FIRST_YEAR ? HN_FIGURE_FIRST_YEAR : year;
         year <= last && year < HN_FIGURE_FIRST_YEAR + HN_FIGURE_YEARS; year++) {
        const struct hn_figure_values *v;
        enum hn_rc rc = hn_figure_values_of(w, l->indicator, year, &v);

        if (rc)
            return rc;
        for (const struct hn_figure_group *g = v->groups, *end = g + v->group_count; g < end; g++) {
            for (size_t i = g->first; hn_figure_counts(l, g) && i < g->first + g->count; i++) {
                uint32_t node = v->node[v->unit[i]];

                if (node != HN_FIGURE_NOWHERE && marked[node] && l->at[node].own == (uint8_t)g->kind)
                    add(w, out,
                        (struct part){ .node = node,
                                       .indicator = (uint32_t)l->indicator,
                                       .from = g->from,
                                       .to = g->to });
            }
        }
    }
    return HN_OK;
}

static int
by_place(const void *left, const void *right)
{
    const struct part *a = left, *b = right;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->indicator > b->indicator) - (a->indicator < b->indicator);
}

/* In order; a value two references ask for is one. */
static void
tidy(struct parts *p)
{
    size_t kept = 0;

    if (p->count)
        qsort(p->at, p->count, sizeof *p->at, by_place);
    for (size_t i = 0; i < p->count; i++) {
        if (i == 0 || by_place(&p->at[i], &p->at[i - 1]) != 0)
            p->at[kept++] = p->at[i];
    }
    p->count = kept;
}

static enum hn_rc
find_parts(struct hn_figure_work *w, struct hn_period period, struct parts *out)
{
    size_t leaves[HN_FIGURE_LAYERS], count, layer;
    enum hn_rc rc = hn_figure_tree_read(w, NULL, 0);
    uint32_t node = rc ? HN_FIGURE_NOWHERE : hn_figure_node(&w->tree, w->unit.v);

    *out = (struct parts){ 0 };
    if (rc || node == HN_FIGURE_NOWHERE)
        return rc;
    uint32_t *nodes = HN_NEW_N(w->arena, uint32_t, w->tree.count);
    uint8_t *marked = HN_NEW_N(w->arena, uint8_t, w->tree.count);

    hn_figure_anew(w);
    rc = hn_figure_layer(w, 0, period, false, &layer);
    if (!rc)
        rc = hn_figure_leaves(w, layer, leaves, &count);
    for (size_t i = 0; !rc && i < count; i++) {
        const struct hn_figure_layer *l = &w->layers[leaves[i]];
        size_t n = hn_figure_parts(w, l, node, nodes);

        memset(marked, 0, w->tree.count);
        while (n-- > 0)
            marked[nodes[n]] = 1;
        rc = add_layer(w, l, marked, out);
    }
    return rc;
}

/* --- in the order of codes --- */

struct named {
    uint32_t node;
    const char *code, *name;
};

static int
by_code(const void *left, const void *right)
{
    const struct named *a = left, *b = right;

    return strcmp(a->code, b->code);
}

/* The name of the day; of a unit that begins later, its first. names: by node. */
static enum hn_rc
read_names(struct hn_figure_work *w, hn_day on, struct named *names)
{
    const struct hn_param params[] = { hn_p_id(w->unit.v), hn_p_time(hn_fact_known(w->c)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(&w->own, &sql_names, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        uint32_t node = hn_figure_node(&w->tree, hn_row_int(rows, "unit_id"));

        if (node != HN_FIGURE_NOWHERE && (names[node].code == NULL || hn_row_int(rows, "valid_from") <= on))
            names[node] = (struct named){ node, hn_row_text(rows, "code"), hn_row_text(rows, "name") };
    }
    return hn_rows_end(rows);
}

static enum hn_rc
put_in_order(struct hn_figure_work *w, hn_day on, struct parts *p, struct named **out)
{
    struct named *names = HN_NEW_N(w->arena, struct named, w->tree.count + 1), *sorted;
    uint32_t *rank = HN_NEW_N(w->arena, uint32_t, w->tree.count + 1);
    size_t count = 0;
    enum hn_rc rc = read_names(w, on, names);

    if (rc)
        return rc;
    sorted = HN_NEW_N(w->arena, struct named, w->tree.count + 1);
    for (size_t i = 0; i < w->tree.count; i++) {
        if (names[i].code)
            sorted[count++] = names[i];
    }
    qsort(sorted, count, sizeof *sorted, by_code);
    for (size_t i = 0; i < count; i++)
        rank[sorted[i].node] = (uint32_t)i;
    for (size_t i = 0; i < p->count; i++)
        p->at[i].rank = rank[p->at[i].node];
    tidy(p);
    *out = names;
    return HN_OK;
}

/* --- with their sources --- */

static int
by_value(const void *left, const void *right)
{
    const struct part *a = left, *b = right;

    if (a->indicator != b->indicator)
        return a->indicator < b->indicator ? -1 : 1;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/* slice: in its order; keys: the same by by_value, rank being the place in the slice. */
static enum hn_rc
read_sources(struct hn_figure_work *w, uint32_t indicator, const struct part *keys, size_t count,
             struct hn_indicator_part *out)
{
    struct part low = keys[0], high = keys[0];
    const struct hn_sql *sql = w->c->known == HN_TIME_OPEN ? &sql_sources : &sql_sources_past;
    struct hn_rows *rows;
    enum hn_rc rc;

    for (size_t i = 0; i < count; i++) {
        low.from = keys[i].from < low.from ? keys[i].from : low.from;
        high.to = keys[i].to > high.to ? keys[i].to : high.to;
        low.node = keys[i].node < low.node ? keys[i].node : low.node;
        high.node = keys[i].node > high.node ? keys[i].node : high.node;
    }
    const struct hn_param params[] = { hn_p_id(w->indicators[indicator].id),
                                       hn_p_int(w->plan),
                                       hn_p_day(low.from),
                                       hn_p_day(high.to),
                                       hn_p_id(w->tree.units[low.node]),
                                       hn_p_id(w->tree.units[high.node]),
                                       sql == &sql_sources ? HN_P_END : hn_p_time(hn_fact_known(w->c)),
                                       HN_P_END };

    rc = hn_store_query(&w->own, sql, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct part key = { .indicator = indicator,
                                  .node = hn_figure_node(&w->tree, hn_row_int(rows, "unit_id")),
                                  .from = (hn_day)hn_row_int(rows, "period_from"),
                                  .to = (hn_day)hn_row_int(rows, "period_to") };
        const struct part *found = bsearch(&key, keys, count, sizeof key, by_value);

        if (found == NULL)
            continue;
        out[found->rank].milli = hn_row_int(rows, "value_milli");
        out[found->rank].qualifier = hn_row_text(rows, "qualifier");
        out[found->rank].source = hn_row_text(rows, "source");
    }
    return hn_rows_end(rows);
}

static enum hn_period_kind
kind_of(const struct part *p)
{
    for (enum hn_period_kind k = HN_PERIOD_DAY; k <= HN_PERIOD_YEAR; k++) {
        struct hn_period at = hn_period_at(k, p->from);

        if (at.from == p->from && at.to == p->to)
            return k;
    }
    return HN_PERIOD_SPAN;
}

static enum hn_rc
read_slice(struct hn_figure_work *w, const struct part *slice, size_t count, const struct named *names,
           struct hn_indicator_part *out)
{
    struct part *keys = HN_NEW_N(w->arena, struct part, count);
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count; i++) {
        const struct part *p = &slice[i];
        const struct named *n = &names[p->node];

        keys[i] = *p;
        keys[i].rank = (uint32_t)i;
        out[i] = (struct hn_indicator_part){ .unit = { w->tree.units[p->node] },
                                             .code = w->indicators[p->indicator].code,
                                             .unit_code = n->code ? n->code : "",
                                             .unit_name = n->name ? n->name : "",
                                             .period = { kind_of(p), p->from, p->to },
                                             .qualifier = "",
                                             .source = "" };
    }
    qsort(keys, count, sizeof *keys, by_value);
    for (size_t i = 0, end; i < count && !rc; i = end) {
        for (end = i; end < count && keys[end].indicator == keys[i].indicator;)
            end++;
        rc = read_sources(w, keys[i].indicator, &keys[i], end - i, out);
    }
    return rc;
}

/* What is handed out outlives the work. */
static void
hand_out(struct hn_arena *a, const struct hn_indicator_part *parts, size_t count,
         void (*emit)(void *sink, const struct hn_indicator_part *p), void *sink)
{
    for (size_t i = 0; i < count; i++) {
        struct hn_indicator_part p = parts[i];

        p.code = hn_dup(a, p.code);
        p.unit_code = hn_dup(a, p.unit_code);
        p.unit_name = hn_dup(a, p.unit_name);
        p.qualifier = hn_dup(a, p.qualifier);
        p.source = hn_dup(a, p.source);
        emit(sink, &p);
    }
}

enum hn_rc
hn_indicator_parts(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit, struct hn_period period,
                   bool plan, int64_t offset, int64_t limit,
                   void (*emit)(void *sink, const struct hn_indicator_part *p), void *sink)
{
    struct hn_figure_work w;
    struct parts all;
    struct named *names = NULL;
    size_t from = offset > 0 ? (size_t)offset : 0, most = limit < SLICE_MOST ? (size_t)limit : SLICE_MOST;
    enum hn_rc rc = hn_figure_begin(c, indicator, unit, &w);

    if (rc)
        return rc;
    w.plan = plan;
    rc = find_parts(&w, period, &all);
    if (!rc)
        rc = put_in_order(&w, period.to - 1 < c->on ? period.to - 1 : c->on, &all, &names);
    if (!rc && limit > 0 && from < all.count) {
        size_t count = all.count - from < most ? all.count - from : most;
        struct hn_indicator_part *parts = HN_NEW_N(w.arena, struct hn_indicator_part, count);

        rc = read_slice(&w, all.at + from, count, names, parts);
        if (!rc)
            hand_out(c->arena, parts, count, emit, sink);
    }
    hn_figure_end(&w);
    return rc;
}

enum hn_rc
hn_indicator_part_count(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit, struct hn_period period,
                        bool plan, int64_t *out)
{
    struct hn_figure_work w;
    struct parts all;
    enum hn_rc rc = hn_figure_begin(c, indicator, unit, &w);

    if (rc)
        return rc;
    w.plan = plan;
    rc = find_parts(&w, period, &all);
    for (size_t i = 0; !rc && i < all.count; i++)
        all.at[i].rank = all.at[i].node;
    if (!rc)
        tidy(&all);
    *out = rc ? 0 : (int64_t)all.count;
    hn_figure_end(&w);
    return rc;
}
