/* member.c: who belongs to a team, over which days, as what: members of several units, and others by name (team.h). */
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "team/inside.h"

enum { MEMBERS_MOST = 200, NAME_MOST = 200 };

const char *const hn_team_roles[] = { "leader", "deputy", "member", NULL };

/* --- rules --- */

static const struct hn_sql sql_belongs = {
    .name = "team_member.belongs",
    .text = "SELECT unit_id FROM membership WHERE person_id = $1 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $2 AND valid_to > $2"
};
/* Whoever meets these days beside the one being put: the same person or name, or (leader) another leader. */
static const struct hn_sql sql_beside = {
    .name = "team_member.beside",
    .text = "SELECT m.person_id, m.name, m.role FROM team_member m WHERE m.unit_id = $1 AND m.team_id = $2"
            " AND m.id <> $3 AND m.valid_from < $5 AND m.valid_to > $4 LIMIT 400"
};
static const struct hn_sql sql_one = {
    .name = "team_member.one",
    .text = "SELECT version, valid_from, valid_to, person_id FROM team_member"
            " WHERE unit_id = $1 AND team_id = $2 AND id = $3"
};

/* A person is one of a cell that day and one the actor may know of; anybody else is named. */
static enum hn_rc
check_who(struct hn_ctx *c, const struct hn_team_member *in)
{
    const struct hn_param params[] = { hn_p_id(in->person.v), hn_p_day(in->from), HN_P_END };
    bool found = false;
    int64_t unit;
    enum hn_rc rc;

    if (!in->person.v) {
        bool named = in->name && *in->name && hn_utf8_count(in->name) <= NAME_MOST;

        return named ? HN_OK : hn_fail(c, HN_INVALID, "name", "team.member");
    }
    rc = hn_access_allows(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = in->person }, HN_GROUP_BASIC);
    if (rc == HN_DENIED || rc == HN_NOT_FOUND)
        return hn_fail(c, HN_INVALID, "person", "team.member");
    if (!rc)
        rc = hn_store_int(c, &sql_belongs, params, &unit, &found);
    return !rc && !found ? hn_fail(c, HN_INVALID, "person", "team.member") : rc;
}

static enum hn_rc
check_beside(struct hn_ctx *c, const struct hn_team *t, const struct hn_team_member *in)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id),   hn_p_id(in->id),
                                       hn_p_day(in->from), hn_p_day(in->to), HN_P_END };
    bool leads = strcmp(in->role, "leader") == 0, twice = false, led = false;
    const char *folded = in->person.v ? "" : hn_vi_fold(c->arena, in->name);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_beside, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t person = hn_row_int(rows, "person_id");

        led = led || (leads && strcmp(hn_row_text(rows, "role"), "leader") == 0);
        twice = twice || (person == in->person.v &&
                          (person || strcmp(hn_vi_fold(c->arena, hn_row_text(rows, "name")), folded) == 0));
    }
    rc = hn_rows_end(rows);
    if (!rc && twice)
        rc = hn_fail(c, HN_CONFLICT, in->person.v ? "person" : "name", "team.member_twice");
    return !rc && led ? hn_fail(c, HN_INVALID, "role", "team.leader") : rc;
}

struct seen {
    int64_t version, person;
    hn_day from, to;
};

static enum hn_rc
read_member(struct hn_ctx *c, const struct hn_team *t, int64_t id, struct seen *out)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = (struct seen){ .version = hn_row_int(rows, "version"),
                              .person = hn_row_int(rows, "person_id"),
                              .from = (hn_day)hn_row_int(rows, "valid_from"),
                              .to = (hn_day)hn_row_int(rows, "valid_to") };
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

/* --- deeds --- */

static const struct hn_sql sql_insert = {
    .name = "team_member.insert",
    .text =
        "INSERT INTO team_member (unit_id, team_id, id, person_id, name, standing, role, duty, valid_from,"
        " valid_to, version, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $12, $11)"
};
static const struct hn_sql sql_update = {
    .name = "team_member.update",
    .text = "UPDATE team_member SET person_id = $4, name = $5, standing = $6, role = $7, duty = $8,"
            " valid_from = $9, valid_to = $10, version = version + 1, entered_by = $11"
            " WHERE unit_id = $1 AND team_id = $2 AND id = $3"
};
static const struct hn_sql sql_end = {
    .name = "team_member.end",
    .text = "UPDATE team_member SET valid_to = $4, version = version + 1, entered_by = $5 WHERE unit_id = $1"
            " AND team_id = $2 AND id = $3"
};

