/* roster.c: see roster.h. */
#include "demo/roster.h"

#include <assert.h>
#include <string.h>

struct hn_demo_roster {
    const struct hn_demo_plan *plan;
    struct hn_demo_stay *stays, *sorted;
    int *first; /* of each unit, in sorted; one more at the end */
    int count, room;
};

struct hn_demo_roster *
hn_demo_roster_new(struct hn_arena *a, const struct hn_demo_plan *plan)
{
    struct hn_demo_roster *r = HN_NEW(a, struct hn_demo_roster);

    r->plan = plan;
    r->room = plan->members * 2; /* nobody has more than two stays */
    r->stays = HN_NEW_N(a, struct hn_demo_stay, (size_t)r->room);
    r->sorted = HN_NEW_N(a, struct hn_demo_stay, (size_t)r->room);
    r->first = HN_NEW_N(a, int, (size_t)plan->unit_count + 1);
    return r;
}

static void
stay(struct hn_demo_roster *r, const struct hn_demo_stay *s)
{
    assert(r->count < r->room);
    if (s->from < s->to)
        r->stays[r->count++] = *s;
}

static int8_t
rank_of(const struct hn_demo_person *p, int unit)
{
    static const char *const ranks[] = { "secretary", "deputy_secretary", "committee_member" };

    for (int i = 0; i < p->office_count; i++)
        for (int8_t k = 0; k < 3; k++)
            if (p->offices[i].unit == unit && strcmp(p->offices[i].office, ranks[k]) == 0)
                return k;
    return 3;
}

static int
above_of(const struct hn_demo_person *p, int unit)
{
    for (int i = 0; i < p->office_count; i++)
        if (p->offices[i].unit >= 0 && p->offices[i].unit != unit)
            return p->offices[i].unit;
    return -1;
}

void
hn_demo_roster_add(struct hn_demo_roster *r, int unit, const struct hn_demo_person *p, struct hn_person_id id)
{
    struct hn_demo_stay s = { .person = id,
                              .from = p->joined,
                              .to = HN_DAY_OPEN,
                              .official = p->official,
                              .exempt = strcmp(p->activity, "active") == 0 ? HN_DAY_OPEN : p->activity_from,
                              .unit = unit,
                              .above = above_of(p, unit),
                              .rank = rank_of(p, unit) };

    stay(r, &s);
    if (p->came_from < 0)
        return;
    s.unit = p->came_from;
    s.to = p->joined;
    s.from = p->admitted > r->plan->first_day ? p->admitted : r->plan->first_day;
    s.rank = 3;
    s.above = -1;
    stay(r, &s);
}

void
hn_demo_roster_close(struct hn_demo_roster *r)
{
    int units = r->plan->unit_count;

    memset(r->first, 0, ((size_t)units + 1) * sizeof *r->first);
    for (int i = 0; i < r->count; i++)
        r->first[r->stays[i].unit + 1]++;
    for (int u = 0; u < units; u++)
        r->first[u + 1] += r->first[u];
    for (int i = 0; i < r->count; i++)
        r->sorted[r->first[r->stays[i].unit]++] = r->stays[i];
    /* Each first now stands where the next unit begins. */
    memmove(r->first + 1, r->first, (size_t)units * sizeof *r->first);
    r->first[0] = 0;
}

const struct hn_demo_stay *
hn_demo_stays(const struct hn_demo_roster *r, int unit, int *count)
{
    *count = r->first[unit + 1] - r->first[unit];
    return r->sorted + r->first[unit];
}

int
hn_demo_members_on(const struct hn_demo_roster *r, int unit, hn_day day, int *base)
{
    int count, members = 0;
    const struct hn_demo_stay *stays = hn_demo_stays(r, unit, &count);

    *base = 0;
    for (int i = 0; i < count; i++) {
        if (!hn_demo_stays_on(&stays[i], day))
            continue;
        members++;
        *base += day < stays[i].exempt;
    }
    return members;
}
