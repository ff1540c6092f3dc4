/* page_returns.c: the returns of a month, and the cells behind each of its figures. See page_returns.h. */
#include "web/page_returns.h"

#include <string.h>

#include "base/vi.h"
#include "rule/rule.h"
#include "view_returns.h"

#define BARS_MOST 20

static const struct hn_field month_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "thang", .kind = HN_CODE, .label = "date.month" },
    { 0 },
};
const struct hn_form hn_form_returns = { .fields = month_fields };

/* --- shared --- */

enum hn_rc
hn_returns_month_asked(struct hn_req *q, const char *field, int64_t *out)
{
    const char *text = hn_form_text(q, field);

    *out = hn_month_of(q->ctx.on);
    if (*text && !hn_month_parse(text, out))
        return hn_fail(&q->ctx, HN_INVALID, field, "not_month");
    return HN_OK;
}

const char *
hn_returns_rows_href(struct hn_arena *a, const char *code, int64_t month, const char *which)
{
    return hn_print(a, "/sinh-hoat/chi-bo?don-vi=%s&thang=%s&muc=%s", code, hn_month_iso(a, month), which);
}

const char *
hn_returns_href(struct hn_arena *a, const char *code, int64_t month)
{
    return hn_print(a, "/sinh-hoat?don-vi=%s&thang=%s", code, hn_month_iso(a, month));
}

const char *
hn_returns_share(struct hn_arena *a, enum hn_lang lang, int64_t part, int64_t whole)
{
    bool en = lang == HN_EN;

    if (whole <= 0)
        return "";
    return hn_print(a, "%s (%s/%s)", hn_vi_percent(a, part, whole, en), hn_vi_int(a, part, en),
                    hn_vi_int(a, whole, en));
}

/* --- the month --- */

static bool
on_map(const struct hn_returns_page *p)
{
    for (size_t i = 0; i < p->child_count; i++) {
        for (size_t t = 0; t < hn_tile_count; t++) {
            if (hn_tiles[t].from <= p->cells_on && p->cells_on < hn_tiles[t].to &&
                strcmp(hn_tiles[t].code, p->children[i].place_code) == 0)
                return true;
        }
    }
    return false;
}

/* The share of cells that met, in whole per cent; units without cells have no figure. */
static void
draw(struct hn_req *q, struct hn_returns_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_figure *figures = HN_NEW_N(a, struct hn_figure, p->child_count + 1);

    for (size_t i = 0; i < p->child_count; i++) {
        const struct hn_returns_unit *r = &p->children[i];
        int64_t met = r->sum.met + r->sum.late;

        figures[i] = (struct hn_figure){
            .label = r->name,
            .code = r->place_code,
            .href = hn_returns_href(a, r->code, p->month),
            .value = r->sum.owing ? met * 100 / r->sum.owing : HN_NO_FIGURE,
            .shown = r->sum.owing ? hn_vi_percent(a, met, r->sum.owing, q->ctx.lang == HN_EN) : NULL,
        };
    }
    p->map = on_map(p);
    p->chart = (struct hn_chart){
        .caption = hn_words_fill(a, q->ctx.lang, "returns.map", hn_month_text(a, p->month), NULL),
        .label_key = "unit.name",
        .value_key = "returns.met_share",
        .figures = figures,
        .count = p->child_count,
        .on = p->cells_on,
        .top = 100,
    };
}

enum hn_rc
hn_page_returns(struct hn_req *q)
{
    static const struct hn_view view = { .title = "returns.title_of",
                                         .section = "meetings",
                                         .html = hn_view_returns_any,
                                         .json = hn_json_returns_any,
                                         .dated = true };
    struct hn_returns_page p = { .q = q, .known = q->ctx.known };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_choose(q, hn_form_text(q, "don-vi"), &p.choice);

    if (!rc)
        rc = hn_returns_month_asked(q, "thang", &p.month);
    if (rc)
        return rc;
    p.unit = &p.choice.stand.unit;
    p.cells_on = hn_month_last(p.month) < q->ctx.on ? hn_month_last(p.month) : q->ctx.on;
    p.may_meetings = hn_unit_may(q, HN_MAY_READ_MEETING, p.unit->id);
    p.may_remind = hn_unit_may(q, HN_MAY_MONITOR, p.unit->id) && q->ctx.on == q->ctx.today;
    rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "returns.title"), &ancestors);
    if (!rc)
        rc = hn_returns_of(&q->ctx, p.unit->id, p.month, &p.sum, &p.children, &p.child_count);
    if (rc)
        return rc;
    p.nothing = p.sum.owing && p.sum.not_met == p.sum.owing && !p.sum.open;
    draw(q, &p);
    return hn_show(q, &view, &p, p.unit->name);
}

