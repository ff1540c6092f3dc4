/* book.c: the book of a cell's month: opened, read with what was paid, summed; and a person's own months. (fee.h)
 *
 * Not for: paying (pay.c), totals over many cells (total.c).
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "base/words.h"
#include "fact/fact_sql.h"
#include "fee/inside.h"
#include "rule/rule.h"

#define OWN_MONTHS 36

/* --- opening --- */

static const struct hn_sql sql_opened = {
    .name = "fee.opened", .text = "SELECT COUNT(*) AS n FROM fee_due WHERE unit_id = $1 AND month = $2"
};
/* What was paid stays as it was reckoned then. */
static const struct hn_sql sql_forget = {
    .name = "fee.due_forget",
    .text =
        "DELETE FROM fee_due WHERE unit_id = $1 AND month = $2 AND NOT EXISTS (SELECT 1 FROM fee_payment y"
        " WHERE y.unit_id = fee_due.unit_id AND y.month = fee_due.month AND y.person_id = fee_due.person_id"
        " AND y.annulled_at = 0)"
};
static const struct hn_sql sql_due = {
    .name = "fee.due_add",
    .text = "INSERT INTO fee_due (unit_id, month, person_id, payer, full_dong, due_dong, state, ground, at,"
            " entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            " ON CONFLICT (unit_id, month, person_id) DO NOTHING"
};

enum hn_rc
hn_fee_opened(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, bool *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), HN_P_END };
    int64_t n = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_opened, params, &n, &found);

    *out = n > 0;
    return rc;
}

static enum hn_rc
write_dues(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_fee_worked *lines,
           size_t count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_due), ended;

    if (rc)
        return rc;
    for (size_t i = 0; i < count && !rc; i++) {
        const struct hn_fee_worked *l = &lines[i];
        const struct hn_param params[] = { hn_p_id(unit.v),
                                           hn_p_int(month),
                                           hn_p_id(l->person.v),
                                           hn_p_text(l->payer),
                                           hn_p_int(l->full_dong),
                                           hn_p_int(l->due_dong),
                                           hn_p_text(l->exempt ? "exempt" : "owed"),
                                           hn_p_text(l->ground),
                                           hn_p_time(c->now),
                                           hn_p_id(c->actor.v),
                                           HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

static enum hn_rc
work_in(struct hn_ctx *c, struct hn_unit_id unit, int64_t month)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), HN_P_END };
    struct hn_fee_worked *lines;
    size_t count;
    enum hn_rc rc = hn_fee_work(c, unit, month, &lines, &count);

    if (!rc)
        rc = hn_store_do(c, &sql_forget, params);
    if (!rc)
        rc = write_dues(c, unit, month, lines, count);
    return rc ? rc : hn_audit_change(c, "fee.open", unit.v, unit, "", hn_print(c->arena, "%" PRId64, month));
}

enum hn_rc
hn_fee_open_now(struct hn_ctx *c, struct hn_unit_id unit, int64_t month)
{
    bool opened;
    enum hn_rc rc = hn_fee_opened(c, unit, month, &opened);

    return rc || opened ? rc : work_in(c, unit, month);
}

enum hn_rc
hn_fee_open(struct hn_ctx *c, struct hn_unit_id unit, int64_t month)
{
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    if (!rc)
        rc = hn_fee_month_begun(c, month);
    return rc ? rc : work_in(c, unit, month);
}

/* --- reading --- */

/* clang-format off */
static const struct hn_sql sql_book = {
    .name = "fee.book",
    .text =
        "SELECT d.person_id, p.code, b.full_name, d.payer, d.full_dong, d.due_dong, d.state, d.ground,"
        " y.id, y.amount_dong, y.receipt, y.paid_on, y.method,"
        " (SELECT COUNT(*) FROM fee_due e WHERE e.person_id = d.person_id AND e.month >= $3"
        " AND e.month < $2 AND e.state = 'owed' AND e.due_dong > 0"
        " AND NOT EXISTS (SELECT 1 FROM fee_payment z WHERE z.person_id = e.person_id"
        " AND z.month = e.month AND z.annulled_at = 0)) AS months_unpaid"
        " FROM fee_due d CROSS JOIN person p"
        " LEFT JOIN person_basic b ON b.person_id = d.person_id AND " HN_SQL_AT("b", "$4", "$5")
        " LEFT JOIN fee_payment y ON y.unit_id = d.unit_id AND y.month = d.month"
        " AND y.person_id = d.person_id AND y.annulled_at = 0"
        " WHERE d.unit_id = $1 AND d.month = $2 AND p.id = d.person_id"
        " ORDER BY b.sort_key, b.birth_date, d.person_id LIMIT 1000"
};
/* clang-format on */

