/* scope.c: the scope of a list, made from the actor's grants (access.h, scope.h). */
#include "access/scope.h"

#include <assert.h>

#include "access/inside.h"
#include "audit/audit.h"
#include "fact/fact.h"

#define COLLECT_MAX 64 /* units of one right before those below others are left out */

static const struct hn_sql sql_pairs = {
    .name = "access.pairs",
    .text = "SELECT DISTINCT hs.des AS des, hs.anc AS anc FROM unit_closure hs WHERE hs.depth > 0"
            " AND hs.des IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
            " AND hs.anc IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
            " AND " HN_CLOSURE_TODAY("hs", "$1")
};
#define PAIRS_MAX 16

static const struct hn_sql sql_outside = {
    .name = "access.outside",
    .text =
        "SELECT count(*) AS n FROM unit_version v WHERE v.parent_id = 0 AND v.known_to = 9223372036854775807"
        " AND v.valid_from <= $1 AND v.valid_to > $1 AND v.unit_id NOT IN ($2, $3, $4, $5, $6, $7, $8, $9)"
};

struct collected {
    int64_t unit[COLLECT_MAX];
    size_t count;
};

static void
collect(struct collected *all, int64_t unit)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->unit[i] == unit)
            return;
    }
    if (unit != 0 && all->count < COLLECT_MAX)
        all->unit[all->count++] = unit;
}

static void
drop(struct collected *all, int64_t unit)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->unit[i] == unit) {
            all->unit[i] = all->unit[--all->count];
            return;
        }
    }
}

static enum hn_rc
too_many(struct hn_ctx *c)
{
    return hn_fail(c, HN_INVALID, "", "access.too_many_roots");
}

/* Of the units that stand with their subtrees, leave out those below another; of those that stand alone, those below
 * one that stands with its subtree. */
static enum hn_rc
highest_only(struct hn_ctx *c, struct collected *trees, struct collected *alone)
{
    struct hn_param params[PAIRS_MAX + 2];
    struct collected tops = *trees;
    struct hn_rows *rows;
    enum hn_rc rc;

    if (trees->count + alone->count > PAIRS_MAX)
        return too_many(c);
    for (size_t i = 0; i < trees->count; i++)
        drop(alone, trees->unit[i]);
    if (trees->count == 0 || trees->count + alone->count < 2)
        return HN_OK;
    params[0] = hn_p_day(c->today);
    for (size_t i = 0; i < PAIRS_MAX; i++) {
        bool tree = i < trees->count;
        size_t at = i - trees->count;

        params[i + 1] = hn_p_id(tree ? trees->unit[i] : at < alone->count ? alone->unit[at] : 0);
    }
    params[PAIRS_MAX + 1] = HN_P_END;
    rc = hn_store_query(c, &sql_pairs, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t anc = hn_row_int(rows, "anc"), des = hn_row_int(rows, "des");

        for (size_t i = 0; i < tops.count; i++) {
            if (tops.unit[i] == anc) {
                drop(trees, des);
                drop(alone, des);
                break;
            }
        }
    }
    return hn_rows_end(rows);
}

static enum hn_rc
fill_units(struct hn_ctx *c, const struct collected *trees, const struct collected *alone,
           struct hn_scope *out)
{
    if (trees->count > HN_SCOPE_ROOTS || alone->count > HN_SCOPE_ROOTS)
        return too_many(c);
    for (size_t i = 0; i < trees->count; i++)
        out->subtree[i] = trees->unit[i];
    for (size_t i = 0; i < alone->count; i++)
        out->unit[i] = alone->unit[i];
    return HN_OK;
}

