/* tree_in.c: places and units from a table, and dated lists of changes to units.
 *
 * A tree is judged as a whole once all rows are read, since a row's parent may stand below it. With partial, the rows at
 * fault are left out and the rest is judged again.
 */
#include <string.h>

#include "dataset/kinds.h"
#include "place/place.h"
#include "unit/unit.h"

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

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
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

static enum hn_rc
row_fault(struct hn_ctx *c, struct hn_table *t)
{
    const char *column = "", *key = hn_table_row_fault(t, &column);

    return key ? hn_fail(c, HN_INVALID, column, key) : HN_OK;
}

static enum hn_rc
load_row(struct hn_ctx *c, const struct hn_import *in, struct hn_table *t, struct hn_tree_load *load)
{
    struct hn_node node;
    int64_t id;
    enum hn_rc rc = row_fault(c, t);
    const char *parent = hn_table_cell(t, "parent");

    if (rc == HN_OK)
        rc = read_node(c, t, &node);
    if (rc)
        return rc;
    if (in->kind->tree == &hn_tree_units) {
        const char *code = hn_unit_code_clean(c->arena, node.code);

        if (code == NULL)
            return hn_fail(c, HN_INVALID, "code", "tree.code_shape");
        node.code = code;
        parent = *parent ? hn_unit_code_clean(c->arena, parent) : parent;
        if (parent == NULL)
            return hn_fail(c, HN_INVALID, "parent", "tree.code_shape");
    }
    return hn_tree_load_version(load, &node, parent, &id);
}

/* --- all rows --- */

/* Where on the map the units of the table are, put once the units are there. */
struct seat {
    const char *unit, *place;
    hn_day from, to;
    int64_t row;
    struct seat *next;
};

static void
note_seat(struct hn_ctx *c, struct hn_table *t, struct seat ***tail)
{
    const char *place = hn_table_cell(t, "place");
    struct seat *s;

    if (*place == '\0')
        return;
    s = HN_NEW(c->arena, struct seat);
    s->unit = hn_dup(c->arena, hn_unit_code_clean(c->arena, hn_table_cell(t, "code")));
    s->place = hn_dup(c->arena, place);
    s->row = hn_table_row(t);
    if (hn_dataset_days(c, t, &s->from, &s->to))
        return;
    **tail = s;
    *tail = &s->next;
}

static enum hn_rc
put_seats(struct hn_ctx *c, struct hn_import *in, const struct seat *seats)
{
    for (; seats; seats = seats->next) {
        struct hn_unit_id unit;
        struct hn_place_id place;
        struct hn_mark mark = hn_arena_mark(c->arena);
        enum hn_rc rc = hn_unit_find(c, seats->unit, &unit);

        if (rc == HN_OK)
            rc = hn_place_find(c, seats->place, &place);
        if (rc == HN_NOT_FOUND) {
            hn_fault_clear(c);
            hn_fail_arg(c, rc, "place", "dataset.unknown_code", seats->place);
            in->taken--;
            hn_dataset_bad(c, in, seats->row);
            continue;
        }
        if (rc == HN_OK)
            rc = hn_unit_put_place(c, unit, place, seats->from, seats->to);
        if (rc)
            return rc;
        hn_arena_rewind(c->arena, mark);
    }
    return HN_OK;
}

/* The whole's faults name nodes by code: tells them as verdicts of the last row that has the code. */
static void
tell_whole(struct hn_ctx *c, struct hn_import *in)
{
    int count = c->fault_count;

    for (int i = 0; i < count; i++) {
        in->bad++;
        in->verdict(in->sink, 0, "bad", &c->faults[i]);
    }
    hn_fault_clear(c);
}

