/* tree_in.c: places and units from a table. Neighbour: change_in.c, dated lists of changes to units.
 *
 * A tree is judged as a whole once all rows are read, since a row's parent may stand below it. The rows at fault are
 * left out and the rest is judged again, until the verdict of every row is known.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "dataset/kinds.h"
#include "place/place.h"
#include "unit/unit.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum { ROWS_MAX = 2000000 }; /* rows of one table */

/* --- one row --- */

/* units-vn.csv names kinds of place by type and level. (stack/ section 8) */
static const char *
kind_of_type(const char *type, const char *level)
{
    static const struct {
        const char *type, *level, *kind;
    } kinds[] = {
        { "Tỉnh", "1", "province" },     { "Thành phố", "1", "municipality" },
        { "Huyện", "2", "district" },    { "Quận", "2", "urban_district" },
        { "Thị xã", "2", "town" },       { "Thành phố", "2", "city" },
        { "Xã", "3", "commune" },        { "Phường", "3", "ward" },
        { "Thị trấn", "3", "township" }, { "Đặc khu", "3", "special_zone" },
    };

    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].type, type) == 0 && strcmp(kinds[i].level, level) == 0)
            return kinds[i].kind;
    return "";
}

static enum hn_rc
read_node(struct hn_ctx *c, struct hn_table *t, struct hn_node *out)
{
    const char *kind = hn_table_cell(t, "kind");

    if (*kind == '\0')
        kind = kind_of_type(hn_table_cell(t, "type"), hn_table_cell(t, "level"));
    *out = (struct hn_node){
        .kind = kind,
        .code = hn_table_cell(t, "code"),
        .name = hn_table_cell(t, "name"),
        .short_name = hn_table_cell(t, "short_name"),
        .name_en = hn_table_cell(t, "name_en"),
        .slug = hn_table_cell(t, "slug"),
        .sector = hn_table_cell(t, "sector"),
        .decision = hn_table_cell(t, "decision"),
        .sort_order = hn_table_row(t),
    };
    if (*out->code == '\0')
        return hn_fail_arg(c, HN_INVALID, "code", "required", "code");
    if (*kind == '\0')
        return hn_fail_arg(c, HN_INVALID, "kind", "required", "kind");
    return hn_dataset_days(c, t, &out->from, &out->to);
}

/* --- all rows --- */

/* A row of the table, kept until the whole is judged. */
struct kept {
    struct hn_node node;
    const char *parent, *place; /* codes, "" none */
    int64_t row;
    struct hn_fault fault; /* key NULL: good */
};

struct forest {
    struct kept *rows;
    size_t count, room;
};

/* The row's nodes have their codes cleaned; texts live as long as the arena. */
static enum hn_rc
read_row(struct hn_ctx *c, const struct hn_import *in, struct hn_table *t, struct kept *out)
{
    const char *parent = hn_table_cell(t, "parent"), *code;
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    out->node.code = hn_dup(c->arena, hn_table_cell(t, "code"));
    if (rc == HN_OK)
        rc = read_node(c, t, &out->node);
    if (rc)
        return rc;
    if (in->kind->tree == &hn_tree_units) {
        code = hn_unit_code_clean(c->arena, out->node.code);
        if (code == NULL)
            return hn_fail(c, HN_INVALID, "code", "tree.code_shape");
        out->node.code = code;
        parent = *parent ? hn_unit_code_clean(c->arena, parent) : parent;
        if (parent == NULL)
            return hn_fail(c, HN_INVALID, "parent", "tree.code_shape");
        out->place = hn_dup(c->arena, hn_table_cell(t, "place"));
    }
    out->parent = hn_dup(c->arena, parent);
    return HN_OK;
}

static void
keep_texts(struct hn_arena *a, struct hn_node *n)
{
    const char **texts[] = { &n->kind,    &n->code, &n->name,   &n->short_name,
                             &n->name_en, &n->slug, &n->sector, &n->decision };

    for (size_t i = 0; i < COUNT(texts); i++)
        *texts[i] = *texts[i] && **texts[i] ? hn_dup(a, *texts[i]) : "";
}

static void
keep_fault(struct hn_ctx *c, struct kept *k)
{
    assert(c->fault_count > 0);
    k->fault = c->faults[0];
    hn_fault_clear(c);
}

static enum hn_rc
read_rows(struct hn_ctx *c, const struct hn_import *in, struct hn_table *t, struct forest *f)
{
    while (hn_table_next(t)) {
        struct kept k = { .parent = "", .place = "", .row = hn_table_row(t) };
        enum hn_rc rc = read_row(c, in, t, &k);

        if (rc && !hn_dataset_is_row_fault(rc))
            return rc;
        if (rc)
            keep_fault(c, &k);
        keep_texts(c->arena, &k.node);
        if (f->count == ROWS_MAX)
            return hn_fail(c, HN_INVALID, "", "tree.load_size");
        if (f->count == f->room) {
            size_t room = f->room ? 2 * f->room : 256;

            f->rows = hn_grow(c->arena, f->rows, f->room * sizeof *f->rows, room * sizeof *f->rows);
            f->room = room;
        }
        f->rows[f->count++] = k;
        hn_dataset_progress(in, t);
    }
    return HN_OK;
}

