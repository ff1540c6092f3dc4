/* reckon.c: walks the steps of a formula over a list of values. Steps lead forward only; an each_ walks its own part anew for
 * each unit. What is missing or divided by nothing is carried along as that, with its place; of two, the one on the left.
 */
#include <assert.h>

#include "formula/inside.h"

struct run {
    const struct hn_formula *f;
    const struct hn_formula_source *from;
    struct hn_formula_value stack[HN_FORMULA_OPS];
    size_t count;
};

static struct hn_formula_value
figure(hn_decimal value, size_t at)
{
    return (struct hn_formula_value){ HN_FORMULA_VALUE, value, at };
}

static struct hn_formula_value
truth(bool held, size_t at)
{
    return figure(held ? HN_DECIMAL_ONE : 0, at);
}

static bool
is_truth(const struct hn_formula_value *v, bool held)
{
    return v->state == HN_FORMULA_VALUE && (v->value != 0) == held;
}

/* Neither a figure nor one too large to tell: what has() and first() pass over. */
static bool
is_absent(const struct hn_formula_value *v)
{
    return v->state == HN_FORMULA_NONE || v->state == HN_FORMULA_DIVIDED;
}

static void
put(struct run *r, struct hn_formula_value v)
{
    r->stack[r->count++] = v;
}

/* --- one operand --- */

static void
do_one(struct run *r, const struct hn_step *s)
{
    struct hn_formula_value *v = &r->stack[r->count - 1];

    if (s->what == HN_DO_HAS) {
        if (v->state != HN_FORMULA_LARGE)
            *v = truth(!is_absent(v), s->at);
        return;
    }
    if (v->state != HN_FORMULA_VALUE)
        return;
    if (s->what == HN_DO_NOT)
        *v = truth(v->value == 0, s->at);
    else if (s->what == HN_DO_NEGATE || (s->what == HN_DO_ABS && v->value < 0))
        v->value = -v->value;
    else if (s->what == HN_DO_ROUND) {
        v->value = hn_decimal_round(v->value, s->to);
        if (!hn_decimal_add(v->value, 0, &v->value))
            *v = (struct hn_formula_value){ HN_FORMULA_LARGE, 0, s->at };
    }
}

/* --- two operands --- */

static struct hn_formula_value
arithmetic(enum hn_do what, hn_decimal a, hn_decimal b, size_t at)
{
    struct hn_formula_value out = { HN_FORMULA_VALUE, 0, at };
    bool done;

    if (what == HN_DO_DIVIDE && b == 0)
        return (struct hn_formula_value){ HN_FORMULA_DIVIDED, 0, at };
    if (what == HN_DO_ADD)
        done = hn_decimal_add(a, b, &out.value);
    else if (what == HN_DO_SUBTRACT)
        done = hn_decimal_add(a, -b, &out.value);
    else if (what == HN_DO_MULTIPLY)
        done = hn_decimal_mul(a, b, &out.value);
    else
        done = hn_decimal_div(a, b, &out.value);
    if (!done)
        return (struct hn_formula_value){ HN_FORMULA_LARGE, 0, at };
    return out;
}

static struct hn_formula_value
of_two(enum hn_do what, hn_decimal a, hn_decimal b, size_t at)
{
    switch (what) {
    case HN_DO_MIN:
        return figure(a < b ? a : b, at);
    case HN_DO_MAX:
        return figure(a > b ? a : b, at);
    case HN_DO_EQUAL:
        return truth(a == b, at);
    case HN_DO_UNEQUAL:
        return truth(a != b, at);
    case HN_DO_LESS:
        return truth(a < b, at);
    case HN_DO_MOST:
        return truth(a <= b, at);
    case HN_DO_MORE:
        return truth(a > b, at);
    case HN_DO_LEAST:
        return truth(a >= b, at);
    default:
        return arithmetic(what, a, b, at);
    }
}

/* One that is false decides an and, one that is true an or, whatever the other is and wherever it stands. */
static struct hn_formula_value
joined(const struct hn_formula_value *a, const struct hn_formula_value *b, bool decides)
{
    if (is_truth(a, decides) || is_truth(b, decides))
        return truth(decides, a->at);
    return a->state != HN_FORMULA_VALUE ? *a : *b;
}

static void
do_two(struct run *r, const struct hn_step *s)
{
    struct hn_formula_value *a = &r->stack[r->count - 2];
    const struct hn_formula_value *b = &r->stack[r->count - 1];

    r->count--;
    if (s->what == HN_DO_AND || s->what == HN_DO_OR)
        *a = joined(a, b, s->what == HN_DO_OR);
    else if (a->state == HN_FORMULA_VALUE)
        *a = b->state == HN_FORMULA_VALUE ? of_two(s->what, a->value, b->value, s->at) : *b;
}

/* --- steps --- */

/* Where to go on. */
static size_t
do_if_test(struct run *r, const struct hn_step *s, size_t i)
{
    const struct hn_formula_value *v = &r->stack[r->count - 1];

    if (v->state != HN_FORMULA_VALUE)
        return s->other;
    r->count--;
    return v->value != 0 ? i + 1 : s->to;
}

