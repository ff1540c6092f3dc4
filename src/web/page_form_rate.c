/* page_form_rate.c: who has reported a form for a period: each unit below, the units behind every figure
 * (page_indicator.h). Values that stand out: page_form_outlier.c. */
#include <string.h>

#include "view_indicator.h"
#include "web/page_indicator.h"

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "ky", .kind = HN_TEXT, .max = 30, .label = "period.period" },
    { 0 },
};
const struct hn_form hn_form_rates = { .fields = fields, .again = hn_page_rates };

static const char *const whiches[] = { "expected", "begun",    "on_time", "late", "missing",
                                       "open",     "approved", "final",   NULL };
static const struct hn_field unit_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "ky", .kind = HN_TEXT, .max = 30, .label = "period.period" },
    { .name = "loai", .kind = HN_CHOICE, .choices = whiches, .label = "rate.which" },
    { 0 },
};
const struct hn_form hn_form_rate_units = { .fields = unit_fields, .again = hn_page_rate_units };

enum hn_rc
hn_rate_asked(struct hn_req *q, struct hn_indicator_form *form, struct hn_unit_stand *stand,
              struct hn_period *period)
{
    enum hn_rc rc = hn_asking_of_path(q, form);

    if (!rc)
        rc = hn_unit_asked(q, HN_MAY_READ_FIGURES, stand);
    if (rc)
        return rc;
    if (form->every == HN_PERIOD_SPAN && !*hn_form_text(q, "ky"))
        return hn_fail(&q->ctx, HN_INVALID, "ky", "period.unread");
    if (form->every != HN_PERIOD_SPAN)
        *period = hn_period_over(form->every, q->ctx.on);
    return hn_period_asked(q, "ky", period);
}

void
hn_rate_crumbs(struct hn_req *q, const struct hn_indicator_form *form, const char *unit,
               struct hn_period period, const char *leaf)
{
    struct hn_arena *a = q->ctx.arena;

    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"), hn_print(a, "/chi-tieu?don-vi=%s", unit));
    hn_crumb(q, hn_text(q->ctx.lang, "asking.list"), hn_print(a, "/chi-tieu/bieu?don-vi=%s", unit));
    hn_crumb(
        q, form->name,
        leaf ? hn_print(a, "/chi-tieu/bieu/%s?don-vi=%s&ky=%s", form->code, unit, hn_period_iso(a, period))
             : NULL);
    if (leaf)
        hn_crumb(q, leaf, NULL);
}

/* --- by unit --- */

struct rate_row {
    const char *code, *name, *kind, *form, *period;
    struct hn_indicator_rate rate;
};
struct rate_filter {
    const struct hn_indicator_rate_line *lines;
    size_t count;
    const char *form, *period;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct rate_row, field)
#define FIGURE(field, which)                                                                                 \
    .name = #field, .offset = offsetof(struct rate_row, rate.field), .kind = HN_COL_INT,                     \
    .label = "rate." #field, .href = which
#define UNITS "/chi-tieu/bieu/{form}/don-vi?don-vi={code}&ky={period}&loai="
static const struct hn_column rate_columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/bieu/{form}?don-vi={code}&ky={period}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "unit_kind.", .files_only = true },
    { COLUMN(form), .label = "asking.form", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(period), .label = "period.period", .kind = HN_COL_TEXT, .files_only = true },
    { FIGURE(expected, UNITS "expected"), .wide_only = true },
    { FIGURE(on_time, UNITS "on_time") },
    { FIGURE(late, UNITS "late") },
    { FIGURE(missing, UNITS "missing") },
    { FIGURE(open, UNITS "open"), .wide_only = true },
    { FIGURE(begun, UNITS "begun"), .wide_only = true },
    { FIGURE(approved, UNITS "approved"), .wide_only = true },
    { FIGURE(final, UNITS "final"), .wide_only = true },
    { .name = "values",
      .offset = offsetof(struct rate_row, rate.values),
      .kind = HN_COL_INT,
      .label = "rate.values",
      .files_only = true },
    { .name = "wanted",
      .offset = offsetof(struct rate_row, rate.wanted),
      .kind = HN_COL_INT,
      .label = "rate.wanted",
      .files_only = true },
};
#undef UNITS
#undef FIGURE
#undef COLUMN

static enum hn_rc
rate_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct rate_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    for (size_t i = (size_t)ask->offset; i < f->count && (int64_t)i < ask->offset + ask->limit; i++) {
        const struct hn_indicator_rate_line *l = &f->lines[i];
        const struct rate_row row = { l->code, l->name, l->kind, f->form, f->period, l->rate };

        hn_emit(&e, &row);
    }
    return HN_OK;
}

static enum hn_rc
rate_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct rate_filter *f = filter;

    (void)c;
    *out = (int64_t)f->count;
    return HN_OK;
}

const struct hn_list hn_list_rate = {
    .name = "tinh-hinh-bao-cao",
    .caption = "rate.by_unit",
    .columns = rate_columns,
    .column_count = sizeof rate_columns / sizeof rate_columns[0],
    .row_size = sizeof(struct rate_row),
    .rows = rate_rows,
    .total = rate_total,
};

