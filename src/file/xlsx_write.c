/* xlsx_write.c: XLSX going out, by libxlsxwriter (sheet_inner.h).
 *
 * The library writes rows to a temporary file as they come and packs them at the end, so memory does not grow
 * with the rows; the packed file has no name by the time its bytes are sent. A text is a text there, whatever
 * it begins with, so nothing needs a guard.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/log.h"
#include "base/vi.h"
#include "file/sheet_inner.h"

#define ROWS_MOST ((int64_t)1048576) /* of the format, headings included */
#define TEXT_MOST ((size_t)32767)    /* letters of a cell, likewise */
#define BLOCK     ((size_t)64 * 1024)

struct xlsx {
    char path[PATH_MAX];
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *heading, *day, *time;
};

static void
close_xlsx(struct hn_sheet *s)
{
    struct xlsx *x = s->state;

    if (!x)
        return;
    if (x->book)
        workbook_close(x->book);
    x->book = NULL;
    if (x->path[0])
        unlink(x->path);
    x->path[0] = '\0';
}

static enum hn_rc
no_file(struct hn_sheet *s, const char *what)
{
    hn_log(HN_LOG_ERROR, "XLSX: %s", what);
    s->failed = true;
    return hn_fail(s->c, HN_UNAVAILABLE, "", "file.no_room");
}

