/* bench.h: what `bench --cascade` and `bench --indicators` measure, kept apart from cmd_bench.c. */
#ifndef HN_CLI_BENCH_H
#define HN_CLI_BENCH_H

#include "cli/cmd.h"

/* Writes a paper for every cell of the open folder, with tasks, and prints what sending it and its chain cost, a line a figure.
 * HN_CONFLICT cli.not_demo. */
enum hn_rc hn_bench_cascade(struct hn_cli *cli, const struct hn_host *host);

/* Writes values of indicators for every cell of the open folder over 60 months, and prints what their figures for the whole by
 * month cost, read anew and kept. HN_CONFLICT cli.not_demo. */
enum hn_rc hn_bench_indicators(struct hn_cli *cli, const struct hn_host *host);

#endif
