/* sqlite_rows.c: preparing, binding and stepping statements of SQLite.
 *
 * Parameters are bound by their name, since SQLite numbers $2 as the first when it stands first.
 */
#include "store/sqlite.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"

static enum hn_rc
learn_params(struct hn_ctx *c, struct hn_conn *conn, struct hn_known *k, sqlite3_stmt *st)
{
    k->param_count = sqlite3_bind_parameter_count(st);
    for (int i = 0; i < k->param_count && i < HN_PARAMS_MAX; i++) {
        char name[16];

        snprintf(name, sizeof name, "$%d", i + 1);
        k->position[i] = sqlite3_bind_parameter_index(st, name);
    }
    for (int i = 0; i < k->param_count; i++) {
        if (i >= HN_PARAMS_MAX || k->position[i] == 0) {
            hn_log(HN_LOG_ERROR, "store: statement %s: its values are not $1 to $%d", k->sql->name,
                   k->param_count);
            return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
        }
    }
    return HN_OK;
}

enum hn_rc
hn_sqlite_prepare(struct hn_ctx *c, struct hn_conn *conn, struct hn_known *k, void **handle,
                  struct hn_arena *learn)
{
    sqlite3_stmt *st = NULL;
    const char *tail = "";

    if (sqlite3_prepare_v3(conn->db, k->text, -1, SQLITE_PREPARE_PERSISTENT, &st, &tail) != SQLITE_OK)
        return hn_sqlite_fault(c, conn, k->sql->name);
    *handle = st;
    if (st == NULL || tail[strspn(tail, " \n;")] != '\0') {
        hn_log(HN_LOG_ERROR, "store: statement %s is not one statement", k->sql->name);
        return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
    }
    if (learn == NULL)
        return HN_OK;
    k->column_count = sqlite3_column_count(st);
    k->columns = HN_NEW_N(learn, const char *, (size_t)k->column_count);
    for (int i = 0; i < k->column_count; i++)
        k->columns[i] = hn_dup(learn, sqlite3_column_name(st, i));
    return learn_params(c, conn, k, st);
}

void
hn_sqlite_forget(struct hn_conn *conn, struct hn_known *k, void *handle)
{
    (void)conn;
    (void)k;
    sqlite3_finalize(handle);
}

/* keep: how SQLite is to hold texts and bytes: as they are, or copied. */
static enum hn_rc
bind(struct hn_ctx *c, struct hn_conn *conn, const struct hn_known *k, sqlite3_stmt *st,
     const struct hn_param *params, sqlite3_destructor_type keep)
{
    for (int i = 0; i < k->param_count; i++) {
        const struct hn_param *p = &params[i];
        int at = k->position[i], code = SQLITE_OK;

        switch (p->kind) {
        case HN_P_INT:
            code = sqlite3_bind_int64(st, at, p->i);
            break;
        case HN_P_REAL:
            code = sqlite3_bind_double(st, at, p->r);
            break;
        case HN_P_TEXT:
            code = sqlite3_bind_text64(st, at, p->text, strlen(p->text), keep, SQLITE_UTF8);
            break;
        case HN_P_BYTES:
            code = sqlite3_bind_blob64(st, at, p->bytes.data, p->bytes.len, keep);
            break;
        case HN_P_NULL:
        case HN_P_LAST:
            code = sqlite3_bind_null(st, at);
            break;
        }
        if (code != SQLITE_OK)
            return hn_sqlite_fault(c, conn, k->sql->name);
    }
    return HN_OK;
}

enum hn_rc
hn_sqlite_run(struct hn_ctx *c, struct hn_conn *conn, const struct hn_known *k, void *handle,
              const struct hn_param *params, int64_t *touched)
{
    sqlite3_stmt *st = handle;

    assert(!sqlite3_stmt_busy(st));
    sqlite3_int64 before = sqlite3_total_changes64(conn->db);
    enum hn_rc rc = bind(c, conn, k, st, params, SQLITE_STATIC);
    int code;

    if (rc)
        return rc;
    do
        code = sqlite3_step(st);
    while (code == SQLITE_ROW);
    if (code != SQLITE_DONE)
        rc = hn_sqlite_fault(c, conn, k->sql->name);
    sqlite3_reset(st);
    if (rc)
        return rc;
    *touched = sqlite3_total_changes64(conn->db) - before;
    conn->touched += (uint64_t)*touched;
    return HN_OK;
}

/* The statement may be running already (asked again while its own rows are read): then one more is made. */
enum hn_rc
hn_sqlite_query(struct hn_rows *r, void *handle, const struct hn_param *params)
{
    sqlite3_stmt *st = handle;

    if (sqlite3_stmt_busy(st)) {
        if (sqlite3_prepare_v2(r->conn->db, r->known->text, -1, &st, NULL) != SQLITE_OK)
            return hn_sqlite_fault(r->ctx, r->conn, r->known->sql->name);
        r->own = true;
    }
    enum hn_rc rc = bind(r->ctx, r->conn, r->known, st, params, SQLITE_TRANSIENT);

    r->handle = st;
    if (rc)
        hn_sqlite_finish(r);
    return rc;
}

bool
hn_sqlite_next(struct hn_rows *r)
{
    sqlite3_int64 before = sqlite3_total_changes64(r->conn->db);
    int code = sqlite3_step(r->handle);

    r->conn->touched += (uint64_t)(sqlite3_total_changes64(r->conn->db) - before);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        r->rc = hn_sqlite_fault(r->ctx, r->conn, r->known->sql->name);
    return false;
}

/* A statement that changes rows and answers with them does so even when nobody reads the answer. */
void
hn_sqlite_finish(struct hn_rows *r)
{
    if (!r->begun && r->conn->failed == HN_OK && !sqlite3_stmt_readonly(r->handle))
        (void)hn_sqlite_next(r);
    if (r->own)
        sqlite3_finalize(r->handle);
    else
        sqlite3_reset(r->handle);
    r->handle = NULL;
}

enum hn_param_kind
hn_sqlite_kind(struct hn_rows *r, int column)
{
    switch (sqlite3_column_type(r->handle, column)) {
    case SQLITE_INTEGER:
        return HN_P_INT;
    case SQLITE_FLOAT:
        return HN_P_REAL;
    case SQLITE_TEXT:
        return HN_P_TEXT;
    case SQLITE_BLOB:
        return HN_P_BYTES;
    default:
        return HN_P_NULL;
    }
}

int64_t
hn_sqlite_int(struct hn_rows *r, int column)
{
    return sqlite3_column_int64(r->handle, column);
}

double
hn_sqlite_real(struct hn_rows *r, int column)
{
    return sqlite3_column_double(r->handle, column);
}

struct hn_bytes
hn_sqlite_text(struct hn_rows *r, int column)
{
    const unsigned char *text = sqlite3_column_text(r->handle, column);

    return (struct hn_bytes){ .data = text,
                              .len = text ? (size_t)sqlite3_column_bytes(r->handle, column) : 0 };
}

struct hn_bytes
hn_sqlite_bytes(struct hn_rows *r, int column)
{
    if (sqlite3_column_type(r->handle, column) == SQLITE_NULL)
        return (struct hn_bytes){ 0 };
    const void *data = sqlite3_column_blob(r->handle, column);
    size_t len = (size_t)sqlite3_column_bytes(r->handle, column);

    return (struct hn_bytes){ .data = (const uint8_t *)hn_dup_n(r->ctx->arena, data ? data : "", len),
                              .len = len };
}
