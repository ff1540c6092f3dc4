/* article_own.c: figures of the article that no single statement answers: derived of two others, put together by year
 * (article.h).
 */
#include <string.h>

#include "base/words.h"
#include "report/article_inside.h"

/* --- derived --- */

static enum hn_rc
figure_of(struct hn_ctx *c, const char *id, const struct hn_article_rows *rows, struct hn_article_row *out)
{
    for (size_t i = 0; i < rows->known_count; i++)
        if (strcmp(rows->known[i].id, id) == 0) {
            *out = rows->known[i];
            return HN_OK;
        }
    return hn_article_one(c, id, out);
}

static enum hn_rc
add_figure(struct hn_ctx *c, const char *id, const char *part, int sign, struct hn_article_rows *rows)
{
    struct hn_article_row r;
    enum hn_rc rc = figure_of(c, id, rows, &r);

    if (rc || !r.computed)
        return rc;
    const struct hn_article_part p = { .label = c->lang == HN_EN ? r.label_en : r.label,
                                       .detail = r.org,
                                       .part = part,
                                       .milli = sign * r.computed_milli,
                                       .is_year = strcmp(r.by, "year") == 0,
                                       .on = r.on,
                                       .href = r.link };

    hn_article_add(rows, &p);
    /* What is reckoned from a bound is no exact figure. */
    if (strcmp(r.computed_qualifier, "exact") != 0)
        rows->qualifier = "about";
    return HN_OK;
}

enum hn_rc
hn_article_derive(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    bool ratio = strcmp(f->by, "ratio") == 0;
    enum hn_rc rc = add_figure(c, f->left, ratio ? "top" : "", 1, rows);

    if (rc)
        return rc;
    return add_figure(c, f->right, ratio ? "bottom" : "", strcmp(f->by, "difference") == 0 ? -1 : 1, rows);
}

/* --- by year --- */

enum { YEARS_MOST = 10 };

struct years {
    hn_day first; /* of the first year */
    int cells[YEARS_MOST];
};

static void
count_year(void *sink, const struct hn_article_part *p)
{
    struct years *y = sink;
    int at = hn_date_of(p->on).year - hn_date_of(y->first).year;

    if (at >= 0 && at < YEARS_MOST)
        y->cells[at]++;
}

/* The calendar years that have such cells: each is 1. */
enum hn_rc
hn_article_years(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    struct hn_article_figure cells = *f;
    struct years y = { .first = hn_day_of(f->from.year, f->from.month, f->from.day) };
    struct hn_article_rows all = { .limit = INT32_MAX, .emit = count_year, .sink = &y };
    enum hn_rc rc;

    cells.sql = &hn_article_new_cells;
    cells.takes = "uokabf";
    rc = hn_article_query(c, &cells, &all);
    for (int i = 0; !rc && i < YEARS_MOST; i++) {
        struct hn_article_part p = { .part = "", .milli = 1000, .href = "/bai-bao/qn-05" };

        if (y.cells[i] == 0)
            continue;
        p.label = hn_print(c->arena, "%d", f->from.year + i);
        p.detail = hn_words_fill(c->arena, c->lang, "article.cells_in_year",
                                 hn_print(c->arena, "%d", y.cells[i]), NULL);
        hn_article_add(rows, &p);
    }
    return rc;
}

/* --- of a span of years --- */

static void
keep(void *sink, const struct hn_article_part *p)
{
    *(struct hn_article_part *)sink = *p;
}

/* The first or the last year of the value's own period. */
static enum hn_rc
year_of(struct hn_ctx *c, const struct hn_article_figure *f, enum hn_article_year which, int *out)
{
    struct hn_article_figure asked = *f;
    struct hn_article_rows sum = { .emit = NULL };
    enum hn_rc rc;

    asked.year = which;
    rc = hn_article_query(c, &asked, &sum);
    *out = (int)(sum.total.sum_milli / 1000);
    return rc;
}

/* The value above the line, the years of its own period below it: no year is given a share of its own. */
enum hn_rc
hn_article_each_year(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    struct hn_article_part value = { 0 };
    struct hn_article_rows one = { .limit = 1, .emit = keep, .sink = &value };
    int first = 0, last = 0;
    enum hn_rc rc = hn_article_query(c, f, &one);

    if (!rc)
        rc = year_of(c, f, HN_YEAR_OF_FIRST, &first);
    if (!rc)
        rc = year_of(c, f, HN_YEAR_OF_LAST, &last);
    if (rc || one.total.rows == 0)
        return rc;
    value.part = "top";
    hn_article_add(rows, &value);
    for (int year = first; year <= last; year++) {
        const struct hn_article_part p = { .label = hn_print(c->arena, "%d", year),
                                           .detail = hn_words(c->lang, "article.year_of_span"),
                                           .part = "bottom",
                                           .milli = 1000,
                                           .href = "/bai-bao/tq-13" };

        hn_article_add(rows, &p);
    }
    return HN_OK;
}
