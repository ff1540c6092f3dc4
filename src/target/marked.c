/* marked.c: the units that matter to how a target stands at a unit (stand.c): those with a share of it or a value, each beneath the
 * nearest of them above it.
 *
 * Values are those entered for the target; of one that is measured by an indicator (measured.c) they are the indicator's own
 * values, and the whole tree below the unit is read, since who has one is not known before.
 */
#include <stdlib.h>
#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure.h"
#include "target/inside.h"

enum { MARKED_MOST = 50000 };

/* clang-format off */
/* $1 target, $2 year, $3 within, $4 day, $5 known, $6 first day that counts */
#define MARKED                                                                                               \
    "WITH marked AS (SELECT s.unit_id FROM target_share s WHERE s.target_id = $1 AND s.year = $2"            \
    " AND s.known_from <= $5 AND s.known_to > $5"                                                            \
    " UNION SELECT v.unit_id FROM target_value v WHERE v.target_id = $1 AND v.on_day <= $4 AND v.on_day >= $6" \
    " AND v.known_from <= $5 AND v.known_to > $5) "

static const struct hn_sql sql_marked = {
    .name = "target_stand.marked",
    .text = MARKED "SELECT m.unit_id, w.depth, CASE WHEN s.id IS NULL THEN 0 ELSE 1 END AS has_share,"
            " COALESCE(s.value_milli, 0) AS share_milli, CASE WHEN v.id IS NULL THEN 0 ELSE 1 END AS has_value,"
            " COALESCE(v.value_milli, 0) AS value_milli, COALESCE(v.qualifier, '') AS qualifier,"
            " COALESCE(v.on_day, 0) AS on_day"
            " FROM marked m CROSS JOIN unit_closure w"
            " LEFT JOIN target_share s ON s.target_id = $1 AND s.year = $2 AND s.unit_id = m.unit_id"
            " AND s.known_from <= $5 AND s.known_to > $5"
            " LEFT JOIN target_value v ON v.target_id = $1 AND v.unit_id = m.unit_id"
            " AND v.known_from <= $5 AND v.known_to > $5"
            " AND v.on_day = (SELECT max(z.on_day) FROM target_value z WHERE z.target_id = $1"
            " AND z.unit_id = m.unit_id AND z.on_day <= $4 AND z.on_day >= $6 AND z.known_from <= $5"
            " AND z.known_to > $5)"
            " WHERE w.des = m.unit_id AND w.anc = $3 AND " HN_SQL_AT("w", "$4", "$5") " ORDER BY m.unit_id"
};
/* Which of the marked, and which child of the unit asked about, each marked unit stands under. */
static const struct hn_sql sql_above = {
    .name = "target_stand.above",
    .text = MARKED "SELECT d.des, d.anc, d.depth FROM marked m CROSS JOIN unit_closure w CROSS JOIN unit_closure d"
            " WHERE w.des = m.unit_id AND w.anc = $3 AND w.depth > 1 AND " HN_SQL_AT("w", "$4", "$5")
            " AND d.des = m.unit_id AND d.depth > 0 AND d.depth < w.depth AND " HN_SQL_AT("d", "$4", "$5")
            " AND (d.depth = w.depth - 1 OR d.anc IN (SELECT unit_id FROM marked)) ORDER BY d.des, d.depth"
};
static const struct hn_sql sql_unit = {
    .name = "target_stand.unit",
    .text = "SELECT u.unit_id, u.code, u.name, u.kind FROM unit_version u WHERE u.unit_id = $1 AND "
            HN_SQL_AT("u", "$2", "$3")
};
static const struct hn_sql sql_children = {
    .name = "target_stand.children",
    .text = "SELECT u.unit_id, u.code, u.name, u.kind FROM unit_version u WHERE u.parent_id = $1 AND "
            HN_SQL_AT("u", "$2", "$3") " ORDER BY u.sort_order, u.sort_key, u.unit_id LIMIT 2000"
};
/* clang-format on */

/* --- with values of its own --- */

static size_t
fill(struct hn_ctx *c, const struct hn_target_standing *s, struct hn_param params[7])
{
    const hn_day first = s->year ? hn_day_of(s->year, 1, 1) : HN_DAY_START;
    const struct hn_param all[] = { hn_p_id(s->t->id), hn_p_int(s->year),           hn_p_id(s->within.v),
                                    hn_p_day(s->on),   hn_p_time(hn_fact_known(c)), hn_p_day(first),
                                    HN_P_END };

    memcpy(params, all, sizeof all);
    return 6;
}

