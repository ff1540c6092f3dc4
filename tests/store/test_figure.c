/* test_figure: proves that the figures of an indicator over tree and time are what one gets by going through units, days and
 * values one by one: on a tree that changes, with values of several kinds of period, for every way of putting units and
 * times together, results and plans, as known at random instants; that ratios, offsets, year to date and unit by unit come
 * out likewise; that the values behind a figure are those it is made of; that what was kept agrees with what is read anew,
 * and that changing one row changes the figure.
 */
#include "support/forest.h"

#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure.h"

enum { VALUES_MOST = 6000, DAYS = 2200, INDICATORS = 24 };

#define START hn_day_of(2021, 5, 10)
#define DAY_0 hn_day_of(2018, 1, 1)

static const struct hn_sql sql_indicator = {
    .name = "test.indicator",
    .text = "INSERT INTO indicator (id, unit_id, code, created_at, entered_by) VALUES ($1, $2, $3, 0, 1)"
};
static const struct hn_sql sql_version = {
    .name = "test.indicator_version",
    .text =
        "INSERT INTO indicator_version (indicator_id, id, valid_from, valid_to, known_from, known_to, name,"
        " name_en, search, measure, better, over_tree, over_time, every, places, formula, note, entered_by)"
        " VALUES ($1, $2, $3, $4, 0, 9223372036854775807, 'x', '', 'x', 'x', 'up', $5, $6, '', 0, $7, '', 1)"
};
static const struct hn_sql sql_value = {
    .name = "test.indicator_value",
    .text =
        "INSERT INTO indicator_value (unit_id, id, indicator_id, plan, period_kind, period_from, period_to,"
        " value_milli, qualifier, source, note, reason, known_from, known_to, removed_at, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'x', '', '', $10, $11, 0, 1)"
};
static const struct hn_sql sql_change = {
    .name = "test.change_value",
    .text = "UPDATE indicator_value SET value_milli = value_milli + 1000 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_form = {
    .name = "test.form",
    .text =
        "INSERT INTO form (unit_id, id, code, name, asked, every, due_days, source_needed, note, valid_from,"
        " valid_to, version, at, entered_by) VALUES ($1, $2, 'x', 'x', 'any_cell', 'month', 5, 0, '',"
        " -2147483648, 2147483647, 1, 0, 1)"
};
static const struct hn_sql sql_line = {
    .name = "test.form_line",
    .text = "INSERT INTO form_line (form_id, id, indicator_id, position, required, removed_at, entered_by)"
            " VALUES ($1, $2, $3, 1, 0, 0, 1)"
};
static const struct hn_sql sql_sheet = { .name = "test.sheet",
                                         .text = "INSERT INTO sheet (unit_id, id, form_id, period_kind, "
                                                 "period_from, period_to, version, at, entered_by)"
                                                 " VALUES ($1, $2, $3, 'month', $4, $5, 1, 0, 1)" };
static const struct hn_sql sql_step = {
    .name = "test.sheet_step",
    .text = "INSERT INTO sheet_step (unit_id, sheet_id, id, level, by_unit_id, note, at, entered_by, "
            "taken_back_at,"
            " taken_back_by, reason) VALUES ($1, $2, $3, $4, $1, '', $5, 1, $6, 0, '')"
};
static const struct hn_sql *const own[] = { &sql_indicator, &sql_version, &sql_value, &sql_change, &sql_form,
                                            &sql_line,      &sql_sheet,   &sql_step,  NULL };

/* over_tree, over_time from the start; and from a day on, when it says so. */
struct meaning {
    const char *tree, *time, *later_tree, *later_time, *formula;
};
static const struct meaning meanings[] = {
    { "sum", "sum", NULL, NULL, "" },
    { "average", "average", NULL, NULL, "" },
    { "sum", "max", NULL, NULL, "" },
    { "max", "sum", NULL, NULL, "" },
    { "sum", "last", NULL, NULL, "" },
    { "min", "first", NULL, NULL, "" },
    { "average", "sum", NULL, NULL, "" },
    { "none", "sum", NULL, NULL, "" },
    { "sum", "none", NULL, NULL, "" },
    { "sum", "sum", "max", "average", "" },
    { "max", "min", "sum", "sum", "" },
    /* reckoned, in the order of the names below */
    { "none", "none", NULL, NULL, "[x.0] / [x.6]" },
    { "none", "none", NULL, NULL, "[x.0] - ago([x.0], 1)" },
    { "none", "none", NULL, NULL, "years_ago([x.2], 1)" },
    { "none", "none", NULL, NULL, "ytd([x.0])" },
    { "none", "none", NULL, NULL, "ytd([x.11]) + ago([x.4], 2)" },
    { "none", "none", NULL, NULL, "each_sum([x.0] * [x.4])" },
    { "none", "none", NULL, NULL, "each_count([x.0] > 500)" },
    { "none", "none", NULL, NULL, "each_average([x.11] * 100) - each_max([x.2])" },
    { "none", "none", NULL, NULL, "first([x.8], ago([x.12], 1), 7)" },
};
enum {
    ENTERED = 11,
    RATIO = 11,
    CHANGE,
    YEAR_BEFORE,
    TO_DATE,
    MIXED,
    PRODUCTS,
    COUNTED,
    BY_UNIT,
    FIRST,
    ALL
};
#define LATER hn_day_of(2021, 9, 15)

