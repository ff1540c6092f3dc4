/* relief.c: who owes less or nothing for a time, or wishes to give more: asked by the cell, agreed by the committee above,
 * or at once in a grassroots cell. (fee.h)
 *
 * The reason may speak of somebody's health or need: it is sealed under his own key. Not for: exemption by party age, which
 * needs nobody's word (work.c).
 */
#include <inttypes.h>
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact_sql.h"
#include "fee/inside.h"
#include "rule/rule.h"

#define REDUCED_MONTHS 12 /* 01-QĐ/TW of 03/02/2026 */
#define RELIEFS_MAX    200

const char *const hn_fee_relief_kinds[] = { "exempt", "reduced", "voluntary", NULL };
const char *const hn_fee_grounds[] = { "social_pension", "poor", "illness", "request", NULL };

/* --- asking --- */

static enum hn_rc
check_kind(struct hn_ctx *c, const struct hn_fee_relief *in)
{
    bool request = in->ground && strcmp(in->ground, "request") == 0;
    bool exempt = in->kind && strcmp(in->kind, "exempt") == 0;

    if (!in->kind || !hn_one_of(in->kind, hn_fee_relief_kinds))
        return hn_fail(c, HN_INVALID, "kind", "fee.relief_kind");
    /* To be let off altogether takes one of the grounds the rule names; to give more takes only the wish. */
    if (strcmp(in->kind, "voluntary") != 0 && (!hn_one_of(in->ground, hn_fee_grounds) || (exempt && request)))
        return hn_fail(c, HN_INVALID, "ground", "fee.ground");
    if (strcmp(in->kind, "reduced") == 0 && in->share_bp != 3000 && in->share_bp != 5000 &&
        in->share_bp != 7000)
        return hn_fail(c, HN_INVALID, "share", "fee.share");
    if (strcmp(in->kind, "voluntary") == 0 && (in->amount_dong <= 0 || in->amount_dong > HN_FEE_BASE_MOST))
        return hn_fail(c, HN_INVALID, "amount", "fee.amount");
    return HN_OK;
}

static enum hn_rc
check_months(struct hn_ctx *c, const struct hn_fee_relief *in)
{
    bool reduced = strcmp(in->kind, "reduced") == 0;

    if (in->month_from <= 0 || in->month_to < in->month_from)
        return hn_fail(c, HN_INVALID, "month_to", "fee.months");
    if (reduced && in->month_to - in->month_from + 1 > REDUCED_MONTHS)
        return hn_fail(c, HN_INVALID, "month_to", "fee.months");
    if (!in->reason || !*in->reason)
        return hn_fail(c, HN_INVALID, "reason", "fee.reason");
    return HN_OK;
}

static const struct hn_sql sql_overlap = {
    .name = "fee.relief_overlap",
    .text =
        "SELECT COUNT(*) AS n FROM fee_relief WHERE person_id = $1 AND month_to >= $2 AND month_from <= $3"
        " AND state <> 'refused'"
};
static const struct hn_sql sql_belongs = {
    .name = "fee.belongs",
    .text = "SELECT COUNT(*) AS n FROM membership m WHERE m.person_id = $1 AND m.unit_id = $2"
            " AND " HN_SQL_AT("m", "$3", "$4")
};
static const struct hn_sql sql_kind = {
    .name = "fee.unit_kind",
    .text = "SELECT COUNT(*) AS n FROM unit_version v WHERE v.unit_id = $1 AND v.kind = 'grassroots_cell'"
            " AND " HN_SQL_AT("v", "$2", "$3")
};

static enum hn_rc
check_person(struct hn_ctx *c, const struct hn_fee_relief *in)
{
    const struct hn_param overlap[] = { hn_p_id(in->person.v), hn_p_int(in->month_from),
                                        hn_p_int(in->month_to), HN_P_END };
    const struct hn_param belongs[] = { hn_p_id(in->person.v), hn_p_id(in->unit.v), hn_p_day(c->today),
                                        hn_p_time(HN_TIME_OPEN - 1), HN_P_END };
    int64_t n;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_belongs, belongs, &n, &found);

    if (!rc && n == 0)
        return hn_fail(c, HN_CONFLICT, "person", "fee.not_member");
    if (!rc)
        rc = hn_store_int(c, &sql_overlap, overlap, &n, &found);
    if (!rc && n > 0)
        return hn_fail(c, HN_CONFLICT, "month_from", "fee.relief_overlap");
    return rc;
}

