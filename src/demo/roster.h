/* roster.h: who belongs to which unit of the made-up province on a day: what its meetings are planned from.
 *
 * Kept small, since the whole province stays in memory while its months are written: about 40 bytes a stay. Pure
 * computation. Neighbours: people.h draws the persons, month.h plans what they do.
 */
#ifndef HN_DEMO_ROSTER_H
#define HN_DEMO_ROSTER_H

#include "base/ids.h"
#include "demo/people.h"

/* A person's days in a unit, from ≤ day < to. rank: 0 secretary, 1 deputy, 2 committee member of the unit, 3 none. */
struct hn_demo_stay {
    struct hn_person_id person;
    hn_day from, to, official, exempt;
    int unit;
    int above; /* index of the committee above in which he holds an office; -1 none */
    int8_t rank;
};

struct hn_demo_roster;

struct hn_demo_roster *hn_demo_roster_new(struct hn_arena *a, const struct hn_demo_plan *plan);
/* In order of persons' ids. */
void hn_demo_roster_add(struct hn_demo_roster *r, int unit, const struct hn_demo_person *p,
                        struct hn_person_id id);
/* After the last: from here on it may be asked. */
void hn_demo_roster_close(struct hn_demo_roster *r);

/* All stays of a unit, whenever, in order of persons' ids. */
const struct hn_demo_stay *hn_demo_stays(const struct hn_demo_roster *r, int unit, int *count);
static inline bool
hn_demo_stays_on(const struct hn_demo_stay *s, hn_day day)
{
    return s->from <= day && day < s->to;
}
/* Members on a day; *base: of these, those not exempt then. */
int hn_demo_members_on(const struct hn_demo_roster *r, int unit, hn_day day, int *base);

#endif
