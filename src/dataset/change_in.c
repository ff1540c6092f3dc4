/* change_in.c: a dated list of operations on units, carried out row by row in its order. It can replay years.
 *
 * Merging, absorbing and splitting are refused by name. Neighbour: tree_in.c, whole trees.
 */
#include <string.h>

#include "dataset/kinds.h"
#include "meeting/month.h"
#include "unit/unit.h"

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
move(struct hn_ctx *c, struct hn_unit_id id, const struct change *ch)
{
    struct hn_unit_id parent;
    enum hn_rc rc = hn_unit_find(c, ch->parent, &parent);

    if (!rc)
        rc = hn_unit_move(c, id, ch->on, parent, ch->decision);
    /* It comes under other rules from that day on. */
    return rc ? rc : hn_month_judge(c, id, ch->on, HN_DAY_OPEN);
}

static enum hn_rc
carry_out(struct hn_ctx *c, const struct change *ch)
{
    static const char *const ops[] = { "rename", "change_kind", "close", "move" };
    struct hn_unit_id id;
    enum hn_rc rc;
    size_t op = 0;

    if (strcmp(ch->op, "create") == 0)
        return create(c, ch);
    if (strcmp(ch->op, "merge") == 0 || strcmp(ch->op, "absorb") == 0 || strcmp(ch->op, "split") == 0)
        return hn_fail_arg(c, HN_INVALID, "op", "cli.reorganise", ch->op);
    while (op < sizeof ops / sizeof *ops && strcmp(ch->op, ops[op]) != 0)
        op++;
    if (op == sizeof ops / sizeof *ops)
        return hn_fail_arg(c, HN_INVALID, "op", "dataset.op", ch->op);
    rc = hn_unit_find(c, ch->code, &id);
    if (rc)
        return rc;
    switch (op) {
    case 0:
        return hn_unit_rename(c, id, ch->on, ch->name, "", ch->decision);
    case 1:
        return hn_unit_change_kind(c, id, ch->on, ch->kind, ch->decision);
    case 2:
        return hn_unit_close(c, id, ch->on, ch->decision);
    default:
        return move(c, id, ch);
    }
}

enum hn_rc
hn_take_changes(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    while (hn_table_next(t)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct change ch;
        enum hn_rc rc = hn_dataset_row_fault(c, t);

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
        hn_ctx_rewind(c, mark);
        hn_dataset_progress(in, t);
    }
    return HN_OK;
}
