/* book.c: figures of the book of areas: who carries how many, what changed, what is lacking (area.h). */
#include "access/scope.h"
#include "area/area.h"
#include "area/inside.h"
#include "rule/rule.h"

enum { LOADS_MOST = 1000, CHANGES_MOST = 500 };

/* clang-format off */

/* $1 … $17 the scope, $18 on, $19 known, $20 within */
#define BELOW "k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19")
#define LOADED                                                                                               \
    " FROM unit_closure k CROSS JOIN area_charge g WHERE " BELOW " AND g.unit_id = k.des AND "               \
    HN_SQL_AT("g", "$18", "$19") " AND " HN_SCOPE_UNITS("g.unit_id") " GROUP BY g.person_id"
static const struct hn_sql sql_loads = {
    .name = "area_book.loads",
    .text = "SELECT x.person_id, p.code, COALESCE(b.full_name, '') AS full_name, x.leads, x.helps"
            " FROM (SELECT g.person_id, sum(CASE WHEN g.role = 'lead' THEN 1 ELSE 0 END) AS leads,"
            " sum(CASE WHEN g.role = 'lead' THEN 0 ELSE 1 END) AS helps" LOADED ") x"
            " JOIN person p ON p.id = x.person_id LEFT JOIN person_basic b ON b.person_id = x.person_id AND "
            HN_SQL_AT("b", "$18", "$19")
            " ORDER BY x.leads + x.helps DESC, x.leads DESC, b.sort_key, x.person_id LIMIT 1000"
};
/* $21 more than so many are too many */
static const struct hn_sql sql_people = {
    .name = "area_book.people",
    .text = "SELECT count(*) AS people, COALESCE(sum(CASE WHEN x.n > $21 THEN 1 ELSE 0 END), 0) AS too_many"
            " FROM (SELECT count(*) AS n" LOADED ") x"
};
/* $21 first, $22 until, $23 month */
#define FLAG(condition, as) "COALESCE(sum(CASE WHEN " condition " THEN 1 ELSE 0 END), 0) AS " as
static const struct hn_sql sql_sum = {
    .name = "area_book.sum",
    .text = "SELECT count(*) AS areas, " FLAG("x.leads = 0", "gaps") ", " FLAG("x.owes = 1", "owed") ", "
            FLAG("x.owes = 1 AND x.noted = 1", "written") " FROM (SELECT "
            HN_AREA_CHARGED("a", "lead", "$18", "$19") " AS leads, CASE WHEN "
            HN_AREA_OWES("a", "$21", "$22", "$19") " THEN 1 ELSE 0 END AS owes, CASE WHEN "
            HN_AREA_NOTED("a", "$23", "$19") " THEN 1 ELSE 0 END AS noted"
            " FROM unit_closure k CROSS JOIN area a WHERE " BELOW " AND a.unit_id = k.des AND "
            HN_AREA_STANDS("a", "$18", "$19") " AND " HN_SCOPE_UNITS("a.unit_id") ") x"
};

/* What only carries on (another decision, say) neither begins nor ends: beside it lies a charge of the same person and
 * role. $21 from, $22 to. */
#define BESIDE(mine, other)                                                                                  \
    "NOT EXISTS (SELECT 1 FROM area_charge z WHERE z.area_id = g.area_id AND z.person_id = g.person_id"      \
    " AND z.role = g.role AND z." other " = g." mine " AND z.known_from <= $19 AND z.known_to > $19)"
#define CHANGED(day, other, began)                                                                           \
    "SELECT g." day " AS on_day, " began " AS began, " HN_CHARGE_COLUMNS("g", "a", "$18", "$19")             \
    " FROM unit_closure k CROSS JOIN area_charge g CROSS JOIN area a CROSS JOIN person p WHERE " BELOW       \
    " AND g.unit_id = k.des AND g.known_from <= $19 AND g.known_to > $19 AND g." day " >= $21 AND g." day    \
    " < $22 AND a.unit_id = g.unit_id AND a.id = g.area_id AND p.id = g.person_id AND "                      \
    HN_SCOPE_UNITS("g.unit_id") " AND " BESIDE(day, other)
