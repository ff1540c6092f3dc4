/* test_vi_sort.c: proves that sort keys compared byte by byte give Vietnamese order, for words as CLDR has it
 * and for people by given, family and middle name, in every thread; and that names come apart rightly. */
#include "support/unit_test.h"

#include <pthread.h>

#include "base/vi.h"

static int
compare(struct hn_bytes x, struct hn_bytes y)
{
    size_t n = x.len < y.len ? x.len : y.len;
    int order = memcmp(x.data, y.data, n);

    return order ? order : (x.len > y.len) - (x.len < y.len);
}

static void
test_words_in_order(void **state)
{
    struct hn_arena *a = *state;
    char *text = hn_test_fixture(a, "vi/vi-collation-sorted.txt"), *line, *before = NULL;
    int count = 0;

    for (; (line = hn_test_line(&text)) != NULL; before = line, count++)
        if (before && compare(hn_vi_sort_key(a, before), hn_vi_sort_key(a, line)) >= 0)
            fail_msg("\"%s\" does not stand before \"%s\"", before, line);
    assert_int_equal(count, 593);
}

static void
test_people_in_order(void **state)
{
    struct hn_arena *a = *state;
    char *text = hn_test_fixture(a, "vi/vi-people-sorted.csv"), *line = hn_test_line(&text), *before = NULL;
    int count = 0;

    for (; (line = hn_test_line(&text)) != NULL; before = line, count++) {
        char *column[4] = { line };

        for (int i = 1; i < 4; i++) {
            column[i] = strchr(column[i - 1], ',') + 1;
            column[i][-1] = '\0';
        }

        struct hn_name_parts parts = hn_vi_name(a, line);

        assert_string_equal(parts.family, column[1]);
        assert_string_equal(parts.middle, column[2]);
        assert_string_equal(parts.given, column[3]);
        if (before && compare(hn_vi_person_key(a, before), hn_vi_person_key(a, line)) >= 0)
            fail_msg("\"%s\" does not stand before \"%s\"", before, line);
    }
    assert_int_equal(count, 120);
}

static void
test_the_order_of_domain_08(void **state)
{
    static const char *const names[] = { "An",   "An Bình", "Anh", "Ân", "Bình", "Chi",
                                         "Dung", "Đào",     "Hà",  "Hả", "Hạ",   "Yến" };
    struct hn_arena *a = *state;

    for (size_t i = 1; i < sizeof(names) / sizeof(names[0]); i++)
        assert_true(compare(hn_vi_sort_key(a, names[i - 1]), hn_vi_sort_key(a, names[i])) < 0);
    assert_int_equal(compare(hn_vi_sort_key(a, "Ắn"), hn_vi_sort_key(a, "A\u0306\u0301n")), 0);
}

static void
test_name_parts(void **state)
{
    struct hn_arena *a = *state;
    struct hn_name_parts n = hn_vi_name(a, "  Lê   Thị Thu   Chi ");

    assert_string_equal(n.family, "Lê");
    assert_string_equal(n.middle, "Thị Thu");
    assert_string_equal(n.given, "Chi");
    n = hn_vi_name(a, "Lê Chi");
    assert_string_equal(n.family, "Lê");
    assert_string_equal(n.middle, "");
    assert_string_equal(n.given, "Chi");
    n = hn_vi_name(a, "Chi");
    assert_string_equal(n.family, "");
    assert_string_equal(n.given, "Chi");
    n = hn_vi_name(a, "  ");
    assert_string_equal(n.given, "");
}

/* Longer than the short rooms inside, and still in order. */
static void
test_long_texts(void **state)
{
    struct hn_arena *a = *state;
    char *x = hn_alloc(a, 5001), *y;

    memset(x, 'a', 5000);
    y = hn_dup(a, x);
    y[4999] = 'b';
    assert_true(compare(hn_vi_sort_key(a, x), hn_vi_sort_key(a, y)) < 0);
    assert_true(compare(hn_vi_person_key(a, x), hn_vi_person_key(a, y)) < 0);
    assert_true(hn_vi_sort_key(a, "a\xff").len > 0);
}

static void *
keys_in_a_thread(void *arg)
{
    struct hn_arena *a = hn_arena_new(1 << 20);
    bool *good = arg;
    struct hn_bytes first = hn_vi_person_key(a, "Nguyễn Thị Đào");

    *good = true;
    for (int i = 0; i < 500; i++)
        *good &= compare(hn_vi_person_key(a, "Nguyễn Thị Đào"), first) == 0 &&
                 compare(hn_vi_sort_key(a, "Hà"), hn_vi_sort_key(a, "Hả")) < 0;
    hn_arena_free(a);
    return NULL;
}

static void
test_threads(void **state)
{
    pthread_t thread[4];
    bool good[4] = { false };

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, keys_in_a_thread, &good[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(thread[i], NULL);
        assert_true(good[i]);
    }
}

static void
test_the_version_is_told(void **state)
{
    (void)state;
    assert_memory_equal(hn_vi_collator_version(), "vi-1-", 5);
    assert_true(strlen(hn_vi_collator_version()) > 8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_words_in_order),
        HN_TEST(test_people_in_order),
        HN_TEST(test_the_order_of_domain_08),
        HN_TEST(test_name_parts),
        HN_TEST(test_long_texts),
        HN_TEST(test_threads),
        HN_TEST(test_the_version_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
