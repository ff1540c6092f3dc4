/* article.h: the figures of the founding article, each counted from records at its date, beside what was printed. (product S17)
 *
 * What was printed comes with the program (data/quang-ninh-seed): 33 figures and 13 derived from them. None is copied from there into
 * what is computed: figures are counts, sums, ratios and values of records, with the rows behind each. For made-up data, where
 * everybody may read it: no person is named, and no rights are asked. HN_NOT_FOUND article.not_demo where data are not made up.
 *
 * When printed and computed agree: one printed exactly equals the computed, rounded to the places it was printed with. "nearly": the
 * computed lies below the printed by at most 5 %, "over": above it by at most 5 %, "about": within 5 % on either side; a
 * value kept with the very qualifier that was printed is to be equal, since both tell the same bound.
 */
#ifndef HN_REPORT_ARTICLE_H
#define HN_REPORT_ARTICLE_H

#include "base/ctx.h"
#include "store/store.h"

/* It was written after July 2021: what it calls "now" is counted at the end of that year. */
#define HN_ARTICLE_DAY hn_day_of(2021, 12, 31)

/* Of the rows behind a figure. */
struct hn_article_total {
    int64_t rows;
    int64_t sum_milli;  /* of a ratio: of the rows above the line */
    int64_t base_milli; /* of the rows below it */
};
struct hn_article_row {
    const char *id, *group, *org, *label, *label_en, *measure, *quote,
        *formula; /* formula: of a derived one, "" else */
    int64_t printed_milli;
    int places;            /* behind the comma, as printed */
    const char *qualifier; /* as printed: exact nearly over about */
    hn_day on;             /* the date it is counted at */
    bool computed;         /* there are records to count */
    int64_t computed_milli;
    int computed_places;
    const char *computed_qualifier; /* of a value kept with one; else exact */
    bool agrees;
    struct hn_article_total total;
    const char *by;   /* count sum value ratio difference year; texts "article_by.<word>" */
    const char *link; /* "/bai-bao/qn-04" */
};
/* All 46, in the order of the file, derived ones last. */
enum hn_rc hn_article(struct hn_ctx *c, const struct hn_article_row **out, size_t *count);
/* One of them. HN_NOT_FOUND article.none. */
enum hn_rc hn_article_one(struct hn_ctx *c, const char *id, struct hn_article_row *out);

/* The rows it is made of. Of a ratio: those above the line (part top) and those below it (bottom): the figure is their sums divided,
 * times 100 when it is a percentage. Of all others the sum of milli is the figure; of a count every row is 1. */
struct hn_article_part {
    const char *label, *detail; /* "Chi bộ thôn …", the unit above, a decision, a source */
    const char *part;           /* top bottom, "" */
    int64_t milli;
    bool is_year;     /* milli is a year: shown without a point in it */
    hn_day on;        /* 0: none */
    const char *href; /* further down, for who may read there; "" none */
};
/* Rows from offset, at most limit; total (NULL: not asked) has count and sums of all of them. Not on a connection with rows still open. */
enum hn_rc hn_article_parts(struct hn_ctx *c, const char *id, int64_t offset, int64_t limit,
                            void (*emit)(void *sink, const struct hn_article_part *p), void *sink,
                            struct hn_article_total *total);

extern const struct hn_sql *const hn_article_unit_sql[], *const hn_article_kept_sql[];
#define HN_ARTICLE_SQL hn_article_unit_sql, hn_article_kept_sql

#endif