/* Is the unit one of those the form asks something of, so that there is a sheet of its own? */
static enum hn_rc
asks_self(struct hn_req *q, struct hn_rates_page *p)
{
    const struct hn_indicator_form *forms;
    size_t count;
    enum hn_rc rc = hn_indicator_forms(&q->ctx, p->unit->id, true, &forms, &count);

    for (size_t i = 0; i < count && !rc; i++)
        p->asked_self = p->asked_self || forms[i].id == p->form.id;
    return rc;
}

enum hn_rc
hn_page_rates(struct hn_req *q)
{
    static const struct hn_view view = { .title = "rate.title",
                                         .section = "indicators",
                                         .html = hn_view_rates_any,
                                         .json = hn_json_rates_any,
                                         .dated = true };
    struct hn_rates_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    struct rate_filter f = { 0 };
    enum hn_rc rc = hn_rate_asked(q, &p.form, &stand, &p.period);

    if (!rc)
        rc = hn_indicator_rates(&q->ctx, p.form.id, stand.unit.id, p.period, &p.sum, &f.lines, &f.count);
    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.known = q->ctx.known;
    f.form = p.form.code;
    f.period = hn_period_iso(q->ctx.arena, p.period);
    if (hn_list_answer(q, &hn_list_rate, &f, &p.list, &rc) || rc)
        return rc;
    p.periods = hn_period_options(q, p.period, &p.period_count);
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.form.unit);
    rc = asks_self(q, &p);
    if (rc)
        return rc;
    hn_rate_crumbs(q, &p.form, p.unit->code, p.period, NULL);
    return hn_show(q, &view, &p, p.form.name);
}

/* --- the units behind a figure --- */

struct unit_row {
    const char *code, *name, *parent, *state, *form, *period, *filled;
    hn_time sent_at;
    int64_t values, wanted;
};
struct unit_filter {
    int64_t form;
    struct hn_unit_id within;
    struct hn_period period;
    const char *which, *form_code, *period_iso;
};
struct unit_taking {
    struct hn_emitting to;
    const struct unit_filter *filter;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct unit_row, field)
static const struct hn_column unit_columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/nhap/{form}?don-vi={code}&ky={period}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(parent), .label = "rate.parent", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(state), .label = "entry.state", .kind = HN_COL_WORD, .words = "sheet_state.", .tag = true },
    { COLUMN(sent_at), .label = "entry.sent_at", .kind = HN_COL_TIME, .wide_only = true },
    { COLUMN(filled), .label = "rate.filled", .kind = HN_COL_TEXT },
    { COLUMN(values), .label = "rate.values", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(wanted), .label = "rate.wanted", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(form), .label = "asking.form", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(period), .label = "period.period", .kind = HN_COL_TEXT, .files_only = true },
};
#undef COLUMN

static void
take_unit(void *sink, const struct hn_indicator_rate_unit *u)
{
    struct unit_taking *t = sink;
    const struct unit_row row = {
        .code = u->code,
        .name = u->name,
        .parent = u->parent_name,
        .state = u->state,
        .form = t->filter->form_code,
        .period = t->filter->period_iso,
        .filled = hn_print(t->to.c->arena, "%lld/%lld", (long long)u->values, (long long)u->wanted),
        .sent_at = u->sent_at,
        .values = u->values,
        .wanted = u->wanted,
    };

    hn_emit(&t->to, &row);
}

static enum hn_rc
unit_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct unit_filter *f = ask->filter;
    struct unit_taking t = { hn_emitting(c, ask, emit, sink), f };

    return hn_indicator_rate_units(c, f->form, f->within, f->period, f->which, ask->offset, ask->limit,
                                   take_unit, &t);
}

static enum hn_rc
unit_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct unit_filter *f = filter;

    return hn_indicator_rate_count(c, f->form, f->within, f->period, f->which, out);
}

const struct hn_list hn_list_rate_unit = {
    .name = "don-vi-bao-cao",
    .caption = "rate.units",
    .columns = unit_columns,
    .column_count = sizeof unit_columns / sizeof unit_columns[0],
    .row_size = sizeof(struct unit_row),
    .rows = unit_rows,
    .total = unit_total,
};

enum hn_rc
hn_page_rate_units(struct hn_req *q)
{
    static const struct hn_view view = { .title = "rate.units",
                                         .section = "indicators",
                                         .html = hn_view_rate_units_any,
                                         .json = hn_json_rate_units_any,
                                         .dated = true };
    struct hn_rate_units_page p = { .q = q, .which = hn_form_text(q, "loai") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_rate_asked(q, &p.form, &stand, &p.period);

    if (rc)
        return rc;
    if (!*p.which)
        p.which = "expected";
    p.unit = &stand.unit;
    p.known = q->ctx.known;

    const struct unit_filter f = { p.form.id, p.unit->id,  p.period,
                                   p.which,   p.form.code, hn_period_iso(q->ctx.arena, p.period) };

    if (hn_list_answer(q, &hn_list_rate_unit, &f, &p.list, &rc) || rc)
        return rc;
    hn_rate_crumbs(q, &p.form, p.unit->code, p.period,
                   hn_words(q->ctx.lang, hn_print(q->ctx.arena, "rate.%s", p.which)));
    return hn_show(q, &view, &p, p.form.name);
}
