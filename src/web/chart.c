/* chart.c: see chart.h. Where the marks of a chart stand, in whole numbers. */
#include "web/chart.h"

#include <stdlib.h>
#include <string.h>

#include "base/vi.h"

#define TILE_PITCH 81
#define TILE_SIZE  78

/* Light to dark, so that the order also shows without colour; ink keeps a contrast of 4.5 on each. */
static const char *const fills[HN_MAP_CLASSES] = { "#e6efdc", "#c5dfb8", "#93c394", "#5f9f7c", "#1d6b4a" };
static const char *const inks[HN_MAP_CLASSES] = { "#111", "#111", "#111", "#111", "#fff" };

/* The next of 1, 2, 5, 10, 20, 50 … that is not below n. */
static int64_t
round_step(int64_t n)
{
    static const int parts[] = { 1, 2, 5 };

    for (int64_t ten = 1; ten < INT64_MAX / 10; ten *= 10)
        for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
            if (ten * parts[i] >= n)
                return ten * parts[i];
    return n;
}

static bool
range_of(const struct hn_chart *chart, int64_t *low, int64_t *high)
{
    bool any = false;

    for (size_t i = 0; i < chart->count; i++) {
        int64_t value = chart->figures[i].value;

        if (value == HN_NO_FIGURE)
            continue;
        if (!any || value < *low)
            *low = value;
        if (!any || value > *high)
            *high = value;
        any = true;
    }
    return any;
}

static void
set_classes(struct hn_map *m, const struct hn_chart *chart)
{
    int64_t low = 0, high = 0;

    if (!range_of(chart, &low, &high))
        return;
    int64_t step = round_step((high - low) / HN_MAP_CLASSES + 1);
    int64_t from = low / step * step;

    while ((high - from) / step >= HN_MAP_CLASSES) {
        step = round_step(step + 1);
        from = low / step * step;
    }
    /* The darkest class is always the highest, also when there are few classes. */
    m->class_count = (size_t)((high - from) / step + 1);
    for (size_t i = 0; i < m->class_count; i++)
        m->classes[i] = (struct hn_map_class){ .low = from + (int64_t)i * step,
                                               .high = from + (int64_t)(i + 1) * step - 1,
                                               .fill = fills[HN_MAP_CLASSES - m->class_count + i] };
}

static const struct hn_figure *
figure_of(const struct hn_chart *chart, const char *code)
{
    for (size_t i = 0; i < chart->count; i++)
        if (chart->figures[i].code && strcmp(chart->figures[i].code, code) == 0)
            return &chart->figures[i];
    return NULL;
}

static void
colour(const struct hn_map *m, struct hn_map_cell *cell)
{
    cell->fill = "#e1e4e7";
    cell->ink = "#111";
    if (!cell->figure || cell->figure->value == HN_NO_FIGURE)
        return;
    for (size_t i = 0; i < m->class_count; i++)
        if (cell->figure->value >= m->classes[i].low && cell->figure->value <= m->classes[i].high) {
            cell->fill = m->classes[i].fill;
            cell->ink = inks[HN_MAP_CLASSES - m->class_count + i];
        }
}

/* "Móng Cái 3" in two lines: what stands before the last space, and the rest. */
static void
split_name(struct hn_arena *a, const char *name, struct hn_map_cell *cell)
{
    const char *space = strrchr(name, ' ');

    cell->first = space ? hn_dup_n(a, name, (size_t)(space - name)) : name;
    cell->second = space ? space + 1 : "";
}

struct hn_map
hn_chart_map(struct hn_arena *a, const struct hn_chart *chart, hn_day on)
{
    struct hn_map m = { 0 };
    struct hn_map_cell *cells = HN_NEW_N(a, struct hn_map_cell, hn_tile_count);

    set_classes(&m, chart);
    for (size_t i = 0; i < hn_tile_count; i++) {
        const struct hn_tile *t = &hn_tiles[i];
        struct hn_map_cell *cell = &cells[m.count];

        if (on < t->from || on >= t->to)
            continue;
        cell->x = t->col * TILE_PITCH;
        cell->y = t->row * TILE_PITCH;
        cell->figure = figure_of(chart, t->code);
        split_name(a, t->name, cell);
        colour(&m, cell);
        m.linked = m.linked || (cell->figure && cell->figure->href);
        if (cell->x + TILE_SIZE > m.width)
            m.width = cell->x + TILE_SIZE;
        if (cell->y + TILE_SIZE > m.height)
            m.height = cell->y + TILE_SIZE;
        m.count++;
    }
    m.cells = cells;
    return m;
}

/* --- bars ------------------------------------------------------------------------------------------------ */

static int64_t
top_of(const struct hn_chart *chart)
{
    int64_t top = chart->top;

    if (top > 0)
        return top;
    for (size_t i = 0; i < chart->count; i++) {
        if (chart->figures[i].value > top)
            top = chart->figures[i].value;
        if (chart->figures[i].other > top)
            top = chart->figures[i].other;
    }
    return top > 0 ? top : 1;
}

int64_t
hn_chart_length(const struct hn_chart *chart, int64_t value, int64_t whole)
{
    int64_t top = top_of(chart);

    if (value == HN_NO_FIGURE || value <= 0)
        return 0;
    if (value >= top)
        return whole;
    /* Figures are counts far below 2^40, and pictures below 2^12 wide. */
    int64_t length = (value * whole + top / 2) / top;

    return length > 0 ? length : 1;
}

static int
larger_first(const void *a, const void *b)
{
    const struct hn_figure *x = a, *y = b;

    return (x->value < y->value) - (x->value > y->value);
}

const struct hn_chart *
hn_chart_sorted(struct hn_arena *a, const struct hn_chart *chart)
{
    struct hn_chart *sorted = HN_NEW(a, struct hn_chart);
    struct hn_figure *figures = HN_NEW_N(a, struct hn_figure, chart->count);

    if (chart->count) {
        memcpy(figures, chart->figures, chart->count * sizeof(*figures));
        qsort(figures, chart->count, sizeof(*figures), larger_first);
    }
    *sorted = *chart;
    sorted->figures = figures;
    return sorted;
}

const char *
hn_figure_shown(struct hn_arena *a, enum hn_lang lang, const struct hn_figure *f)
{
    if (f->value == HN_NO_FIGURE)
        return hn_words(lang, "chart.no_data");
    return f->shown ? f->shown : hn_vi_int(a, f->value, lang == HN_EN);
}

const char *
hn_chart_label(struct hn_arena *a, enum hn_lang lang, const struct hn_chart *chart, bool pyramid)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    hn_buf_str(&b, chart->caption);
    for (size_t i = 0; i < chart->count; i++) {
        const struct hn_figure *f = &chart->figures[i];

        hn_buf_str(&b, i ? "; " : ": ");
        hn_buf_str(&b, f->label);
        hn_buf_char(&b, ' ');
        if (pyramid)
            hn_buf_printf(&b, "%s %s, %s %s", hn_words(lang, "chart.men"),
                          hn_vi_int(a, f->value, lang == HN_EN), hn_words(lang, "chart.women"),
                          hn_vi_int(a, f->other, lang == HN_EN));
        else
            hn_buf_str(&b, hn_figure_shown(a, lang, f));
    }
    return b.data;
}
