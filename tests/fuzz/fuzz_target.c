/* Proves: any bytes as a target are one clean path or refused, and the guard has a verdict for any head. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/vi.h"
#include "http/guard.h"

static void
check_target(struct hn_arena *a, const char *text)
{
    const char *path, *query;

    if (!hn_guard_target(a, text, &path, &query))
        return;
    assert(path[0] == '/' && hn_utf8_valid(path, strlen(path)));
    assert(!strstr(path, "/../") && !strstr(path, "/./"));
    assert(!strpbrk(path, "\r\n"));
}

static void
check_head(char *text)
{
    struct hn_header headers[8];
    struct hn_head head = { "GET", "HTTP/1.1", "/", headers, 0 };
    char *rest = text, *line;

    while (head.header_count < 8 && (line = strsep(&rest, "\n")) != NULL) {
        char *value = strchr(line, ':');

        if (!value)
            continue;
        *value = 0;
        headers[head.header_count++] = (struct hn_header){ line, value + 1 };
    }
    unsigned status = hn_guard_head(&head);

    assert(status == 0 || status == 400 || status == 414 || status == 431);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)8 << 20);
    char *text = hn_dup_n(a, (const char *)data, size < 65536 ? size : 65536);

    check_target(a, text);
    check_head(text);
    hn_arena_free(a);
    return 0;
}
