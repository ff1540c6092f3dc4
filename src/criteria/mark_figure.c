/* mark_figure.c: what the indicator of a line came to, beside the marks (mark.h): read, never taken for a mark. */
#include "criteria/inside.h"
#include "indicator/figure.h"

/* The last period of the indicator that was over by the end of the day; values of every kind, or of spans, are read by the year. */
static struct hn_period
period_by(enum hn_period_kind every, hn_day on)
{
    bool plain = every != HN_PERIOD_ANY && every != HN_PERIOD_SPAN;
    struct hn_period at = hn_period_at(plain ? every : HN_PERIOD_YEAR, on);

    return at.to <= on + 1 ? at : hn_period_shift(at, -1);
}

static enum hn_rc
read_figure(struct hn_ctx *c, const struct hn_mark_sheet *s, struct hn_mark_line *l)
{
    struct hn_indicator indicator;
    struct hn_indicator_row own;
    const struct hn_indicator_row *children;
    size_t count;
    enum hn_rc rc = hn_indicator_get(c, l->line.indicator, &indicator);

    if (rc)
        return rc;

    const struct hn_period period = period_by(indicator.every, s->on);
    const struct hn_indicator_ask ask = {
        .indicator = l->line.indicator, .unit = s->unit, .periods = &period, .period_count = 1
    };

    rc = hn_indicator_grid(c, &ask, &own, &children, &count);
    if (rc || own.figures[0].state != HN_FORMULA_VALUE)
        return rc;
    l->has_figure = true;
    l->figure_milli = own.figures[0].milli;
    l->figure_qualifier = own.figures[0].qualifier;
    return HN_OK;
}

enum hn_rc
hn_mark_figures(struct hn_ctx *c, struct hn_mark_sheet *sheet)
{
    struct hn_mark_line *lines = HN_NEW_N(c->arena, struct hn_mark_line, sheet->count + 1);
    int faults = c->fault_count;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < sheet->count; i++)
        lines[i] = sheet->lines[i];
    for (size_t i = 0; !rc && i < sheet->count; i++) {
        if (lines[i].line.indicator == 0)
            continue;
        rc = read_figure(c, sheet, &lines[i]);
        /* No figure to be told is no reason not to show the sheet, with the faults it already has. */
        if (rc == HN_INVALID || rc == HN_NOT_FOUND) {
            c->fault_count = faults;
            rc = HN_OK;
        }
    }
    sheet->lines = lines;
    return rc;
}
