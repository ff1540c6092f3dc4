/* serve.h: the server: an opened data folder, the listener, the socket for commands, until a signal ends it; and the
 * commands that are about it. Stands above the floors: it wires the web and the command line together. */
#ifndef HN_SERVE_H
#define HN_SERVE_H

#include "cli/cli.h"
#include "print/pdf.h"

/* Serves cli->data until SIGTERM or SIGINT. ready is called once it listens (NULL: nothing more to say). Made-up data
 * are served on loopback only: refused with cli.loopback. printer: started before any thread and before data are read; NULL:
 * no PDF files. Answers an exit code. */
int hn_serve(struct hn_cli *cli, const char *listen, struct hn_printer *printer,
             void (*ready)(struct hn_cli *cli, const struct hn_host *host));

/* start.c: commands; they answer an exit code. */
int hn_cmd_init(struct hn_cli *cli);
int hn_cmd_serve(struct hn_cli *cli);
int hn_cmd_demo(struct hn_cli *cli);
int hn_cmd_routes(struct hn_cli *cli);

#endif
