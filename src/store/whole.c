/* whole.c: what concerns the database as a whole: its tables, whether it holds together, how it would run
 * a statement.
 *
 * Not for: copies of it (backup.h).
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "store/inside.h"

#define NAMES_MAX 512

static const struct hn_sql sql_tables = {
    .name = "whole.tables",
    .text = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            " ORDER BY name",
    .postgres =
        "SELECT relname::text AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname::text COLLATE \"C\""
};

static const struct hn_sql sql_columns = {
    .name = "whole.columns",
    .text = "SELECT name FROM pragma_table_info($1) ORDER BY cid",
    .postgres =
        "SELECT attname::text AS name FROM pg_attribute WHERE attrelid = ("
        "SELECT oid FROM pg_class WHERE relname = $1 AND relnamespace = current_schema()::regnamespace)"
        " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
};

const struct hn_sql *const hn_whole_sql[] = { &sql_tables, &sql_columns, NULL };

static enum hn_rc
read_names(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, struct hn_names *out)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    out->name = HN_NEW_N(c->arena, const char *, NAMES_MAX);
    out->count = 0;
    while (hn_rows_next(rows)) {
        assert(out->count < NAMES_MAX);
        out->name[out->count++] = hn_row_text(rows, "name");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_tables(struct hn_ctx *c, struct hn_names *out)
{
    return read_names(c, &sql_tables, NULL, out);
}

enum hn_rc
hn_columns(struct hn_ctx *c, const char *table, struct hn_names *out)
{
    return read_names(c, &sql_columns, (struct hn_param[]){ hn_p_text(table), HN_P_END }, out);
}

void
hn_quote_name(struct hn_buf *b, const char *name)
{
    hn_buf_char(b, '"');
    for (; *name != '\0'; name++) {
        if (*name == '"')
            hn_buf_char(b, '"');
        hn_buf_char(b, *name);
    }
    hn_buf_char(b, '"');
}

/* Every row of a statement's first column, but those that say "ok", as a line. */
static enum hn_rc
report_rows(struct hn_ctx *c, const char *text, const char *what, hn_report_fn *report, void *arg, int *bad)
{
    const struct hn_sql *sql;
    struct hn_rows *rows;
    enum hn_rc rc = hn_adhoc(c, "verify", text, &sql);

    if (rc == HN_OK)
        rc = hn_store_query(c, sql, NULL, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_bytes said = c->conn->driver->as_text(rows, 0);
        const char *line = hn_dup_n(c->arena, said.data ? (const char *)said.data : "", said.len);

        if (strcmp(line, "ok") == 0)
            continue;
        ++*bad;
        report(arg, hn_print(c->arena, "%s: %s", what, line));
    }
    return hn_rows_end(rows);
}

static enum hn_rc
report_counts(struct hn_ctx *c, hn_report_fn *report, void *arg)
{
    struct hn_names tables;
    enum hn_rc rc = hn_tables(c, &tables);

    for (int i = 0; rc == HN_OK && i < tables.count; i++) {
        const struct hn_sql *sql;
        struct hn_buf text;
        int64_t n;
        bool found;

        hn_buf_init(&text, c->arena, 0);
        hn_buf_str(&text, "SELECT count(*) AS n FROM ");
        hn_quote_name(&text, tables.name[i]);
        rc = hn_adhoc(c, "verify", text.data, &sql);
        if (rc == HN_OK)
            rc = hn_store_int(c, sql, NULL, &n, &found);
        if (rc == HN_OK)
            report(arg, hn_print(c->arena, "%s: %" PRId64, tables.name[i], n));
    }
    return rc;
}

/* PostgreSQL keeps its foreign keys true by itself and its pages by checksums, when its operator asked. */
enum hn_rc
hn_store_verify(struct hn_ctx *c, hn_report_fn *report, void *arg)
{
    enum hn_rc rc = HN_OK;
    int bad = 0;

    assert(c->conn != NULL);
    if (c->conn->driver == &hn_driver_sqlite) {
        rc = report_rows(c, "PRAGMA integrity_check", "integrity", report, arg, &bad);
        if (rc == HN_OK)
            rc = report_rows(c, "PRAGMA foreign_key_check", "foreign key", report, arg, &bad);
    }
    if (rc == HN_OK)
        rc = report_counts(c, report, arg);
    if (rc == HN_OK && bad > 0)
        return hn_fail(c, HN_BROKEN, "", "store.damaged");
    return rc;
}

static enum hn_rc
settle(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return c->conn->driver->settle(c, c->conn);
}

/* Statements already prepared would go on by the old figures: readers connect again. */
enum hn_rc
hn_store_settle(struct hn_store *s, struct hn_ctx *c)
{
    enum hn_rc rc = hn_writer_wait(s, (struct hn_job){ .c = c, .run = settle, .bare = true });

    if (rc == HN_OK)
        atomic_fetch_add(&s->generation, 1);
    return rc;
}

enum hn_rc
hn_store_plan(struct hn_ctx *c, const struct hn_sql *sql, struct hn_buf *out)
{
    const struct hn_sql *explain;
    const struct hn_known *k;
    struct hn_rows *rows;
    void **handle;

    if (c->conn->driver != &hn_driver_sqlite)
        return HN_OK;
    enum hn_rc rc = hn_known_find(c, sql, &k, &handle);

    if (rc == HN_OK)
        rc = hn_adhoc(c, "plan", hn_print(c->arena, "EXPLAIN QUERY PLAN %s", k->text), &explain);
    if (rc)
        return rc;
    struct hn_param *none = HN_NEW_N(c->arena, struct hn_param, (size_t)k->param_count + 1);

    for (int i = 0; i < k->param_count; i++)
        none[i] = HN_P_NONE;
    rc = hn_store_query(c, explain, none, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        hn_buf_str(out, hn_row_text(rows, "detail"));
        hn_buf_char(out, '\n');
    }
    return hn_rows_end(rows);
}
