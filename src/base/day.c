/* day.c: the calendar: days as numbers, their parts, ages, instants (time.h).
 *
 * Reading dates is in date_read.c, writing them in date_write.c. The arithmetic is the usual one for the
 * Gregorian calendar with years that begin in March, so that the leap day is the last of a year.
 */
#include <assert.h>

#include "base/time.h"

#define YEAR_FIRST 1
#define YEAR_LAST  9999

static int
month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool
hn_date_valid(int year, int month, int day)
{
    return year >= YEAR_FIRST && year <= YEAR_LAST && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

hn_day
hn_day_of(int year, int month, int day)
{
    assert(hn_date_valid(year, month, day));

    int y = month <= 2 ? year - 1 : year; /* the year that began last March */
    int from_march = month <= 2 ? month + 9 : month - 3;
    int of_year = (153 * from_march + 2) / 5 + day - 1;

    return y * 365 + y / 4 - y / 100 + y / 400 + of_year - 719468; /* days from 0000-03-01 to 1970 */
}

struct hn_date
hn_date_of(hn_day day)
{
    assert(day >= -719162 && day <= 2932896); /* 0001-01-01 .. 9999-12-31 */

    int n = day + 719468;
    int era = n / 146097; /* days of 400 years */
    int of_era = n % 146097;
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * of_year + 2) / 153;
    int month = from_march < 10 ? from_march + 3 : from_march - 9;

    return (struct hn_date){
        .year = era * 400 + year_of_era + (month <= 2),
        .month = month,
        .day = of_year - (153 * from_march + 2) / 5 + 1,
    };
}

bool
hn_pdate_day(hn_pdate p, hn_day *out)
{
    int year = p / 10000, month = p / 100 % 100, day = p % 100;

    if (p <= 0 || !hn_date_valid(year, month, day))
        return false;
    *out = hn_day_of(year, month, day);
    return true;
}

int
hn_pdate_age(hn_pdate birth, hn_day on)
{
    if (birth <= 0 || on == HN_DAY_OPEN || on == HN_DAY_START)
        return -1;

    struct hn_date d = hn_date_of(on);
    int month = birth / 100 % 100 ? birth / 100 % 100 : 1;
    int day = birth % 100 ? birth % 100 : 1;
    int age = d.year - birth / 10000;

    if (d.month < month || (d.month == month && d.day < day))
        age--;
    return age < 0 ? -1 : age;
}

hn_day
hn_day_at(hn_time at)
{
    if (at == HN_TIME_OPEN)
        return HN_DAY_OPEN;

    hn_time there = at + HN_ZONE_US;
    hn_time day = there / HN_DAY_US;

    if (there % HN_DAY_US < 0) /* division rounds towards 1970 */
        day--;
    return (hn_day)day;
}

hn_time
hn_day_end(hn_day day)
{
    if (day == HN_DAY_OPEN)
        return HN_TIME_OPEN;
    if (day == HN_DAY_START)
        return INT64_MIN;
    return ((hn_time)day + 1) * HN_DAY_US - HN_ZONE_US - 1;
}
