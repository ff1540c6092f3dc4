/* draw.c: a document onto pages: lines of text, page breaks, what stands on every page. (domain/08 §8.6)
 *
 * Runs in the drawer alone (pdf.c). Text is laid out by pango and placed line by line, so that a paragraph breaks
 * between any two lines and base lines stand where the layout wants them. Neighbours: draw_table.c, draw_sign.c.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "print/inside.h"

#define MM 2.8346456692913384 /* points */

static const struct hn_face body = { .size = 14, .line = 19 };
static const struct hn_face body_bold = { .size = 14, .line = 19, .bold = true };
static const struct hn_face title = { .size = 16, .line = 21, .bold = true };
static const struct hn_face small = { .size = 9, .line = 12, .italic = true };
static const double first_line = 10 * MM, after_paragraph = 4;

/* --- text --- */

/* A face with the widths of Times; letters it lacks come from the others. */
static PangoFontDescription *
describe(const struct hn_face *face)
{
    PangoFontDescription *d = pango_font_description_new();

    pango_font_description_set_family(d, "Liberation Serif, Noto Serif, Noto Sans, serif");
    pango_font_description_set_absolute_size(d, face->size * PANGO_SCALE);
    pango_font_description_set_weight(d, face->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(d, face->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return d;
}

PangoLayout *
hn_draw_layout(const struct hn_sheet_of_paper *p, const char *text, const struct hn_face *face, double width,
               PangoAlignment align, double indent)
{
    PangoLayout *layout = pango_layout_new(p->pango);
    PangoFontDescription *font = describe(face);
    PangoAttrList *attributes = pango_attr_list_new();

    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_indent(layout, (int)(indent * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, align);
    /* Lines of dots to write on must not be drawn apart. */
    pango_layout_set_justify(layout, indent > 0 && align == PANGO_ALIGN_LEFT && !p->doc->plain);
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE)); /* a syllable has none */
    if (face->underlined)
        pango_attr_list_insert(attributes, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

void
hn_draw_lines(const struct hn_sheet_of_paper *p, PangoLayout *layout, const struct hn_face *face, double x,
              double y, int from, int to)
{
    PangoLayoutIter *i = pango_layout_get_iter(layout);
    int line = 0;

    do {
        PangoRectangle box;

        if (line < from || line >= to)
            continue;
        pango_layout_iter_get_line_extents(i, NULL, &box);
        cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE,
                      y + (line - from) * face->line + (face->line + face->size) / 2 - face->size * 0.15);
        pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(i));
    } while (++line < to && pango_layout_iter_next_line(i));
    pango_layout_iter_free(i);
}

/* --- pages --- */

static void
put_centred(const struct hn_sheet_of_paper *p, const char *text, const struct hn_face *face, double y)
{
    PangoLayout *l = hn_draw_layout(p, text, face, p->right - p->left, PANGO_ALIGN_CENTER, 0);

    hn_draw_lines(p, l, face, p->left, y, 0, 2);
    g_object_unref(l);
}

/* What stands on every page: its number from the second on, and that the data are made up. */
static void
furnish(const struct hn_sheet_of_paper *p)
{
    if (p->page > 1) {
        char number[16];

        snprintf(number, sizeof number, "%d", p->page);
        put_centred(p, number, &body, p->top - 8 * MM);
    }
    if (*p->doc->notice)
        put_centred(p, p->doc->notice, &small, p->height - 12 * MM);
}

void
hn_draw_page(struct hn_sheet_of_paper *p)
{
    if (p->page > 0)
        cairo_show_page(p->cr);
    if (p->page == HN_PDF_PAGES || cairo_status(p->cr) != CAIRO_STATUS_SUCCESS)
        p->failed = true;
    p->page++;
    p->y = p->top;
    furnish(p);
}

void
hn_draw_need(struct hn_sheet_of_paper *p, double height)
{
    if (p->y + height > p->bottom && p->y > p->top)
        hn_draw_page(p);
}

/* --- blocks --- */

/* As many lines on each page as fit; never one alone at a page's foot or head when there are two to keep it company. */
static void
put_text(struct hn_sheet_of_paper *p, const char *text, const struct hn_face *face, PangoAlignment align,
         double indent)
{
    PangoLayout *l = hn_draw_layout(p, text, face, p->right - p->left, align, indent);
    int count = pango_layout_get_line_count(l), at = 0;

    while (at < count && !p->failed) {
        int room = (int)((p->bottom - p->y) / face->line), left = count - at;

        if (room < left && room == left - 1 && room > 2)
            room--; /* the last line takes one along */
        if (room < (left > 1 ? 2 : 1) && p->y > p->top) {
            hn_draw_page(p);
            continue;
        }
        if (room > left)
            room = left;
        if (room < 1)
            room = 1;
        hn_draw_lines(p, l, face, p->left, p->y, at, at + room);
        at += room;
        p->y += room * face->line;
    }
    p->y += after_paragraph;
    g_object_unref(l);
}

static void
put_item(struct hn_sheet_of_paper *p, const char *text)
{
    char *line = g_strconcat("- ", text, NULL);

    put_text(p, line, &body, PANGO_ALIGN_LEFT, first_line);
    g_free(line);
}

/* A heading stands with two lines of what it heads, or with the head of its table. */
static double
with_heading(const struct hn_sheet_of_paper *p, const struct hn_block *b)
{
    const struct hn_block *next = b + 1;
    bool last = next == p->doc->blocks + p->doc->block_count;

    if (!last && next->kind == HN_BLOCK_TABLE)
        return 2 * body.line + HN_TABLE_HEAD;
    return (last || next->kind != HN_BLOCK_HEADING ? 4 : 6) * body.line;
}

static void
put_block(struct hn_sheet_of_paper *p, const struct hn_block *b)
{
    switch (b->kind) {
    case HN_BLOCK_HEADING:
        hn_draw_need(p, with_heading(p, b));
        p->y += b->level == 1 ? after_paragraph : 0;
        put_text(p, b->text, &body_bold, PANGO_ALIGN_LEFT, first_line);
        break;
    case HN_BLOCK_PARAGRAPH:
        put_text(p, b->text, b->bold ? &body_bold : &body, PANGO_ALIGN_LEFT, first_line);
        break;
    case HN_BLOCK_ITEM:
        put_item(p, b->text);
        break;
    case HN_BLOCK_TABLE:
        hn_draw_table(p, b);
        break;
    case HN_BLOCK_BREAK:
        hn_draw_page(p);
        break;
    }
}

static void
put_title(struct hn_sheet_of_paper *p)
{
    const struct hn_doc *d = p->doc;

    if (*d->title)
        put_text(p, d->title, &title, PANGO_ALIGN_CENTER, 0);
    if (*d->summary)
        put_text(p, d->summary, &body_bold, PANGO_ALIGN_CENTER, 0);
    if (!d->plain && *d->title)
        put_text(p, "-----", &body, PANGO_ALIGN_CENTER, 0);
    p->y += after_paragraph;
}

/* --- the file --- */

static cairo_status_t
keep(void *closure, const unsigned char *bytes, unsigned int len)
{
    struct hn_buf *out = closure;

    if (out->len + len > HN_PDF_MOST)
        return CAIRO_STATUS_WRITE_ERROR;
    hn_buf_add(out, bytes, len);
    return CAIRO_STATUS_SUCCESS;
}

static void
open_sheet(struct hn_sheet_of_paper *p, struct hn_buf *out, const struct hn_doc *d)
{
    cairo_font_options_t *options = cairo_font_options_create();
    PangoFontMap *fonts = pango_cairo_font_map_new();

    p->doc = d;
    p->width = (d->landscape ? 297 : 210) * MM;
    p->height = (d->landscape ? 210 : 297) * MM;
    p->left = 30 * MM;
    p->right = p->width - 15 * MM;
    p->top = 20 * MM;
    p->bottom = p->height - 20 * MM;
    p->surface = cairo_pdf_surface_create_for_stream(keep, out, p->width, p->height);
    /* The same document gives the same bytes, so the file cannot say when it was drawn. */
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, d->title);
    p->cr = cairo_create(p->surface);
    p->pango = pango_font_map_create_context(fonts);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(p->pango, options);
    pango_cairo_context_set_resolution(p->pango, 72);
    pango_context_set_language(p->pango, pango_language_from_string("vi"));
    cairo_font_options_destroy(options);
    g_object_unref(fonts);
}

bool
hn_draw(struct hn_buf *out, const struct hn_doc *d)
{
    struct hn_sheet_of_paper p = { .page = 0 };
    bool drawn;

    open_sheet(&p, out, d);
    hn_draw_page(&p);
    hn_draw_head(&p);
    put_title(&p);
    for (size_t i = 0; i < hn_doc_main(d) && !p.failed; i++)
        put_block(&p, &d->blocks[i]);
    if (!p.failed)
        hn_draw_signs(&p);
    if (!p.failed && hn_doc_main(d) < d->block_count)
        hn_draw_page(&p);
    for (size_t i = hn_doc_main(d); i < d->block_count && !p.failed; i++)
        put_block(&p, &d->blocks[i]);
    cairo_show_page(p.cr);
    drawn = !p.failed && cairo_status(p.cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(p.cr);
    cairo_surface_finish(p.surface);
    drawn = drawn && cairo_surface_status(p.surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(p.surface);
    g_object_unref(p.pango);
    return drawn;
}