struct value {
    int64_t unit, id;
    size_t indicator;
    bool plan;
    struct hn_period period;
    int64_t milli;
    int qualifier;
    hn_time known_from, known_to;
    bool approved; /* of the indicator in a form: its sheet was, and is */
};
struct world {
    bool approved_only; /* asked so now */
    struct hn_forest forest;
    int64_t indicators[INDICATORS];
    struct value values[VALUES_MOST];
    size_t value_count;
    hn_time now;
    /* trees of days as known at one instant */
    hn_time known;
    struct hn_forest_tree *trees[DAYS];
    struct hn_arena *keep, *tree_keep;
    size_t changed;
};

/* --- a world --- */

static enum hn_rc
put_meaning(struct hn_ctx *c, struct world *w, size_t i)
{
    const struct meaning *m = &meanings[i];
    const struct hn_param indicator[] = { hn_p_id(w->indicators[i]), hn_p_id(w->forest.units[0]),
                                          hn_p_text(hn_print(c->arena, "x.%zu", i)), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_indicator, indicator);

    for (int later = 0; later <= (m->later_tree != NULL) && !rc; later++) {
        const struct hn_param version[] = { hn_p_id(w->indicators[i]),
                                            hn_p_id(hn_new_id(c)),
                                            hn_p_day(later ? LATER : hn_day_of(2021, 1, 1)),
                                            hn_p_day(m->later_tree && !later ? LATER : HN_DAY_OPEN),
                                            hn_p_text(later ? m->later_tree : m->tree),
                                            hn_p_text(later ? m->later_time : m->time),
                                            hn_p_text(m->formula),
                                            HN_P_END };

        rc = hn_store_do(c, &sql_version, version);
    }
    return rc;
}

static struct hn_period
any_period(struct hn_forest *f)
{
    enum hn_period_kind kind = (enum hn_period_kind)(1 + hn_forest_roll(f, HN_PERIOD_SPAN));
    hn_day day = START - 190 + (hn_day)hn_forest_roll(f, 600);

    if (kind == HN_PERIOD_SPAN)
        return (struct hn_period){ kind, hn_day_of(2021, 1, 1), hn_day_of(2023, 1, 1) };
    if (kind == HN_PERIOD_DAY && hn_forest_roll(f, 3))
        kind = HN_PERIOD_MONTH;
    return hn_period_at(kind, day);
}

static bool
taken(const struct world *w, const struct value *v)
{
    for (size_t i = 0; i < w->value_count; i++) {
        const struct value *o = &w->values[i];

        if (o->unit == v->unit && o->indicator == v->indicator && o->plan == v->plan &&
            o->period.from == v->period.from && o->period.to == v->period.to)
            return true;
    }
    return false;
}

static enum hn_rc
put_value(struct hn_ctx *c, struct world *w, const struct value *v)
{
    const struct hn_param params[] = { hn_p_id(v->unit),
                                       hn_p_id(v->id),
                                       hn_p_id(w->indicators[v->indicator]),
                                       hn_p_int(v->plan),
                                       hn_p_text(hn_period_kind_name(v->period.kind)),
                                       hn_p_day(v->period.from),
                                       hn_p_day(v->period.to),
                                       hn_p_int(v->milli),
                                       hn_p_text(hn_value_qualifiers[v->qualifier]),
                                       hn_p_time(v->known_from),
                                       hn_p_time(v->known_to),
                                       HN_P_END };

    w->values[w->value_count++] = *v;
    return hn_store_do(c, &sql_value, params);
}

/* A value, and now and then a correction of it. Mostly of cells; of units above them seldom. */
static enum hn_rc
add_value(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    struct value v = { .indicator = hn_forest_roll(f, ENTERED),
                       .plan = hn_forest_roll(f, 5) == 0,
                       .period = any_period(f),
                       .milli = (int64_t)hn_forest_roll(f, 2000000) - 300000,
                       .qualifier = hn_forest_roll(f, 4) ? 0 : (int)hn_forest_roll(f, 4),
                       .known_to = HN_TIME_OPEN };
    enum hn_rc rc = HN_OK;

    v.unit = hn_forest_roll(f, 12) ? f->cells[hn_forest_roll(f, (uint32_t)f->cell_count)]
                                   : f->units[hn_forest_roll(f, (uint32_t)f->unit_count)];
    if (hn_forest_roll(f, 50) == 0)
        v.milli *= 10000000; /* does not go into 32 bits */
    v.known_from = hn_forest_noon(START + (hn_day)hn_forest_roll(f, 300));
    if (taken(w, &v))
        return HN_OK;
    if (hn_forest_roll(f, 6) == 0) {
        struct value wrong = v;

        wrong.id = hn_new_id(c);
        wrong.milli += 12345;
        v.known_from += (hn_time)(1 + hn_forest_roll(f, 90)) * HN_DAY_US;
        wrong.known_to = v.known_from;
        rc = put_value(c, w, &wrong);
    }
    v.id = hn_new_id(c);
    return rc ? rc : put_value(c, w, &v);
}

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc;

    c->now = hn_forest_noon(START - 20);
    rc = hn_forest_plant(c, &w->forest);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings && !rc; i++) {
        w->indicators[i] = hn_new_id(c);
        rc = put_meaning(c, w, i);
    }
    for (size_t i = 0; i < 4500 && !rc; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = add_value(c, w);
        hn_ctx_rewind(c, mark);
    }
    return rc;
}

