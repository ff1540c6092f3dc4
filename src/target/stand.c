/* stand.c: how a target stands at a unit, put together over the tree of the day (target.h).
 *
 * The units that matter are the marked ones: with a share of the target, or with a value of it. What a unit has reached is
 * its own value, else it is put together from the topmost marked units below it, each of which is worked out so in turn;
 * so every unit counts in one place alone. A unit without a value adds nothing and is told as missing.
 *
 * Asked for a year that is over, it is the tree and the values of that year's last day; only what was measured in the year
 * counts for it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "target/inside.h"

enum { MARKED_MOST = 50000, CHILDREN_MOST = 2000, DEPTH_MOST = 32, YEARS_MOST = 30 };

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

/* What stands below a unit, added up. value_count: how many values made the sum. */
struct below {
    int64_t units, with_value, reaching, shares, value_sum, value_count;
};
struct node {
    int64_t unit;
    int depth; /* below the unit asked about */
    struct node *above;
    bool marked, has_share, has_own;
    int64_t share, own;
    const char *qualifier;
    hn_day own_on;
    struct below below;
    const char *code, *name, *kind; /* of the unit asked about and its children */
};
struct stand {
    const struct hn_target *t;
    struct hn_unit_id within;
    int year;
    hn_day on;
    struct node *nodes;
    size_t count;
    struct node **children; /* in order */
    size_t child_count;
};

/* --- reading --- */

static size_t
fill(struct hn_ctx *c, const struct stand *s, struct hn_param params[7])
{
    const hn_day first = s->year ? hn_day_of(s->year, 1, 1) : HN_DAY_START;
    const struct hn_param all[] = { hn_p_id(s->t->id), hn_p_int(s->year),           hn_p_id(s->within.v),
                                    hn_p_day(s->on),   hn_p_time(hn_fact_known(c)), hn_p_day(first),
                                    HN_P_END };

    memcpy(params, all, sizeof all);
    return 6;
}

static struct node *
node_of(const struct stand *s, int64_t unit)
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
    const struct node *x = a, *y = b;

    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (int)y->marked - (int)x->marked;
}

static struct node *
more(struct hn_ctx *c, struct stand *s, size_t *room)
{
    if (s->count == *room) {
        s->nodes = hn_grow(c->arena, s->nodes, *room * sizeof *s->nodes, *room * 2 * sizeof *s->nodes);
        *room *= 2;
    }
    return &s->nodes[s->count++];
}

