/* grant_list.c: grants, roles and the matrix of rights, to be read (access.h). */
#include <string.h>

#include "access/inside.h"
#include "access/scope.h"

#define GRANTS_MAX 500
#define ROLES_MAX  64
#define MATRIX_MAX 1024

#define GRANT_COLUMNS                                                                                        \
    "g.id AS id, g.user_id AS user_id, g.role AS role, g.unit_id AS unit_id, g.case_id AS case_id,"          \
    " g.valid_from AS valid_from, g.valid_to AS valid_to, g.reason AS reason,"
#define GRANT_NAMES                                                                                          \
    " coalesce(u.name, '') AS user_name, coalesce(b.name, '') AS giver_name, coalesce(v.name, '') AS "       \
    "unit_name"
#define GRANT_JOINS(giver)                                                                                   \
    " LEFT JOIN account u ON u.id = g.user_id LEFT JOIN account b ON b.id = " giver                          \
    " LEFT JOIN unit_version v ON v.unit_id = g.unit_id AND v.known_to = 9223372036854775807"                \
    " AND v.valid_from <= $1 AND v.valid_to > $1"
#define STANDING "FROM access_grant g" GRANT_JOINS("g.giver") " WHERE g.known_to = 9223372036854775807 AND "
#define WAITING  "FROM grant_request g" GRANT_JOINS("g.asked_by") " WHERE g.decision = '' AND "

/* clang-format off */
static const struct hn_sql sql_own = {
    .name = "access.grants_own",
    .text =
        "SELECT " GRANT_COLUMNS " g.giver AS giver, 0 AS pending,"
        GRANT_NAMES " " STANDING "g.user_id = $2"
        " UNION ALL SELECT " GRANT_COLUMNS " g.asked_by, 1," GRANT_NAMES " " WAITING "g.user_id = $2"
        " ORDER BY pending, user_name, id LIMIT 500"
};
/* clang-format on */

/* $18 the user or 0, $19 whether the scope is the whole tree: then what stands nowhere is in it too. */
#define IN_SCOPE                                                                                             \
    "(g.user_id = $18 OR $18 = 0) AND ((g.unit_id = 0 AND $19 = 1) OR " HN_SCOPE_UNITS("g.unit_id") ")"

/* clang-format off */
static const struct hn_sql sql_scoped = {
    .name = "access.grants",
    .text =
        "SELECT " GRANT_COLUMNS " g.giver AS giver, 0 AS pending," GRANT_NAMES " " STANDING IN_SCOPE
        " UNION ALL SELECT " GRANT_COLUMNS " g.asked_by, 1," GRANT_NAMES " " WAITING IN_SCOPE
        " ORDER BY pending, user_name, id LIMIT 500"
};
/* clang-format on */

static const struct hn_sql sql_roles = {
    .name = "access.roles", .text = "SELECT role, stands, approval, sees_others FROM role ORDER BY sort"
};

static const struct hn_sql sql_gives = { .name = "access.gives",
                                         .text = "SELECT role, gives FROM role_gives" };

static const struct hn_sql sql_matrix = {
    .name = "access.matrix",
    .text = "SELECT r.role AS role, r.action AS action, r.field_groups AS field_groups, r.scope AS scope"
            " FROM role o CROSS JOIN role_right r WHERE r.role = o.role ORDER BY o.sort, r.action, r.scope"
};

