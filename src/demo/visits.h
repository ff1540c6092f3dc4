/* visits.h: who of the committees above follows which cell of the made-up province, and when he comes.
 *
 * Officers of the committee first, then leaders of its other cells; each follows three cells at most, none his own, and
 * visits one a month, so that every cell sees its visitor in every third month. Under real committees no visit is missed
 * and each has its note; under invented ones some are. (product/ section 4, Guards) Neighbours: month.h, meetings.h.
 */
#ifndef HN_DEMO_VISITS_H
#define HN_DEMO_VISITS_H

#include "demo/meetings.h"

struct hn_demo_visits;

struct hn_demo_visits *hn_demo_visits_plan(struct hn_arena *a, const struct hn_demo_meetings *all,
                                           int64_t running);
/* Who comes to the meeting of the nth holder for that month; 0 nobody. */
struct hn_person_id hn_demo_visitor(const struct hn_demo_visits *v, int nth, int64_t month);
/* hn_write_fn, arg is the struct hn_demo_meetings: the assignments; the visits of the next month. */
enum hn_rc hn_demo_followers(struct hn_ctx *c, void *arg);
enum hn_rc hn_demo_visits_month(struct hn_ctx *c, void *arg);
bool hn_demo_visits_left(const struct hn_demo_meetings *all);

#endif
