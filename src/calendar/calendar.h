/* calendar.h: which days are worked, and deadlines counted in working days. (domain/02 §2.5, §2.6; 05 §5.2)
 *
 * Saturdays and Sundays rest; public holidays and days swapped for them are data (holiday), each with its legal basis. A
 * deadline of n working days counts from the day after the one it runs from. Not for: calendar feeds (notice/).
 */
#ifndef HN_CALENDAR_CALENDAR_H
#define HN_CALENDAR_CALENDAR_H

#include "access/access.h"
#include "store/store.h"

struct hn_holiday {
    hn_day day;
    bool worked; /* a Saturday or Sunday that is worked in exchange; else: a day off */
    const char *name, *name_en, *legal_basis;
};
/* Of a year, in order of days. Years without any: HN_OK and count 0, and deadlines then know weekends alone. */
enum hn_rc hn_holidays(struct hn_ctx *c, int year, const struct hn_holiday **out, size_t *count);
/* HN_MAY_DIRECT over a root of the tree. The day's row anew. HN_INVALID holiday.name, holiday.basis, holiday.day (before 1990, after
 * 2199; worked, and no weekend), too_long. */
enum hn_rc hn_holiday_put(struct hn_ctx *c, const struct hn_holiday *in);
enum hn_rc hn_holiday_drop(struct hn_ctx *c, hn_day day);

enum hn_rc hn_is_worked(struct hn_ctx *c, hn_day day, bool *out);
/* The last day of a deadline of n working days that runs from the day (which is not counted); n 0: the day itself. */
enum hn_rc hn_workdays_after(struct hn_ctx *c, hn_day from, int64_t n, hn_day *out);
/* Working days after from, up to and with to; negative when to lies before from. */
enum hn_rc hn_workdays_between(struct hn_ctx *c, hn_day from, hn_day to, int64_t *out);

extern const struct hn_sql *const hn_holiday_sql[];

#endif
