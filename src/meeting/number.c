/* number.c: see number.h. Not for: which papers have a number. */
#include "meeting/number.h"

#include <inttypes.h>
#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "meeting/minutes_inside.h"

#define OF_THE_COMMITTEE                                                                                     \
    "o.office IN ('secretary', 'deputy_secretary', 'standing_committee_member', 'committee_member')"

/* clang-format off */
static const struct hn_sql sql_term = {
    .name = "number.term",
    .text =
        "SELECT o.term, o.valid_from"
        " FROM office o"
        " WHERE o.unit_id = $1 AND " HN_SQL_AT("o", "$2", "$3") " AND " OF_THE_COMMITTEE
        " ORDER BY CASE WHEN o.office = 'secretary' THEN 0 WHEN o.office = 'deputy_secretary' THEN 1"
        " ELSE 2 END, o.valid_from, o.id LIMIT 1"
};
/* clang-format on */
static const struct hn_sql sql_term_from = { .name = "number.term_from",
                                             .text = "SELECT COALESCE(MIN(o.valid_from), CAST($3 AS BIGINT)) "
                                                     "FROM office o WHERE o.unit_id = $1 AND o.term = $2"
                                                     " AND o.known_to = " HN_SQL_OPEN_TIME
                                                     " AND " OF_THE_COMMITTEE };
static const struct hn_sql sql_take = {
    .name = "number.take",
    .text = "INSERT INTO document_number (unit_id, type, term_from, last) VALUES ($1, $2, $3, 1)"
            " ON CONFLICT (unit_id, type, term_from) DO UPDATE SET last = document_number.last + 1"
};
static const struct hn_sql sql_given = {
    .name = "number.given",
    .text = "INSERT INTO document_number (unit_id, type, term_from, last) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (unit_id, type, term_from) DO UPDATE SET last = excluded.last"
            " WHERE document_number.last < excluded.last"
};
static const struct hn_sql sql_last = {
    .name = "number.last",
    .text = "SELECT last FROM document_number WHERE unit_id = $1 AND type = $2 AND term_from = $3"
};

const struct hn_sql *const hn_number_sql[] = { &sql_term,  &sql_term_from, &sql_take,
                                               &sql_given, &sql_last,      NULL };

enum hn_rc
hn_number_term(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, hn_day *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(hn_fact_known(c)), HN_P_END };
    const char *term = "";
    struct hn_rows *rows;
    bool held = false;
    int64_t from = 0;
    enum hn_rc rc = hn_store_query(c, &sql_term, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        held = true;
        term = hn_row_text(rows, "term");
        from = hn_row_int(rows, "valid_from");
    }
    rc = hn_rows_end(rows);
    if (!held)
        from = hn_day_of(hn_date_of(on).year, 1, 1);
    if (!rc && held && *term) {
        const struct hn_param of[] = { hn_p_id(unit.v), hn_p_text(term), hn_p_day(from), HN_P_END };

        rc = hn_store_int(c, &sql_term_from, of, &from, &held);
    }
    *out = (hn_day)from;
    return rc;
}

enum hn_rc
hn_number_take(struct hn_ctx *c, struct hn_unit_id unit, const char *type, hn_day on, int64_t *number)
{
    bool found = false;
    hn_day from = 0;
    enum hn_rc rc = hn_number_term(c, unit, on, &from);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_text(type), hn_p_day(from), HN_P_END };

    rc = hn_store_do(c, &sql_take, params);
    return rc ? rc : hn_store_int(c, &sql_last, params, number, &found);
}

enum hn_rc
hn_number_given(struct hn_ctx *c, struct hn_unit_id unit, const char *type, hn_day on, int64_t number)
{
    hn_day from = 0;
    enum hn_rc rc = hn_number_term(c, unit, on, &from);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_text(type), hn_p_day(from), hn_p_int(number),
                                       HN_P_END };

    return hn_store_do(c, &sql_given, params);
}

const char *
hn_number_body(const char *unit_kind, bool congress)
{
    if (congress)
        return "ĐH";
    if (strcmp(unit_kind, "cell") == 0 || strcmp(unit_kind, "grassroots_cell") == 0)
        return "CB";
    return strcmp(unit_kind, "province") == 0 ? "TU" : "ĐU";
}

const char *
hn_number_symbol(struct hn_arena *a, const char *type, const char *body, int64_t number)
{
    if (number == 0)
        return hn_print(a, "…-%s/%s", type, body);
    return hn_print(a, "%02" PRId64 "-%s/%s", number, type, body);
}

/* --- of meetings --- */

const char *
hn_document_symbol(struct hn_arena *a, const struct hn_meeting *m, const char *type, int64_t number)
{
    return hn_number_symbol(a, type, hn_number_body(m->unit_kind, strcmp(m->kind, "congress") == 0), number);
}

enum hn_rc
hn_document_number(struct hn_ctx *c, const struct hn_meeting *m, const char *type, int64_t *number,
                   const char **symbol)
{
    enum hn_rc rc = hn_number_take(c, m->unit, type, hn_meeting_on(m), number);

    if (!rc)
        *symbol = hn_document_symbol(c->arena, m, type, *number);
    return rc;
}
