/* date_write.c: dates and instants as text for people, papers and machines (time.h; ux/ "Vietnamese form").
 *
 * Papers and prose put a zero before days below 10 and before the months 1 and 2 only. (domain/08 §8.4)
 */
#include "base/time.h"

static bool
is_day(hn_day day)
{
    return day != HN_DAY_OPEN && day != HN_DAY_START;
}

const char *
hn_day_iso(struct hn_arena *a, hn_day day)
{
    if (!is_day(day))
        return "";

    struct hn_date d = hn_date_of(day);

    return hn_print(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

const char *
hn_day_table(struct hn_arena *a, hn_day day)
{
    if (!is_day(day))
        return "";

    struct hn_date d = hn_date_of(day);

    return hn_print(a, "%02d/%02d/%04d", d.day, d.month, d.year);
}

const char *
hn_day_prose(struct hn_arena *a, hn_day day)
{
    if (!is_day(day))
        return "";

    struct hn_date d = hn_date_of(day);

    return hn_print(a, d.month <= 2 ? "%02d/%02d/%d" : "%02d/%d/%d", d.day, d.month, d.year);
}

const char *
hn_day_paper(struct hn_arena *a, hn_day day)
{
    if (!is_day(day))
        return "";

    struct hn_date d = hn_date_of(day);

    return hn_print(a, d.month <= 2 ? "ngày %02d tháng %02d năm %d" : "ngày %02d tháng %d năm %d", d.day,
                    d.month, d.year);
}

const char *
hn_pdate_iso(struct hn_arena *a, hn_pdate p)
{
    if (p <= 0)
        return "";
    if (p / 100 % 100 == 0)
        return hn_print(a, "%04d", p / 10000);
    if (p % 100 == 0)
        return hn_print(a, "%04d-%02d", p / 10000, p / 100 % 100);
    return hn_print(a, "%04d-%02d-%02d", p / 10000, p / 100 % 100, p % 100);
}

const char *
hn_pdate_table(struct hn_arena *a, hn_pdate p)
{
    if (p <= 0)
        return "";
    if (p / 100 % 100 == 0)
        return hn_print(a, "%04d", p / 10000);
    if (p % 100 == 0)
        return hn_print(a, "%02d/%04d", p / 100 % 100, p / 10000);
    return hn_print(a, "%02d/%02d/%04d", p % 100, p / 100 % 100, p / 10000);
}

/* µs since midnight of the instant in UTC, and its UTC day. */
static hn_time
of_day(hn_time at, hn_day *day)
{
    hn_time rest = at % HN_DAY_US;

    if (rest < 0)
        rest += HN_DAY_US;
    *day = (hn_day)((at - rest) / HN_DAY_US);
    return rest;
}

const char *
hn_time_iso(struct hn_arena *a, hn_time at)
{
    hn_day day;

    if (at == HN_TIME_OPEN)
        return "";

    hn_time rest = of_day(at, &day);
    struct hn_date d = hn_date_of(day);
    int seconds = (int)(rest / 1000000);

    return hn_print(a, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", d.year, d.month, d.day, seconds / 3600,
                    seconds / 60 % 60, seconds % 60, (int)(rest % 1000000));
}

const char *
hn_time_table(struct hn_arena *a, hn_time at)
{
    hn_day day;

    if (at == HN_TIME_OPEN)
        return "";

    int minutes = (int)(of_day(at + HN_ZONE_US, &day) / 60000000);

    return hn_print(a, "%s, %02d:%02d", hn_day_table(a, day), minutes / 60, minutes % 60);
}
