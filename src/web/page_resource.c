/* page_resource.c: see page_resource.h. */
#include "web/page_resource.h"

#include <string.h>

#include "base/num.h"
#include "base/vi.h"
#include "view_resource.h"
#include "web/page_paper.h"

enum { PAPERS_OFFERED = 100 };

static const char *const sources[] = {
    "public", "firm", "residents_money", "residents_land", "residents_labour", "other", NULL
};

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "paper", .kind = HN_ID, .label = "resource.paper" },
    { .name = "project", .kind = HN_TEXT, .max = 300, .label = "resource.project" },
    { .name = "source", .kind = HN_CHOICE, .choices = sources, .label = "resource.source" },
    { .name = "from", .kind = HN_DAY, .label = "resource.from" },
    { .name = "to", .kind = HN_DAY, .label = "resource.to" },
    { 0 },
};
const struct hn_form hn_form_resources = { .fields = fields, .again = hn_page_resources };

const char *
hn_resource_text(struct hn_arena *a, enum hn_lang lang, const char *source, int64_t amount)
{
    const char *key = strcmp(source, "residents_land") == 0     ? "resource.in_m2"
                      : strcmp(source, "residents_labour") == 0 ? "resource.in_days"
                                                                : "resource.in_dong";

    return hn_words_fill(a, lang, key, hn_vi_int(a, amount, lang == HN_EN), "");
}

/* --- the list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_resource, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "resource.id", .kind = HN_COL_ID },
    { COLUMN(on), .label = "resource.on", .kind = HN_COL_DAY, .href = "/nguon-luc/{id}" },
    { COLUMN(source), .label = "resource.source", .kind = HN_COL_WORD, .words = "resource_source." },
    { COLUMN(amount), .label = "resource.amount", .kind = HN_COL_INT },
    { COLUMN(worth_dong), .label = "resource.worth_dong", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(project), .label = "resource.project", .kind = HN_COL_TEXT },
    { COLUMN(paper_number), .label = "resource.paper", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(said_by), .label = "resource.said_by", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(note), .label = "resource.note", .kind = HN_COL_TEXT, .files_only = true },
};
#undef COLUMN

static void
take_row(void *sink, const struct hn_resource *r)
{
    hn_emit(sink, r);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_resource_list(c, ask->filter, ask->offset, ask->stream ? 0 : ask->limit, take_row, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_resource_count(c, filter, out);
}

const struct hn_list hn_list_resource = {
    .name = "nguon-luc",
    .caption = "resource.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_resource),
    .rows = list_rows,
    .total = list_total,
};

/* --- totals --- */

static const char *
query_of(struct hn_req *q, const struct hn_resource_filter *f)
{
    struct hn_arena *a = q->ctx.arena;
    const char *paper = f->paper.v ? hn_print(a, "&paper=%lld", (long long)f->paper.v) : "";
    const char *source = *f->source ? hn_print(a, "&source=%s", f->source) : "";
    const char *from = f->from > HN_DAY_START ? hn_print(a, "&from=%s", hn_day_iso(a, f->from)) : "";
    const char *to = f->to < HN_DAY_OPEN ? hn_print(a, "&to=%s", hn_day_iso(a, f->to)) : "";

    return hn_print(a, "%s%s%s%s", paper, source, from, to);
}

enum hn_rc
hn_page_resources(struct hn_req *q)
{
    static const struct hn_view view = { .title = "resource.title",
                                         .section = "work",
                                         .html = hn_view_resources_any,
                                         .json = hn_json_resources_any,
                                         .dated = true };
    struct hn_resources_page p = { .q = q, .known = q->ctx.known };
    struct hn_resource_filter *f = &p.filter;
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;
    f->within = stand.unit.id;
    f->paper.v = hn_form_id(q, "paper");
    f->project = hn_form_text(q, "project");
    f->source = hn_form_text(q, "source");
    f->from = hn_form_has(q, "from") ? hn_form_day(q, "from") : HN_DAY_START;
    f->to = hn_form_has(q, "to") ? hn_form_day(q, "to") : HN_DAY_OPEN;
    p.query = query_of(q, f);
    p.filtered = *p.query || *f->project;
    if (hn_list_answer(q, &hn_list_resource, f, &p.list, &rc) || rc)
        return rc;
    rc = hn_resource_sums(&q->ctx, f, &p.sum, &p.children, &p.child_count);
    if (rc)
        return rc;
    p.may_enter = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- one entry, a new one --- */

/* Papers in force that the unit keeps or was sent. */
static enum hn_rc
offer_papers(struct hn_req *q, struct hn_resource_page *p)
{
    const struct hn_paper_filter f = { .within = p->unit->id, .state = "issued" };
    struct hn_option *papers;
    enum hn_rc rc = hn_papers_offered(q, &f, PAPERS_OFFERED, &papers, &p->paper_count);

    p->papers = papers;
    return rc;
}

static const struct hn_field asked_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "paper", .kind = HN_ID, .label = "resource.paper" },
    { 0 },
};
const struct hn_form hn_form_resource_asked = { .fields = asked_fields, .again = hn_page_resource_new };

