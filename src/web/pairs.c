/* pairs.c: the parsers of pairs.h. */
#include "web/pairs.h"

#include <string.h>

#include "base/limits.h"
#include "http/guard.h"

static size_t
count_pairs(const char *text, size_t len)
{
    size_t n = len > 0;

    for (size_t i = 0; i < len; i++)
        n += text[i] == '&';
    return n;
}

static bool
parse_one(struct hn_arena *a, const char *text, size_t len, struct hn_pair *out)
{
    const char *equals = memchr(text, '=', len);
    size_t name_len = equals ? (size_t)(equals - text) : len;
    const char *value = equals ? equals + 1 : text + len;
    char *name, *decoded;
    size_t ignored;

    if (!hn_percent_decode(a, text, name_len, true, &name, &ignored))
        return false;
    if (!hn_percent_decode(a, value, len - (size_t)(value - text), true, &decoded, &out->len))
        return false;
    out->name = name;
    out->value = decoded;
    return true;
}

bool
hn_pairs_parse(struct hn_arena *a, const char *text, size_t len, struct hn_pairs *out)
{
    size_t most = count_pairs(text, len);
    struct hn_pair *pairs;
    size_t count = 0;

    *out = (struct hn_pairs){ 0 };
    if (most > HN_LIMIT_FIELDS)
        return false;
    pairs = HN_NEW_N(a, struct hn_pair, most);
    while (len > 0) {
        const char *end = memchr(text, '&', len);
        size_t one = end ? (size_t)(end - text) : len;

        if (one > 0 && !parse_one(a, text, one, &pairs[count++]))
            return false;
        text += end ? one + 1 : one;
        len -= end ? one + 1 : one;
    }
    *out = (struct hn_pairs){ .at = pairs, .count = count };
    return true;
}

const char *
hn_pairs_get(const struct hn_pairs *p, const char *name)
{
    for (size_t i = 0; i < p->count; i++) {
        if (strcmp(p->at[i].name, name) == 0)
            return p->at[i].value;
    }
    return NULL;
}

/* Letters of a cookie's value (RFC 6265): what prints, without quote, comma, semicolon and backslash. */
static bool
is_cookie_text(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c <= 0x20 || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\')
            return false;
    }
    return true;
}

const char *
hn_cookie_get(struct hn_arena *a, const char *header, const char *name)
{
    size_t name_len = strlen(name);
    const char *found = NULL;

    while (header && *header) {
        size_t len = strcspn(header, ";");

        if (len > name_len && header[name_len] == '=' && strncmp(header, name, name_len) == 0) {
            const char *value = header + name_len + 1;
            size_t value_len = len - name_len - 1;

            if (found || !is_cookie_text(value, value_len))
                return NULL;
            found = hn_dup_n(a, value, value_len);
        }
        header += len;
        header += strspn(header, "; ");
    }
    return found;
}
