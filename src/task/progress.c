/* progress.c: how far the work of units has come, along the tree, on any day (task.h).
 *
 * Tasks are first added up by the unit whose work they are; these sums, a few thousand at most, are then laid to the
 * children of the unit asked about by the tree of the day. Today's answer reads the state a task's row carries; that of a
 * past day the last event until then, so it costs a look at each task. A weight is the task's own, whatever the day. Not for:
 * lists (list.c).
 */
#include "access/scope.h"
#include "fact/fact.h"
#include "task/inside.h"

enum { CHILDREN_MOST = 2000 };

/* clang-format off */

/* After the scope: $18 on, $19 known, $20 within, $21 root (0 any), $22 target (0 any), $23 the last instant that counts,
 * $24 a paper with those that carry it out (0 any).
 * A draft of a meeting not adopted is no task yet. */
#define OF_PAPER                                                                                             \
    " AND (CAST($21 AS BIGINT) = 0 OR t.root_id = $21) AND (CAST($22 AS BIGINT) = 0 OR t.target_id = $22)"    \
    " AND (CAST($24 AS BIGINT) = 0 OR t.paper_id IN " HN_PAPER_AND_BELOW("$24") ")"
#define IS_SET                                                                                               \
    " AND t.removed_at = 0 AND t.created_at <= $23 AND (t.meeting_id = 0 OR EXISTS (SELECT 1 FROM meeting d" \
    " WHERE d.unit_id = t.unit_id AND d.id = t.meeting_id AND d.adopted_at > 0 AND d.adopted_at <= $23))"
#define OPEN_STATES "('assigned', 'in_progress', 'waiting_check')"

/* s: the row that says state and progress. */
#define SUMS(s)                                                                                              \
    " count(*) AS tasks, sum(CASE WHEN " s ".state = 'done' THEN 1 ELSE 0 END) AS done,"                     \
    " sum(CASE WHEN " s ".state = 'waiting_check' THEN 1 ELSE 0 END) AS waiting,"                            \
    " sum(CASE WHEN " s ".state IN " OPEN_STATES " AND t.due < $18 THEN 1 ELSE 0 END) AS late,"              \
    " sum(CASE WHEN " s ".state = 'not_done' THEN 1 ELSE 0 END) AS not_done, sum(t.weight) AS weight,"       \
    " sum(t.weight * CASE WHEN " s ".state = 'done' THEN 100 ELSE " s ".progress END) AS reached"
#define STANDING(s) IS_SET OF_PAPER " AND " s ".state <> 'cancelled' GROUP BY t.doer_id"
#define LAST_TOLD                                                                                            \
    " AND e.unit_id = t.unit_id AND e.task_id = t.id AND e.id = (SELECT max(f.id)"                           \
    " FROM task_event f WHERE f.unit_id = t.unit_id AND f.task_id = t.id AND f.at <= $23)"

/* By unit within the chain: a cell looks at its own tasks alone. */
#define CHAIN_WHERE                                                                                          \
    " WHERE w.anc = $20 AND " HN_SQL_AT("w", "$18", "$19")                                                   \
    " AND t.root_id = $21 AND t.root_id <> 0 AND t.doer_id = w.des"
#define CHAIN_NOW                                                                                            \
    "SELECT t.doer_id," SUMS("t") " FROM unit_closure w CROSS JOIN task t" CHAIN_WHERE STANDING("t")
#define CHAIN_THEN                                                                                           \
    "SELECT t.doer_id," SUMS("e") " FROM unit_closure w CROSS JOIN task t CROSS JOIN task_event e"           \
    CHAIN_WHERE LAST_TOLD STANDING("e")
#define WORK_WHERE " WHERE w.anc = $20 AND " HN_SQL_AT("w", "$18", "$19") " AND t.doer_id = w.des"
#define ALL_NOW    "SELECT t.doer_id," SUMS("t") " FROM unit_closure w CROSS JOIN task t" WORK_WHERE STANDING("t")
#define ALL_THEN                                                                                             \
    "SELECT t.doer_id," SUMS("e") " FROM unit_closure w CROSS JOIN task t CROSS JOIN task_event e"           \
    WORK_WHERE LAST_TOLD STANDING("e")

/* The sums of units at and below within; child: the one of its children a unit stands at or under, within itself for its own. */
#define LAID(sums)                                                                                           \
    "SELECT j.anc AS unit_id, sum(x.tasks) AS tasks, sum(x.done) AS done, sum(x.waiting) AS waiting,"        \
    " sum(x.late) AS late, sum(x.not_done) AS not_done, sum(x.weight) AS weight, sum(x.reached) AS reached"  \
    " FROM (" sums ") x CROSS JOIN unit_closure k CROSS JOIN unit_closure j"                                 \
    " WHERE k.des = x.doer_id AND k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19")                             \
    " AND j.des = x.doer_id AND j.depth = CASE WHEN k.depth = 0 THEN 0 ELSE k.depth - 1 END"                 \
    " AND " HN_SQL_AT("j", "$18", "$19") " AND " HN_SCOPE_UNITS("x.doer_id") " GROUP BY j.anc"
