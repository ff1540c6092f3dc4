/* test_migrate.c: proves that a schema is brought up to date a whole step at a time, safely killed in between,
 * with a copy made first; that a newer one is refused; and that a step's text is cut up rightly. */
#include "support/book.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STEPS(...)                                                                                           \
    (const struct hn_migration[])                                                                            \
    {                                                                                                        \
        hn_book_steps[0], hn_book_steps[1], __VA_ARGS__,                                                     \
        {                                                                                                    \
            0, NULL, NULL, NULL                                                                              \
        }                                                                                                    \
    }

static const struct hn_sql sql_extra = { .name = "test.extra", .text = "SELECT count(*) AS n FROM extra" };
static const struct hn_sql *const extra_list[] = { &sql_extra, NULL };
static const struct hn_sql *const *const with_extra[] = { extra_list, NULL };

static bool
is_there(const char *dir, const char *name)
{
    char path[128];
    struct stat st;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return stat(path, &st) == 0;
}

static void
test_steps_and_copy(void **state)
{
    HN_TEST_BOOK(state);
    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    hn_test_store_close(t);
    assert_false(is_there(t->dir, "before-0003.db"));
    const struct hn_migration *more = STEPS(
        { 3, "extra", "CREATE TABLE extra (id {id} NOT NULL PRIMARY KEY) {table};", NULL },
        { 4, "fill", "INSERT INTO extra (id) SELECT id FROM book WHERE id < 1000000",
          "INSERT INTO extra (id) SELECT id FROM book WHERE id < 1000000;\n"
          "INSERT INTO extra (id) VALUES (2)" });

    t->cfg.migrations = more;
    t->cfg.lists = with_extra;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    struct hn_ctx *c = hn_test_store_fresh(t);
    int64_t n;
    bool found;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_int(c, &sql_extra, NULL, &n, &found), HN_OK);
    assert_int_equal(n, t->postgres ? 2 : 1); /* the second text is PostgreSQL's */
    hn_store_read_end(t->store, c);
    hn_test_store_close(t);
    /* The copy holds what there was before, and opens as it was. */
    if (!t->postgres) {
        char copy[128], home[128], dir[96];

        assert_true(is_there(t->dir, "before-0003.db"));
        assert_false(is_there(t->dir, "before-0004.db"));
        assert_false(is_there(t->dir, "before-0003.db.part"));
        snprintf(dir, sizeof dir, "%s/copy", t->dir);
        snprintf(copy, sizeof copy, "%s/before-0003.db", t->dir);
        snprintf(home, sizeof home, "%s/hatnhan.db", dir);
        assert_int_equal(mkdir(dir, 0700), 0);
        assert_int_equal(rename(copy, home), 0);
        t->cfg.dir = dir;
        t->cfg.migrations = hn_book_steps;
        t->cfg.lists = hn_book_lists;
        assert_int_equal(hn_test_store_open(t), HN_OK);
        assert_string_equal(hn_book_titled(t, 1), "one");
    }
}

