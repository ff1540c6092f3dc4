/* sheet_line.c: the lines of a sheet: values, plans, the period before, the same a year earlier, what is reckoned from others, and
 * whether a value stands out from the unit's own past (sheet.h).
 */
#include <string.h>

#include "indicator/figure.h"
#include "indicator/outlier_past.h"
#include "indicator/sheet_inside.h"

enum { PAST_PERIODS = 12 };

/* clang-format off */
/* $1 the period's last day, $2 known, $3 form */
static const struct hn_sql sql_lines = {
    .name = "sheet.lines",
    .text = "SELECT " HN_INDICATOR_COLUMNS("$1", "$2") ", q.required FROM form_line q CROSS JOIN indicator i"
            " CROSS JOIN indicator_version v" HN_INDICATOR_IN_FORM " WHERE q.form_id = $3 AND q.removed_at = 0"
            " AND i.id = q.indicator_id AND v.indicator_id = i.id AND " HN_SQL_AT("v", "$1", "$2")
            " ORDER BY q.position, q.id LIMIT $4"
};
/* $1 unit, $2 form, $3 known, $4 kind, $5 from, $6 to, $7 $8 the same period a year earlier */
static const struct hn_sql sql_values = {
    .name = "sheet.values",
    .text = "SELECT w.indicator_id, w.plan, w.id, w.period_from, w.period_to, w.value_milli, w.qualifier, w.source,"
            " w.note, w.reason, w.known_from, COALESCE(a.name, '') AS by_name FROM form_line q"
            " CROSS JOIN indicator_value w LEFT JOIN account a ON a.id = w.entered_by"
            " WHERE q.form_id = $2 AND q.removed_at = 0 AND w.unit_id = $1 AND w.indicator_id = q.indicator_id"
            " AND w.period_kind = $4 AND ((w.period_from >= $5 AND w.period_to <= $6)"
            " OR (w.period_from = $7 AND w.period_to = $8)) AND w.known_from <= $3 AND w.known_to > $3"
            " ORDER BY w.indicator_id, w.plan, w.period_from"
};
/* $1 unit, $2 form, $3 known, $4 from, $5 to */
static const struct hn_sql sql_rows = {
    .name = "sheet.rows",
    .text = "SELECT w.indicator_id, count(*) AS n FROM form_line q CROSS JOIN indicator_value w"
            " WHERE q.form_id = $2 AND q.removed_at = 0 AND w.unit_id = $1 AND w.indicator_id = q.indicator_id"
            " AND w.plan = 0 AND w.period_from = $4 AND w.period_to = $5 AND w.known_from <= $3"
            " GROUP BY w.indicator_id"
};
/* clang-format on */

enum hn_rc
hn_sheet_lines_read(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_sheet_lines *out)
{
    const struct hn_param params[] = { hn_p_day(key->period.to - 1), hn_p_time(hn_fact_known(c)),
                                       hn_p_id(key->form), hn_p_int(HN_SHEET_LINES), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_lines, params, &rows);

    *out = (struct hn_sheet_lines){ .count = 0 };
    if (rc)
        return rc;
    out->at = HN_NEW_N(c->arena, struct hn_indicator_sheet_line, HN_SHEET_LINES);
    while (out->count < HN_SHEET_LINES && hn_rows_next(rows)) {
        const struct hn_indicator i = hn_indicator_of(rows);

        out->at[out->count++] = (struct hn_indicator_sheet_line){ .indicator = i,
                                                                  .required = hn_row_int(rows, "required") !=
                                                                              0,
                                                                  .reckoned = *i.formula != '\0',
                                                                  .problem = "" };
    }
    return hn_rows_end(rows);
}

static struct hn_indicator_sheet_line *
line_of(const struct hn_sheet_lines *l, int64_t indicator)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->at[i].indicator.id == indicator)
            return &l->at[i];
    return NULL;
}

/* --- what was entered --- */

struct reading {
    const struct hn_indicator_sheet_key *key;
    struct hn_period before, year_ago;
    struct hn_sheet_lines *lines;
    struct hn_sheet_past *past;
    size_t room;
};

static bool
is_of(const struct hn_sheet_past *p, struct hn_period period)
{
    return p->from == period.from && p->to == period.to;
}

