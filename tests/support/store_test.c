/* store_test.c: places for stores under test. */
#include "support/store_test.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void
schema_do(const char *url, const char *format, const char *schema)
{
    PGconn *db = PQconnectdb(url);
    char text[160];

    assert_int_equal(PQstatus(db), CONNECTION_OK);
    snprintf(text, sizeof text, "SET client_min_messages = error; %s %s%s", format, schema,
             strncmp(format, "DROP", 4) == 0 ? " CASCADE" : "");
    PGresult *result = PQexec(db, text);

    assert_int_equal(PQresultStatus(result), PGRES_COMMAND_OK);
    PQclear(result);
    PQfinish(db);
}

bool
hn_test_store_place(struct hn_test_store *t, bool postgres)
{
    const char *server = getenv("HN_TEST_PG");

    if (postgres && server == NULL)
        return false;
    *t = (struct hn_test_store){ .postgres = postgres };
    hn_log_level(getenv("HN_TEST_LOUD") ? HN_LOG_DEBUG : (enum hn_log_level) - 1);
    snprintf(t->dir, sizeof t->dir, "%s/hn-store-XXXXXX", "/tmp");
    assert_non_null(mkdtemp(t->dir));
    if (postgres) {
        snprintf(t->schema, sizeof t->schema, "s_%s", t->dir + strlen(t->dir) - 6);
        for (char *p = t->schema; *p != '\0'; p++)
            *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
        snprintf(t->schema + strlen(t->schema), 16, "_%d", (int)getpid());
        schema_do(server, "CREATE SCHEMA", t->schema);
        snprintf(t->url, sizeof t->url, "%s%coptions=-csearch_path%%3D%s", server,
                 strchr(server, '?') ? '&' : '?', t->schema);
    }
    t->arena = hn_arena_new((size_t)64 << 20);
    hn_ctx_init(&t->c, t->arena, hn_platform_real(), HN_USER_SYSTEM);
    t->cfg = (struct hn_store_config){ .dir = t->dir,
                                       .url = postgres ? t->url : NULL,
                                       .readers = 2,
                                       .create = true,
                                       .platform = hn_platform_real() };
    return true;
}

enum hn_rc
hn_test_store_open(struct hn_test_store *t)
{
    return hn_store_open(hn_test_store_fresh(t), &t->cfg, &t->store);
}

void
hn_test_store_close(struct hn_test_store *t)
{
    hn_store_close(t->store);
    t->store = NULL;
}

void
hn_test_store_remove(struct hn_test_store *t)
{
    hn_test_store_close(t);
    if (t->postgres)
        schema_do(getenv("HN_TEST_PG"), "DROP SCHEMA", t->schema);
    nftw(t->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    hn_arena_free(t->arena);
}

struct hn_ctx *
hn_test_store_fresh(struct hn_test_store *t)
{
    hn_fault_clear(&t->c);
    hn_arena_reset(t->arena);
    return &t->c;
}

static int
place(void **state, bool postgres)
{
    struct hn_test_store *t = calloc(1, sizeof *t);

    if (t == NULL || !hn_test_store_place(t, postgres)) {
        free(t);
        t = NULL;
    }
    *state = t;
    return 0;
}

int
hn_test_sqlite(void **state)
{
    return place(state, false);
}

int
hn_test_postgres(void **state)
{
    return place(state, true);
}

int
hn_test_remove(void **state)
{
    if (*state != NULL) {
        hn_test_store_remove(*state);
        free(*state);
    }
    *state = NULL;
    return 0;
}
