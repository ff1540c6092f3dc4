/* table.h: reading a table somebody hands us, CSV or XLSX, row by row in constant memory.
 *
 * The first row names the columns; cells are asked for by name. What a cell answers is clean text
 * (hn_vi_clean): NFC, trimmed, decoded from an old font encoding when one is named. A row with a cell that
 * cannot be read says so and reading goes on, so that every row gets its verdict; a file that is broken as a
 * whole ends the reading. Nothing in a file is believed: sizes, counts and ratios have ceilings (limits.h).
 * Neighbours: sheet.h writes. Not for: what the columns mean.
 *
 *     rc = hn_table_open(c, &in, &t);
 *     if (rc) return rc;
 *     while (hn_table_next(t)) … hn_table_cell(t, "code") …
 *     return hn_table_end(t);
 */
#ifndef HN_FILE_TABLE_H
#define HN_FILE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/vi.h"

struct hn_table;

/* The column called in the file is known to the caller as name. */
struct hn_table_map {
    const char *in_file;
    const char *name;
};

struct hn_table_in {
    const char *path;  /* a file; or NULL and the bytes themselves: */
    const void *bytes; /* they must outlive the table */
    size_t len;
    uint64_t most;                  /* bytes the file may have; 0: as large as it likes (CSV streams) */
    enum hn_legacy legacy;          /* old encoding of its texts, HN_LEGACY_NONE for Unicode */
    const char *const *required;    /* names of columns that must be there, NULL-terminated; NULL: none */
    const struct hn_table_map *map; /* ends with in_file = NULL; NULL: names as in the file */
};

/* What stands in a cell. A CSV cell is always text, also when it looks like a number. A number of a
 * spreadsheet answers its plain form ("104700", "187.9", never grouped), a date "2021-12-31". */
enum hn_table_kind { HN_TABLE_EMPTY, HN_TABLE_TEXT, HN_TABLE_NUMBER, HN_TABLE_DAY };

/* Open and read the row of names. The kind of file is told from its first bytes, not from its name. A CSV
 * file may be parted by comma, semicolon or tab, be UTF-8 with or without BOM or UTF-16 with one, or, with
 * legacy set, in single bytes. The table is closed with the context's arena at the latest.
 *
 * HN_NOT_FOUND file.missing          no such file
 * HN_INVALID   file.empty            no row of names
 *              file.too_large        more than in->most, or unpacked more than the ceiling
 *              file.not_utf8         not Unicode, and no old encoding named
 *              file.broken           not a CSV or XLSX file that can be read
 *              file.column_missing   arg: which required column
 *              file.column_twice     arg: which name stands twice
 *              file.too_many_columns
 * HN_UNAVAILABLE file.unreadable     the machine cannot read it */
enum hn_rc hn_table_open(struct hn_ctx *c, const struct hn_table_in *in, struct hn_table **out);

/* The next row that is not empty. false: the end, or the file cannot be read on, as hn_table_end then tells:
 * file.broken, file.row_too_long (arg: row; often a quotation mark that is never closed), file.too_large. */
bool hn_table_next(struct hn_table *t);
/* Number of the row as a spreadsheet shows it: the row of names is 1. */
int64_t hn_table_row(const struct hn_table *t);
/* NULL when every cell of this row could be read. Else a fault key and the column it was met in:
 * file.cell_not_text (control characters or bytes of no Unicode text), file.cell_too_long, file.cell_error
 * (an error of a formula), file.too_many_cells (more than there are names; column ""). Its cell answers "". */
const char *hn_table_row_fault(const struct hn_table *t, const char **column);
/* Text of a cell until the next row; "" when empty or when there is no such column. */
const char *hn_table_cell(struct hn_table *t, const char *column);
enum hn_table_kind hn_table_cell_kind(struct hn_table *t, const char *column);
bool hn_table_has(struct hn_table *t, const char *column);
/* Names of the columns in the order of the file, after mapping. They live as long as the table. */
size_t hn_table_columns(const struct hn_table *t, const char *const **names);

/* For a progress bar: bytes of the file (of an XLSX file: of its unpacked sheet), and how many are read. */
uint64_t hn_table_size(const struct hn_table *t);
uint64_t hn_table_done(const struct hn_table *t);

/* Close. HN_OK, or HN_INVALID with the fault that ended the reading early. */
enum hn_rc hn_table_end(struct hn_table *t) HN_USE_RESULT;

/* Which old encoding the texts of a file are likely in, from its first rows; in->legacy is not looked at.
 * Faults as hn_table_open. */
enum hn_rc hn_table_guess(struct hn_ctx *c, const struct hn_table_in *in, enum hn_legacy *out);

#endif
