/* guard.c: the framing guard of guard.h. No state, no allocation but what decoding needs. */
#include "http/guard.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/vi.h"

static bool
is_token_char(unsigned char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return true;
    return c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL;
}

static bool
is_token(const char *text)
{
    if (!*text)
        return false;
    for (; *text; text++) {
        if (!is_token_char((unsigned char)*text))
            return false;
    }
    return true;
}

/* Header values may hold what prints, bytes above ASCII, and TAB; a bare CR or LF would split them. */
static bool
is_value(const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static bool
is_digits(const char *text)
{
    size_t len = strspn(text, "0123456789");

    return len > 0 && len <= 18 && !text[len];
}

/* A host name or address with an optional port: nothing that a log, a link or a cache could misread. */
static bool
is_host(const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (!is_token_char(c) && c != ':' && c != '[' && c != ']')
            return false;
    }
    return true;
}

/* Headers that mean something different when they come twice. */
static const char *const once[] = {
    "Content-Length", "Transfer-Encoding", "Host",   "Content-Type",    "Cookie",
    "Authorization",  "Idempotency-Key",   "Origin", "X-CSRF-Token",    "Referer",
    "Expect",         "Upgrade",           "Range",  "X-Forwarded-For", "If-None-Match",
};

enum { ONCE_COUNT = sizeof once / sizeof once[0] };

/* What the framing of one request depends on, gathered in one walk. */
struct seen {
    unsigned times[ONCE_COUNT];
    const char *length, *encoding, *host;
};

static bool
note_header(struct seen *seen, const struct hn_header *h)
{
    for (size_t i = 0; i < ONCE_COUNT; i++) {
        if (strcasecmp(h->name, once[i]) == 0 && ++seen->times[i] > 1)
            return false;
    }
    if (strcasecmp(h->name, "Content-Length") == 0)
        seen->length = h->value;
    else if (strcasecmp(h->name, "Transfer-Encoding") == 0)
        seen->encoding = h->value;
    else if (strcasecmp(h->name, "Host") == 0)
        seen->host = h->value;
    return true;
}

static bool
framing_is_sound(const struct hn_head *head, const struct seen *seen)
{
    bool modern = strcmp(head->version, "HTTP/1.1") == 0;

    if (!modern && strcmp(head->version, "HTTP/1.0") != 0)
        return false;
    if (seen->length && seen->encoding)
        return false;
    if (seen->length && !is_digits(seen->length))
        return false;
    if (seen->encoding && (!modern || strcasecmp(seen->encoding, "chunked") != 0))
        return false;
    if (modern && !seen->host)
        return false;
    return !seen->host || is_host(seen->host);
}

unsigned
hn_guard_head(const struct hn_head *head)
{
    struct seen seen = { 0 };
    size_t bytes = 0;

    if (strlen(head->target) > HN_LIMIT_LINE)
        return 414;
    if (head->header_count > HN_LIMIT_HEADER_COUNT)
        return 431;
    if (!is_token(head->method))
        return 400;
    for (size_t i = 0; i < head->header_count; i++) {
        const struct hn_header *h = &head->headers[i];

        bytes += strlen(h->name) + strlen(h->value) + 4;
        if (bytes > HN_LIMIT_HEADERS)
            return 431;
        if (!is_token(h->name) || !is_value(h->value) || !note_header(&seen, h))
            return 400;
    }
    return framing_is_sound(head, &seen) ? 0 : 400;
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool
hn_percent_decode(struct hn_arena *a, const char *in, size_t len, bool plus, char **out, size_t *out_len)
{
    char *to = hn_alloc(a, len + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (in[i] == '%') {
            int high = len - i > 2 ? hex_digit(in[i + 1]) : -1;
            int low = len - i > 2 ? hex_digit(in[i + 2]) : -1;

            if (high < 0 || low < 0)
                return false;
            to[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            to[n++] = plus && in[i] == '+' ? ' ' : in[i];
        }
        if (!to[n - 1])
            return false;
    }
    to[n] = 0;
    *out = to;
    *out_len = n;
    return true;
}

/* An escaped slash would make a segment that the raw target does not have. */
static bool
hides_a_slash(const char *raw, size_t len)
{
    for (size_t i = 0; i + 2 < len; i++) {
        if (raw[i] == '%' && raw[i + 1] == '2' && (raw[i + 2] == 'f' || raw[i + 2] == 'F'))
            return true;
    }
    return false;
}

static bool
segments_are_plain(const char *path)
{
    while (*path == '/') {
        size_t len = strcspn(++path, "/");

        if ((len == 1 && path[0] == '.') || (len == 2 && path[0] == '.' && path[1] == '.'))
            return false;
        path += len;
    }
    return true;
}

bool
hn_guard_target(struct hn_arena *a, const char *target, const char **path, const char **query)
{
    size_t len = strcspn(target, "?");
    char *decoded;
    size_t decoded_len;

    if (target[0] != '/' || strchr(target, '#'))
        return false;
    for (const char *c = target; *c; c++) {
        if ((unsigned char)*c <= 0x20 || *c == 0x7f)
            return false;
    }
    if (hides_a_slash(target, len) || !hn_percent_decode(a, target, len, false, &decoded, &decoded_len))
        return false;
    if (!hn_utf8_valid(decoded, decoded_len) || !segments_are_plain(decoded))
        return false;
    for (size_t i = 0; i < decoded_len; i++) {
        if ((unsigned char)decoded[i] < 0x20 || decoded[i] == 0x7f)
            return false;
    }
    *path = decoded;
    *query = hn_dup(a, target[len] ? target + len + 1 : "");
    return true;
}
