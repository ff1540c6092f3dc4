/* mhd_receive.c: the library's callbacks, all on its one thread. A request passes through them like this: the raw
 * target arrives (hn_mhd_begin), the head (hn_mhd_receive, first call: guard, body limit), the body (further
 * calls), then the connection is suspended and the exchange goes to a worker. Whoever finishes the answer resumes
 * the connection, and the last call sends it.
 */
#include <assert.h>
#include <setjmp.h>
#include <string.h>

#include "base/limits.h"
#include "base/num.h"
#include "http/guard.h"
#include "http/listen.h"
#include "http/mhd_inside.h"

void
hn_mhd_connection(void *cls, struct MHD_Connection *connection, void **socket_context,
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
void *
hn_mhd_begin(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct hn_live *l = hn_live_take(cls);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
                                                                   MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    l->connection = connection;
    l->slot = info ? info->socket_context : NULL;
    if (l->slot)
        hn_watch_owes(l->http->watch, l->slot);
    l->x.in.target = keep(l->x.arena, target);
    return l;
}

void
hn_mhd_completed(void *cls, struct MHD_Connection *connection, void **context,
                 enum MHD_RequestTerminationCode how)
{
    struct hn_live *l = *context;

    (void)cls;
    (void)connection;
    (void)how;
    if (!l)
        return;
    if (l->slot)
        hn_watch_owes(l->http->watch, l->slot);
    *context = NULL;
    hn_live_give_back(l);
}

/* The library must not decode what we decode ourselves. */
size_t
hn_mhd_unescape(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

struct header_walk {
    struct hn_live *live;
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
read_peer(struct hn_live *l)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(l->connection,
                                                                   MHD_CONNECTION_INFO_CLIENT_ADDRESS);

    l->x.in.peer = hn_listen_peer(l->x.arena, info ? info->client_addr : NULL, &l->x.in.loopback);
}

/* Fills in the request's head. 0, or the status that refuses it. */
static unsigned
read_head(struct hn_live *l, const char *method, const char *version)
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
begin_body(struct hn_live *l)
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
add_headers(struct MHD_Response *response, const struct hn_live *l)
{
    const struct hn_http_answer *out = &l->x.out;

    for (size_t i = 0; i < out->header_count; i++)
        MHD_add_response_header(response, out->headers[i].name, out->headers[i].value);
    if (out->close || __atomic_load_n(&l->http->stopping, __ATOMIC_RELAXED))
        MHD_add_response_header(response, "Connection", "close");
}

static enum MHD_Result
send_answer(struct hn_live *l)
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
    l->stage = HN_STAGE_SENT; /* the library closes the file from here on */
    add_headers(response, l);
    sent = MHD_queue_response(l->connection, out->status, response);
    MHD_destroy_response(response);
    return sent;
}

static enum MHD_Result
refuse(struct hn_live *l, unsigned status)
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
    struct hn_live *l = arg;

    l->http->cfg.handle(l->http->cfg.self, &l->x);
}

/* Complete: suspend the connection and give the exchange to a worker. */
static enum MHD_Result
dispatch(struct hn_live *l)
{
    unsigned status = hn_intake_end(&l->body, &l->x.in);

    if (l->slot)
        hn_watch_rests(l->http->watch, l->slot);
    if (status)
        return refuse(l, status);
    l->stage = HN_STAGE_WORK;
    __atomic_add_fetch(&l->http->under_way, 1, __ATOMIC_RELAXED);
    MHD_suspend_connection(l->connection);
    hn_live_hand_over(&l->x, run_handler, l);
    return MHD_YES;
}

static enum MHD_Result
receive_head(struct hn_live *l, const char *method, const char *version)
{
    unsigned status = l->x.in.target ? read_head(l, method, version) : 503;

    if (!status)
        status = begin_body(l);
    if (status)
        return refuse(l, status);
    l->stage = HN_STAGE_BODY;
    return MHD_YES;
}

static enum MHD_Result
receive_body(struct hn_live *l, const char *bytes, size_t *len)
{
    if (!hn_intake_take(&l->body, bytes, *len))
        return MHD_NO;
    /* A long upload may take its time as long as it moves; a form may not. */
    if (l->slot && l->body.limit > HN_LIMIT_FORM)
        hn_watch_owes(l->http->watch, l->slot);
    *len = 0;
    return MHD_YES;
}

enum MHD_Result
hn_mhd_receive(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
               const char *version, const char *bytes, size_t *len, void **context)
{
    struct hn_live *l = *context;
    struct hn_arena *a = l ? l->x.arena : NULL;
    volatile enum MHD_Result result = MHD_NO;
    jmp_buf landing;

    (void)cls;
    (void)connection;
    (void)url;
    if (!l)
        return MHD_NO;
    if (l->stage == HN_STAGE_ANSWER)
        return send_answer(l);
    if (l->stage == HN_STAGE_BODY && *len == 0)
        return dispatch(l);
    /* When memory ends here, the connection is closed and nothing but this request is lost. */
    hn_arena_land(a, &landing);
    if (setjmp(landing) == 0)
        result = l->stage == HN_STAGE_HEAD ? receive_head(l, method, version) : receive_body(l, bytes, len);
    hn_arena_land(a, NULL);
    return result;
}
