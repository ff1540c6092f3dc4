/* work.c: what each member of a cell owes for a month, from his kind of payer, the rates, his party age and any relief.
 *
 * Four questions for a whole cell, put together in memory. Not for: what was opened and paid (book.c, pay.c).
 */
#include <string.h>

#include "fact/fact_sql.h"
#include "fee/inside.h"
#include "rule/rule.h"

#define AT_B HN_SQL_AT("b", "$2", "$3")
#define AT_F HN_SQL_AT("f", "$2", "$3")
#define AT_M HN_SQL_AT("m", "$2", "$3")
#define AT_S HN_SQL_AT("s", "$2", "$3")

/* Months of the year before $4 that were owed and never paid, in whatever cell. */
#define MONTHS_UNPAID                                                                                        \
    "(SELECT COUNT(*) FROM fee_due e WHERE e.person_id = m.person_id AND e.month >= $5 AND e.month < $4"     \
    " AND e.state = 'owed' AND e.due_dong > 0 AND NOT EXISTS (SELECT 1 FROM fee_payment z WHERE "            \
    "z.person_id = e.person_id AND z.month = e.month AND z.annulled_at = 0)) AS months_unpaid"
#define OF_CELL "m.unit_id = $1 AND " AT_M

#define MEMBER_COLUMNS                                                                                       \
    "m.person_id, p.code, b.full_name, b.admit_date, f.payer, f.base, k.key_number, "                        \
    "k.wrapped, " MONTHS_UNPAID
#define MEMBER_FACTS                                                                                         \
    " LEFT JOIN person_basic b ON b.person_id = m.person_id AND " AT_B                                       \
    " LEFT JOIN fee_profile f ON f.person_id = m.person_id AND " AT_F                                        \
    " LEFT JOIN person_key k ON k.person_id = m.person_id"

static const struct hn_sql sql_members = {
    .name = "fee.members",
    .text = "SELECT " MEMBER_COLUMNS
            " FROM membership m CROSS JOIN standing s CROSS JOIN person p" MEMBER_FACTS " WHERE " OF_CELL
            " AND s.person_id = m.person_id AND " AT_S
            " AND s.standing IN ('official', 'probationary') AND p.id = m.person_id"
            " ORDER BY b.sort_key, b.birth_date, m.person_id LIMIT 1000"
};

struct member {
    hn_pdate admitted;
    int64_t base_dong;
};

struct working {
    struct hn_ctx *c;
    struct hn_unit_id unit;
    int64_t month;
    struct hn_fee_worked *lines;
    struct member *members;
    size_t count;
};

static enum hn_rc
read_members(struct working *w)
{
    struct hn_ctx *c = w->c;
    const struct hn_param params[] = { hn_p_id(w->unit.v),           hn_p_day(hn_fee_day(c, w->month)),
                                       hn_p_time(HN_TIME_OPEN - 1),  hn_p_int(w->month),
                                       hn_p_int(w->month / 12 * 12), HN_P_END };
    size_t room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_members, params, &rows);

    if (rc)
        return rc;
    while (w->count < HN_FEE_MEMBERS_MAX && hn_rows_next(rows)) {
        if (w->count == room) {
            w->lines = hn_grow(c->arena, w->lines, room * sizeof *w->lines, (room + 32) * sizeof *w->lines);
            w->members = hn_grow(c->arena, w->members, room * sizeof *w->members,
                                 (room + 32) * sizeof *w->members);
            room += 32;
        }
        struct hn_person_id person = { hn_row_int(rows, "person_id") };

        w->members[w->count] = (struct member){ .admitted = (hn_pdate)hn_row_int(rows, "admit_date"),
                                                .base_dong = hn_fee_base(c, rows, person) };
        w->lines[w->count++] = (struct hn_fee_worked){
            .person = person,
            .code = hn_row_text(rows, "code"),
            .full_name = hn_row_text(rows, "full_name"),
            .payer = hn_row_text(rows, "payer"),
            .ground = "",
            .months_unpaid = (int)hn_row_int(rows, "months_unpaid"),
        };
    }
    return hn_rows_end(rows);
}

