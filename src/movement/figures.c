/* figures.c: what the program has recorded of those who take part in a movement, by the subjects' own tables (movement.h).
 *
 * Of a unit: all cells at and below it on the last day of the period, over the months the period touches. Each statement
 * answers for all entries at once: part and base, so that "no such figure" (base 0) is told from nothing reached. Not for:
 * points (judge.c).
 */
#include <string.h>

#include "movement/inside.h"
#include "rule/rule.h"

enum { ENTRIES_MOST = 10000 };

/* clang-format off */

/* $1 movement, $2 the last day of the period, $3 and $4 its first and last month, $5 its first day, $6 what is known. */
#define MONTHS_BELOW                                                                                         \
    " FROM movement_entry e CROSS JOIN unit_closure k CROSS JOIN cell_month y WHERE e.movement_id = $1"      \
    " AND e.withdrawn_at = 0 AND e.person_id = 0 AND k.anc = e.unit_id AND k.known_to = " HN_SQL_OPEN_TIME   \
    " AND k.valid_from <= $2 AND k.valid_to > $2 AND y.unit_id = k.des AND y.month BETWEEN $3 AND $4"        \
    " AND y.meeting_id <> 0 AND y.met_known <= $6 GROUP BY e.id ORDER BY e.id"

/* One row a cell: when it began, in how many months it met in time, in how many it was excused. */
static const struct hn_sql sql_met = {
    .name = "movement.figure_met",
    .text = "SELECT e.id AS entry_id, (SELECT min(v.valid_from) FROM unit_version v WHERE v.unit_id = k.des"
            " AND v.known_to = " HN_SQL_OPEN_TIME ") AS first_day, (SELECT count(*) FROM cell_month y"
            " WHERE y.unit_id = k.des AND y.month BETWEEN $3 AND $4 AND y.meeting_id <> 0 AND y.late = 0"
            " AND y.met_known <= $6) AS part, (SELECT count(*) FROM cell_month y WHERE y.unit_id = k.des"
            " AND y.month BETWEEN $3 AND $4 AND y.meeting_id = 0 AND y.excused_month <> 0) AS excused"
            " FROM movement_entry e CROSS JOIN unit_closure k CROSS JOIN unit_version n WHERE e.movement_id = $1"
            " AND e.withdrawn_at = 0 AND e.person_id = 0 AND k.anc = e.unit_id AND k.known_to = " HN_SQL_OPEN_TIME
            " AND k.valid_from <= $2 AND k.valid_to > $2 AND n.unit_id = k.des AND n.known_to = " HN_SQL_OPEN_TIME
            " AND n.valid_from <= $2 AND n.valid_to > $2 AND n.kind IN ('cell', 'grassroots_cell')"
            " AND CAST($5 AS BIGINT) <= $2 ORDER BY e.id"
};
static const struct hn_sql sql_attendance = {
    .name = "movement.figure_attendance",
    .text = "SELECT e.id AS entry_id, sum(y.present) AS part, sum(y.base) AS base, CAST($5 AS BIGINT) AS since" MONTHS_BELOW
};
static const struct hn_sql sql_minutes = {
    .name = "movement.figure_minutes",
    .text = "SELECT e.id AS entry_id, sum(CASE WHEN y.sent_at > 0 AND y.sent_late = 0 THEN 1 ELSE 0 END) AS part,"
            " count(*) AS base, CAST($5 AS BIGINT) AS since" MONTHS_BELOW
};
static const struct hn_sql sql_score = {
    .name = "movement.figure_score",
    .text = "SELECT e.id AS entry_id, sum(CASE WHEN y.score_cell >= 0 THEN y.score_cell ELSE 0 END) AS part,"
            " sum(CASE WHEN y.score_cell >= 0 THEN 1 ELSE 0 END) AS base, CAST($5 AS BIGINT) AS since" MONTHS_BELOW
};
/* Due within the period, not called off; done by the day due. */
#define TASK_SUMS                                                                                            \
    " sum(CASE WHEN t.state = 'done' AND t.closed_on <= t.due THEN 1 ELSE 0 END) AS part, count(*) AS base,"  \
    " CAST($3 AS BIGINT) AS first_month, CAST($4 AS BIGINT) AS last_month"
