/* page_target.c: one target: how it stands at a unit and at each below it, year by year, what was measured; and the forms
 * that break it down and enter what was reached (page_target.h). */
#include "web/page_target.h"

#include <inttypes.h>
#include <string.h>

#include "base/decimal.h"
#include "base/num.h"
#include "base/vi.h"
#include "view_target.h"
#include "web/page_paper.h"
#include "web/route.h"

static const struct hn_field one_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "nam", .kind = HN_INT, .low = 1900, .high = 2200, .label = "target.year" },
    { 0 },
};
const struct hn_form hn_form_target_one = { .fields = one_fields, .again = hn_page_target };

/* --- figures in words --- */

const char *
hn_target_words(struct hn_arena *a, enum hn_lang lang, int64_t milli, const char *qualifier,
                const char *measure)
{
    const char *figure = hn_vi_milli(a, milli, lang == HN_EN);
    const char *between = strcmp(measure, "%") == 0 || !*measure ? "" : "\u00a0";

    if (!*qualifier || strcmp(qualifier, "exact") == 0)
        return hn_print(a, "%s%s%s", figure, between, measure);
    return hn_print(a, "%s %s%s%s", hn_words(lang, hn_print(a, "qualifier.%s", qualifier)), figure, between,
                    measure);
}

const char *
hn_target_stand_words(struct hn_arena *a, enum hn_lang lang, const struct hn_target *t,
                      const struct hn_target_stand *s)
{
    const bool counting = strcmp(t->rule, "count") == 0 || strcmp(t->rule, "all") == 0;

    if (!s->has_value)
        return hn_words(lang, "target.no_value");
    if (counting && !s->value_on)
        return hn_words_fill(a, lang, "target.units_reach", hn_vi_int(a, s->reaching, lang == HN_EN),
                             hn_vi_int(a, s->units, lang == HN_EN));
    return hn_target_words(a, lang, s->value_milli, s->qualifier, t->measure);
}

/* --- the breakdown as a list --- */

struct line {
    int64_t units, with_value, reaching;
    const char *code, *name, *kind, *share, *value, *share_words, *value_words, *qualifier,
        *reached; /* yes no, "" without a share or a value */
    hn_day value_on;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct line, field)
static const struct hn_column columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT, .href = "?don-vi={code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "unit_kind.", .files_only = true },
    { COLUMN(share_words), .label = "target.share", .kind = HN_COL_TEXT },
    { COLUMN(value_words), .label = "target.reached", .kind = HN_COL_TEXT },
    { COLUMN(reached), .label = "target.done", .kind = HN_COL_WORD, .words = "target_reached.",
      .wide_only = true },
    { COLUMN(units), .label = "target.units", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(with_value), .label = "target.with_value", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(reaching), .label = "target.reaching", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(share), .label = "target.share_figure", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(value), .label = "target.value_figure", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(qualifier), .label = "target.qualifier", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(value_on), .label = "target.value_on", .kind = HN_COL_DAY, .files_only = true },
};
#undef COLUMN

struct filter {
    const struct hn_target *target;
    const struct hn_target_stand *children;
    size_t count;
};

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    for (size_t i = (size_t)ask->offset; i < f->count && (int64_t)i < ask->offset + ask->limit; i++) {
        const struct hn_target_stand *s = &f->children[i];
        const struct line row = {
            .code = s->code,
            .name = s->name,
            .kind = s->kind,
            .share = s->has_share ? hn_milli_plain(c->arena, s->share_milli) : "",
            .share_words = s->has_share ? hn_vi_milli(c->arena, s->share_milli, c->lang == HN_EN) : "–",
            .value = s->has_value ? hn_milli_plain(c->arena, s->value_milli) : "",
            .value_words = s->has_value ? hn_target_stand_words(c->arena, c->lang, f->target, s)
                                        : hn_words(c->lang, "target.none_yet"),
            .qualifier = s->qualifier,
            .value_on = s->value_on ? s->value_on : HN_DAY_OPEN,
            .units = s->units,
            .with_value = s->with_value,
            .reaching = s->reaching,
            .reached = !s->has_value || !s->has_share ? ""
                       : s->reached                   ? "yes"
                                                      : "no",
        };

        hn_emit(&e, &row);
    }
    return HN_OK;
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct filter *f = filter;

    (void)c;
    *out = (int64_t)f->count;
    return HN_OK;
}

