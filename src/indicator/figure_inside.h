/* figure_inside.h: what the files of figure_… share. For them alone.
 *
 * One question is a piece of work: what indicators mean (figure_means.c), who stood where (figure_tree.c), values
 * (figure_values.c, kept by figure_cache.c). Out of these comes, for an indicator and a stretch of time, a layer: what it came
 * to at every unit of the tree (figure_layer.c).
 */
#ifndef HN_INDICATOR_FIGURE_INSIDE_H
#define HN_INDICATOR_FIGURE_INSIDE_H

#include "indicator/figure.h"

#define HN_FIGURE_NOWHERE UINT32_MAX
#define HN_FIGURE_MEMORY  ((size_t)256 << 20) /* of one question at most */
enum {
    HN_FIGURE_FIRST_YEAR = 1900,
    HN_FIGURE_YEARS = 300,
    HN_FIGURE_LAYERS = 256,     /* for one figure */
    HN_FIGURE_INDICATORS = 128, /* named by one another */
    HN_FIGURE_DEEP = 8          /* formulas in one another; their definitions are held to it */
};

/* --- figure_cache.c --- */

/* A question as the cache knows it: compared by its bytes. stamp: the state of what was read. */
struct hn_figure_key {
    uint64_t stamp;
    int64_t id;
    int64_t more;
    int32_t day;
    uint32_t question;
};
#define HN_FIGURE_TREE   1u /* + whether the children's too are in it */
#define HN_FIGURE_VALUES 4u /* + plan, approved */
/* May anything be kept in this transaction? */
bool hn_figure_keeps(const struct hn_ctx *c);
/* Copied to the arena; NULL: not there. */
const void *hn_figure_kept(struct hn_ctx *c, const struct hn_figure_key *key, struct hn_arena *arena,
                           size_t *size);
void hn_figure_keep(struct hn_ctx *c, const struct hn_figure_key *key, const void *value, size_t size);

/* --- figure_means.c: what indicators mean over days --- */

enum hn_figure_how {
    HN_FIGURE_NOT, /* not put together */
    HN_FIGURE_SUM,
    HN_FIGURE_AVERAGE,
    HN_FIGURE_MAX,
    HN_FIGURE_MIN,
    HN_FIGURE_LAST,
    HN_FIGURE_FIRST
};
struct hn_figure_meaning {
    hn_day from;
    enum hn_figure_how over_tree, over_time;
    const char *formula; /* "": values are entered */
    const struct hn_formula *compiled;
    const size_t
        *named; /* of each of its codes: which indicator of the work; HN_FIGURE_NOBODY: there is none */
};
#define HN_FIGURE_NOBODY SIZE_MAX
struct hn_figure_indicator {
    int64_t id;
    const char *code;
    uint64_t stamp;
    struct hn_figure_meaning *meanings; /* by day, at least one */
    size_t meaning_count;
    const struct hn_figure_values **years; /* of HN_FIGURE_YEARS; what was read of each */
};

/* --- figure_tree.c: who stood where --- */

struct hn_figure_span {
    int32_t parent; /* a node; -1: none of them */
    hn_day from, to;
};
/* The units that ever stood below the one asked about or one of its children: nodes, by id. */
struct hn_figure_tree {
    size_t count, span_count;
    const int64_t *units;
    const uint32_t *first; /* count + 1: the spans of each, by day */
    const struct hn_figure_span *spans;
};
/* Where they stood on a day; and those that ended from a day on until then, where they hung last. */
struct hn_figure_place {
    hn_day from, on;
    int32_t *up;             /* a node; -1: none */
    uint8_t *is;             /* HN_FIGURE_… */
    int32_t *below, *beside; /* the first hanging under a node, the next under the same; once linked */
    bool linked;
};
enum { HN_FIGURE_GONE, HN_FIGURE_STANDS, HN_FIGURE_ENDED };

/* --- figure_values.c: what was entered --- */

struct hn_figure_group {
    hn_day from, to;
    enum hn_period_kind kind;
    uint32_t first, count;
};
/* The values of an indicator whose periods begin in a year, by period, then unit. */
struct hn_figure_values {
    size_t row_count, group_count, unit_count;
    const int64_t *units;                 /* by id */
    const struct hn_figure_group *groups; /* by from, to */
    const uint32_t *unit;                 /* of each row: among units */
    const int64_t *wide;                  /* thousandths, */
    const int32_t *narrow;                /* or these, the other NULL */
    const uint8_t *qualifier;             /* among hn_value_qualifiers; NULL: all exact */
    const uint32_t *node; /* of each of units: in the tree of the work, or HN_FIGURE_NOWHERE */
};
static inline int64_t
hn_figure_milli(const struct hn_figure_values *v, size_t row)
{
    return v->narrow ? v->narrow[row] : v->wide[row];
}

/* --- figure_layer.c: what an indicator came to in a stretch of time, at every unit --- */

