/* outlier_past.c: what would not stand out from the past of a unit (outlier_past.h).
 *
 * From Iglewicz and Hoaglin's modified z-score: 0.6745 · |x - m| / MAD > 3.5, m the median of the past, MAD the median of the
 * distances from it. Twice the median and four times the MAD are whole, so nothing is rounded before it is compared.
 */
#include "indicator/outlier_past.h"

__extension__ typedef __int128 wide;

static void
put_in_order(int64_t *at, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && at[k - 1] > at[k]; k--) {
            int64_t other = at[k];

            at[k] = at[k - 1];
            at[k - 1] = other;
        }
}

/* Twice the middle one, or the sum of the two in the middle. */
static int64_t
twice_the_middle(int64_t *at, size_t count)
{
    put_in_order(at, count);
    return at[(count - 1) / 2] + at[count / 2];
}

/* Half, downwards or upwards. */
static int64_t
half(wide value, bool up)
{
    wide down = value >= 0 || value % 2 == 0 ? value / 2 : value / 2 - 1;

    return (int64_t)(up && down * 2 != value ? down + 1 : down);
}

void
hn_outlier_add(struct hn_outlier_past *past, int64_t milli)
{
    if (past->count < HN_OUTLIER_PAST)
        past->milli[past->count++] = milli;
}

bool
hn_outlier_judge(const struct hn_outlier_past *past, struct hn_outlier_bounds *out)
{
    struct hn_outlier_past sorted = *past;
    int64_t middle2;
    wide distance4, reach;

    if (past->count < HN_OUTLIER_LEAST)
        return false;
    middle2 = twice_the_middle(sorted.milli, sorted.count);
    for (size_t i = 0; i < sorted.count; i++) {
        int64_t d = 2 * sorted.milli[i] - middle2;

        sorted.milli[i] = d < 0 ? -d : d;
    }
    distance4 = twice_the_middle(sorted.milli, sorted.count);
    /* |2x - middle2| may be up to 3.5 / 0.6745 of distance4 / 2. */
    reach = distance4 * 35000 / (2 * 6745);
    *out = (struct hn_outlier_bounds){ .middle = half(middle2, middle2 > 0),
                                       .low = half(middle2 - reach, true),
                                       .high = half(middle2 + reach, false) };
    return true;
}
