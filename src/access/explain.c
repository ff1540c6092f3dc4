/* explain.c: why a right is held or missing, and who may change somebody's account (access.h). */
#include <assert.h>
#include <inttypes.h>

#include "access/inside.h"
#include "access/scope.h"

/* clang-format off */
static const struct hn_sql sql_beyond = {
    .name = "access.beyond",
    .text =
        "SELECT (SELECT count(*) FROM access_grant g CROSS JOIN role r WHERE g.user_id = $18"
        " AND g.known_to = 9223372036854775807 AND g.valid_to > $1 AND r.role = g.role"
        " AND (r.approval <> 0 OR g.unit_id = 0 OR NOT " HN_SCOPE_UNITS("g.unit_id") ")) AS beyond,"
        " (SELECT count(*) FROM access_grant g WHERE g.user_id = $18"
        " AND g.known_to = 9223372036854775807 AND g.valid_to > $1"
        " AND " HN_SCOPE_UNITS("g.unit_id") ") AS inside"
};
/* clang-format on */

static const struct hn_sql sql_person = {
    .name = "access.person_of", .text = "SELECT person_id FROM account WHERE id = $1 AND state <> 'system'"
};

/* Grants beyond the actor's scope and within it. */
static enum hn_rc
count_grants(struct hn_ctx *c, struct hn_user_id user, int64_t *beyond, int64_t *inside)
{
    struct hn_param params[HN_SCOPE_PARAMS + 2];
    struct hn_scope scope;
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_GRANT, (struct hn_unit_id){ 0 }, &scope);
    size_t n;

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(user.v);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_beyond, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        *beyond = hn_row_int(rows, "beyond");
        *inside = hn_row_int(rows, "inside");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_access_over_user(struct hn_ctx *c, struct hn_user_id user)
{
    const struct hn_param params[] = { hn_p_id(user.v), HN_P_END };
    const struct hn_record nobody = HN_NO_RECORD;
    struct hn_record person = nobody;
    int64_t beyond = 1, inside = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_person, params, &person.person.v, &found);

    if (rc)
        return rc;
    if (!found)
        return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
    if (c->actor.v == HN_USER_SYSTEM.v)
        return HN_OK;
    if (c->actor.v == user.v)
        return hn_fail(c, HN_DENIED, "", "access.to_oneself");
    rc = count_grants(c, user, &beyond, &inside);
    if (rc)
        return rc;
    enum hn_rc over = person.person.v ? hn_access_allows(c, HN_MAY_GRANT, person, HN_GROUP_BASIC) : HN_OK;

    if (over != HN_OK && over != HN_DENIED && over != HN_NOT_FOUND)
        return over;
    if (beyond == 0 && over == HN_OK)
        return HN_OK;
    if (inside > 0 || (person.person.v && over == HN_OK))
        return hn_fail(c, HN_DENIED, "", "access.denied");
    return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

static const char *
record_text(struct hn_ctx *c, struct hn_record r)
{
    if (r.unit.v)
        return hn_print(c->arena, "unit %" PRId64, r.unit.v);
    if (r.person.v)
        return hn_print(c->arena, "person %" PRId64, r.person.v);
    return "anywhere";
}

static const char *
why_allowed(struct hn_ctx *c, const struct hn_decision *d, const char *what)
{
    static const char *const reaches[] = { "", ", as a unit the person has left, read-only", "",
                                           ", own record" };

    if (!d->by)
        return hn_print(c->arena, "allowed: %s, needs no grant", what);
    if (d->by->grant == 0)
        return hn_print(c->arena, "allowed: %s, role %s of every account linked to a person%s", what,
                        d->by->role, reaches[d->reach]);
    if (d->by->inspection)
        return hn_print(
            c->arena, "allowed: %s, grant %" PRId64 " (%s over inspection %" PRId64 ", until %s or its end)",
            what, d->by->grant, d->by->role, d->by->inspection,
            d->by->to == HN_DAY_OPEN ? "ended" : hn_day_iso(c->arena, d->by->to - 1));
    return hn_print(c->arena, "allowed: %s, grant %" PRId64 " (%s over unit %" PRId64 ", until %s)%s", what,
                    d->by->grant, d->by->role, d->by->unit,
                    d->by->to == HN_DAY_OPEN ? "ended" : hn_day_iso(c->arena, d->by->to - 1),
                    reaches[d->reach]);
}

static const char *
why_refused(struct hn_ctx *c, const struct hn_decision *d, const struct hn_grants *g, const char *what)
{
    if (!g || !g->active)
        return hn_print(c->arena, "refused: %s, no such active account", what);
    if (g->limited)
        return hn_print(c->arena, "refused: %s, the second factor is owed", what);
    if (g->count == 0)
        return hn_print(c->arena, "refused: %s, no grant is in force today", what);
    if (d->rc == HN_NOT_FOUND)
        return hn_print(c->arena, "refused as not found: %s, no grant reaches it", what);
    return hn_print(c->arena, "refused: %s, grants reach it but none holds this right", what);
}

enum hn_rc
hn_access_explain(struct hn_ctx *c, struct hn_user_id user, enum hn_right right, struct hn_record record,
                  bool *allowed, const char **why)
{
    struct hn_ctx *u = HN_NEW(c->arena, struct hn_ctx);
    struct hn_decision d;
    enum hn_rc rc = user.v == c->actor.v ? HN_OK : hn_access_anywhere(c, HN_MAY_GRANT);

    if (rc)
        return rc;
    *u = *c;
    u->actor = user;
    u->grants = NULL;
    rc = hn_decide(u, right, record, HN_GROUP_BASIC, &d);
    if (rc) {
        *c = *u;
        return rc;
    }
    const char *what = hn_print(c->arena, "%s over %s", hn_right_name(right), record_text(c, record));

    *allowed = d.rc == HN_OK;
    *why = *allowed ? why_allowed(c, &d, what) : why_refused(c, &d, u->grants, what);
    return HN_OK;
}

const struct hn_sql *const hn_access_explain_sql[] = { &sql_beyond, &sql_person, NULL };
