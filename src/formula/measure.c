/* measure.c: walks the steps of a formula with measures in place of figures: "triệu tấn" is not added to "người".
 *
 * A number written in the text takes on any measure. What was multiplied or divided by one (other than 1) has a scale that is not
 * known here, so that it may be told in any measure too: tonnes times 1000 are kilograms, a ratio times 100 a percentage.
 */
#include <string.h>

#include "base/buf.h"
#include "formula/inside.h"

enum { COUNT = HN_FORMULA_REFS, BASES }; /* COUNT: units counted by each_count */

struct measured {
    enum { NUMBER, FREE, OF } sort;
    bool one;             /* of a number: 1 or -1, which leaves the scale */
    int16_t power[BASES]; /* of the measure of each code; those that are the same share the first's place */
    int16_t cancelled;    /* a measure that stood above and below, plus one; 0 none */
};

struct walk {
    struct hn_ctx *c;
    const struct hn_formula *f;
    const char *const *measures;
    const char *field;
    struct measured *stack;
    size_t count;
};

static bool
same_powers(const struct measured *a, const struct measured *b)
{
    return memcmp(a->power, b->power, sizeof(a->power)) == 0;
}

static int
power_sum(const struct measured *m)
{
    int sum = 0;

    for (size_t i = 0; i < BASES; i++)
        sum += m->power[i] < 0 ? -m->power[i] : m->power[i];
    return sum;
}

static bool
is_ratio(const struct measured *m)
{
    return m->sort == OF && power_sum(m) == 0;
}

static bool
is_count(const struct measured *m)
{
    return m->sort == OF && power_sum(m) == 1 && m->power[COUNT] == 1;
}

/* --- how a measure is written --- */

static const char *
base_name(const struct walk *w, size_t base)
{
    return base == COUNT ? "each_count" : w->measures[base];
}

static void
write_side(const struct walk *w, struct hn_buf *b, const struct measured *m, int sign)
{
    for (size_t i = 0; i < BASES; i++) {
        int power = sign * m->power[i];

        if (power <= 0)
            continue;
        hn_buf_str(b, sign < 0 ? "/" : b->len > 0 ? "·" : "");
        hn_buf_str(b, base_name(w, i));
        if (power > 1)
            hn_buf_printf(b, "^%d", power);
    }
    if (sign > 0 && b->len == 0)
        hn_buf_char(b, '1');
}

/* "triệu tấn/người", "a·b^2"; a ratio of two alike as "người/người". */
static const char *
written(const struct walk *w, const struct measured *m)
{
    struct hn_buf b;

    if (is_ratio(m) && m->cancelled) {
        const char *name = base_name(w, (size_t)m->cancelled - 1);

        return hn_print(w->c->arena, "%s/%s", name, name);
    }
    hn_buf_init(&b, w->c->arena, 0);
    write_side(w, &b, m, 1);
    write_side(w, &b, m, -1);
    return b.data;
}

static enum hn_rc
refuse(const struct walk *w, const char *key, const char *a, const char *b)
{
    return hn_fail_arg(w->c, HN_INVALID, w->field, key, hn_print(w->c->arena, "%s, %s", a, b));
}

/* --- steps --- */

/* Added, compared, chosen between: they must be of one measure, which is that of what comes out. */
static enum hn_rc
unify(const struct walk *w, struct measured *a, const struct measured *b)
{
    if (b->sort == NUMBER || (b->sort == FREE && a->sort == OF) || (is_count(b) && a->sort == OF)) {
        a->one = false;
        return HN_OK;
    }
    if (a->sort != OF || is_count(a)) {
        *a = *b;
        return HN_OK;
    }
    if (b->sort == OF && !same_powers(a, b))
        return refuse(w, "formula.measures", written(w, a), written(w, b));
    return HN_OK;
}

/* sign 1: times, -1: divided by. */
static void
combine(struct measured *a, const struct measured *b, int sign)
{
    bool numbers = a->sort == NUMBER && b->sort == NUMBER;
    bool scaled = a->sort == FREE || b->sort == FREE || (a->sort == NUMBER && !a->one) ||
                  (b->sort == NUMBER && !b->one);

    if (numbers || scaled) {
        *a = (struct measured){ .sort = numbers ? NUMBER : FREE, .one = numbers && a->one && b->one };
        return;
    }
    a->sort = OF;
    for (size_t i = 0; i < BASES; i++) {
        int16_t was = a->power[i];

        a->power[i] = (int16_t)(was + sign * b->power[i]);
        if (was != 0 && a->power[i] == 0)
            a->cancelled = (int16_t)(i + 1);
    }
}

