/* grant.c: giving, deciding and ending grants (access.h, security/ section 2.7).
 *
 * What may be given is data (role, role_gives); where and how long is the giver's own grant. Neighbours: grant_list.c
 * reads them, case.c keeps the inspections some stand over.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "access/grant.h"
#include "audit/audit.h"

static const struct hn_sql sql_role = { .name = "access.role",
                                        .text = "SELECT stands, approval FROM role WHERE role = $1" };

static const struct hn_sql sql_user = {
    .name = "access.user", .text = "SELECT count(*) AS n FROM account WHERE id = $1 AND state = 'active'"
};

static const struct hn_sql sql_unit = { .name = "access.unit",
                                        .text = "SELECT count(*) AS n FROM unit WHERE id = $1" };

/* How much the user's scope holds beside what is now given: units, those of open cases too ($2 a unit or $3 a case are
 * what is given), open cases, and the units of that case. */
static const struct hn_sql sql_room = {
    .name = "access.room",
    .text =
        "SELECT (SELECT count(*) FROM (SELECT g.unit_id AS unit_id FROM access_grant g"
        " WHERE g.user_id = $1 AND g.case_id = 0 AND g.known_to = 9223372036854775807 AND g.valid_to > $4"
        " UNION SELECT cu.unit_id FROM access_grant g CROSS JOIN inspection_case i CROSS JOIN case_unit cu"
        " WHERE g.user_id = $1 AND g.known_to = 9223372036854775807 AND g.valid_to > $4"
        " AND i.id = g.case_id AND i.valid_to > $4 AND cu.case_id = i.id) x WHERE x.unit_id <> $2"
        " AND NOT EXISTS (SELECT 1 FROM case_unit o WHERE o.case_id = $3 AND o.unit_id = x.unit_id))"
        " AS units,"
        " (SELECT count(DISTINCT g.case_id) FROM access_grant g CROSS JOIN inspection_case i"
        " WHERE g.user_id = $1 AND g.known_to = 9223372036854775807 AND g.valid_to > $4"
        " AND i.id = g.case_id AND i.valid_to > $4 AND i.id <> $3) AS cases,"
        " (SELECT count(*) FROM case_unit o WHERE o.case_id = $3) AS more"
};

static const struct hn_sql sql_givers = { .name = "access.givers",
                                          .text = "SELECT role FROM role_gives WHERE gives = $1" };

static const struct hn_sql sql_insert = {
    .name = "access.grant_insert",
    .text = "INSERT INTO access_grant (user_id, id, role, unit_id, case_id, valid_from, valid_to, "
            "known_from, known_to, giver,"
            " approved_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
};

static const struct hn_sql sql_ask = { .name = "access.grant_ask",
                                       .text = "INSERT INTO grant_request (id, user_id, role, unit_id, "
                                               "case_id, valid_from, valid_to, asked_by, asked_at,"
                                               " decided_by, decided_at, decision, reason) VALUES ($1, $2, "
                                               "$3, $4, $5, $6, $7, $8, $9, 0, 0, '', $10)" };

static const struct hn_sql sql_request = { .name = "access.request",
                                           .text = "SELECT user_id, role, unit_id, case_id, valid_from, "
                                                   "valid_to, asked_by, decision, reason FROM grant_request"
                                                   " WHERE id = $1" };

static const struct hn_sql sql_decided = { .name = "access.decided",
                                           .text = "UPDATE grant_request SET decided_by = $1, decided_at = "
                                                   "$2, decision = $3 WHERE id = $4 AND decision = ''" };

static const struct hn_sql sql_one = {
    .name = "access.grant",
    .text = "SELECT user_id, role, unit_id, case_id, valid_from, "
            "valid_to, giver, approved_by, reason, known_from FROM"
            " access_grant WHERE id = $1 AND known_to = 9223372036854775807"
};

static const struct hn_sql sql_retire = {
    .name = "access.grant_retire",
    .text = "UPDATE access_grant SET known_to = $1 WHERE id = $2 AND known_to = 9223372036854775807"
};

/* Sessions end with a grant: what was open under it starts anew. (security/ section 5) */
static const struct hn_sql sql_end_sessions = {
    .name = "access.end_sessions",
    .text = "UPDATE session SET ended_at = $1 WHERE account_id = $2 AND ended_at = 0"
};

