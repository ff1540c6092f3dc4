/* doc_json.c: a paper as JSON and back (doc.h). Written by hand, read by jansson: what is read may have been tampered
 * with, so every kind, count and length is looked at. */
#include <jansson.h>
#include <string.h>

#include "base/limits.h"
#include "print/doc.h"

/* Names of the texts, once for both directions. */
static const struct {
    const char *name;
    size_t at;
} texts[] = {
    { "superior", offsetof(struct hn_doc, superior) },   { "issuer", offsetof(struct hn_doc, issuer) },
    { "number", offsetof(struct hn_doc, number) },       { "motto", offsetof(struct hn_doc, motto) },
    { "place_day", offsetof(struct hn_doc, place_day) }, { "title", offsetof(struct hn_doc, title) },
    { "summary", offsetof(struct hn_doc, summary) },     { "notice", offsetof(struct hn_doc, notice) },
};
enum { TEXTS = sizeof texts / sizeof *texts };

static const char *const kinds[] = { "heading", "paragraph", "item", "table", "break" };
enum { KINDS = sizeof kinds / sizeof *kinds };

/* --- writing --- */

static void
put_string(struct hn_buf *out, const char *text)
{
    hn_buf_char(out, '"');
    for (; text && *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\') {
            hn_buf_char(out, '\\');
            hn_buf_char(out, (char)c);
        } else if (c < 0x20) {
            hn_buf_printf(out, "\\u%04x", c);
        } else {
            hn_buf_char(out, (char)c);
        }
    }
    hn_buf_char(out, '"');
}

static void
put_strings(struct hn_buf *out, const char *const *list, size_t count)
{
    hn_buf_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        hn_buf_str(out, i ? "," : "");
        put_string(out, list[i]);
    }
    hn_buf_char(out, ']');
}

static void
put_table(struct hn_buf *out, const struct hn_block *b)
{
    size_t count = (size_t)b->column_count;

    hn_buf_str(out, ",\"columns\":");
    put_strings(out, b->column, count);
    hn_buf_str(out, ",\"shares\":[");
    for (size_t i = 0; i < count; i++)
        hn_buf_printf(out, i ? ",%d" : "%d", b->share[i]);
    hn_buf_str(out, "],\"rows\":[");
    for (size_t i = 0; i < b->row_count; i++) {
        hn_buf_str(out, i ? ",\n" : "\n");
        put_strings(out, b->rows[i].cell, count);
    }
    hn_buf_char(out, ']');
}

static void
put_sign(struct hn_buf *out, const char *name, const struct hn_doc_sign *s)
{
    const char *parts[] = { s->authority, s->office, s->name };

    hn_buf_printf(out, ",\n\"%s\":", name);
    put_strings(out, parts, 3);
}

void
hn_doc_write(struct hn_buf *out, const struct hn_doc *d)
{
    size_t recipients = 0;

    hn_buf_printf(out, "{\"version\":1,\"plain\":%s,\"landscape\":%s", d->plain ? "true" : "false",
                  d->landscape ? "true" : "false");
    for (size_t i = 0; i < TEXTS; i++) {
        const char *text;

        memcpy(&text, (const char *)d + texts[i].at, sizeof text);
        hn_buf_printf(out, ",\n\"%s\":", texts[i].name);
        put_string(out, text);
    }
    hn_buf_str(out, ",\n\"blocks\":[");
    for (size_t i = 0; i < d->block_count; i++) {
        const struct hn_block *b = &d->blocks[i];

        hn_buf_printf(out, "%s\n{\"kind\":\"%s\",\"level\":%d,\"bold\":%s,\"text\":", i ? "," : "",
                      kinds[b->kind], b->level, b->bold ? "true" : "false");
        put_string(out, b->text);
        if (b->kind == HN_BLOCK_TABLE)
            put_table(out, b);
        hn_buf_char(out, '}');
    }
    while (d->recipients[recipients])
        recipients++;
    hn_buf_printf(out, "],\n\"appendix\":%zu,\n\"recipients\":", d->appendix);
    put_strings(out, d->recipients, recipients);
    put_sign(out, "left", &d->left);
    put_sign(out, "right", &d->right);
    hn_buf_str(out, "}\n");
}

/* --- reading --- */

/* NULL: no text, or one with a NUL inside. */
static const char *
text_of(struct hn_arena *a, const json_t *value)
{
    if (!json_is_string(value) || strlen(json_string_value(value)) != json_string_length(value))
        return NULL;
    return hn_dup_n(a, json_string_value(value), json_string_length(value));
}

static bool
read_strings(struct hn_arena *a, const json_t *list, const char **out, size_t count)
{
    if (!json_is_array(list) || json_array_size(list) != count)
        return false;
    for (size_t i = 0; i < count; i++) {
        out[i] = text_of(a, json_array_get(list, i));
        if (!out[i])
            return false;
    }
    return true;
}