enum hn_rc
hn_take_tree(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_tree_load *load;
    struct seat *seats = NULL, **tail = &seats;
    enum hn_rc rc = hn_tree_load_begin(c, in->kind->tree, &load);

    while (rc == HN_OK && hn_table_next(t)) {
        rc = load_row(c, in, t, load);
        if (rc == HN_OK) {
            note_seat(c, t, &tail);
            hn_dataset_good(in, hn_table_row(t), "new");
        } else if (hn_dataset_is_row_fault(rc)) {
            hn_dataset_bad(c, in, hn_table_row(t));
            rc = HN_OK;
        }
        hn_dataset_progress(in, t);
    }
    if (rc)
        return rc;
    rc = hn_tree_load_finish(load);
    if (hn_dataset_is_row_fault(rc)) {
        tell_whole(c, in);
        return hn_fail_arg(c, HN_CONFLICT, "", "cli.import_refused",
                           hn_print(c->arena, "%lld", (long long)in->bad));
    }
    return rc ? rc : put_seats(c, in, seats);
}

/* --- changes --- */

struct change {
    hn_day on;
    const char *op, *code, *name, *kind, *parent, *decision;
};

static enum hn_rc
read_change(struct hn_ctx *c, struct hn_table *t, struct change *out)
{
    *out = (struct change){
        .op = hn_table_cell(t, "op"),
        .code = hn_table_cell(t, "code"),
        .name = hn_table_cell(t, "name"),
        .kind = hn_table_cell(t, "kind"),
        .parent = hn_table_cell(t, "parent"),
        .decision = hn_table_cell(t, "decision"),
    };
    if (!hn_day_parse(hn_table_cell(t, "on"), &out->on))
        return hn_fail(c, HN_INVALID, "on", "not_date");
    if (*out->code == '\0')
        return hn_fail_arg(c, HN_INVALID, "code", "required", "code");
    return HN_OK;
}

static enum hn_rc
create(struct hn_ctx *c, const struct change *ch)
{
    struct hn_unit_new in = { .kind = ch->kind,
                              .code = ch->code,
                              .name = ch->name,
                              .short_name = "",
                              .sector = "",
                              .decision = ch->decision,
                              .from = ch->on };
    struct hn_unit_id id;
    enum hn_rc rc = *ch->parent ? hn_unit_find(c, ch->parent, &in.parent) : HN_OK;

    return rc ? rc : hn_unit_create(c, &in, &id);
}

static enum hn_rc
carry_out(struct hn_ctx *c, const struct change *ch)
{
    struct hn_unit_id id, parent;
    enum hn_rc rc;

    if (strcmp(ch->op, "create") == 0)
        return create(c, ch);
    if (strcmp(ch->op, "merge") == 0 || strcmp(ch->op, "absorb") == 0 || strcmp(ch->op, "split") == 0)
        return hn_fail_arg(c, HN_INVALID, "op", "cli.reorganise", ch->op);
    rc = hn_unit_find(c, ch->code, &id);
    if (rc)
        return rc;
    if (strcmp(ch->op, "rename") == 0)
        return hn_unit_rename(c, id, ch->on, ch->name, "", ch->decision);
    if (strcmp(ch->op, "change_kind") == 0)
        return hn_unit_change_kind(c, id, ch->on, ch->kind, ch->decision);
    if (strcmp(ch->op, "close") == 0)
        return hn_unit_close(c, id, ch->on, ch->decision);
    if (strcmp(ch->op, "move") != 0)
        return hn_fail_arg(c, HN_INVALID, "op", "dataset.op", ch->op);
    rc = hn_unit_find(c, ch->parent, &parent);
    return rc ? rc : hn_unit_move(c, id, ch->on, parent, ch->decision);
}

enum hn_rc
hn_take_changes(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    while (hn_table_next(t)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct change ch;
        enum hn_rc rc = row_fault(c, t);

        if (rc == HN_OK)
            rc = read_change(c, t, &ch);
        if (rc == HN_OK)
            rc = carry_out(c, &ch);
        if (rc == HN_OK)
            hn_dataset_good(in, hn_table_row(t), "changed");
        else if (hn_dataset_is_row_fault(rc))
            hn_dataset_bad(c, in, hn_table_row(t));
        else
            return rc;
        hn_arena_rewind(c->arena, mark);
        hn_dataset_progress(in, t);
    }
    return HN_OK;
}
