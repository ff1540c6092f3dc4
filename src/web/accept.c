/* accept.c: reading Accept and Accept-Encoding. Total over all bytes; a header nobody can read means nothing. */
#include "web/accept.h"

#include <string.h>
#include <strings.h>

/* The weight behind an item, in thousandths: ";q=0.5" → 500; 1000 when it says nothing. */
static int
weight_of(const char *parameters, size_t len)
{
    const char *end = parameters + len;

    for (const char *p = parameters; p + 3 < end; p++) {
        if ((p[0] != ';' && p[0] != ' ') || (p[1] != 'q' && p[1] != 'Q') || p[2] != '=')
            continue;
        if (p[3] != '0')
            return 1000;

        int weight = 0;
        int scale = 100;

        for (p += 5; p < end && *p >= '0' && *p <= '9' && scale > 0; p++, scale /= 10)
            weight += (*p - '0') * scale;
        return weight;
    }
    return 1000;
}

/* The weight a header gives to one name; -1 when it does not name it. */
static int
weight_in(const char *header, const char *name)
{
    size_t name_len = strlen(name);
    int found = -1;

    while (header && *header) {
        header += strspn(header, ", \t");

        size_t len = strcspn(header, ",");
        size_t item = strcspn(header, ",; \t");

        if (item == name_len && strncasecmp(header, name, item) == 0) {
            int weight = weight_of(header + item, len - item);

            if (weight > found)
                found = weight;
        }
        header += len;
    }
    return found;
}

enum hn_format
hn_accept_format(const char *accept)
{
    static const struct {
        enum hn_format format;
        const char *type;
    } types[] = {
        { HN_HTML, "text/html" },
        { HN_JSON, "application/json" },
        { HN_JSON, "application/problem+json" },
        { HN_CSV, "text/csv" },
        { HN_XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    };
    enum hn_format best = HN_HTML;
    int best_weight = 0;

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        int weight = weight_in(accept, types[i].type);

        if (weight > best_weight) {
            best = types[i].format;
            best_weight = weight;
        }
    }
    return best;
}

enum hn_coding
hn_accept_coding(const char *accept_encoding)
{
    if (weight_in(accept_encoding, "br") > 0)
        return HN_BROTLI;
    return weight_in(accept_encoding, "gzip") > 0 ? HN_GZIP : HN_IDENTITY;
}
