/* sqlite.c: connections and transactions of SQLite. (stack/ section 3 for each setting)
 *
 * One file, hatnhan.db, in WAL mode with full sync. Running statements is sqlite_rows.c.
 */
#include "store/sqlite.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"

static bool
is_of_machine(int code)
{
    switch (code) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return true;
    default:
        return false;
    }
}

enum hn_rc
hn_sqlite_fault(struct hn_ctx *c, struct hn_conn *conn, const char *what)
{
    int code = sqlite3_extended_errcode(conn->db);

    if ((code & 0xff) == SQLITE_CONSTRAINT) {
        bool unique = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
                      code == SQLITE_CONSTRAINT_ROWID;

        hn_log(HN_LOG_DEBUG, "store: %s: %s", what, sqlite3_errmsg(conn->db));
        return hn_conn_fail(c, conn, HN_CONFLICT, unique ? "store.unique" : "store.rule");
    }
    hn_log(HN_LOG_ERROR, "store: %s: %s (%d)", what, sqlite3_errmsg(conn->db), code);
    if (is_of_machine(code & 0xff)) {
        /* After a failed sync what the log holds is not known: never go on with this connection. */
        if ((code & 0xff) == SQLITE_IOERR)
            conn->broken = true;
        return hn_conn_fail(c, conn, HN_UNAVAILABLE, "store.unavailable");
    }
    return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
}

static enum hn_rc
sqlite_script(struct hn_ctx *c, struct hn_conn *conn, const char *text)
{
    if (sqlite3_exec(conn->db, text, NULL, NULL, NULL) != SQLITE_OK)
        return hn_sqlite_fault(c, conn, "script");
    return HN_OK;
}

