/* fuzz_table.c: any bytes as a table somebody sends in, CSV or XLSX: never a crash, memory within the ceiling,
 * every cell clean text, and the encoding guessed. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "file/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool held)
{
    if (!held)
        abort();
}

static void
read_all(struct hn_ctx *c, const struct hn_table_in *in)
{
    struct hn_table *t;
    const char *const *names, *column;
    int64_t before = 1;

    if (hn_table_open(c, in, &t)) {
        must(c->fault_count > 0);
        return;
    }

    size_t count = hn_table_columns(t, &names);

    must(count > 0);
    while (hn_table_next(t)) {
        must(hn_table_row(t) > before);
        before = hn_table_row(t);
        hn_table_row_fault(t, &column);
        for (size_t i = 0; i < count; i++) {
            const char *text = hn_table_cell(t, names[i]);

            must(hn_utf8_valid(text, strlen(text)) && strpbrk(text, "\r\x01\x1b") == NULL);
        }
    }
    must(hn_table_end(t) == HN_OK || c->fault_count > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const required[] = { "code", NULL };
    struct hn_arena *a = hn_arena_new((size_t)1 << 20);
    struct hn_ctx c;
    enum hn_legacy legacy;

    hn_log_level(HN_LOG_ERROR);
    hn_ctx_init(&c, a, hn_platform_real(), HN_USER_SYSTEM);

    struct hn_table_in in = { .bytes = data, .len = size, .most = (uint64_t)16 << 20 };

    read_all(&c, &in);
    in.legacy = HN_LEGACY_VNI;
    in.required = required;
    read_all(&c, &in);
    if (hn_table_guess(&c, &in, &legacy) == HN_OK)
        must(legacy >= HN_LEGACY_NONE && legacy <= HN_LEGACY_VNI);
    hn_arena_free(a);
    return 0;
}
