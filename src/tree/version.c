/* version.c: the operations: create, rename, recode, change kind, move, close, reopen. Each is new facts.
 *
 * An operation reads the node's versions, judges by the rules of its day, retires what it replaces and writes what
 * now holds; then closure, codes and words of search are brought up to it. Not for: rights and the log (unit/,
 * place/); many nodes at once (load.c).
 */
#include <assert.h>
#include <string.h>

#include "tree/inside.h"

/* Versions of one node under current knowledge, by day. */
struct versions {
    struct hn_node *at;
    int64_t *ids;
    size_t count;
};

enum what { WHAT_NAME, WHAT_CODE, WHAT_KIND, WHAT_PARENT };

/* What an operation puts: the fields of the thing it changes. */
struct change {
    enum what what;
    hn_day on;
    const char *decision;
    const char *name, *short_name, *name_en, *code, *kind;
    int64_t parent;
};

static enum hn_rc
read_versions(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct versions *out)
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

static bool
code_shape(const char *code)
{
    size_t len = strlen(code);

    return len >= 1 && len <= HN_TREE_CODE_MAX &&
           strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_") == len;
}

enum hn_rc
hn_version_check(struct hn_ctx *c, const struct hn_node *n)
{
    if (!code_shape(n->code))
        return hn_fail_arg(c, HN_INVALID, "code", "tree.code_shape", n->code);
    if (n->name[0] == '\0' || strlen(n->name) > HN_TREE_NAME_MAX)
        return hn_fail_arg(c, HN_INVALID, "name", "tree.name_missing", n->code);
    if (n->from >= n->to)
        return hn_fail_arg(c, HN_INVALID, "from", "fact.days", n->code);
    return HN_OK;
}

/* May a node of this kind stand under the parent over the whole stretch? Judged on the first day, and on each day
 * on which the parent becomes something else. */
