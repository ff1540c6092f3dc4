/* inside.h: what the files of census/ share: the cache's questions, and hiding small counts. */
#ifndef HN_CENSUS_INSIDE_H
#define HN_CENSUS_INSIDE_H

#include "census/counts.h"

/* A question as the cache knows it. Zeroed before it is filled, since it is compared by its bytes. */
struct hn_counts_key {
    uint64_t facts;
    int64_t unit;
    hn_time known;
    hn_day on;
    uint32_t question;
};
#define HN_COUNTS_OF       1
#define HN_COUNTS_CHILDREN 2
#define HN_COUNTS_CARE     3
#define HN_COUNTS_BY       16 /* + the attribute's number */
#define HN_COUNTS_YEARS    64 /* + how many days; on: the first of them */
/* + the month: where its cells stand, the same with the children they are added up by; its sums, and as one of several. */
#define HN_COUNTS_RETURNS_MAP    (1u << 16)
#define HN_COUNTS_RETURNS_PARTS  (2u << 16)
#define HN_COUNTS_RETURNS        (3u << 16)
#define HN_COUNTS_RETURNS_MONTHS (4u << 16)

struct hn_counts_key hn_counts_key(const struct hn_ctx *c, struct hn_unit_id unit, uint32_t question);
/* The value as it was put, copied to the arena; NULL: not there, or no cache, or facts are 0. */
const void *hn_counts_cached(struct hn_ctx *c, const struct hn_counts_key *key, size_t *size);
void hn_counts_keep(struct hn_ctx *c, const struct hn_counts_key *key, const void *value, size_t size);

/* Hide counts of 1 and 2 among these, which add up to a sum that is shown. step: bytes from one to the next. */
void hn_counts_hide(int64_t *first, size_t count, size_t step);

#endif
