/* test_indicator: proves that an indicator is set up by who directs the unit, keeps its code for ever and its meaning from day
 * to day, that what it meant before stays readable, that it is known of at and below its unit and above it and nowhere else,
 * and that it is measured only within its life and a unit's; that a formula names what is there on all its days, in measures that
 * fit, never in a circle, never too deep; that nothing of an approved period changes. Each refusal stands beside what is
 * accepted. */
#include "support/people.h"

#include <string.h>

#include "indicator/form.h"

struct asked {
    struct hn_indicator in;
    int64_t id;
    hn_day day;
};

static enum hn_rc
put(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_put(c, &a->in, &a->id);
}

static enum hn_rc
end(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_end(c, a->id, a->day);
}

static struct asked
an_indicator(struct hn_unit_id unit, const char *code)
{
    return (struct asked){ .in = { .unit = unit,
                                   .code = code,
                                   .name = "Số hội viên",
                                   .measure = "người",
                                   .better = "up",
                                   .over_tree = "sum",
                                   .over_time = "last",
                                   .every = HN_PERIOD_MONTH,
                                   .from = DAY(2020, 1, 1),
                                   .to = HN_DAY_OPEN } };
}

static void
setting_up(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p->c1, "hoi vien");

    hn_check(p, SECRETARY, put, &a, HN_INVALID, "indicator.code");
    a.in.code = "hội.viên";
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "indicator.code");
    a.in.code = "hoi.vien-1_a";
    a.in.name = "";
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "indicator.name");
    a.in.name = "Số hội viên";
    a.in.measure = "";
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "indicator.measure");
    a.in.measure = "người";
    a.in.over_tree = "last";
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "indicator.over_tree");
    a.in.over_tree = "sum";
    a.in.over_time = "total";
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "indicator.over_time");
    a.in.over_time = "last";
    a.in.places = 4;
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "indicator.places");
    a.in.places = 3;
    a.in.to = a.in.from;
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "fact.days");
    a.in.to = HN_DAY_OPEN;
    hn_check(p, CLERK, put, &a, HN_DENIED, "access.denied"); /* directs the committee, not the cell */
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    hn_check(p, SECRETARY, put, &a, HN_CONFLICT, "indicator.code_taken");
    hn_people_close(p);
}

static struct hn_indicator
read_one(struct hn_people *p, struct hn_user_id actor, int64_t id, hn_day on, enum hn_rc wanted)
{
    struct hn_indicator i = { .measure = "" };
    struct hn_ctx *c = hn_people_read(p, actor);

    c->on = on;
    assert_int_equal(hn_indicator_get(c, id, &i), wanted);
    i.measure = strcmp(i.measure, "hộ") == 0 ? "hộ" : "other";
    hn_people_read_end(p);
    return i;
}

static void
meaning_from_day_to_day(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p->a, "hoi.vien");
    const struct hn_indicator *versions;
    struct hn_ctx *c;
    size_t count;

    hn_check(p, CLERK, put, &a, HN_OK, "");
    a.in.id = a.id;
    a.in.measure = "hộ";
    a.in.code = "another"; /* the code is for ever */
    a.in.from = DAY(2023, 1, 1);
    hn_check(p, CLERK, put, &a, HN_OK, "");
    assert_string_equal(read_one(p, CLERK, a.id, DAY(2022, 12, 31), HN_OK).measure, "other");
    assert_string_equal(read_one(p, CLERK, a.id, DAY(2023, 1, 1), HN_OK).measure, "hộ");
    /* before it was there: the first meaning it was to have */
    assert_string_equal(read_one(p, CLERK, a.id, DAY(2019, 1, 1), HN_OK).measure, "other");
    a.day = DAY(2024, 1, 1);
    hn_check(p, CLERK, end, &a, HN_OK, "");
    assert_string_equal(read_one(p, CLERK, a.id, DAY(2024, 3, 1), HN_OK).measure, "hộ");
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_indicator_versions(c, a.id, &versions, &count), HN_OK);
    assert_int_equal(count, 4); /* 2020–2022, 2023, and the two rows they replaced */
    hn_people_read_end(p);
    hn_people_close(p);
}

