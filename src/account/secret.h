/* secret.h: the texts that browsers, phones and programs hold, and how they are kept. For account/, and for
 * the feeds and codes of notice/.
 *
 * A text is "NUMBER.SECRET": the master key's number and 128 random bits in base64url; for programs with "hn_" before it.
 * Kept is a keyed hash of kind and bits, so that a copy of the database opens nothing.
 */
#ifndef HN_ACCOUNT_SECRET_H
#define HN_ACCOUNT_SECRET_H

#include "base/ctx.h"
#include "base/vi.h"

enum hn_secret_kind { HN_SECRET_SESSION, HN_SECRET_DEVICE, HN_SECRET_TOKEN, HN_SECRET_FEED, HN_SECRET_KINDS };

/* A fresh text and its hash. Needs c->keys. */
const char *hn_secret_new(struct hn_ctx *c, enum hn_secret_kind kind, struct hn_bytes *hash);
/* The hash of a text somebody showed. false: not such a text, or under a key that is no more. */
bool hn_secret_hash(struct hn_ctx *c, enum hn_secret_kind kind, const char *text, struct hn_bytes *hash);
/* The shape alone: 16 bytes and the number. Total over all texts. */
bool hn_secret_parse(enum hn_secret_kind kind, const char *text, int *number, uint8_t out[16]);
/* Keyed hash of some text under a purpose of its own: recovery codes, names and addresses of failures. */
struct hn_bytes hn_secret_keyed(struct hn_ctx *c, const char *purpose, const char *text);

/* len bytes in base32 (RFC 4648, no padding). */
const char *hn_base32(struct hn_arena *a, const uint8_t *bytes, size_t len);

#endif
