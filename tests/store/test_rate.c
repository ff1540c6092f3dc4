/* test_rate: proves that who has reported a form is what one gets by going through the units one by one: over an organisation
 * that changes, on random days and as known at random instants, for every unit and its children; that a figure's list has its
 * rows; and that the values that stand out are those a plain recount finds, each beside one that does not.
 */
#include "support/forest.h"

#include <string.h>

#include "fact/fact_sql.h"
#include "indicator/outlier_past.h"
#include "indicator/rate.h"

enum { SHEETS_MOST = 512, MONTHS = 6, FORMS = 3, ASKED = 3, ROUNDS = 24 };

#define START hn_day_of(2021, 5, 10)

static const struct hn_sql sql_indicator = {
    .name = "rate_test.indicator",
    .text = "INSERT INTO indicator (id, unit_id, code, created_at, entered_by) VALUES ($1, $2, $3, 0, 1)"
};
static const struct hn_sql sql_version = {
    .name = "rate_test.version",
    .text =
        "INSERT INTO indicator_version (indicator_id, id, valid_from, valid_to, known_from, known_to, name,"
        " name_en, search, measure, better, over_tree, over_time, every, places, formula, note, entered_by)"
        " VALUES ($1, $1, -2147483648, 2147483647, 0, " HN_SQL_OPEN_TIME ", 'x', '', 'x', 'x', 'up', 'sum',"
        " 'sum', 'month', 0, $2, '', 1)"
};
static const struct hn_sql sql_form = {
    .name = "rate_test.form",
    .text =
        "INSERT INTO form (unit_id, id, code, name, asked, every, due_days, source_needed, note, valid_from,"
        " valid_to, version, at, entered_by) VALUES ($1, $2, $3, 'x', $4, 'month', 10, 0, '', -2147483648,"
        " 2147483647, 1, 0, 1)"
};
static const struct hn_sql sql_line = {
    .name = "rate_test.line",
    .text = "INSERT INTO form_line (form_id, id, indicator_id, position, required, removed_at, entered_by)"
            " VALUES ($1, $2, $2, $3, $4, 0, 1)"
};
static const struct hn_sql sql_sheet = { .name = "rate_test.sheet",
                                         .text = "INSERT INTO sheet (unit_id, id, form_id, period_kind, "
                                                 "period_from, period_to, version, at, entered_by)"
                                                 " VALUES ($1, $2, $3, 'month', $4, $5, 1, $6, 1)" };
static const struct hn_sql sql_step = {
    .name = "rate_test.step",
    .text = "INSERT INTO sheet_step (unit_id, sheet_id, id, level, by_unit_id, note, at, entered_by, "
            "taken_back_at,"
            " taken_back_by, reason, final) VALUES ($1, $2, $3, $4, $1, '', $5, 1, $6, 0, '', $7)"
};
static const struct hn_sql sql_value = {
    .name = "rate_test.value",
    .text =
        "INSERT INTO indicator_value (unit_id, id, indicator_id, plan, period_kind, period_from, period_to,"
        " value_milli, qualifier, source, note, reason, known_from, known_to, removed_at, entered_by)"
        " VALUES ($1, $2, $3, 0, 'month', $4, $5, $6, 'exact', '', '', '', $7, $8, 0, 1)"
};
static const struct hn_sql *const own[] = { &sql_indicator, &sql_version, &sql_form,  &sql_line,
                                            &sql_sheet,     &sql_step,    &sql_value, NULL };

/* When something began to be so, and when it no longer was (0: it still is). */
struct stretch {
    hn_time from, to;
};
struct sheet {
    int form;
    int64_t unit;
    struct hn_period period;
    struct stretch values[ASKED], steps[2]; /* from 0: never; steps: sent, approved */
    bool final;                             /* the approval was the last there had to be */
};
struct world {
    struct hn_forest forest;
    int64_t keeper[FORMS], form[FORMS];
    struct sheet sheets[SHEETS_MOST];
    size_t count;
};

