/* backup_stream.c: the sealed stream of a backup. */
#include "store/backup_stream.h"

#include <assert.h>
#include <string.h>

#include "base/seal.h"

static const char magic[16] = {
    'h', 'a', 't', 'n', 'h', 'a', 'n', ' ', 'b', 'a', 'c', 'k', 'u', 'p', ' ', '1'
};

#define HEAD_BYTES (sizeof magic + 4 + crypto_secretstream_xchacha20poly1305_HEADERBYTES)

static void
put_le(uint8_t *to, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        to[i] = (uint8_t)(v >> (8 * i));
}

static uint64_t
get_le(const uint8_t *from, int bytes)
{
    uint64_t v = 0;

    for (int i = 0; i < bytes; i++)
        v |= (uint64_t)from[i] << (8 * i);
    return v;
}

enum hn_rc
hn_stream_begin(struct hn_stream_out *o, struct hn_ctx *c, hn_sink_fn *sink, void *arg, int key)
{
    uint8_t head[HEAD_BYTES], secret[HN_KEY_BYTES];

    static_assert(HN_KEY_BYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES, "one size of key");
    *o = (struct hn_stream_out){ .c = c, .sink = sink, .arg = arg };
    if (c->keys == NULL || !hn_key_of(c->keys, key, HN_KEY_BACKUP, secret))
        return hn_fail(c, HN_NOT_FOUND, "", "backup.key");
    memcpy(head, magic, sizeof magic);
    put_le(head + sizeof magic, (uint64_t)key, 4);
    crypto_secretstream_xchacha20poly1305_init_push(&o->seal, head + sizeof magic + 4, secret);
    sodium_memzero(secret, sizeof secret);
    crypto_hash_sha256_init(&o->sum);
    o->plain = hn_alloc(c->arena, HN_CHUNK_BYTES);
    o->sealed = hn_alloc(c->arena, 4 + HN_SEALED_MAX);
    o->rc = sink(arg, head, sizeof head);
    return o->rc;
}

static void
send_chunk(struct hn_stream_out *o, unsigned char tag)
{
    unsigned long long len;

    if (o->rc)
        return;
    crypto_secretstream_xchacha20poly1305_push(&o->seal, o->sealed + 4, &len, o->plain, o->used,
                                               (const uint8_t *)magic, sizeof magic, tag);
    put_le(o->sealed, len, 4);
    o->rc = o->sink(o->arg, o->sealed, 4 + (size_t)len);
    o->used = 0;
}

void
hn_stream_put(struct hn_stream_out *o, const void *bytes, size_t len)
{
    const uint8_t *from = bytes;

    crypto_hash_sha256_update(&o->sum, from, len);
    while (len > 0 && o->rc == HN_OK) {
        size_t part = HN_CHUNK_BYTES - o->used;

        if (part > len)
            part = len;
        memcpy(o->plain + o->used, from, part);
        o->used += part;
        from += part;
        len -= part;
        if (o->used == HN_CHUNK_BYTES)
            send_chunk(o, 0);
    }
}

void
hn_stream_put_u8(struct hn_stream_out *o, unsigned v)
{
    hn_stream_put(o, &(uint8_t){ (uint8_t)v }, 1);
}

void
hn_stream_put_u32(struct hn_stream_out *o, uint32_t v)
{
    uint8_t b[4];

    put_le(b, v, 4);
    hn_stream_put(o, b, 4);
}

void
hn_stream_put_i64(struct hn_stream_out *o, int64_t v)
{
    uint8_t b[8];

    put_le(b, (uint64_t)v, 8);
    hn_stream_put(o, b, 8);
}

void
hn_stream_put_text(struct hn_stream_out *o, const char *text)
{
    size_t len = strlen(text);

    assert(len <= UINT32_MAX);
    hn_stream_put_u32(o, (uint32_t)len);
    hn_stream_put(o, text, len);
}

void
hn_stream_sum(const struct hn_stream_out *o, uint8_t out[32])
{
    crypto_hash_sha256_state copy = o->sum;

    crypto_hash_sha256_final(&copy, out);
}

