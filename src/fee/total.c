/* total.c: the fees of a unit and all below it for a month, and of each of its children. (fee.h)
 *
 * Cells stand where they stood on the last day of the month (today, in the running one). Only opened books are summed; how
 * many cells there are and how many have opened theirs is told beside. What is retained is rounded cell by cell, as each
 * cell reckons it. Not for: lines of persons (book.c).
 */
#include <string.h>

#include "fact/fact_sql.h"
#include "fee/inside.h"
#include "rule/rule.h"

#define CHILDREN_MAX 2000

#define AT_E "e.valid_from <= $2 AND e.valid_to > $2"
#define AT_H HN_SQL_AT("h", "$2", "$3")
#define AT_K HN_SQL_AT("k", "$2", "$3")
#define AT_O HN_SQL_AT("o", "$2", "$3")
#define AT_U HN_SQL_AT("u", "$2", "$3")
#define AT_V HN_SQL_AT("v", "$2", "$3")
#define AT_W HN_SQL_AT("w", "$2", "$3")

/* Each cell once: under the child of $1 it stands below, or as $1 itself. */
#define CELLS                                                                                                \
    "(SELECT v.unit_id AS child, k.des AS cell FROM unit_version v CROSS JOIN unit_closure k"                \
    " WHERE v.parent_id = $1 AND " AT_V " AND k.anc = v.unit_id AND " AT_K                                   \
    " UNION ALL SELECT h.anc AS child, h.des AS cell FROM unit_closure h"                                    \
    " WHERE h.anc = $1 AND h.depth = 0 AND " AT_H ") t"

/* A rule as it holds for x.cell: the nearest above that set it (rule/rule.h), for many cells in one question. */
#define NEAREST                                                                                              \
    "COALESCE((SELECT u.value FROM unit_closure o CROSS JOIN unit_rule u WHERE o.des = x.cell AND " AT_O     \
    " AND u.unit_id = o.anc AND " AT_U
#define ELSE_DEFAULT " ORDER BY o.depth LIMIT 1), (SELECT e.value FROM rule_default e WHERE " AT_E
#define RETAINED_BP  NEAREST " AND u.name = 'fee_retained_bp'" ELSE_DEFAULT " AND e.name = 'fee_retained_bp'))"
#define DUE_DAY      NEAREST " AND u.name = 'fee_due_day'" ELSE_DEFAULT " AND e.name = 'fee_due_day'))"

#define BOOK_COLUMNS                                                                                         \
    "COUNT(*) AS members, COUNT(y.id) AS paid,"                                                              \
    " COUNT(CASE WHEN y.id IS NULL AND d.state = 'exempt' THEN 1 END) AS exempt,"                            \
    " COUNT(CASE WHEN y.id IS NULL AND d.state <> 'exempt' AND d.due_dong = 0 THEN 1 END) AS unknown,"       \
    " COUNT(CASE WHEN (d.state <> 'exempt' OR y.id IS NOT NULL) AND d.due_dong < d.full_dong THEN 1 END)"    \
    " AS reduced, CAST(SUM(d.due_dong) AS BIGINT) AS due_dong,"                                              \
    " CAST(COALESCE(SUM(y.amount_dong), 0) AS BIGINT) AS paid_dong"
#define BOOKS                                                                                                \
    "(SELECT t.child, t.cell, " BOOK_COLUMNS " FROM " CELLS                                                  \
    " CROSS JOIN fee_due d LEFT JOIN fee_payment y ON y.unit_id = d.unit_id AND y.month = d.month"           \
    " AND y.person_id = d.person_id AND y.annulled_at = 0"                                                   \
    " WHERE d.unit_id = t.cell AND d.month = $4 GROUP BY t.child, t.cell) x"

static const struct hn_sql sql_books = {
    .name = "fee.books",
    .text = "SELECT x.child, x.members, x.paid, x.exempt, x.unknown, x.reduced, x.due_dong, x.paid_dong,"
            " " RETAINED_BP " AS retained_bp, " DUE_DAY " AS due_day FROM " BOOKS
};
static const struct hn_sql sql_cells = { .name = "fee.cells",
                                         .text = "SELECT t.child, COUNT(*) AS cells FROM " CELLS
                                                 " CROSS JOIN unit_version w WHERE w.unit_id = t.cell"
                                                 " AND w.kind IN ('cell', 'grassroots_cell') AND " AT_W
                                                 " GROUP BY t.child" };
static const struct hn_sql sql_passed = {
    .name = "fee.passed",
    .text = "SELECT t.child, CAST(SUM(r.amount_dong) AS BIGINT) AS remitted,"
            " CAST(SUM(CASE WHEN r.received_at <> 0 THEN r.amount_dong ELSE 0 END) AS BIGINT) AS received"
            " FROM " CELLS " CROSS JOIN fee_remittance r WHERE r.month = $4 AND r.unit_id = t.cell"
            " AND r.annulled_at = 0 GROUP BY t.child"
};
static const struct hn_sql sql_children = {
    .name = "fee.children",
    .text = "SELECT v.unit_id, v.code, v.name, v.kind FROM unit_version v WHERE v.parent_id = $1 AND " AT_V
            " ORDER BY v.sort_order, v.sort_key, v.unit_id LIMIT 2000"
};

