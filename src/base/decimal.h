/* decimal.h: decimal numbers that come out the same on every machine and database: sums, means, ratios of figures.
 *
 * A figure as it is kept is a whole number of thousandths (_milli). What is reckoned with lies between: a hn_decimal has nine
 * places, each multiplication and division rounds its last place half away from zero. Values stay below 10^18 (HN_DECIMAL_MOST);
 * what would pass it answers false and leaves *out alone.
 */
#ifndef HN_BASE_DECIMAL_H
#define HN_BASE_DECIMAL_H

#include "base/arena.h"
#include "base/num.h"

__extension__ typedef __int128 hn_decimal; /* in 10^-9 */

#define HN_DECIMAL_ONE ((hn_decimal)1000000000)

static inline hn_decimal
hn_decimal_of_milli(int64_t milli)
{
    return (hn_decimal)milli * 1000000;
}
/* Rounded half away from zero to the thousandth. */
HN_USE_BOOL bool hn_decimal_milli(hn_decimal value, int64_t *milli);
HN_USE_BOOL bool hn_decimal_add(hn_decimal a, hn_decimal b, hn_decimal *out);
HN_USE_BOOL bool hn_decimal_mul(hn_decimal a, hn_decimal b, hn_decimal *out);
HN_USE_BOOL bool hn_decimal_div(hn_decimal a, hn_decimal b, hn_decimal *out); /* b not 0 */
/* Half away from zero to 0 … 9 places. */
hn_decimal hn_decimal_round(hn_decimal value, int places);
/* "187.9", "-0.25", "150": digits, a point, at most nine digits behind it; the whole of text[0..len). */
HN_USE_BOOL bool hn_decimal_parse(const char *text, size_t len, hn_decimal *out);

/* Thousandths as files have them: "187.9"; with as many places as they need. */
HN_USE_BOOL bool hn_milli_parse(const char *text, int64_t *out);
const char *hn_milli_plain(struct hn_arena *a, int64_t milli);

#endif