/* --- a world --- */

/* Asked of every cell by the province, by a committee of its own, and of what stands just below the province. Of each two are
 * required and entered; one is not, one is reckoned. */
static enum hn_rc
make_form(struct hn_ctx *c, struct world *w, int form, const char *asked)
{
    const struct hn_param params[] = { hn_p_id(w->keeper[form]), hn_p_id(form + 1),
                                       hn_p_text(hn_print(c->arena, "F%d", form)), hn_p_text(asked),
                                       HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_form, params);

    w->form[form] = form + 1;
    for (int i = 0; !rc && i < ASKED + 1; i++) {
        const int64_t id = form * 10 + i + 1;
        const struct hn_param indicator[] = { hn_p_id(id), hn_p_id(w->forest.units[0]),
                                              hn_p_text(hn_print(c->arena, "i%d", (int)id)), HN_P_END };
        const struct hn_param version[] = { hn_p_id(id), hn_p_text(i == ASKED ? "1 + 1" : ""), HN_P_END };
        const struct hn_param line[] = { hn_p_id(form + 1), hn_p_id(id), hn_p_int(i), hn_p_int(i != 2),
                                         HN_P_END };

        rc = hn_store_do(c, &sql_indicator, indicator);
        rc = rc ? rc : hn_store_do(c, &sql_version, version);
        rc = rc ? rc : hn_store_do(c, &sql_line, line);
    }
    return rc;
}

static struct stretch
some_time(struct hn_forest *f, hn_time after)
{
    struct stretch s = { .from = after + (hn_time)hn_forest_roll(f, 25 * 24) * 3600 * 1000000 };

    if (hn_forest_roll(f, 3) == 0)
        s.to = s.from + (hn_time)(1 + hn_forest_roll(f, 40)) * HN_DAY_US;
    return s;
}

static enum hn_rc
put_sheet(struct hn_ctx *c, const struct sheet *s)
{
    const int64_t id = hn_new_id(c);
    const struct hn_param sheet[] = {
        hn_p_id(s->unit), hn_p_id(id), hn_p_id(s->form + 1), hn_p_day(s->period.from), hn_p_day(s->period.to),
        hn_p_time(1),     HN_P_END
    };
    enum hn_rc rc = hn_store_do(c, &sql_sheet, sheet);

    for (int i = 0; !rc && i < ASKED; i++) {
        const struct stretch *v = &s->values[i];
        const struct hn_param value[] = { hn_p_id(s->unit),
                                          hn_p_id(hn_new_id(c)),
                                          hn_p_id(s->form * 10 + i + 1),
                                          hn_p_day(s->period.from),
                                          hn_p_day(s->period.to),
                                          hn_p_int(i),
                                          hn_p_time(v->from),
                                          hn_p_time(v->to ? v->to : HN_TIME_OPEN),
                                          HN_P_END };

        if (v->from)
            rc = hn_store_do(c, &sql_value, value);
    }
    for (int i = 0; !rc && i < 2; i++) {
        const struct stretch *z = &s->steps[i];
        const struct hn_param step[] = {
            hn_p_id(s->unit),   hn_p_id(id),      hn_p_id(hn_new_id(c)),        hn_p_int(i),
            hn_p_time(z->from), hn_p_time(z->to), hn_p_int(i == 1 && s->final), HN_P_END
        };

        if (z->from)
            rc = hn_store_do(c, &sql_step, step);
    }
    return rc;
}

