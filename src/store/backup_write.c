/* backup_write.c: every table's rows into a backup's stream. Reading them back is backup_read.c. */
#include <assert.h>
#include <string.h>

#include "base/seal.h"
#include "store/backup_stream.h"
#include "store/inside.h"

static const struct hn_sql *
select_all(struct hn_ctx *c, const char *table, const struct hn_names *columns, enum hn_rc *rc)
{
    const struct hn_sql *sql = NULL;
    struct hn_buf text;

    hn_buf_init(&text, c->arena, 0);
    for (int i = 0; i < columns->count; i++) {
        hn_buf_str(&text, i == 0 ? "SELECT " : ", ");
        hn_quote_name(&text, columns->name[i]);
    }
    hn_buf_str(&text, " FROM ");
    hn_quote_name(&text, table);
    *rc = hn_adhoc(c, "backup", text.data, &sql);
    return sql;
}

static void
put_value(struct hn_stream_out *o, struct hn_rows *r, int column)
{
    const struct hn_driver *d = r->conn->driver;
    enum hn_param_kind kind = d->kind(r, column);
    struct hn_bytes bytes;
    double real;
    int64_t bits;

    hn_stream_put_u8(o, kind);
    switch (kind) {
    case HN_P_INT:
        hn_stream_put_i64(o, d->as_int(r, column));
        break;
    case HN_P_REAL:
        real = d->as_real(r, column);
        memcpy(&bits, &real, sizeof bits);
        hn_stream_put_i64(o, bits);
        break;
    case HN_P_TEXT:
    case HN_P_BYTES:
        bytes = kind == HN_P_TEXT ? d->as_text(r, column) : d->as_bytes(r, column);
        assert(bytes.len <= UINT32_MAX);
        hn_stream_put_u32(o, (uint32_t)bytes.len);
        hn_stream_put(o, bytes.data, bytes.len);
        break;
    case HN_P_NULL:
    case HN_P_LAST:
        break;
    }
}

static enum hn_rc
put_rows(struct hn_stream_out *o, const struct hn_sql *sql, int columns, int64_t *count)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(o->c, sql, NULL, &rows);

    if (rc)
        return rc;
    while (o->rc == HN_OK && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(o->c->arena);

        hn_stream_put_u8(o, HN_MARK_ROW);
        for (int i = 0; i < columns; i++)
            put_value(o, rows, i);
        ++*count;
        hn_ctx_rewind(o->c, mark);
    }
    rc = hn_rows_end(rows);
    return rc ? rc : o->rc;
}

static enum hn_rc
put_table(struct hn_stream_out *o, const char *table, int64_t *total)
{
    struct hn_names columns;
    int64_t count = 0;
    enum hn_rc rc = hn_columns(o->c, table, &columns);

    if (rc)
        return rc;
    const struct hn_sql *sql = select_all(o->c, table, &columns, &rc);

    if (rc)
        return rc;
    hn_stream_put_u8(o, HN_MARK_TABLE);
    hn_stream_put_text(o, table);
    hn_stream_put_u32(o, (uint32_t)columns.count);
    for (int i = 0; i < columns.count; i++)
        hn_stream_put_text(o, columns.name[i]);
    rc = put_rows(o, sql, columns.count, &count);
    hn_stream_put_u8(o, HN_MARK_TABLE_END);
    hn_stream_put_i64(o, count);
    *total += count;
    return rc;
}

static void
put_about(struct hn_stream_out *o, const struct hn_backup_about *about)
{
    hn_stream_put_i64(o, about->made_at);
    hn_stream_put_u32(o, (uint32_t)about->schema);
    hn_stream_put_i64(o, about->log_size);
    hn_stream_put(o, about->log_root, sizeof about->log_root);
}

enum hn_rc
hn_backup_write(struct hn_ctx *c, struct hn_backup_about *about, hn_sink_fn *sink, void *arg)
{
    struct hn_stream_out o;
    struct hn_names tables;
    enum hn_rc rc = hn_migrate_number(c, &about->schema);

    assert(c->conn != NULL && c->keys != NULL);
    if (rc)
        return rc;
    about->made_at = c->now;
    about->key = hn_keys_newest(c->keys);
    about->rows = about->tables = 0;
    rc = hn_tables(c, &tables);
    if (rc == HN_OK)
        rc = hn_stream_begin(&o, c, sink, arg, about->key);
    if (rc)
        return rc;
    put_about(&o, about);
    for (int i = 0; i < tables.count && rc == HN_OK; i++) {
        if (strcmp(tables.name[i], "schema_version") == 0)
            continue; /* the place it is restored to writes its own */
        rc = put_table(&o, tables.name[i], &about->rows);
        about->tables++;
    }
    if (rc)
        return rc;
    hn_stream_put_u8(&o, HN_MARK_END);
    hn_stream_put_i64(&o, about->rows);
    hn_stream_sum(&o, about->digest);
    hn_stream_put(&o, about->digest, sizeof about->digest);
    return hn_stream_end(&o);
}
