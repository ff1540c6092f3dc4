/* test_postgres.c: proves what only a server can do to us: lose the connection at any moment, or ask for a
 * transaction to be run again. */
#include "support/book.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A function that asks twice to be tried again; a sequence does not go back with its transaction. */
static const struct hn_migration shaky_steps[] = {
    { 1, "start",
      "CREATE TABLE book (id {id} NOT NULL PRIMARY KEY, title TEXT NOT NULL UNIQUE);\n"
      "CREATE TABLE value (id {id} NOT NULL PRIMARY KEY, whole {int}, day {day}, number {real}, text TEXT,\n"
      "    bytes {bytes});\n"
      "CREATE TABLE page (book_id {id} NOT NULL, number {int} NOT NULL);\n"
      "CREATE SEQUENCE tries;\n"
      "CREATE FUNCTION shaky(n BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS 'BEGIN\n"
      "    IF nextval(''tries'') < n THEN RAISE serialization_failure; END IF; RETURN 1; END';\n",
      NULL },
    { 0, NULL, NULL, NULL },
};

static const struct hn_sql sql_shaky = { .name = "test.shaky", .text = "SELECT shaky($1) AS n" };
static const struct hn_sql sql_sleep = { .name = "test.sleep", .text = "SELECT pg_sleep(0.01)" };
static const struct hn_sql *const shaky_list[] = { &sql_shaky, &sql_sleep, NULL };

static const struct hn_sql *const *const *
lists(void)
{
    static const struct hn_sql *const *all[4];

    all[0] = hn_book_lists[0];
    all[1] = hn_book_lists[1];
    all[2] = shaky_list;
    return all;
}

static void
open_here(struct hn_test_store *t)
{
    t->cfg.lists = lists();
    t->cfg.migrations = shaky_steps;
    snprintf(t->url + strlen(t->url), sizeof t->url - strlen(t->url), "&application_name=%s", t->schema);
    assert_int_equal(hn_test_store_open(t), HN_OK);
}

/* Every connection of this store ends now. */
static void
cut(const struct hn_test_store *t)
{
    PGconn *db = PQconnectdb(getenv("HN_TEST_PG"));
    const char *values[] = { t->schema };
    PGresult *result = PQexecParams(
        db, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1", 1,
        NULL, values, NULL, NULL, 0);

    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    assert_true(PQntuples(result) > 0);
    PQclear(result);
    PQfinish(db);
}

static enum hn_rc
shaky_write(struct hn_ctx *c, void *arg)
{
    int64_t *runs = arg, n;
    bool found;
    const struct hn_param book[] = { hn_p_id(runs[0]), hn_p_text(hn_print(c->arena, "%d", (int)runs[0])),
                                     HN_P_END };
    enum hn_rc rc = hn_store_do(c, &hn_book_add, book);

    runs[1]++;
    return rc ? rc
              : hn_store_int(c, &sql_shaky, (struct hn_param[]){ hn_p_int(runs[2]), HN_P_END }, &n, &found);
}

static void
test_run_again(void **state)
{
    HN_TEST_PLACE(state);
    int64_t runs[3] = { 1, 0, 3 };

    open_here(t);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), shaky_write, runs), HN_OK);
    assert_int_equal(runs[1], 3);
    assert_int_equal(t->c.fault_count, 0);
    /* Alone too; and four runs are enough. */
    runs[0] = 2;
    runs[1] = 0;
    runs[2] = 6;
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), shaky_write, runs), HN_OK);
    assert_int_equal(runs[1], 3);
    runs[0] = 3;
    runs[1] = 0;
    runs[2] = 1000;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), shaky_write, runs), HN_BUSY);
    assert_int_equal(runs[1], 4);
    assert_string_equal(t->c.faults[0].key, "store.busy");
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), shaky_write, runs), HN_BUSY);
    assert_int_equal(hn_book_counted(t), 2);
}

static void
test_cut_while_idle(void **state)
{
    HN_TEST_PLACE(state);
    open_here(t);
    for (int i = 1; i <= 3; i++) {
        char title[8];

        snprintf(title, sizeof title, "%d", i);
        cut(t);
        assert_int_equal(hn_book_write(t, i, title), HN_OK);
        cut(t);
        assert_int_equal(hn_book_counted(t), i);
    }
    assert_false(hn_store_ailing(t->store));
}

static void
test_cut_while_reading(void **state)
{
    HN_TEST_PLACE(state);
    int64_t n;
    bool found;

    open_here(t);
    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    struct hn_ctx *c = hn_test_store_fresh(t);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_int(c, &hn_book_count, NULL, &n, &found), HN_OK);
    cut(t);
    assert_int_equal(hn_store_int(c, &hn_book_count, NULL, &n, &found), HN_UNAVAILABLE);
    assert_int_equal(hn_store_int(c, &hn_book_count, NULL, &n, &found), HN_UNAVAILABLE);
    hn_store_read_end(t->store, c);
    assert_int_equal(hn_book_counted(t), 1);
}

struct cutting {
    struct hn_test_store *t;
    int at; /* before which of its steps the job loses the server */
    bool bulk;
};

static enum hn_rc
cut_job(struct hn_ctx *c, void *arg)
{
    struct cutting *k = arg;
    enum hn_rc rc = k->bulk ? hn_store_bulk_begin(c, &hn_book_add) : HN_OK;

    if (rc)
        return rc;
    for (int i = 0; i < 600 && rc == HN_OK; i++) {
        const struct hn_param book[] = { hn_p_id(100 + i), hn_p_text(hn_print(c->arena, "%d", 100 + i)),
                                         HN_P_END };

        if (i == k->at)
            cut(k->t);
        rc = k->bulk ? hn_store_bulk_row(c, book) : hn_store_do(c, &hn_book_add, book);
    }
    enum hn_rc ended = k->bulk ? hn_store_bulk_end(c) : HN_OK;

    return rc ? rc : ended;
}

static void
test_cut_while_writing(void **state)
{
    HN_TEST_PLACE(state);
    int places[] = { 0, 1, 300, 599 };

    open_here(t);
    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    for (int i = 0; i < 8; i++) {
        struct cutting k = { t, places[i % 4], i >= 4 };

        assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), cut_job, &k), HN_UNAVAILABLE);
        assert_true(hn_store_ailing(t->store));
        assert_int_equal(hn_book_counted(t), 1);
        assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), cut_job, &k), HN_UNAVAILABLE);
        assert_int_equal(hn_book_counted(t), 1);
    }
    assert_int_equal(hn_book_write(t, 2, "two"), HN_OK);
    assert_false(hn_store_ailing(t->store));
    /* Whole when nothing cuts it. */
    struct cutting k = { t, -1, true };

    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), cut_job, &k), HN_OK);
    assert_int_equal(hn_book_counted(t), 602);
}

static void
test_no_server(void **state)
{
    HN_TEST_PLACE(state);
    t->cfg.url = "postgresql:///postgres?host=/nowhere&port=1";
    assert_int_equal(hn_test_store_open(t), HN_UNAVAILABLE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_POSTGRES(test_run_again),         HN_TEST_POSTGRES(test_cut_while_idle),
        HN_TEST_POSTGRES(test_cut_while_reading), HN_TEST_POSTGRES(test_cut_while_writing),
        HN_TEST_POSTGRES(test_no_server),
    };

    return cmocka_run_group_tests_name("postgres", tests, NULL, NULL);
}
