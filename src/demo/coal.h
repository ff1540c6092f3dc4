/* coal.h: the coal figures of 2016-2020 as values of indicators of Than Quảng Ninh. (product/ section 4; S11)
 *
 * Five figures for the span of five years, each with the word the article has before it. They stay values of the span: no
 * year is given a share. What had been planned is made up, and says so.
 */
#ifndef HN_DEMO_COAL_H
#define HN_DEMO_COAL_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_coal(struct hn_ctx *c, void *arg);

#endif
