/* page_duty_list.c: who owes what towards a paper, unit by unit; and who has read it (page_paper.h). */
#include <string.h>

#include "view_paper.h"
#include "web/page_paper.h"
#include "web/route.h"

static const char *const whats[] = { "open", "late", "answered", "unread", "waived", NULL };
static const struct hn_field duty_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "what", .kind = HN_CHOICE, .choices = whats, .label = "duty.state" },
    { .name = "mien", .kind = HN_CODE, .label = "duty.waive_code" },
    { 0 },
};
const struct hn_form hn_form_duties = { .fields = duty_fields, .again = hn_page_duties };
static const struct hn_field receipt_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_receipts = { .fields = receipt_fields, .again = hn_page_receipts };

/* --- duties --- */

struct line {
    int64_t paper, answer;
    const char *unit, *unit_name, *holder, *holder_name, *above_name, *above_then, *senders, *owes, *state;
    const char *answer_number;
    hn_day from, due, answered_on;
    bool read;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct line, field)
static const struct hn_column columns[] = {
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/nghi-quyet/{paper}?don-vi={holder}" },
    { COLUMN(state), .label = "duty.state", .kind = HN_COL_WORD, .words = "duty_state.", .tag = true },
    { COLUMN(due), .label = "duty.due", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(answer_number), .label = "duty.answer", .kind = HN_COL_TEXT, .href = "/nghi-quyet/{answer}",
      .wide_only = true },
    { COLUMN(answered_on), .label = "duty.answered_on", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(read), .label = "duty.is_read", .kind = HN_COL_BOOL, .wide_only = true },
    { COLUMN(above_name), .label = "duty.above", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(above_then), .label = "duty.above_then", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(holder), .label = "duty.holder", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(holder_name), .label = "duty.holder_name", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(senders), .label = "duty.senders", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(owes), .label = "duty.owes", .kind = HN_COL_WORD, .words = "sending_owes.", .files_only = true },
    { COLUMN(from), .label = "duty.from", .kind = HN_COL_DAY, .files_only = true },
    { COLUMN(paper), .label = "paper.id", .kind = HN_COL_ID },
    { COLUMN(answer), .label = "duty.answer", .kind = HN_COL_ID },
};
#undef COLUMN

static void
take_duty(void *sink, const struct hn_duty *d)
{
    const struct line row = { .paper = d->paper.id.v,
                              .answer = d->answer.v,
                              .unit = d->unit_code,
                              .unit_name = d->unit_name,
                              .holder = d->holder_code,
                              .holder_name = d->holder_name,
                              .above_name = d->above_name,
                              .above_then = d->above_then,
                              .senders = d->senders,
                              .owes = d->owes,
                              .state = d->state,
                              .answer_number = d->answer_number,
                              .from = d->from,
                              .due = d->due,
                              .answered_on = d->answered_on,
                              .read = d->read_at != 0 };

    hn_emit(sink, &row);
}

static enum hn_rc
duty_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_duty_list(c, ask->filter, ask->offset, ask->limit, take_duty, &e);
}

static enum hn_rc
duty_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_duty_count(c, filter, out);
}

const struct hn_list hn_list_duty = {
    .name = "tra-loi",
    .caption = "duty.by_unit",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct line),
    .rows = duty_rows,
    .total = duty_total,
};

static enum hn_rc
read_head(struct hn_req *q, struct hn_duties_page *p, struct hn_unit_stand *stand, const char *leaf)
{
    enum hn_rc rc = hn_paper_of_path(q, &p->paper);

    if (!rc)
        rc = hn_paper_unit_asked(q, &p->paper, stand);
    if (rc)
        return rc;
    p->unit = &stand->unit;
    hn_crumb(q, hn_text(q->ctx.lang, "paper.register"),
             hn_print(q->ctx.arena, "/nghi-quyet?don-vi=%s", p->unit->code));
    hn_crumb(q, *p->paper.number ? p->paper.number : p->paper.title,
             hn_paper_path(q->ctx.arena, p->paper.id.v, "", p->unit->code));
    hn_crumb(q, hn_text(q->ctx.lang, leaf), NULL);
    return HN_OK;
}

enum hn_rc
hn_page_duties(struct hn_req *q)
{
    static const struct hn_view view = { .title = "duty.by_unit",
                                         .section = "papers",
                                         .html = hn_view_duties_any,
                                         .json = hn_json_duties_any,
                                         .dated = true };
    const bool again = q->route->method == HN_POST;
    struct hn_duties_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_head(q, &p, &stand, "duty.by_unit");

    if (rc)
        return rc;
    p.what = again ? "" : hn_form_text(q, "what");
    p.waiving = again ? hn_form_text(q, "unit") : hn_form_text(q, "mien");
    p.may_waive = strcmp(p.paper.state, "issued") == 0 && hn_unit_may(q, HN_MAY_DIRECT, p.paper.unit);

    const struct hn_duty_filter f = {
        .within = p.unit->id, .below = true, .paper = p.paper.id, .what = p.what
    };

    if (again)
        rc = hn_list_collect(&q->ctx, &hn_list_duty, &f, 1, q->page_size, &p.list);
    else if (hn_list_answer(q, &hn_list_duty, &f, &p.list, &rc))
        return rc;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* --- receipts --- */

struct receipt {
    const char *unit, *unit_name, *person_name;
    hn_time at;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct receipt, field)
static const struct hn_column receipt_columns[] = {
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT },
    { COLUMN(unit), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(person_name), .label = "duty.reader", .kind = HN_COL_TEXT },
    { COLUMN(at), .label = "duty.is_read", .kind = HN_COL_TIME },
};
#undef COLUMN

struct receipts_filter {
    struct hn_paper_id paper;
    struct hn_unit_id within;
};

static void
take_receipt(void *sink, const struct hn_receipt *r)
{
    const struct receipt row = {
        .unit = r->unit_code, .unit_name = r->unit_name, .person_name = r->person_name, .at = r->at
    };

    hn_emit(sink, &row);
}

static enum hn_rc
receipt_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct receipts_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_receipts(c, f->paper, f->within, ask->offset, ask->limit, take_receipt, &e);
}

static enum hn_rc
receipt_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct receipts_filter *f = filter;

    return hn_receipt_count(c, f->paper, f->within, out);
}

const struct hn_list hn_list_receipt = {
    .name = "da-doc",
    .caption = "duty.receipts",
    .columns = receipt_columns,
    .column_count = sizeof receipt_columns / sizeof receipt_columns[0],
    .row_size = sizeof(struct receipt),
    .rows = receipt_rows,
    .total = receipt_total,
};

enum hn_rc
hn_page_receipts(struct hn_req *q)
{
    static const struct hn_view view = { .title = "duty.receipts",
                                         .section = "papers",
                                         .html = hn_view_receipts_any,
                                         .json = hn_json_duties_any };
    struct hn_duties_page p = { .q = q, .known = q->ctx.known, .what = "", .waiving = "" };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_head(q, &p, &stand, "duty.receipts");

    if (rc)
        return rc;
    const struct receipts_filter f = { p.paper.id, p.unit->id };

    if (hn_list_answer(q, &hn_list_receipt, &f, &p.list, &rc) || rc)
        return rc;
    return hn_show(q, &view, &p, NULL);
}