static struct hn_fee_worked *
line_of(struct working *w, int64_t person)
{
    for (size_t i = 0; i < w->count; i++) {
        if (w->lines[i].person.v == person)
            return &w->lines[i];
    }
    return NULL;
}

/* --- the due by rates and party age --- */

static enum hn_rc
work_out(struct working *w)
{
    struct hn_ctx *c = w->c;
    struct hn_fee_rates rates;
    int64_t years;
    enum hn_rc rc = hn_fee_rates_of(c, w->unit, w->month, &rates);

    if (!rc)
        rc = hn_rule_value(c, w->unit, "fee_exempt_party_years", hn_fee_day(c, w->month), &years);
    if (rc)
        return rc;
    for (size_t i = 0; i < w->count; i++) {
        struct hn_fee_worked *l = &w->lines[i];
        int64_t full = hn_fee_full(&rates, l->payer, w->members[i].base_dong);

        if (full < 0)
            l->payer = ""; /* a base that does not open is as good as none */
        l->full_dong = l->due_dong = full < 0 ? 0 : full;
        if (years > 0 && hn_pdate_age(w->members[i].admitted, hn_month_last(w->month)) >= years) {
            l->exempt = true;
            l->ground = "fifty_years";
            l->due_dong = 0;
        }
    }
    return HN_OK;
}

/* --- relief --- */

static const struct hn_sql sql_reliefs = {
    .name = "fee.reliefs_of_month",
    .text = "SELECT r.person_id, r.kind, r.ground, r.share_bp, r.amount FROM membership m"
            " CROSS JOIN fee_relief r WHERE " OF_CELL " AND r.person_id = m.person_id AND r.month_to >= $4"
            " AND r.month_from <= $4 AND r.state = 'agreed'"
};

/* Who gives more than he must says so himself: that goes before an exemption by party age. */
static void
relieve(struct hn_fee_worked *l, struct hn_rows *rows)
{
    const char *kind = hn_row_text(rows, "kind");
    int64_t amount = hn_row_int(rows, "amount");

    if (strcmp(kind, "voluntary") == 0) {
        l->exempt = false;
        l->ground = "voluntary";
        l->due_dong = amount > l->full_dong ? amount : l->full_dong;
    } else if (strcmp(kind, "exempt") == 0) {
        l->exempt = true;
        l->ground = hn_row_text(rows, "ground");
        l->due_dong = 0;
    } else if (!l->exempt && *l->payer) {
        l->ground = hn_row_text(rows, "ground");
        l->due_dong = hn_fee_share(l->full_dong, 10000 - hn_row_int(rows, "share_bp"));
    }
}

static const struct hn_sql sql_elsewhere = {
    .name = "fee.paid_elsewhere",
    .text = "SELECT y.person_id FROM membership m CROSS JOIN fee_payment y WHERE " OF_CELL
            " AND y.person_id = m.person_id AND y.month = $4 AND y.unit_id <> $1 AND y.annulled_at = 0"
};

/* Each answers rows of persons of the cell; with relief the row says what changes, else he has paid in another cell. */
static enum hn_rc
change_lines(struct working *w, const struct hn_sql *sql, bool relief)
{
    struct hn_ctx *c = w->c;
    const struct hn_param params[] = { hn_p_id(w->unit.v), hn_p_day(hn_fee_day(c, w->month)),
                                       hn_p_time(HN_TIME_OPEN - 1), hn_p_int(w->month), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_fee_worked *l = line_of(w, hn_row_int(rows, "person_id"));

        if (!l)
            continue;
        if (relief) {
            relieve(l, rows);
        } else {
            l->exempt = true;
            l->ground = "paid_elsewhere";
            l->due_dong = 0;
        }
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_fee_work(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_worked **out,
            size_t *count)
{
    struct working w = { .c = c, .unit = unit, .month = month };
    enum hn_rc rc = read_members(&w);

    if (!rc)
        rc = work_out(&w);
    if (!rc)
        rc = change_lines(&w, &sql_reliefs, true);
    if (!rc)
        rc = change_lines(&w, &sql_elsewhere, false);
    *out = w.lines;
    *count = w.count;
    return rc;
}

const struct hn_sql *const hn_fee_work_sql[] = { &sql_members, &sql_reliefs, &sql_elsewhere, NULL };