/* --- the cells behind a figure --- */

static const struct hn_field list_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "thang", .kind = HN_CODE, .label = "date.month" },
    { .name = "muc", .kind = HN_CHOICE, .choices = hn_returns_which, .label = "returns.which" },
    { 0 },
};
const struct hn_form hn_form_returns_cells = { .fields = list_fields };

/* One cell's month as a row of the list. */
struct cell_row {
    int64_t id;
    const char *code, *name, *parent_name, *state;
    hn_day met_day, sent_day; /* HN_DAY_OPEN: not */
    int64_t present, base;
    const char *attendance, *score;
    const char *reminded;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct cell_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(name), .label = "field.cell", .kind = HN_COL_TEXT, .href = "/to-chuc/{code}/sinh-hoat" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(parent_name), .label = "returns.parent", .kind = HN_COL_TEXT },
    { COLUMN(state), .label = "returns.state", .kind = HN_COL_WORD, .words = "return_state.", .tag = true },
    { COLUMN(met_day), .label = "returns.met_day", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(attendance), .label = "returns.attendance", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(present), .label = "returns.present", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(base), .label = "returns.base", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(sent_day), .label = "returns.sent_day", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(score), .label = "returns.score", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(reminded), .label = "returns.reminded", .kind = HN_COL_WORD, .words = "remind_level.",
      .wide_only = true },
};
#undef COLUMN

struct cell_filter {
    struct hn_unit_id within;
    int64_t month;
    const char *which;
};

static void
take_cell(void *sink, const struct hn_returns_cell *r)
{
    static const char *const levels[] = { "", "0", "1", "2", "3", "4" };
    struct hn_emitting *e = sink;
    struct hn_arena *a = e->c->arena;
    const struct hn_cell_month *m = &r->month;
    size_t level = (size_t)r->reminded + 1;
    const struct cell_row row = {
        .id = r->unit.v,
        .code = r->code,
        .name = r->name,
        .parent_name = r->parent_name,
        .state = r->state,
        .met_day = m->met_day ? m->met_day : HN_DAY_OPEN,
        .sent_day = m->sent_at ? hn_day_at(m->sent_at) : HN_DAY_OPEN,
        .present = m->present,
        .base = m->base,
        .attendance = hn_returns_share(a, e->c->lang, m->present, m->base),
        .score = m->score_cell < 0 ? "" : hn_vi_decimal(a, m->score_cell, 2, e->c->lang == HN_EN),
        .reminded = levels[level < 5 ? level : 5],
    };

    hn_emit(e, &row);
}

static enum hn_rc
cell_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct cell_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_returns_cells(c, f->within, f->month, f->which, ask->offset, ask->limit, take_cell, &e);
}

static enum hn_rc
cell_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct cell_filter *f = filter;

    return hn_returns_cell_count(c, f->within, f->month, f->which, out);
}

const struct hn_list hn_list_returns = {
    .name = "sinh-hoat",
    .caption = "returns.cells",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct cell_row),
    .rows = cell_rows,
    .total = cell_total,
};

enum hn_rc
hn_page_returns_cells(struct hn_req *q)
{
    static const struct hn_view view = { .title = "returns.title_of",
                                         .section = "meetings",
                                         .html = hn_view_returns_cells_any,
                                         .json = hn_json_returns_cells_any,
                                         .dated = true };
    struct hn_returns_list_page p = { .q = q, .known = q->ctx.known, .which = hn_form_text(q, "muc") };
    struct hn_unit_choice choice = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_choose(q, hn_form_text(q, "don-vi"), &choice);

    if (!rc)
        rc = hn_returns_month_asked(q, "thang", &p.month);
    if (rc)
        return rc;
    if (!*p.which)
        p.which = hn_returns_which[0];
    p.unit = &choice.stand.unit;

    const struct cell_filter f = { p.unit->id, p.month, p.which };

    if (hn_list_answer(q, &hn_list_returns, &f, &p.list, &rc) || rc)
        return rc;
    rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "returns.title"), &ancestors);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}
