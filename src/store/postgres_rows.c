/* postgres_rows.c: running statements of PostgreSQL and reading their answers.
 *
 * Answers are streamed a row at a time. The wire carries one answer at once: when another statement is run
 * while rows are still coming, the rest of them is first taken in. Values travel as text, bytes as bytes.
 */
#include "store/postgres.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/num.h"

#define TAKEN_IN_MAX  ((size_t)64 << 20) /* bytes of an answer put aside for another statement */
#define PIPELINE_ROWS 256                /* of a bulk, before the server's answers are read */

/* Types of the server's catalogue, fixed for ever. */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_OID = 26,
    OID_FLOAT4 = 700,
    OID_FLOAT8 = 701,
    OID_NUMERIC = 1700
};

struct values {
    const char *value[HN_PARAMS_MAX];
    int length[HN_PARAMS_MAX];
    int format[HN_PARAMS_MAX];
    char number[HN_PARAMS_MAX][32];
};

static void
set_values(struct values *v, const struct hn_param *params, int count)
{
    for (int i = 0; i < count; i++) {
        const struct hn_param *p = &params[i];

        v->value[i] = NULL;
        v->length[i] = 0;
        v->format[i] = 0;
        switch (p->kind) {
        case HN_P_INT:
            snprintf(v->number[i], sizeof v->number[i], "%" PRId64, p->i);
            v->value[i] = v->number[i];
            break;
        case HN_P_REAL:
            snprintf(v->number[i], sizeof v->number[i], "%.17g", p->r);
            v->value[i] = v->number[i];
            break;
        case HN_P_TEXT:
            v->value[i] = p->text;
            break;
        case HN_P_BYTES:
            assert(p->bytes.len <= INT32_MAX);
            v->value[i] = (const char *)p->bytes.data;
            v->length[i] = (int)p->bytes.len;
            v->format[i] = 1;
            break;
        case HN_P_NULL:
        case HN_P_LAST:
            break;
        }
    }
}

/* Rows a command touched, as its tag says: nothing for SELECT. */
static int64_t
touched_by(PGresult *result)
{
    int64_t n = 0;

    if (strncmp(PQcmdStatus(result), "SELECT", 6) == 0)
        return 0;
    return hn_parse_i64(PQcmdTuples(result), 0, INT64_MAX, &n) ? n : 0;
}

enum hn_rc
hn_postgres_run(struct hn_ctx *c, struct hn_conn *conn, const struct hn_known *k, void *handle,
                const struct hn_param *params, int64_t *touched)
{
    struct values v;
    enum hn_rc rc = HN_OK;

    (void)handle;
    hn_postgres_take_in(conn);
    if (conn->failed)
        return conn->failed;
    set_values(&v, params, k->param_count);
    PGresult *result = PQexecPrepared(conn->db, k->sql->name, k->param_count, v.value, v.length, v.format, 0);
    ExecStatusType status = PQresultStatus(result);

    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        *touched = touched_by(result);
        conn->touched += (uint64_t)*touched;
    } else {
        rc = hn_postgres_fault(c, conn, k->sql->name, result);
    }
    PQclear(result);
    return rc;
}

enum hn_rc
hn_postgres_query(struct hn_rows *r, void *handle, const struct hn_param *params)
{
    struct hn_conn *conn = r->conn;
    const struct hn_known *k = r->known;
    struct values v;

    (void)handle;
    hn_postgres_take_in(conn);
    if (conn->failed)
        return conn->failed;
    set_values(&v, params, k->param_count);
    if (!PQsendQueryPrepared(conn->db, k->sql->name, k->param_count, v.value, v.length, v.format, 0) ||
        !PQsetSingleRowMode(conn->db))
        return hn_postgres_fault(r->ctx, conn, k->sql->name, NULL);
    r->pending = true;
    conn->streaming = r;
    return HN_OK;
}

/* The next row from the wire; NULL: that was the last, and r->rc says how it ended. */
static PGresult *
receive(struct hn_rows *r)
{
    PGresult *result, *row = NULL;

    while (row == NULL && (result = PQgetResult(r->conn->db)) != NULL) {
        ExecStatusType status = PQresultStatus(result);

        if (status == PGRES_SINGLE_TUPLE) {
            row = result;
            continue;
        }
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
            r->conn->touched += (uint64_t)touched_by(result);
        else if (r->rc == HN_OK)
            r->rc = hn_postgres_fault(r->ctx, r->conn, r->known->sql->name, result);
        PQclear(result);
    }
    if (row == NULL) {
        r->pending = false;
        r->conn->streaming = NULL;
    }
    return row;
}

static bool
append_row(PGresult *to, const PGresult *from, int columns)
{
    int at = PQntuples(to);

    for (int i = 0; i < columns; i++) {
        bool null = PQgetisnull(from, 0, i);

        if (!PQsetvalue(to, at, i, null ? NULL : PQgetvalue(from, 0, i), null ? -1 : PQgetlength(from, 0, i)))
            return false;
    }
    return true;
}

void
hn_postgres_take_in(struct hn_conn *conn)
{
    struct hn_rows *r = conn->streaming;
    PGresult *all, *row;
    bool fits = true;

    if (r == NULL)
        return;
    if (r->handle != NULL) {
        all = PQcopyResult(r->handle, PG_COPYRES_ATTRS | PG_COPYRES_TUPLES);
        PQclear(r->handle);
        r->row = 0;
    } else {
        row = receive(r);
        if (row == NULL)
            return;
        all = PQcopyResult(row, PG_COPYRES_ATTRS | PG_COPYRES_TUPLES);
        PQclear(row);
        r->row = -1;
    }
    while ((row = receive(r)) != NULL) {
        fits = fits && all != NULL && PQresultMemorySize(all) < TAKEN_IN_MAX &&
               append_row(all, row, r->known->column_count);
        PQclear(row);
    }
    r->handle = all;
    if (!fits || all == NULL) {
        hn_log(HN_LOG_ERROR, "store: %s: too long an answer to run another statement inside",
               r->known->sql->name);
        r->rc = hn_conn_fail(r->ctx, conn, HN_BROKEN, "store.broken");
    }
}

