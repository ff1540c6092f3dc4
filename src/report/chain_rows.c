/* chain_rows.c: the tasks of a chain behind its figures, as they stood on the day asked for, and what minutes tell of those of
 * one unit (chain.h). A row is counted here by the same words as in task/progress.c.
 *
 * Not for: tasks whatever they serve (task/list.c).
 */
#include <string.h>

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "report/chain.h"

enum { TOLD_MOST = 400 };

const char *const hn_chain_whichs[] = {
    "all", "open", "late", "waiting", "done", "not_done", "remedies", NULL
};

/* clang-format off */
#define OPEN_STATES "('assigned', 'in_progress', 'waiting_check')"
/* $18 on, $19 known, $20 within, $21 root, $22 the last instant, $23 1: its row says how it stands, $24 how deep,
 * $25 which, $26 the paper whose tasks and those of what carries it out are meant, 0 the whole chain. */
#define THEN(column, none)                                                                                   \
    "CASE WHEN CAST($23 AS BIGINT) = 1 THEN t." column " ELSE COALESCE((SELECT e." column " FROM task_event e" \
    " WHERE e.unit_id = t.unit_id AND e.task_id = t.id AND e.at <= $22 ORDER BY e.id DESC LIMIT 1), " none ") END"
#define ROWS                                                                                                 \
    " FROM (SELECT t.id AS id, t.title AS title, t.due AS due, t.weight AS weight, t.responsible_id AS person," \
    " t.finding_id AS finding, v.code AS code, v.name AS name, " THEN("state", "'assigned'") " AS state, "   \
    THEN("progress", "0") " AS progress FROM task t CROSS JOIN unit_closure k CROSS JOIN unit_version v"     \
    " WHERE t.root_id = $21 AND t.root_id <> 0 AND t.removed_at = 0 AND t.created_at <= $22"                 \
    " AND (CAST($26 AS BIGINT) = 0 OR t.paper_id IN " HN_PAPER_AND_BELOW("$26") ")"                              \
    " AND (t.meeting_id = 0 OR EXISTS (SELECT 1 FROM meeting d WHERE d.unit_id = t.unit_id"                  \
    " AND d.id = t.meeting_id AND d.adopted_at > 0 AND d.adopted_at <= $22))"                                \
    " AND k.des = t.doer_id AND k.anc = $20 AND k.depth <= $24 AND " HN_SQL_AT("k", "$18", "$19")            \
    " AND v.unit_id = t.doer_id AND " HN_SQL_AT("v", "$18", "$19") " AND " HN_SCOPE_UNITS("t.doer_id") ") x" \
    " WHERE x.state <> 'cancelled' AND ($25 = 'all' OR ($25 = 'open' AND x.state IN " OPEN_STATES ")"        \
    " OR ($25 = 'late' AND x.state IN " OPEN_STATES " AND x.due < $18)"                                      \
    " OR ($25 = 'waiting' AND x.state = 'waiting_check') OR x.state = $25"                                   \
    " OR ($25 = 'remedies' AND x.finding <> 0 AND x.state IN " OPEN_STATES "))"
static const struct hn_sql sql_rows = {
    .name = "chain.rows",
    .text = "SELECT x.id, x.title, x.due, x.weight, x.code, x.name, x.state, x.progress,"
            " COALESCE((SELECT b.full_name FROM person_basic b WHERE b.person_id = x.person AND b.known_to = "
            HN_SQL_OPEN_TIME " AND b.valid_from <= $18 AND b.valid_to > $18), '') AS person_name" ROWS
            " ORDER BY x.code, x.due, x.id LIMIT $27 OFFSET $28"
};
static const struct hn_sql sql_count = { .name = "chain.row_count", .text = "SELECT count(*) AS n" ROWS };

