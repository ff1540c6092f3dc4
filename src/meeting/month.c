/* month.c: the month of one cell, worked out from its meetings, kept as a row, compared by `verify` (month.h). */
#include <inttypes.h>
#include <string.h>

#include "fact/fact.h"
#include "meeting/inside.h"
#include "meeting/month.h"
#include "rule/rule.h"

#define MONTHS_MOST 600

/* --- what the records say: unit and month are those of k; $1 the month's last day, whose rules hold --- */

/* clang-format off */
#define RULE_THEN(rule)                                                                             \
    "COALESCE((SELECT r.value FROM unit_closure h JOIN unit_rule r ON r.unit_id = h.anc"            \
    " AND r.name = '" rule "' AND " HN_SQL_AT("r", "$1", "9223372036854775806")                     \
    " WHERE h.des = k.unit_id AND " HN_SQL_AT("h", "$1", "9223372036854775806") " ORDER BY h.depth" \
    " LIMIT 1),"                                                                                    \
    " (SELECT d.value FROM rule_default d WHERE d.name = '" rule "' AND d.valid_from <= $1"         \
    " AND d.valid_to > $1))"
/* clang-format on */
#define HOW_MANY(states) "COALESCE(SUM(CASE WHEN t.state IN (" states ") THEN 1 ELSE 0 END), 0)"
/* clang-format off */
#define MONTH_WORKED_OUT                                                                              \
    " COALESCE(MAX(m.id), 0) AS meeting_id, COALESCE(MAX(m.held_day), 0) AS met_day,"                 \
    " COALESCE(MAX(m.held_at), 0) AS met_known, COALESCE(MAX(m.adopted_at), 0) AS adopted_at,"        \
    " COALESCE(MAX(m.sent_at), 0) AS sent_at, COUNT(t.person_id) AS members,"                         \
    " " HOW_MANY("0, 1, 2, 3, 4") " AS base, " HOW_MANY("1, 2") " AS present,"                        \
    " " HOW_MANY("3") " AS excused, " HOW_MANY("4") " AS unexcused, " HOW_MANY("0") " AS unrecorded," \
    " COALESCE(MAX(c.points), -1) AS score_cell, COALESCE(MAX(o.points), -1) AS score_monitor,"       \
    " COALESCE((SELECT MIN(x.held_day) FROM meeting x WHERE x.unit_id = k.unit_id"                    \
    " AND x.month = k.month AND x.held_at <> 0 AND x.cancelled_at = 0"                                \
    " AND x.thematic = 1), 0) AS thematic_day,"                                                       \
    " (SELECT COUNT(*) FROM cell_excuse e WHERE e.unit_id = k.unit_id AND e.month = k.month"          \
    " AND e.ended_at = 0) AS excused_month, " RULE_THEN("meeting_due_day") " AS due_rule,"            \
    " " RULE_THEN("meeting_minutes_days") " AS minutes_rule"
/* clang-format on */
#define MONTH_JOINS                                                                                          \
    " LEFT JOIN meeting m ON m.unit_id = k.unit_id AND m.id = (SELECT f.id FROM meeting f"                   \
    " WHERE f.unit_id = k.unit_id AND f.month = k.month AND f.kind = 'ordinary' AND f.held_at <> 0"          \
    " AND f.cancelled_at = 0 ORDER BY f.held_day, f.id LIMIT 1)"                                             \
    " LEFT JOIN attendance t ON t.unit_id = m.unit_id AND t.meeting_id = m.id"                               \
    " LEFT JOIN meeting_total c ON c.unit_id = m.unit_id AND c.meeting_id = m.id AND c.scorer = 'cell'"      \
    " LEFT JOIN meeting_total o ON o.unit_id = m.unit_id AND o.meeting_id = m.id AND o.scorer = 'monitor'"

static const struct hn_sql sql_work_out = {
    .name = "month.work_out",
    .text = "SELECT" MONTH_WORKED_OUT
            " FROM (SELECT CAST($2 AS BIGINT) AS unit_id, CAST($3 AS BIGINT) AS month) k" MONTH_JOINS
            " GROUP BY k.unit_id, k.month"
};

static int64_t
due_day(int64_t month, int64_t rule)
{
    hn_day first = hn_month_first(month), last = hn_month_last(month);

    return rule < 1 || first + rule - 1 > last ? last : first + rule - 1;
}

