/* load.c: many versions at once: imports and the demo.
 *
 * Versions are gathered in memory, judged against each other and against what the store holds, and written set by
 * set: nodes, versions, codes, words, closure. Nothing is written when one of them is refused.
 * Neighbours: forest.c derives the closure; version.c is the same for one node at a time.
 */
#include <assert.h>
#include <string.h>

#include "tree/inside.h"

#define CHUNK_ROWS 32768 /* rows of closure in memory before they are written */

struct row {
    struct hn_node node;
    const char *parent_code;
    bool first;            /* of a fresh node */
    struct hn_fault fault; /* found when the whole was judged; key NULL: none */
};

struct hn_tree_load {
    struct hn_ctx *c;
    const struct hn_tree *t;
    struct hn_codes codes;
    struct row *rows;
    size_t count, room;
    bool had_nodes; /* the store held some before */
};

enum hn_rc
hn_tree_load_begin(struct hn_ctx *c, const struct hn_tree *t, struct hn_tree_load **out)
{
    struct hn_tree_load *l = HN_NEW(c->arena, struct hn_tree_load);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &t->codes, NULL, &rows);

    if (rc)
        return rc;
    *l = (struct hn_tree_load){ .c = c, .t = t, .codes.arena = c->arena };
    while (hn_rows_next(rows))
        hn_codes_add(&l->codes, hn_row_text(rows, "code"), hn_row_int(rows, "id"));
    l->had_nodes = l->codes.count > 0;
    *out = l;
    return hn_rows_end(rows);
}

/* --- gathering --- */

static void
copy_texts(struct hn_arena *a, struct hn_node *n)
{
    const char **texts[] = { &n->kind,    &n->code, &n->name,   &n->short_name,
                             &n->name_en, &n->slug, &n->sector, &n->decision };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = (*texts[i])[0] == '\0' ? "" : hn_dup(a, *texts[i]);
}

enum hn_rc
hn_tree_load_version(struct hn_tree_load *l, const struct hn_node *in, const char *parent_code, int64_t *id)
{
    struct row r = { .node = *in };
    enum hn_rc rc;

    hn_version_fill(l->c->arena, &r.node);
    rc = hn_version_check(l->c, &r.node);
    if (rc)
        return rc;
    if (l->count == HN_TREE_LOAD_MAX)
        return hn_fail(l->c, HN_INVALID, "", "tree.load_size");
    copy_texts(l->c->arena, &r.node);
    const struct hn_code *e = hn_codes_find(&l->codes, r.node.code);

    if (e == NULL) {
        e = hn_codes_add(&l->codes, r.node.code, hn_new_id(l->c));
        r.first = true;
    }
    r.node.id = e->id;
    r.parent_code = parent_code && parent_code[0] ? hn_dup(l->c->arena, parent_code) : "";
    if (l->count == l->room) {
        size_t room = l->room ? 2 * l->room : 256;

        l->rows = hn_grow(l->c->arena, l->rows, l->room * sizeof *l->rows, room * sizeof *l->rows);
        l->room = room;
    }
    l->rows[l->count++] = r;
    if (id != NULL)
        *id = e->id;
    return HN_OK;
}

/* --- judging --- */

/* The first fault of a version stays with it; the context takes as many as it has room for. */
static enum hn_rc
blame(struct hn_tree_load *l, size_t row, enum hn_rc code, const char *field, const char *key)
{
    struct row *r = &l->rows[row];
    enum hn_rc rc = hn_fail_arg(l->c, code, field, key, r->node.code);

    if (r->fault.key == NULL)
        r->fault = (struct hn_fault){ code, field, key, r->node.code };
    return rc;
}

const struct hn_fault *
hn_tree_load_fault(const struct hn_tree_load *l, size_t i)
{
    return i < l->count && l->rows[i].fault.key ? &l->rows[i].fault : NULL;
}

static enum hn_rc
resolve_parents(struct hn_tree_load *l)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < l->count; i++) {
        struct row *r = &l->rows[i];
        const struct hn_code *e = r->parent_code[0] ? hn_codes_find(&l->codes, r->parent_code) : NULL;

        if (r->parent_code[0] && e == NULL) {
            enum hn_rc bad = blame(l, i, HN_INVALID, "parent", "tree.parent_unknown");

            rc = rc ? rc : bad;
        }
        r->node.parent = e ? e->id : 0;
    }
    return rc;
}

static enum hn_rc
read_standing(struct hn_tree_load *l, struct hn_forest *f)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(l->c, &l->t->all_versions, NULL, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_forest_span s = {
            .id = hn_row_int(rows, "id"),
            .parent = hn_row_int(rows, "parent_id"),
            .kind = hn_row_text(rows, "kind"),
            .code = hn_row_text(rows, "code"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };

        hn_forest_add(f, &s);
    }
    return hn_rows_end(rows);
}

