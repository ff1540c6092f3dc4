/* case_inspect.c: a case that is opened, staffed and ended by the word of who inspects (access.h): HN_MAY_INSPECT over the
 * unit that inspects stands where a giver's own grants stand otherwise. Neighbours: case.c keeps cases by hand, grant.c
 * writes the grants. Not for: what an inspection finds.
 */
#include <assert.h>
#include <string.h>

#include "access/grant.h"
#include "audit/audit.h"

#define ROLE        "inspection_officer"
#define MEMBERS_MAX 64 /* grants over one case */

static const struct hn_sql sql_begin = {
    .name = "access.case_begin",
    .text = "INSERT INTO inspection_case (id, unit_id, number, valid_from, valid_to, entered_by)"
            " VALUES ($1, $2, $3, $4, 2147483647, $5)"
};

static const struct hn_sql sql_person = {
    .name = "access.case_begin_person",
    .text = "INSERT INTO case_person (case_id, person_id, entered_by, entered_at) VALUES ($1, $2, $3, $4)"
};

static const struct hn_sql sql_unit = {
    .name = "access.case_begin_unit",
    .text = "INSERT INTO case_unit (case_id, unit_id, entered_by, entered_at) VALUES ($1, $2, $3, $4)"
};

/* A unit that stands or stood below the unit, on whatever day by today. */
static const struct hn_sql sql_unit_below = {
    .name = "access.case_unit_below",
    .text = "SELECT count(*) AS n FROM unit_closure h WHERE h.des = $1 AND h.anc = $2 AND h.depth > 0"
            " AND h.known_to = 9223372036854775807 AND h.valid_from <= $3"
};

/* Somebody who is or was a member of a unit on a day on which that unit stood at or below the unit. */
static const struct hn_sql sql_person_below = {
    .name = "access.case_person_below",
    .text = "SELECT count(*) AS n FROM membership m CROSS JOIN unit_closure h WHERE m.person_id = $1"
            " AND m.known_to = 9223372036854775807 AND h.des = m.unit_id AND h.anc = $2"
            " AND h.known_to = 9223372036854775807 AND h.valid_from <= $3 AND m.valid_from <= $3"
            " AND h.valid_from < m.valid_to AND h.valid_to > m.valid_from"
};

static const struct hn_sql sql_account = {
    .name = "access.case_account",
    .text = "SELECT id FROM account WHERE person_id = $1 AND person_id <> 0 AND state = 'active' ORDER BY id "
            "LIMIT 1"
};

/* Is he the person of the case, or does he belong today to its unit or one below it? */
static const struct hn_sql sql_party = {
    .name = "access.case_party",
    .text = "SELECT (SELECT count(*) FROM case_person cp WHERE cp.case_id = $1 AND cp.person_id = $2)"
            " + (SELECT count(*) FROM membership m CROSS JOIN unit_closure h CROSS JOIN case_unit cu"
            " WHERE m.person_id = $2 AND m.known_to = 9223372036854775807 AND m.valid_from <= $3"
            " AND m.valid_to > $3 AND h.des = m.unit_id AND h.known_to = 9223372036854775807"
            " AND h.valid_from <= $3 AND h.valid_to > $3 AND cu.unit_id = h.anc AND cu.case_id = $1) AS n"
};

static const struct hn_sql sql_units = { .name = "access.case_units",
                                         .text = "SELECT unit_id FROM case_unit WHERE case_id = $1" };

/* Grants over the case that hold today or later; $3 0: of all. */
static const struct hn_sql sql_grants = {
    .name = "access.case_grants",
    .text = "SELECT g.id AS id FROM access_grant g CROSS JOIN account a WHERE a.id = g.user_id AND g.case_id "
            "<> 0 AND g.case_id = $1"
            " AND g.known_to = 9223372036854775807 AND g.valid_to > $2 AND (CAST($3 AS BIGINT) = 0 OR "
            "a.person_id = $3)"
            " ORDER BY g.id LIMIT 64"
};

static const struct hn_sql sql_end = {
    .name = "access.case_end",
    .text = "UPDATE inspection_case SET valid_to = $1 WHERE id = $2 AND valid_to > $1"
};

