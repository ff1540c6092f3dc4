/* test_kill.c: proves that nothing acknowledged is lost when the process is killed in the midst of writing.
 *
 * A child writes and says so through a pipe, one number an answer, from several threads and so in shared
 * commits; it is killed after one while or another. Everything it said is then there, each job whole or not at all.
 */
#include "support/book.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KILLS    50
#define THREADS  6
#define PER_KILL 100000
#define SLOWEST  60 /* ms a child is let live after its first answer */

struct pair {
    struct hn_test_store *t;
    struct hn_ctx c;
    int pipe;
    int64_t id;
};

/* Two books a job, of which the second is the first's negative: both are there or neither. */
static enum hn_rc
add_pair(struct hn_ctx *c, void *arg)
{
    const struct pair *p = arg;
    const struct hn_param one[] = { hn_p_id(p->id), hn_p_text(hn_print(c->arena, "%lld", (long long)p->id)),
                                    HN_P_END };
    const struct hn_param two[] = { hn_p_id(-p->id), hn_p_text(hn_print(c->arena, "-%lld", (long long)p->id)),
                                    HN_P_END };
    enum hn_rc rc = hn_store_do(c, &hn_book_add, one);

    return rc ? rc : hn_store_do(c, &hn_book_add, two);
}

static void *
write_on(void *arg)
{
    struct pair *p = arg;

    for (;; p->id++) {
        if (hn_store_write(p->t->store, &p->c, add_pair, p) != HN_OK ||
            write(p->pipe, &p->id, sizeof p->id) != sizeof p->id)
            _exit(3);
        hn_arena_reset(p->c.arena);
    }
    return NULL;
}

static void
child(struct hn_test_store *t, int pipe, int64_t from)
{
    struct pair pairs[THREADS];
    pthread_t threads[THREADS];

    if (hn_test_store_open(t) != HN_OK)
        _exit(2);
    for (int i = 0; i < THREADS; i++) {
        pairs[i] = (struct pair){ .t = t, .pipe = pipe, .id = from + i * (PER_KILL / THREADS) };
        hn_ctx_init(&pairs[i].c, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
        if (pthread_create(&threads[i], NULL, write_on, &pairs[i]) != 0)
            _exit(4);
    }
    for (;;)
        pause();
}

static int64_t said[KILLS * 4096];
static size_t said_count;

static void
one_kill(struct hn_test_store *t, int round)
{
    int ends[2], status;
    int64_t id;

    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        child(t, ends[1], 1 + (int64_t)round * PER_KILL);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &id, sizeof id), sizeof id);
    said[said_count++] = id;
    nanosleep(&(struct timespec){ .tv_nsec = (round * 37 % SLOWEST) * 1000000L }, NULL);
    kill(pid, SIGKILL);
    while (read(ends[0], &id, sizeof id) == sizeof id && said_count < sizeof said / sizeof said[0])
        said[said_count++] = id;
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
}

static const struct hn_sql sql_halves = {
    .name = "test.halves",
    .text = "SELECT count(*) AS n FROM book a WHERE a.id <> 0 AND a.id < 100000000 AND NOT EXISTS"
            " (SELECT 1 FROM book b WHERE b.id = -a.id)"
};
static const struct hn_sql sql_there = { .name = "test.there",
                                         .text = "SELECT count(*) AS n FROM book WHERE id = $1" };
static const struct hn_sql *const kill_list[] = { &sql_halves, &sql_there, NULL };

static int64_t
number(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params)
{
    int64_t n = -1;
    bool found;

    assert_int_equal(hn_store_int(c, sql, params, &n, &found), HN_OK);
    return n;
}

static void
report_nothing(void *arg, const char *line)
{
    (void)arg;
    (void)line;
}

static void
test_nothing_acknowledged_is_lost(void **state)
{
    HN_TEST_PLACE(state);
    const struct hn_sql *const *const lists[] = { hn_book_lists[0], kill_list, NULL };

    t->cfg.lists = lists;
    t->cfg.migrations = hn_book_steps;
    said_count = 0;
    for (int round = 0; round < KILLS; round++)
        one_kill(t, round);
    assert_true(said_count >= KILLS);
    assert_int_equal(hn_test_store_open(t), HN_OK);
    struct hn_ctx *c = hn_test_store_fresh(t);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    for (size_t i = 0; i < said_count; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        assert_int_equal(number(c, &sql_there, (struct hn_param[]){ hn_p_id(said[i]), HN_P_END }), 1);
        hn_arena_rewind(c->arena, mark);
    }
    assert_int_equal(number(c, &sql_halves, NULL), 1); /* the book of the schema's second step */
    assert_int_equal(hn_store_verify(c, report_nothing, NULL), HN_OK);
    hn_store_read_end(t->store, c);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_nothing_acknowledged_is_lost),
    };

    return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
