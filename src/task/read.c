/* read.c: one task: finding it by right, its row, and all that was reported on it (task.h).
 *
 * Not for: lists (list.c), the tables of a meeting (table.c), deeds (task.c).
 */
#include <string.h>

#include "base/num.h"
#include "task/inside.h"

enum { EVENTS_MOST = 400 };

const char *const hn_task_states[] = { "assigned",  "in_progress", "waiting_check", "done", "not_done",
                                       "cancelled", NULL };

bool
hn_task_is_open(const char *state)
{
    return strcmp(state, "assigned") == 0 || strcmp(state, "in_progress") == 0 ||
           strcmp(state, "waiting_check") == 0;
}

bool
hn_task_is_left(const char *state)
{
    return hn_task_is_open(state) && strcmp(state, "waiting_check") != 0;
}

struct hn_task_row
hn_task_row_read(struct hn_ctx *c, struct hn_rows *rows)
{
    struct hn_task_row t = {
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .meeting = { hn_row_int(rows, "meeting_id") },
        .item_key = hn_row_text(rows, "item_key"),
        .title = hn_row_text(rows, "title"),
        .detail = hn_row_text(rows, "detail"),
        .responsible = { hn_row_int(rows, "responsible_id") },
        .responsible_code = hn_row_text(rows, "person_code"),
        .responsible_name = hn_row_text(rows, "person_name"),
        .due = (hn_day)hn_row_int(rows, "due"),
        .state = hn_row_text(rows, "state"),
        .progress = (int)hn_row_int(rows, "progress"),
        .result = hn_row_text(rows, "result"),
        .closed_on = (hn_day)hn_row_int(rows, "closed_on"),
        .version = hn_row_int(rows, "version"),
        .created_at = hn_row_int(rows, "created_at"),
        .doer = { hn_row_int(rows, "doer_id") },
        .doer_code = hn_row_text(rows, "doer_code"),
        .doer_name = hn_row_text(rows, "doer_name"),
        .checker = { hn_row_int(rows, "checker_id") },
        .checker_code = hn_row_text(rows, "checker_code"),
        .checker_name = hn_row_text(rows, "checker_name"),
        .check_on = (hn_day)hn_row_int(rows, "check_on"),
        .starts = (hn_day)hn_row_int(rows, "starts"),
        .weight = (int)hn_row_int(rows, "weight"),
        .paper = { hn_row_int(rows, "paper_id") },
        .root = { hn_row_int(rows, "root_id") },
        .paper_number = hn_row_text(rows, "paper_number"),
        .paper_title = hn_row_text(rows, "paper_title"),
        .target = hn_row_int(rows, "target_id"),
        .area = hn_row_int(rows, "area_id"),
        .finding = hn_row_int(rows, "finding_id"),
        .place = { hn_row_int(rows, "place_id") },
        .place_name = hn_row_text(rows, "place_name"),
    };

    t.late = hn_task_is_open(t.state) && t.due < c->on;
    t.state_at_start = t.state;
    return t;
}

static const struct hn_sql sql_one = { .name = "task.one",
                                       .text = TASK_COLUMNS TASK_JOIN
                                       " WHERE t.id = $2 AND t.removed_at = 0" };

/* Of any task that was not taken out, no rights asked. HN_NOT_FOUND "task.not_found". */
static enum hn_rc
read_task(struct hn_ctx *c, int64_t id, struct hn_task_row *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = hn_task_row_read(c, rows);
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "task.not_found");
}

/* One's own to do, to help with or to check, or of a unit whose meetings one may read. What is out of sight is not there. */
static enum hn_rc
need_sight(struct hn_ctx *c, const struct hn_task_row *t)
{
    struct hn_person_id person = { 0 };
    const struct hn_task_helper *helpers;
    size_t count;
    bool may = false;
    enum hn_rc rc = hn_access_person(c, &person);

    if (rc)
        return rc;
    if (person.v && (person.v == t->responsible.v || person.v == t->checker.v))
        return HN_OK;
    rc = hn_task_may(c, HN_MAY_READ_MEETING, t->doer, &may);
    if (!rc && !may)
        rc = hn_task_may(c, HN_MAY_READ_MEETING, t->unit, &may);
    if (rc || may || !person.v)
        return rc || may ? rc : hn_fail(c, HN_NOT_FOUND, "", "task.not_found");
    rc = hn_task_helpers_read(c, t->unit, t->id, &helpers, &count);
    if (!rc && !hn_task_helps(helpers, count, person))
        rc = hn_fail(c, HN_NOT_FOUND, "", "task.not_found");
    return rc;
}

enum hn_rc
hn_task_get(struct hn_ctx *c, int64_t id, struct hn_task_row *out)
{
    enum hn_rc rc = read_task(c, id, out);

    return rc ? rc : need_sight(c, out);
}

enum hn_rc
hn_task_find(struct hn_ctx *c, const char *id, int64_t *out, struct hn_unit_id *unit)
{
    struct hn_task_row t;
    enum hn_rc rc;

    if (!hn_parse_i64(id, 1, INT64_MAX, out))
        return hn_fail(c, HN_NOT_FOUND, "", "task.not_found");
    rc = hn_task_get(c, *out, &t);
    if (!rc)
        *unit = t.unit;
    return rc;
}

static const struct hn_sql sql_events = {
    .name = "task.events",
    .text = "SELECT e.what, e.state, e.progress, e.note, e.meeting_id, e.at,"
            " COALESCE(b.full_name, a.name, '') AS by_name, COALESCE(f.full_name, '') AS for_name"
            " FROM task_event e LEFT JOIN account a ON a.id = e.entered_by"
            " LEFT JOIN person_basic b ON b.person_id = a.person_id AND b.known_to = " HN_SQL_OPEN_TIME
            " AND b.valid_from <= $1 AND b.valid_to > $1"
            " LEFT JOIN person_basic f ON f.person_id = e.acting_for AND f.known_to = " HN_SQL_OPEN_TIME
            " AND f.valid_from <= $1 AND f.valid_to > $1"
            " WHERE e.unit_id = $2 AND e.task_id = $3 ORDER BY e.id LIMIT 400"
};

enum hn_rc
hn_task_events(struct hn_ctx *c, int64_t id, const struct hn_task_event **out, size_t *count)
{
    struct hn_task_row t;
    struct hn_task_event *events;
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = hn_task_get(c, id, &t);

    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(t.unit.v), hn_p_id(id), HN_P_END };

    events = HN_NEW_N(c->arena, struct hn_task_event, EVENTS_MOST);
    rc = hn_store_query(c, &sql_events, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows) && n < EVENTS_MOST) {
        events[n++] = (struct hn_task_event){
            .what = hn_row_text(rows, "what"),
            .state = hn_row_text(rows, "state"),
            .progress = (int)hn_row_int(rows, "progress"),
            .note = hn_row_text(rows, "note"),
            .meeting = { hn_row_int(rows, "meeting_id") },
            .by_name = hn_row_text(rows, "by_name"),
            .for_name = hn_row_text(rows, "for_name"),
            .at = hn_row_int(rows, "at"),
        };
    }
    *out = events;
    *count = n;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_task_read_sql[] = { &sql_one, &sql_events, NULL };