static enum hn_rc
check_under(struct hn_ctx *c, const struct hn_kinds *k, const struct versions *parent,
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

static enum hn_rc
check_kind(struct hn_ctx *c, const struct hn_kinds *k, const struct hn_node *n)
{
    if (!hn_kinds_known(k, n->kind, n->from))
        return hn_fail_arg(c, HN_INVALID, "kind", "tree.kind_unknown", n->kind);
    return HN_OK;
}

/* HN_CONFLICT when the code belongs to another node than id. */
static enum hn_rc
check_code(struct hn_ctx *c, const struct hn_tree *t, const char *code, int64_t id)
{
    const struct hn_param params[] = { hn_p_text(code), HN_P_END };
    int64_t owner;
    bool found;
    enum hn_rc rc = hn_store_int(c, &t->by_code, params, &owner, &found);

    if (rc == HN_OK && found && owner != id)
        return hn_fail_arg(c, HN_CONFLICT, "code", "tree.code_taken", code);
    return rc;
}

/* Children that stand under the node somewhere in from..to: is there one, and may each stand under kind? */
static enum hn_rc
check_children(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day from, hn_day to,
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

static enum hn_rc
write_version(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n, hn_time at)
{
    struct hn_param values[HN_VERSION_VALUES];
    const struct hn_fact fact = { .owner = n->id, .from = n->from, .to = n->to, .values = values };

    hn_version_values(c->arena, n, values);
    return hn_fact_write(c, &t->version, &fact, at, NULL);
}

static hn_time
deed_at(const struct hn_ctx *c, const struct versions *v)
{
    hn_time at = c->now;

    for (size_t i = 0; i < v->count; i++) {
        if (v->at[i].known_from > at)
            at = v->at[i].known_from;
    }
    return at;
}

/* Retire a version from a day on, keeping what of it lies before. */
static enum hn_rc
cut_version(struct hn_ctx *c, const struct hn_tree *t, const struct versions *v, size_t i, hn_day on,
            hn_time at)
{
    struct hn_node before = v->at[i];
    enum hn_rc rc = hn_fact_retire(c, &t->version, before.id, v->ids[i], at);

    if (rc || before.from >= on)
        return rc;
    before.to = on;
    return write_version(c, t, &before, at);
}

static enum hn_rc
put_code(struct hn_ctx *c, const struct hn_tree *t, const char *code, int64_t id)
{
    const struct hn_param params[] = { hn_p_text(code), hn_p_id(id), HN_P_END };

    return hn_store_do(c, &t->code_insert, params);
}

/* --- one change from a day on --- */

static bool
same(enum what what, const struct hn_node *a, const struct hn_node *b)
{
    switch (what) {
    case WHAT_NAME:
        return strcmp(a->name, b->name) == 0 && strcmp(a->short_name, b->short_name) == 0 &&
               strcmp(a->name_en, b->name_en) == 0;
    case WHAT_CODE:
        return strcmp(a->code, b->code) == 0;
    case WHAT_KIND:
        return strcmp(a->kind, b->kind) == 0;
    case WHAT_PARENT:
        break;
    }
    return a->parent == b->parent;
}

static void
apply(struct hn_ctx *c, const struct change *ch, struct hn_node *n)
{
    switch (ch->what) {
    case WHAT_NAME:
        if (ch->name && strcmp(ch->name, n->name) != 0) {
            n->name = ch->name;
            n->slug = hn_vi_slug(c->arena, ch->name);
        }
        n->short_name = ch->short_name ? ch->short_name : n->short_name;
        n->name_en = ch->name_en ? ch->name_en : n->name_en;
        break;
    case WHAT_CODE:
        n->code = ch->code;
        break;
    case WHAT_KIND:
        n->kind = ch->kind;
        break;
    case WHAT_PARENT:
        n->parent = ch->parent;
        break;
    }
    n->decision = ch->decision ? ch->decision : "";
}

/* The versions the change touches: from the one in force on the day to the last that follows on without a gap
 * and says the same of the thing changed. */
static enum hn_rc
find_run(struct hn_ctx *c, const struct change *ch, const struct versions *v, size_t *first, size_t *last)
{
    size_t i = 0;

    if (v->count == 0)
        return hn_fail(c, HN_NOT_FOUND, "", "tree.not_found");
    while (i < v->count && v->at[i].to <= ch->on)
        i++;
    if (i == v->count || v->at[i].from > ch->on)
        return hn_fail_arg(c, HN_CONFLICT, "on", i == 0 ? "tree.before_start" : "tree.closed", v->at[0].code);
    *first = i;
    while (i + 1 < v->count && v->at[i + 1].from == v->at[i].to &&
           same(ch->what, &v->at[*first], &v->at[i + 1]))
        i++;
    *last = i;
    return HN_OK;
}

/* Where kind or parent changed, each new version is judged under its parent. */
static enum hn_rc
check_places(struct hn_ctx *c, const struct hn_tree *t, const struct change *ch, const struct hn_node *new,
             size_t count)
{
    struct versions parent = { 0 };
    struct hn_kinds kinds;
    enum hn_rc rc = hn_kinds_read(c, t, &kinds);

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        rc = ch->what == WHAT_KIND ? check_kind(c, &kinds, &new[i]) : HN_OK;
        if (rc == HN_OK && new[i].parent != 0 && (i == 0 || new[i].parent != new[i - 1].parent))
            rc = read_versions(c, t, new[i].parent, &parent);
        if (rc == HN_OK)
            rc = check_under(c, &kinds, &parent, &new[i]);
    }
    if (rc == HN_OK && ch->what == WHAT_KIND)
        rc = check_children(c, t, new[0].id, new[0].from, new[count - 1].to, &kinds, ch->kind);
    return rc;
}

static enum hn_rc
check_change(struct hn_ctx *c, const struct hn_tree *t, const struct change *ch, const struct hn_node *new,
             size_t count)
{
    enum hn_rc rc = hn_version_check(c, &new[0]);

    if (rc)
        return rc;
    switch (ch->what) {
    case WHAT_NAME:
        return HN_OK;
    case WHAT_CODE:
        return check_code(c, t, ch->code, new[0].id);
    case WHAT_PARENT:
        if (ch->parent == new[0].id)
            return hn_fail_arg(c, HN_CONFLICT, "parent", "tree.cycle", new[0].code);
        break;
    case WHAT_KIND:
        break;
    }
    return check_places(c, t, ch, new, count);
}

static enum hn_rc
write_change(struct hn_ctx *c, const struct hn_tree *t, const struct change *ch, const struct versions *v,
             size_t first, const struct hn_node *new, size_t count)
{
    hn_time at = deed_at(c, v);
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        rc = cut_version(c, t, v, first + i, ch->on, at);
        if (rc == HN_OK)
            rc = write_version(c, t, &new[i], at);
    }
    if (rc == HN_OK && ch->what == WHAT_CODE)
        rc = put_code(c, t, ch->code, new[0].id);
    if (rc == HN_OK && (ch->what == WHAT_NAME || ch->what == WHAT_CODE))
        rc = hn_token_put(c, t, &new[0]);
    if (rc == HN_OK && ch->what == WHAT_PARENT)
        rc = hn_closure_renew(c, t, new[0].id);
    return rc;
}

