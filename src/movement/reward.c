/* reward.c: rewards decided, entered in the record of who gets them, and taken back by a later decision (movement.h). */
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/vi.h"
#include "movement/inside.h"
#include "person/field.h"
#include "person/person.h"

enum { FORM_MOST = 300, DECISION_MOST = 100, REASON_MOST = 500, REWARDS_MOST = 500 };

/* clang-format off */
#define COLUMNS                                                                                              \
    "SELECT r.unit_id, r.id, r.movement_id, r.person_id, r.form, r.decision, r.decided_on, r.giver_id, r.revoked_at," \
    " r.revoke_reason, COALESCE(v.code, '') AS unit_code, COALESCE(v.name, '') AS unit_name,"                \
    " COALESCE(p.code, '') AS person_code, COALESCE(b.full_name, '') AS person_name,"                        \
    " COALESCE(g.name, '') AS giver_name FROM reward r"                                                      \
    " LEFT JOIN unit_version v ON v.unit_id = r.unit_id AND v.known_to = " HN_SQL_OPEN_TIME                  \
    " AND v.valid_from <= $1 AND v.valid_to > $1 LEFT JOIN unit_version g ON g.unit_id = r.giver_id"         \
    " AND g.known_to = " HN_SQL_OPEN_TIME " AND g.valid_from <= $1 AND g.valid_to > $1"                      \
    " LEFT JOIN person p ON p.id = r.person_id LEFT JOIN person_basic b ON b.person_id = r.person_id"        \
    " AND b.known_to = " HN_SQL_OPEN_TIME " AND b.valid_from <= $1 AND b.valid_to > $1"
static const struct hn_sql sql_of_movement = {
    .name = "reward.of_movement",
    .text = COLUMNS " WHERE r.movement_id = $18 AND (CAST($19 AS BIGINT) = 1 OR " HN_SCOPE_UNITS("r.unit_id") ")"
            " ORDER BY r.decided_on DESC, r.id DESC LIMIT 500"
};
static const struct hn_sql sql_of_unit = { .name = "reward.of_unit",
                                           .text = COLUMNS " WHERE r.unit_id = $2 AND r.person_id = 0"
                                                           " ORDER BY r.decided_on DESC, r.id DESC LIMIT 500" };
static const struct hn_sql sql_one = { .name = "reward.one", .text = COLUMNS " WHERE r.id = $2" };
/* clang-format on */
static const struct hn_sql sql_entered = { .name = "reward.entered",
                                           .text = "SELECT id FROM movement_entry WHERE movement_id = $1 AND"
                                                   " unit_id = $2 AND person_id = $3 AND withdrawn_at = 0" };
static const struct hn_sql sql_twice = {
    .name = "reward.twice",
    .text = "SELECT id FROM reward WHERE unit_id = $1 AND person_id = $2 AND decision = $3 AND revoked_at = 0"
};
static const struct hn_sql sql_insert = {
    .name = "reward.insert",
    .text = "INSERT INTO reward (unit_id, id, movement_id, person_id, form, decision, decided_on, giver_id,"
            " revoked_at, revoke_reason, at, entered_by, entry_id)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', $9, $10, $11)"
};
static const struct hn_sql sql_revoke = { .name = "reward.revoke",
                                          .text = "UPDATE reward SET revoked_at = $3, revoke_reason = $4 "
                                                  "WHERE unit_id = $1 AND id = $2 AND revoked_at = 0" };
static const struct hn_sql sql_record = {
    .name = "reward.record", .text = "SELECT entry_id FROM reward WHERE unit_id = $1 AND id = $2"
};