/* $1 root, $2 the unit whose work it is, $3 the last instant. */
static const struct hn_sql sql_told = {
    .name = "chain.told",
    .text =
        "SELECT t.id AS task, m.id AS meeting, CASE WHEN m.held_at > 0 THEN m.held_day ELSE m.day END AS day,"
        " e.state AS state, e.note AS note FROM task t CROSS JOIN task_event e CROSS JOIN meeting m"
        " WHERE t.root_id = $1 AND t.root_id <> 0 AND t.doer_id = $2 AND t.removed_at = 0 AND e.unit_id = t.unit_id"
        " AND e.task_id = t.id AND e.meeting_id <> 0 AND e.at <= $3 AND m.id = e.meeting_id AND m.adopted_at > 0"
        " AND m.adopted_at <= $3 AND NOT EXISTS (SELECT 1 FROM task_event l WHERE l.unit_id = e.unit_id"
        " AND l.task_id = e.task_id AND l.meeting_id = e.meeting_id AND l.id > e.id AND l.at <= $3)"
        " ORDER BY day DESC, e.id DESC LIMIT 400"
};
/* clang-format on */

const struct hn_sql *const hn_chain_rows_sql[] = { &sql_rows, &sql_count, &sql_told, NULL };

#define PARAMS (HN_SCOPE_PARAMS + 11)

static hn_time
last_instant(const struct hn_ctx *c)
{
    hn_time known = hn_fact_known(c), end = hn_day_end(c->on) - 1;

    return known < end ? known : end;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_chain_ask *f, struct hn_param params[PARAMS + 1], size_t *count)
{
    bool now = c->on >= c->today && c->known == HN_TIME_OPEN;
    struct hn_scope scope;
    size_t n;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_MEETING, f->within, &scope);

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(f->within.v);
    params[n++] = hn_p_id(f->root.v);
    params[n++] = hn_p_time(last_instant(c));
    params[n++] = hn_p_int(now);
    params[n++] = hn_p_int(f->own ? 0 : INT16_MAX);
    params[n++] = hn_p_text(f->which && *f->which ? f->which : "all");
    params[n++] = hn_p_id(f->part.v);
    params[n] = HN_P_END;
    *count = n;
    return HN_OK;
}

enum hn_rc
hn_chain_tasks(struct hn_ctx *c, const struct hn_chain_ask *f, int64_t offset, int64_t limit,
               void (*emit)(void *sink, const struct hn_chain_task *t), void *sink)
{
    struct hn_param params[PARAMS + 1];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, f, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT32_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_rows, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_chain_task t = {
            .id = hn_row_int(rows, "id"),
            .title = hn_row_text(rows, "title"),
            .unit_code = hn_row_text(rows, "code"),
            .unit_name = hn_row_text(rows, "name"),
            .responsible_name = hn_row_text(rows, "person_name"),
            .state = hn_row_text(rows, "state"),
            .due = (hn_day)hn_row_int(rows, "due"),
            .progress = hn_row_int(rows, "progress"),
            .weight = hn_row_int(rows, "weight"),
        };

        t.progress = strcmp(t.state, "done") == 0 ? 100 : t.progress;
        t.late = hn_task_is_open(t.state) && t.due < c->on;
        emit(sink, &t);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_chain_task_count(struct hn_ctx *c, const struct hn_chain_ask *f, int64_t *out)
{
    struct hn_param params[PARAMS + 1];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, f, params, &n);

    *out = 0;
    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

enum hn_rc
hn_chain_told(struct hn_ctx *c, const struct hn_chain_ask *f, const struct hn_chain_told **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(f->root.v), hn_p_id(f->within.v), hn_p_time(last_instant(c)),
                                       HN_P_END };
    struct hn_chain_told *list = HN_NEW_N(c->arena, struct hn_chain_told, TOLD_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, f->within);

    *out = list;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_told, params, &rows);
    if (rc)
        return rc;
    while (*count < TOLD_MOST && hn_rows_next(rows))
        list[(*count)++] = (struct hn_chain_told){ .task = hn_row_int(rows, "task"),
                                                   .meeting = { hn_row_int(rows, "meeting") },
                                                   .on = (hn_day)hn_row_int(rows, "day"),
                                                   .state = hn_row_text(rows, "state"),
                                                   .note = hn_row_text(rows, "note") };
    return hn_rows_end(rows);
}
