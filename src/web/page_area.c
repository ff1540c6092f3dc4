/* page_area.c: the book of areas of a unit: the list with what is lacking, who carries how many, what changed, and all
 * areas of one person. One area: page_area_one.c. */
#include "web/page_area.h"

#include <string.h>

#include "person/person.h"
#include "place/place.h"
#include "rule/rule.h"
#include "view_area.h"

const char *const hn_area_whats[] = { "gap", "no_note", NULL };
static const char *const kinds[] = { "village", "household_group", "firm", "other", NULL };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "loai", .kind = HN_CHOICE, .choices = kinds, .label = "area.kind" },
    { .name = "thieu", .kind = HN_CHOICE, .choices = hn_area_whats, .label = "area.lacking" },
    { .name = "tim", .kind = HN_TEXT, .max = 100, .label = "area.words" },
    { .name = "noi", .kind = HN_CODE, .label = "area.place" },
    { .name = "cua-toi", .kind = HN_FLAG, .label = "area.mine" },
    { 0 },
};
const struct hn_form hn_form_areas = { .fields = fields, .again = hn_page_areas };

/* --- the list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_area_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(name), .label = "area.name", .kind = HN_COL_TEXT, .href = "/phu-trach/{id}" },
    { COLUMN(kind), .label = "area.kind", .kind = HN_COL_WORD, .words = "area_kind.", .wide_only = true },
    { COLUMN(in_charge), .label = "area.in_charge", .kind = HN_COL_TEXT },
    { COLUMN(leads), .label = "area.leads", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(helpers), .label = "area.helpers", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(place_name), .label = "area.place", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(place_code), .label = "area.place_code", .kind = HN_COL_TEXT, .files_only = true },
    { .name = "valid_from",
      .offset = offsetof(struct hn_area_row, from),
      .label = "field.from",
      .kind = HN_COL_DAY,
      .wide_only = true },
    { .name = "valid_to",
      .offset = offsetof(struct hn_area_row, to),
      .label = "field.last_day",
      .kind = HN_COL_LAST,
      .files_only = true },
};
#undef COLUMN

static void
take_area(void *sink, const struct hn_area *a)
{
    struct hn_emitting *e = sink;
    const struct hn_area_row row = {
        .id = a->id,
        .leads = a->leads,
        .helpers = a->helpers,
        .unit_code = a->unit_code,
        .unit_name = a->unit_name,
        .kind = a->kind,
        .name = a->name,
        .place_code = a->place_code,
        .place_name = a->place_name,
        .in_charge = a->in_charge,
        .from = a->from,
        .to = a->to,
    };

    hn_emit(e, &row);
}

static enum hn_rc
area_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_area_list(c, ask->filter, ask->offset, ask->limit, take_area, &e);
}

static enum hn_rc
area_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_area_count(c, filter, out);
}

const struct hn_list hn_list_area = {
    .name = "phu-trach",
    .caption = "area.title",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_area_row),
    .rows = area_rows,
    .total = area_total,
};

/* --- the book --- */

enum hn_rc
hn_page_areas(struct hn_req *q)
{
    static const struct hn_view view = { .title = "area.title",
                                         .section = "work",
                                         .html = hn_view_areas_any,
                                         .json = hn_json_areas_any,
                                         .dated = true };
    struct hn_areas_page p = { .q = q, .known = q->ctx.known, .what = hn_form_text(q, "thieu") };
    struct hn_area_filter f = { .what = p.what,
                                .kind = hn_form_text(q, "loai"),
                                .words = hn_form_text(q, "tim") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_or_own(q, &p.has_person, &p.mine, &stand);

    if (!rc && *hn_form_text(q, "noi"))
        rc = hn_place_find(&q->ctx, hn_form_text(q, "noi"), &f.place);
    if (rc)
        return rc;
    p.unit = p.mine ? NULL : &stand.unit;
    f.mine = p.mine;
    f.within.v = p.unit ? p.unit->id.v : 0;
    if (hn_list_answer(q, &hn_list_area, &f, &p.list, &rc) || rc)
        return rc;
    if (p.unit)
        rc = hn_area_sum(&q->ctx, p.unit->id, &p.sum);
    if (rc)
        return rc;
    p.may_direct = p.unit && hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- who carries how many --- */

static const struct hn_field people_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "qua-tai", .kind = HN_FLAG, .label = "area.over" },
    { 0 },
};
const struct hn_form hn_form_area_people = { .fields = people_fields, .again = hn_page_area_people };

/* Most first, so those who carry too many stand in front. */
static void
keep_over(struct hn_area_people_page *p)
{
    size_t n = 0;

    while (n < p->count && p->loads[n].over)
        n++;
    p->count = n;
}

enum hn_rc
hn_page_area_people(struct hn_req *q)
{
    static const struct hn_view view = { .title = "area.people",
                                         .section = "work",
                                         .html = hn_view_area_people_any,
                                         .json = hn_json_area_people_any,
                                         .dated = true };
    struct hn_area_people_page p = { .q = q, .known = q->ctx.known, .over = hn_form_flag(q, "qua-tai") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_area_loads(&q->ctx, p.unit->id, &p.loads, &p.count);
    if (rc)
        return rc;
    if (p.over)
        keep_over(&p);
    return hn_show(q, &view, &p, NULL);
}

/* --- what changed --- */

static const struct hn_field changes_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "tu", .kind = HN_DAY, .label = "field.from" },
    { .name = "den", .kind = HN_DAY, .label = "field.last_day" },
    { 0 },
};
const struct hn_form hn_form_area_changes = { .fields = changes_fields, .again = hn_page_area_changes };

enum hn_rc
hn_page_area_changes(struct hn_req *q)
{
    static const struct hn_view view = { .title = "area.changes",
                                         .section = "work",
                                         .html = hn_view_area_changes_any,
                                         .json = hn_json_area_changes_any,
                                         .dated = true };
    struct hn_area_changes_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, &stand);

    /* Unasked: the year up to the day shown. */
    p.unit = &stand.unit;
    p.to = hn_form_has(q, "den") ? hn_form_day(q, "den") + 1 : q->ctx.on + 1;
    p.from = hn_form_has(q, "tu") ? hn_form_day(q, "tu") : hn_month_first(hn_month_of(p.to - 1) - 11);
    if (!rc && p.from >= p.to)
        rc = hn_fail(&q->ctx, HN_INVALID, "den", "fact.days");
    if (!rc)
        rc = hn_area_changes(&q->ctx, p.unit->id, p.from, p.to, &p.changes, &p.count);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* --- from the person --- */

enum hn_rc
hn_page_area_person(struct hn_req *q)
{
    static const struct hn_view view = { .title = "area.of_person",
                                         .section = "work",
                                         .html = hn_view_area_person_any,
                                         .json = hn_json_area_person_any,
                                         .dated = true };
    struct hn_area_person_page p = { .q = q, .known = q->ctx.known };
    struct hn_person_id id = { hn_path_id(q, "person") };
    struct hn_person person;
    enum hn_rc rc = hn_charges_of_person(&q->ctx, id, &p.charges, &p.count);

    if (!rc)
        rc = hn_person_get(&q->ctx, id, &person);
    if (rc)
        return rc;
    p.code = person.code;
    p.name = person.basic.full_name;
    return hn_show(q, &view, &p, p.name);
}