static enum hn_rc
stir(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    c->now = w->now;
    return hn_forest_stir(c, &w->forest);
}

/* Some are refused, which changes nothing. */
static void
stir_more(struct hn_test_store *t, struct world *w, hn_day day)
{
    for (int i = 0; i < 3; i++) {
        w->now = hn_forest_noon(day) + i;
        (void)hn_store_write(t->store, hn_test_store_fresh(t), stir, w);
    }
}

/* --- one by one --- */

static const struct hn_forest_tree *
tree_on(struct hn_ctx *c, struct world *w, hn_day day)
{
    struct hn_forest_tree **slot = &w->trees[day - DAY_0];

    assert_true(day >= DAY_0 && day < DAY_0 + DAYS);
    if (*slot == NULL) {
        *slot = HN_NEW(w->tree_keep, struct hn_forest_tree);
        hn_forest_read(c, day, *slot);
    }
    return *slot;
}

/* Rounded half away from zero. */
static __int128
divided(__int128 a, __int128 b)
{
    __int128 twice = 2 * (a < 0 ? -a : a), size = (twice + b) / (2 * b);

    return a < 0 ? -size : size;
}

/* A number in 10^-9, how many values are in it, and how sure they are. */
struct naive {
    bool has, own, sure;
    int qualifier;
    __int128 nano;
    int64_t units, periods, present;
};

struct question {
    struct hn_ctx *c;
    struct world *w;
    size_t indicator;
    bool plan;
    struct hn_period period;
    bool ytd;
    struct hn_period stretch;
    const char *tree, *time;
};

static struct question
question_of(struct hn_ctx *c, struct world *w, size_t indicator, struct hn_period period, bool ytd, bool plan)
{
    const struct meaning *m = &meanings[indicator];
    bool later = m->later_tree && period.to - 1 >= LATER;
    struct question q = { c,
                          w,
                          indicator,
                          plan,
                          period,
                          ytd,
                          period,
                          later ? m->later_tree : m->tree,
                          later ? m->later_time : m->time };

    if (ytd)
        q.stretch.from = hn_day_of(hn_date_of(period.to - 1).year, 1, 1);
    return q;
}

static hn_day
last_day(const struct question *q)
{
    return q->period.to - 1 < q->c->on ? q->period.to - 1 : q->c->on;
}

static struct naive
put_values(const struct question *q, const struct value *const *values, size_t count)
{
    struct naive n = { .has = count > 0, .own = true, .sure = true, .units = 1, .present = (int64_t)count };
    const struct value *pick = count ? values[0] : NULL;
    __int128 sum = 0;

    for (size_t i = 0; i < count; i++) {
        const struct value *v = values[i];

        sum += v->milli;
        n.sure = n.sure && v->qualifier == 0;
        if ((strcmp(q->time, "max") == 0 && v->milli > pick->milli) ||
            (strcmp(q->time, "min") == 0 && v->milli < pick->milli) ||
            (strcmp(q->time, "last") == 0 && v->period.from > pick->period.from) ||
            (strcmp(q->time, "first") == 0 && v->period.from < pick->period.from))
            pick = v;
    }
    if (count == 0)
        return n;
    n.qualifier = count == 1 ? pick->qualifier : n.sure ? 0 : 3;
    n.nano = (__int128)pick->milli * 1000000;
    if (strcmp(q->time, "sum") == 0)
        n.nano = sum * 1000000;
    if (strcmp(q->time, "average") == 0)
        n.nano = divided(sum * 1000000, (__int128)count);
    if (strcmp(q->time, "last") == 0 || strcmp(q->time, "first") == 0)
        n.qualifier = pick->qualifier;
    n.sure = n.qualifier == 0;
    return n;
}

static int
months_between(hn_day from, hn_day to)
{
    struct hn_date a = hn_date_of(from), b = hn_date_of(to);

    return (b.year - a.year) * 12 + b.month - a.month;
}

static struct naive
naive_own(const struct question *q, int64_t unit)
{
    static const int months[] = { 0, 0, 1, 3, 6, 12 };
    const struct value *found[DAYS];

    for (int kind = (int)q->period.kind; kind > 0; kind--) {
        size_t count = 0;

        for (size_t i = 0; i < q->w->value_count; i++) {
            const struct value *v = &q->w->values[i];
            bool very = v->period.from == q->stretch.from && v->period.to == q->stretch.to;

            if (q->w->approved_only && !q->plan && v->indicator == 0 && !v->approved)
                continue;
            if (v->unit != unit || v->indicator != q->indicator || v->plan != q->plan ||
                (int)v->period.kind != kind || v->known_from > hn_fact_known(q->c) ||
                v->known_to <= hn_fact_known(q->c))
                continue;
            if (very || (kind != HN_PERIOD_SPAN && strcmp(q->time, "none") != 0 &&
                         v->period.from >= q->stretch.from && v->period.to <= q->stretch.to))
                found[count++] = v;
        }
        if (count) {
            struct naive n = put_values(q, found, count);

            n.periods = kind == HN_PERIOD_SPAN ? 1
                        : kind == HN_PERIOD_DAY
                            ? q->stretch.to - q->stretch.from
                            : months_between(q->stretch.from, q->stretch.to) / months[kind];
            return n;
        }
    }
    return (struct naive){ 0 };
}

