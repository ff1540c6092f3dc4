/* num.c: reading whole numbers (num.h). Figures as people write them are in vi_number.c. */
#include "base/num.h"

#include <assert.h>

bool
hn_parse_i64(const char *text, int64_t low, int64_t high, int64_t *out)
{
    bool minus = text[0] == '-';
    int64_t n = 0;

    assert(low <= high);
    text += minus;
    if (!*text)
        return false;
    for (; *text; text++) {
        int digit = *text - '0';

        if (digit < 0 || digit > 9 || !hn_mul_i64(n, 10, &n))
            return false;
        /* Counting downwards for a minus reaches INT64_MIN, which has no positive twin. */
        if (!hn_add_i64(n, minus ? -digit : digit, &n))
            return false;
    }
    if (n < low || n > high)
        return false;
    *out = n;
    return true;
}
