/* total.c: the sums of a unit's meetings, month by month, and how points are said (score.h).
 *
 * Not for: making them (score.c).
 */
#include "base/vi.h"
#include "score/score.h"

enum { TOTALS_MOST = 200 };

const char *
hn_score_points(struct hn_arena *a, int64_t points, enum hn_lang lang)
{
    if (points < 0)
        return "–";
    if (points % 100 == 0)
        return hn_vi_int(a, points / 100, lang == HN_EN);
    if (points % 10 == 0)
        return hn_vi_decimal(a, points / 10, 1, lang == HN_EN);
    return hn_vi_decimal(a, points, 2, lang == HN_EN);
}

static const struct hn_sql sql_totals = {
    .name = "score.totals",
    .text =
        "SELECT m.id, m.kind, m.month, CASE WHEN m.held_at > 0 THEN m.held_day ELSE m.day END AS on_day,"
        " m.adopted_at, COALESCE(c.points, -1) AS cell, COALESCE(c.class, '') AS cell_class,"
        " COALESCE(t.points, -1) AS monitor, COALESCE(t.class, '') AS monitor_class FROM meeting m"
        " LEFT JOIN meeting_total c ON c.unit_id = m.unit_id AND c.meeting_id = m.id AND c.scorer = 'cell'"
        " LEFT JOIN meeting_total t ON t.unit_id = m.unit_id AND t.meeting_id = m.id"
        " AND t.scorer = 'monitor' WHERE m.unit_id = $1 AND m.month >= $2 AND m.month <= $3"
        " AND m.held_at > 0 AND m.cancelled_at = 0 ORDER BY m.month DESC, on_day DESC, m.id DESC LIMIT 200"
};

enum hn_rc
hn_score_totals(struct hn_ctx *c, struct hn_unit_id unit, int64_t from, int64_t to,
                const struct hn_score_total **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(from), hn_p_int(to), HN_P_END };
    struct hn_score_total *totals = HN_NEW_N(c->arena, struct hn_score_total, TOTALS_MOST);
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, unit);

    if (!rc)
        rc = hn_store_query(c, &sql_totals, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows) && n < TOTALS_MOST) {
        totals[n++] = (struct hn_score_total){
            .meeting = { hn_row_int(rows, "id") },
            .kind = hn_row_text(rows, "kind"),
            .month = hn_row_int(rows, "month"),
            .day = (hn_day)hn_row_int(rows, "on_day"),
            .adopted = hn_row_int(rows, "adopted_at") != 0,
            .cell = hn_row_int(rows, "cell"),
            .monitor = hn_row_int(rows, "monitor"),
            .cell_class = hn_row_text(rows, "cell_class"),
            .monitor_class = hn_row_text(rows, "monitor_class"),
        };
    }
    *out = totals;
    *count = n;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_score_total_sql[] = { &sql_totals, NULL };
