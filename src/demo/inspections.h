/* inspections.h: a year's programme of a committee that is invented, two inspections of cells below it: one whose shortcoming
 * was put right and which lies in the archive, one still open and past its day. (product/ section 4, Guards; S8)
 *
 * Nothing of the kind is told of anybody who exists. The account kiemtra leads both teams.
 */
#ifndef HN_DEMO_INSPECTIONS_H
#define HN_DEMO_INSPECTIONS_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_inspections(struct hn_ctx *c, void *arg);

#endif
