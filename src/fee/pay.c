/* pay.c: fees paid by the members of a cell, one or all at once, and taken back. (fee.h)
 *
 * A payment stays for ever: what was entered by mistake is annulled with a reason and keeps its receipt's number. Not for:
 * what the cell passes upward (remit.c).
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "fee/inside.h"
#include "rule/rule.h"

const char *const hn_fee_methods[] = { "cash", "bank", "portal", NULL };

/* --- checks --- */

static enum hn_rc
check_deed(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day paid_on, const char *method)
{
    bool known = false;
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    if (!rc)
        rc = hn_fee_month_begun(c, month);
    if (rc)
        return rc;
    for (size_t i = 0; hn_fee_methods[i]; i++)
        known |= method && strcmp(method, hn_fee_methods[i]) == 0;
    if (!known)
        return hn_fail(c, HN_INVALID, "method", "fee.method");
    if (paid_on > c->today)
        return hn_fail(c, HN_INVALID, "paid_on", "fee.future");
    return HN_OK;
}

/* A month is paid once, in whatever cell. */
static const struct hn_sql sql_paid = {
    .name = "fee.paid",
    .text = "SELECT receipt, paid_on FROM fee_payment WHERE person_id = $1 AND month = $2 AND annulled_at = 0"
};

static enum hn_rc
check_once(struct hn_ctx *c, struct hn_person_id person, int64_t month)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_int(month), HN_P_END };
    struct hn_rows *rows;
    const char *arg = NULL;
    enum hn_rc rc = hn_store_query(c, &sql_paid, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        arg = hn_print(c->arena, "%" PRId64 ", %s", hn_row_int(rows, "receipt"),
                       hn_day_table(c->arena, (hn_day)hn_row_int(rows, "paid_on")));
    rc = hn_rows_end(rows);
    if (rc || !arg)
        return rc;
    return hn_fail_arg(c, HN_CONFLICT, "person", "fee.paid_twice", arg);
}

static const struct hn_sql sql_due = {
    .name = "fee.due",
    .text = "SELECT payer, due_dong, state FROM fee_due WHERE unit_id = $1 AND month = $2 AND person_id = $3"
};

struct due {
    bool found, exempt;
    int64_t dong; /* 0 and not exempt: cannot be worked out */
};

static enum hn_rc
read_due(struct hn_ctx *c, const struct hn_fee_pay *in, struct due *out)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_int(in->month), hn_p_id(in->person.v),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_due, params, &rows);

    if (rc)
        return rc;
    *out = (struct due){ .found = hn_rows_next(rows) };
    if (out->found) {
        out->exempt = strcmp(hn_row_text(rows, "state"), "exempt") == 0;
        out->dong = hn_row_int(rows, "due_dong");
    }
    return hn_rows_end(rows);
}

/* Whoever came to the cell after the month was opened is in it once it has been worked out anew. */
static enum hn_rc
find_due(struct hn_ctx *c, const struct hn_fee_pay *in, struct due *out)
{
    enum hn_rc rc = hn_fee_open_now(c, in->unit, in->month);

    if (!rc)
        rc = read_due(c, in, out);
    if (rc || out->found)
        return rc;
    rc = hn_fee_open(c, in->unit, in->month);
    if (!rc)
        rc = read_due(c, in, out);
    return !rc && !out->found ? hn_fail(c, HN_CONFLICT, "person", "fee.not_member") : rc;
}

/* The sum is the due: less is no payment of the month, more is asked for as a voluntary higher fee. Where nothing can be
 * worked out the keeper says how much was paid. */
static enum hn_rc
amount_of(struct hn_ctx *c, const struct hn_fee_pay *in, const struct due *due, int64_t *out)
{
    *out = in->amount_dong ? in->amount_dong : due->dong;
    if (due->exempt)
        return hn_fail(c, HN_CONFLICT, "person", "fee.nothing_due");
    if (*out <= 0 || *out > HN_FEE_BASE_MOST)
        return hn_fail(c, HN_INVALID, "amount", "fee.amount_missing");
    if (due->dong && *out != due->dong)
        return hn_fail_arg(c, HN_INVALID, "amount", "fee.amount", hn_print(c->arena, "%" PRId64, due->dong));
    return HN_OK;
}

/* --- writing --- */

