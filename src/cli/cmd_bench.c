/* cmd_bench.c: the speed of what has no page of its own: durable writes and sign-in. bench/run asks for it and sets it
 * beside the rest.
 *
 * Works in a data folder that it makes new, on the disk the caller names, and prints one line a figure: name, value,
 * unit, parted by tabs, for a program to read. With --secretaries it measures nothing, but makes those who do: accounts,
 * tokens and meetings in a folder of made-up data, for bench/burst.mjs. With --cascade it measures in such a folder what a paper
 * sent to every cell costs (bench_cascade.c), with --indicators what figures of indicators cost (bench_indicators.c). Not for: pages and files, which bench/run measures
 * from outside.
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "account/account.h"
#include "audit/audit.h"
#include "base/num.h"
#include "cli/bench.h"
#include "cli/cmd.h"
#include "demo/secretaries.h"

enum { WRITERS = 64, SIGNERS = 4, ROUNDS = 3, SLICE_US = 1000000, MEMORY = 4 << 20, SECRETARIES_MOST = 5000 };

/* What every thread of a slice shares. */
struct slice {
    const struct hn_host *host;
    struct hn_hasher *hasher; /* NULL: writes are measured, else hashes */
    hn_time until;
};

struct labourer {
    struct slice *slice;
    struct hn_arena *arena;
    pthread_t thread;
    int64_t done;
    enum hn_rc rc;
};

static hn_time
tick(const struct hn_platform *p)
{
    return (hn_time)p->monotonic_us(p->self);
}

/* A line of the log: what every deed writes at least. */
static enum hn_rc
write_line(struct hn_ctx *c, void *arg)
{
    const int64_t *number = arg;

    return hn_audit(c, "bench.write", *number);
}

static enum hn_rc
do_one(struct labourer *l)
{
    const struct hn_host *host = l->slice->host;
    struct hn_ctx c;
    const char *stored;

    hn_ctx_init(&c, l->arena, host->platform, (struct hn_user_id){ 0 });
    c.keys = host->keys;
    if (l->slice->hasher)
        return hn_phrase_hash(&c, l->slice->hasher, "biển xanh núi cao lúa vàng trời rộng", &stored);
    return hn_store_write(host->store, &c, write_line, &l->done);
}

static void *
labour(void *arg)
{
    struct labourer *l = arg;

    while (l->rc == HN_OK && tick(l->slice->host->platform) < l->slice->until) {
        l->rc = do_one(l);
        l->done++;
        hn_arena_reset(l->arena);
    }
    return NULL;
}

/* How many were done a second by so many threads. */
static enum hn_rc
run_slice(struct hn_cli *cli, struct slice *s, unsigned threads, double *per_second)
{
    const struct hn_platform *p = s->host->platform;
    struct labourer *crew = HN_NEW_N(cli->ctx.arena, struct labourer, threads);
    hn_time began = tick(p);
    unsigned started = 0;
    int64_t done = 0;
    enum hn_rc rc = HN_OK;

    s->until = began + SLICE_US;
    for (; started < threads; started++) {
        struct labourer *l = &crew[started];

        l->slice = s;
        l->arena = hn_arena_new(MEMORY);
        if (pthread_create(&l->thread, NULL, labour, l) != 0) {
            hn_arena_free(l->arena);
            rc = hn_fail_arg(&cli->ctx, HN_UNAVAILABLE, "", "cli.cannot_write", strerror(EAGAIN));
            break;
        }
    }
    for (unsigned i = 0; i < started; i++) {
        pthread_join(crew[i].thread, NULL);
        hn_arena_free(crew[i].arena);
        done += crew[i].done;
        rc = rc ? rc : crew[i].rc;
    }
    *per_second = (double)done * 1e6 / (double)(tick(p) - began);
    return rc;
}

static int
by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static double
median(double values[ROUNDS])
{
    qsort(values, ROUNDS, sizeof *values, by_size);
    return values[ROUNDS / 2];
}

