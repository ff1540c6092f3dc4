/* platform_test.h: a machine for tests: a clock that stands where it is put, a seeded stream of random bytes,
 * and file operations of which the n-th fails with an errno value. Files themselves are real.
 */
#ifndef HN_TEST_PLATFORM_TEST_H
#define HN_TEST_PLATFORM_TEST_H

#include "base/platform.h"

struct hn_test_platform {
    struct hn_platform platform; /* hand this to what is tested */
    hn_time now;
    int64_t monotonic_us;
    uint64_t seed;
    int fail_at; /* the file operation that fails: 1 is the next; 0: none */
    int error;   /* with this errno value */
    int operations;
};

/* The clock at 2021-12-31 09:30 in Viet Nam, seed 1, nothing fails. */
void hn_test_platform_init(struct hn_test_platform *t);

#endif
