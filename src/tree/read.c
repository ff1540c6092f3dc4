/* read.c: the tree as it stands on c->on, as known at c->known. */
#include "base/num.h"
#include "tree/inside.h"

void
hn_node_read(struct hn_rows *rows, struct hn_node *out)
{
    *out = (struct hn_node){
        .id = hn_row_int(rows, "id"),
        .parent = hn_row_int(rows, "parent_id"),
        .kind = hn_row_text(rows, "kind"),
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .short_name = hn_row_text(rows, "short_name"),
        .name_en = hn_row_text(rows, "name_en"),
        .slug = hn_row_text(rows, "slug"),
        .sector = hn_row_text(rows, "sector"),
        .sort_order = hn_row_int(rows, "sort_order"),
        .decision = hn_row_text(rows, "decision"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .known_from = hn_row_int(rows, "known_from"),
        .known_to = hn_row_int(rows, "known_to"),
    };
}

enum hn_rc
hn_tree_get(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_node *out)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(c->on), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &t->get, params, &rows);

    if (rc)
        return rc;
    bool found = hn_rows_next(rows);

    if (found)
        hn_node_read(rows, out);
    rc = hn_rows_end(rows);
    return rc == HN_OK && !found ? hn_fail(c, HN_NOT_FOUND, "", "tree.not_found") : rc;
}

enum hn_rc
hn_tree_find(struct hn_ctx *c, const struct hn_tree *t, const char *code_or_id, int64_t *id)
{
    const struct hn_param by_code[] = { hn_p_text(code_or_id), HN_P_END };
    int64_t number;
    bool found;
    enum hn_rc rc = hn_store_int(c, &t->by_code, by_code, id, &found);

    if (rc || found)
        return rc;
    if (hn_parse_i64(code_or_id, 1, INT64_MAX, &number)) {
        const struct hn_param by_id[] = { hn_p_id(number), HN_P_END };

        rc = hn_store_int(c, &t->by_id, by_id, id, &found);
        if (rc || found)
            return rc;
    }
    return hn_fail_arg(c, HN_NOT_FOUND, "", "tree.not_found", code_or_id);
}

enum hn_rc
hn_tree_open_on(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(on), hn_p_time(hn_fact_known(c)), HN_P_END };
    int64_t n;
    bool found;
    enum hn_rc rc = hn_store_int(c, &t->open_on, params, &n, &found);

    return rc == HN_OK && n == 0 ? hn_fail(c, HN_CONFLICT, "unit", "tree.closed") : rc;
}

/* limit 0: as many as there are. */
static enum hn_rc
gather(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, size_t limit,
       struct hn_nodes *out)
{
    struct hn_rows *rows;
    size_t room = 16;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    *out = (struct hn_nodes){ .at = HN_NEW_N(c->arena, struct hn_node, room) };
    while (hn_rows_next(rows)) {
        if (limit != 0 && out->count == limit) {
            out->more = true;
            break;
        }
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof *out->at, 2 * room * sizeof *out->at);
            room *= 2;
        }
        hn_node_read(rows, &out->at[out->count++]);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_tree_children(struct hn_ctx *c, const struct hn_tree *t, int64_t id, size_t limit, struct hn_nodes *out)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       hn_p_int((int64_t)limit + 1), HN_P_END };

    return gather(c, &t->children, params, limit, out);
}

enum hn_rc
hn_tree_ancestors(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_nodes *out)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(c->on), hn_p_time(hn_fact_known(c)), HN_P_END };

    return gather(c, &t->ancestors, params, 0, out);
}

enum hn_rc
hn_tree_history(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_nodes *out)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_time(hn_fact_known(c)), HN_P_END };

    return gather(c, &t->history, params, 0, out);
}

enum hn_rc
hn_tree_replaced(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_nodes *out)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_time(hn_fact_known(c)), HN_P_END };

    return gather(c, &t->replaced, params, 0, out);
}

typedef enum hn_rc each_fn(void *sink, const struct hn_node *n, const char *parent_code);

/* A row's texts are given back before the next is read, so that a whole country streams in constant memory. */
static enum hn_rc
stream(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, each_fn *each, void *sink)
{
    struct hn_rows *rows;
    enum hn_rc bad = HN_OK, rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    while (bad == HN_OK && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct hn_node n;

        hn_node_read(rows, &n);
        bad = each(sink, &n, hn_row_text(rows, "parent_code"));
        if (bad == HN_OK)
            hn_ctx_rewind(c, mark);
    }
    rc = hn_rows_end(rows);
    return bad ? bad : rc;
}

enum hn_rc
hn_tree_each(struct hn_ctx *c, const struct hn_tree *t, int64_t id, each_fn *each, void *sink)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(c->on), hn_p_time(hn_fact_known(c)), HN_P_END };

    return stream(c, &t->each, params, each, sink);
}

enum hn_rc
hn_tree_each_version(struct hn_ctx *c, const struct hn_tree *t, each_fn *each, void *sink)
{
    const struct hn_param params[] = { hn_p_time(hn_fact_known(c)), HN_P_END };

    return stream(c, &t->each_version, params, each, sink);
}
