/* month.c: months as numbers: year × 12 + month - 1, so that they add, compare and sort (rule.h). */
#include <inttypes.h>

#include "rule/rule.h"

int64_t
hn_month_of(hn_day day)
{
    struct hn_date d = hn_date_of(day);

    return (int64_t)d.year * 12 + d.month - 1;
}

hn_day
hn_month_first(int64_t month)
{
    return hn_day_of((int)(month / 12), (int)(month % 12) + 1, 1);
}

hn_day
hn_month_last(int64_t month)
{
    return hn_month_first(month + 1) - 1;
}

bool
hn_month_parse(const char *text, int64_t *out)
{
    hn_pdate p;

    /* A month is a date of which the day is not known. */
    if (!text || !hn_pdate_parse(text, &p) || p % 100 != 0 || p / 100 % 100 == 0)
        return false;
    *out = (int64_t)(p / 10000) * 12 + p / 100 % 100 - 1;
    return true;
}

const char *
hn_month_iso(struct hn_arena *a, int64_t month)
{
    return hn_print(a, "%04" PRId64 "-%02" PRId64, month / 12, month % 12 + 1);
}

const char *
hn_month_text(struct hn_arena *a, int64_t month)
{
    return hn_print(a, "%" PRId64 "/%" PRId64, month % 12 + 1, month / 12);
}