/* Whom a unit hangs under; -1: nowhere. */
static int64_t
naive_parent(const struct question *q, int64_t unit)
{
    hn_day last = last_day(q);

    for (hn_day day = last; day == last || (day >= q->stretch.from && day >= START); day--) {
        const struct hn_forest_tree *t = tree_on(q->c, q->w, day);

        if (hn_forest_stands(t, unit))
            return day == last || strcmp(q->time, "sum") == 0 ? hn_forest_parent(t, unit) : -1;
    }
    return -1;
}

struct parts {
    struct naive at[HN_FOREST_UNITS];
    size_t count;
};

static void
gather(const struct question *q, const int64_t *parents, int64_t top, struct parts *out)
{
    const struct hn_forest *f = &q->w->forest;

    for (size_t i = 0; i < f->unit_count; i++) {
        struct naive n;

        if (parents[i] != top)
            continue;
        n = naive_own(q, f->units[i]);
        if (n.has)
            out->at[out->count++] = n;
        else
            gather(q, parents, f->units[i], out);
    }
}

static struct naive
naive_figure(const struct question *q, int64_t unit)
{
    struct naive n = naive_own(q, unit), sum = { .sure = true };
    int64_t parents[HN_FOREST_UNITS];
    struct parts parts = { .count = 0 };

    if (n.has || strcmp(q->tree, "none") == 0)
        return n;
    for (size_t i = 0; i < q->w->forest.unit_count; i++)
        parents[i] = naive_parent(q, q->w->forest.units[i]);
    gather(q, parents, unit, &parts);
    for (size_t i = 0; i < parts.count; i++) {
        const struct naive *p = &parts.at[i];

        if (i == 0 || (strcmp(q->tree, "max") == 0 && p->nano > sum.nano) ||
            (strcmp(q->tree, "min") == 0 && p->nano < sum.nano))
            sum.nano = p->nano;
        else if (strcmp(q->tree, "sum") == 0 || strcmp(q->tree, "average") == 0)
            sum.nano += p->nano;
        sum.has = true;
        sum.sure = sum.sure && p->sure;
        sum.units++;
        sum.periods += p->periods;
        sum.present += p->present;
    }
    if (sum.has && strcmp(q->tree, "average") == 0)
        sum.nano = divided(sum.nano, (__int128)parts.count);
    sum.qualifier = sum.sure ? 0 : 3;
    return sum;
}

/* --- reckoned, one by one --- */

struct number {
    enum hn_formula_state state;
    __int128 nano;
};
struct reading {
    struct hn_ctx *c;
    struct world *w;
    bool plan;
};
/* What a reference asks for. */
struct reference {
    size_t indicator;
    struct hn_period period;
    bool ytd;
};

static struct number naive_value(const struct reading *r, const struct reference *ref, int64_t unit);

static struct reference
ago(const struct reference *at, size_t indicator, int periods, int years)
{
    struct reference out = { indicator, hn_period_shift(at->period, -periods), at->ytd };

    if (years)
        out.period = hn_period_years_ago(out.period, years);
    return out;
}

static struct number
two(char what, struct number a, struct number b)
{
    const __int128 one = 1000000000;

    if (a.state != HN_FORMULA_VALUE)
        return a;
    if (b.state != HN_FORMULA_VALUE)
        return b;
    if (what == '/' && b.nano == 0)
        return (struct number){ .state = HN_FORMULA_DIVIDED };
    if (what == '/')
        a.nano = b.nano < 0 ? divided(-a.nano * one, -b.nano) : divided(a.nano * one, b.nano);
    else if (what == '*')
        a.nano = divided(a.nano * b.nano, one);
    else
        a.nano += what == '+' ? b.nano : -b.nano;
    return a;
}

/* The topmost units at or below one with a value of its own of any of these. */
static void
topmost(const struct reading *r, const struct reference *at, const struct reference *leaves, size_t count,
        int64_t unit, bool top, int64_t *out, size_t *found)
{
    struct question here = question_of(r->c, r->w, 0, at->period, at->ytd, r->plan);
    const struct hn_forest *f = &r->w->forest;
    bool stands = top || hn_forest_stands(tree_on(r->c, r->w, last_day(&here)), unit);

    for (size_t i = 0; i < count; i++) {
        struct question q = question_of(r->c, r->w, leaves[i].indicator, leaves[i].period, leaves[i].ytd,
                                        r->plan);

        if (naive_own(&q, unit).has && (stands || strcmp(q.time, "sum") == 0)) {
            out[(*found)++] = unit;
            return;
        }
    }
    for (size_t i = 0; i < f->unit_count; i++) {
        if (naive_parent(&here, f->units[i]) == unit)
            topmost(r, at, leaves, count, f->units[i], false, out, found);
    }
}

static struct number
each_product(const struct reading *r, const struct reference *at, int64_t unit)
{
    const struct reference leaves[] = { ago(at, 0, 0, 0), ago(at, 4, 0, 0) };
    int64_t units[HN_FOREST_UNITS];
    size_t count = 0;
    struct number sum = { .state = HN_FORMULA_NONE };

    topmost(r, at, leaves, 2, unit, true, units, &count);
    for (size_t i = 0; i < count; i++) {
        struct number n = two('*', naive_value(r, &leaves[0], units[i]),
                              naive_value(r, &leaves[1], units[i]));

        if (n.state == HN_FORMULA_VALUE)
            sum = (struct number){ HN_FORMULA_VALUE, sum.nano + n.nano };
    }
    return sum;
}

