/* store.c: opening and closing; the order in which a store comes to life.
 *
 * Lock, writer, schema, statements, readers, thread: each only when the one before stands. The queue is
 * writer.c, the readers pool.c, statements run.c.
 */
#include "store/store.h"

#include <assert.h>

#include "base/log.h"
#include "store/inside.h"

#define STORE_MEMORY  ((size_t)16 << 20)
#define WRITER_MEMORY ((size_t)8 << 20) /* a migration's text, a path, one batch */

enum hn_rc
hn_conn_open(struct hn_ctx *c, struct hn_conn *conn)
{
    enum hn_rc rc = conn->driver->open(c, conn);

    if (rc)
        hn_conn_shut(conn);
    return rc;
}

void
hn_conn_shut(struct hn_conn *conn)
{
    conn->driver->shut(conn);
    conn->in_tx = false;
}

/* The statements of the migrations are prepared before the rest, when their table is there. */
static enum hn_rc
bring_up(struct hn_ctx *c, struct hn_store *s)
{
    const struct hn_migration *steps = s->cfg.migrations ? s->cfg.migrations : hn_migrations;
    struct hn_conn *first = s->cfg.read_only ? &s->pool.conns[0] : &s->writer;
    bool there;
    enum hn_rc rc = first->driver->has_schema(c, first, &there);

    if (rc)
        return rc;
    if (!there && !s->cfg.create)
        return hn_fail(c, HN_NOT_FOUND, "", "store.absent");
    rc = s->cfg.read_only ? hn_migrate_check(c, first, steps)
                          : hn_migrate(c, first, steps, s->cfg.schema_until);
    return rc ? rc : hn_known_prepare(c, first, true);
}

static enum hn_rc
bring_to_life(struct hn_ctx *c, struct hn_store *s)
{
    enum hn_rc rc = hn_known_build(c, s);

    if (rc)
        return rc;
    s->writer.handles = HN_NEW_N(s->arena, void *, s->known_count);
    if (s->cfg.read_only) {
        rc = hn_pool_open(c, s);
        return rc ? rc : bring_up(c, s);
    }
    rc = hn_lock_take(c, s->dir, &s->lock);
    if (rc)
        return rc;
    rc = hn_conn_open(c, &s->writer);
    if (rc)
        return rc;
    rc = bring_up(c, s);
    if (rc)
        return rc;
    rc = hn_pool_open(c, s);
    if (rc)
        return rc;
    rc = hn_known_prepare(c, &s->pool.conns[0], false);
    return rc ? rc : hn_writer_start(c, s);
}

enum hn_rc
hn_store_open(struct hn_ctx *c, const struct hn_store_config *cfg, struct hn_store **out)
{
    struct hn_arena *a = hn_arena_new(STORE_MEMORY);
    struct hn_store *s = HN_NEW(a, struct hn_store);

    assert(cfg->dir != NULL && cfg->platform != NULL && !(cfg->create && cfg->read_only));
    s->arena = a;
    s->cfg = *cfg;
    s->dir = hn_dup(a, cfg->dir);
    s->url = cfg->url ? hn_dup(a, cfg->url) : NULL;
    s->path = hn_print(a, "%s/hatnhan.db", s->dir);
    s->driver = cfg->url ? &hn_driver_postgres : &hn_driver_sqlite;
    s->lock = -1;
    s->writer.driver = s->driver;
    s->writer.store = s;
    s->writer.writer = true;
    hn_ctx_init(&s->writer_ctx, hn_arena_new(WRITER_MEMORY), cfg->platform, HN_USER_SYSTEM);
    enum hn_rc rc = bring_to_life(c, s);

    if (rc) {
        hn_store_close(s);
        return rc;
    }
    *out = s;
    return HN_OK;
}

void
hn_store_close(struct hn_store *s)
{
    if (s == NULL)
        return;
    hn_writer_stop(s);
    hn_pool_close(s); /* before the writer, whose last act empties the log */
    hn_conn_shut(&s->writer);
    hn_lock_drop(&s->lock);
    hn_arena_free(s->writer_ctx.arena);
    hn_arena_free(s->arena);
}

bool
hn_store_is_postgres(const struct hn_store *s)
{
    return s->driver == &hn_driver_postgres;
}

uint64_t
hn_store_version(const struct hn_store *s)
{
    return atomic_load(&s->version);
}

uint64_t
hn_store_version_read(const struct hn_ctx *c)
{
    assert(c->conn != NULL && !c->conn->writer);
    return c->conn->version;
}

void
hn_store_facts_changed(struct hn_ctx *c)
{
    assert(c->conn != NULL && c->conn->writer);
    c->conn->facts_changed = true;
}

uint64_t
hn_store_facts_read(const struct hn_ctx *c)
{
    assert(c->conn != NULL);
    return c->conn->writer ? 0 : c->conn->facts;
}

bool
hn_store_ailing(const struct hn_store *s)
{
    return atomic_load(&s->ailing);
}

size_t
hn_store_queued(struct hn_store *s)
{
    size_t count;

    pthread_mutex_lock(&s->queue.mutex);
    count = s->queue.count;
    pthread_mutex_unlock(&s->queue.mutex);
    return count;
}
