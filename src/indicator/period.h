/* period.h: the stretches of time figures are of: a day, month, quarter, half-year, year, or a span of years.
 *
 * Written "2021-07-15", "2021-07", "2021-Q3", "2021-H2", "2021", "2016-2020". Half-open inside, as all days are.
 */
#ifndef HN_INDICATOR_PERIOD_H
#define HN_INDICATOR_PERIOD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/ctx.h"

/* Shorter ones first. HN_PERIOD_ANY: an indicator whose values may be of every kind. */
enum hn_period_kind {
    HN_PERIOD_ANY,
    HN_PERIOD_DAY,
    HN_PERIOD_MONTH,
    HN_PERIOD_QUARTER,
    HN_PERIOD_HALF,
    HN_PERIOD_YEAR,
    HN_PERIOD_SPAN,
    HN_PERIOD_KINDS
};
/* "" day month quarter half year span; texts "period_kind.<word>". HN_PERIOD_KINDS: no such word. */
const char *hn_period_kind_name(enum hn_period_kind kind);
enum hn_period_kind hn_period_kind_of(const char *name);

struct hn_period {
    enum hn_period_kind kind;
    hn_day from, to; /* to: the day after the last */
};
/* Years from 1900 to 2199; a span is at least two years, "2016–2020" and "2016..2020" are read too. false: no period. */
bool hn_period_parse(const char *text, struct hn_period *out);
const char *hn_period_iso(struct hn_arena *a, struct hn_period p);
/* "ngày 15/7/2021", "tháng 7/2021", "quý III/2021", "6 tháng cuối năm 2021", "năm 2021", "2016–2020". */
const char *hn_period_text(struct hn_arena *a, struct hn_period p, enum hn_lang lang);
/* For a mark of a chart, where there is little room: "15/7", "7/21", "Q3/21", "H2/21", "2021", "2016–2020". */
const char *hn_period_short(struct hn_arena *a, struct hn_period p);
/* The one of a kind (not any, not span) that holds a day. */
struct hn_period hn_period_at(enum hn_period_kind kind, hn_day day);
/* n periods later (earlier when negative); a span of five years moves by five years. */
struct hn_period hn_period_shift(struct hn_period p, int n);
/* The same stretch so many years earlier; 29 February becomes the 28th. */
struct hn_period hn_period_years_ago(struct hn_period p, int years);
/* Is the whole of inner in outer? */
bool hn_period_within(struct hn_period inner, struct hn_period outer);
/* How many of a kind there are in p; 0: of a longer kind, or a span. Months in a quarter: 3. */
int hn_period_count(struct hn_period p, enum hn_period_kind kind);
/* Relative words of a page: this_month last_month this_quarter last_quarter this_half last_half this_year last_year. */
bool hn_period_relative(const char *word, hn_day today, struct hn_period *out);

#endif
