/* serve.c: see serve.h. */
#include "serve.h"

#include <signal.h>
#include <string.h>
#include <systemd/sd-daemon.h>

#include "account/account.h"
#include "base/log.h"
#include "base/words.h"
#include "cli/config.h"
#include "cli/ctl.h"
#include "demo/fill.h"
#include "http/http.h"
#include "rounds.h"
#include "sandbox.h"
#include "setting/setting.h"
#include "web/app.h"

enum { DRAIN_MS = 5000, ROUND_MS = 20000, WAITING_FOR_HASHER = 16 };

/* 127.0.0.0/8, ::1 and localhost: the only places made-up data are served at. */
static bool
is_loopback(const char *listen)
{
    return strncmp(listen, "127.", 4) == 0 || strncmp(listen, "[::1]:", 6) == 0 ||
           strncmp(listen, "localhost:", 10) == 0;
}

static enum hn_rc
read_demo(struct hn_ctx *c, struct hn_store *s, bool *demo)
{
    const char *value = "";
    enum hn_rc rc = hn_store_read_begin(s, c);

    if (rc)
        return rc;
    rc = hn_setting_get(c, HN_SETTING_DEMO, &value);
    *demo = rc == HN_OK && strcmp(value, "1") == 0;
    if (rc == HN_OK && strcmp(value, HN_DEMO_FILLING) == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "cli.demo_half");
    hn_store_read_end(s, c);
    return rc;
}

/* Blocked in every thread started from here on; the main thread takes them one by one. */
static void
block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* Until a signal to end; meanwhile tells the service manager twice a watchdog's period that all is well. */
static void
wait_for_end(const sigset_t *set)
{
    uint64_t watchdog_us = 0;
    bool watched = sd_watchdog_enabled(0, &watchdog_us) > 0;
    struct timespec period = { .tv_sec = 3600 };

    if (watched) {
        period.tv_sec = (time_t)(watchdog_us / 2000000);
        period.tv_nsec = (long)(watchdog_us / 2 % 1000000) * 1000;
    }
    for (;;) {
        int got = sigtimedwait(set, NULL, &period);

        if (got == SIGTERM || got == SIGINT)
            return;
        if (watched)
            sd_notify(0, "WATCHDOG=1");
    }
}

struct serving {
    struct hn_cli *cli;
    struct hn_host host;
    struct hn_app *app;
    struct hn_http *http;
    struct hn_ctl *ctl;
    struct hn_printer *printer;
    struct hn_rounds *rounds;
};

static enum hn_rc
start(struct serving *s, const struct hn_config *config, bool demo)
{
    struct hn_cli *cli = s->cli;
    struct hn_app_config app = {
        .store = s->host.store,
        .platform = cli->ctx.platform,
        .keys = s->host.keys,
        .hasher = hn_hasher_new(cli->ctx.arena, WAITING_FOR_HASHER),
        .counts_cache = s->host.counts,
        .indicator_cache = s->host.indicators,
        .printer = s->printer,
        .spool_dir = cli->data,
        .demo = demo,
        .proxies = config->proxies,
    };
    enum hn_rc rc = hn_app_new(&cli->ctx, cli->ctx.arena, &app, &s->app);

    if (rc)
        return rc;

    struct hn_http_config http = {
        .listen = config->listen,
        .listen_fd = sd_listen_fds(1) == 1 ? SD_LISTEN_FDS_START : -1,
        .workers = config->workers,
        .behind_proxy = config->proxies[0] != NULL,
        .spool_dir = cli->data,
        .self = s->app,
        .handle = hn_app_handle,
        .body_limit = hn_app_body_limit,
        .refuse = hn_app_refuse,
    };

    rc = hn_http_start(&cli->ctx, &http, &s->http);
    if (rc)
        return rc;
    hn_app_watch(s->app, s->http);
    rc = hn_ctl_start(&cli->ctx, &s->host, &s->ctl);
    if (!rc) {
        const struct hn_rounds_config rounds = { .host = &s->host,
                                                 .address = config->address,
                                                 .mail_from = config->mail_from,
                                                 .remind = !demo,
                                                 .every_ms = ROUND_MS };

        rc = hn_rounds_start(&cli->ctx, &rounds, &s->rounds);
        if (rc)
            hn_ctl_stop(s->ctl);
    }
    if (rc)
        hn_http_stop(s->http, 0);
    return rc;
}

static const char *
address(const struct serving *s, const char *listen)
{
    const char *port = strrchr(listen, ':');

    return hn_print(s->cli->ctx.arena, "%.*s:%u", port ? (int)(port - listen) : (int)strlen(listen), listen,
                    hn_http_port(s->http));
}

static int
run(struct serving *s, const struct hn_config *config, const sigset_t *set,
    void (*ready)(struct hn_cli *cli, const struct hn_host *host))
{
    bool demo = false;
    enum hn_rc rc = read_demo(&s->cli->ctx, s->host.store, &demo);

    if (rc == HN_OK && demo && !is_loopback(config->listen))
        rc = hn_fail_arg(&s->cli->ctx, HN_DENIED, "--listen", "cli.loopback", config->listen);
    if (rc == HN_OK)
        rc = start(s, config, demo);
    if (rc)
        return hn_cli_refuse(s->cli, rc);
    if (ready)
        ready(s->cli, &s->host);
    hn_cli_say(s->cli, "cli.serving", address(s, config->listen), NULL);
    fflush(s->cli->out);
    hn_sandbox_calls(s->cli->url != NULL);
    sd_notify(0, "READY=1");
    wait_for_end(set);
    sd_notify(0, "STOPPING=1");
    hn_rounds_stop(s->rounds);
    hn_ctl_stop(s->ctl);
    hn_http_stop(s->http, DRAIN_MS);
    hn_cli_say(s->cli, "cli.stopped", NULL, NULL);
    return HN_CLI_DONE;
}

int
hn_serve(struct hn_cli *cli, const char *listen, struct hn_printer *printer,
         void (*ready)(struct hn_cli *cli, const struct hn_host *host))
{
    struct serving s = { .cli = cli,
                         .printer = printer,
                         .host = { .dir = cli->data, .url = cli->url, .platform = cli->ctx.platform } };
    struct hn_config config;
    sigset_t set;
    enum hn_rc rc = hn_config_read(&cli->ctx, cli->data, listen, &config);

    block_signals(&set);
    hn_sandbox_files(cli->data);
    if (rc == HN_OK)
        rc = hn_host_open(&cli->ctx, &s.host, false, false, (int)config.workers + 2);
    if (rc)
        return hn_cli_refuse(cli, rc);

    int code = run(&s, &config, &set, ready);

    hn_host_close(&s.host);
    return code;
}