static enum hn_rc
read_grants(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
            const struct hn_grant **out, size_t *count)
{
    struct hn_grant *all = HN_NEW_N(c->arena, struct hn_grant, GRANTS_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    *out = all;
    *count = 0;
    while (*count < GRANTS_MAX && hn_rows_next(rows)) {
        all[(*count)++] = (struct hn_grant){
            .id = hn_row_int(rows, "id"),
            .user = { hn_row_int(rows, "user_id") },
            .role = hn_row_text(rows, "role"),
            .unit = { hn_row_int(rows, "unit_id") },
            .inspection = hn_row_int(rows, "case_id"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .reason = hn_row_text(rows, "reason"),
            .giver = { hn_row_int(rows, "giver") },
            .pending = hn_row_int(rows, "pending") != 0,
            .user_name = hn_row_text(rows, "user_name"),
            .giver_name = hn_row_text(rows, "giver_name"),
            .unit_name = hn_row_text(rows, "unit_name"),
        };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_grant_list(struct hn_ctx *c, struct hn_user_id user, const struct hn_grant **out, size_t *count)
{
    const struct hn_param own[] = { hn_p_day(c->today), hn_p_id(user.v), HN_P_END };
    struct hn_param params[HN_SCOPE_PARAMS + 3];
    struct hn_scope scope;
    bool whole;
    size_t n;
    enum hn_rc rc;

    if (user.v != 0 && user.v == c->actor.v)
        return read_grants(c, &sql_own, own, out, count);
    rc = hn_scope_of(c, HN_MAY_GRANT, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    rc = hn_scope_is_whole(c, &scope, &whole);
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(user.v);
    params[n++] = hn_p_int(whole || c->actor.v == HN_USER_SYSTEM.v);
    params[n] = HN_P_END;
    return read_grants(c, &sql_scoped, params, out, count);
}

/* Does one of the actor's roles that give grants give this one? */
static bool
given_by(const struct hn_grants *own, const char *const (*gives)[2], size_t gives_count, const char *role)
{
    for (size_t i = 0; i < gives_count; i++) {
        if (strcmp(gives[i][1], role) != 0)
            continue;
        for (size_t k = 0; k < own->count; k++) {
            if (own->held[k].right == HN_MAY_GRANT && strcmp(own->held[k].role, gives[i][0]) == 0)
                return true;
        }
    }
    return false;
}

static enum hn_rc
read_gives(struct hn_ctx *c, const char *(*gives)[2], size_t *count)
{
    const struct hn_param params[] = { HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_gives, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; *count < MATRIX_MAX && hn_rows_next(rows); (*count)++) {
        gives[*count][0] = hn_row_text(rows, "role");
        gives[*count][1] = hn_row_text(rows, "gives");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_role_list(struct hn_ctx *c, const struct hn_role **out, size_t *count)
{
    const struct hn_param params[] = { HN_P_END };
    const char *(*gives)[2] = hn_alloc_n(c->arena, MATRIX_MAX, sizeof *gives);
    struct hn_role *all = HN_NEW_N(c->arena, struct hn_role, ROLES_MAX);
    bool system = c->actor.v == HN_USER_SYSTEM.v;
    struct hn_rows *rows;
    size_t gives_count;
    enum hn_rc rc = hn_access_anywhere(c, HN_MAY_GRANT);

    if (rc)
        return rc;
    rc = read_gives(c, gives, &gives_count);
    if (rc)
        return rc;
    rc = hn_store_query(c, &sql_roles, params, &rows);
    if (rc)
        return rc;
    *count = 0;
    while (*count < ROLES_MAX && hn_rows_next(rows)) {
        const struct hn_role role = { .role = hn_row_text(rows, "role"),
                                      .scope = hn_row_text(rows, "stands"),
                                      .approval = hn_row_int(rows, "approval") != 0,
                                      .sees_others = hn_row_int(rows, "sees_others") != 0 };

        if (system || given_by(c->grants, (const char *const(*)[2])gives, gives_count, role.role))
            all[(*count)++] = role;
    }
    *out = all;
    return hn_rows_end(rows);
}

enum hn_rc
hn_access_matrix(struct hn_ctx *c, const struct hn_right_row **out, size_t *count)
{
    const struct hn_param params[] = { HN_P_END };
    struct hn_right_row *all = HN_NEW_N(c->arena, struct hn_right_row, MATRIX_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_matrix, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; *count < MATRIX_MAX && hn_rows_next(rows); (*count)++) {
        all[*count] = (struct hn_right_row){ .role = hn_row_text(rows, "role"),
                                             .right = hn_row_text(rows, "action"),
                                             .groups = hn_row_text(rows, "field_groups"),
                                             .scope = hn_row_text(rows, "scope") };
    }
    *out = all;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_access_list_sql[] = { &sql_own,   &sql_scoped, &sql_roles,
                                                    &sql_gives, &sql_matrix, NULL };
