/* inside.h: what the files of store/ share: connections, statements, the two drivers' one table of functions.
 *
 * Included by store/ alone. A connection is used by one thread at a time: a reader by who took it from the
 * pool, the writer by its thread. What is made at open lives in the store's own arena to the end.
 */
#ifndef HN_STORE_INSIDE_H
#define HN_STORE_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "store/migrate.h"
#include "store/store.h"

#define HN_PARAMS_MAX   96   /* of one statement */
#define HN_ROWS_OPEN    16   /* answers open at once on one connection */
#define HN_BATCH_JOBS   64   /* jobs of one commit */
#define HN_BATCH_US     5000 /* and how long one is gathered */
#define HN_WAIT_SECONDS 5    /* for a free reader, or a lock of the database */

/* A statement as open learned it: which parameters and columns it has. The same for all connections. */
struct hn_known {
    const struct hn_sql *sql;
    const char *text; /* this engine's */
    size_t index;     /* its handle on every connection */
    int param_count;
    int position[HN_PARAMS_MAX]; /* SQLite: where $1 … $n stand among its parameters */
    int column_count;
    const char **columns;
};

struct hn_rows {
    struct hn_ctx *ctx;
    struct hn_conn *conn;
    const struct hn_known *known;
    void *handle;  /* sqlite3_stmt, or the PGresult in hand */
    bool open;     /* in use */
    bool own;      /* SQLite: the handle was made for these rows alone */
    bool pending;  /* PostgreSQL: more of this answer is still on the wire */
    bool begun;    /* asked for a row */
    bool done;     /* no row left */
    int row;       /* PostgreSQL: of the result in hand */
    int hint;      /* the column likely to be asked for next */
    enum hn_rc rc; /* how the answer ended */
};

/* A statement made while running, by the whole-database functions alone. */
struct hn_adhoc {
    struct hn_known known;
    void *handle;
    struct hn_adhoc *next;
};

struct hn_conn {
    const struct hn_driver *driver;
    struct hn_store *store;
    void *db;               /* sqlite3 or PGconn; NULL: not connected */
    void **handles;         /* by hn_known.index; NULL: not prepared here yet */
    void *begin, *rollback; /* SQLite: prepared once, since every request that reads runs both */
    bool writer;
    bool in_tx;
    bool broken;         /* connect again before the next transaction */
    bool sick;           /* the disk or the server refused a write since the transaction began */
    enum hn_rc failed;   /* a statement of this transaction (or job) failed: what the next ones answer */
    uint64_t touched;    /* rows changed since connecting */
    uint64_t version;    /* the store's version when the transaction began */
    uint64_t facts;      /* and how often facts had changed */
    bool facts_changed;  /* the writer's: in this transaction */
    unsigned generation; /* of the planner's figures that its statements were prepared by */
    const struct hn_known *bulk; /* a bulk is open */
    void *bulk_handle;
    int bulk_queued;
    struct hn_rows *streaming; /* PostgreSQL: whose answer is still on the wire */
    unsigned adhoc_count;
    struct hn_adhoc *adhoc;
    struct hn_rows rows[HN_ROWS_OPEN];
    struct hn_conn *next; /* among the free readers */
};

/* What SQLite and PostgreSQL each do in their own way. Whoever meets a failure notes it in c. */
struct hn_driver {
    enum hn_rc (*open)(struct hn_ctx *c, struct hn_conn *conn);
    void (*shut)(struct hn_conn *conn);
    /* Is the writer's table schema_version there? */
    enum hn_rc (*has_schema)(struct hn_ctx *c, struct hn_conn *conn, bool *there);
    enum hn_rc (*script)(struct hn_ctx *c, struct hn_conn *conn, const char *text);
    /* Copy the database aside before a migration; nothing to do where the server has backups. */
    enum hn_rc (*set_aside)(struct hn_ctx *c, struct hn_conn *conn, const char *path);
    /* learn: fill in the statement's parameters and columns, names in the store's arena a. */
    enum hn_rc (*prepare)(struct hn_ctx *c, struct hn_conn *conn, struct hn_known *k, void **handle,
                          struct hn_arena *learn);
    void (*forget)(struct hn_conn *conn, struct hn_known *k, void *handle);
    enum hn_rc (*begin)(struct hn_ctx *c, struct hn_conn *conn);
    enum hn_rc (*commit)(struct hn_ctx *c, struct hn_conn *conn);
    void (*rollback)(struct hn_conn *conn);
    enum hn_rc (*savepoint)(struct hn_ctx *c, struct hn_conn *conn);
    enum hn_rc (*keep)(struct hn_ctx *c, struct hn_conn *conn);
    /* Back to the savepoint; anything but HN_OK: the whole transaction is gone. */
    enum hn_rc (*undo)(struct hn_ctx *c, struct hn_conn *conn);
    enum hn_rc (*run)(struct hn_ctx *c, struct hn_conn *conn, const struct hn_known *k, void *handle,
                      const struct hn_param *params, int64_t *touched);
    enum hn_rc (*query)(struct hn_rows *r, void *handle, const struct hn_param *params);
    bool (*next)(struct hn_rows *r);
    void (*finish)(struct hn_rows *r);
    enum hn_param_kind (*kind)(struct hn_rows *r, int column);
    int64_t (*as_int)(struct hn_rows *r, int column);
    double (*as_real)(struct hn_rows *r, int column);
    struct hn_bytes (*as_text)(struct hn_rows *r, int column);  /* until the next row */
    struct hn_bytes (*as_bytes)(struct hn_rows *r, int column); /* in the context's arena */
    enum hn_rc (*bulk_begin)(struct hn_ctx *c, struct hn_conn *conn);
    enum hn_rc (*bulk_row)(struct hn_ctx *c, struct hn_conn *conn, const struct hn_param *params);
    enum hn_rc (*bulk_end)(struct hn_ctx *c, struct hn_conn *conn);
    /* The planner's figures made anew, the log short; outside a transaction. */
    enum hn_rc (*settle)(struct hn_ctx *c, struct hn_conn *conn);
    /* Rows may stand before those they point to until the second call; inside one transaction. */
    enum hn_rc (*loosen)(struct hn_ctx *c, struct hn_conn *conn, void **state);
    enum hn_rc (*tighten)(struct hn_ctx *c, struct hn_conn *conn, void *state);
};

