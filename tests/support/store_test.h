/* store_test.h: a store of its own for a test: a temporary folder, and on PostgreSQL (HN_TEST_PG) a schema.
 *
 * A test program that runs on both engines lists each test twice with HN_TEST_BOTH. Without HN_TEST_PG the
 * PostgreSQL half is skipped, which tests/run never lets happen.
 */
#ifndef HN_TEST_STORE_TEST_H
#define HN_TEST_STORE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/store.h"

struct hn_test_store {
    bool postgres;
    char dir[64];
    char schema[64];
    char url[512];
    struct hn_arena *arena;
    struct hn_ctx c; /* for the test's own thread */
    struct hn_store_config cfg;
    struct hn_store *store; /* NULL when not open */
};

/* A folder and a schema, nothing in them; cfg filled in but for lists and migrations. false: no server. */
bool hn_test_store_place(struct hn_test_store *t, bool postgres);
enum hn_rc hn_test_store_open(struct hn_test_store *t);
void hn_test_store_close(struct hn_test_store *t);
/* Close, drop the schema, remove the folder. */
void hn_test_store_remove(struct hn_test_store *t);
/* Forget faults and give back memory, before the next step. */
struct hn_ctx *hn_test_store_fresh(struct hn_test_store *t);

/* Setup functions for cmocka: *state becomes a struct hn_test_store with its place made, or stays NULL. */
int hn_test_sqlite(void **state);
int hn_test_postgres(void **state);
int hn_test_remove(void **state);
/* At the head of each test: its place, or skipped. */
#define HN_TEST_PLACE(state)                                                                                 \
    struct hn_test_store *t = *(state);                                                                      \
    if (t == NULL)                                                                                           \
    skip()
#define HN_TEST_BOTH(fn)                                                                                     \
    { "sqlite: " #fn, fn, hn_test_sqlite, hn_test_remove, NULL },                                            \
    {                                                                                                        \
        "postgres: " #fn, fn, hn_test_postgres, hn_test_remove, NULL                                         \
    }
#define HN_TEST_SQLITE(fn)                                                                                   \
    {                                                                                                        \
        "sqlite: " #fn, fn, hn_test_sqlite, hn_test_remove, NULL                                             \
    }
#define HN_TEST_POSTGRES(fn)                                                                                 \
    {                                                                                                        \
        "postgres: " #fn, fn, hn_test_postgres, hn_test_remove, NULL                                         \
    }

#endif
