/* said.h: the sentences of the demo's meetings: plain and neutral, about nobody. */
#ifndef HN_DEMO_SAID_H
#define HN_DEMO_SAID_H

#include <stddef.h>
#include <stdint.h>

/* The n-th of a kind, round and round: opinion proposal praise reminder; ideology leadership shortcomings next
 * organisation conclusion; task. */
const char *hn_demo_said(const char *kind, int64_t n);

#endif
