/* forest.c: see forest.h. */
#include "support/forest.h"

#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "subjects.h"
#include "tree/tree.h"

static const struct hn_sql sql_units = {
    .name = "forest.units",
    .text = "SELECT unit_id, parent_id, kind FROM unit_version WHERE " HN_SQL_AT("unit_version", "$1", "$2")
};

static const struct hn_sql *const forest_sql[] = { &sql_units, NULL };

void
hn_forest_open(struct hn_test_store *t, struct hn_arena *keep, const struct hn_sql *const *own)
{
    const struct hn_sql *const **lists;
    size_t n = 0;

    while (hn_all_sql[n])
        n++;
    lists = HN_NEW_N(keep, const struct hn_sql *const *, n + 3);
    for (size_t i = 0; i < n; i++)
        lists[i] = hn_all_sql[i];
    lists[n] = forest_sql;
    lists[n + 1] = own;
    t->cfg.lists = (const struct hn_sql *const *const *)lists;
    hn_arena_free(t->arena);
    t->arena = hn_arena_new((size_t)256 << 20);
    t->c.arena = t->arena;
    assert_int_equal(hn_test_store_open(t), HN_OK);
}

uint32_t
hn_forest_roll(struct hn_forest *f, uint32_t below)
{
    f->seed = f->seed * 1664525u + 1013904223u;
    return (f->seed >> 8) % below;
}

hn_time
hn_forest_noon(hn_day day)
{
    return hn_day_end(day) - HN_DAY_US / 2;
}

/* --- planting --- */

static enum hn_rc
add_unit(struct hn_forest *f, struct hn_tree_load *l, const char *kind, const char *code, const char *parent,
         hn_day from, int64_t *list, size_t *count)
{
    const struct hn_node n = { .kind = kind, .code = code, .name = code, .from = from, .to = HN_DAY_OPEN };
    int64_t id;
    enum hn_rc rc = hn_tree_load_version(l, &n, parent, &id);

    f->units[f->unit_count++] = id;
    if (list)
        list[(*count)++] = id;
    return rc;
}

/* An organisation with its cells, or (the last of its committee) a grassroots cell. */
static enum hn_rc
add_org(struct hn_ctx *c, struct hn_forest *f, struct hn_tree_load *l, const char *up, int number)
{
    const char *org = hn_print(c->arena, "%s.%d", up, number);
    bool lone = number == HN_FOREST_ORGS - 1;
    enum hn_rc rc = add_unit(f, l, lone ? "grassroots_cell" : "grassroots_committee_org", org, up, f->start,
                             lone ? f->cells : f->orgs, lone ? &f->cell_count : &f->org_count);

    for (int k = 0; k < HN_FOREST_CELLS && !lone && !rc; k++)
        rc = add_unit(f, l, "cell", hn_print(c->arena, "%s.%d", org, k), org,
                      k ? f->start : f->start + (hn_day)hn_forest_roll(f, 240), f->cells, &f->cell_count);
    return rc;
}

enum hn_rc
hn_forest_plant(struct hn_ctx *c, struct hn_forest *f)
{
    struct hn_tree_load *l;
    enum hn_rc rc = hn_tree_load_begin(c, &hn_tree_units, &l);

    if (!rc)
        rc = add_unit(f, l, "province", "22", "", f->start, NULL, NULL);
    for (int i = 0; i < HN_FOREST_COMMITTEES && !rc; i++) {
        const char *up = hn_print(c->arena, "22.%d", i);

        rc = add_unit(f, l, "upper_grassroots", up, "22", f->start, f->committees, &f->committee_count);
        for (int j = 0; j < HN_FOREST_ORGS && !rc; j++)
            rc = add_org(c, f, l, up, j);
    }
    return rc ? rc : hn_tree_load_finish(l);
}

enum hn_rc
hn_forest_stir(struct hn_ctx *c, struct hn_forest *f)
{
    hn_day from = f->start + 30 + (hn_day)hn_forest_roll(f, 150);
    int64_t to = f->committees[hn_forest_roll(f, (uint32_t)f->committee_count)];
    int64_t org = f->orgs[hn_forest_roll(f, (uint32_t)f->org_count)];
    int64_t cell = f->cells[hn_forest_roll(f, (uint32_t)f->cell_count)];

    if (hn_forest_roll(f, 4) == 0)
        return hn_tree_close(c, &hn_tree_units, cell, from, "");
    if (hn_forest_roll(f, 2))
        return hn_tree_move(c, &hn_tree_units, cell, from, org, "");
    return hn_tree_move(c, &hn_tree_units, org, from, to, "");
}

/* --- asking plainly --- */

void
hn_forest_read(struct hn_ctx *c, hn_day on, struct hn_forest_tree *out)
{
    const struct hn_param params[] = { hn_p_day(on), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;

    out->count = 0;
    assert_int_equal(hn_store_query(c, &sql_units, params, &rows), HN_OK);
    while (hn_rows_next(rows)) {
        const char *kind = hn_row_text(rows, "kind");
        size_t i = out->count++;

        out->at[i].unit = hn_row_int(rows, "unit_id");
        out->at[i].parent = hn_row_int(rows, "parent_id");
        out->at[i].cell = strcmp(kind, "cell") == 0 || strcmp(kind, "grassroots_cell") == 0;
    }
    assert_int_equal(hn_rows_end(rows), HN_OK);
}

static size_t
place_of(const struct hn_forest_tree *t, int64_t unit)
{
    size_t i = 0;

    while (i < t->count && t->at[i].unit != unit)
        i++;
    return i;
}

bool
hn_forest_stands(const struct hn_forest_tree *t, int64_t unit)
{
    return place_of(t, unit) < t->count;
}

int64_t
hn_forest_parent(const struct hn_forest_tree *t, int64_t unit)
{
    size_t i = place_of(t, unit);

    return i < t->count ? t->at[i].parent : 0;
}

bool
hn_forest_is_cell(const struct hn_forest_tree *t, int64_t unit)
{
    size_t i = place_of(t, unit);

    return i < t->count && t->at[i].cell;
}

bool
hn_forest_below(const struct hn_forest_tree *t, int64_t unit, int64_t top)
{
    while (unit && unit != top)
        unit = hn_forest_parent(t, unit);
    return unit == top && unit != 0;
}
