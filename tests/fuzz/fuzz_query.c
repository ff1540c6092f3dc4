/* Proves: any bytes as a query are at most 512 pairs of text without NUL, or refused. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"
#include "web/pairs.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)8 << 20);
    struct hn_pairs p;

    if (size <= 65536 && hn_pairs_parse(a, (const char *)data, size, &p)) {
        assert(p.count <= HN_LIMIT_FIELDS);
        for (size_t i = 0; i < p.count; i++)
            assert(strlen(p.at[i].value) == p.at[i].len);
    }
    hn_arena_free(a);
    return 0;
}
