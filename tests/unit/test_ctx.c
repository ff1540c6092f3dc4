/* test_ctx.c: proves that a context begins at the platform's now in Viet Nam, that faults are kept in order and
 * capped, and that ids grow whatever the clock does and whichever thread asks. */
#include "support/unit_test.h"

#include <pthread.h>
#include <string.h>

#include "base/ctx.h"
#include "support/platform_test.h"

static void
test_a_context_begins_now(void **state)
{
    struct hn_test_platform t;
    struct hn_ctx c;

    hn_test_platform_init(&t);
    t.now = hn_day_end(hn_day_of(2021, 12, 31)) +
            1; /* midnight in Viet Nam, 17:00 the day before in London */
    hn_ctx_init(&c, *state, &t.platform, (struct hn_user_id){ 42 });
    assert_true(c.now == t.now);
    assert_int_equal(c.today, hn_day_of(2022, 1, 1));
    assert_int_equal(c.on, c.today);
    assert_true(c.known == HN_TIME_OPEN);
    assert_int_equal(c.actor.v, 42);
    assert_int_equal(c.fault_count, 0);
    assert_null(c.conn);
}

static void
test_faults_are_kept_in_order_and_capped(void **state)
{
    struct hn_test_platform t;
    struct hn_ctx c;
    char field[] = "from";

    hn_test_platform_init(&t);
    hn_ctx_init(&c, *state, &t.platform, HN_USER_SYSTEM);
    assert_int_equal(hn_fail(&c, HN_INVALID, field, "member.future"), HN_INVALID);
    assert_int_equal(hn_fail_arg(&c, HN_CONFLICT, "", "file.missing", "a.csv"), HN_CONFLICT);
    field[0] = 'X'; /* the fault has its own copy */
    assert_int_equal(c.fault_count, 2);
    assert_string_equal(c.faults[0].field, "from");
    assert_string_equal(c.faults[0].key, "member.future");
    assert_string_equal(c.faults[0].arg, "");
    assert_int_equal(c.faults[1].code, HN_CONFLICT);
    assert_string_equal(c.faults[1].arg, "a.csv");
    for (int i = 0; i < 2 * HN_FAULTS_MAX; i++)
        assert_int_equal(hn_fail(&c, HN_DENIED, "", "x"), HN_DENIED);
    assert_int_equal(c.fault_count, HN_FAULTS_MAX);
    hn_fault_clear(&c);
    assert_int_equal(c.fault_count, 0);
}

/* The words of a fault lie in the arena: giving memory back over them would leave a fault that cannot be told. */
static void
test_a_fault_outlives_a_rewind(void **state)
{
    struct hn_test_platform t;
    struct hn_ctx c;

    hn_test_platform_init(&t);
    hn_ctx_init(&c, *state, &t.platform, HN_USER_SYSTEM);

    struct hn_mark mark = hn_arena_mark(c.arena);

    memset(hn_alloc(c.arena, (size_t)1 << 20), 'a',
           (size_t)1 << 20); /* a chunk of its own, given back for good */
    assert_int_equal(hn_fail(&c, HN_INVALID, "from", "member.future"), HN_INVALID);
    hn_ctx_rewind(&c, mark);
    memset(hn_alloc(c.arena, 4096), 'b', 4096);
    assert_string_equal(c.faults[0].field, "from");
    assert_string_equal(c.faults[0].key, "member.future");
    hn_fault_clear(&c);
    hn_ctx_rewind(&c, mark);
    assert_int_equal(hn_arena_mark(c.arena).used, mark.used);
}

static void
test_ids_grow_whatever_the_clock_does(void **state)
{
    struct hn_test_platform t;
    struct hn_ctx c;
    int64_t before = 0;

    hn_test_platform_init(&t);
    hn_ctx_init(&c, *state, &t.platform, HN_USER_SYSTEM);
    assert_int_equal(hn_new_id(&c) >> 20, c.now / 1000);
    for (int i = 0; i < 1000; i++) {
        int64_t id = hn_new_id(&c);

        assert_true(id > before);
        before = id;
        c.now += i % 3 == 0 ? -1000000 : 1000; /* standing, going on, set back */
    }
    c.now = 0;
    assert_true(hn_new_id(&c) > before);
    c.now = before / 1048576 * 1000 + 5000000;
    assert_int_equal(hn_new_id(&c) >> 20, c.now / 1000);
}

#define THREADS 4
#define IDS     5000

struct maker {
    struct hn_ctx c;
    int64_t ids[IDS];
};

static void *
make_ids(void *arg)
{
    struct maker *m = arg;

    for (int i = 0; i < IDS; i++)
        m->ids[i] = hn_new_id(&m->c);
    return NULL;
}

static int
by_value(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

    return (a > b) - (a < b);
}

static void
test_no_two_threads_get_the_same_id(void **state)
{
    struct hn_test_platform t;
    struct maker *makers = HN_NEW_N(*state, struct maker, THREADS);
    int64_t *all = HN_NEW_N(*state, int64_t, THREADS * IDS);
    pthread_t thread[THREADS];

    hn_test_platform_init(&t);
    for (int i = 0; i < THREADS; i++) {
        hn_ctx_init(&makers[i].c, *state, &t.platform, HN_USER_SYSTEM);
        assert_int_equal(pthread_create(&thread[i], NULL, make_ids, &makers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    for (int i = 0; i < THREADS; i++) {
        memcpy(all + i * IDS, makers[i].ids, sizeof(makers[i].ids));
        for (int k = 1; k < IDS; k++)
            assert_true(makers[i].ids[k] > makers[i].ids[k - 1]);
    }
    qsort(all, THREADS * IDS, sizeof(*all), by_value);
    for (int i = 1; i < THREADS * IDS; i++)
        assert_true(all[i] != all[i - 1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_a_context_begins_now),           HN_TEST(test_faults_are_kept_in_order_and_capped),
        HN_TEST(test_a_fault_outlives_a_rewind),      HN_TEST(test_ids_grow_whatever_the_clock_does),
        HN_TEST(test_no_two_threads_get_the_same_id),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