static enum hn_rc
live(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    enum hn_rc rc = HN_OK;

    for (size_t u = 0; u < f->unit_count; u++) {
        for (int m = 0; m < MONTHS && w->count < SHEETS_MOST; m++) {
            struct sheet *s = &w->sheets[w->count];
            hn_time over;

            if (rc || hn_forest_roll(f, 2) == 0)
                continue;
            *s = (struct sheet){ .form = (int)hn_forest_roll(f, FORMS), .unit = f->units[u] };
            s->period = hn_period_shift(hn_period_at(HN_PERIOD_MONTH, hn_day_of(2021, 6, 1)), m);
            over = hn_forest_noon(s->period.to - 10);
            for (int i = 0; i < ASKED; i++)
                s->values[i] = hn_forest_roll(f, 3) ? some_time(f, over) : (struct stretch){ 0 };
            if (hn_forest_roll(f, 3))
                s->steps[0] = some_time(f, over);
            if (s->steps[0].from && hn_forest_roll(f, 2)) {
                s->steps[1] = some_time(f, s->steps[0].from);
                if (s->steps[0].to && s->steps[1].from > s->steps[0].to)
                    s->steps[1] = (struct stretch){ 0 };
                else if (s->steps[0].to && (!s->steps[1].to || s->steps[1].to > s->steps[0].to))
                    s->steps[1].to = s->steps[0].to; /* from the top down */
                s->final = hn_forest_roll(f, 2);
            }
            rc = put_sheet(c, s);
            w->count++;
        }
    }
    return rc;
}

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc;

    c->now = hn_forest_noon(START - 20);
    rc = hn_forest_plant(c, &w->forest);
    w->keeper[0] = w->keeper[2] = w->forest.units[0];
    w->keeper[1] = w->forest.committees[0];
    rc = rc ? rc : make_form(c, w, 0, "any_cell");
    rc = rc ? rc : make_form(c, w, 1, "any_cell");
    rc = rc ? rc : make_form(c, w, 2, "children");
    return rc ? rc : live(c, w);
}

struct move {
    struct world *w;
    hn_time now;
};

static enum hn_rc
move_one(struct hn_ctx *c, void *arg)
{
    struct move *m = arg;

    c->now = m->now;
    return hn_forest_stir(c, &m->w->forest);
}

/* --- one by one --- */

static bool
so(const struct stretch *s, hn_time by)
{
    return s->from && s->from <= by && (!s->to || s->to > by);
}

static const struct sheet *
sheet_of(const struct world *w, int form, int64_t unit, struct hn_period period)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->sheets[i].form == form && w->sheets[i].unit == unit && w->sheets[i].period.from == period.from)
            return &w->sheets[i];
    return NULL;
}

static void
add_sheet(const struct hn_ctx *c, const struct sheet *s, hn_day due, struct hn_indicator_rate *sum)
{
    const hn_time by = c->known < hn_day_end(c->on) ? c->known : hn_day_end(c->on);
    bool sent = s && so(&s->steps[0], by), any = false;

    for (int i = 0; s && i < ASKED; i++) {
        any = any || so(&s->values[i], by);
        sum->values += i != 2 && so(&s->values[i], by);
    }
    sum->wanted += 2;
    sum->expected++;
    sum->begun += any && !sent;
    sum->on_time += sent && hn_day_at(s->steps[0].from) <= due;
    sum->late += sent && hn_day_at(s->steps[0].from) > due;
    sum->missing += !sent && c->on > due;
    sum->open += !sent && c->on <= due;
    sum->approved += s && so(&s->steps[1], by);
    sum->final += s && so(&s->steps[1], by) && s->final;
}

static struct hn_indicator_rate
naive(struct hn_ctx *c, const struct world *w, int form, int64_t within, int64_t top, struct hn_period period)
{
    struct hn_indicator_rate sum = { 0 };
    struct hn_forest_tree t;

    hn_forest_read(c, period.to - 1 < c->on ? period.to - 1 : c->on, &t);
    for (size_t i = 0; i < t.count; i++) {
        int64_t unit = t.at[i].unit;
        bool asked = form == 2 ? t.at[i].parent == w->keeper[2]
                               : t.at[i].cell && hn_forest_below(&t, unit, w->keeper[form]);

        if (asked && hn_forest_below(&t, unit, top) && hn_forest_below(&t, unit, within))
            add_sheet(c, sheet_of(w, form, unit, period), period.to - 1 + 10, &sum);
    }
    return sum;
}

