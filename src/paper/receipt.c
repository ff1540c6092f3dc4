/* receipt.c: who opened a paper first, for which unit: read receipts by unit and person (duty.h). */
#include "access/scope.h"
#include "fact/fact.h"
#include "paper/duty_sql.h"

/* clang-format off */
/* $18 the paper, $19 account, $20 person, $21 now: the units whose work the actor directs, and those they came from. */
static const struct hn_sql sql_note = {
    .name = "receipt.note",
    .text = HN_PAPER_REACH " INSERT INTO paper_receipt (unit_id, paper_id, account_id, person_id, at)"
            " SELECT d.unit_id, d.paper_id, CAST($19 AS BIGINT), CAST($20 AS BIGINT), CAST($21 AS BIGINT)"
            " FROM reach r CROSS JOIN duty d WHERE d.unit_id = r.unit_id AND d.paper_id = $18"
            " ON CONFLICT (unit_id, paper_id, account_id) DO NOTHING"
};
static const struct hn_sql sql_read = {
    .name = "receipt.read",
    .text = HN_PAPER_REACH " UPDATE duty SET read_at = $19 WHERE paper_id = $18 AND read_at = 0"
            " AND unit_id IN (SELECT unit_id FROM reach)"
};
/* $23 the paper */
#define OF_PAPER                                                                                             \
    HN_DUTY_LIES
#define ROWS " FROM lies l CROSS JOIN paper_receipt r"
#define WHICH " WHERE r.unit_id = l.unit_id AND r.paper_id = $23"
static const struct hn_sql sql_list = {
    .name = "receipt.list",
    .text = OF_PAPER " SELECT r.unit_id, r.at, " HN_SQL_LAST_UNIT("code", "r.unit_id", "$18", "$19") " AS unit_code, "
            HN_SQL_LAST_UNIT("name", "r.unit_id", "$18", "$19") " AS unit_name, COALESCE(b.full_name, '') AS person_name"
            ROWS " LEFT JOIN person_basic b ON b.person_id = r.person_id AND " HN_SQL_AT("b", "$18", "$19") WHICH
            " ORDER BY r.at, r.unit_id, r.account_id LIMIT $24 OFFSET $25"
};
static const struct hn_sql sql_count = { .name = "receipt.count",
                                         .text = OF_PAPER " SELECT count(*) AS n" ROWS WHICH };
/* clang-format on */

const struct hn_sql *const hn_receipt_sql[] = { &sql_note, &sql_read, &sql_list, &sql_count, NULL };

enum hn_rc
hn_paper_read_by(struct hn_ctx *c, struct hn_paper_id paper)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    struct hn_person_id person = { 0 };
    struct hn_scope scope;
    size_t n;
    enum hn_rc rc;

    if (hn_access_allows(c, HN_MAY_DIRECT, HN_NO_RECORD, HN_GROUP_BASIC) != HN_OK)
        return HN_OK;
    rc = hn_scope_of(c, HN_MAY_DIRECT, (struct hn_unit_id){ 0 }, &scope);
    if (!rc)
        rc = hn_access_person(c, &person);
    if (rc || scope.all)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(paper.v);
    params[n] = hn_p_id(c->actor.v);
    params[n + 1] = hn_p_id(person.v);
    params[n + 2] = hn_p_time(c->now);
    params[n + 3] = HN_P_END;
    rc = hn_store_do(c, &sql_note, params);
    params[n++] = hn_p_time(c->now);
    params[n] = HN_P_END;
    return rc ? rc : hn_store_do(c, &sql_read, params);
}

static enum hn_rc
ask(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id within, struct hn_param *params, size_t *n)
{
    enum hn_rc rc = hn_duty_within(c, within, true, params, n);

    if (rc)
        return rc;
    params[(*n)++] = hn_p_id(paper.v);
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_receipts(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id within, int64_t offset,
            int64_t limit, void (*emit)(void *sink, const struct hn_receipt *r), void *sink)
{
    struct hn_param params[HN_DUTY_LIES_PARAMS + 4];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, paper, within, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT32_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_receipt r = { .unit = { hn_row_int(rows, "unit_id") },
                                      .unit_code = hn_row_text(rows, "unit_code"),
                                      .unit_name = hn_row_text(rows, "unit_name"),
                                      .person_name = hn_row_text(rows, "person_name"),
                                      .at = hn_row_int(rows, "at") };

        emit(sink, &r);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_receipt_count(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id within, int64_t *out)
{
    struct hn_param params[HN_DUTY_LIES_PARAMS + 2];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, paper, within, params, &n);

    *out = 0;
    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}
