/* page_coverage.c: how visits cover the cells of a unit over some months: by visitor, and cell by cell. */
#include "rule/rule.h"
#include "view_visit.h"
#include "web/page_visit.h"

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "tu", .kind = HN_TEXT, .max = 10, .label = "coverage.from" },
    { .name = "den", .kind = HN_TEXT, .max = 10, .label = "coverage.to" },
    { .name = "chua-co", .kind = HN_FLAG, .label = "coverage.unvisited" },
    { 0 },
};
const struct hn_form hn_form_coverage = { .fields = fields, .again = hn_page_coverage };
const struct hn_form hn_form_coverage_cells = { .fields = fields, .again = hn_page_coverage_cells };

enum hn_rc
hn_months_asked(struct hn_req *q, int64_t *from, int64_t *to)
{
    const char *first = hn_form_text(q, "tu"), *last = hn_form_text(q, "den");

    *from = hn_month_of(q->ctx.on) / 12 * 12;
    *to = hn_month_of(q->ctx.on);
    if (*first && !hn_month_parse(first, from))
        return hn_fail(&q->ctx, HN_INVALID, "tu", "month.shape");
    if (*last && !hn_month_parse(last, to))
        return hn_fail(&q->ctx, HN_INVALID, "den", "month.shape");
    return *to < *from ? hn_fail(&q->ctx, HN_INVALID, "den", "month.order") : HN_OK;
}

/* --- cell by cell --- */

struct cells_filter {
    struct hn_unit_id within;
    int64_t from, to;
    bool unvisited;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_coverage, field)
static const struct hn_column columns[] = {
    { COLUMN(name), .label = "field.cell", .kind = HN_COL_TEXT, .href = "/chi-bo/{code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(planned), .label = "coverage.planned", .kind = HN_COL_INT },
    { COLUMN(attended), .label = "coverage.attended", .kind = HN_COL_INT },
    { COLUMN(noted), .label = "coverage.noted", .kind = HN_COL_INT },
};
#undef COLUMN

static void
take_cell(void *sink, const struct hn_coverage *k)
{
    hn_emit(sink, k);
}

static enum hn_rc
cell_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct cells_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_coverage_by_cell(c, f->within, f->from, f->to, f->unvisited, ask->offset, ask->limit, take_cell,
                               &e);
}

static enum hn_rc
cell_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct cells_filter *f = filter;
    struct hn_coverage_sum sum;
    enum hn_rc rc = hn_coverage_sum(c, f->within, f->from, f->to, &sum);

    *out = rc ? 0 : f->unvisited ? sum.cells - sum.visited : sum.cells;
    return rc;
}

const struct hn_list hn_list_coverage = {
    .name = "du-hop-chi-bo",
    .caption = "coverage.cells",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_coverage),
    .rows = cell_rows,
    .total = cell_total,
};

static enum hn_rc
read_asked(struct hn_req *q, struct hn_coverage_page *p, struct hn_unit_stand *stand, struct cells_filter *f)
{
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, stand);

    if (!rc)
        rc = hn_months_asked(q, &f->from, &f->to);
    if (rc)
        return rc;
    p->unit = &stand->unit;
    p->unvisited = f->unvisited = hn_form_flag(q, "chua-co");
    f->within = stand->unit.id;
    p->from = hn_month_iso(q->ctx.arena, f->from);
    p->to = hn_month_iso(q->ctx.arena, f->to);
    return HN_OK;
}

enum hn_rc
hn_page_coverage_cells(struct hn_req *q)
{
    static const struct hn_view view = { .title = "coverage.cells",
                                         .section = "meetings",
                                         .html = hn_view_coverage_cells_any,
                                         .json = hn_json_coverage_cells_any,
                                         .dated = true };
    struct hn_coverage_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    struct cells_filter f = { 0 };
    enum hn_rc rc = read_asked(q, &p, &stand, &f);

    if (rc || hn_list_answer(q, &hn_list_coverage, &f, &p.cells, &rc) || rc)
        return rc;
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_coverage(struct hn_req *q)
{
    static const struct hn_view view = { .title = "coverage.title",
                                         .section = "meetings",
                                         .html = hn_view_coverage_any,
                                         .json = hn_json_coverage_any,
                                         .dated = true };
    struct hn_coverage_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    struct cells_filter f = { 0 };
    enum hn_rc rc = read_asked(q, &p, &stand, &f);

    if (!rc)
        rc = hn_coverage_sum(&q->ctx, f.within, f.from, f.to, &p.sum);
    if (!rc)
        rc = hn_coverage_by_person(&q->ctx, f.within, f.from, f.to, &p.persons, &p.person_count);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
