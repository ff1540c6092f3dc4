/* serve.h: the server: an opened data folder, the listener, the socket for commands, until a signal ends it. */
#ifndef HN_CLI_SERVE_H
#define HN_CLI_SERVE_H

#include "cli/cli.h"

#define HN_LISTEN_DEFAULT "127.0.0.1:8080"

/* Serves cli->data until SIGTERM or SIGINT. ready is called once it listens (NULL: nothing more to say). Made-up data
 * are served on loopback only: refused with cli.loopback. Answers an exit code. */
int hn_serve(struct hn_cli *cli, const char *listen, void (*ready)(struct hn_cli *cli, const struct hn_host *host));

#endif
