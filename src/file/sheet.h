/* sheet.h: writing a table out, as CSV, XLSX or JSON, row by row in constant memory.
 *
 * Columns are declared once; every row has a cell for each. Texts that a spreadsheet would take for a formula
 * are guarded (security/ section 4); table.h takes the guard off again. Bytes go to a sink the caller gives.
 * Neighbours: table.h reads. Not for: choosing columns or rows.
 */
#ifndef HN_FILE_SHEET_H
#define HN_FILE_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

enum hn_sheet_format { HN_SHEET_CSV, HN_SHEET_XLSX, HN_SHEET_JSON };

/* How a column looks. Days and partial dates are ISO text in CSV and JSON; XLSX has real dates shown
 * dd/mm/yyyy where the whole day is known. Ids are digits in CSV and strings in XLSX and JSON, which cannot
 * keep them as numbers. A decimal is a whole number scaled by 10^decimals of its column. */
enum hn_sheet_kind {
    HN_SHEET_TEXT,
    HN_SHEET_INT,
    HN_SHEET_DECIMAL,
    HN_SHEET_MILLI, /* thousandths, with as many places as they need: 187.9 */
    HN_SHEET_ID,
    HN_SHEET_DAY,
    HN_SHEET_PDATE,
    HN_SHEET_TIME, /* an instant: ISO UTC in CSV and JSON, Viet Nam's time in XLSX */
    HN_SHEET_BOOL, /* true and false */
};

struct hn_sheet_column {
    const char *name;  /* English identifier: key in JSON, heading of CSV and XLSX unless there is a title */
    const char *title; /* heading for people; NULL: name */
    enum hn_sheet_kind kind;
    int decimals;
};

struct hn_cell {
    bool empty;
    union {
        const char *text;
        int64_t number; /* int, decimal, id, bool, instant */
        hn_day day;
        hn_pdate pdate;
    };
};

static inline struct hn_cell
hn_cell_text(const char *text)
{
    return (struct hn_cell){ .empty = !text, .text = text };
}
static inline struct hn_cell
hn_cell_int(int64_t n)
{
    return (struct hn_cell){ .number = n };
}
/* HN_DAY_OPEN and HN_DAY_START come out empty. */
static inline struct hn_cell
hn_cell_day(hn_day day)
{
    return (struct hn_cell){ .empty = day == HN_DAY_OPEN || day == HN_DAY_START, .day = day };
}
static inline struct hn_cell
hn_cell_pdate(hn_pdate p)
{
    return (struct hn_cell){ .empty = p == 0, .pdate = p };
}
#define HN_CELL_EMPTY ((struct hn_cell){ .empty = true })

/* Takes the next bytes. false: no more are wanted (the reader has gone, the disk is full). */
typedef bool hn_sheet_sink(void *arg, const void *bytes, size_t len);

struct hn_sheet_out {
    enum hn_sheet_format format;
    const struct hn_sheet_column *columns;
    size_t column_count;
    hn_sheet_sink *sink;
    void *sink_arg;
    const char *title; /* name of the XLSX sheet; NULL: "Sheet1" */
    const char
        *notice; /* a line for people, as "Số liệu minh họa": second sheet of XLSX, "notice" in JSON; NULL */
    const char *folder; /* where XLSX keeps its temporary file; NULL: the system's */
    bool bom;           /* CSV: for Excel, which needs it to see UTF-8 */
    bool crlf;          /* CSV: line ends of RFC 4180 instead of LF */
};

struct hn_sheet;

/* Writes the headings. The sheet is abandoned with the context's arena when it is not ended.
 * HN_UNAVAILABLE: the sink wants no more, or no temporary file can be made. */
enum hn_rc hn_sheet_begin(struct hn_ctx *c, const struct hn_sheet_out *out, struct hn_sheet **sheet);
/* One row: column_count cells. */
enum hn_rc hn_sheet_row(struct hn_sheet *s, const struct hn_cell *cells) HN_USE_RESULT;
/* Writes what is left; XLSX sends all of its bytes here. Ends the sheet also when it fails. */
enum hn_rc hn_sheet_end(struct hn_sheet *s) HN_USE_RESULT;

/* "text/csv; charset=utf-8" and so on; ".csv" and so on. */
const char *hn_sheet_type(enum hn_sheet_format format);
const char *hn_sheet_suffix(enum hn_sheet_format format);

#endif
