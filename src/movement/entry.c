/* entry.c: who takes part in a movement, and what came of it (movement.h). Not for: counting and ranking (judge.c). */
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/vi.h"
#include "movement/inside.h"

enum { PLEDGE_MOST = 2000 };

/* clang-format off */
#define COLUMNS                                                                                              \
    "SELECT e.unit_id, e.id, e.movement_id, e.person_id, e.pledge, e.entered_on, e.version,"                 \
    " COALESCE(v.code, '') AS unit_code, COALESCE(v.name, '') AS unit_name, COALESCE(p.code, '') AS person_code," \
    " COALESCE(b.full_name, '') AS person_name, COALESCE(s.points, 0) AS points_centi,"                      \
    " COALESCE(s.place, 0) AS place, COALESCE(s.missing, 0) AS missing FROM movement_entry e"
#define NAMES                                                                                                \
    " LEFT JOIN unit_version v ON v.unit_id = e.unit_id AND v.known_to = " HN_SQL_OPEN_TIME                  \
    " AND v.valid_from <= $1 AND v.valid_to > $1 LEFT JOIN person p ON p.id = e.person_id"                   \
    " LEFT JOIN person_basic b ON b.person_id = e.person_id AND b.known_to = " HN_SQL_OPEN_TIME              \
    " AND b.valid_from <= $1 AND b.valid_to > $1"
/* Points of every entry, units and persons ranked apart; ties share a place. movement: the parameter of its number. */
#define POINTS(movement)                                                                                     \
    " LEFT JOIN (SELECT q.id, q.points, q.missing, CASE WHEN q.judged_on > 0 THEN RANK() OVER"               \
    " (PARTITION BY q.of_person ORDER BY q.points DESC) ELSE 0 END AS place FROM (SELECT w.id, m.judged_on," \
    " CASE WHEN w.person_id = 0 THEN 0 ELSE 1 END AS of_person, COALESCE(sum(k.points_centi), 0) AS points," \
    " max(CASE WHEN k.has_value = 0 THEN 1 ELSE 0 END) AS missing FROM movement_entry w"                     \
    " JOIN movement m ON m.id = w.movement_id LEFT JOIN movement_mark k ON k.unit_id = w.unit_id"            \
    " AND k.entry_id = w.id WHERE w.movement_id = " movement " AND w.withdrawn_at = 0"                       \
    " GROUP BY w.id, w.person_id, m.judged_on) q) s ON s.id = e.id"
static const struct hn_sql sql_one = { .name = "movement_entry.one",
                                       .text = COLUMNS NAMES POINTS("(SELECT movement_id FROM movement_entry WHERE id = $2)")
                                               " WHERE e.id = $2 AND e.withdrawn_at = 0" };
/* After the scope: $18 movement, $19 1: every entry (of who launched it). */
#define OF_MOVEMENT                                                                                          \
    " WHERE e.movement_id = $18 AND e.withdrawn_at = 0 AND (CAST($19 AS BIGINT) = 1 OR "                     \
    HN_SCOPE_UNITS("e.unit_id") ")"
static const struct hn_sql sql_list = {
    .name = "movement_entry.list",
    .text = COLUMNS NAMES POINTS("$18") OF_MOVEMENT
            " ORDER BY CASE WHEN e.person_id = 0 THEN 0 ELSE 1 END, COALESCE(s.place, 0), unit_code, person_code, e.id"
            " LIMIT $20 OFFSET $21"
};
static const struct hn_sql sql_count = { .name = "movement_entry.count",
                                         .text = "SELECT count(*) AS n FROM movement_entry e" OF_MOVEMENT };
/* clang-format on */

