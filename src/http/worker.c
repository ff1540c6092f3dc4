/* worker.c: the threads of worker.h. */
#include "http/worker.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>

struct hn_crew {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct hn_work *first, *last;
    bool ending;
    unsigned idle;    /* threads that wait for work and have not been called */
    unsigned calling; /* who has given work and is still to call a thread for it */
    unsigned count;
    pthread_t *threads;
};

static struct hn_work *
next_work(struct hn_crew *crew)
{
    struct hn_work *work;

    pthread_mutex_lock(&crew->lock);
    while (!crew->first && !crew->ending) {
        crew->idle++;
        pthread_cond_wait(&crew->more, &crew->lock);
    }
    work = crew->first;
    if (work) {
        crew->first = work->next;
        if (!crew->first)
            crew->last = NULL;
    }
    pthread_mutex_unlock(&crew->lock);
    return work;
}

static void *
labour(void *arg)
{
    struct hn_crew *crew = arg;
    struct hn_work *work;

    while ((work = next_work(crew)) != NULL)
        work->run(work->arg);
    return NULL;
}

struct hn_crew *
hn_crew_start(struct hn_arena *a, unsigned threads)
{
    struct hn_crew *crew = HN_NEW(a, struct hn_crew);

    assert(threads > 0);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->more, NULL);
    crew->threads = HN_NEW_N(a, pthread_t, threads);
    for (unsigned i = 0; i < threads; i++) {
        if (pthread_create(&crew->threads[i], NULL, labour, crew) != 0) {
            hn_crew_end(crew);
            return NULL;
        }
        crew->count++;
    }
    return crew;
}

void
hn_crew_add(struct hn_crew *crew, struct hn_work *work)
{
    assert(work->run);
    bool call;

    work->next = NULL;
    pthread_mutex_lock(&crew->lock);
    if (crew->last)
        crew->last->next = work;
    else
        crew->first = work;
    crew->last = work;
    call = crew->idle > 0;
    if (call) {
        crew->idle--;
        __atomic_add_fetch(&crew->calling, 1, __ATOMIC_RELAXED);
    }
    pthread_mutex_unlock(&crew->lock);
    /* Called once the lock is free, or the thread would wake only to wait for it. */
    if (call) {
        pthread_cond_signal(&crew->more);
        __atomic_sub_fetch(&crew->calling, 1, __ATOMIC_RELEASE);
    }
}

void
hn_crew_end(struct hn_crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->ending = true;
    pthread_cond_broadcast(&crew->more);
    pthread_mutex_unlock(&crew->lock);
    for (unsigned i = 0; i < crew->count; i++)
        pthread_join(crew->threads[i], NULL);
    /* The last work may be done before the thread that gave it, the writer's, has come back from calling. */
    while (__atomic_load_n(&crew->calling, __ATOMIC_ACQUIRE) > 0)
        sched_yield();
    pthread_cond_destroy(&crew->more);
    pthread_mutex_destroy(&crew->lock);
}
