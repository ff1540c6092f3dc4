/* writer.c: the one thread that writes. Jobs wait in a queue; each runs inside a savepoint; many share one
 * commit; all are answered after its sync. (security/ section 3, stack/ section 3)
 *
 * Not for: what a job does. A commit that failed is answered to all of its jobs and never repeated on the
 * same connection, since what the disk then holds is not known.
 */
#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>

#include "base/log.h"
#include "store/inside.h"

#define TRIES 4 /* a job that met HN_BUSY is run again three times */

struct batch {
    struct hn_job jobs[HN_BATCH_JOBS];
    int count;
    uint64_t changed;
    bool lost; /* the transaction is gone with all that it held */
};

/* Memory running out inside the job lands here. */
static enum hn_rc
run_landed(struct hn_job *job)
{
    jmp_buf landing;
    jmp_buf *before = hn_arena_land(job->c->arena, &landing);
    volatile enum hn_rc rc = HN_UNAVAILABLE;

    if (setjmp(landing) == 0)
        rc = job->run(job->c, job->arg);
    else
        hn_fail_fixed(job->c, HN_UNAVAILABLE, "", "store.memory"); /* else it would land here for ever */
    hn_arena_land(job->c->arena, before);
    return rc;
}

static enum hn_rc
run_once(struct hn_conn *w, struct hn_job *job)
{
    w->failed = HN_OK;
    job->c->conn = w;
    enum hn_rc rc = run_landed(job);

    hn_conn_settle(w);
    job->c->conn = NULL;
    if (rc == HN_OK && w->failed != HN_OK) {
        hn_log(HN_LOG_ERROR, "store: a job passed over a failed statement");
        rc = w->failed;
    }
    return rc;
}

/* One job inside the batch's transaction. */
static void
run_shared(struct hn_store *s, struct batch *b, struct hn_job *job)
{
    struct hn_conn *w = &s->writer;

    for (int i = 0; i < TRIES; i++) {
        hn_fault_clear(&s->writer_ctx);
        job->rc = w->driver->savepoint(&s->writer_ctx, w);
        if (job->rc) {
            b->lost = true;
            return;
        }
        uint64_t before = w->touched;

        job->rc = run_once(w, job);
        if (job->rc == HN_OK) {
            job->rc = w->driver->keep(&s->writer_ctx, w);
            b->lost = job->rc != HN_OK;
            b->changed += w->touched - before;
            return;
        }
        if (w->driver->undo(&s->writer_ctx, w) != HN_OK) {
            b->lost = true;
            return;
        }
        if (job->rc != HN_BUSY || i + 1 == TRIES)
            return;
        hn_fault_clear(job->c);
    }
}

static enum hn_rc
begin_once(struct hn_store *s)
{
    struct hn_conn *w = &s->writer;
    struct hn_ctx *c = &s->writer_ctx;

    hn_fault_clear(c);
    w->failed = HN_OK;
    w->sick = false;
    w->version = hn_store_version(s);
    w->facts_changed = false;
    if (w->broken || w->db == NULL) {
        hn_conn_shut(w);
        enum hn_rc rc = hn_conn_open(c, w);

        if (rc)
            return rc;
    }
    return w->driver->begin(c, w);
}

/* A server that was started anew shows it only here: connect again at once. */
static enum hn_rc
begin(struct hn_store *s)
{
    enum hn_rc rc = begin_once(s);

    if (rc == HN_UNAVAILABLE && s->writer.broken)
        rc = begin_once(s);
    return rc;
}

static void
answer(struct hn_job *job)
{
    if (job->rc == HN_UNAVAILABLE && job->c->fault_count == 0)
        hn_fail(job->c, HN_UNAVAILABLE, "", "store.unavailable");
    job->written(job->arg, job->rc);
}

