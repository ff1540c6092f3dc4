/* chain_up.c: the way up from a task: the papers it carries out, the units between, what it serves and remedies; and what the
 * minutes tell of it (chain.h).
 *
 * Whoever may see the task is told the way; a step leads on only where the actor may go. Not for: figures (chain.c).
 */
#include <inttypes.h>
#include <string.h>

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "inspection/inspection.h"
#include "report/chain.h"

enum { STEPS_MOST = 96 };

/* clang-format off */
/* $1 the task's paper, $2 on, $3 known; from the top. */
static const struct hn_sql sql_papers = {
    .name = "chain_up.papers",
    .text =
        "WITH RECURSIVE up(id, hops) AS (SELECT CAST($1 AS BIGINT), 0 UNION ALL SELECT p.basis_id, u.hops + 1"
        " FROM up u CROSS JOIN paper p WHERE p.id = u.id AND p.basis_id <> 0 AND u.hops < 16)"
        " SELECT p.id AS id, p.unit_id AS unit, p.kind AS kind, p.number AS number, p.title AS title, p.state AS state,"
        " p.day AS day, COALESCE(v.code, '') AS code, COALESCE(v.name, '') AS name FROM up u CROSS JOIN paper p"
        " LEFT JOIN unit_version v ON v.unit_id = p.unit_id AND " HN_SQL_AT("v", "$2", "$3")
        " WHERE p.id = u.id ORDER BY u.hops DESC"
};
/* $18 the doer, $19 on, $20 known, $21 the task's paper, $22 the unit of the chain's root: from there down, each with its
 * duties towards the papers of the way, the one nearest to the task last. */
static const struct hn_sql sql_units = {
    .name = "chain_up.units",
    .text =
        "WITH RECURSIVE up(id, hops) AS (SELECT CAST($21 AS BIGINT), 0 UNION ALL SELECT p.basis_id, u.hops + 1"
        " FROM up u CROSS JOIN paper p WHERE p.id = u.id AND p.basis_id <> 0 AND u.hops < 16)"
        " SELECT k.anc AS unit, COALESCE(d.paper_id, 0) AS paper, v.code AS code, v.name AS name, COALESCE(d.owes, '') AS owes,"
        " COALESCE(d.due, 0) AS due, COALESCE(d.answered_on, 2147483647) AS answered_on,"
        " COALESCE(d.waived_at, 0) AS waived_at, CASE WHEN " HN_SCOPE_UNITS("k.anc") " THEN 1 ELSE 0 END AS seen"
        " FROM unit_closure k CROSS JOIN unit_version v LEFT JOIN duty d ON d.unit_id = k.anc"
        " AND d.paper_id IN (SELECT id FROM up) LEFT JOIN up u ON u.id = d.paper_id"
        " WHERE k.des = $18 AND " HN_SQL_AT("k", "$19", "$20") " AND v.unit_id = k.anc AND " HN_SQL_AT("v", "$19", "$20")
        " AND EXISTS (SELECT 1 FROM unit_closure t WHERE t.des = k.anc AND t.anc = $22 AND " HN_SQL_AT("t", "$19", "$20")
        ") ORDER BY k.depth DESC, u.hops DESC"
};
/* $18 the task's unit, $19 the task, $20 the last instant: meetings whose minutes were adopted by then. */
static const struct hn_sql sql_minutes = {
    .name = "chain_up.minutes",
    .text =
        "SELECT m.id AS id, m.unit_id AS unit, m.kind AS kind, CASE WHEN m.held_at > 0 THEN m.held_day ELSE m.day END AS day,"
        " e.state AS state, e.note AS note, COALESCE(v.code, '') AS code, COALESCE(v.name, '') AS name,"
        " CASE WHEN " HN_SCOPE_UNITS("m.unit_id") " THEN 1 ELSE 0 END AS seen"
        " FROM task_event e CROSS JOIN meeting m LEFT JOIN unit_version v ON v.unit_id = m.unit_id"
        " AND v.known_to = " HN_SQL_OPEN_TIME " AND v.valid_from <= m.day AND v.valid_to > m.day"
        " WHERE e.unit_id = $18 AND e.task_id = $19 AND e.at <= $20 AND m.id = e.meeting_id AND e.meeting_id <> 0"
        " AND m.adopted_at > 0 AND m.adopted_at <= $20 AND NOT EXISTS (SELECT 1 FROM task_event l"
        " WHERE l.unit_id = e.unit_id AND l.task_id = e.task_id AND l.meeting_id = e.meeting_id AND l.id > e.id"
        " AND l.at <= $20) ORDER BY day DESC, e.id DESC LIMIT 50"
};
/* clang-format on */
const struct hn_sql *const hn_chain_up_sql[] = { &sql_papers, &sql_units, &sql_minutes, NULL };

