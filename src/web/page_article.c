/* page_article.c: see page_article.h. */
#include "web/page_article.h"

#include <string.h>

#include "base/vi.h"
#include "view_article.h"

const char *
hn_article_words(struct hn_arena *a, enum hn_lang lang, const struct hn_article_row *r, bool computed)
{
    int64_t milli = computed ? r->computed_milli : r->printed_milli;
    const char *word = computed ? r->computed_qualifier : r->qualifier;
    int64_t whole = milli / 1000;
    bool year = strcmp(r->measure, "năm") == 0 && whole >= 1900 && whole < 2200;
    const char *figure = year ? hn_print(a, "%lld", (long long)whole) : hn_vi_milli(a, milli, lang == HN_EN);

    if (strcmp(r->measure, "%") == 0)
        figure = hn_print(a, "%s%%", figure);
    if (computed && !r->computed)
        return hn_words(lang, "article.not_computed");
    return hn_words_fill(a, lang, hn_print(a, "article_word.%s", word), figure, NULL);
}

const char *
hn_article_section(struct hn_arena *a, const struct hn_article_row *r)
{
    return hn_print(a, "%.*s", (int)strcspn(r->id, "-"), r->id);
}

/* --- all figures --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_article_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "article.id", .kind = HN_COL_TEXT },
    { COLUMN(group), .label = "article.group", .kind = HN_COL_WORD, .words = "article_group." },
    { COLUMN(org), .label = "article.org", .kind = HN_COL_TEXT },
    { COLUMN(label), .label = "article.what", .kind = HN_COL_TEXT },
    { COLUMN(measure), .label = "article.measure", .kind = HN_COL_TEXT },
    { .name = "printed",
      .offset = offsetof(struct hn_article_row, printed_milli),
      .label = "article.printed",
      .kind = HN_COL_MILLI },
    { COLUMN(qualifier), .label = "article.qualifier", .kind = HN_COL_WORD, .words = "qualifier." },
    { .name = "computed",
      .offset = offsetof(struct hn_article_row, computed_milli),
      .label = "article.computed",
      .kind = HN_COL_MILLI },
    { COLUMN(computed_qualifier), .label = "article.computed_qualifier", .kind = HN_COL_WORD,
      .words = "qualifier." },
    { COLUMN(agrees), .label = "article.agrees", .kind = HN_COL_BOOL },
    { COLUMN(on), .label = "article.on", .kind = HN_COL_DAY },
    { COLUMN(by), .label = "article.by", .kind = HN_COL_WORD, .words = "article_by." },
    { COLUMN(quote), .label = "article.quote", .kind = HN_COL_TEXT },
    { COLUMN(formula), .label = "article.formula", .kind = HN_COL_TEXT },
    { COLUMN(link), .label = "article.rows", .kind = HN_COL_TEXT },
};
#undef COLUMN

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct hn_article_page *p = ask->filter;

    (void)c;
    for (size_t i = (size_t)ask->offset;
         i < p->count && (ask->stream || ask->limit > (int64_t)i - ask->offset); i++) {
        struct hn_article_row row = p->rows[i];

        row.computed_milli = row.computed ? row.computed_milli : HN_MILLI_NONE;
        emit(sink, &row);
    }
    return HN_OK;
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    (void)c;
    *out = (int64_t)((const struct hn_article_page *)filter)->count;
    return HN_OK;
}

const struct hn_list hn_list_article = {
    .name = "bai-bao",
    .caption = "article.figures",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_article_row),
    .rows = list_rows,
    .total = list_total,
};

enum hn_rc
hn_page_article(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "article.title", .section = "", .html = hn_view_article_any, .json = hn_json_article_any
    };
    struct hn_article_page p = { .agreeing = 0 };
    enum hn_rc rc = hn_article(&q->ctx, &p.rows, &p.count);

    if (rc)
        return rc;
    p.on = HN_ARTICLE_DAY;
    for (size_t i = 0; i < p.count; i++)
        p.agreeing += p.rows[i].agrees;
    if (hn_list_answer(q, &hn_list_article, &p, &p.list, &rc) || rc)
        return rc;
    return hn_show(q, &view, &p, NULL);
}

/* --- the records behind one --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_article_line, field)
static const struct hn_column part_columns[] = {
    { COLUMN(label), .label = "article.row", .kind = HN_COL_TEXT },
    { COLUMN(detail), .label = "article.detail", .kind = HN_COL_TEXT },
    { COLUMN(on), .label = "article.day", .kind = HN_COL_DAY },
    { COLUMN(part), .label = "article.part", .kind = HN_COL_WORD, .words = "article_part." },
    { .name = "value",
      .offset = offsetof(struct hn_article_line, milli),
      .label = "article.value",
      .kind = HN_COL_MILLI },
    { .name = "link",
      .offset = offsetof(struct hn_article_line, href),
      .label = "article.link",
      .kind = HN_COL_TEXT },
};
#undef COLUMN

static void
take_part(void *sink, const struct hn_article_part *p)
{
    const struct hn_article_line line = {
        .label = p->label,
        .detail = p->detail,
        .part = p->part,
        .href = p->href,
        .milli = p->milli,
        .is_year = p->is_year,
        .on = p->on ? p->on : HN_DAY_OPEN,
    };

    hn_emit(sink, &line);
}

static enum hn_rc
part_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct hn_article_rows_page *p = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_article_parts(c, p->figure.id, ask->offset, ask->stream ? INT32_MAX : ask->limit, take_part, &e,
                            NULL);
}

static enum hn_rc
part_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    (void)c;
    *out = ((const struct hn_article_rows_page *)filter)->figure.total.rows;
    return HN_OK;
}

const struct hn_list hn_list_article_parts = {
    .name = "bai-bao-ban-ghi",
    .caption = "article.rows",
    .columns = part_columns,
    .column_count = sizeof part_columns / sizeof part_columns[0],
    .row_size = sizeof(struct hn_article_line),
    .rows = part_rows,
    .total = part_total,
};

enum hn_rc
hn_page_article_rows(struct hn_req *q)
{
    static const struct hn_view view = { .title = "article.rows_of",
                                         .section = "",
                                         .html = hn_view_article_rows_any,
                                         .json = hn_json_article_rows_any };
    struct hn_article_rows_page p = { .signed_in = hn_req_who(q) != NULL };
    const char *id = hn_path_text(q, "figure");
    enum hn_rc rc = hn_article_one(&q->ctx, id, &p.figure);

    if (rc || hn_list_answer(q, &hn_list_article_parts, &p, &p.list, &rc) || rc)
        return rc;
    hn_crumb(q, hn_words(q->ctx.lang, "article.title"), "/bai-bao");
    hn_crumb(q, p.figure.id, NULL);
    return hn_show(q, &view, &p, p.figure.id);
}
