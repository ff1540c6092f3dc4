/* spread.c: one rule for all units at once, for figures and reminders that look at thousands of cells. See rule.h. */
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "rule/rule.h"

/* clang-format off */
static const struct hn_sql sql_own = {
    .name = "rule.spread",
    .text =
        "SELECT k.des AS unit, k.depth AS depth, r.value AS value"
        " FROM unit_rule r CROSS JOIN unit_closure k"
        " WHERE r.name = $3 AND " HN_SQL_AT("r", "$1", "$2") " AND k.anc = r.unit_id"
        " AND " HN_SQL_AT("k", "$1", "$2")
        " ORDER BY depth DESC"
};
/* clang-format on */
static const struct hn_sql sql_default = {
    .name = "rule.spread_default",
    .text = "SELECT value FROM rule_default WHERE name = $1 AND valid_from <= $2 AND valid_to > $2"
};

const struct hn_sql *const hn_rule_spread_sql[] = { &sql_own, &sql_default, NULL };

enum hn_rc
hn_rule_spread(struct hn_ctx *c, const char *name, hn_day on,
               void (*tell)(void *sink, struct hn_unit_id unit, int64_t value), void *sink)
{
    const struct hn_param by_name[] = { hn_p_text(name), hn_p_day(on), HN_P_END };
    const struct hn_param params[] = { hn_p_day(on), hn_p_time(hn_fact_known(c)), hn_p_text(name), HN_P_END };
    struct hn_rows *rows;
    int64_t value;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_default, by_name, &value, &found);

    if (!rc && found)
        tell(sink, (struct hn_unit_id){ 0 }, value);
    if (!rc)
        rc = hn_store_query(c, &sql_own, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_unit_id unit = { hn_row_int(rows, "unit") };

        tell(sink, unit, hn_row_int(rows, "value"));
    }
    return hn_rows_end(rows);
}
