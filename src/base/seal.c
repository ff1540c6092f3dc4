/* seal.c: the keys of a data folder and what they seal (seal.h).
 *
 * Keys live in pages that libsodium locks, guards and wipes. The file is read and written whole through the
 * platform; only its mode is asked of the kernel here. Not for: deciding who may open what.
 */
#include "base/seal.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/num.h"

#define MASTERS_MAX  64
#define FILE_CEILING ((size_t)MASTERS_MAX * 128)
#define HEX_LEN      ((size_t)HN_KEY_BYTES * 2)
#define NONCE_BYTES  crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES    crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(crypto_kdf_KEYBYTES == HN_KEY_BYTES, "a master derives by crypto_kdf");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == HN_KEY_BYTES, "a derived key seals");

struct master {
    int number;
    uint8_t key[HN_KEY_BYTES];
};

struct hn_keys {
    size_t count;
    struct master masters[MASTERS_MAX];
};

/* "NUMBER HEX64" into the next place; numbers only grow, so that the last is the newest. */
static bool
parse_line(struct hn_keys *k, char *line)
{
    char *space = strchr(line, ' ');
    struct master *m;
    int64_t number;
    size_t len;

    if (!space || k->count == MASTERS_MAX)
        return false;
    *space = '\0';
    if (!hn_parse_i64(line, 1, INT32_MAX, &number) || strlen(space + 1) != HEX_LEN)
        return false;
    if (k->count > 0 && number <= k->masters[k->count - 1].number)
        return false;
    m = &k->masters[k->count];
    m->number = (int)number;
    if (sodium_hex2bin(m->key, sizeof(m->key), space + 1, HEX_LEN, NULL, &len, NULL) != 0 ||
        len != HN_KEY_BYTES)
        return false;
    k->count++;
    return true;
}

/* Every line ends with LF; nothing else stands in the file. Writes into text. */
static bool
parse(struct hn_keys *k, char *text, size_t len)
{
    char *at = text, *end = text + len;

    while (at < end) {
        char *lf = memchr(at, '\n', (size_t)(end - at));

        if (!lf)
            return false;
        *lf = '\0';
        if (strlen(at) != (size_t)(lf - at) || !parse_line(k, at))
            return false;
        at = lf + 1;
    }
    return k->count > 0;
}

static enum hn_rc
broken(struct hn_ctx *c, const char *path, const char *why)
{
    hn_log(HN_LOG_ERROR, "keys: %s: %s", path, why);
    return hn_fail_arg(c, HN_BROKEN, "", "keys.broken", path);
}

/* Others than the owner may neither read nor write the keys. */
static enum hn_rc
check_mode(struct hn_ctx *c, const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return broken(c, path, strerror(errno));
    if ((st.st_mode & 0077) != 0)
        return hn_fail_arg(c, HN_BROKEN, "", "keys.mode", path);
    return HN_OK;
}

static enum hn_rc
read_keys(struct hn_ctx *c, const char *path, struct hn_keys *k)
{
    char *text = NULL;
    size_t len = 0;
    int err = c->platform->read_file(c->platform->self, c->arena, path, FILE_CEILING, &text, &len);
    enum hn_rc rc;
    bool good;

    if (err == ENOENT)
        return HN_NOT_FOUND;
    if (err)
        return broken(c, path, strerror(err));
    rc = check_mode(c, path);
    good = !rc && parse(k, text, len);
    sodium_memzero(text, len);
    if (rc)
        return rc;
    return good ? HN_OK : broken(c, path, "not lines of a number and 64 hex digits");
}

static enum hn_rc
make_keys(struct hn_ctx *c, const char *path, struct hn_keys *k)
{
    char hex[HEX_LEN + 1], text[HEX_LEN + 8];
    int len, err;

    c->platform->random(c->platform->self, k->masters[0].key, HN_KEY_BYTES);
    k->masters[0].number = 1;
    k->count = 1;
    sodium_bin2hex(hex, sizeof(hex), k->masters[0].key, HN_KEY_BYTES);
    len = snprintf(text, sizeof(text), "1 %s\n", hex);
    assert(len > 0 && (size_t)len < sizeof(text));
    err = c->platform->write_file(c->platform->self, path, 0600, text, (size_t)len);
    sodium_memzero(hex, sizeof(hex));
    sodium_memzero(text, sizeof(text));
    if (err) {
        hn_log(HN_LOG_ERROR, "keys: %s: %s", path, strerror(err));
        return hn_fail_arg(c, HN_UNAVAILABLE, "", "keys.unwritable", path);
    }
    return HN_OK;
}

