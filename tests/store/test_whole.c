/* test_whole.c: proves that verify tells a sound database from a damaged one, and that house-keeping after an
 * import disturbs neither readers nor writers. */
#include "support/book.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sqlite3.h"

struct lines {
    struct hn_buf text;
    int count;
};

static void
gather(void *arg, const char *line)
{
    struct lines *l = arg;

    hn_buf_str(&l->text, line);
    hn_buf_char(&l->text, '\n');
    l->count++;
}

static enum hn_rc
verify(struct hn_test_store *t, struct lines *l)
{
    struct hn_ctx *c = hn_test_store_fresh(t);

    l->count = 0;
    hn_buf_init(&l->text, c->arena, 0);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    enum hn_rc rc = hn_store_verify(c, gather, l);

    hn_store_read_end(t->store, c);
    return rc;
}

static void
test_sound(void **state)
{
    HN_TEST_BOOK(state);
    struct lines l;

    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    assert_int_equal(verify(t, &l), HN_OK);
    assert_string_equal(l.text.data, "book: 2\npage: 0\nschema_version: 2\nvalue: 0\n");
}

static void
raw(const struct hn_test_store *t, const char *text)
{
    char path[128];
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/hatnhan.db", t->dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void
test_broken_key_is_found(void **state)
{
    HN_TEST_BOOK(state);
    struct lines l;

    hn_test_store_close(t);
    raw(t, "PRAGMA foreign_keys = OFF; INSERT INTO page (book_id, number) VALUES (77, 1);");
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(verify(t, &l), HN_BROKEN);
    assert_string_equal(t->c.faults[0].key, "store.damaged");
    assert_non_null(strstr(l.text.data, "foreign key: page"));
}

static enum hn_rc
add_many(struct hn_ctx *c, void *arg)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < *(int *)arg && rc == HN_OK; i++) {
        const struct hn_param book[] = { hn_p_id(1 + i), hn_p_text(hn_print(c->arena, "book %d", i)),
                                         HN_P_END };

        rc = hn_store_do(c, &hn_book_add, book);
    }
    return rc;
}

static void
test_damaged_page_is_found(void **state)
{
    HN_TEST_BOOK(state);
    char path[128], zeroes[512] = "";
    struct lines l;

    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), add_many, &(int){ 3000 }), HN_OK);
    hn_test_store_close(t);
    snprintf(path, sizeof path, "%s/hatnhan.db", t->dir);
    int file = open(path, O_WRONLY);
    off_t size = lseek(file, 0, SEEK_END);

    assert_true(size > 10 * 8192);
    assert_int_equal(pwrite(file, zeroes, sizeof zeroes, size - 3 * 8192), sizeof zeroes);
    close(file);
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(verify(t, &l), HN_BROKEN);
}

static void
test_settle(void **state)
{
    HN_TEST_BOOK(state);
    struct hn_ctx reader;
    int64_t n;
    bool found;

    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), add_many, &(int){ 500 }), HN_OK);
    hn_ctx_init(&reader, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
    assert_int_equal(hn_store_read_begin(t->store, &reader), HN_OK);
    assert_int_equal(hn_store_int(&reader, &hn_book_count, NULL, &n, &found), HN_OK);
    assert_int_equal(hn_store_settle(t->store, hn_test_store_fresh(t)), HN_OK);
    assert_int_equal(hn_store_int(&reader, &hn_book_count, NULL, &n, &found), HN_OK);
    assert_int_equal(n, 500);
    hn_store_read_end(t->store, &reader);
    hn_arena_free(reader.arena);
    /* Each reader connects again, and the writer goes on. */
    assert_int_equal(hn_book_write(t, 1000, "a"), HN_OK);
    for (int i = 0; i < 4; i++)
        assert_int_equal(hn_book_counted(t), 501);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_sound),
        HN_TEST_SQLITE(test_broken_key_is_found),
        HN_TEST_SQLITE(test_damaged_page_is_found),
        HN_TEST_BOTH(test_settle),
    };

    return cmocka_run_group_tests_name("whole", tests, NULL, NULL);
}