/* Commit, or find that nothing of it stands; then tell every job. */
static void
finish(struct hn_store *s, struct batch *b)
{
    struct hn_conn *w = &s->writer;
    enum hn_rc rc = HN_UNAVAILABLE;

    hn_fault_clear(&s->writer_ctx);
    if (b->lost || b->count == 0)
        w->driver->rollback(w);
    else
        rc = w->driver->commit(&s->writer_ctx, w);
    if (rc == HN_OK && b->changed > 0) {
        atomic_fetch_add(&s->version, 1);
        atomic_store(&s->ailing, false);
    }
    /* Also when nobody knows whether the commit stands. */
    if (w->facts_changed)
        atomic_fetch_add(&s->facts, 1);
    if (rc != HN_OK) {
        w->broken = true;
        for (int i = 0; i < b->count; i++) {
            if (b->jobs[i].rc == HN_OK)
                b->jobs[i].rc = HN_UNAVAILABLE;
        }
    }
    if (w->sick || rc != HN_OK)
        atomic_store(&s->ailing, true);
    for (int i = 0; i < b->count; i++)
        answer(&b->jobs[i]);
}

/* A job with a transaction to itself: no savepoint, whose book-keeping grows with the job. */
static void
run_alone(struct hn_store *s, struct batch *b)
{
    struct hn_conn *w = &s->writer;
    struct hn_job *job = &b->jobs[0];

    for (int i = 0; i < TRIES; i++) {
        uint64_t before = w->touched;

        job->rc = run_once(w, job);
        b->changed = w->touched - before;
        if (job->rc == HN_OK) {
            finish(s, b);
            return;
        }
        w->driver->rollback(w);
        if (job->rc != HN_BUSY || i + 1 == TRIES)
            break;
        hn_fault_clear(job->c);
        if (begin(s) != HN_OK) {
            job->rc = HN_UNAVAILABLE;
            break;
        }
    }
    if (w->sick)
        atomic_store(&s->ailing, true);
    answer(job);
}

/* The next job, waiting for one when the batch is still empty. false: none now, or none ever again. */
static bool
take(struct hn_queue *q, struct batch *b, struct hn_job *out)
{
    bool got = false;

    pthread_mutex_lock(&q->mutex);
    while (q->count == 0 && !q->stopping && b->count == 0)
        pthread_cond_wait(&q->filled, &q->mutex);
    /* One that wants a transaction to itself waits until the batch before it is committed. */
    if (q->count > 0 && (b->count == 0 || !(q->jobs[q->first].alone || q->jobs[q->first].bare))) {
        *out = q->jobs[q->first];
        q->first = (q->first + 1) % HN_STORE_QUEUE;
        q->count--;
        got = true;
    }
    pthread_mutex_unlock(&q->mutex);
    return got;
}

static int64_t
clock_us(const struct hn_store *s)
{
    return s->cfg.platform->monotonic_us(s->cfg.platform->self);
}

/* A job outside any transaction: house-keeping, which may fail without harm. */
static void
run_bare(struct hn_store *s, struct hn_job *job)
{
    s->writer.driver->rollback(&s->writer);
    job->rc = run_once(&s->writer, job);
    answer(job);
}

/* One commit's worth. false: the queue is empty and closed. */
static bool
one_batch(struct hn_store *s, struct batch *b)
{
    struct hn_job job;

    b->count = 0;
    b->changed = 0;
    b->lost = false;
    if (!take(&s->queue, b, &job))
        return false;
    b->jobs[b->count++] = job;
    if (begin(s) != HN_OK) {
        b->jobs[0].rc = HN_UNAVAILABLE;
        s->writer.broken = true;
        atomic_store(&s->ailing, true);
        answer(&b->jobs[0]);
        return true;
    }
    if (job.alone || job.bare) {
        if (job.alone)
            run_alone(s, b);
        else
            run_bare(s, &b->jobs[0]);
        return true;
    }
    int64_t until = clock_us(s) + HN_BATCH_US;

    run_shared(s, b, &b->jobs[0]);
    while (!b->lost && b->count < HN_BATCH_JOBS && clock_us(s) < until && take(&s->queue, b, &job)) {
        b->jobs[b->count++] = job;
        run_shared(s, b, &b->jobs[b->count - 1]);
    }
    finish(s, b);
    return true;
}

static void *
writer_main(void *arg)
{
    struct hn_store *s = arg;
    struct batch *b = HN_NEW(s->writer_ctx.arena, struct batch);

    struct hn_mark mark = hn_arena_mark(s->writer_ctx.arena);

    while (one_batch(s, b))
        hn_arena_rewind(s->writer_ctx.arena, mark);
    return NULL;
}

