/* http.h: a request as it came in, an answer as it goes out, and the listener between them and the network.
 *
 * The listener reads and writes sockets on one thread and never touches the store: it checks the framing
 * (guard.h), collects the body and hands the exchange to a worker. Whoever finishes the answer, on whatever
 * thread, calls x->answer(x) once. The listener knows nothing of pages, sessions or forms; tests make an
 * exchange themselves and need no socket. Only this folder includes microhttpd.h.
 */
#ifndef HN_HTTP_HTTP_H
#define HN_HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

enum hn_http_method { HN_HTTP_GET, HN_HTTP_HEAD, HN_HTTP_POST, HN_HTTP_OTHER };

struct hn_header {
    const char *name;
    const char *value;
};

struct hn_http_request {
    enum hn_http_method method;
    const char *target; /* as sent */
    const char *path;   /* decoded: valid UTF-8, begins with '/', no "." or ".." segment, no control byte */
    const char *query;  /* after '?', still encoded; "" when there is none */
    const struct hn_header *headers;
    size_t header_count;
    const char *body; /* in memory, or the spooled file mapped; NULL when empty */
    size_t body_len;
    const char *peer; /* address of the other end as text, "127.0.0.1" */
    bool loopback;    /* the other end is this machine */
};

/* A header's value, the name compared without case; NULL when it is absent. */
const char *hn_http_header(const struct hn_http_request *in, const char *name);

enum hn_body { HN_BODY_NONE, HN_BODY_BYTES, HN_BODY_FILE };

#define HN_ANSWER_HEADERS 32

struct hn_http_answer {
    unsigned status;
    struct hn_header headers[HN_ANSWER_HEADERS];
    size_t header_count;
    enum hn_body body;
    const void *bytes; /* HN_BODY_BYTES: lives as long as the exchange's arena, or for ever */
    size_t len;
    int fd;     /* HN_BODY_FILE: the listener closes it */
    bool close; /* end the connection after this answer */
};

/* Adds a header; a header beyond HN_ANSWER_HEADERS is a programmer's mistake. */
void hn_http_add(struct hn_http_answer *out, const char *name, const char *value);
/* Forgets an answer begun, closing its file. */
void hn_http_clear(struct hn_http_answer *out);

struct hn_exchange;
typedef void hn_work_fn(void *arg);

struct hn_exchange {
    struct hn_arena *arena; /* of this request, until the answer has left; ceiling HN_LIMIT_REQUEST_MEMORY */
    struct hn_http_request in;
    struct hn_http_answer out;
    void *call; /* for the handler's own use */
    /* The answer is complete. Once, from any thread; afterwards x is no longer the caller's. */
    void (*answer)(struct hn_exchange *x);
    /* Run work(arg) on a worker. From any thread, for the writer's thread to hand an exchange back. */
    void (*later)(struct hn_exchange *x, hn_work_fn *work, void *arg);
};

struct hn_http_config {
    const char *listen;    /* "127.0.0.1:8080", "[::1]:0", "*:8080" */
    int listen_fd;         /* a listening socket handed over (socket activation); -1: open one */
    unsigned workers;      /* threads that run handle; at least 1 */
    unsigned connections;  /* 0: HN_LIMIT_CONNECTIONS */
    unsigned per_address;  /* connections of one address; 0: HN_LIMIT_ADDRESS_CONNECTIONS */
    bool behind_proxy;     /* all come from the proxy's address: no ceiling for one address */
    unsigned seconds;      /* for a request to be complete; 0: HN_LIMIT_REQUEST_SECONDS */
    const char *spool_dir; /* where bodies above 64 KiB wait, in files without a name */
    void *self;
    /* On a worker, with a complete request. */
    void (*handle)(void *self, struct hn_exchange *x);
    /* On the listener's thread, before the body is read: how many bytes of body are taken. */
    size_t (*body_limit)(void *self, const struct hn_exchange *x);
    /* On the listener's thread: fills x->out for a request refused unread with this status. Must not block. */
    void (*refuse)(void *self, struct hn_exchange *x, unsigned status);
};

struct hn_http;

/* HN_INVALID: not an address (fault "serve.address"); HN_UNAVAILABLE: cannot listen there ("serve.listen"). */
enum hn_rc hn_http_start(struct hn_ctx *c, const struct hn_http_config *cfg, struct hn_http **out);
unsigned hn_http_port(const struct hn_http *h);
unsigned hn_http_connections(const struct hn_http *h);
/* Takes no new connections, lets those that are being answered finish for at most drain_ms, ends the workers. */
void hn_http_stop(struct hn_http *h, int drain_ms);

#endif
