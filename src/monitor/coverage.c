/* coverage.c: how visits cover the cells: by visitor, by cell, altogether (monitor.h). */
#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "monitor/inside.h"
#include "monitor/monitor.h"

/* clang-format off */

/* $18 on, $19 known, $20 within, $21 first and $22 last month */
#define COUNTED                                                                                              \
    " count(v.id) AS planned, sum(CASE WHEN v.id IS NOT NULL AND " HN_VISIT_CAME("$19")                      \
    " THEN 1 ELSE 0 END) AS attended, sum(CASE WHEN v.noted_at > 0 AND v.noted_at <= $19 THEN 1 ELSE 0 END)" \
    " AS noted"
#define IN_PLAN " v.month >= $21 AND v.month <= $22 AND v.state <> 'cancelled' AND v.at <= $19"
#define BELOW   " k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19")

static const struct hn_sql sql_by_person = {
    .name = "coverage.by_person",
    .text = "SELECT v.person_id, p.code, b.full_name AS name," COUNTED
            " FROM visit v CROSS JOIN unit_closure k CROSS JOIN person p CROSS JOIN person_basic b"
            " WHERE" IN_PLAN " AND k.des = v.unit_id AND" BELOW
            " AND p.id = v.person_id AND b.person_id = p.id AND " HN_SQL_AT("b", "$18", "$19")
            " AND " HN_SCOPE_UNITS("v.unit_id")
            " GROUP BY v.person_id, p.code, b.full_name, b.sort_key ORDER BY b.sort_key, v.person_id LIMIT 1000"
};

#define CELLS                                                                                                \
    " FROM unit_closure k CROSS JOIN unit_version n LEFT JOIN visit v ON v.unit_id = n.unit_id AND" IN_PLAN  \
    " WHERE" BELOW " AND n.unit_id = k.des AND " HN_SQL_AT("n", "$18", "$19")                                \
    " AND n.kind IN ('cell', 'grassroots_cell') AND " HN_SCOPE_UNITS("n.unit_id")                            \
    " GROUP BY n.unit_id, n.code, n.name"

/* $23: 1 those where nobody came */
static const struct hn_sql sql_by_cell = {
    .name = "coverage.by_cell",
    .text = "SELECT * FROM (SELECT n.unit_id, n.code, n.name," COUNTED CELLS
            ") x WHERE CAST($23 AS BIGINT) = 0 OR x.attended = 0 ORDER BY x.code LIMIT $24 OFFSET $25"
};
static const struct hn_sql sql_sum = {
    .name = "coverage.sum",
    .text = "SELECT count(*) AS cells, COALESCE(sum(CASE WHEN x.attended > 0 THEN 1 ELSE 0 END), 0) AS visited,"
            " COALESCE(sum(x.planned), 0) AS planned, COALESCE(sum(x.attended), 0) AS attended,"
            " COALESCE(sum(x.noted), 0) AS noted FROM (SELECT n.unit_id," COUNTED CELLS ") x"
};
/* clang-format on */

#define PARAMS_MAX (HN_SCOPE_PARAMS + 9)

static enum hn_rc
ask(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to, struct hn_param *params, size_t *n)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_MEETING, within, &scope);

    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_id(within.v);
    params[(*n)++] = hn_p_int(from);
    params[(*n)++] = hn_p_int(to);
    params[*n] = HN_P_END;
    return HN_OK;
}

static struct hn_coverage
coverage_of(struct hn_rows *rows)
{
    return (struct hn_coverage){
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .planned = hn_row_int(rows, "planned"),
        .attended = hn_row_int(rows, "attended"),
        .noted = hn_row_int(rows, "noted"),
    };
}

enum hn_rc
hn_coverage_by_person(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                      const struct hn_coverage **out, size_t *count)
{
    struct hn_coverage *at = HN_NEW_N(c->arena, struct hn_coverage, HN_MONITORS_MOST);
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, within, from, to, params, &n);

    *out = at;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_by_person, params, &rows);
    if (rc)
        return rc;
    while (*count < HN_MONITORS_MOST && hn_rows_next(rows)) {
        at[*count] = coverage_of(rows);
        at[(*count)++].person.v = hn_row_int(rows, "person_id");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_coverage_by_cell(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to, bool unvisited,
                    int64_t offset, int64_t limit, void (*emit)(void *sink, const struct hn_coverage *k),
                    void *sink)
{
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, within, from, to, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(unvisited);
    params[n++] = hn_p_int(limit ? limit : INT32_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_by_cell, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_coverage k = coverage_of(rows);

        k.unit.v = hn_row_int(rows, "unit_id");
        emit(sink, &k);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_coverage_sum(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                struct hn_coverage_sum *out)
{
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, within, from, to, params, &n);

    if (!rc)
        rc = hn_store_query(c, &sql_sum, params, &rows);
    if (rc)
        return rc;
    *out = (struct hn_coverage_sum){ 0 };
    if (hn_rows_next(rows)) {
        *out = (struct hn_coverage_sum){
            .cells = hn_row_int(rows, "cells"),
            .visited = hn_row_int(rows, "visited"),
            .planned = hn_row_int(rows, "planned"),
            .attended = hn_row_int(rows, "attended"),
            .noted = hn_row_int(rows, "noted"),
        };
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_coverage_sql[] = { &sql_by_person, &sql_by_cell, &sql_sum, NULL };
