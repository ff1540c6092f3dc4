/* owed_find.c: what units owe in a month, kind by kind: one statement each, whether for a cell or for a province.
 *
 * Words (titles, who asks, who is responsible) are read for one unit alone; a province's figures need none of them. What
 * several levels ask for is one record, and so one item. Not for: the units themselves (owed_read.c), how items are
 * ordered and led from (owed.c).
 */
#include <string.h>

#include "access/scope.h"
#include "area/inside.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "paper/duty_sql.h"
#include "report/owed_inside.h"
#include "rule/rule.h"
#include "study/inside.h"

/* $1 within, $2 on, $3 known, $4 how deep, $5 what is recorded later is not known of, $6 1: words too, $7 the last day. */
enum { COMMON = 7 };

/* clang-format off */
#define BELOW " k.anc = $1 AND " HN_SQL_AT("k", "$2", "$3") " AND k.depth <= $4"
#define WORDS(then) " CASE WHEN CAST($6 AS BIGINT) = 1 THEN " then " ELSE '' END"
#define UNIT_NAME(id)                                                                                        \
    "COALESCE((SELECT u.name FROM unit_version u WHERE u.unit_id = " id " AND u.known_to = " HN_SQL_OPEN_TIME \
    " ORDER BY u.valid_from DESC LIMIT 1), '')"
#define PERSON_NAME(id)                                                                                      \
    "COALESCE((SELECT b.full_name FROM person_basic b WHERE b.person_id = " id                               \
    " AND b.known_to = " HN_SQL_OPEN_TIME " AND b.valid_from <= $2 AND b.valid_to > $2 LIMIT 1), '')"

/* --- meetings --- */

/* $6 the day before the month began, $7 the day before its quarter began, $8 the month, $9 the quarter's first month. */
static const struct hn_sql sql_cells = {
    .name = "owed.cells",
    .text =
        "SELECT k.des AS unit,"
        " CASE WHEN EXISTS (SELECT 1 FROM unit_version b WHERE b.unit_id = k.des AND " HN_SQL_AT("b", "$6", "$3")
        ") THEN 0 ELSE 1 END AS founded,"
        " CASE WHEN EXISTS (SELECT 1 FROM unit_version b WHERE b.unit_id = k.des AND " HN_SQL_AT("b", "$7", "$3")
        ") THEN 0 ELSE 1 END AS fresh,"
        " CASE WHEN EXISTS (SELECT 1 FROM cell_excuse e WHERE e.unit_id = k.des AND e.month = $8 AND e.at <= $5"
        " AND (e.ended_at = 0 OR e.ended_at > $5)) THEN 1 ELSE 0 END AS excused,"
        " CASE WHEN EXISTS (SELECT 1 FROM cell_month m WHERE m.month = $8 AND m.unit_id = k.des"
        " AND m.meeting_id <> 0 AND m.met_day <= $2 AND m.met_known <= $5) THEN 1 ELSE 0 END AS met,"
        " CASE WHEN EXISTS (SELECT 1 FROM cell_month m WHERE m.month BETWEEN $9 AND $8 AND m.unit_id = k.des"
        " AND m.thematic_day BETWEEN 1 AND $2) THEN 1 ELSE 0 END AS themed"
        " FROM unit_closure k CROSS JOIN unit_version v WHERE" BELOW " AND v.unit_id = k.des AND "
        HN_SQL_AT("v", "$2", "$3") " AND v.kind IN ('cell', 'grassroots_cell')"
};
/* $8 the month, $9 the one before, whose minutes may fall due in it. */
static const struct hn_sql sql_minutes = {
    .name = "owed.minutes",
    .text =
        "SELECT 'minutes' AS what, k.des AS unit, m.meeting_id AS id, m.met_day AS due,"
        WORDS("''") " AS title, '' AS asker, '' AS person"
        " FROM unit_closure k CROSS JOIN cell_month m WHERE" BELOW " AND m.month IN ($8, $9)"
        " AND m.unit_id = k.des AND m.meeting_id <> 0 AND m.met_day <= $2 AND m.met_day <= $7"
        " AND m.met_known <= $5 AND (m.sent_at = 0 OR m.sent_at > $5)"
};

