/* article.h: the figures of the founding article, each counted from records at its date, beside what was printed. (product S17)
 *
 * What was printed comes with the program (data/quang-ninh-seed): 33 figures and 13 derived from them. None is copied from there into
 * what is computed: figures are counts, sums, ratios and values of records, with the rows behind each. For made-up data, where
 * everybody may read it: no person is named. HN_NOT_FOUND article.not_demo where data are not made up.
 */
#ifndef HN_REPORT_ARTICLE_H
#define HN_REPORT_ARTICLE_H

#include "base/ctx.h"
#include "store/store.h"

struct hn_article_row {
    const char *id, *group, *org, *label, *label_en, *measure, *quote,
        *formula; /* formula: of a derived one */
    int64_t printed_milli;
    const char *qualifier; /* as printed: exact nearly over about */
    hn_day on;             /* the date it is counted at */
    bool computed;         /* there are records to count */
    int64_t computed_milli;
    const char *computed_qualifier; /* of a value kept with one; else exact */
    bool
        agrees; /* exact: equal to the printed places; nearly: below it by at most 5 %; over: above it likewise; kept with the same
                    qualifier: equal */
    const char *by;   /* count sum value ratio difference year */
    const char *link; /* "/bai-bao/qn-04" */
};
/* All 46, in the order of the file, derived ones last. */
enum hn_rc hn_article(struct hn_ctx *c, const struct hn_article_row **out, size_t *count);
/* One of them. HN_NOT_FOUND. */
enum hn_rc hn_article_one(struct hn_ctx *c, const char *id, struct hn_article_row *out);
/* The rows it is made of: their count, or the sum of milli, is the figure; of a ratio: numerator and denominator rows, marked. */
struct hn_article_part {
    const char *label, *detail; /* "Chi bộ thôn …", "thành lập 12/3/2019" */
    const char *part;           /* of a ratio: top bottom; else "" */
    int64_t milli;
    const char *href; /* further down; "" none */
};
enum hn_rc hn_article_parts(struct hn_ctx *c, const char *id, int64_t offset, int64_t limit,
                            void (*emit)(void *sink, const struct hn_article_part *p), void *sink,
                            int64_t *total, int64_t *sum_milli);

extern const struct hn_sql *const hn_article_sql[];
#define HN_ARTICLE_SQL hn_article_sql

#endif