static enum hn_rc
invalid(struct hn_ctx *c, const char *field, const char *key)
{
    return hn_fail(c, HN_INVALID, field, key);
}

static enum hn_rc
exists(struct hn_ctx *c, const struct hn_sql *sql, int64_t id, bool *out)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    int64_t n = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, sql, params, &n, &found);

    *out = n > 0;
    return rc;
}

static enum hn_rc
read_role(struct hn_ctx *c, const char *role, const char **stands, bool *approval)
{
    const struct hn_param params[] = { hn_p_text(role), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_role, params, &rows);
    bool found;

    *approval = true;
    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        *stands = hn_row_text(rows, "stands");
        *approval = hn_row_int(rows, "approval") != 0;
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : invalid(c, "role", "access.role_unknown");
}

/* Where the grant stands, put right by the role: nowhere for the operator, an open case for the inspection officer. */
static enum hn_rc
check_place(struct hn_ctx *c, const char *stands, struct hn_grant *g)
{
    bool there;
    enum hn_rc rc;

    if (strcmp(stands, "none") == 0) {
        g->unit.v = 0;
        g->inspection = 0;
        return HN_OK;
    }
    if (strcmp(stands, "case") == 0)
        return hn_case_find(c, g->inspection, g->unit, &g->inspection, &g->unit);
    g->inspection = 0;
    rc = exists(c, &sql_unit, g->unit.v, &there);
    if (rc)
        return rc;
    return there ? HN_OK : invalid(c, "unit", "access.unit_missing");
}

/* A list's scope names so many units and cases and no more (access.h). */
static enum hn_rc
check_room(struct hn_ctx *c, const struct hn_grant *g)
{
    const struct hn_param params[] = { hn_p_id(g->user.v), hn_p_id(g->inspection ? 0 : g->unit.v),
                                       hn_p_id(g->inspection), hn_p_day(c->today), HN_P_END };
    int64_t units = 0, cases = 0, more = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_room, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        units = hn_row_int(rows, "units");
        cases = hn_row_int(rows, "cases");
        more = g->inspection ? hn_row_int(rows, "more") : 1;
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (more && units + more > HN_SCOPE_ROOTS)
        return invalid(c, "unit", "access.too_many_roots");
    return g->inspection && cases >= HN_SCOPE_CASES ? invalid(c, "case", "access.too_many_cases") : HN_OK;
}

static enum hn_rc
check_shape(struct hn_ctx *c, struct hn_grant *g, bool *approval)
{
    const char *stands = "";
    bool there;
    enum hn_rc rc = read_role(c, g->role, &stands, approval);

    if (rc)
        return rc;
    rc = exists(c, &sql_user, g->user.v, &there);
    if (rc)
        return rc;
    if (!there)
        return invalid(c, "user", "access.user_missing");
    if (g->from >= g->to || g->to <= c->today)
        return invalid(c, "to", "access.days");
    if (!g->reason || !*g->reason)
        return invalid(c, "reason", "access.reason_missing");
    rc = check_place(c, stands, g);
    return rc ? rc : check_room(c, g);
}

/* Does one of the actor's own grants to give reach so far, so long, and this role? */
static enum hn_rc
reaches(struct hn_ctx *c, const struct hn_grant *g, bool *out)
{
    const struct hn_param params[] = { hn_p_text(g->role), HN_P_END };
    const struct hn_grants *own = c->grants;
    struct hn_aboves above = { 0 };
    struct hn_rows *rows;
    enum hn_rc rc = g->unit.v ? hn_above_unit(c, g->unit.v, &above) : HN_OK;

    *out = false;
    if (rc)
        return rc;
    rc = hn_store_query(c, &sql_givers, params, &rows);
    if (rc)
        return rc;
    while (!*out && hn_rows_next(rows)) {
        const char *role = hn_row_text(rows, "role");

        for (size_t i = 0; i < own->count; i++) {
            const struct hn_held *h = &own->held[i];

            if (h->right == HN_MAY_GRANT && h->to >= g->to && strcmp(h->role, role) == 0 &&
                (g->unit.v == 0 || hn_held_covers(h, above.at, above.count)))
                *out = true;
        }
    }
    return hn_rows_end(rows);
}