static enum hn_rc
write_member(struct hn_ctx *c, const struct hn_team *t, const struct hn_team_member *in, int64_t id)
{
    const char *name = in->person.v || !in->name ? "" : in->name;
    const char *standing = in->person.v || !in->standing ? "" : in->standing;
    struct hn_param params[] = { hn_p_id(t->unit.v),
                                 hn_p_id(t->id),
                                 hn_p_id(id),
                                 hn_p_id(in->person.v),
                                 hn_p_text(name),
                                 hn_p_text(standing),
                                 hn_p_text(in->role),
                                 hn_p_text(in->duty ? in->duty : ""),
                                 hn_p_day(in->from),
                                 hn_p_day(in->to),
                                 hn_p_id(c->actor.v),
                                 hn_p_time(c->now),
                                 HN_P_END };

    if (in->id)
        params[11] = HN_P_END;
    return hn_store_do(c, in->id ? &sql_update : &sql_insert, params);
}

enum hn_rc
hn_team_member_put(struct hn_ctx *c, int64_t team, const struct hn_team_member *in, int64_t *out)
{
    int64_t id = in->id ? in->id : hn_new_id(c);
    struct seen old = { 0 };
    struct hn_team t;
    enum hn_rc rc = hn_team_need_open(c, team, &t);

    if (!rc && in->id)
        rc = read_member(c, &t, in->id, &old);
    if (!rc && in->id && old.version != in->version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc && !hn_one_of(in->role, hn_team_roles))
        rc = hn_fail(c, HN_INVALID, "role", "team.role");
    if (!rc && (in->from >= in->to || in->from < t.starts || in->to > t.ends))
        rc = hn_fail(c, HN_INVALID, "from", "fact.days");
    if (!rc)
        rc = check_who(c, in);
    if (!rc)
        rc = check_beside(c, &t, in);
    if (!rc)
        rc = write_member(c, &t, in, id);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_person(c, "team.member", team, in->person, t.unit);
}

enum hn_rc
hn_team_member_end(struct hn_ctx *c, int64_t team, int64_t member, hn_day to)
{
    struct seen old = { 0 };
    struct hn_team t;
    enum hn_rc rc = hn_team_need_open(c, team, &t);

    if (!rc)
        rc = read_member(c, &t, member, &old);
    if (!rc && (to <= old.from || to > old.to))
        rc = hn_fail(c, HN_INVALID, "last_day", "fact.days");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(t.unit.v), hn_p_id(team),       hn_p_id(member),
                                       hn_p_day(to),      hn_p_id(c->actor.v), HN_P_END };

    rc = hn_store_do(c, &sql_end, params);
    return rc ? rc : hn_audit_person(c, "team.member_end", team, (struct hn_person_id){ old.person }, t.unit);
}

/* --- reading --- */

/* clang-format off */
/* $1 unit, $2 team, $3 on, $4 known; where somebody belonged while in the team: where he has gone since is not the team's. */
static const struct hn_sql sql_list = {
    .name = "team_member.list",
    .text = "SELECT m.id, m.person_id, m.standing, m.role, m.duty, m.valid_from, m.valid_to, m.version,"
            " COALESCE(p.code, '') AS person_code, CASE WHEN m.person_id = 0 THEN m.name ELSE "
            HN_SQL_LAST("full_name", "person_basic", "person_id", "m.person_id", "$3", "$4") " END AS name,"
            " COALESCE((SELECT " HN_SQL_LAST("name", "unit_version", "unit_id", "b.unit_id", "$3", "$4")
            " FROM membership b WHERE b.person_id = m.person_id AND b.known_from <= $4 AND b.known_to > $4"
            " AND b.valid_from <= $3 AND b.valid_from < m.valid_to ORDER BY b.valid_from DESC LIMIT 1), '') AS unit_name"
            " FROM team_member m LEFT JOIN person p ON p.id = m.person_id"
            " WHERE m.unit_id = $1 AND m.team_id = $2 AND m.at <= $4"
            " ORDER BY CASE m.role WHEN 'leader' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 END,"
            " CASE WHEN m.person_id = 0 THEN 1 ELSE 0 END, m.valid_from, m.id LIMIT 200"
};
/* clang-format on */

enum hn_rc
hn_team_members(struct hn_ctx *c, int64_t team, const struct hn_team_member **out, size_t *count)
{
    struct hn_team_member *at = HN_NEW_N(c->arena, struct hn_team_member, MEMBERS_MOST);
    struct hn_rows *rows;
    struct hn_team t;
    enum hn_rc rc = hn_team_get(c, team, &t);

    *out = at;
    *count = 0;
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(t.unit.v), hn_p_id(team), hn_p_day(c->on),
                                       hn_p_time(hn_fact_known(c)), HN_P_END };

    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (*count < MEMBERS_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_team_member){
            .id = hn_row_int(rows, "id"),
            .person = { hn_row_int(rows, "person_id") },
            .person_code = hn_row_text(rows, "person_code"),
            .name = hn_row_text(rows, "name"),
            .standing = hn_row_text(rows, "standing"),
            .role = hn_row_text(rows, "role"),
            .duty = hn_row_text(rows, "duty"),
            .unit_name = hn_row_text(rows, "unit_name"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .version = hn_row_int(rows, "version"),
        };
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_team_member_sql[] = { &sql_belongs, &sql_beside, &sql_one,  &sql_insert,
                                                    &sql_update,  &sql_end,    &sql_list, NULL };
