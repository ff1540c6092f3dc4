/* unit.c: reading the organisation: one unit, its children, its ancestors, its history. */
#include <ctype.h>
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "unit/inside.h"

/* clang-format off */
static const struct hn_sql sql_get = {
    .name = "unit.read",
    .text =
        UNIT_COLUMNS
        " FROM unit_version v" UNIT_PLACE("$2", "$3")
        " WHERE v.unit_id = $1 AND " HN_SQL_AT("v", "$2", "$3")
};

/* $18 parent, $19 on, $20 known, $21 limit */
static const struct hn_sql sql_children = {
    .name = "unit.children_seen",
    .text =
        "SELECT v.unit_id AS id, v.parent_id AS parent_id, v.kind AS kind, v.code AS code,"
        " v.name AS name, v.short_name AS short_name, v.name_en AS name_en, v.slug AS slug,"
        " v.sector AS sector, v.sort_order AS sort_order, v.decision AS decision,"
        " v.valid_from AS valid_from, v.valid_to AS valid_to, v.known_from AS known_from,"
        " v.known_to AS known_to"
        " FROM unit_version v"
        " WHERE v.parent_id = $18 AND " HN_SQL_AT("v", "$19", "$20") " AND " HN_SCOPE_UNITS("v.unit_id")
        " ORDER BY v.sort_order, v.sort_key, v.unit_id LIMIT $21"
};
/* clang-format on */

void
hn_unit_read(struct hn_rows *rows, struct hn_unit *out)
{
    *out = (struct hn_unit){
        .id = { hn_row_int(rows, "id") },
        .parent = { hn_row_int(rows, "parent_id") },
        .kind = hn_row_text(rows, "kind"),
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .short_name = hn_row_text(rows, "short_name"),
        .sector = hn_row_text(rows, "sector"),
        .decision = hn_row_text(rows, "decision"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .place = { hn_row_int(rows, "place_id") },
        .place_code = hn_row_text(rows, "place_code"),
        .place_name = hn_row_text(rows, "place_name"),
        .place_kind = hn_row_text(rows, "place_kind"),
    };
}

const char *
hn_unit_code_clean(struct hn_arena *a, const char *text)
{
    static const int groups[] = { 2, 3, 3, 3, 3 };
    char digits[14], out[19];
    size_t count = 0, at = 0, read = 0;

    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '.')
            continue;
        if (!isdigit((unsigned char)*p) || count == sizeof digits)
            return NULL;
        digits[count++] = *p;
    }
    if (count != sizeof digits)
        return NULL;
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
        if (g > 0)
            out[at++] = '.';
        memcpy(out + at, digits + read, (size_t)groups[g]);
        at += (size_t)groups[g];
        read += (size_t)groups[g];
    }
    /* Dots stand between groups or nowhere. */
    if (strchr(text, '.') && (strlen(text) != at || memcmp(text, out, at) != 0))
        return NULL;
    return hn_dup_n(a, out, at);
}

enum hn_rc
hn_unit_find(struct hn_ctx *c, const char *code_or_id, struct hn_unit_id *out)
{
    const char *clean = hn_unit_code_clean(c->arena, code_or_id);
    int faults = c->fault_count;
    enum hn_rc rc = hn_tree_find(c, &hn_tree_units, clean ? clean : code_or_id, &out->v);

    if (rc == HN_OK)
        return hn_need(c, HN_MAY_READ_UNIT, *out);
    if (rc != HN_NOT_FOUND || c->actor.v == HN_USER_SYSTEM.v)
        return rc;
    /* To people the same as for one out of their scope, in words and in the log. */
    c->fault_count = faults;
    hn_audit_look(c, "refused", (struct hn_person_id){ 0 }, (struct hn_unit_id){ 0 },
                  hn_right_name(HN_MAY_READ_UNIT), "");
    return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

enum hn_rc
hn_unit_get(struct hn_ctx *c, struct hn_unit_id id, struct hn_unit *out)
{
    const struct hn_param params[] = { hn_p_id(id.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_UNIT, id);

    if (rc == HN_OK)
        rc = hn_store_query(c, &sql_get, params, &rows);
    if (rc)
        return rc;
    bool found = hn_rows_next(rows);

    if (found)
        hn_unit_read(rows, out);
    rc = hn_rows_end(rows);
    return rc == HN_OK && !found ? hn_fail(c, HN_NOT_FOUND, "", "not_found") : rc;
}

enum hn_rc
hn_unit_open_on(struct hn_ctx *c, struct hn_unit_id id, hn_day on)
{
    return hn_tree_open_on(c, &hn_tree_units, id.v, on);
}

bool
hn_unit_kind_has_members(const char *kind)
{
    return strcmp(kind, "cell") == 0 || strcmp(kind, "grassroots_cell") == 0;
}

enum hn_rc
hn_unit_children(struct hn_ctx *c, struct hn_unit_id id, struct hn_nodes *out)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    struct hn_scope scope;
    struct hn_rows *rows;
    enum hn_rc rc = id.v ? hn_need(c, HN_MAY_READ_UNIT, id) : HN_OK;

    if (rc == HN_OK)
        rc = hn_scope_of(c, HN_MAY_READ_UNIT, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_id(id.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_int(HN_TREE_CHILDREN_MAX + 1);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_children, params, &rows);
    if (rc)
        return rc;
    *out = (struct hn_nodes){ .at = HN_NEW_N(c->arena, struct hn_node, HN_TREE_CHILDREN_MAX) };
    while (hn_rows_next(rows)) {
        if (out->count == HN_TREE_CHILDREN_MAX) {
            out->more = true;
            break;
        }
        hn_node_read(rows, &out->at[out->count++]);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_unit_ancestors(struct hn_ctx *c, struct hn_unit_id id, struct hn_nodes *out)
{
    enum hn_rc rc = hn_need(c, HN_MAY_READ_UNIT, id);

    return rc ? rc : hn_tree_ancestors(c, &hn_tree_units, id.v, out);
}

enum hn_rc
hn_unit_history(struct hn_ctx *c, struct hn_unit_id id, struct hn_nodes *out)
{
    enum hn_rc rc = hn_need(c, HN_MAY_READ_UNIT, id);

    return rc ? rc : hn_tree_history(c, &hn_tree_units, id.v, out);
}

enum hn_rc
hn_unit_replaced(struct hn_ctx *c, struct hn_unit_id id, struct hn_nodes *out)
{
    enum hn_rc rc = hn_need(c, HN_MAY_READ_UNIT, id);

    return rc ? rc : hn_tree_replaced(c, &hn_tree_units, id.v, out);
}

const struct hn_sql *const hn_unit_sql[] = { &sql_get, &sql_children, NULL };
