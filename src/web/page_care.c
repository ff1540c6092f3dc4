/* page_care.c: the rows behind each count of what needs care: units, or members. */
#include <string.h>

#include "view_overview.h"
#include "web/page_overview.h"

static const char *const questions[] = { "no_secretary",     "probation_over", "small_cells",
                                         "small_committees", "gaps",           NULL };

static const struct hn_field fields[] = {
    { .name = "muc", .kind = HN_CHOICE, .choices = questions, .label = "care.which" },
    { 0 },
};
const struct hn_form hn_form_care = { .fields = fields, .again = hn_page_care };

struct care_filter {
    const char *which;
    struct hn_unit_id within;
};

/* --- units --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_care_unit, field)
static const struct hn_column unit_columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT, .href = "/to-chuc/{code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "unit_kind.", .wide_only = true },
    { .name = "members",
      .offset = offsetof(struct hn_care_unit, number),
      .label = "care.number",
      .kind = HN_COL_INT },
};
#undef COLUMN

static void
take_unit(void *sink, const struct hn_care_unit *u)
{
    hn_emit(sink, u);
}

static enum hn_rc
unit_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct care_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_care_units(c, f->which, f->within, ask->offset, ask->limit, take_unit, &e);
}

static enum hn_rc
unit_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct care_filter *f = filter;

    return hn_care_unit_count(c, f->which, f->within, out);
}

const struct hn_list hn_list_care_unit = {
    .name = "can-chu-y",
    .caption = "care.title",
    .columns = unit_columns,
    .column_count = sizeof unit_columns / sizeof unit_columns[0],
    .row_size = sizeof(struct hn_care_unit),
    .rows = unit_rows,
    .total = unit_total,
};

/* --- persons --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_care_person, field)
static const struct hn_column person_columns[] = {
    { COLUMN(full_name), .label = "field.full_name", .kind = HN_COL_TEXT, .href = "/dang-vien/{code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_name), .label = "field.cell", .kind = HN_COL_TEXT, .href = "/to-chuc/{unit_code}" },
    { COLUMN(unit_code), .label = "care.unit_code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(since), .label = "care.since", .kind = HN_COL_DAY },
};
#undef COLUMN

static void
take_person(void *sink, const struct hn_care_person *p)
{
    hn_emit(sink, p);
}

static enum hn_rc
person_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct care_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);
    /* A file of persons holds only those the actor may take away. */
    enum hn_rc rc = HN_OK;

    if (ask->stream)
        rc = f->within.v ? hn_need(c, HN_MAY_EXPORT, f->within) : hn_access_anywhere(c, HN_MAY_EXPORT);

    return rc ? rc : hn_care_persons(c, f->which, f->within, ask->offset, ask->limit, take_person, &e);
}

static enum hn_rc
person_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct care_filter *f = filter;

    return hn_care_person_count(c, f->which, f->within, out);
}

const struct hn_list hn_list_care_person = {
    .name = "can-chu-y-dang-vien",
    .caption = "care.title",
    .columns = person_columns,
    .column_count = sizeof person_columns / sizeof person_columns[0],
    .persons = true,
    .row_size = sizeof(struct hn_care_person),
    .rows = person_rows,
    .total = person_total,
};

/* --- the page --- */

enum hn_rc
hn_page_care(struct hn_req *q)
{
    static const struct hn_view view = { .title = "care.title_of",
                                         .section = "overview",
                                         .html = hn_view_care_any,
                                         .json = hn_json_care_any,
                                         .dated = true };
    struct hn_care_page p = { .q = q, .known = q->ctx.known, .which = hn_form_text(q, "muc") };
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    if (hn_form_fault(q, "muc") || !*p.which)
        p.which = questions[0];
    p.unit = &stand.unit;
    p.persons = strcmp(p.which, "gaps") == 0 || strcmp(p.which, "probation_over") == 0;
    struct care_filter f = { p.which, p.unit->id };
    const struct hn_list *list = p.persons ? &hn_list_care_person : &hn_list_care_unit;

    if (!rc && hn_list_answer(q, list, &f, &p.list, &rc))
        return rc;
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "care.title"), &ancestors);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}
