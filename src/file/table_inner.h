/* table_inner.h: what table.c, csv_read.c and xlsx_read*.c share: a table being read and its row as it came. */
#ifndef HN_FILE_TABLE_INNER_H
#define HN_FILE_TABLE_INNER_H

#include "base/limits.h"
#include "file/table.h"

/* A cell as it stands in the file, before cleaning. */
struct hn_raw_cell {
    size_t at, len;
    enum hn_table_kind kind;
    const char *fault; /* NULL: none */
};

struct hn_table {
    struct hn_ctx *c;
    struct hn_arena *arena;     /* as long as the table */
    struct hn_arena *row_arena; /* as long as a row */
    enum hn_legacy legacy;
    bool guessing; /* bytes that are not UTF-8 are welcome: which encoding they are is being found out */
    enum hn_rc rc; /* why reading ended early */

    /* The file's bytes, from a descriptor or from memory. */
    int fd;
    const uint8_t *bytes;
    size_t bytes_len, bytes_at;
    uint64_t size, done;

    /* One of the two formats. read_row fills the raw row; false: the end, or t->rc is set. */
    bool (*read_row)(struct hn_table *t);
    void (*close)(struct hn_table *t);
    void *reader;
    int64_t row;

    /* The row as it came. */
    char *raw; /* HN_LIMIT_TABLE_ROW bytes */
    size_t raw_len;
    struct hn_raw_cell *raw_cells; /* HN_LIMIT_TABLE_COLUMNS of them */
    size_t raw_count;
    bool raw_extra; /* a cell that is not empty stood beyond the last of raw_cells */

    /* The row as it is handed out. */
    const char **names; /* NULL: a column without a name */
    size_t column_count;
    const char **listed; /* the names there are */
    size_t listed_count;
    const char **texts;
    enum hn_table_kind *kinds;
    const char *fault, *fault_column;
    size_t hint; /* the column asked for last: the next is likely its neighbour */
};

/* Forget the raw row. */
void hn_table_raw_begin(struct hn_table *t);
/* Put a cell into the raw row, at a column not before the last one. false: the row is too long; t->rc is set. */
bool hn_table_raw_put(struct hn_table *t, size_t column, enum hn_table_kind kind, const char *text,
                      size_t len);
void hn_table_raw_fault(struct hn_table *t, size_t column, const char *key);
/* Up to room bytes of the file; 0 at its end or when t->rc is set. */
size_t hn_table_bytes(struct hn_table *t, void *to, size_t room);
/* The file as a whole cannot be read on: note the fault, end the reading. Always false. */
bool hn_table_break(struct hn_table *t, const char *key, const char *arg);

/* first: what was read of the file to find out its kind. */
enum hn_rc hn_csv_open(struct hn_table *t, const uint8_t *first, size_t len);
enum hn_rc hn_xlsx_open(struct hn_table *t, const char *path);

#endif
