/* page_fee.c: the book of a cell's month: who owes and who has paid, paying by ticks or all at once, receipts, and what goes
 * upward.
 *
 * Not for: what one person is and owes (page_fee_person.c), totals (page_fee_total.c).
 */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "rule/rule.h"
#include "view_fee.h"
#include "web/page_fee.h"
#include "web/print.h"
#include "web/route.h"

static const char *const filters[] = { "owing", "paid", "late", "exempt", "unknown", "reduced", NULL };

static const struct hn_field book_fields[] = {
    { .name = "thang", .kind = HN_PDATE, .label = "fee.month" },
    { .name = "loc", .kind = HN_CHOICE, .choices = filters, .label = "fee.filter" },
    { 0 },
};
const struct hn_form hn_form_fee_book = { .fields = book_fields, .again = hn_page_fee_book };

#define MONTH_FIELD                                                                                          \
    {                                                                                                        \
        .name = "month", .kind = HN_PDATE, .required = true, .label = "fee.month"                            \
    }

static const struct hn_field pay_fields[] = {
    MONTH_FIELD,
    { .name = "person", .kind = HN_ID, .many = true },
    { .name = "all", .kind = HN_FLAG, .label = "fee.pay_all" },
    { .name = "method",
      .kind = HN_CHOICE,
      .choices = hn_fee_methods,
      .required = true,
      .label = "fee.method" },
    { .name = "paid_on", .kind = HN_DAY, .required = true, .label = "fee.paid_on" },
    { 0 },
};
const struct hn_form hn_form_fee_pay = { .fields = pay_fields, .again = hn_page_fee_book };

static const struct hn_field open_fields[] = { MONTH_FIELD, { 0 } };
const struct hn_form hn_form_fee_open = { .fields = open_fields, .again = hn_page_fee_book };

static const struct hn_field remit_fields[] = {
    MONTH_FIELD,
    { .name = "amount",
      .kind = HN_INT,
      .low = 1,
      .high = 1000000000000,
      .required = true,
      .label = "fee.amount" },
    { .name = "remitted_on", .kind = HN_DAY, .required = true, .label = "fee.remitted_on" },
    { .name = "note", .kind = HN_TEXT, .label = "fee.note" },
    { 0 },
};
const struct hn_form hn_form_fee_remit = { .fields = remit_fields, .again = hn_page_fee_book };

static const struct hn_field recall_fields[] = {
    MONTH_FIELD,
    { .name = "remittance", .kind = HN_ID, .required = true, .label = "fee.remitted" },
    { 0 },
};
const struct hn_form hn_form_fee_remit_annul = { .fields = recall_fields, .again = hn_page_fee_book };

static const struct hn_field annul_fields[] = {
    { .name = "why", .kind = HN_TEXT, .required = true, .label = "field.reason" },
    { 0 },
};
const struct hn_form hn_form_fee_annul = { .fields = annul_fields, .again = hn_page_fee_annul_ask };

/* --- shared --- */

static bool
month_of_pdate(hn_pdate p, int64_t *out)
{
    int month = p / 100 % 100;

    if (month < 1 || month > 12)
        return false;
    *out = (int64_t)(p / 10000) * 12 + month - 1;
    return true;
}

enum hn_rc
hn_fee_month_typed(struct hn_req *q, const char *name, int64_t *out)
{
    hn_pdate p = hn_form_pdate(q, name);

    *out = 0;
    if (p == 0 || month_of_pdate(p, out))
        return HN_OK;
    return hn_fail(&q->ctx, HN_INVALID, name, "fee.month");
}

enum hn_rc
hn_fee_month_asked(struct hn_req *q, int64_t *out)
{
    hn_day on = q->ctx.on < q->ctx.today ? q->ctx.on : q->ctx.today;
    enum hn_rc rc = hn_fee_month_typed(q, q->route->method == HN_POST ? "month" : "thang", out);

    if (!rc && *out == 0)
        *out = hn_month_of(on);
    return rc;
}

enum hn_rc
hn_fee_unit_of(struct hn_req *q, struct hn_unit_stand *stand, const char *leaf)
{
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, stand);

    if (!rc)
        rc = hn_unit_crumbs(q, &stand->unit, leaf ? NULL : hn_text(q->ctx.lang, "fee.title"), &ancestors);
    if (!rc && leaf) {
        hn_crumb(q, hn_text(q->ctx.lang, "fee.title"),
                 hn_print(q->ctx.arena, "/chi-bo/%s/dang-phi", stand->unit.code));
        hn_crumb(q, leaf, NULL);
    }
    return rc;
}

