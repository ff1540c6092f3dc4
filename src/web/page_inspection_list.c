/* page_inspection_list.c: inspections as a list with their sums by unit, and the year's programmes (page_inspection.h). */
#include <string.h>

#include "base/num.h"
#include "person/person.h"
#include "rule/rule.h"
#include "view_inspection.h"
#include "web/page_inspection.h"

const char *const hn_inspection_whats[] = { "open",          "overdue", "concluded", "remedies",
                                            "remedies_late", "mine",    "team",      NULL };
static const char *const kinds[] = { "inspection", "supervision", NULL };
static const char *const states[] = { "decided", "reporting", "verifying", "concluded", "archived", NULL };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "loai", .kind = HN_CHOICE, .choices = kinds, .label = "inspection.kind" },
    { .name = "trang-thai", .kind = HN_CHOICE, .choices = states, .label = "inspection.state" },
    { .name = "xem", .kind = HN_CHOICE, .choices = hn_inspection_whats, .label = "inspection.what" },
    { .name = "nam", .kind = HN_INT, .low = 1930, .high = 2199, .label = "inspection.year" },
    { 0 },
};
const struct hn_form hn_form_inspections = { .fields = fields, .again = hn_page_inspections };

/* --- the list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_inspection_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(decision), .label = "inspection.decision", .kind = HN_COL_TEXT, .href = "/kiem-tra/{id}" },
    { COLUMN(subject_name), .label = "inspection.subject", .kind = HN_COL_TEXT },
    { COLUMN(subject_code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(kind), .label = "inspection.kind", .kind = HN_COL_WORD, .words = "inspection_kind.",
      .wide_only = true },
    { COLUMN(state), .label = "inspection.state", .kind = HN_COL_WORD, .words = "inspection_state.",
      .tag = true },
    { COLUMN(decided_on), .label = "inspection.decided_on", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(due), .label = "inspection.due", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(concluded_on), .label = "inspection.concluded_on", .kind = HN_COL_DAY, .files_only = true },
    { COLUMN(overdue), .label = "inspection.overdue", .kind = HN_COL_BOOL },
    { COLUMN(findings), .label = "inspection.findings", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(remedies_open), .label = "inspection.remedies_open", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(remedies_late), .label = "inspection.remedies_late", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(unit_name), .label = "inspection.unit", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_code), .label = "inspection.unit_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(mine), .label = "inspection.mine", .kind = HN_COL_BOOL, .files_only = true },
};
#undef COLUMN

static void
take_inspection(void *sink, const struct hn_inspection *i)
{
    const struct hn_inspection_row row = { .id = i->id,
                                           .findings = i->findings,
                                           .remedies_open = i->remedies_open,
                                           .remedies_late = i->remedies_late,
                                           .decision = i->decision,
                                           .kind = i->kind,
                                           .subject_code = i->subject_code,
                                           .subject_name = i->subject_name,
                                           .unit_code = i->unit_code,
                                           .unit_name = i->unit_name,
                                           .state = i->state,
                                           .decided_on = i->decided_on,
                                           .due = i->due,
                                           .concluded_on = i->concluded_on,
                                           .overdue = i->overdue,
                                           .mine = i->mine };

    hn_emit(sink, &row);
}

static enum hn_rc
inspection_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_inspection_list(c, ask->filter, ask->offset, ask->limit, take_inspection, &e);
}

static enum hn_rc
inspection_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_inspection_count(c, filter, out);
}

const struct hn_list hn_list_inspection = {
    .name = "kiem-tra",
    .caption = "inspection.title",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_inspection_row),
    .rows = inspection_rows,
    .total = inspection_total,
};

/* Whoever inspects nowhere sees those about himself and those of whose team he is. */
static enum hn_rc
choose_unit(struct hn_req *q, struct hn_inspections_page *p, struct hn_unit_stand *stand)
{
    enum hn_rc rc = hn_access_allows(&q->ctx, HN_MAY_INSPECT, HN_NO_RECORD, HN_GROUP_BASIC);

    if (rc == HN_DENIED || rc == HN_NOT_FOUND)
        return HN_OK;
    if (!rc)
        rc = hn_unit_asked(q, HN_MAY_INSPECT, stand);
    p->unit = &stand->unit;
    return rc;
}

