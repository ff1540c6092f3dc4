/* meetings.h: writes the months of every cell: meetings, rolls, scores, excuses. (product/ section 4; issue of the month)
 *
 * The years of the article and, so that what is asked of today has an answer, the twelve months before the day of
 * filling and the running month once every real cell has met in it. In parts, a transaction each, so that memory and
 * the journal stay small. Neighbours: month.h works out what happens, whole.h the cells told in full.
 */
#ifndef HN_DEMO_MEETINGS_H
#define HN_DEMO_MEETINGS_H

#include "demo/fill.h"
#include "demo/month.h"

enum { HN_DEMO_MONTHS = 12 * 5 + 12 + 1, HN_DEMO_PART = 250 /* units in one transaction */ };

struct hn_demo_meetings {
    const struct hn_demo_fill *fill;
    struct hn_demo_holders holders;
    int64_t month[HN_DEMO_MONTHS];
    struct hn_demo_month *planned[HN_DEMO_MONTHS]; /* of each holder */
    int month_count;
    int done;                      /* holders written */
    struct hn_demo_visits *visits; /* who of the committees above comes when (visits.h) */
};

/* Works out all months; today: the day of filling. In the arena. */
struct hn_demo_meetings *hn_demo_meetings_plan(struct hn_arena *a, const struct hn_demo_fill *fill,
                                               hn_day today);
/* A hn_write_fn: arg is the struct hn_demo_fill. The day by which the invented committees have their cells meet. */
enum hn_rc hn_demo_rules(struct hn_ctx *c, void *arg);
/* A hn_write_fn: arg is the above; writes the next part. */
enum hn_rc hn_demo_meetings_part(struct hn_ctx *c, void *arg);
static inline bool
hn_demo_meetings_left(const struct hn_demo_meetings *m)
{
    return m->done < m->holders.count;
}

/* The subject of a month's thematic part. */
const char *hn_demo_topic(int64_t month);

/* The instant of a minute of a day in Viet Nam. */
static inline hn_time
hn_demo_at(hn_day day, int minute)
{
    return (hn_time)day * HN_DAY_US + (hn_time)minute * 60 * 1000000 - HN_ZONE_US;
}

#endif
