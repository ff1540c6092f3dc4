/* sheet_check.c: the checks of a form held against a sheet: formulas reckoned from what the unit itself has reported (sheet.h).
 * Not for: what a check may say (form_check.c).
 */
#include <string.h>

#include "formula/formula.h"
#include "indicator/sheet_inside.h"

struct checking {
    struct hn_period period;
    const struct hn_sheet_lines *lines;
    const struct hn_formula_ref *refs;
};

static const struct hn_formula_value missing = { .state = HN_FORMULA_NONE };

static struct hn_formula_value
worth(int64_t milli)
{
    return (struct hn_formula_value){ .state = HN_FORMULA_VALUE, .value = hn_decimal_of_milli(milli) };
}

static struct hn_formula_value
in_period(const struct checking *k, const struct hn_indicator_sheet_line *line, struct hn_period p)
{
    const struct hn_sheet_lines *l = k->lines;

    if (p.from == k->period.from && p.to == k->period.to)
        return line->has_value ? worth(line->value.milli) : missing;
    if (line->reckoned && line->has_before && p.to == k->period.from)
        return worth(line->before_milli);
    for (size_t i = 0; i < l->past_count; i++)
        if (l->past[i].indicator == line->indicator.id && l->past[i].from == p.from && l->past[i].to == p.to)
            return worth(l->past[i].milli);
    return missing;
}

/* Two stretches of a year put together as the indicator says; what is missing leaves nothing to say. */
static bool
join(const char *over_time, hn_decimal earlier, hn_decimal later, hn_decimal *out)
{
    *out = later;
    if (strcmp(over_time, "sum") == 0 || strcmp(over_time, "average") == 0)
        return hn_decimal_add(earlier, later, out);
    if ((strcmp(over_time, "max") == 0 && earlier > later) ||
        (strcmp(over_time, "min") == 0 && earlier < later) || strcmp(over_time, "first") == 0)
        *out = earlier;
    return true;
}

/* From the year's first day to the end of p. */
static struct hn_formula_value
since_new_year(const struct checking *k, const struct hn_indicator_sheet_line *line, struct hn_period p)
{
    const char *how = line->indicator.over_time;
    const hn_day year = hn_period_at(HN_PERIOD_YEAR, p.from).from;
    struct hn_formula_value all = in_period(k, line, p), one;
    int64_t count = 1;

    if (strcmp(how, "none") == 0 && p.from > year)
        return missing;
    for (struct hn_period q = p; all.state == HN_FORMULA_VALUE && q.from > year; count++) {
        q = hn_period_shift(q, -1);
        one = in_period(k, line, q);
        if (one.state != HN_FORMULA_VALUE)
            return one;
        if (!join(how, one.value, all.value, &all.value))
            return (struct hn_formula_value){ .state = HN_FORMULA_LARGE };
    }
    if (all.state == HN_FORMULA_VALUE && strcmp(how, "average") == 0 &&
        !hn_decimal_div(all.value, count * HN_DECIMAL_ONE, &all.value))
        all.state = HN_FORMULA_LARGE;
    return all;
}

static struct hn_formula_value
read_ref(void *self, size_t ref)
{
    const struct checking *k = self;
    const struct hn_formula_ref *r = &k->refs[ref];
    struct hn_period p = hn_period_shift(hn_period_years_ago(k->period, r->years_ago), -r->ago);

    for (size_t i = 0; i < k->lines->count; i++) {
        const struct hn_indicator_sheet_line *line = &k->lines->at[i];

        if (strcmp(line->indicator.code, r->code) == 0)
            return r->ytd ? since_new_year(k, line, p) : in_period(k, line, p);
    }
    return missing;
}

/* A sheet is of one unit: unit by unit is that unit. */
static bool
only_one(void *self, bool first, const size_t *refs, size_t ref_count)
{
    (void)self;
    (void)refs;
    (void)ref_count;
    return first;
}

static enum hn_rc
holds(struct hn_ctx *c, const struct hn_indicator_form_check *check, struct checking *k, bool *out)
{
    const struct hn_formula_source from = { .self = k, .read = read_ref, .each = only_one };
    const struct hn_formula *f;
    struct hn_formula_value v;
    enum hn_rc rc = hn_formula_compile(c, check->formula, "formula", &f);

    if (rc)
        return rc;
    hn_formula_refs(f, &k->refs);
    v = hn_formula_reckon(f, &from);
    *out = v.state != HN_FORMULA_VALUE || v.value != 0;
    return HN_OK;
}

enum hn_rc
hn_sheet_broken(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                const struct hn_sheet_lines *lines, const struct hn_indicator_sheet_broken **out,
                size_t *count)
{
    struct checking k = { .period = key->period, .lines = lines };
    const struct hn_indicator_form_check *checks;
    struct hn_indicator_sheet_broken *broken;
    size_t n;
    bool held;
    enum hn_rc rc = hn_indicator_form_checks(c, key->form, &checks, &n);

    *count = 0;
    if (rc)
        return rc;
    broken = HN_NEW_N(c->arena, struct hn_indicator_sheet_broken, n + 1);
    for (size_t i = 0; i < n; i++) {
        rc = holds(c, &checks[i], &k, &held);
        if (rc)
            return rc;
        if (!held)
            broken[(*count)++].check = checks[i];
    }
    *out = broken;
    return HN_OK;
}