static void
test_newer_is_refused(void **state)
{
    HN_TEST_PLACE(state);
    t->cfg.migrations = STEPS(
        { 3, "extra", "CREATE TABLE extra (id {id} NOT NULL PRIMARY KEY) {table}", NULL });
    assert_int_equal(hn_test_store_open(t), HN_OK);
    hn_test_store_close(t);
    t->cfg.migrations = hn_book_steps;
    assert_int_equal(hn_test_store_open(t), HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.newer");
    t->cfg.create = false;
    t->cfg.read_only = true;
    assert_int_equal(hn_test_store_open(t), HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.newer");
    /* An older one is not read by a command that may not bring it up to date. */
    t->cfg.migrations = STEPS(
        { 3, "extra", "CREATE TABLE extra (id {id} NOT NULL PRIMARY KEY) {table}", NULL },
        { 4, "more", "CREATE TABLE more (id {id} NOT NULL PRIMARY KEY) {table}", NULL });
    assert_int_equal(hn_test_store_open(t), HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.older");
}

static void
test_failing_step_leaves_the_one_before(void **state)
{
    HN_TEST_PLACE(state);
    t->cfg.migrations = STEPS({ 3, "wrong",
                                "CREATE TABLE extra (id {id} NOT NULL PRIMARY KEY) {table};\n"
                                "INSERT INTO nowhere (id) VALUES (1);\n",
                                NULL });
    assert_int_equal(hn_test_store_open(t), HN_BROKEN);
    t->cfg.migrations = STEPS({ 3, "word", "CREATE TABLE extra (id {idd} NOT NULL) {table};", NULL });
    assert_int_equal(hn_test_store_open(t), HN_BROKEN);
    t->cfg.migrations = STEPS(
        { 3, "right", "CREATE TABLE extra (id {id} NOT NULL PRIMARY KEY) {table};", NULL });
    t->cfg.lists = with_extra;
    assert_int_equal(hn_test_store_open(t), HN_OK);
}

/* Killed at many moments of a long step: opened again, the step is done from its beginning. */
static void
test_killed_midway(void **state)
{
    HN_TEST_BOOK(state);
    char text[512];
    int finished = 0;

    hn_test_store_close(t);
    snprintf(text, sizeof text,
             "CREATE TABLE extra (id {id} NOT NULL PRIMARY KEY) {table};\n"
             "INSERT INTO extra (id) SELECT a.id FROM book a;\n"
             "WITH d(n) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))\n"
             "INSERT INTO extra (id) SELECT 1 + a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n\n"
             "FROM d a CROSS JOIN d b CROSS JOIN d c CROSS JOIN d CROSS JOIN d e WHERE e.n < 5;\n");
    const struct hn_migration *steps = STEPS({ 3, "long", text, NULL });

    t->cfg.migrations = steps;
    t->cfg.lists = with_extra;
    for (int round = 0; round < 12; round++) {
        pid_t pid = fork();
        int status;

        if (pid == 0)
            _exit(hn_test_store_open(t) == HN_OK ? 0 : 1);
        nanosleep(&(struct timespec){ .tv_nsec = round * 8 * 1000000L }, NULL);
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        if (WIFEXITED(status)) {
            assert_int_equal(WEXITSTATUS(status), 0);
            finished++;
        }
    }
    assert_int_equal(hn_test_store_open(t), HN_OK);
    struct hn_ctx *c = hn_test_store_fresh(t);
    int64_t n;
    bool found;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_int(c, &sql_extra, NULL, &n, &found), HN_OK);
    assert_int_equal(n, 50001);
    hn_store_read_end(t->store, c);
    (void)finished; /* how many came to the end depends on the machine */
}

/* The program's own steps run on an empty place, and find nothing to do the second time. */
static void
test_own_schema(void **state)
{
    HN_TEST_PLACE(state);
    assert_int_equal(hn_test_store_open(t), HN_OK);
    hn_test_store_close(t);
    t->cfg.create = false;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_false(is_there(t->dir, "before-0001.db"));
    assert_false(is_there(t->dir, "before-0002.db"));
}

/* --- cutting --- */

static enum hn_rc
gather(void *arg, const char *statement)
{
    struct hn_buf *b = arg;

    hn_buf_str(b, statement);
    hn_buf_char(b, '|');
    return HN_OK;
}

static void
check_split(struct hn_ctx *c, bool postgres, const char *in, const char *want)
{
    struct hn_buf b;

    hn_buf_init(&b, c->arena, 0);
    assert_int_equal(hn_migrate_split(c, in, postgres, gather, &b), HN_OK);
    assert_string_equal(b.data ? b.data : "", want);
}

static void
test_split(void **state)
{
    (void)state;
    struct hn_ctx c;
    struct hn_buf b;

    hn_ctx_init(&c, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
    check_split(&c, false, "", "");
    check_split(&c, false, " \n-- nothing; at all\n", "");
    check_split(&c, false, "A;B", "A|B|");
    check_split(&c, false, "A;\n\nB;\n", "A|B|");
    check_split(&c, false, "A 'x;--{id}' ;B -- c;\n d", "A 'x;--{id}' |B \n d|");
    check_split(&c, false, "A 'it''s;' B;C", "A 'it''s;' B|C|");
    check_split(&c, false, "{id} {day} {bytes} {table}", "INTEGER INTEGER BLOB STRICT, WITHOUT ROWID|");
    check_split(&c, true, "{id} {day} {time} {int} {real} {bytes} {table}{rowid_table}",
                "BIGINT INTEGER BIGINT BIGINT DOUBLE PRECISION BYTEA |");
    hn_buf_init(&b, c.arena, 0);
    assert_int_equal(hn_migrate_split(&c, "A {what}", false, gather, &b), HN_BROKEN);
    assert_int_equal(hn_migrate_split(&c, "A {id", false, gather, &b), HN_BROKEN);
    hn_arena_free(c.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_steps_and_copy),
        HN_TEST_BOTH(test_newer_is_refused),
        HN_TEST_BOTH(test_failing_step_leaves_the_one_before),
        HN_TEST_BOTH(test_killed_midway),
        HN_TEST_BOTH(test_own_schema),
        cmocka_unit_test(test_split),
    };

    return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