static struct hn_formula_value
read_ref(const struct run *r, const struct hn_step *s)
{
    struct hn_formula_value v = r->from->read(r->from->self, s->to);

    if (v.state == HN_FORMULA_VALUE && !hn_decimal_add(v.value, 0, &v.value))
        v.state = HN_FORMULA_LARGE;
    v.at = s->at;
    return v;
}

/* All but each_. Returns the next step. */
static size_t
do_step(struct run *r, size_t i)
{
    const struct hn_step *s = &r->f->steps[i];
    const struct hn_formula_value *top = &r->stack[r->count > 0 ? r->count - 1 : 0];

    switch ((enum hn_do)s->what) {
    case HN_DO_NUMBER:
        put(r, figure(r->f->numbers[s->to], s->at));
        return i + 1;
    case HN_DO_REF:
        put(r, read_ref(r, s));
        return i + 1;
    case HN_DO_NEGATE:
    case HN_DO_ABS:
    case HN_DO_ROUND:
    case HN_DO_NOT:
    case HN_DO_HAS:
        do_one(r, s);
        return i + 1;
    case HN_DO_AND_TEST:
        return is_truth(top, false) ? s->to : i + 1;
    case HN_DO_OR_TEST:
        return is_truth(top, true) ? s->to : i + 1;
    case HN_DO_IF_TEST:
        return do_if_test(r, s, i);
    case HN_DO_LEAP:
        return s->to;
    case HN_DO_FIRST_TEST:
        if (!is_absent(top))
            return s->to;
        r->count--;
        return i + 1;
    case HN_DO_JOIN:
        return i + 1;
    default:
        do_two(r, s);
        return i + 1;
    }
}

/* --- each_ --- */

struct gathered {
    hn_decimal sum, least, most;
    int64_t count, held;
    struct hn_formula_value divided, large; /* state NONE: did not happen */
    size_t missing_at;
};

static void
gather(struct gathered *g, const struct hn_formula_value *v, size_t at)
{
    if (v->state == HN_FORMULA_NONE)
        g->missing_at = v->at;
    if (v->state == HN_FORMULA_DIVIDED)
        g->divided = *v;
    if (v->state == HN_FORMULA_LARGE)
        g->large = *v;
    if (v->state != HN_FORMULA_VALUE)
        return;
    if (!hn_decimal_add(g->sum, v->value, &g->sum))
        g->large = (struct hn_formula_value){ HN_FORMULA_LARGE, 0, at };
    g->least = g->count == 0 || v->value < g->least ? v->value : g->least;
    g->most = g->count == 0 || v->value > g->most ? v->value : g->most;
    g->held += v->value != 0;
    g->count++;
}

/* A unit that has no figure is passed over; none that has one is no figure. */
static struct hn_formula_value
gathered_value(const struct gathered *g, enum hn_do what, size_t at)
{
    bool sums = what == HN_DO_EACH_SUM || what == HN_DO_EACH_AVERAGE;

    if (g->large.state == HN_FORMULA_LARGE && (sums || g->large.at != at))
        return g->large;
    if (g->count == 0 && g->divided.state == HN_FORMULA_DIVIDED)
        return g->divided;
    if (g->count == 0)
        return (struct hn_formula_value){ HN_FORMULA_NONE, 0, g->missing_at };
    switch (what) {
    case HN_DO_EACH_SUM:
        return figure(g->sum, at);
    case HN_DO_EACH_AVERAGE:
        return arithmetic(HN_DO_DIVIDE, g->sum, g->count * HN_DECIMAL_ONE, at);
    case HN_DO_EACH_MAX:
        return figure(g->most, at);
    case HN_DO_EACH_MIN:
        return figure(g->least, at);
    default:
        return figure(g->held * HN_DECIMAL_ONE, at);
    }
}

/* Its part of the program is between it and its end; the part leaves one value, which is taken off again. */
static size_t
do_each(struct run *r, size_t i)
{
    const struct hn_step *s = &r->f->steps[i];
    const struct hn_each *e = &r->f->eachs[s->other];
    struct gathered g = { .missing_at = s->at };

    for (bool first = true; r->from->each && r->from->each(r->from->self, first, e->refs, e->ref_count);
         first = false) {
        for (size_t j = i + 1; j < s->to;)
            j = do_step(r, j);
        gather(&g, &r->stack[--r->count], s->at);
    }
    put(r, gathered_value(&g, r->f->steps[s->to].what, s->at));
    return (size_t)s->to + 1;
}

struct hn_formula_value
hn_formula_reckon(const struct hn_formula *f, const struct hn_formula_source *from)
{
    struct run r = { .f = f, .from = from };

    for (size_t i = 0; i < f->step_count;)
        i = f->steps[i].what == HN_DO_EACH ? do_each(&r, i) : do_step(&r, i);
    assert(r.count == 1);
    return r.stack[0];
}
