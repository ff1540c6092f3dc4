/* host.c: a data folder opened for a command or a server: keys, store, caches. */
#include "cli/cli.h"

#include "base/seal.h"
#include "census/counts.h"
#include "indicator/figure.h"
#include "subjects.h"

enum { COUNTS_CACHE_BYTES = 16 << 20, INDICATOR_CACHE_BYTES = 16 << 20 };

enum hn_rc
hn_host_open(struct hn_ctx *c, struct hn_host *h, bool create, bool read_only, int readers)
{
    struct hn_store_config cfg = { .dir = h->dir,
                                   .url = h->url,
                                   .readers = readers,
                                   .create = create,
                                   .read_only = read_only,
                                   .platform = h->platform,
                                   .lists = hn_all_sql };
    enum hn_rc rc = hn_keys_load(c, h->dir, create, &h->keys);

    if (rc) {
        /* Whoever typed the command wants to know where it looked. */
        if (c->fault_count && *c->faults[0].field == '\0')
            c->faults[0].field = h->dir;
        return rc;
    }
    c->keys = h->keys;
    rc = hn_store_open(c, &cfg, &h->store);
    if (rc) {
        hn_keys_free(h->keys);
        c->keys = NULL;
        return rc;
    }
    h->counts = hn_counts_cache_new(COUNTS_CACHE_BYTES);
    c->counts_cache = h->counts;
    h->indicators = hn_indicator_cache_new(INDICATOR_CACHE_BYTES);
    c->indicator_cache = h->indicators;
    return HN_OK;
}

void
hn_host_close(struct hn_host *h)
{
    hn_store_close(h->store);
    hn_indicator_cache_free(h->indicators);
    hn_counts_cache_free(h->counts);
    hn_keys_free(h->keys);
}
