/* rate.h: who has reported a form for a period, and which values stand out. (product P8; ux/ "returns expected/received/on time")
 *
 * Expected are the units a form asks on the period's last day (the tree as it stood then), each once. Rights: HN_MAY_READ_FIGURES
 * over the unit asked about.
 */
#ifndef HN_INDICATOR_RATE_H
#define HN_INDICATOR_RATE_H

#include "indicator/sheet.h"

struct hn_indicator_rate {
    int64_t expected;
    int64_t begun;   /* some value, not sent */
    int64_t on_time; /* sent by the day due (on c->on it still stands) */
    int64_t late;    /* sent after it */
    int64_t missing; /* neither, and the day has passed */
    int64_t open;    /* neither, and there is time; expected = on_time + late + missing + open */
    int64_t approved, final;
    int64_t values, wanted; /* required values there, of so many */
};
struct hn_indicator_rate_line {
    struct hn_unit_id unit;
    const char *code, *name, *kind, *place_code;
    struct hn_indicator_rate rate;
};
/* On c->on as known at c->known. HN_INVALID sheet.period_kind; HN_NOT_FOUND form.not_found. */
enum hn_rc hn_indicator_rates(struct hn_ctx *c, int64_t form, struct hn_unit_id within,
                              struct hn_period period, struct hn_indicator_rate *sum,
                              const struct hn_indicator_rate_line **children, size_t *count);
/* The units behind a figure. HN_INVALID rate.which: not one of expected begun on_time late missing open approved final. By code. */
extern const char *const hn_indicator_rate_which[];
struct hn_indicator_rate_unit {
    struct hn_unit_id unit;
    const char *code, *name, *parent_name, *state;
    hn_time sent_at; /* 0 */
    int64_t values, wanted;
};
enum hn_rc hn_indicator_rate_units(struct hn_ctx *c, int64_t form, struct hn_unit_id within,
                                   struct hn_period period, const char *which, int64_t offset, int64_t limit,
                                   void (*emit)(void *sink, const struct hn_indicator_rate_unit *u),
                                   void *sink);
enum hn_rc hn_indicator_rate_count(struct hn_ctx *c, int64_t form, struct hn_unit_id within,
                                   struct hn_period period, const char *which, int64_t *out);

/* A value far from the unit's own past: of the twelve periods before (six at least) the distance from the middle one is more than
 * 3.5 times their middle distance divided by 0.6745. A list asks to look again; it says nothing of anybody. */
struct hn_indicator_outlier {
    struct hn_indicator_value value;
    const char *name, *measure;
    int64_t middle_milli, low_milli, high_milli; /* of the past; what would not stand out */
};
enum hn_rc hn_indicator_outliers(struct hn_ctx *c, int64_t form, struct hn_unit_id within,
                                 struct hn_period period, const struct hn_indicator_outlier **out,
                                 size_t *count, bool *more); /* at most 200 */

extern const struct hn_sql *const hn_indicator_rate_sql[], *const hn_indicator_outlier_sql[];
#define HN_INDICATOR_RATE_SQL hn_indicator_rate_sql, hn_indicator_outlier_sql

#endif
