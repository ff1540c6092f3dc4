/* test_backup.c: proves that a backup of either engine comes back equal in either, and that a stream that is
 * cut, changed or of another key is refused before anything is changed. */
#include "support/book.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/seal.h"
#include "store/backup.h"

static const struct hn_sql list_values = {
    .name = "test.values", .text = "SELECT id, whole, day, number, text, bytes FROM value ORDER BY id"
};
static const struct hn_sql list_pages = {
    .name = "test.pages", .text = "SELECT book_id, number FROM page ORDER BY book_id, number"
};
static const struct hn_sql *const test_list[] = { &list_values, &list_pages, NULL };

static const struct hn_sql *const *const *
lists(void)
{
    static const struct hn_sql *const *all[4];

    all[0] = hn_book_lists[0];
    all[1] = hn_book_lists[1];
    all[2] = test_list;
    return all;
}

static bool
begin(struct hn_test_store *t, bool postgres)
{
    if (!hn_test_store_place(t, postgres))
        return false;
    t->cfg.lists = lists();
    t->cfg.migrations = hn_book_steps;
    return true;
}

static enum hn_rc
fill_values(struct hn_ctx *c)
{
    uint8_t raw[300];
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < sizeof raw; i++)
        raw[i] = (uint8_t)(i * 7);
    for (int i = 0; i < 700 && rc == HN_OK; i++) {
        bool none = i % 5 == 4;
        const struct hn_param values[] = {
            hn_p_id(i + 1),
            none ? HN_P_NONE : hn_p_int(INT64_MIN + i),
            none ? HN_P_NONE : hn_p_day(INT32_MAX - i),
            i % 3 == 0 ? HN_P_NONE : hn_p_real(i / 7.0),
            none ? HN_P_NONE : hn_p_text(i % 4 == 0 ? "" : "Chi bộ thôn Đồng Thanh – “Tân Bình”\n$1;'"),
            none ? HN_P_NONE : hn_p_bytes((struct hn_bytes){ raw, (size_t)i % sizeof raw }),
            HN_P_END,
        };

        rc = hn_store_do(c, &hn_value_set, values);
    }
    return rc;
}

static enum hn_rc
fill(struct hn_ctx *c, void *arg)
{
    enum hn_rc rc = HN_OK;

    (void)arg;
    for (int i = 1; i <= 500 && rc == HN_OK; i++) {
        const struct hn_param book[] = { hn_p_id(i), hn_p_text(hn_print(c->arena, "sách %d", i)), HN_P_END };
        const struct hn_param page[] = { hn_p_id(i), hn_p_int(i % 9 + 1), HN_P_END };

        rc = hn_store_do(c, &hn_book_add, book);
        if (rc == HN_OK)
            rc = hn_store_do(c, &hn_page_add, page);
    }
    return rc ? rc : fill_values(c);
}

/* All rows as one text. */
static const char *
picture(struct hn_test_store *t)
{
    struct hn_ctx *c = &t->c;
    struct hn_buf b;
    struct hn_rows *r;

    hn_buf_init(&b, c->arena, 0);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(
        hn_store_query(c, &hn_book_list, (struct hn_param[]){ hn_p_id(0), hn_p_int(100000), HN_P_END }, &r),
        HN_OK);
    while (hn_rows_next(r))
        hn_buf_printf(&b, "%lld %s\n", (long long)hn_row_int(r, "id"), hn_row_text(r, "title"));
    assert_int_equal(hn_rows_end(r), HN_OK);
    assert_int_equal(hn_store_query(c, &list_pages, NULL, &r), HN_OK);
    while (hn_rows_next(r))
        hn_buf_printf(&b, "%lld %lld\n", (long long)hn_row_int(r, "book_id"),
                      (long long)hn_row_int(r, "number"));
    assert_int_equal(hn_rows_end(r), HN_OK);
    assert_int_equal(hn_store_query(c, &list_values, NULL, &r), HN_OK);
    while (hn_rows_next(r)) {
        struct hn_bytes raw = hn_row_bytes(r, "bytes");

        hn_buf_printf(&b, "%lld %d%d%d %lld %lld %.17g %s ", (long long)hn_row_int(r, "id"),
                      hn_row_null(r, "whole"), hn_row_null(r, "text"), hn_row_null(r, "bytes"),
                      (long long)hn_row_int(r, "whole"), (long long)hn_row_int(r, "day"),
                      hn_row_real(r, "number"), hn_row_text(r, "text"));
        for (size_t i = 0; i < raw.len; i++)
            hn_buf_printf(&b, "%02x", raw.data[i]);
        hn_buf_char(&b, '\n');
    }
    assert_int_equal(hn_rows_end(r), HN_OK);
    hn_store_read_end(t->store, c);
    return b.data;
}

