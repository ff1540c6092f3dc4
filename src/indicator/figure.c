/* figure.c: see figure.h. The grid of units and periods; what it is made of stands in figure_…, named in figure_inside.h. */
#include "indicator/figure.h"

#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure_inside.h"

enum { PERIODS_MOST = 400, CHILDREN_MOST = 2000 };

/* clang-format off */
#define NAMES(at)                                                                                            \
    "SELECT v.unit_id, v.code, v.name, v.kind, COALESCE(w.code, '') AS place_code FROM unit_version v"       \
    " LEFT JOIN unit_place u ON u.unit_id = v.unit_id AND " HN_SQL_AT("u", at, "$3")                         \
    " LEFT JOIN place_version w ON w.place_id = u.place_id AND " HN_SQL_AT("w", at, "$3")
/* clang-format on */

/* As it is on the day; one that is not there then: as it was last, else as it will first be. */
static const struct hn_sql sql_unit = {
    .name = "figure.unit",
    .text = NAMES("$2") " WHERE v.unit_id = $1 AND v.known_from <= $3 AND v.known_to > $3"
                        " ORDER BY CASE WHEN v.valid_from <= CAST($2 AS BIGINT) THEN 0 ELSE 1 END,"
                        " abs(CAST(v.valid_from AS BIGINT) - CAST($2 AS BIGINT)) LIMIT 1"
};
static const struct hn_sql sql_children = {
    .name = "figure.children",
    .text = NAMES("$2") " WHERE v.parent_id = $1 AND " HN_SQL_AT(
        "v", "$2", "$3") " ORDER BY v.sort_order, v.sort_key, v.unit_id LIMIT 2000"
};

const struct hn_sql *const hn_figure_sql[] = { &sql_unit, &sql_children, NULL };

enum hn_rc
hn_figure_begin(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit, struct hn_figure_work *w)
{
    enum hn_rc rc = hn_need_figures(c, unit);

    return rc ? rc : hn_figure_open(c, indicator, unit, w);
}

enum hn_rc
hn_figure_open(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit, struct hn_figure_work *w)
{
    enum hn_rc rc;

    *w = (struct hn_figure_work){ .c = c, .unit = unit };
    w->arena = hn_arena_child(c->arena, HN_FIGURE_MEMORY);
    w->reading = hn_arena_child(w->arena, HN_FIGURE_MEMORY);
    w->layers = HN_NEW_N(w->arena, struct hn_figure_layer, HN_FIGURE_LAYERS);
    w->places = HN_NEW_N(w->arena, struct hn_figure_place, HN_FIGURE_LAYERS);
    w->walks = hn_figure_walks(w->arena);
    w->own = *c;
    w->own.arena = w->arena;
    rc = hn_figure_means(w, indicator);
    if (rc)
        hn_figure_end(w);
    return rc;
}

void
hn_figure_end(struct hn_figure_work *w)
{
    hn_arena_free(w->arena);
}

/* --- rows --- */

static enum hn_rc
read_names(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id unit, struct hn_indicator_row *out,
           size_t most, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (*count < most && hn_rows_next(rows))
        out[(*count)++] = (struct hn_indicator_row){ .unit = { hn_row_int(rows, "unit_id") },
                                                     .code = hn_row_text(rows, "code"),
                                                     .name = hn_row_text(rows, "name"),
                                                     .kind = hn_row_text(rows, "kind"),
                                                     .place_code = hn_row_text(rows, "place_code") };
    return hn_rows_end(rows);
}

/* rows: the unit itself, then its children. */
static enum hn_rc
read_rows(struct hn_figure_work *w, struct hn_indicator_row **out, size_t *count)
{
    struct hn_indicator_row *rows = HN_NEW_N(w->arena, struct hn_indicator_row,
                                             w->children ? CHILDREN_MOST + 1 : 1);
    struct hn_unit_id *ids;
    size_t children = 0;
    enum hn_rc rc = read_names(w->c, &sql_unit, w->unit, rows, 1, count);

    if (!rc && *count == 0)
        rc = hn_fail(w->c, HN_NOT_FOUND, "", "not_found");
    if (!rc && w->children)
        rc = read_names(w->c, &sql_children, w->unit, rows + 1, CHILDREN_MOST, &children);
    if (rc)
        return rc;
    ids = HN_NEW_N(w->arena, struct hn_unit_id, children + 1);
    for (size_t i = 0; i < children; i++)
        ids[i] = rows[1 + i].unit;
    *count = 1 + children;
    *out = HN_NEW_N(w->c->arena, struct hn_indicator_row, *count);
    memcpy(*out, rows, *count * sizeof *rows);
    return hn_figure_tree_read(w, ids, children);
}

/* --- figures --- */

static struct hn_indicator_figure
figure_of(struct hn_figure_work *w, size_t layer, uint32_t node)
{
    struct hn_formula_value v = hn_figure_value(w, layer, node);
    const struct hn_figure_at *at = &w->layers[layer].at[node];
    struct hn_indicator_figure f = { .state = v.state, .qualifier = "", .own = at->own, .at = v.at };

    f.with_value = at->with_value;
    f.periods = at->periods;
    f.with_period = at->present;
    if (v.state != HN_FORMULA_VALUE)
        return f;
    if (!hn_decimal_milli(v.value, &f.milli))
        f.state = HN_FORMULA_LARGE;
    else
        f.qualifier = hn_value_qualifiers[at->qualifier];
    return f;
}

static enum hn_rc
fill(struct hn_figure_work *w, const struct hn_indicator_ask *ask, struct hn_indicator_row *rows,
     size_t count)
{
    struct hn_indicator_figure *all = HN_NEW_N(w->c->arena, struct hn_indicator_figure,
                                               count * ask->period_count);
    uint32_t *nodes = HN_NEW_N(w->arena, uint32_t, count);
    size_t layer;
    enum hn_rc rc = HN_OK;

    for (size_t r = 0; r < count; r++) {
        nodes[r] = hn_figure_node(&w->tree, rows[r].unit.v);
        rows[r].figures = all + r * ask->period_count;
    }
    for (size_t p = 0; p < ask->period_count && !rc; p++) {
        hn_figure_anew(w);
        rc = hn_figure_layer(w, 0, ask->periods[p], false, &layer);
        for (size_t r = 0; r < count && !rc; r++, rc = w->rc) {
            struct hn_indicator_figure *f = &all[r * ask->period_count + p];

            *f = (struct hn_indicator_figure){ .qualifier = "" };
            if (nodes[r] != HN_FIGURE_NOWHERE)
                *f = figure_of(w, layer, nodes[r]);
        }
    }
    return rc;
}

enum hn_rc
hn_indicator_grid(struct hn_ctx *c, const struct hn_indicator_ask *ask, struct hn_indicator_row *own,
                  const struct hn_indicator_row **children, size_t *count)
{
    struct hn_figure_work w;
    struct hn_indicator_row *rows;
    size_t n;
    enum hn_rc rc;

    if (ask->period_count == 0 || ask->period_count > PERIODS_MOST)
        return hn_fail(c, HN_INVALID, "period", "figure.periods");
    rc = hn_figure_begin(c, ask->indicator, ask->unit, &w);
    if (rc)
        return rc;
    w.children = ask->children;
    w.plan = ask->plan;
    w.approved = ask->approved;
    rc = read_rows(&w, &rows, &n);
    if (!rc)
        rc = fill(&w, ask, rows, n);
    hn_figure_end(&w);
    if (rc)
        return rc;
    *own = rows[0];
    *children = rows + 1;
    *count = n - 1;
    return HN_OK;
}