static int64_t
count_of(struct hn_people *p, struct hn_user_id actor, struct hn_indicator_filter f)
{
    struct hn_ctx *c = hn_people_read(p, actor);
    int64_t n = -1;

    assert_int_equal(hn_indicator_count(c, &f, &n), HN_OK);
    hn_people_read_end(p);
    return n;
}

static void
who_knows_of_it(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked cell = an_indicator(p->c1, "cell"), other = an_indicator(p->c2, "other"),
                 above = an_indicator(p->province, "above"), aside = an_indicator(p->b, "aside");

    hn_check(p, (struct hn_user_id){ 0 }, put, &cell, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, put, &other, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, put, &above, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, put, &aside, HN_OK, "");
    read_one(p, SECRETARY, cell.id, DAY(2024, 3, 10), HN_OK);
    read_one(p, SECRETARY, above.id, DAY(2024, 3, 10), HN_OK);
    read_one(p, SECRETARY, other.id, DAY(2024, 3, 10), HN_NOT_FOUND);
    read_one(p, CLERK, other.id, DAY(2024, 3, 10), HN_OK);
    read_one(p, CLERK, aside.id, DAY(2024, 3, 10), HN_NOT_FOUND);
    assert_int_equal(count_of(p, SECRETARY, (struct hn_indicator_filter){ 0 }), 2);
    assert_int_equal(count_of(p, CLERK, (struct hn_indicator_filter){ 0 }), 3);
    assert_int_equal(count_of(p, CLERK, (struct hn_indicator_filter){ .at = p->c2 }), 2);
    assert_int_equal(count_of(p, CLERK, (struct hn_indicator_filter){ .words = "hoi vien" }), 3);
    assert_int_equal(count_of(p, CLERK, (struct hn_indicator_filter){ .words = "oth" }), 1);
    assert_int_equal(count_of(p, CLERK, (struct hn_indicator_filter){ .entered = -1 }), 0);
    hn_people_close(p);
}

static void
where_it_is_measured(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p->a, "measured");
    struct hn_period period;
    struct hn_ctx *c;

    hn_check(p, CLERK, put, &a, HN_OK, "");
    c = hn_people_read(p, CLERK);
    assert_true(hn_period_parse("2024-01", &period));
    assert_int_equal(hn_indicator_fits(c, a.id, p->c1, period), HN_OK);
    assert_int_equal(hn_indicator_fits(c, a.id, p->a, period), HN_OK);
    assert_int_equal(hn_indicator_fits(c, a.id, p->c3, period), HN_INVALID);
    assert_string_equal(c->faults[0].key, "value.below");
    hn_fault_clear(c);
    assert_true(hn_period_parse("2019-12", &period));
    assert_int_equal(hn_indicator_fits(c, a.id, p->c1, period), HN_INVALID);
    assert_string_equal(c->faults[0].key, "value.indicator_life");
    hn_people_read_end(p);
    hn_people_close(p);
}

/* --- formulas --- */

static struct asked
reckoned(struct hn_unit_id unit, const char *code, const char *formula)
{
    struct asked a = an_indicator(unit, code);

    a.in.formula = formula;
    return a;
}

