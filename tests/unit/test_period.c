/* test_period.c: proves that periods are read and written one way, hold the days they say, and move by their own length. */
#include "support/unit_test.h"

#include "indicator/period.h"

static struct hn_period
period(const char *text)
{
    struct hn_period p = { 0 };

    assert_true(hn_period_parse(text, &p));
    return p;
}

static void
test_every_kind_is_read_and_written(void **state)
{
    static const struct {
        const char *iso, *first, *last, *vi;
        enum hn_period_kind kind;
    } known[] = {
        { "2021-07-05", "2021-07-05", "2021-07-05", "ngày 05/7/2021", HN_PERIOD_DAY },
        { "2020-02", "2020-02-01", "2020-02-29", "tháng 2/2020", HN_PERIOD_MONTH },
        { "2021-Q3", "2021-07-01", "2021-09-30", "quý III/2021", HN_PERIOD_QUARTER },
        { "2021-H2", "2021-07-01", "2021-12-31", "6 tháng cuối năm 2021", HN_PERIOD_HALF },
        { "2021", "2021-01-01", "2021-12-31", "năm 2021", HN_PERIOD_YEAR },
        { "2016-2020", "2016-01-01", "2020-12-31", "2016–2020", HN_PERIOD_SPAN },
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct hn_period p = period(known[i].iso);
        hn_day first, last;

        assert_true(hn_day_parse_iso(known[i].first, &first) && hn_day_parse_iso(known[i].last, &last));
        assert_int_equal(p.kind, known[i].kind);
        assert_int_equal(p.from, first);
        assert_int_equal(p.to, last + 1);
        assert_string_equal(hn_period_iso(*state, p), known[i].iso);
        assert_string_equal(hn_period_text(*state, p, HN_VI), known[i].vi);
    }
    assert_true(period("2016..2020").to == period("2016-2020").to);
    assert_true(period("2016–2020").to == period("2016-2020").to);
}

static void
test_a_mark_has_little_room(void **state)
{
    static const char *const pairs[][2] = { { "2021-07-15", "15/7" }, { "2021-07", "7/21" },
                                            { "2021-Q3", "Q3/21" },   { "2021-H2", "H2/21" },
                                            { "2021", "2021" },       { "2016-2020", "2016–2020" } };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(hn_period_short(*state, period(pairs[i][0])), pairs[i][1]);
}

static void
test_what_is_no_period_is_refused(void **state)
{
    static const char *const bad[] = { "",           "21",        "2021-13", "2021-00",
                                       "2021-Q5",    "2021-Q0",   "2021-H3", "2021-02-29",
                                       "2020-2016",  "2016-2016", "1899",    "2200",
                                       "2021-7",     "2021-07-1", "2021 ",   "2021-07-05x",
                                       "2016-2020-", "Q3-2021" };
    struct hn_period p;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (hn_period_parse(bad[i], &p))
            fail_msg("%s is read as a period", bad[i]);
}

static void
test_periods_move_by_their_own_length(void **state)
{
    static const struct {
        const char *from, *to;
        int by;
    } moves[] = {
        { "2021-01-01", "2020-12-31", -1 }, { "2021-01", "2020-12", -1 }, { "2021-Q1", "2019-Q4", -5 },
        { "2021-H1", "2021-H2", 1 },        { "2021", "2011", -10 },      { "2016-2020", "2011-2015", -1 }
    };

    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        assert_string_equal(hn_period_iso(*state, hn_period_shift(period(moves[i].from), moves[i].by)),
                            moves[i].to);
    assert_string_equal(hn_period_iso(*state, hn_period_years_ago(period("2020-02-29"), 1)), "2019-02-28");
    assert_string_equal(hn_period_iso(*state, hn_period_years_ago(period("2020-Q3"), 2)), "2018-Q3");
    /* out of the calendar: no days, and no end of the program */
    assert_true(hn_period_shift(period("2016-2020"), -1200).from ==
                hn_period_shift(period("2016-2020"), -1200).to);
}

static void
test_one_in_another(void **state)
{
    struct hn_period p;

    assert_true(hn_period_within(period("2021-Q3"), period("2021-H2")));
    assert_false(hn_period_within(period("2021-Q3"), period("2021-H1")));
    assert_true(hn_period_within(period("2018"), period("2016-2020")));
    assert_int_equal(hn_period_count(period("2020"), HN_PERIOD_DAY), 366);
    assert_int_equal(hn_period_count(period("2016-2020"), HN_PERIOD_MONTH), 60);
    assert_int_equal(hn_period_count(period("2021-Q3"), HN_PERIOD_MONTH), 3);
    assert_int_equal(hn_period_count(period("2021-Q3"), HN_PERIOD_YEAR), 0);
    assert_int_equal(hn_period_count(period("2021-07-05"), HN_PERIOD_MONTH), 0);
    assert_true(hn_period_relative("last_quarter", hn_day_of(2021, 1, 15), &p));
    assert_string_equal(hn_period_iso(*state, p), "2020-Q4");
    assert_true(hn_period_relative("this_month", hn_day_of(2021, 1, 15), &p));
    assert_string_equal(hn_period_iso(*state, p), "2021-01");
    assert_false(hn_period_relative("last_span", hn_day_of(2021, 1, 15), &p));
    assert_false(hn_period_relative("month", hn_day_of(2021, 1, 15), &p));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_every_kind_is_read_and_written),
        HN_TEST(test_a_mark_has_little_room),
        HN_TEST(test_what_is_no_period_is_refused),
        HN_TEST(test_periods_move_by_their_own_length),
        HN_TEST(test_one_in_another),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
