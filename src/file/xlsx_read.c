/* xlsx_read.c: rows of the first sheet of an XLSX file (table_inner.h, xlsx_inner.h).
 *
 * The parser is stopped at the end of every row and goes on when the next is asked for, so that a sheet of
 * any length takes the memory of one row. What a formula shows is what counts.
 */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "file/xlsx_inner.h"

#define ENTRIES_MOST 10000
#define ROWS_MOST    1048576
#define NUMBER_TEXT  400 /* the longest double without an exponent has 309 digits before the point */

enum cell_type { NUMBER, SHARED, INLINE, FORMULA_TEXT, BOOL, ERROR, ISO_DAY };

/* The cell being read. */
struct sheet {
    size_t column, next_column;
    enum cell_type type;
    bool day;
    bool taking; /* inside <v> or <t> */
    int phonetic;
    bool too_long;
    size_t len;
    char value[HN_LIMIT_TABLE_CELL + 1];
    bool row_ended;
};

/* --- values --- */

/* "BC12" → 54; the next column when there is no such reference. */
static size_t
column_of(const char *reference, size_t next)
{
    size_t column = 0;
    int letters = 0;

    for (; *reference >= 'A' && *reference <= 'Z' && letters < 4; reference++, letters++)
        column = column * 26 + (size_t)(*reference - 'A' + 1);
    return letters == 0 ? next : column - 1;
}

static enum cell_type
type_of(const char *name)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {
        { "s", SHARED }, { "inlineStr", INLINE }, { "str", FORMULA_TEXT },
        { "b", BOOL },   { "e", ERROR },          { "d", ISO_DAY },
    };

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].type;
    return NUMBER;
}

/* A day counted by the sheet. 1900 had no 29 February, but day 60 is kept free for it. */
static bool
day_of_serial(const struct hn_xlsx *x, double serial, hn_day *out)
{
    if (!(serial >= 1 && serial < 2958466)) /* up to 9999-12-31 */
        return false;

    int days = (int)serial;

    if (x->from_1904)
        *out = hn_day_of(1904, 1, 1) + days;
    else if (days < 60)
        *out = hn_day_of(1899, 12, 31) + days;
    else if (days == 60)
        return false;
    else
        *out = hn_day_of(1899, 12, 30) + days;
    return *out <= hn_day_of(9999, 12, 31);
}

/* A number without an exponent and without the dust of binary fractions. */
static void
plain_number(double value, char out[NUMBER_TEXT])
{
    double size = fabs(value);

    if (size >= 1e15 || value == floor(value)) {
        snprintf(out, NUMBER_TEXT, "%.0f", value);
        return;
    }
    if (size >= 1e-4) {
        snprintf(out, NUMBER_TEXT, "%.15g", value);
        return;
    }
    snprintf(out, NUMBER_TEXT, "%.15f", value);
    for (size_t len = strlen(out); out[len - 1] == '0' || out[len - 1] == '.'; len--) {
        bool point = out[len - 1] == '.';

        out[len - 1] = '\0';
        if (point)
            break;
    }
}

static bool
is_digits(const char *text)
{
    text += *text == '-';
    return *text && text[strspn(text, "0123456789")] == '\0';
}

static bool
put(struct hn_table *t, const struct sheet *s, enum hn_table_kind kind, const char *text)
{
    return hn_table_raw_put(t, s->column, kind, text, strlen(text));
}

static bool
put_number(struct hn_table *t, struct sheet *s)
{
    struct hn_xlsx *x = t->reader;
    char text[NUMBER_TEXT], *end;
    double value = strtod(s->value, &end);
    hn_day day;

    if (s->len == 0)
        return true;
    if (*end || !isfinite(value)) {
        hn_table_raw_fault(t, s->column, "file.cell_error");
        return true;
    }
    if (s->day && day_of_serial(x, value, &day)) {
        struct hn_date d = hn_date_of(day);

        snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year, d.month, d.day);
        return put(t, s, HN_TABLE_DAY, text);
    }
    if (is_digits(s->value))
        return put(t, s, HN_TABLE_NUMBER, s->value);
    plain_number(value, text);
    return put(t, s, HN_TABLE_NUMBER, text);
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Signs XML cannot hold are written _x000D_, and an underscore that would look like one as _x005F_. */
static size_t
decode_escapes(char *text, size_t len)
{
    size_t to = 0;

    for (size_t i = 0; i < len; i++) {
        int code = -1;

        if (i + 6 < len && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_') {
            code = 0;
            for (size_t k = i + 2; k < i + 6 && code >= 0; k++)
                code = hex_digit(text[k]) < 0 ? -1 : code * 16 + hex_digit(text[k]);
        }
        if (code >= 0 && code < 0x80) {
            text[to++] = (char)code;
            i += 6;
        } else {
            text[to++] = text[i];
        }
    }
    return to;
}

static bool
put_text(struct hn_table *t, struct sheet *s)
{
    s->len = decode_escapes(s->value, s->len);
    return hn_table_raw_put(t, s->column, HN_TABLE_TEXT, s->value, s->len);
}

/* A shared text is copied to the cell's own room, since decoding changes it. */
static bool
put_shared(struct hn_table *t, struct sheet *s)
{
    struct hn_xlsx *x = t->reader;
    int64_t i;

    if (!hn_parse_i64(s->value, 0, INT32_MAX, &i) || (size_t)i >= x->text_count)
        return hn_table_break(t, "file.broken", "");

    size_t len = x->starts[i + 1] - x->starts[i];

    if (len > HN_LIMIT_TABLE_CELL) {
        hn_table_raw_fault(t, s->column, "file.cell_too_long");
        return true;
    }
    memcpy(s->value, x->texts + x->starts[i], len);
    s->len = len;
    return put_text(t, s);
}

