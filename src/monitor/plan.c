/* plan.c: visits planned, cancelled, noted (monitor.h). Reading them is visit.c's. */
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "fact/fact_sql.h"
#include "monitor/inside.h"
#include "monitor/monitor.h"
#include "rule/rule.h"

enum { MONTHS_AHEAD = 24, PLAN_MOST = 12 * HN_MONITORS_MOST, NOTE_LETTERS = 4000 };

/* --- one --- */

static const struct hn_sql sql_below = {
    .name = "visit.below",
    .text = "SELECT depth FROM unit_closure WHERE des = $1 AND anc = $2 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $3 AND valid_to > $3 AND depth > 0"
};
static const struct hn_sql sql_twice = { .name = "visit.twice",
                                         .text = "SELECT id FROM visit WHERE person_id = $1 AND month = $2"
                                                 " AND unit_id = $3 AND state <> 'cancelled'" };
static const struct hn_sql sql_insert = {
    .name = "visit.insert",
    .text = "INSERT INTO visit (unit_id, id, committee_id, person_id, month, state, meeting_id, note,"
            " noted_at, why, version, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, 'planned', 0, '', 0, '', 1, $6, $7)"
};

static enum hn_rc
must_be_below(struct hn_ctx *c, struct hn_unit_id cell, struct hn_unit_id committee)
{
    const struct hn_param params[] = { hn_p_id(cell.v), hn_p_id(committee.v), hn_p_day(c->today), HN_P_END };
    int64_t depth;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_below, params, &depth, &found);

    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "unit", "monitor.not_below");
    return rc;
}

static enum hn_rc
must_be_first(struct hn_ctx *c, struct hn_unit_id cell, struct hn_person_id person, int64_t month)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_int(month), hn_p_id(cell.v), HN_P_END };
    int64_t id;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_twice, params, &id, &found);

    if (!rc && found)
        rc = hn_fail(c, HN_CONFLICT, "month", "visit.twice");
    return rc;
}

static enum hn_rc
add_visit(struct hn_ctx *c, struct hn_unit_id committee, struct hn_unit_id cell, struct hn_person_id person,
          int64_t month, int64_t *out)
{
    int64_t id = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(cell.v),     hn_p_id(id),     hn_p_id(committee.v),
                                       hn_p_id(person.v),   hn_p_int(month), hn_p_time(c->now),
                                       hn_p_id(c->actor.v), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_insert, params);

    if (out)
        *out = id;
    return rc ? rc : hn_audit_person(c, "visit.plan", id, person, cell);
}

enum hn_rc
hn_visit_plan(struct hn_ctx *c, struct hn_unit_id committee, struct hn_unit_id cell,
              struct hn_person_id person, int64_t month, int64_t *out)
{
    int64_t now = hn_month_of(c->today);
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, cell);

    if (!rc)
        rc = hn_need_person(c, HN_MAY_READ_MEMBER, person, HN_GROUP_BASIC);
    if (!rc && (month < now || month > now + MONTHS_AHEAD))
        rc = hn_fail(c, HN_INVALID, "month", "visit.month");
    if (!rc)
        rc = must_be_below(c, cell, committee);
    if (!rc)
        rc = hn_monitor_fit(c, cell, person, c->today);
    if (!rc)
        rc = must_be_first(c, cell, person, month);
    return rc ? rc : add_visit(c, committee, cell, person, month, out);
}

/* --- a year --- */

static const struct hn_sql sql_taken = {
    .name = "visit.taken",
    .text = "SELECT DISTINCT a.person_id, v.month FROM unit_closure k CROSS JOIN monitor_assignment a"
            " CROSS JOIN visit v WHERE k.anc = $1 AND k.known_to = " HN_SQL_OPEN_TIME
            " AND k.valid_from <= $2 AND k.valid_to > $2 AND a.unit_id = k.des AND a.known_to"
            " = " HN_SQL_OPEN_TIME " AND a.valid_from <= $2 AND a.valid_to > $2"
            " AND v.person_id = a.person_id AND v.month >= $3 AND v.month <= $4 AND v.state <> 'cancelled'"
            " LIMIT 12000"
};

/* Months a monitor is taken in, as bits, beside the first of his assignments. */
struct monitor_year {
    int64_t person;
    unsigned taken;
    size_t cells; /* how many he follows */
};

static struct monitor_year *
year_of(struct monitor_year *years, size_t *count, int64_t person)
{
    for (size_t i = 0; i < *count; i++) {
        if (years[i].person == person)
            return &years[i];
    }
    years[*count] = (struct monitor_year){ .person = person };
    return &years[(*count)++];
}

