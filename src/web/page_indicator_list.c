/* page_indicator_list.c: what is measured at a unit, as a list: search, entered or reckoned, files (page_indicator.h).
 *
 * Not for: one indicator and its versions (page_indicator_edit.c).
 */
#include <string.h>

#include "view_indicator.h"
#include "web/page_indicator.h"

static const char *const sorts[] = { "entered", "reckoned", NULL };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "tim", .kind = HN_TEXT, .max = 100, .label = "indicator.words" },
    { .name = "loai", .kind = HN_CHOICE, .choices = sorts, .label = "indicator.sort" },
    { 0 },
};
const struct hn_form hn_form_indicator_list = { .fields = fields, .again = hn_page_indicator_list };

struct line {
    const char *code, *name, *name_en, *measure, *every, *sort, *better, *over_tree, *over_time, *formula,
        *form, *unit, *unit_name, *at;
    hn_day from, to;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct line, field)
static const struct hn_column columns[] = {
    { COLUMN(name), .label = "indicator.name", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/danh-muc/{code}?don-vi={at}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(measure), .label = "indicator.measure", .kind = HN_COL_TEXT },
    { COLUMN(every), .label = "indicator.every", .kind = HN_COL_WORD, .words = "period_kind." },
    { COLUMN(sort), .label = "indicator.sort", .kind = HN_COL_WORD, .words = "indicator_sort.",
      .wide_only = true },
    { COLUMN(form), .label = "asking.form", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_name), .label = "indicator.owner", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit), .label = "indicator.owner_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(at), .label = "unit.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(name_en), .label = "indicator.name_en", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(better), .label = "indicator.better", .kind = HN_COL_WORD, .words = "better.",
      .files_only = true },
    { COLUMN(over_tree), .label = "indicator.over_tree", .kind = HN_COL_WORD, .words = "over_tree.",
      .files_only = true },
    { COLUMN(over_time), .label = "indicator.over_time", .kind = HN_COL_WORD, .words = "over_time.",
      .files_only = true },
    { COLUMN(formula), .label = "indicator.formula", .kind = HN_COL_TEXT, .files_only = true },
    { .name = "valid_from",
      .offset = offsetof(struct line, from),
      .label = "field.from",
      .kind = HN_COL_DAY,
      .files_only = true },
    { .name = "valid_to",
      .offset = offsetof(struct line, to),
      .label = "field.last_day",
      .kind = HN_COL_LAST,
      .files_only = true },
};
#undef COLUMN

struct filter {
    struct hn_indicator_filter of;
    const char *at;
};
struct taking {
    struct hn_emitting to;
    const struct filter *filter;
};

static void
take(void *sink, const struct hn_indicator *i)
{
    struct taking *t = sink;
    const struct line row = {
        .code = i->code,
        .name = i->name,
        .name_en = i->name_en,
        .measure = i->measure,
        .every = i->every == HN_PERIOD_ANY ? "any" : hn_period_kind_name(i->every),
        .sort = *i->formula ? "reckoned" : "entered",
        .better = i->better,
        .over_tree = i->over_tree,
        .over_time = i->over_time,
        .formula = i->formula,
        .form = i->form ? i->form_name : "",
        .unit = i->unit_code,
        .unit_name = i->unit_name,
        .at = t->filter->at,
        .from = i->from,
        .to = i->to,
    };

    hn_emit(&t->to, &row);
}

static enum hn_rc
rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct filter *f = ask->filter;
    struct taking t = { hn_emitting(c, ask, emit, sink), f };

    return hn_indicator_list(c, &f->of, ask->offset, ask->limit, take, &t);
}

static enum hn_rc
total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct filter *f = filter;

    return hn_indicator_count(c, &f->of, out);
}

const struct hn_list hn_list_indicator = {
    .name = "chi-tieu",
    .caption = "indicator.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct line),
    .rows = rows,
    .total = total,
};

enum hn_rc
hn_page_indicator_list(struct hn_req *q)
{
    static const struct hn_view view = { .title = "indicator.list",
                                         .section = "indicators",
                                         .html = hn_view_indicator_list_any,
                                         .json = hn_json_indicator_list_any,
                                         .dated = true };
    struct hn_indicator_list_page p = { .q = q, .known = q->ctx.known };
    const char *sort = hn_form_text(q, "loai");
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_indicator_unit_asked(q, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;

    const struct filter f = { .of = { .words = hn_form_text(q, "tim"),
                                      .at = p.unit->id,
                                      .entered = !*sort                         ? 0
                                                 : strcmp(sort, "entered") == 0 ? 1
                                                                                : -1 },
                              .at = p.unit->code };

    if (hn_list_answer(q, &hn_list_indicator, &f, &p.list, &rc) || rc)
        return rc;
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"),
             hn_print(q->ctx.arena, "/chi-tieu?don-vi=%s", p.unit->code));
    hn_crumb(q, hn_text(q->ctx.lang, "indicator.list"), NULL);
    return hn_show(q, &view, &p, NULL);
}