static enum hn_rc
gather_spans(struct hn_tree_load *l, struct hn_forest *f)
{
    enum hn_rc rc = HN_OK;

    hn_forest_init(f, l->c->arena);
    if (l->had_nodes)
        rc = read_standing(l, f);
    for (size_t i = 0; i < l->count && rc == HN_OK; i++) {
        const struct hn_node *n = &l->rows[i].node;
        const struct hn_forest_span s = { .id = n->id,
                                          .parent = n->parent,
                                          .kind = n->kind,
                                          .code = n->code,
                                          .from = n->from,
                                          .to = n->to,
                                          .fresh = true,
                                          .row = i };

        hn_forest_add(f, &s);
    }
    if (rc == HN_OK)
        hn_forest_link(f);
    return rc;
}

/* As hn_check_under of version.c, over spans in memory. */
static enum hn_rc
judge_parent(struct hn_tree_load *l, const struct hn_forest *f, const struct hn_kinds *k,
             const struct hn_forest_span *s)
{
    hn_day until = s->from;

    if (s->parent == 0)
        return hn_kinds_may(k, "", s->kind, s->from)
                   ? HN_OK
                   : blame(l, s->row, HN_INVALID, "parent", "tree.kind_rule");
    assert(s->parent_at != SIZE_MAX);
    const struct hn_forest_node *p = &f->nodes[s->parent_at];

    for (size_t i = p->first; i < p->first + p->count && until < s->to; i++) {
        const struct hn_forest_span *over = &f->spans[i];

        if (over->to <= until)
            continue;
        if (over->from > until)
            break;
        if (!hn_kinds_may(k, over->kind, s->kind, until))
            return blame(l, s->row, HN_INVALID, "kind", "tree.kind_rule");
        until = over->to;
    }
    if (until < s->to)
        return blame(l, s->row, HN_CONFLICT, "parent", "tree.parent_closed");
    return HN_OK;
}

static enum hn_rc
judge_span(struct hn_tree_load *l, const struct hn_forest *f, const struct hn_kinds *k, size_t i)
{
    const struct hn_forest_span *s = &f->spans[i];

    if (i > 0 && s[-1].id == s->id && s[-1].to > s->from && (s->fresh || s[-1].fresh))
        return blame(l, s->fresh ? s->row : s[-1].row, HN_CONFLICT, "valid_from", "tree.overlap");
    if (!s->fresh)
        return HN_OK;
    if (!hn_kinds_known(k, s->kind, s->from))
        return blame(l, s->row, HN_INVALID, "kind", "tree.kind_unknown");
    return judge_parent(l, f, k, s);
}

/* Whoever stands below itself, or below a ring, cannot climb to a root. Judged before anything is written, so that the
 * rest can be judged again without them. */
static enum hn_rc
judge_rings(struct hn_tree_load *l, const struct hn_forest *f)
{
    struct hn_closure way = { .arena = l->c->arena };
    enum hn_rc rc = HN_OK;

    if (!hn_forest_may_ring(f))
        return HN_OK;
    for (size_t i = 0; i < f->node_count; i++) {
        const struct hn_forest_node *n = &f->nodes[i];

        if (hn_forest_climb(f, i, true, &way))
            continue;
        for (size_t s = n->first; s < n->first + n->count; s++)
            if (f->spans[s].fresh) {
                enum hn_rc bad = blame(l, f->spans[s].row, HN_CONFLICT, "parent", "tree.cycle");

                rc = rc ? rc : bad;
            }
    }
    return rc;
}

static enum hn_rc
judge(struct hn_tree_load *l, const struct hn_forest *f)
{
    struct hn_kinds kinds;
    enum hn_rc rc = hn_kinds_read(l->c, l->t, &kinds);

    if (rc)
        return rc;
    for (size_t i = 0; i < f->span_count; i++) {
        enum hn_rc bad = judge_span(l, f, &kinds, i);

        rc = rc ? rc : bad;
    }
    return rc ? rc : judge_rings(l, f);
}

/* --- writing --- */

/* One bulk of a statement; row answers how many values it wrote to params for row i, or skips it. */
typedef bool params_fn(struct hn_tree_load *l, const struct row *r, struct hn_param *params);

static enum hn_rc
write_set(struct hn_tree_load *l, const struct hn_sql *sql, params_fn *make)
{
    struct hn_param params[HN_FACT_PARAMS];
    enum hn_rc rc = hn_store_bulk_begin(l->c, sql);

    if (rc)
        return rc;
    for (size_t i = 0; i < l->count && rc == HN_OK; i++) {
        struct hn_mark mark = hn_arena_mark(l->c->arena);

        if (make(l, &l->rows[i], params))
            rc = hn_store_bulk_row(l->c, params);
        hn_ctx_rewind(l->c, mark);
    }
    enum hn_rc end = hn_store_bulk_end(l->c);

    return rc ? rc : end;
}