extern const struct hn_driver hn_driver_sqlite;
extern const struct hn_driver hn_driver_postgres;

struct hn_job {
    struct hn_ctx *c;
    hn_write_fn *run;
    void *arg;
    hn_written_fn *written;
    bool alone; /* in a transaction to itself */
    bool bare;  /* in none */
    enum hn_rc rc;
};

struct hn_queue {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    struct hn_job jobs[HN_STORE_QUEUE];
    size_t first, count;
    bool stopping;
    pthread_t thread;
    bool running;
};

struct hn_pool {
    pthread_mutex_t mutex;
    pthread_cond_t freed;
    struct hn_conn *conns;
    int count;
    struct hn_conn *idle;
};

struct hn_store {
    struct hn_arena *arena;
    struct hn_store_config cfg;
    const char *dir, *url, *path; /* path: the SQLite file */
    const struct hn_driver *driver;
    int lock; /* DIR/lock, or -1 */
    struct hn_known *known;
    size_t known_count;
    uint32_t *slots; /* pointer of the statement → 1 + index */
    size_t slot_mask;
    struct hn_conn writer;
    struct hn_queue queue;
    struct hn_pool pool;
    struct hn_ctx writer_ctx; /* for what belongs to no job */
    atomic_uint_fast64_t version;
    atomic_uint_fast64_t facts; /* commits that changed facts */
    atomic_bool ailing;
    atomic_uint generation; /* readers of an older one connect again */
};

/* lock.c: hold DIR/lock for this process. HN_CONFLICT: another holds it. */
enum hn_rc hn_lock_take(struct hn_ctx *c, const char *dir, int *out);
void hn_lock_drop(int *lock);

/* statement.c: the table of known statements. */
enum hn_rc hn_known_build(struct hn_ctx *c, struct hn_store *s);
/* Prepare on this connection all that is not. learn: the first connection, which fills the table. */
enum hn_rc hn_known_prepare(struct hn_ctx *c, struct hn_conn *conn, bool learn);
/* The statement and its handle here, prepared at need. HN_BROKEN: it is in no list. */
enum hn_rc hn_known_find(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_known **k,
                         void ***handle);
int hn_params_count(const struct hn_param *params);

/* statement.c: statements made from the catalogue of tables; dropped when the transaction ends. */
enum hn_rc hn_adhoc(struct hn_ctx *c, const char *name, const char *text, const struct hn_sql **out);
void hn_adhoc_drop(struct hn_conn *conn);

/* whole.c: names of the tables, and of a table's columns. */
struct hn_names {
    const char **name;
    int count;
};
enum hn_rc hn_tables(struct hn_ctx *c, struct hn_names *out);
enum hn_rc hn_columns(struct hn_ctx *c, const char *table, struct hn_names *out);
/* A name from the catalogue inside a statement: in double quotes, its own doubled. */
void hn_quote_name(struct hn_buf *b, const char *name);

/* pool.c */
enum hn_rc hn_pool_open(struct hn_ctx *c, struct hn_store *s);
void hn_pool_close(struct hn_store *s);

/* writer.c: queue a job and wait for its answer. */
enum hn_rc hn_writer_wait(struct hn_store *s, struct hn_job job);
enum hn_rc hn_writer_start(struct hn_ctx *c, struct hn_store *s);
void hn_writer_stop(struct hn_store *s);

/* run.c: end every answer and bulk left open, as after a jump. */
void hn_conn_settle(struct hn_conn *conn);

/* store.c: connect (again), with the writer's lock. */
enum hn_rc hn_conn_open(struct hn_ctx *c, struct hn_conn *conn);
void hn_conn_shut(struct hn_conn *conn);

/* Note rc in c unless the caller has said more already; remember it for the transaction. */
enum hn_rc hn_conn_fail(struct hn_ctx *c, struct hn_conn *conn, enum hn_rc rc, const char *key);

extern const struct hn_sql *const hn_migrate_sql[];
extern const struct hn_sql *const hn_whole_sql[];

#endif