static const struct hn_sql sql_last_receipt = {
    .name = "fee.last_receipt",
    .text = "SELECT COALESCE(MAX(receipt), 0) AS n FROM fee_payment WHERE unit_id = $1 AND paid_on >= $2"
            " AND paid_on <= $3"
};

/* The number of the last receipt of the cell in the year of a day. */
static enum hn_rc
last_receipt(struct hn_ctx *c, struct hn_unit_id unit, hn_day day, int64_t *out)
{
    int year = hn_date_of(day).year;
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(hn_day_of(year, 1, 1)),
                                       hn_p_day(hn_day_of(year, 12, 31)), HN_P_END };
    bool found;

    return hn_store_int(c, &sql_last_receipt, params, out, &found);
}

static const struct hn_sql sql_pay = { .name = "fee.pay",
                                       .text = "INSERT INTO fee_payment (unit_id, id, month, person_id, "
                                               "amount_dong, paid_on, method, receipt, acting_for,"
                                               " annulled_at, annul_why, at, entered_by) VALUES ($1, $2, $3, "
                                               "$4, $5, $6, $7, $8, $9, 0, '', $10, $11)" };

/* acting_for: somebody else than the payer entered it. */
static enum hn_rc
write_payment(struct hn_ctx *c, const struct hn_fee_pay *in, int64_t amount, int64_t receipt, int64_t *id)
{
    struct hn_person_id own = { 0 };
    enum hn_rc rc = hn_access_person(c, &own);

    *id = hn_new_id(c);
    const struct hn_param params[] = {
        hn_p_id(in->unit.v),   hn_p_id(*id),        hn_p_int(in->month),
        hn_p_id(in->person.v), hn_p_int(amount),    hn_p_day(in->paid_on),
        hn_p_text(in->method), hn_p_int(receipt),   hn_p_int(own.v != in->person.v),
        hn_p_time(c->now),     hn_p_id(c->actor.v), HN_P_END
    };

    if (!rc)
        rc = hn_store_do(c, &sql_pay, params);
    return rc ? rc : hn_audit_person(c, "fee.pay", *id, in->person, in->unit);
}

enum hn_rc
hn_fee_pay(struct hn_ctx *c, const struct hn_fee_pay *in, int64_t *payment, int64_t *receipt)
{
    struct due due = { 0 };
    int64_t amount, last, id;
    enum hn_rc rc = check_deed(c, in->unit, in->month, in->paid_on, in->method);

    if (!rc)
        rc = check_once(c, in->person, in->month);
    if (!rc)
        rc = find_due(c, in, &due);
    if (!rc)
        rc = amount_of(c, in, &due, &amount);
    if (!rc)
        rc = last_receipt(c, in->unit, in->paid_on, &last);
    if (!rc)
        rc = write_payment(c, in, amount, last + 1, &id);
    if (rc)
        return rc;
    if (payment)
        *payment = id;
    if (receipt)
        *receipt = last + 1;
    return HN_OK;
}

/* --- everybody at once --- */

/* In the order of names, so that the receipts run on as the list does. */
#define OWES                                                                                                 \
    "CASE WHEN d.state = 'owed' AND d.due_dong > 0 AND NOT EXISTS (SELECT 1 FROM fee_payment z WHERE "       \
    "z.person_id = d.person_id AND z.month = d.month AND z.annulled_at = 0) THEN 1 ELSE 0 END AS owing"
static const struct hn_sql sql_owing = {
    .name = "fee.owing",
    .text = "SELECT d.person_id, d.due_dong, " OWES " FROM fee_due d LEFT JOIN person_basic b"
            " ON b.person_id = d.person_id AND b.valid_from <= $3 AND b.valid_to > $3"
            " AND b.known_to = 9223372036854775807 WHERE d.unit_id = $1 AND d.month = $2"
            " ORDER BY b.sort_key, d.person_id LIMIT 1000"
};

struct owing {
    int64_t person, dong;
    bool owing;
};

static enum hn_rc
read_owing(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct owing *out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_owing, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (*count < HN_FEE_MEMBERS_MAX && hn_rows_next(rows))
        out[(*count)++] = (struct owing){ .person = hn_row_int(rows, "person_id"),
                                          .dong = hn_row_int(rows, "due_dong"),
                                          .owing = hn_row_int(rows, "owing") == 1 };
    return hn_rows_end(rows);
}