static struct number
each_above(const struct reading *r, const struct reference *at, int64_t unit)
{
    const struct reference leaf = ago(at, 0, 0, 0);
    int64_t units[HN_FOREST_UNITS];
    size_t count = 0;
    struct number held = { .state = HN_FORMULA_NONE };

    topmost(r, at, &leaf, 1, unit, true, units, &count);
    for (size_t i = 0; i < count; i++) {
        struct number n = naive_value(r, &leaf, units[i]);

        if (n.state == HN_FORMULA_VALUE)
            held = (struct number){ HN_FORMULA_VALUE,
                                    held.nano + (n.nano > 500 * (__int128)1000000000 ? 1000000000 : 0) };
    }
    return held;
}

static struct number
by_unit(const struct reading *r, const struct reference *at, int64_t unit)
{
    const struct reference parts[] = { ago(at, 0, 0, 0), ago(at, 6, 0, 0) }, ratio = ago(at, RATIO, 0, 0),
                           two_alone = ago(at, 2, 0, 0);
    const struct number hundred = { HN_FORMULA_VALUE, (__int128)100 * 1000000000 };
    struct number average = { .state = HN_FORMULA_NONE }, most = { .state = HN_FORMULA_NONE };
    int64_t units[HN_FOREST_UNITS];
    size_t count = 0, with = 0;
    bool broken = false;

    topmost(r, at, parts, 2, unit, true, units, &count);
    for (size_t i = 0; i < count; i++) {
        struct number n = two('*', naive_value(r, &ratio, units[i]), hundred);

        broken |= n.state == HN_FORMULA_DIVIDED;
        average.nano += n.state == HN_FORMULA_VALUE ? n.nano : 0;
        with += n.state == HN_FORMULA_VALUE;
    }
    average.state = with ? HN_FORMULA_VALUE : broken ? HN_FORMULA_DIVIDED : HN_FORMULA_NONE;
    average.nano = with ? divided(average.nano, (__int128)with) : 0;
    count = 0;
    topmost(r, at, &two_alone, 1, unit, true, units, &count);
    for (size_t i = 0; i < count; i++) {
        struct number n = naive_value(r, &two_alone, units[i]);

        if (n.state == HN_FORMULA_VALUE && (most.state == HN_FORMULA_NONE || n.nano > most.nano))
            most = n;
    }
    return two('-', average, most);
}

static struct number
naive_first(const struct reading *r, const struct reference *at, int64_t unit)
{
    const struct reference one = ago(at, 8, 0, 0), other = ago(at, CHANGE, 1, 0);
    struct number n = naive_value(r, &one, unit);

    if (n.state == HN_FORMULA_VALUE)
        return n;
    n = naive_value(r, &other, unit);
    return n.state == HN_FORMULA_VALUE ? n : (struct number){ HN_FORMULA_VALUE, (__int128)7 * 1000000000 };
}

static struct number
naive_value(const struct reading *r, const struct reference *at, int64_t unit)
{
    struct question q = question_of(r->c, r->w, at->indicator, at->period, at->ytd, r->plan);
    struct reference a = ago(at, 0, 0, 0), b = ago(at, 0, 1, 0);
    struct naive n;

    switch (at->indicator) {
    case RATIO:
        b = ago(at, 6, 0, 0);
        return two('/', naive_value(r, &a, unit), naive_value(r, &b, unit));
    case CHANGE:
        return two('-', naive_value(r, &a, unit), naive_value(r, &b, unit));
    case YEAR_BEFORE:
        a = ago(at, 2, 0, 1);
        return naive_value(r, &a, unit);
    case TO_DATE:
        a.ytd = true;
        return naive_value(r, &a, unit);
    case MIXED:
        a = ago(at, RATIO, 0, 0);
        a.ytd = true;
        b = ago(at, 4, 2, 0);
        return two('+', naive_value(r, &a, unit), naive_value(r, &b, unit));
    case PRODUCTS:
        return each_product(r, at, unit);
    case COUNTED:
        return each_above(r, at, unit);
    case BY_UNIT:
        return by_unit(r, at, unit);
    case FIRST:
        return naive_first(r, at, unit);
    default:
        n = naive_figure(&q, unit);
        return (struct number){ n.has ? HN_FORMULA_VALUE : HN_FORMULA_NONE, n.nano };
    }
}

/* --- compared --- */

static void
same(const struct hn_indicator_figure *got, const struct naive *want)
{
    assert_int_equal(got->state, want->has ? HN_FORMULA_VALUE : HN_FORMULA_NONE);
    if (!want->has) {
        assert_string_equal(got->qualifier, "");
        assert_int_equal(got->with_value, 0);
        return;
    }
    assert_int_equal(got->milli, (int64_t)divided(want->nano, 1000000));
    assert_string_equal(got->qualifier, hn_value_qualifiers[want->qualifier]);
    assert_int_equal(got->own, want->own);
    assert_int_equal(got->with_value, want->units);
    assert_int_equal(got->periods, want->periods);
    assert_int_equal(got->with_period, want->present);
}

static void
forget_trees(struct world *w, hn_time known)
{
    w->known = known;
    memset(w->trees, 0, sizeof w->trees);
    hn_arena_reset(w->tree_keep);
}

