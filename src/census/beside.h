/* beside.h: how cells meet beside what an indicator came to at the same place, period by period: two series, no claim that one
 * makes the other. (product S15)
 *
 * Scores are those of the returns (returns.h): each cell's own score of its month, added up over the cells at and below the unit.
 * Rights: HN_MAY_READ_FIGURES over the unit.
 */
#ifndef HN_CENSUS_BESIDE_H
#define HN_CENSUS_BESIDE_H

#include "indicator/figure.h"

#define HN_BESIDE_MOST 36 /* months in all the periods asked for */

struct hn_beside {
    struct hn_period period;
    int64_t scored;           /* months of cells with a score */
    int64_t score_mean_milli; /* of their points, -1: none was scored */
    struct hn_indicator_figure figure;
};
/* Periods of one kind, month or longer, one after the other, oldest first. HN_INVALID beside.periods (none, too many, days or
 * spans); what the indicator cannot be told for is a figure without a value. */
enum hn_rc hn_beside(struct hn_ctx *c, struct hn_unit_id unit, int64_t indicator,
                     const struct hn_period *periods, size_t count, const struct hn_beside **out);

#endif
