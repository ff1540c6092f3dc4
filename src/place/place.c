/* place.c: the map as a subject: rights and the log around the tree engine. */
#include "place/place.h"

#include "audit/audit.h"

enum hn_rc
hn_place_find(struct hn_ctx *c, const char *code_or_id, struct hn_place_id *out)
{
    return hn_tree_find(c, &hn_tree_places, code_or_id, &out->v);
}

enum hn_rc
hn_place_get(struct hn_ctx *c, struct hn_place_id id, struct hn_node *out)
{
    return hn_tree_get(c, &hn_tree_places, id.v, out);
}

enum hn_rc
hn_place_children(struct hn_ctx *c, struct hn_place_id id, struct hn_nodes *out)
{
    return hn_tree_children(c, &hn_tree_places, id.v, HN_TREE_CHILDREN_MAX, out);
}

enum hn_rc
hn_place_ancestors(struct hn_ctx *c, struct hn_place_id id, struct hn_nodes *out)
{
    return hn_tree_ancestors(c, &hn_tree_places, id.v, out);
}

enum hn_rc
hn_place_history(struct hn_ctx *c, struct hn_place_id id, struct hn_nodes *out)
{
    return hn_tree_history(c, &hn_tree_places, id.v, out);
}

/* The map belongs to no unit: who edits units anywhere may mend it. */
static enum hn_rc
need(struct hn_ctx *c)
{
    return hn_access_anywhere(c, HN_MAY_EDIT_UNIT);
}

static enum hn_rc
done(struct hn_ctx *c, enum hn_rc rc, const char *what, int64_t id)
{
    return rc ? rc : hn_audit(c, what, id);
}

enum hn_rc
hn_place_create(struct hn_ctx *c, const struct hn_node *in, struct hn_place_id *out)
{
    enum hn_rc rc = need(c);

    if (rc)
        return rc;
    rc = hn_tree_create(c, &hn_tree_places, in, &out->v);
    return done(c, rc, "place.create", out->v);
}

enum hn_rc
hn_place_rename(struct hn_ctx *c, struct hn_place_id id, hn_day on, const char *name, const char *name_en,
                const char *decision)
{
    enum hn_rc rc = need(c);

    if (rc)
        return rc;
    return done(c, hn_tree_rename(c, &hn_tree_places, id.v, on, name, NULL, name_en, decision),
                "place.rename", id.v);
}

enum hn_rc
hn_place_change_kind(struct hn_ctx *c, struct hn_place_id id, hn_day on, const char *kind,
                     const char *decision)
{
    enum hn_rc rc = need(c);

    if (rc)
        return rc;
    return done(c, hn_tree_change_kind(c, &hn_tree_places, id.v, on, kind, decision), "place.change_kind",
                id.v);
}

enum hn_rc
hn_place_move(struct hn_ctx *c, struct hn_place_id id, hn_day on, struct hn_place_id parent,
              const char *decision)
{
    enum hn_rc rc = need(c);

    if (rc)
        return rc;
    return done(c, hn_tree_move(c, &hn_tree_places, id.v, on, parent.v, decision), "place.move", id.v);
}

enum hn_rc
hn_place_close(struct hn_ctx *c, struct hn_place_id id, hn_day on, const char *decision)
{
    enum hn_rc rc = need(c);

    if (rc)
        return rc;
    return done(c, hn_tree_close(c, &hn_tree_places, id.v, on, decision), "place.close", id.v);
}
