/* bench.h: what `bench --cascade` measures, kept apart from cmd_bench.c. */
#ifndef HN_CLI_BENCH_H
#define HN_CLI_BENCH_H

#include "cli/cmd.h"

/* Writes a paper for every cell of the open folder, with tasks, and prints what sending it and its chain cost, a line a figure.
 * HN_CONFLICT cli.not_demo. */
enum hn_rc hn_bench_cascade(struct hn_cli *cli, const struct hn_host *host);

#endif
