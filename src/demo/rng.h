/* rng.h: the demo's own stream of chance: the same seed gives the same province on every machine.
 *
 * SplitMix64 (Steele, Lea, Flood 2014). Not for anything secret: keys and salts come from the platform.
 */
#ifndef HN_DEMO_RNG_H
#define HN_DEMO_RNG_H

#include <stddef.h>
#include <stdint.h>

struct hn_rng {
    uint64_t state;
};

/* A stream of its own for (seed, purpose), so that drawing more in one place moves nothing elsewhere. */
struct hn_rng hn_rng_of(uint64_t seed, uint64_t purpose);
uint64_t hn_rng_next(struct hn_rng *r);
/* 0 … below-1, without bias that anyone could count. below > 0. */
uint32_t hn_rng_below(struct hn_rng *r, uint32_t below);
/* low … high, both included. */
int hn_rng_between(struct hn_rng *r, int low, int high);
/* true in one of a hundred as often as percent says. */
int hn_rng_percent(struct hn_rng *r, int percent);
/* Index drawn by weights; their sum must be positive. */
size_t hn_rng_weighted(struct hn_rng *r, const int *weights, size_t count);

#endif