/* --- papers --- */

/* A paper that several levels have studied is owed once, by the earliest day, and done with any of them. */
static const struct hn_sql sql_study = {
    .name = "owed.study",
    .text =
        "SELECT 'study' AS what, x.unit AS unit, min(x.id) AS id, min(x.due) AS due, x.title AS title,"
        " min(x.asker) AS asker, '' AS person FROM (SELECT k.des AS unit, w.id AS paper, s.id AS id, s.due AS due,"
        " w.number || ' ' || w.title AS title," WORDS(UNIT_NAME("s.unit_id")) " AS asker"
        " FROM unit_closure k CROSS JOIN unit_version n CROSS JOIN unit_closure j CROSS JOIN study_paper s"
        " CROSS JOIN paper w WHERE" BELOW " AND n.unit_id = k.des AND " HN_SQL_AT("n", "$2", "$3")
        " AND j.des = k.des AND " HN_SQL_AT("j", "$2", "$3") " AND s.unit_id = j.anc AND w.id = s.paper_id"
        " AND (s.ended_at = 0 OR s.ended_at > $5) AND s.due <= $7 AND w.day <= $2 AND s.at <= $5"
        " AND " HN_STUDY_OWES("s.owed_by", "n")
        " AND NOT EXISTS (SELECT 1 FROM study_paper z CROSS JOIN study_session e WHERE z.paper_id = s.paper_id"
        " AND e.paper_id = z.id AND e.unit_id = k.des AND e.removed_at = 0 AND e.day <= $2 AND e.at <= $5)) x"
        " GROUP BY x.unit, x.paper, x.title"
};

/* $18 … $22 as HN_DUTY_LIES has them, $23 what is recorded later is not known of, $24 the last day. One row for a unit and
 * paper, however many levels sent it; of a unit that was closed it lies with its heir. What need only be read has no day. */
static const struct hn_sql sql_duties = {
    .name = "owed.duties",
    .text =
        HN_DUTY_LIES
        " SELECT x.what AS what, x.unit AS unit, x.id AS id, min(x.due) AS due, x.title AS title, '' AS asker,"
        " '' AS person FROM (SELECT CASE WHEN d.owes = 'answer' THEN 'answer' ELSE 'read' END AS what,"
        " l.holder AS unit, d.paper_id AS id, CASE WHEN d.owes = 'answer' THEN d.due ELSE 2147483647 END AS due,"
        " p.number || ' ' || p.title AS title FROM lies l CROSS JOIN duty d CROSS JOIN paper p"
        " WHERE d.unit_id = l.unit_id AND d.from_day <= $18 AND d.from_day <= $24"
        " AND (d.waived_at = 0 OR d.waived_at > $23) AND p.id = d.paper_id AND p.ended_on > $18"
        " AND CASE WHEN d.owes = 'answer' THEN d.due <= $24 AND d.answered_on > $18"
        " ELSE d.read_at = 0 OR d.read_at > $23 END) x GROUP BY x.what, x.unit, x.id, x.title"
};

/* --- tasks --- */

#define TASK_SAID(t)                                                                                         \
    " AND " t ".removed_at = 0 AND " t ".created_at <= $5 AND (" t ".meeting_id = 0 OR EXISTS"               \
    " (SELECT 1 FROM meeting a WHERE a.unit_id = " t ".unit_id AND a.id = " t ".meeting_id"                  \
    " AND a.adopted_at > 0 AND a.adopted_at <= $5))"
#define TASK_OPEN " IN ('assigned', 'in_progress', 'waiting_check')"
#define TASK_DOING " IN ('assigned', 'in_progress')"
#define STATE_THEN(t)                                                                                        \
    "COALESCE((SELECT e.state FROM task_event e WHERE e.unit_id = " t ".unit_id AND e.task_id = " t ".id"    \
    " AND e.at <= $5 ORDER BY e.id DESC LIMIT 1), 'assigned')"
