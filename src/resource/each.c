/* each.c: see each.h. */
#include "resource/each.h"

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

/* $18 known, $19 within (0 all), $20 the tree's day, $21 the day or "open". The order is of what a line says, so that a
 * file taken in elsewhere goes out the same. */
static const struct hn_sql sql_resources = {
    .name = "each.resources",
    .text = "SELECT " HN_SQL_LAST_UNIT(
        "code", "r.unit_id", "r.on_day",
        "$18") " AS unit, r.project, r.source, r.amount, r.worth_dong,"
               " r.on_day, r.said_by, r.note,"
               " CASE WHEN p.id IS NULL THEN '' ELSE " HN_SQL_LAST_UNIT(
                   "code", "p.unit_id", "p.day",
                   "$18") " END AS paper_unit,"
                          " COALESCE(p.number, '') AS paper_number, COALESCE(p.day, 0) AS paper_day"
                          " FROM resource r LEFT JOIN paper p ON p.id = r.paper_id AND r.paper_id <> 0"
                          " WHERE r.known_from <= $18 AND r.known_to > $18 AND ($21 = 2147483647 OR r.on_day "
                          "= $21)"
                          " AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des "
                          "= r.unit_id"
                          " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS(
                              "r.unit_id") " ORDER BY unit, r.on_day, r.source, r.amount, r.project, "
                                           "r.said_by, r.worth_dong, r.note, r.entry_id"
};
static const struct hn_sql sql_there = {
    .name = "resource.there",
    .text = "SELECT count(*) AS n FROM resource r WHERE r.unit_id = $1 AND r.on_day = $2 AND r.paper_id = $3"
            " AND r.project = $4 AND r.source = $5 AND r.amount = $6 AND r.worth_dong = $7 AND r.said_by = $8"
            " AND r.note = $9 AND r.known_to = " HN_SQL_OPEN_TIME
};
/* clang-format on */

const struct hn_sql *const hn_resource_each_sql[] = { &sql_resources, &sql_there, NULL };

static struct hn_resource_line
line_of(struct hn_rows *r)
{
    return (struct hn_resource_line){
        .unit = hn_row_text(r, "unit"),
        .paper_unit = hn_row_text(r, "paper_unit"),
        .paper_number = hn_row_text(r, "paper_number"),
        .project = hn_row_text(r, "project"),
        .source = hn_row_text(r, "source"),
        .said_by = hn_row_text(r, "said_by"),
        .note = hn_row_text(r, "note"),
        .amount = hn_row_int(r, "amount"),
        .worth_dong = hn_row_int(r, "worth_dong"),
        .paper_day = (hn_day)hn_row_int(r, "paper_day"),
        .on = (hn_day)hn_row_int(r, "on_day"),
    };
}

enum hn_rc
hn_resource_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                 enum hn_rc (*each)(void *sink, const struct hn_resource_line *r), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_resources, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_resource_line r = line_of(rows);

        rc = each(sink, &r);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

enum hn_rc
hn_resource_there(struct hn_ctx *c, const struct hn_resource *in, bool *out)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),      hn_p_day(in->on),
                                       hn_p_id(in->paper.v),     hn_p_text(in->project),
                                       hn_p_text(in->source),    hn_p_int(in->amount),
                                       hn_p_int(in->worth_dong), hn_p_text(in->said_by),
                                       hn_p_text(in->note),      HN_P_END };
    int64_t n = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_there, params, &n, &found);

    *out = n > 0;
    return rc;
}