static void
round_trip(bool from_postgres, bool to_postgres)
{
    struct hn_test_store from, to;
    struct hn_backup_about wrote = { .log_size = 77, .log_root = { 1, 2, 3 } }, read;
    struct hn_keys *keys;

    if (!begin(&from, from_postgres))
        skip();
    assert_true(begin(&to, to_postgres));
    assert_int_equal(hn_test_store_open(&from), HN_OK);
    assert_int_equal(hn_store_write_alone(from.store, hn_test_store_fresh(&from), fill, NULL), HN_OK);
    assert_int_equal(hn_keys_load(&from.c, from.dir, true, &keys), HN_OK);
    from.c.keys = to.c.keys = keys;
    const char *path = hn_print(from.arena, "%s/x.backup", from.dir);

    assert_int_equal(hn_backup_to_file(&from.c, from.store, path, &wrote), HN_OK);
    assert_int_equal(wrote.rows, 501 + 500 + 700);
    assert_int_equal(wrote.schema, 2);
    assert_int_equal(hn_backup_check_file(&to.c, path, &read), HN_OK);
    assert_memory_equal(read.digest, wrote.digest, sizeof read.digest);
    assert_memory_equal(read.log_root, wrote.log_root, sizeof read.log_root);
    assert_int_equal(read.log_size, 77);
    assert_int_equal(hn_backup_restore(&to.c, &to.cfg, path, &read), HN_OK);
    assert_int_equal(read.rows, wrote.rows);
    /* Into an empty place only. */
    assert_int_equal(hn_backup_restore(&to.c, &to.cfg, path, &read), HN_CONFLICT);
    assert_string_equal(to.c.faults[0].key, "store.not_empty");
    to.c.fault_count = 0;
    assert_int_equal(hn_store_open(&to.c, &to.cfg, &to.store), HN_OK);
    assert_string_equal(picture(&from), picture(&to));
    /* The keys that were taken off stand again. */
    assert_int_equal(hn_book_write(&to, 1, "twice"), HN_CONFLICT);
    hn_keys_free(keys);
    hn_test_store_remove(&to);
    hn_test_store_remove(&from);
}

static void
test_sqlite_to_sqlite(void **state)
{
    (void)state;
    round_trip(false, false);
}

static void
test_sqlite_to_postgres(void **state)
{
    (void)state;
    if (getenv("HN_TEST_PG") == NULL)
        skip();
    round_trip(false, true);
}

static void
test_postgres_to_sqlite(void **state)
{
    (void)state;
    round_trip(true, false);
}

static void
test_postgres_to_postgres(void **state)
{
    (void)state;
    round_trip(true, true);
}

static void
write_bytes(const char *path, const char *bytes, size_t len)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, len), (ssize_t)len);
    close(file);
}