enum hn_rc
hn_page_inspections(struct hn_req *q)
{
    static const struct hn_view view = { .title = "inspection.title",
                                         .section = "meetings",
                                         .html = hn_view_inspections_any,
                                         .json = hn_json_inspections_any,
                                         .dated = true };
    struct hn_inspections_page p = { .q = q, .known = q->ctx.known, .what = hn_form_text(q, "xem") };
    struct hn_inspection_filter f = { .kind = hn_form_text(q, "loai"),
                                      .state = hn_form_text(q, "trang-thai"),
                                      .what = p.what };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = choose_unit(q, &p, &stand);

    if (rc)
        return rc;
    p.year = hn_form_int(q, "nam");
    f.year = (int)p.year;
    f.within.v = p.unit && strcmp(p.what, "mine") != 0 && strcmp(p.what, "team") != 0 ? p.unit->id.v : 0;
    if (hn_list_answer(q, &hn_list_inspection, &f, &p.list, &rc) || rc)
        return rc;
    if (p.unit)
        rc = hn_inspection_sums(&q->ctx, p.unit->id, &p.sum, &p.children, &p.child_count);
    if (rc)
        return rc;
    p.may_decide = p.unit && hn_unit_may(q, HN_MAY_INSPECT, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- what is named by code --- */

enum hn_rc
hn_inspection_person(struct hn_req *q, const char *field, struct hn_person_id *out)
{
    const char *code = hn_form_text(q, field);
    enum hn_rc rc = *code ? hn_person_find(&q->ctx, code, out) : HN_OK;

    if (!*code)
        out->v = 0;
    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, field, "person.not_found") : rc;
}

enum hn_rc
hn_inspection_unit(struct hn_req *q, const char *field, struct hn_unit_id *out)
{
    const char *code = hn_form_text(q, field);
    enum hn_rc rc = *code ? hn_unit_find(&q->ctx, code, out) : HN_OK;

    if (!*code)
        out->v = 0;
    return rc == HN_NOT_FOUND ? hn_fail_arg(&q->ctx, HN_INVALID, field, "tree.not_found", code) : rc;
}

/* --- programmes --- */

static const struct hn_field of_unit[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_programmes = { .fields = of_unit, .again = hn_page_programmes };
static const struct hn_field programme_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "year",
      .kind = HN_INT,
      .required = true,
      .low = 1930,
      .high = 2199,
      .label = "inspection.year" },
    { .name = "title", .kind = HN_TEXT, .required = true, .max = 300, .label = "programme.name" },
    { 0 },
};
const struct hn_form hn_form_programme_new = { .fields = programme_fields, .again = hn_page_programmes };

