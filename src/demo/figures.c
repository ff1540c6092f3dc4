/* figures.c: see hn_demo_figures in trial.h. Values are written straight into their table: what is measured is reading them. */
#include "demo/trial.h"

#include <inttypes.h>

#include "indicator/figure.h"

enum { CELLS_MOST = 200000 };

static const struct hn_sql sql_cells = {
    .name = "demo.figures_cells",
    .text =
        "SELECT v.unit_id, v.parent_id FROM unit_version v WHERE v.kind IN ('cell', 'grassroots_cell')"
        " AND v.valid_from <= $1 AND v.valid_to > $1 AND v.known_to = 9223372036854775807 ORDER BY v.unit_id"
};
static const struct hn_sql sql_value = {
    .name = "demo.figures_value",
    .text =
        "INSERT INTO indicator_value (unit_id, id, indicator_id, plan, period_kind, period_from, period_to,"
        " value_milli, qualifier, source, note, reason, known_from, known_to, removed_at, entered_by)"
        " VALUES ($1, $2, $3, 0, 'month', $4, $5, $6, 'exact', '', '', '', $7, 9223372036854775807, 0, $8)"
};

const struct hn_sql *const hn_demo_figures_sql[] = { &sql_cells, &sql_value, NULL };

static enum hn_rc
make_indicator(struct hn_ctx *c, const struct hn_demo_figures *f, const char *code, const char *formula,
               int64_t *out)
{
    const struct hn_indicator in = {
        .unit = f->root,
        .code = code,
        .name = "Chỉ tiêu minh họa để đo tốc độ",
        .name_en = "",
        .measure = *formula ? "%" : "việc",
        .better = "up",
        .over_tree = *formula ? "none" : "sum",
        .over_time = *formula ? "none" : "sum",
        .formula = formula,
        .note = "",
        .every = HN_PERIOD_MONTH,
        .from = hn_day_of(hn_date_of(c->today).year - 10, 1, 1),
        .to = HN_DAY_OPEN,
    };

    return hn_indicator_put(c, &in, out);
}

static enum hn_rc
make_indicators(struct hn_ctx *c, struct hn_demo_figures *f)
{
    const char *first = hn_print(c->arena, "do.%" PRId64, c->now / 1000000),
               *second = hn_print(c->arena, "%s.xong", first);
    enum hn_rc rc = make_indicator(c, f, first, "", &f->first);

    if (!rc)
        rc = make_indicator(c, f, second, "", &f->second);
    return rc ? rc
              : make_indicator(c, f, hn_print(c->arena, "%s.tyle", first),
                               hn_print(c->arena, "[%s] / [%s] * 100", second, first), &f->ratio);
}

static enum hn_rc
read_cells(struct hn_ctx *c, struct hn_demo_figures *f, int64_t *cells)
{
    const struct hn_param params[] = { hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_cells, params, &rows);

    f->cells = 0;
    if (rc)
        return rc;
    while (f->cells < CELLS_MOST && hn_rows_next(rows)) {
        cells[f->cells++] = hn_row_int(rows, "unit_id");
        f->org.v = hn_row_int(rows, "parent_id");
    }
    return hn_rows_end(rows);
}

static enum hn_rc
put_month(struct hn_ctx *c, struct hn_demo_figures *f, const int64_t *cells, struct hn_period p)
{
    enum hn_rc rc = HN_OK;

    for (int64_t i = 0; i < 2 * f->cells && !rc; i++) {
        const int64_t done = (f->values * 7919) % 500, second = i % 2;
        const struct hn_param params[] = {
            hn_p_id(cells[i / 2]), hn_p_id(hn_new_id(c)), hn_p_id(second ? f->second : f->first),
            hn_p_day(p.from),      hn_p_day(p.to),        hn_p_int(1000 * (second ? done : 500)),
            hn_p_time(c->now),     hn_p_id(c->actor.v),   HN_P_END
        };

        f->values++;
        rc = hn_store_bulk_row(c, params);
    }
    return rc;
}

enum hn_rc
hn_demo_figures(struct hn_ctx *c, void *arg)
{
    struct hn_demo_figures *f = arg;
    int64_t *cells = HN_NEW_N(c->arena, int64_t, CELLS_MOST);
    const struct hn_period this_month = hn_period_at(HN_PERIOD_MONTH, c->today);
    enum hn_rc rc = hn_demo_trial_reader(c, &f->root, &f->reader), ended;

    if (!rc)
        rc = make_indicators(c, f);
    if (!rc)
        rc = read_cells(c, f, cells);
    if (!rc)
        rc = hn_store_bulk_begin(c, &sql_value);
    if (rc)
        return rc;
    for (int m = 1; m <= f->months && !rc; m++)
        rc = put_month(c, f, cells, hn_period_shift(this_month, -m));
    ended = hn_store_bulk_end(c);
    rc = rc ? rc : ended;
    if (!rc)
        rc = hn_indicator_stamp_bump(c, f->first);
    return rc ? rc : hn_indicator_stamp_bump(c, f->second);
}
