/* rounds.c: see rounds.h. */
#include "rounds.h"

#include <pthread.h>
#include <time.h>

#include "base/log.h"
#include "notice/notice.h"
#include "paper/duty.h"
#include "rule/rule.h"

enum { LETTERS_MOST = 100 };

#define MEMORY  ((size_t)64 << 20)
#define HOUR_US ((hn_time)3600 * 1000000)

struct hn_rounds {
    struct hn_rounds_config cfg;
    struct hn_arena *arena;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    bool end;
    hn_time hour; /* the last one reminders were looked at in */
};

static void
begin(struct hn_rounds *r, struct hn_ctx *c)
{
    hn_arena_reset(r->arena);
    hn_ctx_init(c, r->arena, r->cfg.host->platform, HN_USER_SYSTEM);
    c->keys = r->cfg.host->keys;
}

/* --- letters --- */

struct letters {
    const struct hn_letter *at;
    size_t count;
    bool *laid;
};

static enum hn_rc
note(struct hn_ctx *c, void *arg)
{
    const struct letters *l = arg;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < l->count && !rc; i++)
        rc = hn_outbox_done(c, l->at[i].id, l->laid[i]);
    return rc;
}

static void
carry(struct hn_rounds *r)
{
    const struct hn_host *h = r->cfg.host;
    struct letters l = { 0 };
    struct hn_ctx c;
    enum hn_rc rc;

    begin(r, &c);
    if (hn_store_read_begin(h->store, &c) != HN_OK)
        return;
    rc = hn_outbox_take(&c, r->cfg.address, r->cfg.mail_from, LETTERS_MOST, &l.at, &l.count);
    hn_store_read_end(h->store, &c);
    if (rc || l.count == 0)
        return;
    l.laid = HN_NEW_N(r->arena, bool, l.count);
    for (size_t i = 0; i < l.count; i++)
        l.laid[i] = hn_outbox_lay(r->arena, h->platform, h->dir, &l.at[i]);
    if (hn_store_write(h->store, &c, note, &l) != HN_OK)
        hn_log(HN_LOG_WARN, "rounds: letters laid out could not be noted; they will be laid out again");
}

/* --- reminders --- */

/* The month that is running and the one before it, whose reminders may still climb; then late answers to papers. */
static enum hn_rc
remind_all(struct hn_ctx *c, void *arg)
{
    int64_t month = hn_month_of(c->today), *told = arg, some = 0;
    enum hn_rc rc = hn_remind_run(c, month - 1, &some);

    *told = some;
    if (!rc)
        rc = hn_remind_run(c, month, &some);
    *told += some;
    some = 0;
    if (!rc)
        rc = hn_duty_remind(c, &some);
    *told += some;
    return rc;
}

static void
remind(struct hn_rounds *r)
{
    int64_t told = 0;
    struct hn_ctx c;

    begin(r, &c);
    if (c.now / HOUR_US == r->hour)
        return;
    if (hn_store_write(r->cfg.host->store, &c, remind_all, &told) != HN_OK)
        return;
    r->hour = c.now / HOUR_US;
    if (told)
        hn_log(HN_LOG_INFO, "rounds: %lld reminders", (long long)told);
}

/* --- the thread --- */

/* true: the server ends. */
static bool
wait_a_while(struct hn_rounds *r)
{
    struct timespec until;
    bool end;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += r->cfg.every_ms / 1000;
    until.tv_nsec += (long)(r->cfg.every_ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&r->mutex);
    while (!r->end && pthread_cond_timedwait(&r->ended, &r->mutex, &until) == 0)
        continue;
    end = r->end;
    pthread_mutex_unlock(&r->mutex);
    return end;
}

static void *
go_round(void *arg)
{
    struct hn_rounds *r = arg;

    while (!wait_a_while(r)) {
        carry(r);
        if (r->cfg.remind)
            remind(r);
    }
    return NULL;
}

enum hn_rc
hn_rounds_start(struct hn_ctx *c, const struct hn_rounds_config *config, struct hn_rounds **out)
{
    struct hn_rounds *r = HN_NEW(c->arena, struct hn_rounds);
    pthread_condattr_t by_monotonic;
    int err;

    r->cfg = *config;
    r->arena = hn_arena_new(MEMORY);
    pthread_mutex_init(&r->mutex, NULL);
    pthread_condattr_init(&by_monotonic);
    pthread_condattr_setclock(&by_monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&r->ended, &by_monotonic);
    pthread_condattr_destroy(&by_monotonic);
    err = pthread_create(&r->thread, NULL, go_round, r);
    if (err) {
        hn_arena_free(r->arena);
        return hn_fail(c, HN_UNAVAILABLE, "", "unavailable");
    }
    *out = r;
    return HN_OK;
}

void
hn_rounds_stop(struct hn_rounds *r)
{
    pthread_mutex_lock(&r->mutex);
    r->end = true;
    pthread_cond_signal(&r->ended);
    pthread_mutex_unlock(&r->mutex);
    pthread_join(r->thread, NULL);
    pthread_cond_destroy(&r->ended);
    pthread_mutex_destroy(&r->mutex);
    hn_arena_free(r->arena);
}
