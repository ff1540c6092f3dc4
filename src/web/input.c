/* input.c: bodies of forms: url-encoded and multipart (RFC 7578). JSON is input_json.c. */
#include "web/input.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "web/pairs.h"

enum { BOUNDARY_MAX = 70, PART_HEAD_MAX = 2048 };

static bool
type_is(const char *content_type, const char *type)
{
    size_t len = strlen(type);

    if (strncasecmp(content_type, type, len) != 0)
        return false;
    return content_type[len] == 0 || content_type[len] == ';' || content_type[len] == ' ';
}

enum hn_input_kind
hn_input_kind_of(const char *content_type)
{
    if (!content_type)
        return HN_INPUT_NONE;
    if (type_is(content_type, "application/x-www-form-urlencoded"))
        return HN_INPUT_FORM;
    if (type_is(content_type, "multipart/form-data"))
        return HN_INPUT_MULTIPART;
    return type_is(content_type, "application/json") ? HN_INPUT_JSON : HN_INPUT_NONE;
}

bool
hn_input_form(struct hn_arena *a, const char *body, size_t len, struct hn_inputs *out)
{
    struct hn_pairs pairs;

    *out = (struct hn_inputs){ 0 };
    if (len > HN_LIMIT_FORM || !hn_pairs_parse(a, body, len, &pairs))
        return false;
    out->at = HN_NEW_N(a, struct hn_input, pairs.count);
    for (size_t i = 0; i < pairs.count; i++) {
        out->at[i] = (struct hn_input){ .name = pairs.at[i].name,
                                        .text = pairs.at[i].value,
                                        .len = pairs.at[i].len };
    }
    out->count = pairs.count;
    return true;
}

/* --- multipart --- */

struct cursor {
    const char *at, *end;
};

static const char *
find(const struct cursor *c, const char *what, size_t len)
{
    return memmem(c->at, (size_t)(c->end - c->at), what, len);
}

/* "--" and the boundary named by the content type; NULL: none, or not one. */
static const char *
delimiter_of(struct hn_arena *a, const char *content_type)
{
    const char *at = strcasestr(content_type, "boundary=");
    size_t len;

    if (!at)
        return NULL;
    at += strlen("boundary=");
    if (*at == '"') {
        at++;
        len = strcspn(at, "\"");
    } else {
        len = strcspn(at, "; \t");
    }
    if (len == 0 || len > BOUNDARY_MAX)
        return NULL;
    return hn_print(a, "--%.*s", (int)len, at);
}

/* The value of name="…" within a Content-Disposition line; NULL when absent. Browsers write quotes as %22. */
static const char *
disposition_value(struct hn_arena *a, const char *line, size_t len, const char *name)
{
    const char *label = hn_print(a, "; %s=\"", name);
    const char *at = memmem(line, len, label, strlen(label));
    const char *quote;

    if (!at)
        return NULL;
    at += strlen(label);
    quote = memchr(at, '"', len - (size_t)(at - line));
    if (!quote || memchr(at, 0, (size_t)(quote - at)))
        return NULL;
    return hn_dup_n(a, at, (size_t)(quote - at));
}

/* Reads a part's header lines up to the empty one. */
static bool
read_part_head(struct hn_arena *a, struct cursor *c, struct hn_input *out)
{
    static const char disposition[] = "Content-Disposition: form-data";
    const char *empty = find(c, "\r\n\r\n", 4);

    if (!empty || empty - c->at > PART_HEAD_MAX)
        return false;
    for (const char *line = c->at; line < empty + 2;) {
        const char *end = memmem(line, (size_t)(empty + 2 - line), "\r\n", 2);
        size_t len = (size_t)(end - line);

        assert(end);
        if (len >= sizeof disposition - 1 && strncasecmp(line, disposition, sizeof disposition - 1) == 0) {
            out->name = disposition_value(a, line, len, "name");
            out->filename = disposition_value(a, line, len, "filename");
            out->file = out->filename != NULL;
        }
        line = end + 2;
    }
    c->at = empty + 4;
    return out->name != NULL;
}

static bool
read_part(struct hn_arena *a, struct cursor *c, const char *delimiter, struct hn_input *out)
{
    const char *stop = hn_print(a, "\r\n%s", delimiter);
    const char *end;

    if (!read_part_head(a, c, out))
        return false;
    end = find(c, stop, strlen(stop));
    if (!end)
        return false;
    out->len = (size_t)(end - c->at);
    out->text = c->at;
    c->at = end + strlen(stop);
    if (out->file)
        return true;
    if (out->len > HN_LIMIT_FORM || memchr(out->text, 0, out->len))
        return false;
    out->text = hn_dup_n(a, out->text, out->len);
    return true;
}

bool
hn_input_multipart(struct hn_arena *a, const char *content_type, const char *body, size_t len,
                   struct hn_inputs *out)
{
    struct cursor c = { body, body + len };
    const char *delimiter = delimiter_of(a, content_type);
    size_t texts = 0;

    *out = (struct hn_inputs){ 0 };
    if (!delimiter || len < strlen(delimiter) || memcmp(body, delimiter, strlen(delimiter)) != 0)
        return false;
    out->at = HN_NEW_N(a, struct hn_input, HN_LIMIT_FIELDS);
    c.at += strlen(delimiter);
    while (c.end - c.at >= 2 && memcmp(c.at, "\r\n", 2) == 0) {
        struct hn_input *one = &out->at[out->count];

        if (out->count == HN_LIMIT_FIELDS)
            return false;
        c.at += 2;
        if (!read_part(a, &c, delimiter, one))
            return false;
        texts += one->file ? 0 : one->len;
        if (texts > HN_LIMIT_FORM)
            return false;
        out->count++;
    }
    return c.end - c.at >= 2 && memcmp(c.at, "--", 2) == 0;
}
