/* bench_cascade.c: how long it takes to issue a paper to every cell of a made-up folder, and to put its chain together
 * (cmd_bench.c, --cascade). What is written stays in the folder: it is a copy.
 */
#include <stdlib.h>
#include <time.h>

#include "cli/bench.h"
#include "demo/trial.h"
#include "report/chain.h"
#include "report/owed.h"
#include "rule/rule.h"

enum { ROUNDS = 200, MEMORY = 64 << 20 };

static double
ms_since(const struct hn_platform *p, uint64_t began)
{
    return (double)(p->monotonic_us(p->self) - began) / 1000;
}

/* What the thread itself worked, whoever else has the machine. */
static double
worked_ms(void)
{
    struct timespec t = { 0 };

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int
by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static void
say(struct hn_cli *cli, const char *name, double *times)
{
    qsort(times, ROUNDS, sizeof *times, by_size);
    fprintf(cli->out, "%s_p50\t%.1f\tms\n%s_p99\t%.1f\tms\n", name, times[ROUNDS / 2], name,
            times[ROUNDS * 99 / 100]);
}

typedef enum hn_rc ask_fn(struct hn_ctx *c, const struct hn_demo_trial *t, struct hn_unit_id unit);

static enum hn_rc
ask_chain(struct hn_ctx *c, const struct hn_demo_trial *t, struct hn_unit_id unit)
{
    struct hn_chain chain;

    return hn_chain_at(c, t->paper, unit, &chain);
}

static enum hn_rc
ask_owed(struct hn_ctx *c, const struct hn_demo_trial *t, struct hn_unit_id unit)
{
    const struct hn_owed_line *lines;
    struct hn_owed_line sum;
    size_t count;

    (void)t;
    return hn_owed_below(c, unit, hn_month_of(c->on), &sum, &lines, &count);
}

/* As a request has it: a context of its own, rights looked up anew, nothing kept from one time to the next. */
static enum hn_rc
measure(struct hn_cli *cli, const struct hn_host *host, const struct hn_demo_trial *t, ask_fn *ask,
        struct hn_unit_id unit, const char *name)
{
    const struct hn_platform *p = host->platform;
    struct hn_arena *arena = hn_arena_new((size_t)4 * MEMORY);
    double times[ROUNDS], worked[ROUNDS];
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < ROUNDS && !rc; i++) {
        uint64_t began = (uint64_t)p->monotonic_us(p->self);
        double before = worked_ms();
        struct hn_ctx c;

        hn_arena_reset(arena);
        hn_ctx_init(&c, arena, p, t->reader);
        rc = hn_store_read_begin(host->store, &c);
        if (!rc) {
            rc = ask(&c, t, unit);
            hn_store_read_end(host->store, &c);
        }
        times[i] = ms_since(p, began);
        worked[i] = worked_ms() - before;
    }
    hn_arena_free(arena);
    if (!rc)
        say(cli, name, times);
    if (!rc)
        say(cli, hn_print(cli->ctx.arena, "%s_cpu", name), worked);
    return rc;
}

enum hn_rc
hn_bench_cascade(struct hn_cli *cli, const struct hn_host *host)
{
    const struct hn_platform *p = host->platform;
    struct hn_demo_trial t = { .tasks_each = 3 };
    uint64_t began;
    enum hn_rc rc = hn_store_write_alone(host->store, &cli->ctx, hn_demo_trial_paper, &t);

    began = (uint64_t)p->monotonic_us(p->self);
    if (!rc)
        rc = hn_store_write_alone(host->store, &cli->ctx, hn_demo_trial_send, &t);
    if (!rc)
        fprintf(cli->out, "paper_to_units\t%lld\t\npaper_send\t%.2f\ts\n", (long long)t.reached,
                ms_since(p, began) / 1000);
    began = (uint64_t)p->monotonic_us(p->self);
    if (!rc)
        rc = hn_store_write_alone(host->store, &cli->ctx, hn_demo_trial_work, &t);
    if (!rc)
        fprintf(cli->out, "tasks_set\t%lld\t\ntasks_setting\t%.2f\ts\n", (long long)t.tasks,
                ms_since(p, began) / 1000);
    if (!rc)
        rc = measure(cli, host, &t, ask_chain, t.root, "chain_root");
    if (!rc)
        rc = measure(cli, host, &t, ask_chain, t.cell, "chain_cell");
    return rc ? rc : measure(cli, host, &t, ask_owed, t.root, "owed_root");
}