static enum hn_rc
read_marked(struct hn_ctx *c, struct stand *s, size_t *room)
{
    struct hn_param params[7];
    struct hn_rows *rows;
    enum hn_rc rc;

    fill(c, s, params);
    rc = hn_store_query(c, &sql_marked, params, &rows);
    if (rc)
        return rc;
    while (s->count < MARKED_MOST && hn_rows_next(rows))
        *more(c, s, room) = (struct node){ .unit = hn_row_int(rows, "unit_id"),
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
read_named(struct hn_ctx *c, struct stand *s, const struct hn_sql *sql, int depth, size_t *room)
{
    const struct hn_param params[] = { hn_p_id(s->within.v), hn_p_day(s->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows))
        *more(c, s, room) = (struct node){ .unit = hn_row_int(rows, "unit_id"),
                                           .depth = depth,
                                           .qualifier = "",
                                           .code = hn_row_text(rows, "code"),
                                           .name = hn_row_text(rows, "name"),
                                           .kind = hn_row_text(rows, "kind") };
    return hn_rows_end(rows);
}

/* A unit that is both marked and named has two entries beside each other after sorting, the marked one first. */
static void
join(struct stand *s)
{
    size_t kept = 0;

    qsort(s->nodes, s->count, sizeof *s->nodes, by_unit);
    for (size_t i = 0; i < s->count; i++) {
        struct node *n = &s->nodes[i];

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
read_above(struct hn_ctx *c, struct stand *s)
{
    struct node *top = node_of(s, s->within.v);
    struct hn_param params[7];
    struct hn_rows *rows;
    enum hn_rc rc;

    fill(c, s, params);
    rc = hn_store_query(c, &sql_above, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct node *n = node_of(s, hn_row_int(rows, "des")), *above = node_of(s, hn_row_int(rows, "anc"));

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
read_all(struct hn_ctx *c, struct stand *s)
{
    size_t room = 256, first, named;
    int64_t *order;
    enum hn_rc rc;

    s->nodes = HN_NEW_N(c->arena, struct node, room);
    rc = read_named(c, s, &sql_unit, 0, &room);
    if (!rc && s->count == 0)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
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
    s->children = HN_NEW_N(c->arena, struct node *, named);
    s->child_count = named;
    for (size_t i = 0; i < named; i++)
        s->children[i] = node_of(s, order[i]);
    return read_above(c, s);
}

/* --- putting together --- */

static bool
counts_units(const struct hn_target *t)
{
    return strcmp(t->rule, "count") == 0 || strcmp(t->rule, "all") == 0;
}

static int64_t
mean(int64_t sum, int64_t count)
{
    return sum >= 0 ? (sum + count / 2) / count : -((-sum + count / 2) / count);
}

/* What is put together by counting is the better the more there are, whatever the measure of the units. */
static bool
reaches(const struct hn_target *t, const struct node *n, int64_t value)
{
    if (!n->has_own && counts_units(t))
        return strcmp(t->rule, "all") == 0 ? n->below.units > 0 && n->below.reaching == n->below.units
                                           : n->has_share && value >= n->share;
    if (!n->has_share)
        return false;
    return strcmp(t->better, "down") == 0 ? value <= n->share : value >= n->share;
}

static struct hn_target_stand
stand_of(const struct stand *s, const struct node *n)
{
    const struct below *b = &n->below;
    struct hn_target_stand out = { .unit = { n->unit },
                                   .code = n->code ? n->code : "",
                                   .name = n->name ? n->name : "",
                                   .kind = n->kind ? n->kind : "",
                                   .has_share = n->has_share,
                                   .share_milli = n->share,
                                   .qualifier = n->has_own ? n->qualifier : "",
                                   .value_on = n->has_own ? n->own_on : 0,
                                   .units = b->units,
                                   .with_value = b->with_value,
                                   .reaching = b->reaching,
                                   .shares_milli = b->shares };

    out.has_value = n->has_own || b->value_count > 0;
    if (n->has_own)
        out.value_milli = n->own;
    else if (b->value_count > 0)
        out.value_milli = strcmp(s->t->rule, "average") == 0 ? mean(b->value_sum, b->value_count)
                                                             : b->value_sum;
    out.reached = out.has_value && reaches(s->t, n, out.value_milli);
    if (out.has_share && b->units > 0 && !counts_units(s->t))
        out.shares_differ = (strcmp(s->t->rule, "sum") == 0 ? b->shares : mean(b->shares, b->units)) !=
                            out.share_milli;
    return out;
}

static void
add_below(struct below *to, const struct below *from)
{
    to->units += from->units;
    to->with_value += from->with_value;
    to->reaching += from->reaching;
    to->shares += from->shares;
    to->value_sum += from->value_sum;
    to->value_count += from->value_count;
}

/* A child that is not marked hands up what is below it. When units are counted, so does one between, but for the count it
 * says itself. */
static void
hand_up(const struct stand *s, const struct node *n)
{
    struct below *to = &n->above->below;
    struct hn_target_stand k;

    if (!n->marked) {
        add_below(to, &n->below);
        return;
    }
    k = stand_of(s, n);
    if (counts_units(s->t) && n->below.units > 0) {
        struct below up = n->below;

        up.value_sum = k.has_value ? k.value_milli : 0;
        up.value_count = k.has_value;
        add_below(to, &up);
        return;
    }
    if (n->has_share) {
        to->units++;
        to->shares += n->share;
        to->with_value += k.has_value;
        to->reaching += k.reached;
    }
    if (k.has_value && (n->has_share || !counts_units(s->t))) {
        to->value_sum += counts_units(s->t) ? (k.reached ? 1000 : 0) : k.value_milli;
        to->value_count++;
    }
}

static void
put_together(struct stand *s)
{
    for (int depth = DEPTH_MOST; depth > 0; depth--) {
        for (size_t i = 0; i < s->count; i++) {
            if (s->nodes[i].depth == depth)
                hand_up(s, &s->nodes[i]);
        }
    }
}

static hn_day
last_day_of(int year)
{
    return hn_day_of(year, 12, 31);
}

static enum hn_rc
work_out(struct hn_ctx *c, struct stand *s, struct hn_target_stand *sum)
{
    struct node *top;
    enum hn_rc rc;

    s->on = s->year && last_day_of(s->year) < c->on ? last_day_of(s->year) : c->on;
    rc = read_all(c, s);
    if (rc)
        return rc;
    put_together(s);
    top = node_of(s, s->within.v);
    if (!top->has_share && s->year == 0 && s->within.v == s->t->unit.v) {
        top->has_share = true;
        top->share = s->t->value_milli;
    }
    *sum = stand_of(s, top);
    return HN_OK;
}

enum hn_rc
hn_target_stands(struct hn_ctx *c, int64_t target, struct hn_unit_id within, int year,
                 struct hn_target_stand *sum, const struct hn_target_stand **children, size_t *count)
{
    const struct hn_record over = { .unit = within };
    struct hn_target t;
    struct stand s = { .t = &t, .within = within, .year = year };
    struct hn_target_stand *lines;
    enum hn_rc rc = hn_target_get(c, target, &t);

    *children = NULL;
    *count = 0;
    if (!rc && year != 0 && (year < hn_date_of(t.from).year || year > hn_date_of(t.due).year))
        rc = hn_fail(c, HN_INVALID, "year", "share.year");
    if (!rc)
        rc = work_out(c, &s, sum);
    if (rc || hn_access_allows(c, HN_MAY_READ_MEETING, over, HN_GROUP_BASIC) != HN_OK)
        return rc;
    lines = HN_NEW_N(c->arena, struct hn_target_stand, s.child_count);
    for (size_t i = 0; i < s.child_count; i++)
        lines[i] = stand_of(&s, s.children[i]);
    *children = lines;
    *count = s.child_count;
    return HN_OK;
}

enum hn_rc
hn_target_years(struct hn_ctx *c, int64_t target, struct hn_unit_id unit, const struct hn_target_year **out,
                size_t *count)
{
    struct hn_target t;
    struct hn_target_year *all = HN_NEW_N(c->arena, struct hn_target_year, YEARS_MOST);
    enum hn_rc rc = hn_target_get(c, target, &t);

    *out = all;
    *count = 0;
    if (rc)
        return rc;
    /* A few years, each with a tree of its own. */
    for (int year = hn_date_of(t.from).year; year <= hn_date_of(t.due).year && *count < YEARS_MOST; year++) {
        struct stand s = { .t = &t, .within = unit, .year = year };
        struct hn_target_stand k = { .qualifier = "" };

        rc = work_out(c, &s, &k);
        if (rc == HN_NOT_FOUND) { /* the unit was not there yet, or no longer */
            hn_fault_clear(c);
            rc = HN_OK;
        }
        if (rc)
            return rc;
        all[(*count)++] = (struct hn_target_year){ .year = year,
                                                   .has_share = k.has_share,
                                                   .has_value = k.has_value,
                                                   .share_milli = k.share_milli,
                                                   .value_milli = k.value_milli,
                                                   .qualifier = k.qualifier };
    }
    return HN_OK;
}

const struct hn_sql *const hn_target_stand_sql[] = { &sql_marked, &sql_above, &sql_unit, &sql_children,
                                                     NULL };