static struct owing *
find_owing(struct owing *all, size_t count, int64_t person)
{
    for (size_t i = 0; i < count; i++) {
        if (all[i].person == person)
            return &all[i];
    }
    return NULL;
}

/* Only those named, when any are; whoever is named and is not in the book is no member. */
static enum hn_rc
choose(struct hn_ctx *c, struct owing *all, size_t count, const struct hn_person_id *persons,
       size_t person_count)
{
    bool *named = HN_NEW_N(c->arena, bool, count + 1);

    for (size_t i = 0; i < person_count; i++) {
        struct owing *o = find_owing(all, count, persons[i].v);

        if (!o)
            return hn_fail(c, HN_CONFLICT, "person", "fee.not_member");
        named[o - all] = true;
    }
    for (size_t i = 0; i < count && persons; i++)
        all[i].owing &= named[i];
    return HN_OK;
}

enum hn_rc
hn_fee_pay_all(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day paid_on, const char *method,
               const struct hn_person_id *persons, size_t person_count, int64_t *count)
{
    struct owing *all = HN_NEW_N(c->arena, struct owing, HN_FEE_MEMBERS_MAX);
    int64_t last = 0, id, done = 0;
    size_t n = 0;
    enum hn_rc rc = check_deed(c, unit, month, paid_on, method);

    if (!rc)
        rc = hn_fee_open_now(c, unit, month);
    if (!rc)
        rc = read_owing(c, unit, month, all, &n);
    if (!rc)
        rc = choose(c, all, n, persons, person_count);
    if (!rc)
        rc = last_receipt(c, unit, paid_on, &last);
    for (size_t i = 0; !rc && i < n; i++) {
        const struct hn_fee_pay in = {
            .unit = unit, .person = { all[i].person }, .month = month, .paid_on = paid_on, .method = method
        };

        if (all[i].owing)
            rc = write_payment(c, &in, all[i].dong, last + ++done, &id);
    }
    if (!rc && done == 0)
        return hn_fail(c, HN_CONFLICT, "", "fee.nobody_owes");
    *count = done;
    return rc;
}

/* --- taking back --- */

static const struct hn_sql sql_payment = {
    .name = "fee.payment",
    .text =
        "SELECT person_id, month, amount_dong, annulled_at FROM fee_payment WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_annul = {
    .name = "fee.annul",
    .text = "UPDATE fee_payment SET annulled_at = $3, annul_why = $4 WHERE unit_id = $1 AND id = $2"
            " AND annulled_at = 0"
};

struct payment {
    struct hn_person_id person;
    int64_t month, amount;
    bool found, annulled;
};

static enum hn_rc
read_payment(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, struct payment *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_payment, params, &rows);

    if (rc)
        return rc;
    *out = (struct payment){ .found = hn_rows_next(rows) };
    if (out->found) {
        out->person.v = hn_row_int(rows, "person_id");
        out->month = hn_row_int(rows, "month");
        out->amount = hn_row_int(rows, "amount_dong");
        out->annulled = hn_row_int(rows, "annulled_at") != 0;
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_fee_annul(struct hn_ctx *c, struct hn_unit_id unit, int64_t payment, const char *why)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(payment), hn_p_time(c->now), hn_p_text(why),
                                       HN_P_END };
    struct payment p = { 0 };
    struct hn_fee_money money = { 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    if (!rc)
        rc = read_payment(c, unit, payment, &p);
    if (rc)
        return rc;
    if (!p.found)
        return hn_fail(c, HN_NOT_FOUND, "", "fee.no_payment");
    if (p.annulled)
        return hn_fail(c, HN_CONFLICT, "", "fee.annulled");
    if (!why || !*why)
        return hn_fail(c, HN_INVALID, "why", "fee.reason");
    rc = hn_fee_money_of(c, unit, p.month, &money);
    if (!rc && money.remitted_dong > hn_fee_upward(money.paid_dong - p.amount, money.retained_bp))
        return hn_fail(c, HN_CONFLICT, "", "fee.passed_up");
    if (!rc)
        rc = hn_store_do(c, &sql_annul, params);
    return rc ? rc : hn_audit_person(c, "fee.annul", payment, p.person, unit);
}

const struct hn_sql *const hn_fee_pay_sql[] = { &sql_paid,  &sql_due,     &sql_last_receipt, &sql_pay,
                                                &sql_owing, &sql_payment, &sql_annul,        NULL };