static const struct hn_sql sql_changes = {
    .name = "area_book.changes",
    .text = "SELECT * FROM (" CHANGED("valid_from", "valid_to", "1") " UNION ALL "
            CHANGED("valid_to", "valid_from", "0") ") x"
            " ORDER BY x.on_day DESC, x.unit_code, x.area_name, x.area_id, x.began, x.person_id LIMIT 500"
};
/* clang-format on */

#define PARAMS_MAX (HN_SCOPE_PARAMS + 7)

static enum hn_rc
ask(struct hn_ctx *c, struct hn_unit_id within, struct hn_param *params, size_t *n)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_MEETING, within, &scope);

    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_id(within.v);
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_area_loads(struct hn_ctx *c, struct hn_unit_id within, const struct hn_area_load **out, size_t *count)
{
    struct hn_area_load *at = HN_NEW_N(c->arena, struct hn_area_load, LOADS_MOST);
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    int64_t most = 0;
    size_t n;
    enum hn_rc rc = ask(c, within, params, &n);

    *out = at;
    *count = 0;
    if (!rc)
        rc = hn_rule_value(c, within, "area_most", c->on, &most);
    if (!rc)
        rc = hn_store_query(c, &sql_loads, params, &rows);
    if (rc)
        return rc;
    while (*count < LOADS_MOST && hn_rows_next(rows)) {
        struct hn_area_load *l = &at[(*count)++];

        *l = (struct hn_area_load){ .person = { hn_row_int(rows, "person_id") },
                                    .code = hn_row_text(rows, "code"),
                                    .name = hn_row_text(rows, "full_name"),
                                    .leads = hn_row_int(rows, "leads"),
                                    .helps = hn_row_int(rows, "helps"),
                                    .most = most };
        l->over = l->leads + l->helps > most;
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_area_changes(struct hn_ctx *c, struct hn_unit_id within, hn_day from, hn_day to,
                const struct hn_area_change **out, size_t *count)
{
    struct hn_area_change *at = HN_NEW_N(c->arena, struct hn_area_change, CHANGES_MOST);
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, within, params, &n);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    params[n++] = hn_p_day(from);
    params[n++] = hn_p_day(to);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_changes, params, &rows);
    if (rc)
        return rc;
    while (*count < CHANGES_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_area_change){ .on = (hn_day)hn_row_int(rows, "on_day"),
                                                  .began = hn_row_int(rows, "began") != 0,
                                                  .charge = hn_charge_of(rows) };
    }
    return hn_rows_end(rows);
}

static enum hn_rc
sum_people(struct hn_ctx *c, struct hn_unit_id within, struct hn_area_sum *out)
{
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    int64_t most = 0;
    size_t n;
    enum hn_rc rc = ask(c, within, params, &n);

    if (!rc)
        rc = hn_rule_value(c, within, "area_most", c->on, &most);
    if (rc)
        return rc;
    params[n++] = hn_p_int(most);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_people, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->people = hn_row_int(rows, "people");
        out->over = hn_row_int(rows, "too_many");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_area_sum(struct hn_ctx *c, struct hn_unit_id within, struct hn_area_sum *out)
{
    int64_t month = hn_month_of(c->on);
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, within, params, &n);

    *out = (struct hn_area_sum){ 0 };
    if (rc)
        return rc;
    params[n++] = hn_p_day(hn_month_first(month));
    params[n++] = hn_p_day(c->on + 1);
    params[n++] = hn_p_int(month);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_sum, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->areas = hn_row_int(rows, "areas");
        out->gaps = hn_row_int(rows, "gaps");
        out->notes_owed = hn_row_int(rows, "owed");
        out->notes_written = hn_row_int(rows, "written");
    }
    rc = hn_rows_end(rows);
    return rc ? rc : sum_people(c, within, out);
}

const struct hn_sql *const hn_area_book_sql[] = { &sql_loads, &sql_people, &sql_sum, &sql_changes, NULL };