const struct hn_list hn_list_target_unit = {
    .name = "chi-tieu",
    .caption = "target.by_unit",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct line),
    .rows = list_rows,
    .total = list_total,
};

/* --- one target --- */

enum hn_rc
hn_target_of_path(struct hn_req *q, struct hn_target *out)
{
    int64_t id;

    if (!hn_parse_i64(hn_path_text(q, "target"), 1, INT64_MAX, &id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return hn_target_get(&q->ctx, id, out);
}

/* Two pictures of one measure: what was to be reached and what was, each full at the largest of both;
 * none of what nothing is known about. */
static void
fill_charts(struct hn_req *q, struct hn_target_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_figure *plan = HN_NEW_N(a, struct hn_figure, p->year_count);
    struct hn_figure *got = HN_NEW_N(a, struct hn_figure, p->year_count);
    size_t plans = 0, results = 0;
    int64_t top = 1;

    for (size_t i = 0; i < p->year_count; i++) {
        const struct hn_target_year *y = &p->years[i];
        const char *label = hn_print(a, "%d", y->year);

        plan[i] = (struct hn_figure){ .label = label, .value = y->has_share ? y->share_milli : HN_NO_FIGURE };
        got[i] = (struct hn_figure){ .label = label, .value = y->has_value ? y->value_milli : HN_NO_FIGURE };
        plans += y->has_share;
        results += y->has_value;
        if (y->has_share)
            plan[i].shown = hn_vi_milli(a, y->share_milli, q->ctx.lang == HN_EN);
        if (y->has_value)
            got[i].shown = hn_vi_milli(a, y->value_milli, q->ctx.lang == HN_EN);
        top = plan[i].value > top ? plan[i].value : top;
        top = got[i].value > top ? got[i].value : top;
    }
    p->planned = (struct hn_chart){ .caption = hn_words_fill(a, q->ctx.lang, "target.chart_plan",
                                                             p->target.measure, ""),
                                    .label_key = "target.year",
                                    .figures = plan,
                                    .count = plans ? p->year_count : 0,
                                    .top = top };
    p->reached = p->planned;
    p->reached.caption = hn_words_fill(a, q->ctx.lang, "target.chart_reached", p->target.measure, "");
    p->reached.figures = got;
    p->reached.count = results ? p->year_count : 0;
}

static enum hn_rc
read_target(struct hn_req *q, struct hn_target_page *p)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_target_of_path(q, &p->target);

    if (!rc)
        rc = hn_paper_get(c, p->target.paper, &p->paper);
    if (!rc)
        rc = hn_paper_unit_asked(q, &p->paper, &p->stand);
    p->unit = &p->stand.unit;
    p->year = q->route->method == HN_GET ? (int)hn_form_int(q, "nam") : 0;
    if (!rc)
        rc = hn_target_stands(c, p->target.id, p->unit->id, p->year, &p->sum, &p->children, &p->child_count);
    return rc;
}

static enum hn_rc
read_rest(struct hn_req *q, struct hn_target_page *p)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_target_years(c, p->target.id, p->unit->id, &p->years, &p->year_count);

    if (!rc)
        rc = hn_values(c, p->target.id, p->unit->id, &p->values, &p->value_count);
    if (rc)
        return rc;
    fill_charts(q, p);
    p->may_history = true;
    p->may_share = hn_unit_may(q, HN_MAY_DIRECT, p->unit->id);
    p->may_value = p->may_share || hn_unit_may(q, HN_MAY_DIRECT, p->target.unit);
    return hn_target_page_measured(q, p);
}