/* From a row of MONTH_WORKED_OUT. */
static struct hn_cell_month
worked_out(struct hn_rows *rows, struct hn_unit_id unit, int64_t month)
{
    struct hn_cell_month k = {
        .month = month,
        .unit = unit,
        .meeting = { hn_row_int(rows, "meeting_id") },
        .met_day = (hn_day)hn_row_int(rows, "met_day"),
        .met_known = hn_row_int(rows, "met_known"),
        .thematic_day = (hn_day)hn_row_int(rows, "thematic_day"),
        .adopted_at = hn_row_int(rows, "adopted_at"),
        .sent_at = hn_row_int(rows, "sent_at"),
        .members = hn_row_int(rows, "members"),
        .base = hn_row_int(rows, "base"),
        .present = hn_row_int(rows, "present"),
        .excused = hn_row_int(rows, "excused"),
        .unexcused = hn_row_int(rows, "unexcused"),
        .unrecorded = hn_row_int(rows, "unrecorded"),
        .score_cell = hn_row_int(rows, "score_cell"),
        .score_monitor = hn_row_int(rows, "score_monitor"),
        .excused_month = hn_row_int(rows, "excused_month") != 0,
    };

    k.late = k.meeting.v && k.met_day > due_day(month, hn_row_int(rows, "due_rule"));
    k.sent_late = k.sent_at && hn_day_at(k.sent_at) > k.met_day + hn_row_int(rows, "minutes_rule");
    return k;
}

static const struct hn_sql sql_put = {
    .name = "month.put",
    .text = "INSERT INTO cell_month (month, unit_id, meeting_id, met_day, met_known, late, thematic_day,"
            " adopted_at, sent_at, sent_late, members, base, present, excused, unexcused, unrecorded,"
            " score_cell, score_monitor, excused_month) VALUES (" HN_MARKS_19 ")"
            " ON CONFLICT (month, unit_id) DO UPDATE SET meeting_id = excluded.meeting_id,"
            " met_day = excluded.met_day, met_known = excluded.met_known, late = excluded.late,"
            " thematic_day = excluded.thematic_day, adopted_at = excluded.adopted_at,"
            " sent_at = excluded.sent_at, sent_late = excluded.sent_late, members = excluded.members,"
            " base = excluded.base, present = excluded.present, excused = excluded.excused,"
            " unexcused = excluded.unexcused, unrecorded = excluded.unrecorded,"
            " score_cell = excluded.score_cell, score_monitor = excluded.score_monitor,"
            " excused_month = excluded.excused_month"
};
static const struct hn_sql sql_drop = { .name = "month.drop",
                                        .text = "DELETE FROM cell_month WHERE month = $1 AND unit_id = $2" };

enum hn_rc
hn_month_refresh(struct hn_ctx *c, struct hn_unit_id unit, int64_t month)
{
    const struct hn_param which[] = { hn_p_day(hn_month_last(month)), hn_p_id(unit.v), hn_p_int(month),
                                      HN_P_END };
    struct hn_cell_month k = { 0 };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_work_out, which, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        k = worked_out(rows, unit, month);
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (k.meeting.v == 0 && k.thematic_day == 0 && !k.excused_month) {
        const struct hn_param gone[] = { hn_p_int(month), hn_p_id(unit.v), HN_P_END };

        return hn_store_do(c, &sql_drop, gone);
    }

    const struct hn_param params[] = {
        hn_p_int(k.month),      hn_p_id(k.unit.v),         hn_p_id(k.meeting.v),      hn_p_day(k.met_day),
        hn_p_time(k.met_known), hn_p_int(k.late),          hn_p_day(k.thematic_day),  hn_p_time(k.adopted_at),
        hn_p_time(k.sent_at),   hn_p_int(k.sent_late),     hn_p_int(k.members),       hn_p_int(k.base),
        hn_p_int(k.present),    hn_p_int(k.excused),       hn_p_int(k.unexcused),     hn_p_int(k.unrecorded),
        hn_p_int(k.score_cell), hn_p_int(k.score_monitor), hn_p_int(k.excused_month), HN_P_END
    };

    return hn_store_do(c, &sql_put, params);
}

/* --- as it stands --- */

#define MONTH_KEPT                                                                                           \
    "SELECT k.month, k.unit_id, k.meeting_id, k.met_day, k.met_known, k.late, k.thematic_day, k.adopted_at," \
    " k.sent_at, k.sent_late, k.members, k.base, k.present, k.excused, k.unexcused, k.unrecorded,"           \
    " k.score_cell, k.score_monitor, k.excused_month FROM cell_month k"