/* Every single byte changed, every length cut: refused. Sampled, since the file has many chunks. */
static void
test_damage_is_refused(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_backup_about about = { 0 };
    struct hn_keys *keys;
    char *whole;
    size_t len;

    t->cfg.lists = lists();
    t->cfg.migrations = hn_book_steps;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(hn_store_write_alone(t->store, &t->c, fill, NULL), HN_OK);
    assert_int_equal(hn_keys_load(&t->c, t->dir, true, &keys), HN_OK);
    t->c.keys = keys;
    const char *path = hn_print(t->arena, "%s/x.backup", t->dir);
    const char *bad = hn_print(t->arena, "%s/bad.backup", t->dir);

    assert_int_equal(hn_backup_to_file(&t->c, t->store, path, &about), HN_OK);
    hn_test_store_close(t);
    assert_int_equal(hn_platform_real()->read_file(hn_platform_real()->self, t->arena, path, (size_t)1 << 24,
                                                   &whole, &len),
                     0);
    for (size_t at = 0; at < len; at += at < 80 ? 1 : len / 61) {
        struct hn_mark mark = hn_arena_mark(t->arena);
        bool key_number = at >= 16 && at < 20;

        whole[at] ^= 0x10;
        write_bytes(bad, whole, len);
        whole[at] ^= 0x10;
        hn_fault_clear(&t->c);
        assert_int_equal(hn_backup_check_file(&t->c, bad, &about), key_number ? HN_NOT_FOUND : HN_INVALID);
        write_bytes(bad, whole, at);
        hn_fault_clear(&t->c);
        assert_int_equal(hn_backup_check_file(&t->c, bad, &about), HN_INVALID);
        hn_arena_rewind(t->arena, mark);
    }
    char *longer = hn_dup_n(t->arena, whole, len + 1);

    longer[len] = 0;
    write_bytes(bad, longer, len + 1);
    hn_fault_clear(&t->c);
    assert_int_equal(hn_backup_check_file(&t->c, bad, &about), HN_INVALID);
    /* A restore refuses it too, and leaves the empty place as empty as it was. */
    const char *empty = hn_print(t->arena, "%s/empty", t->dir);

    assert_int_equal(mkdir(empty, 0700), 0);
    t->cfg.dir = empty;
    assert_int_equal(hn_backup_restore(&t->c, &t->cfg, bad, &about), HN_INVALID);
    t->cfg.create = false;
    assert_int_equal(hn_store_open(&t->c, &t->cfg, &t->store), HN_NOT_FOUND);
    t->store = NULL;
    hn_keys_free(keys);
}

static void
test_other_key(void **state)
{
    HN_TEST_BOOK(state);
    struct hn_backup_about about = { 0 };
    struct hn_keys *keys, *others;

    const char *other = hn_print(t->arena, "%s/other", t->dir);
    const char *path = hn_print(t->arena, "%s/x.backup", t->dir);

    assert_int_equal(mkdir(other, 0700), 0);
    assert_int_equal(hn_keys_load(&t->c, t->dir, true, &keys), HN_OK);
    assert_int_equal(hn_keys_load(&t->c, other, true, &others), HN_OK);
    t->c.keys = keys;
    assert_int_equal(hn_backup_to_file(&t->c, t->store, path, &about), HN_OK);
    t->c.keys = others;
    assert_int_equal(hn_backup_check_file(&t->c, path, &about), HN_INVALID);
    t->c.keys = NULL;
    hn_fault_clear(&t->c);
    assert_int_equal(hn_backup_check_file(&t->c, path, &about), HN_NOT_FOUND);
    hn_keys_free(keys);
    hn_keys_free(others);
}

/* A restore that began and did not end is not taken for data, and may be begun again. */
static void
test_broken_off_restore(void **state)
{
    HN_TEST_PLACE(state);
    t->cfg.lists = lists();
    t->cfg.migrations = hn_book_steps;
    t->cfg.schema_until = 2;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    hn_test_store_close(t);
    t->cfg.schema_until = 0;
    assert_int_equal(hn_test_store_open(t), HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.unfinished");
    t->cfg.schema_until = 2;
    assert_int_equal(hn_test_store_open(t), HN_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sqlite_to_sqlite),   cmocka_unit_test(test_sqlite_to_postgres),
        cmocka_unit_test(test_postgres_to_sqlite), cmocka_unit_test(test_postgres_to_postgres),
        HN_TEST_SQLITE(test_damage_is_refused),    HN_TEST_SQLITE(test_other_key),
        HN_TEST_BOTH(test_broken_off_restore),
    };

    return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