enum hn_rc
hn_page_target(struct hn_req *q)
{
    static const struct hn_view view = { .title = "target.one",
                                         .section = "papers",
                                         .html = hn_view_target_any,
                                         .json = hn_json_target_page_any,
                                         .dated = true };
    struct hn_target_page p = { .q = q, .known = q->ctx.known };
    enum hn_rc rc = read_target(q, &p);

    if (rc)
        return rc;
    const struct filter f = { &p.target, p.children, p.child_count };

    if (hn_list_answer(q, &hn_list_target_unit, &f, &p.list, &rc) || rc)
        return rc;
    rc = read_rest(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "paper.register"),
             hn_print(q->ctx.arena, "/nghi-quyet?don-vi=%s", p.unit->code));
    hn_crumb(q, *p.paper.number ? p.paper.number : p.paper.title,
             hn_paper_path(q->ctx.arena, p.paper.id.v, "", p.unit->code));
    hn_crumb(q, p.target.title, NULL);
    return hn_show(q, &view, &p, p.target.title);
}

/* --- deeds --- */

static const struct hn_field share_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "year", .kind = HN_INT, .low = 0, .high = 2200, .label = "target.year" },
    { .name = "share", .kind = HN_TEXT, .max = 30, .each = true, .label = "target.share" },
    { 0 },
};
const struct hn_form hn_form_target_share = { .fields = share_fields, .again = hn_page_target };
static const struct hn_field value_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "day", .kind = HN_DAY, .required = true, .label = "target.value_on" },
    { .name = "value", .kind = HN_TEXT, .max = 30, .required = true, .label = "target.reached" },
    { .name = "qualifier",
      .kind = HN_CHOICE,
      .choices = (const char *const[]){ "exact", "nearly", "over", "about", NULL },
      .label = "target.qualifier" },
    { .name = "source", .kind = HN_TEXT, .max = 300, .required = true, .label = "target.source" },
    { .name = "note", .kind = HN_LONG_TEXT, .max = 1000, .label = "target.note" },
    { 0 },
};
const struct hn_form hn_form_target_value = { .fields = value_fields, .again = hn_page_target };

static enum hn_rc
put_line(struct hn_req *q, const struct hn_target_page *p, struct hn_unit_id unit, const char *code, int year)
{
    const char *typed = hn_form_of(q, "share", code);
    int64_t milli = -1;

    if (!typed)
        return HN_OK;
    if (*typed && hn_vi_number(typed, 3, &milli) != HN_NUMBER_OK)
        return hn_fail(&q->ctx, HN_INVALID, hn_print(q->ctx.arena, "share.%s", code), "share.value");
    return hn_share_put(&q->ctx, p->target.id, p->unit->id, unit, year, milli);
}

/* Lines not sent stay as they are; an empty one takes its share back. */
enum hn_rc
hn_page_target_share(struct hn_req *q)
{
    struct hn_target_page p = { .q = q };
    const int year = (int)hn_form_int(q, "year");
    enum hn_rc rc = read_target(q, &p);

    if (!rc)
        rc = put_line(q, &p, p.unit->id, p.unit->code, year);
    for (size_t i = 0; !rc && i < p.child_count; i++)
        rc = put_line(q, &p, p.children[i].unit, p.children[i].code, year);
    if (rc)
        return rc;
    return hn_redirect_done(q, "done.target_shared",
                            year ? "/chi-tieu-nq/%" PRId64 "?don-vi=%s&nam=%d"
                                 : "/chi-tieu-nq/%" PRId64 "?don-vi=%s",
                            p.target.id, p.unit->code, year);
}

enum hn_rc
hn_page_target_value(struct hn_req *q)
{
    struct hn_target_page p = { .q = q };
    struct hn_target_value in = { .on = hn_form_day(q, "day"),
                                  .qualifier = hn_form_has(q, "qualifier") ? hn_form_text(q, "qualifier")
                                                                           : "exact",
                                  .source = hn_form_text(q, "source"),
                                  .note = hn_form_text(q, "note") };
    enum hn_rc rc = read_target(q, &p);

    if (!rc && hn_vi_number(hn_form_text(q, "value"), 3, &in.value_milli) != HN_NUMBER_OK)
        rc = hn_fail(&q->ctx, HN_INVALID, "value", "value.value");
    if (rc)
        return rc;
    in.unit = p.unit->id;
    rc = hn_value_put(&q->ctx, p.target.id, &in);
    return rc ? rc
              : hn_redirect_done(q, "done.target_value", "/chi-tieu-nq/%" PRId64 "?don-vi=%s", p.target.id,
                                 p.unit->code);
}
