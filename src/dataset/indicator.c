/* indicator.c: indicators and their values as tables, both ways, by the subject's own rules.
 *
 * Each meaning of an indicator over some days is a row. Rows are taken when all are read, since a formula may name what
 * stands below it: first what names nothing that is still to come. Forms: form.c.
 */
#include <string.h>

#include "base/num.h"
#include "dataset/kinds.h"
#include "formula/formula.h"
#include "indicator/each.h"
#include "unit/unit.h"

/* --- out --- */

static enum hn_rc
give_indicator(void *sink, const struct hn_indicator *i)
{
    const struct hn_cell cells[] = {
        hn_cell_text(i->code),      hn_cell_text(i->name),      hn_cell_text(i->measure),
        hn_cell_text(i->over_tree), hn_cell_text(i->over_time), hn_cell_text(i->formula),
        hn_cell_text(i->name_en),   hn_cell_text(i->better),    hn_cell_text(hn_period_kind_name(i->every)),
        hn_cell_int(i->places),     hn_cell_text(i->note),      hn_cell_text(i->unit_code),
        hn_cell_day(i->from),       hn_dataset_last(i->to),
    };

    return hn_giving_put(sink, cells);
}

static enum hn_rc
give_value(void *sink, const struct hn_indicator_value *v)
{
    struct hn_giving *g = sink;
    const struct hn_cell cells[] = {
        hn_cell_text(v->code),
        hn_cell_text(v->unit_code),
        hn_cell_text(hn_period_iso(g->ctx->arena, v->period)),
        hn_cell_int(v->milli),
        hn_cell_text(v->qualifier),
        hn_cell_text(v->source),
        hn_cell_text(v->plan ? "true" : ""),
        hn_cell_text(v->note),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_indicators(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_indicator_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_indicator, &g);
}

enum hn_rc
hn_give_values(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_indicator_value_each(c, unit, give_value, &g);
}

/* --- a row of definitions --- */

/* Kept until all are read. */
struct row {
    struct hn_indicator in;
    bool has_unit;
    int64_t at;
    const char *const *codes; /* of the formula, none when it cannot be read */
    size_t code_count;
    const char *status; /* NULL: still to be taken */
    struct hn_fault fault;
};
struct rows {
    struct row *at;
    size_t count, room;
};

static const char *
kept(struct hn_ctx *c, struct hn_table *t, const char *column, const char *empty)
{
    const char *text = hn_table_cell(t, column);

    return hn_dup(c->arena, *text ? text : empty);
}

/* Of whose unit nothing is said, it is the root's. */
static enum hn_rc
root_of(struct hn_ctx *c, struct hn_unit_id *out)
{
    struct hn_nodes roots;
    enum hn_rc rc = hn_unit_children(c, (struct hn_unit_id){ 0 }, &roots);

    if (!rc && !roots.count)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "required", "unit");
    if (!rc)
        out->v = roots.at[0].id;
    return rc;
}

static enum hn_rc
read_words(struct hn_ctx *c, struct hn_table *t, struct hn_indicator *in)
{
    /* What is entered is shown whole; a ratio nobody said more of, to one place. */
    const char *every = hn_table_cell(t, "every"), *most = *hn_table_cell(t, "formula") ? "1" : "0";
    const char *places = kept(c, t, "places", most);
    int64_t shown = 0;
    enum hn_rc rc = hn_dataset_days(c, t, &in->from, &in->to);

    in->every = hn_period_kind_of(every);
    if (in->every == HN_PERIOD_KINDS)
        rc = hn_fail(c, HN_INVALID, "every", "indicator.every");
    if (!hn_parse_i64(places, 0, 3, &shown))
        rc = hn_fail(c, HN_INVALID, "places", "indicator.places");
    in->places = (int)shown;
    return rc;
}

static enum hn_rc
read_row(struct hn_ctx *c, struct hn_table *t, struct row *r)
{
    const struct hn_formula *f;
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    *r = (struct row){ .at = hn_table_row(t),
                       .has_unit = *hn_table_cell(t, "unit") != '\0',
                       .in = { .code = kept(c, t, "code", ""),
                               .name = kept(c, t, "name", ""),
                               .name_en = kept(c, t, "name_en", ""),
                               .measure = kept(c, t, "measure", ""),
                               .better = kept(c, t, "better", "none"),
                               .over_tree = kept(c, t, "over_tree", ""),
                               .over_time = kept(c, t, "over_time", ""),
                               .formula = kept(c, t, "formula", ""),
                               .note = kept(c, t, "note", "") } };
    if (!rc)
        rc = r->has_unit ? hn_unit_take(c, t, "unit", &r->in.unit) : root_of(c, &r->in.unit);
    if (!rc)
        rc = read_words(c, t, &r->in);
    if (rc || !*r->in.formula)
        return rc;
    rc = hn_formula_compile(c, r->in.formula, "formula", &f);
    if (!rc)
        r->code_count = hn_formula_codes(f, &r->codes);
    return rc;
}

/* What stands under the code says it already, or it is written. */
static enum hn_rc
take_definition(struct hn_ctx *c, struct row *r)
{
    struct hn_unit_id owner;
    bool same;
    enum hn_rc rc = hn_indicator_stands(c, &r->in, &r->in.id, &owner, &same);

    /* Before anything is told of what is there: it may be the book of others. */
    if (!rc && r->in.id)
        rc = hn_need(c, HN_MAY_DIRECT, owner);
    if (!rc && r->in.id && r->has_unit && owner.v != r->in.unit.v)
        rc = hn_fail(c, HN_CONFLICT, "unit", "indicator.unit_stays");
    if (!rc && !same)
        rc = hn_indicator_put(c, &r->in, NULL);
    if (!rc)
        r->status = same ? "same" : r->in.id ? "changed" : "new";
    return rc;
}

