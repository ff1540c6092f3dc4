/* criteria.h: Tân Bình's new rural area in the made-up province: recognised in 2018, and at the end of 2020 all of a local set of
 * eight criteria and twenty-seven lines met, a year before it was planned. (product/ section 4; S9)
 *
 * The years and the totals are the article's. The set's own names were not found, so they are invented and say so in
 * themselves, as do decision, plan and values. Nothing is said of any other commune: what is not kept is not "not met".
 */
#ifndef HN_DEMO_CRITERIA_H
#define HN_DEMO_CRITERIA_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_criteria(struct hn_ctx *c, void *arg);

#endif
