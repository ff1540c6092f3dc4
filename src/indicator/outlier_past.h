/* outlier_past.h: does a figure stand out from its own past? Reckoned in whole numbers (rate.h has the rule). For the files of
 * indicator/ alone. */
#ifndef HN_INDICATOR_OUTLIER_PAST_H
#define HN_INDICATOR_OUTLIER_PAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HN_OUTLIER_PAST = 12, HN_OUTLIER_LEAST = 6 };

/* Of the twelve periods before, as far as there are values, in any order. */
struct hn_outlier_past {
    int64_t milli[HN_OUTLIER_PAST];
    size_t count;
};
/* What would not stand out: from low to high, both counted in. */
struct hn_outlier_bounds {
    int64_t middle, low, high;
};
/* More than twelve are not taken. */
void hn_outlier_add(struct hn_outlier_past *past, int64_t milli);
/* false: too few to say anything. */
bool hn_outlier_judge(const struct hn_outlier_past *past, struct hn_outlier_bounds *out);

#endif