static const struct hn_sql sql_of = { .name = "month.of",
                                      .text = MONTH_KEPT
                                      " WHERE k.unit_id = $1 AND k.month BETWEEN $2 AND $3" };

static struct hn_cell_month
kept(struct hn_rows *rows)
{
    return (struct hn_cell_month){
        .month = hn_row_int(rows, "month"),
        .unit = { hn_row_int(rows, "unit_id") },
        .meeting = { hn_row_int(rows, "meeting_id") },
        .met_day = (hn_day)hn_row_int(rows, "met_day"),
        .met_known = hn_row_int(rows, "met_known"),
        .late = hn_row_int(rows, "late") != 0,
        .thematic_day = (hn_day)hn_row_int(rows, "thematic_day"),
        .adopted_at = hn_row_int(rows, "adopted_at"),
        .sent_at = hn_row_int(rows, "sent_at"),
        .sent_late = hn_row_int(rows, "sent_late") != 0,
        .members = hn_row_int(rows, "members"),
        .base = hn_row_int(rows, "base"),
        .present = hn_row_int(rows, "present"),
        .excused = hn_row_int(rows, "excused"),
        .unexcused = hn_row_int(rows, "unexcused"),
        .unrecorded = hn_row_int(rows, "unrecorded"),
        .score_cell = hn_row_int(rows, "score_cell"),
        .score_monitor = hn_row_int(rows, "score_monitor"),
        .excused_month = hn_row_int(rows, "excused_month") != 0,
    };
}

