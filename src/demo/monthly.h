/* monthly.h: a form the cells of Tân Bình fill in every month, for the twelve months before the day of filling. (product/ section 4; P8)
 *
 * What is counted is made up and says so in its name; totals, nobody is named. All cells report in time and are approved, and over
 * any three months each comes to the same, so that none stands above or below another.
 */
#ifndef HN_DEMO_MONTHLY_H
#define HN_DEMO_MONTHLY_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_monthly(struct hn_ctx *c, void *arg);

#endif