static void
formulas(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked sum = an_indicator(p->a, "tong"), part = an_indicator(p->province, "dat"),
                 tons = an_indicator(p->a, "than"), aside = an_indicator(p->b, "xa"),
                 share = reckoned(p->a, "ty.le", "[dat] / [tong");

    tons.in.measure = "tấn";
    share.in.measure = "%";
    hn_check(p, CLERK, put, &sum, HN_OK, "");
    hn_check(p, CLERK, put, &tons, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, put, &part, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, put, &aside, HN_OK, "");
    hn_check(p, CLERK, put, &share, HN_INVALID, "formula.code");
    share.in.formula = "[dat] <= [tong]";
    hn_check(p, CLERK, put, &share, HN_INVALID, "indicator.truth");
    share.in.formula = "[dat] / [tong]";
    hn_check(p, CLERK, put, &share, HN_INVALID, "formula.percent");
    share.in.formula = "[dat] / [nowhere] * 100";
    hn_check(p, CLERK, put, &share, HN_INVALID, "indicator.unknown");
    share.in.formula = "[dat] / [xa] * 100"; /* of a unit aside */
    hn_check(p, CLERK, put, &share, HN_INVALID, "indicator.unknown");
    share.in.formula = "[dat] / ([tong] + [than]) * 100";
    hn_check(p, CLERK, put, &share, HN_INVALID, "formula.measures");
    share.in.formula = "[dat] / [ tong ] * 100";
    share.in.from = DAY(2019, 12, 31); /* a day on which neither is there */
    hn_check(p, CLERK, put, &share, HN_INVALID, "indicator.unknown");
    share.in.from = DAY(2020, 1, 1);
    hn_check(p, CLERK, put, &share, HN_OK, "");
    sum.in.id = sum.id; /* of another measure, what names it no longer fits */
    sum.in.measure = "tấn";
    sum.in.formula = "";
    hn_check(p, CLERK, put, &sum, HN_OK, ""); /* a ratio has any measure */
    share = reckoned(p->a, "cong", "[tong] + [than]");
    share.in.measure = "tấn";
    hn_check(p, CLERK, put, &share, HN_OK, "");
    sum.in.measure = "người";
    hn_check(p, CLERK, put, &sum, HN_CONFLICT, "indicator.measure_used");
    sum.day = DAY(2023, 1, 1);
    hn_check(p, CLERK, end, &sum, HN_CONFLICT, "indicator.used");
    share.day = DAY(2022, 1, 1);
    hn_check(p, CLERK, end, &share, HN_OK, "");
    aside.day = DAY(2023, 1, 1);
    hn_check(p, (struct hn_user_id){ 0 }, end, &aside, HN_OK, "");
    hn_people_close(p);
}

static void
circles(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p->a, "f0"), last = a;
    char code[4] = "f1", formula[8] = "[f0]";

    hn_check(p, CLERK, put, &a, HN_OK, "");
    a = reckoned(p->a, "own", "[own] + 1");
    hn_check(p, CLERK, put, &a, HN_INVALID, "indicator.cycle");
    for (char i = '1'; i <= '9'; i++) {
        code[1] = i;
        formula[2] = (char)(i - 1);
        a = reckoned(p->a, code, formula);
        if (i < '9')
            hn_check(p, CLERK, put, &a, HN_OK, "");
        if (i == '4')
            last = a;
    }
    hn_check(p, CLERK, put, &a, HN_INVALID, "indicator.deep");
    /* From below: what lies in all the others is reckoned now. */
    last.in.id = last.id;
    last.in.code = "f4";
    last.in.formula = "[f3] + [f8]";
    hn_check(p, CLERK, put, &last, HN_INVALID, "indicator.cycle");
    last.in.formula = "ago([f4], 1) + [f3]";
    hn_check(p, CLERK, put, &last, HN_INVALID, "indicator.cycle");
    a = reckoned(p->a, "g1", "[f0] * 2");
    hn_check(p, CLERK, put, &a, HN_OK, "");
    a = reckoned(p->a, "g2", "[g1] * 2");
    hn_check(p, CLERK, put, &a, HN_OK, "");
    last.in.formula = "[f3] + [g1]";
    hn_check(p, CLERK, put, &last, HN_OK, "");
    /* A circle of other days is none. */
    last.in.formula = "[f3]";
    last.in.from = DAY(2023, 1, 1);
    hn_check(p, CLERK, put, &last, HN_OK, "");
    a = reckoned(p->a, "unused", "[f4]");
    a.in.from = DAY(2023, 1, 1);
    hn_check(p, CLERK, put, &a, HN_OK, "");
    a.in.id = a.id;
    hn_people_close(p);
}

