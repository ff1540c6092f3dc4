/* remit.c: what a cell passes to the committee above of the fees it took in, and that committee's word that it came.
 *
 * Never more goes up than is owed upward of what was paid. Not for: totals over many cells (total.c).
 */
#include <inttypes.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/vi.h"
#include "fact/fact_sql.h"
#include "fee/inside.h"
#include "rule/rule.h"

#define REMITTANCES_MAX 200

/* --- money of one cell and month --- */

static const struct hn_sql sql_money = {
    .name = "fee.money",
    .text = "SELECT CAST((SELECT COALESCE(SUM(y.amount_dong), 0) FROM fee_payment y WHERE y.unit_id = $1"
            " AND y.month = $2 AND y.annulled_at = 0) AS BIGINT) AS paid,"
            " CAST((SELECT COALESCE(SUM(r.amount_dong), 0) FROM fee_remittance r WHERE r.unit_id = $1"
            " AND r.month = $2 AND r.annulled_at = 0) AS BIGINT) AS remitted,"
            " CAST((SELECT COALESCE(SUM(r.amount_dong), 0) FROM fee_remittance r WHERE r.unit_id = $1"
            " AND r.month = $2 AND r.annulled_at = 0 AND r.received_at <> 0) AS BIGINT) AS received"
};

int64_t
hn_fee_upward(int64_t paid_dong, int64_t retained_bp)
{
    return paid_dong - hn_fee_share(paid_dong, retained_bp);
}

enum hn_rc
hn_fee_money_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_money *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc;

    *out = (struct hn_fee_money){ 0 };
    rc = hn_rule_value(c, unit, "fee_retained_bp", hn_fee_day(c, month), &out->retained_bp);

    if (!rc)
        rc = hn_store_query(c, &sql_money, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->paid_dong = hn_row_int(rows, "paid");
        out->upward_dong = hn_fee_upward(out->paid_dong, out->retained_bp);
        out->remitted_dong = hn_row_int(rows, "remitted");
        out->received_dong = hn_row_int(rows, "received");
    }
    return hn_rows_end(rows);
}

/* --- passing upward --- */

static const struct hn_sql sql_parent = {
    .name = "fee.parent",
    .text = "SELECT v.parent_id AS n FROM unit_version v WHERE v.unit_id = $1 AND " HN_SQL_AT("v", "$2", "$3")
};
static const struct hn_sql sql_remit = {
    .name = "fee.remit",
    .text =
        "INSERT INTO fee_remittance (unit_id, id, month, to_unit_id, amount_dong, paid_on, note, received_at,"
        " received_by, annulled_at, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8, $9)"
};

enum hn_rc
hn_fee_remit(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, int64_t amount, hn_day on,
             const char *note, int64_t *out)
{
    const struct hn_param whose[] = { hn_p_id(unit.v), hn_p_day(c->today), hn_p_time(HN_TIME_OPEN - 1),
                                      HN_P_END };
    struct hn_fee_money money = { 0 };
    int64_t parent = 0, most, id = hn_new_id(c);
    bool found;
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    if (!rc)
        rc = hn_fee_month_begun(c, month);
    if (!rc && on > c->today)
        return hn_fail(c, HN_INVALID, "paid_on", "fee.future");
    if (!rc)
        rc = hn_fee_money_of(c, unit, month, &money);
    if (!rc)
        rc = hn_store_int(c, &sql_parent, whose, &parent, &found);
    if (rc)
        return rc;
    most = money.upward_dong - money.remitted_dong;
    if (amount <= 0 || amount > most)
        return hn_fail_arg(c, HN_INVALID, "amount", "fee.upward",
                           hn_vi_int(c->arena, most, c->lang == HN_EN));
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_id(id),
                                       hn_p_int(month),
                                       hn_p_id(parent),
                                       hn_p_int(amount),
                                       hn_p_day(on),
                                       hn_p_text(note ? note : ""),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_remit, params);
    if (rc)
        return rc;
    if (out)
        *out = id;
    return hn_audit_change(c, "fee.remit", id, unit, "",
                           hn_print(c->arena, "%" PRId64 " %" PRId64, month, amount));
}

/* --- confirming, taking back --- */

static const struct hn_sql sql_one = {
    .name = "fee.remittance",
    .text = "SELECT received_at, annulled_at, entered_by FROM fee_remittance WHERE unit_id = $1 AND id = $2"
};

/* Waits to be confirmed; *asker: who passed it. */
static enum hn_rc
waiting(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, int64_t *asker)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), HN_P_END };
    bool found, waits = false;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        waits = hn_row_int(rows, "received_at") == 0 && hn_row_int(rows, "annulled_at") == 0;
        *asker = hn_row_int(rows, "entered_by");
    }
    rc = hn_rows_end(rows);
    if (!rc && !found)
        return hn_fail(c, HN_NOT_FOUND, "", "fee.no_remittance");
    if (!rc && !waits)
        return hn_fail(c, HN_CONFLICT, "", "fee.not_waiting");
    return rc;
}

