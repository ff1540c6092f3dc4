/* group.c: which group of communes a commune's unit is in, as dated facts; and what counts as a commune (criteria.h). */
#include <string.h>

#include "audit/audit.h"
#include "criteria/each.h"
#include "criteria/inside.h"

enum { GROUP_MOST = 8 };

static const struct hn_fact_table groups = {
    .name = "criteria_group",
    HN_FACT_SQL("criteria_group", "unit_id", "", "", "group_code, decision", HN_MARKS_9),
    .series_count = 0,
    .value_count = 2,
    .values = (const char *const[]){ "group_code", "decision" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT },
};

/* $1 unit, $2 day */
static const struct hn_sql sql_commune = {
    .name = "criteria.commune",
    .text = "SELECT u.place_id FROM unit_place u CROSS JOIN place_version p WHERE u.unit_id = $1 AND "
            "u.valid_from <= $2"
            " AND u.valid_to > $2 AND u.known_to = " HN_SQL_OPEN_TIME " AND p.place_id = u.place_id"
            " AND p.valid_from <= $2 AND p.valid_to > $2 AND p.known_to = " HN_SQL_OPEN_TIME
            " AND p.kind IN ('commune', 'ward', 'special_zone')"
};

enum hn_rc
hn_criteria_need_commune(struct hn_ctx *c, struct hn_unit_id unit, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), HN_P_END };
    int64_t place;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_commune, params, &place, &found);

    return rc || found ? rc : hn_fail(c, HN_INVALID, "unit", "criteria.commune");
}

enum hn_rc
hn_criteria_need_above(struct hn_ctx *c, struct hn_unit_id unit)
{
    bool found;
    enum hn_rc rc = hn_may_above(c, HN_MAY_CONFIRM, unit, &found);

    if (rc || found)
        return rc;
    /* Nothing of his stands above it: whoever may not know of it learns nothing. */
    rc = hn_need(c, HN_MAY_READ_UNIT, unit);
    return rc ? rc : hn_fail(c, HN_DENIED, "", "access.denied");
}

enum hn_rc
hn_criteria_group_put(struct hn_ctx *c, struct hn_unit_id unit, const char *group, hn_day from, hn_day to,
                      const char *decision)
{
    const struct hn_param values[] = { hn_p_text(group), hn_p_text(decision ? decision : "") };
    const struct hn_fact fact = { .owner = unit.v, .from = from, .to = to, .values = values };
    size_t len = group ? strlen(group) : 0;
    enum hn_rc rc = hn_criteria_need_above(c, unit);

    if (!rc && (len == 0 || len > GROUP_MOST || strspn(group, "0123456789") != len))
        rc = hn_fail(c, HN_INVALID, "group", "criteria.group");
    if (!rc)
        rc = hn_criteria_need_commune(c, unit, from);
    if (!rc)
        rc = hn_fact_put(c, &groups, &fact, NULL);
    return rc ? rc : hn_audit_change(c, "criteria.group", unit.v, unit, "", group);
}

static const struct hn_sql sql_group = {
    .name = "criteria.group",
    .text = "SELECT group_code FROM criteria_group g WHERE g.unit_id = $1 AND " HN_SQL_AT("g", "$2", "$3")
};

enum hn_rc
hn_criteria_group_of(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, const char **out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_group, params, &rows);

    if (rc)
        return rc;
    *out = hn_rows_next(rows) ? hn_row_text(rows, "group_code") : "";
    return hn_rows_end(rows);
}

static const struct hn_sql sql_stands = {
    .name = "criteria.group_stands",
    .text = "SELECT unit_id FROM criteria_group WHERE unit_id = $1 AND group_code = $2 AND valid_from <= $3"
            " AND valid_to >= $4 AND decision = $5 AND known_to = " HN_SQL_OPEN_TIME
};

enum hn_rc
hn_criteria_group_stands(struct hn_ctx *c, struct hn_unit_id unit, const char *group, hn_day from, hn_day to,
                         const char *decision, bool *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_text(group),    hn_p_day(from),
                                       hn_p_day(to),    hn_p_text(decision), HN_P_END };
    int64_t found;
    enum hn_rc rc = hn_criteria_need_above(c, unit);

    return rc ? rc : hn_store_int(c, &sql_stands, params, &found, out);
}

const struct hn_sql *const hn_criteria_group_sql[] = { &sql_stands, HN_FACT_LIST(groups), &sql_commune,
                                                       &sql_group, NULL };
