/* sheet_inner.h: what sheet.c and the writers of the formats share: a sheet being written. */
#ifndef HN_FILE_SHEET_INNER_H
#define HN_FILE_SHEET_INNER_H

#include "base/buf.h"
#include "file/sheet.h"

/* One format. Each writes into s->out, which sheet.c hands to the sink; end may send bytes of its own. */
struct hn_sheet_writer {
    enum hn_rc (*begin)(struct hn_sheet *s);
    enum hn_rc (*row)(struct hn_sheet *s, const struct hn_cell *cells);
    enum hn_rc (*end)(struct hn_sheet *s);
    void (*close)(struct hn_sheet *s); /* also when abandoned; NULL: nothing to do */
    const char *type, *suffix;
};

struct hn_sheet {
    struct hn_ctx *c;
    struct hn_arena *arena;   /* as long as the sheet */
    struct hn_arena *scratch; /* as long as a row */
    struct hn_sheet_out cfg;
    const struct hn_sheet_writer *writer;
    void *state; /* the writer's own */
    struct hn_buf out;
    int64_t rows;
    bool failed;
};

extern const struct hn_sheet_writer hn_sheet_csv, hn_sheet_json, hn_sheet_xlsx;

/* Bytes straight to the sink. */
enum hn_rc hn_sheet_send(struct hn_sheet *s, const void *bytes, size_t len);
/* A cell in the plain form machines read: ISO dates, digits, 187.9; "" when empty. In scratch memory. */
const char *hn_sheet_plain(struct hn_sheet *s, const struct hn_sheet_column *column,
                           const struct hn_cell *cell);
const char *hn_sheet_heading(const struct hn_sheet_column *column);

#endif
