/* test_time.c: proves that days, dates and instants turn into one another without loss, that dates are read
 * day first and never guessed, and that they are written as ux/ and domain/08 §8.4 ask. */
#include "support/unit_test.h"

#include "base/time.h"

static void
test_known_days(void **state)
{
    (void)state;
    assert_int_equal(hn_day_of(1970, 1, 1), 0);
    assert_int_equal(hn_day_of(1969, 12, 31), -1);
    assert_int_equal(hn_day_of(2000, 3, 1), 11017);
    assert_int_equal(hn_day_of(2021, 12, 31), 18992);
    assert_int_equal(hn_day_of(1, 1, 1), -719162);
    assert_int_equal(hn_day_of(9999, 12, 31), 2932896);
}

/* Counted by hand, one day after the other, from 1900 to the end of 2199. */
static void
test_every_day_goes_there_and_back(void **state)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    struct hn_arena *a = *state;
    hn_day day = hn_day_of(1900, 1, 1);

    for (int y = 1900; y <= 2199; y++) {
        bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);

        for (int m = 1; m <= 12; m++) {
            int last = days[m - 1] + (m == 2 && leap ? 1 : 0);

            for (int d = 1; d <= last; d++, day++) {
                struct hn_date date = hn_date_of(day);
                hn_day again = 0;
                hn_pdate p = 0;

                assert_int_equal(hn_day_of(y, m, d), day);
                assert_true(date.year == y && date.month == m && date.day == d);
                assert_true(hn_day_parse_iso(hn_day_iso(a, day), &again) && again == day);
                assert_true(hn_day_parse(hn_day_iso(a, day), &again) && again == day);
                assert_true(hn_day_parse(hn_day_table(a, day), &again) && again == day);
                assert_true(hn_day_parse(hn_day_prose(a, day), &again) && again == day);
                assert_true(hn_day_parse(hn_day_paper(a, day), &again) && again == day);
                assert_true(hn_pdate_parse(hn_day_table(a, day), &p) && hn_pdate_day(p, &again) &&
                            again == day);
                hn_arena_reset(a);
            }
            assert_false(hn_date_valid(y, m, last + 1));
            assert_false(hn_date_valid(y, m, 0));
        }
    }
    assert_int_equal(hn_day_of(2200, 1, 1), day);
}

static void
test_days_people_type(void **state)
{
    static const char *const good[] = {
        "31/12/2021",
        "31-12-2021",
        "31.12.2021",
        "2021-12-31",
        " 31/12/2021 ",
        "ngày 31 tháng 12 năm 2021",
        "Ngày 31 tháng 12 năm 2021",
        "NGÀY 31 THÁNG 12 NĂM 2021",
        "ngày 31/12/2021",
    };
    static const char *const bad[] = {
        "",
        " ",
        "12/31/2021",
        "31/12/21",
        "31/12",
        "31/12-2021",
        "31//12/2021",
        "/31/12/2021",
        "31/12/2021/",
        "31 12 2021",
        "00/12/2021",
        "31/00/2021",
        "29/02/2021",
        "31/04/2021",
        "2021/12/31",
        "2021-12-32",
        "2021-13-01",
        "2021-1-5",
        "20211231",
        "31/12/1899",
        "31/12/2200",
        "012/12/2021",
        "31/12/02021",
        "31/12/2021x",
        "x31/12/2021",
        "12/2021",
        "2021",
        "tháng 12/2021",
        "ngày 31 tháng 12",
        "ngày tháng năm 2021",
        "ngày 31 năm 2021",
        "ngày 31 tháng 12 năm 21",
        "ngày 12/2021",
        "31/12/2021 10:00",
        "٣١/١٢/٢٠٢١",
        "-1/12/2021",
        "31/-2/2021",
        "1e1/12/2021",
    };
    hn_day day;

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        day = 0;
        assert_true(hn_day_parse(good[i], &day));
        assert_int_equal(day, hn_day_of(2021, 12, 31));
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        day = 77;
        if (hn_day_parse(bad[i], &day))
            fail_msg("\"%s\" was read as a day", bad[i]);
        assert_int_equal(day, 77);
    }
    assert_true(hn_day_parse("3/4/2021", &day));
    assert_int_equal(day, hn_day_of(2021, 4, 3)); /* never March */
    assert_true(hn_day_parse("29/02/2024", &day));
    assert_true(hn_day_parse("29/2/2000", &day));
    assert_false(hn_day_parse("29/2/1900", &day));
    assert_true(hn_day_parse("1/1/1900", &day));
    assert_true(hn_day_parse("31/12/2199", &day));
}