struct hn_target_node *
hn_target_node_of(const struct hn_target_standing *s, int64_t unit)
{
    size_t low = 0, high = s->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (s->nodes[middle].unit < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->count && s->nodes[low].unit == unit ? &s->nodes[low] : NULL;
}

static int
by_unit(const void *a, const void *b)
{
    const struct hn_target_node *x = a, *y = b;

    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (int)y->marked - (int)x->marked;
}

static struct hn_target_node *
more(struct hn_ctx *c, struct hn_target_standing *s, size_t *room)
{
    if (s->count == *room) {
        s->nodes = hn_grow(c->arena, s->nodes, *room * sizeof *s->nodes, *room * 2 * sizeof *s->nodes);
        *room *= 2;
    }
    return &s->nodes[s->count++];
}

static enum hn_rc
read_marked(struct hn_ctx *c, struct hn_target_standing *s, size_t *room)
{
    struct hn_param params[7];
    struct hn_rows *rows;
    enum hn_rc rc;

    fill(c, s, params);
    rc = hn_store_query(c, &sql_marked, params, &rows);
    if (rc)
        return rc;
    while (s->count < MARKED_MOST && hn_rows_next(rows))
        *more(c, s, room) = (struct hn_target_node){ .unit = hn_row_int(rows, "unit_id"),
                                                     .depth = (int)hn_row_int(rows, "depth"),
                                                     .marked = true,
                                                     .has_share = hn_row_int(rows, "has_share") != 0,
                                                     .has_own = hn_row_int(rows, "has_value") != 0,
                                                     .share = hn_row_int(rows, "share_milli"),
                                                     .own = hn_row_int(rows, "value_milli"),
                                                     .qualifier = hn_row_text(rows, "qualifier"),
                                                     .own_on = (hn_day)hn_row_int(rows, "on_day") };
    return hn_rows_end(rows);
}

/* The unit itself, or its children: depth 0 or 1. */
static enum hn_rc
read_named(struct hn_ctx *c, struct hn_target_standing *s, const struct hn_sql *sql, int depth, size_t *room)
{
    const struct hn_param params[] = { hn_p_id(s->within.v), hn_p_day(s->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows))
        *more(c, s, room) = (struct hn_target_node){ .unit = hn_row_int(rows, "unit_id"),
                                                     .depth = depth,
                                                     .qualifier = "",
                                                     .code = hn_row_text(rows, "code"),
                                                     .name = hn_row_text(rows, "name"),
                                                     .kind = hn_row_text(rows, "kind") };
    return hn_rows_end(rows);
}

/* A unit that is both marked and named has two entries beside each other after sorting, the marked one first. */
static void
join(struct hn_target_standing *s)
{
    size_t kept = 0;

    qsort(s->nodes, s->count, sizeof *s->nodes, by_unit);
    for (size_t i = 0; i < s->count; i++) {
        struct hn_target_node *n = &s->nodes[i];

        if (kept && s->nodes[kept - 1].unit == n->unit) {
            s->nodes[kept - 1].code = n->code;
            s->nodes[kept - 1].name = n->name;
            s->nodes[kept - 1].kind = n->kind;
        } else {
            s->nodes[kept++] = *n;
        }
    }
    s->count = kept;
}

static enum hn_rc
read_above(struct hn_ctx *c, struct hn_target_standing *s)
{
    struct hn_target_node *top = hn_target_node_of(s, s->within.v);
    struct hn_param params[7];
    struct hn_rows *rows;
    enum hn_rc rc;

    fill(c, s, params);
    rc = hn_store_query(c, &sql_above, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_target_node *n = hn_target_node_of(s, hn_row_int(rows, "des")),
                              *above = hn_target_node_of(s, hn_row_int(rows, "anc"));

        if (n && above && !n->above) /* the nearest comes first */
            n->above = above;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (!s->nodes[i].above && &s->nodes[i] != top)
            s->nodes[i].above = top;
    }
    return hn_rows_end(rows);
}

static enum hn_rc
read_entered(struct hn_ctx *c, struct hn_target_standing *s)
{
    size_t room = 256, first, named;
    int64_t *order;
    enum hn_rc rc;

    s->nodes = HN_NEW_N(c->arena, struct hn_target_node, room);
    rc = read_named(c, s, &sql_unit, 0, &room);
    if (!rc && s->count == 0)
        rc = HN_NOT_FOUND;
    first = s->count;
    if (!rc)
        rc = read_named(c, s, &sql_children, 1, &room);
    named = s->count - first;
    order = HN_NEW_N(c->arena, int64_t, named);
    for (size_t i = 0; i < named; i++)
        order[i] = s->nodes[first + i].unit;
    if (!rc)
        rc = read_marked(c, s, &room);
    if (rc)
        return rc;
    join(s);
    s->children = HN_NEW_N(c->arena, struct hn_target_node *, named);
    s->child_count = named;
    for (size_t i = 0; i < named; i++)
        s->children[i] = hn_target_node_of(s, order[i]);
    return read_above(c, s);
}

/* --- measured by an indicator --- */

/* clang-format off */
/* $1 target, $2 year, $3 within, $4 day, $5 known. Only the unit and its children are told by name. */
static const struct hn_sql sql_tree = {
    .name = "target_stand.tree",
    .text = "SELECT k.des AS unit_id, k.depth AS depth, v.parent_id AS parent_id,"
            " CASE WHEN k.depth < 2 THEN v.code ELSE '' END AS code, CASE WHEN k.depth < 2 THEN v.name ELSE '' END AS name,"
            " CASE WHEN k.depth < 2 THEN v.kind ELSE '' END AS kind,"
            " CASE WHEN s.id IS NULL THEN 0 ELSE 1 END AS has_share, COALESCE(s.value_milli, 0) AS share_milli"
            " FROM unit_closure k CROSS JOIN unit_version v LEFT JOIN target_share s ON s.target_id = $1 AND s.year = $2"
            " AND s.unit_id = k.des AND s.known_from <= $5 AND s.known_to > $5 WHERE k.anc = $3 AND "
            HN_SQL_AT("k", "$4", "$5") " AND v.unit_id = k.des AND " HN_SQL_AT("v", "$4", "$5")
            " ORDER BY k.depth, v.sort_order, v.sort_key, v.unit_id"
};
/* clang-format on */

static enum hn_rc
read_tree(struct hn_ctx *c, struct hn_target_standing *s)
{
    const struct hn_param params[] = { hn_p_id(s->t->id), hn_p_int(s->year),           hn_p_id(s->within.v),
                                       hn_p_day(s->on),   hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    size_t room = 256;
    enum hn_rc rc = hn_store_query(c, &sql_tree, params, &rows);

    if (rc)
        return rc;
    s->nodes = HN_NEW_N(c->arena, struct hn_target_node, room);
    while (hn_rows_next(rows)) {
        struct hn_target_node *n = more(c, s, &room);

        *n = (struct hn_target_node){ .unit = hn_row_int(rows, "unit_id"),
                                      .depth = (int)hn_row_int(rows, "depth"),
                                      .parent = hn_row_int(rows, "parent_id"),
                                      .code = hn_row_text(rows, "code"),
                                      .name = hn_row_text(rows, "name"),
                                      .kind = hn_row_text(rows, "kind"),
                                      .has_share = hn_row_int(rows, "has_share") != 0,
                                      .share = hn_row_int(rows, "share_milli"),
                                      .qualifier = "" };
        n->marked = n->has_share;
    }
    rc = hn_rows_end(rows);
    return rc || s->count ? rc : HN_NOT_FOUND;
}

/* In the order in which the children came, which is theirs, before all are put in order of their numbers. */
static void
hang_tree(struct hn_ctx *c, struct hn_target_standing *s)
{
    int64_t *order = HN_NEW_N(c->arena, int64_t, s->count);
    size_t children = 0;

    for (size_t i = 0; i < s->count; i++)
        if (s->nodes[i].depth == 1)
            order[children++] = s->nodes[i].unit;
    qsort(s->nodes, s->count, sizeof *s->nodes, by_unit);
    s->children = HN_NEW_N(c->arena, struct hn_target_node *, children);
    s->child_count = children;
    for (size_t i = 0; i < children; i++)
        s->children[i] = hn_target_node_of(s, order[i]);
    for (size_t i = 0; i < s->count; i++)
        if (s->nodes[i].depth > 0)
            s->nodes[i].above = hn_target_node_of(s, s->nodes[i].parent);
}

/* The year asked about, or the target's years until the day. false: they have not begun. */
static bool
years_of(const struct hn_target_standing *s, struct hn_period *out)
{
    int first = hn_date_of(s->t->from).year, last = hn_date_of(s->t->due).year, now = hn_date_of(s->on).year;

    if (s->year)
        first = last = s->year;
    last = last < now ? last : now;
    *out = (struct hn_period){ .kind = first == last ? HN_PERIOD_YEAR : HN_PERIOD_SPAN,
                               .from = hn_day_of(first, 1, 1),
                               .to = hn_day_of(last + 1, 1, 1) };
    return first <= last;
}

static enum hn_rc
read_measured(struct hn_ctx *c, struct hn_target_standing *s)
{
    const struct hn_indicator_own *owns;
    struct hn_period years;
    size_t count = 0;
    enum hn_rc rc = read_tree(c, s);

    if (rc)
        return rc;
    hang_tree(c, s);
    if (!years_of(s, &years))
        return HN_OK;
    rc = hn_indicator_owns(c, s->t->indicator, s->within, years, &owns, &count);
    for (size_t i = 0; i < count && !rc; i++) {
        struct hn_target_node *n = hn_target_node_of(s, owns[i].unit.v);

        if (!n)
            continue;
        n->marked = n->has_own = true;
        n->own = owns[i].milli;
        n->qualifier = owns[i].qualifier;
        n->own_on = owns[i].last;
    }
    return rc;
}

enum hn_rc
hn_target_read_marked(struct hn_ctx *c, struct hn_target_standing *s)
{
    return s->t->indicator ? read_measured(c, s) : read_entered(c, s);
}

const struct hn_sql *const hn_target_marked_sql[] = { &sql_marked,   &sql_above, &sql_unit,
                                                      &sql_children, &sql_tree,  NULL };