static int64_t
any_unit(struct hn_forest *f)
{
    switch (hn_forest_roll(f, 3)) {
    case 0:
        return f->units[0];
    case 1:
        return f->committees[hn_forest_roll(f, (uint32_t)f->committee_count)];
    default:
        return f->units[hn_forest_roll(f, (uint32_t)f->unit_count)];
    }
}

static size_t
check_once(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    struct hn_period periods[3] = { any_period(f), any_period(f), any_period(f) };
    struct hn_indicator_ask ask = { .unit = { any_unit(f) },
                                    .periods = periods,
                                    .period_count = 3,
                                    .plan = hn_forest_roll(f, 4) == 0,
                                    .children = hn_forest_roll(f, 3) > 0 };
    size_t which = hn_forest_roll(f, ENTERED), count, seen = 0;
    struct hn_indicator_row own_row;
    const struct hn_indicator_row *children;

    ask.indicator = w->indicators[which];
    c->on = START + (hn_day)hn_forest_roll(f, 500);
    assert_int_equal(hn_indicator_grid(c, &ask, &own_row, &children, &count), HN_OK);
    assert_int_equal(own_row.unit.v, ask.unit.v);
    for (size_t r = 0; r < 1 + count; r++) {
        const struct hn_indicator_row *row = r ? &children[r - 1] : &own_row;

        if (r)
            assert_int_equal(hn_forest_parent(tree_on(c, w, c->on), row->unit.v), ask.unit.v);
        for (size_t p = 0; p < 3; p++) {
            struct question q = question_of(c, w, which, periods[p], false, ask.plan);
            struct naive want = naive_figure(&q, row->unit.v);

            same(&row->figures[p], &want);
            seen += want.has;
        }
    }
    return seen;
}

/* The values told behind a figure: as many as are counted; of one over the very period or a sum, their sum. */
struct told {
    struct hn_indicator_part parts[VALUES_MOST];
    size_t count;
};

static void
keep_part(void *sink, const struct hn_indicator_part *p)
{
    struct told *t = sink;

    assert_true(t->count < VALUES_MOST);
    t->parts[t->count++] = *p;
}

static void
check_parts(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    struct reading r = { c, w, false };
    struct reference at = { hn_forest_roll(f, 2) ? 0 : RATIO, any_period(f), false };
    struct hn_unit_id unit = { f->units[hn_forest_roll(f, (uint32_t)f->unit_count)] };
    struct told *told = HN_NEW(w->tree_keep, struct told);
    struct reference numerator = ago(&at, 0, 0, 0);
    struct number want = naive_value(&r, &numerator, unit.v);
    __int128 sum = 0;
    int64_t count, with = 0;

    assert_int_equal(hn_indicator_parts(c, w->indicators[at.indicator], unit, at.period, false, 0,
                                        VALUES_MOST, keep_part, told),
                     HN_OK);
    assert_int_equal(hn_indicator_part_count(c, w->indicators[at.indicator], unit, at.period, false, &count),
                     HN_OK);
    assert_int_equal(count, told->count);
    for (size_t i = 0; i < told->count; i++) {
        const struct hn_indicator_part *p = &told->parts[i];

        assert_true(i == 0 || strcmp(p[-1].unit_code, p->unit_code) <= 0);
        assert_string_equal(p->source, "x");
        if (strcmp(p->code, "x.0") == 0) {
            sum += (__int128)p->milli * 1000000;
            with++;
        }
    }
    assert_int_equal(want.state, with ? HN_FORMULA_VALUE : HN_FORMULA_NONE);
    assert_true(!with || sum == want.nano);
}

/* Own values of units at and below, one each. */
static void
check_owns(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    struct question q = question_of(c, w, hn_forest_roll(f, ENTERED), any_period(f), false, false);
    struct hn_unit_id unit = { f->units[hn_forest_roll(f, (uint32_t)f->unit_count)] };
    const struct hn_indicator_own *owns;
    size_t count, want = 0;

    assert_int_equal(hn_indicator_owns(c, w->indicators[q.indicator], unit, q.period, &owns, &count), HN_OK);
    for (size_t i = 0; i < f->unit_count; i++) {
        struct naive n = naive_own(&q, f->units[i]);
        int64_t up = f->units[i];
        size_t k = 0;

        while (up > 0 && up != unit.v)
            up = naive_parent(&q, up);
        if (!n.has || up != unit.v)
            continue;
        want++;
        while (k < count && owns[k].unit.v != f->units[i])
            k++;
        assert_true(k < count);
        assert_int_equal(owns[k].milli, (int64_t)divided(n.nano, 1000000));
        assert_string_equal(owns[k].qualifier, hn_value_qualifiers[n.qualifier]);
        assert_true(owns[k].last >= q.period.from && owns[k].last < q.period.to);
    }
    assert_int_equal(count, want);
}

static size_t
check_reckoned(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    const struct hn_period periods[2] = { any_period(f), any_period(f) };
    size_t which = ENTERED + hn_forest_roll(f, ALL - ENTERED), count, seen = 0;
    struct hn_indicator_ask ask = { .indicator = w->indicators[which],
                                    .unit = { any_unit(f) },
                                    .periods = periods,
                                    .period_count = 2,
                                    .plan = hn_forest_roll(f, 4) == 0,
                                    .children = true };
    struct reading r = { c, w, ask.plan };
    struct hn_indicator_row own_row;
    const struct hn_indicator_row *children;

    c->on = START + (hn_day)hn_forest_roll(f, 500);
    assert_int_equal(hn_indicator_grid(c, &ask, &own_row, &children, &count), HN_OK);
    for (size_t i = 0; i < 1 + count; i++) {
        const struct hn_indicator_row *row = i ? &children[i - 1] : &own_row;

        for (size_t p = 0; p < 2; p++) {
            const struct reference at = { which, periods[p], false };
            struct number want = naive_value(&r, &at, row->unit.v);

            assert_int_equal(row->figures[p].state, want.state);
            if (want.state == HN_FORMULA_VALUE)
                assert_int_equal(row->figures[p].milli, (int64_t)divided(want.nano, 1000000));
            seen += want.state == HN_FORMULA_VALUE;
        }
    }
    return seen;
}

