/* watch.c: the slots and the thread of watch.h. */
#include "http/watch.h"

#include <assert.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

struct hn_watched {
    int fd;        /* -1: free */
    int64_t since; /* monotonic seconds; 0: owes nothing */
};

struct hn_watch {
    pthread_mutex_t lock;
    pthread_cond_t end;
    pthread_t thread;
    bool ending;
    int64_t seconds;
    unsigned count, used;
    struct hn_watched *slots;
};

/* Timeouts go by the monotonic clock: setting the wall clock must not close anybody's connection. */
static int64_t
monotonic_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec + 1;
}

static void
close_the_late(struct hn_watch *w)
{
    int64_t now = monotonic_seconds();

    for (unsigned i = 0; i < w->count; i++) {
        struct hn_watched *slot = &w->slots[i];

        if (slot->fd >= 0 && slot->since && now - slot->since > w->seconds)
            shutdown(slot->fd, SHUT_RDWR);
    }
}

static void *
patrol(void *arg)
{
    struct hn_watch *w = arg;

    pthread_mutex_lock(&w->lock);
    while (!w->ending) {
        struct timespec until;

        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&w->end, &w->lock, &until);
        close_the_late(w);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct hn_watch *
hn_watch_start(struct hn_arena *a, unsigned connections, unsigned seconds)
{
    struct hn_watch *w = HN_NEW(a, struct hn_watch);
    pthread_condattr_t attr;

    w->count = connections;
    w->seconds = seconds;
    w->slots = HN_NEW_N(a, struct hn_watched, connections);
    for (unsigned i = 0; i < connections; i++)
        w->slots[i].fd = -1;
    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&w->end, &attr);
    pthread_condattr_destroy(&attr);
    return pthread_create(&w->thread, NULL, patrol, w) == 0 ? w : NULL;
}

struct hn_watched *
hn_watch_add(struct hn_watch *w, int fd)
{
    struct hn_watched *slot = NULL;

    assert(fd >= 0);
    pthread_mutex_lock(&w->lock);
    for (unsigned i = 0; i < w->count && !slot; i++) {
        if (w->slots[i].fd < 0)
            slot = &w->slots[i];
    }
    if (slot) {
        slot->fd = fd;
        slot->since = monotonic_seconds();
        w->used++;
    }
    pthread_mutex_unlock(&w->lock);
    return slot;
}

void
hn_watch_remove(struct hn_watch *w, struct hn_watched *slot)
{
    pthread_mutex_lock(&w->lock);
    assert(slot->fd >= 0 && w->used > 0);
    slot->fd = -1;
    slot->since = 0;
    w->used--;
    pthread_mutex_unlock(&w->lock);
}

void
hn_watch_owes(struct hn_watch *w, struct hn_watched *slot)
{
    pthread_mutex_lock(&w->lock);
    slot->since = monotonic_seconds();
    pthread_mutex_unlock(&w->lock);
}

void
hn_watch_rests(struct hn_watch *w, struct hn_watched *slot)
{
    pthread_mutex_lock(&w->lock);
    slot->since = 0;
    pthread_mutex_unlock(&w->lock);
}

unsigned
hn_watch_count(struct hn_watch *w)
{
    unsigned used;

    pthread_mutex_lock(&w->lock);
    used = w->used;
    pthread_mutex_unlock(&w->lock);
    return used;
}

void
hn_watch_end(struct hn_watch *w)
{
    pthread_mutex_lock(&w->lock);
    w->ending = true;
    pthread_cond_signal(&w->end);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->end);
    pthread_mutex_destroy(&w->lock);
}
