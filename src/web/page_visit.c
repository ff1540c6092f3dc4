/* page_visit.c: visits as a list, and one visit with its note. Planning is page_visit_plan.c's. */
#include "web/page_visit.h"

#include <string.h>

#include "base/num.h"
#include "rule/rule.h"
#include "view_visit.h"

static const char *const states[] = { "planned", "attended", "missed", "cancelled", NULL };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "thang", .kind = HN_TEXT, .max = 10, .label = "visit.month" },
    { .name = "trang-thai", .kind = HN_CHOICE, .choices = states, .label = "visit.state" },
    { .name = "cua-toi", .kind = HN_FLAG, .label = "visit.mine" },
    { 0 },
};
const struct hn_form hn_form_visits = { .fields = fields, .again = hn_page_visits };

/* --- the list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_visit_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(month), .label = "visit.month", .kind = HN_COL_MONTH, .href = "/du-hop/{id}" },
    { COLUMN(unit_name), .label = "field.cell", .kind = HN_COL_TEXT },
    { COLUMN(unit_code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(person_name), .label = "visit.person", .kind = HN_COL_TEXT },
    { COLUMN(person_code), .label = "field.person", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(state), .label = "visit.state", .kind = HN_COL_WORD, .words = "visit_state.", .tag = true },
    { COLUMN(meeting_day), .label = "visit.meeting_day", .kind = HN_COL_DAY, .wide_only = true },
};
#undef COLUMN

static void
take_visit(void *sink, const struct hn_visit *v)
{
    struct hn_emitting *e = sink;
    const struct hn_visit_row row = {
        .id = v->id,
        .month = hn_month_iso(e->c->arena, v->month),
        .unit_code = v->unit_code,
        .unit_name = v->unit_name,
        .person_code = v->person_code,
        .person_name = v->person_name,
        .state = v->state,
        .note = v->note,
        .meeting_day = v->meeting.v ? v->meeting_day : HN_DAY_OPEN,
    };

    hn_emit(e, &row);
}

static enum hn_rc
visit_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_visit_list(c, ask->filter, ask->offset, ask->limit, take_visit, &e);
}

static enum hn_rc
visit_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_visit_count(c, filter, out);
}

const struct hn_list hn_list_visit = {
    .name = "du-hop",
    .caption = "visit.title",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_visit_row),
    .rows = visit_rows,
    .total = visit_total,
};

/* --- the page of the list --- */

static enum hn_rc
read_month(struct hn_req *q, struct hn_visits_page *p, struct hn_visit_filter *f)
{
    const char *text = hn_form_text(q, "thang");
    int64_t month = hn_month_of(q->ctx.on);

    p->month = "";
    p->year = month / 12;
    f->month_from = p->year * 12;
    f->month_to = f->month_from + 11;
    if (!*text)
        return HN_OK;
    if (!hn_month_parse(text, &month))
        return hn_fail(&q->ctx, HN_INVALID, "thang", "month.shape");
    p->month = hn_month_iso(q->ctx.arena, month);
    p->year = month / 12;
    f->month_from = f->month_to = month;
    return HN_OK;
}

enum hn_rc
hn_page_visits(struct hn_req *q)
{
    static const struct hn_view view = { .title = "visit.title",
                                         .section = "meetings",
                                         .html = hn_view_visits_any,
                                         .json = hn_json_visits_any,
                                         .dated = true };
    struct hn_visits_page p = { .q = q, .known = q->ctx.known };
    struct hn_visit_filter f = { .state = hn_form_text(q, "trang-thai") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_or_own(q, &p.has_person, &p.mine, &stand);

    if (!rc)
        rc = read_month(q, &p, &f);
    if (rc)
        return rc;
    p.unit = p.mine ? NULL : &stand.unit;
    f.mine = p.mine;
    f.within.v = p.unit ? p.unit->id.v : 0;
    if (hn_list_answer(q, &hn_list_visit, &f, &p.list, &rc) || rc)
        return rc;
    p.may_plan = p.unit && hn_unit_may(q, HN_MAY_MONITOR, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- one visit --- */

static const struct hn_field note_fields[] = {
    { .name = "note", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "visit.note" },
    { 0 },
};
const struct hn_form hn_form_visit_note = { .fields = note_fields,
                                            .again = hn_page_visit,
                                            .versioned = true };
static const struct hn_field cancel_fields[] = {
    { .name = "why", .kind = HN_TEXT, .required = true, .max = 300, .label = "visit.why" },
    { 0 },
};
const struct hn_form hn_form_visit_cancel = { .fields = cancel_fields, .again = hn_page_visit };

static enum hn_rc
visit_of_path(struct hn_req *q, int64_t *id)
{
    if (!hn_parse_i64(hn_path_text(q, "visit"), 1, INT64_MAX, id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return HN_OK;
}

enum hn_rc
hn_page_visit(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "visit.one", .section = "meetings", .html = hn_view_visit_any, .json = hn_json_visit_any
    };
    struct hn_visit_page p = { .q = q };
    struct hn_person_id own = { 0 };
    int64_t id;
    enum hn_rc rc = visit_of_path(q, &id);

    if (!rc)
        rc = hn_visit_get(&q->ctx, id, &p.visit);
    if (!rc)
        rc = hn_access_person(&q->ctx, &own);
    if (rc)
        return rc;
    bool may = hn_unit_may(q, HN_MAY_MONITOR, p.visit.unit);
    bool attended = strcmp(p.visit.state, "attended") == 0;

    p.month = hn_month_text(q->ctx.arena, p.visit.month);
    p.may_note = attended && (may || (own.v && own.v == p.visit.person.v));
    p.may_cancel = may && !attended && strcmp(p.visit.state, "cancelled") != 0;
    p.may_cell = hn_unit_may(q, HN_MAY_READ_MEETING, p.visit.unit);
    return hn_show(q, &view, &p, p.visit.unit_name);
}

enum hn_rc
hn_page_visit_note(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = visit_of_path(q, &id);

    if (!rc)
        rc = hn_visit_note(&q->ctx, id, hn_form_row_version(q), hn_form_text(q, "note"));
    return rc ? rc : hn_redirect_done(q, "done.visit_noted", "/du-hop/%lld", (long long)id);
}

enum hn_rc
hn_page_visit_cancel(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = visit_of_path(q, &id);

    if (!rc)
        rc = hn_visit_cancel(&q->ctx, id, hn_form_text(q, "why"));
    return rc ? rc : hn_redirect_done(q, "done.visit_cancelled", "/du-hop/%lld", (long long)id);
}
