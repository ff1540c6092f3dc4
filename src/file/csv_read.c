/* csv_read.c: rows of a CSV file, by libcsv (table_inner.h).
 *
 * Bytes become UTF-8 with plain line feeds first, whatever they were; libcsv then gets them a line at a time,
 * so that never more than one row ends in a piece. The parting sign is the one most used in the first line.
 */
#include <assert.h>
#include <csv.h>
#include <string.h>

#include "file/table_inner.h"

#define BLOCK ((size_t)64 * 1024)

enum encoding { UTF8, UTF16_LE, UTF16_BE, BYTES };

struct csv {
    struct csv_parser parser;
    bool parser_made;
    enum encoding encoding;

    uint8_t block[BLOCK]; /* bytes as in the file */
    size_t block_len, block_at;
    char *text; /* the same as UTF-8, at most three bytes for one */
    size_t text_len, text_at;
    bool file_ended, finished;
    bool after_cr;

    size_t column;
    size_t row_bytes; /* handed to libcsv since the last row ended */
    bool row_ended;
};

/* --- libcsv's side --- */

static void
on_cell(void *bytes, size_t len, void *arg)
{
    struct hn_table *t = arg;
    struct csv *v = t->reader;

    hn_table_raw_put(t, v->column++, HN_TABLE_TEXT, bytes, len);
}

static void
on_row(int sign, void *arg)
{
    struct hn_table *t = arg;
    struct csv *v = t->reader;

    (void)sign;
    assert(!v->row_ended);
    v->row_ended = true;
    v->row_bytes = 0;
}

static int
is_space(unsigned char c)
{
    return c == ' ';
}

static int
is_line_end(unsigned char c)
{
    return c == '\n';
}

/* --- bytes to UTF-8 --- */

static void
put_cp(struct csv *v, uint32_t cp)
{
    char *to = v->text + v->text_len;

    if (cp < 0x80) {
        to[0] = (char)cp;
        v->text_len += 1;
    } else if (cp < 0x800) {
        to[0] = (char)(0xc0 | cp >> 6);
        to[1] = (char)(0x80 | (cp & 0x3f));
        v->text_len += 2;
    } else if (cp < 0x10000) {
        to[0] = (char)(0xe0 | cp >> 12);
        to[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        to[2] = (char)(0x80 | (cp & 0x3f));
        v->text_len += 3;
    } else {
        to[0] = (char)(0xf0 | cp >> 18);
        to[1] = (char)(0x80 | (cp >> 12 & 0x3f));
        to[2] = (char)(0x80 | (cp >> 6 & 0x3f));
        to[3] = (char)(0x80 | (cp & 0x3f));
        v->text_len += 4;
    }
}

/* A line end is LF, CR or both; only LF goes on. */
static void
put_sign(struct csv *v, uint32_t cp)
{
    bool second = cp == '\n' && v->after_cr;

    v->after_cr = cp == '\r';
    if (!second)
        put_cp(v, cp == '\r' ? '\n' : cp);
}

static uint32_t
unit16(const struct csv *v, size_t at)
{
    uint8_t a = v->block[at], b = v->block[at + 1];

    return v->encoding == UTF16_LE ? (uint32_t)(b << 8 | a) : (uint32_t)(a << 8 | b);
}

/* Whole units of the block; what is left of a pair waits for the next block. Lone surrogates go on as three
 * bytes that are not UTF-8, so that their cell gets its fault. */
static void
convert16(struct csv *v, bool last)
{
    while (v->block_at + 2 <= v->block_len) {
        uint32_t cp = unit16(v, v->block_at);

        if (cp >= 0xd800 && cp < 0xdc00) {
            if (v->block_at + 4 > v->block_len && !last)
                return;
            uint32_t low = v->block_at + 4 <= v->block_len ? unit16(v, v->block_at + 2) : 0;

            if (low >= 0xdc00 && low < 0xe000) {
                cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
                v->block_at += 2;
            }
        }
        v->block_at += 2;
        put_sign(v, cp);
    }
    if (last)
        v->block_at = v->block_len;
}

static void
convert8(struct csv *v)
{
    for (; v->block_at < v->block_len; v->block_at++) {
        uint8_t byte = v->block[v->block_at];

        if (v->encoding == BYTES || byte < 0x80) {
            put_sign(v, byte);
        } else {
            v->after_cr = false;
            v->text[v->text_len++] = (char)byte;
        }
    }
}

/* Turn what the block holds into text. */
static void
convert(struct csv *v, bool last)
{
    v->text_len = v->text_at = 0;
    if (v->encoding == UTF16_LE || v->encoding == UTF16_BE)
        convert16(v, last);
    else
        convert8(v);
}

/* More text; false at the end of the file. */
static bool
more_text(struct hn_table *t, struct csv *v)
{
    while (v->text_at == v->text_len) {
        if (v->file_ended)
            return false;

        size_t left = v->block_len - v->block_at;

        memmove(v->block, v->block + v->block_at, left);
        v->block_at = 0;
        v->block_len = left;

        size_t got = hn_table_bytes(t, v->block + left, BLOCK - left);

        v->block_len += got;
        t->done += got;
        v->file_ended = got == 0;
        convert(v, v->file_ended);
    }
    return true;
}

/* --- a row --- */

static bool
feed(struct hn_table *t, struct csv *v)
{
    const char *from = v->text + v->text_at;
    size_t len = v->text_len - v->text_at;
    const char *end = memchr(from, '\n', len);

    if (end)
        len = (size_t)(end - from) + 1;
    v->row_bytes += len;
    if (v->row_bytes > HN_LIMIT_TABLE_ROW)
        return hn_table_break(t, "file.row_too_long", hn_print(t->c->arena, "%lld", (long long)t->row));
    v->text_at += len;
    if (csv_parse(&v->parser, from, len, on_cell, on_row, t) != len)
        return hn_table_break(t, "file.broken", "");
    return t->rc == HN_OK;
}

/* The last row may lack its line end; a quotation mark must not lack its twin. */
static bool
finish(struct hn_table *t, struct csv *v)
{
    if (v->finished)
        return false;
    v->finished = true;
    csv_set_opts(&v->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    if (t->rc == HN_OK && csv_fini(&v->parser, on_cell, on_row, t) != 0)
        return hn_table_break(t, "file.broken", hn_print(t->c->arena, "%lld", (long long)t->row));
    return t->rc == HN_OK && v->row_ended;
}

static bool
read_row(struct hn_table *t)
{
    struct csv *v = t->reader;

    hn_table_raw_begin(t);
    v->column = 0;
    v->row_ended = false;
    t->row++;
    while (more_text(t, v)) {
        if (!feed(t, v))
            return false;
        if (v->row_ended)
            return true;
    }
    return finish(t, v);
}

/* --- opening --- */

static void
close_csv(struct hn_table *t)
{
    struct csv *v = t->reader;

    if (v->parser_made)
        csv_free(&v->parser);
    v->parser_made = false;
}

/* UTF-8, but for a letter that the end of a full block may have cut. */
static bool
begins_utf8(const uint8_t *first, size_t len)
{
    for (size_t cut = 0; cut < 4 && cut < len; cut++) {
        if (hn_utf8_valid((const char *)first, len - cut))
            return true;
        if (len < BLOCK)
            break;
    }
    return false;
}

/* The sign that parts cells: whichever of , ; and tab the first line has most of, outside quotation marks. */
static unsigned char
find_delimiter(const char *text, size_t len)
{
    size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;

    for (size_t i = 0; i < len && (quoted || text[i] != '\n' || i == 0); i++) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted) {
            commas += text[i] == ',';
            semicolons += text[i] == ';';
            tabs += text[i] == '\t';
        }
    }
    if (tabs > commas && tabs > semicolons)
        return '\t';
    return semicolons > commas ? ';' : ',';
}

