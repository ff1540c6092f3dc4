/* book.h: a small schema of the store's own tests, and its statements. */
#ifndef HN_TEST_BOOK_H
#define HN_TEST_BOOK_H

#include "store/migrate.h"
#include "store/store.h"
#include "support/store_test.h"

extern const struct hn_migration hn_book_steps[];
extern const struct hn_sql *const *const hn_book_lists[];
extern const struct hn_sql hn_book_add;      /* id, title: both unique */
extern const struct hn_sql hn_book_count;    /* n */
extern const struct hn_sql hn_book_list;     /* id, title; $1 = first id, $2 = limit */
extern const struct hn_sql hn_book_title;    /* title of $1 */
extern const struct hn_sql hn_book_drop;     /* delete from $1 on */
extern const struct hn_sql hn_book_add_back; /* as add, answering id */
extern const struct hn_sql hn_value_set;     /* id, whole, day, number, text, bytes */
extern const struct hn_sql hn_value_get;     /* of $1 */
extern const struct hn_sql hn_page_add;      /* book_id, number: a known book, number > 0 */

/* A place opened with the book's schema. */
#define HN_TEST_BOOK(state)                                                                                  \
    HN_TEST_PLACE(state);                                                                                    \
    t->cfg.lists = hn_book_lists;                                                                            \
    t->cfg.migrations = hn_book_steps;                                                                       \
    assert_int_equal(hn_test_store_open(t), HN_OK)

/* One write of one book, by the test's own thread. */
enum hn_rc hn_book_write(struct hn_test_store *t, int64_t id, const char *title);
int64_t hn_book_counted(struct hn_test_store *t);
/* The title of a book; "" when there is none. */
const char *hn_book_titled(struct hn_test_store *t, int64_t id);

#endif
