/* target.c: targets of papers and what was measured, as tables, both ways, by the subject's own rules. A strand that a line
 * names and the paper does not have yet is made. */
#include "target/each.h"

#include <string.h>

#include "base/decimal.h"
#include "dataset/kinds.h"

static struct hn_cell
milli_cell(struct hn_arena *a, int64_t milli)
{
    return hn_cell_text(hn_milli_plain(a, milli));
}

/* --- out --- */

static enum hn_rc
give_target(void *sink, const struct hn_target_line *l)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_target *t = &l->target;
    const struct hn_cell cells[] = {
        hn_cell_text(hn_paper_cell(a, l->paper_unit, l->paper_number, l->paper_day)),
        hn_cell_text(l->strand),
        hn_cell_text(hn_print(a, "%d", t->position)),
        hn_cell_text(t->title),
        hn_cell_text(t->measure),
        t->has_baseline ? milli_cell(a, t->baseline_milli) : HN_CELL_EMPTY,
        milli_cell(a, t->value_milli),
        hn_cell_text(t->better),
        hn_cell_text(t->rule),
        hn_cell_day(t->from),
        hn_cell_day(t->due),
    };

    return hn_giving_put(g, cells);
}

static enum hn_rc
give_value(void *sink, const struct hn_target_line *l)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_cell cells[] = {
        hn_cell_text(l->unit),
        hn_cell_text(hn_paper_cell(a, l->paper_unit, l->paper_number, l->paper_day)),
        hn_cell_text(l->target.title),
        hn_cell_day(l->value.on),
        milli_cell(a, l->value.value_milli),
        hn_cell_text(l->value.qualifier),
        hn_cell_text(l->value.source),
        hn_cell_text(l->value.note),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_targets(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_target_each(c, unit, give_target, &g);
}

enum hn_rc
hn_give_target_values(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_target_value_each(c, unit, give_value, &g);
}

/* --- in --- */

static enum hn_rc
take_paper(struct hn_ctx *c, struct hn_table *t, struct hn_paper *out)
{
    struct hn_paper_id id = { 0 };
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_paper_take(c, t, "paper", &id.v);
    if (!rc && !id.v)
        rc = hn_fail_arg(c, HN_INVALID, "paper", "dataset.unknown_paper", "");
    return rc ? rc : hn_paper_read(c, id, out);
}

static enum hn_rc
strand_of(struct hn_ctx *c, struct hn_table *t, struct hn_paper_id paper, int64_t *out)
{
    struct hn_strand in = { .paper = paper, .title = hn_table_cell(t, "strand") };
    const struct hn_strand *list;
    size_t count;
    enum hn_rc rc;

    *out = 0;
    if (!*in.title)
        return HN_OK;
    rc = hn_strand_at(c, paper, in.title, out);
    if (rc || *out)
        return rc;
    rc = hn_strands(c, paper, &list, &count);
    in.position = (int)count + 1;
    return rc ? rc : hn_strand_put(c, &in, out);
}

static enum hn_rc
take_target(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_target target = { .title = hn_table_cell(t, "title"),
                                .measure = hn_table_cell(t, "measure"),
                                .better = hn_table_cell(t, "better"),
                                .rule = hn_table_cell(t, "rule"),
                                .has_baseline = *hn_table_cell(t, "baseline") != '\0' };
    struct hn_paper paper;
    int64_t position = 0, there = 0;
    enum hn_rc rc = take_paper(c, t, &paper);

    if (!rc && *hn_table_cell(t, "position") &&
        !hn_parse_i64(hn_table_cell(t, "position"), 0, 10000, &position))
        rc = hn_fail(c, HN_INVALID, "position", "target.title");
    if (!rc && target.has_baseline)
        rc = hn_milli_take(c, t, "baseline", &target.baseline_milli);
    if (!rc)
        rc = hn_milli_take(c, t, "value", &target.value_milli);
    if (!rc)
        rc = hn_day_take(c, t, "valid_from", paper.day, &target.from);
    if (!rc)
        rc = hn_day_take(c, t, "due", 0, &target.due);
    if (!rc)
        rc = hn_target_at(c, paper.id, target.title, &there);
    if (!rc && !there)
        rc = strand_of(c, t, paper.id, &target.strand);
    target.unit = paper.unit;
    target.paper = paper.id;
    target.position = (int)position;
    if (!rc && !there)
        rc = hn_target_put(c, &target, &target.id);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), there ? "same" : "new");
    return rc;
}

static enum hn_rc
take_value(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_target_value value = { .qualifier = hn_table_cell(t, "qualifier"),
                                     .source = hn_table_cell(t, "source"),
                                     .note = hn_table_cell(t, "note") };
    struct hn_paper paper;
    int64_t target = 0;
    enum hn_rc rc = take_paper(c, t, &paper);

    if (!rc)
        rc = hn_target_at(c, paper.id, hn_table_cell(t, "target"), &target);
    if (!rc && !target)
        rc = hn_fail_arg(c, HN_INVALID, "target", "dataset.unknown_code", hn_table_cell(t, "target"));
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &value.unit);
    if (!rc)
        rc = hn_day_take(c, t, "on", 0, &value.on);
    if (!rc)
        rc = hn_milli_take(c, t, "value", &value.value_milli);
    if (!rc)
        rc = hn_value_put(c, target, &value);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), "new");
    return rc;
}

enum hn_rc
hn_take_targets(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_target);
}

enum hn_rc
hn_take_target_values(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_value);
}