static bool
put_cell(struct hn_table *t, struct sheet *s)
{
    if (s->too_long) {
        hn_table_raw_fault(t, s->column, "file.cell_too_long");
        return true;
    }
    s->value[s->len] = '\0';
    switch (s->type) {
    case NUMBER:
        return put_number(t, s);
    case SHARED:
        return s->len == 0 || put_shared(t, s);
    case INLINE:
    case FORMULA_TEXT:
        return put_text(t, s);
    case BOOL:
        return put(t, s, HN_TABLE_TEXT, strcmp(s->value, "1") == 0 ? "true" : "false");
    case ERROR:
        hn_table_raw_fault(t, s->column, "file.cell_error");
        return true;
    case ISO_DAY: /* the time of day behind it is not ours */
        s->value[s->len > 10 ? 10 : s->len] = '\0';
        return put(t, s, HN_TABLE_DAY, s->value);
    }
    assert(!"a type of the enum");
    return true;
}

/* --- expat's side --- */

static void
begin_row(struct hn_table *t, struct sheet *s, const char *number)
{
    int64_t row;

    if (!hn_parse_i64(number, t->row + 1, ROWS_MOST, &row))
        row = t->row + 1;
    t->row = row;
    s->next_column = 0;
}

static void
begin_cell(struct hn_xlsx_part *p, const char **pairs)
{
    struct hn_xlsx *x = p->t->reader;
    struct sheet *s = p->state;
    int64_t style;

    s->column = column_of(hn_xlsx_pair(pairs, "r"), s->next_column);
    s->next_column = s->column + 1;
    s->type = type_of(hn_xlsx_pair(pairs, "t"));
    s->day = hn_parse_i64(hn_xlsx_pair(pairs, "s"), 0, INT32_MAX, &style) && (size_t)style < x->style_count &&
             x->day_style[style];
    s->len = 0;
    s->too_long = s->taking = false;
    s->phonetic = 0;
}

static void
sheet_start(struct hn_xlsx_part *p, const char *name, const char **pairs)
{
    struct sheet *s = p->state;

    if (strcmp(name, "row") == 0)
        begin_row(p->t, s, hn_xlsx_pair(pairs, "r"));
    else if (strcmp(name, "c") == 0)
        begin_cell(p, pairs);
    else if (strcmp(name, "rPh") == 0)
        s->phonetic++;
    else if (strcmp(name, "v") == 0)
        s->taking = s->type != INLINE;
    else if (strcmp(name, "t") == 0)
        s->taking = s->type == INLINE && s->phonetic == 0;
}

static void
sheet_end(struct hn_xlsx_part *p, const char *name)
{
    struct sheet *s = p->state;

    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        s->taking = false;
    } else if (strcmp(name, "rPh") == 0) {
        s->phonetic -= s->phonetic > 0;
    } else if (strcmp(name, "c") == 0) {
        if (!put_cell(p->t, s))
            XML_StopParser(p->parser, XML_FALSE);
        s->len = 0;
    } else if (strcmp(name, "row") == 0) {
        s->row_ended = true;
        XML_StopParser(p->parser, XML_TRUE);
    }
}

static void
sheet_text(struct hn_xlsx_part *p, const char *text, size_t len)
{
    struct sheet *s = p->state;

    if (!s->taking)
        return;
    if (len > HN_LIMIT_TABLE_CELL - s->len) {
        s->too_long = true;
        return;
    }
    memcpy(s->value + s->len, text, len);
    s->len += len;
}

static bool
read_row(struct hn_table *t)
{
    struct hn_xlsx *x = t->reader;
    struct sheet *s = x->sheet.state;

    hn_table_raw_begin(t);
    s->row_ended = false;
    while (!s->row_ended && t->rc == HN_OK)
        if (hn_xlsx_part_step(&x->sheet) != HN_XLSX_STOPPED)
            break;
    t->done = x->sheet.read;
    return s->row_ended && t->rc == HN_OK;
}

/* --- opening --- */

static void
close_xlsx(struct hn_table *t)
{
    struct hn_xlsx *x = t->reader;

    hn_xlsx_part_close(&x->sheet);
    if (x->zip)
        zip_discard(x->zip);
    x->zip = NULL;
}

static zip_t *
open_zip(struct hn_table *t, const char *path)
{
    zip_error_t err;
    zip_source_t *source;
    zip_t *zip = NULL;

    zip_error_init(&err);
    source = path ? zip_source_file_create(path, 0, -1, &err)
                  : zip_source_buffer_create(t->bytes, t->bytes_len, 0, &err);
    if (source) {
        zip = zip_open_from_source(source, ZIP_RDONLY, &err);
        if (!zip)
            zip_source_free(source);
    }
    zip_error_fini(&err);
    return zip;
}

enum hn_rc
hn_xlsx_open(struct hn_table *t, const char *path)
{
    struct hn_xlsx *x = HN_NEW(t->arena, struct hn_xlsx);

    t->reader = x;
    t->close = close_xlsx;
    t->read_row = read_row;
    x->zip = open_zip(t, path);
    if (!x->zip || zip_get_num_entries(x->zip, 0) > ENTRIES_MOST)
        hn_table_break(t, "file.broken", "");
    else if (hn_xlsx_book(t)) {
        x->sheet = (struct hn_xlsx_part){ .t = t,
                                          .on_start = sheet_start,
                                          .on_end = sheet_end,
                                          .on_text = sheet_text,
                                          .state = HN_NEW(t->arena, struct sheet) };
        if (!hn_xlsx_part_open(&x->sheet, x->sheet_path, &t->size))
            hn_table_break(t, "file.broken", "");
    }
    return t->rc;
}