static void
same(const struct hn_indicator_rate *got, const struct hn_indicator_rate *want)
{
    assert_int_equal(got->expected, got->on_time + got->late + got->missing + got->open);
    assert_int_equal(got->expected, want->expected);
    assert_int_equal(got->begun, want->begun);
    assert_int_equal(got->on_time, want->on_time);
    assert_int_equal(got->late, want->late);
    assert_int_equal(got->missing, want->missing);
    assert_int_equal(got->approved, want->approved);
    assert_int_equal(got->values, want->values);
    assert_memory_equal(got, want, sizeof *want);
}

static int64_t
figure(const struct hn_indicator_rate *s, const char *which)
{
    const struct {
        const char *which;
        int64_t number;
    } figures[] = { { "expected", s->expected }, { "begun", s->begun },     { "on_time", s->on_time },
                    { "late", s->late },         { "missing", s->missing }, { "open", s->open },
                    { "approved", s->approved }, { "final", s->final } };

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (strcmp(figures[i].which, which) == 0)
            return figures[i].number;
    fail();
    return 0;
}

struct listed {
    int64_t count;
    char last[64];
};

static void
take_unit(void *sink, const struct hn_indicator_rate_unit *u)
{
    struct listed *l = sink;

    assert_true(strcmp(l->last, u->code) < 0);
    assert_true(strlen(u->code) < sizeof l->last);
    memcpy(l->last, u->code, strlen(u->code) + 1);
    l->count++;
}

static void
lists_have_their_rows(struct hn_ctx *c, int64_t form, struct hn_unit_id unit, struct hn_period period,
                      const struct hn_indicator_rate *sum)
{
    for (size_t i = 0; hn_indicator_rate_which[i]; i++) {
        const char *which = hn_indicator_rate_which[i];
        struct listed all = { .count = 0 }, some = { .count = 0 };
        int64_t count, want = figure(sum, which);

        assert_int_equal(hn_indicator_rate_units(c, form, unit, period, which, 0, 0, take_unit, &all), HN_OK);
        assert_int_equal(hn_indicator_rate_count(c, form, unit, period, which, &count), HN_OK);
        assert_int_equal(all.count, want);
        assert_int_equal(count, want);
        assert_int_equal(hn_indicator_rate_units(c, form, unit, period, which, 2, 3, take_unit, &some),
                         HN_OK);
        assert_int_equal(some.count, want < 2 ? 0 : want - 2 < 3 ? want - 2 : 3);
    }
}

static void
check_once(struct hn_ctx *c, struct world *w)
{
    const int form = (int)hn_forest_roll(&w->forest, FORMS);
    struct hn_period period = hn_period_shift(hn_period_at(HN_PERIOD_MONTH, hn_day_of(2021, 6, 1)),
                                              (int)hn_forest_roll(&w->forest, MONTHS));
    /* The upper units first: they have something to add up. */
    struct hn_unit_id unit = {
        hn_forest_roll(&w->forest, 2)
            ? w->forest.units[hn_forest_roll(&w->forest, (uint32_t)w->forest.unit_count)]
            : w->forest.units[0]
    };
    struct hn_indicator_rate sum, want;
    const struct hn_indicator_rate_line *children;
    int64_t below = 0;
    size_t count;

    c->today = c->on = period.from + (hn_day)hn_forest_roll(&w->forest, 80);
    c->known = hn_forest_roll(&w->forest, 2)
                   ? HN_TIME_OPEN
                   : hn_forest_noon(START + 20 + (hn_day)hn_forest_roll(&w->forest, 260));
    assert_int_equal(hn_indicator_rates(c, w->form[form], unit, period, &sum, &children, &count), HN_OK);
    want = naive(c, w, form, unit.v, unit.v, period);
    same(&sum, &want);
    for (size_t i = 0; i < count; i++) {
        want = naive(c, w, form, unit.v, children[i].unit.v, period);
        same(&children[i].rate, &want);
        below += want.expected;
    }
    assert_true(sum.expected - below == 0 || sum.expected - below == 1); /* the unit itself */
    lists_have_their_rows(c, w->form[form], unit, period, &sum);
}

