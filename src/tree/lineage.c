/* lineage.c: who came from whom. Closing writes here too, with no heir; merging and splitting will. */
#include "tree/inside.h"

enum hn_rc
hn_tree_lineage_add(struct hn_ctx *c, const struct hn_tree *t, int64_t pred, int64_t succ, const char *how,
                    hn_day on, const char *decision)
{
    const struct hn_param params[] = { hn_p_id(pred),
                                       hn_p_id(succ),
                                       hn_p_text(how),
                                       hn_p_day(on),
                                       hn_p_text(decision ? decision : ""),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &t->lineage_insert, params);
}

enum hn_rc
hn_tree_lineage(struct hn_ctx *c, const struct hn_tree *t, int64_t id, const struct hn_lineage **out,
                size_t *count)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_lineage *list;
    struct hn_rows *rows;
    size_t room = 16, n = 0;
    enum hn_rc rc = hn_store_query(c, &t->lineage, params, &rows);

    if (rc)
        return rc;
    list = HN_NEW_N(c->arena, struct hn_lineage, room);
    while (hn_rows_next(rows)) {
        if (n == room) {
            list = hn_grow(c->arena, list, room * sizeof *list, 2 * room * sizeof *list);
            room *= 2;
        }
        list[n++] = (struct hn_lineage){
            .pred = hn_row_int(rows, "pred"),
            .succ = hn_row_int(rows, "succ"),
            .how = hn_row_text(rows, "how"),
            .on = (hn_day)hn_row_int(rows, "on_day"),
            .decision = hn_row_text(rows, "decision"),
            .pred_name = hn_row_text(rows, "pred_name"),
            .succ_name = hn_row_text(rows, "succ_name"),
        };
    }
    *out = list;
    *count = n;
    return hn_rows_end(rows);
}
