/* page_series.c: an indicator at a unit over time: what was found in one sentence, the picture, the table with plan and result,
 * each unit below (page_indicator.h).
 *
 * A figure of several years stands as such in its own line: it is never split over them. Not for: the rows a figure is made of
 * (page_series_rows.c); which periods are shown (page_series_period.c); the paper to print (page_series_paper.c).
 */
#include <string.h>

#include "base/vi.h"
#include "view_indicator.h"
#include "web/page_indicator.h"
#include "web/print.h"

static const char *const kinds[] = { "day", "month", "quarter", "half", "year", "span", NULL };
static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "ky", .kind = HN_CHOICE, .choices = kinds, .label = "series.kind" },
    { .name = "tu", .kind = HN_TEXT, .max = 30, .label = "series.from" },
    { .name = "den", .kind = HN_TEXT, .max = 30, .label = "series.to" },
    { 0 },
};
const struct hn_form hn_form_series = { .fields = fields, .again = hn_page_series };

/* --- figures --- */

static enum hn_rc
read_rows(struct hn_ctx *c, struct hn_series_page *p)
{
    struct hn_indicator_ask ask = {
        .indicator = p->indicator.id, .unit = p->unit->id, .periods = p->periods, .period_count = p->count
    };
    const struct hn_indicator_row *children;
    size_t count;
    enum hn_rc rc = hn_indicator_grid(c, &ask, &p->result, &children, &count);

    ask.plan = true;
    if (!rc)
        rc = hn_indicator_grid(c, &ask, &p->plan, &children, &count);
    if (rc)
        return rc;
    p->told = p->count;
    for (size_t i = 0; i < p->count; i++) {
        if (p->result.figures[i].state == HN_FORMULA_VALUE && (i < p->step_count || p->told == p->count))
            p->told = i;
    }
    return HN_OK;
}

static bool
is_value(const struct hn_indicator_figure *f)
{
    return f->state == HN_FORMULA_VALUE;
}

bool
hn_series_percent(const struct hn_indicator_figure *result, const struct hn_indicator_figure *plan,
                  int64_t *tenths)
{
    const hn_decimal whole = hn_decimal_of_milli(plan->milli);
    hn_decimal share;
    int64_t milli;

    if (!is_value(result) || !is_value(plan) || plan->milli <= 0 ||
        !hn_decimal_mul(hn_decimal_of_milli(result->milli), 100 * HN_DECIMAL_ONE, &share) ||
        !hn_decimal_div(share, whole, &share) || !hn_decimal_milli(hn_decimal_round(share, 1), &milli))
        return false;
    *tenths = milli / 100;
    return true;
}

static const char *
percent_words(struct hn_arena *a, enum hn_lang lang, int64_t tenths)
{
    return hn_print(a, "%s%%", hn_vi_decimal(a, tenths, 1, lang == HN_EN));
}

/* Of "gần 200" the share of a plan is "gần" as well; beside a plan that is not exact itself it is about so much. */
static const char *
share_words(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator_figure *result,
            const struct hn_indicator_figure *plan, int64_t tenths)
{
    const char *qualifier = strcmp(plan->qualifier, "exact") == 0 ? result->qualifier : "about";
    const char *figure = percent_words(a, lang, tenths);

    if (strcmp(qualifier, "exact") == 0)
        return figure;
    return hn_print(a, "%s %s", hn_words(lang, hn_print(a, "qualifier_word.%s", qualifier)), figure);
}

static int64_t
plain(const struct hn_indicator_figure *f)
{
    return is_value(f) ? f->milli : HN_MILLI_NONE;
}

/* Of how many: units that reported, or own figures of the periods within. */
static const char *
made_of(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator_figure *f)
{
    const bool en = lang == HN_EN;

    if (f->own && f->periods > 1)
        return hn_words_fill(a, lang, "figure.of_periods", hn_vi_int(a, f->with_period, en),
                             hn_vi_int(a, f->periods, en));
    if (f->own)
        return hn_words(lang, "figure.own");
    return f->with_value ? hn_words_fill(a, lang, "figure.of_units", hn_vi_int(a, f->with_value, en), "")
                         : "–";
}

static const char *
state_word(enum hn_formula_state state)
{
    static const char *const words[] = { [HN_FORMULA_NONE] = "none",
                                         [HN_FORMULA_VALUE] = "value",
                                         [HN_FORMULA_DIVIDED] = "divided",
                                         [HN_FORMULA_LARGE] = "large" };

    return words[state];
}

