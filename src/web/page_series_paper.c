/* page_series_paper.c: a series as a paper: PDF and text, in Vietnamese as all papers are (page_indicator.h). */
#include <string.h>

#include "web/page_indicator.h"
#include "web/print.h"

const char *
hn_series_file(struct hn_arena *a, const struct hn_series_page *p, const char *form)
{
    const char *query = hn_req_query(p->q);

    return hn_print(a, "%s%s%cdang=%s", hn_req_path(p->q), query, *query ? '&' : '?', form);
}

static void
write_table(struct hn_doc *d, const struct hn_series_page *p)
{
    const char *headings[] = { hn_words(HN_VI, "period.period"), hn_words(HN_VI, "figure.plan"),
                               hn_words(HN_VI, "figure.result"), hn_words(HN_VI, "figure.percent"),
                               hn_words(HN_VI, "figure.made_of") };
    static const int shares[] = { 24, 20, 24, 14, 18 };

    hn_doc_table(d, hn_words_fill(d->arena, HN_VI, "series.table_in", p->indicator.measure, ""), 5, headings,
                 shares);
    for (size_t i = 0; i < p->count; i++) {
        const struct hn_series_line *l = &p->lines[i];
        const char *cells[] = { l->period_words, l->plan_words, l->result_words, l->percent_words,
                                l->with_value_words };

        hn_doc_row(d, cells);
    }
}

enum hn_rc
hn_series_paper(struct hn_req *q, const struct hn_series_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_doc *d = hn_doc_new(a);

    d->plain = true;
    d->issuer = p->unit->name;
    d->title = p->indicator.name;
    d->summary = p->title;
    d->place_day = hn_words_fill(a, HN_VI, "series.as_known", hn_day_prose(a, q->ctx.on),
                                 q->ctx.known == HN_TIME_OPEN ? hn_time_table(a, q->ctx.now)
                                                              : hn_time_table(a, q->ctx.known));
    hn_doc_paragraph(
        d, strcmp(p->from, p->to) == 0 ? p->from : hn_words_fill(a, HN_VI, "series.stretch", p->from, p->to));
    write_table(d, p);
    hn_doc_paragraph(d, hn_words(HN_VI, "series.missing_note"));
    return hn_print_answer(q, d, "chuoi-so-lieu");
}