#define TASK_COUNTS                                                                                          \
    " AND t.removed_at = 0 AND t.state <> 'cancelled' AND t.due BETWEEN $5 AND $2 AND t.created_at <= $6"    \
    " AND (t.meeting_id = 0 OR EXISTS (SELECT 1 FROM meeting d WHERE d.unit_id = t.unit_id"                  \
    " AND d.id = t.meeting_id AND d.adopted_at > 0))"
static const struct hn_sql sql_tasks = {
    .name = "movement.figure_tasks",
    .text = "SELECT e.id AS entry_id," TASK_SUMS " FROM movement_entry e CROSS JOIN unit_closure k CROSS JOIN task t"
            " WHERE e.movement_id = $1 AND e.withdrawn_at = 0 AND e.person_id = 0 AND k.anc = e.unit_id AND k.known_to = "
            HN_SQL_OPEN_TIME " AND k.valid_from <= $2 AND k.valid_to > $2 AND t.doer_id = k.des" TASK_COUNTS
            " GROUP BY e.id ORDER BY e.id"
};
static const struct hn_sql sql_person_tasks = {
    .name = "movement.figure_person_tasks",
    .text = "SELECT e.id AS entry_id," TASK_SUMS " FROM movement_entry e CROSS JOIN task t WHERE e.movement_id = $1"
            " AND e.withdrawn_at = 0 AND e.person_id <> 0 AND t.responsible_id = e.person_id" TASK_COUNTS
            " GROUP BY e.id ORDER BY e.id"
};
/* Of meetings held and locked; whoever is not recorded is in the base and never present. */
static const struct hn_sql sql_person_attendance = {
    .name = "movement.figure_person_attendance",
    .text = "SELECT e.id AS entry_id, sum(CASE WHEN a.state IN (1, 2) THEN 1 ELSE 0 END) AS part, count(*) AS base,"
            " CAST($3 AS BIGINT) AS first_month, CAST($4 AS BIGINT) AS last_month"
            " FROM movement_entry e CROSS JOIN attendance a CROSS JOIN meeting m WHERE e.movement_id = $1"
            " AND e.withdrawn_at = 0 AND e.person_id <> 0 AND a.unit_id = e.unit_id AND a.person_id = e.person_id"
            " AND a.state <= 4 AND m.unit_id = a.unit_id AND m.id = a.meeting_id AND m.adopted_at > 0"
            " AND m.adopted_at <= $6 AND m.held_day BETWEEN $5 AND $2 GROUP BY e.id ORDER BY e.id"
};
/* Papers that were to be studied by a day of the period, by each cell they concern. */
static const struct hn_sql sql_study = {
    .name = "movement.figure_study",
    .text = "SELECT e.id AS entry_id, sum(CASE WHEN EXISTS (SELECT 1 FROM study_session z WHERE z.paper_id = s.id"
            " AND z.unit_id = k.des AND z.removed_at = 0 AND z.day <= s.due AND z.at <= $6) THEN 1 ELSE 0 END) AS part,"
            " count(*) AS base, CAST($3 AS BIGINT) AS first_month, CAST($4 AS BIGINT) AS last_month"
            " FROM study_paper s CROSS JOIN movement_entry e CROSS JOIN unit_closure k CROSS JOIN unit_version v"
            " WHERE s.due BETWEEN $5 AND $2 AND s.owed_by IN ('cell', 'both') AND e.movement_id = $1"
            " AND e.withdrawn_at = 0 AND e.person_id = 0 AND k.anc = e.unit_id AND k.known_to = " HN_SQL_OPEN_TIME
            " AND k.valid_from <= $2 AND k.valid_to > $2 AND v.unit_id = k.des AND v.known_to = " HN_SQL_OPEN_TIME
            " AND v.valid_from <= s.due AND v.valid_to > s.due AND v.kind IN ('cell', 'grassroots_cell')"
            " AND EXISTS (SELECT 1 FROM unit_closure u WHERE u.des = k.des AND u.anc = s.unit_id AND u.known_to = "
            HN_SQL_OPEN_TIME " AND u.valid_from <= s.due AND u.valid_to > s.due)"
            " GROUP BY e.id ORDER BY e.id"
};
/* clang-format on */