enum hn_rc
hn_case_fits(struct hn_ctx *c, const struct hn_case_new *in)
{
    bool person = in->subject_person.v != 0;
    const struct hn_param params[] = { hn_p_id(person ? in->subject_person.v : in->subject_unit.v),
                                       hn_p_id(in->unit.v), hn_p_day(c->today), HN_P_END };
    struct hn_person_id own;
    int64_t n = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, person ? &sql_person_below : &sql_unit_below, params, &n, &found);

    if (rc)
        return rc;
    rc = c->actor.v == HN_USER_SYSTEM.v ? HN_OK : hn_access_person(c, &own);
    if (rc)
        return rc;
    if (n == 0 || (person && c->actor.v != HN_USER_SYSTEM.v && own.v == in->subject_person.v))
        return hn_fail(c, HN_INVALID, "subject", "access.case_subject");
    return HN_OK;
}

enum hn_rc
hn_case_begin(struct hn_ctx *c, const struct hn_case_new *in)
{
    const struct hn_param row[] = { hn_p_id(in->id),    hn_p_id(in->unit.v), hn_p_text(in->number),
                                    hn_p_day(in->from), hn_p_id(c->actor.v), HN_P_END };
    const struct hn_param subject[] = {
        hn_p_id(in->id), hn_p_id(in->subject_person.v ? in->subject_person.v : in->subject_unit.v),
        hn_p_id(c->actor.v), hn_p_time(c->now), HN_P_END
    };
    enum hn_rc rc = hn_need(c, HN_MAY_INSPECT, in->unit);

    assert(in->id > 0 && (in->subject_person.v == 0 || in->subject_unit.v == 0));
    if (rc)
        return rc;
    if (!in->number || !*in->number)
        return hn_fail(c, HN_INVALID, "number", "access.case_number");
    if (in->from > c->today)
        return hn_fail(c, HN_INVALID, "from", "access.days");
    rc = hn_case_fits(c, in);
    if (!rc)
        rc = hn_store_do(c, &sql_begin, row);
    if (!rc)
        rc = hn_store_do(c, in->subject_person.v ? &sql_person : &sql_unit, subject);
    return rc ? rc : hn_audit_person(c, "case.open", in->id, in->subject_person, in->unit);
}

/* The case is open today, and the actor inspects for its unit. */
static enum hn_rc
check_case(struct hn_ctx *c, int64_t inspection, struct hn_unit_id *unit)
{
    int64_t id;
    enum hn_rc rc = hn_case_find(c, inspection ? inspection : -1, (struct hn_unit_id){ 0 }, &id, unit);

    return rc ? rc : hn_need(c, HN_MAY_INSPECT, *unit);
}

/* Does the user keep a unit of the case: its meetings or its work? */
static enum hn_rc
keeps(struct hn_ctx *c, int64_t inspection, struct hn_user_id user, bool *out)
{
    const struct hn_param params[] = { hn_p_id(inspection), HN_P_END };
    struct hn_ctx *u = HN_NEW(c->arena, struct hn_ctx);
    struct hn_record unit = HN_NO_RECORD;
    struct hn_decision meeting, work;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_units, params, &unit.unit.v, &found);

    *out = false;
    if (rc || !found)
        return rc;
    *u = *c;
    u->actor = user;
    u->grants = NULL;
    rc = hn_decide(u, HN_MAY_EDIT_MEETING, unit, HN_GROUP_BASIC, &meeting);
    if (!rc)
        rc = hn_decide(u, HN_MAY_DIRECT, unit, HN_GROUP_BASIC, &work);
    if (rc) {
        *c = *u;
        return rc;
    }
    *out = meeting.rc == HN_OK || work.rc == HN_OK;
    return HN_OK;
}

