/* test_buf.c: proves that a buffer keeps what was added with a NUL behind it, and stops at its ceiling. */
#include "support/unit_test.h"

#include "base/buf.h"

static void
test_what_is_added_is_there(void **state)
{
    struct hn_buf b;

    hn_buf_init(&b, *state, 0);
    assert_string_equal(b.data, "");
    hn_buf_str(&b, "Đảng bộ");
    hn_buf_char(&b, ' ');
    hn_buf_printf(&b, "%d/%s", 164, "Tân Bình");
    hn_buf_add(&b, "\0x", 2);
    hn_buf_add(&b, NULL, 0);
    assert_string_equal(b.data, "Đảng bộ 164/Tân Bình");
    assert_int_equal(b.len, strlen(b.data) + 2);
    assert_int_equal(b.data[b.len], 0);
}

static void
test_it_grows_past_every_chunk(void **state)
{
    struct hn_buf b;

    hn_buf_init(&b, *state, 0);
    for (int i = 0; i < 300000; i++)
        hn_buf_printf(&b, "%d,", i % 10);
    assert_int_equal(b.len, 600000);
    for (size_t i = 0; i < 300000; i++)
        assert_int_equal(b.data[2 * i], '0' + (int)(i % 10));
    assert_int_equal(strlen(b.data), b.len);
}

static void
test_room_is_written_by_the_caller(void **state)
{
    struct hn_buf b;

    hn_buf_init(&b, *state, 0);

    char *to = hn_buf_room(&b, 1000);

    memset(to, 'x', 1000);
    b.len += 1000;
    hn_buf_str(&b, "y");
    assert_int_equal(strlen(b.data), 1001);
}

static void
test_the_ceiling_lands(void **state)
{
    struct hn_arena *a = *state;
    struct hn_buf b;
    jmp_buf here;

    hn_arena_land(a, &here);
    hn_buf_init(&b, a, 10);
    hn_buf_str(&b, "0123456789"); /* just inside */
    if (setjmp(here) == 0) {
        hn_buf_char(&b, 'x');
        fail();
    }
    assert_string_equal(b.data, "0123456789");
    if (setjmp(here) == 0) {
        hn_buf_room(&b, SIZE_MAX - 5);
        fail();
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_what_is_added_is_there),
        HN_TEST(test_it_grows_past_every_chunk),
        HN_TEST(test_room_is_written_by_the_caller),
        HN_TEST(test_the_ceiling_lands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