static enum hn_rc
scope_of_actor(struct hn_ctx *c, const struct hn_grants *g, enum hn_right right, struct hn_scope *out)
{
    struct collected trees = { 0 }, alone = { 0 };
    size_t cases = 0;
    enum hn_rc rc;

    for (size_t i = 0; i < g->count; i++) {
        const struct hn_held *h = &g->held[i];

        if (h->right != right || !(h->groups & 1u << HN_GROUP_BASIC))
            continue;
        if (h->over == HN_OVER_SUBTREE || h->over == HN_OVER_FIGURES)
            collect(&trees, h->unit);
        else if (h->over == HN_OVER_UNIT)
            collect(&alone, h->unit);
        else if (h->over == HN_OVER_SELF)
            out->person = g->person;
        else if (h->over == HN_OVER_CASE && cases < HN_SCOPE_CASES)
            out->inspection[cases++] = h->inspection;
    }
    rc = highest_only(c, &trees, &alone);
    if (rc)
        return rc;
    return fill_units(c, &trees, &alone, out);
}

/* Roots under which the unit has stood on each of its days: whatever stands, or last stood, below it does so below them. */
static const struct hn_sql sql_always = {
    .name = "access.always",
    .text =
        "SELECT count(*) AS n FROM (SELECT h.anc AS anc, SUM(CAST(h.valid_to AS BIGINT) - CAST(h.valid_from"
        " AS BIGINT)) AS days FROM unit_closure h WHERE h.des = $1 AND h.known_to = 9223372036854775807"
        " AND h.anc IN ($2, $3, $4, $5, $6, $7, $8, $9) GROUP BY h.anc) r WHERE r.days ="
        " (SELECT SUM(CAST(h.valid_to AS BIGINT) - CAST(h.valid_from AS BIGINT)) FROM unit_closure h"
        " WHERE h.des = $1 AND h.anc = $1 AND h.known_to = 9223372036854775807)"
};

/* A unit that came under the actor's roots may have below it what closed before, under somebody else's. */
static enum hn_rc
narrow(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out)
{
    struct hn_param params[HN_SCOPE_ROOTS + 2];
    struct hn_scope actors = { 0 };
    int64_t always = 0;
    bool found;
    enum hn_rc rc = scope_of_actor(c, c->grants, right, &actors);

    if (rc)
        return rc;
    params[0] = hn_p_id(within.v);
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        params[i + 1] = hn_p_id(actors.subtree[i]);
    params[HN_SCOPE_ROOTS + 1] = HN_P_END;
    rc = hn_store_int(c, &sql_always, params, &always, &found);
    if (rc || always)
        return rc;
    if (actors.subtree[HN_SCOPE_ROOTS - 1])
        return too_many(c);
    for (size_t i = 0; i + 1 < HN_SCOPE_ROOTS; i++)
        out->under[i] = actors.subtree[i];
    return HN_OK;
}

/* One unit and below, as far as the right over it goes. */
static enum hn_rc
scope_within(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out)
{
    const struct hn_grants *g;
    struct hn_aboves above;
    enum hn_rc rc = hn_need(c, right, within);

    if (rc)
        return rc;
    g = c->grants;
    if (c->actor.v == HN_USER_SYSTEM.v) {
        out->subtree[0] = within.v;
        return HN_OK;
    }
    rc = hn_above_unit(c, within.v, &above);
    if (rc)
        return rc;
    out->unit[0] = within.v;
    for (size_t i = 0; i < g->count; i++) {
        const struct hn_held *h = &g->held[i];

        if (h->right == right && h->over != HN_OVER_UNIT && (h->groups & 1u << HN_GROUP_BASIC) &&
            hn_held_covers(h, above.at, above.count)) {
            out->subtree[0] = within.v;
            out->unit[0] = 0;
        }
    }
    return out->subtree[0] ? narrow(c, right, within, out) : HN_OK;
}

enum hn_rc
hn_scope_of(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out)
{
    enum hn_rc rc;

    assert(right > HN_MAY_SIGNED_IN && right < HN_RIGHT_COUNT);
    *out = (struct hn_scope){ 0 };
    if (within.v)
        return scope_within(c, right, within, out);
    rc = hn_access_anywhere(c, right);
    if (rc)
        return rc;
    out->all = c->actor.v == HN_USER_SYSTEM.v;
    if (out->all)
        return HN_OK;
    return scope_of_actor(c, c->grants, right, out);
}

