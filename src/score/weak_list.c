/* weak_list.c: the cells with a plan and those for which one is proposed, on a day (score.h).
 *
 * Proposed from the derived months of cells alone, by one rule for all. Not for: the plan itself (weak.c).
 */
#include "access/scope.h"
#include "fact/fact_sql.h"
#include "rule/rule.h"
#include "score/score.h"

/* $1 … $17 the scope, $18 day, $19 knowledge, $20 this month, $21 points below which a score is weak. */
#define SCORE(k) "(CASE WHEN " k ".score_monitor >= 0 THEN " k ".score_monitor ELSE " k ".score_cell END)"
/* clang-format off */
#define LOW                                                                                      \
    "(SELECT COUNT(*)"                                                                           \
    " FROM (SELECT " SCORE("k") " AS points FROM cell_month k WHERE k.unit_id = v.unit_id"       \
    " AND k.month <= $20 AND k.month > $20 - 12 AND (k.score_cell >= 0 OR k.score_monitor >= 0)" \
    " ORDER BY k.month DESC LIMIT 3) r WHERE r.points < $21)"
/* clang-format on */
/* Of the three months before this one, those with a meeting or an excuse. */
#define SETTLED                                                                                              \
    "(SELECT COUNT(*) FROM cell_month k WHERE k.unit_id = v.unit_id AND k.month >= $20 - 3"                  \
    " AND k.month < $20 AND (k.meeting_id <> 0 OR k.excused_month = 1))"
#define MET_BEFORE                                                                                           \
    "EXISTS (SELECT 1 FROM cell_month k WHERE k.unit_id = v.unit_id AND k.month < $20 - 3"                   \
    " AND k.meeting_id <> 0)"
#define WEAK                                                                                                 \
    "SELECT v.unit_id, v.code, v.name, p.id AS plan_id, p.opened_on, p.review_on, p.reason, p.goal,"         \
    " p.responsible_id, p.version, " LOW " AS low, CASE WHEN " MET_BEFORE " THEN 3 - " SETTLED               \
    " ELSE 0 END AS unmet FROM unit_version v LEFT JOIN strengthening p ON p.unit_id = v.unit_id"            \
    " AND p.state = 'open' WHERE v.unit_id IN " HN_SCOPE_UNIT_SET                                            \
    " AND v.kind IN ('cell', 'grassroots_cell') AND " HN_SQL_AT("v", "$18", "$19")
#define ON_LIST " x WHERE x.plan_id IS NOT NULL OR x.low >= 2 OR x.unmet >= 2"

static const struct hn_sql sql_list = {
    .name = "weak.list",
    .text = "SELECT x.unit_id, x.code, x.name, x.plan_id, x.opened_on, x.review_on, x.reason, x.goal,"
            " x.responsible_id, x.version, x.low, x.unmet, COALESCE((SELECT b.full_name FROM person_basic b"
            " WHERE b.person_id = x.responsible_id AND b.known_to = " HN_SQL_OPEN_TIME
            " AND b.valid_from <= $18 AND b.valid_to > $18), '') AS responsible_name"
            " FROM (" WEAK ")" ON_LIST
            " ORDER BY CASE WHEN x.plan_id IS NULL THEN 1 ELSE 0 END, x.code, x.unit_id LIMIT $22 OFFSET $23"
};
static const struct hn_sql sql_count = { .name = "weak.count",
                                         .text = "SELECT COUNT(*) AS n FROM (" WEAK ")" ON_LIST };
static const struct hn_sql sql_fair = { .name = "weak.fair",
                                        .text = "SELECT k.least FROM score_set s JOIN score_class k"
                                                " ON k.set_code = s.code AND k.class = 'fair'"
                                                " WHERE s.valid_from <= $1 AND s.valid_to > $1"
                                                " ORDER BY s.valid_from DESC LIMIT 1" };

#define WEAK_PARAMS (HN_SCOPE_PARAMS + 4)

/* Who follows cells sees those that are followed; who keeps a cell, the own one. */
static enum hn_rc
scope(struct hn_ctx *c, struct hn_unit_id within, struct hn_scope *out)
{
    int faults = c->fault_count;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_MONITOR, within, out);

    if (rc != HN_DENIED && rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_scope_of(c, HN_MAY_EDIT_MEETING, within, out);
}

static enum hn_rc
ask(struct hn_ctx *c, struct hn_unit_id within, struct hn_param *params, size_t *count)
{
    const struct hn_param day[] = { hn_p_day(c->on), HN_P_END };
    struct hn_scope s;
    int64_t fair = 0;
    bool found;
    enum hn_rc rc = scope(c, within, &s);

    if (!rc)
        rc = hn_store_int(c, &sql_fair, day, &fair, &found);
    if (rc)
        return rc;
    *count = hn_scope_fill(c, &s, params);
    params[(*count)++] = hn_p_day(c->on);
    params[(*count)++] = hn_p_time(c->known == HN_TIME_OPEN ? c->now : c->known);
    params[(*count)++] = hn_p_int(hn_month_of(c->on));
    params[(*count)++] = hn_p_int(fair);
    return HN_OK;
}

enum hn_rc
hn_weak_list(struct hn_ctx *c, struct hn_unit_id within, int64_t offset, int64_t limit,
             void (*emit)(void *sink, const struct hn_strengthening *s), void *sink)
{
    struct hn_param params[WEAK_PARAMS + 3];
    size_t n;
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, within, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT64_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        bool planned = !hn_row_null(rows, "plan_id");
        const struct hn_strengthening s = {
            .id = hn_row_int(rows, "plan_id"),
            .unit = { hn_row_int(rows, "unit_id") },
            .unit_code = hn_row_text(rows, "code"),
            .unit_name = hn_row_text(rows, "name"),
            .opened_on = (hn_day)hn_row_int(rows, "opened_on"),
            .review_on = (hn_day)hn_row_int(rows, "review_on"),
            .reason = planned                        ? hn_row_text(rows, "reason")
                      : hn_row_int(rows, "low") >= 2 ? "scores"
                                                     : "unmet",
            .goal = hn_row_text(rows, "goal"),
            .outcome = "",
            .state = planned ? "open" : "",
            .responsible = { hn_row_int(rows, "responsible_id") },
            .responsible_name = hn_row_text(rows, "responsible_name"),
            .version = hn_row_int(rows, "version"),
        };

        emit(sink, &s);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_weak_count(struct hn_ctx *c, struct hn_unit_id within, int64_t *out)
{
    struct hn_param params[WEAK_PARAMS + 1];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, within, params, &n);

    if (rc)
        return rc;
    params[n] = HN_P_END;
    return hn_store_int(c, &sql_count, params, out, &found);
}

const struct hn_sql *const hn_weak_list_sql[] = { &sql_list, &sql_count, &sql_fair, NULL };
