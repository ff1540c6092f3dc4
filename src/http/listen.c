/* listen.c: addresses and the listening socket. */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/num.h"

enum { BACKLOG = 512 };

static bool
parse_host(const char *host, in_port_t port, struct hn_address *out)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)&out->at;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&out->at;

    memset(out, 0, sizeof *out);
    if (strcmp(host, "*") == 0 || strcmp(host, "localhost") == 0)
        host = host[0] == '*' ? "0.0.0.0" : "127.0.0.1";
    if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        out->len = sizeof *v4;
        out->loopback = (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
        return true;
    }
    if (inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        out->len = sizeof *v6;
        out->loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
        return true;
    }
    return false;
}

enum hn_rc
hn_listen_parse(struct hn_ctx *c, const char *text, struct hn_address *out)
{
    const char *colon = strrchr(text, ':');
    int64_t port = 0;

    if (!colon || !hn_parse_i64(colon + 1, 0, 65535, &port))
        return hn_fail_arg(c, HN_INVALID, "listen", "serve.address", text);

    size_t len = (size_t)(colon - text);
    bool bracketed = len >= 2 && text[0] == '[' && text[len - 1] == ']';
    char *host = bracketed ? hn_dup_n(c->arena, text + 1, len - 2) : hn_dup_n(c->arena, text, len);

    if (!parse_host(host, (in_port_t)port, out))
        return hn_fail_arg(c, HN_INVALID, "listen", "serve.address", text);
    if (out->at.ss_family == AF_INET6 && !bracketed)
        return hn_fail_arg(c, HN_INVALID, "listen", "serve.address", text);
    return HN_OK;
}

enum hn_rc
hn_listen_open(struct hn_ctx *c, const struct hn_address *where, int *fd)
{
    const int yes = 1;
    int s = socket(where->at.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (s >= 0 && setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(s, (const struct sockaddr *)&where->at, where->len) == 0 && listen(s, BACKLOG) == 0) {
        *fd = s;
        return HN_OK;
    }
    const char *why = hn_dup(c->arena, strerror(errno));

    hn_log(HN_LOG_ERROR, "cannot listen: %s", why);
    if (s >= 0)
        close(s);
    return hn_fail_arg(c, HN_UNAVAILABLE, "listen", "serve.listen", why);
}

const char *
hn_listen_peer(struct hn_arena *a, const struct sockaddr *peer, bool *loopback)
{
    char text[INET6_ADDRSTRLEN] = "";

    *loopback = false;
    if (peer && peer->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)peer;

        inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
        *loopback = (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
    } else if (peer && peer->sa_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)peer;

        if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) {
            inet_ntop(AF_INET, &v6->sin6_addr.s6_addr[12], text, sizeof text);
            *loopback = v6->sin6_addr.s6_addr[12] == 127;
        } else {
            inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
            *loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
        }
    }
    return hn_dup(a, text);
}