struct hn_fee_month
hn_fee_month_shown(struct hn_req *q, int64_t month)
{
    struct hn_arena *a = q->ctx.arena;

    return (struct hn_fee_month){
        .month = month,
        .iso = hn_month_iso(a, month),
        .text = hn_month_text(a, month),
        .before = hn_month_iso(a, month - 1),
        .after = month < hn_month_of(q->ctx.today) ? hn_month_iso(a, month + 1) : NULL,
    };
}

const char *
hn_fee_months_text(struct hn_arena *a, enum hn_lang lang, int64_t from, int64_t to)
{
    if (to < from)
        return to ? hn_words(lang, "fee.months_none")
                  : hn_words_fill(a, lang, "fee.months_from", hn_month_text(a, from), NULL);
    return hn_print(a, "%s – %s", hn_month_text(a, from), hn_month_text(a, to));
}

/* --- the book --- */

bool
hn_fee_line_owes(const struct hn_fee_line *l)
{
    return strcmp(l->state, "owed") == 0 || strcmp(l->state, "late") == 0 || strcmp(l->state, "reduced") == 0;
}

bool
hn_fee_line_shown(const struct hn_fee_book_page *p, const struct hn_fee_line *l)
{
    if (!*p->filter)
        return true;
    if (strcmp(p->filter, "owing") == 0)
        return hn_fee_line_owes(l);
    if (strcmp(p->filter, "reduced") == 0)
        return strcmp(l->state, "exempt") != 0 && l->due_dong < l->full_dong;
    return strcmp(p->filter, l->state) == 0;
}

static enum hn_rc
read_book(struct hn_req *q, struct hn_fee_book_page *p, int64_t month)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_fee_book(c, p->unit->id, month, &p->lines, &p->count, &p->sum);

    if (!rc && p->sum.opened)
        rc = hn_fee_stale(c, p->unit->id, month, p->lines, p->count, &p->stale);
    if (!rc)
        rc = hn_fee_remittances(c, p->unit->id, month, &p->passed, &p->passed_count);
    for (size_t i = 0; i < p->count && !rc; i++)
        p->long_unpaid += p->lines[i].months_unpaid >= HN_FEE_LONG_UNPAID;
    return rc;
}

