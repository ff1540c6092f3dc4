/* run.c: statements inside a transaction, the same over both drivers.
 *
 * What a driver does not need to know is here: finding the statement, the transaction that has already
 * failed, columns by name, copies into the arena.
 */
#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "store/inside.h"

enum hn_rc
hn_conn_fail(struct hn_ctx *c, struct hn_conn *conn, enum hn_rc rc, const char *key)
{
    if (conn->failed == HN_OK)
        conn->failed = rc;
    if (rc == HN_UNAVAILABLE)
        conn->sick = true;
    if (c->fault_count == 0)
        hn_fail(c, rc, "", key);
    return rc;
}

/* The statement, ready to run: in an open transaction that has not failed, with as many values as it asks. */
static enum hn_rc
ready(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, const struct hn_known **k,
      void ***handle)
{
    struct hn_conn *conn = c->conn;

    assert(conn != NULL && conn->in_tx);
    assert(conn->bulk == NULL);
    if (conn->failed)
        return conn->failed;
    enum hn_rc rc = hn_known_find(c, sql, k, handle);

    if (rc)
        return rc;
    if (hn_params_count(params) != (*k)->param_count) {
        hn_log(HN_LOG_ERROR, "store: statement %s takes %d values, was given %d", sql->name,
               (*k)->param_count, hn_params_count(params));
        return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
    }
    return HN_OK;
}

enum hn_rc
hn_store_do_count(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, int64_t *touched)
{
    const struct hn_known *k;
    void **handle;
    enum hn_rc rc = ready(c, sql, params, &k, &handle);

    if (rc)
        return rc;
    return c->conn->driver->run(c, c->conn, k, *handle, params, touched);
}

enum hn_rc
hn_store_do(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params)
{
    int64_t touched;

    return hn_store_do_count(c, sql, params, &touched);
}

enum hn_rc
hn_store_bulk_begin(struct hn_ctx *c, const struct hn_sql *sql)
{
    struct hn_conn *conn = c->conn;
    const struct hn_known *k;
    void **handle;

    assert(conn != NULL && conn->writer && conn->in_tx && conn->bulk == NULL);
    if (conn->failed)
        return conn->failed;
    enum hn_rc rc = hn_known_find(c, sql, &k, &handle);

    if (rc)
        return rc;
    conn->bulk = k;
    conn->bulk_handle = *handle;
    conn->bulk_queued = 0;
    rc = conn->driver->bulk_begin(c, conn);
    if (rc)
        conn->bulk = NULL;
    return rc;
}

enum hn_rc
hn_store_bulk_row(struct hn_ctx *c, const struct hn_param *params)
{
    struct hn_conn *conn = c->conn;

    assert(conn != NULL && conn->bulk != NULL);
    assert(hn_params_count(params) == conn->bulk->param_count);
    if (conn->failed)
        return conn->failed;
    return conn->driver->bulk_row(c, conn, params);
}

enum hn_rc
hn_store_bulk_end(struct hn_ctx *c)
{
    struct hn_conn *conn = c->conn;

    assert(conn != NULL && conn->bulk != NULL);
    enum hn_rc rc = conn->driver->bulk_end(c, conn);

    conn->bulk = NULL;
    return conn->failed ? conn->failed : rc;
}

enum hn_rc
hn_store_query(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
               struct hn_rows **out)
{
    const struct hn_known *k;
    void **handle;
    enum hn_rc rc = ready(c, sql, params, &k, &handle);
    struct hn_rows *r = NULL;

    if (rc)
        return rc;
    for (int i = 0; i < HN_ROWS_OPEN && r == NULL; i++) {
        if (!c->conn->rows[i].open)
            r = &c->conn->rows[i];
    }
    assert(r != NULL); /* answers are ended before so many more are asked for */
    *r = (struct hn_rows){ .ctx = c, .conn = c->conn, .known = k, .open = true };
    rc = c->conn->driver->query(r, *handle, params);
    if (rc) {
        r->open = false;
        return rc;
    }
    *out = r;
    return HN_OK;
}

bool
hn_rows_next(struct hn_rows *r)
{
    assert(r->open);
    if (r->done)
        return false;
    r->begun = true;
    if (!r->conn->driver->next(r))
        r->done = true;
    return !r->done;
}

enum hn_rc
hn_rows_end(struct hn_rows *r)
{
    assert(r->open);
    r->conn->driver->finish(r);
    r->open = false;
    return r->rc;
}

void
hn_conn_settle(struct hn_conn *conn)
{
    if (conn->bulk != NULL) {
        struct hn_ctx *c = &conn->store->writer_ctx;

        hn_fault_clear(c);
        (void)conn->driver->bulk_end(c, conn);
        conn->bulk = NULL;
    }
    for (int i = 0; i < HN_ROWS_OPEN; i++) {
        if (conn->rows[i].open) {
            conn->driver->finish(&conn->rows[i]);
            conn->rows[i].open = false;
        }
    }
    hn_adhoc_drop(conn);
}

/* Columns are mostly asked for in their order: the one after the last is looked at first. */
static int
column_of(struct hn_rows *r, const char *name)
{
    int count = r->known->column_count;

    assert(r->open && !r->done);
    for (int i = 0, at = r->hint; i < count; i++, at++) {
        if (at >= count)
            at = 0;
        if (strcmp(r->known->columns[at], name) == 0) {
            r->hint = at + 1;
            return at;
        }
    }
    hn_log(HN_LOG_ERROR, "store: statement %s has no column %s", r->known->sql->name, name);
    assert(!"the statement has this column");
    return 0;
}

int64_t
hn_row_int(struct hn_rows *r, const char *column)
{
    return r->conn->driver->as_int(r, column_of(r, column));
}

double
hn_row_real(struct hn_rows *r, const char *column)
{
    return r->conn->driver->as_real(r, column_of(r, column));
}

const char *
hn_row_text(struct hn_rows *r, const char *column)
{
    struct hn_bytes t = r->conn->driver->as_text(r, column_of(r, column));

    if (t.len == 0)
        return "";
    return hn_dup_n(r->ctx->arena, (const char *)t.data, t.len);
}

struct hn_bytes
hn_row_bytes(struct hn_rows *r, const char *column)
{
    return r->conn->driver->as_bytes(r, column_of(r, column));
}

bool
hn_row_null(struct hn_rows *r, const char *column)
{
    return r->conn->driver->kind(r, column_of(r, column)) == HN_P_NULL;
}

enum hn_rc
hn_store_int(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, int64_t *out,
             bool *found)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    *out = 0;
    *found = hn_rows_next(rows);
    if (*found)
        *out = rows->conn->driver->as_int(rows, 0);
    return hn_rows_end(rows);
}
