/* merkle.c: the tree of hashes over the log's lines (merkle.h). */
#include "audit/merkle.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

_Static_assert(crypto_hash_sha256_BYTES == HN_MERKLE_BYTES, "SHA-256");

/* A leaf and a node open with different bytes, so that no node can be passed off as a line. */
void
hn_merkle_leaf(const void *line, size_t len, uint8_t out[HN_MERKLE_BYTES])
{
    static const uint8_t open = 0x00;
    crypto_hash_sha256_state s;

    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, &open, 1);
    crypto_hash_sha256_update(&s, line, len);
    crypto_hash_sha256_final(&s, out);
}

static void
node(const uint8_t *left, const uint8_t *right, uint8_t out[HN_MERKLE_BYTES])
{
    static const uint8_t open = 0x01;
    crypto_hash_sha256_state s;

    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, &open, 1);
    crypto_hash_sha256_update(&s, left, HN_MERKLE_BYTES);
    crypto_hash_sha256_update(&s, right, HN_MERKLE_BYTES);
    crypto_hash_sha256_final(&s, out);
}

void
hn_merkle_add(struct hn_merkle *m, const uint8_t leaf[HN_MERKLE_BYTES])
{
    uint8_t up[HN_MERKLE_BYTES];

    assert(m->size >= 0 && m->size < INT64_MAX);
    assert(m->count == (size_t)__builtin_popcountll((unsigned long long)m->size));
    memcpy(up, leaf, sizeof up);
    for (int64_t carry = m->size; carry & 1; carry >>= 1) {
        m->count--;
        node(m->edge[m->count], up, up);
    }
    assert(m->count < HN_MERKLE_EDGE);
    memcpy(m->edge[m->count++], up, sizeof up);
    m->size++;
}

void
hn_merkle_root(const struct hn_merkle *m, uint8_t out[HN_MERKLE_BYTES])
{
    if (m->count == 0) {
        crypto_hash_sha256(out, (const uint8_t *)"", 0);
        return;
    }
    memcpy(out, m->edge[m->count - 1], HN_MERKLE_BYTES);
    for (size_t i = m->count - 1; i-- > 0;)
        node(m->edge[i], out, out);
}
