/* fill.h: writes the plan and its people into an empty data folder, in one transaction. (product/ section 4)
 *
 * The same seed gives the same export. Facts are recorded as if on their own day (known_from), not before the first
 * day of the book. Refuses a folder that holds anything.
 */
#ifndef HN_DEMO_FILL_H
#define HN_DEMO_FILL_H

#include "base/ctx.h"
#include "demo/plan.h"
#include "store/store.h"

struct hn_demo_fill {
    const struct hn_demo_plan *plan;
    /* Told now and then: what is being made (a text key) and how far; may be NULL. */
    void (*progress)(void *self, const char *what_key, int64_t done, int64_t total);
    void *self;
};

/* A hn_write_fn: arg is a struct hn_demo_fill. HN_CONFLICT cli.exists. */
enum hn_rc hn_demo_fill(struct hn_ctx *c, void *arg);

extern const struct hn_sql *const hn_demo_sql[];

#endif
