/* mhd.c: the listener: http.h over libmicrohttpd, the one file to swap.
 *
 * One thread of the library waits on all sockets (epoll). A request passes through it like this: the raw
 * target arrives (begin_request), the head (receive, first call: guard, body limit), the body (receive,
 * further calls), then the connection is suspended and the exchange goes to a worker. Whoever finishes the
 * answer resumes the connection, and the thread sends it (receive, last call). Not for: meaning.
 */
#include <assert.h>
#include <microhttpd.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/num.h"
#include "http/guard.h"
#include "http/intake.h"
#include "http/listen.h"
#include "http/watch.h"
#include "http/worker.h"

/* Arenas kept warm between requests; more are made when more requests are under way, and given back after. */
enum { WARM_ARENAS = 32 };

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_WORK, STAGE_ANSWER, STAGE_SENT };

struct live {
    struct hn_exchange x; /* first: the exchange handed out is this */
    struct hn_http *http;
    struct MHD_Connection *connection;
    struct hn_watched *slot;
    struct live *next;
    struct hn_intake body;
    struct hn_work work;
    enum stage stage;
    bool keeps_warm;
};

struct hn_http {
    struct hn_http_config cfg;
    struct hn_arena *memory; /* of the program: exchanges, slots, threads */
    struct MHD_Daemon *daemon;
    struct hn_crew *crew;
    struct hn_watch *watch;
    struct live *idle; /* the library's thread alone touches it */
    unsigned warm;
    unsigned port;
    int under_way; /* exchanges with workers; atomic */
    bool stopping; /* atomic */
    bool owns_socket;
};

/* --- http.h's small functions --- */

const char *
hn_http_header(const struct hn_http_request *in, const char *name)
{
    for (size_t i = 0; i < in->header_count; i++) {
        if (strcasecmp(in->headers[i].name, name) == 0)
            return in->headers[i].value;
    }
    return NULL;
}

void
hn_http_add(struct hn_http_answer *out, const char *name, const char *value)
{
    assert(out->header_count < HN_ANSWER_HEADERS);
    assert(!strpbrk(value, "\r\n"));
    out->headers[out->header_count++] = (struct hn_header){ name, value };
}

void
hn_http_clear(struct hn_http_answer *out)
{
    if (out->body == HN_BODY_FILE)
        close(out->fd);
    *out = (struct hn_http_answer){ .fd = -1 };
}

/* --- the life of an exchange --- */

static void
finish_answer(struct hn_exchange *x)
{
    struct live *l = (struct live *)x;

    assert(l->stage == STAGE_WORK && x->out.status >= 200);
    l->stage = STAGE_ANSWER;
    __atomic_sub_fetch(&l->http->under_way, 1, __ATOMIC_RELEASE);
    MHD_resume_connection(l->connection);
}

static void
hand_to_worker(struct hn_exchange *x, hn_work_fn *work, void *arg)
{
    struct live *l = (struct live *)x;

    l->work.run = work;
    l->work.arg = arg;
    hn_crew_add(l->http->crew, &l->work);
}

static struct live *
take_live(struct hn_http *h)
{
    struct live *l = h->idle;

    if (l) {
        h->idle = l->next;
        if (l->keeps_warm)
            h->warm--;
    } else {
        l = HN_NEW(h->memory, struct live);
    }

    struct hn_arena *arena = l->x.arena ? l->x.arena : hn_arena_new(HN_LIMIT_REQUEST_MEMORY);

    *l = (struct live){ .http = h };
    l->x.arena = arena;
    l->x.out.fd = -1;
    l->x.answer = finish_answer;
    l->x.later = hand_to_worker;
    l->body.fd = -1;
    return l;
}

static void
give_back(struct live *l)
{
    struct hn_http *h = l->http;

    if (l->stage != STAGE_SENT)
        hn_http_clear(&l->x.out);
    hn_intake_drop(&l->body);
    l->keeps_warm = h->warm < WARM_ARENAS;
    if (l->keeps_warm) {
        hn_arena_reset(l->x.arena);
        h->warm++;
    } else {
        hn_arena_free(l->x.arena);
        l->x.arena = NULL;
    }
    l->next = h->idle;
    h->idle = l;
}

/* --- the library's callbacks, all on its one thread --- */

