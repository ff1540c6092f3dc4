/* out.c: every table that can be exported, row by row into a sheet. */
#include <string.h>

#include "dataset/kinds.h"
#include "member/load.h"
#include "place/place.h"
#include "unit/unit.h"

/* Where each unit is on the map on a day: for the column place. */
static const struct hn_sql sql_seats = {
    .name = "dataset.seats",
    .text = "SELECT up.unit_id, pv.code FROM unit_place up CROSS JOIN place_version pv"
            " WHERE pv.place_id = up.place_id AND up.known_from <= $1 AND up.known_to > $1"
            " AND up.valid_from <= $2 AND up.valid_to > $2 AND pv.known_from <= $1 AND pv.known_to > $1"
            " AND pv.valid_from <= $2 AND pv.valid_to > $2 ORDER BY up.unit_id"
};

const struct hn_sql *const hn_dataset_sql[] = { &sql_seats, NULL };

struct seat {
    int64_t unit;
    const char *place;
};

struct giving {
    struct hn_ctx *ctx;
    struct hn_export *out;
    struct hn_sheet *sheet;
    struct seat *seats;
    size_t seat_count;
};

static enum hn_rc
put(struct giving *g, const struct hn_cell *cells)
{
    g->out->rows++;
    return g->sheet ? hn_sheet_row(g->sheet, cells) : HN_OK;
}

/* --- trees --- */

static enum hn_rc
read_seats(struct giving *g)
{
    struct hn_ctx *c = g->ctx;
    const struct hn_param params[] = { hn_p_time(hn_fact_known(c)), hn_p_day(c->on), HN_P_END };
    size_t room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_seats, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        if (g->seat_count == room) {
            struct seat *more = HN_NEW_N(c->arena, struct seat, room * 2 + 1024);

            if (room)
                memcpy(more, g->seats, room * sizeof *more);
            g->seats = more;
            room = room * 2 + 1024;
        }
        g->seats[g->seat_count++] = (struct seat){ hn_row_int(rows, "unit_id"), hn_row_text(rows, "code") };
    }
    return hn_rows_end(rows);
}

static const char *
seat_of(const struct giving *g, int64_t unit)
{
    size_t low = 0, high = g->seat_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (g->seats[middle].unit < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->seat_count && g->seats[low].unit == unit ? g->seats[low].place : "";
}

static enum hn_rc
give_node(void *sink, const struct hn_node *n, const char *parent)
{
    struct giving *g = sink;
    bool units = g->out->kind->tree == &hn_tree_units;
    struct hn_cell cells[] = {
        hn_cell_text(n->code),
        hn_cell_text(n->name),
        hn_cell_text(n->kind),
        hn_cell_text(parent),
        hn_cell_day(n->from),
        hn_dataset_last(n->to),
        hn_cell_text(n->short_name),
        hn_cell_text(units ? n->sector : n->name_en),
        hn_cell_text(units ? seat_of(g, n->id) : n->slug),
    };

    if (g->out->of_day && (g->ctx->on < n->from || g->ctx->on >= n->to))
        return HN_OK;
    return put(g, cells);
}

enum hn_rc
hn_give_tree(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct giving g = { .ctx = c, .out = out, .sheet = s };
    int64_t id = 0;
    enum hn_rc rc = out->kind->tree == &hn_tree_units ? read_seats(&g) : HN_OK;

    if (rc == HN_OK && out->unit)
        rc = hn_tree_find(c, out->kind->tree, out->unit, &id);
    if (rc)
        return rc;
    return id ? hn_tree_each(c, out->kind->tree, id, give_node, &g)
              : hn_tree_each_version(c, out->kind->tree, give_node, &g);
}

/* --- members --- */

static enum hn_rc
within(struct hn_ctx *c, const struct hn_export *out, struct hn_unit_id *id)
{
    id->v = 0;
    return out->unit ? hn_unit_find(c, out->unit, id) : HN_OK;
}

static enum hn_rc
give_person(void *sink, const struct hn_person *p)
{
    const struct hn_person_basic *b = &p->basic;
    const struct hn_cell cells[] = {
        hn_cell_text(p->code),        hn_cell_text(b->full_name),   hn_cell_text(b->sex),
        hn_cell_pdate(b->birth_date), hn_cell_text(b->birth_name),  hn_cell_text(b->ethnicity),
        hn_cell_text(b->edu_general), hn_cell_text(b->edu_degree),  hn_cell_text(b->political_theory),
        hn_cell_text(b->occupation),  hn_cell_pdate(b->admit_date), hn_cell_pdate(b->official_date),
    };

    return put(sink, cells);
}

static enum hn_rc
give_membership(void *sink, const struct hn_membership_line *m)
{
    const struct hn_cell cells[] = {
        hn_cell_text(m->person), hn_cell_text(m->unit),  hn_cell_text(m->standing), hn_cell_text(m->activity),
        hn_cell_day(m->from),    hn_dataset_last(m->to), hn_cell_text(m->decision),
    };

    return put(sink, cells);
}

static enum hn_rc
give_office(void *sink, const struct hn_office_line *o)
{
    const struct hn_cell cells[] = {
        hn_cell_text(o->person), hn_cell_text(o->where), hn_cell_text(o->office), hn_cell_day(o->from),
        hn_dataset_last(o->to),  hn_cell_text(o->basis), hn_cell_text(o->term),   hn_cell_text(o->decision),
    };

    return put(sink, cells);
}

enum hn_rc
hn_give_people(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = within(c, out, &unit);

    return rc ? rc : hn_person_each(c, unit, give_person, &g);
}

enum hn_rc
hn_give_memberships(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = within(c, out, &unit);

    return rc ? rc : hn_membership_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_membership, &g);
}

enum hn_rc
hn_give_offices(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = within(c, out, &unit);

    return rc ? rc : hn_office_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_office, &g);
}
