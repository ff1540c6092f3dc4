/* listen.h: where the server listens: an address as text, opened as a socket. */
#ifndef HN_HTTP_LISTEN_H
#define HN_HTTP_LISTEN_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/ctx.h"

struct hn_address {
    struct sockaddr_storage at;
    socklen_t len;
    bool loopback; /* reachable from this machine alone */
};

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "*:8080" (every address). Port 0: any free one.
 * HN_INVALID: not such a text (fault "serve.address"). */
enum hn_rc hn_listen_parse(struct hn_ctx *c, const char *text, struct hn_address *out);
/* A listening socket there. HN_UNAVAILABLE: taken or not allowed (fault "serve.listen"). */
enum hn_rc hn_listen_open(struct hn_ctx *c, const struct hn_address *where, int *fd);
/* The address as text in a, IPv4 also when it came as ::ffff:a.b.c.d; loopback says whether it is this machine. */
const char *hn_listen_peer(struct hn_arena *a, const struct sockaddr *peer, bool *loopback);

#endif