static enum hn_rc
change(struct hn_ctx *c, const struct hn_tree *t, int64_t id, const struct change *ch)
{
    struct versions v;
    size_t first = 0, last = 0;
    enum hn_rc rc = read_versions(c, t, id, &v);

    if (rc == HN_OK)
        rc = find_run(c, ch, &v, &first, &last);
    if (rc)
        return rc;
    size_t count = last - first + 1;
    struct hn_node *new = HN_NEW_N(c->arena, struct hn_node, count);

    for (size_t i = 0; i < count; i++) {
        new[i] = v.at[first + i];
        if (new[i].from < ch->on)
            new[i].from = ch->on;
        apply(c, ch, &new[i]);
    }
    if (same(ch->what, &new[0], &v.at[first]))
        return HN_OK;
    rc = check_change(c, t, ch, new, count);
    return rc ? rc : write_change(c, t, ch, &v, first, new, count);
}

enum hn_rc
hn_tree_rename(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, const char *name,
               const char *short_name, const char *name_en, const char *decision)
{
    const struct change ch = { .what = WHAT_NAME,
                               .on = on,
                               .decision = decision,
                               .name = name,
                               .short_name = short_name,
                               .name_en = name_en };

    return change(c, t, id, &ch);
}

enum hn_rc
hn_tree_recode(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, const char *code,
               const char *decision)
{
    const struct change ch = { .what = WHAT_CODE, .on = on, .decision = decision, .code = code ? code : "" };

    return change(c, t, id, &ch);
}

enum hn_rc
hn_tree_change_kind(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, const char *kind,
                    const char *decision)
{
    const struct change ch = { .what = WHAT_KIND, .on = on, .decision = decision, .kind = kind ? kind : "" };

    return change(c, t, id, &ch);
}

enum hn_rc
hn_tree_move(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, int64_t parent,
             const char *decision)
{
    const struct change ch = { .what = WHAT_PARENT, .on = on, .decision = decision, .parent = parent };

    return change(c, t, id, &ch);
}

/* --- being and ceasing --- */

/* Rules of a version that begins a stretch of being: create and reopen. */
static enum hn_rc
check_begin(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n)
{
    struct versions parent = { 0 };
    struct hn_kinds kinds;
    enum hn_rc rc = hn_version_check(c, n);

    if (rc == HN_OK)
        rc = hn_kinds_read(c, t, &kinds);
    if (rc == HN_OK)
        rc = check_kind(c, &kinds, n);
    if (rc == HN_OK)
        rc = check_code(c, t, n->code, n->id);
    if (rc == HN_OK && n->parent != 0)
        rc = read_versions(c, t, n->parent, &parent);
    if (rc == HN_OK && n->parent != 0 && parent.count == 0)
        return hn_fail_arg(c, HN_INVALID, "parent", "tree.parent_unknown", n->code);
    return rc ? rc : check_under(c, &kinds, &parent, n);
}

static enum hn_rc
write_begin(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n, hn_time at)
{
    enum hn_rc rc = write_version(c, t, n, at);

    if (rc == HN_OK)
        rc = put_code(c, t, n->code, n->id);
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
    struct versions v;
    enum hn_rc rc = read_versions(c, t, n.id, &v);

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
    return rc ? rc : write_begin(c, t, &n, deed_at(c, &v));
}

/* The version that begins to end on the day: in force then, and the node stood on the day before. */
static bool
find_last_day(const struct versions *v, hn_day on, size_t *first)
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
    struct versions v;
    size_t first = 0;
    enum hn_rc rc = read_versions(c, t, id, &v);

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
    rc = check_children(c, t, id, on, v.at[last].to, NULL, NULL);
    for (size_t i = first; i <= last && rc == HN_OK; i++)
        rc = cut_version(c, t, &v, i, on, deed_at(c, &v));
    if (rc == HN_OK)
        rc = hn_tree_lineage_add(c, t, id, 0, "close", on, decision);
    return rc ? rc : hn_closure_renew(c, t, id);
}
