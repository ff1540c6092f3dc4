/* backup_read.c: a backup's stream checked, and loaded. One reader does both: a check is a load that keeps
 * nothing.
 *
 * Every length and count is held against a ceiling before it is believed, though the seal has already
 * shown that we wrote it.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "store/backup_stream.h"
#include "store/inside.h"

#define NAME_BYTES  ((size_t)128)
#define VALUE_BYTES ((size_t)64 << 20)

struct loader {
    struct hn_stream_in in;
    bool keep;            /* load, rather than only look */
    struct hn_names have; /* tables of the place it is loaded into */
    int64_t rows, tables;
};

static void
get_value(struct hn_stream_in *in, struct hn_param *p)
{
    int64_t bits;
    size_t len;

    p->kind = hn_stream_get_u8(in);
    switch (p->kind) {
    case HN_P_NULL:
        break;
    case HN_P_INT:
        p->i = hn_stream_get_i64(in);
        break;
    case HN_P_REAL:
        bits = hn_stream_get_i64(in);
        memcpy(&p->r, &bits, sizeof bits);
        break;
    case HN_P_TEXT:
        p->text = hn_stream_get_text(in, VALUE_BYTES);
        break;
    case HN_P_BYTES:
        len = hn_stream_get_u32(in);
        if (len <= VALUE_BYTES) {
            uint8_t *data = hn_alloc(in->c->arena, len);

            hn_stream_get(in, data, len);
            p->bytes = (struct hn_bytes){ data, len };
            break;
        }
        hn_stream_damaged(in);
        break;
    default:
        hn_stream_damaged(in);
    }
}

static enum hn_rc
begin_insert(struct hn_ctx *c, const char *table, const struct hn_names *columns)
{
    const struct hn_sql *sql;
    struct hn_buf text;

    hn_buf_init(&text, c->arena, 0);
    hn_buf_str(&text, "INSERT INTO ");
    hn_quote_name(&text, table);
    for (int i = 0; i < columns->count; i++) {
        hn_buf_str(&text, i == 0 ? " (" : ", ");
        hn_quote_name(&text, columns->name[i]);
    }
    for (int i = 0; i < columns->count; i++)
        hn_buf_printf(&text, "%s$%d", i == 0 ? ") VALUES (" : ", ", i + 1);
    hn_buf_char(&text, ')');
    enum hn_rc rc = hn_adhoc(c, "restore", text.data, &sql);

    return rc ? rc : hn_store_bulk_begin(c, sql);
}

static enum hn_rc
load_rows(struct loader *l, int columns)
{
    struct hn_ctx *c = l->in.c;
    struct hn_param *values = HN_NEW_N(c->arena, struct hn_param, (size_t)columns + 1);
    unsigned mark = 0;
    int64_t count = 0;
    enum hn_rc rc = HN_OK;

    values[columns] = HN_P_END;
    while (rc == HN_OK && l->in.rc == HN_OK && (mark = hn_stream_get_u8(&l->in)) == HN_MARK_ROW) {
        struct hn_mark scratch = hn_arena_mark(c->arena);

        for (int i = 0; i < columns; i++)
            get_value(&l->in, &values[i]);
        if (l->keep && l->in.rc == HN_OK)
            rc = hn_store_bulk_row(c, values);
        count++;
        hn_ctx_rewind(c, scratch);
    }
    if (rc || l->in.rc)
        return rc ? rc : l->in.rc;
    if (mark != HN_MARK_TABLE_END || hn_stream_get_i64(&l->in) != count)
        return hn_stream_damaged(&l->in);
    l->rows += count;
    return l->in.rc;
}

static bool
is_among(const struct hn_names *names, const char *name)
{
    for (int i = 0; i < names->count; i++) {
        if (strcmp(names->name[i], name) == 0)
            return true;
    }
    return false;
}