static enum hn_rc
read_taken(struct hn_ctx *c, struct hn_unit_id committee, int64_t first, struct monitor_year *years,
           size_t *count)
{
    const struct hn_param params[] = { hn_p_id(committee.v), hn_p_day(c->today), hn_p_int(first),
                                       hn_p_int(first + 11), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_taken, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows))
        year_of(years, count, hn_row_int(rows, "person_id"))->taken |= 1u
                                                                       << (hn_row_int(rows, "month") - first);
    return hn_rows_end(rows);
}

/* The which-th cell of a monitor, from 0, among the assignments. */
static const struct hn_monitor *
cell_of(const struct hn_monitor *list, size_t count, int64_t person, size_t which)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].person.v == person && which-- == 0)
            return &list[i];
    }
    return NULL;
}

static enum hn_rc
plan_monitor(struct hn_ctx *c, struct hn_unit_id committee, const struct monitor_year *y,
             const struct hn_monitor *list, size_t count, int64_t first, int64_t *added)
{
    int64_t now = hn_month_of(c->today);

    for (int m = 0; m < 12; m++) {
        const struct hn_monitor *a = cell_of(list, count, y->person, (size_t)m % y->cells);
        enum hn_rc rc;

        if (first + m < now || (y->taken & 1u << m) || !a)
            continue;
        rc = add_visit(c, committee, a->unit, a->person, first + m, NULL);
        if (rc)
            return rc;
        ++*added;
    }
    return HN_OK;
}

enum hn_rc
hn_visit_plan_year(struct hn_ctx *c, struct hn_unit_id committee, int year, int64_t *count)
{
    struct monitor_year *years = HN_NEW_N(c->arena, struct monitor_year, 2 * HN_MONITORS_MOST);
    const struct hn_monitor *list = NULL;
    size_t monitors = 0, assignments = 0;
    int64_t first = (int64_t)year * 12;
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, committee);

    *count = 0;
    if (!rc && (first + 11 < hn_month_of(c->today) || first > hn_month_of(c->today) + MONTHS_AHEAD))
        rc = hn_fail(c, HN_INVALID, "year", "visit.year");
    if (!rc)
        rc = hn_monitors(c, committee, &list, &assignments);
    if (!rc && assignments == 0)
        rc = hn_fail(c, HN_INVALID, "year", "visit.no_monitors");
    for (size_t i = 0; !rc && i < assignments; i++)
        year_of(years, &monitors, list[i].person.v)->cells++;
    if (!rc)
        rc = read_taken(c, committee, first, years, &monitors);
    for (size_t i = 0; !rc && i < monitors; i++) {
        if (years[i].cells)
            rc = plan_monitor(c, committee, &years[i], list, assignments, first, count);
    }
    return rc;
}

/* --- afterwards --- */

static const struct hn_sql sql_cancel = {
    .name = "visit.cancel",
    .text = "UPDATE visit SET state = 'cancelled', why = $3, version = version + 1, entered_by = $4"
            " WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_note = {
    .name = "visit.note",
    .text = "UPDATE visit SET note = $3, noted_at = $4, version = version + 1, entered_by = $5"
            " WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_visit_cancel(struct hn_ctx *c, int64_t id, const char *why)
{
    struct hn_visit v;
    enum hn_rc rc = hn_visit_get(c, id, &v);

    if (!rc)
        rc = hn_need(c, HN_MAY_MONITOR, v.unit);
    if (!rc && (!why || !*why))
        rc = hn_fail(c, HN_INVALID, "why", "visit.why");
    if (!rc && (strcmp(v.state, "attended") == 0 || strcmp(v.state, "cancelled") == 0))
        rc = hn_fail(c, HN_CONFLICT, "", "visit.done");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(v.unit.v), hn_p_id(id), hn_p_text(why), hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_cancel, params);
    return rc ? rc : hn_audit_person(c, "visit.cancel", id, v.person, v.unit);
}

enum hn_rc
hn_visit_note(struct hn_ctx *c, int64_t id, int64_t version, const char *note)
{
    struct hn_person_id own = { 0 };
    struct hn_visit v;
    enum hn_rc rc = hn_visit_get(c, id, &v);

    if (!rc)
        rc = hn_access_person(c, &own);
    if (!rc && (own.v == 0 || own.v != v.person.v))
        rc = hn_need(c, HN_MAY_MONITOR, v.unit);
    if (!rc && (!note || !*note))
        rc = hn_fail(c, HN_INVALID, "note", "visit.note");
    if (!rc && strcmp(v.state, "attended") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "visit.not_attended");
    if (!rc && version != v.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(v.unit.v), hn_p_id(id),         hn_p_text(note),
                                       hn_p_time(c->now), hn_p_id(c->actor.v), HN_P_END };

    rc = hn_store_do(c, &sql_note, params);
    return rc ? rc : hn_audit_person(c, "visit.note", id, v.person, v.unit);
}

const struct hn_sql *const hn_visit_plan_sql[] = { &sql_below,  &sql_twice, &sql_insert, &sql_taken,
                                                   &sql_cancel, &sql_note,  NULL };
