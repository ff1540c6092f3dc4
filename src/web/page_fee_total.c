/* page_fee_total.c: fees of a unit and all below it for a month; what waits for the word of those above; one's own fees.
 *
 * Not for: the book of a cell (page_fee.c).
 */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "notice/notice.h"
#include "person/person.h"
#include "rule/rule.h"
#include "view_fee.h"
#include "web/page_fee.h"
#include "web/print.h"

static const struct hn_field total_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "thang", .kind = HN_PDATE, .label = "fee.month" },
    { 0 },
};
const struct hn_form hn_form_fee_total = { .fields = total_fields, .again = hn_page_fee_total };

static const struct hn_field decide_fields[] = {
    { .name = "unit", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "relief", .kind = HN_ID, .required = true, .label = "fee.reliefs" },
    { .name = "agree", .kind = HN_FLAG, .required = true, .label = "fee.agree" },
    { 0 },
};
const struct hn_form hn_form_fee_decide = { .fields = decide_fields, .again = hn_page_fee_waiting };

static const struct hn_field receive_fields[] = {
    { .name = "unit", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "remittance", .kind = HN_ID, .required = true, .label = "fee.remitted" },
    { 0 },
};
const struct hn_form hn_form_fee_receive = { .fields = receive_fields, .again = hn_page_fee_waiting };

/* --- totals, as a list --- */

struct total_filter {
    struct hn_unit_id unit;
    int64_t month;
};

struct total_row {
    const char *code, *name, *kind, *month;
    struct hn_fee_sum sum;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct total_row, field)
#define FIGURE(field) .name = #field, .offset = offsetof(struct total_row, sum.field), .kind = HN_COL_INT
static const struct hn_column columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/dang-phi?don-vi={code}&thang={month}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "unit_kind.", .files_only = true },
    { COLUMN(month), .label = "fee.month", .kind = HN_COL_TEXT, .files_only = true },
    { FIGURE(members), .label = "fee.members", .wide_only = true },
    { FIGURE(paid), .label = "fee_sum.paid" },
    { FIGURE(owing), .label = "fee_sum.owing" },
    { FIGURE(late), .label = "fee_sum.late", .files_only = true },
    { FIGURE(exempt), .label = "fee_sum.exempt", .wide_only = true },
    { FIGURE(reduced), .label = "fee_sum.reduced", .files_only = true },
    { FIGURE(unknown), .label = "fee.unknown", .wide_only = true },
    { FIGURE(paid_dong), .label = "fee.paid_dong" },
    { FIGURE(due_dong), .label = "fee.due_dong", .files_only = true },
    { FIGURE(retained_dong), .label = "fee.retained", .files_only = true },
    { FIGURE(upward_dong), .label = "fee.upward", .files_only = true },
    { FIGURE(remitted_dong), .label = "fee.remitted", .wide_only = true },
    { FIGURE(received_dong), .label = "fee.received", .files_only = true },
    { FIGURE(cells), .label = "fee.cells", .files_only = true },
    { FIGURE(opened), .label = "fee.opened", .wide_only = true },
};
#undef FIGURE
#undef COLUMN

/* A committee's children; a cell, which has none, is its own row. */
static enum hn_rc
total_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct total_filter *f = ask->filter;
    const char *month = hn_month_iso(c->arena, f->month);
    const struct hn_fee_unit *children;
    struct hn_fee_sum sum;
    struct hn_unit own;
    size_t count, from = (size_t)ask->offset;
    enum hn_rc rc = hn_fee_total(c, f->unit, f->month, &sum, &children, &count);

    for (size_t i = from; !rc && i < count && (ask->stream || (int64_t)(i - from) < ask->limit); i++) {
        const struct total_row row = { children[i].code, children[i].name, children[i].kind, month,
                                       children[i].sum };

        emit(sink, &row);
    }
    if (rc || count || from)
        return rc;
    rc = hn_unit_get(c, f->unit, &own);
    if (!rc) {
        const struct total_row row = { own.code, own.name, own.kind, month, sum };

        emit(sink, &row);
    }
    return rc;
}

static enum hn_rc
total_count(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct total_filter *f = filter;
    const struct hn_fee_unit *children;
    struct hn_fee_sum sum;
    size_t count;
    enum hn_rc rc = hn_fee_total(c, f->unit, f->month, &sum, &children, &count);

    *out = count ? (int64_t)count : 1;
    return rc;
}

const struct hn_list hn_list_fee = {
    .name = "dang-phi",
    .caption = "fee.total_list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct total_row),
    .rows = total_rows,
    .total = total_count,
};

enum hn_rc
hn_page_fee_total(struct hn_req *q)
{
    static const struct hn_view view = { .title = "fee.title_of",
                                         .section = "overview",
                                         .html = hn_view_fee_total_any,
                                         .json = hn_json_fee_total_any };
    struct hn_fee_total_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    struct total_filter f;
    const struct hn_fee_unit *children;
    struct hn_nodes ancestors;
    size_t count;
    enum hn_rc rc = hn_fee_month_asked(q, &f.month);

    if (!rc)
        rc = hn_unit_asked(q, HN_MAY_READ_FIGURES, &stand);
    if (!rc)
        rc = hn_unit_crumbs(q, &stand.unit, hn_text(q->ctx.lang, "fee.title"), &ancestors);
    if (rc)
        return rc;
    p.unit = &stand.unit;
    f.unit = stand.unit.id;
    p.month = hn_fee_month_shown(q, f.month);
    if (hn_list_answer(q, &hn_list_fee, &f, &p.list, &rc))
        return rc;
    if (!rc)
        rc = hn_fee_total(&q->ctx, f.unit, f.month, &p.sum, &children, &count);
    if (rc)
        return rc;
    p.may_book = hn_unit_kind_has_members(p.unit->kind) && hn_unit_may(q, HN_MAY_KEEP_FEES, f.unit);
    p.may_monitor = hn_unit_may(q, HN_MAY_MONITOR, f.unit);
    return hn_show(q, &view, &p, p.unit->name);
}

