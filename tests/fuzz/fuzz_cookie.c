/* Proves: any bytes as a Cookie, Accept or Accept-Encoding header end in an answer, and a cookie found is made of
 * cookie letters alone. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "web/accept.h"
#include "web/pairs.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)1 << 20);
    const char *text = hn_dup_n(a, (const char *)data, size < 32768 ? size : 32768);
    const char *value = hn_cookie_get(a, text, "__Host-hn");

    assert(!value || !strpbrk(value, " \t\r\n\",;\\"));
    assert(hn_accept_format(text) <= HN_XLSX);
    assert(hn_accept_coding(text) <= HN_BROTLI);
    hn_arena_free(a);
    return 0;
}
