/* store.h: one interface over SQLite and PostgreSQL. (stack/ sections 1, 3, 4, 8)
 *
 * Readers run in parallel, each in a read-only transaction of its own. There is one writer: a thread that
 * takes jobs from a queue, runs each inside a savepoint, commits many at once and only then, after the
 * sync, says so to all of them. Every statement of every subject is prepared at open, so that a misspelt
 * column stops the program at boot. Only this folder includes sqlite3.h or libpq-fe.h.
 * Not for: rules, rights, or building SQL from pieces at run time.
 */
#ifndef HN_STORE_STORE_H
#define HN_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/ctx.h"
#include "base/vi.h"

#define HN_STORE_QUEUE 1024 /* jobs waiting for the writer */

/* A statement: a literal, above the function that runs it. Parameters are $1 … $n, bound by name.
 * postgres: a second text only where the two must differ; NULL otherwise. */
struct hn_sql {
    const char *name; /* "membership.begin" */
    const char *text;
    const char *postgres;
};

enum hn_param_kind { HN_P_LAST, HN_P_NULL, HN_P_INT, HN_P_REAL, HN_P_TEXT, HN_P_BYTES };

struct hn_param {
    enum hn_param_kind kind;
    union {
        int64_t i;
        double r;
        const char *text; /* NULL binds as NULL */
        struct hn_bytes bytes;
    };
};

static inline struct hn_param
hn_p_int(int64_t i)
{
    return (struct hn_param){ .kind = HN_P_INT, .i = i };
}
#define hn_p_id(v)   hn_p_int(v)
#define hn_p_day(v)  hn_p_int(v)
#define hn_p_time(v) hn_p_int(v)
static inline struct hn_param
hn_p_real(double r)
{
    return (struct hn_param){ .kind = HN_P_REAL, .r = r };
}
static inline struct hn_param
hn_p_text(const char *text)
{
    return (struct hn_param){ .kind = text ? HN_P_TEXT : HN_P_NULL, .text = text };
}
static inline struct hn_param
hn_p_bytes(struct hn_bytes b)
{
    return (struct hn_param){ .kind = b.data ? HN_P_BYTES : HN_P_NULL, .bytes = b };
}
#define HN_P_NONE ((struct hn_param){ .kind = HN_P_NULL })
#define HN_P_END  ((struct hn_param){ .kind = HN_P_LAST })

/* --- opening --- */

struct hn_store;

struct hn_migration;

struct hn_store_config {
    const char *dir; /* data folder: keys, lock, ctl socket, and hatnhan.db for SQLite */
    const char *url; /* postgresql://…; NULL: SQLite in dir */
    int readers;     /* reading connections, at least 1 */
    bool create;     /* make the database when there is none */
    bool read_only;  /* a command beside a running server: no writer, no migration */
    const struct hn_platform *platform;
    const struct hn_sql *const *const *lists; /* each subject's list; the last is NULL */
    const struct hn_migration *migrations;    /* NULL: the program's own (migrate.h) */
    int schema_until; /* 0: the newest; else stop at that step and prepare no list: for a restore (backup.h) */
};

/* Opens, brings the schema up to date (in one transaction a step, after a backup of a non-empty SQLite
 * file), prepares every statement, starts the writer. c collects the fault.
 *
 * HN_NOT_FOUND   no database there and create is false
 * HN_CONFLICT    the schema is newer than this program, or another process holds the folder
 * HN_UNAVAILABLE cannot open, read-only disk, no server
 * HN_BROKEN      a statement does not compile (its name is in the log) */
enum hn_rc hn_store_open(struct hn_ctx *c, const struct hn_store_config *cfg, struct hn_store **out);
/* Flushes the queue, stops the writer, checkpoints, closes. No reading may be under way. */
void hn_store_close(struct hn_store *s);

bool hn_store_is_postgres(const struct hn_store *s);
/* Grows with every commit that changed something. */
uint64_t hn_store_version(const struct hn_store *s);
/* The version as this transaction began: what it reads is at least as new, so caches of figures are keyed by
 * it. Not for the writer's jobs, which see what is not yet committed. */
uint64_t hn_store_version_read(const struct hn_ctx *c);
/* True while the last write failed for want of disk or permission; clears when a write succeeds. */
bool hn_store_ailing(const struct hn_store *s);
/* Say that this transaction changes facts, so that figures counted from them no longer hold once it is committed. The
 * log and sessions change the store all the time; facts seldom change. Called by fact/ and whoever writes facts. */
void hn_store_facts_changed(struct hn_ctx *c);
/* Grows with every commit that changed facts; as it stood when this reading began. 0 inside the writer's jobs, which see
 * what is not yet committed: nothing may be kept of what is counted there. */
uint64_t hn_store_facts_read(const struct hn_ctx *c);
/* Jobs waiting for the writer: for /metrics. */
size_t hn_store_queued(struct hn_store *s);

