/* secret.c: making, reading and hashing what browsers, phones and programs hold (secret.h); CSRF tokens (account.h). */
#include "account/secret.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "account/account.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/seal.h"

#define SECRET_BYTES   16
#define SECRET_LETTERS 22
#define B64            sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define MASKED_BYTES   (2 * SECRET_BYTES)
#define MASKED_LETTERS 43

static const char *const kind_words[HN_SECRET_KINDS] = { "session:", "device:", "token:", "feed:" };
static const char token_prefix[] = "hn_";

/* Keyed under a master by its number; false when there is no such master. */
static bool
keyed(struct hn_ctx *c, int number, const char *purpose, const void *bytes, size_t len, struct hn_bytes *out)
{
    uint8_t key[HN_KEY_BYTES];
    struct hn_buf b;

    assert(c->keys != NULL);
    if (!hn_key_of(c->keys, number, HN_KEY_SESSION, key))
        return false;
    hn_buf_init(&b, c->arena, 0);
    hn_buf_str(&b, purpose);
    hn_buf_add(&b, bytes, len);
    *out = hn_keyed_hash(c, key, (struct hn_bytes){ (const uint8_t *)b.data, b.len });
    sodium_memzero(key, sizeof key);
    return true;
}

struct hn_bytes
hn_secret_keyed(struct hn_ctx *c, const char *purpose, const char *text)
{
    struct hn_bytes out = { NULL, 0 };
    bool there = keyed(c, hn_keys_newest(c->keys), purpose, text, strlen(text), &out);

    assert(there);
    (void)there;
    return out;
}

const char *
hn_secret_new(struct hn_ctx *c, enum hn_secret_kind kind, struct hn_bytes *hash)
{
    uint8_t bytes[SECRET_BYTES];
    char text[SECRET_LETTERS + 1];
    int number = hn_keys_newest(c->keys);
    bool there;

    c->platform->random(c->platform->self, bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, B64);
    there = keyed(c, number, kind_words[kind], bytes, sizeof bytes, hash);
    assert(there);
    (void)there;
    return hn_print(c->arena, "%s%d.%s", kind == HN_SECRET_TOKEN ? token_prefix : "", number, text);
}

/* Digits without a leading zero, as hn_secret_new writes them: one text, one secret. */
static bool
parse_number(const char *text, size_t len, int *out)
{
    char digits[12];
    int64_t n;

    if (len == 0 || len >= sizeof digits || *text == '0' || *text == '-')
        return false;
    memcpy(digits, text, len);
    digits[len] = '\0';
    if (!hn_parse_i64(digits, 1, INT32_MAX, &n))
        return false;
    *out = (int)n;
    return true;
}

/* Exactly len bytes out of letters that encode them and nothing else: libsodium 1.0.18 also takes some bytes above 127
 * for letters, and spare bits at the end, so what was read is written again and compared. */
static bool
decode(const char *text, uint8_t *out, size_t len)
{
    char again[MASKED_LETTERS + 1];
    size_t got, letters = strlen(text);

    assert(len <= MASKED_BYTES);
    if (letters > MASKED_LETTERS || sodium_base642bin(out, len, text, letters, NULL, &got, NULL, B64) != 0 ||
        got != len)
        return false;
    sodium_bin2base64(again, sizeof again, out, len, B64);
    return strcmp(again, text) == 0;
}

bool
hn_secret_parse(enum hn_secret_kind kind, const char *text, int *number, uint8_t out[16])
{
    const char *dot;

    assert((unsigned)kind < HN_SECRET_KINDS);
    if (!text)
        return false;
    if (kind == HN_SECRET_TOKEN) {
        if (strncmp(text, token_prefix, sizeof token_prefix - 1) != 0)
            return false;
        text += sizeof token_prefix - 1;
    }
    dot = strchr(text, '.');
    if (!dot || strlen(dot + 1) != SECRET_LETTERS || !parse_number(text, (size_t)(dot - text), number))
        return false;
    return decode(dot + 1, out, SECRET_BYTES);
}

bool
hn_secret_hash(struct hn_ctx *c, enum hn_secret_kind kind, const char *text, struct hn_bytes *hash)
{
    uint8_t bytes[SECRET_BYTES];
    int number;

    if (!hn_secret_parse(kind, text, &number, bytes))
        return false;
    return keyed(c, number, kind_words[kind], bytes, sizeof bytes, hash);
}

const char *
hn_base32(struct hn_arena *a, const uint8_t *bytes, size_t len)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    struct hn_buf b;
    unsigned held = 0, bits = 0;

    hn_buf_init(&b, a, 0);
    for (size_t i = 0; i < len; i++) {
        held = (held << 8 | bytes[i]) & 0xffff;
        for (bits += 8; bits >= 5; bits -= 5)
            hn_buf_char(&b, letters[held >> (bits - 5) & 31]);
    }
    if (bits > 0)
        hn_buf_char(&b, letters[held << (5 - bits) & 31]);
    return len ? b.data : "";
}

/* --- CSRF --- */

static void
csrf_mac(struct hn_ctx *c, const char *cookie, uint8_t out[SECRET_BYTES])
{
    struct hn_bytes hash = hn_secret_keyed(c, "csrf:", cookie);

    assert(hash.len >= SECRET_BYTES);
    memcpy(out, hash.data, SECRET_BYTES);
}

const char *
hn_account_csrf(struct hn_ctx *c, const char *cookie)
{
    uint8_t token[MASKED_BYTES], mac[SECRET_BYTES];
    char *text = hn_alloc(c->arena, MASKED_LETTERS + 1);

    csrf_mac(c, cookie, mac);
    c->platform->random(c->platform->self, token, SECRET_BYTES);
    for (size_t i = 0; i < SECRET_BYTES; i++)
        token[SECRET_BYTES + i] = token[i] ^ mac[i];
    return sodium_bin2base64(text, MASKED_LETTERS + 1, token, sizeof token, B64);
}

bool
hn_account_csrf_ok(struct hn_ctx *c, const char *cookie, const char *token)
{
    uint8_t bytes[MASKED_BYTES], mac[SECRET_BYTES];

    if (!cookie || !*cookie || !token || strlen(token) != MASKED_LETTERS)
        return false;
    if (!decode(token, bytes, sizeof bytes))
        return false;
    csrf_mac(c, cookie, mac);
    for (size_t i = 0; i < SECRET_BYTES; i++)
        bytes[SECRET_BYTES + i] ^= bytes[i];
    return sodium_memcmp(bytes + SECRET_BYTES, mac, SECRET_BYTES) == 0;
}

const char *
hn_account_presession(struct hn_ctx *c)
{
    uint8_t bytes[SECRET_BYTES];
    char *text = hn_alloc(c->arena, SECRET_LETTERS + 1);

    c->platform->random(c->platform->self, bytes, sizeof bytes);
    return sodium_bin2base64(text, SECRET_LETTERS + 1, bytes, sizeof bytes, B64);
}