/* The file is made by us first, so that nobody else may read it (its log takes the same mode). */
static enum hn_rc
make_file(struct hn_ctx *c, const struct hn_store *s)
{
    struct stat st;

    if (stat(s->path, &st) == 0)
        return HN_OK;
    if (errno != ENOENT || !s->cfg.create) {
        if (errno == ENOENT || errno == ENOTDIR)
            return hn_fail(c, HN_NOT_FOUND, "", "store.absent");
        hn_log(HN_LOG_ERROR, "store: %s: %s", s->path, strerror(errno));
        return hn_fail(c, HN_UNAVAILABLE, "", "store.unavailable");
    }
    int file = open(s->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    if (file < 0) {
        hn_log(HN_LOG_ERROR, "store: cannot make %s: %s", s->path, strerror(errno));
        return hn_fail(c, HN_UNAVAILABLE, "", "store.unavailable");
    }
    close(file);
    return HN_OK;
}

/* true on a disk mounted for reading, with no log beside the file: nobody can be changing it, and SQLite's usual way
 * of reading would want to make files there. */
static bool
is_still(struct hn_ctx *c, const struct hn_store *s)
{
    struct stat st;

    return s->cfg.read_only && access(s->dir, W_OK) != 0 && errno == EROFS &&
           stat(hn_print(c->arena, "%s-wal", s->path), &st) != 0 && errno == ENOENT;
}

static int
open_still(struct hn_ctx *c, const char *path, sqlite3 **db)
{
    struct hn_buf name;

    hn_buf_init(&name, c->arena, 0);
    hn_buf_str(&name, "file:");
    for (; *path; path++) {
        if (strchr("%?#", *path))
            hn_buf_printf(&name, "%%%02x", (unsigned)*path);
        else
            hn_buf_char(&name, *path);
    }
    hn_buf_str(&name, "?immutable=1");
    return sqlite3_open_v2(name.data, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
}

static enum hn_rc
sqlite_open(struct hn_ctx *c, struct hn_conn *conn)
{
    const struct hn_store *s = conn->store;
    sqlite3 *db = NULL;
    enum hn_rc rc = make_file(c, s);

    if (rc)
        return rc;
    int code = is_still(c, s)
                   ? open_still(c, s->path, &db)
                   : sqlite3_open_v2(s->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    conn->db = db;
    conn->broken = false;
    if (db == NULL)
        return hn_conn_fail(c, conn, HN_UNAVAILABLE, "store.unavailable");
    if (code != SQLITE_OK)
        return hn_sqlite_fault(c, conn, "open");
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, HN_WAIT_SECONDS * 1000);
    /* Plans hang on the statement alone. Without this SQLite plans a statement anew whenever a bound value that
     * its statistics could weigh differs from the last: half the time of a list of members went there. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    rc = sqlite_script(c, conn,
                       "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
                       "PRAGMA foreign_keys = ON;");
    if (rc)
        return rc;
    /* Readers keep some pages of their own and leave the rest to the system: mapping the file was no faster for a list
     * or a page, and counted the whole of it once a reader as the program's memory. */
    if (!conn->writer)
        return sqlite_script(c, conn, "PRAGMA query_only = ON; PRAGMA cache_size = -6144;");
    return sqlite_script(c, conn,
                         "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                         "PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;"
                         "PRAGMA cache_size = -65536;");
}

static void
sqlite_shut(struct hn_conn *conn)
{
    if (conn->db == NULL)
        return;
    for (size_t i = 0; conn->handles != NULL && i < conn->store->known_count; i++) {
        sqlite3_finalize(conn->handles[i]);
        conn->handles[i] = NULL;
    }
    sqlite3_finalize(conn->begin);
    sqlite3_finalize(conn->rollback);
    conn->begin = conn->rollback = NULL;
    if (conn->writer && !conn->broken) {
        sqlite3_exec(conn->db, "PRAGMA analysis_limit = 400; PRAGMA optimize;", NULL, NULL, NULL);
        sqlite3_wal_checkpoint_v2(conn->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    }
    int code = sqlite3_close(conn->db);

    assert(code == SQLITE_OK); /* every statement is in the table */
    (void)code;
    conn->db = NULL;
}

static enum hn_rc
sqlite_has_schema(struct hn_ctx *c, struct hn_conn *conn, bool *there)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(conn->db, "SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'", -1,
                                  &st, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(st);
    sqlite3_finalize(st);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return hn_sqlite_fault(c, conn, "schema");
    *there = code == SQLITE_ROW;
    return HN_OK;
}

static bool
sync_path(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    bool ok = file >= 0 && fsync(file) == 0;

    if (file >= 0)
        close(file);
    return ok;
}

/* Written beside, synced, then named: a copy under its name is always whole. */
static enum hn_rc
sqlite_set_aside(struct hn_ctx *c, struct hn_conn *conn, const char *path)
{
    const char *part = hn_print(c->arena, "%s.part", path);
    sqlite3 *to = NULL;
    bool ok = false;

    unlink(part);
    int file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (file >= 0) {
        close(file);
        if (sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
            sqlite3_backup *copy = sqlite3_backup_init(to, "main", conn->db, "main");

            ok = copy != NULL && sqlite3_backup_step(copy, -1) == SQLITE_DONE;
            ok = sqlite3_backup_finish(copy) == SQLITE_OK && ok;
        }
        sqlite3_close(to);
    }
    ok = ok && sync_path(part, O_RDONLY) && rename(part, path) == 0 &&
         sync_path(conn->store->dir, O_RDONLY | O_DIRECTORY);
    if (ok)
        return HN_OK;
    hn_log(HN_LOG_ERROR, "store: cannot copy the database to %s", path);
    unlink(part);
    return hn_conn_fail(c, conn, HN_UNAVAILABLE, "store.unavailable");
}

/* A statement without values or rows, prepared when first run. */
static int
run_bare(struct hn_conn *conn, void **handle, const char *text)
{
    sqlite3_stmt *st = *handle;
    int code = SQLITE_OK;

    if (st == NULL)
        code = sqlite3_prepare_v3(conn->db, text, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
    *handle = st;
    if (code != SQLITE_OK)
        return code;
    code = sqlite3_step(st);
    sqlite3_reset(st);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static enum hn_rc
sqlite_begin(struct hn_ctx *c, struct hn_conn *conn)
{
    int code = run_bare(conn, &conn->begin, conn->writer ? "BEGIN IMMEDIATE" : "BEGIN");
    enum hn_rc rc = code == SQLITE_OK ? HN_OK : hn_sqlite_fault(c, conn, "begin");

    conn->in_tx = rc == HN_OK;
    return rc;
}

static void
sqlite_rollback(struct hn_conn *conn)
{
    if (conn->db != NULL && !sqlite3_get_autocommit(conn->db) &&
        run_bare(conn, &conn->rollback, "ROLLBACK") != SQLITE_OK)
        conn->broken = true;
    conn->in_tx = false;
}

static enum hn_rc
sqlite_commit(struct hn_ctx *c, struct hn_conn *conn)
{
    enum hn_rc rc = sqlite_script(c, conn, "COMMIT");

    if (rc)
        sqlite_rollback(conn);
    conn->in_tx = false;
    return rc;
}

static enum hn_rc
sqlite_savepoint(struct hn_ctx *c, struct hn_conn *conn)
{
    return sqlite_script(c, conn, "SAVEPOINT job");
}

static enum hn_rc
sqlite_keep(struct hn_ctx *c, struct hn_conn *conn)
{
    return sqlite_script(c, conn, "RELEASE job");
}

/* A full disk may have made SQLite roll back everything of its own accord. */
static enum hn_rc
sqlite_undo(struct hn_ctx *c, struct hn_conn *conn)
{
    if (sqlite3_get_autocommit(conn->db))
        return HN_UNAVAILABLE;
    return sqlite_script(c, conn, "ROLLBACK TO job; RELEASE job");
}

static enum hn_rc
sqlite_bulk_begin(struct hn_ctx *c, struct hn_conn *conn)
{
    (void)c;
    (void)conn;
    return HN_OK;
}

static enum hn_rc
sqlite_bulk_row(struct hn_ctx *c, struct hn_conn *conn, const struct hn_param *params)
{
    int64_t touched;

    return hn_sqlite_run(c, conn, conn->bulk, conn->bulk_handle, params, &touched);
}

static enum hn_rc
sqlite_settle(struct hn_ctx *c, struct hn_conn *conn)
{
    enum hn_rc rc = sqlite_script(c, conn, "PRAGMA analysis_limit = 1000; ANALYZE;");

    if (rc == HN_OK)
        sqlite3_wal_checkpoint_v2(conn->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return rc;
}

static enum hn_rc
sqlite_loosen(struct hn_ctx *c, struct hn_conn *conn, void **state)
{
    *state = NULL;
    return sqlite_script(c, conn, "PRAGMA defer_foreign_keys = ON");
}

/* The commit looks at what was deferred. */
static enum hn_rc
sqlite_tighten(struct hn_ctx *c, struct hn_conn *conn, void *state)
{
    (void)c;
    (void)conn;
    (void)state;
    return HN_OK;
}

const struct hn_driver hn_driver_sqlite = {
    .open = sqlite_open,
    .shut = sqlite_shut,
    .has_schema = sqlite_has_schema,
    .script = sqlite_script,
    .set_aside = sqlite_set_aside,
    .prepare = hn_sqlite_prepare,
    .forget = hn_sqlite_forget,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .savepoint = sqlite_savepoint,
    .keep = sqlite_keep,
    .undo = sqlite_undo,
    .run = hn_sqlite_run,
    .query = hn_sqlite_query,
    .next = hn_sqlite_next,
    .finish = hn_sqlite_finish,
    .kind = hn_sqlite_kind,
    .as_int = hn_sqlite_int,
    .as_real = hn_sqlite_real,
    .as_text = hn_sqlite_text,
    .as_bytes = hn_sqlite_bytes,
    .bulk_begin = sqlite_bulk_begin,
    .bulk_row = sqlite_bulk_row,
    .bulk_end = sqlite_bulk_begin,
    .settle = sqlite_settle,
    .loosen = sqlite_loosen,
    .tighten = sqlite_tighten,
};
