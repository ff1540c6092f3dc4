/* decimal.c: see decimal.h. Whole numbers throughout; no floating point, whose last bit is another on another machine. */
#include "base/decimal.h"

#include <inttypes.h>
#include <string.h>

/* 10^18 in 10^-9. What is below it may be added, and multiplied by 10^9, without passing 2^127. */
#define MOST ((hn_decimal)1000000000000000000 * HN_DECIMAL_ONE)

static bool
fits(hn_decimal value)
{
    return value < MOST && value > -MOST;
}

/* Half away from zero; by above 0. */
static hn_decimal
divide(hn_decimal value, hn_decimal by)
{
    hn_decimal half = by / 2 + by % 2;
    hn_decimal whole = value / by, rest = value % by;

    if (rest >= half)
        return whole + 1;
    return rest <= -half ? whole - 1 : whole;
}

bool
hn_decimal_milli(hn_decimal value, int64_t *milli)
{
    hn_decimal rounded = divide(value, 1000000);

    if (!fits(value) || rounded > INT64_MAX || rounded < -INT64_MAX)
        return false;
    *milli = (int64_t)rounded;
    return true;
}

bool
hn_decimal_add(hn_decimal a, hn_decimal b, hn_decimal *out)
{
    if (!fits(a) || !fits(b) || !fits(a + b))
        return false;
    *out = a + b;
    return true;
}

/* a × b / 10^9 by halves, since a × b may need 180 bits: the whole part of b first, then what is behind its point. */
bool
hn_decimal_mul(hn_decimal a, hn_decimal b, hn_decimal *out)
{
    hn_decimal whole = b / HN_DECIMAL_ONE, part = b % HN_DECIMAL_ONE, sum;

    if (!fits(a) || !fits(b) || __builtin_mul_overflow(a, whole, &sum))
        return false;
    /* |a × part| < 10^27 × 10^9, well below 2^127; one rounding, at the end of it all. */
    sum += divide(a * part, HN_DECIMAL_ONE);
    if (!fits(sum))
        return false;
    *out = sum;
    return true;
}

bool
hn_decimal_div(hn_decimal a, hn_decimal b, hn_decimal *out)
{
    hn_decimal quotient;

    if (b == 0 || !fits(a) || !fits(b))
        return false;
    if (b < 0) {
        a = -a;
        b = -b;
    }
    quotient = divide(a * HN_DECIMAL_ONE, b);
    if (!fits(quotient))
        return false;
    *out = quotient;
    return true;
}

hn_decimal
hn_decimal_round(hn_decimal value, int places)
{
    hn_decimal unit = HN_DECIMAL_ONE;

    for (int i = 0; i < places && unit > 1; i++)
        unit /= 10;
    return divide(value, unit) * unit;
}

bool
hn_decimal_parse(const char *text, size_t len, hn_decimal *out)
{
    bool minus = len > 0 && text[0] == '-';
    size_t i = minus, digits = 0;
    hn_decimal value = 0, unit = HN_DECIMAL_ONE;

    for (; i < len && text[i] >= '0' && text[i] <= '9'; i++, digits++) {
        value = value * 10 + (text[i] - '0') * HN_DECIMAL_ONE;
        if (!fits(value))
            return false;
    }
    if (digits == 0)
        return false;
    if (i < len) {
        if (text[i++] != '.' || i == len)
            return false;
        for (; i < len && text[i] >= '0' && text[i] <= '9' && unit > 1; i++) {
            unit /= 10;
            value += (text[i] - '0') * unit;
        }
    }
    if (i < len)
        return false;
    *out = minus ? -value : value;
    return true;
}

bool
hn_milli_parse(const char *text, int64_t *out)
{
    const char *point = strchr(text, '.');
    hn_decimal value;

    if ((point && strlen(point) > 4) || !hn_decimal_parse(text, strlen(text), &value))
        return false;
    return hn_decimal_milli(value, out);
}

const char *
hn_milli_plain(struct hn_arena *a, int64_t milli)
{
    uint64_t size = milli < 0 ? (uint64_t)0 - (uint64_t)milli : (uint64_t)milli;
    uint64_t part = size % 1000;
    int places = 3;

    if (part == 0)
        return hn_print(a, "%s%" PRIu64, milli < 0 ? "-" : "", size / 1000);
    for (; part % 10 == 0; part /= 10)
        places--;
    return hn_print(a, "%s%" PRIu64 ".%0*" PRIu64, milli < 0 ? "-" : "", size / 1000, places, part);
}
