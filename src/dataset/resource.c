/* resource.c: totals mobilised as a table, both ways. An import writes by the subject's own rules: a line that tells of a
 * single household is refused here as on the form. */
#include "resource/each.h"

#include "base/num.h"
#include "dataset/kinds.h"

/* --- out --- */

static enum hn_rc
give_resource(void *sink, const struct hn_resource_line *r)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_cell cells[] = {
        hn_cell_text(r->unit),
        hn_cell_text(hn_paper_cell(a, r->paper_unit, r->paper_number, r->paper_day)),
        hn_cell_text(r->project),
        hn_cell_text(r->source),
        hn_cell_text(hn_print(a, "%lld", (long long)r->amount)),
        r->worth_dong ? hn_cell_text(hn_print(a, "%lld", (long long)r->worth_dong)) : HN_CELL_EMPTY,
        hn_cell_day(r->on),
        hn_cell_text(r->said_by),
        hn_cell_text(r->note),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_resources(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_resource_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_resource, &g);
}

/* --- in --- */

static enum hn_rc
read_amounts(struct hn_ctx *c, struct hn_table *t, struct hn_resource *r)
{
    const char *worth = hn_table_cell(t, "worth_dong");

    if (!hn_parse_i64(hn_table_cell(t, "amount"), 1, INT64_MAX, &r->amount))
        return hn_fail(c, HN_INVALID, "amount", "resource.amount");
    if (*worth && !hn_parse_i64(worth, 0, INT64_MAX, &r->worth_dong))
        return hn_fail(c, HN_INVALID, "worth_dong", "resource.worth");
    return HN_OK;
}

static enum hn_rc
read_resource(struct hn_ctx *c, struct hn_table *t, struct hn_resource *r)
{
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    *r = (struct hn_resource){ .project = hn_table_cell(t, "project"),
                               .source = hn_table_cell(t, "source"),
                               .said_by = hn_table_cell(t, "said_by"),
                               .note = hn_table_cell(t, "note") };
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &r->unit);
    if (!rc && !r->unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", "");
    if (!rc)
        rc = hn_paper_take(c, t, "paper", &r->paper.v);
    if (!rc)
        rc = hn_day_take(c, t, "on", HN_DAY_OPEN, &r->on);
    if (!rc && r->on == HN_DAY_OPEN)
        rc = hn_fail(c, HN_INVALID, "on", "not_date");
    return rc ? rc : read_amounts(c, t, r);
}

static enum hn_rc
take_resource(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_resource r;
    int64_t id;
    bool there = false;
    enum hn_rc rc = read_resource(c, t, &r);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, r.unit);
    if (!rc)
        rc = hn_resource_there(c, &r, &there);
    if (!rc && !there)
        rc = hn_resource_put(c, &r, &id);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), there ? "same" : "new");
    return rc;
}

enum hn_rc
hn_take_resources(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_resource);
}
