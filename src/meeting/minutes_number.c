/* minutes_number.c: numbers of papers: per type within the term of the committee, from congress to congress. (domain/08
 * §8.5)
 *
 * A term is told by what the committee's offices say: its first day is that on which the first office of the term now in
 * force began, so that a secretary elected halfway does not start the numbers anew. Where nobody holds an office numbers
 * begin with the year.
 */
#include <inttypes.h>
#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "meeting/minutes_inside.h"

#define OF_THE_COMMITTEE                                                                                     \
    "o.office IN ('secretary', 'deputy_secretary', 'standing_committee_member', 'committee_member')"

/* clang-format off */
static const struct hn_sql sql_term = {
    .name = "minutes.term",
    .text =
        "SELECT o.term, o.valid_from"
        " FROM office o"
        " WHERE o.unit_id = $1 AND " HN_SQL_AT("o", "$2", "$3") " AND " OF_THE_COMMITTEE
        " ORDER BY CASE WHEN o.office = 'secretary' THEN 0 WHEN o.office = 'deputy_secretary' THEN 1"
        " ELSE 2 END, o.valid_from, o.id LIMIT 1"
};
/* clang-format on */
static const struct hn_sql sql_term_from = { .name = "minutes.term_from",
                                             .text = "SELECT COALESCE(MIN(o.valid_from), CAST($3 AS BIGINT)) "
                                                     "FROM office o WHERE o.unit_id = $1 AND o.term = $2"
                                                     " AND o.known_to = " HN_SQL_OPEN_TIME
                                                     " AND " OF_THE_COMMITTEE };
static const struct hn_sql sql_take = {
    .name = "minutes.take_number",
    .text = "INSERT INTO document_number (unit_id, type, term_from, last) VALUES ($1, $2, $3, 1)"
            " ON CONFLICT (unit_id, type, term_from) DO UPDATE SET last = document_number.last + 1"
};
static const struct hn_sql sql_last = {
    .name = "minutes.last_number",
    .text = "SELECT last FROM document_number WHERE unit_id = $1 AND type = $2 AND term_from = $3"
};

const struct hn_sql *const hn_minutes_number_sql[] = { &sql_term, &sql_term_from, &sql_take, &sql_last,
                                                       NULL };

static enum hn_rc
term_from(struct hn_ctx *c, const struct hn_meeting *m, hn_day *out)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_day(hn_meeting_on(m)),
                                       hn_p_time(hn_fact_known(c)), HN_P_END };
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
        from = hn_day_of(hn_date_of(hn_meeting_on(m)).year, 1, 1);
    if (!rc && held && *term) {
        const struct hn_param of[] = { hn_p_id(m->unit.v), hn_p_text(term), hn_p_day(from), HN_P_END };

        rc = hn_store_int(c, &sql_term_from, of, &from, &held);
    }
    *out = (hn_day)from;
    return rc;
}

/* Of the body: a cell, a committee, the province's, a congress. */
static const char *
body_of(const struct hn_meeting *m)
{
    if (strcmp(m->kind, "congress") == 0)
        return "ĐH";
    if (strcmp(m->unit_kind, "cell") == 0 || strcmp(m->unit_kind, "grassroots_cell") == 0)
        return "CB";
    return strcmp(m->unit_kind, "province") == 0 ? "TU" : "ĐU";
}

const char *
hn_document_symbol(struct hn_arena *a, const struct hn_meeting *m, const char *type, int64_t number)
{
    if (number == 0)
        return hn_print(a, "…-%s/%s", type, body_of(m));
    return hn_print(a, "%02" PRId64 "-%s/%s", number, type, body_of(m));
}

enum hn_rc
hn_document_number(struct hn_ctx *c, const struct hn_meeting *m, const char *type, int64_t *number,
                   const char **symbol)
{
    bool found = false;
    hn_day from = 0;
    enum hn_rc rc = term_from(c, m, &from);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_text(type), hn_p_day(from), HN_P_END };

    rc = hn_store_do(c, &sql_take, params);
    if (!rc)
        rc = hn_store_int(c, &sql_last, params, number, &found);
    if (rc)
        return rc;
    *symbol = hn_document_symbol(c->arena, m, type, *number);
    return HN_OK;
}
