/* beside.c: see beside.h. Two readings put side by side; neither is reckoned from the other. */
#include "census/beside.h"

#include "census/returns.h"
#include "rule/rule.h"

static bool
is_askable(const struct hn_period *periods, size_t count)
{
    if (count == 0 || periods[0].kind < HN_PERIOD_MONTH || periods[0].kind > HN_PERIOD_YEAR)
        return false;
    for (size_t i = 1; i < count; i++) {
        if (periods[i].kind != periods[0].kind || periods[i].from != periods[i - 1].to)
            return false;
    }
    return hn_month_of(periods[count - 1].to - 1) - hn_month_of(periods[0].from) < HN_BESIDE_MOST;
}

/* Scores are hundredths of a point. */
static void
add_scores(struct hn_beside *row, const struct hn_returns *months, int64_t first)
{
    int64_t sum = 0;

    row->scored = 0;
    for (int64_t m = hn_month_of(row->period.from); m <= hn_month_of(row->period.to - 1); m++) {
        row->scored += months[m - first].scored;
        sum += months[m - first].score_sum;
    }
    row->score_mean_milli = row->scored ? (sum * 10 + row->scored / 2) / row->scored : -1;
}

enum hn_rc
hn_beside(struct hn_ctx *c, struct hn_unit_id unit, int64_t indicator, const struct hn_period *periods,
          size_t count, const struct hn_beside **out)
{
    const struct hn_indicator_ask ask = {
        .indicator = indicator, .unit = unit, .periods = periods, .period_count = count
    };
    const struct hn_indicator_row *children;
    struct hn_indicator_row own;
    struct hn_returns *months;
    struct hn_beside *rows;
    size_t child_count, month_count;
    int64_t first;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_FIGURES, unit);

    if (rc)
        return rc;
    if (!is_askable(periods, count))
        return hn_fail(c, HN_INVALID, "periods", "beside.periods");
    first = hn_month_of(periods[0].from);
    month_count = (size_t)(hn_month_of(periods[count - 1].to - 1) - first + 1);
    months = HN_NEW_N(c->arena, struct hn_returns, month_count);
    rows = HN_NEW_N(c->arena, struct hn_beside, count);
    rc = hn_returns_months(c, unit, first, month_count, months, NULL, NULL);
    if (!rc)
        rc = hn_indicator_grid(c, &ask, &own, &children, &child_count);
    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct hn_beside){ .period = periods[i], .figure = own.figures[i] };
        add_scores(&rows[i], months, first);
    }
    *out = rows;
    return HN_OK;
}
