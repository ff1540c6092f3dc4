/* sight.c: one paper read, and whether the actor may know of it (paper.h): kept by a unit of his scope, or sent to one.
 * Neighbours: list.c, where the same stands inside the query. */
#include "access/scope.h"
#include "fact/fact.h"
#include "paper/inside.h"

/* clang-format off */
/* $1 on, $2 known, $3 paper */
static const struct hn_sql sql_one = {
    .name = "paper.one",
    .text = "SELECT " HN_PAPER_COLUMNS("$1", "$2") ", p.text AS text FROM paper p" HN_PAPER_BASIS " WHERE p.id = $3"
};
static const struct hn_sql sql_sent = {
    .name = "paper.sent_into",
    .text = HN_PAPER_REACH " SELECT d.unit_id FROM duty d WHERE d.paper_id = $18"
            " AND d.unit_id IN (SELECT unit_id FROM reach) LIMIT 1"
};
static const struct hn_sql sql_taken_over = {
    .name = "paper.taken_over",
    .text = HN_PAPER_REACH " SELECT unit_id FROM reach WHERE unit_id = $18 LIMIT 1"
};
/* clang-format on */

const struct hn_sql *const hn_paper_sight_sql[] = { &sql_one, &sql_sent, &sql_taken_over, NULL };

struct hn_paper
hn_paper_row(struct hn_rows *rows)
{
    return (struct hn_paper){
        .id = { hn_row_int(rows, "id") },
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .kind = hn_row_text(rows, "kind"),
        .origin = hn_row_text(rows, "origin"),
        .number = hn_row_text(rows, "number"),
        .title = hn_row_text(rows, "title"),
        .summary = hn_row_text(rows, "summary"),
        .basis = hn_row_text(rows, "basis"),
        .issuer = hn_row_text(rows, "issuer"),
        .text = "",
        .state = hn_row_text(rows, "state"),
        .day = (hn_day)hn_row_int(rows, "day"),
        .in_force_from = (hn_day)hn_row_int(rows, "in_force_from"),
        .ended_on = (hn_day)hn_row_int(rows, "ended_on"),
        .end_reason = hn_row_text(rows, "end_reason"),
        .basis_paper = { hn_row_int(rows, "basis_id") },
        .root = { hn_row_int(rows, "root_id") },
        .basis_number = hn_row_text(rows, "basis_number"),
        .basis_title = hn_row_text(rows, "basis_title"),
        .issued_at = hn_row_int(rows, "issued_at"),
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_paper_find(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out, bool *found)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(id.v),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    *found = false;
    if (rc)
        return rc;
    *found = hn_rows_next(rows);
    if (*found) {
        *out = hn_paper_row(rows);
        out->text = hn_row_text(rows, "text");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_paper_read(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out)
{
    bool found;
    enum hn_rc rc = hn_paper_find(c, id, out, &found);

    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

static enum hn_rc
ask_scope(struct hn_ctx *c, const struct hn_sql *sql, int64_t thing, bool *out)
{
    struct hn_param params[HN_SCOPE_PARAMS + 2];
    struct hn_scope scope;
    size_t n;
    int64_t unit;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(thing);
    params[n] = HN_P_END;
    return hn_store_int(c, sql, params, &unit, out);
}

enum hn_rc
hn_paper_in_sight(struct hn_ctx *c, const struct hn_paper *paper, bool *out)
{
    const struct hn_record of = { .unit = paper->unit };
    bool draft = paper->issued_at == 0;
    enum hn_rc rc = hn_access_allows(c, draft ? HN_MAY_DIRECT : HN_MAY_READ_MEETING, of, HN_GROUP_BASIC);

    *out = rc == HN_OK;
    if (rc == HN_OK || (rc != HN_DENIED && rc != HN_NOT_FOUND))
        return rc;
    if (draft || hn_access_allows(c, HN_MAY_READ_MEETING, HN_NO_RECORD, HN_GROUP_BASIC) != HN_OK)
        return HN_OK;
    rc = ask_scope(c, &sql_sent, paper->id.v, out);
    return rc || *out ? rc : ask_scope(c, &sql_taken_over, paper->unit.v, out);
}

enum hn_rc
hn_paper_get(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out)
{
    bool seen = false;
    enum hn_rc rc = hn_paper_read(c, id, out);

    if (!rc)
        rc = hn_paper_in_sight(c, out, &seen);
    if (!rc && !seen)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : hn_paper_bodies_read(c, out);
}
