/* hide.c: counts of one or two persons on health and discipline are not shown. (security/ section 2) */
#include "census/inside.h"

#define SMALL 2

static int64_t *
value_at(int64_t *first, size_t i, size_t step)
{
    return (int64_t *)(void *)((char *)first + i * step);
}

void
hn_counts_hide(int64_t *first, size_t count, size_t step)
{
    size_t hidden = 0;
    int64_t *next = NULL;

    for (size_t i = 0; i < count; i++) {
        int64_t *n = value_at(first, i, step);

        if (*n > 0 && *n <= SMALL) {
            *n = HN_COUNT_HIDDEN;
            hidden++;
        } else if (*n > 0 && (next == NULL || *n < *next)) {
            next = n;
        }
    }
    /* One alone would be the sum less the others. */
    if (hidden == 1 && next != NULL)
        *next = HN_COUNT_HIDDEN;
}