#define NAMED(sums)                                                                                          \
    "SELECT y.unit_id, COALESCE(v.code, '') AS code, COALESCE(v.name, '') AS name,"                          \
    " COALESCE(v.kind, '') AS kind, y.tasks, y.done, y.waiting, y.late, y.not_done, y.weight, y.reached"     \
    " FROM (" LAID(sums) ") y LEFT JOIN unit_version v ON v.unit_id = y.unit_id AND "                        \
    HN_SQL_AT("v", "$18", "$19") " ORDER BY v.sort_order, v.code LIMIT 2001"

static const struct hn_sql sql_chain_now = { .name = "task_progress.chain_now", .text = NAMED(CHAIN_NOW) };
static const struct hn_sql sql_chain_then = { .name = "task_progress.chain_then", .text = NAMED(CHAIN_THEN) };
static const struct hn_sql sql_all_now = { .name = "task_progress.all_now", .text = NAMED(ALL_NOW) };
static const struct hn_sql sql_all_then = { .name = "task_progress.all_then", .text = NAMED(ALL_THEN) };
/* clang-format on */

#define PARAMS (HN_SCOPE_PARAMS + 7)

/* What counts: written by the end of the day asked about, and by the instant asked about. */
static hn_time
last_instant(const struct hn_ctx *c)
{
    hn_time day_end = hn_day_end(c->on), known = hn_fact_known(c);

    return day_end < known ? day_end : known;
}

static const struct hn_sql *
statement(const struct hn_ctx *c, const struct hn_progress_ask *ask)
{
    bool now = c->on >= c->today && c->known == HN_TIME_OPEN;

    if (ask->root.v)
        return now ? &sql_chain_now : &sql_chain_then;
    return now ? &sql_all_now : &sql_all_then;
}

static struct hn_progress
progress_of(struct hn_rows *rows)
{
    struct hn_progress p = {
        .unit = { hn_row_int(rows, "unit_id") },
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .kind = hn_row_text(rows, "kind"),
        .tasks = hn_row_int(rows, "tasks"),
        .done = hn_row_int(rows, "done"),
        .waiting = hn_row_int(rows, "waiting"),
        .late = hn_row_int(rows, "late"),
        .not_done = hn_row_int(rows, "not_done"),
        .weight = hn_row_int(rows, "weight"),
        .reached = hn_row_int(rows, "reached"),
    };

    return p;
}

static void
add(struct hn_progress *to, const struct hn_progress *p)
{
    to->tasks += p->tasks;
    to->done += p->done;
    to->waiting += p->waiting;
    to->late += p->late;
    to->not_done += p->not_done;
    to->weight += p->weight;
    to->reached += p->reached;
}

static void
settle(struct hn_progress *p)
{
    p->progress_centi = p->weight ? (p->reached * 100 + p->weight / 2) / p->weight : 0;
}

static enum hn_rc
ask_params(struct hn_ctx *c, const struct hn_progress_ask *ask, struct hn_param *params)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_below(c, HN_MAY_READ_MEETING, ask->within, &scope);
    size_t n;

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(ask->within.v);
    params[n++] = hn_p_id(ask->root.v);
    params[n++] = hn_p_id(ask->target);
    params[n++] = hn_p_time(last_instant(c));
    params[n++] = hn_p_id(ask->paper.v);
    params[n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_task_progress(struct hn_ctx *c, const struct hn_progress_ask *ask, struct hn_progress *sum,
                 struct hn_progress *own, const struct hn_progress **children, size_t *count)
{
    struct hn_progress *at = HN_NEW_N(c->arena, struct hn_progress, CHILDREN_MOST);
    const struct hn_progress none = { .unit = ask->within, .code = "", .name = "", .kind = "" };
    struct hn_param params[PARAMS + 1];
    struct hn_rows *rows;
    enum hn_rc rc = ask_params(c, ask, params);

    *sum = *own = none;
    *children = at;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, statement(c, ask), params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_progress p = progress_of(rows);

        add(sum, &p);
        settle(&p);
        if (p.unit.v == ask->within.v)
            *own = p;
        else if (*count < CHILDREN_MOST)
            at[(*count)++] = p;
    }
    settle(sum);
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_task_progress_sql[] = { &sql_chain_now, &sql_chain_then, &sql_all_now,
                                                      &sql_all_then, NULL };
