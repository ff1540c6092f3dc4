/* value_inside.h: what value.c, sheet….c and rate.c share. For them alone. */
#ifndef HN_INDICATOR_VALUE_INSIDE_H
#define HN_INDICATOR_VALUE_INSIDE_H

#include "indicator/inside.h"
#include "indicator/value.h"

/* A value held against all the rules, before it is written. */
struct hn_value_judged {
    const char *code;
    int64_t form;     /* whose sheet of that very period it stands in; 0 none */
    int64_t old;      /* the row it replaces, 0 none */
    hn_time old_from; /* what is written is not known before that */
    bool same;        /* the row there says it already */
};
/* What in says may stand; faults are noted at field, or with field NULL each at its own. Rights over the unit are not asked. */
enum hn_rc hn_value_judge(struct hn_ctx *c, const struct hn_indicator_value *in, const char *field,
                          struct hn_value_judged *out);
/* The same of taking back what stands: out->old 0, there is nothing. */
enum hn_rc hn_value_judge_removal(struct hn_ctx *c, const struct hn_indicator_value *in, const char *field,
                                  struct hn_value_judged *out);
/* Writes what was judged, or nothing when it is the same; *out (may be NULL) is the row. The indicator's stamp is the caller's. */
enum hn_rc hn_value_write(struct hn_ctx *c, const struct hn_indicator_value *in,
                          const struct hn_value_judged *judged, int64_t *out);
enum hn_rc hn_value_retire(struct hn_ctx *c, const struct hn_indicator_value *in,
                           const struct hn_value_judged *judged, const char *removal);

/* May the actor write values of the unit: by HN_MAY_REPORT over it, or HN_MAY_CONFIRM over one above it? */
enum hn_rc hn_value_may_write(struct hn_ctx *c, struct hn_unit_id unit, bool *out);
enum hn_rc hn_value_need_write(struct hn_ctx *c, struct hn_unit_id unit);

/* Who stands above the unit today, the nearest first; of a unit that ended, who stood above it last. */
enum { HN_ABOVE_MOST = 16 };
struct hn_value_above {
    struct hn_unit_id at[HN_ABOVE_MOST];
    size_t count;
};
enum hn_rc hn_value_above(struct hn_ctx *c, struct hn_unit_id unit, struct hn_value_above *out);
/* By its name of today, or its last. */
enum hn_rc hn_value_unit_name(struct hn_ctx *c, int64_t unit, const char **out);

/* There is a sheet of the form, unit and period from now on, and it has changed. period as in hn_indicator_sheet_key. */
enum hn_rc hn_value_touch_sheet(struct hn_ctx *c, int64_t form, struct hn_unit_id unit,
                                struct hn_period period);

#endif
