/* page_form_outlier.c: values of a form that stand far from the own past of their units, to be looked at again
 * (page_indicator.h). */
#include "view_indicator.h"
#include "web/page_indicator.h"

struct outlier_row {
    const char *unit, *unit_name, *indicator, *name, *value_words, *usual_words, *value, *low, *high, *period;
};
struct outlier_filter {
    const struct hn_indicator_outlier *rows;
    size_t count;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct outlier_row, field)
static const struct hn_column outlier_columns[] = {
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT },
    { COLUMN(name), .label = "indicator.name", .kind = HN_COL_TEXT },
    { COLUMN(value_words), .label = "figure.result", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/{indicator}/gia-tri?don-vi={unit}&ky={period}" },
    { COLUMN(usual_words), .label = "outlier.usual", .kind = HN_COL_TEXT },
    { COLUMN(unit), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(indicator), .label = "indicator.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(value), .label = "figure.figure", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(low), .label = "outlier.low", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(high), .label = "outlier.high", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(period), .label = "period.period", .kind = HN_COL_TEXT, .files_only = true },
};
#undef COLUMN

static enum hn_rc
outlier_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct outlier_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);
    struct hn_arena *a = c->arena;

    for (size_t i = (size_t)ask->offset; i < f->count && (int64_t)i < ask->offset + ask->limit; i++) {
        const struct hn_indicator_outlier *o = &f->rows[i];
        const struct hn_indicator as = { .formula = "", .measure = o->measure };
        const struct outlier_row row = {
            .unit = o->value.unit_code,
            .unit_name = o->value.unit_name,
            .indicator = o->value.code,
            .name = o->name,
            .value_words = hn_indicator_words(a, c->lang, &as, o->value.milli, o->value.qualifier),
            .usual_words = hn_words_fill(a, c->lang, "outlier.between",
                                         hn_indicator_number(a, c->lang, &as, o->low_milli),
                                         hn_indicator_number(a, c->lang, &as, o->high_milli)),
            .value = hn_milli_plain(a, o->value.milli),
            .low = hn_milli_plain(a, o->low_milli),
            .high = hn_milli_plain(a, o->high_milli),
            .period = hn_period_iso(a, o->value.period),
        };

        hn_emit(&e, &row);
    }
    return HN_OK;
}

static enum hn_rc
outlier_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct outlier_filter *f = filter;

    (void)c;
    *out = (int64_t)f->count;
    return HN_OK;
}

const struct hn_list hn_list_outlier = {
    .name = "so-lieu-can-xem-lai",
    .caption = "outlier.title",
    .columns = outlier_columns,
    .column_count = sizeof outlier_columns / sizeof outlier_columns[0],
    .row_size = sizeof(struct outlier_row),
    .rows = outlier_rows,
    .total = outlier_total,
};

enum hn_rc
hn_page_outliers(struct hn_req *q)
{
    static const struct hn_view view = { .title = "outlier.title",
                                         .section = "indicators",
                                         .html = hn_view_outliers_any,
                                         .json = hn_json_outliers_any,
                                         .dated = true };
    struct hn_outliers_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    struct outlier_filter f = { 0 };
    enum hn_rc rc = hn_rate_asked(q, &p.form, &stand, &p.period);

    if (!rc)
        rc = hn_indicator_outliers(&q->ctx, p.form.id, stand.unit.id, p.period, &f.rows, &f.count, &p.more);
    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.known = q->ctx.known;
    if (hn_list_answer(q, &hn_list_outlier, &f, &p.list, &rc) || rc)
        return rc;
    hn_rate_crumbs(q, &p.form, p.unit->code, p.period, hn_text(q->ctx.lang, "outlier.title"));
    return hn_show(q, &view, &p, p.form.name);
}
