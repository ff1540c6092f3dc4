/* kind.c: kinds of node and which may stand under which, as dated data. A past deed is judged by the rule of its
 * day; what stands already is not judged anew when a rule ends. (product/ section 2, idea 5)
 */
#include <string.h>

#include "tree/inside.h"

static enum hn_rc
read_list(struct hn_ctx *c, const struct hn_sql *sql, const char *tree, struct hn_kind **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_text(tree), HN_P_END };
    struct hn_rows *rows;
    size_t room = 64;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    *out = HN_NEW_N(c->arena, struct hn_kind, room);
    *count = 0;
    while (hn_rows_next(rows)) {
        if (*count == room) {
            *out = hn_grow(c->arena, *out, room * sizeof **out, 2 * room * sizeof **out);
            room *= 2;
        }
        (*out)[(*count)++] = (struct hn_kind){
            .parent_kind = hn_row_text(rows, "parent_kind"),
            .kind = hn_row_text(rows, "kind"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .legal_basis = hn_row_text(rows, "legal_basis"),
        };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_kinds_read(struct hn_ctx *c, const struct hn_tree *t, struct hn_kinds *out)
{
    enum hn_rc rc = read_list(c, &t->kinds, t->name, &out->kinds, &out->kind_count);

    return rc ? rc : read_list(c, &t->rules, t->name, &out->rules, &out->rule_count);
}

enum hn_rc
hn_tree_kinds_all(struct hn_ctx *c, const struct hn_tree *t, const struct hn_kind **kinds, size_t *kind_count,
                  const struct hn_kind **rules, size_t *rule_count)
{
    struct hn_kinds all;
    enum hn_rc rc = hn_kinds_read(c, t, &all);

    if (rc)
        return rc;
    *kinds = all.kinds;
    *kind_count = all.kind_count;
    *rules = all.rules;
    *rule_count = all.rule_count;
    return HN_OK;
}

static bool
holds(const struct hn_kind *list, size_t count, const char *parent_kind, const char *kind, hn_day on)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].from <= on && on < list[i].to && strcmp(list[i].kind, kind) == 0 &&
            strcmp(list[i].parent_kind, parent_kind) == 0)
            return true;
    }
    return false;
}

bool
hn_kinds_known(const struct hn_kinds *k, const char *kind, hn_day on)
{
    return holds(k->kinds, k->kind_count, "", kind, on);
}

bool
hn_kinds_may(const struct hn_kinds *k, const char *parent_kind, const char *kind, hn_day on)
{
    return holds(k->rules, k->rule_count, parent_kind, kind, on);
}

enum hn_rc
hn_tree_kinds_under(struct hn_ctx *c, const struct hn_tree *t, const char *parent_kind, hn_day on,
                    const char *const **out, size_t *count)
{
    struct hn_kinds kinds;
    const char **list;
    enum hn_rc rc = hn_kinds_read(c, t, &kinds);

    if (rc)
        return rc;
    list = HN_NEW_N(c->arena, const char *, kinds.rule_count + 1);
    *out = list;
    *count = 0;
    for (size_t i = 0; i < kinds.rule_count; i++) {
        const struct hn_kind *r = &kinds.rules[i];

        if (r->from <= on && on < r->to && strcmp(r->parent_kind, parent_kind) == 0 &&
            hn_kinds_known(&kinds, r->kind, on))
            list[(*count)++] = r->kind;
    }
    return HN_OK;
}

enum hn_rc
hn_tree_kind_add(struct hn_ctx *c, const struct hn_tree *t, const char *kind, int sort, hn_day from,
                 hn_day to, const char *legal_basis)
{
    const struct hn_param params[] = {
        hn_p_text(t->name), hn_p_text(kind),        hn_p_day(from), hn_p_day(to),
        hn_p_int(sort),     hn_p_text(legal_basis), HN_P_END
    };

    if (from >= to)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    return hn_store_do(c, &t->kind_insert, params);
}

enum hn_rc
hn_tree_rule_add(struct hn_ctx *c, const struct hn_tree *t, const char *parent_kind, const char *child_kind,
                 hn_day from, hn_day to, const char *legal_basis)
{
    const struct hn_param params[] = { hn_p_text(t->name),
                                       hn_p_text(parent_kind),
                                       hn_p_text(child_kind),
                                       hn_p_day(from),
                                       hn_p_day(to),
                                       hn_p_text(legal_basis),
                                       HN_P_END };

    if (from >= to)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    return hn_store_do(c, &t->rule_insert, params);
}