static void
circles_of_days(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked base = an_indicator(p->a, "base"), x = reckoned(p->a, "x", "[base]"),
                 y = reckoned(p->a, "y", "[x]"), a, b;

    hn_check(p, CLERK, put, &base, HN_OK, "");
    hn_check(p, CLERK, put, &x, HN_OK, "");
    y.in.to = DAY(2022, 1, 1);
    hn_check(p, CLERK, put, &y, HN_OK, "");
    y.in.id = y.id;
    y.in.formula = "[base]";
    y.in.from = DAY(2022, 1, 1);
    y.in.to = HN_DAY_OPEN;
    hn_check(p, CLERK, put, &y, HN_OK, "");
    x.in.id = x.id;
    x.in.formula = "[y]";
    x.in.from = DAY(2021, 12, 31); /* on that last day each would name the other */
    hn_check(p, CLERK, put, &x, HN_INVALID, "indicator.cycle");
    x.in.from = DAY(2022, 1, 1);
    hn_check(p, CLERK, put, &x, HN_OK, "");
    /* What is well on the first day may go round later. */
    a = reckoned(p->a, "late", "[base]");
    hn_check(p, CLERK, put, &a, HN_OK, "");
    b = reckoned(p->a, "later", "[base]");
    hn_check(p, CLERK, put, &b, HN_OK, "");
    b.in.id = b.id;
    b.in.formula = "[late]";
    b.in.from = DAY(2023, 1, 1);
    hn_check(p, CLERK, put, &b, HN_OK, "");
    a.in.id = a.id;
    a.in.formula = "first([base], [y])";
    hn_check(p, CLERK, put, &a, HN_OK, "");
    y.in.formula = "[later]";
    y.in.from = DAY(2022, 1, 1);
    hn_check(p, CLERK, put, &y, HN_INVALID, "indicator.cycle"); /* not in 2022, but from 2023 on */
    y.in.from = DAY(2023, 1, 1);
    y.in.formula = "[base] * 3";
    hn_check(p, CLERK, put, &y, HN_OK, "");
    y.in.formula = "[later]";
    y.in.from = DAY(2022, 1, 1);
    y.in.to = DAY(2023, 1, 1);
    hn_check(p, CLERK, put, &y, HN_OK, "");
    b.day = DAY(2024, 1, 1);
    hn_check(p, CLERK, end, &b, HN_OK, "");
    a = reckoned(p->a, "open", "[later]");
    a.in.from = DAY(2023, 1, 1);
    hn_check(p, CLERK, put, &a, HN_INVALID,
             "indicator.unknown"); /* there on the first day, gone by the last */
    a.in.to = DAY(2024, 1, 1);
    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_people_close(p);
}

/* --- what was approved --- */

struct sheet {
    struct hn_indicator_form form;
    struct hn_indicator_form_line lines[2];
    size_t count;
    int64_t id;
    struct hn_unit_id unit;
    const char *period;
    int levels;
};

static enum hn_rc
put_form(struct hn_ctx *c, void *arg)
{
    struct sheet *s = arg;
    enum hn_rc rc = hn_indicator_form_put(c, &s->form, &s->id);

    return rc ? rc : hn_indicator_form_lines_put(c, s->id, s->lines, s->count);
}

static enum hn_rc
put_sheet(struct hn_ctx *c, void *arg)
{
    struct sheet *s = arg;
    struct hn_period period;

    if (!hn_period_parse(s->period, &period))
        return HN_BROKEN;
    return hn_people_sheet(c, s->id, s->unit, period, s->levels);
}

static struct sheet
a_form(const struct hn_people *p, const char *code, int64_t first, int64_t second)
{
    return (struct sheet){ .form = { .unit = p->a,
                                     .code = code,
                                     .name = "Biểu tháng",
                                     .asked = "cell",
                                     .every = HN_PERIOD_MONTH,
                                     .due_days = 5,
                                     .from = HN_DAY_START,
                                     .to = HN_DAY_OPEN },
                           .lines = { { .indicator = first, .position = 1 },
                                      { .indicator = second, .position = 2 } },
                           .count = second ? 2 : 1,
                           .unit = p->c1,
                           .levels = 2 };
}

