/* team.c: who works on an inspection, and the notes of that work, which the subject never sees (inspection.h). */
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact_sql.h"
#include "inspection/inside.h"

#define TEAM_MAX  64
#define NOTES_MAX 500

static const char *const roles[] = { "head", "deputy", "member", "secretary", NULL };

static const struct hn_sql sql_head = {
    .name = "inspection.head",
    .text = "SELECT count(*) AS n FROM inspection_member WHERE unit_id = $1 AND inspection_id = $2"
            " AND role = 'head' AND removed_at = 0 AND person_id <> $3"
};
static const struct hn_sql sql_put = {
    .name = "inspection.member_put",
    .text = "INSERT INTO inspection_member (unit_id, inspection_id, person_id, role, removed_at, entered_by)"
            " VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (unit_id, inspection_id, person_id)"
            " DO UPDATE SET role = excluded.role, removed_at = 0, entered_by = excluded.entered_by"
};
static const struct hn_sql sql_remove = {
    .name = "inspection.member_remove",
    .text = "UPDATE inspection_member SET removed_at = $4 WHERE unit_id = $1 AND inspection_id = $2"
            " AND person_id = $3 AND removed_at = 0"
};
static const struct hn_sql sql_members = {
    .name = "inspection.members",
    .text =
        "SELECT m.person_id, m.role, p.code, COALESCE(b.full_name, '') AS full_name"
        " FROM inspection_member m CROSS JOIN person p LEFT JOIN person_basic b ON b.person_id = p.id"
        " AND b.known_to = " HN_SQL_OPEN_TIME " AND b.valid_from <= $3 AND b.valid_to > $3"
        " WHERE m.unit_id = $1 AND m.inspection_id = $2 AND m.removed_at = 0 AND p.id = m.person_id"
        " ORDER BY CASE m.role WHEN 'head' THEN 1 WHEN 'deputy' THEN 2 WHEN 'secretary' THEN 4 ELSE 3 END,"
        " p.code LIMIT 64"
};

enum hn_rc
hn_inspection_member_put(struct hn_ctx *c, int64_t id, struct hn_person_id person, const char *role)
{
    struct hn_inspection i;
    int64_t heads = 0;
    bool found;
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_INSPECTOR, &i);
    const struct hn_param head[] = { hn_p_id(rc ? 0 : i.unit.v), hn_p_id(id), hn_p_id(person.v), HN_P_END };

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (!rc && !hn_one_of(role, roles))
        rc = hn_fail(c, HN_INVALID, "role", "inspection.role");
    if (!rc && strcmp(role, "head") == 0)
        rc = hn_store_int(c, &sql_head, head, &heads, &found);
    if (!rc && heads > 0)
        rc = hn_fail(c, HN_INVALID, "role", "inspection.head");
    if (!rc)
        rc = hn_case_give(c, id, person, i.decision);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v), hn_p_id(id),         hn_p_id(person.v),
                                       hn_p_text(role),   hn_p_id(c->actor.v), HN_P_END };

    rc = hn_store_do(c, &sql_put, params);
    return rc ? rc : hn_audit_person(c, "inspection.member", id, person, i.unit);
}

enum hn_rc
hn_inspection_member_remove(struct hn_ctx *c, int64_t id, struct hn_person_id person)
{
    struct hn_inspection i;
    int64_t touched = 0;
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_INSPECTOR, &i);
    const struct hn_param params[] = { hn_p_id(rc ? 0 : i.unit.v), hn_p_id(id), hn_p_id(person.v),
                                       hn_p_time(c->now), HN_P_END };

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (!rc)
        rc = hn_store_do_count(c, &sql_remove, params, &touched);
    if (!rc && touched == 0)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_case_take(c, id, person, i.decision);
    return rc ? rc : hn_audit_person(c, "inspection.member_end", id, person, i.unit);
}

enum hn_rc
hn_inspection_members(struct hn_ctx *c, int64_t id, const struct hn_inspection_member **out, size_t *count)
{
    struct hn_inspection i;
    struct hn_inspection_member *all;
    struct hn_rows *rows;
    enum hn_rc rc = hn_inspection_load(c, id, &i);
    const struct hn_param params[] = { hn_p_id(rc ? 0 : i.unit.v), hn_p_id(id), hn_p_day(c->today),
                                       HN_P_END };

    if (!rc)
        rc = hn_store_query(c, &sql_members, params, &rows);
    if (rc)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_inspection_member, TEAM_MAX);
    for (*count = 0; *count < TEAM_MAX && hn_rows_next(rows); (*count)++) {
        all[*count] = (struct hn_inspection_member){ .person = { hn_row_int(rows, "person_id") },
                                                     .code = hn_row_text(rows, "code"),
                                                     .name = hn_row_text(rows, "full_name"),
                                                     .role = hn_row_text(rows, "role") };
    }
    *out = all;
    return hn_rows_end(rows);
}

/* --- notes --- */

static const struct hn_sql sql_note = {
    .name = "inspection.note",
    .text = "INSERT INTO inspection_note (unit_id, inspection_id, id, day, text, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)"
};
static const struct hn_sql sql_notes = {
    .name = "inspection.notes",
    .text = "SELECT n.day, n.text, n.at, COALESCE(a.name, '') AS by_name FROM inspection_note n"
            " LEFT JOIN account a ON a.id = n.entered_by WHERE n.unit_id = $1 AND n.inspection_id = $2"
            " ORDER BY n.day, n.id LIMIT 500"
};

enum hn_rc
hn_inspection_note(struct hn_ctx *c, int64_t id, hn_day day, const char *text)
{
    struct hn_inspection i;
    int64_t made = hn_new_id(c);
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_TEAM, &i);

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (!rc && !hn_inspection_text_ok(text, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "note", "inspection.note");
    if (!rc && (day < i.decided_on || day > c->today))
        rc = hn_fail(c, HN_INVALID, "day", "inspection.note_day");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v),   hn_p_id(id),     hn_p_id(made),
                                       hn_p_day(day),       hn_p_text(text), hn_p_time(c->now),
                                       hn_p_id(c->actor.v), HN_P_END };

    rc = hn_store_do(c, &sql_note, params);
    if (!rc)
        rc = hn_inspection_verifying(c, &i);
    return rc ? rc : hn_inspection_audit(c, "inspection.note", id, &i);
}

enum hn_rc
hn_inspection_notes(struct hn_ctx *c, int64_t id, const struct hn_inspection_note **out, size_t *count)
{
    struct hn_inspection i;
    struct hn_inspection_note *all;
    struct hn_rows *rows;
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_EITHER, &i);
    const struct hn_param params[] = { hn_p_id(rc ? 0 : i.unit.v), hn_p_id(id), HN_P_END };

    if (!rc)
        rc = hn_store_query(c, &sql_notes, params, &rows);
    if (rc)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_inspection_note, NOTES_MAX);
    for (*count = 0; *count < NOTES_MAX && hn_rows_next(rows); (*count)++) {
        all[*count] = (struct hn_inspection_note){ .day = (hn_day)hn_row_int(rows, "day"),
                                                   .text = hn_row_text(rows, "text"),
                                                   .by_name = hn_row_text(rows, "by_name"),
                                                   .at = hn_row_int(rows, "at") };
    }
    *out = all;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_inspection_team_sql[] = { &sql_head, &sql_put,   &sql_remove, &sql_members,
                                                        &sql_note, &sql_notes, NULL };