static const struct {
    const char *source;
    const struct hn_sql *units, *persons; /* NULL: no such figure of them */
} figures[] = {
    { "meetings_met_bp", &sql_met, NULL },
    { "attendance_bp", &sql_attendance, &sql_person_attendance },
    { "minutes_in_time_bp", &sql_minutes, NULL },
    { "tasks_done_bp", &sql_tasks, &sql_person_tasks },
    { "study_bp", &sql_study, NULL },
    { "score_mean_milli", &sql_score, NULL },
};

/* How many months of the period a cell owed a meeting: those on whose last day it stood, less those it was excused. */
static int64_t
months_owed(const struct hn_movement *m, struct hn_rows *rows)
{
    int64_t first = hn_month_of(m->starts), last = hn_month_of(m->ends - 1);
    int64_t began = hn_row_int(rows, "first_day") <= m->starts
                        ? first
                        : hn_month_of((hn_day)hn_row_int(rows, "first_day"));
    int64_t owed = last - (began > first ? began : first) + 1 - hn_row_int(rows, "excused");

    return owed > 0 ? owed : 0;
}

struct gathering {
    struct hn_movement_figure *at;
    size_t count;
};

static void
gather(struct gathering *g, int64_t entry, int64_t part, int64_t base)
{
    if (g->count == 0 || g->at[g->count - 1].entry != entry) {
        if (g->count == ENTRIES_MOST)
            return;
        g->at[g->count++] = (struct hn_movement_figure){ .entry = entry };
    }
    g->at[g->count - 1].part += part;
    g->at[g->count - 1].base += base;
}

static enum hn_rc
run(struct hn_ctx *c, const struct hn_movement *m, const struct hn_sql *sql, struct gathering *g)
{
    const struct hn_param params[] = { hn_p_id(m->id),
                                       hn_p_day(m->ends - 1),
                                       hn_p_int(hn_month_of(m->starts)),
                                       hn_p_int(hn_month_of(m->ends - 1)),
                                       hn_p_day(m->starts),
                                       hn_p_time(c->now),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = sql ? hn_store_query(c, sql, params, &rows) : HN_OK;

    if (rc || !sql)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t base = sql == &sql_met ? months_owed(m, rows) : hn_row_int(rows, "base");

        gather(g, hn_row_int(rows, "entry_id"), hn_row_int(rows, "part"), base);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_movement_figures(struct hn_ctx *c, const struct hn_movement *m, const char *source,
                    struct hn_movement_figure **out, size_t *count)
{
    struct gathering g = { HN_NEW_N(c->arena, struct hn_movement_figure, ENTRIES_MOST), 0 };
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < sizeof figures / sizeof figures[0] && !rc; i++) {
        if (strcmp(figures[i].source, source) != 0)
            continue;
        rc = run(c, m, figures[i].units, &g);
        if (!rc)
            rc = run(c, m, figures[i].persons, &g);
    }
    *out = g.at;
    *count = g.count;
    return rc;
}

const struct hn_sql *const hn_movement_figure_sql[] = {
    &sql_met,          &sql_attendance, &sql_minutes,           &sql_score, &sql_tasks,
    &sql_person_tasks, &sql_study,      &sql_person_attendance, NULL
};
