/* test_decimal.c: proves that decimals round half away from zero, say when they do not fit, and are read and written whole. */
#include "support/unit_test.h"

#include "base/decimal.h"

static hn_decimal
dec(const char *text)
{
    hn_decimal value = 0;

    assert_true(hn_decimal_parse(text, strlen(text), &value));
    return value;
}

static void
test_arithmetic(void **state)
{
    hn_decimal x = 0;

    (void)state;
    assert_true(hn_decimal_add(dec("0.1"), dec("0.2"), &x) && x == dec("0.3"));
    assert_true(hn_decimal_mul(dec("-1.5"), dec("1.5"), &x) && x == dec("-2.25"));
    assert_true(hn_decimal_mul(dec("999999999999999999"), dec("0.999999999"), &x) &&
                x == dec("999999998999999999.000000001"));
    assert_true(hn_decimal_div(dec("2"), dec("3"), &x) && x == dec("0.666666667"));
    assert_true(hn_decimal_div(dec("-2"), dec("3"), &x) && x == dec("-0.666666667"));
    assert_true(hn_decimal_div(dec("1"), dec("-8"), &x) && x == dec("-0.125"));
    /* exactly half of the last place */
    assert_true(hn_decimal_mul(dec("0.000000001"), dec("0.5"), &x) && x == dec("0.000000001"));
    assert_true(hn_decimal_mul(dec("-0.000000001"), dec("0.5"), &x) && x == dec("-0.000000001"));
    assert_true(hn_decimal_mul(dec("0.000000001"), dec("0.499999999"), &x) && x == 0);
}

static void
test_what_does_not_fit_is_said(void **state)
{
    hn_decimal most = dec("999999999999999999.999999999"), x = 7;
    int64_t milli = 7;

    (void)state;
    assert_false(hn_decimal_add(most, dec("0.000000001"), &x));
    assert_false(hn_decimal_mul(most, dec("1.1"), &x));
    assert_false(hn_decimal_mul(most, most, &x));
    assert_false(hn_decimal_div(most, dec("0.5"), &x));
    assert_false(hn_decimal_div(most, 0, &x));
    assert_false(hn_decimal_milli(most, &milli));
    assert_true(x == 7 && milli == 7);
    assert_true(hn_decimal_mul(most, dec("-1"), &x) && x == -most);
    assert_true(hn_decimal_milli(dec("9000000000000000.0005"), &milli) && milli == 9000000000000000001);
    assert_true(hn_decimal_milli(dec("-0.0005"), &milli) && milli == -1);
    assert_true(hn_decimal_milli(dec("0.0004999"), &milli) && milli == 0);
}

static void
test_rounding_to_places(void **state)
{
    (void)state;
    assert_true(hn_decimal_round(dec("21.05"), 1) == dec("21.1"));
    assert_true(hn_decimal_round(dec("-21.05"), 1) == dec("-21.1"));
    assert_true(hn_decimal_round(dec("21.049999999"), 1) == dec("21"));
    assert_true(hn_decimal_round(dec("0.5"), 0) == dec("1"));
    assert_true(hn_decimal_round(dec("1.123456789"), 9) == dec("1.123456789"));
}

static void
test_reading_and_writing(void **state)
{
    static const char *const bad[] = {
        "", "-", ".", "1.", ".5", "1,5", "+1", " 1", "1 ", "1.0000000000", "1e3", "--1", "1000000000000000000"
    };
    static const char *const same[] = { "0", "187.9", "-0.25", "150", "0.001", "-9007199254740993.125" };
    hn_decimal x;
    int64_t milli;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(hn_decimal_parse(bad[i], strlen(bad[i]), &x));
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(hn_milli_parse(same[i], &milli));
        assert_string_equal(hn_milli_plain(*state, milli), same[i]);
    }
    assert_false(hn_milli_parse("1.2345", &milli)); /* more than thousandths */
    assert_true(hn_milli_parse("1.50", &milli) && milli == 1500);
    assert_string_equal(hn_milli_plain(*state, 1500), "1.5");
    assert_string_equal(hn_milli_plain(*state, INT64_MIN), "-9223372036854775.808");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_arithmetic),
        HN_TEST(test_what_does_not_fit_is_said),
        HN_TEST(test_rounding_to_places),
        HN_TEST(test_reading_and_writing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
