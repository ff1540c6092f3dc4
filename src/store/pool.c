/* pool.c: the reading connections, handed to one thread at a time. */
#include <assert.h>
#include <errno.h>
#include <time.h>

#include "base/log.h"
#include "store/inside.h"

enum hn_rc
hn_pool_open(struct hn_ctx *c, struct hn_store *s)
{
    struct hn_pool *p = &s->pool;
    int count = s->cfg.readers > 0 ? s->cfg.readers : 1;
    pthread_condattr_t attributes;

    p->conns = HN_NEW_N(s->arena, struct hn_conn, (size_t)count);
    pthread_mutex_init(&p->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&p->freed, &attributes);
    pthread_condattr_destroy(&attributes);
    for (int i = 0; i < count; i++) {
        struct hn_conn *conn = &p->conns[i];

        conn->driver = s->driver;
        conn->store = s;
        conn->handles = HN_NEW_N(s->arena, void *, s->known_count);
        p->count = i + 1;
        enum hn_rc rc = hn_conn_open(c, conn);

        if (rc)
            return rc;
        conn->next = p->idle;
        p->idle = conn;
    }
    return HN_OK;
}

void
hn_pool_close(struct hn_store *s)
{
    for (int i = 0; i < s->pool.count; i++)
        hn_conn_shut(&s->pool.conns[i]);
    if (s->pool.conns != NULL) {
        pthread_cond_destroy(&s->pool.freed);
        pthread_mutex_destroy(&s->pool.mutex);
    }
}

static struct hn_conn *
take(struct hn_pool *p)
{
    struct timespec until;
    int late = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += HN_WAIT_SECONDS;
    pthread_mutex_lock(&p->mutex);
    while (p->idle == NULL && late != ETIMEDOUT)
        late = pthread_cond_timedwait(&p->freed, &p->mutex, &until);
    struct hn_conn *conn = p->idle;

    if (conn != NULL)
        p->idle = conn->next;
    pthread_mutex_unlock(&p->mutex);
    return conn;
}

static void
give_back(struct hn_pool *p, struct hn_conn *conn)
{
    pthread_mutex_lock(&p->mutex);
    conn->next = p->idle;
    p->idle = conn;
    pthread_cond_signal(&p->freed);
    pthread_mutex_unlock(&p->mutex);
}

static enum hn_rc
begin(struct hn_ctx *c, struct hn_conn *conn)
{
    conn->failed = HN_OK;
    conn->version = hn_store_version(conn->store);
    conn->facts = 1 + atomic_load(&conn->store->facts);
    unsigned generation = atomic_load(&conn->store->generation);

    if (conn->broken || conn->db == NULL || conn->generation != generation) {
        hn_conn_shut(conn);
        conn->generation = generation;
        enum hn_rc rc = hn_conn_open(c, conn);

        if (rc)
            return rc;
    }
    return conn->driver->begin(c, conn);
}

enum hn_rc
hn_store_read_begin(struct hn_store *s, struct hn_ctx *c)
{
    assert(c->conn == NULL);
    struct hn_conn *conn = take(&s->pool);

    if (conn == NULL)
        return hn_fail(c, HN_BUSY, "", "store.busy");
    enum hn_rc rc = begin(c, conn);

    /* A server that was started anew leaves every reader with a dead connection: one more try each. */
    if (rc == HN_UNAVAILABLE && conn->broken) {
        hn_fault_clear(c);
        rc = begin(c, conn);
    }
    if (rc) {
        give_back(&s->pool, conn);
        return rc;
    }
    c->conn = conn;
    return HN_OK;
}

void
hn_store_read_end(struct hn_store *s, struct hn_ctx *c)
{
    struct hn_conn *conn = c->conn;

    if (conn == NULL)
        return; /* the beginning had failed */
    assert(!conn->writer && conn->store == s);
    hn_conn_settle(conn);
    conn->driver->rollback(conn);
    c->conn = NULL;
    give_back(&s->pool, conn);
}
