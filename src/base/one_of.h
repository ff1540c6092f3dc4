/* one_of.h: is a word one of a list's? Lists of identifiers end with NULL; no word (NULL) is none of them. */
#ifndef HN_BASE_ONE_OF_H
#define HN_BASE_ONE_OF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool
hn_one_of(const char *word, const char *const *list)
{
    for (size_t i = 0; word && list[i]; i++) {
        if (strcmp(list[i], word) == 0)
            return true;
    }
    return false;
}

#endif