/* The last day on which the month is paid in time. */
static enum hn_rc
due_day(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day *out)
{
    hn_day last = hn_month_last(month);
    int64_t day;
    enum hn_rc rc = hn_rule_value(c, unit, "fee_due_day", hn_fee_day(c, month), &day);

    *out = last;
    if (!rc && day >= 1 && day <= 31 && hn_month_first(month) + (hn_day)day - 1 < last)
        *out = hn_month_first(month) + (hn_day)day - 1;
    return rc;
}

/* Paid before exempt before unknown: what happened counts for more than what should have. */
static const char *
state_of(const struct hn_fee_line *l, bool exempt, bool late)
{
    if (l->payment)
        return "paid";
    if (exempt)
        return "exempt";
    if (l->due_dong == 0)
        return "unknown";
    if (late)
        return "late";
    return l->due_dong < l->full_dong ? "reduced" : "owed";
}

static struct hn_fee_line
line_of_row(struct hn_rows *rows, bool late)
{
    struct hn_fee_line l = {
        .person = { hn_row_int(rows, "person_id") },
        .code = hn_row_text(rows, "code"),
        .full_name = hn_row_text(rows, "full_name"),
        .payer = hn_row_text(rows, "payer"),
        .full_dong = hn_row_int(rows, "full_dong"),
        .due_dong = hn_row_int(rows, "due_dong"),
        .paid_dong = hn_row_int(rows, "amount_dong"),
        .ground = hn_row_text(rows, "ground"),
        .payment = hn_row_int(rows, "id"),
        .receipt = hn_row_int(rows, "receipt"),
        .paid_on = hn_row_null(rows, "paid_on") ? HN_DAY_OPEN : (hn_day)hn_row_int(rows, "paid_on"),
        .method = hn_row_text(rows, "method"),
        .months_unpaid = (int)hn_row_int(rows, "months_unpaid"),
    };

    l.state = state_of(&l, strcmp(hn_row_text(rows, "state"), "exempt") == 0, late);
    return l;
}

static enum hn_rc
read_opened(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, bool late, struct hn_fee_line *lines,
            size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_int(month),
                                       hn_p_int(month / 12 * 12),
                                       hn_p_day(hn_fee_day(c, month)),
                                       hn_p_time(HN_TIME_OPEN - 1),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_book, params, &rows);

    if (rc)
        return rc;
    while (*count < HN_FEE_MEMBERS_MAX && hn_rows_next(rows))
        lines[(*count)++] = line_of_row(rows, late);
    return hn_rows_end(rows);
}

/* The month as it would be, were it opened now. */
static enum hn_rc
read_worked(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, bool late, struct hn_fee_line *lines,
            size_t *count)
{
    struct hn_fee_worked *worked;
    size_t n;
    enum hn_rc rc = hn_fee_work(c, unit, month, &worked, &n);

    for (size_t i = 0; i < n && !rc; i++) {
        const struct hn_fee_worked *w = &worked[i];
        struct hn_fee_line *l = &lines[(*count)++];

        *l = (struct hn_fee_line){ .person = w->person,
                                   .code = w->code,
                                   .full_name = w->full_name,
                                   .payer = w->payer,
                                   .full_dong = w->full_dong,
                                   .due_dong = w->due_dong,
                                   .ground = w->ground,
                                   .paid_on = HN_DAY_OPEN,
                                   .method = "",
                                   .months_unpaid = w->months_unpaid };
        l->state = state_of(l, w->exempt, late);
    }
    return rc;
}

static void
add_line(struct hn_fee_sum *sum, const struct hn_fee_line *l)
{
    bool paid = strcmp(l->state, "paid") == 0, exempt = strcmp(l->state, "exempt") == 0;
    bool unknown = strcmp(l->state, "unknown") == 0;

    sum->members++;
    sum->paid += paid;
    sum->exempt += exempt;
    sum->unknown += unknown;
    sum->owing += !paid && !exempt && !unknown;
    sum->late += strcmp(l->state, "late") == 0;
    sum->reduced += !exempt && l->due_dong < l->full_dong;
    sum->due_dong += l->due_dong;
    sum->paid_dong += l->paid_dong;
}

