/* page_series_rows.c: the values one figure is made of, unit by unit (page_indicator.h). */
#include <string.h>

#include "view_indicator.h"
#include "web/page_indicator.h"

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "ky", .kind = HN_TEXT, .max = 30, .required = true, .label = "period.period" },
    { .name = "ke-hoach", .kind = HN_FLAG, .label = "figure.plan" },
    { 0 },
};
const struct hn_form hn_form_series_rows = { .fields = fields, .again = hn_page_series_rows };

struct line {
    const char *unit, *unit_name, *indicator, *period, *period_words, *value_words, *qualifier, *source;
    int64_t value;
};
struct filter {
    int64_t indicator;
    const struct hn_indicator *of;
    struct hn_unit_id unit;
    struct hn_period period;
    bool plan;
};
struct taking {
    struct hn_emitting to;
    const struct filter *filter;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct line, field)
static const struct hn_column columns[] = {
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT },
    { COLUMN(period_words), .label = "period.period", .kind = HN_COL_TEXT },
    { COLUMN(value_words), .label = "figure.figure_words", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/{indicator}/gia-tri?don-vi={unit}&ky={period}" },
    { COLUMN(indicator), .label = "indicator.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(source), .label = "figure.source", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(period), .label = "period.iso", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(value), .label = "figure.figure", .kind = HN_COL_MILLI, .files_only = true },
    { COLUMN(qualifier), .label = "figure.qualifier", .kind = HN_COL_TEXT, .files_only = true },
};
#undef COLUMN

/* What another indicator, of which this one is reckoned, is measured in stands on that one's own pages. */
static void
take(void *sink, const struct hn_indicator_part *v)
{
    struct taking *t = sink;
    struct hn_ctx *c = t->to.c;
    const struct hn_indicator other = { .formula = "", .measure = "" };
    const bool same = strcmp(v->code, t->filter->of->code) == 0;
    const struct line row = {
        .unit = v->unit_code,
        .unit_name = v->unit_name,
        .indicator = v->code,
        .period = hn_period_iso(c->arena, v->period),
        .period_words = hn_period_text(c->arena, v->period, c->lang),
        .value_words = hn_indicator_words(c->arena, c->lang, same ? t->filter->of : &other, v->milli,
                                          v->qualifier),
        .value = v->milli,
        .qualifier = v->qualifier,
        .source = v->source,
    };

    hn_emit(&t->to, &row);
}

static enum hn_rc
rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct filter *f = ask->filter;
    struct taking t = { hn_emitting(c, ask, emit, sink), f };

    return hn_indicator_parts(c, f->indicator, f->unit, f->period, f->plan, ask->offset, ask->limit, take,
                              &t);
}

static enum hn_rc
total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct filter *f = filter;

    return hn_indicator_part_count(c, f->indicator, f->unit, f->period, f->plan, out);
}

const struct hn_list hn_list_part = {
    .name = "hang-so-lieu",
    .caption = "series.rows",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct line),
    .rows = rows,
    .total = total,
};

static enum hn_rc
read_figure(struct hn_req *q, struct hn_series_rows_page *p)
{
    struct hn_period *period = HN_NEW(q->ctx.arena, struct hn_period);
    const struct hn_indicator_ask ask = { .indicator = p->indicator.id,
                                          .unit = p->unit->id,
                                          .periods = period,
                                          .period_count = 1,
                                          .plan = p->plan };
    const struct hn_indicator_row *children;
    struct hn_indicator_row row;
    size_t count;
    enum hn_rc rc;

    *period = p->period;
    rc = hn_indicator_grid(&q->ctx, &ask, &row, &children, &count);
    if (rc)
        return rc;
    p->figure = row.figures;
    p->figure_words = hn_indicator_figure_words(q->ctx.arena, q->ctx.lang, &p->indicator, p->figure);
    return HN_OK;
}

enum hn_rc
hn_page_series_rows(struct hn_req *q)
{
    static const struct hn_view view = { .title = "series.rows",
                                         .section = "indicators",
                                         .html = hn_view_series_rows_any,
                                         .json = hn_json_series_rows_any,
                                         .dated = true };
    struct hn_series_rows_page p = { .q = q, .plan = hn_form_flag(q, "ke-hoach"), .known = q->ctx.known };
    struct hn_arena *a = q->ctx.arena;
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_indicator_of_path(q, &p.indicator);

    if (!rc)
        rc = hn_indicator_unit_asked(q, &stand);
    if (!rc)
        rc = hn_period_asked(q, "ky", &p.period);
    if (rc)
        return rc;
    p.unit = &stand.unit;

    const struct filter f = { p.indicator.id, &p.indicator, p.unit->id, p.period, p.plan };

    if (hn_list_answer(q, &hn_list_part, &f, &p.list, &rc) || rc)
        return rc;
    rc = read_figure(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"), hn_print(a, "/chi-tieu?don-vi=%s", p.unit->code));
    hn_crumb(q, p.indicator.name, hn_indicator_path(a, p.indicator.code, "chuoi", p.unit->code, ""));
    hn_crumb(q, hn_period_text(a, p.period, q->ctx.lang), NULL);
    return hn_show(q, &view, &p, p.indicator.name);
}
