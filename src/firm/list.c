/* list.c: firms in lists, and the cells founded in them, year by year (firm.h). */
#include <string.h>

#include "access/scope.h"
#include "firm/inside.h"

enum { CELLS_MOST = 5000 };

/* clang-format off */
/* $18 on, $19 known, $20 within, $21 which */
#define FIRMS                                                                                                \
    " FROM unit_closure k CROSS JOIN firm f CROSS JOIN firm_version v WHERE k.anc = $20 AND "                \
    HN_SQL_AT("k", "$18", "$19") " AND f.unit_id = k.des AND v.firm_id = f.id AND "                          \
    HN_SQL_AT("v", "$18", "$19") " AND " HN_SCOPE_UNITS("f.unit_id")                                         \
    " AND ($21 = '' OR ($21 = 'cell' AND v.cell_id <> 0) OR ($21 = 'none' AND v.cell_id = 0 AND "            \
    HN_FIRM_MEMBERS("f.id", "$18", "$19") " > 0) OR ($21 = 'ready' AND v.cell_id = 0 AND "                   \
    HN_FIRM_OFFICIAL("f.id", "$18", "$19") " >= 3) OR ($21 = 'empty' AND "                                   \
    HN_FIRM_MEMBERS("f.id", "$18", "$19") " = 0))"
/* clang-format on */
static const struct hn_sql sql_list = { .name = "firm.list",
                                        .text = HN_FIRM_COLUMNS("$18", "$19") FIRMS
                                        " ORDER BY unit_code, v.name, f.id LIMIT $22 OFFSET $23" };
static const struct hn_sql sql_count = { .name = "firm.count", .text = "SELECT count(*) AS n" FIRMS };

#define PARAMS_MAX (HN_SCOPE_PARAMS + 8)

static enum hn_rc
ask(struct hn_ctx *c, struct hn_unit_id within, const char *which, struct hn_param params[PARAMS_MAX],
    size_t *n)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_FIGURES, within, &scope);

    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_id(within.v);
    params[(*n)++] = hn_p_text(which ? which : "");
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_firm_list(struct hn_ctx *c, struct hn_unit_id within, const char *which, int64_t offset, int64_t limit,
             void (*emit)(void *sink, const struct hn_firm *f), void *sink)
{
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, within, which, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT32_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_firm f = hn_firm_of(rows);

        emit(sink, &f);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_firm_count(struct hn_ctx *c, struct hn_unit_id within, const char *which, int64_t *out)
{
    struct hn_param params[PARAMS_MAX];
    bool found;
    size_t n;
    enum hn_rc rc = ask(c, within, which, params, &n);

    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

/* --- cells founded in firms --- */

/* clang-format off */
/* A cell's first version with a decision, at or below $3 on the day it began. $1 on, $2 known, $3 within, $4 $5 the days it may
 * have begun on */
static const struct hn_sql sql_cells = {
    .name = "firm.cells",
    .text =
        "SELECT v.unit_id AS unit_id, v.valid_from AS valid_from, v.decision AS decision, "
        HN_SQL_LAST_UNIT("code", "v.unit_id", "$1", "$2") " AS code, "
        HN_SQL_LAST_UNIT("name", "v.unit_id", "$1", "$2") " AS name, "
        HN_SQL_LAST_UNIT("name", "v.parent_id", "$1", "$2") " AS parent_name,"
        " COALESCE(f.firm_id, 0) AS firm_id, COALESCE(f.name, '') AS firm_name"
        " FROM unit_closure k CROSS JOIN unit_version v LEFT JOIN firm_version f ON f.cell_id = v.unit_id"
        " AND f.cell_id <> 0 AND " HN_SQL_AT("f", "$1", "$2")
        " WHERE k.anc = $3 AND k.known_from <= $2 AND k.known_to > $2 AND v.unit_id = k.des"
        " AND k.valid_from <= v.valid_from AND k.valid_to > v.valid_from"
        " AND v.sector = 'private_firm' AND v.kind IN ('cell', 'grassroots_cell')"
        " AND v.decision <> '' AND v.valid_from >= $4 AND v.valid_from <= $5 AND v.valid_from <= $1"
        " AND v.known_from <= $2 AND v.known_to > $2 AND NOT EXISTS (SELECT 1 FROM unit_version e"
        " WHERE e.unit_id = v.unit_id AND e.valid_from < v.valid_from AND e.known_from <= $2 AND e.known_to > $2)"
        " ORDER BY v.valid_from, v.unit_id"
};
/* clang-format on */

enum hn_rc
hn_firm_cells(struct hn_ctx *c, struct hn_unit_id within, int year, const struct hn_firm_cell **out,
              size_t *count)
{
    hn_day first = year ? hn_day_of(year, 1, 1) : HN_DAY_START + 1;
    hn_day last = year ? hn_day_of(year, 12, 31) : HN_DAY_OPEN - 1;
    const struct hn_param params[] = { hn_p_day(c->on),   hn_p_time(hn_fact_known(c)),
                                       hn_p_id(within.v), hn_p_day(first),
                                       hn_p_day(last),    HN_P_END };
    struct hn_firm_cell *all = NULL;
    size_t n = 0, room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_FIGURES, within);

    if (!rc)
        rc = hn_store_query(c, &sql_cells, params, &rows);
    if (rc)
        return rc;
    while (n < CELLS_MOST && hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 64) * sizeof *all);
            room += 64;
        }
        all[n++] = (struct hn_firm_cell){
            .unit = { hn_row_int(rows, "unit_id") },
            .code = hn_row_text(rows, "code"),
            .name = hn_row_text(rows, "name"),
            .parent_name = hn_row_text(rows, "parent_name"),
            .decision = hn_row_text(rows, "decision"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .firm = hn_row_int(rows, "firm_id"),
            .firm_name = hn_row_text(rows, "firm_name"),
        };
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

enum hn_rc
hn_firm_years(struct hn_ctx *c, struct hn_unit_id within, const struct hn_firm_year **out, size_t *count)
{
    const struct hn_firm_cell *cells;
    struct hn_firm_year *years;
    size_t n = 0;
    enum hn_rc rc = hn_firm_cells(c, within, 0, &cells, &n);

    *count = 0;
    *out = NULL;
    if (rc || !n)
        return rc;

    int first = hn_date_of(cells[0].from).year, last = hn_date_of(cells[n - 1].from).year;

    *count = (size_t)(last - first + 1);
    years = HN_NEW_N(c->arena, struct hn_firm_year, *count);
    for (int i = 0; i <= last - first; i++)
        years[i] = (struct hn_firm_year){ .year = first + i };
    for (size_t i = 0; i < n; i++)
        years[hn_date_of(cells[i].from).year - first].cells++;
    *out = years;
    return HN_OK;
}

const struct hn_sql *const hn_firm_list_sql[] = { &sql_list, &sql_count, &sql_cells, NULL };
