/* fill.h: writes the plan, its people and their months into an empty data folder.
 *
 * The same seed on the same day gives the same export. Facts are recorded as if on their own day (known_from), not
 * before the first day of the book. Refuses a folder that holds anything. In parts, a transaction each: while they go
 * on the setting "demo" says "filling", so that a folder left in the midst of it is told from a whole one.
 */
#ifndef HN_DEMO_FILL_H
#define HN_DEMO_FILL_H

#include "base/ctx.h"
#include "demo/accounts.h"
#include "demo/plan.h"
#include "store/store.h"

struct hn_demo_roster;

struct hn_demo_fill {
    const struct hn_demo_plan *plan;
    /* Told now and then: what is being made (a text key) and how far; may be NULL. */
    void (*progress)(void *self, const char *what_key, int64_t done, int64_t total);
    void *self;
    /* Filled in on the way: ids of the plan's units, who belongs where, whom the accounts are about. */
    int64_t *unit_ids;
    struct hn_demo_roster *roster;
    struct hn_demo_accounts_of accounts;
};

#define HN_DEMO_FILLING "filling" /* value of HN_SETTING_DEMO until all is there */

/* All of it, from nothing to the end. Not from the writer's thread. HN_CONFLICT cli.exists: the folder holds something;
 * cli.demo_half: it was left half filled. */
enum hn_rc hn_demo_make(struct hn_store *s, struct hn_ctx *c, struct hn_demo_fill *f);
/* Its first part, units, people and accounts, a hn_write_fn: arg is a struct hn_demo_fill. HN_CONFLICT as above. */
enum hn_rc hn_demo_fill(struct hn_ctx *c, void *arg);
void hn_demo_tell(const struct hn_demo_fill *f, const char *what_key, int64_t done, int64_t total);

extern const struct hn_sql *const hn_demo_sql[];

#endif