static void
rates_equal_a_recount(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct world *w = HN_NEW(keep, struct world);

    hn_forest_open(t, keep, own);
    w->forest.seed = 20261124;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    for (int round = 0; round < ROUNDS; round++) {
        struct move m = { w, hn_forest_noon(START + round * 8) };
        struct hn_ctx *c = hn_test_store_fresh(t);

        (void)hn_store_write(t->store, c, move_one, &m);
        c = hn_test_store_fresh(t);
        c->actor = HN_USER_SYSTEM;
        assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
        for (int i = 0; i < 4; i++)
            check_once(c, w);
        hn_store_read_end(t->store, c);
    }
    hn_test_store_close(t);
    hn_arena_free(keep);
}

static void
what_cannot_be_asked(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct world *w = HN_NEW(keep, struct world);
    const struct hn_indicator_rate_line *children;
    struct hn_indicator_rate sum;
    struct hn_unit_id top;
    struct hn_ctx *c;
    size_t count;
    int64_t n;

    hn_forest_open(t, keep, own);
    w->forest.seed = 1;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    top.v = w->forest.units[0];
    c = hn_test_store_fresh(t);
    c->actor = HN_USER_SYSTEM;
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    const struct hn_period month = hn_period_at(HN_PERIOD_MONTH, hn_day_of(2021, 7, 1)),
                           year = hn_period_at(HN_PERIOD_YEAR, hn_day_of(2021, 7, 1));

    assert_int_equal(hn_indicator_rates(c, 1, top, year, &sum, &children, &count), HN_INVALID);
    assert_int_equal(hn_indicator_rates(c, 1, top, month, &sum, &children, &count), HN_OK);
    assert_int_equal(hn_indicator_rate_count(c, 1, top, month, "some", &n), HN_INVALID);
    assert_int_equal(hn_indicator_rate_count(c, 1, top, month, "late", &n), HN_OK);
    assert_int_equal(hn_indicator_rates(c, 99, top, month, &sum, &children, &count), HN_NOT_FOUND);
    hn_store_read_end(t->store, c);
    hn_fault_clear(c);
    hn_test_store_close(t);
    hn_arena_free(keep);
}

/* --- what stands out --- */

/* The one at a rank, by counting who is smaller: nothing is put in order. */
static int64_t
at_rank(const int64_t *at, size_t count, size_t rank)
{
    for (size_t i = 0; i < count; i++) {
        size_t less = 0, equal = 0;

        for (size_t k = 0; k < count; k++) {
            less += at[k] < at[i];
            equal += at[k] == at[i];
        }
        if (less <= rank && rank < less + equal)
            return at[i];
    }
    fail();
    return 0;
}

/* 0.6745 · |x - m| > 3.5 · MAD, by four times both. */
static bool
stands_out(const int64_t *past, size_t count, int64_t x)
{
    int64_t middle2 = at_rank(past, count, (count - 1) / 2) + at_rank(past, count, count / 2), away[12];
    int64_t from = 2 * x - middle2;

    for (size_t i = 0; i < count; i++)
        away[i] = 2 * past[i] > middle2 ? 2 * past[i] - middle2 : middle2 - 2 * past[i];
    return (from < 0 ? -from : from) * 2 * 6745 >
           (at_rank(away, count, (count - 1) / 2) + at_rank(away, count, count / 2)) * 35000;
}

