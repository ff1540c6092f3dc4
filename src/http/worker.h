/* worker.h: a few threads that take work from one queue. For http/ alone.
 *
 * An item is part of what it works on, so that queueing never allocates and the queue needs no ceiling of
 * its own: there are no more items than connections.
 */
#ifndef HN_HTTP_WORKER_H
#define HN_HTTP_WORKER_H

#include "http/http.h"

struct hn_work {
    struct hn_work *next;
    hn_work_fn *run;
    void *arg;
};

struct hn_crew;

/* NULL when a thread cannot be started. The crew lives in a until hn_crew_end. */
struct hn_crew *hn_crew_start(struct hn_arena *a, unsigned threads);
void hn_crew_add(struct hn_crew *crew, struct hn_work *work);
/* Finishes what is queued, then ends the threads. */
void hn_crew_end(struct hn_crew *crew);

#endif
