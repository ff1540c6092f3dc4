/* csv_write.c: CSV going out (sheet_inner.h).
 *
 * Texts a spreadsheet would take for a formula get an apostrophe in front, which table.c takes off again;
 * numbers and dates are what they are. (security/ section 4)
 */
#include <string.h>

#include "file/sheet_inner.h"

static const char *
line_end(const struct hn_sheet *s)
{
    return s->cfg.crlf ? "\r\n" : "\n";
}

static bool
needs_guard(const char *text)
{
    return *text && strchr("=+-@\t\r", *text);
}

static void
put_text(struct hn_buf *out, const char *text)
{
    bool guard = needs_guard(text);

    if (!guard && !strpbrk(text, ",;\"\r\n\t") && *text != ' ') {
        hn_buf_str(out, text);
        return;
    }
    hn_buf_char(out, '"');
    if (guard)
        hn_buf_char(out, '\'');
    while (*text) {
        size_t len = strcspn(text, "\"");

        hn_buf_add(out, text, len);
        if (text[len])
            hn_buf_str(out, "\"\"");
        text += len + (text[len] == '"');
    }
    hn_buf_char(out, '"');
}

static enum hn_rc
begin(struct hn_sheet *s)
{
    if (s->cfg.bom)
        hn_buf_str(&s->out, "\xef\xbb\xbf");
    for (size_t i = 0; i < s->cfg.column_count; i++) {
        if (i)
            hn_buf_char(&s->out, ',');
        put_text(&s->out, hn_sheet_heading(&s->cfg.columns[i]));
    }
    hn_buf_str(&s->out, line_end(s));
    return HN_OK;
}

static enum hn_rc
row(struct hn_sheet *s, const struct hn_cell *cells)
{
    for (size_t i = 0; i < s->cfg.column_count; i++) {
        const struct hn_sheet_column *column = &s->cfg.columns[i];
        const char *plain = hn_sheet_plain(s, column, &cells[i]);

        if (i)
            hn_buf_char(&s->out, ',');
        if (column->kind == HN_SHEET_TEXT)
            put_text(&s->out, plain);
        else
            hn_buf_str(&s->out, plain);
    }
    /* A lone empty cell would be an empty line, which readers pass over. */
    if (s->cfg.column_count == 1 && s->out.len > 0 &&
        (cells[0].empty || !*hn_sheet_plain(s, s->cfg.columns, cells)))
        hn_buf_str(&s->out, "\"\"");
    hn_buf_str(&s->out, line_end(s));
    return HN_OK;
}

static enum hn_rc
end(struct hn_sheet *s)
{
    (void)s;
    return HN_OK;
}

const struct hn_sheet_writer hn_sheet_csv = {
    .begin = begin, .row = row, .end = end, .type = "text/csv; charset=utf-8", .suffix = ".csv"
};
