/* postgres.c: connections and transactions of PostgreSQL 15 and later.
 *
 * The tables stand in the first schema of the URL's search_path. The writer holds an advisory lock of that
 * schema for as long as it is connected, since there is one writer wherever it runs. (stack/ section 8)
 */
#include "store/postgres.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"

#define LOCK_TRIES 20 /* a fifth of a second apart: the server may not yet know that the last one died */

static bool
is_of_machine(const char *state)
{
    static const char *const states[] = { "53", "57", "58", "25006", "55P03", "08", "F0", NULL };

    for (int i = 0; states[i] != NULL; i++) {
        if (strncmp(state, states[i], strlen(states[i])) == 0)
            return true;
    }
    return false;
}

enum hn_rc
hn_postgres_fault(struct hn_ctx *c, struct hn_conn *conn, const char *what, const PGresult *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *said = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;

    if (PQstatus(conn->db) != CONNECTION_OK)
        conn->broken = true;
    if (state == NULL) {
        hn_log(HN_LOG_ERROR, "store: %s: %s", what, PQerrorMessage(conn->db));
        conn->broken = true;
        return hn_conn_fail(c, conn, HN_UNAVAILABLE, "store.unavailable");
    }
    if (strncmp(state, "23", 2) == 0) {
        bool unique = strcmp(state, "23505") == 0;

        hn_log(HN_LOG_DEBUG, "store: %s: %s", what, state);
        return hn_conn_fail(c, conn, HN_CONFLICT, unique ? "store.unique" : "store.rule");
    }
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
        return hn_conn_fail(c, conn, HN_BUSY, "store.busy");
    /* What is said of wrong values may hold them, and the log holds nobody's data. */
    hn_log(HN_LOG_ERROR, "store: %s: %s %s", what, state, said && strncmp(state, "22", 2) != 0 ? said : "");
    if (is_of_machine(state))
        return hn_conn_fail(c, conn, HN_UNAVAILABLE, "store.unavailable");
    return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
}

enum hn_rc
hn_postgres_script(struct hn_ctx *c, struct hn_conn *conn, const char *text)
{
    hn_postgres_take_in(conn);
    PGresult *result = PQexec(conn->db, text);
    ExecStatusType status = PQresultStatus(result);
    enum hn_rc rc = HN_OK;

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        rc = hn_postgres_fault(c, conn, "script", result);
    PQclear(result);
    return rc;
}

/* One statement that answers one yes or no. */
static enum hn_rc
ask(struct hn_ctx *c, struct hn_conn *conn, const char *text, bool *yes)
{
    PGresult *result = PQexec(conn->db, text);
    enum hn_rc rc = HN_OK;

    *yes = false;
    if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1)
        *yes = *PQgetvalue(result, 0, 0) == 't';
    else
        rc = hn_postgres_fault(c, conn, "question", result);
    PQclear(result);
    return rc;
}

static enum hn_rc
take_lock(struct hn_ctx *c, struct hn_conn *conn)
{
    const struct timespec pause = { .tv_nsec = 200000000 };
    bool got = false;
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < LOCK_TRIES && rc == HN_OK && !got; i++) {
        if (i > 0)
            nanosleep(&pause, NULL);
        rc = ask(c, conn,
                 "SELECT pg_try_advisory_lock(hashtextextended(current_database() || '.' || current_schema(),"
                 " 4823))",
                 &got);
    }
    if (rc == HN_OK && !got)
        rc = hn_conn_fail(c, conn, HN_CONFLICT, "store.held");
    return rc;
}

static void
say_nothing(void *arg, const PGresult *result)
{
    (void)arg;
    (void)result;
}

static enum hn_rc
postgres_open(struct hn_ctx *c, struct hn_conn *conn)
{
    /* The URL stands last, so that what it says wins. */
    static const char *const keys[] = { "connect_timeout", "application_name", "client_encoding", "dbname",
                                        NULL };
    const char *const values[] = { "5", "hatnhan", "UTF8", conn->store->url, NULL };

    conn->broken = false;
    conn->streaming = NULL;
    conn->db = PQconnectdbParams(keys, values, 1);
    if (PQstatus(conn->db) != CONNECTION_OK)
        return hn_postgres_fault(c, conn, "connect", NULL);
    PQsetNoticeReceiver(conn->db, say_nothing, NULL);
    if (PQserverVersion(conn->db) < 150000) {
        hn_log(HN_LOG_ERROR, "store: PostgreSQL 15 or later is needed, this is %d",
               PQserverVersion(conn->db));
        return hn_conn_fail(c, conn, HN_UNAVAILABLE, "store.unavailable");
    }
    enum hn_rc rc = hn_postgres_script(c, conn,
                                       "SET bytea_output = 'hex'; SET standard_conforming_strings = on;"
                                       "SET jit = off; SET lock_timeout = '5s'; SET extra_float_digits = 1");

    if (rc || !conn->writer)
        return rc;
    rc = hn_postgres_script(c, conn, "SET synchronous_commit = on");
    return rc ? rc : take_lock(c, conn);
}

static void
postgres_shut(struct hn_conn *conn)
{
    if (conn->db == NULL)
        return;
    for (size_t i = 0; conn->handles != NULL && i < conn->store->known_count; i++)
        conn->handles[i] = NULL;
    PQfinish(conn->db);
    conn->db = NULL;
}

static enum hn_rc
postgres_has_schema(struct hn_ctx *c, struct hn_conn *conn, bool *there)
{
    return ask(c, conn, "SELECT to_regclass('schema_version') IS NOT NULL", there);
}