#define TASK_COLUMNS                                                                                         \
    "SELECT CASE WHEN t.finding_id <> 0 THEN 'remedy' ELSE 'task' END AS what, k.des AS unit, t.id AS id,"   \
    " t.due AS due, t.title AS title,"                                                                       \
    WORDS("CASE WHEN t.unit_id = t.doer_id THEN '' ELSE " UNIT_NAME("t.unit_id") " END") " AS asker,"        \
    WORDS(PERSON_NAME("t.responsible_id")) " AS person FROM unit_closure k CROSS JOIN task t WHERE" BELOW    \
    " AND t.doer_id = k.des AND t.due <= $7"
static const struct hn_sql sql_tasks = { .name = "owed.tasks",
                                         .text = TASK_COLUMNS " AND t.state" TASK_OPEN
                                                 " AND t.state" TASK_DOING TASK_SAID("t") };
/* As they stood on a day gone by. */
static const struct hn_sql sql_tasks_then = {
    .name = "owed.tasks_then",
    .text = TASK_COLUMNS TASK_SAID("t") " AND " STATE_THEN("t") TASK_DOING
};
#define CHECK_COLUMNS                                                                                        \
    "SELECT 'check' AS what, k.des AS unit, t.id AS id,"                                                     \
    " CASE WHEN t.check_on <> 0 THEN t.check_on ELSE t.due END AS due, t.title AS title, '' AS asker,"       \
    WORDS(PERSON_NAME("t.checker_id")) " AS person FROM unit_closure k CROSS JOIN task t WHERE" BELOW        \
    " AND t.unit_id = k.des AND CASE WHEN t.check_on <> 0 THEN t.check_on ELSE t.due END <= $7"
static const struct hn_sql sql_checks = { .name = "owed.checks",
                                          .text = CHECK_COLUMNS " AND t.state" TASK_OPEN
                                                  " AND t.state = 'waiting_check'" TASK_SAID("t") };
static const struct hn_sql sql_checks_then = {
    .name = "owed.checks_then",
    .text = CHECK_COLUMNS TASK_SAID("t") " AND " STATE_THEN("t") " = 'waiting_check'"
};

/* --- areas and teams --- */

/* $8 the month, $9 its first day, $10 the day after it or after the one asked for: as the book of areas counts them. */
static const struct hn_sql sql_notes = {
    .name = "owed.notes",
    .text =
        "SELECT 'area_note' AS what, k.des AS unit, a.id AS id, CAST($7 AS BIGINT) AS due, a.name AS title, '' AS asker,"
        WORDS("COALESCE((SELECT " PERSON_NAME("l.person_id") " FROM area_charge l WHERE l.area_id = a.id"
              " AND l.unit_id = a.unit_id AND l.role = 'lead' AND l.valid_from < $10 AND l.valid_to > $9"
              " AND l.known_from <= $5 AND l.known_to > $5 ORDER BY l.valid_from DESC LIMIT 1), '')")
        " AS person FROM unit_closure k CROSS JOIN area a WHERE" BELOW " AND a.unit_id = k.des"
        " AND " HN_AREA_STANDS("a", "$2", "$5") " AND " HN_AREA_OWES("a", "$9", "$10", "$5")
        " AND NOT " HN_AREA_NOTED("a", "$8", "$5")
};
/* The first day that has no tally, of teams at work on the day asked for. */
static const struct hn_sql sql_tallies = {
    .name = "owed.tallies",
    .text =
        "SELECT x.what AS what, x.unit AS unit, x.id AS id, x.due AS due, x.title AS title, '' AS asker,"
        " x.person AS person FROM (SELECT 'tally' AS what, k.des AS unit, t.id AS id, t.name AS title, t.ends AS ends,"
        WORDS("COALESCE((SELECT " PERSON_NAME("l.person_id") " FROM team_member l WHERE l.unit_id = t.unit_id"
              " AND l.team_id = t.id AND l.role = 'leader' AND l.valid_from <= $2 AND l.valid_to > $2 LIMIT 1), '')")
        " AS person, (SELECT min(g.day) FROM (SELECT t.starts AS day UNION ALL SELECT y.day + 1 FROM team_tally y"
        " WHERE y.unit_id = t.unit_id AND y.team_id = t.id AND y.known_from <= $5 AND y.known_to > $5) g"
        " WHERE NOT EXISTS (SELECT 1 FROM team_tally z WHERE z.unit_id = t.unit_id AND z.team_id = t.id"
        " AND z.day = g.day AND z.known_from <= $5 AND z.known_to > $5)) AS due"
        " FROM unit_closure k CROSS JOIN team t WHERE" BELOW " AND t.unit_id = k.des AND t.starts <= $2"
        " AND t.closed_on > $2 AND EXISTS (SELECT 1 FROM team_measure r WHERE r.unit_id = t.unit_id"
        " AND r.team_id = t.id)) x WHERE x.due <= $2 AND x.due <= $7 AND x.due < x.ends"
};

