/* xlsx_book.c: what has to be known of an XLSX file before its rows: which sheet is the first that shows, the
 * texts cells share, and which styles show a number as a day (xlsx_inner.h).
 */
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "file/xlsx_inner.h"

/* --- workbook and links --- */

static void
book_start(struct hn_xlsx_part *p, const char *name, const char **pairs)
{
    struct hn_xlsx *x = p->t->reader;

    if (strcmp(name, "workbookPr") == 0) {
        const char *value = hn_xlsx_pair(pairs, "date1904");

        x->from_1904 = strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
    } else if (strcmp(name, "sheet") == 0 && !x->sheet_link[0] &&
               (!*hn_xlsx_pair(pairs, "state") || strcmp(hn_xlsx_pair(pairs, "state"), "visible") == 0)) {
        snprintf(x->sheet_link, sizeof(x->sheet_link), "%s", hn_xlsx_pair(pairs, "id"));
    }
}

static bool
ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);

    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* A link's target is a path from the package's root, or from the workbook's folder. */
static const char *
target_path(struct hn_table *t, const char *target)
{
    return *target == '/' ? hn_dup(t->arena, target + 1) : hn_print(t->arena, "xl/%s", target);
}

static void
links_start(struct hn_xlsx_part *p, const char *name, const char **pairs)
{
    struct hn_xlsx *x = p->t->reader;
    const char *type = hn_xlsx_pair(pairs, "Type"), *target = hn_xlsx_pair(pairs, "Target");

    if (strcmp(name, "Relationship") != 0)
        return;
    if (!x->sheet_path && strcmp(hn_xlsx_pair(pairs, "Id"), x->sheet_link) == 0)
        x->sheet_path = target_path(p->t, target);
    else if (!x->strings_path && ends_with(type, "/sharedStrings"))
        x->strings_path = target_path(p->t, target);
    else if (!x->styles_path && ends_with(type, "/styles"))
        x->styles_path = target_path(p->t, target);
}

/* --- styles --- */

struct styles {
    bool in_cells;
    int64_t day_formats[256]; /* numbers of the file's own formats that show a day */
    size_t day_format_count;
};

/* A format shows a day when it asks for a year or a day of the month, outside quotation marks, brackets and
 * escaped signs. */
static bool
shows_day(const char *format)
{
    for (; *format; format++) {
        if (*format == '"' || *format == '[') {
            const char *end = strchr(format + 1, *format == '"' ? '"' : ']');

            if (!end)
                return false;
            format = end;
        } else if (*format == '\\' || *format == '_' || *format == '*') {
            if (!format[1])
                return false;
            format++;
        } else if (strchr("yYdD", *format)) {
            return true;
        }
    }
    return false;
}

/* Formats every spreadsheet knows by number alone. */
static bool
is_day_format(const struct styles *s, int64_t id)
{
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return true;
    for (size_t i = 0; i < s->day_format_count; i++)
        if (s->day_formats[i] == id)
            return true;
    return false;
}

static void
style_add(struct hn_xlsx_part *p, const char **pairs)
{
    struct hn_xlsx *x = p->t->reader;
    int64_t id = 0;

    if (x->style_count == HN_XLSX_STYLES_MOST) {
        hn_table_break(p->t, "file.broken", "");
        XML_StopParser(p->parser, XML_FALSE);
        return;
    }
    if (!hn_parse_i64(hn_xlsx_pair(pairs, "numFmtId"), 0, INT32_MAX, &id))
        id = 0;
    x->day_style[x->style_count++] = is_day_format(p->state, id);
}

static void
styles_start(struct hn_xlsx_part *p, const char *name, const char **pairs)
{
    struct styles *s = p->state;
    int64_t id;

    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = true;
    else if (strcmp(name, "xf") == 0 && s->in_cells)
        style_add(p, pairs);
    else if (strcmp(name, "numFmt") == 0 && shows_day(hn_xlsx_pair(pairs, "formatCode")) &&
             s->day_format_count < sizeof(s->day_formats) / sizeof(s->day_formats[0]) &&
             hn_parse_i64(hn_xlsx_pair(pairs, "numFmtId"), 0, INT32_MAX, &id))
        s->day_formats[s->day_format_count++] = id;
}

