/* weak.c: the plan for a weak cell, from the day it is opened until the cell is off the list (score.h; domain/03 §3.4).
 *
 * A plan's steps and reviews are lines that stay. Not for: the list of such cells (weak_list.c), scores (score.c).
 */
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "fact/fact_sql.h"
#include "score/score.h"

enum { TEXT_MOST = 4000, EVENTS_MOST = 300 };

const char *const hn_weak_reasons[] = { "scores", "absence", "unmet", "judged", NULL };

/* --- reading --- */

static const struct hn_sql sql_plan = {
    .name = "weak.plan",
    .text = "SELECT s.unit_id, s.id, s.opened_on, s.reason, s.goal, s.responsible_id, s.review_on, s.state,"
            " s.closed_on, s.outcome, s.version, COALESCE(v.code, '') AS code, COALESCE(v.name, '') AS name,"
            " COALESCE(b.full_name, '') AS responsible_name FROM strengthening s"
            " LEFT JOIN unit_version v ON v.unit_id = s.unit_id AND v.known_to = " HN_SQL_OPEN_TIME
            " AND v.valid_from <= $3 AND v.valid_to > $3"
            " LEFT JOIN person_basic b ON b.person_id = s.responsible_id AND b.known_to = " HN_SQL_OPEN_TIME
            " AND b.valid_from <= $3 AND b.valid_to > $3 WHERE s.unit_id = $1 AND s.id = $2"
};

static struct hn_strengthening
read_plan(struct hn_rows *rows)
{
    return (struct hn_strengthening){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "code"),
        .unit_name = hn_row_text(rows, "name"),
        .opened_on = (hn_day)hn_row_int(rows, "opened_on"),
        .review_on = (hn_day)hn_row_int(rows, "review_on"),
        .closed_on = (hn_day)hn_row_int(rows, "closed_on"),
        .reason = hn_row_text(rows, "reason"),
        .goal = hn_row_text(rows, "goal"),
        .outcome = hn_row_text(rows, "outcome"),
        .state = hn_row_text(rows, "state"),
        .responsible = { hn_row_int(rows, "responsible_id") },
        .responsible_name = hn_row_text(rows, "responsible_name"),
        .version = hn_row_int(rows, "version"),
    };
}

static enum hn_rc
find_plan(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan, struct hn_strengthening *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(plan), hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_plan, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = read_plan(rows);
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "weak.not_found");
}

static const struct hn_sql sql_events = {
    .name = "weak.events",
    .text = "SELECT e.what, e.text, e.due, e.done_on, e.at, COALESCE(b.full_name, a.name, '') AS by_name"
            " FROM strengthening_event e LEFT JOIN account a ON a.id = e.entered_by"
            " LEFT JOIN person_basic b ON b.person_id = a.person_id AND b.known_to = " HN_SQL_OPEN_TIME
            " AND b.valid_from <= $3 AND b.valid_to > $3"
            " WHERE e.unit_id = $1 AND e.plan_id = $2 ORDER BY e.id LIMIT 300"
};

enum hn_rc
hn_strengthening_get(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan, struct hn_strengthening *out,
                     const struct hn_strengthening_event **events, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(plan), hn_p_day(c->today), HN_P_END };
    struct hn_strengthening_event *list = HN_NEW_N(c->arena, struct hn_strengthening_event, EVENTS_MOST);
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, unit);

    if (!rc)
        rc = find_plan(c, unit, plan, out);
    if (!rc)
        rc = hn_store_query(c, &sql_events, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows) && n < EVENTS_MOST) {
        list[n++] = (struct hn_strengthening_event){
            .what = hn_row_text(rows, "what"),
            .text = hn_row_text(rows, "text"),
            .by_name = hn_row_text(rows, "by_name"),
            .due = (hn_day)hn_row_int(rows, "due"),
            .done_on = (hn_day)hn_row_int(rows, "done_on"),
            .at = hn_row_int(rows, "at"),
        };
    }
    *events = list;
    *count = n;
    return hn_rows_end(rows);
}

/* --- deeds --- */

static const struct hn_sql sql_cell = {
    .name = "weak.cell",
    .text = "SELECT v.unit_id FROM unit_version v WHERE v.unit_id = $1 AND v.known_to = " HN_SQL_OPEN_TIME
            " AND v.valid_from <= $2 AND v.valid_to > $2 AND v.kind IN ('cell', 'grassroots_cell')"
};
static const struct hn_sql sql_open = { .name = "weak.open",
                                        .text = "SELECT id FROM strengthening WHERE unit_id = $1"
                                                " AND state = 'open' LIMIT 1" };

