/* paper.c: the receipt of a payment, with the sum in words, and the book of a month as a sheet to print. (fee.h)
 *
 * Papers are in Vietnamese whatever the reader's language. Not for: how they are drawn (print/).
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "base/words.h"
#include "fact/fact_sql.h"
#include "fee/inside.h"
#include "rule/rule.h"

/* --- numbers in words --- */

static const char *const digits[] = {
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"
};

static void
add_word(struct hn_buf *b, const char *word)
{
    if (!*word)
        return;
    if (b->len)
        hn_buf_char(b, ' ');
    hn_buf_str(b, word);
}

/* Three digits; inner: something stands before them, so that a missing hundred is said. */
static void
add_group(struct hn_buf *b, int group, bool inner)
{
    int hundred = group / 100, ten = group / 10 % 10, one = group % 10;

    if (hundred || inner) {
        add_word(b, digits[hundred]);
        add_word(b, "trăm");
    }
    if (ten > 1) {
        add_word(b, digits[ten]);
        add_word(b, "mươi");
    } else if (ten == 1) {
        add_word(b, "mười");
    } else if (one && (hundred || inner)) {
        add_word(b, "linh");
    }
    if (one == 1 && ten > 1)
        add_word(b, "mốt");
    else if (one == 5 && ten > 0)
        add_word(b, "lăm");
    else if (one)
        add_word(b, digits[one]);
}

const char *
hn_fee_in_words(struct hn_arena *a, int64_t dong)
{
    static const char *const names[] = { "tỷ", "triệu", "nghìn", "" };
    const int groups[] = { (int)(dong / 1000000000 % 1000), (int)(dong / 1000000 % 1000),
                           (int)(dong / 1000 % 1000), (int)(dong % 1000) };
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    hn_buf_str(&b, "");
    for (size_t i = 0; i < 4; i++) {
        if (!groups[i])
            continue;
        add_group(&b, groups[i], b.len > 0);
        add_word(&b, names[i]);
    }
    if (!b.len)
        add_word(&b, digits[0]);
    add_word(&b, "đồng");
    return b.data;
}

#define AT_B HN_SQL_AT("b", "$3", "$4")
#define AT_V HN_SQL_AT("v", "$2", "$3")

/* --- a receipt --- */

static const struct hn_sql sql_receipt = {
    .name = "fee.receipt",
    .text = "SELECT y.unit_id, y.person_id, y.month, y.amount_dong, y.paid_on, y.method, y.receipt, "
            "y.annulled_at,"
            " y.annul_why, b.full_name, v.name AS unit_name, w.name AS parent_name FROM fee_payment y"
            " LEFT JOIN person_basic b ON b.person_id = y.person_id AND " AT_B
            " LEFT JOIN unit_version v ON v.unit_id = y.unit_id AND v.known_to = " HN_SQL_OPEN_TIME
            " AND v.valid_from <= y.paid_on AND v.valid_to > y.paid_on"
            " LEFT JOIN unit_version w ON w.unit_id = v.parent_id AND w.known_to = " HN_SQL_OPEN_TIME
            " AND w.valid_from <= y.paid_on AND w.valid_to > y.paid_on WHERE y.unit_id = $1 AND y.id = "
            "$2"
};

struct receipt {
    struct hn_person_id person;
    const char *full_name, *unit_name, *parent_name, *method, *why;
    int64_t month, amount, number;
    hn_day paid_on;
    bool annulled;
};

static enum hn_rc
read_receipt(struct hn_ctx *c, struct hn_unit_id unit, int64_t payment, struct receipt *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(payment), hn_p_day(c->today),
                                       hn_p_time(HN_TIME_OPEN - 1), HN_P_END };
    bool found;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_receipt, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = (struct receipt){ .person = { hn_row_int(rows, "person_id") },
                                 .full_name = hn_row_text(rows, "full_name"),
                                 .unit_name = hn_row_text(rows, "unit_name"),
                                 .parent_name = hn_row_text(rows, "parent_name"),
                                 .method = hn_row_text(rows, "method"),
                                 .why = hn_row_text(rows, "annul_why"),
                                 .month = hn_row_int(rows, "month"),
                                 .amount = hn_row_int(rows, "amount_dong"),
                                 .number = hn_row_int(rows, "receipt"),
                                 .paid_on = (hn_day)hn_row_int(rows, "paid_on"),
                                 .annulled = hn_row_int(rows, "annulled_at") != 0 };
    rc = hn_rows_end(rows);
    return !rc && !found ? hn_fail(c, HN_NOT_FOUND, "", "fee.no_payment") : rc;
}

static void
say(struct hn_doc *d, const char *key, const char *value)
{
    hn_doc_paragraph(d, hn_words_fill(d->arena, HN_VI, key, value, NULL));
}