static void
styles_end(struct hn_xlsx_part *p, const char *name)
{
    struct styles *s = p->state;

    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = false;
}

/* --- shared texts --- */

struct strings {
    bool in_text;
    int phonetic; /* depth inside a reading aid, which is not part of the text */
};

static void
strings_start(struct hn_xlsx_part *p, const char *name, const char **pairs)
{
    struct hn_xlsx *x = p->t->reader;
    struct strings *s = p->state;

    (void)pairs;
    if (strcmp(name, "si") == 0) {
        if (x->text_count + 2 > x->starts_room) {
            size_t room = x->starts_room * 2 + 1024;

            x->starts = x->starts ? hn_grow(p->t->arena, x->starts, x->starts_room * sizeof(*x->starts),
                                            room * sizeof(*x->starts))
                                  : HN_NEW_N(p->t->arena, uint32_t, room);
            x->starts_room = room;
        }
        x->starts[x->text_count++] = (uint32_t)x->texts_len;
    } else if (strcmp(name, "rPh") == 0) {
        s->phonetic++;
    } else if (strcmp(name, "t") == 0) {
        s->in_text = s->phonetic == 0 && x->text_count > 0;
    }
}

static void
strings_end(struct hn_xlsx_part *p, const char *name)
{
    struct strings *s = p->state;

    if (strcmp(name, "t") == 0)
        s->in_text = false;
    else if (strcmp(name, "rPh") == 0 && s->phonetic > 0)
        s->phonetic--;
}

static void
strings_text(struct hn_xlsx_part *p, const char *text, size_t len)
{
    struct hn_xlsx *x = p->t->reader;
    struct strings *s = p->state;

    if (!s->in_text)
        return;
    if (len > x->texts_room - x->texts_len) { /* more than the directory promised */
        hn_table_break(p->t, "file.broken", "");
        XML_StopParser(p->parser, XML_FALSE);
        return;
    }
    memcpy(x->texts + x->texts_len, text, len);
    x->texts_len += len;
}

/* The texts are no longer than their part unpacked: room for them is made once. */
static bool
read_strings(struct hn_table *t)
{
    struct hn_xlsx *x = t->reader;
    struct strings s = { 0 };
    struct hn_xlsx_part p = {
        .t = t, .on_start = strings_start, .on_end = strings_end, .on_text = strings_text, .state = &s
    };
    uint64_t size;

    if (!x->strings_path)
        return true;
    if (!hn_xlsx_part_open(&p, x->strings_path, &size))
        return t->rc == HN_OK;
    hn_xlsx_part_close(&p);
    x->texts_room = size;
    x->texts = hn_alloc(t->arena, size + 1);
    if (!hn_xlsx_part_all(&p, x->strings_path))
        return false;
    if (x->starts)
        x->starts[x->text_count] = (uint32_t)x->texts_len;
    return true;
}

bool
hn_xlsx_book(struct hn_table *t)
{
    struct hn_xlsx *x = t->reader;
    struct styles styles = { 0 };
    struct hn_xlsx_part book = { .t = t, .on_start = book_start };
    struct hn_xlsx_part links = { .t = t, .on_start = links_start };
    struct hn_xlsx_part style = { .t = t, .on_start = styles_start, .on_end = styles_end, .state = &styles };

    if (!hn_xlsx_part_all(&book, "xl/workbook.xml"))
        return false;
    if (!hn_xlsx_part_all(&links, "xl/_rels/workbook.xml.rels"))
        return false;
    if (!x->sheet_path)
        return hn_table_break(t, "file.broken", "");
    x->day_style = HN_NEW_N(t->arena, bool, HN_XLSX_STYLES_MOST);
    if (x->styles_path && !hn_xlsx_part_all(&style, x->styles_path))
        return false;
    return read_strings(t);
}