static struct hn_movement_entry
entry_of(struct hn_rows *rows)
{
    return (struct hn_movement_entry){
        .id = hn_row_int(rows, "id"),
        .movement = hn_row_int(rows, "movement_id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .person = { hn_row_int(rows, "person_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .person_code = hn_row_text(rows, "person_code"),
        .person_name = hn_row_text(rows, "person_name"),
        .pledge = hn_row_text(rows, "pledge"),
        .entered_on = (hn_day)hn_row_int(rows, "entered_on"),
        .points_centi = hn_row_int(rows, "points_centi"),
        .rank = (int)hn_row_int(rows, "place"),
        .missing = hn_row_int(rows, "missing") != 0,
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_movement_entry_read(struct hn_ctx *c, int64_t id, struct hn_movement_entry *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = entry_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

/* The movement, in sight, and the parameters of its list: who launched it sees every entry. */
static enum hn_rc
ask(struct hn_ctx *c, int64_t movement, struct hn_param *params, size_t *n)
{
    const struct hn_movement_criterion *criteria;
    struct hn_movement m;
    struct hn_scope scope;
    size_t count;
    enum hn_rc rc = hn_movement_get(c, movement, &m, &criteria, &count);

    if (!rc)
        rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_id(movement);
    params[(*n)++] = hn_p_int(
        hn_access_allows(c, HN_MAY_DIRECT, (struct hn_record){ .unit = m.unit }, HN_GROUP_BASIC) == HN_OK);
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_movement_entries(struct hn_ctx *c, int64_t movement, int64_t offset, int64_t limit,
                    void (*emit)(void *sink, const struct hn_movement_entry *e), void *sink)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, movement, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT64_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_movement_entry e = entry_of(rows);

        emit(sink, &e);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_movement_entry_count(struct hn_ctx *c, int64_t movement, int64_t *out)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, movement, params, &n);

    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

/* --- entering --- */

static const struct hn_sql sql_below = {
    .name = "movement.below",
    .text = "SELECT depth FROM unit_closure WHERE des = $1 AND anc = $2 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $3 AND valid_to > $3"
};
static const struct hn_sql sql_member = { .name = "movement.member",
                                          .text = "SELECT unit_id FROM membership WHERE person_id = $1 AND "
                                                  "unit_id = $2 AND known_to = " HN_SQL_OPEN_TIME
                                                  " AND valid_from <= $3 AND valid_to > $3" };
static const struct hn_sql sql_twice = { .name = "movement.twice",
                                         .text = "SELECT id FROM movement_entry WHERE movement_id = $1 AND"
                                                 " unit_id = $2 AND person_id = $3 AND withdrawn_at = 0" };
static const struct hn_sql sql_insert = {
    .name = "movement_entry.insert",
    .text =
        "INSERT INTO movement_entry (unit_id, id, movement_id, person_id, pledge, entered_on, withdrawn_at,"
        " version, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, 0, 1, $7, $8)"
};

static enum hn_rc
is_there(struct hn_ctx *c, const struct hn_sql *sql, int64_t a, int64_t b, int64_t third, bool *found)
{
    const struct hn_param params[] = { hn_p_id(a), hn_p_id(b), hn_p_int(third), HN_P_END };
    int64_t value;

    return hn_store_int(c, sql, params, &value, found);
}

static enum hn_rc
check_who(struct hn_ctx *c, const struct hn_movement *m, const struct hn_movement_entry *in)
{
    bool of_person = in->person.v != 0, below = false, member = true;
    enum hn_rc rc = is_there(c, &sql_below, in->unit.v, m->unit.v, c->today, &below);

    if (!rc && of_person)
        rc = is_there(c, &sql_member, in->person.v, in->unit.v, c->today, &member);
    if (rc)
        return rc;
    if (!below)
        return hn_fail(c, HN_INVALID, "unit", "movement.not_below");
    if (strcmp(m->who, of_person ? "units" : "persons") == 0)
        return hn_fail(c, HN_INVALID, of_person ? "person" : "unit", "movement.not_who");
    return member ? HN_OK : hn_fail(c, HN_INVALID, "person", "movement.person");
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_movement *m, const struct hn_movement_entry *in)
{
    bool twice = false;
    enum hn_rc rc = check_who(c, m, in);

    if (rc)
        return rc;
    if (in->pledge && hn_utf8_count(in->pledge) > PLEDGE_MOST)
        return hn_fail(c, HN_INVALID, "pledge", "movement.pledge");
    if (c->today > m->entry_until || strcmp(m->state, "launched") != 0)
        return hn_fail_arg(c, HN_CONFLICT, "", "movement.too_late", hn_day_prose(c->arena, m->entry_until));
    rc = is_there(c, &sql_twice, m->id, in->unit.v, in->person.v, &twice);
    return rc || !twice ? rc : hn_fail(c, HN_CONFLICT, "", "movement.twice");
}

enum hn_rc
hn_movement_enter(struct hn_ctx *c, const struct hn_movement_entry *in, int64_t *out)
{
    const struct hn_movement_criterion *criteria;
    struct hn_movement m;
    size_t count;
    enum hn_rc rc = hn_movement_get(c, in->movement, &m, &criteria, &count);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, in->unit);
    if (!rc)
        rc = check_new(c, &m, in);
    if (rc)
        return rc;
    *out = hn_new_id(c);

    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(*out),
                                       hn_p_id(in->movement),
                                       hn_p_id(in->person.v),
                                       hn_p_text(in->pledge ? in->pledge : ""),
                                       hn_p_day(c->today),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_insert, params);
    return rc ? rc : hn_audit_person(c, "movement.enter", *out, in->person, in->unit);
}

static const struct hn_sql sql_withdraw = {
    .name = "movement_entry.withdraw",
    .text = "UPDATE movement_entry SET withdrawn_at = $3, version = version + 1"
            " WHERE unit_id = $1 AND id = $2 AND withdrawn_at = 0"
};

enum hn_rc
hn_movement_withdraw(struct hn_ctx *c, int64_t entry)
{
    struct hn_movement_entry e;
    struct hn_movement m;
    enum hn_rc rc = hn_movement_entry_read(c, entry, &e);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, e.unit);
    if (!rc)
        rc = hn_movement_read(c, e.movement, &m);
    if (!rc && strcmp(m.state, "launched") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "movement.judged");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(e.unit.v), hn_p_id(entry), hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_withdraw, params);
    return rc ? rc : hn_audit_person(c, "movement.withdraw", entry, e.person, e.unit);
}

const struct hn_sql *const hn_movement_entry_sql[] = { &sql_one,    &sql_list,     &sql_count,
                                                       &sql_below,  &sql_member,   &sql_twice,
                                                       &sql_insert, &sql_withdraw, NULL };