/* --- movements --- */

/* One that is over, to be judged by who launched it. */
static const struct hn_sql sql_movements = {
    .name = "owed.movements",
    .text =
        "SELECT 'movement' AS what, k.des AS unit, m.id AS id, m.ends AS due, m.title AS title, '' AS asker,"
        WORDS("''") " AS person FROM unit_closure k CROSS JOIN movement m WHERE" BELOW " AND m.unit_id = k.des"
        " AND m.ends <= $7 AND m.ends <= $2 AND m.at <= $5 AND (m.state = 'launched' OR m.judged_on > $2)"
};

/* --- inspections --- */

/* A report is owed from when it was asked for: before, the subject cannot hand it in. $18 … $24 as $1 … $7 above, behind a scope: over the subject, or over who inspects. */
#define CASE_BELOW " k.anc = $18 AND " HN_SQL_AT("k", "$19", "$20") " AND k.depth <= $21 AND i.subject_unit_id = k.des AND i.subject_unit_id <> 0"
#define CASE_ASKER                                                                                           \
    " CASE WHEN CAST($23 AS BIGINT) = 1 THEN " UNIT_NAME("i.unit_id") " ELSE '' END AS asker, '' AS person"
#define CASES(over)                                                                                          \
    "SELECT 'self_report' AS what, k.des AS unit, i.id AS id, i.report_due AS due, i.content AS title,"      \
    CASE_ASKER " FROM unit_closure k CROSS JOIN inspection i WHERE" CASE_BELOW                               \
    " AND i.decided_on <= $19 AND i.report_due <= $24 AND (i.reported_at = 0 OR i.reported_at > $22)"        \
    " AND i.report_due > 0 AND i.state = 'reporting' AND " HN_SCOPE_UNITS(over)                \
    " UNION ALL SELECT 'finding_answer' AS what, k.des AS unit, f.id AS id, i.due AS due, f.text AS title,"  \
    CASE_ASKER " FROM unit_closure k CROSS JOIN inspection i CROSS JOIN finding f WHERE" CASE_BELOW          \
    " AND i.decided_on <= $19 AND i.due <= $24 AND i.state IN ('decided', 'reporting', 'verifying')"         \
    " AND f.unit_id = i.unit_id AND f.inspection_id = i.id AND f.removed_at = 0 AND f.kind <> 'strength'"    \
    " AND (f.answered_at = 0 OR f.answered_at > $22) AND " HN_SCOPE_UNITS(over)
static const struct hn_sql sql_cases_subject = { .name = "owed.cases_subject", .text = CASES("i.subject_unit_id") };
static const struct hn_sql sql_cases_inspector = { .name = "owed.cases_inspector", .text = CASES("i.unit_id") };
/* clang-format on */

const struct hn_sql *const hn_owed_find_sql[] = {
    &sql_cells,      &sql_minutes,       &sql_study,           &sql_duties, &sql_tasks,
    &sql_tasks_then, &sql_checks,        &sql_checks_then,     &sql_notes,  &sql_tallies,
    &sql_movements,  &sql_cases_subject, &sql_cases_inspector, NULL
};

/* --- what was found --- */

void
hn_owed_add(struct hn_ctx *c, struct hn_owed_ask *ask, const struct hn_owed_item *item)
{
    if (ask->item_count == ask->room) {
        size_t room = ask->room ? 2 * ask->room : 64;

        ask->items = hn_grow(c->arena, ask->items, ask->room * sizeof *ask->items, room * sizeof *ask->items);
        ask->room = room;
    }
    ask->items[ask->item_count] = *item;
    ask->items[ask->item_count++].late = item->due < c->on;
}

