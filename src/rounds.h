/* rounds.h: what the server does by the clock and not by a request: letters that wait are laid out every few seconds, late
 * cells reminded every hour. One thread with memory of its own; each deed goes through the writer like any other.
 *
 * Not for: the deeds themselves (notice/).
 */
#ifndef HN_ROUNDS_H
#define HN_ROUNDS_H

#include "cli/cli.h"

struct hn_rounds;
struct hn_rounds_config {
    const struct hn_host *host;
    const char *address; /* where people reach the program, for letters; "" unknown */
    const char *mail_from;
    bool remind;  /* false for made-up data, whose months end where they were filled */
    int every_ms; /* between two looks at the outbox */
};
/* HN_UNAVAILABLE: no thread to be had. The config is copied, its texts are not. */
enum hn_rc hn_rounds_start(struct hn_ctx *c, const struct hn_rounds_config *config, struct hn_rounds **out);
/* Waits for what is under way. */
void hn_rounds_stop(struct hn_rounds *r);

#endif
