/* code.h: is a text a code people write and links carry: letters of a to z, digits, dot, underscore, hyphen? */
#ifndef HN_BASE_CODE_H
#define HN_BASE_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define HN_CODE_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
enum { HN_CODE_MOST = 64 };

/* At least one letter, at most `most`; NULL is none. */
static inline bool
hn_is_code(const char *text, size_t most)
{
    size_t len = text ? strlen(text) : 0;

    return len > 0 && len <= most && strspn(text, HN_CODE_LETTERS) == len;
}

#endif
