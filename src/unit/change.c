/* change.c: changes of the organisation: rights, the rules beyond the tree's, and the log around the engine. */
#include <string.h>

#include "audit/audit.h"
#include "unit/inside.h"

const struct hn_fact_table hn_unit_place_facts = {
    .name = "unit_place",
    HN_FACT_SQL("unit_place", "unit_id", "", "", "place_id", HN_MARKS_8),
    .value_count = 1,
    .values = (const char *const[]){ "place_id" },
    .kinds = (const enum hn_param_kind[]){ HN_P_INT },
};

static const struct hn_sql sql_members = { .name = "unit.members_after",
                                           .text = "SELECT count(*) AS n FROM membership WHERE unit_id = $1 "
                                                   "AND valid_to > $2 AND known_to = " HN_SQL_OPEN_TIME };

const struct hn_sql *const hn_unit_change_sql[] = { HN_FACT_LIST(hn_unit_place_facts), &sql_members, NULL };

bool
hn_unit_sector_known(const char *sector)
{
    static const char *const sectors[] = { "",           "residential",  "agency",
                                           "school",     "health",       "armed_forces",
                                           "state_firm", "private_firm", "cooperative",
                                           "mine" };

    for (size_t i = 0; i < sizeof sectors / sizeof sectors[0]; i++) {
        if (strcmp(sectors[i], sector) == 0)
            return true;
    }
    return false;
}

/* Nobody may belong to it from the day on. */
static enum hn_rc
check_empty(struct hn_ctx *c, struct hn_unit_id id, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(id.v), hn_p_day(on), HN_P_END };
    int64_t n;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_members, params, &n, &found);

    return rc == HN_OK && n > 0 ? hn_fail(c, HN_CONFLICT, "on", "unit.has_members") : rc;
}

static enum hn_rc
put_place(struct hn_ctx *c, struct hn_unit_id id, struct hn_place_id place, hn_day from, hn_day to)
{
    const struct hn_param values[] = { hn_p_id(place.v) };
    const struct hn_fact fact = { .owner = id.v, .from = from, .to = to, .values = place.v ? values : NULL };

    if (place.v) {
        enum hn_rc rc = hn_tree_open_on(c, &hn_tree_places, place.v, from);

        if (rc == HN_CONFLICT) {
            hn_fault_clear(c);
            return hn_fail(c, HN_INVALID, "place", "unit.place");
        }
        if (rc)
            return rc;
    }
    return hn_fact_put(c, &hn_unit_place_facts, &fact, NULL);
}

/* What the log digests of a unit: its node on the day. */
static const char *
describe(struct hn_ctx *c, const char *what, hn_day on, const char *value, const char *decision)
{
    return hn_print(c->arena, "%s on=%s value=%s decision=%s", what, hn_day_iso(c->arena, on),
                    value ? value : "", decision ? decision : "");
}

static enum hn_rc
done(struct hn_ctx *c, enum hn_rc rc, const char *what, struct hn_unit_id id, hn_day on, const char *value,
     const char *decision)
{
    if (rc)
        return rc;
    return hn_audit_change(c, what, id.v, id, "", describe(c, what, on, value, decision));
}

enum hn_rc
hn_unit_create(struct hn_ctx *c, const struct hn_unit_new *in, struct hn_unit_id *out)
{
    const char *clean = in->code ? hn_unit_code_clean(c->arena, in->code) : NULL;
    const struct hn_node node = { .parent = in->parent.v,
                                  .kind = in->kind,
                                  .code = clean ? clean : in->code,
                                  .name = in->name,
                                  .short_name = in->short_name,
                                  .sector = in->sector,
                                  .decision = in->decision,
                                  .from = in->from,
                                  .to = HN_DAY_OPEN };
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, in->parent);

    if (rc)
        return rc;
    if (in->sector && !hn_unit_sector_known(in->sector))
        return hn_fail(c, HN_INVALID, "sector", "unit.sector");
    rc = hn_tree_create(c, &hn_tree_units, &node, &out->v);
    if (rc == HN_OK && in->place.v)
        rc = put_place(c, *out, in->place, in->from, HN_DAY_OPEN);
    return done(c, rc, "unit.create", *out, in->from, node.code, in->decision);
}

enum hn_rc
hn_unit_rename(struct hn_ctx *c, struct hn_unit_id id, hn_day on, const char *name, const char *short_name,
               const char *decision)
{
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, id);

    if (rc == HN_OK)
        rc = hn_tree_rename(c, &hn_tree_units, id.v, on, name, short_name, NULL, decision);
    return done(c, rc, "unit.rename", id, on, name, decision);
}

enum hn_rc
hn_unit_change_kind(struct hn_ctx *c, struct hn_unit_id id, hn_day on, const char *kind, const char *decision)
{
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, id);

    if (rc == HN_OK && !hn_unit_kind_has_members(kind))
        rc = check_empty(c, id, on);
    if (rc == HN_OK)
        rc = hn_tree_change_kind(c, &hn_tree_units, id.v, on, kind, decision);
    return done(c, rc, "unit.change_kind", id, on, kind, decision);
}

enum hn_rc
hn_unit_move(struct hn_ctx *c, struct hn_unit_id id, hn_day on, struct hn_unit_id parent,
             const char *decision)
{
    struct hn_node node;
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, id);

    if (rc)
        return rc;
    /* The actor answers for the place it leaves and the place it goes to. */
    hn_day asked = c->on;

    c->on = on;
    rc = hn_tree_get(c, &hn_tree_units, id.v, &node);
    c->on = asked;
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        return hn_fail(c, HN_CONFLICT, "on", "tree.closed");
    }
    if (rc == HN_OK && node.parent)
        rc = hn_need(c, HN_MAY_EDIT_UNIT, (struct hn_unit_id){ node.parent });
    if (rc == HN_OK)
        rc = hn_need(c, HN_MAY_EDIT_UNIT, parent);
    if (rc == HN_OK)
        rc = hn_tree_move(c, &hn_tree_units, id.v, on, parent.v, decision);
    return done(c, rc, "unit.move", id, on, hn_print(c->arena, "%lld", (long long)parent.v), decision);
}

enum hn_rc
hn_unit_close(struct hn_ctx *c, struct hn_unit_id id, hn_day on, const char *decision)
{
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, id);

    if (rc == HN_OK)
        rc = check_empty(c, id, on);
    if (rc == HN_OK)
        rc = hn_tree_close(c, &hn_tree_units, id.v, on, decision);
    return done(c, rc, "unit.close", id, on, "", decision);
}

enum hn_rc
hn_unit_put_place(struct hn_ctx *c, struct hn_unit_id id, struct hn_place_id place, hn_day from, hn_day to)
{
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, id);

    if (rc == HN_OK)
        rc = put_place(c, id, place, from, to);
    return done(c, rc, "unit.put_place", id, from, hn_print(c->arena, "%lld", (long long)place.v), "");
}