/* The server's operator has backups; each step is one transaction. */
static enum hn_rc
postgres_set_aside(struct hn_ctx *c, struct hn_conn *conn, const char *path)
{
    (void)c;
    (void)conn;
    (void)path;
    return HN_OK;
}

static enum hn_rc
learn_statement(struct hn_ctx *c, struct hn_conn *conn, struct hn_known *k, struct hn_arena *learn)
{
    PGresult *result = PQdescribePrepared(conn->db, k->sql->name);
    enum hn_rc rc = HN_OK;

    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        rc = hn_postgres_fault(c, conn, k->sql->name, result);
    } else {
        k->param_count = PQnparams(result);
        k->column_count = PQnfields(result);
        k->columns = HN_NEW_N(learn, const char *, (size_t)k->column_count);
        for (int i = 0; i < k->column_count; i++)
            k->columns[i] = hn_dup(learn, PQfname(result, i));
    }
    PQclear(result);
    if (rc == HN_OK && k->param_count > HN_PARAMS_MAX) {
        hn_log(HN_LOG_ERROR, "store: statement %s takes too many values", k->sql->name);
        rc = hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
    }
    return rc;
}

/* The server keeps the statement under its name; the handle only says that it does. */
static enum hn_rc
postgres_prepare(struct hn_ctx *c, struct hn_conn *conn, struct hn_known *k, void **handle,
                 struct hn_arena *learn)
{
    enum hn_rc rc = HN_OK;

    hn_postgres_take_in(conn);
    PGresult *result = PQprepare(conn->db, k->sql->name, k->text, 0, NULL);

    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        rc = hn_postgres_fault(c, conn, k->sql->name, result);
    PQclear(result);
    if (rc == HN_OK && learn != NULL)
        rc = learn_statement(c, conn, k, learn);
    if (rc == HN_OK)
        *handle = k;
    return rc;
}

static void
postgres_forget(struct hn_conn *conn, struct hn_known *k, void *handle)
{
    if (handle == NULL || PQtransactionStatus(conn->db) != PQTRANS_INTRANS)
        return; /* its name is not used a second time */
    char *name = PQescapeIdentifier(conn->db, k->sql->name, strlen(k->sql->name));
    char text[128];

    if (name != NULL && snprintf(text, sizeof text, "DEALLOCATE %s", name) < (int)sizeof text)
        PQclear(PQexec(conn->db, text));
    PQfreemem(name);
}

static enum hn_rc
postgres_begin(struct hn_ctx *c, struct hn_conn *conn)
{
    enum hn_rc rc = hn_postgres_script(c, conn,
                                       conn->writer ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                                    : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

    conn->in_tx = rc == HN_OK;
    return rc;
}

static void
postgres_rollback(struct hn_conn *conn)
{
    if (conn->db != NULL && PQtransactionStatus(conn->db) != PQTRANS_IDLE) {
        PGresult *result = PQexec(conn->db, "ROLLBACK");

        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            conn->broken = true;
        PQclear(result);
    }
    conn->in_tx = false;
}

/* COMMIT of a transaction that has failed answers ROLLBACK, and no error. */
static enum hn_rc
postgres_commit(struct hn_ctx *c, struct hn_conn *conn)
{
    PGresult *result = PQexec(conn->db, "COMMIT");
    enum hn_rc rc = HN_OK;

    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        rc = hn_postgres_fault(c, conn, "commit", result);
    else if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
        rc = hn_conn_fail(c, conn, HN_UNAVAILABLE, "store.unavailable");
    PQclear(result);
    conn->in_tx = false;
    return rc;
}

static enum hn_rc
postgres_savepoint(struct hn_ctx *c, struct hn_conn *conn)
{
    return hn_postgres_script(c, conn, "SAVEPOINT job");
}

static enum hn_rc
postgres_keep(struct hn_ctx *c, struct hn_conn *conn)
{
    return hn_postgres_script(c, conn, "RELEASE SAVEPOINT job");
}

static enum hn_rc
postgres_undo(struct hn_ctx *c, struct hn_conn *conn)
{
    if (conn->broken)
        return HN_UNAVAILABLE;
    return hn_postgres_script(c, conn, "ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job");
}

static enum hn_rc
postgres_settle(struct hn_ctx *c, struct hn_conn *conn)
{
    return hn_postgres_script(c, conn, "ANALYZE");
}

const struct hn_driver hn_driver_postgres = {
    .open = postgres_open,
    .shut = postgres_shut,
    .has_schema = postgres_has_schema,
    .script = hn_postgres_script,
    .set_aside = postgres_set_aside,
    .prepare = postgres_prepare,
    .forget = postgres_forget,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .savepoint = postgres_savepoint,
    .keep = postgres_keep,
    .undo = postgres_undo,
    .run = hn_postgres_run,
    .query = hn_postgres_query,
    .next = hn_postgres_next,
    .finish = hn_postgres_finish,
    .kind = hn_postgres_kind,
    .as_int = hn_postgres_int,
    .as_real = hn_postgres_real,
    .as_text = hn_postgres_text,
    .as_bytes = hn_postgres_bytes,
    .bulk_begin = hn_postgres_bulk_begin,
    .bulk_row = hn_postgres_bulk_row,
    .bulk_end = hn_postgres_bulk_end,
    .settle = postgres_settle,
    .loosen = hn_postgres_loosen,
    .tighten = hn_postgres_tighten,
};