static void
fill_lines(struct hn_req *q, struct hn_series_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const enum hn_lang lang = q->ctx.lang;

    p->lines = HN_NEW_N(a, struct hn_series_line, p->count);
    for (size_t i = 0; i < p->count; i++) {
        const struct hn_indicator_figure *r = &p->result.figures[i], *plan = &p->plan.figures[i];
        struct hn_series_line *l = &p->lines[i];
        int64_t tenths = 0;
        const bool compared = hn_series_percent(r, plan, &tenths);

        *l = (struct hn_series_line){
            .period = hn_period_iso(a, p->periods[i]),
            .period_words = hn_period_text(a, p->periods[i], lang),
            .plan_words = is_value(plan)
                              ? hn_indicator_words(a, lang, &p->indicator, plan->milli, plan->qualifier)
                              : "–",
            .result_words = hn_indicator_figure_words(a, lang, &p->indicator, r),
            .percent_words = compared ? share_words(a, lang, r, plan, tenths) : "–",
            .with_value_words = made_of(a, lang, r),
            .plan = plain(plan),
            .result = plain(r),
            .percent = compared ? tenths * 100 : HN_MILLI_NONE,
            .qualifier = is_value(r) ? r->qualifier : "",
            .plan_qualifier = is_value(plan) ? plan->qualifier : "",
            .unit = p->unit->code,
            .indicator = p->indicator.code,
            .with_value = r->with_value,
            .periods = r->periods,
            .with_period = r->with_period,
            .own = r->own,
            .state = state_word(r->state),
        };
    }
}

/* --- what was found, and the picture --- */

/* Only exact figures are set beside each other: of "gần 200" nobody knows by how much it grew. */
static const char *
change_words(struct hn_req *q, const struct hn_series_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_indicator_figure *now = &p->result.figures[p->told], *before = now - 1;
    const char *key, *size;
    int64_t step, tenths = 0;

    if (p->told == 0 || p->told >= p->step_count || !is_value(before) ||
        strcmp(now->qualifier, "exact") != 0 || strcmp(before->qualifier, "exact") != 0)
        return "";
    step = now->milli - before->milli;
    if (step == 0)
        return hn_words_fill(a, q->ctx.lang, "series.same", p->lines[p->told - 1].period_words, "");
    key = step > 0 ? "series.up" : "series.down";

    const struct hn_indicator_figure part = { .state = HN_FORMULA_VALUE, .milli = step < 0 ? -step : step };

    if (strcmp(p->indicator.measure, "%") == 0)
        size = hn_words_fill(a, q->ctx.lang, "series.points",
                             hn_indicator_number(a, q->ctx.lang, &p->indicator, part.milli), "");
    else if (hn_series_percent(&part, before, &tenths))
        size = percent_words(a, q->ctx.lang, tenths);
    else
        return "";
    return hn_words_fill(a, q->ctx.lang, key, size, p->lines[p->told - 1].period_words);
}

static void
fill_title(struct hn_req *q, struct hn_series_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const enum hn_lang lang = q->ctx.lang;
    const char *name = lang == HN_EN && *p->indicator.name_en ? p->indicator.name_en : p->indicator.name;
    const char *of_plan = "";

    p->from = p->count ? p->lines[0].period_words : "";
    p->to = p->step_count ? p->lines[p->step_count - 1].period_words : p->from;
    if (p->told == p->count) {
        p->title = hn_words_fill(a, lang, "series.none", name, "");
        return;
    }
    if (p->lines[p->told].percent != HN_MILLI_NONE)
        of_plan = hn_words_fill(a, lang, "series.of_plan", p->lines[p->told].percent_words, "");
    p->title = hn_print(a, "%s%s%s",
                        hn_words_fill(a, lang, "series.finding",
                                      hn_print(a, "%s, %s", name, p->lines[p->told].period_words),
                                      p->lines[p->told].result_words),
                        of_plan, change_words(q, p));
}

/* Years and spans are not drawn beside each other: one would dwarf the other. */
static void
fill_chart(struct hn_req *q, struct hn_series_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_figure *figures = HN_NEW_N(a, struct hn_figure, p->step_count);
    bool any = false;

    for (size_t i = 0; i < p->step_count; i++) {
        const struct hn_indicator_figure *r = &p->result.figures[i], *plan = &p->plan.figures[i];

        any = any || is_value(r) || is_value(plan);
        figures[i] = (struct hn_figure){
            .label = hn_period_short(a, p->periods[i]),
            .value = is_value(r) ? r->milli : HN_NO_FIGURE,
            .other = is_value(plan) ? plan->milli : HN_NO_FIGURE,
            .shown = is_value(r) ? hn_indicator_words(a, q->ctx.lang,
                                                      &(struct hn_indicator){ .formula = p->indicator.formula,
                                                                              .places = p->indicator.places,
                                                                              .measure = "" },
                                                      r->milli, r->qualifier)
                                 : NULL,
        };
    }
    p->chart = (struct hn_chart){ .caption = p->title,
                                  .label_key = "period.period",
                                  .value_key = "figure.result",
                                  .figures = figures,
                                  .count = any ? p->step_count : 0 };
}

/* --- each unit below, of the period the title is of --- */

