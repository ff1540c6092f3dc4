/* each.c: the way out: meetings and attendance, row by row (each.h). */
#include "meeting/each.h"

#include "access/scope.h"
#include "meeting/inside.h"

/* clang-format off */

/* $18 known, $19 within (0 all), $20 the tree's day, $21 the day or "open". Walked unit by unit in order of code, the scope asked once a unit, so that
 * only one unit's rows are sorted at a time. */
#define OF_SCOPE                                                                                             \
    " m.unit_id = k.unit_id AND m.created_at <= $18 AND (m.cancelled_at = 0 OR m.cancelled_at > $18)"        \
    " AND ($21 = 2147483647 OR " MEETING_DAY("m") " = $21)"                                                  \
    " AND v.unit_id = m.unit_id AND v.code = k.code AND " HN_SQL_AT("v", MEETING_DAY("m"), "$18")            \
    " AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = k.unit_id"          \
    " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS("k.unit_id")
#define BY_UNIT " FROM unit_code k CROSS JOIN meeting m CROSS JOIN unit_version v"

static const struct hn_sql sql_meetings = {
    .name = "meeting.each",
    .text = "SELECT k.code AS unit, m.kind, m.thematic, m.topic, m.month, " MEETING_DAY("m") " AS day,"
            " m.start_minute, CASE WHEN m.held_at > 0 AND m.held_at <= $18 THEN 1 ELSE 0 END AS held,"
            " m.began_minute, m.ended_minute, m.place, m.why" BY_UNIT " WHERE" OF_SCOPE
            " ORDER BY k.code, day, m.start_minute, m.kind"
};
static const struct hn_sql sql_attendance = {
    .name = "attendance.each",
    .text = "SELECT k.code AS unit, m.kind, " MEETING_DAY("m") " AS day, m.start_minute, p.code AS person, a.state"
            BY_UNIT " CROSS JOIN attendance a CROSS JOIN person p WHERE" OF_SCOPE
            " AND a.unit_id = m.unit_id AND a.meeting_id = m.id AND a.at <= $18 AND p.id = a.person_id"
            " ORDER BY k.code, day, m.start_minute, m.kind, p.code"
};
/* clang-format on */

enum hn_rc
hn_meeting_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                enum hn_rc (*each)(void *sink, const struct hn_meeting_line *m), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_meetings, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_meeting_line m = {
            .unit = hn_row_text(rows, "unit"),
            .kind = hn_row_text(rows, "kind"),
            .thematic = hn_row_int(rows, "thematic") != 0,
            .topic = hn_row_text(rows, "topic"),
            .month = hn_row_int(rows, "month"),
            .day = (hn_day)hn_row_int(rows, "day"),
            .held = hn_row_int(rows, "held") != 0,
            .start_minute = (int)hn_row_int(rows, "start_minute"),
            .began_minute = (int)hn_row_int(rows, "began_minute"),
            .ended_minute = (int)hn_row_int(rows, "ended_minute"),
            .place = hn_row_text(rows, "place"),
            .why = hn_row_text(rows, "why"),
        };

        rc = each(sink, &m);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

enum hn_rc
hn_attendance_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                   enum hn_rc (*each)(void *sink, const struct hn_attendance_line *a), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_attendance, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_attendance_line a = {
            .unit = hn_row_text(rows, "unit"),
            .kind = hn_row_text(rows, "kind"),
            .person = hn_row_text(rows, "person"),
            .day = (hn_day)hn_row_int(rows, "day"),
            .start_minute = (int)hn_row_int(rows, "start_minute"),
            .state = (enum hn_presence)hn_row_int(rows, "state"),
        };

        rc = each(sink, &a);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

static const struct hn_sql sql_at = {
    .name = "meeting.at",
    .text = "SELECT m.id FROM meeting m WHERE m.unit_id = $1 AND m.cancelled_at = 0 AND m.kind = $2"
            " AND m.start_minute = $3 AND " MEETING_DAY("m") " = $4 ORDER BY m.id LIMIT 1"
};

enum hn_rc
hn_meeting_at(struct hn_ctx *c, struct hn_unit_id unit, hn_day day, const char *kind, int start_minute,
              struct hn_meeting_id *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_text(kind), hn_p_int(start_minute),
                                       hn_p_day(day), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_at, params, &out->v, &found);

    if (!rc && !found)
        out->v = 0;
    return rc;
}

const struct hn_sql *const hn_meeting_each_sql[] = { &sql_meetings, &sql_attendance, &sql_at, NULL };