static const struct hn_sql sql_receive = {
    .name = "fee.receive",
    .text = "UPDATE fee_remittance SET received_at = $3, received_by = $4 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_recall = {
    .name = "fee.remit_annul",
    .text = "UPDATE fee_remittance SET annulled_at = $3 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_fee_remit_receive(struct hn_ctx *c, struct hn_unit_id unit, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), hn_p_time(c->now), hn_p_id(c->actor.v),
                                       HN_P_END };
    int64_t asker = 0;
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, unit);

    if (!rc)
        rc = waiting(c, unit, id, &asker);
    if (!rc && asker == c->actor.v)
        return hn_fail(c, HN_CONFLICT, "", "fee.same_person");
    if (!rc)
        rc = hn_store_do(c, &sql_receive, params);
    return rc ? rc : hn_audit_change(c, "fee.receive", id, unit, "", "received");
}

enum hn_rc
hn_fee_remit_annul(struct hn_ctx *c, struct hn_unit_id unit, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), hn_p_time(c->now), HN_P_END };
    int64_t asker;
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    if (!rc)
        rc = waiting(c, unit, id, &asker);
    if (!rc)
        rc = hn_store_do(c, &sql_recall, params);
    return rc ? rc : hn_audit_change(c, "fee.remit_annul", id, unit, "", "annulled");
}

/* --- listing --- */

#define REMITTANCE_COLUMNS                                                                                   \
    "SELECT r.unit_id, r.id, r.month, r.amount_dong, r.paid_on, r.note, r.received_at, r.entered_by,"        \
    " v.code, v.name FROM fee_remittance r LEFT JOIN unit_version v ON v.unit_id = r.unit_id AND "

static const struct hn_sql sql_of_month = {
    .name = "fee.remittances_of_month",
    .text = REMITTANCE_COLUMNS HN_SQL_AT("v", "$3", "$4") " WHERE r.month = $1 AND r.unit_id = $2"
                                                          " AND r.annulled_at = 0 ORDER BY r.id LIMIT 200"
};
static const struct hn_sql sql_waiting = {
    .name = "fee.remittances_waiting",
    .text = REMITTANCE_COLUMNS HN_SQL_AT("v", "$1", "$18") " WHERE r.unit_id IN " HN_SCOPE_UNIT_SET
                                                           " AND r.received_at = 0 AND r.annulled_at = 0"
                                                           " ORDER BY r.id LIMIT 200"
};

static enum hn_rc
read_remittances(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
                 const struct hn_fee_remittance **out, size_t *count)
{
    struct hn_fee_remittance *all = HN_NEW_N(c->arena, struct hn_fee_remittance, REMITTANCES_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    *out = all;
    *count = 0;
    if (rc)
        return rc;
    while (*count < REMITTANCES_MAX && hn_rows_next(rows))
        all[(*count)++] = (struct hn_fee_remittance){
            .id = hn_row_int(rows, "id"),
            .unit = { hn_row_int(rows, "unit_id") },
            .unit_code = hn_row_text(rows, "code"),
            .unit_name = hn_row_text(rows, "name"),
            .month = hn_row_int(rows, "month"),
            .amount_dong = hn_row_int(rows, "amount_dong"),
            .paid_on = (hn_day)hn_row_int(rows, "paid_on"),
            .note = hn_row_text(rows, "note"),
            .received_at = hn_row_int(rows, "received_at"),
            .own = hn_row_int(rows, "entered_by") == c->actor.v,
        };
    return hn_rows_end(rows);
}

enum hn_rc
hn_fee_remittances(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                   const struct hn_fee_remittance **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_int(month), hn_p_id(unit.v), hn_p_day(c->today),
                                       hn_p_time(HN_TIME_OPEN - 1), HN_P_END };
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    *count = 0;
    return rc ? rc : read_remittances(c, &sql_of_month, params, out, count);
}

enum hn_rc
hn_fee_remittances_waiting(struct hn_ctx *c, struct hn_unit_id within, const struct hn_fee_remittance **out,
                           size_t *count)
{
    struct hn_param params[HN_SCOPE_PARAMS + 2];
    struct hn_scope scope;
    size_t n;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_MONITOR, within, &scope);

    *count = 0;
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_time(HN_TIME_OPEN - 1);
    params[n] = HN_P_END;
    return read_remittances(c, &sql_waiting, params, out, count);
}

const struct hn_sql *const hn_fee_remit_sql[] = { &sql_money,    &sql_parent,  &sql_remit,
                                                  &sql_one,      &sql_receive, &sql_recall,
                                                  &sql_of_month, &sql_waiting, NULL };
