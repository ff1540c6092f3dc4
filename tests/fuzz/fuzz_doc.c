/* Proves: whatever bytes are kept as a paper, reading them ends in an answer, and what is a paper is written and read again
 * as the same; whatever bytes come as a file, their kind is told without a step outside them. */
#include <assert.h>
#include <string.h>

#include "attachment/type.h"
#include "print/doc.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)64 << 20);
    const char *type = hn_attachment_type((struct hn_bytes){ data, size });
    struct hn_buf once, twice, text;
    struct hn_doc *doc;

    assert(!type || strcmp(hn_attachment_media_type(type), "application/octet-stream") != 0);
    if (hn_doc_read(a, (const char *)data, size, &doc)) {
        hn_buf_init(&once, a, 0);
        hn_buf_init(&twice, a, 0);
        hn_buf_init(&text, a, 0);
        hn_doc_text(&text, doc);
        hn_doc_write(&once, doc);
        if (once.len <= HN_DOC_MOST) {
            assert(hn_doc_read(a, once.data, once.len, &doc));
            hn_doc_write(&twice, doc);
            assert(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
        }
    }
    hn_arena_free(a);
    return 0;
}