/* The last day in time, of a value that is a day of the month; 31 is its last day whatever it is. */
static hn_day
day_of_month(const struct hn_owed_ask *ask, int64_t value)
{
    hn_day due = hn_month_first(ask->month) + (hn_day)value - 1;

    return value >= 1 && due < ask->last ? due : ask->last;
}

/* What the statement could not know: days that a rule of the unit sets. */
static hn_day
due_of(const struct hn_owed_ask *ask, const struct hn_owed_place *p, const char *what, hn_day due)
{
    if (strcmp(what, "minutes") == 0)
        return due + (hn_day)p->rule[HN_OWED_MINUTES_DAYS];
    if (strcmp(what, "area_note") == 0)
        return day_of_month(ask, p->rule[HN_OWED_NOTE_DAY]);
    return due;
}

static bool
is_there(const struct hn_owed_ask *ask, size_t from, size_t what, int64_t id)
{
    for (size_t i = from; i < ask->item_count; i++) {
        if (ask->items[i].what == what && ask->items[i].id == id)
            return true;
    }
    return false;
}

/* Rows of one statement; once: of what was found from this item on, none a second time. */
static enum hn_rc
take_rows(struct hn_ctx *c, struct hn_owed_ask *ask, const struct hn_sql *sql, const struct hn_param *params,
          const size_t *once)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const char *word = hn_row_text(rows, "what");
        const struct hn_owed_place *p = hn_owed_place_of(ask, hn_row_int(rows, "unit"));
        struct hn_owed_item item = { .what = hn_owed_what(word), .id = hn_row_int(rows, "id") };

        if (!p || (once && is_there(ask, *once, item.what, item.id)))
            continue;
        item.unit = p->unit;
        item.due = due_of(ask, p, word, (hn_day)hn_row_int(rows, "due"));
        if (item.due > ask->last && item.due != HN_DAY_OPEN)
            continue;
        if (!ask->below) {
            item.title = hn_row_text(rows, "title");
            item.from = hn_row_text(rows, "asker");
            item.person = hn_row_text(rows, "person");
        }
        hn_owed_add(c, ask, &item);
    }
    return hn_rows_end(rows);
}

