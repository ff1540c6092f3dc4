/* plan.h: the structure of the made-up province, worked out before anything is written.
 *
 * Which units stand under which, where they live on the map, when they began, and how many members each cell has on
 * 31/12/2021, so that counting the records gives the figures of the article: 20 committees, 696 grassroots
 * organisations, 4,971 cells, 104,700 members; Than Quảng Ninh 36 + 4; Tân Bình 164 members, 14 cells, 9 rural; 53
 * new cells in private firms, each by a decision; 1,542 villages, and before their present heads 59 of 100 who were no members. District and commune names are real, everything below is invented.
 * (product/ section 4) Pure computation: knows neither store nor clock.
 */
#ifndef HN_DEMO_PLAN_H
#define HN_DEMO_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/time.h"

enum hn_demo_size { HN_DEMO_SMALL, HN_DEMO_PROVINCE };

struct hn_demo_place {
    const char *code, *name, *kind, *parent, *slug, *name_en;
};

struct hn_demo_unit {
    int parent; /* index of the unit above; -1: the root */
    const char *kind, *sector, *code, *name, *short_name;
    const char *place;  /* code of its place, "" none */
    const char *people; /* which people of names.csv the neighbourhood leans to: "kinh", "tay" … */
    hn_day from;
    const char *decision; /* that founded it, "" what was there before the book */
    int members;          /* on the last day, for units that have members */
    bool village;         /* its secretary is the village head */
    bool outsider;        /* of a village: its head of the term before, 2017-2020, was no member */
    bool invented;        /* stands under a committee whose name says it is invented */
};

/* The officers of a committee belong, as members, to this cell. */
struct hn_demo_serve {
    int committee, cell;
};

struct hn_demo_plan {
    enum hn_demo_size size;
    uint64_t seed;
    hn_day first_day, last_day; /* 01/01/2016 and 31/12/2021 */
    struct hn_demo_place *places;
    int place_count;
    struct hn_demo_unit *units; /* parents before children */
    int unit_count;
    int members; /* their sum */
    struct hn_demo_serve *serves;
    int serve_count;
};

/* The same arguments give the same plan. It lives in the arena (about 3 MiB for the province). */
const struct hn_demo_plan *hn_demo_plan(struct hn_arena *a, enum hn_demo_size size, uint64_t seed);

/* Codes of the units the documentation names. */
#define HN_DEMO_ROOT     "22.000.000.000.000"
#define HN_DEMO_COAL     "22.301.000.000.000"
#define HN_DEMO_DAM_HA   "22.200.000.000.000"
#define HN_DEMO_TAN_BINH "22.200.004.000.000"

/* Shares total over weights, each at least least and at most most, by largest remainder; out[i] sums to total. */
void hn_demo_share(const int *weights, int count, int total, int least, int most, int *out);

#endif
