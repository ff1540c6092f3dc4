/* case.c: the open inspections that rights of scope "case" stand over (access.h). Not for: what an inspection finds. */
#include <assert.h>

#include "access/grant.h"
#include "audit/audit.h"

static const struct hn_sql sql_open = {
    .name = "access.case_open",
    .text = "INSERT INTO inspection_case (id, unit_id, number, valid_from, valid_to, entered_by)"
            " VALUES ($1, $2, $3, $4, 2147483647, $5)"
};

static const struct hn_sql sql_add = {
    .name = "access.case_add",
    .text = "INSERT INTO case_person (case_id, person_id, entered_by, entered_at) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (case_id, person_id) DO NOTHING"
};

static const struct hn_sql sql_close = {
    .name = "access.case_close",
    .text = "UPDATE inspection_case SET valid_to = $1 WHERE id = $2 AND valid_to > $1 AND valid_from < $1"
};

static const struct hn_sql sql_case = {
    .name = "access.case",
    .text = "SELECT id, unit_id FROM inspection_case WHERE (id = $1 OR ($1 = 0 AND unit_id = $2))"
            " AND valid_from <= $3 AND valid_to > $3 ORDER BY id LIMIT 2"
};

enum hn_rc
hn_case_find(struct hn_ctx *c, int64_t id, struct hn_unit_id unit, int64_t *case_id,
             struct hn_unit_id *case_unit)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_id(unit.v), hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    size_t found = 0;
    enum hn_rc rc = hn_store_query(c, &sql_case, params, &rows);

    if (rc)
        return rc;
    for (; hn_rows_next(rows); found++) {
        *case_id = hn_row_int(rows, "id");
        case_unit->v = hn_row_int(rows, "unit_id");
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found == 1 ? HN_OK : hn_fail(c, HN_INVALID, "case", "access.case_missing");
}

enum hn_rc
hn_case_open(struct hn_ctx *c, struct hn_unit_id unit, const char *number, hn_day from, int64_t *id)
{
    enum hn_rc rc = hn_need(c, HN_MAY_GRANT, unit);

    if (rc)
        return rc;
    if (!number || !*number)
        return hn_fail(c, HN_INVALID, "number", "access.case_number");
    *id = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(*id),   hn_p_id(unit.v),     hn_p_text(number),
                                       hn_p_day(from), hn_p_id(c->actor.v), HN_P_END };

    rc = hn_store_do(c, &sql_open, params);
    if (rc)
        return rc;
    return hn_audit_person(c, "case.open", *id, (struct hn_person_id){ 0 }, unit);
}

/* The case is open today, and the actor may give grants over its unit. */
static enum hn_rc
check_case(struct hn_ctx *c, int64_t inspection, struct hn_unit_id *unit)
{
    int64_t id;
    enum hn_rc rc = hn_case_find(c, inspection ? inspection : -1, (struct hn_unit_id){ 0 }, &id, unit);

    if (rc)
        return rc;
    return hn_need(c, HN_MAY_GRANT, *unit);
}

enum hn_rc
hn_case_add(struct hn_ctx *c, int64_t inspection, struct hn_person_id person)
{
    const struct hn_param params[] = { hn_p_id(inspection), hn_p_id(person.v), hn_p_id(c->actor.v),
                                       hn_p_time(c->now), HN_P_END };
    struct hn_unit_id unit;
    enum hn_rc rc = check_case(c, inspection, &unit);

    if (rc)
        return rc;
    rc = hn_need_person(c, HN_MAY_GRANT, person, HN_GROUP_BASIC);
    if (rc)
        return rc;
    rc = hn_store_do(c, &sql_add, params);
    if (rc)
        return rc;
    return hn_audit_person(c, "case.add", inspection, person, unit);
}

enum hn_rc
hn_case_close(struct hn_ctx *c, int64_t inspection, hn_day last_day)
{
    const struct hn_param params[] = { hn_p_day(last_day + 1), hn_p_id(inspection), HN_P_END };
    struct hn_unit_id unit;
    int64_t touched;
    enum hn_rc rc = check_case(c, inspection, &unit);

    if (rc)
        return rc;
    if (last_day >= HN_DAY_OPEN - 1)
        return hn_fail(c, HN_INVALID, "last_day", "access.days");
    rc = hn_store_do_count(c, &sql_close, params, &touched);
    if (rc)
        return rc;
    if (touched != 1)
        return hn_fail(c, HN_INVALID, "last_day", "access.days");
    return hn_audit_person(c, "case.close", inspection, (struct hn_person_id){ 0 }, unit);
}

const struct hn_sql *const hn_access_case_sql[] = { &sql_open, &sql_add, &sql_close, &sql_case, NULL };
