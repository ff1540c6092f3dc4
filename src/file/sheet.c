/* sheet.c: a table going out, whatever its format (sheet.h).
 *
 * The formats are csv_write.c, json_write.c and xlsx_write.c. They fill a buffer that is handed to the sink
 * whenever it is full enough, so that memory does not grow with the rows.
 */
#include "file/sheet.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/decimal.h"
#include "file/sheet_inner.h"

#define FULL_ENOUGH   ((size_t)32 * 1024)
#define SHEET_MEMORY  ((size_t)8 << 20)
#define TEXT_DECIMALS 9

static const struct hn_sheet_writer *
writer_of(enum hn_sheet_format format)
{
    switch (format) {
    case HN_SHEET_CSV:
        return &hn_sheet_csv;
    case HN_SHEET_XLSX:
        return &hn_sheet_xlsx;
    case HN_SHEET_JSON:
        return &hn_sheet_json;
    }
    assert(!"a format of the enum");
    return NULL;
}

const char *
hn_sheet_type(enum hn_sheet_format format)
{
    return writer_of(format)->type;
}

const char *
hn_sheet_suffix(enum hn_sheet_format format)
{
    return writer_of(format)->suffix;
}

const char *
hn_sheet_heading(const struct hn_sheet_column *column)
{
    return column->title ? column->title : column->name;
}

/* Three digits behind a point could be read back as thousands, so a fourth one follows them. */
static const char *
plain_decimal(struct hn_arena *a, int64_t n, int decimals)
{
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    uint64_t unit = 1;

    assert(decimals >= 0 && decimals <= TEXT_DECIMALS);
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    if (decimals == 0)
        return hn_print(a, "%" PRId64, n);
    return hn_print(a, "%s%" PRIu64 ".%0*" PRIu64 "%s", n < 0 ? "-" : "", size / unit, decimals, size % unit,
                    decimals == 3 ? "0" : "");
}

const char *
hn_sheet_plain(struct hn_sheet *s, const struct hn_sheet_column *column, const struct hn_cell *cell)
{
    if (cell->empty)
        return "";
    switch (column->kind) {
    case HN_SHEET_TEXT:
        return cell->text;
    case HN_SHEET_INT:
    case HN_SHEET_ID:
        return hn_print(s->scratch, "%" PRId64, cell->number);
    case HN_SHEET_DECIMAL:
        return plain_decimal(s->scratch, cell->number, column->decimals);
    case HN_SHEET_MILLI:
        return hn_milli_plain(s->scratch, cell->number);
    case HN_SHEET_DAY:
        return hn_day_iso(s->scratch, cell->day);
    case HN_SHEET_PDATE:
        return hn_pdate_iso(s->scratch, cell->pdate);
    case HN_SHEET_TIME:
        return hn_time_iso(s->scratch, cell->number);
    case HN_SHEET_BOOL:
        return cell->number ? "true" : "false";
    }
    assert(!"a kind of the enum");
    return "";
}

enum hn_rc
hn_sheet_send(struct hn_sheet *s, const void *bytes, size_t len)
{
    if (s->failed)
        return HN_UNAVAILABLE;
    if (len == 0 || s->cfg.sink(s->cfg.sink_arg, bytes, len))
        return HN_OK;
    s->failed = true;
    return hn_fail(s->c, HN_UNAVAILABLE, "", "file.not_taken");
}

static enum hn_rc
flush(struct hn_sheet *s, size_t least)
{
    enum hn_rc rc;

    if (s->out.len < least)
        return HN_OK;
    rc = hn_sheet_send(s, s->out.data, s->out.len);
    s->out.len = 0;
    return rc;
}

static void
close_sheet(void *thing)
{
    struct hn_sheet *s = thing;

    if (s->writer->close)
        s->writer->close(s);
}

enum hn_rc
hn_sheet_begin(struct hn_ctx *c, const struct hn_sheet_out *out, struct hn_sheet **sheet)
{
    struct hn_arena *arena = hn_arena_child(c->arena, SHEET_MEMORY);
    struct hn_sheet *s = HN_NEW(arena, struct hn_sheet);
    enum hn_rc rc;

    assert(out->column_count > 0);
    *s = (struct hn_sheet){ .c = c, .arena = arena, .cfg = *out, .writer = writer_of(out->format) };
    s->scratch = hn_arena_child(arena, SHEET_MEMORY);
    hn_arena_at_end(arena, close_sheet, s);
    hn_buf_init(&s->out, arena, 0);
    rc = s->writer->begin(s);
    if (rc) {
        hn_arena_free(arena);
        return rc;
    }
    *sheet = s;
    return HN_OK;
}

enum hn_rc
hn_sheet_row(struct hn_sheet *s, const struct hn_cell *cells)
{
    enum hn_rc rc = s->writer->row(s, cells);

    hn_arena_reset(s->scratch);
    s->rows++;
    return rc ? rc : flush(s, FULL_ENOUGH);
}

enum hn_rc
hn_sheet_end(struct hn_sheet *s)
{
    enum hn_rc rc = s->writer->end(s);

    if (rc == HN_OK)
        rc = flush(s, 0);
    hn_arena_free(s->arena);
    return rc;
}
