/* migrate.c: bring a database's schema up to the program's, a step at a time. */
#include "store/migrate.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "store/inside.h"

#define STEP_MAX ((size_t)4 << 20) /* bytes of one step's text */

/* The words whose meaning differs between the engines. */
static const struct {
    const char *word, *sqlite, *postgres;
} type_words[] = {
    { "id", "INTEGER", "BIGINT" },
    { "int", "INTEGER", "BIGINT" },
    { "day", "INTEGER", "INTEGER" },
    { "time", "INTEGER", "BIGINT" },
    { "real", "REAL", "DOUBLE PRECISION" },
    { "bytes", "BLOB", "BYTEA" },
    { "word", "TEXT", "TEXT COLLATE \"C\"" },
    { "table", "STRICT, WITHOUT ROWID", "" },
    { "rowid_table", "STRICT", "" },
};

/* A row of number 0 stands there from the beginning of a restore to its end. */
static const struct hn_sql sql_newest = {
    .name = "schema.newest", .text = "SELECT min(number) AS least, max(number) AS number FROM schema_version"
};

static const struct hn_sql sql_note = {
    .name = "schema.note", .text = "INSERT INTO schema_version (number, name, applied_at) VALUES ($1, $2, $3)"
};

static const struct hn_sql sql_restored = { .name = "schema.restored",
                                            .text = "DELETE FROM schema_version WHERE number = 0" };

const struct hn_sql *const hn_migrate_sql[] = { &sql_newest, &sql_note, &sql_restored, NULL };

static const char version_table[] =
    "CREATE TABLE schema_version (number {id} PRIMARY KEY, name TEXT NOT NULL, applied_at {time} NOT NULL)"
    " {rowid_table};";

/* in stands on '{'. Answers the bytes read, 0 when the word is not known. */
static size_t
add_word(struct hn_buf *out, const char *in, bool postgres)
{
    size_t len = strcspn(in, "}");

    if (in[len] == '\0')
        return 0;
    for (size_t i = 0; i < sizeof type_words / sizeof type_words[0]; i++) {
        if (strlen(type_words[i].word) == len - 1 && memcmp(type_words[i].word, in + 1, len - 1) == 0) {
            hn_buf_str(out, postgres ? type_words[i].postgres : type_words[i].sqlite);
            return len + 1;
        }
    }
    return 0;
}

static enum hn_rc
emit(struct hn_buf *b, hn_statement_fn *each, void *arg)
{
    size_t blank = b->data ? strspn(b->data, " \t\r\n") : 0;
    enum hn_rc rc = b->len > blank ? each(arg, b->data + blank) : HN_OK;

    b->len = 0;
    return rc;
}

enum hn_rc
hn_migrate_split(struct hn_ctx *c, const char *text, bool postgres, hn_statement_fn *each, void *arg)
{
    struct hn_buf b;
    bool quoted = false;
    enum hn_rc rc = HN_OK;

    hn_buf_init(&b, c->arena, STEP_MAX);
    for (const char *p = text; *p != '\0' && rc == HN_OK;) {
        if (!quoted && p[0] == '-' && p[1] == '-') {
            p += strcspn(p, "\n");
        } else if (!quoted && *p == '{') {
            size_t read = add_word(&b, p, postgres);

            if (read == 0) {
                hn_log(HN_LOG_ERROR, "store: a schema step has an unknown word: %.20s", p);
                return hn_fail(c, HN_BROKEN, "", "store.broken");
            }
            p += read;
        } else if (!quoted && *p == ';') {
            rc = emit(&b, each, arg);
            p++;
        } else {
            if (*p == '\'')
                quoted = !quoted;
            hn_buf_char(&b, *p++);
        }
    }
    return rc ? rc : emit(&b, each, arg);
}

static enum hn_rc
run_statement(void *arg, const char *statement)
{
    struct hn_ctx *c = arg;

    return c->conn->driver->script(c, c->conn, statement);
}

/* In a transaction of its own; body runs with c->conn set. */
static enum hn_rc
transact(struct hn_ctx *c, struct hn_conn *conn, hn_write_fn *body, void *arg)
{
    conn->failed = HN_OK;
    enum hn_rc rc = conn->driver->begin(c, conn);

    if (rc)
        return rc;
    c->conn = conn;
    rc = body(c, arg);
    c->conn = NULL;
    hn_conn_settle(conn);
    if (rc) {
        conn->driver->rollback(conn);
        return rc;
    }
    return conn->driver->commit(c, conn);
}

static enum hn_rc
note(struct hn_ctx *c, int number, const char *name)
{
    const struct hn_param params[] = { hn_p_int(number), hn_p_text(name), hn_p_time(c->now), HN_P_END };

    return hn_store_do(c, &sql_note, params);
}

