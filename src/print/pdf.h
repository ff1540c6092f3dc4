/* pdf.h: a document as PDF on A4, drawn by cairo and pango in a child process of its own. (domain/08 §8.6)
 *
 * Pango draws 39 libraries in, so they live in a child started before any thread, which forgets its rights and forks a
 * process for each drawing; should it die, its own parent starts it anew. Margins top 20, bottom 20, left 30,
 * right 15 mm; body 14 pt, line 19 pt, first line 10 mm; a face with the widths of Times. The same document gives the
 * same bytes. Not for: what a document says (doc.h).
 */
#ifndef HN_PRINT_PDF_H
#define HN_PRINT_PDF_H

#include "base/ctx.h"
#include "base/vi.h"
#include "print/doc.h"

struct hn_printer;
/* Starts the child; before any thread. NULL with a line in the log when it cannot: then hn_pdf refuses. */
struct hn_printer *hn_printer_start(void);
void hn_printer_stop(struct hn_printer *p);

#define HN_PDF_SECONDS 10
/* HN_BUSY too many wait; HN_UNAVAILABLE "print.unavailable": no child, or it took too long. Bytes in c's arena. */
enum hn_rc hn_pdf(struct hn_ctx *c, struct hn_printer *p, const struct hn_doc *d, struct hn_bytes *out);

#endif