struct way {
    struct hn_task_row task;
    struct hn_chain_step *at;
    size_t count;
    int64_t root, root_unit;
    int64_t seen;          /* the highest paper the actor may know of */
    struct hn_scope scope; /* empty: the actor reads the meetings of no unit */
};

static struct hn_chain_step *
add(struct way *w, const char *what, int64_t id)
{
    /* What does not fit is told in the last place, over and over: nobody has a way that long. */
    struct hn_chain_step *s = &w->at[w->count < STEPS_MOST ? w->count++ : STEPS_MOST - 1];

    *s = (struct hn_chain_step){ .what = what,
                                 .id = id,
                                 .unit_code = "",
                                 .unit_name = "",
                                 .number = "",
                                 .title = "",
                                 .state = "",
                                 .href = "" };
    return s;
}

/* Runs what may well be refused; a refusal is an answer here, and leaves no fault behind. */
static enum hn_rc
allowed(struct hn_ctx *c, enum hn_rc rc, int faults, bool *out)
{
    *out = rc == HN_OK;
    if (rc != HN_DENIED && rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return HN_OK;
}

static enum hn_rc
read_scope(struct hn_ctx *c, struct hn_scope *out)
{
    int faults = c->fault_count;
    bool any;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, out);

    rc = allowed(c, rc, faults, &any);
    if (!any)
        *out = (struct hn_scope){ 0 };
    return rc;
}

/* --- papers --- */

/* A chain has a handful of papers; each leads on where the actor may know of it. */
static enum hn_rc
lead_to_papers(struct hn_ctx *c, struct way *w)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < w->count && !rc; i++) {
        struct hn_paper paper;
        int faults = c->fault_count;
        bool seen;

        rc = allowed(c, hn_paper_get(c, (struct hn_paper_id){ w->at[i].id }, &paper), faults, &seen);
        if (!rc && seen && !w->seen)
            w->seen = w->at[i].id;
        if (!rc && seen)
            w->at[i].href = hn_print(c->arena, "/nghi-quyet/%" PRId64, w->at[i].id);
    }
    return rc;
}