static void
bounds_by_the_rule(void **state)
{
    struct hn_forest f = { .seed = 7 };

    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct hn_outlier_past past = { .count = 0 };
        struct hn_outlier_bounds b;
        size_t count = hn_forest_roll(&f, 14);

        for (size_t i = 0; i < count; i++)
            hn_outlier_add(&past, (int64_t)hn_forest_roll(&f, round % 2 ? 9 : 100000) - 4);
        assert_int_equal(past.count, count < 12 ? count : 12);
        assert_int_equal(hn_outlier_judge(&past, &b), past.count >= 6);
        if (past.count < 6)
            continue;
        assert_true(b.low <= b.middle && b.middle <= b.high + 1);
        for (int64_t x = b.low - 2; x < b.low + 2; x++)
            assert_int_equal(x < b.low || x > b.high, stands_out(past.milli, past.count, x));
        for (int64_t x = b.high - 2; x < b.high + 3; x++)
            assert_int_equal(x < b.low || x > b.high, stands_out(past.milli, past.count, x));
    }
}

struct figures {
    struct world w;
    int64_t cells[3];
};

/* A year of one figure of three cells: the first steady, the second jumps, of the third too little is known. */
static enum hn_rc
make_figures(struct hn_ctx *c, void *arg)
{
    struct figures *f = arg;
    struct world *w = &f->w;
    struct hn_period p = hn_period_at(HN_PERIOD_MONTH, hn_day_of(2022, 1, 1));
    enum hn_rc rc;

    c->now = hn_forest_noon(START - 20);
    rc = hn_forest_plant(c, &w->forest);
    w->keeper[0] = w->forest.units[0];
    rc = rc ? rc : make_form(c, w, 0, "any_cell");
    for (int m = 0; m < 9; m++, p = hn_period_shift(p, 1)) {
        for (int i = 0; !rc && i < 3; i++) {
            bool last = m == 8;
            const struct hn_param value[] = { hn_p_id(w->forest.cells[i]),
                                              hn_p_id(hn_new_id(c)),
                                              hn_p_id(1),
                                              hn_p_day(p.from),
                                              hn_p_day(p.to),
                                              hn_p_int(last && i ? 99000 : 10000 + m % 3 * 1000),
                                              hn_p_time(c->now),
                                              hn_p_time(HN_TIME_OPEN),
                                              HN_P_END };

            f->cells[i] = w->forest.cells[i];
            if (i < 2 || m > 3)
                rc = hn_store_do(c, &sql_value, value);
        }
    }
    return rc;
}

static void
values_that_stand_out(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct figures *f = HN_NEW(keep, struct figures);
    const struct hn_indicator_outlier *found;
    struct hn_ctx *c;
    size_t count;
    bool more;

    hn_forest_open(t, keep, own);
    f->w.forest.seed = 5;
    f->w.forest.start = START - 400;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_figures, f), HN_OK);
    c = hn_test_store_fresh(t);
    c->actor = HN_USER_SYSTEM;
    c->today = c->on = hn_day_of(2022, 10, 1);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    const struct hn_unit_id top = { f->w.forest.units[0] }, first = { f->cells[0] };
    const struct hn_period last = hn_period_at(HN_PERIOD_MONTH, hn_day_of(2022, 9, 1));

    assert_int_equal(hn_indicator_outliers(c, 1, top, last, &found, &count, &more), HN_OK);
    assert_int_equal(count, 1);
    assert_false(more);
    assert_int_equal(found[0].value.unit.v, f->cells[1]);
    assert_int_equal(found[0].value.milli, 99000);
    assert_int_equal(found[0].middle_milli, 11000);
    assert_true(found[0].low_milli < 10000 && found[0].high_milli > 12000 && found[0].high_milli < 99000);
    assert_string_equal(found[0].value.code, "i1");
    assert_int_equal(hn_indicator_outliers(c, 1, first, last, &found, &count, &more), HN_OK);
    assert_int_equal(count, 0);
    assert_int_equal(hn_indicator_outliers(c, 1, top, hn_period_shift(last, -1), &found, &count, &more),
                     HN_OK);
    assert_int_equal(count, 0);
    hn_store_read_end(t->store, c);
    hn_test_store_close(t);
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(rates_equal_a_recount),
        HN_TEST_BOTH(what_cannot_be_asked),
        HN_TEST_BOTH(values_that_stand_out),
        cmocka_unit_test(bounds_by_the_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
