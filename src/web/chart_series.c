/* chart_series.c: where the marks of a series stand: results as columns or a line, plans as marks, below and above nothing
 * (chart.h). Figures are thousandths of anything, so what is reckoned here may pass 64 bits on the way. */
#include "base/decimal.h"
#include "web/chart.h"

enum { LEFT = 4, WIDE = 352, TOP = 22, TALL = 150, LABELS = 6 };

struct extent {
    int64_t low, high; /* low at most 0, high at least 0, never equal */
};

static void
reach(struct extent *e, int64_t value)
{
    if (value == HN_NO_FIGURE)
        return;
    e->low = value < e->low ? value : e->low;
    e->high = value > e->high ? value : e->high;
}

static int64_t
place(const struct extent *e, int64_t value)
{
    const hn_decimal span = (hn_decimal)e->high - e->low;

    return TOP + (int64_t)(((hn_decimal)e->high - value) * TALL / span);
}

/* The figures of few are all told; of many the first, the last and the highest. */
static void
choose_labels(struct hn_series_mark *marks, size_t count)
{
    const size_t step = (count + LABELS - 1) / LABELS;
    size_t highest = 0, last = 0;

    for (size_t i = 0; i < count; i++) {
        const int64_t value = marks[i].figure->value;

        marks[i].labelled = (count - 1 - i) % step == 0;
        marks[i].shown = count <= LABELS && value != HN_NO_FIGURE;
        if (value == HN_NO_FIGURE)
            continue;
        last = i;
        if (marks[highest].figure->value == HN_NO_FIGURE || value > marks[highest].figure->value)
            highest = i;
    }
    if (count <= LABELS)
        return;
    marks[last].shown = marks[last].figure->value != HN_NO_FIGURE;
    /* Two figures side by side would run into each other. */
    if (highest + step < last)
        marks[highest].shown = marks[highest].figure->value != HN_NO_FIGURE;
}

static void
draw_lines(struct hn_arena *a, struct hn_series *s)
{
    const char **lines = HN_NEW_N(a, const char *, s->count);
    struct hn_buf b;
    bool open = false;

    for (size_t i = 0; i < s->count; i++) {
        const struct hn_series_mark *m = &s->marks[i];

        if (m->point_y < 0) {
            open = false;
            continue;
        }
        if (!open)
            hn_buf_init(&b, a, 0);
        hn_buf_printf(&b, "%s%lld,%lld", open ? " " : "", (long long)(m->x + m->width / 2),
                      (long long)m->point_y);
        s->line_count += !open;
        lines[s->line_count - 1] = b.data;
        open = true;
    }
    s->lines = lines;
}

struct hn_series
hn_chart_series(struct hn_arena *a, const struct hn_chart *chart)
{
    struct hn_series_mark *marks = HN_NEW_N(a, struct hn_series_mark, chart->count);
    struct hn_series s = { .marks = marks,
                           .count = chart->count,
                           .columns = chart->count <= HN_SERIES_COLUMNS };
    struct extent e = { 0, 0 };

    for (size_t i = 0; i < chart->count; i++) {
        reach(&e, chart->figures[i].value);
        reach(&e, chart->figures[i].other);
    }
    if (e.low == e.high)
        e.high = 1;
    s.zero_y = place(&e, 0);
    for (size_t i = 0; i < chart->count; i++) {
        const struct hn_figure *f = &chart->figures[i];
        struct hn_series_mark *m = &marks[i];
        const int64_t x = (int64_t)i * WIDE / (int64_t)chart->count,
                      next = (int64_t)(i + 1) * WIDE / (int64_t)chart->count;

        *m = (struct hn_series_mark){
            .figure = f, .x = LEFT + x, .width = next - x, .plan_y = -1, .point_y = -1
        };
        if (f->other != HN_NO_FIGURE)
            m->plan_y = place(&e, f->other);
        s.planned = s.planned || f->other != HN_NO_FIGURE;
        if (f->value == HN_NO_FIGURE)
            continue;
        m->point_y = place(&e, f->value);
        m->y = m->point_y < s.zero_y ? m->point_y : s.zero_y;
        m->tall = m->point_y < s.zero_y ? s.zero_y - m->point_y : m->point_y - s.zero_y;
        if (m->tall == 0 && f->value != 0)
            m->tall = 1;
    }
    if (chart->count)
        choose_labels(marks, chart->count);
    if (!s.columns)
        draw_lines(a, &s);
    return s;
}
