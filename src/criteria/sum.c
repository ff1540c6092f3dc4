/* sum.c: what many sheets of marks came to, in one question: the line of each sheet with its threshold and both marks, added up as
 * they pass by. mark.c reckons the same for one sheet with all that is shown of it; a test holds the two against each other.
 */
#include "criteria/inside.h"

/* clang-format off */
/* A line of sheet m with its threshold and the mark that counts: that of the level above where there is one. $2 known */
#define LINES                                                                                                \
    "SELECT m.unit_id, m.id, m.on_day, CASE m.state WHEN 'concluded' THEN 1 ELSE 0 END AS concluded,"         \
    " s.code AS set_code, s.name AS set_name, s.level, l.criterion,"                                          \
    " CASE l.operator WHEN 'ge' THEN 1 WHEN 'le' THEN 2 WHEN 'eq' THEN 3 ELSE 0 END AS operator,"            \
    " CASE WHEN COALESCE(tg.value_milli, ta.value_milli) IS NULL THEN 0 ELSE 1 END AS has_threshold,"        \
    " COALESCE(tg.value_milli, ta.value_milli, 0) AS threshold,"                                             \
    " COALESCE(k.has_value, 0) AS has_value, COALESCE(k.value_milli, 0) AS value_milli,"                     \
    " COALESCE(k.judged, 0) AS judged, COALESCE(k.met, 0) AS met"
#define OF                                                                                                   \
    "mark_sheet m CROSS JOIN criteria_set s CROSS JOIN criteria_line l"                                      \
    " LEFT JOIN criteria_group g ON g.unit_id = m.unit_id AND " HN_SQL_AT("g", "m.on_day", "$2")             \
    " LEFT JOIN criteria_threshold tg ON tg.set_id = l.set_id AND tg.line_id = l.id"                         \
    " AND tg.group_code = g.group_code"                                                                      \
    " LEFT JOIN criteria_threshold ta ON ta.set_id = l.set_id AND ta.line_id = l.id AND ta.group_code = ''"  \
    " LEFT JOIN mark k ON k.unit_id = m.unit_id AND k.sheet_id = m.id AND k.line_id = l.id"                  \
    " AND k.known_from <= $2 AND k.known_to > $2 AND k.above = (SELECT max(w.above) FROM mark w"             \
    " WHERE w.unit_id = m.unit_id AND w.sheet_id = m.id AND w.line_id = l.id AND w.known_from <= $2"         \
    " AND w.known_to > $2)"
#define SHEETS                                                                                               \
    " AND m.on_day <= $1 AND m.at <= $2 AND s.id = m.set_id AND l.set_id = m.set_id AND l.removed_at = 0"    \
    " ORDER BY m.unit_id, m.on_day, m.id, l.criterion, l.no"
/* $1 on, $2 known, $3 within */
static const struct hn_sql sql_below = {
    .name = "mark.sums_below",
    .text = LINES " FROM unit_closure h CROSS JOIN " OF " WHERE h.anc = $3 AND " HN_SQL_AT("h", "$1", "$2")
            " AND m.unit_id = h.des" SHEETS
};
/* The unit itself, whether it stands on the day or not: the result of a commune stays with it. */
static const struct hn_sql sql_own = { .name = "mark.sums_own",
                                       .text = LINES " FROM " OF " WHERE m.unit_id = $3" SHEETS };
/* clang-format on */

static bool
is_met(struct hn_rows *rows)
{
    int64_t operator= hn_row_int(rows, "operator");
    int64_t value = hn_row_int(rows, "value_milli"), threshold = hn_row_int(rows, "threshold");

    if (hn_row_int(rows, "judged"))
        return hn_row_int(rows, "met") != 0;
    if (!hn_row_int(rows, "has_value") || !hn_row_int(rows, "has_threshold"))
        return false;
    if (operator== 1)
        return value >= threshold;
    return operator== 2 ? value <= threshold : value == threshold;
}

/* The line at hand belongs to the sheet out is of; a criterion is met while all its lines so far are. */
static void
add_line(struct hn_rows *rows, struct hn_mark_sum *out, int64_t *criterion, bool *all)
{
    bool met = is_met(rows), next = hn_row_int(rows, "criterion") != *criterion;

    if (next) {
        *criterion = hn_row_int(rows, "criterion");
        out->total.criteria++;
        out->total.criteria_met++; /* until a line of it is not met */
        *all = true;
    }
    if (!met && *all)
        out->total.criteria_met--;
    *all = *all && met;
    out->total.lines++;
    out->total.lines_met += met;
    out->total.marked += hn_row_int(rows, "judged") || hn_row_int(rows, "has_value");
}

enum hn_rc
hn_mark_sums(struct hn_ctx *c, struct hn_unit_id within, bool below, const struct hn_mark_sum **out,
             size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(within.v),
                                       HN_P_END };
    struct hn_mark_sum *sums = HN_NEW_N(c->arena, struct hn_mark_sum, 16);
    size_t room = 16;
    int64_t criterion = 0;
    bool all = true;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, below ? &sql_below : &sql_own, params, &rows);

    *count = 0;
    *out = NULL;
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t sheet = hn_row_int(rows, "id");

        if (*count == 0 || sums[*count - 1].sheet != sheet) {
            if (*count == room) {
                sums = hn_grow(c->arena, sums, room * sizeof *sums, (room * 2 + 16) * sizeof *sums);
                room = room * 2 + 16;
            }
            sums[(*count)++] = (struct hn_mark_sum){ .unit = hn_row_int(rows, "unit_id"),
                                                     .sheet = sheet,
                                                     .set_code = hn_row_text(rows, "set_code"),
                                                     .set_name = hn_row_text(rows, "set_name"),
                                                     .level = hn_row_text(rows, "level"),
                                                     .on = (hn_day)hn_row_int(rows, "on_day"),
                                                     .concluded = hn_row_int(rows, "concluded") != 0 };
            criterion = 0;
        }
        add_line(rows, &sums[*count - 1], &criterion, &all);
    }
    *out = sums;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_mark_sum_sql[] = { &sql_below, &sql_own, NULL };