enum hn_rc
hn_fee_book(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_fee_line **out,
            size_t *count, struct hn_fee_sum *sum)
{
    struct hn_fee_line *lines = HN_NEW_N(c->arena, struct hn_fee_line, HN_FEE_MEMBERS_MAX);
    struct hn_fee_money money = { 0 };
    bool opened = false;
    hn_day due;
    enum hn_rc rc = hn_need(c, HN_MAY_KEEP_FEES, unit);

    *out = lines;
    *count = 0;
    *sum = (struct hn_fee_sum){ .cells = 1 };
    if (!rc)
        rc = hn_fee_month_begun(c, month);
    if (!rc)
        rc = hn_fee_opened(c, unit, month, &opened);
    if (!rc)
        rc = due_day(c, unit, month, &due);
    if (!rc)
        rc = opened ? read_opened(c, unit, month, c->today > due, lines, count)
                    : read_worked(c, unit, month, c->today > due, lines, count);
    if (!rc)
        rc = hn_fee_money_of(c, unit, month, &money);
    if (rc)
        return rc;
    for (size_t i = 0; i < *count; i++)
        add_line(sum, &lines[i]);
    sum->opened = opened;
    sum->retained_dong = money.paid_dong - money.upward_dong;
    sum->upward_dong = money.upward_dong;
    sum->remitted_dong = money.remitted_dong;
    sum->received_dong = money.received_dong;
    return HN_OK;
}

/* Is what stands in an opened book still what the rules give? Paid lines are left out: they stay as they were. */
static bool
same_line(const struct hn_fee_line *l, const struct hn_fee_worked *w)
{
    bool exempt = strcmp(l->state, "exempt") == 0;

    return l->person.v == w->person.v &&
           (l->payment || (l->due_dong == w->due_dong && l->full_dong == w->full_dong &&
                           exempt == w->exempt && strcmp(l->payer, w->payer) == 0));
}

enum hn_rc
hn_fee_stale(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_fee_line *lines,
             size_t count, bool *out)
{
    struct hn_fee_worked *worked;
    size_t n, same = 0, paid_and_gone = 0;
    enum hn_rc rc = hn_fee_work(c, unit, month, &worked, &n);

    for (size_t i = 0; i < count && !rc; i++) {
        bool found = false;

        for (size_t k = 0; k < n && !found; k++) {
            found = lines[i].person.v == worked[k].person.v;
            same += found && same_line(&lines[i], &worked[k]);
        }
        paid_and_gone += !found && lines[i].payment;
    }
    *out = !rc && (same != n || same + paid_and_gone != count);
    return rc;
}

/* --- one's own --- */

/* clang-format off */
static const struct hn_sql sql_own = {
    .name = "fee.of_person",
    .text =
        "SELECT d.unit_id, d.month, d.person_id, p.code, b.full_name, d.payer, d.full_dong, d.due_dong,"
        " d.state, d.ground, y.id, y.amount_dong, y.receipt, y.paid_on, y.method,"
        " CAST(0 AS BIGINT) AS months_unpaid"
        " FROM fee_due d CROSS JOIN person p"
        " LEFT JOIN person_basic b ON b.person_id = d.person_id AND " HN_SQL_AT("b", "$2", "$3")
        " LEFT JOIN fee_payment y ON y.unit_id = d.unit_id AND y.month = d.month"
        " AND y.person_id = d.person_id AND y.annulled_at = 0"
        " WHERE d.person_id = $1 AND p.id = d.person_id"
        " ORDER BY d.month DESC, d.unit_id LIMIT 36"
};
/* clang-format on */

struct own {
    struct hn_fee_line *lines;
    int64_t *months;
    size_t count;
    struct hn_unit_id unit; /* of the newest */
};

