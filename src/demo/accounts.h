/* accounts.h: the accounts of the demo, one for each role; they exist in made-up data only. (stack/ section 8)
 *
 * Their phrases derive from the seed, so that every start can print them and the sign-in page can show them without
 * anything secret being stored.
 */
#ifndef HN_DEMO_ACCOUNTS_H
#define HN_DEMO_ACCOUNTS_H

#include "base/ctx.h"
#include "store/store.h"

struct hn_demo_account {
    const char *name, *role; /* role: identifier of access/ */
    const char *phrase;
};

enum { HN_DEMO_INSPECTED = 3 };

/* Whom the accounts are about: two people of a village cell; and the persons of the one open inspection, which is of a
 * cell under a committee whose name says that it is invented. */
struct hn_demo_accounts_of {
    struct hn_person_id secretary, member;
    const char *cell; /* code of the village cell of Tân Bình */
    const char *inspected_cell;
    struct hn_person_id inspected[HN_DEMO_INSPECTED];
    struct hn_person_id officer; /* who inspects: of another cell of that committee's */
    const char *officer_cell;
};

/* In a writing transaction: makes them, with their grants from first on. */
enum hn_rc hn_demo_accounts_make(struct hn_ctx *c, uint64_t seed, const struct hn_demo_accounts_of *of,
                                 hn_day first);

/* HN_OK with *count 0 when the data are not made up. */
enum hn_rc hn_demo_accounts(struct hn_ctx *c, const struct hn_demo_account **out, size_t *count);

#endif
