/* figure_inside.h: what the files of figure_… share. For them alone. */
#ifndef HN_INDICATOR_FIGURE_INSIDE_H
#define HN_INDICATOR_FIGURE_INSIDE_H

#include "indicator/figure.h"

/* --- figure_cache.c --- */

/* A question as the cache knows it: compared by its bytes. stamp: the state of what was read. */
struct hn_figure_key {
    uint64_t stamp;
    int64_t id;
    int64_t more;
    int32_t day;
    uint32_t question;
};
/* May anything be kept in this transaction? */
bool hn_figure_keeps(const struct hn_ctx *c);
/* Copied to the arena; NULL: not there. */
const void *hn_figure_kept(struct hn_ctx *c, const struct hn_figure_key *key, struct hn_arena *arena,
                           size_t *size);
void hn_figure_keep(struct hn_ctx *c, const struct hn_figure_key *key, const void *value, size_t size);

extern const struct hn_sql *const hn_figure_cache_sql[];

#endif