enum hn_rc
hn_keys_load(struct hn_ctx *c, const char *dir, bool create, struct hn_keys **out)
{
    const char *path = hn_print(c->arena, "%s/keys", dir);
    struct hn_keys *k;
    enum hn_rc rc;

    if (sodium_init() < 0)
        return broken(c, path, "libsodium does not start");
    k = sodium_malloc(sizeof(*k));
    if (!k)
        return hn_fail(c, HN_UNAVAILABLE, "", "keys.memory");
    memset(k, 0, sizeof(*k));
    rc = read_keys(c, path, k);
    if (rc == HN_NOT_FOUND)
        rc = create ? make_keys(c, path, k) : hn_fail_arg(c, HN_NOT_FOUND, "", "keys.none", path);
    if (rc) {
        hn_keys_free(k);
        return rc;
    }
    sodium_mprotect_readonly(k);
    *out = k;
    return HN_OK;
}

void
hn_keys_free(struct hn_keys *k)
{
    sodium_free(k);
}

int
hn_keys_newest(const struct hn_keys *k)
{
    assert(k->count > 0);
    return k->masters[k->count - 1].number;
}

bool
hn_key_of(const struct hn_keys *k, int number, enum hn_key_use use, uint8_t out[HN_KEY_BYTES])
{
    assert(use >= 0 && use < HN_KEY_USES);
    for (size_t i = 0; i < k->count; i++) {
        if (k->masters[i].number != number)
            continue;
        /* The uses count from 1, since a sub-key of number 0 reads like a forgotten one. */
        crypto_kdf_derive_from_key(out, HN_KEY_BYTES, (uint64_t)use + 1, "hatnhan.", k->masters[i].key);
        return true;
    }
    return false;
}

struct hn_bytes
hn_seal(struct hn_ctx *c, const uint8_t key[HN_KEY_BYTES], const char *bound_to, struct hn_bytes plain)
{
    uint8_t *sealed = hn_alloc(c->arena, NONCE_BYTES + plain.len + TAG_BYTES);
    unsigned long long len = 0;

    assert(bound_to && *bound_to);
    c->platform->random(c->platform->self, sealed, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_BYTES, &len, plain.data, plain.len,
                                               (const uint8_t *)bound_to, strlen(bound_to), NULL, sealed,
                                               key);
    return (struct hn_bytes){ sealed, NONCE_BYTES + (size_t)len };
}

bool
hn_unseal(struct hn_ctx *c, const uint8_t key[HN_KEY_BYTES], const char *bound_to, struct hn_bytes sealed,
          struct hn_bytes *plain)
{
    unsigned long long len = 0;
    uint8_t *open;

    assert(bound_to && *bound_to);
    if (!sealed.data || sealed.len < NONCE_BYTES + TAG_BYTES)
        return false;
    /* One byte more, zero, so that what was text may be read as a string. */
    open = hn_alloc(c->arena, sealed.len - NONCE_BYTES - TAG_BYTES + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(open, &len, NULL, sealed.data + NONCE_BYTES,
                                                   sealed.len - NONCE_BYTES, (const uint8_t *)bound_to,
                                                   strlen(bound_to), sealed.data, key) != 0)
        return false;
    *plain = (struct hn_bytes){ open, (size_t)len };
    return true;
}

struct hn_bytes
hn_keyed_hash(struct hn_ctx *c, const uint8_t key[HN_KEY_BYTES], struct hn_bytes of)
{
    uint8_t *hash = hn_alloc(c->arena, 32);

    crypto_generichash(hash, 32, of.data, of.len, key, HN_KEY_BYTES);
    return (struct hn_bytes){ hash, 32 };
}