static struct measured
of_code(const struct walk *w, int code)
{
    struct measured m = { .sort = OF };
    int first = 0;

    while (strcmp(w->measures[first], w->measures[code]) != 0)
        first++;
    m.power[first] = 1;
    return m;
}

static enum hn_rc
join(struct walk *w, size_t branches)
{
    w->count -= branches - 1;
    for (size_t i = 0; i + 1 < branches; i++) {
        enum hn_rc rc = unify(w, &w->stack[w->count - 1], &w->stack[w->count + i]);

        if (rc)
            return rc;
    }
    return HN_OK;
}

static enum hn_rc
do_two(struct walk *w, const struct hn_step *s)
{
    struct measured *a = &w->stack[w->count - 2], *b = &w->stack[w->count - 1];
    enum hn_rc rc;

    w->count--;
    if (s->what == HN_DO_MULTIPLY || s->what == HN_DO_DIVIDE) {
        combine(a, b, s->what == HN_DO_MULTIPLY ? 1 : -1);
        return HN_OK;
    }
    rc = unify(w, a, b);
    if (s->what >= HN_DO_EQUAL && s->what <= HN_DO_OR)
        *a = (struct measured){ .sort = NUMBER }; /* a truth is of no measure */
    return rc;
}

static enum hn_rc
do_step(struct walk *w, const struct hn_step *s)
{
    hn_decimal n;

    switch ((enum hn_do)s->what) {
    case HN_DO_NUMBER:
        n = w->f->numbers[s->to];
        w->stack[w->count++] = (struct measured){ .sort = NUMBER, .one = n == HN_DECIMAL_ONE };
        return HN_OK;
    case HN_DO_REF:
        w->stack[w->count++] = of_code(w, w->f->refs[s->to].code_index);
        return HN_OK;
    case HN_DO_HAS:
        w->stack[w->count - 1] = (struct measured){ .sort = NUMBER };
        return HN_OK;
    case HN_DO_EACH_COUNT:
        w->stack[w->count - 1] = (struct measured){ .sort = OF };
        w->stack[w->count - 1].power[COUNT] = 1;
        return HN_OK;
    case HN_DO_IF_TEST:
        w->count--;
        return HN_OK;
    case HN_DO_JOIN:
        return join(w, s->to);
    case HN_DO_ADD ... HN_DO_OR:
        return do_two(w, s);
    default:
        return HN_OK; /* leaves what stands there as it is */
    }
}

/* --- what comes out --- */

static bool
is_of_a_code(const struct walk *w, const char *result)
{
    for (size_t i = 0; i < w->f->code_count; i++)
        if (strcmp(w->measures[i], result) == 0)
            return true;
    return false;
}

/* A ratio may be told as "lần" or any other word that is none of the measures it was made of, but is no percentage yet. */
static enum hn_rc
check_result(const struct walk *w, const char *result)
{
    const struct measured *m = &w->stack[0];
    bool fits = true;

    if (is_ratio(m) && strcmp(result, "%") == 0)
        return hn_fail_arg(w->c, HN_INVALID, w->field, "formula.percent", written(w, m));
    if (is_ratio(m))
        fits = !is_of_a_code(w, result);
    else if (m->sort == OF && power_sum(m) == 1 && !is_count(m) && strcmp(written(w, m), result) != 0)
        fits = false;
    if (fits)
        return HN_OK;
    return refuse(w, "formula.result_measure", written(w, m), result);
}

enum hn_rc
hn_formula_measures(struct hn_ctx *c, const struct hn_formula *f, const char *const *measures,
                    const char *result, const char *field)
{
    struct measured stack[HN_FORMULA_OPS] = { 0 };
    struct walk w = { c, f, measures, field, stack, 0 };

    for (size_t i = 0; i < f->step_count; i++) {
        enum hn_rc rc = do_step(&w, &f->steps[i]);

        if (rc)
            return rc;
    }
    return result && !f->truth ? check_result(&w, result) : HN_OK;
}
