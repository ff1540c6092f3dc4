/* pairs.h: name=value pairs as queries, form bodies and cookies write them. Total over all bytes.
 *
 * Not for: what the values mean (form.c).
 */
#ifndef HN_WEB_PAIRS_H
#define HN_WEB_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct hn_pair {
    const char *name;
    const char *value; /* decoded, NUL behind it; not yet cleaned, may be any bytes but NUL */
    size_t len;
};

struct hn_pairs {
    const struct hn_pair *at;
    size_t count;
};

/* a=1&b=2, with %XX and '+'. false: a broken escape, a NUL, or more than HN_LIMIT_FIELDS pairs. */
bool hn_pairs_parse(struct hn_arena *a, const char *text, size_t len, struct hn_pairs *out);
/* The first value of that name, NULL when there is none. */
const char *hn_pairs_get(const struct hn_pairs *p, const char *name);
/* One cookie of a Cookie header, NULL when it is absent, twice there, or not made of cookie letters. */
const char *hn_cookie_get(struct hn_arena *a, const char *header, const char *name);

#endif
