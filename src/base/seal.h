/* seal.h: the keys of a data folder, and what they seal.
 *
 * DIR/keys (0600) holds numbered master keys, one a line: "NUMBER HEX64", newest last; made at init, never printed.
 * Every use has its own key derived from a master by its purpose, so that none serves twice. Values carry the number
 * of the master they were sealed under. libsodium: XChaCha20-Poly1305, BLAKE2b. (security/ section 5)
 */
#ifndef HN_BASE_SEAL_H
#define HN_BASE_SEAL_H

#include "base/ctx.h"
#include "base/vi.h"

#define HN_KEY_BYTES 32

enum hn_key_use {
    HN_KEY_FIELD,   /* wraps persons' own keys */
    HN_KEY_NUMBER,  /* keyed hash of citizen ids and card numbers */
    HN_KEY_SESSION, /* hash of session and API tokens, CSRF tokens */
    HN_KEY_SECRET,  /* second-factor secrets */
    HN_KEY_BACKUP,
    HN_KEY_USES
};

/* Loads DIR/keys, or makes it when create. HN_NOT_FOUND no file; HN_BROKEN unreadable, wrong mode or shape. The
 * struct lives in memory that is locked and wiped at hn_keys_free. */
enum hn_rc hn_keys_load(struct hn_ctx *c, const char *dir, bool create, struct hn_keys **out);
void hn_keys_free(struct hn_keys *k);
int hn_keys_newest(const struct hn_keys *k);
/* The derived key of a use under master number; false: no such master. */
bool hn_key_of(const struct hn_keys *k, int number, enum hn_key_use use, uint8_t out[HN_KEY_BYTES]);

/* Seal bytes under a key, bound to what they are of (record and field as associated data): random nonce in front. */
struct hn_bytes hn_seal(struct hn_ctx *c, const uint8_t key[HN_KEY_BYTES], const char *bound_to,
                        struct hn_bytes plain);
/* false: not sealed under this key for this place. */
bool hn_unseal(struct hn_ctx *c, const uint8_t key[HN_KEY_BYTES], const char *bound_to,
               struct hn_bytes sealed, struct hn_bytes *plain);
/* Keyed BLAKE2b, 32 bytes. */
struct hn_bytes hn_keyed_hash(struct hn_ctx *c, const uint8_t key[HN_KEY_BYTES], struct hn_bytes of);

#endif
