/* doc.c: putting a paper together, and its plain text (doc.h). Its JSON: doc_json.c. */
#include "print/doc.h"

#include <assert.h>
#include <string.h>

#include "base/words.h"

static const char cut[] = "…";

struct hn_doc *
hn_doc_new(struct hn_arena *a)
{
    struct hn_doc *d = HN_NEW(a, struct hn_doc);

    d->superior = d->issuer = d->number = d->motto = d->place_day = "";
    d->title = d->summary = d->notice = "";
    d->left = d->right = (struct hn_doc_sign){ "", "", "" };
    d->arena = a;
    return d;
}

static struct hn_block *
add(struct hn_doc *d, enum hn_block_kind kind, const char *text)
{
    if (d->block_count == HN_DOC_BLOCKS) {
        d->blocks[HN_DOC_BLOCKS - 1] = (struct hn_block){ .kind = HN_BLOCK_PARAGRAPH, .text = cut };
        return NULL;
    }
    if (d->block_count == d->block_room) {
        size_t room = d->block_room ? d->block_room * 2 : 32;

        d->blocks = hn_grow(d->arena, d->blocks, d->block_room * sizeof *d->blocks, room * sizeof *d->blocks);
        d->block_room = room;
    }
    d->blocks[d->block_count] = (struct hn_block){ .kind = kind, .text = text };
    return &d->blocks[d->block_count++];
}

void
hn_doc_heading(struct hn_doc *d, int level, const char *text)
{
    struct hn_block *b = add(d, HN_BLOCK_HEADING, hn_dup(d->arena, text));

    assert(level == 1 || level == 2);
    if (b)
        b->level = level;
}

/* What a person typed in several lines is as many paragraphs. */
static void
add_lines(struct hn_doc *d, enum hn_block_kind kind, const char *text, bool bold)
{
    while (*text) {
        size_t len = strcspn(text, "\n");

        if (len > 0) {
            struct hn_block *b = add(d, kind, hn_dup_n(d->arena, text, len));

            if (b)
                b->bold = bold;
        }
        text += len + (text[len] == '\n');
    }
}

void
hn_doc_paragraph(struct hn_doc *d, const char *text)
{
    add_lines(d, HN_BLOCK_PARAGRAPH, text, false);
}

void
hn_doc_bold(struct hn_doc *d, const char *text)
{
    add_lines(d, HN_BLOCK_PARAGRAPH, text, true);
}

void
hn_doc_item(struct hn_doc *d, const char *text)
{
    add_lines(d, HN_BLOCK_ITEM, text, false);
}

void
hn_doc_break(struct hn_doc *d)
{
    add(d, HN_BLOCK_BREAK, "");
}

void
hn_doc_appendix(struct hn_doc *d)
{
    d->appendix = d->block_count;
}

void
hn_doc_table(struct hn_doc *d, const char *caption, size_t count, const char *const *headings,
             const int *shares)
{
    struct hn_block *b = add(d, HN_BLOCK_TABLE, hn_dup(d->arena, caption));

    assert(count > 0 && count <= HN_DOC_COLUMNS);
    if (!b)
        return;
    b->column_count = (int)count;
    for (size_t i = 0; i < count; i++) {
        b->column[i] = hn_dup(d->arena, headings[i]);
        b->share[i] = shares[i];
    }
}

void
hn_doc_row(struct hn_doc *d, const char *const *cells)
{
    struct hn_block *b = d->block_count ? &d->blocks[d->block_count - 1] : NULL;

    if (!b || b->kind != HN_BLOCK_TABLE)
        return; /* the table itself was dropped */
    if (b->row_count == HN_DOC_ROWS) {
        for (int i = 0; i < b->column_count; i++)
            b->rows[HN_DOC_ROWS - 1].cell[i] = cut;
        return;
    }
    /* Room doubles: 8, 16, 32 … */
    if (b->row_count == 0)
        b->rows = HN_NEW_N(d->arena, struct hn_doc_row, 8);
    else if (b->row_count >= 8 && (b->row_count & (b->row_count - 1)) == 0)
        b->rows = hn_grow(d->arena, b->rows, b->row_count * sizeof *b->rows,
                          b->row_count * 2 * sizeof *b->rows);
    for (int i = 0; i < b->column_count; i++)
        b->rows[b->row_count].cell[i] = hn_dup(d->arena, cells[i]);
    b->row_count++;
}

/* --- plain text --- */

static void
put_line(struct hn_buf *out, const char *before, const char *text)
{
    if (!*text)
        return;
    hn_buf_str(out, before);
    hn_buf_str(out, text);
    hn_buf_char(out, '\n');
}

/* One line a row: what has line ends of its own has spaces for them. */
static void
put_cells(struct hn_buf *out, const char *const *cells, int count)
{
    for (int i = 0; i < count; i++) {
        const char *text = cells[i] ? cells[i] : "";

        hn_buf_str(out, i ? " | " : "");
        for (; *text; text++)
            hn_buf_char(out, *text == '\n' ? ' ' : *text);
    }
    hn_buf_char(out, '\n');
}

static void
put_block(struct hn_buf *out, const struct hn_block *b)
{
    switch (b->kind) {
    case HN_BLOCK_HEADING:
        hn_buf_char(out, '\n');
        put_line(out, "", b->text);
        break;
    case HN_BLOCK_PARAGRAPH:
        put_line(out, "", b->text);
        break;
    case HN_BLOCK_ITEM:
        put_line(out, "- ", b->text);
        break;
    case HN_BLOCK_TABLE:
        put_line(out, "", b->text);
        put_cells(out, b->column, b->column_count);
        for (size_t i = 0; i < b->row_count; i++)
            put_cells(out, b->rows[i].cell, b->column_count);
        break;
    case HN_BLOCK_BREAK:
        hn_buf_char(out, '\n');
        break;
    }
}

static void
put_sign(struct hn_buf *out, const struct hn_doc_sign *s)
{
    if (*s->authority || *s->office || *s->name)
        hn_buf_char(out, '\n');
    put_line(out, "", s->authority);
    put_line(out, "", s->office);
    put_line(out, "", s->name);
}

void
hn_doc_text(struct hn_buf *out, const struct hn_doc *d)
{
    put_line(out, "", d->notice);
    if (!d->plain) {
        put_line(out, "", d->motto);
        put_line(out, "", d->superior);
        put_line(out, "", d->issuer);
        put_line(out, "", d->number);
    }
    put_line(out, "", d->place_day);
    hn_buf_char(out, '\n');
    put_line(out, "", d->title);
    put_line(out, "", d->summary);
    hn_buf_char(out, '\n');
    for (size_t i = 0; i < hn_doc_main(d); i++)
        put_block(out, &d->blocks[i]);
    if (d->recipients[0])
        hn_buf_printf(out, "\n%s\n", hn_words(HN_VI, "print.recipients"));
    for (size_t i = 0; d->recipients[i]; i++)
        put_line(out, "- ", d->recipients[i]);
    put_sign(out, &d->left);
    put_sign(out, &d->right);
    for (size_t i = hn_doc_main(d); i < d->block_count; i++)
        put_block(out, &d->blocks[i]);
}
