/* facts.c: what the records of a meeting tell about it, gathered for the rules of the score (inside.h).
 *
 * Figures alone, no points. Not for: judging them (rule.c).
 */
#include "rule/rule.h"
#include "score/inside.h"
#include "task/task.h"

enum { RUN_BEFORE = 3 }; /* meetings before this one that make "more than three times running" */

#define SQL_ON(m)     "(CASE WHEN " m ".held_at > 0 THEN " m ".held_day ELSE " m ".day END)"
#define OF_MEETING(t) " WHERE " t ".unit_id = $1 AND " t ".meeting_id = $2"
#define LAID_BEFORE   " WHERE p.thing_id = $2 AND p.thing = 'meeting' AND p.unit_id = $1 AND p.removed_at = 0"

/* clang-format off */
/* What was said, decided and kept at the meeting. $3: papers before that instant are ahead. */
static const struct hn_sql sql_kept = {
    .name = "score.kept",
    .text =
        "SELECT (SELECT COUNT(*) FROM attachment p" LAID_BEFORE ") AS papers,"
        " (SELECT COUNT(*) FROM attachment p" LAID_BEFORE
        " AND p.at < $3) AS papers_ahead,"
        " (SELECT COUNT(DISTINCT i.phase) FROM agenda_item i" OF_MEETING("i") " AND i.removed_at = 0"
        " AND i.phase IN ('open', 'run', 'close')) AS phases,"
        " (SELECT COUNT(*) FROM opinion o" OF_MEETING("o") " AND o.removed_at = 0) AS opinions,"
        " (SELECT COUNT(*) FROM opinion o" OF_MEETING("o") " AND o.removed_at = 0"
        " AND o.kind IN ('praise', 'reminder')) AS praises,"
        " (SELECT COUNT(*) FROM opinion o" OF_MEETING("o") " AND o.removed_at = 0"
        " AND o.kind = 'conclusion') AS conclusions,"
        " (SELECT COUNT(DISTINCT o.person_id) FROM opinion o JOIN attendance r ON r.unit_id = o.unit_id"
        " AND r.meeting_id = o.meeting_id AND r.person_id = o.person_id"
        " AND r.state IN (1, 2)" OF_MEETING("o") " AND o.removed_at = 0) AS speakers,"
        " (SELECT COUNT(*) FROM vote v" OF_MEETING("v") " AND v.removed_at = 0"
        " AND v.matter = 'resolution' AND v.passed = 1) AS passed,"
        " (SELECT COUNT(*) FROM task k" OF_MEETING("k") " AND k.removed_at = 0) AS tasks,"
        " (SELECT COUNT(*) FROM meeting_text x" OF_MEETING("x") " AND x.part = 'conclusion'"
        " AND x.text <> '') AS conclusion_text,"
        " (SELECT COUNT(*) FROM meeting_text x" OF_MEETING("x") " AND x.part = 'ideology'"
        " AND x.text <> '') AS ideology,"
        " COALESCE((SELECT i.minutes FROM agenda_item i" OF_MEETING("i") " AND i.removed_at = 0"
        " AND i.phase = 'run' AND i.kind = 'report' ORDER BY i.position, i.item_key"
        " LIMIT 1), 0) AS ideology_minutes"
};
/* clang-format on */

static enum hn_rc
read_kept(struct hn_ctx *c, struct hn_score_facts *f)
{
    const hn_time ahead = (hn_time)(f->on - (hn_day)f->ahead_days + 1) * HN_DAY_US - HN_ZONE_US;
    const struct hn_param params[] = { hn_p_id(f->m->unit.v), hn_p_id(f->m->id.v), hn_p_time(ahead),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_kept, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        f->papers = hn_row_int(rows, "papers");
        f->papers_ahead = hn_row_int(rows, "papers_ahead");
        f->phases = hn_row_int(rows, "phases");
        f->opinions = hn_row_int(rows, "opinions");
        f->praises = hn_row_int(rows, "praises");
        f->speakers = hn_row_int(rows, "speakers");
        f->passed = hn_row_int(rows, "passed");
        f->tasks = hn_row_int(rows, "tasks");
        f->conclusions = hn_row_int(rows, "conclusions") + hn_row_int(rows, "conclusion_text");
        f->ideology = hn_row_int(rows, "ideology");
        f->ideology_minutes = hn_row_int(rows, "ideology_minutes");
    }
    return hn_rows_end(rows);
}

/* Around the meeting: its committee, its other meetings of the month. $3 the day, $4 the month. */
static const struct hn_sql sql_around = {
    .name = "score.around",
    .text = "SELECT (SELECT COUNT(DISTINCT o.person_id) FROM office o WHERE o.unit_id = $1"
            " AND o.office IN ('secretary', 'deputy_secretary', 'committee_member')"
            " AND o.valid_from <= $3 AND o.valid_to > $3 AND o.known_to = 9223372036854775807) AS officers,"
            " (SELECT COUNT(*) FROM meeting m WHERE m.unit_id = $1 AND m.month = $4 AND m.kind = 'committee'"
            " AND m.held_at > 0 AND m.cancelled_at = 0 AND m.held_day <= $3) AS committee_meetings,"
            " (SELECT COUNT(*) FROM meeting m WHERE m.unit_id = $1 AND m.month = $4 AND m.kind = 'thematic'"
            " AND m.id <> $2 AND m.held_at > 0 AND m.cancelled_at = 0) AS thematic"
};