/* A name nobody else has, in the folder given or the system's. */
static bool
make_path(struct hn_sheet *s, struct xlsx *x)
{
    const char *folder = s->cfg.folder ? s->cfg.folder : getenv("TMPDIR");
    int len = snprintf(x->path, sizeof(x->path), "%s/hatnhan-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = len > 0 && (size_t)len < sizeof(x->path) ? mkstemp(x->path) : -1;

    if (fd < 0) {
        x->path[0] = '\0';
        return false;
    }
    close(fd);
    return true;
}

static double
width_of(const struct hn_sheet_column *column)
{
    switch (column->kind) {
    case HN_SHEET_TEXT:
        return 24;
    case HN_SHEET_ID:
    case HN_SHEET_TIME:
        return 20;
    default:
        return 12;
    }
}

/* A title the format does not allow is no reason to refuse the rows. */
static lxw_worksheet *
add_sheet(struct xlsx *x, const char *title)
{
    bool allowed = title && workbook_validate_sheet_name(x->book, title) == LXW_NO_ERROR;

    return workbook_add_worksheet(x->book, allowed ? title : NULL);
}

static void
make_headings(struct hn_sheet *s, struct xlsx *x)
{
    lxw_row_col_options none = { 0 };

    for (size_t i = 0; i < s->cfg.column_count; i++) {
        lxw_col_t at = (lxw_col_t)i;

        worksheet_set_column_opt(x->sheet, at, at, width_of(&s->cfg.columns[i]), NULL, &none);
        worksheet_write_string(x->sheet, 0, at, hn_sheet_heading(&s->cfg.columns[i]), x->heading);
    }
    worksheet_freeze_panes(x->sheet, 1, 0);
}

static enum hn_rc
begin(struct hn_sheet *s)
{
    struct xlsx *x = HN_NEW(s->arena, struct xlsx);

    s->state = x;
    if (!make_path(s, x))
        return no_file(s, strerror(errno));

    lxw_workbook_options options = { .constant_memory = LXW_TRUE,
                                     .tmpdir = s->cfg.folder ? hn_dup(s->arena, s->cfg.folder) : NULL };

    x->book = workbook_new_opt(x->path, &options);
    if (!x->book)
        return no_file(s, "no workbook");
    x->sheet = add_sheet(x, s->cfg.title);
    if (!x->sheet)
        return no_file(s, "no worksheet");
    x->heading = workbook_add_format(x->book);
    format_set_bold(x->heading);
    x->day = workbook_add_format(x->book);
    format_set_num_format(x->day, "dd/mm/yyyy");
    x->time = workbook_add_format(x->book);
    format_set_num_format(x->time, "dd/mm/yyyy hh:mm:ss");
    make_headings(s, x);
    return HN_OK;
}

/* --- cells --- */

/* The format counts days from 1899-12-30, rightly so from March 1900 on; earlier days go out as text. */
static bool
serial_of(hn_day day, double *serial)
{
    if (day < hn_day_of(1900, 3, 1))
        return false;
    *serial = (double)(day - hn_day_of(1899, 12, 30));
    return true;
}

static lxw_error
put_text(struct xlsx *x, lxw_row_t row, lxw_col_t at, struct hn_sheet *s, const char *text)
{
    if (!*text)
        return LXW_NO_ERROR;
    if (strlen(text) > TEXT_MOST && hn_utf8_count(text) > TEXT_MOST) {
        size_t len = TEXT_MOST; /* bytes: no more letters than that */

        while (((unsigned char)text[len] & 0xc0) == 0x80)
            len--;
        text = hn_dup_n(s->scratch, text, len);
    }
    return worksheet_write_string(x->sheet, row, at, text, NULL);
}

static lxw_error
put_day(struct xlsx *x, lxw_row_t row, lxw_col_t at, struct hn_sheet *s, hn_day day)
{
    double serial;

    if (!serial_of(day, &serial))
        return put_text(x, row, at, s, hn_day_iso(s->scratch, day));
    return worksheet_write_number(x->sheet, row, at, serial, x->day);
}

static lxw_error
put_time(struct xlsx *x, lxw_row_t row, lxw_col_t at, struct hn_sheet *s, hn_time instant)
{
    hn_day day = hn_day_at(instant);
    double serial;

    if (!serial_of(day, &serial))
        return put_text(x, row, at, s, hn_time_iso(s->scratch, instant));
    /* hn_day_end of the day before, and one µs, is midnight in Viet Nam. */
    serial += (double)(instant - hn_day_end(day - 1) - 1) / (double)HN_DAY_US;
    return worksheet_write_number(x->sheet, row, at, serial, x->time);
}

static double
fraction(int64_t n, int decimals)
{
    double value = (double)n;

    while (decimals-- > 0)
        value /= 10;
    return value;
}

static lxw_error
put_cell(struct hn_sheet *s, lxw_row_t row, lxw_col_t at, const struct hn_cell *cell)
{
    struct xlsx *x = s->state;
    const struct hn_sheet_column *column = &s->cfg.columns[at];
    hn_day day;

    if (cell->empty)
        return LXW_NO_ERROR;
    switch (column->kind) {
    case HN_SHEET_INT:
    case HN_SHEET_DECIMAL:
        return worksheet_write_number(x->sheet, row, at, fraction(cell->number, column->decimals), NULL);
    case HN_SHEET_MILLI:
        return worksheet_write_number(x->sheet, row, at, fraction(cell->number, 3), NULL);
    case HN_SHEET_DAY:
        return put_day(x, row, at, s, cell->day);
    case HN_SHEET_PDATE:
        if (hn_pdate_day(cell->pdate, &day))
            return put_day(x, row, at, s, day);
        break;
    case HN_SHEET_TIME:
        return put_time(x, row, at, s, cell->number);
    case HN_SHEET_BOOL:
        return worksheet_write_boolean(x->sheet, row, at, cell->number != 0, NULL);
    case HN_SHEET_TEXT:
    case HN_SHEET_ID:
        break;
    }
    return put_text(x, row, at, s, hn_sheet_plain(s, column, cell));
}

static enum hn_rc
row(struct hn_sheet *s, const struct hn_cell *cells)
{
    if (s->failed)
        return HN_UNAVAILABLE;
    if (s->rows + 2 >= ROWS_MOST)
        return hn_fail(s->c, HN_INVALID, "", "file.too_many_rows");
    for (size_t i = 0; i < s->cfg.column_count; i++) {
        lxw_error err = put_cell(s, (lxw_row_t)(s->rows + 1), (lxw_col_t)i, &cells[i]);

        if (err != LXW_NO_ERROR)
            return no_file(s, lxw_strerror(err));
    }
    return HN_OK;
}

/* --- end --- */

static enum hn_rc
send_file(struct hn_sheet *s, const char *path)
{
    char *block = hn_alloc(s->arena, BLOCK);
    FILE *file = fopen(path, "rbe");
    enum hn_rc rc = HN_OK;
    size_t n;

    if (!file)
        return no_file(s, strerror(errno));
    while (rc == HN_OK && (n = fread(block, 1, BLOCK, file)) > 0)
        rc = hn_sheet_send(s, block, n);
    if (rc == HN_OK && ferror(file))
        rc = no_file(s, "the temporary file cannot be read");
    fclose(file);
    return rc;
}

/* The notice is the name of a second sheet, seen below the first, and the heading of what is printed: among
 * the rows it would be read back as one. */
static void
put_notice(struct hn_sheet *s, struct xlsx *x)
{
    lxw_worksheet *second = add_sheet(x, s->cfg.notice);

    if (second)
        worksheet_write_string(second, 0, 0, s->cfg.notice, x->heading);
    worksheet_set_header(x->sheet, hn_print(s->scratch, "&C%s", s->cfg.notice));
}

static enum hn_rc
end(struct hn_sheet *s)
{
    struct xlsx *x = s->state;
    lxw_error err;

    if (s->cfg.notice)
        put_notice(s, x);
    err = workbook_close(x->book);
    x->book = NULL;
    if (s->failed)
        return HN_UNAVAILABLE;
    if (err != LXW_NO_ERROR)
        return no_file(s, lxw_strerror(err));
    return send_file(s, x->path);
}

const struct hn_sheet_writer hn_sheet_xlsx = {
    .begin = begin,
    .row = row,
    .end = end,
    .close = close_xlsx,
    .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .suffix = ".xlsx",
};
