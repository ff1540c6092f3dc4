/* load_each.c: the way out: people, memberships and offices as lines of files, streamed in order of code (load.h). */
#include <assert.h>
#include <string.h>

#include "access/scope.h"
#include "fact/fact_sql.h"
#include "member/load.h"
#include "member/member.h"
#include "person/inside.h"

/* clang-format off */
/* $18 … $21: scope's persons; $23 within (0 any), $24 the day, $25 the knowledge. Whoever may see all sees also those
 * who belong nowhere: $26 = 1. */
#define BELONGS                                                                                     \
    "EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND " HN_SQL_AT("m", "$24", "$25") \
    " AND " HN_SCOPE_PERSONS("m.unit_id", "m.person_id")                                            \
    " AND ($23 = CAST(0 AS BIGINT)"                                                                 \
    " OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = m.unit_id AND w.anc = $23"              \
    " AND " HN_SQL_AT("w", "$24", "$25") ")))"

static const struct hn_sql sql_people = {
    .name = "each.people",
    .text =
        "SELECT p.id, p.code, b.id AS row_id, b.valid_from, b.valid_to, b.known_from, b.reason,"
        " b.full_name, b.birth_name, b.sex, b.birth_date, b.ethnicity, b.edu_general, b.edu_degree,"
        " b.political_theory, b.occupation, b.admit_date, b.official_date"
        " FROM person_code k CROSS JOIN person p CROSS JOIN person_basic b"
        " WHERE p.id = k.person_id AND b.person_id = p.id AND " HN_SQL_AT("b", "$24", "$25")
        " AND (CAST($26 AS BIGINT) = 1 OR " BELONGS ")"
        " ORDER BY k.code"
};
/* clang-format on */

static bool
sees_all(const struct hn_ctx *c, struct hn_unit_id within)
{
    return c->actor.v == HN_USER_SYSTEM.v && within.v == 0;
}

/* The parameters all three share; params has room for HN_SCOPE_PERSONS_PARAMS + 8. */
static enum hn_rc
fill(struct hn_ctx *c, struct hn_unit_id within, struct hn_param *params, size_t *n)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_EXPORT, within, &scope);

    if (rc)
        return rc;
    *n = hn_scope_fill_persons(c, &scope, params);
    params[(*n)++] = hn_p_id(within.v);
    return HN_OK;
}

enum hn_rc
hn_person_each(struct hn_ctx *c, struct hn_unit_id within,
               enum hn_rc (*each)(void *sink, const struct hn_person *p), void *sink)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 8];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = fill(c, within, params, &n), ended;

    if (rc)
        return rc;
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_int(sees_all(c, within));
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_people, params, &rows);
    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_person p = {
            .id = { hn_row_int(rows, "id") },
            .code = hn_row_text(rows, "code"),
            .basic = hn_person_basic_of(rows),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .known_from = hn_row_int(rows, "known_from"),
            .row = hn_row_int(rows, "row_id"),
            .reason = hn_row_text(rows, "reason"),
        };

        rc = each(sink, &p);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

/* The lines of a table of facts within a unit: $24 the knowledge, $25 the day or "open", $26 whether all is seen. */
static enum hn_rc
ask(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id within, hn_day on, struct hn_rows **rows)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 8];
    size_t n;
    enum hn_rc rc = fill(c, within, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_day(on);
    params[n++] = hn_p_int(sees_all(c, within));
    params[n] = HN_P_END;
    return hn_store_query(c, sql, params, rows);
}

/* Every stretch of days of a person over which unit, standing and activity stand unchanged. Cuts are where any of the
 * three begins or ends; each stretch goes from a cut to the next one. $24: the knowledge, $25: the day or "open". */
#define EDGES(table)                                                                                         \
    "SELECT person_id, valid_from AS day FROM " table " WHERE known_from <= $24 AND known_to > $24"          \
    " UNION SELECT person_id, valid_to FROM " table " WHERE known_from <= $24 AND known_to > $24"

