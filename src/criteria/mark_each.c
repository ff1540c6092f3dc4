/* mark_each.c: the way out of sheets of marks: what was done to each, in that order (each.h). */
#include "access/scope.h"
#include "criteria/each.h"
#include "criteria/inside.h"

/* clang-format off */
/* A sheet without marks has one row without a line. Marks of lines that were removed go nowhere. */
static const struct hn_sql sql_marks = {
    .name = "each.criteria_marks",
    .text = "SELECT m.id, " HN_CRITERIA_CODE("m.unit_id") " AS unit, s.code AS set_code, m.on_day,"
            " CASE m.state WHEN 'open' THEN 0 WHEN 'concluded' THEN 2 ELSE 1 END AS state, m.residents_asked,"
            " m.residents_satisfied, m.residents_source, m.sent_on, m.concluded_on, m.conclusion,"
            " COALESCE((SELECT d.note FROM mark_deed d WHERE d.unit_id = m.unit_id AND d.sheet_id = m.id"
            " AND d.deed = 'returned' ORDER BY d.id DESC LIMIT 1), '') AS reason,"
            " COALESCE(k.above, 0) AS above, COALESCE(l.criterion, 0) AS criterion, COALESCE(l.no, 0) AS no,"
            " COALESCE(k.has_value, 0) AS has_value, COALESCE(k.value_milli, 0) AS value_milli,"
            " COALESCE(k.judged, 0) AS judged, COALESCE(k.met, 0) AS met, COALESCE(k.note, '') AS note"
            " FROM mark_sheet m CROSS JOIN criteria_set s"
            " LEFT JOIN mark k ON k.unit_id = m.unit_id AND k.sheet_id = m.id AND k.known_from <= $18 AND k.known_to > $18"
            " AND EXISTS (SELECT 1 FROM criteria_line x WHERE x.set_id = m.set_id AND x.id = k.line_id AND x.removed_at = 0)"
            " LEFT JOIN criteria_line l ON l.set_id = m.set_id AND l.id = k.line_id"
            " WHERE s.id = m.set_id AND m.at <= $18 AND m.on_day <= $21" HN_CRITERIA_OF_SCOPE("m.unit_id")
            " ORDER BY unit, m.on_day, s.code, above, l.criterion, l.no"
};
/* clang-format on */

struct giving {
    enum hn_rc (*each)(void *sink, const struct hn_mark_line_out *l);
    void *sink;
    struct hn_mark_line_out sheet; /* the one at hand: unit, set, on */
    int64_t id, asked, satisfied, state;
    const char *source, *conclusion, *reason;
    hn_day sent_on, concluded_on;
    bool middle; /* what stands between own marks and those above is told */
    bool above;  /* there are marks above */
};

static enum hn_rc
say(struct giving *g, const char *what, const char *note, hn_day day)
{
    struct hn_mark_line_out l = g->sheet;

    l.what = what;
    l.mark = (struct hn_line_mark){ .note = note };
    l.day = day;
    return g->each(g->sink, &l);
}

/* Residents and sending; a sheet that was returned was sent once, its day is known no longer. */
static enum hn_rc
say_middle(struct giving *g, bool above)
{
    struct hn_mark_line_out l = g->sheet;
    enum hn_rc rc = HN_OK;

    if (g->middle)
        return HN_OK;
    g->middle = true;
    g->above = above;
    if (g->asked > 0) {
        l.what = "residents";
        l.mark = (struct hn_line_mark){ .note = g->source };
        l.asked = g->asked;
        l.satisfied = g->satisfied;
        l.day = HN_DAY_OPEN;
        rc = g->each(g->sink, &l);
    }
    return rc || (g->state == 0 && !above) ? rc : say(g, "sent", "", g->state ? g->sent_on : HN_DAY_OPEN);
}

static enum hn_rc
end_sheet(struct giving *g)
{
    enum hn_rc rc = g->id ? say_middle(g, false) : HN_OK;

    if (rc || g->id == 0)
        return rc;
    if (g->state == 2)
        return say(g, "concluded", g->conclusion, g->concluded_on);
    return g->state == 0 && g->above ? say(g, "returned", g->reason, HN_DAY_OPEN) : HN_OK;
}

static enum hn_rc
begin_sheet(struct giving *g, struct hn_rows *rows)
{
    g->sheet = (struct hn_mark_line_out){ .unit = hn_row_text(rows, "unit"),
                                          .set = hn_row_text(rows, "set_code"),
                                          .on = (hn_day)hn_row_int(rows, "on_day") };
    g->id = hn_row_int(rows, "id");
    g->state = hn_row_int(rows, "state");
    g->asked = hn_row_int(rows, "residents_asked");
    g->satisfied = hn_row_int(rows, "residents_satisfied");
    g->source = hn_row_text(rows, "residents_source");
    g->conclusion = hn_row_text(rows, "conclusion");
    g->reason = hn_row_text(rows, "reason");
    g->sent_on = (hn_day)hn_row_int(rows, "sent_on");
    g->concluded_on = (hn_day)hn_row_int(rows, "concluded_on");
    g->middle = g->above = false;
    return say(g, "open", "", HN_DAY_OPEN);
}

static enum hn_rc
say_mark(struct giving *g, struct hn_rows *rows)
{
    bool above = hn_row_int(rows, "above") != 0;
    struct hn_mark_line_out l = g->sheet;
    enum hn_rc rc = above ? say_middle(g, true) : HN_OK;

    if (rc)
        return rc;
    l.what = above ? "above" : "own";
    l.criterion = (int)hn_row_int(rows, "criterion");
    l.no = (int)hn_row_int(rows, "no");
    l.mark = (struct hn_line_mark){ .has_value = hn_row_int(rows, "has_value") != 0,
                                    .milli = hn_row_int(rows, "value_milli"),
                                    .judged = hn_row_int(rows, "judged") != 0,
                                    .met = hn_row_int(rows, "met") != 0,
                                    .note = hn_row_text(rows, "note") };
    l.day = HN_DAY_OPEN;
    return g->each(g->sink, &l);
}

enum hn_rc
hn_mark_each(struct hn_ctx *c, struct hn_unit_id within, hn_day by,
             enum hn_rc (*each)(void *sink, const struct hn_mark_line_out *l), void *sink)
{
    struct giving g = { .each = each, .sink = sink };
    struct hn_mark mark = hn_arena_mark(c->arena);
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_marks, within, by, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        if (hn_row_int(rows, "id") != g.id) {
            rc = end_sheet(&g);
            if (g.id == 0)
                mark = hn_arena_mark(c->arena);
            hn_ctx_rewind(c, mark);
            if (!rc)
                rc = begin_sheet(&g, rows);
        }
        if (!rc && hn_row_int(rows, "criterion"))
            rc = say_mark(&g, rows);
    }
    if (!rc)
        rc = end_sheet(&g);
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

const struct hn_sql *const hn_mark_each_sql[] = { &sql_marks, NULL };
