/* being.c: create, reopen, close: whether a node is there at all. */
#include "tree/inside.h"

/* Rules of a version that begins a stretch of being: create and reopen. */
static enum hn_rc
check_begin(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n)
{
    struct hn_versions parent = { 0 };
    struct hn_kinds kinds;
    enum hn_rc rc = hn_version_check(c, n);

    if (rc == HN_OK)
        rc = hn_kinds_read(c, t, &kinds);
    if (rc == HN_OK)
        rc = hn_check_kind(c, &kinds, n);
    if (rc == HN_OK)
        rc = hn_check_code(c, t, n->code, n->id);
    if (rc == HN_OK && n->parent != 0)
        rc = hn_versions_read(c, t, n->parent, &parent);
    if (rc == HN_OK && n->parent != 0 && parent.count == 0)
        return hn_fail_arg(c, HN_INVALID, "parent", "tree.parent_unknown", n->code);
    return rc ? rc : hn_check_under(c, &kinds, &parent, n);
}

static enum hn_rc
write_begin(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n, hn_time at)
{
    enum hn_rc rc = hn_version_write(c, t, n, at);

    if (rc == HN_OK)
        rc = hn_code_put(c, t, n->code, n->id);
    if (rc == HN_OK)
        rc = hn_token_put(c, t, n);
    return rc ? rc : hn_closure_renew(c, t, n->id);
}

enum hn_rc
hn_tree_create(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *in, int64_t *id)
{
    struct hn_node n = *in;
    enum hn_rc rc;

    hn_version_fill(c->arena, &n);
    n.id = 0;
    rc = check_begin(c, t, &n);
    if (rc)
        return rc;
    n.id = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(n.id), hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &t->node_insert, params);
    if (rc == HN_OK)
        rc = write_begin(c, t, &n, c->now);
    *id = n.id;
    return rc;
}

enum hn_rc
hn_tree_reopen(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *in)
{
    struct hn_node n = *in;
    struct hn_versions v;
    enum hn_rc rc = hn_versions_read(c, t, n.id, &v);

    if (rc)
        return rc;
    hn_version_fill(c->arena, &n);
    if (v.count == 0)
        return hn_fail(c, HN_NOT_FOUND, "", "tree.not_found");
    for (size_t i = 0; i < v.count; i++) {
        if (v.at[i].from < n.to && v.at[i].to > n.from)
            return hn_fail_arg(c, HN_CONFLICT, "from", "tree.overlap", n.code);
    }
    rc = check_begin(c, t, &n);
    return rc ? rc : write_begin(c, t, &n, hn_versions_at(c, &v));
}

/* The version that begins to end on the day: in force then, and the node stood on the day before. */
static bool
find_last_day(const struct hn_versions *v, hn_day on, size_t *first)
{
    size_t i = 0;

    while (i < v->count && v->at[i].to < on)
        i++;
    if (i == v->count || v->at[i].from >= on)
        return false;
    if (v->at[i].to == on && (++i == v->count || v->at[i].from != on))
        return false;
    *first = i;
    return true;
}

enum hn_rc
hn_tree_close(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, const char *decision)
{
    struct hn_versions v;
    size_t first = 0;
    enum hn_rc rc = hn_versions_read(c, t, id, &v);

    if (rc)
        return rc;
    if (v.count == 0)
        return hn_fail(c, HN_NOT_FOUND, "", "tree.not_found");
    if (on <= v.at[0].from)
        return hn_fail_arg(c, HN_CONFLICT, "on", "tree.before_start", v.at[0].code);
    if (!find_last_day(&v, on, &first))
        return hn_fail_arg(c, HN_CONFLICT, "on", "tree.closed", v.at[0].code);
    size_t last = first;

    while (last + 1 < v.count && v.at[last + 1].from == v.at[last].to)
        last++;
    rc = hn_check_children(c, t, id, on, v.at[last].to, NULL, NULL);
    for (size_t i = first; i <= last && rc == HN_OK; i++)
        rc = hn_version_cut(c, t, &v, i, on, hn_versions_at(c, &v));
    if (rc == HN_OK)
        rc = hn_tree_lineage_add(c, t, id, 0, "close", on, decision);
    return rc ? rc : hn_closure_renew(c, t, id);
}
