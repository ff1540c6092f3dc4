/* cascade.h: papers of the made-up province that go to every unit below it, what each answers, and the one task a cell sets
 * itself by its plan. (product/ section 4; S4)
 *
 * A resolution received from above and the province's own that carries it out, both of 2021, and one of this month that
 * nobody owes an answer to yet. Units that exist all answer in time, their days spread over the same weeks, and do what
 * they planned; late, silent and half done are only under committees whose name says that they are invented. In bulk.
 */
#ifndef HN_DEMO_CASCADE_H
#define HN_DEMO_CASCADE_H

#include "demo/meetings.h"

/* A hn_write_fn: arg is the struct hn_demo_meetings. */
enum hn_rc hn_demo_cascade(struct hn_ctx *c, void *arg);

#endif
