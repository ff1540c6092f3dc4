/* plan_members.c: how many members each cell has, and which cell gives a committee its officers. */
#include <assert.h>
#include <string.h>

#include "demo/plan_make.h"

enum { GROUP_MAX = 6000 };

static bool
is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

struct group {
    int units[GROUP_MAX];
    int weights[GROUP_MAX];
    int shares[GROUP_MAX];
    int count;
};

static int
weight_of(const struct hn_demo_unit *u, struct hn_rng *rng)
{
    if (u->village)
        return hn_rng_between(rng, 120, 360);
    if (is(u->sector, "private_firm"))
        return hn_rng_between(rng, 40, 110);
    if (is(u->kind, "grassroots_cell"))
        return hn_rng_between(rng, 90, 210);
    if (is(u->sector, "school") || is(u->sector, "health"))
        return hn_rng_between(rng, 80, 180);
    return hn_rng_between(rng, 110, 240);
}

static void
share_members(struct hn_plan_make *m, struct group *g, int total, int most)
{
    if (g->count == 0)
        return;
    hn_demo_share(g->weights, g->count, total, 4, most, g->shares);
    for (int i = 0; i < g->count; i++)
        m->plan->units[g->units[i]].members = g->shares[i];
}

static void
join(struct group *g, int unit, int weight)
{
    assert((size_t)g->count < sizeof g->units / sizeof *g->units);
    g->units[g->count] = unit;
    g->weights[g->count++] = weight;
}

static void
set_tan_binh(struct hn_demo_unit *u, int nth)
{
    static const int members[] = { 9, 14, 10, 15, 11, 16, 12, 17, 13, 11, 10, 9, 6, 11 }; /* 164 */

    assert((size_t)nth < sizeof members / sizeof *members);
    u->members = members[nth];
}

void
hn_plan_make_members(struct hn_plan_make *m)
{
    struct hn_demo_plan *p = m->plan;
    bool whole = p->size == HN_DEMO_PROVINCE;
    struct group *coal = HN_NEW(m->arena, struct group), *cells = HN_NEW(m->arena, struct group);
    struct group *single = HN_NEW(m->arena, struct group);
    struct hn_rng rng = hn_rng_of(p->seed, 20);
    int tan_binh = 0, single_members = 0;

    for (int i = 0; i < p->unit_count; i++) {
        struct hn_demo_unit *u = &p->units[i];

        if (strncmp(u->kind, "cell", 4) != 0 && !is(u->kind, "grassroots_cell"))
            continue;
        if (strncmp(u->code, HN_DEMO_TAN_BINH, 10) == 0)
            set_tan_binh(u, tan_binh++);
        else if (strncmp(u->code, HN_DEMO_COAL, 6) == 0)
            join(coal, i, weight_of(u, &rng));
        else if (is(u->kind, "grassroots_cell"))
            join(single, i, weight_of(u, &rng));
        else
            join(cells, i, weight_of(u, &rng));
    }
    single_members = single->count * 16;
    /* Grassroots cells stay below the thirty members that would make them a committee. */
    share_members(m, single, single_members, 29);
    share_members(m, coal, whole ? HN_PLAN_COAL_MEMBERS : coal->count * 12, whole ? 48 : 29);
    share_members(m, cells,
                  whole ? HN_PLAN_MEMBERS - HN_PLAN_COAL_MEMBERS - HN_PLAN_TAN_BINH_MEMBERS - single_members
                        : cells->count * 12,
                  60);
}

/* --- officers --- */

/* How much of a committee's code its units share: 22, 22.DDD, 22.DDD.GGG. */
static size_t
prefix_of(const struct hn_demo_unit *u)
{
    return is(u->kind, "province") ? 2 : is(u->kind, "upper_grassroots") ? 6 : 10;
}

/* The office cell of a committee; where it has none, its first cell that is no village's. -1: none. */
static int
office_cell(const struct hn_demo_plan *p, const struct hn_demo_unit *committee)
{
    size_t prefix = prefix_of(committee);
    int other = -1;

    for (int i = 0; i < p->unit_count; i++) {
        const struct hn_demo_unit *u = &p->units[i];

        if (u->members < 9 || u->village || strncmp(u->code, committee->code, prefix) != 0)
            continue;
        if (is(u->sector, "agency") && is(u->kind, "cell"))
            return i;
        if (other < 0)
            other = i;
    }
    return other;
}

void
hn_plan_make_serves(struct hn_plan_make *m)
{
    struct hn_demo_plan *p = m->plan;

    p->serves = HN_NEW_N(m->arena, struct hn_demo_serve, (size_t)p->unit_count);
    for (int i = 0; i < p->unit_count; i++) {
        if (p->units[i].members > 0 || is(p->units[i].kind, "cell"))
            continue;

        int cell = office_cell(p, &p->units[i]);

        if (cell >= 0)
            p->serves[p->serve_count++] = (struct hn_demo_serve){ i, cell };
    }
}
