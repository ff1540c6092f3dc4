/* stand.c: how one commune stands at each level on a day: planned, reached, recognised (recognition.h). */
#include <string.h>

#include "criteria/inside.h"

enum { LEVELS = 4 };

static bool
is_whole(const struct hn_mark_total *t)
{
    return t->lines > 0 && t->criteria_met == t->criteria && t->lines_met == t->lines;
}

static void
add_sums(struct hn_criteria_stand *stands, const struct hn_mark_sum *sums, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct hn_criteria_stand *s = &stands[hn_criteria_rank(sums[i].level)];

        s->sheet = sums[i].sheet; /* the latest: they come by day */
        s->sheet_set = sums[i].set_code;
        s->total = sums[i].total;
        if (s->reached || !sums[i].concluded || !is_whole(&sums[i].total))
            continue;
        s->reached = true;
        s->reached_on = sums[i].on;
    }
}

static void
add_recognitions(struct hn_criteria_stand *stands, const struct hn_recognition *all, size_t count, hn_day on)
{
    for (size_t i = 0; i < count; i++) {
        struct hn_criteria_stand *s = &stands[hn_criteria_rank(all[i].level)];

        if (all[i].from > on || all[i].to <= on)
            continue;
        s->recognised = true;
        s->recognised_on = all[i].from;
    }
}

/* They come newest first: of a level the one that is believed. */
static void
add_plans(struct hn_criteria_stand *stands, const struct hn_criteria_plan *plans, size_t count, hn_time known)
{
    for (size_t i = 0; i < count; i++) {
        struct hn_criteria_stand *s = &stands[hn_criteria_rank(plans[i].level)];

        if (s->planned || plans[i].known_to <= known)
            continue;
        s->planned = true;
        s->planned_on = plans[i].due;
    }
}

static void
reckon_ahead(struct hn_criteria_stand *s)
{
    hn_day day = s->reached ? s->reached_on : s->recognised_on;

    s->ahead_known = s->planned && (s->reached || s->recognised);
    s->ahead_years = s->ahead_known ? hn_date_of(s->planned_on).year - hn_date_of(day).year : 0;
}

enum hn_rc
hn_criteria_stands(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_stand **out,
                   size_t *count)
{
    struct hn_criteria_stand *stands = HN_NEW_N(c->arena, struct hn_criteria_stand, LEVELS);
    const struct hn_recognition *all = NULL;
    const struct hn_criteria_plan *plans = NULL;
    const struct hn_mark_sum *sums = NULL;
    size_t recognitions = 0, plan_count = 0, sheets = 0;
    enum hn_rc rc = hn_recognitions(c, unit, &all, &recognitions);

    if (!rc)
        rc = hn_criteria_plans(c, unit, &plans, &plan_count);
    if (!rc)
        rc = hn_mark_sums(c, unit, false, &sums, &sheets);
    if (rc)
        return rc;
    add_sums(stands, sums, sheets);
    add_recognitions(stands, all, recognitions, c->on);
    add_plans(stands, plans, plan_count, hn_fact_known(c));
    for (int i = 0; i < LEVELS; i++) {
        stands[i].level = hn_criteria_levels[i];
        reckon_ahead(&stands[i]);
    }
    *out = stands;
    *count = LEVELS;
    return HN_OK;
}
