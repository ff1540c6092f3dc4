/* time.h: civil days, partial dates, instants. The only place that asks the clock is hn_clock (platform.h).
 *
 * A civil day is a whole number: days since 1970-01-01 in the proleptic Gregorian calendar, years 1..9999.
 * Facts hold from valid_from up to, not including, valid_to; people read and write the last day included
 * (the doors convert). An instant is microseconds UTC since 1970-01-01. The zone of people is
 * Asia/Ho_Chi_Minh, UTC+7, without summer time.
 */
#ifndef HN_BASE_TIME_H
#define HN_BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef int32_t hn_day;
typedef int64_t hn_time;

#define HN_DAY_OPEN  ((hn_day)INT32_MAX)  /* no last day */
#define HN_DAY_START ((hn_day)INT32_MIN)  /* since before anything was recorded */
#define HN_TIME_OPEN ((hn_time)INT64_MAX) /* not superseded */
#define HN_ZONE_US   ((hn_time)7 * 3600 * 1000000)
#define HN_DAY_US    ((hn_time)86400 * 1000000)

struct hn_date {
    int year, month, day;
};

/* A date of which day, or day and month, may be unknown (0). Kept as yyyymmdd, 0 = unknown altogether,
 * so that it sorts: 19560000 is "1956", 19560700 is "7/1956". */
typedef int32_t hn_pdate;

bool hn_date_valid(int year, int month, int day);
hn_day hn_day_of(int year, int month, int day); /* asserts hn_date_valid */
struct hn_date hn_date_of(hn_day day);

/* "2021-12-31" only. false: not a date. */
bool hn_day_parse_iso(const char *text, hn_day *out);
/* What a person types: 31/12/2021, 31-12-2021, 31.12.2021, 2021-12-31, "ngày 31 tháng 12 năm 2021".
 * Day first, always: 03/04 is 3 April. Years 1900..2199. false: not a date. */
bool hn_day_parse(const char *text, hn_day *out);
/* The same, and mm/yyyy, yyyy, yyyy-mm. "" gives 0. */
bool hn_pdate_parse(const char *text, hn_pdate *out);
/* true when the full day is known. */
bool hn_pdate_day(hn_pdate p, hn_day *out);
/* Full years between birth (an unknown part counts as 1 January or the first) and on; -1 when unknown. */
int hn_pdate_age(hn_pdate birth, hn_day on);

/* ISO text; HN_DAY_OPEN and HN_DAY_START give "". */
const char *hn_day_iso(struct hn_arena *a, hn_day day);
/* Partial ISO: "1956-07-03", "1956-07", "1956", "". Read back by hn_pdate_parse. */
const char *hn_pdate_iso(struct hn_arena *a, hn_pdate p);
/* Tables: 05/07/2021. Prose: 05/7/2021 (ux/). Papers: ngày 05 tháng 7 năm 2021. "" for the sentinels. */
const char *hn_day_table(struct hn_arena *a, hn_day day);
const char *hn_day_prose(struct hn_arena *a, hn_day day);
const char *hn_day_paper(struct hn_arena *a, hn_day day);
const char *hn_pdate_table(struct hn_arena *a, hn_pdate p); /* 03/07/1956, 07/1956, 1956, "" */

/* The civil day of an instant in Viet Nam, and the last instant of a day there (biet=D). */
hn_day hn_day_at(hn_time at);
hn_time hn_day_end(hn_day day);
/* "2021-12-31T09:30:00.000000Z" and "31/12/2021, 16:30" (Viet Nam). */
const char *hn_time_iso(struct hn_arena *a, hn_time at);
const char *hn_time_table(struct hn_arena *a, hn_time at);

#endif
