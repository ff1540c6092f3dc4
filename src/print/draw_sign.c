/* draw_sign.c: the two heads above a document, and below it recipients and signatures. (domain/08 §8.6)
 * Neighbour: draw.c. */
#include <pango/pangocairo.h>

#include "base/words.h"
#include "print/inside.h"

static const struct hn_face plain_face = { .size = 14, .line = 18 };
static const struct hn_face bold_face = { .size = 14, .line = 18, .bold = true };
static const struct hn_face motto_face = { .size = 15, .line = 19, .bold = true, .underlined = true };
static const struct hn_face day_face = { .size = 14, .line = 18, .italic = true };
static const struct hn_face to_face = { .size = 12, .line = 15 };
static const struct hn_face to_head_face = { .size = 12, .line = 15, .underlined = true };
static const double room_for_the_pen = 70, gap = 12;

/* A text in a column, centred or from the left; y moves below it. */
static void
put(const struct hn_sheet_of_paper *p, const char *text, const struct hn_face *face, double x, double width,
    PangoAlignment align, double *y)
{
    PangoLayout *l;
    int lines;

    if (!*text)
        return;
    l = hn_draw_layout(p, text, face, width, align, 0);
    lines = pango_layout_get_line_count(l);
    lines = lines > 12 ? 12 : lines; /* names of organisations, not stories */
    hn_draw_lines(p, l, face, x, *y, 0, lines);
    *y += lines * face->line;
    g_object_unref(l);
}

void
hn_draw_head(struct hn_sheet_of_paper *p)
{
    const struct hn_doc *d = p->doc;
    double width = p->right - p->left, left_width = width * 0.44, right_width = width - left_width - gap,
           right_x = p->right - right_width, left_y = p->y, right_y = p->y;

    if (!d->plain) {
        put(p, d->superior, &plain_face, p->left, left_width, PANGO_ALIGN_CENTER, &left_y);
        put(p, d->issuer, &bold_face, p->left, left_width, PANGO_ALIGN_CENTER, &left_y);
        if (*d->issuer)
            put(p, "*", &plain_face, p->left, left_width, PANGO_ALIGN_CENTER, &left_y);
        put(p, d->number, &plain_face, p->left, left_width, PANGO_ALIGN_CENTER, &left_y);
        put(p, d->motto, &motto_face, right_x, right_width, PANGO_ALIGN_CENTER, &right_y);
        right_y += 4;
    }
    put(p, d->place_day, &day_face, right_x, right_width, PANGO_ALIGN_CENTER, &right_y);
    p->y = (left_y > right_y ? left_y : right_y) + gap;
}

static void
put_sign(const struct hn_sheet_of_paper *p, const struct hn_doc_sign *s, double x, double width)
{
    double y = p->y;

    put(p, s->authority, &bold_face, x, width, PANGO_ALIGN_CENTER, &y);
    put(p, s->office, &bold_face, x, width, PANGO_ALIGN_CENTER, &y);
    y += room_for_the_pen;
    put(p, s->name, &bold_face, x, width, PANGO_ALIGN_CENTER, &y);
}

static void
put_recipients(const struct hn_sheet_of_paper *p, double width)
{
    double y = p->y;

    if (!p->doc->recipients[0])
        return;
    put(p, hn_words(HN_VI, "print.recipients"), &to_head_face, p->left, width, PANGO_ALIGN_LEFT, &y);
    for (size_t i = 0; p->doc->recipients[i]; i++) {
        char *line = g_strconcat("- ", p->doc->recipients[i], NULL);

        put(p, line, &to_face, p->left, width, PANGO_ALIGN_LEFT, &y);
        g_free(line);
    }
}

static bool
is_signed(const struct hn_doc_sign *s)
{
    return *s->authority || *s->office || *s->name;
}

/* Kept on one page; recipients stand left, and above the left signature where there are both. */
void
hn_draw_signs(struct hn_sheet_of_paper *p)
{
    const struct hn_doc *d = p->doc;
    double half = (p->right - p->left - gap) / 2;

    if (!is_signed(&d->left) && !is_signed(&d->right) && !d->recipients[0])
        return;
    p->y += gap;
    hn_draw_need(p, 4 * plain_face.line + room_for_the_pen + (d->recipients[0] ? 3 * to_face.line : 0));
    put_recipients(p, half);
    if (!d->recipients[0] && is_signed(&d->left))
        put_sign(p, &d->left, p->left, half);
    if (is_signed(&d->right))
        put_sign(p, &d->right, p->right - half, half);
}
