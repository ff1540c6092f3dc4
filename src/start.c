/* start.c: the commands init, serve, demo, routes. See serve.h. */
#include "serve.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/num.h"
#include "base/words.h"
#include "demo/accounts.h"
#include "demo/fill.h"
#include "setting/setting.h"
#include "web/route.h"

enum { SEED_DEFAULT = 2021 };

static enum hn_rc
make_folder(struct hn_cli *cli)
{
    if (mkdir(cli->data, 0700) == 0 || errno == EEXIST)
        return HN_OK;
    return hn_fail_arg(&cli->ctx, HN_UNAVAILABLE, cli->data, "cli.cannot_write", strerror(errno));
}

/* --- init, serve --- */

int
hn_cmd_init(struct hn_cli *cli)
{
    struct hn_host host = { .dir = cli->data, .url = cli->url, .platform = cli->ctx.platform };
    struct stat st;
    enum hn_rc rc = HN_OK;

    if (stat(hn_print(cli->ctx.arena, "%s/keys", cli->data), &st) == 0)
        rc = hn_fail(&cli->ctx, HN_CONFLICT, cli->data, "cli.exists");
    if (rc == HN_OK)
        rc = make_folder(cli);
    if (rc == HN_OK)
        rc = hn_host_open(&cli->ctx, &host, true, false, 1);
    if (rc)
        return hn_cli_refuse(cli, rc);
    hn_host_close(&host);
    hn_cli_say(cli, "cli.init_done", cli->data, NULL);
    return HN_CLI_DONE;
}

int
hn_cmd_serve(struct hn_cli *cli)
{
    struct hn_printer *printer = hn_printer_start();
    int code = hn_serve(cli, hn_cli_value(cli, "--listen"), printer, NULL);

    hn_printer_stop(printer);
    return code;
}

/* --- demo --- */

static void
tell_progress(void *self, const char *what, int64_t done, int64_t total)
{
    hn_cli_progress(self, what, done, total);
}

/* What stands in the folder: nothing, made-up data, or somebody's own, which the demo never touches. */
static enum hn_rc
look_inside(struct hn_ctx *c, struct hn_store *s, bool *filled)
{
    const char *demo = "";
    enum hn_rc rc = hn_store_read_begin(s, c);

    if (rc)
        return rc;
    rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);
    hn_store_read_end(s, c);
    *filled = strcmp(demo, "1") == 0;
    return rc;
}

static enum hn_rc
fill(struct hn_cli *cli, struct hn_host *host, enum hn_demo_size size, uint64_t seed)
{
    struct hn_demo_fill work = { .plan = hn_demo_plan(cli->ctx.arena, size, seed),
                                 .progress = tell_progress,
                                 .self = cli };
    bool filled;
    enum hn_rc rc = look_inside(&cli->ctx, host->store, &filled);

    if (rc || filled)
        return rc;
    rc = hn_demo_make(host->store, &cli->ctx, &work);
    if (rc == HN_CONFLICT && strcmp(cli->ctx.faults[0].key, "cli.exists") == 0) {
        hn_fault_clear(&cli->ctx);
        return hn_fail(&cli->ctx, rc, cli->data, "cli.not_demo");
    }
    if (rc == HN_OK)
        rc = hn_store_settle(host->store, &cli->ctx);
    if (rc == HN_OK)
        hn_cli_say(cli, "cli.demo_ready",
                   hn_vi_int(cli->ctx.arena, work.plan->members, cli->ctx.lang == HN_EN),
                   hn_vi_int(cli->ctx.arena, work.plan->unit_count, cli->ctx.lang == HN_EN));
    return rc;
}

static void
print_accounts(struct hn_cli *cli, const struct hn_host *host)
{
    struct hn_ctx *c = &cli->ctx;
    const struct hn_demo_account *accounts;
    size_t count = 0;

    if (hn_store_read_begin(host->store, c))
        return;

    enum hn_rc rc = hn_demo_accounts(c, &accounts, &count);

    hn_store_read_end(host->store, c);
    if (rc || count == 0)
        return;
    hn_cli_say(cli, "cli.demo_accounts", NULL, NULL);
    for (size_t i = 0; i < count; i++)
        fprintf(cli->out, "  %-10s  %-19s  %s\n", accounts[i].name, accounts[i].role, accounts[i].phrase);
    hn_cli_say(cli, "cli.demo_look", NULL, NULL);
}

static int
read_options(struct hn_cli *cli, enum hn_demo_size *size, int64_t *seed)
{
    const char *wanted = hn_cli_value(cli, "--size"), *number = hn_cli_value(cli, "--seed");

    *size = HN_DEMO_PROVINCE;
    *seed = SEED_DEFAULT;
    if (wanted && strcmp(wanted, "small") == 0)
        *size = HN_DEMO_SMALL;
    else if (wanted && strcmp(wanted, "province") != 0)
        return hn_cli_usage(cli, "cli.bad_value", wanted);
    if (number && !hn_parse_i64(number, 0, INT64_MAX, seed))
        return hn_cli_usage(cli, "cli.bad_value", number);
    return 0;
}

static int
fill_folder(struct hn_cli *cli)
{
    struct hn_host host = { .dir = cli->data, .url = cli->url, .platform = cli->ctx.platform };
    enum hn_demo_size size;
    int64_t seed;
    int code = read_options(cli, &size, &seed);
    enum hn_rc rc;

    if (code)
        return code;
    rc = make_folder(cli);
    if (rc == HN_OK)
        rc = hn_host_open(&cli->ctx, &host, true, false, 1);
    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = fill(cli, &host, size, (uint64_t)seed);
    hn_host_close(&host);
    if (rc)
        return hn_cli_refuse(cli, rc);
    return HN_CLI_DONE;
}

int
hn_cmd_demo(struct hn_cli *cli)
{
    bool serves = !hn_cli_flag(cli, "--fill-only");
    /* Before the folder is filled: a child keeps what its parent has in memory when it is forked. */
    struct hn_printer *printer = serves ? hn_printer_start() : NULL;
    int code = fill_folder(cli);

    if (serves && code == HN_CLI_DONE)
        code = hn_serve(cli, hn_cli_value(cli, "--listen"), printer, print_accounts);
    hn_printer_stop(printer);
    return code;
}

/* --- routes --- */

int
hn_cmd_routes(struct hn_cli *cli)
{
    for (const struct hn_route *r = hn_routes; r->path; r++)
        fprintf(cli->out, "%-4s  %-46s  %-14s  %s\n", r->method == HN_GET ? "GET" : "POST", r->path,
                hn_right_name(r->needs), r->about);
    return HN_CLI_DONE;
}
