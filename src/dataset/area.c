/* area.c: areas and who is in charge of them as tables, both ways, by the subject's own rules. An area is named by its unit,
 * kind and name on its first day. */
#include "area/each.h"

#include <string.h>

#include "dataset/kinds.h"
#include "person/person.h"
#include "place/place.h"
#include "unit/unit.h"

struct giving {
    struct hn_export *out;
    struct hn_sheet *sheet;
};

static enum hn_rc
put(struct giving *g, const struct hn_cell *cells)
{
    g->out->rows++;
    return g->sheet ? hn_sheet_row(g->sheet, cells) : HN_OK;
}

/* --- out --- */

static struct hn_cell
first_day(hn_day from)
{
    return from == HN_DAY_START ? HN_CELL_EMPTY : hn_cell_day(from);
}

static enum hn_rc
give_area(void *sink, const struct hn_area_line *a)
{
    const struct hn_cell cells[] = { hn_cell_text(a->unit),  hn_cell_text(a->kind), hn_cell_text(a->name),
                                     hn_cell_text(a->place), first_day(a->from),    hn_dataset_last(a->to) };

    return put(sink, cells);
}

static enum hn_rc
give_charge(void *sink, const struct hn_charge_line *g)
{
    const struct hn_cell cells[] = { hn_cell_text(g->unit), hn_cell_text(g->kind),
                                     hn_cell_text(g->name), hn_cell_text(g->person),
                                     hn_cell_text(g->role), hn_cell_text(g->decision),
                                     first_day(g->from),    hn_dataset_last(g->to) };

    return put(sink, cells);
}

static enum hn_rc
within(struct hn_ctx *c, const struct hn_export *out, struct hn_unit_id *id)
{
    id->v = 0;
    return out->unit ? hn_unit_find(c, out->unit, id) : HN_OK;
}

enum hn_rc
hn_give_areas(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct giving g = { .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = within(c, out, &unit);

    return rc ? rc : hn_areas_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_area, &g);
}

enum hn_rc
hn_give_area_charges(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct giving g = { .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = within(c, out, &unit);

    return rc ? rc : hn_charges_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_charge, &g);
}

/* --- in --- */

/* What a row of either table names: a unit, the area of that day (id 0: none yet), days. */
static enum hn_rc
read_named(struct hn_ctx *c, struct hn_table *t, struct hn_unit_id *unit, hn_day *from, hn_day *to,
           struct hn_area *there)
{
    const char *code = hn_table_cell(t, "unit");
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_dataset_days(c, t, from, to);
    if (!rc)
        rc = hn_unit_find(c, code, unit);
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        return hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", code);
    }
    /* Before anything is compared: "the same" would tell of the books of others. */
    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, *unit);
    return rc ? rc : hn_area_at(c, *unit, hn_table_cell(t, "kind"), hn_table_cell(t, "name"), *from, there);
}

static enum hn_rc
read_place(struct hn_ctx *c, struct hn_table *t, struct hn_place_id *out)
{
    const char *code = hn_table_cell(t, "place");
    enum hn_rc rc = *code ? hn_place_find(c, code, out) : HN_OK;

    if (rc != HN_NOT_FOUND)
        return rc;
    hn_fault_clear(c);
    return hn_fail_arg(c, HN_INVALID, "place", "dataset.unknown_code", code);
}

static enum hn_rc
take_area(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_area a = { .kind = hn_table_cell(t, "kind"), .name = hn_table_cell(t, "name") };
    struct hn_area there = { .id = 0 };
    bool same = false;
    enum hn_rc rc = read_named(c, t, &a.unit, &a.from, &a.to, &there);

    if (!rc)
        rc = read_place(c, t, &a.place);
    if (rc)
        return rc;
    a.id = there.id;
    a.version = there.version;
    a.note = there.id ? there.note : "";
    same = there.id && there.from == a.from && there.to == a.to && there.place.v == a.place.v &&
           strcmp(there.name, a.name) == 0;
    if (!same)
        rc = hn_area_put(c, &a, NULL);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), same ? "same" : there.id ? "changed" : "new");
    return rc;
}

static enum hn_rc
take_charge(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_charge g = { .role = hn_table_cell(t, "role"), .decision = hn_table_cell(t, "decision") };
    struct hn_area there = { .id = 0 };
    bool same = false;
    enum hn_rc rc = read_named(c, t, &g.unit, &g.from, &g.to, &there);

    if (!rc && !there.id)
        rc = hn_fail(c, HN_INVALID, "name", "dataset.no_area");
    if (!rc)
        rc = hn_person_find(c, hn_table_cell(t, "person"), &g.person);
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        return hn_fail_arg(c, HN_INVALID, "person", "dataset.unknown_code", hn_table_cell(t, "person"));
    }
    g.area = there.id;
    if (!rc)
        rc = hn_charge_stands(c, &g, &same);
    if (!rc && !same)
        rc = hn_charge_put(c, &g);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), same ? "same" : "new");
    return rc;
}

static enum hn_rc
take(struct hn_ctx *c, struct hn_import *in, struct hn_table *t,
     enum hn_rc (*row)(struct hn_ctx *, struct hn_import *, struct hn_table *))
{
    enum hn_rc rc = HN_OK;

    while (!rc && hn_table_next(t)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = row(c, in, t);
        if (rc && hn_dataset_is_row_fault(rc)) {
            hn_dataset_bad(c, in, hn_table_row(t));
            rc = HN_OK;
        }
        hn_ctx_rewind(c, mark);
        hn_dataset_progress(in, t);
    }
    return rc;
}

enum hn_rc
hn_take_areas(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return take(c, in, t, take_area);
}

enum hn_rc
hn_take_area_charges(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return take(c, in, t, take_charge);
}