static enum hn_rc
measure(struct hn_cli *cli, const struct hn_host *host)
{
    struct slice writes = { .host = host };
    struct slice hashes = { .host = host, .hasher = hn_hasher_new(cli->ctx.arena, SIGNERS) };
    double alone[ROUNDS], together[ROUNDS], signing[ROUNDS];
    enum hn_rc rc = HN_OK;

    /* One after the other and round again, so that a busy machine troubles each alike. */
    for (int i = 0; i < ROUNDS && !rc; i++) {
        rc = run_slice(cli, &writes, 1, &alone[i]);
        if (!rc)
            rc = run_slice(cli, &writes, WRITERS, &together[i]);
        if (!rc)
            rc = run_slice(cli, &hashes, SIGNERS, &signing[i]);
    }
    if (rc)
        return rc;
    fprintf(cli->out, "writes_one_a_commit\t%.0f\t/s\n", median(alone));
    fprintf(cli->out, "writes_64_writers\t%.0f\t/s\n", median(together));
    fprintf(cli->out, "sign_in_hashes\t%.1f\t/s\n", median(signing));
    return HN_OK;
}

/* --- secretaries for bench/burst.mjs --- */

/* A line for each: token, meeting, the members to be ticked, parted by tabs and commas. */
static void
print_secretaries(struct hn_cli *cli, const struct hn_demo_secretaries *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct hn_demo_secretary *s = &all->made[i];
        const char *comma = "";

        fprintf(cli->out, "%s\t%" PRId64 "\t", s->token, s->meeting.v);
        for (size_t k = 0; k < s->roll_count; k++) {
            if (s->roll[k].state == HN_EXEMPT || s->roll[k].state == HN_SUSPENDED)
                continue;
            fprintf(cli->out, "%s%" PRId64, comma, s->roll[k].person.v);
            comma = ",";
        }
        fputc('\n', cli->out);
    }
}

static int
make_secretaries(struct hn_cli *cli, const char *wanted)
{
    struct hn_host host = { .dir = cli->data, .url = cli->url, .platform = cli->ctx.platform };
    struct hn_demo_secretaries all = { 0 };
    int64_t count;
    enum hn_rc rc;

    if (!hn_parse_i64(wanted, 1, SECRETARIES_MOST, &count))
        return hn_cli_usage(cli, "cli.bad_value", wanted);
    rc = hn_host_open(&cli->ctx, &host, false, false, 1);
    if (rc)
        return hn_cli_refuse(cli, rc);
    all.wanted = (size_t)count;
    all.made = HN_NEW_N(cli->ctx.arena, struct hn_demo_secretary, all.wanted);
    rc = hn_store_write_alone(host.store, &cli->ctx, hn_demo_secretaries, &all);
    hn_host_close(&host);
    if (rc)
        return hn_cli_refuse(cli, rc);
    print_secretaries(cli, &all);
    return HN_CLI_DONE;
}

typedef enum hn_rc bench_fn(struct hn_cli *cli, const struct hn_host *host);

static int
in_a_folder(struct hn_cli *cli, bench_fn *run)
{
    struct hn_host host = { .dir = cli->data, .url = cli->url, .platform = cli->ctx.platform };
    enum hn_rc rc = hn_host_open(&cli->ctx, &host, false, false, 1);

    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = run(cli, &host);
    hn_host_close(&host);
    return rc ? hn_cli_refuse(cli, rc) : HN_CLI_DONE;
}

int
hn_cmd_bench(struct hn_cli *cli)
{
    const char *secretaries = hn_cli_value(cli, "--secretaries");
    struct hn_host host = { .dir = cli->data, .url = cli->url, .platform = cli->ctx.platform };
    enum hn_rc rc = HN_OK;

    if (secretaries)
        return make_secretaries(cli, secretaries);
    if (hn_cli_flag(cli, "--cascade"))
        return in_a_folder(cli, hn_bench_cascade);
    if (hn_cli_flag(cli, "--indicators"))
        return in_a_folder(cli, hn_bench_indicators);
    /* Only a folder of its own: a log that holds trials is no log. */
    if (mkdir(cli->data, 0700) != 0)
        rc = errno == EEXIST
                 ? hn_fail(&cli->ctx, HN_CONFLICT, cli->data, "cli.exists")
                 : hn_fail_arg(&cli->ctx, HN_UNAVAILABLE, cli->data, "cli.cannot_write", strerror(errno));
    if (rc == HN_OK)
        rc = hn_host_open(&cli->ctx, &host, true, false, 1);
    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = measure(cli, &host);
    hn_host_close(&host);
    return rc ? hn_cli_refuse(cli, rc) : HN_CLI_DONE;
}