/* --- what waits --- */

enum hn_rc
hn_page_fee_waiting(struct hn_req *q)
{
    static const struct hn_view view = { .title = "fee.waiting",
                                         .section = "work",
                                         .html = hn_view_fee_waiting_any,
                                         .json = hn_json_fee_waiting_any };
    const struct hn_unit_id all = { 0 };
    struct hn_fee_waiting_page p = { .q = q };
    enum hn_rc rc = hn_fee_reliefs(&q->ctx, all, true, &p.reliefs, &p.relief_count);

    if (!rc)
        rc = hn_fee_remittances_waiting(&q->ctx, all, &p.passed, &p.passed_count);
    hn_crumb(q, hn_text(q->ctx.lang, "menu.work"), "/viec-cua-toi");
    hn_crumb(q, hn_text(q->ctx.lang, "fee.waiting"), NULL);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* To who keeps the cell's fees; whom it is about stands on the page alone. */
static enum hn_rc
tell_decided(struct hn_req *q, struct hn_unit_id unit)
{
    const struct hn_notice_to to = { .unit = unit, .right = HN_MAY_KEEP_FEES };
    struct hn_arena *a = q->ctx.arena;
    struct hn_unit u;
    enum hn_rc rc = hn_unit_get(&q->ctx, unit, &u);

    return rc ? rc
              : hn_notice_tell(&q->ctx, &to, "relief_decided", u.name, NULL,
                               hn_print(a, "/chi-bo/%s/dang-phi/mien-giam", u.code), hn_form_id(q, "relief"));
}

enum hn_rc
hn_page_fee_decide(struct hn_req *q)
{
    bool agree = hn_form_flag(q, "agree");
    struct hn_unit_id unit;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "unit"), &unit);

    if (!rc)
        rc = hn_fee_relief_decide(&q->ctx, unit, hn_form_id(q, "relief"), agree);
    if (!rc)
        rc = tell_decided(q, unit);
    return rc ? rc
              : hn_redirect_done(q, agree ? "done.fee_relief_agreed" : "done.fee_relief_refused",
                                 "/dang-phi/de-nghi");
}

enum hn_rc
hn_page_fee_receive(struct hn_req *q)
{
    struct hn_unit_id unit;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "unit"), &unit);

    if (!rc)
        rc = hn_fee_remit_receive(&q->ctx, unit, hn_form_id(q, "remittance"));
    return rc ? rc : hn_redirect_done(q, "done.fee_received", "/dang-phi/de-nghi");
}

/* --- one's own --- */

static enum hn_rc
own_person(struct hn_req *q, struct hn_person_id *out)
{
    enum hn_rc rc = hn_access_person(&q->ctx, out);

    return !rc && !out->v ? hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found") : rc;
}

enum hn_rc
hn_page_fee_own(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "fee.own", .section = "work", .html = hn_view_fee_own_any, .json = hn_json_fee_person_any
    };
    struct hn_fee_person_page p = { .q = q };
    struct hn_ctx *c = &q->ctx;
    struct hn_person_id id;
    struct hn_person person;
    enum hn_rc rc = own_person(q, &id);

    if (!rc)
        rc = hn_person_get(c, id, &person);
    if (!rc)
        rc = hn_fee_profile_get(c, id, c->today, &p.profile);
    if (!rc)
        rc = hn_fee_of_person(c, id, &p.lines, &p.months, &p.count);
    if (rc)
        return rc;
    p.code = person.code;
    p.full_name = person.basic.full_name;
    p.month = hn_fee_month_shown(q, hn_month_of(c->today));
    hn_crumb(q, hn_text(c->lang, "menu.work"), "/viec-cua-toi");
    hn_crumb(q, hn_text(c->lang, "fee.own"), NULL);
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_fee_own_receipt(struct hn_req *q)
{
    const struct hn_fee_line *lines;
    const int64_t *months;
    struct hn_person_id id;
    struct hn_doc *doc;
    int64_t payment = 0;
    size_t count = 0, i = 0;
    enum hn_rc rc = own_person(q, &id);

    if (!rc)
        rc = hn_fee_of_person(&q->ctx, id, &lines, &months, &count);
    if (rc)
        return rc;
    (void)!hn_parse_i64(hn_path_text(q, "payment"), 1, INT64_MAX, &payment);
    while (i < count && (!payment || lines[i].payment != payment))
        i++;
    if (i == count)
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "fee.no_payment");
    rc = hn_fee_receipt(&q->ctx, lines[i].unit, payment, &doc);
    hn_crumb(q, hn_text(q->ctx.lang, "fee.own"), "/toi/dang-phi");
    hn_crumb(q, hn_text(q->ctx.lang, "fee.receipt"), NULL);
    return rc ? rc : hn_print_answer(q, doc, hn_print(q->ctx.arena, "phieu-thu-%" PRId64, payment));
}