static bool
node_params(struct hn_tree_load *l, const struct row *r, struct hn_param *params)
{
    params[0] = hn_p_id(r->node.id);
    params[1] = hn_p_time(l->c->now);
    params[2] = HN_P_END;
    return r->first;
}

static bool
code_params(struct hn_tree_load *l, const struct row *r, struct hn_param *params)
{
    (void)l;
    params[0] = hn_p_text(r->node.code);
    params[1] = hn_p_id(r->node.id);
    params[2] = HN_P_END;
    return r->first;
}

static bool
version_params(struct hn_tree_load *l, const struct row *r, struct hn_param *params)
{
    struct hn_param values[HN_VERSION_VALUES];
    const struct hn_fact fact = {
        .owner = r->node.id, .from = r->node.from, .to = r->node.to, .values = values
    };

    hn_version_values(l->c->arena, &r->node, values);
    (void)hn_fact_params(l->c, &l->t->version, &fact, l->c->now, params);
    return true;
}

static enum hn_rc
write_tokens(struct hn_tree_load *l)
{
    enum hn_rc rc = hn_store_bulk_begin(l->c, &l->t->token_insert);

    if (rc)
        return rc;
    for (size_t i = 0; i < l->count && rc == HN_OK; i++) {
        struct hn_mark mark = hn_arena_mark(l->c->arena);
        const char *words[HN_TREE_WORDS_MAX];
        size_t n = hn_token_words(l->c->arena, &l->rows[i].node, words);

        for (size_t w = 0; w < n && rc == HN_OK; w++) {
            const struct hn_param params[] = { hn_p_text(words[w]), hn_p_id(l->rows[i].node.id), HN_P_END };

            rc = hn_store_bulk_row(l->c, params);
        }
        hn_ctx_rewind(l->c, mark);
    }
    enum hn_rc end = hn_store_bulk_end(l->c);

    return rc ? rc : end;
}

/* Only nodes with a fresh version change: what stands below a node that grows by a stretch of days cannot have
 * been below it then, since it would have had no parent there. */
static enum hn_rc
compare_node(struct hn_tree_load *l, const struct hn_forest *f, size_t node, struct hn_closure *old,
             struct hn_closure *new, struct hn_closure_diff *diff)
{
    const struct hn_forest_node *n = &f->nodes[node];
    bool fresh = false, stood = false;

    for (size_t i = n->first; i < n->first + n->count; i++) {
        fresh = fresh || f->spans[i].fresh;
        stood = stood || !f->spans[i].fresh;
    }
    if (!fresh)
        return HN_OK;
    old->count = 0;
    if ((stood && !hn_forest_climb(f, node, false, old)) || !hn_forest_climb(f, node, true, new))
        return hn_fail_arg(l->c, HN_CONFLICT, "parent", "tree.cycle", f->spans[n->first].code);
    hn_closure_compare(diff, n->id, old->at, old->count, new->at, new->count);
    return HN_OK;
}

static enum hn_rc
write_closure(struct hn_tree_load *l, const struct hn_forest *f)
{
    struct hn_arena *a = l->c->arena;
    struct hn_closure old = { .arena = a }, new = { .arena = a };
    struct hn_closure_diff diff = { .arena = a };
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < f->node_count && rc == HN_OK; i++) {
        rc = compare_node(l, f, i, &old, &new, &diff);
        if (rc == HN_OK && diff.new_count >= CHUNK_ROWS) {
            rc = hn_closure_write(l->c, l->t, &diff, l->c->now);
            diff.new_count = diff.old_count = 0;
        }
    }
    return rc ? rc : hn_closure_write(l->c, l->t, &diff, l->c->now);
}

enum hn_rc
hn_tree_load_finish(struct hn_tree_load *l)
{
    struct hn_forest f = { 0 };
    enum hn_rc rc = resolve_parents(l);

    if (rc == HN_OK)
        rc = gather_spans(l, &f);
    if (rc == HN_OK)
        rc = judge(l, &f);
    if (rc == HN_OK)
        rc = write_set(l, &l->t->node_insert, node_params);
    if (rc == HN_OK)
        rc = write_set(l, &l->t->version.insert, version_params);
    if (rc == HN_OK)
        rc = write_set(l, &l->t->code_insert, code_params);
    if (rc == HN_OK)
        rc = write_tokens(l);
    return rc ? rc : write_closure(l, &f);
}
