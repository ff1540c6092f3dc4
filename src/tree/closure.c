/* closure.c: keep the closure, the derived index of the dated parents, right under current knowledge.
 *
 * A row that no longer holds is retired, never removed, so that the closure answers questions about what was known
 * then by the same query as about what is known now. Only differences are written.
 */
#include <assert.h>

#include "tree/inside.h"

static void
row_add(struct hn_arena *a, struct hn_closure_row **list, size_t *count, size_t *room, int64_t des,
        const struct hn_closed *row)
{
    if (*count == *room) {
        size_t more = *room ? 2 * *room : 64;

        *list = hn_grow(a, *list, *room * sizeof **list, more * sizeof **list);
        *room = more;
    }
    (*list)[(*count)++] = (struct hn_closure_row){ .des = des, .row = *row };
}

static int
compare(const struct hn_closed *a, const struct hn_closed *b)
{
    if (a->anc != b->anc)
        return a->anc < b->anc ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

void
hn_closure_compare(struct hn_closure_diff *d, int64_t des, const struct hn_closed *old, size_t old_count,
                   const struct hn_closed *new, size_t new_count)
{
    size_t i = 0, j = 0;

    while (i < old_count || j < new_count) {
        int order = i == old_count ? 1 : j == new_count ? -1 : compare(&old[i], &new[j]);

        if (order < 0)
            row_add(d->arena, &d->old, &d->old_count, &d->old_room, des, &old[i]);
        else if (order > 0)
            row_add(d->arena, &d->new, &d->new_count, &d->new_room, des, &new[j]);
        i += order <= 0;
        j += order >= 0;
    }
}

static enum hn_rc
retire(struct hn_ctx *c, const struct hn_tree *t, const struct hn_closure_diff *d, hn_time at)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &t->closure_retire);

    if (rc)
        return rc;
    for (size_t i = 0; i < d->old_count && rc == HN_OK; i++) {
        const struct hn_closure_row *r = &d->old[i];
        const struct hn_param params[] = { hn_p_time(at),
                                           hn_p_id(r->des),
                                           hn_p_day(r->row.to),
                                           hn_p_id(r->row.anc),
                                           hn_p_day(r->row.from),
                                           hn_p_int(r->row.depth),
                                           HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    enum hn_rc end = hn_store_bulk_end(c);

    return rc ? rc : end;
}

static enum hn_rc
insert(struct hn_ctx *c, const struct hn_tree *t, const struct hn_closure_diff *d, hn_time at)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &t->closure_insert);

    if (rc)
        return rc;
    for (size_t i = 0; i < d->new_count && rc == HN_OK; i++) {
        const struct hn_closure_row *r = &d->new[i];
        const struct hn_param params[] = { hn_p_id(r->des),
                                           hn_p_id(r->row.anc),
                                           hn_p_int(r->row.depth),
                                           hn_p_day(r->row.from),
                                           hn_p_day(r->row.to),
                                           hn_p_time(at),
                                           HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    enum hn_rc end = hn_store_bulk_end(c);

    return rc ? rc : end;
}

enum hn_rc
hn_closure_write(struct hn_ctx *c, const struct hn_tree *t, const struct hn_closure_diff *d, hn_time at)
{
    enum hn_rc rc = d->old_count > 0 ? retire(c, t, d, at) : HN_OK;

    return rc == HN_OK && d->new_count > 0 ? insert(c, t, d, at) : rc;
}

/* Versions of the node, of all below it, and of every ancestor of any of them. */
static enum hn_rc
read_near(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_forest *f)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &t->near_versions, params, &rows);

    if (rc)
        return rc;
    hn_forest_init(f, c->arena);
    while (hn_rows_next(rows)) {
        const struct hn_forest_span s = {
            .id = hn_row_int(rows, "id"),
            .parent = hn_row_int(rows, "parent_id"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };

        hn_forest_add(f, &s);
    }
    rc = hn_rows_end(rows);
    if (rc == HN_OK)
        hn_forest_link(f);
    return rc;
}

/* What stands of one node, gathered while its rows go by. */
struct renewal {
    struct hn_ctx *c;
    const struct hn_forest *f;
    struct hn_closure_diff diff;
    struct hn_closure old, new;
    int64_t des; /* 0: none yet */
    bool seen;   /* the node itself had rows */
    int64_t self;
};

static enum hn_rc
settle(struct renewal *r)
{
    size_t node;

    if (r->des == 0)
        return HN_OK;
    node = hn_forest_find(r->f, r->des);
    r->new.count = 0;
    if (node != SIZE_MAX && !hn_forest_climb(r->f, node, true, &r->new))
        return hn_fail(r->c, HN_CONFLICT, "parent", "tree.cycle");
    hn_closure_compare(&r->diff, r->des, r->old.at, r->old.count, r->new.at, r->new.count);
    if (r->des == r->self)
        r->seen = true;
    r->old.count = 0;
    return HN_OK;
}

static void
old_add(struct hn_closure *old, const struct hn_closed *row)
{
    if (old->count == old->room) {
        size_t room = old->room ? 2 * old->room : 32;

        old->at = hn_grow(old->arena, old->at, old->room * sizeof *old->at, room * sizeof *old->at);
        old->room = room;
    }
    old->at[old->count++] = *row;
}

enum hn_rc
hn_closure_renew(struct hn_ctx *c, const struct hn_tree *t, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_forest near;
    struct renewal r = {
        .c = c, .f = &near, .diff.arena = c->arena, .old.arena = c->arena, .new.arena = c->arena, .self = id
    };
    hn_time at = c->now;
    struct hn_rows *rows;
    enum hn_rc rc = read_near(c, t, id, &near);

    if (rc)
        return rc;
    rc = hn_store_query(c, &t->sub_closure, params, &rows);
    if (rc)
        return rc;
    while (rc == HN_OK && hn_rows_next(rows)) {
        const struct hn_closed row = {
            .anc = hn_row_int(rows, "anc"),
            .depth = (int32_t)hn_row_int(rows, "depth"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };
        int64_t des = hn_row_int(rows, "des");
        hn_time known_from = hn_row_int(rows, "known_from");

        if (known_from > at)
            at = known_from;
        if (des != r.des)
            rc = settle(&r);
        r.des = des;
        old_add(&r.old, &row);
    }
    enum hn_rc end = hn_rows_end(rows);

    if (rc == HN_OK)
        rc = end ? end : settle(&r);
    if (rc == HN_OK && !r.seen) {
        r.des = id;
        rc = settle(&r);
    }
    return rc ? rc : hn_closure_write(c, t, &r.diff, at);
}
