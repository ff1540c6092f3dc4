/* test_num.c: proves that arithmetic says when it does not fit, and that only whole numbers are read as such. */
#include "support/unit_test.h"

#include "base/num.h"

static void
test_arithmetic_says_when_it_does_not_fit(void **state)
{
    size_t z = 5;
    int64_t n = 5;

    (void)state;
    assert_true(hn_add_size(SIZE_MAX - 1, 1, &z) && z == SIZE_MAX);
    assert_false(hn_add_size(SIZE_MAX, 1, &z));
    assert_true(hn_mul_size(SIZE_MAX / 2, 2, &z) && z == SIZE_MAX - 1);
    assert_false(hn_mul_size(SIZE_MAX / 2, 3, &z));
    assert_true(hn_add_i64(INT64_MAX, -1, &n) && n == INT64_MAX - 1);
    assert_false(hn_add_i64(INT64_MIN, -1, &n));
    assert_true(hn_mul_i64(INT64_MIN / 2, 2, &n) && n == INT64_MIN);
    assert_false(hn_mul_i64(INT64_MIN, -1, &n));
}

static void
test_whole_numbers_are_read(void **state)
{
    static const struct {
        const char *text;
        int64_t n;
    } good[] = {
        { "0", 0 },
        { "-0", 0 },
        { "007", 7 },
        { "104700", 104700 },
        { "-12", -12 },
        { "9223372036854775807", INT64_MAX },
        { "-9223372036854775808", INT64_MIN },
    };
    static const char *const bad[] = { "",
                                       "-",
                                       "--1",
                                       "+1",
                                       " 1",
                                       "1 ",
                                       "1.0",
                                       "1,0",
                                       "0x1",
                                       "1e3",
                                       "١",
                                       "1a",
                                       "a1",
                                       "9223372036854775808",
                                       "-9223372036854775809",
                                       "99999999999999999999999999" };
    int64_t n = 77;

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(hn_parse_i64(good[i].text, INT64_MIN, INT64_MAX, &n));
        assert_int_equal(n, good[i].n);
    }
    n = 77;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(hn_parse_i64(bad[i], INT64_MIN, INT64_MAX, &n));
        assert_int_equal(n, 77); /* written only when it fits */
    }
}

static void
test_bounds_belong_to_the_range(void **state)
{
    int64_t n;

    (void)state;
    assert_true(hn_parse_i64("1", 1, 12, &n));
    assert_true(hn_parse_i64("12", 1, 12, &n));
    assert_false(hn_parse_i64("0", 1, 12, &n));
    assert_false(hn_parse_i64("13", 1, 12, &n));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arithmetic_says_when_it_does_not_fit),
        cmocka_unit_test(test_whole_numbers_are_read),
        cmocka_unit_test(test_bounds_belong_to_the_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
