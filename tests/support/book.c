/* book.c: the schema and statements of the store's own tests. */
#include "support/book.h"

const struct hn_migration hn_book_steps[] = {
    { 1, "start",
      "-- a comment; with a semicolon\n"
      "CREATE TABLE book (id {id} NOT NULL PRIMARY KEY, title TEXT NOT NULL UNIQUE) {table};\n"
      "CREATE TABLE value (id {id} NOT NULL PRIMARY KEY, whole {int}, day {day}, number {real}, text TEXT,\n"
      "    bytes {bytes}) {table};\n",
      NULL },
    { 2, "pages",
      "CREATE TABLE page (book_id {id} NOT NULL REFERENCES book (id), number {int} NOT NULL CHECK (number > "
      "0),\n"
      "    PRIMARY KEY (book_id, number)) {table};\n"
      "INSERT INTO book (id, title) VALUES (1000000, 'it''s; the first');\n",
      NULL },
    { 0, NULL, NULL, NULL },
};

const struct hn_sql hn_book_add = { .name = "book.add",
                                    .text = "INSERT INTO book (id, title) VALUES ($1, $2)" };
const struct hn_sql hn_book_count = { .name = "book.count",
                                      .text = "SELECT count(*) AS n FROM book WHERE id < 1000000" };
const struct hn_sql hn_book_list = {
    .name = "book.list", .text = "SELECT id, title FROM book WHERE id >= $1 ORDER BY id LIMIT $2"
};
const struct hn_sql hn_book_title = { .name = "book.title", .text = "SELECT title FROM book WHERE id = $1" };
const struct hn_sql hn_book_drop = { .name = "book.drop", .text = "DELETE FROM book WHERE id >= $1" };
/* The values stand in another order than their numbers, which SQLite alone would bind wrongly. */
const struct hn_sql hn_book_add_back = {
    .name = "book.add_back", .text = "INSERT INTO book (title, id) VALUES ($2, $1) RETURNING id"
};
const struct hn_sql hn_value_set = {
    .name = "value.set",
    .text = "INSERT INTO value (id, whole, day, number, text, bytes) VALUES ($1, $2, $3, $4, $5, $6)"
};
const struct hn_sql hn_value_get = {
    .name = "value.get", .text = "SELECT id, whole, day, number, text, bytes FROM value WHERE id = $1"
};
const struct hn_sql hn_page_add = { .name = "page.add",
                                    .text = "INSERT INTO page (book_id, number) VALUES ($1, $2)" };

static const struct hn_sql *const book_list[] = {
    &hn_book_add, &hn_book_count, &hn_book_list, &hn_book_title, &hn_book_drop, &hn_book_add_back, NULL
};
static const struct hn_sql *const value_list[] = { &hn_value_set, &hn_value_get, &hn_page_add, NULL };
const struct hn_sql *const *const hn_book_lists[] = { book_list, value_list, NULL };

struct one {
    int64_t id;
    const char *title;
};

static enum hn_rc
add_one(struct hn_ctx *c, void *arg)
{
    const struct one *b = arg;
    const struct hn_param params[] = { hn_p_id(b->id), hn_p_text(b->title), HN_P_END };

    return hn_store_do(c, &hn_book_add, params);
}

enum hn_rc
hn_book_write(struct hn_test_store *t, int64_t id, const char *title)
{
    struct one b = { id, title };

    return hn_store_write(t->store, hn_test_store_fresh(t), add_one, &b);
}

int64_t
hn_book_counted(struct hn_test_store *t)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    int64_t n = -1;
    bool found;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_int(c, &hn_book_count, NULL, &n, &found), HN_OK);
    assert_true(found);
    hn_store_read_end(t->store, c);
    return n;
}

const char *
hn_book_titled(struct hn_test_store *t, int64_t id)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    const char *title = "";

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_query(c, &hn_book_title, params, &rows), HN_OK);
    if (hn_rows_next(rows))
        title = hn_row_text(rows, "title");
    assert_int_equal(hn_rows_end(rows), HN_OK);
    hn_store_read_end(t->store, c);
    return title;
}
