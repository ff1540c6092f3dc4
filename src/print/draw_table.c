/* draw_table.c: tables over as many pages as they take: the headings come again on each, a row breaks only when it is
 * taller than a page. Neighbour: draw.c. */
#include <pango/pangocairo.h>

#include "print/inside.h"

static const struct hn_face cell_face = { .size = 12, .line = 15 };
static const struct hn_face head_face = { .size = 12, .line = 15, .bold = true };
static const struct hn_face caption_face = { .size = 13, .line = 17, .italic = true };
static const double pad_x = 4, pad_y = 3;

struct grid {
    struct hn_sheet_of_paper *p;
    const struct hn_block *b;
    double x[HN_DOC_COLUMNS + 1];
    double head_height;
};

struct row {
    PangoLayout *layout[HN_DOC_COLUMNS];
    int lines[HN_DOC_COLUMNS];
    int most; /* lines of its tallest cell */
};

static void
open_row(const struct grid *g, const char *const *cells, const struct hn_face *face, PangoAlignment align,
         struct row *r)
{
    r->most = 1;
    for (int i = 0; i < g->b->column_count; i++) {
        double width = g->x[i + 1] - g->x[i] - 2 * pad_x;

        r->layout[i] = hn_draw_layout(g->p, cells[i] ? cells[i] : "", face, width > 1 ? width : 1, align, 0);
        r->lines[i] = pango_layout_get_line_count(r->layout[i]);
        if (r->lines[i] > r->most)
            r->most = r->lines[i];
    }
}

static void
close_row(const struct grid *g, struct row *r)
{
    for (int i = 0; i < g->b->column_count; i++)
        g_object_unref(r->layout[i]);
}

/* Lines from..to of every cell, with the frame round them. */
static void
put_part(const struct grid *g, const struct row *r, const struct hn_face *face, int from, int to)
{
    struct hn_sheet_of_paper *p = g->p;
    double height = (to - from) * face->line + 2 * pad_y;

    cairo_set_line_width(p->cr, 0.6);
    for (int i = 0; i < g->b->column_count; i++) {
        cairo_rectangle(p->cr, g->x[i], p->y, g->x[i + 1] - g->x[i], height);
        cairo_stroke(p->cr);
        if (from < r->lines[i])
            hn_draw_lines(p, r->layout[i], face, g->x[i] + pad_x, p->y + pad_y, from,
                          to < r->lines[i] ? to : r->lines[i]);
    }
    p->y += height;
}

static void
put_head(struct grid *g)
{
    struct row r;

    open_row(g, g->b->column, &head_face, PANGO_ALIGN_CENTER, &r);
    if (r.most > 8)
        r.most = 8; /* headings are short; whoever makes long ones sees their beginning */
    g->head_height = r.most * head_face.line + 2 * pad_y;
    put_part(g, &r, &head_face, 0, r.most);
    close_row(g, &r);
}

static void
next_page(struct grid *g)
{
    hn_draw_page(g->p);
    put_head(g);
}

static void
put_row(struct grid *g, const char *const *cells)
{
    struct hn_sheet_of_paper *p = g->p;
    int whole_page = (int)((p->bottom - p->top - g->head_height - 2 * pad_y) / cell_face.line), at = 0;
    struct row r;

    open_row(g, cells, &cell_face, PANGO_ALIGN_LEFT, &r);
    while (at < r.most && !p->failed) {
        int room = (int)((p->bottom - p->y - 2 * pad_y) / cell_face.line), left = r.most - at;

        if (room < left && (left <= whole_page || room < 3) && p->y > p->top + g->head_height + 1) {
            next_page(g);
            continue;
        }
        if (room > left)
            room = left;
        if (room < 1)
            room = 1;
        put_part(g, &r, &cell_face, at, at + room);
        at += room;
    }
    close_row(g, &r);
}

static void
put_caption(struct hn_sheet_of_paper *p, const char *text)
{
    PangoLayout *l = hn_draw_layout(p, text, &caption_face, p->right - p->left, PANGO_ALIGN_LEFT, 0);
    int lines = pango_layout_get_line_count(l);

    lines = lines > 6 ? 6 : lines;
    hn_draw_lines(p, l, &caption_face, p->left, p->y, 0, lines);
    p->y += lines * caption_face.line + 2;
    g_object_unref(l);
}

void
hn_draw_table(struct hn_sheet_of_paper *p, const struct hn_block *b)
{
    struct grid g = { .p = p, .b = b };
    double width = p->right - p->left;
    int shares = 0;

    for (int i = 0; i < b->column_count; i++)
        shares += b->share[i];
    g.x[0] = p->left;
    for (int i = 0; i < b->column_count; i++)
        g.x[i + 1] = g.x[i] + width * b->share[i] / shares;
    hn_draw_need(p, HN_TABLE_HEAD);
    if (*b->text)
        put_caption(p, b->text);
    put_head(&g);
    for (size_t i = 0; i < b->row_count && !p->failed; i++)
        put_row(&g, b->rows[i].cell);
    p->y += 8;
}