/* A grassroots cell agrees by itself to less, never to more. */
static enum hn_rc
agrees_itself(struct hn_ctx *c, const struct hn_fee_relief *in, bool *out)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_day(c->today), hn_p_time(HN_TIME_OPEN - 1),
                                       HN_P_END };
    int64_t n;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_kind, params, &n, &found);

    *out = !rc && n > 0 && strcmp(in->kind, "voluntary") != 0;
    return rc;
}

static const struct hn_sql sql_ask = {
    .name = "fee.relief_ask",
    .text = "INSERT INTO fee_relief (unit_id, id, person_id, kind, ground, share_bp, amount, month_from, "
            "month_to,"
            " state, reason, decided_at, decided_by, at, ended_at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15)"
};

static enum hn_rc
write_relief(struct hn_ctx *c, const struct hn_fee_relief *in, bool agreed, int64_t id)
{
    bool reduced = strcmp(in->kind, "reduced") == 0, voluntary = strcmp(in->kind, "voluntary") == 0;
    const char *reason;
    enum hn_rc rc = hn_fee_seal_text(c, in->person, "fee:reason", in->reason, &reason);

    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(id),
                                       hn_p_id(in->person.v),
                                       hn_p_text(in->kind),
                                       hn_p_text(voluntary ? "request" : in->ground),
                                       hn_p_int(reduced ? in->share_bp : 0),
                                       hn_p_int(voluntary ? in->amount_dong : 0),
                                       hn_p_int(in->month_from),
                                       hn_p_int(in->month_to),
                                       hn_p_text(agreed ? "agreed" : "asked"),
                                       hn_p_text(reason),
                                       hn_p_time(agreed ? c->now : 0),
                                       hn_p_id(agreed ? c->actor.v : 0),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_ask, params);
}

enum hn_rc
hn_fee_relief_ask(struct hn_ctx *c, const struct hn_fee_relief *given, int64_t *out)
{
    struct hn_fee_relief in = *given;
    int64_t id = hn_new_id(c);
    bool agreed = false;
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, in.unit);

    if (!rc)
        rc = check_kind(c, &in);
    if (rc)
        return rc;
    if (in.month_to == 0 && strcmp(in.kind, "reduced") != 0)
        in.month_to = HN_FEE_MONTH_OPEN;
    rc = check_months(c, &in);
    if (!rc)
        rc = check_person(c, &in);
    if (!rc)
        rc = agrees_itself(c, &in, &agreed);
    if (!rc)
        rc = write_relief(c, &in, agreed, id);
    if (rc)
        return rc;
    if (out)
        *out = id;
    return hn_audit_person(c, "fee.relief_ask", id, in.person, in.unit);
}

/* --- deciding, ending --- */

static const struct hn_sql sql_one = { .name = "fee.relief",
                                       .text = "SELECT person_id, state, month_from, month_to, entered_by "
                                               "FROM fee_relief WHERE unit_id = $1 AND id = $2" };

struct standing_relief {
    struct hn_person_id person;
    bool waiting;
    int64_t month_from, month_to, asker;
};

static enum hn_rc
read_one(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, struct standing_relief *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = (struct standing_relief){ .person = { hn_row_int(rows, "person_id") },
                                         .waiting = strcmp(hn_row_text(rows, "state"), "asked") == 0,
                                         .month_from = hn_row_int(rows, "month_from"),
                                         .month_to = hn_row_int(rows, "month_to"),
                                         .asker = hn_row_int(rows, "entered_by") };
    rc = hn_rows_end(rows);
    return !rc && !found ? hn_fail(c, HN_NOT_FOUND, "", "fee.no_relief") : rc;
}

static const struct hn_sql sql_decide = {
    .name = "fee.relief_decide",
    .text =
        "UPDATE fee_relief SET state = $3, decided_at = $4, decided_by = $5 WHERE unit_id = $1 AND id = $2"
        " AND state = 'asked'"
};

enum hn_rc
hn_fee_relief_decide(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, bool agree)
{
    const struct hn_param params[] = {
        hn_p_id(unit.v),   hn_p_id(id),         hn_p_text(agree ? "agreed" : "refused"),
        hn_p_time(c->now), hn_p_id(c->actor.v), HN_P_END
    };
    struct standing_relief r = { 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, unit);

    if (!rc)
        rc = read_one(c, unit, id, &r);
    if (rc)
        return rc;
    if (!r.waiting)
        return hn_fail(c, HN_CONFLICT, "", "fee.not_waiting");
    if (r.asker == c->actor.v)
        return hn_fail(c, HN_CONFLICT, "", "fee.same_person");
    rc = hn_store_do(c, &sql_decide, params);
    return rc ? rc : hn_audit_person(c, agree ? "fee.relief_agree" : "fee.relief_refuse", id, r.person, unit);
}