/* The right to give, over the unit, or over the whole tree for what stands nowhere. */
static enum hn_rc
check_over(struct hn_ctx *c, struct hn_unit_id unit)
{
    struct hn_scope scope;
    bool whole;
    enum hn_rc rc;

    if (unit.v || c->actor.v == HN_USER_SYSTEM.v)
        return hn_need(c, HN_MAY_GRANT, unit);
    rc = hn_scope_of(c, HN_MAY_GRANT, unit, &scope);
    if (rc)
        return rc;
    rc = hn_scope_is_whole(c, &scope, &whole);
    if (rc)
        return rc;
    return whole ? HN_OK : hn_fail(c, HN_DENIED, "unit", "access.beyond");
}

/* "Grants never exceed the giver's, never go to oneself." */
static enum hn_rc
check_giver(struct hn_ctx *c, const struct hn_grant *g)
{
    bool far;
    enum hn_rc rc = check_over(c, g->unit);

    if (rc || c->actor.v == HN_USER_SYSTEM.v)
        return rc;
    if (c->actor.v == g->user.v)
        return hn_fail(c, HN_DENIED, "user", "access.to_oneself");
    rc = reaches(c, g, &far);
    if (rc)
        return rc;
    return far ? HN_OK : hn_fail(c, HN_DENIED, "role", "access.beyond");
}

static enum hn_rc
audit_grant(struct hn_ctx *c, const char *what, int64_t id, const struct hn_grant *g)
{
    return hn_audit_change(c, what, id, g->unit, "",
                           hn_print(c->arena, "%" PRId64 " %s %d %d", g->user.v, g->role, g->from, g->to));
}

static enum hn_rc
insert(struct hn_ctx *c, const struct hn_grant *g, int64_t id, int64_t approved_by, hn_time known_from)
{
    const struct hn_param params[] = { hn_p_id(g->user.v),
                                       hn_p_id(id),
                                       hn_p_text(g->role),
                                       hn_p_id(g->unit.v),
                                       hn_p_id(g->inspection),
                                       hn_p_day(g->from),
                                       hn_p_day(g->to),
                                       hn_p_time(known_from),
                                       hn_p_time(HN_TIME_OPEN),
                                       hn_p_id(g->giver.v),
                                       hn_p_id(approved_by),
                                       hn_p_text(g->reason),
                                       HN_P_END };

    return hn_store_do(c, &sql_insert, params);
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_grant *g, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(id),
                                       hn_p_id(g->user.v),
                                       hn_p_text(g->role),
                                       hn_p_id(g->unit.v),
                                       hn_p_id(g->inspection),
                                       hn_p_day(g->from),
                                       hn_p_day(g->to),
                                       hn_p_id(g->giver.v),
                                       hn_p_time(c->now),
                                       hn_p_text(g->reason),
                                       HN_P_END };

    return hn_store_do(c, &sql_ask, params);
}

enum hn_rc
hn_grant_give(struct hn_ctx *c, const struct hn_grant *in, int64_t *id, bool *pending)
{
    struct hn_grant g = *in;
    bool approval;
    int64_t made = hn_new_id(c);
    enum hn_rc rc = check_shape(c, &g, &approval);

    if (rc)
        return rc;
    rc = check_giver(c, &g);
    if (rc)
        return rc;
    g.giver = c->actor;
    bool wait = approval && c->actor.v != HN_USER_SYSTEM.v;

    rc = wait ? ask(c, &g, made) : insert(c, &g, made, 0, c->now);
    if (rc)
        return rc;
    if (id)
        *id = made;
    if (pending)
        *pending = wait;
    return audit_grant(c, wait ? "grant.ask" : "grant.give", made, &g);
}

enum hn_rc
hn_grant_put(struct hn_ctx *c, const struct hn_grant *in)
{
    struct hn_grant g = *in;
    bool approval;
    int64_t made = hn_new_id(c);
    enum hn_rc rc = check_shape(c, &g, &approval);

    if (rc)
        return rc;
    assert(!approval && g.inspection); /* what takes a second person is never given so */
    g.giver = c->actor;
    rc = insert(c, &g, made, 0, c->now);
    return rc ? rc : audit_grant(c, "grant.give", made, &g);
}

/* What a grant has beside its public face. */
struct backing {
    int64_t approved_by;
    hn_time known_from;
};