/* Nobody looks into his own matter. */
static enum hn_rc
check_party(struct hn_ctx *c, int64_t inspection, struct hn_person_id person, struct hn_user_id user)
{
    const struct hn_param params[] = { hn_p_id(inspection), hn_p_id(person.v), hn_p_day(c->today), HN_P_END };
    int64_t n = 0;
    bool found, keeper = false;
    enum hn_rc rc = hn_store_int(c, &sql_party, params, &n, &found);

    if (!rc && n == 0)
        rc = keeps(c, inspection, user, &keeper);
    if (rc)
        return rc;
    return n > 0 || keeper ? hn_fail(c, HN_INVALID, "person", "access.case_party") : HN_OK;
}

static enum hn_rc
grants_over(struct hn_ctx *c, int64_t inspection, struct hn_person_id person, int64_t *ids, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(inspection), hn_p_day(c->today), hn_p_id(person.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_grants, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (*count < MEMBERS_MAX && hn_rows_next(rows))
        ids[(*count)++] = hn_row_int(rows, "id");
    return hn_rows_end(rows);
}

enum hn_rc
hn_case_give(struct hn_ctx *c, int64_t inspection, struct hn_person_id person, const char *reason)
{
    const struct hn_param params[] = { hn_p_id(person.v), HN_P_END };
    struct hn_grant g = {
        .role = ROLE, .inspection = inspection, .from = c->today, .to = HN_DAY_OPEN, .reason = reason
    };
    int64_t ids[MEMBERS_MAX];
    size_t given = 0;
    bool found;
    enum hn_rc rc = check_case(c, inspection, &g.unit);

    if (!rc)
        rc = hn_store_int(c, &sql_account, params, &g.user.v, &found);
    if (rc)
        return rc;
    if (!found || person.v == 0)
        return hn_fail(c, HN_INVALID, "person", "access.case_person");
    if (g.user.v == c->actor.v)
        return hn_fail(c, HN_DENIED, "person", "access.to_oneself");
    rc = check_party(c, inspection, person, g.user);
    if (!rc)
        rc = grants_over(c, inspection, person, ids, &given);
    if (rc || given > 0)
        return rc;
    return hn_grant_put(c, &g);
}

static enum hn_rc
stop_all(struct hn_ctx *c, int64_t inspection, struct hn_person_id person, const char *reason)
{
    int64_t ids[MEMBERS_MAX];
    size_t count;
    enum hn_rc rc = grants_over(c, inspection, person, ids, &count);

    for (size_t i = 0; i < count && !rc; i++)
        rc = hn_grant_stop(c, ids[i], reason);
    return rc;
}

enum hn_rc
hn_case_take(struct hn_ctx *c, int64_t inspection, struct hn_person_id person, const char *reason)
{
    struct hn_unit_id unit;
    enum hn_rc rc = check_case(c, inspection, &unit);

    assert(person.v != 0);
    return rc ? rc : stop_all(c, inspection, person, reason);
}

enum hn_rc
hn_case_end(struct hn_ctx *c, int64_t inspection, const char *reason)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(inspection), HN_P_END };
    struct hn_unit_id unit;
    enum hn_rc rc = check_case(c, inspection, &unit);

    if (!rc)
        rc = stop_all(c, inspection, (struct hn_person_id){ 0 }, reason);
    if (!rc)
        rc = hn_store_do(c, &sql_end, params);
    return rc ? rc : hn_audit_person(c, "case.close", inspection, (struct hn_person_id){ 0 }, unit);
}

enum hn_rc
hn_access_case(struct hn_ctx *c, enum hn_right right, int64_t inspection, bool *out)
{
    struct hn_grants *g;
    enum hn_rc rc;

    *out = c->actor.v == HN_USER_SYSTEM.v;
    if (*out || c->actor.v == 0)
        return HN_OK;
    rc = hn_grants_of(c, &g);
    for (size_t i = 0; !rc && i < g->count && !*out; i++)
        *out = inspection != 0 && g->held[i].right == right && g->held[i].inspection == inspection;
    return rc;
}

const struct hn_sql *const hn_access_inspect_sql[] = {
    &sql_begin,        &sql_person,  &sql_unit,  &sql_unit_below,
    &sql_person_below, &sql_account, &sql_party, &sql_units,
    &sql_grants,       &sql_end,     NULL
};