enum hn_rc
hn_page_programmes(struct hn_req *q)
{
    static const struct hn_view view = { .title = "programme.title",
                                         .section = "meetings",
                                         .html = hn_view_programmes_any,
                                         .json = hn_json_programmes_any,
                                         .dated = true };
    struct hn_programmes_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_INSPECT, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_programmes(&q->ctx, p.unit->id, &p.list, &p.count);
    if (rc)
        return rc;
    p.year = hn_date_of(q->ctx.today).year;
    p.may_add = hn_unit_may(q, HN_MAY_INSPECT, p.unit->id);
    hn_crumb(q, hn_text(q->ctx.lang, "inspection.title"), "/kiem-tra");
    hn_crumb(q, hn_text(q->ctx.lang, "programme.title"), NULL);
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_programme_add(struct hn_req *q)
{
    struct hn_programme in = { .year = (int)hn_form_int(q, "year"), .title = hn_form_text(q, "title") };
    int64_t id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    if (!rc)
        rc = hn_programme_put(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.programme", "/kiem-tra/chuong-trinh/%lld", (long long)id);
}

static enum hn_rc
programme_of_path(struct hn_req *q, int64_t *id)
{
    if (!hn_parse_i64(hn_path_text(q, "programme"), 1, INT64_MAX, id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return HN_OK;
}

static const struct hn_field item_fields[] = {
    { .name = "kind", .kind = HN_CHOICE, .choices = kinds, .required = true, .label = "inspection.kind" },
    { .name = "subject_unit", .kind = HN_CODE, .label = "inspection.subject_unit" },
    { .name = "subject_person", .kind = HN_CODE, .label = "inspection.subject_person" },
    { .name = "month", .kind = HN_TEXT, .required = true, .max = 10, .label = "programme.month" },
    { .name = "content", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "inspection.content" },
    { 0 },
};
const struct hn_form hn_form_programme_item = { .fields = item_fields, .again = hn_page_programme };
static const struct hn_field item_end_fields[] = {
    { .name = "item", .kind = HN_ID, .required = true, .label = "programme.item" },
    { 0 },
};
const struct hn_form hn_form_programme_item_end = { .fields = item_end_fields, .again = hn_page_programme };
static const struct hn_field approve_fields[] = {
    { .name = "on", .kind = HN_DAY, .required = true, .label = "programme.approved_on" },
    { .name = "paper", .kind = HN_ID, .label = "programme.paper" },
    { 0 },
};
const struct hn_form hn_form_programme_approve = { .fields = approve_fields, .again = hn_page_programme };

enum hn_rc
hn_page_programme(struct hn_req *q)
{
    static const struct hn_view view = { .title = "programme.one",
                                         .section = "meetings",
                                         .html = hn_view_programme_any,
                                         .json = hn_json_programme_any };
    struct hn_programme_page p = { .q = q };
    int64_t id;
    enum hn_rc rc = programme_of_path(q, &id);

    if (!rc)
        rc = hn_programme_get(&q->ctx, id, &p.g, &p.items, &p.count);
    if (rc)
        return rc;
    p.draft = strcmp(p.g.state, "draft") == 0;
    hn_crumb(q, hn_text(q->ctx.lang, "inspection.title"), "/kiem-tra");
    hn_crumb(q, hn_text(q->ctx.lang, "programme.title"), "/kiem-tra/chuong-trinh");
    hn_crumb(q, p.g.title, NULL);
    return hn_show(q, &view, &p, p.g.title);
}

enum hn_rc
hn_page_programme_item_add(struct hn_req *q)
{
    struct hn_programme_item in = { .kind = hn_form_text(q, "kind"), .content = hn_form_text(q, "content") };
    int64_t id;
    enum hn_rc rc = programme_of_path(q, &id);

    if (!rc && !hn_month_parse(hn_form_text(q, "month"), &in.month))
        rc = hn_fail(&q->ctx, HN_INVALID, "month", "month.shape");
    if (!rc)
        rc = hn_inspection_unit(q, "subject_unit", &in.unit);
    if (!rc)
        rc = hn_inspection_person(q, "subject_person", &in.person);
    if (!rc)
        rc = hn_programme_item_put(&q->ctx, id, &in, NULL);
    return rc ? rc : hn_redirect_done(q, "done.programme_item", "/kiem-tra/chuong-trinh/%lld", (long long)id);
}

enum hn_rc
hn_page_programme_item_remove(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = programme_of_path(q, &id);

    if (!rc)
        rc = hn_programme_item_remove(&q->ctx, id, hn_form_id(q, "item"));
    return rc ? rc
              : hn_redirect_done(q, "done.programme_item_end", "/kiem-tra/chuong-trinh/%lld", (long long)id);
}

enum hn_rc
hn_page_programme_approve(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = programme_of_path(q, &id);

    if (!rc)
        rc = hn_programme_approve(&q->ctx, id, hn_form_id(q, "paper"), hn_form_day(q, "on"));
    return rc ? rc
              : hn_redirect_done(q, "done.programme_approved", "/kiem-tra/chuong-trinh/%lld", (long long)id);
}
