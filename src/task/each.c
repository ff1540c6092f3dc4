/* each.c: see each.h. */
#include "task/each.h"

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

/* clang-format off */
/* The day in Viet Nam of an instant. */
#define DAY_OF(at) "((" at " + 25200000000) / 86400000000)"

/* $18 known, $19 within (0 all), $20 the tree's day, $21 the day or "open". */
static const struct hn_sql sql_tasks = {
    .name = "each.tasks",
    .text = "SELECT t.id, " HN_SQL_LAST_UNIT("code", "t.unit_id", DAY_OF("t.created_at"), "$18") " AS unit,"
            " " HN_SQL_LAST_UNIT("code", "t.doer_id", DAY_OF("t.created_at"), "$18") " AS doer, COALESCE(m.kind, '') AS meeting_kind,"
            " COALESCE(CASE WHEN m.held_at > 0 THEN m.held_day ELSE m.day END, 0) AS meeting_day,"
            " COALESCE(m.start_minute, 0) AS meeting_minute, t.title, t.detail, r.code AS responsible,"
            " COALESCE(k.code, '') AS checker, t.state, t.result, " DAY_OF("t.created_at") " AS set_on,"
            " t.starts, t.due, t.check_on, t.closed_on, t.weight, t.progress,"
            " CASE WHEN p.id IS NULL THEN '' ELSE " HN_SQL_LAST_UNIT("code", "p.unit_id", "p.day", "$18") " END AS paper_unit,"
            " COALESCE(p.number, '') AS paper_number, COALESCE(p.day, 0) AS paper_day"
            " FROM task t JOIN person r ON r.id = t.responsible_id"
            " LEFT JOIN person k ON k.id = t.checker_id AND t.checker_id <> 0"
            " LEFT JOIN meeting m ON m.unit_id = t.unit_id AND m.id = t.meeting_id AND t.meeting_id <> 0"
            " LEFT JOIN paper p ON p.id = t.paper_id AND t.paper_id <> 0"
            " WHERE t.removed_at = 0 AND t.created_at <= $18"
            " AND ($21 = 2147483647 OR " DAY_OF("t.created_at") " = $21)"
            " AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = t.unit_id"
            " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS("t.unit_id")
            " ORDER BY unit, set_on, t.due, r.code, t.id"
};
static const struct hn_sql sql_there = {
    .name = "task.there",
    .text = "SELECT COUNT(*) AS n FROM task t WHERE t.responsible_id = $2 AND t.unit_id = $1 AND t.title = $3"
            " AND t.due = $5 AND t.removed_at = 0 AND " DAY_OF("t.created_at") " = $4"
};
/* clang-format on */

const struct hn_sql *const hn_task_each_sql[] = { &sql_tasks, &sql_there, NULL };

static struct hn_task_line
line_of(struct hn_rows *r)
{
    return (struct hn_task_line){
        .unit = hn_row_text(r, "unit"),
        .doer = hn_row_text(r, "doer"),
        .meeting_kind = hn_row_text(r, "meeting_kind"),
        .meeting_day = (hn_day)hn_row_int(r, "meeting_day"),
        .meeting_minute = (int)hn_row_int(r, "meeting_minute"),
        .title = hn_row_text(r, "title"),
        .detail = hn_row_text(r, "detail"),
        .responsible = hn_row_text(r, "responsible"),
        .checker = hn_row_text(r, "checker"),
        .state = hn_row_text(r, "state"),
        .result = hn_row_text(r, "result"),
        .set_on = (hn_day)hn_row_int(r, "set_on"),
        .starts = (hn_day)hn_row_int(r, "starts"),
        .due = (hn_day)hn_row_int(r, "due"),
        .check_on = (hn_day)hn_row_int(r, "check_on"),
        .closed_on = (hn_day)hn_row_int(r, "closed_on"),
        .weight = (int)hn_row_int(r, "weight"),
        .progress = (int)hn_row_int(r, "progress"),
        .paper_unit = hn_row_text(r, "paper_unit"),
        .paper_number = hn_row_text(r, "paper_number"),
        .paper_day = (hn_day)hn_row_int(r, "paper_day"),
    };
}

enum hn_rc
hn_task_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
             enum hn_rc (*each)(void *sink, const struct hn_task_line *t), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_tasks, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_task_line t = line_of(rows);

        rc = each(sink, &t);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

enum hn_rc
hn_task_there(struct hn_ctx *c, struct hn_unit_id unit, const char *title, struct hn_person_id responsible,
              hn_day set_on, hn_day due, bool *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v),  hn_p_id(responsible.v), hn_p_text(title),
                                       hn_p_day(set_on), hn_p_day(due),          HN_P_END };
    int64_t n = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_there, params, &n, &found);

    *out = n > 0;
    return rc;
}