/* --- all rows --- */

static void
fault_of(struct hn_ctx *c, struct row *r)
{
    static const struct hn_fault unknown = { HN_INVALID, "", "broken", "" };

    r->status = "bad";
    r->fault = c->fault_count ? c->faults[0] : unknown;
    hn_fault_clear(c);
}

static enum hn_rc
settle(struct hn_ctx *c, struct row *r, enum hn_rc rc)
{
    if (!rc || !hn_dataset_is_row_fault(rc))
        return rc;
    fault_of(c, r);
    return HN_OK;
}

static enum hn_rc
read_rows(struct hn_ctx *c, struct hn_import *in, struct hn_table *t, struct rows *out)
{
    enum hn_rc rc = HN_OK;

    while (!rc && hn_table_next(t)) {
        if (out->count == out->room) {
            size_t room = out->room * 2 + 64;

            out->at = hn_grow(c->arena, out->at, out->room * sizeof *out->at, room * sizeof *out->at);
            out->room = room;
        }
        rc = settle(c, &out->at[out->count], read_row(c, t, &out->at[out->count]));
        out->count++;
        hn_dataset_progress(in, t);
    }
    return rc;
}

/* The first row still to be taken that r's formula names on a day of r's; count: none. */
static size_t
waits_for(const struct rows *all, const struct row *r)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct row *o = &all->at[i];

        if (o->status || o == r || o->in.from >= r->in.to || o->in.to <= r->in.from)
            continue;
        for (size_t k = 0; k < r->code_count; k++)
            if (strcmp(r->codes[k], o->in.code) == 0)
                return i;
    }
    return all->count;
}

/* Each of those left waits for another: somewhere behind the first they go round. All of that circle are at fault. */
static void
refuse_circle(struct hn_ctx *c, const struct rows *all, size_t first)
{
    size_t on = first, at;
    const char *path;

    for (size_t i = 0; i < all->count; i++) /* so many steps lead into the circle for sure */
        on = waits_for(all, &all->at[on]);
    path = all->at[on].in.code;
    for (at = waits_for(all, &all->at[on]); at != on; at = waits_for(all, &all->at[at]))
        path = hn_print(c->arena, "%s → %s", path, all->at[at].in.code);
    path = hn_print(c->arena, "%s → %s", path, all->at[on].in.code);
    for (at = on; at < all->count;) {
        size_t next = waits_for(all, &all->at[at]);

        hn_fail_arg(c, HN_INVALID, "formula", "indicator.cycle", path);
        fault_of(c, &all->at[at]);
        at = next < all->count && !all->at[next].status ? next : all->count;
    }
}

static enum hn_rc
take_rows(struct hn_ctx *c, const struct rows *all)
{
    bool more = true;
    enum hn_rc rc = HN_OK;

    while (!rc && more) {
        size_t first = all->count;

        more = false;
        for (size_t i = 0; !rc && i < all->count; i++) {
            struct hn_mark mark = hn_arena_mark(c->arena);
            struct row *r = &all->at[i];

            if (r->status)
                continue;
            if (waits_for(all, r) < all->count) {
                first = first < i ? first : i;
                continue;
            }
            rc = take_definition(c, r);
            hn_ctx_rewind(c, mark);
            rc = settle(c, r, rc);
            more = true;
        }
        if (!more && first < all->count) {
            refuse_circle(c, all, first);
            more = true;
        }
    }
    return rc;
}

enum hn_rc
hn_take_indicators(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct rows all = { .count = 0 };
    enum hn_rc rc = read_rows(c, in, t, &all);

    if (!rc)
        rc = take_rows(c, &all);
    for (size_t i = 0; !rc && i < all.count; i++) {
        const struct row *r = &all.at[i];

        if (strcmp(r->status, "bad") != 0) {
            hn_dataset_good(in, r->at, r->status);
            continue;
        }
        c->faults[0] = r->fault;
        c->fault_count = 1;
        hn_dataset_bad(c, in, r->at);
    }
    return rc;
}

/* --- values --- */

static enum hn_rc
read_value(struct hn_ctx *c, struct hn_table *t, struct hn_indicator_value *v)
{
    const char *code = hn_table_cell(t, "indicator");
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_indicator_find(c, code, &v->indicator);
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        rc = hn_fail_arg(c, HN_INVALID, "indicator", "dataset.unknown_code", code);
    }
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &v->unit);
    if (!rc && !v->unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "required", "unit");
    if (!rc && !hn_period_parse(hn_table_cell(t, "period"), &v->period))
        rc = hn_fail(c, HN_INVALID, "period", "dataset.period");
    if (!rc)
        rc = hn_milli_take(c, t, "value", &v->milli);
    return rc ? rc : hn_bool_take(c, t, "plan", &v->plan);
}

static enum hn_rc
take_value(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const char *qualifier = hn_table_cell(t, "qualifier");
    struct hn_indicator_value v = { .qualifier = *qualifier ? qualifier : "exact",
                                    .source = hn_table_cell(t, "source"),
                                    .note = hn_table_cell(t, "note"),
                                    .reason = "" };
    int64_t old = 0, written = 0;
    enum hn_rc rc = read_value(c, t, &v);

    if (!rc)
        rc = hn_indicator_value_at(c, &v, &old);
    if (!rc)
        rc = hn_indicator_value_put(c, &v, &written);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), written == old ? "same" : old ? "changed" : "new");
    return rc;
}

enum hn_rc
hn_take_values(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_value);
}
