/* test_indicator: proves that an indicator is set up by who directs the unit, keeps its code for ever and its meaning from day
 * to day, that what it meant before stays readable, that it is known of at and below its unit and above it and nowhere else,
 * and that it is measured only within its life and a unit's. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <string.h>

#include "indicator/indicator.h"

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(setting_up),
        HN_TEST_BOTH(meaning_from_day_to_day),
        HN_TEST_BOTH(who_knows_of_it),
        HN_TEST_BOTH(where_it_is_measured),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
