/* figure.h: an indicator added up over the tree and over time, at any unit, for any periods, on any date. (domain/06; product P8)
 *
 * Time first, then the tree. What a unit came to in a period is its own value of that very period; else, by over_time, its own values of
 * the longest shorter kind it has any of within it. Who has a value of his own answers for all below him; a unit without one is
 * put together by over_tree from the topmost units below it that have one. Each unit stands where it stood on the period's last day
 * (on c->on in a period not over then); one that ended within the period, and over_time sum, where it last stood. A
 * reckoned indicator is reckoned at each unit from the figures of that unit: a ratio is one of sums; each_… goes unit by unit.
 * A longer period is never split over shorter ones. What is missing is told (with_value of units), never taken as 0; of a
 * reckoned one: as of the figure it names that has the most. From the year's first day on (ytd) the values of the period's
 * own kind are added up. Approval is not asked of plans.
 *
 * What was read is kept by state of the values (hn_indicator_stamp) for the next question. Rights: HN_MAY_READ_FIGURES over the unit, or
 * HN_MAY_READ_MEETING, asked once.
 */
#ifndef HN_INDICATOR_FIGURE_H
#define HN_INDICATOR_FIGURE_H

#include "formula/formula.h"
#include "indicator/value.h"

struct hn_indicator_figure {
    enum hn_formula_state state;
    int64_t milli;
    const char
        *qualifier;     /* own: its own; else exact when all are, about when any is not; "" without a value */
    bool own;           /* a value of the unit itself */
    int64_t with_value; /* units whose values are in it */
    int64_t periods, with_period; /* own values over time: how many there are to be, are */
    size_t at;                    /* hn_formula_value.at */
};
struct hn_indicator_ask {
    int64_t indicator;
    struct hn_unit_id unit;
    const struct hn_period *periods;
    size_t period_count; /* at most 400 */
    bool plan;           /* plans in place of results */
    bool approved;       /* only values of sheets approved at least once, and of indicators in no form */
    bool children;
};
struct hn_indicator_row {
    struct hn_unit_id unit;
    const char *code, *name, *kind, *place_code;
    const struct hn_indicator_figure *figures; /* period_count */
};
/* The unit; and each child on c->on in their order. HN_INVALID figure.periods, figure.large (more than 256 figures behind one);
 * HN_NOT_FOUND. */
enum hn_rc hn_indicator_grid(struct hn_ctx *c, const struct hn_indicator_ask *ask,
                             struct hn_indicator_row *own, const struct hn_indicator_row **children,
                             size_t *count);
/* The values a figure is made of: of a reckoned one, those of the indicators it names. By unit code, period. */
struct hn_indicator_part {
    struct hn_unit_id unit;
    const char *code, *unit_code, *unit_name; /* code: of the indicator */
    struct hn_period period;
    int64_t milli;
    const char *qualifier, *source;
};
enum hn_rc hn_indicator_parts(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit,
                              struct hn_period period, bool plan, int64_t offset, int64_t limit,
                              void (*emit)(void *sink, const struct hn_indicator_part *p), void *sink);
enum hn_rc hn_indicator_part_count(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit,
                                   struct hn_period period, bool plan, int64_t *out);
/* Own values of units at and below, over time, one each, without adding up: for targets measured by an indicator, whose
 * figures are read by who reads their paper: no rights asked. */
struct hn_indicator_own {
    struct hn_unit_id unit;
    int64_t milli;
    const char *qualifier;
    hn_day last; /* of the latest period in it */
};
enum hn_rc hn_indicator_owns(struct hn_ctx *c, int64_t indicator, struct hn_unit_id within,
                             struct hn_period period, const struct hn_indicator_own **out, size_t *count);

/* Values already read, kept by the process; NULL is allowed. Set once at start (ctx.h). */
struct hn_indicator_cache;
struct hn_indicator_cache *hn_indicator_cache_new(size_t ceiling);
void hn_indicator_cache_free(struct hn_indicator_cache *cache); /* NULL is allowed */

/* To be said by whoever writes a value of an indicator, or changes which of them are approved: what was read before holds
 * no more. In the same transaction. */
enum hn_rc hn_indicator_stamp_bump(struct hn_ctx *c, int64_t indicator);

extern const struct hn_sql *const hn_figure_sql[], *const hn_figure_means_sql[];
extern const struct hn_sql *const hn_figure_tree_sql[], *const hn_figure_values_sql[];
extern const struct hn_sql *const hn_figure_parts_sql[], *const hn_figure_cache_sql[];
#define HN_FIGURE_SQL                                                                                        \
    hn_figure_sql, hn_figure_means_sql, hn_figure_tree_sql, hn_figure_values_sql, hn_figure_parts_sql,       \
        hn_figure_cache_sql

#endif
