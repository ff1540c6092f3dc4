/* test_vi_number.c: proves that figures are written as Vietnamese and English readers expect, and that a figure
 * which can mean two things is said to be ambiguous, never guessed. (ux/ "Vietnamese form") */
#include "support/unit_test.h"

#include "base/vi.h"

static void
test_writing(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(hn_vi_int(a, 104700, false), "104.700");
    assert_string_equal(hn_vi_int(a, 104700, true), "104,700");
    assert_string_equal(hn_vi_int(a, 0, false), "0");
    assert_string_equal(hn_vi_int(a, 999, false), "999");
    assert_string_equal(hn_vi_int(a, 1000, false), "1.000");
    assert_string_equal(hn_vi_int(a, -1234567, false), "-1.234.567");
    assert_string_equal(hn_vi_int(a, INT64_MIN, false), "-9.223.372.036.854.775.808");
    assert_string_equal(hn_vi_int(a, INT64_MAX, true), "9,223,372,036,854,775,807");
    assert_string_equal(hn_vi_decimal(a, 18790, 2, false), "187,90");
    assert_string_equal(hn_vi_decimal(a, 18790, 2, true), "187.90");
    assert_string_equal(hn_vi_decimal(a, 123456789, 2, false), "1.234.567,89");
    assert_string_equal(hn_vi_decimal(a, -5, 2, false), "-0,05");
    assert_string_equal(hn_vi_decimal(a, 600000, 0, false), "600.000");
    assert_string_equal(hn_vi_milli(a, 1234500, true), "1,234.5");
    assert_string_equal(hn_vi_milli_typed(a, 1234567), "1234,567");
    assert_string_equal(hn_vi_milli_typed(a, -500), "-0,5");
    assert_string_equal(hn_vi_milli_typed(a, 98000), "98");
}

static void
test_percent(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(hn_vi_percent(a, 937, 1000, false), "93,7%");
    assert_string_equal(hn_vi_percent(a, 1, 3, true), "33.3%");
    assert_string_equal(hn_vi_percent(a, 2, 3, false), "66,7%");
    assert_string_equal(hn_vi_percent(a, 1, 2000, false), "0,1%"); /* half up */
    assert_string_equal(hn_vi_percent(a, 1, 2001, false), "0,0%");
    assert_string_equal(hn_vi_percent(a, 1542, 1542, false), "100,0%");
    assert_string_equal(hn_vi_percent(a, 0, 5, false), "0,0%");
    assert_string_equal(hn_vi_percent(a, 0, 0, false), "–");
    assert_string_equal(hn_vi_percent(a, INT64_MAX, INT64_MAX, false), "100,0%");
}

struct reading {
    const char *text;
    int decimals;
    enum hn_number_read read;
    int64_t n;
};

static void
test_reading(void **state)
{
    static const struct reading cases[] = {
        { "104700", 0, HN_NUMBER_OK, 104700 },
        { "104.700", 0, HN_NUMBER_OK, 104700 },
        { "1.234.567", 2, HN_NUMBER_OK, 123456700 },
        { "1,234,567", 0, HN_NUMBER_OK, 1234567 },
        { "187,9", 2, HN_NUMBER_OK, 18790 },
        { "187.9", 2, HN_NUMBER_OK, 18790 },
        { "187.90", 1, HN_NUMBER_OK, 1879 },
        { "1.234,56", 2, HN_NUMBER_OK, 123456 },
        { "1,234.56", 2, HN_NUMBER_OK, 123456 },
        { " -12,5 ", 1, HN_NUMBER_OK, -125 },
        { "0,05", 2, HN_NUMBER_OK, 5 },
        { "0.500", 3, HN_NUMBER_OK, 500 },
        { "1.2340", 3, HN_NUMBER_OK, 1234 },
        { "1,234", 3, HN_NUMBER_OK, 1234 },
        { "-9223372036854775808", 0, HN_NUMBER_OK, INT64_MIN },
        { "1.234", 0, HN_NUMBER_OK, 1234 },
        { "1.234", 2, HN_NUMBER_AMBIGUOUS, 0 },
        { "104.700", 1, HN_NUMBER_AMBIGUOUS, 0 },
        { "1,234", 0, HN_NUMBER_AMBIGUOUS, 0 },
        { "1,234", 2, HN_NUMBER_AMBIGUOUS, 0 },
        { "", 0, HN_NUMBER_BAD, 0 },
        { "-", 0, HN_NUMBER_BAD, 0 },
        { "abc", 0, HN_NUMBER_BAD, 0 },
        { "12a", 0, HN_NUMBER_BAD, 0 },
        { "+5", 0, HN_NUMBER_BAD, 0 },
        { "1e3", 0, HN_NUMBER_BAD, 0 },
        { ".5", 1, HN_NUMBER_BAD, 0 },
        { "5.", 1, HN_NUMBER_BAD, 0 },
        { ",5", 1, HN_NUMBER_BAD, 0 },
        { "1..5", 1, HN_NUMBER_BAD, 0 },
        { "1.23.4", 1, HN_NUMBER_BAD, 0 },
        { "1.2345,6", 1, HN_NUMBER_BAD, 0 },
        { "12.34,5", 1, HN_NUMBER_BAD, 0 },
        { "1,2,3", 0, HN_NUMBER_BAD, 0 },
        { "1.234,5,6", 1, HN_NUMBER_BAD, 0 },
        { "187,9", 0, HN_NUMBER_BAD, 0 }, /* a whole number is asked for */
        { "187,95", 1, HN_NUMBER_BAD, 0 },
        { "1 000", 0, HN_NUMBER_BAD, 0 },
        { "9223372036854775808", 0, HN_NUMBER_BAD, 0 },
        { "92233720368547758", 3, HN_NUMBER_BAD, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t n = 77;
        enum hn_number_read read = hn_vi_number(cases[i].text, cases[i].decimals, &n);

        if (read != cases[i].read || n != (read == HN_NUMBER_OK ? cases[i].n : 77))
            fail_msg("\"%s\" with %d decimals read as %d, %lld", cases[i].text, cases[i].decimals, (int)read,
                     (long long)n);
    }
}

/* What is written is read back, in Vietnamese without asking. */
static void
test_there_and_back(void **state)
{
    struct hn_arena *a = *state;

    for (int decimals = 0; decimals <= 4; decimals++) {
        for (int64_t n = -2000000; n <= 2000000; n += 997) {
            const char *text = hn_vi_decimal(a, n, decimals, false);
            int64_t again = 0;

            if (hn_vi_number(text, decimals, &again) != HN_NUMBER_OK || again != n)
                fail_msg("%lld with %d decimals: \"%s\"", (long long)n, decimals, text);
            hn_arena_reset(a);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_writing),
        HN_TEST(test_percent),
        HN_TEST(test_reading),
        HN_TEST(test_there_and_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
