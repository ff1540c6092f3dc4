/* rng.c: see rng.h. */
#include "demo/rng.h"

#include <assert.h>

struct hn_rng
hn_rng_of(uint64_t seed, uint64_t purpose)
{
    struct hn_rng r = { seed ^ (purpose * 0x9E3779B97F4A7C15u) };

    hn_rng_next(&r); /* so that neighbouring purposes part at once */
    return r;
}

uint64_t
hn_rng_next(struct hn_rng *r)
{
    uint64_t z = (r->state += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint32_t
hn_rng_below(struct hn_rng *r, uint32_t below)
{
    assert(below > 0);
    return (uint32_t)(((hn_rng_next(r) >> 32) * below) >> 32);
}

int
hn_rng_between(struct hn_rng *r, int low, int high)
{
    assert(low <= high);
    return low + (int)hn_rng_below(r, (uint32_t)(high - low) + 1);
}

int
hn_rng_percent(struct hn_rng *r, int percent)
{
    return hn_rng_between(r, 0, 99) < percent;
}

size_t
hn_rng_weighted(struct hn_rng *r, const int *weights, size_t count)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    assert(sum > 0 && sum <= UINT32_MAX);

    int64_t drawn = hn_rng_below(r, (uint32_t)sum);

    for (size_t i = 0; i < count; i++) {
        drawn -= weights[i];
        if (drawn < 0)
            return i;
    }
    return count - 1;
}
