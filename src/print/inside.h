/* inside.h: what the files of print/ share: the page being drawn, the fence round a drawing, the bytes between the
 * serving process and the child. Not for anybody else, but for tests that hand the child what no document writes. */
#ifndef HN_PRINT_INSIDE_H
#define HN_PRINT_INSIDE_H

#include <cairo.h>
#include <pango/pango.h>

#include "base/buf.h"
#include "base/vi.h"
#include "print/doc.h"
#include "print/pdf.h"

#define HN_PDF_MOST  ((size_t)4 << 20) /* bytes of one file */
#define HN_PDF_PAGES 300

/* All lengths in points, 1/72 inch; y grows downward. */
struct hn_sheet_of_paper {
    const struct hn_doc *doc;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoContext *pango;
    double width, height, left, right, top, bottom; /* bottom: lowest y of the text */
    double y;
    int page;
    bool failed; /* too many pages, or cairo has given up: nothing more is drawn */
};

/* A face: size in points, line is the distance of base lines. */
struct hn_face {
    double size, line;
    bool bold, italic, underlined;
};

/* --- draw.c --- */

/* The document as PDF, growing out. false: it cannot be drawn, or passes a ceiling. Deterministic. */
bool hn_draw(struct hn_buf *out, const struct hn_doc *d);
/* A layout of text in a width; the caller gives it back with g_object_unref. indent: of the first line. */
PangoLayout *hn_draw_layout(const struct hn_sheet_of_paper *p, const char *text, const struct hn_face *face,
                            double width, PangoAlignment align, double indent);
/* Lines from..to of a layout, at x and below y, the first line's top at y. */
void hn_draw_lines(const struct hn_sheet_of_paper *p, PangoLayout *layout, const struct hn_face *face,
                   double x, double y, int from, int to);
void hn_draw_page(struct hn_sheet_of_paper *p);
/* Begins a new page unless height still fits on this one. */
void hn_draw_need(struct hn_sheet_of_paper *p, double height);

/* --- draw_table.c, draw_sign.c --- */
#define HN_TABLE_HEAD 100.0 /* height of caption, headings and a first row, which stay together */
void hn_draw_table(struct hn_sheet_of_paper *p, const struct hn_block *b);
void hn_draw_head(struct hn_sheet_of_paper *p);
void hn_draw_signs(struct hn_sheet_of_paper *p);

/* --- fence.c --- */

/* The child from now on: no files but fonts, no new rights. false: files could not be fenced in. */
bool hn_fence_files(void);
/* A process that draws, from now on: time, memory, and the calls a drawing takes. files_open: fonts may still be
 * opened, since the files are fenced in. */
bool hn_fence_calls(bool files_open);

/* --- pdf.c --- */

/* Hands bytes to the child as they are and waits for the file. Errors as hn_pdf. */
enum hn_rc hn_printer_ask(struct hn_ctx *c, struct hn_printer *p, struct hn_bytes json, struct hn_bytes *out);
int hn_printer_child(const struct hn_printer *p); /* the keeper's process */

#endif
