/* excuse.c: why a cell need not meet in a month, as the committee above has it (meeting.h). */
#include "audit/audit.h"
#include "meeting/inside.h"
#include "meeting/month.h"
#include "rule/rule.h"

#define REASON_MOST 1000

static const struct hn_sql sql_stands = {
    .name = "excuse.stands",
    .text = "SELECT at FROM cell_excuse WHERE unit_id = $1 AND month = $2 AND ended_at = 0 LIMIT 1"
};
static const struct hn_sql sql_put = {
    .name = "excuse.put",
    .text = "INSERT INTO cell_excuse (unit_id, month, reason, at, ended_at, entered_by)"
            " VALUES ($1, $2, $3, $4, 0, $5)"
};
static const struct hn_sql sql_end = {
    .name = "excuse.end",
    .text = "UPDATE cell_excuse SET ended_at = $3 WHERE unit_id = $1 AND month = $2 AND ended_at = 0"
};

static enum hn_rc
stands(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, bool *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), HN_P_END };
    int64_t at;
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, unit);

    return rc ? rc : hn_store_int(c, &sql_stands, params, &at, out);
}

enum hn_rc
hn_excuse_put(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const char *reason)
{
    const struct hn_param params[] = { hn_p_id(unit.v),   hn_p_int(month),     hn_p_text(reason),
                                       hn_p_time(c->now), hn_p_id(c->actor.v), HN_P_END };
    bool already = false;
    enum hn_rc rc = stands(c, unit, month, &already);

    if (!rc && (!reason || !*reason))
        rc = hn_fail(c, HN_INVALID, "reason", "meeting.excuse_reason");
    if (!rc)
        rc = hn_text_fits(c, "reason", reason, REASON_MOST);
    if (!rc && already)
        rc = hn_fail(c, HN_CONFLICT, "month", "meeting.excused");
    if (!rc)
        rc = hn_store_do(c, &sql_put, params);
    if (!rc)
        rc = hn_month_refresh(c, unit, month);
    return rc ? rc : hn_audit_change(c, "excuse.put", month, unit, "", reason);
}

enum hn_rc
hn_excuse_end(struct hn_ctx *c, struct hn_unit_id unit, int64_t month)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), hn_p_time(c->now), HN_P_END };
    bool already = false;
    enum hn_rc rc = stands(c, unit, month, &already);

    if (!rc && !already)
        rc = hn_fail(c, HN_NOT_FOUND, "month", "meeting.not_excused");
    if (!rc)
        rc = hn_store_do(c, &sql_end, params);
    if (!rc)
        rc = hn_month_refresh(c, unit, month);
    return rc ? rc : hn_audit_change(c, "excuse.end", month, unit, "", "");
}

const struct hn_sql *const hn_excuse_sql[] = { &sql_stands, &sql_put, &sql_end, NULL };