/* --- reading --- */

/* Take a reader (waits up to 5 s) and begin a read-only transaction: sets c->conn. HN_BUSY, HN_UNAVAILABLE. */
enum hn_rc hn_store_read_begin(struct hn_store *s, struct hn_ctx *c);
void hn_store_read_end(struct hn_store *s, struct hn_ctx *c);

/* --- writing --- */

typedef enum hn_rc hn_write_fn(struct hn_ctx *c, void *arg);
/* rc: what run returned, or HN_UNAVAILABLE when the commit failed. Called on the writer's thread after the
 * sync; must not block. */
typedef void hn_written_fn(void *arg, enum hn_rc rc);

/* Queue a piece of writing. run is called on the writer's thread with c->conn set, inside a savepoint: HN_OK
 * keeps it, anything else rolls it back. It may be called more than once (HN_BUSY), so it only reads and
 * writes the store and c's arena. c belongs to the writer until written is called. Memory running out inside
 * run rolls back as HN_UNAVAILABLE. HN_BUSY at once when the queue (1,024) is full: then neither is called. */
enum hn_rc hn_store_submit(struct hn_store *s, struct hn_ctx *c, hn_write_fn *run, void *arg,
                           hn_written_fn *written);
/* The same, and wait for the answer. Not from the writer's thread. */
enum hn_rc hn_store_write(struct hn_store *s, struct hn_ctx *c, hn_write_fn *run, void *arg);
/* One job's own transaction of any size, without the queue's 5 ms rhythm: imports, the demo. */
enum hn_rc hn_store_write_alone(struct hn_store *s, struct hn_ctx *c, hn_write_fn *run, void *arg);

/* --- statements, inside either ---
 *
 * A statement that fails ends the job or the reading: every later one answers the same code at once, and a
 * job that says HN_OK all the same is rolled back with it. (PostgreSQL knows no other way; SQLite is held to
 * the same.) What may rightly be there already is an ON CONFLICT clause, or looked up first. */

/* Run a statement that returns no rows. HN_CONFLICT: a unique or check constraint said no (fault
 * "store.unique" noted unless the caller has noted its own); HN_BUSY, HN_UNAVAILABLE, HN_BROKEN. */
enum hn_rc hn_store_do(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params);
/* The same, answering how many rows it touched. */
enum hn_rc hn_store_do_count(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
                             int64_t *touched);
/* Many executions of one statement, errors known at hn_store_bulk_end at the latest (PostgreSQL sends them in
 * a pipeline). Between begin and end no other statement runs on this connection. */
enum hn_rc hn_store_bulk_begin(struct hn_ctx *c, const struct hn_sql *sql);
enum hn_rc hn_store_bulk_row(struct hn_ctx *c, const struct hn_param *params);
enum hn_rc hn_store_bulk_end(struct hn_ctx *c);

/* Rows, streamed. Every hn_store_query that gave HN_OK is ended by hn_rows_end, also after an early stop:
 *
 *   rc = hn_store_query(c, &sql_list, params, &rows);
 *   if (rc) return rc;
 *   while (hn_rows_next(rows)) … hn_row_int(rows, "id") …
 *   return hn_rows_end(rows);
 */
struct hn_rows;
enum hn_rc hn_store_query(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
                          struct hn_rows **out);
bool hn_rows_next(struct hn_rows *r);
enum hn_rc hn_rows_end(struct hn_rows *r) HN_USE_RESULT;
/* A column by its name in the statement (an unknown name is a programmer's mistake: assert). NULL reads as 0,
 * "" and {NULL,0}; text and bytes are copied to the context's arena. */
int64_t hn_row_int(struct hn_rows *r, const char *column);
double hn_row_real(struct hn_rows *r, const char *column);
const char *hn_row_text(struct hn_rows *r, const char *column);
struct hn_bytes hn_row_bytes(struct hn_rows *r, const char *column);
bool hn_row_null(struct hn_rows *r, const char *column);

/* One row with one number, the common case: found = false when there was no row. */
enum hn_rc hn_store_int(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
                        int64_t *out, bool *found);

/* --- whole database: see also backup.h --- */

/* Figures for the planner and a short log, after a large import. */
enum hn_rc hn_store_settle(struct hn_store *s, struct hn_ctx *c);

/* Does the database hold together: SQLite's own check of pages and indexes, foreign keys, and how many rows
 * each table has, a line each. HN_BROKEN: it does not, and the lines say where. */
typedef void hn_report_fn(void *arg, const char *line);
enum hn_rc hn_store_verify(struct hn_ctx *c, hn_report_fn *report, void *arg);

/* How SQLite means to run a statement, one step a line ("SEARCH person USING …"); "" on PostgreSQL. */
enum hn_rc hn_store_plan(struct hn_ctx *c, const struct hn_sql *sql, struct hn_buf *out);

#endif
