/* article_inside.h: what the files of the article share: the figures as printed, made by gen/article from
 * data/quang-ninh-seed.json, and how each of them is counted. Not for anyone else. */
#ifndef HN_REPORT_ARTICLE_INSIDE_H
#define HN_REPORT_ARTICLE_INSIDE_H

#include "fact/fact_sql.h"
#include "report/article.h"

/* As the article has it. Figures first, in its order, then those derived from them (formula not ""). */
struct hn_article_printed {
    const char *id, *group, *org, *label, *label_en, *measure, *qualifier, *quote, *formula;
    int64_t milli;
    int places; /* behind the comma, as printed */
};
extern const struct hn_article_printed hn_article_printed[];
extern const size_t hn_article_printed_count;

struct hn_article_rows;

/* How a figure is counted. sql with what it takes: u code of the unit, o day, k knowledge, a b words, n number, f first day,
 * m month of the day; its last two are always limit and offset. Without sql: read, or derived from left and right. */
struct hn_article_figure {
    const char *id, *by;
    const char *unit;
    const struct hn_sql *sql;
    const char *takes, *a, *b;
    int n;
    struct {
        int year, month, day;
    } from, on; /* on 0: the date of the article, HN_ARTICLE_DAY */
    enum hn_article_year { HN_AS_IT_IS, HN_YEAR_OF_FIRST, HN_YEAR_OF_LAST } year;
    enum hn_rc (*read)(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows);
    const char *left, *right;
};

/* Where rows go, and what they come to. */
struct hn_article_rows {
    int64_t offset, limit;
    void (*emit)(void *sink, const struct hn_article_part *p); /* NULL: only the sums are wanted */
    void *sink;
    struct hn_article_total total;
    const char *qualifier;              /* of a value kept with one, else "" */
    const struct hn_article_row *known; /* figures reckoned already, for those derived from them */
    size_t known_count;
};
/* A row of figures that are put together here, not by a statement: counted, and emitted when it lies in the page. */
void hn_article_add(struct hn_article_rows *rows, const struct hn_article_part *p);
enum hn_rc hn_article_query(struct hn_ctx *c, const struct hn_article_figure *f,
                            struct hn_article_rows *rows);
hn_day hn_article_on(const struct hn_article_figure *f);

/* Readers of their own (article_own.c): of two figures; the years cells began in; a value spread over the years of its period. */
enum hn_rc hn_article_derive(struct hn_ctx *c, const struct hn_article_figure *f,
                             struct hn_article_rows *rows);
enum hn_rc hn_article_years(struct hn_ctx *c, const struct hn_article_figure *f,
                            struct hn_article_rows *rows);
/* Of criteria (article_criteria.c): a the level; b and n as said there. */
enum hn_rc hn_article_recognised(struct hn_ctx *c, const struct hn_article_figure *f,
                                 struct hn_article_rows *rows);
enum hn_rc hn_article_sheet(struct hn_ctx *c, const struct hn_article_figure *f,
                            struct hn_article_rows *rows);
enum hn_rc hn_article_planned(struct hn_ctx *c, const struct hn_article_figure *f,
                              struct hn_article_rows *rows);
enum hn_rc hn_article_each_year(struct hn_ctx *c, const struct hn_article_figure *f,
                                struct hn_article_rows *rows);

/* clang-format off */
/* Every statement's answer: its rows, a page of them, each with total and sums of all. Rows above the line first. */
#define HN_ARTICLE_PAGE(rows, limit, offset)                                                                          \
    "SELECT x.*, count(*) OVER () AS total,"                                                                          \
    " CAST(sum(CASE WHEN x.part = 'bottom' THEN 0 ELSE x.milli END) OVER () AS BIGINT) AS sum_milli,"                 \
    " CAST(sum(CASE WHEN x.part = 'bottom' THEN x.milli ELSE 0 END) OVER () AS BIGINT) AS base_milli FROM (" rows     \
    ") x ORDER BY x.part DESC, x.sort LIMIT " limit " OFFSET " offset
/* clang-format on */

extern const struct hn_sql hn_article_units, hn_article_rural, hn_article_new_cells, hn_article_members,
    hn_article_heads_outside, hn_article_one_person, hn_article_one_share, hn_article_visits,
    hn_article_milestone, hn_article_age, hn_article_value;

#endif
