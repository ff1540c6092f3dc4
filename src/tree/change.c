/* change.c: rename, recode, change kind, move: one thing about a node, from a day on.
 *
 * The change is judged by the rules of its day; the versions it touches are cut there and written anew; then closure,
 * codes and words of search are brought up to it.
 */
#include <string.h>

#include "tree/inside.h"

enum what { WHAT_NAME, WHAT_CODE, WHAT_KIND, WHAT_PARENT };

/* What an operation puts: the fields of the thing it changes. */
struct change {
    enum what what;
    hn_day on;
    const char *decision;
    const char *name, *short_name, *name_en, *code, *kind;
    int64_t parent;
};

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
find_run(struct hn_ctx *c, const struct change *ch, const struct hn_versions *v, size_t *first, size_t *last)
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
    struct hn_versions parent = { 0 };
    struct hn_kinds kinds;
    enum hn_rc rc = hn_kinds_read(c, t, &kinds);

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        rc = ch->what == WHAT_KIND ? hn_check_kind(c, &kinds, &new[i]) : HN_OK;
        if (rc == HN_OK && new[i].parent != 0 && (i == 0 || new[i].parent != new[i - 1].parent))
            rc = hn_versions_read(c, t, new[i].parent, &parent);
        if (rc == HN_OK)
            rc = hn_check_under(c, &kinds, &parent, &new[i]);
    }
    if (rc == HN_OK && ch->what == WHAT_KIND)
        rc = hn_check_children(c, t, new[0].id, new[0].from, new[count - 1].to, &kinds, ch->kind);
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
        return hn_check_code(c, t, ch->code, new[0].id);
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
write_change(struct hn_ctx *c, const struct hn_tree *t, const struct change *ch, const struct hn_versions *v,
             size_t first, const struct hn_node *new, size_t count)
{
    hn_time at = hn_versions_at(c, v);
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        rc = hn_version_cut(c, t, v, first + i, ch->on, at);
        if (rc == HN_OK)
            rc = hn_version_write(c, t, &new[i], at);
    }
    if (rc == HN_OK && ch->what == WHAT_CODE)
        rc = hn_code_put(c, t, ch->code, new[0].id);
    if (rc == HN_OK && (ch->what == WHAT_NAME || ch->what == WHAT_CODE))
        rc = hn_token_put(c, t, &new[0]);
    if (rc == HN_OK && ch->what == WHAT_PARENT)
        rc = hn_closure_renew(c, t, new[0].id);
    return rc;
}

static enum hn_rc
change(struct hn_ctx *c, const struct hn_tree *t, int64_t id, const struct change *ch)
{
    struct hn_versions v;
    size_t first = 0, last = 0;
    enum hn_rc rc = hn_versions_read(c, t, id, &v);

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