struct totals {
    struct hn_ctx *c;
    struct hn_unit_id unit;
    int64_t month;
    struct hn_fee_sum *sum; /* of the whole */
    struct hn_fee_unit *children;
    size_t count;
};

/* The child a row is of; NULL: the unit itself. */
static struct hn_fee_sum *
sum_of(struct totals *t, int64_t child)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->children[i].unit.v == child)
            return &t->children[i].sum;
    }
    return NULL;
}

static void
add(struct hn_fee_sum *sum, const struct hn_fee_sum *more)
{
    if (!sum)
        return;
    sum->cells += more->cells;
    sum->opened += more->opened;
    sum->members += more->members;
    sum->owing += more->owing;
    sum->paid += more->paid;
    sum->exempt += more->exempt;
    sum->reduced += more->reduced;
    sum->unknown += more->unknown;
    sum->late += more->late;
    sum->due_dong += more->due_dong;
    sum->paid_dong += more->paid_dong;
    sum->retained_dong += more->retained_dong;
    sum->upward_dong += more->upward_dong;
    sum->remitted_dong += more->remitted_dong;
    sum->received_dong += more->received_dong;
}

static void
take(struct totals *t, int64_t child, const struct hn_fee_sum *more)
{
    add(t->sum, more);
    add(sum_of(t, child), more);
}

/* --- the questions --- */

/* The opened book of one cell. */
static struct hn_fee_sum
book_of(struct totals *t, struct hn_rows *rows)
{
    struct hn_fee_sum s = {
        .opened = 1,
        .members = hn_row_int(rows, "members"),
        .paid = hn_row_int(rows, "paid"),
        .exempt = hn_row_int(rows, "exempt"),
        .unknown = hn_row_int(rows, "unknown"),
        .reduced = hn_row_int(rows, "reduced"),
        .due_dong = hn_row_int(rows, "due_dong"),
        .paid_dong = hn_row_int(rows, "paid_dong"),
        .retained_dong = hn_fee_share(hn_row_int(rows, "paid_dong"), hn_row_int(rows, "retained_bp")),
    };
    hn_day due = hn_month_first(t->month) + (hn_day)hn_row_int(rows, "due_day") - 1;

    if (due > hn_month_last(t->month))
        due = hn_month_last(t->month);
    s.owing = s.members - s.paid - s.exempt - s.unknown;
    s.late = t->c->today > due ? s.owing : 0;
    s.upward_dong = s.paid_dong - s.retained_dong;
    return s;
}

static struct hn_fee_sum
cells_of(struct totals *t, struct hn_rows *rows)
{
    (void)t;
    return (struct hn_fee_sum){ .cells = hn_row_int(rows, "cells") };
}

static struct hn_fee_sum
passed_of(struct totals *t, struct hn_rows *rows)
{
    (void)t;
    return (struct hn_fee_sum){ .remitted_dong = hn_row_int(rows, "remitted"),
                                .received_dong = hn_row_int(rows, "received") };
}

/* month: the statement takes it too. */
static enum hn_rc
ask(struct totals *t, const struct hn_sql *sql, bool month,
    struct hn_fee_sum (*read)(struct totals *t, struct hn_rows *rows))
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_day(hn_fee_day(t->c, t->month)),
                                       hn_p_time(HN_TIME_OPEN - 1), month ? hn_p_int(t->month) : HN_P_END,
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(t->c, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_fee_sum more = read(t, rows);

        take(t, hn_row_int(rows, "child"), &more);
    }
    return hn_rows_end(rows);
}

static enum hn_rc
read_children(struct totals *t)
{
    struct hn_ctx *c = t->c;
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_day(hn_fee_day(c, t->month)),
                                       hn_p_time(HN_TIME_OPEN - 1), HN_P_END };
    size_t room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_children, params, &rows);

    if (rc)
        return rc;
    while (t->count < CHILDREN_MAX && hn_rows_next(rows)) {
        if (t->count == room) {
            t->children = hn_grow(c->arena, t->children, room * sizeof *t->children,
                                  (room + 32) * sizeof *t->children);
            room += 32;
        }
        t->children[t->count++] = (struct hn_fee_unit){ .unit = { hn_row_int(rows, "unit_id") },
                                                        .code = hn_row_text(rows, "code"),
                                                        .name = hn_row_text(rows, "name"),
                                                        .kind = hn_row_text(rows, "kind") };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_fee_total(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_sum *sum,
             const struct hn_fee_unit **children, size_t *count)
{
    struct totals t = { .c = c, .unit = unit, .month = month, .sum = sum };
    enum hn_rc rc = hn_fee_month_begun(c, month);

    *sum = (struct hn_fee_sum){ 0 };
    if (!rc)
        rc = read_children(&t);
    if (!rc)
        rc = ask(&t, &sql_books, true, book_of);
    if (!rc)
        rc = ask(&t, &sql_cells, false, cells_of);
    if (!rc)
        rc = ask(&t, &sql_passed, true, passed_of);
    *children = t.children;
    *count = t.count;
    return rc;
}

const struct hn_sql *const hn_fee_total_sql[] = { &sql_books, &sql_cells, &sql_passed, &sql_children, NULL };