static enum hn_rc
read_around(struct hn_ctx *c, struct hn_score_facts *f)
{
    const struct hn_param params[] = { hn_p_id(f->m->unit.v), hn_p_id(f->m->id.v), hn_p_day(f->on),
                                       hn_p_int(f->m->month), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_around, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        f->officers = hn_row_int(rows, "officers");
        f->committee_meetings = hn_row_int(rows, "committee_meetings");
        f->thematic = hn_row_int(rows, "thematic") + f->m->thematic;
    }
    return hn_rows_end(rows);
}

/* clang-format off */
static const struct hn_sql sql_before = {
    .name = "score.meetings_before",
    .text =
        "SELECT m.id, " SQL_ON("m") " AS on_day"
        " FROM meeting m"
        " WHERE m.unit_id = $1 AND m.kind = 'ordinary' AND m.held_at > 0 AND m.cancelled_at = 0"
        " AND m.id <> $2 AND (" SQL_ON("m") " < $3 OR (" SQL_ON("m") " = $3 AND m.id < $2))"
        " ORDER BY on_day DESC, m.id DESC LIMIT 3"
};
/* clang-format on */
/* Excused (3) or not (4) here and at each of the three before. */
static const struct hn_sql sql_absent = {
    .name = "score.absent_long",
    .text = "SELECT COUNT(*) AS n FROM attendance a JOIN attendance x ON x.unit_id = a.unit_id"
            " AND x.meeting_id = $3 AND x.person_id = a.person_id AND x.state IN (3, 4)"
            " JOIN attendance y ON y.unit_id = a.unit_id AND y.meeting_id = $4"
            " AND y.person_id = a.person_id AND y.state IN (3, 4)"
            " JOIN attendance z ON z.unit_id = a.unit_id AND z.meeting_id = $5"
            " AND z.person_id = a.person_id AND z.state IN (3, 4)"
            " WHERE a.unit_id = $1 AND a.meeting_id = $2 AND a.state IN (3, 4)"
};

static enum hn_rc
read_absences(struct hn_ctx *c, struct hn_score_facts *f)
{
    const struct hn_param params[] = { hn_p_id(f->m->unit.v), hn_p_id(f->m->id.v), hn_p_day(f->on),
                                       HN_P_END };
    int64_t before[RUN_BEFORE] = { 0 };
    size_t count = 0;
    bool found;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_before, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows) && count < RUN_BEFORE)
        before[count++] = hn_row_int(rows, "id");
    rc = hn_rows_end(rows);
    if (rc || count < RUN_BEFORE)
        return rc;
    const struct hn_param with[] = { hn_p_id(f->m->unit.v), hn_p_id(f->m->id.v), hn_p_id(before[0]),
                                     hn_p_id(before[1]),    hn_p_id(before[2]),  HN_P_END };

    return hn_store_int(c, &sql_absent, with, &f->absent_long, &found);
}

static enum hn_rc
read_rules(struct hn_ctx *c, struct hn_score_facts *f)
{
    const struct hn_meeting *m = f->m;
    const char *length = m->thematic ? "meeting_combined_minutes" : "meeting_length_minutes";
    int64_t days = 0;
    enum hn_rc rc = hn_rule_value(c, m->unit, length, f->on, &f->length_due);

    if (!rc)
        rc = hn_rule_value(c, m->unit, "meeting_documents_ahead_days", f->on, &f->ahead_days);
    if (!rc)
        rc = hn_rule_value(c, m->unit, "meeting_minutes_days", f->on, &days);
    f->send_by = f->on + (hn_day)days;
    return rc;
}

enum hn_rc
hn_score_facts(struct hn_ctx *c, const struct hn_meeting *m, enum hn_lang lang, struct hn_score_facts *out)
{
    struct hn_score_facts *f = out;
    bool timed = m->held_at && m->began_minute >= 0 && m->ended_minute >= m->began_minute;
    enum hn_rc rc;

    *f = (struct hn_score_facts){
        .m = m,
        .lang = lang,
        .on = hn_meeting_on(m),
        .length = timed ? m->ended_minute - m->began_minute : -1,
        .sent = m->sent_at != 0,
        .sent_on = m->sent_at ? hn_day_at(m->sent_at) : c->today,
    };
    rc = read_rules(c, f);
    if (!rc)
        rc = hn_roll_counts(c, m->id, &f->roll);
    if (!rc)
        rc = read_kept(c, f);
    if (!rc)
        rc = read_around(c, f);
    if (!rc)
        rc = read_absences(c, f);
    if (!rc)
        rc = hn_tasks_done(c, m, &f->tasks_judged, &f->tasks_done);
    return rc;
}

const struct hn_sql *const hn_score_facts_sql[] = { &sql_kept, &sql_around, &sql_before, &sql_absent, NULL };