static const struct hn_sql sql_end = {
    .name = "fee.relief_end",
    .text = "UPDATE fee_relief SET month_to = $3, ended_at = $4 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_fee_relief_end(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, int64_t last_month)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), hn_p_int(last_month), hn_p_time(c->now),
                                       HN_P_END };
    struct standing_relief r = { 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    if (!rc)
        rc = read_one(c, unit, id, &r);
    if (rc)
        return rc;
    if (last_month < r.month_from - 1 || last_month > r.month_to)
        return hn_fail(c, HN_INVALID, "last_month", "fee.months");
    rc = hn_store_do(c, &sql_end, params);
    return rc ? rc : hn_audit_person(c, "fee.relief_end", id, r.person, unit);
}

/* --- listing --- */

/* clang-format off */
static const struct hn_sql sql_list = {
    .name = "fee.reliefs",
    .text =
        "SELECT r.id, r.unit_id, r.person_id, p.code, b.full_name, v.code AS unit_code,"
        " v.name AS unit_name, r.kind, r.ground, r.reason, r.state, r.share_bp, r.amount, r.month_from,"
        " r.month_to, k.key_number, k.wrapped"
        " FROM fee_relief r CROSS JOIN person p"
        " LEFT JOIN person_basic b ON b.person_id = r.person_id AND " HN_SQL_AT("b", "$1", "$18")
        " LEFT JOIN unit_version v ON v.unit_id = r.unit_id AND " HN_SQL_AT("v", "$1", "$18")
        " LEFT JOIN person_key k ON k.person_id = r.person_id"
        " WHERE r.unit_id IN " HN_SCOPE_UNIT_SET " AND ($19 = '' OR r.state = $19)"
        " AND p.id = r.person_id"
        " ORDER BY r.at DESC, r.id DESC LIMIT 200"
};
/* clang-format on */

static struct hn_fee_relief
relief_of(struct hn_ctx *c, struct hn_rows *rows)
{
    struct hn_person_id person = { hn_row_int(rows, "person_id") };

    return (struct hn_fee_relief){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .person = person,
        .person_code = hn_row_text(rows, "code"),
        .person_name = hn_row_text(rows, "full_name"),
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .kind = hn_row_text(rows, "kind"),
        .ground = hn_row_text(rows, "ground"),
        .reason = hn_fee_unseal_text(c, rows, person, "fee:reason", hn_row_text(rows, "reason")),
        .state = hn_row_text(rows, "state"),
        .share_bp = hn_row_int(rows, "share_bp"),
        .amount_dong = hn_row_int(rows, "amount"),
        .month_from = hn_row_int(rows, "month_from"),
        .month_to = hn_row_int(rows, "month_to") == HN_FEE_MONTH_OPEN ? 0 : hn_row_int(rows, "month_to"),
    };
}

/* Those who follow cells from above, else those who keep the book of one. */
static enum hn_rc
scope_of(struct hn_ctx *c, struct hn_unit_id within, struct hn_scope *out)
{
    int faults = c->fault_count;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_MONITOR, within, out);

    if (rc != HN_DENIED && rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_scope_of(c, HN_MAY_KEEP_FEES, within, out);
}

enum hn_rc
hn_fee_reliefs(struct hn_ctx *c, struct hn_unit_id within, bool waiting, const struct hn_fee_relief **out,
               size_t *count)
{
    struct hn_fee_relief *all = HN_NEW_N(c->arena, struct hn_fee_relief, RELIEFS_MAX);
    struct hn_param params[HN_SCOPE_PARAMS + 3];
    struct hn_scope scope;
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = scope_of(c, within, &scope);

    *out = all;
    *count = 0;
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_time(HN_TIME_OPEN - 1);
    params[n++] = hn_p_text(waiting ? "asked" : "");
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (*count < RELIEFS_MAX && hn_rows_next(rows))
        all[(*count)++] = relief_of(c, rows);
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_fee_relief_sql[] = { &sql_overlap, &sql_belongs, &sql_kind, &sql_ask, &sql_one,
                                                   &sql_decide,  &sql_end,     &sql_list, NULL };
