/* json_write.c: a table going out as JSON: {"rows":[{…},…],"total":N} (sheet_inner.h).
 *
 * Keys are the columns' names; ids are strings, since JavaScript cannot keep them exactly; what is empty is
 * null.
 */
#include "file/sheet_inner.h"

static void
put_string(struct hn_buf *out, const char *text)
{
    hn_buf_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\') {
            hn_buf_char(out, '\\');
            hn_buf_char(out, (char)c);
        } else if (c == '\n') {
            hn_buf_str(out, "\\n");
        } else if (c < 0x20) {
            hn_buf_printf(out, "\\u%04x", c);
        } else {
            hn_buf_char(out, (char)c);
        }
    }
    hn_buf_char(out, '"');
}

static enum hn_rc
begin(struct hn_sheet *s)
{
    hn_buf_str(&s->out, "{\"rows\":[");
    return HN_OK;
}

static bool
is_bare(enum hn_sheet_kind kind)
{
    return kind == HN_SHEET_INT || kind == HN_SHEET_DECIMAL || kind == HN_SHEET_MILLI ||
           kind == HN_SHEET_BOOL;
}

static enum hn_rc
row(struct hn_sheet *s, const struct hn_cell *cells)
{
    hn_buf_str(&s->out, s->rows ? ",\n{" : "\n{");
    for (size_t i = 0; i < s->cfg.column_count; i++) {
        const struct hn_sheet_column *column = &s->cfg.columns[i];

        if (i)
            hn_buf_char(&s->out, ',');
        put_string(&s->out, column->name);
        hn_buf_char(&s->out, ':');
        if (cells[i].empty)
            hn_buf_str(&s->out, "null");
        else if (is_bare(column->kind))
            hn_buf_str(&s->out, hn_sheet_plain(s, column, &cells[i]));
        else
            put_string(&s->out, hn_sheet_plain(s, column, &cells[i]));
    }
    hn_buf_char(&s->out, '}');
    return HN_OK;
}

static enum hn_rc
end(struct hn_sheet *s)
{
    hn_buf_printf(&s->out, "%s],\"total\":%lld", s->rows ? "\n" : "", (long long)s->rows);
    if (s->cfg.notice) {
        hn_buf_str(&s->out, ",\"notice\":");
        put_string(&s->out, s->cfg.notice);
    }
    hn_buf_str(&s->out, "}\n");
    return HN_OK;
}

const struct hn_sheet_writer hn_sheet_json = {
    .begin = begin, .row = row, .end = end, .type = "application/json", .suffix = ".json"
};
