/* chart.h: pictures of figures, drawn by the server as SVG: tile map, bars, columns, pyramid, series.
 *
 * A page fills a hn_chart with the figures it already has and calls hn_view_chart_map, _bars, _columns, _pyramid or
 * _series (web/view/chart/), each of which puts the figures as a table below the picture. Here stands the geometry; the
 * marks themselves are in the templates. Not for: counting. (ux/ "Accessibility", "Patterns")
 */
#ifndef HN_WEB_CHART_H
#define HN_WEB_CHART_H

#include "web/out.h"

struct hn_figure {
    const char *label; /* finished: "Huyện Đầm Hà", "18–30" */
    const char *code;  /* tile map: the place's code */
    const char *href;  /* where the figure was counted from; NULL: no link */
    int64_t value;     /* HN_NO_FIGURE: nothing is known, which is not 0 */
    int64_t other;     /* pyramid: value is men, other is women; series: the plan, HN_NO_FIGURE none */
    const char *shown; /* finished: "96,2%"; NULL: the value as a whole number */
};

#define HN_NO_FIGURE INT64_MIN

struct hn_chart {
    const char *caption; /* finished: what is shown, "Đảng viên theo huyện, thị xã, thành phố" */
    const char *label_key; /* text key over the labels; NULL: "chart.unit" */
    const char *value_key; /* text key over the values; NULL: "chart.value" */
    const struct hn_figure *figures;
    size_t count;
    hn_day on;   /* tile map: the day whose units are drawn, 0: the page's */
    int64_t top; /* the value of a full bar, 1000 for per mille; 0: the largest */
};

/* --- tile map: the province's units in force on a day, one square each ---------------------------------- */

struct hn_tile {
    const char *code, *name;
    hn_day from, to;
    int col, row;
};
extern const struct hn_tile hn_tiles[]; /* made from data/quang-ninh-tiles.csv */
extern const size_t hn_tile_count;

#define HN_MAP_CLASSES 5

struct hn_map_cell {
    int64_t x, y;
    const char *first, *second;     /* the name in two lines; second may be "" */
    const struct hn_figure *figure; /* NULL: none for this tile */
    const char *fill, *ink;
};
struct hn_map {
    int64_t width, height;
    const struct hn_map_cell *cells;
    size_t count;
    bool linked;
    struct hn_map_class {
        int64_t low, high; /* both included */
        const char *fill;
    } classes[HN_MAP_CLASSES];
    size_t class_count;
};
/* The tiles in force on a day with the figures of their codes. count 0: no map for that day. */
struct hn_map hn_chart_map(struct hn_arena *a, const struct hn_chart *chart, hn_day on);

/* --- bars ------------------------------------------------------------------------------------------------ */

/* The length of a bar where a full one has `whole`; 0 for no figure; at least 1 for what is not 0. */
int64_t hn_chart_length(const struct hn_chart *chart, int64_t value, int64_t whole);
/* The figures by value, largest first, for lists on a phone; no figure comes last. */
const struct hn_chart *hn_chart_sorted(struct hn_arena *a, const struct hn_chart *chart);
/* --- series: results as columns, or a line where there are many; plans as marks ----------------------------- */

#define HN_SERIES_COLUMNS 24 /* more are drawn as a line */
struct hn_series_mark {
    const struct hn_figure *figure;
    int64_t x, width;     /* of the place it has */
    int64_t y, tall;      /* of the column; tall 0: nothing is known, or nothing there is */
    int64_t plan_y;       /* -1: no plan */
    int64_t point_y;      /* of the line; -1: a gap */
    bool labelled, shown; /* the label under it, the figure over it: as many as there is room for */
};
struct hn_series {
    const struct hn_series_mark *marks;
    size_t count;
    int64_t zero_y;
    bool columns, planned;
    const char *const *lines; /* "x,y x,y …": one for each run without a gap */
    size_t line_count;
};
/* 360 wide, the picture from y 22 down to 172; value the result, other the plan. */
struct hn_series hn_chart_series(struct hn_arena *a, const struct hn_chart *chart);

/* "104.700", the finished text of the figure, or "chưa có số liệu". */
const char *hn_figure_shown(struct hn_arena *a, enum hn_lang lang, const struct hn_figure *f);
/* Caption and every figure as one sentence, for pictures that cannot be walked through. */
const char *hn_chart_label(struct hn_arena *a, enum hn_lang lang, const struct hn_chart *chart, bool pyramid);

#endif