enum hn_rc
hn_stream_end(struct hn_stream_out *o)
{
    send_chunk(o, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    sodium_memzero(&o->seal, sizeof o->seal);
    return o->rc;
}

/* --- in --- */

enum hn_rc
hn_stream_damaged(struct hn_stream_in *i)
{
    if (i->rc == HN_OK)
        i->rc = hn_fail(i->c, HN_INVALID, "", "backup.damaged");
    return i->rc;
}

/* len bytes of the source, or fewer at its end. */
static size_t
fill(struct hn_stream_in *i, uint8_t *to, size_t len)
{
    size_t have = 0;

    while (have < len && i->rc == HN_OK) {
        size_t got = 0;

        i->rc = i->source(i->arg, to + have, len - have, &got);
        if (got == 0)
            break;
        have += got;
    }
    return have;
}

enum hn_rc
hn_stream_open(struct hn_stream_in *i, struct hn_ctx *c, hn_source_fn *source, void *arg)
{
    uint8_t head[HEAD_BYTES], secret[HN_KEY_BYTES];

    *i = (struct hn_stream_in){ .c = c, .source = source, .arg = arg };
    size_t have = fill(i, head, sizeof head);

    if (i->rc)
        return i->rc;
    if (have < sizeof head || memcmp(head, magic, sizeof magic) != 0)
        return i->rc = hn_fail(c, HN_INVALID, "", "backup.not_backup");
    i->key = (int)(get_le(head + sizeof magic, 4) & INT32_MAX);
    if (c->keys == NULL || !hn_key_of(c->keys, i->key, HN_KEY_BACKUP, secret))
        return i->rc = hn_fail(c, HN_NOT_FOUND, "", "backup.key");
    int bad = crypto_secretstream_xchacha20poly1305_init_pull(&i->seal, head + sizeof magic + 4, secret);

    sodium_memzero(secret, sizeof secret);
    crypto_hash_sha256_init(&i->sum);
    i->plain = hn_alloc(c->arena, HN_SEALED_MAX);
    i->sealed = hn_alloc(c->arena, HN_SEALED_MAX);
    return bad ? hn_stream_damaged(i) : HN_OK;
}

static void
next_chunk(struct hn_stream_in *i)
{
    uint8_t head[4], tag = 0;
    unsigned long long plain;

    i->at = i->used = 0;
    if (i->last || fill(i, head, 4) < 4) {
        hn_stream_damaged(i);
        return;
    }
    size_t len = (size_t)get_le(head, 4);

    if (len < crypto_secretstream_xchacha20poly1305_ABYTES || len > HN_SEALED_MAX ||
        fill(i, i->sealed, len) < len ||
        crypto_secretstream_xchacha20poly1305_pull(&i->seal, i->plain, &plain, &tag, i->sealed, len,
                                                   (const uint8_t *)magic, sizeof magic) != 0) {
        hn_stream_damaged(i);
        return;
    }
    i->used = (size_t)plain;
    i->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
}

void
hn_stream_get(struct hn_stream_in *i, void *out, size_t len)
{
    uint8_t *to = out;

    while (len > 0 && i->rc == HN_OK) {
        size_t part = i->used - i->at;

        if (part == 0) {
            next_chunk(i);
            continue;
        }
        if (part > len)
            part = len;
        memcpy(to, i->plain + i->at, part);
        crypto_hash_sha256_update(&i->sum, to, part);
        i->at += part;
        to += part;
        len -= part;
    }
    if (len > 0)
        memset(to, 0, len);
}

unsigned
hn_stream_get_u8(struct hn_stream_in *i)
{
    uint8_t b;

    hn_stream_get(i, &b, 1);
    return b;
}

uint32_t
hn_stream_get_u32(struct hn_stream_in *i)
{
    uint8_t b[4];

    hn_stream_get(i, b, 4);
    return (uint32_t)get_le(b, 4);
}

int64_t
hn_stream_get_i64(struct hn_stream_in *i)
{
    uint8_t b[8];

    hn_stream_get(i, b, 8);
    return (int64_t)get_le(b, 8);
}

const char *
hn_stream_get_text(struct hn_stream_in *i, size_t most)
{
    size_t len = hn_stream_get_u32(i);

    if (len > most) {
        hn_stream_damaged(i);
        return "";
    }
    char *text = hn_alloc(i->c->arena, len + 1);

    hn_stream_get(i, text, len);
    return text;
}

void
hn_stream_in_sum(const struct hn_stream_in *i, uint8_t out[32])
{
    crypto_hash_sha256_state copy = i->sum;

    crypto_hash_sha256_final(&copy, out);
}

enum hn_rc
hn_stream_close(struct hn_stream_in *i)
{
    uint8_t more;

    if (i->rc == HN_OK && (!i->last || i->at != i->used || fill(i, &more, 1) != 0))
        hn_stream_damaged(i);
    sodium_memzero(&i->seal, sizeof i->seal);
    return i->rc;
}
