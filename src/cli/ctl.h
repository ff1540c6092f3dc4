/* ctl.h: writing commands beside a running server, through the socket DIR/ctl (0600). (stack/ section 8)
 *
 * The asker sends its arguments as one message and, with it, its standard streams and the file it opened; the server
 * runs the very same command function, on its writer, with those streams, and answers the exit code. So census and
 * caches hear of every change, and the server opens no path for anyone.
 */
#ifndef HN_CLI_CTL_H
#define HN_CLI_CTL_H

#include "cli/cli.h"

/* True when a server answered; *code is then its exit code. False: no server on this data folder. */
bool hn_ctl_ask(struct hn_cli *cli, int argc, const char *const *argv, int *code);

struct hn_ctl;
/* Listens on DIR/ctl and runs commands one at a time on a thread of its own until hn_ctl_stop. */
enum hn_rc hn_ctl_start(struct hn_ctx *c, const struct hn_host *host, struct hn_ctl **out);
void hn_ctl_stop(struct hn_ctl *ctl);

#endif