bool
hn_postgres_next(struct hn_rows *r)
{
    if (r->handle != NULL && r->row + 1 < PQntuples(r->handle)) {
        r->row++;
        return true;
    }
    PQclear(r->handle);
    r->handle = r->pending ? receive(r) : NULL;
    r->row = 0;
    return r->handle != NULL;
}

void
hn_postgres_finish(struct hn_rows *r)
{
    while (r->pending)
        PQclear(receive(r));
    PQclear(r->handle);
    r->handle = NULL;
}

enum hn_param_kind
hn_postgres_kind(struct hn_rows *r, int column)
{
    if (PQgetisnull(r->handle, r->row, column))
        return HN_P_NULL;
    switch (PQftype(r->handle, column)) {
    case OID_BOOL:
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
    case OID_OID:
        return HN_P_INT;
    case OID_FLOAT4:
    case OID_FLOAT8:
    case OID_NUMERIC:
        return HN_P_REAL;
    case OID_BYTEA:
        return HN_P_BYTES;
    default:
        return HN_P_TEXT;
    }
}

int64_t
hn_postgres_int(struct hn_rows *r, int column)
{
    const char *text = PQgetvalue(r->handle, r->row, column);

    return *text == 't' ? 1 : strtoll(text, NULL, 10);
}

double
hn_postgres_real(struct hn_rows *r, int column)
{
    return strtod(PQgetvalue(r->handle, r->row, column), NULL);
}

struct hn_bytes
hn_postgres_text(struct hn_rows *r, int column)
{
    return (struct hn_bytes){ .data = (const uint8_t *)PQgetvalue(r->handle, r->row, column),
                              .len = (size_t)PQgetlength(r->handle, r->row, column) };
}

static unsigned
nibble(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) & 15;
}

/* The server writes bytes as \x and two digits each. */
struct hn_bytes
hn_postgres_bytes(struct hn_rows *r, int column)
{
    const char *text = PQgetvalue(r->handle, r->row, column);
    size_t len = (size_t)PQgetlength(r->handle, r->row, column);

    if (PQgetisnull(r->handle, r->row, column))
        return (struct hn_bytes){ 0 };
    if (len < 2 || text[0] != '\\' || text[1] != 'x')
        return (struct hn_bytes){ .data = (const uint8_t *)hn_dup_n(r->ctx->arena, text, len), .len = len };
    len = (len - 2) / 2;
    uint8_t *data = hn_alloc(r->ctx->arena, len + 1);

    for (size_t i = 0; i < len; i++)
        data[i] = (uint8_t)(nibble(text[2 + 2 * i]) << 4 | nibble(text[3 + 2 * i]));
    return (struct hn_bytes){ .data = data, .len = len };
}

enum hn_rc
hn_postgres_bulk_begin(struct hn_ctx *c, struct hn_conn *conn)
{
    hn_postgres_take_in(conn);
    if (conn->failed)
        return conn->failed;
    if (!PQenterPipelineMode(conn->db))
        return hn_postgres_fault(c, conn, conn->bulk->sql->name, NULL);
    return HN_OK;
}

/* Read the server's answers to all that was sent. After the first failure the server skips the rest. */
static enum hn_rc
read_answers(struct hn_ctx *c, struct hn_conn *conn)
{
    enum hn_rc rc = HN_OK;
    bool synced = false;
    int silent = 0;

    conn->bulk_queued = 0;
    if (!PQpipelineSync(conn->db))
        return hn_postgres_fault(c, conn, conn->bulk->sql->name, NULL);
    while (!synced) {
        PGresult *result = PQgetResult(conn->db);
        ExecStatusType status = result ? PQresultStatus(result) : PGRES_EMPTY_QUERY;

        if (result == NULL && (++silent > 2 || PQstatus(conn->db) != CONNECTION_OK))
            return hn_postgres_fault(c, conn, conn->bulk->sql->name, NULL);
        if (result == NULL)
            continue;
        silent = 0;
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            conn->touched += (uint64_t)touched_by(result);
        else if (status == PGRES_PIPELINE_SYNC)
            synced = true;
        else if (status != PGRES_PIPELINE_ABORTED && rc == HN_OK)
            rc = hn_postgres_fault(c, conn, conn->bulk->sql->name, result);
        PQclear(result);
    }
    return rc;
}

enum hn_rc
hn_postgres_bulk_row(struct hn_ctx *c, struct hn_conn *conn, const struct hn_param *params)
{
    const struct hn_known *k = conn->bulk;
    struct values v;

    set_values(&v, params, k->param_count);
    if (!PQsendQueryPrepared(conn->db, k->sql->name, k->param_count, v.value, v.length, v.format, 0))
        return hn_postgres_fault(c, conn, k->sql->name, NULL);
    if (++conn->bulk_queued < PIPELINE_ROWS)
        return HN_OK;
    return read_answers(c, conn);
}

enum hn_rc
hn_postgres_bulk_end(struct hn_ctx *c, struct hn_conn *conn)
{
    enum hn_rc rc = conn->broken ? HN_UNAVAILABLE : read_answers(c, conn);

    if (!PQexitPipelineMode(conn->db))
        conn->broken = true;
    return rc;
}