static struct hn_reward
reward_of(struct hn_rows *rows)
{
    return (struct hn_reward){
        .id = hn_row_int(rows, "id"),
        .movement = hn_row_int(rows, "movement_id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .giver = { hn_row_int(rows, "giver_id") },
        .person = { hn_row_int(rows, "person_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .person_code = hn_row_text(rows, "person_code"),
        .person_name = hn_row_text(rows, "person_name"),
        .form = hn_row_text(rows, "form"),
        .decision = hn_row_text(rows, "decision"),
        .giver_name = hn_row_text(rows, "giver_name"),
        .revoke_reason = hn_row_text(rows, "revoke_reason"),
        .decided_on = (hn_day)hn_row_int(rows, "decided_on"),
        .revoked = hn_row_int(rows, "revoked_at") != 0,
    };
}

static enum hn_rc
read_all(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
         const struct hn_reward **out, size_t *count)
{
    struct hn_reward *at = HN_NEW_N(c->arena, struct hn_reward, REWARDS_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    while (*count < REWARDS_MOST && hn_rows_next(rows))
        at[(*count)++] = reward_of(rows);
    return hn_rows_end(rows);
}

enum hn_rc
hn_rewards_of_movement(struct hn_ctx *c, int64_t movement, const struct hn_reward **out, size_t *count)
{
    const struct hn_movement_criterion *criteria;
    struct hn_param params[HN_SCOPE_PARAMS + 3];
    struct hn_movement m;
    struct hn_scope scope;
    size_t n, criterion_count;
    enum hn_rc rc = hn_movement_get(c, movement, &m, &criteria, &criterion_count);

    *count = 0;
    if (!rc)
        rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(movement);
    params[n++] = hn_p_int(
        hn_access_allows(c, HN_MAY_DIRECT, (struct hn_record){ .unit = m.unit }, HN_GROUP_BASIC) == HN_OK);
    params[n] = HN_P_END;
    return read_all(c, &sql_of_movement, params, out, count);
}

enum hn_rc
hn_rewards_of_unit(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_reward **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(unit.v), HN_P_END };
    enum hn_rc rc = hn_need(c, HN_MAY_READ_UNIT, unit);

    *count = 0;
    return rc ? rc : read_all(c, &sql_of_unit, params, out, count);
}

/* --- giving --- */

static enum hn_rc
check_text(struct hn_ctx *c, const struct hn_reward *in)
{
    if (!in->form || !*in->form || hn_utf8_count(in->form) > FORM_MOST)
        return hn_fail(c, HN_INVALID, "form", "reward.form");
    if (!in->decision || !*in->decision || hn_utf8_count(in->decision) > DECISION_MOST)
        return hn_fail(c, HN_INVALID, "decision", "reward.decision");
    if (in->decided_on > c->today)
        return hn_fail(c, HN_INVALID, "decided_on", "reward.day");
    return HN_OK;
}

/* Of a movement that has been judged, to one who took part. */
static enum hn_rc
check_movement(struct hn_ctx *c, const struct hn_reward *in)
{
    const struct hn_param params[] = { hn_p_id(in->movement), hn_p_id(in->unit.v), hn_p_id(in->person.v),
                                       HN_P_END };
    struct hn_movement m;
    int64_t id;
    bool found = false;
    enum hn_rc rc = hn_movement_read(c, in->movement, &m);

    if (rc)
        return rc;
    if (m.unit.v != in->giver.v)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (strcmp(m.state, "launched") == 0)
        return hn_fail(c, HN_CONFLICT, "", "movement.not_judged");
    rc = hn_store_int(c, &sql_entered, params, &id, &found);
    return rc || found ? rc : hn_fail(c, HN_INVALID, "unit", "reward.not_entered");
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_reward *in)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_id(in->person.v),
                                       hn_p_text(in->decision ? in->decision : ""), HN_P_END };
    int64_t id;
    bool found = false;
    enum hn_rc rc = check_text(c, in);

    if (!rc && in->movement)
        rc = check_movement(c, in);
    if (!rc)
        rc = hn_store_int(c, &sql_twice, params, &id, &found);
    return rc || !found ? rc : hn_fail(c, HN_CONFLICT, "decision", "reward.twice");
}

/* A person's reward stands in the record too, as one more line of its table of awards. */
static enum hn_rc
enter_record(struct hn_ctx *c, const struct hn_reward *in, int64_t *entry)
{
    const char *const cells[HN_ENTRY_COLUMNS] = { hn_day_iso(c->arena, in->decided_on), in->form,
                                                  in->decision };

    return hn_person_put_entry(c, in->person, hn_person_list("awards"), entry, cells, in->decision);
}

enum hn_rc
hn_reward_give(struct hn_ctx *c, const struct hn_reward *in, int64_t *out)
{
    int64_t entry = 0;
    enum hn_rc rc = hn_need(c, HN_MAY_DIRECT, in->giver);

    if (!rc)
        rc = check_new(c, in);
    if (!rc && in->person.v)
        rc = enter_record(c, in, &entry);
    if (rc)
        return rc;
    *out = hn_new_id(c);

    const struct hn_param params[] = {
        hn_p_id(in->unit.v), hn_p_id(*out),           hn_p_id(in->movement),    hn_p_id(in->person.v),
        hn_p_text(in->form), hn_p_text(in->decision), hn_p_day(in->decided_on), hn_p_id(in->giver.v),
        hn_p_time(c->now),   hn_p_id(c->actor.v),     hn_p_id(entry),           HN_P_END
    };

    rc = hn_store_do(c, &sql_insert, params);
    return rc ? rc : hn_audit_person(c, "reward.give", *out, in->person, in->unit);
}

static enum hn_rc
read_one(struct hn_ctx *c, int64_t id, struct hn_reward *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(id), HN_P_END };
    const struct hn_reward *rows;
    size_t count;
    enum hn_rc rc = read_all(c, &sql_one, params, &rows, &count);

    if (!rc && count == 0)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        *out = rows[0];
    return rc;
}

static enum hn_rc
leave_record(struct hn_ctx *c, const struct hn_reward *r, const char *reason)
{
    const struct hn_param params[] = { hn_p_id(r->unit.v), hn_p_id(r->id), HN_P_END };
    int64_t entry = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_record, params, &entry, &found);

    if (rc || !entry)
        return rc;
    return hn_person_end_entry(c, r->person, hn_person_list("awards"), entry, reason);
}

enum hn_rc
hn_reward_revoke(struct hn_ctx *c, int64_t id, const char *reason)
{
    struct hn_reward r;
    int64_t touched = 0;
    enum hn_rc rc = read_one(c, id, &r);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, r.giver);
    if (!rc && (!reason || !*reason || hn_utf8_count(reason) > REASON_MOST))
        rc = hn_fail(c, HN_INVALID, "reason", "reward.reason");
    if (!rc && r.revoked)
        rc = hn_fail(c, HN_CONFLICT, "", "reward.revoked");
    if (!rc && r.person.v)
        rc = leave_record(c, &r, reason);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(r.unit.v), hn_p_id(id), hn_p_time(c->now), hn_p_text(reason),
                                       HN_P_END };

    rc = hn_store_do_count(c, &sql_revoke, params, &touched);
    return rc ? rc : hn_audit_person(c, "reward.revoke", id, r.person, r.unit);
}

const struct hn_sql *const hn_reward_sql[] = { &sql_of_movement, &sql_of_unit, &sql_one,
                                               &sql_entered,     &sql_twice,   &sql_insert,
                                               &sql_revoke,      &sql_record,  NULL };
