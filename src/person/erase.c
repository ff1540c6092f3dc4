/* erase.c: see erase.h. */
#include "person/erase.h"

#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/vi.h"
#include "person/inside.h"

#define WAITING_MAX 200
#define REASON_MAX  500

static const struct hn_sql sql_add = { .name = "erase.add",
                                       .text = "INSERT INTO erase_request (id, person_id, reason, asked_by, "
                                               "asked_at, decided_by, decided_at, decision)"
                                               " VALUES ($1, $2, $3, $4, $5, 0, 0, '')" };
static const struct hn_sql sql_pending = {
    .name = "erase.pending", .text = "SELECT id FROM erase_request WHERE person_id = $1 AND decision = ''"
};
static const struct hn_sql sql_one = {
    .name = "erase.one", .text = "SELECT person_id, asked_by, reason FROM erase_request WHERE id = $1"
};
static const struct hn_sql sql_decide = { .name = "erase.decide",
                                          .text = "UPDATE erase_request SET decided_by = $1, decided_at = "
                                                  "$2, decision = $3 WHERE id = $4 AND decision = ''" };
/* $23 the person or 0, $24 the day. Whoever moved meanwhile is where he is today. */
static const struct hn_sql sql_waiting = {
    .name = "erase.waiting",
    .text = "SELECT r.id AS id, r.person_id AS person_id, p.code AS code, b.full_name AS full_name, r.reason "
            "AS reason,"
            " a.name AS asker, r.asked_by AS asked_by, r.asked_at AS asked_at FROM erase_request r CROSS "
            "JOIN person p"
            " CROSS JOIN account a CROSS JOIN person_basic b WHERE r.decision = '' AND p.id = r.person_id"
            " AND a.id = r.asked_by AND b.person_id = r.person_id AND b.known_to = 9223372036854775807"
            " AND b.valid_from <= $24 AND b.valid_to > $24 AND ($23 = CAST(0 AS BIGINT) OR r.person_id = $23)"
            " AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = r.person_id"
            " AND m.known_to = 9223372036854775807 AND m.valid_from <= $24 AND m.valid_to > $24"
            " AND " HN_SCOPE_PERSONS("m.unit_id", "m.person_id") ") ORDER BY r.asked_at, r.id LIMIT 200"
};

enum hn_rc
hn_person_erased(struct hn_ctx *c, struct hn_person_id person, bool *out)
{
    struct hn_person_key key;
    enum hn_rc rc = hn_person_key_get(c, person, false, &key);

    *out = rc == HN_OK && key.erased;
    explicit_bzero(&key, sizeof key);
    return rc;
}

static enum hn_rc
check_request(struct hn_ctx *c, struct hn_person_id person, const char *reason)
{
    const struct hn_param whose[] = { hn_p_id(person.v), HN_P_END };
    int64_t pending;
    bool erased, found;
    enum hn_rc rc;

    if (!reason || !*reason || hn_utf8_count(reason) > REASON_MAX)
        return hn_fail(c, HN_INVALID, "reason", "fact.reason");
    rc = hn_person_erased(c, person, &erased);
    if (rc)
        return rc;
    if (erased)
        return hn_fail(c, HN_CONFLICT, "", "person.erased");
    rc = hn_store_int(c, &sql_pending, whose, &pending, &found);
    if (rc)
        return rc;
    return found ? hn_fail(c, HN_CONFLICT, "", "erase.waiting") : HN_OK;
}

enum hn_rc
hn_erase_request(struct hn_ctx *c, struct hn_person_id person, const char *reason, int64_t *id)
{
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, HN_GROUP_BASIC);

    if (rc == HN_OK)
        rc = check_request(c, person, reason);
    if (rc)
        return rc;
    *id = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(*id),        hn_p_id(person.v), hn_p_text(reason),
                                       hn_p_id(c->actor.v), hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_add, params);
    return rc ? rc : hn_audit_person(c, "erase.ask", *id, person, (struct hn_unit_id){ 0 });
}

static enum hn_rc
read_one(struct hn_ctx *c, int64_t id, struct hn_erase_row *out, struct hn_user_id *asker)
{
    const struct hn_param which[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, which, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        out->person.v = hn_row_int(rows, "person_id");
        out->reason = hn_row_text(rows, "reason");
        asker->v = hn_row_int(rows, "asked_by");
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

enum hn_rc
hn_erase_decide(struct hn_ctx *c, int64_t id, bool approve)
{
    const struct hn_param put[] = { hn_p_id(c->actor.v), hn_p_time(c->now),
                                    hn_p_text(approve ? "approved" : "refused"), hn_p_id(id), HN_P_END };
    struct hn_erase_row r = { .id = id };
    struct hn_user_id asker = { 0 };
    int64_t touched;
    enum hn_rc rc = read_one(c, id, &r, &asker);

    if (rc == HN_OK)
        rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, r.person, HN_GROUP_BASIC);
    if (rc)
        return rc;
    if (approve && asker.v == c->actor.v)
        return hn_fail(c, HN_CONFLICT, "", "erase.same_person");
    rc = hn_store_do_count(c, &sql_decide, put, &touched);
    if (rc)
        return rc;
    if (touched != 1)
        return hn_fail(c, HN_CONFLICT, "", "access.not_pending");
    if (!approve)
        return hn_audit_person(c, "erase.refuse", id, r.person, (struct hn_unit_id){ 0 });
    return hn_person_erase_key(c, r.person, asker, r.reason);
}

enum hn_rc
hn_erase_waiting(struct hn_ctx *c, struct hn_person_id person, const struct hn_erase_row **out, size_t *count)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 3];
    struct hn_erase_row *all = HN_NEW_N(c->arena, struct hn_erase_row, WAITING_MAX);
    struct hn_scope scope;
    struct hn_rows *rows;
    enum hn_rc rc = hn_access_allows(c, HN_MAY_EDIT_MEMBER, HN_NO_RECORD, HN_GROUP_BASIC);

    *out = all;
    *count = 0;
    if (rc)
        return rc == HN_DENIED ? HN_OK : rc;
    rc = hn_scope_of(c, HN_MAY_EDIT_MEMBER, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    size_t n = hn_scope_fill_persons(c, &scope, params);

    params[n++] = hn_p_id(person.v);
    params[n++] = hn_p_day(c->today);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_waiting, params, &rows);
    if (rc)
        return rc;
    for (; *count < WAITING_MAX && hn_rows_next(rows); ++*count) {
        all[*count] = (struct hn_erase_row){ .id = hn_row_int(rows, "id"),
                                             .person = { hn_row_int(rows, "person_id") },
                                             .code = hn_row_text(rows, "code"),
                                             .full_name = hn_row_text(rows, "full_name"),
                                             .reason = hn_row_text(rows, "reason"),
                                             .asker = hn_row_text(rows, "asker"),
                                             .at = hn_row_int(rows, "asked_at"),
                                             .own = hn_row_int(rows, "asked_by") == c->actor.v };
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_person_erase_sql[] = { &sql_add,    &sql_pending, &sql_one,
                                                     &sql_decide, &sql_waiting, NULL };
