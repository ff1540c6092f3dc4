/* org.h: an organisation for tests of rights: a dated tree and memberships written straight into the tables, so that
 * what is tested does not stand on the tree engine, and a store opened with the statements of access and account.
 */
#ifndef HN_TEST_ORG_H
#define HN_TEST_ORG_H

#include "base/seal.h"
#include "support/store_test.h"

/* One stretch of days of a unit; several for a unit that moves or is reopened. parent 0: a root. */
struct hn_org_unit {
    int64_t id, parent;
    hn_day from, to;
};
struct hn_org_member {
    int64_t person, unit;
    hn_day from, to;
};

enum hn_rc hn_org_units(struct hn_ctx *c, const struct hn_org_unit *units, size_t count);
enum hn_rc hn_org_members(struct hn_ctx *c, const struct hn_org_member *members, size_t count);

/* Opens the store with every statement the tests of rights need, and the test's own (NULL: none). Stories open it with
 * none when it is not open yet. */
enum hn_rc hn_org_open(struct hn_test_store *t, const struct hn_sql *const *own);
/* Runs a story in the writer, as the system, keys loaded: it answers HN_OK when all it expected came true. */
void hn_org_story(struct hn_test_store *t, hn_write_fn *story);

/* Act as somebody else, on some day; forgets grants, looks and faults. */
void hn_org_as(struct hn_ctx *c, struct hn_user_id user);
void hn_org_on(struct hn_ctx *c, hn_day today);
/* An account without a phrase. */
struct hn_user_id hn_org_account(struct hn_ctx *c, const char *name, int64_t person);
/* A grant from the system, from today on. */
enum hn_rc hn_org_grant(struct hn_ctx *c, struct hn_user_id user, const char *role, int64_t unit);

/* Inside stories, which do not run on the test's own thread: the line that failed is printed and the story ends. */
#define EXPECT(what)                                                                                         \
    do {                                                                                                     \
        if (!(what)) {                                                                                       \
            print_error("%s:%d: %s\n", __FILE__, __LINE__, #what);                                           \
            return HN_BROKEN;                                                                                \
        }                                                                                                    \
    } while (0)
#define EXPECT_RC(call, wanted)                                                                              \
    do {                                                                                                     \
        int got_rc = (call);                                                                                 \
        if (got_rc != (wanted)) {                                                                            \
            print_error("%s:%d: %s gave %d, not %d\n", __FILE__, __LINE__, #call, got_rc, (wanted));         \
            return HN_BROKEN;                                                                                \
        }                                                                                                    \
    } while (0)

#endif
