/* teams.h: COVID teams of Tân Bình's villages in July 2021: members of several cells and others, counts by day, closed; and
 * what Tân Bình mobilised, as totals. All made up, and every village alike. (product/ section 4; S10, S19)
 */
#ifndef HN_DEMO_TEAMS_H
#define HN_DEMO_TEAMS_H

#include "demo/meetings.h"

/* hn_write_fns: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_teams(struct hn_ctx *c, void *arg);
enum hn_rc hn_demo_resources(struct hn_ctx *c, void *arg);

#endif
