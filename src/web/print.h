/* print.h: a paper as an answer: a page, a PDF to print, a text to copy, JSON. (print/doc.h)
 *
 * Not for: what the paper says (its subject), who may see it (the route and the subject).
 */
#ifndef HN_WEB_PRINT_H
#define HN_WEB_PRINT_H

#include "print/doc.h"
#include "web/page.h"

struct hn_print_page {
    const struct hn_doc *doc;
    const char *path; /* of the page itself, for its other forms */
};

/* Has the paper headings of the first level? For views. */
bool hn_print_has_parts(const struct hn_doc *doc);

/* What a table is called for those who only hear it: its caption, else its headings. */
const char *hn_print_table_name(struct hn_arena *a, const struct hn_block *table);

/* Asked for as a file: ?dang=pdf or ?dang=txt. */
bool hn_print_wanted(const struct hn_req *q);
/* Answers with the paper in the form asked for; a page of its own with links to the others when none was. filename
 * without ending: letters, digits, '-'. HN_INVALID print.form: another ?dang=; HN_BUSY, HN_UNAVAILABLE as hn_pdf.
 * A page that shows the paper among other things calls hn_view_doc, and this only when hn_print_wanted. */
enum hn_rc hn_print_answer(struct hn_req *q, const struct hn_doc *doc, const char *filename);

#endif
