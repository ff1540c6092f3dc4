/* table.c: the two tables of tasks of a meeting: what earlier ones set and what became of it, and what this one sets
 * (task.h; domain/03 §3.3).
 *
 * The first is the list of tasks that stood open when the ordinary meeting before this one ended. What was reported done
 * since stays in it, since its result is what the meeting assesses. Not for: how papers look (print/).
 */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "meeting/month.h"
#include "rule/rule.h"
#include "task/inside.h"

enum { TABLE_MOST = 200, TOLD_MOST = 4000 };

/* The day that counts of a meeting called m in the statement. */
#define SQL_ON(m) "(CASE WHEN " m ".held_at > 0 THEN " m ".held_day ELSE " m ".day END)"

/* clang-format off */
static const struct hn_sql sql_previous = {
    .name = "task.previous_meeting",
    .text =
        "SELECT m.id, " SQL_ON("m") " AS on_day"
        " FROM meeting m"
        " WHERE m.unit_id = $1 AND m.kind = 'ordinary' AND m.cancelled_at = 0 AND m.id <> $2"
        " AND (" SQL_ON("m") " < $3 OR (" SQL_ON("m") " = $3 AND m.id < $2))"
        " ORDER BY on_day DESC, m.id DESC LIMIT 1"
};
/* clang-format on */

/* What is the unit's to do, whoever set it, and what its own meetings gave to others. A task of another unit's draft is
 * none yet. $1 today, $2 the unit, $3 the meeting, $4 its day, $5 the instant it begins, $6 and $7 the one before and its
 * day. */
#define TABLE_WHERE                                                                                          \
    " WHERE t.id IN (SELECT d.id FROM task d WHERE d.doer_id = $2 UNION SELECT s.id FROM task s"             \
    " WHERE s.unit_id = $2 AND s.meeting_id > 0) AND t.removed_at = 0 AND t.meeting_id <> $3"                \
    " AND (t.closed_on = 0 OR t.closed_on > $7 OR t.meeting_id = $6)"                                        \
    " AND ((t.meeting_id = 0 AND t.created_at < $5) OR EXISTS (SELECT 1 FROM meeting m"                      \
    " WHERE m.unit_id = t.unit_id AND m.id = t.meeting_id AND m.cancelled_at = 0"                            \
    " AND (m.unit_id = $2 OR m.adopted_at > 0)"                                                              \
    " AND (" SQL_ON("m") " < $4 OR (" SQL_ON("m") " = $4 AND m.id < $3))))"
static const struct hn_sql sql_before = { .name = "task.before",
                                          .text = TASK_COLUMNS TASK_JOIN TABLE_WHERE
                                          " ORDER BY t.id LIMIT 200" };

/* clang-format off */
/* What was told of those, in order; on_day: of the meeting it was told at. */
static const struct hn_sql sql_told = {
    .name = "task.told",
    .text =
        "SELECT e.task_id, e.state, e.progress, e.note, e.meeting_id, e.at,"
        " COALESCE(" SQL_ON("g") ", 0) AS on_day"
        " FROM task t"
        " JOIN task_event e ON e.unit_id = t.unit_id AND e.task_id = t.id"
        " LEFT JOIN meeting g ON g.id = e.meeting_id AND e.meeting_id <> 0" TABLE_WHERE
        " AND e.what <> 'changed' AND CAST($1 AS BIGINT) <> 0"
        " ORDER BY e.task_id, e.id LIMIT 4000"
};
/* clang-format on */

static const struct hn_sql sql_set = { .name = "task.set",
                                       .text = TASK_COLUMNS TASK_JOIN
                                       " WHERE t.unit_id = $2 AND t.meeting_id = $3 AND t.removed_at = 0"
                                       " ORDER BY t.id LIMIT 200" };

