/* whole.h: the cells told in full: agenda, opinions, votes, tasks, scores, minutes and resolution of every month, by the
 * program's own deeds, so that each page of a meeting has something real to show. (product/ section 4)
 *
 * All cells of Tân Bình. Their months follow the same plan as everybody's (month.h); opinions are plain sentences from a
 * small list, said by made-up members. Not for: the many others (meetings.h); the meeting to come (present.h).
 */
#ifndef HN_DEMO_WHOLE_H
#define HN_DEMO_WHOLE_H

#include "demo/meetings.h"

enum { HN_DEMO_WHOLE_CELLS = 14 };

/* Is the unit's month told in full? In the small demo only those from 2021 on, so that it stays quick. */
bool hn_demo_is_whole(const struct hn_demo_plan *plan, int unit, int64_t month);

struct hn_demo_rural;

struct hn_demo_whole {
    const struct hn_demo_meetings *all;
    int at;                      /* next month */
    int64_t running;             /* the month of filling */
    struct hn_demo_rural *rural; /* what these cells do towards one resolution (rural.h) */
    int cell_count;
    struct {
        int nth; /* holder */
        int turn;
        int64_t task[3]; /* set by the last meeting */
        int task_count;
        bool *payer; /* of each stay: what he pays is known already */
    } cell[HN_DEMO_WHOLE_CELLS];
};

struct hn_demo_whole *hn_demo_whole_plan(struct hn_arena *a, const struct hn_demo_meetings *all,
                                         hn_day today);
/* A hn_write_fn: arg is the above; writes the next month of all these cells. */
enum hn_rc hn_demo_whole_month(struct hn_ctx *c, void *arg);

/* Which of the cells the accounts of the demo belong to; -1 none. Its running month is left to present.h. */
int hn_demo_own_cell(const struct hn_demo_whole *w);

/* Puts the clock to a minute of a day. */
void hn_demo_clock(struct hn_ctx *c, hn_day day, int minute);

#endif