/* clang-format off */
static const struct hn_sql sql_memberships = {
    .name = "each.memberships",
    .text =
        "SELECT k.code AS person,"
        " COALESCE((SELECT v.code FROM unit_version v WHERE v.unit_id = m.unit_id"
        " AND v.known_to = 9223372036854775807 AND v.valid_from < c.until AND v.valid_to > c.day"
        " ORDER BY v.valid_from DESC LIMIT 1), '') AS unit, COALESCE(s.standing, '') AS standing,"
        " COALESCE(a.activity, '') AS activity, c.day AS valid_from, c.until AS valid_to,"
        " COALESCE(m.decision, s.decision, '') AS decision"
        " FROM (SELECT person_id, day, LEAD(day) OVER (PARTITION BY person_id ORDER BY day) AS until"
        " FROM (" EDGES("membership") " UNION " EDGES("standing") " UNION " EDGES("activity") ") e) c"
        " JOIN person k ON k.id = c.person_id"
        " LEFT JOIN membership m ON m.person_id = c.person_id AND m.valid_from <= c.day"
        " AND m.valid_to > c.day AND m.known_from <= $24 AND m.known_to > $24"
        " LEFT JOIN standing s ON s.person_id = c.person_id AND s.valid_from <= c.day"
        " AND s.valid_to > c.day AND s.known_from <= $24 AND s.known_to > $24"
        " LEFT JOIN activity a ON a.person_id = c.person_id AND a.valid_from <= c.day"
        " AND a.valid_to > c.day AND a.known_from <= $24 AND a.known_to > $24"
        " WHERE c.until IS NOT NULL AND (m.unit_id IS NOT NULL OR s.standing IS NOT NULL)"
        " AND ($25 = 2147483647 OR (c.day <= $25 AND c.until > $25))"
        " AND (CAST($26 AS BIGINT) = 1"
        " OR (" HN_SCOPE_PERSONS("m.unit_id", "m.person_id")
        " AND ($23 = CAST(0 AS BIGINT)"
        " OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = m.unit_id AND w.anc = $23"
        " AND w.known_from <= $24 AND w.known_to > $24 AND w.valid_from < c.until"
        " AND w.valid_to > c.day))))"
        " ORDER BY k.code, c.day"
};
/* clang-format on */

enum hn_rc
hn_membership_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                   enum hn_rc (*each)(void *sink, const struct hn_membership_line *m), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, &sql_memberships, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_membership_line m = {
            .person = hn_row_text(rows, "person"),
            .unit = hn_row_text(rows, "unit"),
            .standing = hn_row_text(rows, "standing"),
            .activity = hn_row_text(rows, "activity"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .decision = hn_row_text(rows, "decision"),
        };

        rc = each(sink, &m);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

/* clang-format off */
/* An office in a unit is of who sees the unit; a village head's, of who sees the person. $24, $25 as above. */
static const struct hn_sql sql_offices = {
    .name = "each.offices",
    .text =
        "SELECT k.code AS person,"
        " COALESCE((SELECT v.code FROM unit_version v WHERE v.unit_id = o.unit_id"
        " AND v.known_to = 9223372036854775807 AND v.valid_from < o.valid_to"
        " AND v.valid_to > o.valid_from ORDER BY v.valid_from DESC LIMIT 1),"
        " (SELECT v.code FROM place_version v WHERE v.place_id = o.place_id"
        " AND v.known_to = 9223372036854775807 AND v.valid_from < o.valid_to"
        " AND v.valid_to > o.valid_from ORDER BY v.valid_from DESC LIMIT 1), '') AS place, o.office,"
        " o.basis, o.term, o.decision, o.valid_from, o.valid_to"
        " FROM office o"
        " JOIN person k ON k.id = o.person_id"
        " WHERE o.known_from <= $24 AND o.known_to > $24"
        " AND ($25 = 2147483647 OR (o.valid_from <= $25 AND o.valid_to > $25))"
        " AND (CAST($26 AS BIGINT) = 1"
        " OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = o.person_id"
        " AND m.known_to = 9223372036854775807 AND m.valid_to > o.valid_from"
        " AND m.valid_from < o.valid_to AND " HN_SCOPE_PERSONS("m.unit_id", "m.person_id")
        " AND ($23 = CAST(0 AS BIGINT)"
        " OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = m.unit_id AND w.anc = $23"
        " AND w.known_to = 9223372036854775807))))"
        " ORDER BY k.code, o.valid_from, o.office, place"
};
/* clang-format on */

enum hn_rc
hn_office_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
               enum hn_rc (*each)(void *sink, const struct hn_office_line *o), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, &sql_offices, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_office_line o = {
            .person = hn_row_text(rows, "person"),
            .where = hn_row_text(rows, "place"),
            .office = hn_row_text(rows, "office"),
            .basis = hn_row_text(rows, "basis"),
            .term = hn_row_text(rows, "term"),
            .decision = hn_row_text(rows, "decision"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };

        rc = each(sink, &o);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

const struct hn_sql *const hn_member_each_sql[] = { &sql_people, &sql_memberships, &sql_offices, NULL };