static enum hn_rc
read_children(struct hn_req *q, struct hn_series_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const size_t at = p->told < p->count ? p->told : p->step_count ? p->step_count - 1 : 0;
    struct hn_indicator_ask ask = { .indicator = p->indicator.id,
                                    .unit = p->unit->id,
                                    .periods = &p->periods[at],
                                    .period_count = 1,
                                    .children = true };
    const struct hn_indicator_row *results, *plans;
    struct hn_indicator_row own;
    size_t count, plan_count;
    enum hn_rc rc = hn_indicator_grid(&q->ctx, &ask, &own, &results, &count);

    ask.plan = true;
    if (!rc)
        rc = hn_indicator_grid(&q->ctx, &ask, &own, &plans, &plan_count);
    if (rc)
        return rc;
    p->child_period = p->lines[at].period_words;
    p->children = HN_NEW_N(a, struct hn_series_child, count);
    p->child_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct hn_indicator_figure *r = &results[i].figures[0];
        const struct hn_indicator_figure none = { .state = HN_FORMULA_NONE };
        const struct hn_indicator_figure *plan = i < plan_count ? &plans[i].figures[0] : &none;
        int64_t tenths;

        p->children[i] = (struct hn_series_child){
            .code = results[i].code,
            .name = results[i].name,
            .result_words = hn_indicator_figure_words(a, q->ctx.lang, &p->indicator, r),
            .plan_words = is_value(plan) ? hn_indicator_words(a, q->ctx.lang, &p->indicator, plan->milli,
                                                              plan->qualifier)
                                         : "–",
            .percent_words = hn_series_percent(r, plan, &tenths)
                                 ? share_words(a, q->ctx.lang, r, plan, tenths)
                                 : "–",
            .result = plain(r),
            .plan = plain(plan),
            .qualifier = is_value(r) ? r->qualifier : "",
            .with_value = r->with_value,
        };
    }
    return HN_OK;
}

/* --- the table as a list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_series_line, field)
static const struct hn_column columns[] = {
    { COLUMN(period_words), .label = "period.period", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/{indicator}/gia-tri?don-vi={unit}&ky={period}" },
    { COLUMN(plan_words), .label = "figure.plan", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(result_words), .label = "figure.result", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/{indicator}/hang?don-vi={unit}&ky={period}" },
    { COLUMN(percent_words), .label = "figure.percent", .kind = HN_COL_TEXT },
    { COLUMN(with_value_words), .label = "figure.made_of", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(period), .label = "period.iso", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(plan), .label = "figure.plan_figure", .kind = HN_COL_MILLI, .files_only = true },
    { COLUMN(plan_qualifier), .label = "figure.plan_qualifier", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(result), .label = "figure.figure", .kind = HN_COL_MILLI, .files_only = true },
    { COLUMN(qualifier), .label = "figure.qualifier", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(percent), .label = "figure.percent_figure", .kind = HN_COL_MILLI, .files_only = true },
    { COLUMN(state), .label = "figure.state", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(own), .label = "figure.own", .kind = HN_COL_BOOL, .files_only = true },
    { COLUMN(with_value), .label = "figure.with_value", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(periods), .label = "figure.periods_all", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(with_period), .label = "figure.with_period", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(indicator), .label = "indicator.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(unit), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
};
#undef COLUMN

static enum hn_rc
rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct hn_series_page *p = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    for (size_t i = (size_t)ask->offset; i < p->count && (int64_t)i < ask->offset + ask->limit; i++)
        hn_emit(&e, &p->lines[i]);
    return HN_OK;
}

static enum hn_rc
total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct hn_series_page *p = filter;

    (void)c;
    *out = (int64_t)p->count;
    return HN_OK;
}

const struct hn_list hn_list_series = {
    .name = "chuoi-so-lieu",
    .caption = "series.table",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_series_line),
    .rows = rows,
    .total = total,
};

/* --- the page --- */

static enum hn_rc
read_series(struct hn_req *q, struct hn_series_page *p, struct hn_unit_stand *stand)
{
    enum hn_rc rc = hn_indicator_of_path(q, &p->indicator);

    p->q = q;
    if (!rc)
        rc = hn_indicator_unit_asked(q, stand);
    p->unit = &stand->unit;
    p->known = q->ctx.known;
    if (!rc)
        rc = hn_series_periods(q, p);
    if (!rc)
        rc = read_rows(&q->ctx, p);
    if (rc)
        return rc;
    fill_lines(q, p);
    fill_title(q, p);
    return HN_OK;
}

enum hn_rc
hn_page_series(struct hn_req *q)
{
    static const struct hn_view view = { .title = "series.title",
                                         .section = "indicators",
                                         .html = hn_view_series_any,
                                         .json = hn_json_series_any,
                                         .dated = true };
    struct hn_series_page *p = HN_NEW(q->ctx.arena, struct hn_series_page);
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_series(q, p, &stand);

    if (rc)
        return rc;
    if (hn_print_wanted(q))
        return hn_series_paper(q, p);
    if (hn_list_answer(q, &hn_list_series, p, &p->list, &rc) || rc)
        return rc;
    fill_chart(q, p);
    rc = read_children(q, p);
    if (rc)
        return rc;
    p->may_report = hn_unit_may(q, HN_MAY_REPORT, p->unit->id);
    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"),
             hn_print(q->ctx.arena, "/chi-tieu?don-vi=%s", p->unit->code));
    hn_crumb(q, p->indicator.name,
             hn_print(q->ctx.arena, "/chi-tieu/danh-muc/%s?don-vi=%s", p->indicator.code, p->unit->code));
    hn_crumb(q, hn_text(q->ctx.lang, "series.series"), NULL);
    return hn_show(q, &view, p, p->indicator.name);
}
