/* outlier_list.c: values of a form that stand out from the past of their own unit (rate.h). What stands out: outlier_past.c. */
#include "indicator/outlier_past.h"
#include "indicator/rate.h"
#include "indicator/value_inside.h"

enum { OUTLIERS_MOST = 200 };

/* clang-format off */
/* Each value of the period with each of the twelve before it, value by value. $1 day the units stand on, $2 known, $3 form, $4
 * within, $5 kind, $6, $7 the period, $8 the first day of what came before */
static const struct hn_sql sql_values = {
    .name = "outlier.values",
    .text = "SELECT x.id, x.unit_id, x.indicator_id, x.value_milli, x.qualifier, x.source, x.note, x.reason,"
            " x.known_from, COALESCE(a.name, '') AS by_name, i.code, m.name, m.measure, u.code AS unit_code,"
            " u.name AS unit_name, p.value_milli AS past_milli FROM form_line y CROSS JOIN unit_closure b"
            " CROSS JOIN indicator_value x CROSS JOIN indicator i CROSS JOIN indicator_version m"
            " CROSS JOIN unit_version u CROSS JOIN indicator_value p LEFT JOIN account a ON a.id = x.entered_by"
            " WHERE y.form_id = $3 AND y.removed_at = 0 AND b.anc = $4 AND " HN_SQL_AT("b", "$1", "$2")
            " AND x.unit_id = b.des AND x.indicator_id = y.indicator_id AND x.plan = 0 AND x.period_from = $6"
            " AND x.period_to = $7 AND x.known_from <= $2 AND x.known_to > $2 AND i.id = y.indicator_id"
            " AND m.indicator_id = i.id AND m.formula = '' AND " HN_SQL_AT("m", "$1", "$2")
            " AND u.unit_id = b.des AND " HN_SQL_AT("u", "$1", "$2")
            " AND p.unit_id = x.unit_id AND p.indicator_id = x.indicator_id AND p.plan = 0 AND p.period_kind = $5"
            " AND p.period_from >= $8 AND p.period_to <= $6 AND p.known_from <= $2 AND p.known_to > $2"
            " ORDER BY u.code, x.unit_id, y.position, x.id"
};
/* clang-format on */

struct walk {
    struct hn_indicator_outlier *found;
    size_t count;
    struct hn_indicator_outlier at; /* the value at hand, and what came before it */
    struct hn_outlier_past past;
    struct hn_mark mark;
};

/* The value at hand is complete: does it stand out? */
static void
settle(struct hn_ctx *c, struct walk *w)
{
    struct hn_outlier_bounds b;
    int64_t milli = w->at.value.milli;

    if (!w->at.value.id)
        return;
    if (!hn_outlier_judge(&w->past, &b) || (milli >= b.low && milli <= b.high)) {
        hn_ctx_rewind(c, w->mark);
        return;
    }
    w->at.middle_milli = b.middle;
    w->at.low_milli = b.low;
    w->at.high_milli = b.high;
    w->found[w->count++] = w->at;
}

static void
begin(struct hn_ctx *c, struct hn_rows *rows, struct hn_period period, struct walk *w)
{
    w->past.count = 0;
    w->mark = hn_arena_mark(c->arena);
    w->at = (struct hn_indicator_outlier){ .value = { .id = hn_row_int(rows, "id"),
                                                      .indicator = hn_row_int(rows, "indicator_id"),
                                                      .unit = { hn_row_int(rows, "unit_id") },
                                                      .code = hn_row_text(rows, "code"),
                                                      .unit_code = hn_row_text(rows, "unit_code"),
                                                      .unit_name = hn_row_text(rows, "unit_name"),
                                                      .period = period,
                                                      .milli = hn_row_int(rows, "value_milli"),
                                                      .qualifier = hn_row_text(rows, "qualifier"),
                                                      .source = hn_row_text(rows, "source"),
                                                      .note = hn_row_text(rows, "note"),
                                                      .reason = hn_row_text(rows, "reason"),
                                                      .by_name = hn_row_text(rows, "by_name"),
                                                      .known_from = hn_row_int(rows, "known_from"),
                                                      .known_to = HN_TIME_OPEN,
                                                      .removal = "",
                                                      .removed_by_name = "" },
                                           .name = hn_row_text(rows, "name"),
                                           .measure = hn_row_text(rows, "measure") };
}

static enum hn_rc
ask(struct hn_ctx *c, int64_t form, struct hn_unit_id within, struct hn_period period, struct hn_rows **rows)
{
    const hn_day last = period.to - 1;
    const struct hn_param params[] = { hn_p_day(last < c->on ? last : c->on),
                                       hn_p_time(hn_fact_known(c)),
                                       hn_p_id(form),
                                       hn_p_id(within.v),
                                       hn_p_text(hn_period_kind_name(period.kind)),
                                       hn_p_day(period.from),
                                       hn_p_day(period.to),
                                       hn_p_day(hn_period_shift(period, -HN_OUTLIER_PAST).from),
                                       HN_P_END };
    struct hn_indicator_form f;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_FIGURES, within);

    if (!rc)
        rc = hn_indicator_form_get(c, form, &f);
    if (!rc && period.kind != f.every)
        rc = hn_fail(c, HN_INVALID, "period", "sheet.period_kind");
    return rc ? rc : hn_store_query(c, &sql_values, params, rows);
}

enum hn_rc
hn_indicator_outliers(struct hn_ctx *c, int64_t form, struct hn_unit_id within, struct hn_period period,
                      const struct hn_indicator_outlier **out, size_t *count, bool *more)
{
    struct walk w = { .found = HN_NEW_N(c->arena, struct hn_indicator_outlier, OUTLIERS_MOST + 1) };
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, form, within, period, &rows);

    if (rc)
        return rc;
    while (w.count <= OUTLIERS_MOST && hn_rows_next(rows)) {
        if (hn_row_int(rows, "id") != w.at.value.id) {
            settle(c, &w);
            if (w.count <= OUTLIERS_MOST)
                begin(c, rows, period, &w);
        }
        hn_outlier_add(&w.past, hn_row_int(rows, "past_milli"));
    }
    if (w.count <= OUTLIERS_MOST)
        settle(c, &w);
    *more = w.count > OUTLIERS_MOST;
    *count = *more ? OUTLIERS_MOST : w.count;
    *out = w.found;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_indicator_outlier_sql[] = { &sql_values, NULL };