static void
connection_changed(void *cls, struct MHD_Connection *connection, void **socket_context,
                   enum MHD_ConnectionNotificationCode code)
{
    struct hn_http *h = cls;

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
                                                                       MHD_CONNECTION_INFO_CONNECTION_FD);

        *socket_context = info ? hn_watch_add(h->watch, info->connect_fd) : NULL;
    } else if (*socket_context) {
        hn_watch_remove(h->watch, *socket_context);
        *socket_context = NULL;
    }
}

/* A copy in the exchange's memory, NULL when there is none left. */
static const char *
keep(struct hn_arena *a, const char *text)
{
    const char *volatile copy = NULL;
    jmp_buf landing;

    hn_arena_land(a, &landing);
    if (setjmp(landing) == 0)
        copy = hn_dup(a, text);
    hn_arena_land(a, NULL);
    return copy;
}

/* The request line has come: the target as it was sent. */
static void *
begin_request(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct live *l = take_live(cls);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
                                                                   MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    l->connection = connection;
    l->slot = info ? info->socket_context : NULL;
    if (l->slot)
        hn_watch_owes(l->http->watch, l->slot);
    l->x.in.target = keep(l->x.arena, target);
    return l;
}

static void
request_completed(void *cls, struct MHD_Connection *connection, void **context,
                  enum MHD_RequestTerminationCode how)
{
    struct live *l = *context;

    (void)cls;
    (void)connection;
    (void)how;
    if (!l)
        return;
    if (l->slot)
        hn_watch_owes(l->http->watch, l->slot);
    *context = NULL;
    give_back(l);
}

/* The library must not decode what we decode ourselves. */
static size_t
leave_as_it_is(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

struct header_walk {
    struct live *live;
    struct hn_header *headers;
    size_t count;
    bool cut; /* a NUL stands in a name or value */
};

static enum MHD_Result
copy_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
            size_t value_len)
{
    struct header_walk *walk = cls;
    struct hn_arena *a = walk->live->x.arena;

    (void)kind;
    if (walk->count > HN_LIMIT_HEADER_COUNT)
        return MHD_NO;
    if (!value) {
        value = "";
        value_len = 0;
    }
    if (memchr(name, 0, name_len) || memchr(value, 0, value_len))
        walk->cut = true;
    walk->headers[walk->count].name = hn_dup_n(a, name, name_len);
    walk->headers[walk->count].value = hn_dup_n(a, value, value_len);
    walk->count++;
    return MHD_YES;
}

static enum hn_http_method
method_of(const char *name)
{
    if (strcmp(name, "GET") == 0)
        return HN_HTTP_GET;
    if (strcmp(name, "HEAD") == 0)
        return HN_HTTP_HEAD;
    return strcmp(name, "POST") == 0 ? HN_HTTP_POST : HN_HTTP_OTHER;
}

static void
read_peer(struct live *l)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(l->connection,
                                                                   MHD_CONNECTION_INFO_CLIENT_ADDRESS);

    l->x.in.peer = hn_listen_peer(l->x.arena, info ? info->client_addr : NULL, &l->x.in.loopback);
}

/* Fills in the request's head. 0, or the status that refuses it. */
static unsigned
read_head(struct live *l, const char *method, const char *version)
{
    struct hn_http_request *in = &l->x.in;
    struct header_walk walk = { .live = l };

    in->method = method_of(method);
    in->path = in->query = "";
    read_peer(l);
    walk.headers = HN_NEW_N(l->x.arena, struct hn_header, HN_LIMIT_HEADER_COUNT + 1);
    MHD_get_connection_values_n(l->connection, MHD_HEADER_KIND, copy_header, &walk);
    in->headers = walk.headers;
    in->header_count = walk.count;

    const struct hn_head head = { method, version, in->target, walk.headers, walk.count };
    unsigned status = hn_guard_head(&head);

    if (status || walk.cut)
        return status ? status : 400;
    return hn_guard_target(l->x.arena, in->target, &in->path, &in->query) ? 0 : 400;
}

/* The body's ceiling, and whether the head already promises more. 0, or 413. */
static unsigned
begin_body(struct live *l)
{
    struct hn_http *h = l->http;
    const char *promised = hn_http_header(&l->x.in, "Content-Length");
    size_t limit = h->cfg.body_limit(h->cfg.self, &l->x);
    int64_t length = 0;

    hn_intake_begin(&l->body, l->x.arena, h->cfg.spool_dir, limit);
    if (promised && (!hn_parse_i64(promised, 0, INT64_MAX, &length) || (uint64_t)length > limit))
        return 413;
    return 0;
}