static void
approved_stays(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked part = an_indicator(p->a, "dat"), free = an_indicator(p->a, "free"),
                 twice = reckoned(p->a, "twice", "[dat] * 2"), four = reckoned(p->a, "four", "[twice] * 2");
    struct sheet s;

    hn_check(p, CLERK, put, &part, HN_OK, "");
    hn_check(p, CLERK, put, &free, HN_OK, "");
    hn_check(p, CLERK, put, &twice, HN_OK, "");
    hn_check(p, CLERK, put, &four, HN_OK, "");
    s = a_form(p, "bieu", part.id, 0);
    hn_check(p, CLERK, put_form, &s, HN_OK, "");
    s.period = "2023-12";
    hn_check(p, CLERK, put_sheet, &s, HN_OK, "");
    s.period = "2024-01";
    s.levels = 1; /* sent, not approved */
    hn_check(p, CLERK, put_sheet, &s, HN_OK, "");
    part.in.id = part.id;
    part.in.over_time = "sum";
    hn_check(p, CLERK, put, &part, HN_CONFLICT, "indicator.closed_periods");
    part.in.from = DAY(2023, 12, 31);
    hn_check(p, CLERK, put, &part, HN_CONFLICT, "indicator.closed_periods");
    part.in.from = DAY(2024, 1, 1);
    hn_check(p, CLERK, put, &part, HN_OK, "");
    part.in.from = DAY(2020, 1, 1); /* from the beginning: what it says differs before 2024 alone */
    hn_check(p, CLERK, put, &part, HN_CONFLICT, "indicator.closed_periods");
    part.in.over_time = "last";
    part.in.name = "Số đạt";
    part.in.note = "Tên cũ: số hội viên";
    part.in.places = 1;
    hn_check(p, CLERK, put, &part, HN_OK, ""); /* 2024 gets the old meaning back; before, names alone */
    /* What names it, directly or through another, was told by it. */
    four.in.id = four.id;
    four.in.formula = "[twice] * 3";
    hn_check(p, CLERK, put, &four, HN_CONFLICT, "indicator.closed_periods");
    four.in.formula = "[free]";
    hn_check(p, CLERK, put, &four, HN_CONFLICT, "indicator.closed_periods");
    four.in.from = DAY(2024, 1, 1);
    hn_check(p, CLERK, put, &four, HN_OK, "");
    four.in.formula = "[free] * 4";
    hn_check(p, CLERK, put, &four, HN_OK, "");
    free.in.id = free.id; /* nothing of it was approved, nor of what names it in its days */
    free.in.over_time = "sum";
    hn_check(p, CLERK, put, &free, HN_OK, "");
    twice.day = DAY(2023, 12, 15);
    hn_check(p, CLERK, end, &twice, HN_CONFLICT, "indicator.used");
    four.day = DAY(2023, 12, 15);
    hn_check(p, CLERK, end, &four, HN_CONFLICT, "indicator.closed_periods");
    twice.day = DAY(2024, 1, 1);
    hn_check(p, CLERK, end, &twice, HN_OK, "");
    hn_people_close(p);
}

/* A sheet with a reckoned line shows what its parts come to, so their meaning is closed with it. */
static void
approved_parts_stay(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked part = an_indicator(p->a, "part"), twice = reckoned(p->a, "twice", "[part] * 2");
    struct sheet s;

    hn_check(p, CLERK, put, &part, HN_OK, "");
    hn_check(p, CLERK, put, &twice, HN_OK, "");
    s = a_form(p, "bieu", twice.id, 0);
    hn_check(p, CLERK, put_form, &s, HN_OK, "");
    part.in.id = part.id;
    part.in.over_tree = "max";
    hn_check(p, CLERK, put, &part, HN_OK, "");
    s.period = "2024-02";
    hn_check(p, CLERK, put_sheet, &s, HN_OK, "");
    part.in.over_tree = "sum";
    hn_check(p, CLERK, put, &part, HN_CONFLICT, "indicator.closed_periods");
    s.count = 0; /* taken out of the form since: what was approved with it stays */
    s.form.id = s.id;
    s.form.version = 1;
    hn_check(p, CLERK, put_form, &s, HN_OK, "");
    hn_check(p, CLERK, put, &part, HN_CONFLICT, "indicator.closed_periods");
    part.in.from = DAY(2024, 3, 1);
    hn_check(p, CLERK, put, &part, HN_OK, "");
    hn_people_close(p);
}

