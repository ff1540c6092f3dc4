/* merkle.h: the tree of hashes over the log's lines, as RFC 6962 section 2.1 builds it.
 *
 * Only the right edge is kept: one hash for each full subtree, largest first, as many as the size has bits set. A
 * leaf is added in O(log n) hashes, mostly one or two. Pure: no store, no clock.
 */
#ifndef HN_AUDIT_MERKLE_H
#define HN_AUDIT_MERKLE_H

#include <stddef.h>
#include <stdint.h>

#define HN_MERKLE_BYTES 32
#define HN_MERKLE_EDGE  63

struct hn_merkle {
    int64_t size;
    size_t count; /* bits set in size */
    uint8_t edge[HN_MERKLE_EDGE][HN_MERKLE_BYTES];
};

void hn_merkle_leaf(const void *line, size_t len, uint8_t out[HN_MERKLE_BYTES]);
void hn_merkle_add(struct hn_merkle *m, const uint8_t leaf[HN_MERKLE_BYTES]);
/* Of nothing: SHA-256 of the empty string. */
void hn_merkle_root(const struct hn_merkle *m, uint8_t out[HN_MERKLE_BYTES]);

#endif