enum hn_rc
hn_months_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t first, size_t count, struct hn_cell_month *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(first), hn_p_int(first + (int64_t)count - 1),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_of, params, &rows);

    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct hn_cell_month){
            .month = first + (int64_t)i, .unit = unit, .score_cell = -1, .score_monitor = -1
        };
    }
    while (hn_rows_next(rows)) {
        struct hn_cell_month k = kept(rows);

        out[k.month - first] = k;
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_month_get(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_cell_month *out)
{
    return hn_months_of(c, unit, month, 1, out);
}

enum hn_rc
hn_month_due(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day *out)
{
    int64_t rule = 0;
    enum hn_rc rc = hn_rule_value(c, unit, "meeting_due_day", hn_month_last(month), &rule);

    *out = (hn_day)due_day(month, rule);
    return rc;
}

/* --- judged anew, when rules or the tree of past days changed --- */

static const struct hn_sql sql_first = { .name = "month.first",
                                         .text = "SELECT MIN(month) AS n FROM cell_month" };
static const struct hn_sql sql_last = { .name = "month.last",
                                        .text = "SELECT MAX(month) AS n FROM cell_month" };
/* clang-format off */
/* $1 the month's last day, $2 the month, $3 the unit, $4 the month's first day. A civil day begins at 17:00 UTC. */
static const struct hn_sql sql_judge = {
    .name = "month.judge",
    .text =
        "UPDATE cell_month AS k"
        " SET late = CASE WHEN k.meeting_id <> 0"
        " AND (k.met_day > $1 OR k.met_day > $4 + " RULE_THEN("meeting_due_day") " - 1) THEN 1"
        " ELSE 0 END, sent_late = CASE WHEN k.sent_at <> 0"
        " AND (k.sent_at + 25200000000) / 86400000000 > k.met_day + " RULE_THEN("meeting_minutes_days") " THEN 1"
        " ELSE 0 END"
        " WHERE k.month = $2"
        " AND k.unit_id IN (SELECT z.des FROM unit_closure z WHERE z.anc = $3"
        " AND " HN_SQL_AT("z", "$1", "9223372036854775806") ")"
};
/* clang-format on */

static enum hn_rc
kept_months(struct hn_ctx *c, int64_t *first, int64_t *last)
{
    static const struct hn_param none[] = { HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_first, none, first, &found);

    return rc ? rc : hn_store_int(c, &sql_last, none, last, &found);
}

enum hn_rc
hn_month_judge(struct hn_ctx *c, struct hn_unit_id unit, hn_day from, hn_day to)
{
    int64_t first = 0, last = 0;
    enum hn_rc rc = kept_months(c, &first, &last);

    if (rc || first == 0)
        return rc;
    if (from > hn_month_first(first))
        first = hn_month_of(from);
    if (to <= hn_month_last(last))
        last = hn_month_of(to - 1);
    for (int64_t month = first; !rc && month <= last && month < first + MONTHS_MOST; month++) {
        const struct hn_param params[] = { hn_p_day(hn_month_last(month)), hn_p_int(month), hn_p_id(unit.v),
                                           hn_p_day(hn_month_first(month)), HN_P_END };

        rc = hn_store_do(c, &sql_judge, params);
    }
    return rc;
}

/* --- verifying: month by month, the kept beside the worked out --- */

static const struct hn_sql sql_verify = { .name = "verify.month",
                                          .text = "SELECT k.unit_id AS unit_id," MONTH_WORKED_OUT
                                                  " FROM cell_month k" MONTH_JOINS
                                                  " WHERE k.month = $2 GROUP BY k.unit_id, k.month"
                                                  " ORDER BY k.unit_id" };
static const struct hn_sql sql_month = { .name = "verify.month_kept",
                                         .text = MONTH_KEPT " WHERE k.month = $1 ORDER BY k.unit_id" };
static const struct hn_sql sql_lacking = {
    .name = "verify.month_lacking",
    .text = "SELECT COUNT(*) AS n FROM meeting m WHERE m.held_at <> 0 AND m.cancelled_at = 0"
            " AND (m.kind = 'ordinary' OR m.thematic = 1) AND NOT EXISTS (SELECT 1 FROM cell_month k"
            " WHERE k.month = m.month AND k.unit_id = m.unit_id)"
};

static bool
same(const struct hn_cell_month *a, const struct hn_cell_month *b)
{
    return a->unit.v == b->unit.v && a->meeting.v == b->meeting.v && a->met_day == b->met_day &&
           a->met_known == b->met_known && a->late == b->late && a->thematic_day == b->thematic_day &&
           a->adopted_at == b->adopted_at && a->sent_at == b->sent_at && a->sent_late == b->sent_late &&
           a->members == b->members && a->base == b->base && a->present == b->present &&
           a->excused == b->excused && a->unexcused == b->unexcused && a->unrecorded == b->unrecorded &&
           a->score_cell == b->score_cell && a->score_monitor == b->score_monitor &&
           a->excused_month == b->excused_month;
}

/* Those of one month, worked out, in order of units. */
static enum hn_rc
work_out_month(struct hn_ctx *c, int64_t month, struct hn_cell_month **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_day(hn_month_last(month)), hn_p_int(month), HN_P_END };
    struct hn_cell_month *all = NULL;
    struct hn_rows *rows;
    size_t n = 0, room = 0;
    enum hn_rc rc = hn_store_query(c, &sql_verify, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        if (n == room) {
            size_t more = room ? 2 * room : 256;

            all = hn_grow(c->arena, all, room * sizeof *all, more * sizeof *all);
            room = more;
        }
        all[n++] = worked_out(rows, (struct hn_unit_id){ hn_row_int(rows, "unit_id") }, month);
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

static enum hn_rc
verify_month(struct hn_ctx *c, int64_t month, void (*tell)(void *sink, const char *line), void *sink,
             int64_t *wrong)
{
    const struct hn_param params[] = { hn_p_int(month), HN_P_END };
    struct hn_cell_month *all;
    struct hn_rows *rows;
    size_t count, i = 0;
    enum hn_rc rc = work_out_month(c, month, &all, &count);

    if (!rc)
        rc = hn_store_query(c, &sql_month, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_cell_month k = kept(rows);

        if (i < count && same(&k, &all[i++]))
            continue;
        ++*wrong;
        tell(sink, hn_print(c->arena, "cell_month %s unit %" PRId64 " differs from the records",
                            hn_month_iso(c->arena, month), k.unit.v));
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_month_verify(struct hn_ctx *c, void (*tell)(void *sink, const char *line), void *sink, int64_t *wrong)
{
    static const struct hn_param none[] = { HN_P_END };
    int64_t first = 0, last = -1, lacking = 0;
    bool found;
    enum hn_rc rc = kept_months(c, &first, &last);

    *wrong = 0;
    if (!rc)
        rc = hn_store_int(c, &sql_lacking, none, &lacking, &found);
    if (lacking) {
        *wrong += lacking;
        tell(sink, hn_print(c->arena, "cell_month lacks %" PRId64 " meetings", lacking));
    }
    for (int64_t month = first; !rc && first > 0 && month <= last && month < first + MONTHS_MOST; month++) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = verify_month(c, month, tell, sink, wrong);
        hn_ctx_rewind(c, mark);
    }
    return rc;
}

const struct hn_sql *const hn_month_sql[] = {
    &sql_work_out, &sql_put,    &sql_drop,  &sql_of,      &sql_first, &sql_judge,
    &sql_last,     &sql_verify, &sql_month, &sql_lacking, NULL,
};