static enum hn_rc
check_cell(struct hn_ctx *c, struct hn_unit_id unit)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->today), HN_P_END };
    const struct hn_param one[] = { hn_p_id(unit.v), HN_P_END };
    int64_t id;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_cell, params, &id, &found);

    if (!rc && !found)
        return hn_fail(c, HN_INVALID, "unit", "weak.unit");
    if (!rc)
        rc = hn_store_int(c, &sql_open, one, &id, &found);
    return !rc && found ? hn_fail(c, HN_CONFLICT, "", "weak.open") : rc;
}

static bool
is_text(const char *text)
{
    return text && *text && hn_utf8_count(text) <= TEXT_MOST;
}

/* Somebody out of sight is as good as nobody. */
static enum hn_rc
check_responsible(struct hn_ctx *c, struct hn_person_id person)
{
    enum hn_rc rc = HN_NOT_FOUND;

    if (person.v)
        rc = hn_access_allows(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = person }, HN_GROUP_BASIC);
    if (rc == HN_NOT_FOUND || rc == HN_DENIED)
        return hn_fail(c, HN_INVALID, "responsible", "weak.responsible");
    return rc;
}

static enum hn_rc
check_plan(struct hn_ctx *c, const struct hn_strengthening *in)
{
    if (!hn_one_of(in->reason, hn_weak_reasons))
        return hn_fail(c, HN_INVALID, "reason", "weak.reason");
    if (!is_text(in->goal))
        return hn_fail(c, HN_INVALID, "goal", "weak.goal");
    if (in->review_on <= c->today || in->review_on == HN_DAY_OPEN)
        return hn_fail(c, HN_INVALID, "review_on", "weak.review");
    return check_responsible(c, in->responsible);
}

static const struct hn_sql sql_insert = {
    .name = "weak.insert",
    .text =
        "INSERT INTO strengthening (unit_id, id, opened_on, reason, goal, responsible_id, review_on, state,"
        " closed_on, outcome, version, at, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', 0, '', 1, $8, $9)"
};

enum hn_rc
hn_strengthening_open(struct hn_ctx *c, const struct hn_strengthening *in, int64_t *out)
{
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, in->unit);

    if (!rc)
        rc = check_cell(c, in->unit);
    if (!rc)
        rc = check_plan(c, in);
    if (rc)
        return rc;
    *out = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(in->unit.v),     hn_p_id(*out),
                                       hn_p_day(c->today),      hn_p_text(in->reason),
                                       hn_p_text(in->goal),     hn_p_id(in->responsible.v),
                                       hn_p_day(in->review_on), hn_p_time(c->now),
                                       hn_p_id(c->actor.v),     HN_P_END };

    rc = hn_store_do(c, &sql_insert, params);
    return rc ? rc : hn_audit_person(c, "weak.plan", *out, in->responsible, in->unit);
}

/* A plan that is still open, by who follows the cell. */
static enum hn_rc
open_plan(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan)
{
    struct hn_strengthening s = { 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, unit);

    if (!rc)
        rc = find_plan(c, unit, plan, &s);
    if (!rc && strcmp(s.state, "open") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "weak.closed");
    return rc;
}

static const struct hn_sql sql_event = {
    .name = "weak.event",
    .text = "INSERT INTO strengthening_event (unit_id, plan_id, id, what, text, due, done_on, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};

enum hn_rc
hn_strengthening_note(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan, const char *what,
                      const char *text, hn_day due)
{
    bool done = strcmp(what, "done") == 0, step = strcmp(what, "step") == 0;
    enum hn_rc rc = open_plan(c, unit, plan);

    if (!rc && !done && !step && strcmp(what, "review") != 0)
        rc = hn_fail(c, HN_INVALID, "what", "weak.what");
    if (!rc && !is_text(text))
        rc = hn_fail(c, HN_INVALID, "text", "weak.text");
    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_id(plan),
                                       hn_p_id(hn_new_id(c)),
                                       hn_p_text(what),
                                       hn_p_text(text),
                                       hn_p_day(step ? due : HN_DAY_OPEN),
                                       hn_p_day(step ? 0 : c->today),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_event, params);
    return rc ? rc : hn_audit_change(c, "weak.note", plan, unit, "", what);
}

static const struct hn_sql sql_close = {
    .name = "weak.close",
    .text = "UPDATE strengthening SET state = 'closed', closed_on = $3, outcome = $4, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_strengthening_close(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan, const char *outcome)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(plan), hn_p_day(c->today), hn_p_text(outcome),
                                       HN_P_END };
    enum hn_rc rc = open_plan(c, unit, plan);

    if (!rc && !is_text(outcome))
        rc = hn_fail(c, HN_INVALID, "outcome", "weak.outcome");
    if (!rc)
        rc = hn_store_do(c, &sql_close, params);
    return rc ? rc : hn_audit_change(c, "weak.close", plan, unit, "open", "closed");
}

const struct hn_sql *const hn_weak_sql[] = { &sql_plan,   &sql_events, &sql_cell,  &sql_open,
                                             &sql_insert, &sql_event,  &sql_close, NULL };