static bool
read_flag(const json_t *root, const char *name, bool *out)
{
    const json_t *value = json_object_get(root, name);

    *out = json_is_true(value);
    return json_is_boolean(value);
}

static bool
read_table(struct hn_arena *a, const json_t *from, struct hn_block *b)
{
    const json_t *columns = json_object_get(from, "columns"), *shares = json_object_get(from, "shares"),
                 *rows = json_object_get(from, "rows");
    size_t count = json_array_size(columns);

    if (count < 1 || count > HN_DOC_COLUMNS || !read_strings(a, columns, b->column, count) ||
        !json_is_array(shares) || json_array_size(shares) != count || !json_is_array(rows) ||
        json_array_size(rows) > HN_DOC_ROWS)
        return false;
    b->column_count = (int)count;
    for (size_t i = 0; i < count; i++) {
        json_int_t share = json_integer_value(json_array_get(shares, i));

        if (share < 1 || share > 100)
            return false;
        b->share[i] = (int)share;
    }
    b->row_count = json_array_size(rows);
    b->rows = HN_NEW_N(a, struct hn_doc_row, b->row_count);
    for (size_t i = 0; i < b->row_count; i++) {
        if (!read_strings(a, json_array_get(rows, i), b->rows[i].cell, count))
            return false;
    }
    return true;
}

static bool
read_block(struct hn_arena *a, const json_t *from, struct hn_block *b)
{
    const char *kind = text_of(a, json_object_get(from, "kind"));
    json_int_t level = json_integer_value(json_object_get(from, "level"));
    size_t i = 0;

    while (kind && i < KINDS && strcmp(kinds[i], kind) != 0)
        i++;
    if (!kind || i == KINDS || level < 0 || level > 2 || !read_flag(from, "bold", &b->bold))
        return false;
    b->kind = (enum hn_block_kind)i;
    b->level = (int)level;
    b->text = text_of(a, json_object_get(from, "text"));
    return b->text && (b->kind != HN_BLOCK_TABLE || read_table(a, from, b));
}

static bool
read_sign(struct hn_arena *a, const json_t *from, struct hn_doc_sign *out)
{
    const char *parts[3];

    if (!read_strings(a, from, parts, 3))
        return false;
    *out = (struct hn_doc_sign){ parts[0], parts[1], parts[2] };
    return true;
}

static bool
read_all(struct hn_arena *a, const json_t *root, struct hn_doc *d)
{
    const json_t *blocks = json_object_get(root, "blocks"), *to = json_object_get(root, "recipients");
    json_int_t appendix;

    if (!json_is_object(root) || json_integer_value(json_object_get(root, "version")) != 1 ||
        !read_flag(root, "plain", &d->plain) || !read_flag(root, "landscape", &d->landscape))
        return false;
    for (size_t i = 0; i < TEXTS; i++) {
        const char *text = text_of(a, json_object_get(root, texts[i].name));

        if (!text)
            return false;
        memcpy((char *)d + texts[i].at, &text, sizeof text);
    }
    if (!json_is_array(blocks) || json_array_size(blocks) > HN_DOC_BLOCKS || !json_is_array(to) ||
        json_array_size(to) > HN_DOC_RECIPIENTS || !read_strings(a, to, d->recipients, json_array_size(to)))
        return false;
    d->block_count = d->block_room = json_array_size(blocks);
    appendix = json_integer_value(json_object_get(root, "appendix"));
    if (appendix < 0 || (size_t)appendix > d->block_count)
        return false;
    d->appendix = (size_t)appendix;
    d->blocks = HN_NEW_N(a, struct hn_block, d->block_count);
    for (size_t i = 0; i < d->block_count; i++) {
        if (!read_block(a, json_array_get(blocks, i), &d->blocks[i]))
            return false;
    }
    return read_sign(a, json_object_get(root, "left"), &d->left) &&
           read_sign(a, json_object_get(root, "right"), &d->right);
}

/* jansson's own ceiling is far above ours. */
static bool
depth_is_low(const char *json, size_t len)
{
    int depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < len; i++) {
        if (quoted && json[i] == '\\')
            i++;
        else if (json[i] == '"')
            quoted = !quoted;
        else if (!quoted && (json[i] == '{' || json[i] == '[') && ++depth > HN_LIMIT_JSON_DEPTH)
            return false;
        else if (!quoted && (json[i] == '}' || json[i] == ']'))
            depth--;
    }
    return true;
}

static void
drop(void *thing)
{
    json_decref(thing);
}

bool
hn_doc_read(struct hn_arena *a, const char *json, size_t len, struct hn_doc **out)
{
    json_t *root;

    if (len > HN_DOC_MOST || !depth_is_low(json, len))
        return false;
    root = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
    if (!root)
        return false;
    hn_arena_at_end(a, drop, root);
    *out = hn_doc_new(a);
    return read_all(a, root, *out);
}