static enum hn_rc
load_table(struct loader *l)
{
    struct hn_ctx *c = l->in.c;
    const char *table = hn_stream_get_text(&l->in, NAME_BYTES);
    struct hn_names columns = { .count = (int)(hn_stream_get_u32(&l->in) & INT32_MAX) };
    enum hn_rc rc = HN_OK;

    if (l->in.rc)
        return l->in.rc;
    if (columns.count < 1 || columns.count > HN_PARAMS_MAX)
        return hn_stream_damaged(&l->in);
    columns.name = HN_NEW_N(c->arena, const char *, (size_t)columns.count);
    for (int i = 0; i < columns.count; i++)
        columns.name[i] = hn_stream_get_text(&l->in, NAME_BYTES);
    if (l->keep && !is_among(&l->have, table))
        return hn_fail(c, HN_INVALID, "", "backup.damaged");
    if (l->keep)
        rc = begin_insert(c, table, &columns);
    if (rc)
        return rc;
    l->tables++;
    rc = load_rows(l, columns.count);
    if (!l->keep)
        return rc;
    enum hn_rc ended = hn_store_bulk_end(c);

    return rc ? rc : ended;
}

/* The rows a fresh schema brings with it give way to those of the backup. */
static enum hn_rc
empty_tables(struct hn_ctx *c, const struct hn_names *tables)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < tables->count && rc == HN_OK; i++) {
        const struct hn_sql *sql;
        struct hn_buf text;

        if (strcmp(tables->name[i], "schema_version") == 0)
            continue;
        hn_buf_init(&text, c->arena, 0);
        hn_buf_str(&text, "DELETE FROM ");
        hn_quote_name(&text, tables->name[i]);
        rc = hn_adhoc(c, "restore", text.data, &sql);
        if (rc == HN_OK)
            rc = hn_store_do(c, sql, NULL);
    }
    return rc;
}

static enum hn_rc
read_tables(struct loader *l)
{
    unsigned mark = 0;
    enum hn_rc rc = l->in.rc;

    while (rc == HN_OK && (mark = hn_stream_get_u8(&l->in)) == HN_MARK_TABLE) {
        struct hn_mark scratch = hn_arena_mark(l->in.c->arena);

        rc = load_table(l);
        /* A loaded table's statement lives in the arena until the transaction ends. */
        if (!l->keep)
            hn_ctx_rewind(l->in.c, scratch);
    }
    if (rc == HN_OK && mark != HN_MARK_END)
        rc = hn_stream_damaged(&l->in);
    return rc;
}

static enum hn_rc
read_stream(struct loader *l, struct hn_backup_about *about)
{
    uint8_t sum[32];

    *about = (struct hn_backup_about){ .key = l->in.key };
    about->made_at = hn_stream_get_i64(&l->in);
    about->schema = (int)(hn_stream_get_u32(&l->in) & INT32_MAX);
    about->log_size = hn_stream_get_i64(&l->in);
    hn_stream_get(&l->in, about->log_root, sizeof about->log_root);
    enum hn_rc rc = read_tables(l);

    if (rc)
        return rc;
    about->rows = hn_stream_get_i64(&l->in);
    about->tables = l->tables;
    hn_stream_in_sum(&l->in, sum);
    hn_stream_get(&l->in, about->digest, sizeof about->digest);
    if (about->rows != l->rows || sodium_memcmp(sum, about->digest, sizeof sum) != 0)
        return hn_stream_damaged(&l->in);
    return hn_stream_close(&l->in);
}

enum hn_rc
hn_backup_check(struct hn_ctx *c, hn_source_fn *source, void *arg, struct hn_backup_about *about)
{
    struct loader l = { .keep = false };
    enum hn_rc rc = hn_stream_open(&l.in, c, source, arg);

    return rc ? rc : read_stream(&l, about);
}

enum hn_rc
hn_backup_load(struct hn_ctx *c, hn_source_fn *source, void *arg, struct hn_backup_about *about)
{
    struct loader l = { .keep = true };
    void *loose;

    assert(c->conn != NULL && c->conn->writer);
    const struct hn_driver *d = c->conn->driver;
    enum hn_rc rc = hn_stream_open(&l.in, c, source, arg);

    if (rc == HN_OK)
        rc = hn_tables(c, &l.have);
    if (rc == HN_OK)
        rc = d->loosen(c, c->conn, &loose);
    if (rc == HN_OK)
        rc = empty_tables(c, &l.have);
    if (rc == HN_OK)
        rc = read_stream(&l, about);
    return rc ? rc : d->tighten(c, c->conn, loose);
}