enum hn_rc
hn_page_fee_book(struct hn_req *q)
{
    static const struct hn_view view = { .title = "fee.title_of",
                                         .section = "units",
                                         .html = hn_view_fee_book_any,
                                         .json = hn_json_fee_book_any };
    struct hn_fee_book_page p = { .q = q, .filter = "" };
    struct hn_unit_stand stand = { 0 };
    int64_t month;
    enum hn_rc rc = hn_fee_month_asked(q, &month);

    if (!rc)
        rc = hn_fee_unit_of(q, &stand, NULL);
    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.month = hn_fee_month_shown(q, month);
    p.today = hn_day_table(q->ctx.arena, q->ctx.today);
    if (q->route->method == HN_GET)
        p.filter = hn_form_text(q, "loc");
    rc = read_book(q, &p, month);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

/* --- deeds --- */

static enum hn_rc
back_to_book(struct hn_req *q, const char *done, int64_t month)
{
    return hn_redirect_done(q, done, "/chi-bo/%s/dang-phi?thang=%s", hn_path_text(q, "unit"),
                            hn_month_iso(q->ctx.arena, month));
}

/* Those ticked; none of them and not all: the keeper forgot. */
static enum hn_rc
read_persons(struct hn_req *q, struct hn_person_id **out, size_t *count)
{
    const char *const *texts;
    size_t n = hn_form_texts(q, "person", &texts);

    *count = 0;
    *out = NULL;
    if (hn_form_flag(q, "all"))
        return HN_OK;
    *out = HN_NEW_N(q->ctx.arena, struct hn_person_id, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (hn_parse_i64(texts[i], 1, INT64_MAX, &(*out)[*count].v))
            ++*count;
    }
    return *count ? HN_OK : hn_fail(&q->ctx, HN_INVALID, "person", "fee.nobody_chosen");
}

enum hn_rc
hn_page_fee_pay(struct hn_req *q)
{
    struct hn_unit_id unit = { hn_path_id(q, "unit") };
    struct hn_person_id *persons;
    int64_t month, done;
    size_t count;
    enum hn_rc rc = hn_fee_month_asked(q, &month);

    if (!rc)
        rc = read_persons(q, &persons, &count);
    if (!rc)
        rc = hn_fee_pay_all(&q->ctx, unit, month, hn_form_day(q, "paid_on"), hn_form_text(q, "method"),
                            persons, count, &done);
    return rc ? rc : back_to_book(q, "done.fee_paid", month);
}

enum hn_rc
hn_page_fee_open(struct hn_req *q)
{
    int64_t month;
    enum hn_rc rc = hn_fee_month_asked(q, &month);

    if (!rc)
        rc = hn_fee_open(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, month);
    return rc ? rc : back_to_book(q, "done.fee_opened", month);
}

enum hn_rc
hn_page_fee_remit(struct hn_req *q)
{
    int64_t month;
    enum hn_rc rc = hn_fee_month_asked(q, &month);

    if (!rc)
        rc = hn_fee_remit(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, month,
                          hn_form_int(q, "amount"), hn_form_day(q, "remitted_on"), hn_form_text(q, "note"),
                          NULL);
    return rc ? rc : back_to_book(q, "done.fee_remitted", month);
}

enum hn_rc
hn_page_fee_remit_annul(struct hn_req *q)
{
    int64_t month;
    enum hn_rc rc = hn_fee_month_asked(q, &month);

    if (!rc)
        rc = hn_fee_remit_annul(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") },
                                hn_form_id(q, "remittance"));
    return rc ? rc : back_to_book(q, "done.fee_remit_annulled", month);
}

/* --- receipts and sheets --- */

static enum hn_rc
payment_of(struct hn_req *q, int64_t *out)
{
    if (hn_parse_i64(hn_path_text(q, "payment"), 1, INT64_MAX, out))
        return HN_OK;
    return hn_fail(&q->ctx, HN_NOT_FOUND, "", "fee.no_payment");
}

enum hn_rc
hn_page_fee_annul_ask(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "fee.annul", .section = "units", .html = hn_view_fee_annul_any, .json = hn_json_fee_annul_any
    };
    struct hn_fee_annul_page p = { .q = q, .payment = hn_path_text(q, "payment") };
    struct hn_unit_stand stand = { 0 };
    int64_t payment;
    enum hn_rc rc = payment_of(q, &payment);

    if (!rc)
        rc = hn_fee_unit_of(q, &stand, hn_text(q->ctx.lang, "fee.annul"));
    p.unit = &stand.unit;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_fee_annul(struct hn_req *q)
{
    int64_t payment;
    enum hn_rc rc = payment_of(q, &payment);

    if (!rc)
        rc = hn_fee_annul(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, payment,
                          hn_form_text(q, "why"));
    return rc ? rc
              : hn_redirect_done(q, "done.fee_annulled", "/chi-bo/%s/dang-phi/phieu-thu/%" PRId64,
                                 hn_path_text(q, "unit"), payment);
}

enum hn_rc
hn_page_fee_receipt(struct hn_req *q)
{
    struct hn_unit_stand stand = { 0 };
    struct hn_doc *doc;
    int64_t payment;
    enum hn_rc rc = payment_of(q, &payment);

    if (!rc)
        rc = hn_fee_unit_of(q, &stand, hn_text(q->ctx.lang, "fee.receipt"));
    if (!rc)
        rc = hn_fee_receipt(&q->ctx, stand.unit.id, payment, &doc);
    return rc ? rc : hn_print_answer(q, doc, hn_print(q->ctx.arena, "phieu-thu-%" PRId64, payment));
}

enum hn_rc
hn_page_fee_sheet(struct hn_req *q)
{
    struct hn_unit_stand stand = { 0 };
    struct hn_doc *doc;
    int64_t month;
    enum hn_rc rc = hn_month_parse(hn_path_text(q, "month"), &month)
                        ? hn_fee_unit_of(q, &stand, hn_text(q->ctx.lang, "fee.sheet"))
                        : hn_fail(&q->ctx, HN_NOT_FOUND, "", "fee.month");

    if (!rc)
        rc = hn_fee_sheet(&q->ctx, stand.unit.id, month, &doc);
    return rc ? rc : hn_print_answer(q, doc, hn_print(q->ctx.arena, "dang-phi-%s", hn_path_text(q, "month")));
}