enum hn_rc
hn_scope_on(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out)
{
    enum hn_rc rc = within.v ? hn_need(c, right, within) : HN_OK;

    *out = (struct hn_scope){ 0 };
    return rc ? rc : hn_scope_of(c, right, (struct hn_unit_id){ 0 }, out);
}

enum hn_rc
hn_scope_below(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out)
{
    enum hn_rc rc;

    assert(within.v > 0);
    rc = hn_scope_of(c, right, within, out);
    if (rc)
        return rc;
    if (c->on != c->today || c->known != HN_TIME_OPEN || out->subtree[0] != within.v)
        return hn_scope_on(c, right, within, out);
    *out = (struct hn_scope){ .all = true };
    return HN_OK;
}

enum hn_rc
hn_scope_is_whole(struct hn_ctx *c, const struct hn_scope *scope, bool *out)
{
    struct hn_param params[HN_SCOPE_ROOTS + 2];
    int64_t outside = 0;
    bool found;
    enum hn_rc rc;

    *out = scope->all;
    if (scope->all || scope->subtree[0] == 0)
        return HN_OK;
    params[0] = hn_p_day(c->today);
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        params[i + 1] = hn_p_id(scope->subtree[i]);
    params[HN_SCOPE_ROOTS + 1] = HN_P_END;
    rc = hn_store_int(c, &sql_outside, params, &outside, &found);
    if (rc)
        return rc;
    *out = outside == 0;
    return HN_OK;
}

size_t
hn_scope_fill(const struct hn_ctx *c, const struct hn_scope *scope, struct hn_param *params)
{
    size_t n = 0;

    params[n++] = hn_p_day(c->today);
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        params[n++] = hn_p_id(i && scope->under[0] ? -scope->under[i - 1] : scope->subtree[i]);
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        params[n++] = hn_p_id(i == 0 && scope->all ? HN_SCOPE_ALL : scope->unit[i]);
    assert(n == HN_SCOPE_PARAMS);
    return n;
}

size_t
hn_scope_fill_persons(const struct hn_ctx *c, const struct hn_scope *scope, struct hn_param *params)
{
    size_t n = hn_scope_fill(c, scope, params);

    params[n++] = hn_p_id(scope->person);
    for (size_t i = 0; i < HN_SCOPE_CASES; i++)
        params[n++] = hn_p_id(scope->inspection[i]);
    assert(n == HN_SCOPE_PERSONS_PARAMS);
    return n;
}

enum hn_rc
hn_scope_export(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id within, hn_day on,
                struct hn_rows **rows)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_EXPORT, within, &scope);

    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(within.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_day(on);
    params[n] = HN_P_END;
    return hn_store_query(c, sql, params, rows);
}

/* Units of the scope that stand above a unit. $18 the unit */
static const struct hn_sql sql_above = {
    .name = "scope.above",
    .text = "SELECT h.anc FROM unit_closure h WHERE h.des = $18 AND h.depth > 0 AND h.anc IN ($2, $3, $4, "
            "$5, $6, $7,"
            " $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AND " HN_CLOSURE_TODAY("h", "$1") " LIMIT 1"
};

enum hn_rc
hn_may_above(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit, bool *out)
{
    struct hn_param params[HN_SCOPE_PARAMS + 2];
    struct hn_scope scope;
    int64_t above;
    size_t n;
    enum hn_rc rc;

    *out = false;
    if (hn_access_allows(c, right, HN_NO_RECORD, HN_GROUP_BASIC) != HN_OK)
        return HN_OK;
    rc = hn_scope_of(c, right, (struct hn_unit_id){ 0 }, &scope);
    *out = !rc && scope.all;
    if (rc || *out)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(unit.v);
    params[n] = HN_P_END;
    return hn_store_int(c, &sql_above, params, &above, out);
}

const struct hn_sql *const hn_access_scope_sql[] = { &sql_always, &sql_pairs, &sql_outside, &sql_above,
                                                     NULL };
