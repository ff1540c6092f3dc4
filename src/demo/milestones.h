/* milestones.h: what the article tells of the past of Than Quảng Ninh, as milestones with their source. (product/ section 4)
 */
#ifndef HN_DEMO_MILESTONES_H
#define HN_DEMO_MILESTONES_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_milestones(struct hn_ctx *c, void *arg);

#endif