/* Days on which it was not there are days like others: what was approved then was approved without it. */
static void
approved_gap_stays(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p->a, "gap");
    struct sheet s;

    a.in.to = DAY(2022, 1, 1);
    hn_check(p, CLERK, put, &a, HN_OK, "");
    a.in.id = a.id;
    a.in.from = DAY(2023, 1, 1);
    a.in.to = HN_DAY_OPEN;
    hn_check(p, CLERK, put, &a, HN_OK, "");
    s = a_form(p, "bieu", a.id, 0);
    hn_check(p, CLERK, put_form, &s, HN_OK, "");
    s.period = "2022-06";
    hn_check(p, CLERK, put_sheet, &s, HN_OK, "");
    a.in.from = DAY(2020, 1, 1);
    hn_check(p, CLERK, put, &a, HN_CONFLICT, "indicator.closed_periods");
    a.in.to = DAY(2022, 6, 2); /* nor in days that touch neither of its stretches */
    a.in.from = DAY(2022, 6, 1);
    hn_check(p, CLERK, put, &a, HN_CONFLICT, "indicator.closed_periods");
    a.in.from = DAY(2022, 7, 1);
    a.in.to = HN_DAY_OPEN;
    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_people_close(p);
}

/* --- many versions --- */

static const char *const random_measures[] = { "người", "hộ", "tấn" };

struct history {
    struct asked *asked;
    int model[60]; /* of each day from 2024-01-01 on: which measure, -1 none */
};

static enum hn_rc
put_many(struct hn_ctx *c, void *arg)
{
    struct history *h = arg;
    hn_day start = DAY(2024, 1, 1);
    uint32_t seed = 20240310;

    for (int i = 0; i < 200; i++) {
        seed = seed * 1664525U + 1013904223U;
        int from = (int)(seed >> 8) % 58, to = from + 1 + (int)(seed >> 16) % (60 - from - 1);
        int measure = (int)(seed >> 24) % 4;
        enum hn_rc rc;

        c->now++;
        h->asked->in.from = start + from;
        h->asked->in.to = start + to;
        h->asked->in.measure = random_measures[measure % 3];
        rc = measure < 3 ? hn_indicator_put(c, &h->asked->in, NULL)
                         : hn_indicator_end(c, h->asked->id, start + from);
        if (rc)
            return rc;
        for (int day = from; day < (measure < 3 ? to : 60); day++)
            h->model[day] = measure < 3 ? measure : -1;
    }
    return HN_OK;
}

static void
many_versions(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p->a, "many");
    struct history h = { .asked = &a };
    struct hn_ctx *c;
    int from = 0;

    a.in.from = DAY(2024, 1, 1);
    a.in.to = DAY(2024, 3, 1);
    hn_check(p, CLERK, put, &a, HN_OK, "");
    a.in.id = a.id;
    hn_check(p, CLERK, put_many, &h, HN_OK, "");
    c = hn_people_read(p, CLERK);
    for (int day = 0; day < 60; day++) {
        struct hn_period period = hn_period_at(HN_PERIOD_DAY, DAY(2024, 1, 1) + day);
        struct hn_indicator i;

        hn_fault_clear(c);
        assert_int_equal(hn_indicator_fits(c, a.id, p->c1, period), h.model[day] < 0 ? HN_INVALID : HN_OK);
        c->on = period.from;
        assert_int_equal(hn_indicator_get(c, a.id, &i), HN_OK);
        if (h.model[day] >= 0) {
            assert_string_equal(i.measure, random_measures[h.model[day]]);
            assert_true(i.from <= c->on && i.to > c->on);
        }
        from += h.model[day] >= 0;
    }
    assert_true(from > 0); /* something was told */
    hn_people_read_end(p);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(setting_up),
        HN_TEST_BOTH(meaning_from_day_to_day),
        HN_TEST_BOTH(who_knows_of_it),
        HN_TEST_BOTH(where_it_is_measured),
        HN_TEST_BOTH(formulas),
        HN_TEST_BOTH(circles),
        HN_TEST_BOTH(circles_of_days),
        HN_TEST_BOTH(approved_stays),
        HN_TEST_BOTH(approved_parts_stay),
        HN_TEST_BOTH(approved_gap_stays),
        HN_TEST_BOTH(many_versions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
