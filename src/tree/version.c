/* version.c: what every operation on one node is made of: its versions, the rules they are judged by, and the facts
 * that are written.
 *
 * Neighbours: change.c and being.c are the operations; load.c judges many nodes at once by the same rules. Not for:
 * rights and the log (unit/, place/).
 */
#include <assert.h>
#include <string.h>

#include "base/code.h"
#include "tree/inside.h"

enum hn_rc
hn_versions_read(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_versions *out)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    size_t room = 8;
    enum hn_rc rc = hn_store_query(c, &t->versions, params, &rows);

    if (rc)
        return rc;
    out->at = HN_NEW_N(c->arena, struct hn_node, room);
    out->ids = HN_NEW_N(c->arena, int64_t, room);
    out->count = 0;
    while (hn_rows_next(rows)) {
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof *out->at, 2 * room * sizeof *out->at);
            out->ids = hn_grow(c->arena, out->ids, room * sizeof *out->ids, 2 * room * sizeof *out->ids);
            room *= 2;
        }
        out->ids[out->count] = hn_row_int(rows, "version");
        hn_node_read(rows, &out->at[out->count++]);
    }
    return hn_rows_end(rows);
}

/* --- rules --- */

enum hn_rc
hn_version_check(struct hn_ctx *c, const struct hn_node *n)
{
    if (!hn_is_code(n->code, HN_TREE_CODE_MAX))
        return hn_fail_arg(c, HN_INVALID, "code", "tree.code_shape", n->code);
    if (n->name[0] == '\0' || strlen(n->name) > HN_TREE_NAME_MAX)
        return hn_fail_arg(c, HN_INVALID, "name", "tree.name_missing", n->code);
    if (n->from >= n->to)
        return hn_fail_arg(c, HN_INVALID, "from", "fact.days", n->code);
    return HN_OK;
}

enum hn_rc
hn_check_under(struct hn_ctx *c, const struct hn_kinds *k, const struct hn_versions *parent,
               const struct hn_node *n)
{
    hn_day until = n->from;

    if (n->parent == 0)
        return hn_kinds_may(k, "", n->kind, n->from)
                   ? HN_OK
                   : hn_fail_arg(c, HN_INVALID, "parent", "tree.kind_rule", n->code);
    for (size_t i = 0; i < parent->count; i++) {
        const struct hn_node *p = &parent->at[i];

        if (p->to <= until || p->from >= n->to)
            continue;
        if (p->from > until)
            break;
        if (!hn_kinds_may(k, p->kind, n->kind, until))
            return hn_fail_arg(c, HN_INVALID, "kind", "tree.kind_rule", n->code);
        until = p->to;
    }
    if (until < n->to)
        return hn_fail_arg(c, HN_CONFLICT, "parent", "tree.parent_closed", n->code);
    return HN_OK;
}

enum hn_rc
hn_check_kind(struct hn_ctx *c, const struct hn_kinds *k, const struct hn_node *n)
{
    if (!hn_kinds_known(k, n->kind, n->from))
        return hn_fail_arg(c, HN_INVALID, "kind", "tree.kind_unknown", n->kind);
    return HN_OK;
}

enum hn_rc
hn_check_code(struct hn_ctx *c, const struct hn_tree *t, const char *code, int64_t id)
{
    const struct hn_param params[] = { hn_p_text(code), HN_P_END };
    int64_t owner;
    bool found;
    enum hn_rc rc = hn_store_int(c, &t->by_code, params, &owner, &found);

    if (rc == HN_OK && found && owner != id)
        return hn_fail_arg(c, HN_CONFLICT, "code", "tree.code_taken", code);
    return rc;
}

enum hn_rc
hn_check_children(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day from, hn_day to,
                  const struct hn_kinds *k, const char *kind)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(from), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc bad = HN_OK, rc = hn_store_query(c, &t->children_after, params, &rows);

    if (rc)
        return rc;
    while (bad == HN_OK && hn_rows_next(rows)) {
        hn_day child_from = (hn_day)hn_row_int(rows, "valid_from");
        hn_day day = child_from > from ? child_from : from;

        if (child_from >= to)
            continue;
        if (kind == NULL)
            bad = hn_fail_arg(c, HN_CONFLICT, "on", "tree.has_children", hn_row_text(rows, "code"));
        else if (!hn_kinds_may(k, kind, hn_row_text(rows, "kind"), day))
            bad = hn_fail_arg(c, HN_INVALID, "kind", "tree.kind_rule", hn_row_text(rows, "code"));
    }
    rc = hn_rows_end(rows);
    return rc ? rc : bad;
}

/* --- writing --- */

void
hn_version_fill(struct hn_arena *a, struct hn_node *n)
{
    const char **texts[] = { &n->kind,    &n->code, &n->name,   &n->short_name,
                             &n->name_en, &n->slug, &n->sector, &n->decision };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (*texts[i] == NULL)
            *texts[i] = "";
    }
    if (n->slug[0] == '\0')
        n->slug = hn_vi_slug(a, n->name);
    if (n->to == 0)
        n->to = HN_DAY_OPEN;
}

void
hn_version_values(struct hn_arena *a, const struct hn_node *n, struct hn_param out[HN_VERSION_VALUES])
{
    int i = 0;

    out[i++] = hn_p_id(n->parent);
    out[i++] = hn_p_text(n->kind);
    out[i++] = hn_p_text(n->code);
    out[i++] = hn_p_text(n->name);
    out[i++] = hn_p_text(n->short_name);
    out[i++] = hn_p_text(n->name_en);
    out[i++] = hn_p_text(n->slug);
    out[i++] = hn_p_text(n->sector);
    out[i++] = hn_p_bytes(hn_vi_sort_key(a, n->name));
    out[i++] = hn_p_int(n->sort_order);
    out[i++] = hn_p_text(n->decision);
    assert(i == HN_VERSION_VALUES);
}

enum hn_rc
hn_version_write(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n, hn_time at)
{
    struct hn_param values[HN_VERSION_VALUES];
    const struct hn_fact fact = { .owner = n->id, .from = n->from, .to = n->to, .values = values };

    hn_version_values(c->arena, n, values);
    return hn_fact_write(c, &t->version, &fact, at, NULL);
}

hn_time
hn_versions_at(const struct hn_ctx *c, const struct hn_versions *v)
{
    hn_time at = c->now;

    for (size_t i = 0; i < v->count; i++) {
        if (v->at[i].known_from > at)
            at = v->at[i].known_from;
    }
    return at;
}

enum hn_rc
hn_version_cut(struct hn_ctx *c, const struct hn_tree *t, const struct hn_versions *v, size_t i, hn_day on,
               hn_time at)
{
    struct hn_node before = v->at[i];
    enum hn_rc rc = hn_fact_retire(c, &t->version, before.id, v->ids[i], at);

    if (rc || before.from >= on)
        return rc;
    before.to = on;
    return hn_version_write(c, t, &before, at);
}

enum hn_rc
hn_code_put(struct hn_ctx *c, const struct hn_tree *t, const char *code, int64_t id)
{
    const struct hn_param params[] = { hn_p_text(code), hn_p_id(id), HN_P_END };

    return hn_store_do(c, &t->code_insert, params);
}