/* --- judging --- */

/* Takes the good rows into one load; index says which row each of its versions is. */
static enum hn_rc
take_rows(struct hn_ctx *c, struct forest *f, struct hn_tree_load *load, size_t *index, size_t *taken)
{
    *taken = 0;
    for (size_t i = 0; i < f->count; i++) {
        struct kept *k = &f->rows[i];
        int64_t id;

        if (k->fault.key)
            continue;

        enum hn_rc rc = hn_tree_load_version(load, &k->node, k->parent, &id);

        if (rc && !hn_dataset_is_row_fault(rc))
            return rc;
        if (rc)
            keep_fault(c, k);
        else
            index[(*taken)++] = i;
    }
    return HN_OK;
}

static int
code_order(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The codes of the rows left out so far, in order. */
static const char **
left_out(struct hn_ctx *c, const struct forest *f, size_t *count)
{
    const char **codes = HN_NEW_N(c->arena, const char *, f->count + 1);

    *count = 0;
    for (size_t i = 0; i < f->count; i++)
        if (f->rows[i].fault.key)
            codes[(*count)++] = f->rows[i].node.code;
    qsort(codes, *count, sizeof *codes, code_order);
    return codes;
}

/* The faults the whole has told of its versions go to their rows; false: there were none. A row whose parent stands in
 * the table but was left out is told so: its own cells are right. */
static bool
blame_rows(struct hn_ctx *c, struct forest *f, const struct hn_tree_load *load, const size_t *index,
           size_t taken)
{
    size_t out_count;
    const char **out = left_out(c, f, &out_count);
    bool moved = false;

    for (size_t i = 0; i < taken; i++) {
        const struct hn_fault *fault = hn_tree_load_fault(load, i);
        struct kept *k = &f->rows[index[i]];

        if (fault == NULL)
            continue;
        k->fault = (struct hn_fault){ fault->code, fault->field, fault->key, k->node.code };
        if (strcmp(fault->key, "tree.parent_unknown") == 0 &&
            bsearch(&k->parent, out, out_count, sizeof *out, code_order))
            k->fault = (struct hn_fault){ fault->code, "parent", "dataset.parent_out", k->parent };
        moved = true;
    }
    hn_fault_clear(c);
    return moved;
}

/* Judges, and writes when all that are left are good. A row whose parent was left out falls with it at the next go, so
 * there are at most as many goes as the tree has levels and a few. */
static enum hn_rc
judge(struct hn_ctx *c, const struct hn_import *in, struct forest *f)
{
    size_t *index = HN_NEW_N(c->arena, size_t, f->count + 1);
    size_t taken;

    for (;;) {
        struct hn_tree_load *load;
        enum hn_rc rc = hn_tree_load_begin(c, in->kind->tree, &load);

        if (rc == HN_OK)
            rc = take_rows(c, f, load, index, &taken);
        if (rc)
            return rc;

        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = hn_tree_load_finish(load);
        if (!hn_dataset_is_row_fault(rc) || !blame_rows(c, f, load, index, taken))
            return rc;
        hn_ctx_rewind(c, mark);
    }
}

/* Where on the map the units of the table are, put once the units are there. */
static enum hn_rc
put_seat(struct hn_ctx *c, struct kept *k)
{
    struct hn_unit_id unit;
    struct hn_place_id place;
    enum hn_rc rc = hn_unit_find(c, k->node.code, &unit);

    if (rc)
        return rc;
    rc = hn_place_find(c, k->place, &place);
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        k->fault = (struct hn_fault){ rc, "place", "dataset.unknown_code", k->place };
        return HN_OK;
    }
    return rc ? rc : hn_unit_put_place(c, unit, place, k->node.from, k->node.to);
}

static enum hn_rc
put_seats(struct hn_ctx *c, struct forest *f)
{
    for (size_t i = 0; i < f->count; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        if (f->rows[i].fault.key || *f->rows[i].place == '\0')
            continue;

        enum hn_rc rc = put_seat(c, &f->rows[i]);

        if (rc && !hn_dataset_is_row_fault(rc))
            return rc;
        if (rc)
            keep_fault(c, &f->rows[i]);
        else
            hn_ctx_rewind(c, mark);
    }
    return HN_OK;
}

enum hn_rc
hn_take_tree(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct forest f = { 0 };
    enum hn_rc rc = read_rows(c, in, t, &f);

    if (rc == HN_OK)
        rc = judge(c, in, &f);
    if (rc == HN_OK)
        rc = put_seats(c, &f);
    if (rc)
        return rc;
    for (size_t i = 0; i < f.count; i++) {
        const struct kept *k = &f.rows[i];

        in->bad += k->fault.key != NULL;
        in->taken += k->fault.key == NULL;
        in->verdict(in->sink, k->row, k->fault.key ? "bad" : "new", k->fault.key ? &k->fault : NULL);
    }
    return HN_OK;
}
