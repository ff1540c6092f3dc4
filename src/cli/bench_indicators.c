/* bench_indicators.c: how long the figures of an indicator take for the whole of a made-up folder and its children, over 60
 * months, read anew and kept (cmd_bench.c, --indicators). What is written stays in the folder: it is a copy.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "cli/bench.h"
#include "demo/trial.h"
#include "indicator/figure.h"

enum { MONTHS = 60, ANEW = 30, SEEN = 200, MEMORY = 64 << 20 };

/* What the thread itself worked, whoever else has the machine. */
static double
worked_ms(void)
{
    struct timespec t = { 0 };

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

struct times {
    double all[SEEN], worked[SEEN];
};

static int
by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static void
say(struct hn_cli *cli, const char *name, const char *how, struct times *t, size_t count)
{
    qsort(t->all, count, sizeof *t->all, by_size);
    qsort(t->worked, count, sizeof *t->worked, by_size);
    fprintf(cli->out, "%s_%s_p50\t%.1f\tms\n%s_%s_p99\t%.1f\tms\n", name, how, t->all[count / 2], name, how,
            t->all[count * 99 / 100]);
    fprintf(cli->out, "%s_%s_cpu_p50\t%.1f\tms\n%s_%s_cpu_p99\t%.1f\tms\n", name, how, t->worked[count / 2],
            name, how, t->worked[count * 99 / 100]);
}

/* As a request has it: a context of its own, rights looked up anew. */
static enum hn_rc
ask_once(const struct hn_host *host, struct hn_arena *arena, const struct hn_demo_figures *f,
         const struct hn_indicator_ask *ask, struct hn_indicator_cache *cache, struct times *t, size_t at)
{
    const struct hn_platform *p = host->platform;
    uint64_t began = (uint64_t)p->monotonic_us(p->self);
    double before = worked_ms();
    const struct hn_indicator_row *children;
    struct hn_indicator_row own;
    size_t count;
    struct hn_ctx c;
    enum hn_rc rc;

    hn_arena_reset(arena);
    hn_ctx_init(&c, arena, p, f->reader);
    c.indicator_cache = cache;
    rc = hn_store_read_begin(host->store, &c);
    if (!rc) {
        rc = hn_indicator_grid(&c, ask, &own, &children, &count);
        hn_store_read_end(host->store, &c);
    }
    t->all[at] = (double)((uint64_t)p->monotonic_us(p->self) - began) / 1000;
    t->worked[at] = worked_ms() - before;
    return rc;
}

static enum hn_rc
measure(struct hn_cli *cli, const struct hn_host *host, const struct hn_demo_figures *f,
        const struct hn_indicator_ask *ask, const char *name)
{
    struct hn_arena *arena = hn_arena_new((size_t)8 * MEMORY);
    struct times *anew = HN_NEW(cli->ctx.arena, struct times), *seen = HN_NEW(cli->ctx.arena, struct times);
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < ANEW && !rc; i++)
        rc = ask_once(host, arena, f, ask, NULL, anew, (size_t)i);
    if (!rc)
        rc = ask_once(host, arena, f, ask, host->indicators, seen, 0);
    for (int i = 0; i < SEEN && !rc; i++)
        rc = ask_once(host, arena, f, ask, host->indicators, seen, (size_t)i);
    hn_arena_free(arena);
    if (rc)
        return rc;
    say(cli, name, "anew", anew, ANEW);
    say(cli, name, "seen", seen, SEEN);
    return HN_OK;
}

enum hn_rc
hn_bench_indicators(struct hn_cli *cli, const struct hn_host *host)
{
    const struct hn_platform *p = host->platform;
    struct hn_demo_figures f = { .months = MONTHS };
    struct hn_period months[MONTHS], this_month = hn_period_at(HN_PERIOD_MONTH, cli->ctx.today);
    uint64_t began = (uint64_t)p->monotonic_us(p->self);
    enum hn_rc rc = hn_store_write_alone(host->store, &cli->ctx, hn_demo_figures, &f);

    if (!rc)
        rc = hn_store_settle(host->store, &cli->ctx);
    if (rc)
        return rc;
    fprintf(cli->out, "cells\t%" PRId64 "\t\nvalues\t%" PRId64 "\t\nvalues_written\t%.2f\ts\n", f.cells,
            f.values, (double)((uint64_t)p->monotonic_us(p->self) - began) / 1e6);
    fprintf(cli->out, "indicators\t%" PRId64 " %" PRId64 "\t\n", f.first, f.second);
    for (int i = 0; i < MONTHS; i++)
        months[i] = hn_period_shift(this_month, i - MONTHS);

    struct hn_indicator_ask ask = {
        .indicator = f.first, .unit = f.root, .periods = months, .period_count = MONTHS, .children = true
    };

    rc = measure(cli, host, &f, &ask, "sum");
    ask.indicator = f.ratio;
    if (!rc)
        rc = measure(cli, host, &f, &ask, "ratio");
    ask.unit = f.org;
    return rc ? rc : measure(cli, host, &f, &ask, "ratio_org");
}