static enum hn_rc
add_papers(struct hn_ctx *c, struct way *w)
{
    const struct hn_param params[] = { hn_p_id(w->task.paper.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_papers, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_chain_step *s = add(w, "paper", hn_row_int(rows, "id"));

        s->unit.v = hn_row_int(rows, "unit");
        s->unit_code = hn_row_text(rows, "code");
        s->unit_name = hn_row_text(rows, "name");
        s->number = hn_row_text(rows, "number");
        s->title = hn_row_text(rows, "title");
        s->state = hn_row_text(rows, "state");
        s->on = (hn_day)hn_row_int(rows, "day");
        w->root = w->root ? w->root : s->id;
        w->root_unit = w->root_unit ? w->root_unit : s->unit.v;
    }
    rc = hn_rows_end(rows);
    return rc ? rc : lead_to_papers(c, w);
}

/* --- units --- */

static const char *
duty_state(struct hn_ctx *c, struct hn_rows *rows)
{
    const char *owes = hn_row_text(rows, "owes");
    hn_day due = (hn_day)hn_row_int(rows, "due"), answered = (hn_day)hn_row_int(rows, "answered_on");

    if (*owes == '\0')
        return "";
    if (hn_row_int(rows, "waived_at"))
        return "waived";
    if (strcmp(owes, "read") == 0)
        return "read";
    if (answered <= c->on)
        return answered > due ? "answered_late" : "answered";
    return due < c->on ? "late" : "open";
}

static enum hn_rc
add_units(struct hn_ctx *c, struct way *w)
{
    struct hn_param params[HN_SCOPE_PARAMS + 6];
    struct hn_rows *rows;
    size_t n = hn_scope_fill(c, &w->scope, params);
    enum hn_rc rc;

    params[n++] = hn_p_id(w->task.doer.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(w->task.paper.v);
    params[n++] = hn_p_id(w->root_unit);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_units, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t unit = hn_row_int(rows, "unit"), paper = hn_row_int(rows, "paper");
        bool again = w->count && w->at[w->count - 1].unit.v == unit &&
                     strcmp(w->at[w->count - 1].what, "duty") == 0;
        struct hn_chain_step *s = again ? &w->at[w->count - 1] : add(w, "duty", 0);

        s->unit.v = unit;
        s->id = paper;
        s->unit_code = hn_row_text(rows, "code");
        s->unit_name = hn_row_text(rows, "name");
        s->state = duty_state(c, rows);
        s->on = *s->state ? (hn_day)hn_row_int(rows, "due") : 0;
        paper = paper ? paper : w->seen;
        if (paper && hn_row_int(rows, "seen"))
            s->href = hn_print(c->arena, "/nghi-quyet/%" PRId64 "/chuoi?don-vi=%s", paper, s->unit_code);
    }
    return hn_rows_end(rows);
}

/* --- what it serves, what it remedies --- */

static enum hn_rc
add_target(struct hn_ctx *c, struct way *w)
{
    struct hn_target target;
    int faults = c->fault_count;
    bool seen;
    enum hn_rc rc;

    if (!w->task.target)
        return HN_OK;
    rc = allowed(c, hn_target_get(c, w->task.target, &target), faults, &seen);
    if (rc || !seen)
        return rc;

    struct hn_chain_step *s = add(w, "target", target.id);

    s->title = target.title;
    s->on = target.due;
    s->href = hn_print(c->arena, "/chi-tieu-nq/%" PRId64, target.id);
    return HN_OK;
}

/* That a task puts a finding right is told to those who may know of the inspection alone. */
static enum hn_rc
add_finding(struct hn_ctx *c, struct way *w)
{
    int64_t inspection = 0;
    enum hn_rc rc = hn_finding_inspection(c, w->task.finding, &inspection);

    if (rc || !inspection)
        return rc;
    add(w, "finding", w->task.finding)->href = hn_print(c->arena, "/kiem-tra/%" PRId64, inspection);
    return HN_OK;
}

static void
add_task(struct hn_ctx *c, struct way *w)
{
    struct hn_chain_step *s = add(w, "task", w->task.id);

    s->unit = w->task.doer;
    s->unit_code = w->task.doer_code;
    s->unit_name = w->task.doer_name;
    s->title = w->task.title;
    s->state = w->task.state;
    s->on = w->task.due == HN_DAY_OPEN ? 0 : w->task.due;
    s->href = hn_print(c->arena, "/giao-viec/%" PRId64, w->task.id);
}

/* --- minutes --- */

static enum hn_rc
add_minutes(struct hn_ctx *c, struct way *w)
{
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    hn_time known = hn_fact_known(c), end = hn_day_end(c->on) - 1;
    struct hn_rows *rows;
    size_t n = hn_scope_fill(c, &w->scope, params);
    enum hn_rc rc;

    params[n++] = hn_p_id(w->task.unit.v);
    params[n++] = hn_p_id(w->task.id);
    params[n++] = hn_p_time(known < end ? known : end);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_minutes, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_chain_step *s = add(w, "minutes", hn_row_int(rows, "id"));

        s->unit.v = hn_row_int(rows, "unit");
        s->unit_code = hn_row_text(rows, "code");
        s->unit_name = hn_row_text(rows, "name");
        s->title = hn_row_text(rows, "note");
        s->state = hn_row_text(rows, "state");
        s->on = (hn_day)hn_row_int(rows, "day");
        if (hn_row_int(rows, "seen"))
            s->href = hn_print(c->arena, "/ky-hop/%" PRId64 "/bien-ban#nv-%" PRId64, s->id, w->task.id);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_chain_up(struct hn_ctx *c, int64_t task, const struct hn_chain_step **out, size_t *count)
{
    struct way w = { .at = HN_NEW_N(c->arena, struct hn_chain_step, STEPS_MOST) };
    enum hn_rc rc = hn_task_get(c, task, &w.task);

    if (!rc)
        rc = read_scope(c, &w.scope);
    if (!rc && w.task.paper.v)
        rc = add_papers(c, &w);
    if (!rc && w.root)
        rc = add_units(c, &w);
    if (!rc)
        rc = add_target(c, &w);
    if (!rc)
        rc = add_finding(c, &w);
    if (!rc)
        add_task(c, &w);
    if (!rc)
        rc = add_minutes(c, &w);
    *out = w.at;
    *count = w.count;
    return rc;
}
