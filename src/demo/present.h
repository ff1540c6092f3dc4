/* present.h: what waits today in the cell of the demo's accounts: a meeting this month with agenda and invitation, tasks of
 * the last one still open, so that "my work" of its secretary and its member has something real to show.
 *
 * Everything else ends on the days told in meetings.h. Not for: the months before (whole.h).
 */
#ifndef HN_DEMO_PRESENT_H
#define HN_DEMO_PRESENT_H

#include "demo/whole.h"

/* A hn_write_fn: arg is the struct hn_demo_whole, all its months written. c->now is the moment of filling. */
enum hn_rc hn_demo_present(struct hn_ctx *c, void *arg);

#endif