static struct world *
open_world(struct hn_test_store *t, struct hn_arena *keep, uint32_t seed)
{
    struct world *w = HN_NEW(keep, struct world);

    hn_forest_open(t, keep, own);
    w->keep = keep;
    w->tree_keep = hn_arena_child(keep, (size_t)128 << 20);
    w->forest.seed = seed;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    return w;
}

static struct hn_ctx *
reader(struct hn_test_store *t, struct hn_indicator_cache *cache)
{
    struct hn_ctx *c = hn_test_store_fresh(t);

    c->actor = HN_USER_SYSTEM;
    c->today = START + 900;
    c->known = HN_TIME_OPEN;
    c->indicator_cache = cache;
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    return c;
}

static void
figures_equal_a_recount(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)64 << 20);
    struct hn_indicator_cache *cache = hn_indicator_cache_new((size_t)1 << 20);
    struct world *w = open_world(t, keep, 20210510);
    size_t seen = 0;

    for (int round = 0; round < 12; round++) {
        struct hn_ctx *c;

        stir_more(t, w, START + round * 12);
        c = reader(t, round % 2 ? cache : NULL);
        if (round % 3 == 2)
            c->known = hn_forest_noon(START + (hn_day)hn_forest_roll(&w->forest, 300));
        forget_trees(w, c->known);
        for (int i = 0; i < 12; i++)
            seen += check_once(c, w);
        hn_store_read_end(t->store, c);
    }
    assert_true(seen > 500);
    hn_indicator_cache_free(cache);
    hn_arena_free(keep);
}

static void
reckoned_figures_equal_a_recount(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)256 << 20);
    struct hn_indicator_cache *cache = hn_indicator_cache_new((size_t)1 << 20);
    struct world *w = open_world(t, keep, 31);
    size_t seen = 0;

    for (int round = 0; round < 8; round++) {
        struct hn_ctx *c;

        stir_more(t, w, START + round * 15);
        c = reader(t, round % 2 ? cache : NULL);
        if (round % 3 == 2)
            c->known = hn_forest_noon(START + 100 + (hn_day)hn_forest_roll(&w->forest, 200));
        forget_trees(w, c->known);
        for (int i = 0; i < 8; i++)
            seen += check_reckoned(c, w);
        for (int i = 0; i < 4; i++) {
            check_parts(c, w);
            check_owns(c, w);
        }
        hn_store_read_end(t->store, c);
    }
    assert_true(seen > 150);
    hn_indicator_cache_free(cache);
    hn_arena_free(keep);
}

static enum hn_rc
put_step(struct hn_ctx *c, const struct value *v, int64_t sheet, int level, bool taken_back)
{
    const struct hn_param params[] = { hn_p_id(v->unit), hn_p_id(sheet), hn_p_id(hn_new_id(c)),
                                       hn_p_int(level),  hn_p_time(1),   hn_p_time(taken_back ? 2 : 0),
                                       HN_P_END };

    return hn_store_do(c, &sql_step, params);
}

/* A sheet behind each value of the first indicator, some sent, some approved, some approved and taken back. */
static enum hn_rc
approve_some(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    const int64_t form = hn_new_id(c);
    const struct hn_param forms[] = { hn_p_id(w->forest.units[0]), hn_p_id(form), HN_P_END };
    const struct hn_param line[] = { hn_p_id(form), hn_p_id(hn_new_id(c)), hn_p_id(w->indicators[0]),
                                     HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_form, forms);

    if (!rc)
        rc = hn_store_do(c, &sql_line, line);
    for (size_t i = 0; i < w->value_count && !rc; i++) {
        struct value *v = &w->values[i];
        const uint32_t how = hn_forest_roll(&w->forest, 4);
        const int64_t sheet = hn_new_id(c);
        const struct hn_param params[] = { hn_p_id(v->unit),         hn_p_id(sheet),         hn_p_id(form),
                                           hn_p_day(v->period.from), hn_p_day(v->period.to), HN_P_END };

        if (v->indicator != 0 || v->plan || v->known_to != HN_TIME_OPEN)
            continue;
        v->approved = how >= 2;
        rc = hn_store_do(c, &sql_sheet, params);
        if (!rc)
            rc = put_step(c, v, sheet, 0, false);
        if (!rc && how >= 1)
            rc = put_step(c, v, sheet, 1, how == 1);
    }
    return rc ? rc : hn_indicator_stamp_bump(c, w->indicators[0]);
}

