/* page_article.h: the article from the records: every figure as it was printed beside what the records come to, and the records
 * behind one of them. Open to everybody where data are made up; elsewhere there is no such page.
 *
 * Figures are report/article.h's; shown by web/view/article/.
 */
#ifndef HN_WEB_PAGE_ARTICLE_H
#define HN_WEB_PAGE_ARTICLE_H

#include "report/article.h"
#include "web/list.h"

hn_page_fn hn_page_article, hn_page_article_rows;
extern const struct hn_list hn_list_article, hn_list_article_parts;

struct hn_article_page {
    const struct hn_article_row *rows;
    size_t count, agreeing;
    hn_day on;                /* the day most are counted on */
    struct hn_list_page list; /* where the files are */
};

/* A row behind a figure as lists have it. */
struct hn_article_line {
    const char *label, *detail, *part, *href;
    int64_t milli;
    bool is_year;
    hn_day on; /* HN_DAY_OPEN: none */
};
struct hn_article_rows_page {
    struct hn_article_row figure;
    struct hn_list_page list;
    bool signed_in; /* rows lead further */
};

/* "gần 19.000", "187,9", "59%": a figure with its word; years without a point. */
const char *hn_article_words(struct hn_arena *a, enum hn_lang lang, const struct hn_article_row *r,
                             bool computed);

/* Which part of the page it stands in: what its id begins with, "qn". */
const char *hn_article_section(struct hn_arena *a, const struct hn_article_row *r);

#endif
