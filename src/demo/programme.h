/* programme.h: the programme of Than Quảng Ninh for 2016-2020 in six strands, its targets, measured by the indicators of coal.h, the plans of
 * the organisations below it and a task of each. (product/ section 4; S11)
 *
 * The results and their qualifiers are those of the article; what was aimed at is made up, and says so.
 */
#ifndef HN_DEMO_PROGRAMME_H
#define HN_DEMO_PROGRAMME_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_programme(struct hn_ctx *c, void *arg);

#endif