static enum hn_rc
read_own(struct hn_ctx *c, struct hn_person_id person, struct own *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_day(c->today), hn_p_time(HN_TIME_OPEN - 1),
                                       HN_P_END };
    int64_t running = hn_month_of(c->today);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_own, params, &rows);

    if (rc)
        return rc;
    while (out->count < OWN_MONTHS && hn_rows_next(rows)) {
        int64_t month = hn_row_int(rows, "month");

        if (out->count == 0)
            out->unit.v = hn_row_int(rows, "unit_id");
        out->months[out->count] = month;
        /* No month may still be paid in time once it is over. */
        out->lines[out->count] = line_of_row(rows, month < running);
        out->lines[out->count++].unit.v = hn_row_int(rows, "unit_id");
    }
    return hn_rows_end(rows);
}

/* Months of the same year, before each, that are owed and not paid. */
static void
count_unpaid(struct own *o)
{
    for (size_t i = 0; i < o->count; i++) {
        for (size_t k = i + 1; k < o->count && o->months[k] / 12 == o->months[i] / 12; k++)
            o->lines[i].months_unpaid += strcmp(o->lines[k].state, "late") == 0;
    }
}

enum hn_rc
hn_fee_of_person(struct hn_ctx *c, struct hn_person_id person, const struct hn_fee_line **out,
                 const int64_t **months, size_t *count)
{
    struct own o = { .lines = HN_NEW_N(c->arena, struct hn_fee_line, OWN_MONTHS),
                     .months = HN_NEW_N(c->arena, int64_t, OWN_MONTHS) };
    struct hn_person_id own = { 0 };
    hn_day due;
    enum hn_rc rc = hn_access_person(c, &own);

    if (!rc && (!own.v || own.v != person.v))
        rc = hn_need_person(c, HN_MAY_KEEP_FEES, person, HN_GROUP_BASIC);
    if (!rc)
        rc = read_own(c, person, &o);
    if (!rc && o.count && o.months[0] == hn_month_of(c->today)) {
        rc = due_day(c, o.unit, o.months[0], &due);
        if (!rc && c->today > due && strcmp(o.lines[0].state, "paid") != 0 && o.lines[0].due_dong > 0)
            o.lines[0].state = "late";
    }
    count_unpaid(&o);
    *out = o.lines;
    *months = o.months;
    *count = o.count;
    return rc;
}

/* --- a sentence for the minutes --- */

static const struct hn_sql sql_tally = {
    .name = "fee.tally",
    .text = "SELECT COUNT(*) AS members, COUNT(y.id) AS paid, CAST(COALESCE(SUM(y.amount_dong), 0) AS "
            "BIGINT) AS dong,"
            " COUNT(CASE WHEN y.id IS NULL AND d.state = 'exempt' THEN 1 END) AS exempt,"
            " COUNT(CASE WHEN y.id IS NULL AND d.state <> 'exempt' AND d.due_dong = 0 THEN 1 END) AS unknown"
            " FROM fee_due d LEFT JOIN fee_payment y ON y.unit_id = d.unit_id AND y.month = d.month"
            " AND y.person_id = d.person_id AND y.annulled_at = 0 WHERE d.unit_id = $1 AND d.month = $2"
};

enum hn_rc
hn_fee_line_text(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const char **out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), HN_P_END };
    struct hn_arena *a = c->arena;
    int64_t members, paid, exempt, unknown, dong;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_tally, params, &rows);

    *out = "";
    if (rc)
        return rc;
    if (!hn_rows_next(rows))
        return hn_rows_end(rows);
    members = hn_row_int(rows, "members");
    paid = hn_row_int(rows, "paid");
    exempt = hn_row_int(rows, "exempt");
    unknown = hn_row_int(rows, "unknown");
    dong = hn_row_int(rows, "dong");
    if (members > 0) {
        const char *rest = hn_print(
            a, "%s%s",
            exempt ? hn_words_fill(a, HN_VI, "fee.line_exempt", hn_vi_int(a, exempt, false), NULL) : "",
            unknown ? hn_words_fill(a, HN_VI, "fee.line_unknown", hn_vi_int(a, unknown, false), NULL) : "");

        const char *who = hn_print(a, "%" PRId64 "/%" PRId64, paid, members - exempt);
        const char *what = hn_words_fill(a, HN_VI, "fee.line_paid", who, hn_vi_int(a, dong, false));

        *out = hn_print(a, "%s%s", hn_words_fill(a, HN_VI, "fee.line", hn_month_text(a, month), what), rest);
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_fee_book_sql[] = { &sql_opened, &sql_forget, &sql_due, &sql_book,
                                                 &sql_own,    &sql_tally,  NULL };