enum hn_rc
hn_writer_start(struct hn_ctx *c, struct hn_store *s)
{
    struct hn_queue *q = &s->queue;
    sigset_t all, before;

    pthread_mutex_init(&q->mutex, NULL);
    pthread_cond_init(&q->filled, NULL);
    /* Signals are for the main thread. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    q->running = pthread_create(&q->thread, NULL, writer_main, s) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!q->running)
        return hn_fail(c, HN_UNAVAILABLE, "", "store.unavailable");
    return HN_OK;
}

void
hn_writer_stop(struct hn_store *s)
{
    struct hn_queue *q = &s->queue;

    if (!q->running)
        return;
    pthread_mutex_lock(&q->mutex);
    q->stopping = true;
    pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&q->mutex);
    pthread_join(q->thread, NULL);
    q->running = false;
    pthread_cond_destroy(&q->filled);
    pthread_mutex_destroy(&q->mutex);
}

static enum hn_rc
submit(struct hn_store *s, struct hn_job job)
{
    struct hn_queue *q = &s->queue;
    const char *key = NULL;
    enum hn_rc rc = HN_OK;

    assert(job.c->conn == NULL);
    if (!q->running)
        return hn_fail(job.c, HN_UNAVAILABLE, "", "store.read_only");
    pthread_mutex_lock(&q->mutex);
    if (q->stopping) {
        rc = HN_UNAVAILABLE;
        key = "store.unavailable";
    } else if (q->count == HN_STORE_QUEUE) {
        rc = HN_BUSY;
        key = "store.busy";
    } else {
        q->jobs[(q->first + q->count) % HN_STORE_QUEUE] = job;
        q->count++;
        pthread_cond_signal(&q->filled);
    }
    pthread_mutex_unlock(&q->mutex);
    return rc ? hn_fail(job.c, rc, "", key) : HN_OK;
}

enum hn_rc
hn_store_submit(struct hn_store *s, struct hn_ctx *c, hn_write_fn *run, void *arg, hn_written_fn *written)
{
    return submit(s, (struct hn_job){ .c = c, .run = run, .arg = arg, .written = written });
}

/* A thread that waits for its own job. */
struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t answered;
    bool done;
    enum hn_rc rc;
    hn_write_fn *run;
    void *arg;
};

static enum hn_rc
waiting_run(struct hn_ctx *c, void *arg)
{
    struct waiting *w = arg;

    return w->run(c, w->arg);
}

static void
waiting_written(void *arg, enum hn_rc rc)
{
    struct waiting *w = arg;

    pthread_mutex_lock(&w->mutex);
    w->rc = rc;
    w->done = true;
    pthread_cond_signal(&w->answered);
    pthread_mutex_unlock(&w->mutex);
}

enum hn_rc
hn_writer_wait(struct hn_store *s, struct hn_job job)
{
    struct waiting w = { .run = job.run, .arg = job.arg };

    assert(!s->queue.running || !pthread_equal(pthread_self(), s->queue.thread));
    pthread_mutex_init(&w.mutex, NULL);
    pthread_cond_init(&w.answered, NULL);
    job.run = waiting_run;
    job.arg = &w;
    job.written = waiting_written;
    enum hn_rc rc = submit(s, job);

    if (rc == HN_OK) {
        pthread_mutex_lock(&w.mutex);
        while (!w.done)
            pthread_cond_wait(&w.answered, &w.mutex);
        pthread_mutex_unlock(&w.mutex);
        rc = w.rc;
    }
    pthread_cond_destroy(&w.answered);
    pthread_mutex_destroy(&w.mutex);
    return rc;
}

enum hn_rc
hn_store_write(struct hn_store *s, struct hn_ctx *c, hn_write_fn *run, void *arg)
{
    return hn_writer_wait(s, (struct hn_job){ .c = c, .run = run, .arg = arg });
}

enum hn_rc
hn_store_write_alone(struct hn_store *s, struct hn_ctx *c, hn_write_fn *run, void *arg)
{
    return hn_writer_wait(s, (struct hn_job){ .c = c, .run = run, .arg = arg, .alone = true });
}