static void
test_iso_alone(void **state)
{
    static const char *const bad[] = { "",           "2021-12-3",   "2021-12-311", "2021/12/31",
                                       "31-12-2021", " 2021-12-31", "2021-02-29",  "0000-01-01",
                                       "2021-12-",   "2021-1a-01" };
    hn_day day;

    (void)state;
    assert_true(hn_day_parse_iso("0001-01-01", &day));
    assert_true(hn_day_parse_iso("9999-12-31", &day));
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(hn_day_parse_iso(bad[i], &day));
}

static void
test_partial_dates(void **state)
{
    static const struct {
        const char *text;
        hn_pdate p;
        const char *iso, *table;
    } good[] = {
        { "", 0, "", "" },
        { "  ", 0, "", "" },
        { "1956", 19560000, "1956", "1956" },
        { "năm 1956", 19560000, "1956", "1956" },
        { "7/1956", 19560700, "1956-07", "07/1956" },
        { "07-1956", 19560700, "1956-07", "07/1956" },
        { "1956-07", 19560700, "1956-07", "07/1956" },
        { "tháng 7 năm 1956", 19560700, "1956-07", "07/1956" },
        { "tháng 7/1956", 19560700, "1956-07", "07/1956" },
        { "3/7/1956", 19560703, "1956-07-03", "03/07/1956" },
        { "1956-07-03", 19560703, "1956-07-03", "03/07/1956" },
        { "ngày 3 tháng 7 năm 1956", 19560703, "1956-07-03", "03/07/1956" },
    };
    static const char *const bad[] = { "56",        "0/1956",     "13/1956", "0/7/1956", "31/6/1956",
                                       "29/2/1955", "1899",       "2200",    "1956/07",  "1956-7",
                                       "7/56",      "tháng 7",    "năm",     "năm 56",   "195",
                                       "19560",     "00/00/1956", "?",       "1956 ?",   "tháng 7 1956" };
    struct hn_arena *a = *state;

    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        hn_pdate p = -1, again = -1;

        assert_true(hn_pdate_parse(good[i].text, &p));
        assert_int_equal(p, good[i].p);
        assert_string_equal(hn_pdate_iso(a, p), good[i].iso);
        assert_string_equal(hn_pdate_table(a, p), good[i].table);
        assert_true(hn_pdate_parse(hn_pdate_iso(a, p), &again) && again == p);
        assert_true(hn_pdate_parse(hn_pdate_table(a, p), &again) && again == p);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        hn_pdate p = 77;

        if (hn_pdate_parse(bad[i], &p))
            fail_msg("\"%s\" was read as a partial date", bad[i]);
        assert_int_equal(p, 77);
    }
}

static void
test_a_partial_date_is_no_day(void **state)
{
    hn_day day = 77;

    (void)state;
    assert_true(hn_pdate_day(19560703, &day));
    assert_int_equal(day, hn_day_of(1956, 7, 3));
    assert_false(hn_pdate_day(19560700, &day));
    assert_false(hn_pdate_day(19560000, &day));
    assert_false(hn_pdate_day(19550229, &day));
    assert_false(hn_pdate_day(0, &day));
    assert_false(hn_pdate_day(-19560703, &day));
}