/* The encoding, by byte order mark or by looking; skip: bytes of the mark. */
static bool
find_encoding(struct hn_table *t, const uint8_t *first, size_t len, enum encoding *out, size_t *skip)
{
    *skip = 0;
    *out = UTF8;
    if (len >= 3 && memcmp(first, "\xef\xbb\xbf", 3) == 0) {
        *skip = 3;
    } else if (len >= 2 && first[0] == 0xff && first[1] == 0xfe) {
        *out = UTF16_LE;
        *skip = 2;
    } else if (len >= 2 && first[0] == 0xfe && first[1] == 0xff) {
        *out = UTF16_BE;
        *skip = 2;
    } else if (memchr(first, 0, len) || (len >= 4 && memcmp(first, "\xd0\xcf\x11\xe0", 4) == 0)) {
        return hn_table_break(t, "file.broken", ""); /* old Excel, a picture, a program */
    } else if (!begins_utf8(first, len)) {
        if (t->legacy == HN_LEGACY_NONE && !t->guessing)
            return hn_table_break(t, "file.not_utf8", "");
        *out = BYTES;
    }
    return true;
}

enum hn_rc
hn_csv_open(struct hn_table *t, const uint8_t *first, size_t len)
{
    struct csv *v = HN_NEW(t->arena, struct csv);
    size_t skip;

    assert(len <= BLOCK);
    if (!find_encoding(t, first, len, &v->encoding, &skip))
        return t->rc;
    t->reader = v;
    t->read_row = read_row;
    t->close = close_csv;
    t->done = len;
    v->text = hn_alloc(t->arena, BLOCK * 3 + 4);
    memcpy(v->block, first + skip, len - skip);
    v->block_len = len - skip;
    convert(v, len < BLOCK);
    if (csv_init(&v->parser, CSV_REPALL_NL) != 0)
        return hn_fail(t->c, HN_UNAVAILABLE, "file", "file.unreadable");
    v->parser_made = true;
    csv_set_delim(&v->parser, find_delimiter(v->text, v->text_len));
    csv_set_space_func(&v->parser, is_space);
    csv_set_term_func(&v->parser, is_line_end);
    return HN_OK;
}