#define ENTRY_FIELDS                                                                                         \
    { .name = "paper", .kind = HN_ID, .label = "resource.paper" },                                           \
        { .name = "project", .kind = HN_TEXT, .max = 300, .label = "resource.project" },                     \
        { .name = "source",                                                                                  \
          .kind = HN_CHOICE,                                                                                 \
          .choices = sources,                                                                                \
          .required = true,                                                                                  \
          .label = "resource.source" },                                                                      \
        { .name = "amount",                                                                                  \
          .kind = HN_INT,                                                                                    \
          .low = 1,                                                                                          \
          .high = 1000000000000000,                                                                          \
          .required = true,                                                                                  \
          .label = "resource.amount" },                                                                      \
        { .name = "worth_dong",                                                                              \
          .kind = HN_INT,                                                                                    \
          .low = 0,                                                                                          \
          .high = 1000000000000000,                                                                          \
          .label = "resource.worth_dong" },                                                                  \
        { .name = "on", .kind = HN_DAY, .required = true, .label = "resource.on" },                          \
        { .name = "said_by", .kind = HN_TEXT, .max = 300, .required = true, .label = "resource.said_by" },   \
        { .name = "note", .kind = HN_LONG_TEXT, .max = 2000, .label = "resource.note" },                     \
    {                                                                                                        \
        0                                                                                                    \
    }
static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" }, ENTRY_FIELDS
};
const struct hn_form hn_form_resource_new = { .fields = new_fields, .again = hn_page_resource_new };
static const struct hn_field correct_fields[] = { ENTRY_FIELDS };
const struct hn_form hn_form_resource_correct = { .fields = correct_fields, .again = hn_page_resource };

static struct hn_resource
read_entry(struct hn_req *q)
{
    return (struct hn_resource){
        .paper = { hn_form_id(q, "paper") },
        .project = hn_form_text(q, "project"),
        .source = hn_form_text(q, "source"),
        .amount = hn_form_int(q, "amount"),
        .worth_dong = hn_form_int(q, "worth_dong"),
        .on = hn_form_day(q, "on"),
        .said_by = hn_form_text(q, "said_by"),
        .note = hn_form_text(q, "note"),
    };
}

enum hn_rc
hn_page_resource_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "resource.new",
                                         .section = "work",
                                         .html = hn_view_resource_new_any,
                                         .json = hn_json_resource_new_any };
    struct hn_resource_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = offer_papers(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_resource_add(struct hn_req *q)
{
    struct hn_resource in = read_entry(q);
    int64_t id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    if (!rc)
        rc = hn_resource_put(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.resource_entered", "/nguon-luc/%lld", (long long)id);
}

static enum hn_rc
entry_of_path(struct hn_req *q, int64_t *id)
{
    return hn_parse_i64(hn_path_text(q, "resource"), 1, INT64_MAX, id)
               ? HN_OK
               : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_page_resource(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "resource.one", .section = "work", .html = hn_view_resource_any, .json = hn_json_resource_any
    };
    struct hn_resource_page p = { .q = q };
    struct hn_unit unit = { 0 };
    int64_t id;
    enum hn_rc rc = entry_of_path(q, &id);

    /* An entry is shown with all it ever said; whatever date was looked at before. */
    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    if (!rc)
        rc = hn_resource_history(&q->ctx, id, &p.rows, &p.row_count);
    if (!rc)
        rc = hn_unit_get(&q->ctx, p.rows[0].unit, &unit);
    if (rc)
        return rc;
    p.unit = &unit;
    p.standing = p.rows[0].known_to == HN_TIME_OPEN;
    p.may_correct = p.standing && hn_unit_may(q, HN_MAY_DIRECT, unit.id);
    if (p.may_correct)
        rc = offer_papers(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_resource_correct(struct hn_req *q)
{
    struct hn_resource in = read_entry(q);
    int64_t id = 0;
    enum hn_rc rc = entry_of_path(q, &in.id);

    if (!rc)
        rc = hn_resource_put(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.resource_corrected", "/nguon-luc/%lld", (long long)id);
}

static const struct hn_field none[] = { { 0 } };
const struct hn_form hn_form_resource_remove = { .fields = none, .again = hn_page_resource };

enum hn_rc
hn_page_resource_remove(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = entry_of_path(q, &id);

    if (!rc)
        rc = hn_resource_remove(&q->ctx, id);
    return rc ? rc : hn_redirect_done(q, "done.resource_removed", "/nguon-luc/%lld", (long long)id);
}
