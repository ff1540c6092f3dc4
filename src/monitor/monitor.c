/* monitor.c: who follows which cell, as facts of the cell (monitor.h). Visits: plan.c, visit.c, coverage.c. */
#include "monitor/monitor.h"

#include "access/scope.h"
#include "audit/audit.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "monitor/inside.h"
#include "unit/unit.h"

static const struct hn_fact_table assignments = {
    .name = "monitor_assignment",
    HN_FACT_SQL("monitor_assignment", "unit_id", " AND person_id = $2", "person_id, ", "decision",
                HN_MARKS_9),
    .series_count = 1,
    .value_count = 1,
    .values = (const char *const[]){ "decision" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT },
};

/* --- rules --- */

static const struct hn_sql sql_belongs = {
    .name = "monitor.belongs",
    .text = "SELECT unit_id FROM membership WHERE person_id = $1 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $2 AND valid_to > $2"
};
static const struct hn_sql sql_is_cell = {
    .name = "monitor.is_cell",
    .text = "SELECT unit_id FROM unit_version WHERE unit_id = $1 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $2 AND valid_to > $2 AND kind IN ('cell', 'grassroots_cell')"
};

enum hn_rc
hn_monitor_fit(struct hn_ctx *c, struct hn_unit_id cell, struct hn_person_id person, hn_day on)
{
    const struct hn_param of_person[] = { hn_p_id(person.v), hn_p_day(on), HN_P_END };
    const struct hn_param of_cell[] = { hn_p_id(cell.v), hn_p_day(on), HN_P_END };
    int64_t own = 0, id;
    bool belongs, is_cell;
    enum hn_rc rc = hn_store_int(c, &sql_is_cell, of_cell, &id, &is_cell);

    if (!rc)
        rc = hn_store_int(c, &sql_belongs, of_person, &own, &belongs);
    if (rc)
        return rc;
    if (!is_cell)
        return hn_fail(c, HN_INVALID, "unit", "monitor.not_cell");
    if (!belongs)
        return hn_fail(c, HN_INVALID, "person", "monitor.person");
    return own == cell.v ? hn_fail(c, HN_INVALID, "person", "monitor.own_cell") : HN_OK;
}

/* --- deeds --- */

enum hn_rc
hn_monitor_assign(struct hn_ctx *c, const struct hn_monitor *in)
{
    const struct hn_param series[] = { hn_p_id(in->person.v) };
    const struct hn_param values[] = { hn_p_text(in->decision ? in->decision : "") };
    const struct hn_fact fact = {
        .owner = in->unit.v, .from = in->from, .to = in->to, .series = series, .values = values
    };
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, in->unit);

    /* Nobody is named who may not be known of. */
    if (!rc)
        rc = hn_need_person(c, HN_MAY_READ_MEMBER, in->person, HN_GROUP_BASIC);
    if (!rc && in->from >= in->to)
        rc = hn_fail(c, HN_INVALID, "from", "fact.days");
    if (!rc)
        rc = hn_monitor_fit(c, in->unit, in->person, in->from);
    if (!rc)
        rc = hn_fact_put(c, &assignments, &fact, NULL);
    return rc ? rc : hn_audit_person(c, "monitor.assign", in->unit.v, in->person, in->unit);
}

static const struct hn_sql sql_last = {
    .name = "monitor.last",
    .text = "SELECT max(valid_to) AS last FROM monitor_assignment WHERE unit_id = $1 AND person_id = $2"
            " AND known_to = " HN_SQL_OPEN_TIME " HAVING max(valid_to) > $3"
};

enum hn_rc
hn_monitor_end(struct hn_ctx *c, struct hn_unit_id unit, struct hn_person_id person, hn_day to)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(person.v), hn_p_day(to), HN_P_END };
    const struct hn_param series[] = { hn_p_id(person.v) };
    struct hn_fact fact = { .owner = unit.v, .from = to, .series = series };
    int64_t last = 0;
    bool found = false;
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, unit);

    if (!rc)
        rc = hn_store_int(c, &sql_last, params, &last, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "person", "monitor.none");
    fact.to = (hn_day)last;
    if (!rc)
        rc = hn_fact_put(c, &assignments, &fact, NULL);
    return rc ? rc : hn_audit_person(c, "monitor.end", unit.v, person, unit);
}

/* --- reading --- */

/* clang-format off */
/* $18 on, $19 known, $20 within */
static const struct hn_sql sql_list = {
    .name = "monitor.list",
    .text = "SELECT a.unit_id, a.person_id, a.decision, a.valid_from, a.valid_to, v.code AS unit_code,"
            " v.name AS unit_name, p.code AS person_code, b.full_name"
            " FROM unit_closure k CROSS JOIN monitor_assignment a CROSS JOIN unit_version v"
            " CROSS JOIN person p CROSS JOIN person_basic b"
            " WHERE k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19")
            " AND a.unit_id = k.des AND " HN_SQL_AT("a", "$18", "$19")
            " AND v.unit_id = a.unit_id AND " HN_SQL_AT("v", "$18", "$19")
            " AND p.id = a.person_id AND b.person_id = a.person_id AND " HN_SQL_AT("b", "$18", "$19")
            " AND " HN_SCOPE_UNITS("a.unit_id")
            " ORDER BY v.code, b.sort_key, a.person_id LIMIT 1000"
};
/* clang-format on */

static struct hn_monitor
monitor_of(struct hn_rows *rows)
{
    return (struct hn_monitor){
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .person = { hn_row_int(rows, "person_id") },
        .person_code = hn_row_text(rows, "person_code"),
        .person_name = hn_row_text(rows, "full_name"),
        .decision = hn_row_text(rows, "decision"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
    };
}

enum hn_rc
hn_monitors(struct hn_ctx *c, struct hn_unit_id within, const struct hn_monitor **out, size_t *count)
{
    struct hn_monitor *at = HN_NEW_N(c->arena, struct hn_monitor, HN_MONITORS_MOST);
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    struct hn_scope scope;
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_MEETING, within, &scope);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(within.v);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (*count < HN_MONITORS_MOST && hn_rows_next(rows))
        at[(*count)++] = monitor_of(rows);
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_monitor_sql[] = {
    &sql_belongs, &sql_is_cell, &sql_last, &sql_list, HN_FACT_LIST(assignments), NULL
};