/* One row of either table; decision is the request's, backing the grant's. */
static enum hn_rc
read_one(struct hn_ctx *c, const struct hn_sql *sql, int64_t id, const char *giver_column,
         struct hn_grant *out, const char **decision, struct backing *backing)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        *out = (struct hn_grant){
            .id = id,
            .user = { hn_row_int(rows, "user_id") },
            .role = hn_row_text(rows, "role"),
            .unit = { hn_row_int(rows, "unit_id") },
            .inspection = hn_row_int(rows, "case_id"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .giver = { hn_row_int(rows, giver_column) },
            .reason = hn_row_text(rows, "reason"),
        };
        if (decision)
            *decision = hn_row_text(rows, "decision");
        if (backing)
            *backing = (struct backing){ hn_row_int(rows, "approved_by"), hn_row_int(rows, "known_from") };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

enum hn_rc
hn_grant_decide(struct hn_ctx *c, int64_t request_id, bool approve, int64_t *id)
{
    struct hn_grant g;
    const char *decision;
    int64_t made = hn_new_id(c), touched;
    enum hn_rc rc = read_one(c, &sql_request, request_id, "asked_by", &g, &decision, NULL);

    if (rc)
        return rc;
    rc = check_giver(c, &g);
    if (rc)
        return rc;
    if (c->actor.v == g.giver.v)
        return hn_fail(c, HN_DENIED, "", "access.own_request");
    const struct hn_param params[] = { hn_p_id(c->actor.v), hn_p_time(c->now),
                                       hn_p_text(approve ? "approved" : "refused"), hn_p_id(request_id),
                                       HN_P_END };

    rc = hn_store_do_count(c, &sql_decided, params, &touched);
    if (rc)
        return rc;
    if (touched != 1)
        return hn_fail(c, HN_CONFLICT, "", "access.not_pending");
    if (approve) {
        rc = insert(c, &g, made, c->actor.v, c->now);
        if (rc)
            return rc;
    }
    if (id)
        *id = approve ? made : 0;
    return audit_grant(c, approve ? "grant.approve" : "grant.refuse", approve ? made : request_id, &g);
}

/* The last day may be changed to one before the present last day, from yesterday on: rights already used are not
 * taken back. */
static enum hn_rc
end_rows(struct hn_ctx *c, struct hn_grant *g, hn_day to, struct backing b, const char *reason)
{
    /* Given and ended in the same instant, the later knowledge still comes after. */
    hn_time at = c->now > b.known_from ? c->now : b.known_from + 1;
    const struct hn_param retire[] = { hn_p_time(at), hn_p_id(g->id), HN_P_END };
    const struct hn_param sessions[] = { hn_p_time(c->now), hn_p_id(g->user.v), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_retire, retire);

    if (rc)
        return rc;
    g->to = to;
    if (g->from < to) {
        if (*reason)
            g->reason = reason;
        rc = insert(c, g, g->id, b.approved_by, at);
        if (rc)
            return rc;
    }
    if (to <= c->today) {
        rc = hn_store_do(c, &sql_end_sessions, sessions);
        if (rc)
            return rc;
    }
    return audit_grant(c, "grant.end", g->id, g);
}

enum hn_rc
hn_grant_end(struct hn_ctx *c, int64_t grant_id, hn_day last_day, const char *reason)
{
    struct hn_grant g;
    struct backing b = { 0 };
    enum hn_rc rc = read_one(c, &sql_one, grant_id, "giver", &g, NULL, &b);

    if (rc)
        return rc;
    rc = c->actor.v == g.user.v ? HN_OK : check_over(c, g.unit);
    if (rc)
        return rc;
    if (last_day >= g.to - 1 || last_day < c->today - 1)
        return invalid(c, "last_day", "access.days");
    return end_rows(c, &g, last_day + 1, b, reason ? reason : "");
}

enum hn_rc
hn_grant_stop(struct hn_ctx *c, int64_t grant_id, const char *reason)
{
    struct hn_grant g;
    struct backing b = { 0 };
    enum hn_rc rc = read_one(c, &sql_one, grant_id, "giver", &g, NULL, &b);

    return rc ? rc : end_rows(c, &g, c->today, b, reason);
}

const struct hn_sql *const hn_access_grant_sql[] = {
    &sql_role,    &sql_user,    &sql_unit, &sql_room,   &sql_givers,       &sql_insert, &sql_ask,
    &sql_request, &sql_decided, &sql_one,  &sql_retire, &sql_end_sessions, NULL
};