static void
write_receipt(struct hn_doc *d, const struct receipt *r)
{
    struct hn_arena *a = d->arena;

    d->plain = true;
    d->superior = r->parent_name;
    d->issuer = r->unit_name;
    d->title = hn_words(HN_VI, "fee_paper.receipt");
    d->number = hn_words_fill(a, HN_VI, "fee_paper.number",
                              hn_print(a, "%" PRId64 "/%d", r->number, hn_date_of(r->paid_on).year), NULL);
    d->summary = d->number;
    if (r->annulled)
        hn_doc_bold(d, hn_words_fill(a, HN_VI, "fee_paper.annulled", r->why, NULL));
    say(d, "fee_paper.unit", r->unit_name);
    say(d, "fee_paper.payer", r->full_name);
    say(d, "fee_paper.month", hn_month_text(a, r->month));
    say(d, "fee_paper.amount", hn_vi_int(a, r->amount, false));
    say(d, "fee_paper.in_words", hn_fee_in_words(a, r->amount));
    say(d, "fee_paper.method", hn_words(HN_VI, hn_print(a, "fee_method.%s", r->method)));
    say(d, "fee_paper.paid_on", hn_day_paper(a, r->paid_on));
    d->left = (struct hn_doc_sign){ "", hn_words(HN_VI, "fee_paper.who_paid"), r->full_name };
    d->right = (struct hn_doc_sign){ "", hn_words(HN_VI, "fee_paper.who_took"), "" };
}

enum hn_rc
hn_fee_receipt(struct hn_ctx *c, struct hn_unit_id unit, int64_t payment, struct hn_doc **out)
{
    struct hn_person_id own = { 0 };
    struct receipt r = { 0 };
    enum hn_rc rc = hn_access_person(c, &own);

    if (!rc)
        rc = read_receipt(c, unit, payment, &r);
    if (!rc && (!own.v || own.v != r.person.v))
        rc = hn_need(c, HN_MAY_KEEP_FEES, unit);
    if (rc)
        return rc;
    *out = hn_doc_new(c->arena);
    write_receipt(*out, &r);
    hn_audit_look(c, "print", r.person, unit, "", "fee");
    return HN_OK;
}

/* --- the book as a sheet --- */

static const struct hn_sql sql_unit = {
    .name = "fee.unit_name", .text = "SELECT v.name FROM unit_version v WHERE v.unit_id = $1 AND " AT_V
};

static enum hn_rc
unit_name(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, const char **out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(HN_TIME_OPEN - 1), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_unit, params, &rows);

    *out = "";
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = hn_row_text(rows, "name");
    return hn_rows_end(rows);
}

/* What stands in the last column: the receipt, or why nothing is owed; empty for the pen otherwise. */
static const char *
remark(struct hn_arena *a, const struct hn_fee_line *l)
{
    if (l->payment)
        return hn_words_fill(a, HN_VI, "fee_paper.paid_line", hn_print(a, "%" PRId64, l->receipt),
                             hn_day_table(a, l->paid_on));
    if (strcmp(l->state, "exempt") == 0 || strcmp(l->state, "unknown") == 0)
        return hn_words(HN_VI, hn_print(a, "fee_state.%s", l->state));
    return "";
}

static void
write_sheet(struct hn_doc *d, const struct hn_fee_line *lines, size_t count, const struct hn_fee_sum *sum)
{
    struct hn_arena *a = d->arena;
    const char *headings[] = { hn_words(HN_VI, "fee_paper.row"), hn_words(HN_VI, "field.full_name"),
                               hn_words(HN_VI, "fee.due"), hn_words(HN_VI, "fee.paid"),
                               hn_words(HN_VI, "fee_paper.remark") };
    static const int shares[] = { 8, 34, 16, 16, 26 };

    hn_doc_table(d, hn_words(HN_VI, "fee_paper.table"), 5, headings, shares);
    for (size_t i = 0; i < count; i++) {
        const struct hn_fee_line *l = &lines[i];
        const char *cells[] = { hn_print(a, "%zu", i + 1), l->full_name, hn_vi_int(a, l->due_dong, false),
                                l->payment ? hn_vi_int(a, l->paid_dong, false) : "", remark(a, l) };

        hn_doc_row(d, cells);
    }
    const char *total[] = { "", hn_words(HN_VI, "fee_paper.total"), hn_vi_int(a, sum->due_dong, false),
                            hn_vi_int(a, sum->paid_dong, false), "" };

    hn_doc_row(d, total);
    say(d, "fee_paper.retained", hn_vi_int(a, sum->retained_dong, false));
    say(d, "fee_paper.upward", hn_vi_int(a, sum->upward_dong, false));
}

enum hn_rc
hn_fee_sheet(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_doc **out)
{
    const struct hn_fee_line *lines;
    struct hn_fee_sum sum;
    struct hn_doc *d;
    const char *name = "";
    size_t count;
    enum hn_rc rc = hn_fee_book(c, unit, month, &lines, &count, &sum);

    if (!rc)
        rc = unit_name(c, unit, hn_fee_day(c, month), &name);
    if (rc)
        return rc;
    d = hn_doc_new(c->arena);
    d->plain = true;
    d->issuer = name;
    d->title = hn_words_fill(c->arena, HN_VI, "fee_paper.sheet", hn_month_text(c->arena, month), NULL);
    d->summary = name;
    write_sheet(d, lines, count, &sum);
    for (size_t i = 0; i < count; i++)
        hn_audit_look(c, "print", lines[i].person, unit, "", "fee");
    *out = d;
    return HN_OK;
}

const struct hn_sql *const hn_fee_paper_sql[] = { &sql_receipt, &sql_unit, NULL };