static void
take_result(struct hn_ctx *c, struct reading *r, struct hn_rows *rows, struct hn_indicator_sheet_line *line,
            const struct hn_sheet_past *p)
{
    struct hn_sheet_lines *l = r->lines;

    if (l->past_count == r->room) {
        r->past = hn_grow(c->arena, r->past, r->room * sizeof *r->past, 2 * r->room * sizeof *r->past);
        r->room *= 2;
    }
    r->past[l->past_count++] = *p;
    if (is_of(p, r->before)) {
        line->has_before = true;
        line->before_milli = p->milli;
        line->before_qualifier = hn_row_text(rows, "qualifier");
    }
    if (is_of(p, r->year_ago)) {
        line->has_last_year = true;
        line->last_year_milli = p->milli;
        line->last_year_qualifier = hn_row_text(rows, "qualifier");
    }
    if (!is_of(p, r->key->period) || line->reckoned)
        return;
    line->has_value = true;
    line->value = (struct hn_indicator_value){ .id = hn_row_int(rows, "id"),
                                               .indicator = p->indicator,
                                               .unit = r->key->unit,
                                               .code = line->indicator.code,
                                               .unit_code = "",
                                               .unit_name = "",
                                               .period = r->key->period,
                                               .milli = p->milli,
                                               .qualifier = hn_row_text(rows, "qualifier"),
                                               .source = hn_row_text(rows, "source"),
                                               .note = hn_row_text(rows, "note"),
                                               .reason = hn_row_text(rows, "reason"),
                                               .by_name = hn_row_text(rows, "by_name"),
                                               .known_from = hn_row_int(rows, "known_from"),
                                               .known_to = HN_TIME_OPEN,
                                               .removal = "",
                                               .removed_by_name = "" };
}

static void
take(struct hn_ctx *c, struct reading *r, struct hn_rows *rows)
{
    const struct hn_sheet_past p = { .indicator = hn_row_int(rows, "indicator_id"),
                                     .milli = hn_row_int(rows, "value_milli"),
                                     .from = (hn_day)hn_row_int(rows, "period_from"),
                                     .to = (hn_day)hn_row_int(rows, "period_to") };
    struct hn_indicator_sheet_line *line = line_of(r->lines, p.indicator);

    if (!line)
        return;
    if (hn_row_int(rows, "plan") == 0) {
        take_result(c, r, rows, line, &p);
    } else if (is_of(&p, r->key->period)) {
        line->has_plan = true;
        line->plan_milli = p.milli;
        line->plan_qualifier = hn_row_text(rows, "qualifier");
    }
}

/* Twelve periods back, and the whole of last year, from which a check may reckon. Of days the year's are too many: then only
 * the one of a year ago. */
static hn_day
first_day(struct hn_period p)
{
    hn_day back = hn_period_shift(p, -PAST_PERIODS).from, year;

    if (p.kind == HN_PERIOD_DAY || p.kind == HN_PERIOD_SPAN)
        return back;
    year = hn_period_at(HN_PERIOD_YEAR, hn_period_years_ago(p, 1).from).from;
    return year < back ? year : back;
}

static enum hn_rc
read_values(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_sheet_lines *lines)
{
    struct reading r = { .key = key,
                         .before = hn_period_shift(key->period, -1),
                         .year_ago = hn_period_years_ago(key->period, 1),
                         .lines = lines,
                         .past = HN_NEW_N(c->arena, struct hn_sheet_past, 256),
                         .room = 256 };
    const struct hn_param params[] = { hn_p_id(key->unit.v),
                                       hn_p_id(key->form),
                                       hn_p_time(hn_fact_known(c)),
                                       hn_p_text(hn_period_kind_name(key->period.kind)),
                                       hn_p_day(first_day(key->period)),
                                       hn_p_day(key->period.to),
                                       hn_p_day(r.year_ago.from),
                                       hn_p_day(r.year_ago.to),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_values, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows))
        take(c, &r, rows);
    lines->past = r.past;
    return hn_rows_end(rows);
}

