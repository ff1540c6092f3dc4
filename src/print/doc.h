/* doc.h: a paper as a list of blocks, apart from how it is shown: minutes, resolutions, receipts, sheets.
 *
 * A subject builds one, keeps it as JSON (frozen once adopted), and it comes out as HTML (web/view/print/), plain text for
 * copying, and PDF on A4 (pdf.h). Texts are the finished sentences of the paper, in Vietnamese, and live as long as the
 * arena. The layout is that of domain/08 §8.6: left head, right head, title, body, recipients, signatures. Not for:
 * tables of data (file/sheet.h).
 */
#ifndef HN_PRINT_DOC_H
#define HN_PRINT_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/ctx.h"

enum hn_block_kind {
    HN_BLOCK_HEADING,   /* level 1: "I. …", 2: "1. …" */
    HN_BLOCK_PARAGRAPH, /* first line drawn in */
    HN_BLOCK_ITEM,      /* "- …" */
    HN_BLOCK_TABLE,
    HN_BLOCK_BREAK, /* a new page */
};

#define HN_DOC_COLUMNS 8

struct hn_doc_row {
    const char *cell[HN_DOC_COLUMNS];
};
struct hn_block {
    enum hn_block_kind kind;
    int level;
    bool bold;
    const char *text;                   /* of a table: its caption, "" none */
    const char *column[HN_DOC_COLUMNS]; /* headings */
    int share[HN_DOC_COLUMNS];          /* of the width, in hundredths */
    int column_count;
    struct hn_doc_row *rows;
    size_t row_count;
};

/* A signature: authority "T/M CHI BỘ" ("" none), office "BÍ THƯ", name without titles ("" left open for the pen). */
struct hn_doc_sign {
    const char *authority, *office, *name;
};

#define HN_DOC_BLOCKS     2000
#define HN_DOC_ROWS       2000 /* of one table */
#define HN_DOC_RECIPIENTS 7
#define HN_DOC_MOST       ((size_t)1 << 20) /* bytes of one as JSON */
struct hn_doc {
    bool plain; /* no head of the organisation: sheets, receipts */
    bool landscape;
    const char *superior, *issuer, *number; /* left head; number "Số 05-NQ/CB" */
    const char *motto;                      /* right head: "ĐẢNG CỘNG SẢN VIỆT NAM" */
    const char *place_day;                  /* "Tân Bình, ngày 05 tháng 02 năm 2026" */
    const char *title, *summary;
    const char *notice; /* of made-up data, on every page; "" none */
    struct hn_block *blocks;
    size_t block_count, block_room;
    size_t appendix; /* blocks from this one on come behind the signatures, on a page of their own; 0: none */
    const char *recipients[HN_DOC_RECIPIENTS + 1]; /* "Nơi nhận", NULL-ended */
    struct hn_doc_sign left, right;                /* minutes: writer left, chair right */
    struct hn_arena *arena;
};

/* An empty one: every text "". */
struct hn_doc *hn_doc_new(struct hn_arena *a);
void hn_doc_heading(struct hn_doc *d, int level, const char *text);
/* One for each line of the text that is not empty. */
void hn_doc_paragraph(struct hn_doc *d, const char *text);
void hn_doc_bold(struct hn_doc *d, const char *text);
void hn_doc_item(struct hn_doc *d, const char *text);
void hn_doc_break(struct hn_doc *d);
/* What is put from now on is the appendix. */
void hn_doc_appendix(struct hn_doc *d);
/* headings and shares count of them; then a row for each call. Blocks and rows past the ceiling are dropped and the last
 * says so. A cell that is NULL is empty. */
void hn_doc_table(struct hn_doc *d, const char *caption, size_t count, const char *const *headings,
                  const int *shares);
void hn_doc_row(struct hn_doc *d, const char *const *cells);

/* How many blocks stand before the signatures. */
static inline size_t
hn_doc_main(const struct hn_doc *d)
{
    return d->appendix ? d->appendix : d->block_count;
}

/* As JSON and back: equal after a round trip. false: not such a text, or one above HN_DOC_MOST. */
void hn_doc_write(struct hn_buf *out, const struct hn_doc *d);
bool hn_doc_read(struct hn_arena *a, const char *json, size_t len, struct hn_doc **out);
/* As plain text, tables as lines "a | b | c". */
void hn_doc_text(struct hn_buf *out, const struct hn_doc *d);

#endif
