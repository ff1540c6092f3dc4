/* test_arena.c: proves that an arena hands out zeroed, aligned memory up to its ceiling, closes what was hung
 * on it newest first and once, gives back to a mark, and lands instead of returning NULL. */
#include "support/unit_test.h"

#include <sys/wait.h>
#include <unistd.h>

#define CEILING ((size_t)256 * 1024)

static void
test_memory_is_zeroed_and_aligned(void **state)
{
    struct hn_arena *a = *state;

    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *p = hn_alloc(a, size);

        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, size);
    }
    hn_arena_reset(a);
    assert_int_equal(hn_arena_used(a), 0);

    unsigned char *again = hn_alloc(a, 1000);

    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(again[i], 0);
}

static void
test_past_the_ceiling_lands(void **state)
{
    struct hn_arena *a = hn_arena_new(CEILING);
    jmp_buf here;
    volatile size_t got = 0;

    (void)state;
    assert_null(hn_arena_land(a, &here));
    if (setjmp(here) == 0) {
        for (;;) {
            hn_alloc(a, 1024);
            got += 1024;
        }
    }
    assert_int_equal(got, CEILING);
    if (setjmp(here) == 0) {
        hn_alloc(a, SIZE_MAX - 3);
        fail();
    }
    hn_arena_reset(a);
    if (setjmp(here) == 0) {
        hn_alloc_n(a, SIZE_MAX / 2, 3);
        fail();
    }
    assert_non_null(hn_alloc(a, CEILING)); /* just inside */
    if (setjmp(here) == 0) {
        hn_alloc(a, 1);
        fail();
    }
    assert_ptr_equal(hn_arena_land(a, NULL), &here);
    hn_arena_free(a);
}

static void
test_without_landing_the_process_ends(void **state)
{
    int status;
    pid_t child = fork();

    (void)state;
    assert_true(child >= 0);
    if (child == 0) {
        struct hn_arena *a = hn_arena_new(1024);

        fclose(stderr);
        close(STDERR_FILENO);
        hn_alloc(a, 2048);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

static char order[16];

static void
note(void *thing)
{
    strncat(order, thing, 1);
}

static void
test_closers_run_newest_first_and_once(void **state)
{
    struct hn_arena *a = *state;
    char names[] = "abc";

    order[0] = '\0';
    for (int i = 0; i < 3; i++)
        hn_arena_at_end(a, note, names + i);
    hn_arena_reset(a);
    assert_string_equal(order, "cba");
    hn_arena_reset(a);
    assert_string_equal(order, "cba");
}

static void
test_what_cannot_be_hung_is_closed(void **state)
{
    struct hn_arena *a = hn_arena_new(1024);
    jmp_buf here;
    char name[] = "x";

    (void)state;
    order[0] = '\0';
    hn_arena_land(a, &here);
    if (setjmp(here) == 0) {
        hn_alloc(a, 1024);
        hn_arena_at_end(a, note, name);
        fail();
    }
    assert_string_equal(order, "x");
    hn_arena_free(a);
    assert_string_equal(order, "x");
}

static void
test_rewind_gives_back_to_the_mark(void **state)
{
    struct hn_arena *a = *state;
    char *kept = hn_dup(a, "kept");
    char name[] = "ab";

    order[0] = '\0';
    hn_arena_at_end(a, note, name);

    struct hn_mark mark = hn_arena_mark(a);
    size_t used = hn_arena_used(a);

    for (int round = 0; round < 100; round++) {
        hn_arena_at_end(a, note, name + 1);
        for (int i = 0; i < 50; i++)
            hn_alloc(a, 4000);
        hn_arena_rewind(a, mark);
        assert_int_equal(hn_arena_used(a), used);
        assert_string_equal(order, "b");
        order[0] = '\0';
    }
    assert_string_equal(kept, "kept");
    hn_arena_reset(a);
    assert_string_equal(order, "a");
}

static void
test_growing_keeps_bytes_and_mostly_its_place(void **state)
{
    struct hn_arena *a = *state;
    unsigned char *p = hn_alloc(a, 16);
    size_t before = hn_arena_used(a);

    memset(p, 7, 16);
    assert_ptr_equal(hn_grow(a, p, 16, 160), p);
    assert_int_equal(hn_arena_used(a), before + 144);
    assert_int_equal(p[15], 7);
    assert_int_equal(p[16], 0);
    hn_alloc(a, 1); /* now it is no longer the newest */

    unsigned char *moved = hn_grow(a, p, 160, 320);

    assert_ptr_not_equal(moved, p);
    assert_int_equal(moved[15], 7);
    assert_int_equal(moved[319], 0);
    /* Alone in its chunk it counts only once, however large it grows. */
    moved = hn_grow(a, moved, 320, 100 * 1024);
    before = hn_arena_used(a);
    moved = hn_grow(a, moved, 100 * 1024, 10 * 1024 * 1024);
    assert_int_equal(hn_arena_used(a), before - 100 * 1024 + 10 * 1024 * 1024);
    assert_int_equal(moved[15], 7);
}

static void
test_texts(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(hn_dup(a, NULL), "");
    assert_string_equal(hn_dup(a, "Đầm Hà"), "Đầm Hà");
    assert_string_equal(hn_dup_n(a, "abcdef", 3), "abc");
    assert_string_equal(hn_dup_n(a, NULL, 0), "");
    assert_string_equal(hn_print(a, "%s/%d", "x", 42), "x/42");
    assert_int_equal(strlen(hn_print(a, "%20000d", 1)), 20000);
}

static void
test_a_child_ends_with_its_parent_and_lands_there(void **state)
{
    struct hn_arena *a = hn_arena_new(CEILING);
    struct hn_arena *child = hn_arena_child(a, 4096);
    struct hn_arena *other = hn_arena_child(a, 4096);
    jmp_buf here;
    char name[] = "abc";

    (void)state;
    order[0] = '\0';
    hn_arena_at_end(a, note, name);
    hn_arena_at_end(child, note, name + 1);
    hn_arena_at_end(other, note, name + 2);
    hn_arena_land(a, &here);
    if (setjmp(here) == 0) {
        hn_alloc(child, 5000);
        fail();
    }
    hn_arena_free(child); /* early: not again at the parent's reset */
    assert_string_equal(order, "b");
    hn_arena_reset(a);
    assert_string_equal(order, "bac");
    hn_arena_free(a);
    assert_string_equal(order, "bac");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_memory_is_zeroed_and_aligned),
        HN_TEST(test_past_the_ceiling_lands),
        HN_TEST(test_without_landing_the_process_ends),
        HN_TEST(test_closers_run_newest_first_and_once),
        HN_TEST(test_what_cannot_be_hung_is_closed),
        HN_TEST(test_rewind_gives_back_to_the_mark),
        HN_TEST(test_growing_keeps_bytes_and_mostly_its_place),
        HN_TEST(test_texts),
        HN_TEST(test_a_child_ends_with_its_parent_and_lands_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
