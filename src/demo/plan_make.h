/* plan_make.h: what the files of the plan share among themselves. Not for anyone else. */
#ifndef HN_DEMO_PLAN_MAKE_H
#define HN_DEMO_PLAN_MAKE_H

#include "demo/plan.h"
#include "demo/rng.h"

/* The figures of the article, and the split below them, which is invented. */
enum {
    HN_PLAN_VILLAGES = 1542,
    HN_PLAN_MEMBERS = 104700,
    HN_PLAN_COAL_MEMBERS = 18963, /* "gần 19.000" */
    HN_PLAN_TAN_BINH_MEMBERS = 164,
    HN_PLAN_CELLS = 4971,
    HN_PLAN_COAL_CELLS = 812,
    HN_PLAN_COMMUNE_OFFICE_CELLS = 800, /* offices, schools, health stations of communes; five in Tân Bình */
    HN_PLAN_FIRM_CELLS = 53,
    HN_PLAN_OUTSIDERS = 59, /* of 100 village heads of 2017-2020, spread evenly: "gần 60%" were no members */
};

struct hn_plan_make {
    struct hn_arena *arena;
    struct hn_demo_plan *plan;
    int unit_room;
    int villages; /* that have a cell already */
};

const char *hn_plan_people_of(const char *district);
void hn_plan_make_units(struct hn_plan_make *m);
void hn_plan_make_members(struct hn_plan_make *m);
void hn_plan_make_serves(struct hn_plan_make *m);

#endif