static void
add_headers(struct MHD_Response *response, const struct live *l)
{
    const struct hn_http_answer *out = &l->x.out;

    for (size_t i = 0; i < out->header_count; i++)
        MHD_add_response_header(response, out->headers[i].name, out->headers[i].value);
    if (out->close || __atomic_load_n(&l->http->stopping, __ATOMIC_RELAXED))
        MHD_add_response_header(response, "Connection", "close");
}

static enum MHD_Result
send_answer(struct live *l)
{
    struct hn_http_answer *out = &l->x.out;
    struct MHD_Response *response;
    enum MHD_Result sent;

    if (out->body == HN_BODY_FILE)
        response = MHD_create_response_from_fd64(out->len, out->fd);
    else
        response = MHD_create_response_from_buffer(out->body == HN_BODY_NONE ? 0 : out->len,
                                                   (void *)(uintptr_t)out->bytes, MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    l->stage = STAGE_SENT; /* the library closes the file from here on */
    add_headers(response, l);
    sent = MHD_queue_response(l->connection, out->status, response);
    MHD_destroy_response(response);
    return sent;
}

static enum MHD_Result
refuse(struct live *l, unsigned status)
{
    hn_http_clear(&l->x.out);
    l->http->cfg.refuse(l->http->cfg.self, &l->x, status);
    l->x.out.close = true;
    assert(l->x.out.status >= 400);
    return send_answer(l);
}

static void
run_handler(void *arg)
{
    struct live *l = arg;

    l->http->cfg.handle(l->http->cfg.self, &l->x);
}

/* Complete: suspend the connection and give the exchange to a worker. */
static enum MHD_Result
dispatch(struct live *l)
{
    unsigned status = hn_intake_end(&l->body, &l->x.in);

    if (l->slot)
        hn_watch_rests(l->http->watch, l->slot);
    if (status)
        return refuse(l, status);
    l->stage = STAGE_WORK;
    __atomic_add_fetch(&l->http->under_way, 1, __ATOMIC_RELAXED);
    MHD_suspend_connection(l->connection);
    hand_to_worker(&l->x, run_handler, l);
    return MHD_YES;
}

static enum MHD_Result
receive_head(struct live *l, const char *method, const char *version)
{
    unsigned status = l->x.in.target ? read_head(l, method, version) : 503;

    if (!status)
        status = begin_body(l);
    if (status)
        return refuse(l, status);
    l->stage = STAGE_BODY;
    return MHD_YES;
}

static enum MHD_Result
receive_body(struct live *l, const char *bytes, size_t *len)
{
    if (!hn_intake_take(&l->body, bytes, *len))
        return MHD_NO;
    /* A long upload may take its time as long as it moves; a form may not. */
    if (l->slot && l->body.limit > HN_LIMIT_FORM)
        hn_watch_owes(l->http->watch, l->slot);
    *len = 0;
    return MHD_YES;
}

static enum MHD_Result
receive(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
        const char *version, const char *bytes, size_t *len, void **context)
{
    struct live *l = *context;
    struct hn_arena *a = l ? l->x.arena : NULL;
    volatile enum MHD_Result result = MHD_NO;
    jmp_buf landing;

    (void)cls;
    (void)connection;
    (void)url;
    if (!l)
        return MHD_NO;
    if (l->stage == STAGE_ANSWER)
        return send_answer(l);
    if (l->stage == STAGE_BODY && *len == 0)
        return dispatch(l);
    /* When memory ends here, the connection is closed and nothing but this request is lost. */
    hn_arena_land(a, &landing);
    if (setjmp(landing) == 0)
        result = l->stage == STAGE_HEAD ? receive_head(l, method, version) : receive_body(l, bytes, len);
    hn_arena_land(a, NULL);
    return result;
}

/* --- start and stop --- */

static struct MHD_Daemon *
start_daemon(struct hn_http *h, int fd)
{
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    const struct hn_http_config *cfg = &h->cfg;

    return MHD_start_daemon(
        flags, 0, NULL, NULL, receive, h, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_CONNECTION_LIMIT, cfg->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        cfg->behind_proxy ? 0u : cfg->per_address, MHD_OPTION_CONNECTION_TIMEOUT, cfg->seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)64 << 10, MHD_OPTION_URI_LOG_CALLBACK, begin_request, h,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_NOTIFY_COMPLETED, request_completed, h,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, h, MHD_OPTION_END);
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
    for (struct live *l = h->idle; l; l = l->next) {
        if (l->x.arena)
            hn_arena_free(l->x.arena);
    }
    hn_arena_free(h->memory);
}
