/* mhd.c: starting and stopping the listener: http.h over libmicrohttpd. The files named mhd_… are the ones to swap
 * for another library.
 *
 * One thread of the library waits on all sockets (epoll); see mhd_receive.c for the way of a request.
 */
#include <assert.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "http/listen.h"
#include "http/mhd_inside.h"

static struct MHD_Daemon *
start_daemon(struct hn_http *h, int fd)
{
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    const struct hn_http_config *cfg = &h->cfg;

    return MHD_start_daemon(
        flags, 0, NULL, NULL, hn_mhd_receive, h, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_CONNECTION_LIMIT, cfg->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        cfg->behind_proxy ? 0u : cfg->per_address, MHD_OPTION_CONNECTION_TIMEOUT, cfg->seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)64 << 10, MHD_OPTION_URI_LOG_CALLBACK, hn_mhd_begin, h,
        MHD_OPTION_UNESCAPE_CALLBACK, hn_mhd_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED, hn_mhd_completed, h,
        MHD_OPTION_NOTIFY_CONNECTION, hn_mhd_connection, h, MHD_OPTION_END);
}

static void
fill_config(struct hn_http *h, const struct hn_http_config *cfg)
{
    assert(cfg->handle && cfg->body_limit && cfg->refuse && cfg->workers > 0);
    h->cfg = *cfg;
    if (!h->cfg.connections)
        h->cfg.connections = HN_LIMIT_CONNECTIONS;
    if (!h->cfg.per_address)
        h->cfg.per_address = HN_LIMIT_ADDRESS_CONNECTIONS;
    if (!h->cfg.seconds)
        h->cfg.seconds = HN_LIMIT_REQUEST_SECONDS;
}

static unsigned
port_of(int fd)
{
    struct sockaddr_storage at = { 0 };
    socklen_t len = sizeof at;

    if (getsockname(fd, (struct sockaddr *)&at, &len) != 0)
        return 0;
    if (at.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)&at)->sin6_port);
    return at.ss_family == AF_INET ? ntohs(((struct sockaddr_in *)&at)->sin_port) : 0;
}

enum hn_rc
hn_http_start(struct hn_ctx *c, const struct hn_http_config *cfg, struct hn_http **out)
{
    struct hn_arena *memory = hn_arena_new((size_t)16 << 20);
    struct hn_http *h = HN_NEW(memory, struct hn_http);
    int fd = cfg->listen_fd;
    enum hn_rc rc;

    fill_config(h, cfg);
    h->memory = memory;
    h->owns_socket = fd < 0;
    if (fd < 0) {
        struct hn_address where;

        rc = hn_listen_parse(c, cfg->listen, &where);
        if (!rc)
            rc = hn_listen_open(c, &where, &fd);
        if (rc) {
            hn_arena_free(memory);
            return rc;
        }
    }
    signal(SIGPIPE, SIG_IGN); /* a reader that has gone is an error code, not a signal */
    h->port = port_of(fd);
    h->crew = hn_crew_start(memory, cfg->workers);
    h->watch = hn_watch_start(memory, h->cfg.connections, h->cfg.seconds);
    h->daemon = h->crew && h->watch ? start_daemon(h, fd) : NULL;
    if (!h->daemon) {
        hn_log(HN_LOG_ERROR, "cannot start the listener");
        return hn_fail(c, HN_UNAVAILABLE, "listen", "serve.listen");
    }
    *out = h;
    return HN_OK;
}

unsigned
hn_http_port(const struct hn_http *h)
{
    return h->port;
}

unsigned
hn_http_connections(const struct hn_http *h)
{
    return hn_watch_count(h->watch);
}

void
hn_http_stop(struct hn_http *h, int drain_ms)
{
    const struct timespec moment = { .tv_nsec = 5 * 1000 * 1000 };
    MHD_socket fd;
    int waited = 0;

    __atomic_store_n(&h->stopping, true, __ATOMIC_RELAXED);
    fd = MHD_quiesce_daemon(h->daemon);
    /* An exchange with a worker is always waited for: its answer is owed, and the library may not be stopped
     * over it. Connections that only read or send have until the deadline. */
    while (__atomic_load_n(&h->under_way, __ATOMIC_ACQUIRE) > 0 ||
           (hn_watch_count(h->watch) > 0 && waited < drain_ms)) {
        nanosleep(&moment, NULL);
        waited += 5;
    }
    MHD_stop_daemon(h->daemon);
    hn_watch_end(h->watch);
    hn_crew_end(h->crew);
    if (h->owns_socket && fd != MHD_INVALID_SOCKET)
        close(fd);
    for (struct hn_live *l = h->idle; l; l = l->next) {
        if (l->x.arena)
            hn_arena_free(l->x.arena);
    }
    hn_arena_free(h->memory);
}
