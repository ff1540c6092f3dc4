/* type.c: see type.h. Office files are zip archives; their kind is told by the names in the archive's
 * directory, which is read here with every offset looked at first. Nothing is unpacked. */
#include "attachment/type.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum {
    END_RECORD = 22, /* bytes of the directory's end record without its comment */
    COMMENT_MOST = 65535,
    ENTRY = 46,      /* bytes of a directory entry without its name */
    LOCAL_NAME = 30, /* where the name of a local header begins */
    ENTRIES_MOST = 4096,
};

static bool
begins(struct hn_bytes b, const char *with, size_t len)
{
    return b.len >= len && memcmp(b.data, with, len) == 0;
}

/* Little end first. */
static size_t
number(struct hn_bytes b, size_t at, size_t bytes)
{
    size_t n = 0;

    for (size_t i = bytes; i-- > 0;)
        n = n << 8 | b.data[at + i];
    return n;
}

static bool
is(struct hn_bytes b, size_t at, size_t len, const char *name)
{
    return strlen(name) == len && memcmp(b.data + at, name, len) == 0;
}

/* Where the end record stands; false: this is no archive. */
static bool
find_end(struct hn_bytes b, size_t *out)
{
    for (size_t back = END_RECORD; back <= b.len && back <= END_RECORD + COMMENT_MOST; back++) {
        if (memcmp(b.data + b.len - back, "PK\5\6", 4) == 0) {
            *out = b.len - back;
            return true;
        }
    }
    return false;
}

/* Macros make a file of another kind, which is not taken. */
static const char *
by_directory(struct hn_bytes b)
{
    const char *type = NULL;
    bool content_types = false;
    size_t end, at, count;

    if (!find_end(b, &end))
        return NULL;
    count = number(b, end + 10, 2);
    at = number(b, end + 16, 4);
    for (size_t i = 0; i < count && i < ENTRIES_MOST; i++) {
        size_t name;

        if (at > end || end - at < ENTRY || memcmp(b.data + at, "PK\1\2", 4) != 0)
            return NULL;
        name = number(b, at + 28, 2);
        if (name > end - at - ENTRY)
            return NULL;
        if (is(b, at + ENTRY, name, "word/document.xml"))
            type = "docx";
        else if (is(b, at + ENTRY, name, "xl/workbook.xml"))
            type = "xlsx";
        else if (is(b, at + ENTRY, name, "[Content_Types].xml"))
            content_types = true;
        else if (name >= 14 && memcmp(b.data + at + ENTRY + name - 14, "vbaProject.bin", 14) == 0)
            return NULL;
        at += ENTRY + name + number(b, at + 30, 2) + number(b, at + 32, 2);
    }
    return content_types ? type : NULL;
}

/* Open documents begin with a file "mimetype", not packed. */
static const char *
by_first_file(struct hn_bytes b)
{
    static const struct {
        const char *content, *type;
    } kinds[] = {
        { "mimetypeapplication/vnd.oasis.opendocument.textPK", "odt" },
        { "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK", "ods" },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t len = strlen(kinds[i].content);

        if (b.len >= LOCAL_NAME + len && memcmp(b.data + LOCAL_NAME, kinds[i].content, len) == 0)
            return kinds[i].type;
    }
    return NULL;
}

/* Plain text: UTF-8, no control characters but tabs and line ends. */
static bool
is_text(struct hn_bytes b)
{
    for (size_t i = 0; i < b.len; i++) {
        uint8_t c = b.data[i];

        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return false;
    }
    return b.len > 0 && hn_utf8_valid((const char *)b.data, b.len);
}

const char *
hn_attachment_type(struct hn_bytes content)
{
    if (begins(content, "%PDF-", 5))
        return "pdf";
    if (begins(content, "\x89PNG\r\n\x1a\n", 8))
        return "png";
    if (begins(content, "\xff\xd8\xff", 3))
        return "jpg";
    if (begins(content, "PK\3\4", 4)) {
        const char *open_document = by_first_file(content);

        return open_document ? open_document : by_directory(content);
    }
    return is_text(content) ? "txt" : NULL;
}

const char *
hn_attachment_media_type(const char *type)
{
    static const struct {
        const char *type, *content_type;
    } types[] = {
        { "pdf", "application/pdf" },
        { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "odt", "application/vnd.oasis.opendocument.text" },
        { "ods", "application/vnd.oasis.opendocument.spreadsheet" },
        { "png", "image/png" },
        { "jpg", "image/jpeg" },
        { "txt", "text/plain; charset=utf-8" },
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].type, type) == 0)
            return types[i].content_type;
    }
    return "application/octet-stream";
}