struct hn_figure_at {
    hn_decimal sum; /* own: what it came to over time; else of the parts */
    uint32_t with_value, periods, present;
    hn_day edge;       /* where the first or the last own value begins */
    hn_day last;       /* of the latest own value */
    uint8_t state;     /* enum hn_formula_state, by HN_FIGURE_READY */
    uint8_t own;       /* kind of period of its own values; 0: none */
    uint8_t qualifier; /* among hn_value_qualifiers */
    bool ready;        /* it is reckoned, or was entered */
    size_t where;      /* hn_formula_value.at */
};
struct hn_figure_layer {
    size_t indicator; /* of the work */
    const struct hn_figure_meaning *meaning;
    struct hn_period period; /* asked for */
    bool ytd;
    struct hn_period stretch;         /* from the year's first day on, if so asked */
    uint32_t counts[HN_PERIOD_KINDS]; /* periods of each kind there are to be in it */
    struct hn_figure_place *place;
    struct hn_figure_at *at; /* by node */
};

struct hn_figure_work {
    struct hn_ctx *c;
    struct hn_ctx own;        /* the same, over the work's memory: for reading */
    struct hn_arena *arena;   /* of this question */
    struct hn_arena *reading; /* emptied after each reading */
    struct hn_unit_id unit;
    bool children, plan, approved;
    struct hn_figure_tree tree;
    struct hn_figure_indicator *indicators; /* the first is the one asked about */
    size_t indicator_count;
    /* of the figure at hand; their memory is used again for the next */
    struct hn_figure_layer *layers;
    size_t layer_count, layer_room;
    struct hn_figure_place *places;
    size_t place_count, place_room;
    struct hn_figure_walk *walks; /* figure_reckon.c: the units each_ goes over */
    size_t walk_count, walk_room;
    enum hn_rc rc;
};

/* Asks for the right over the unit, and reads what the indicator means. HN_NOT_FOUND indicator.not_found. */
enum hn_rc hn_figure_begin(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit,
                           struct hn_figure_work *w);
/* The same, no rights asked. */
enum hn_rc hn_figure_open(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit,
                          struct hn_figure_work *w);
void hn_figure_end(struct hn_figure_work *w);

const struct hn_figure_meaning *hn_figure_meaning_on(const struct hn_figure_indicator *i, hn_day day);
enum hn_rc hn_figure_means(struct hn_figure_work *w, int64_t indicator);

/* children: those of w->unit on c->on. */
enum hn_rc hn_figure_tree_read(struct hn_figure_work *w, const struct hn_unit_id *children, size_t count);
uint32_t hn_figure_node(const struct hn_figure_tree *t, int64_t unit);
struct hn_figure_place *hn_figure_place(struct hn_figure_work *w, hn_day from, hn_day on);

/* The nodes that hang under one, those that ended too: fills below and beside. */
void hn_figure_link(const struct hn_figure_work *w, struct hn_figure_place *p);
/* A walk over what is at and below top, each node before those below it. deeper: also what is below at. -1: no more. */
int32_t hn_figure_next(const struct hn_figure_place *p, int32_t top, int32_t at, bool deeper);

/* Of an indicator, the periods that begin in a year. */
enum hn_rc hn_figure_values_of(struct hn_figure_work *w, size_t indicator, int year,
                               const struct hn_figure_values **out);

/* Forget the layers of the figure before. */
void hn_figure_anew(struct hn_figure_work *w);
/* The stretch of time a period and ytd mean. */
struct hn_period hn_figure_stretch(struct hn_period p, bool ytd);
enum hn_rc hn_figure_layer(struct hn_figure_work *w, size_t indicator, struct hn_period period, bool ytd,
                           size_t *out);
/* Do values of this kind and these days count for the unit's own in the layer? */
bool hn_figure_counts(const struct hn_figure_layer *l, const struct hn_figure_group *g);
/* Of entered ones. Does a unit's own value count above it: it stands there, or ended and is a sum over time? */
bool hn_figure_is_part(const struct hn_figure_layer *l, uint32_t node);

/* --- figure_reckon.c: figures that are reckoned --- */

struct hn_figure_walk *hn_figure_walks(struct hn_arena *a); /* room for HN_FIGURE_LAYERS */
/* The figure of a layer at a node, reckoned when it is to be. What fails is told by w->rc from then on. */
struct hn_formula_value hn_figure_value(struct hn_figure_work *w, size_t layer, uint32_t node);
/* The layers of entered indicators a layer is made of: itself, or those its formula names. Each once. */
enum hn_rc hn_figure_leaves(struct hn_figure_work *w, size_t layer, size_t *out, size_t *count);

/* --- figure_parts.c --- */

/* At a node, and below it when it has no value of its own: the nodes whose own values make the figure of an entered layer. */
size_t hn_figure_parts(const struct hn_figure_work *w, const struct hn_figure_layer *l, uint32_t node,
                       uint32_t *out);

#endif
