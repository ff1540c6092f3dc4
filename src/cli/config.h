/* config.h: how a server runs: DIR/hatnhan.conf, then the environment, then the command line; later ones win.
 *
 *     [serve]
 *     listen = 127.0.0.1:8080        HATNHAN_LISTEN, --listen
 *     workers = 4                    HATNHAN_WORKERS
 *     proxies = 127.0.0.1, ::1       HATNHAN_PROXIES: whose X-Forwarded-For is believed
 *     address = https://so.example   HATNHAN_ADDRESS: where people reach the program, for links in letters
 *     mail_from = so@so.example      HATNHAN_MAIL_FROM: whom letters come from
 *
 * Never keys or passwords: those have files of their own. (security/ section 5)
 */
#ifndef HN_CLI_CONFIG_H
#define HN_CLI_CONFIG_H

#include "base/ctx.h"

#define HN_LISTEN_DEFAULT "127.0.0.1:8080"

enum { HN_CONFIG_PROXIES = 16 };

struct hn_config {
    const char *listen;
    const char *address; /* "" unknown */
    const char *mail_from;
    unsigned workers;
    const char *proxies[HN_CONFIG_PROXIES + 1]; /* NULL-ended */
};

/* listen: of the command line, NULL when not given. HN_INVALID cli.config: the line that is not understood. */
enum hn_rc hn_config_read(struct hn_ctx *c, const char *dir, const char *listen, struct hn_config *out);

#endif
