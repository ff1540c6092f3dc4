/* beside.h: how cells meet beside what an indicator came to at the same place, month by month: two series, no claim that one makes
 * the other. (product S15; domain/06)
 *
 * Rights: HN_MAY_READ_FIGURES over the unit, or HN_MAY_READ_MEETING.
 */
#ifndef HN_REPORT_BESIDE_H
#define HN_REPORT_BESIDE_H

#include "indicator/figure.h"

struct hn_beside_month {
    struct hn_period period;
    int64_t scored;           /* meetings scored at and below the unit */
    int64_t score_mean_milli; /* of their points, -1 none */
    struct hn_indicator_figure figure;
};
/* Periods of one kind, month or longer, oldest first, at most 60. HN_INVALID beside.periods, beside.every (arg: the shortest the indicator
 * is measured in). */
enum hn_rc hn_beside(struct hn_ctx *c, struct hn_unit_id unit, int64_t indicator,
                     const struct hn_period *periods, size_t count, const struct hn_beside_month **out);

#endif
