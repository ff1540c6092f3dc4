/* forest.h: an organisation over which figures are counted twice: a province of three committees with organisations and
 * cells, in which units move and close at random, and the plain way of asking who stands under whom.
 *
 * Everything follows from the seed. Writing functions run on the writer's thread; reading takes a context that reads.
 */
#ifndef HN_TEST_FOREST_H
#define HN_TEST_FOREST_H

#include "support/store_test.h"

enum { HN_FOREST_UNITS = 128, HN_FOREST_COMMITTEES = 3, HN_FOREST_ORGS = 4, HN_FOREST_CELLS = 3 };

struct hn_forest {
    uint32_t seed;
    hn_day start; /* what stands from the beginning stands from this day on */
    int64_t units[HN_FOREST_UNITS], cells[HN_FOREST_UNITS], orgs[HN_FOREST_UNITS],
        committees[HN_FOREST_UNITS];
    size_t unit_count, cell_count, org_count, committee_count;
};

/* Opens the test's store with every statement of the program, those below and the test's own; keep outlives it. */
void hn_forest_open(struct hn_test_store *t, struct hn_arena *keep, const struct hn_sql *const *own);

/* 0 … below - 1, the next of the seed. */
uint32_t hn_forest_roll(struct hn_forest *f, uint32_t below);
/* The middle of a day in Viet Nam. */
hn_time hn_forest_noon(hn_day day);
/* The units. units[0] is the province; some cells begin later than start. */
enum hn_rc hn_forest_plant(struct hn_ctx *c, struct hn_forest *f);
/* A cell closes or moves, or an organisation moves, from a day on that may lie back. May be refused. */
enum hn_rc hn_forest_stir(struct hn_ctx *c, struct hn_forest *f);

/* The tree as it stood on a day, as known at c->known. */
struct hn_forest_tree {
    struct {
        int64_t unit, parent;
        bool cell;
    } at[HN_FOREST_UNITS];
    size_t count;
};
void hn_forest_read(struct hn_ctx *c, hn_day on, struct hn_forest_tree *out);
/* 0: a root, or does not stand. */
int64_t hn_forest_parent(const struct hn_forest_tree *t, int64_t unit);
bool hn_forest_stands(const struct hn_forest_tree *t, int64_t unit);
bool hn_forest_is_cell(const struct hn_forest_tree *t, int64_t unit);
/* At or below top, on the way up from unit. */
bool hn_forest_below(const struct hn_forest_tree *t, int64_t unit, int64_t top);

#endif
