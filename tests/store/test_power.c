/* test_power.c: proves that a power cut loses nothing that was acknowledged and leaves no job half done.
 *
 * The disk is a model (power_disk.h): whatever was written but not synced is there or not, sector by sector. Six
 * threads write, one keeps house (which empties the log into the database), and the power goes at some moment.
 */
#include "support/book.h"
#include "support/power_disk.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/num.h"

#define CUTS     40 /* HN_TEST_CUTS asks for another count */
#define THREADS  6
#define SAID_MAX 20000
#define SHELF    20 /* cuts one database lives through; then a new one is begun */

struct life {
    struct hn_test_store *t;
    atomic_bool over;
    atomic_int said_count;
    int64_t said[SAID_MAX];
};

struct pen {
    struct life *life;
    struct hn_ctx c;
    int64_t id;
};

/* Two books a job, the second with the first's number negative. */
static enum hn_rc
add_pair(struct hn_ctx *c, void *arg)
{
    const struct pen *p = arg;
    enum hn_rc rc = HN_OK;

    for (int sign = 1; sign >= -1 && rc == HN_OK; sign -= 2) {
        const char *title = hn_print(c->arena, "%lld and a tail so that pages fill",
                                     (long long)(sign * p->id));

        rc = hn_store_do(c, &hn_book_add,
                         (struct hn_param[]){ hn_p_id(sign * p->id), hn_p_text(title), HN_P_END });
    }
    return rc;
}

static void *
write_on(void *arg)
{
    struct pen *p = arg;

    while (!atomic_load(&p->life->over)) {
        p->id++;
        enum hn_rc rc = hn_store_write(p->life->t->store, &p->c, add_pair, p);

        hn_arena_reset(p->c.arena);
        hn_fault_clear(&p->c);
        if (rc != HN_OK)
            continue;
        int at = atomic_fetch_add(&p->life->said_count, 1);

        if (at < SAID_MAX)
            p->life->said[at] = p->id;
    }
    return NULL;
}

static void *
keep_house(void *arg)
{
    struct pen *p = arg;

    while (!atomic_load(&p->life->over)) {
        nanosleep(&(struct timespec){ .tv_nsec = 3000000 }, NULL);
        (void)hn_store_settle(p->life->t->store, &p->c);
        hn_arena_reset(p->c.arena);
        hn_fault_clear(&p->c);
    }
    return NULL;
}

static void
live_until_cut(struct life *life, int round)
{
    struct pen pens[THREADS + 1];
    pthread_t threads[THREADS + 1];

    atomic_store(&life->over, false);
    for (int i = 0; i <= THREADS; i++) {
        pens[i] = (struct pen){ .life = life, .id = (int64_t)round * 600000 + i * 100000 };
        hn_ctx_init(&pens[i].c, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
        assert_int_equal(pthread_create(&threads[i], NULL, i < THREADS ? write_on : keep_house, &pens[i]), 0);
    }
    nanosleep(&(struct timespec){ .tv_nsec = (4 + round * 7 % 23) * 1000000L }, NULL);
    hn_power_cut((uint64_t)round * 977 + 1);
    atomic_store(&life->over, true);
    for (int i = 0; i <= THREADS; i++) {
        pthread_join(threads[i], NULL);
        hn_arena_free(pens[i].c.arena);
    }
}

static const struct hn_sql sql_halves = { .name = "test.halves",
                                          .text = "SELECT count(*) AS n FROM book a WHERE a.id < 100000000"
                                                  " AND a.id <> 1000000 AND NOT EXISTS"
                                                  " (SELECT 1 FROM book b WHERE b.id = -a.id)" };
static const struct hn_sql *const power_list[] = { &sql_halves, NULL };

static void
ignore_line(void *arg, const char *line)
{
    (void)arg;
    (void)line;
}

static void
check_life(struct life *life, int said)
{
    struct hn_ctx *c = hn_test_store_fresh(life->t);
    int64_t n;
    bool found;

    assert_int_equal(hn_store_read_begin(life->t->store, c), HN_OK);
    for (int i = 0; i < said; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct hn_rows *rows;

        assert_int_equal(
            hn_store_query(c, &hn_book_title, (struct hn_param[]){ hn_p_id(life->said[i]), HN_P_END }, &rows),
            HN_OK);
        assert_true(hn_rows_next(rows));
        assert_int_equal(hn_rows_end(rows), HN_OK);
        hn_arena_rewind(c->arena, mark);
    }
    assert_int_equal(hn_store_int(c, &sql_halves, NULL, &n, &found), HN_OK);
    assert_int_equal(n, 0);
    assert_int_equal(hn_store_verify(c, ignore_line, NULL), HN_OK);
    hn_store_read_end(life->t->store, c);
}

static void
test_power_cuts(void **state)
{
    HN_TEST_PLACE(state);
    const struct hn_sql *const *const lists[] = { hn_book_lists[0], power_list, NULL };
    static struct life life;
    const char *asked = getenv("HN_TEST_CUTS");
    int64_t cuts = CUTS, total = 0;

    assert_true(asked == NULL || hn_parse_i64(asked, 1, 100000, &cuts));
    life.t = t;
    t->cfg.lists = lists;
    t->cfg.migrations = hn_book_steps;
    for (int round = 0; round < cuts; round++) {
        char shm[128];

        assert_int_equal(hn_test_store_open(t), HN_OK);
        live_until_cut(&life, round);
        hn_test_store_close(t);
        hn_power_on();
        snprintf(shm, sizeof shm, "%s/hatnhan.db-shm", t->dir);
        unlink(shm); /* memory, not disk */
        assert_int_equal(hn_test_store_open(t), HN_OK);
        int said = atomic_load(&life.said_count);

        check_life(&life, said < SAID_MAX ? said : SAID_MAX);
        hn_test_store_close(t);
        if (round % SHELF == SHELF - 1) {
            total += said;
            atomic_store(&life.said_count, 0);
            assert_int_equal(unlink(hn_print(t->arena, "%s/hatnhan.db", t->dir)), 0);
        }
    }
    total += atomic_load(&life.said_count);
    assert_true(total > cuts);
    print_message("%d answers kept over %d cuts\n", (int)total, (int)cuts);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_SQLITE(test_power_cuts),
    };

    hn_power_install();
    return cmocka_run_group_tests_name("power", tests, NULL, NULL);
}
