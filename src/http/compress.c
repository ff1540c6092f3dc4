/* compress.c: the two codings of pages. Assets come compressed from the build instead.
 *
 * Quality 4 is where brotli's time and gain part ways for pages of some 20 KB (ux/, stack/).
 */
#include "http/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

enum { BROTLI_LEVEL = 4, BROTLI_WINDOW = 18, GZIP_LEVEL = 5, GZIP_WINDOW = 15 + 16 };

bool
hn_compress_brotli(struct hn_arena *a, const void *in, size_t len, const void **out, size_t *out_len)
{
    uint8_t *to = hn_alloc(a, len);
    size_t room = len;

    if (!BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_WINDOW, BROTLI_MODE_TEXT, len, in, &room, to))
        return false;
    *out = to;
    *out_len = room;
    return room < len;
}

bool
hn_compress_gzip(struct hn_arena *a, const void *in, size_t len, const void **out, size_t *out_len)
{
    z_stream z = { 0 };
    void *to = hn_alloc(a, len); /* before the library takes memory of its own: this may not return */
    int end;

    if (len > UINT32_MAX ||
        deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    z.next_in = (Bytef *)(uintptr_t)in;
    z.avail_in = (uInt)len;
    z.next_out = to;
    z.avail_out = (uInt)len;
    *out = to;
    end = deflate(&z, Z_FINISH);
    *out_len = len - z.avail_out;
    deflateEnd(&z);
    return end == Z_STREAM_END && *out_len < len;
}