static void
only_what_was_approved_counts(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)64 << 20);
    struct hn_indicator_cache *cache = hn_indicator_cache_new((size_t)1 << 20);
    struct world *w = open_world(t, keep, 5);
    struct hn_ctx *c;

    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), approve_some, w), HN_OK);
    c = reader(t, cache);
    c->on = START + 500;
    forget_trees(w, c->known);
    for (int i = 0; i < 60; i++) {
        const struct hn_period p = any_period(&w->forest);
        struct hn_indicator_ask ask = { .indicator = w->indicators[i % 5 == 4],
                                        .unit = { any_unit(&w->forest) },
                                        .periods = &p,
                                        .period_count = 1,
                                        .plan = i % 6 == 5,
                                        .approved = i % 2 == 0 };
        struct question q = question_of(c, w, i % 5 == 4, p, false, ask.plan);
        const struct hn_indicator_row *children;
        struct hn_indicator_row row;
        struct naive want;
        size_t count;

        w->approved_only = ask.approved;
        want = naive_figure(&q, ask.unit.v);
        assert_int_equal(hn_indicator_grid(c, &ask, &row, &children, &count), HN_OK);
        same(&row.figures[0], &want);
    }
    hn_store_read_end(t->store, c);
    hn_indicator_cache_free(cache);
    hn_arena_free(keep);
}

static enum hn_rc
change_one(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    struct value *v = &w->values[w->changed];
    const struct hn_param params[] = { hn_p_id(v->unit), hn_p_id(v->id), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_change, params);

    v->milli += 1000;
    return rc ? rc : hn_indicator_stamp_bump(c, w->indicators[v->indicator]);
}

static int64_t
figure_of(struct hn_test_store *t, struct hn_indicator_cache *cache, struct world *w, const struct value *v)
{
    struct hn_ctx *c = reader(t, cache);
    struct hn_indicator_ask ask = { .indicator = w->indicators[v->indicator],
                                    .unit = { w->forest.units[0] },
                                    .periods = &v->period,
                                    .period_count = 1 };
    struct hn_indicator_row row;
    const struct hn_indicator_row *children;
    struct question q;
    struct naive want;
    size_t count;

    c->on = START + 500;
    assert_int_equal(hn_indicator_grid(c, &ask, &row, &children, &count), HN_OK);
    forget_trees(w, c->known);
    q = question_of(c, w, v->indicator, v->period, false, false);
    want = naive_figure(&q, ask.unit.v);
    same(&row.figures[0], &want);
    hn_store_read_end(t->store, c);
    return row.figures[0].milli;
}

/* A result of the first indicator, a sum, for which no unit above answers with a value of its own. */
static bool
is_in_the_sum(struct hn_test_store *t, struct world *w, struct value *v)
{
    struct hn_ctx *c;
    struct question q;
    struct naive before, after;

    if (v->plan || v->indicator != 0 || v->known_to != HN_TIME_OPEN || v->period.kind != HN_PERIOD_MONTH)
        return false;
    c = reader(t, NULL);
    c->on = START + 500;
    forget_trees(w, c->known);
    q = question_of(c, w, 0, v->period, false, false);
    before = naive_figure(&q, w->forest.units[0]);
    v->milli += 1000;
    after = naive_figure(&q, w->forest.units[0]);
    v->milli -= 1000;
    hn_store_read_end(t->store, c);
    return before.nano != after.nano;
}

static void
a_changed_row_changes_the_figure(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)64 << 20);
    struct hn_indicator_cache *cache = hn_indicator_cache_new((size_t)1 << 20);
    struct world *w = open_world(t, keep, 4);
    struct value *v = w->values;
    int64_t before;

    while (!is_in_the_sum(t, w, v))
        v++;
    w->changed = (size_t)(v - w->values);
    before = figure_of(t, cache, w, v);
    assert_int_equal(figure_of(t, cache, w, v), before);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), change_one, w), HN_OK);
    assert_int_equal(figure_of(t, cache, w, v), before + 1000);
    hn_indicator_cache_free(cache);
    hn_arena_free(keep);
}

static void
what_cannot_be_asked_is_refused(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)64 << 20);
    struct world *w = open_world(t, keep, 7);
    struct hn_ctx *c = reader(t, NULL);
    const struct hn_period p = hn_period_at(HN_PERIOD_MONTH, START);
    struct hn_indicator_ask ask = {
        .indicator = w->indicators[0], .unit = { w->forest.units[0] }, .periods = &p, .period_count = 1
    };
    struct hn_indicator_row row;
    const struct hn_indicator_row *children;
    size_t count;

    assert_int_equal(hn_indicator_grid(c, &ask, &row, &children, &count), HN_OK);
    ask.period_count = 401;
    assert_int_equal(hn_indicator_grid(c, &ask, &row, &children, &count), HN_INVALID);
    ask.period_count = 1;
    ask.indicator = 4711;
    assert_int_equal(hn_indicator_grid(c, &ask, &row, &children, &count), HN_NOT_FOUND);
    ask.indicator = w->indicators[0];
    c->actor = (struct hn_user_id){ 4711 };
    assert_int_equal(hn_indicator_grid(c, &ask, &row, &children, &count), HN_NOT_FOUND);
    hn_store_read_end(t->store, c);
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(figures_equal_a_recount),         HN_TEST_BOTH(reckoned_figures_equal_a_recount),
        HN_TEST_BOTH(only_what_was_approved_counts),   HN_TEST_BOTH(a_changed_row_changes_the_figure),
        HN_TEST_BOTH(what_cannot_be_asked_is_refused),
    };

    return cmocka_run_group_tests_name("figure", tests, NULL, NULL);
}