enum hn_rc
hn_tasks_set(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_row **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_task_row *tasks = HN_NEW_N(c->arena, struct hn_task_row, TABLE_MOST);
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = hn_store_query(c, &sql_set, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows) && n < TABLE_MOST)
        tasks[n++] = hn_task_row_read(c, rows);
    *out = tasks;
    *count = n;
    return hn_rows_end(rows);
}

/* --- what earlier meetings set --- */

static hn_time
instant_of(const struct hn_meeting *m)
{
    int minute = m->held_at && m->began_minute >= 0 ? m->began_minute : m->start_minute;

    return (hn_time)hn_meeting_on(m) * HN_DAY_US - HN_ZONE_US + (hn_time)minute * 60 * 1000000;
}

struct asked {
    const struct hn_meeting *m;
    hn_day on;
    hn_time begins;
    struct hn_param params[8];
};

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_meeting *m, struct asked *q)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_day(hn_meeting_on(m)),
                                       HN_P_END };
    int64_t previous = 0;
    hn_day day = HN_DAY_START;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_previous, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        previous = hn_row_int(rows, "id");
        day = (hn_day)hn_row_int(rows, "on_day");
    }
    *q = (struct asked){ .m = m, .on = hn_meeting_on(m), .begins = instant_of(m) };
    q->params[0] = hn_p_day(c->today ? c->today : 1);
    q->params[1] = hn_p_id(m->unit.v);
    q->params[2] = hn_p_id(m->id.v);
    q->params[3] = hn_p_day(q->on);
    q->params[4] = hn_p_time(q->begins);
    q->params[5] = hn_p_id(previous);
    q->params[6] = hn_p_day(day);
    q->params[7] = HN_P_END;
    return hn_rows_end(rows);
}

static struct hn_task_row *
task_of(struct hn_task_row *tasks, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (tasks[i].id == id)
            return &tasks[i];
    }
    return NULL;
}

/* One event after the other, as of this meeting: what later meetings were told, or was told after this one was
 * adopted, is not yet known to it. */
static void
fold_event(const struct asked *q, struct hn_rows *rows, struct hn_task_row *t)
{
    struct hn_meeting_id told_at = { hn_row_int(rows, "meeting_id") };
    hn_time at = hn_row_int(rows, "at");
    bool here = told_at.v == q->m->id.v;
    bool before = told_at.v ? hn_row_int(rows, "on_day") <= q->on : at < q->begins;

    if (!here && q->m->adopted_at && at > q->m->adopted_at)
        return;
    if (told_at.v && !here && !before)
        return;
    t->state = hn_row_text(rows, "state");
    t->progress = (int)hn_row_int(rows, "progress");
    t->result = hn_row_text(rows, "note");
    if (!here && before)
        t->state_at_start = t->state;
}

static enum hn_rc
fold_events(struct hn_ctx *c, const struct asked *q, struct hn_task_row *tasks, size_t count)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_told, q->params, &rows);

    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        tasks[i].state = tasks[i].state_at_start = "assigned";
        tasks[i].progress = 0;
        tasks[i].result = "";
    }
    while (hn_rows_next(rows)) {
        struct hn_task_row *t = task_of(tasks, count, hn_row_int(rows, "task_id"));

        if (t)
            fold_event(q, rows, t);
    }
    rc = hn_rows_end(rows);
    for (size_t i = 0; i < count; i++)
        tasks[i].late = hn_task_is_open(tasks[i].state) && tasks[i].due < q->on;
    return rc;
}

enum hn_rc
hn_tasks_before(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_row **out, size_t *count)
{
    struct hn_task_row *tasks = HN_NEW_N(c->arena, struct hn_task_row, TABLE_MOST);
    struct asked q;
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = ask(c, m, &q);

    if (!rc)
        rc = hn_store_query(c, &sql_before, q.params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows) && n < TABLE_MOST)
        tasks[n++] = hn_task_row_read(c, rows);
    rc = hn_rows_end(rows);
    *out = tasks;
    *count = n;
    return rc || n == 0 ? rc : fold_events(c, &q, tasks, n);
}

