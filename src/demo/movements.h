/* movements.h: an emulation movement of 2021, judged and rewarded, among cells of a committee that is invented, since nobody who
 * exists is to rank below another; and one of Tân Bình that still runs. (product/ section 4, Guards; S18)
 */
#ifndef HN_DEMO_MOVEMENTS_H
#define HN_DEMO_MOVEMENTS_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_movements(struct hn_ctx *c, void *arg);

#endif
