/* failing.h: a deed of which the n-th statement fails, on either database: to see that nothing is left half done.
 *
 *   for (n = 1; hn_failing(c, n, call, arg) … ; n++)   inside a deed of the writer
 */
#ifndef HN_TEST_FAILING_H
#define HN_TEST_FAILING_H

#include "store/store.h"

/* Calls call(c, arg) on the writer's thread; its n-th statement (1 is the first) answers HN_BROKEN, and so do all after it. */
enum hn_rc hn_failing(struct hn_ctx *c, int n, enum hn_rc (*call)(struct hn_ctx *c, void *arg), void *arg);

#endif
