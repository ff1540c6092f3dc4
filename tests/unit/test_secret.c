/* test_secret.c: proves that what browsers and programs hold has one text each, told from anything else, and that
 * base32 is that of RFC 4648. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <string.h>

#include "account/secret.h"

static void
test_parse(void **state)
{
    static const struct {
        enum hn_secret_kind kind;
        const char *text;
        int number; /* 0: refused */
    } cases[] = {
        { HN_SECRET_SESSION, "1.AAAAAAAAAAAAAAAAAAAAAA", 1 },
        { HN_SECRET_DEVICE, "2147483647.-_-_-_-_-_-_-_-_-_-_-A", 2147483647 },
        { HN_SECRET_TOKEN, "hn_12.abcdefghijklmnopqrstuQ", 12 },
        { HN_SECRET_TOKEN, "hn_12.abcdefghijklmnopqrstuv", 0 }, /* spare bits at the end */
        { HN_SECRET_TOKEN, "12.abcdefghijklmnopqrstuQ", 0 },
        { HN_SECRET_SESSION, "hn_12.abcdefghijklmnopqrstuQ", 0 },
        { HN_SECRET_SESSION, "", 0 },
        { HN_SECRET_SESSION, ".AAAAAAAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "0.AAAAAAAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "01.AAAAAAAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "-1.AAAAAAAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "2147483648.AAAAAAAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "1.AAAAAAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "1.AAAAAAAAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "1.AAAAAAAAAAA+AAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, "1.A\277\276\276\274AAAAAAAAAAAAAAAAA", 0 },
        { HN_SECRET_SESSION, NULL, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t bytes[16];
        int number = 0;
        bool taken = hn_secret_parse(cases[i].kind, cases[i].text, &number, bytes);

        assert_int_equal(taken, cases[i].number != 0);
        if (taken)
            assert_int_equal(number, cases[i].number);
    }
}

static void
test_base32(void **state)
{
    static const char *const pairs[][2] = { { "", "" },
                                            { "f", "MY" },
                                            { "fo", "MZXQ" },
                                            { "foo", "MZXW6" },
                                            { "foob", "MZXW6YQ" },
                                            { "fooba", "MZXW6YTB" },
                                            { "foobar", "MZXW6YTBOI" } };
    struct hn_arena *a = hn_arena_new((size_t)1 << 16);

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_string_equal(hn_base32(a, (const uint8_t *)pairs[i][0], strlen(pairs[i][0])), pairs[i][1]);
    hn_arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_parse), cmocka_unit_test(test_base32) };

    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
