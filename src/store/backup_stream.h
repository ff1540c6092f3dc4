/* backup_stream.h: bytes sealed in chunks on the way out, and opened on the way in. For backup*.c alone. */
#ifndef HN_STORE_BACKUP_STREAM_H
#define HN_STORE_BACKUP_STREAM_H

#include <sodium.h>

#include "store/backup.h"

#define HN_CHUNK_BYTES ((size_t)65536)
#define HN_SEALED_MAX  (HN_CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES)

/* Marks of the plain stream, a byte before each part. */
enum { HN_MARK_TABLE = 'T', HN_MARK_ROW = 'R', HN_MARK_TABLE_END = 'E', HN_MARK_END = 'Z' };

struct hn_stream_out {
    struct hn_ctx *c;
    hn_sink_fn *sink;
    void *arg;
    crypto_secretstream_xchacha20poly1305_state seal;
    crypto_hash_sha256_state sum;
    uint8_t *plain, *sealed;
    size_t used;
    enum hn_rc rc; /* the first failure; everything after it is dropped */
};

enum hn_rc hn_stream_begin(struct hn_stream_out *o, struct hn_ctx *c, hn_sink_fn *sink, void *arg, int key);
void hn_stream_put(struct hn_stream_out *o, const void *bytes, size_t len);
void hn_stream_put_u8(struct hn_stream_out *o, unsigned v);
void hn_stream_put_u32(struct hn_stream_out *o, uint32_t v);
void hn_stream_put_i64(struct hn_stream_out *o, int64_t v);
void hn_stream_put_text(struct hn_stream_out *o, const char *text);
/* The digest of all that was put so far. */
void hn_stream_sum(const struct hn_stream_out *o, uint8_t out[32]);
enum hn_rc hn_stream_end(struct hn_stream_out *o);

struct hn_stream_in {
    struct hn_ctx *c;
    hn_source_fn *source;
    void *arg;
    int key;
    crypto_secretstream_xchacha20poly1305_state seal;
    crypto_hash_sha256_state sum;
    uint8_t *plain, *sealed;
    size_t at, used;
    bool last; /* the chunk in hand is the last */
    enum hn_rc rc;
};

/* Each get answers zeroes once rc is set, so that a reader looks at rc where it matters. */
enum hn_rc hn_stream_open(struct hn_stream_in *i, struct hn_ctx *c, hn_source_fn *source, void *arg);
void hn_stream_get(struct hn_stream_in *i, void *out, size_t len);
unsigned hn_stream_get_u8(struct hn_stream_in *i);
uint32_t hn_stream_get_u32(struct hn_stream_in *i);
int64_t hn_stream_get_i64(struct hn_stream_in *i);
/* In the arena; longer than most: damaged. */
const char *hn_stream_get_text(struct hn_stream_in *i, size_t most);
void hn_stream_in_sum(const struct hn_stream_in *i, uint8_t out[32]);
/* All was read, the stream says so itself, and nothing stands behind it. */
enum hn_rc hn_stream_close(struct hn_stream_in *i);
enum hn_rc hn_stream_damaged(struct hn_stream_in *i);

#endif