/* arg: whether a restore begins. */
static enum hn_rc
make_version_table(struct hn_ctx *c, void *arg)
{
    bool postgres = c->conn->driver == &hn_driver_postgres;
    enum hn_rc rc = hn_migrate_split(c, version_table, postgres, run_statement, c);

    if (rc || !*(bool *)arg)
        return rc;
    return note(c, 0, "restore");
}

static enum hn_rc
apply(struct hn_ctx *c, void *arg)
{
    const struct hn_migration *m = arg;
    bool postgres = c->conn->driver == &hn_driver_postgres;
    const char *text = postgres && m->postgres ? m->postgres : m->text;
    enum hn_rc rc = hn_migrate_split(c, text, postgres, run_statement, c);

    if (rc)
        return rc;
    return note(c, m->number, m->name);
}

struct standing {
    bool there;
    bool unfinished; /* a restore began and did not end */
    int64_t newest;
};

static enum hn_rc
read_newest(struct hn_ctx *c, void *arg)
{
    struct standing *out = arg;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_newest, NULL, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->unfinished = !hn_row_null(rows, "least") && hn_row_int(rows, "least") == 0;
        out->newest = hn_row_int(rows, "number");
    }
    return hn_rows_end(rows);
}

int
hn_migrate_last(const struct hn_migration *steps)
{
    int last = 0;

    for (; steps->number != 0; steps++) {
        assert(steps->number > last);
        last = steps->number;
    }
    return last;
}

static enum hn_rc
stand(struct hn_ctx *c, struct hn_conn *conn, struct standing *out)
{
    enum hn_rc rc = conn->driver->has_schema(c, conn, &out->there);

    out->newest = 0;
    out->unfinished = false;
    if (rc || !out->there)
        return rc;
    return transact(c, conn, read_newest, out);
}

static enum hn_rc
refuse_unfit(struct hn_ctx *c, const struct standing *at, const struct hn_migration *steps, int until)
{
    if (until != 0 && at->there && (!at->unfinished || at->newest > until))
        return hn_fail(c, HN_CONFLICT, "", "store.not_empty");
    if (until == 0 && at->unfinished)
        return hn_fail(c, HN_CONFLICT, "", "store.unfinished");
    if (at->newest > hn_migrate_last(steps))
        return hn_fail(c, HN_CONFLICT, "", "store.newer");
    return HN_OK;
}

enum hn_rc
hn_migrate_check(struct hn_ctx *c, struct hn_conn *conn, const struct hn_migration *steps)
{
    struct standing at;
    enum hn_rc rc = stand(c, conn, &at);

    if (rc == HN_OK && !at.there)
        return hn_fail(c, HN_NOT_FOUND, "", "store.absent");
    if (rc == HN_OK)
        rc = refuse_unfit(c, &at, steps, 0);
    if (rc == HN_OK && at.newest < hn_migrate_last(steps))
        return hn_fail(c, HN_CONFLICT, "", "store.older");
    return rc;
}

static enum hn_rc
one_step(struct hn_ctx *c, struct hn_conn *conn, struct hn_migration step)
{
    enum hn_rc rc = transact(c, conn, apply, &step);

    if (rc)
        hn_log(HN_LOG_ERROR, "store: schema step %d (%s) failed", step.number, step.name);
    else
        hn_log(HN_LOG_INFO, "store: schema step %d (%s) done", step.number, step.name);
    return rc;
}

enum hn_rc
hn_migrate(struct hn_ctx *c, struct hn_conn *conn, const struct hn_migration *steps, int until)
{
    struct standing at;
    bool restoring = until != 0;
    enum hn_rc rc = stand(c, conn, &at);

    if (rc == HN_OK)
        rc = refuse_unfit(c, &at, steps, until);
    if (rc == HN_OK && !at.there)
        rc = transact(c, conn, make_version_table, &restoring);
    bool aside = at.newest == 0; /* nothing worth a copy */

    for (; rc == HN_OK && steps->number != 0 && (until == 0 || steps->number <= until); steps++) {
        if (steps->number <= at.newest)
            continue;
        if (!aside) {
            const char *path = hn_print(c->arena, "%s/before-%04d.db", conn->store->dir, steps->number);

            rc = conn->driver->set_aside(c, conn, path);
            aside = true;
        }
        if (rc == HN_OK)
            rc = one_step(c, conn, *steps);
    }
    return rc;
}

enum hn_rc
hn_migrate_number(struct hn_ctx *c, int *out)
{
    struct standing at = { .there = true };
    enum hn_rc rc = read_newest(c, &at);

    *out = (int)at.newest;
    return rc;
}

enum hn_rc
hn_migrate_restored(struct hn_ctx *c)
{
    return hn_store_do(c, &sql_restored, NULL);
}