static void
test_ages(void **state)
{
    (void)state;
    assert_int_equal(hn_pdate_age(19560703, hn_day_of(2021, 7, 2)), 64);
    assert_int_equal(hn_pdate_age(19560703, hn_day_of(2021, 7, 3)), 65);
    assert_int_equal(hn_pdate_age(19560700, hn_day_of(2021, 7, 1)), 65);
    assert_int_equal(hn_pdate_age(19560700, hn_day_of(2021, 6, 30)), 64);
    assert_int_equal(hn_pdate_age(19560000, hn_day_of(2021, 1, 1)), 65);
    assert_int_equal(hn_pdate_age(20040229, hn_day_of(2022, 2, 28)), 17);
    assert_int_equal(hn_pdate_age(20040229, hn_day_of(2022, 3, 1)), 18);
    assert_int_equal(hn_pdate_age(0, hn_day_of(2021, 7, 3)), -1);
    assert_int_equal(hn_pdate_age(19560703, hn_day_of(1950, 1, 1)), -1);
    assert_int_equal(hn_pdate_age(19560703, HN_DAY_OPEN), -1);
}

static void
test_how_days_are_written(void **state)
{
    struct hn_arena *a = *state;
    hn_day july = hn_day_of(2021, 7, 5), february = hn_day_of(2026, 2, 5), december = hn_day_of(2021, 12, 31);

    assert_string_equal(hn_day_table(a, july), "05/07/2021");
    assert_string_equal(hn_day_prose(a, july), "05/7/2021");
    assert_string_equal(hn_day_paper(a, july), "ngày 05 tháng 7 năm 2021");
    assert_string_equal(hn_day_prose(a, february), "05/02/2026");
    assert_string_equal(hn_day_paper(a, february), "ngày 05 tháng 02 năm 2026");
    assert_string_equal(hn_day_paper(a, december), "ngày 31 tháng 12 năm 2021");
    assert_string_equal(hn_day_iso(a, december), "2021-12-31");
    for (int i = 0; i < 2; i++) {
        hn_day none = i ? HN_DAY_START : HN_DAY_OPEN;

        assert_string_equal(hn_day_iso(a, none), "");
        assert_string_equal(hn_day_table(a, none), "");
        assert_string_equal(hn_day_prose(a, none), "");
        assert_string_equal(hn_day_paper(a, none), "");
    }
}

static void
test_instants_and_the_day_in_viet_nam(void **state)
{
    struct hn_arena *a = *state;
    hn_day day = hn_day_of(2021, 12, 31);
    hn_time end = hn_day_end(day);

    assert_string_equal(hn_time_iso(a, end), "2021-12-31T16:59:59.999999Z");
    assert_string_equal(hn_time_table(a, end), "31/12/2021, 23:59");
    assert_int_equal(hn_day_at(end), day);
    assert_int_equal(hn_day_at(end + 1), day + 1);
    assert_string_equal(hn_time_iso(a, 0), "1970-01-01T00:00:00.000000Z");
    assert_string_equal(hn_time_iso(a, -1), "1969-12-31T23:59:59.999999Z");
    assert_string_equal(hn_time_table(a, 0), "01/01/1970, 07:00");
    assert_string_equal(hn_time_table(a, HN_TIME_OPEN), "");
    assert_string_equal(hn_time_iso(a, HN_TIME_OPEN), "");
    assert_int_equal(hn_day_at(HN_TIME_OPEN), HN_DAY_OPEN);
    assert_true(hn_day_end(HN_DAY_OPEN) == HN_TIME_OPEN);
    for (hn_day d = hn_day_of(1900, 1, 1); d < hn_day_of(2200, 1, 1); d += 11) {
        assert_int_equal(hn_day_at(hn_day_end(d)), d);
        assert_int_equal(hn_day_at(hn_day_end(d - 1) + 1), d);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_known_days),
        HN_TEST(test_every_day_goes_there_and_back),
        HN_TEST(test_days_people_type),
        HN_TEST(test_iso_alone),
        HN_TEST(test_partial_dates),
        HN_TEST(test_a_partial_date_is_no_day),
        HN_TEST(test_ages),
        HN_TEST(test_how_days_are_written),
        HN_TEST(test_instants_and_the_day_in_viet_nam),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
