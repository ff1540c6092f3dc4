/* page_series_period.c: which periods a series shows: of what kind, from when to when, where nobody said (page_indicator.h).
 *
 * Spans of several years have no calendar of their own: those are shown that the unit has figures of, or that were asked for.
 */
#include "web/page_indicator.h"

enum { PERIODS_MOST = 400, SPANS_MOST = 20 };

/* Spans the unit has figures of its own of, each once, the earliest first. */
static size_t
own_spans(const struct hn_indicator_value *values, size_t count, struct hn_period spans[SPANS_MOST])
{
    size_t n = 0;

    for (size_t i = count; i > 0 && n < SPANS_MOST; i--) {
        const struct hn_period p = values[i - 1].period;
        size_t k = 0;

        while (k < n && (spans[k].from != p.from || spans[k].to != p.to))
            k++;
        if (p.kind == HN_PERIOD_SPAN && k == n)
            spans[n++] = p;
    }
    return n;
}

/* Of what kind, where nobody said: what the indicator is of, else what the unit's latest own figure is of. */
static enum hn_period_kind
kind_of(struct hn_req *q, const struct hn_indicator *i, const struct hn_indicator_value *values, size_t count)
{
    if (*hn_form_text(q, "ky"))
        return hn_period_kind_of(hn_form_text(q, "ky"));
    if (i->every != HN_PERIOD_ANY)
        return i->every;
    return count ? values[0].period.kind : HN_PERIOD_YEAR;
}

static int
usual_count(enum hn_period_kind kind)
{
    static const int counts[HN_PERIOD_KINDS] = { [HN_PERIOD_DAY] = 31,
                                                 [HN_PERIOD_MONTH] = 12,
                                                 [HN_PERIOD_QUARTER] = 8,
                                                 [HN_PERIOD_HALF] = 6,
                                                 [HN_PERIOD_YEAR] = 10 };

    return counts[kind];
}

/* The latest period that was over; an earlier one when all the unit's own figures lie before what would be shown. */
static struct hn_period
usual_last(const struct hn_series_page *p, hn_day on, const struct hn_indicator_value *values, size_t count)
{
    const struct hn_period last = hn_period_over(p->kind, on);
    const struct hn_period first = hn_period_shift(last, 1 - usual_count(p->kind));

    for (size_t i = 0; i < count; i++) {
        if (values[i].period.kind != p->kind)
            continue;
        return values[i].period.to <= first.from ? values[i].period : last;
    }
    return last;
}

static void
add_period(struct hn_series_page *p, struct hn_period period)
{
    if (p->count < PERIODS_MOST)
        p->periods[p->count++] = period;
}

/* tu and den may be of another kind than the series: "2020" is January to December of a series of months. */
static enum hn_rc
fill_steps(struct hn_req *q, struct hn_series_page *p, struct hn_period last)
{
    struct hn_period from = hn_period_shift(last, 1 - usual_count(p->kind)), to = last;
    enum hn_rc rc = hn_period_asked(q, "den", &to);

    if (!rc && *hn_form_text(q, "den"))
        from = hn_period_shift(hn_period_at(p->kind, to.to - 1), 1 - usual_count(p->kind));
    if (!rc)
        rc = hn_period_asked(q, "tu", &from);
    if (rc)
        return rc;
    from = hn_period_at(p->kind, from.from);
    to = hn_period_at(p->kind, to.to - 1);
    if (from.from > to.from)
        return hn_fail(&q->ctx, HN_INVALID, "den", "fact.days");
    for (int i = 0; i <= PERIODS_MOST; i++) {
        const struct hn_period at = hn_period_shift(from, i);

        if (at.from > to.from)
            return HN_OK;
        if (i == PERIODS_MOST)
            break;
        add_period(p, at);
    }
    return hn_fail(&q->ctx, HN_INVALID, "den", "figure.periods");
}

/* Stretches asked for by name, those the unit has figures of, else the last three of five years. */
static enum hn_rc
fill_spans(struct hn_req *q, struct hn_series_page *p, const struct hn_period *spans, size_t count)
{
    struct hn_period asked = { 0 };
    enum hn_rc rc = hn_period_asked(q, "tu", &asked);
    const int year = hn_date_of(q->ctx.on).year;
    const int term = (year - 1) / 5 * 5 + 1;

    if (rc)
        return rc;
    if (asked.kind == HN_PERIOD_SPAN)
        add_period(p, asked);
    for (size_t i = 0; i < count && asked.kind != HN_PERIOD_SPAN; i++)
        add_period(p, spans[i]);
    if (p->count)
        return HN_OK;
    for (int first = term - 10; first <= term; first += 5)
        add_period(p,
                   (struct hn_period){ HN_PERIOD_SPAN, hn_day_of(first, 1, 1), hn_day_of(first + 5, 1, 1) });
    return HN_OK;
}

enum hn_rc
hn_series_periods(struct hn_req *q, struct hn_series_page *p)
{
    const struct hn_indicator_value *values;
    struct hn_period spans[SPANS_MOST];
    size_t count, span_count;
    enum hn_rc rc = hn_indicator_values(&q->ctx, p->indicator.id, p->unit->id, false, &values, &count);

    if (rc)
        return rc;
    p->has_own = count > 0;
    p->kind = kind_of(q, &p->indicator, values, count);
    p->periods = HN_NEW_N(q->ctx.arena, struct hn_period, PERIODS_MOST);
    span_count = own_spans(values, count, spans);
    if (p->kind == HN_PERIOD_SPAN)
        rc = fill_spans(q, p, spans, span_count);
    else
        rc = fill_steps(q, p, usual_last(p, q->ctx.on, values, count));
    p->step_count = p->count;
    for (size_t i = 0; i < span_count && p->kind == HN_PERIOD_YEAR; i++)
        add_period(p, spans[i]);
    return rc;
}
