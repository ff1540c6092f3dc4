/* compress.h: brotli (quality 4) and gzip of an answer's body, into the request's arena. */
#ifndef HN_HTTP_COMPRESS_H
#define HN_HTTP_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* false: it would not have become smaller, or the library failed; send the body as it is. */
bool hn_compress_brotli(struct hn_arena *a, const void *in, size_t len, const void **out, size_t *out_len);
bool hn_compress_gzip(struct hn_arena *a, const void *in, size_t len, const void **out, size_t *out_len);

#endif