static enum hn_rc
read_rows(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_sheet_lines *lines)
{
    const struct hn_param params[] = { hn_p_id(key->unit.v),        hn_p_id(key->form),
                                       hn_p_time(hn_fact_known(c)), hn_p_day(key->period.from),
                                       hn_p_day(key->period.to),    HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_rows, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_indicator_sheet_line *line = line_of(lines, hn_row_int(rows, "indicator_id"));

        if (line)
            line->values = (int)hn_row_int(rows, "n");
    }
    return hn_rows_end(rows);
}

static void
judge_outlier(const struct hn_indicator_sheet_key *key, const struct hn_sheet_lines *lines,
              struct hn_indicator_sheet_line *line)
{
    const hn_day from = hn_period_shift(key->period, -PAST_PERIODS).from;
    struct hn_outlier_past past = { .count = 0 };
    struct hn_outlier_bounds bounds;

    for (size_t i = 0; i < lines->past_count; i++) {
        const struct hn_sheet_past *p = &lines->past[i];

        if (p->indicator == line->indicator.id && p->from >= from && p->to <= key->period.from)
            hn_outlier_add(&past, p->milli);
    }
    line->outlier = hn_outlier_judge(&past, &bounds) &&
                    (line->value.milli < bounds.low || line->value.milli > bounds.high);
}

/* --- what is reckoned --- */

static const char *
problem_of(enum hn_formula_state state)
{
    switch (state) {
    case HN_FORMULA_VALUE:
        return "";
    case HN_FORMULA_DIVIDED:
        return "sheet_problem.divided";
    case HN_FORMULA_LARGE:
        return "sheet_problem.large";
    case HN_FORMULA_NONE:
        break;
    }
    return "sheet_problem.none";
}

static enum hn_rc
reckon(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_indicator_sheet_line *line)
{
    const struct hn_period periods[] = { key->period, hn_period_shift(key->period, -1),
                                         hn_period_years_ago(key->period, 1) };
    struct hn_indicator_ask ask = {
        .indicator = line->indicator.id, .unit = key->unit, .periods = periods, .period_count = 3
    };
    const struct hn_indicator_row *children;
    struct hn_indicator_row own;
    size_t count;
    enum hn_rc rc = hn_indicator_grid(c, &ask, &own, &children, &count);

    if (rc)
        return rc;
    line->problem = problem_of(own.figures[0].state);
    line->has_value = own.figures[0].state == HN_FORMULA_VALUE;
    line->value = (struct hn_indicator_value){ .indicator = line->indicator.id,
                                               .unit = key->unit,
                                               .code = line->indicator.code,
                                               .unit_code = "",
                                               .unit_name = "",
                                               .period = key->period,
                                               .milli = own.figures[0].milli,
                                               .qualifier = own.figures[0].qualifier,
                                               .source = "",
                                               .note = "",
                                               .reason = "",
                                               .by_name = "",
                                               .known_to = HN_TIME_OPEN,
                                               .removal = "",
                                               .removed_by_name = "" };
    line->has_before = own.figures[1].state == HN_FORMULA_VALUE;
    line->before_milli = own.figures[1].milli;
    line->before_qualifier = own.figures[1].qualifier;
    line->has_last_year = own.figures[2].state == HN_FORMULA_VALUE;
    line->last_year_milli = own.figures[2].milli;
    line->last_year_qualifier = own.figures[2].qualifier;
    ask.plan = true;
    ask.period_count = 1;
    rc = hn_indicator_grid(c, &ask, &own, &children, &count);
    if (rc)
        return rc;
    line->has_plan = own.figures[0].state == HN_FORMULA_VALUE;
    line->plan_milli = own.figures[0].milli;
    line->plan_qualifier = own.figures[0].qualifier;
    return HN_OK;
}

enum hn_rc
hn_sheet_lines_fill(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_sheet_lines *out)
{
    enum hn_rc rc = hn_sheet_lines_read(c, key, out);

    if (!rc)
        rc = read_values(c, key, out);
    if (!rc)
        rc = read_rows(c, key, out);
    for (size_t i = 0; !rc && i < out->count; i++) {
        if (out->at[i].reckoned)
            rc = reckon(c, key, &out->at[i]);
        else if (out->at[i].has_value)
            judge_outlier(key, out, &out->at[i]);
    }
    return rc;
}

const struct hn_sql *const hn_indicator_sheet_line_sql[] = { &sql_lines, &sql_values, &sql_rows, NULL };