/* Waits for a check that is not this meeting's. */
static bool
is_checked_above(const struct hn_meeting *m, const struct hn_task_row *t)
{
    return strcmp(t->state, "waiting_check") == 0 && (t->unit.v != m->unit.v || t->paper.v || t->finding);
}

enum hn_rc
hn_tasks_done(struct hn_ctx *c, const struct hn_meeting *m, int64_t *set, int64_t *done)
{
    const struct hn_task_row *tasks;
    size_t count;
    hn_day on = hn_meeting_on(m);
    enum hn_rc rc = hn_tasks_before(c, m, &tasks, &count);

    *set = *done = 0;
    for (size_t i = 0; !rc && i < count; i++) {
        bool open = hn_task_is_open(tasks[i].state);

        /* Called off, with days still to go, or waiting for somebody above: no result to judge yet. */
        if (strcmp(tasks[i].state, "cancelled") == 0 || (open && tasks[i].due > on) ||
            is_checked_above(m, &tasks[i]))
            continue;
        (*set)++;
        *done += strcmp(tasks[i].state, "done") == 0;
    }
    return rc;
}

/* --- as rows of papers, which are Vietnamese in every language of the page --- */

static const char *
state_text(struct hn_ctx *c, const char *state, int progress)
{
    const char *text = hn_words(HN_VI, hn_print(c->arena, "task_state.%s", state));

    if (progress > 0 && progress < 100 && hn_task_is_open(state))
        return hn_print(c->arena, "%s (%d%%)", text, progress);
    return text;
}

static struct hn_doc_row
last_row(struct hn_ctx *c, const struct hn_task_row *t)
{
    const char *due = t->due == HN_DAY_OPEN ? "" : hn_day_prose(c->arena, t->due);
    const char *now = state_text(c, t->state, t->progress);

    return (struct hn_doc_row){ .cell = {
                                    t->title,
                                    hn_print(c->arena, "%s%s%s", t->responsible_name, *due ? "; " : "", due),
                                    state_text(c, t->state_at_start, 0),
                                    *t->result ? hn_print(c->arena, "%s: %s", now, t->result) : now,
                                } };
}

/* Reported on at the ordinary meeting of the month it is due in, at the next one when no day was said. */
static struct hn_doc_row
next_row(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_row *t)
{
    bool said = t->due != HN_DAY_OPEN;
    int64_t month = said ? hn_month_of(t->due) : m->month + 1;

    if (month <= m->month)
        month = m->month + 1;
    return (struct hn_doc_row){ .cell = {
                                    t->responsible_name,
                                    *t->detail ? hn_print(c->arena, "%s. %s", t->title, t->detail) : t->title,
                                    said ? hn_day_prose(c->arena, t->due) : "",
                                    hn_words_fill(c->arena, HN_VI, "task.reported_at",
                                                  hn_month_text(c->arena, month), NULL),
                                } };
}

enum hn_rc
hn_tasks_rows(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_doc_row **last,
              size_t *last_count, const struct hn_doc_row **next, size_t *next_count)
{
    const struct hn_task_row *before, *set;
    struct hn_doc_row *rows;
    enum hn_rc rc = hn_tasks_before(c, m, &before, last_count);

    if (!rc)
        rc = hn_tasks_set(c, m, &set, next_count);
    if (rc)
        return rc;
    rows = HN_NEW_N(c->arena, struct hn_doc_row, *last_count + *next_count + 1);
    for (size_t i = 0; i < *last_count; i++)
        rows[i] = last_row(c, &before[i]);
    for (size_t i = 0; i < *next_count; i++)
        rows[*last_count + i] = next_row(c, m, &set[i]);
    *last = rows;
    *next = rows + *last_count;
    return HN_OK;
}

const struct hn_sql *const hn_task_table_sql[] = { &sql_previous, &sql_before, &sql_told, &sql_set, NULL };