size_t
hn_owed_common(struct hn_ctx *c, const struct hn_owed_ask *ask, struct hn_param *params)
{
    size_t n = 0;

    params[n++] = hn_p_id(ask->within.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_int(ask->below ? INT16_MAX : 0);
    params[n++] = hn_p_time(ask->by);
    params[n++] = hn_p_int(!ask->below);
    params[n++] = hn_p_day(ask->last);
    return n;
}

static enum hn_rc
take_kind(struct hn_ctx *c, struct hn_owed_ask *ask, const struct hn_sql *sql, int months)
{
    struct hn_param params[COMMON + 3];
    size_t n = hn_owed_common(c, ask, params);

    for (int i = 0; i < months; i++)
        params[n++] = hn_p_int(ask->month - i);
    params[n] = HN_P_END;
    return take_rows(c, ask, sql, params, NULL);
}

/* --- meetings --- */

static void
take_cell(struct hn_ctx *c, struct hn_owed_ask *ask, struct hn_rows *rows, const struct hn_owed_place *p)
{
    bool excused = hn_row_int(rows, "excused") != 0;
    struct hn_owed_item item = { .unit = p->unit, .title = "", .from = "", .person = "" };

    if (!excused && !hn_row_int(rows, "founded") && !hn_row_int(rows, "met")) {
        item.what = hn_owed_what("meeting");
        item.due = day_of_month(ask, p->rule[HN_OWED_MEETING_DAY]);
        hn_owed_add(c, ask, &item);
    }
    /* At least once a quarter (domain/03 §3.1): it falls due with the quarter's last day. */
    if (ask->month % 3 == 2 && !excused && !hn_row_int(rows, "fresh") && !hn_row_int(rows, "themed")) {
        item.what = hn_owed_what("thematic");
        item.due = ask->last;
        hn_owed_add(c, ask, &item);
    }
}

static enum hn_rc
take_cells(struct hn_ctx *c, struct hn_owed_ask *ask)
{
    int64_t quarter = ask->month - ask->month % 3;
    const struct hn_param params[] = { hn_p_id(ask->within.v),
                                       hn_p_day(c->on),
                                       hn_p_time(hn_fact_known(c)),
                                       hn_p_int(ask->below ? INT16_MAX : 0),
                                       hn_p_time(ask->by),
                                       hn_p_day(hn_month_first(ask->month) - 1),
                                       hn_p_day(hn_month_first(quarter) - 1),
                                       hn_p_int(ask->month),
                                       hn_p_int(quarter),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_cells, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_owed_place *p = hn_owed_place_of(ask, hn_row_int(rows, "unit"));

        if (p)
            take_cell(c, ask, rows, p);
    }
    return hn_rows_end(rows);
}

/* What an heir owes on its own account and for the one it took over from is one paper to answer: one item. */
static enum hn_rc
take_duties(struct hn_ctx *c, struct hn_owed_ask *ask)
{
    struct hn_param params[HN_DUTY_LIES_PARAMS + 3];
    size_t n;
    enum hn_rc rc = hn_duty_within(c, ask->within, ask->below, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_time(ask->by);
    params[n++] = hn_p_day(ask->last);
    params[n] = HN_P_END;
    return take_rows(c, ask, &sql_duties, params, NULL);
}

static enum hn_rc
take_notes(struct hn_ctx *c, struct hn_owed_ask *ask)
{
    struct hn_param params[COMMON + 4];
    size_t n = hn_owed_common(c, ask, params);

    params[n++] = hn_p_int(ask->month);
    params[n++] = hn_p_day(hn_month_first(ask->month));
    params[n++] = hn_p_day((ask->last < c->on ? ask->last : c->on) + 1);
    params[n] = HN_P_END;
    return take_rows(c, ask, &sql_notes, params, NULL);
}

/* --- inspections --- */

/* Those of the actor's own scope of a right; without the right anywhere there are none. */
static enum hn_rc
take_cases(struct hn_ctx *c, struct hn_owed_ask *ask, const struct hn_sql *sql, enum hn_right right,
           size_t once)
{
    struct hn_param params[HN_SCOPE_PARAMS + COMMON + 1];
    int faults = c->fault_count;
    struct hn_scope scope;
    size_t n;
    enum hn_rc rc = hn_scope_of(c, right, (struct hn_unit_id){ 0 }, &scope);

    if (rc == HN_DENIED || rc == HN_NOT_FOUND) {
        c->fault_count = faults;
        return HN_OK;
    }
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    n += hn_owed_common(c, ask, &params[n]);
    params[n] = HN_P_END;
    return take_rows(c, ask, sql, params, &once);
}

/* Who keeps the unit and who inspects for the other see it; whoever merely reads the unit's meetings does not. */
static enum hn_rc
take_inspections(struct hn_ctx *c, struct hn_owed_ask *ask)
{
    size_t from = ask->item_count;
    enum hn_rc rc = take_cases(c, ask, &sql_cases_subject, HN_MAY_DIRECT, from);

    return rc ? rc : take_cases(c, ask, &sql_cases_inspector, HN_MAY_INSPECT, from);
}

enum hn_rc
hn_owed_find(struct hn_ctx *c, struct hn_owed_ask *ask)
{
    bool now = c->on >= c->today && c->known == HN_TIME_OPEN;
    const struct {
        const struct hn_sql *sql;
        int months; /* how many it asks about, this one and those before */
    } kinds[] = {
        { &sql_minutes, 2 },
        { &sql_study, 0 },
        { now ? &sql_tasks : &sql_tasks_then, 0 },
        { now ? &sql_checks : &sql_checks_then, 0 },
        { &sql_tallies, 0 },
        { &sql_movements, 0 },
    };
    enum hn_rc rc = take_cells(c, ask);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !rc; i++)
        rc = take_kind(c, ask, kinds[i].sql, kinds[i].months);
    if (!rc)
        rc = take_duties(c, ask);
    if (!rc)
        rc = take_notes(c, ask);
    if (!rc)
        rc = hn_owed_find_sheets(c, ask);
    return rc ? rc : take_inspections(c, ask);
}
