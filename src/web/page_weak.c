/* page_weak.c: cells that need help: those for which a plan is proposed and those that have one; the plan with its steps
 * and reviews until it is closed (page_score.h).
 *
 * A list proposes, a person decides. Not for: scores (page_score.c).
 */
#include <string.h>

#include "base/num.h"
#include "person/person.h"
#include "view_score.h"
#include "web/page_score.h"
#include "web/page_unit.h"

enum { MONTHS_SHOWN = 12 };

const char *const hn_weak_notes[] = { "step", "done", "review", NULL };

static const struct hn_field list_fields[] = {
    { .name = "within", .kind = HN_CODE, .label = "unit.within" },
    { 0 },
};
const struct hn_form hn_form_weak = { .fields = list_fields, .again = hn_page_weak };

static const struct hn_field new_fields[] = {
    { .name = "reason", .kind = HN_CHOICE, .choices = hn_weak_reasons },
    { 0 },
};
const struct hn_form hn_form_weak_new = { .fields = new_fields, .again = hn_page_weak_new };

static const struct hn_field open_fields[] = {
    { .name = "reason", .kind = HN_CHOICE, .choices = hn_weak_reasons, .required = true },
    { .name = "goal", .kind = HN_LONG_TEXT, .max = 4000, .required = true, .label = "weak.goal" },
    { .name = "responsible", .kind = HN_CODE, .required = true, .label = "weak.responsible" },
    { .name = "review_on", .kind = HN_DAY, .required = true, .label = "weak.review_on" },
    { 0 },
};
const struct hn_form hn_form_weak_open = { .fields = open_fields, .again = hn_page_weak_new };

static const struct hn_field note_fields[] = {
    { .name = "what", .kind = HN_CHOICE, .choices = hn_weak_notes, .required = true, .label = "weak.what" },
    { .name = "text", .kind = HN_LONG_TEXT, .max = 4000, .required = true, .label = "weak.text" },
    { .name = "due", .kind = HN_DAY, .label = "weak.due" },
    { 0 },
};
const struct hn_form hn_form_weak_note = { .fields = note_fields, .again = hn_page_weak_plan };

static const struct hn_field close_fields[] = {
    { .name = "outcome", .kind = HN_LONG_TEXT, .max = 4000, .required = true, .label = "weak.outcome" },
    { 0 },
};
const struct hn_form hn_form_weak_close = { .fields = close_fields, .again = hn_page_weak_plan };

/* --- the list --- */

struct weak_row {
    int64_t unit_id, plan;
    const char *unit, *unit_name, *state, *reason, *goal, *responsible_name, *plan_path;
    hn_day opened_on, review_on;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct weak_row, field)
static const struct hn_column columns[] = {
    { COLUMN(unit_name), .label = "field.cell", .kind = HN_COL_TEXT, .href = "/chi-bo/{unit}/diem" },
    { COLUMN(state), .label = "weak.state", .kind = HN_COL_WORD, .words = "weak_state.", .tag = true,
      .href = "/chi-bo/{unit}/cung-co/{plan_path}" },
    { COLUMN(reason), .label = "field.reason", .kind = HN_COL_WORD, .words = "weak." },
    { COLUMN(responsible_name), .label = "weak.responsible", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(opened_on), .label = "weak.opened_on", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(review_on), .label = "weak.review_on", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(goal), .label = "weak.goal", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(unit), .label = "unit.code_label", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(plan_path), .label = "weak.plan", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(unit_id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(plan), .label = "weak.plan", .kind = HN_COL_ID },
};
#undef COLUMN

static void
take_weak(void *sink, const struct hn_strengthening *s)
{
    const struct hn_emitting *e = sink;
    const struct weak_row row = {
        .unit_id = s->unit.v,
        .plan = s->id,
        .unit = s->unit_code,
        .unit_name = s->unit_name,
        .state = s->id ? "open" : "proposed",
        .reason = s->reason,
        .goal = s->goal,
        .responsible_name = s->responsible_name,
        .plan_path = s->id ? hn_print(e->c->arena, "%lld", (long long)s->id) : "moi",
        .opened_on = s->id ? s->opened_on : HN_DAY_OPEN,
        .review_on = s->id ? s->review_on : HN_DAY_OPEN,
    };

    hn_emit(sink, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_weak_list(c, *(const struct hn_unit_id *)ask->filter, ask->offset, ask->stream ? 0 : ask->limit,
                        take_weak, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_weak_count(c, *(const struct hn_unit_id *)filter, out);
}

const struct hn_list hn_list_weak = {
    .name = "chi-bo-yeu",
    .caption = "weak.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct weak_row),
    .rows = list_rows,
    .total = list_total,
};

enum hn_rc
hn_page_weak(struct hn_req *q)
{
    static const struct hn_view view = { .title = "weak.title",
                                         .section = "meetings",
                                         .html = hn_view_weak_any,
                                         .json = hn_json_weak_any,
                                         .dated = true };
    struct hn_weak_page p = { .q = q, .within = hn_form_text(q, "within"), .within_name = "" };
    struct hn_unit_id within = { 0 };
    struct hn_unit unit;
    enum hn_rc rc = HN_OK;

    if (*p.within) {
        rc = hn_unit_find(&q->ctx, p.within, &within);
        if (!rc)
            rc = hn_unit_get(&q->ctx, within, &unit);
        if (rc)
            return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "within", "access.not_found") : rc;
        p.within_name = unit.name;
    }
    if (hn_list_answer(q, &hn_list_weak, &within, &p.list, &rc))
        return rc;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* --- one plan --- */

static enum hn_rc
show_plan(struct hn_req *q, struct hn_weak_plan_page *p)
{
    static const struct hn_view view = { .title = "weak.title_plan",
                                         .section = "meetings",
                                         .html = hn_view_weak_plan_any,
                                         .json = hn_json_weak_plan_any };
    int64_t month = hn_month_of(q->ctx.today);
    enum hn_rc rc = hn_unit_get(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, &p->unit);

    p->q = q;
    if (!rc)
        rc = hn_score_totals(&q->ctx, p->unit.id, month - MONTHS_SHOWN + 1, month, &p->totals,
                             &p->total_count);
    if (rc)
        return rc;
    p->may_edit = hn_unit_may(q, HN_MAY_MONITOR, p->unit.id) && (!p->plan.id || !p->plan.closed_on);
    hn_crumb(q, hn_text(q->ctx.lang, "weak.title"), "/chi-bo-yeu");
    hn_crumb(q, p->unit.name, NULL);
    return hn_show(q, &view, p, p->unit.name);
}

enum hn_rc
hn_page_weak_new(struct hn_req *q)
{
    struct hn_weak_plan_page p = { 0 };

    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    return show_plan(q, &p);
}

/* The plan the path names. */
static enum hn_rc
path_plan(struct hn_req *q, int64_t *out)
{
    if (!hn_parse_i64(hn_path_text(q, "plan"), 1, INT64_MAX, out))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "weak.not_found");
    return HN_OK;
}

enum hn_rc
hn_page_weak_plan(struct hn_req *q)
{
    struct hn_weak_plan_page p = { 0 };
    struct hn_unit_id unit = { hn_path_id(q, "unit") };
    int64_t plan = 0;
    enum hn_rc rc = path_plan(q, &plan);

    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    if (!rc)
        rc = hn_strengthening_get(&q->ctx, unit, plan, &p.plan, &p.events, &p.event_count);
    return rc ? rc : show_plan(q, &p);
}

enum hn_rc
hn_page_weak_open(struct hn_req *q)
{
    struct hn_strengthening in = {
        .unit = { hn_path_id(q, "unit") },
        .reason = hn_form_text(q, "reason"),
        .goal = hn_form_text(q, "goal"),
        .review_on = hn_form_day(q, "review_on"),
    };
    int64_t plan = 0;
    enum hn_rc rc = hn_person_find(&q->ctx, hn_form_text(q, "responsible"), &in.responsible);

    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, "responsible", "weak.responsible");
    if (!rc)
        rc = hn_strengthening_open(&q->ctx, &in, &plan);
    return rc ? rc
              : hn_redirect_done(q, "done.weak_open", "/chi-bo/%s/cung-co/%lld", hn_path_text(q, "unit"),
                                 (long long)plan);
}

static enum hn_rc
back(struct hn_req *q, const char *done, int64_t plan)
{
    return hn_redirect_done(q, done, "/chi-bo/%s/cung-co/%lld", hn_path_text(q, "unit"), (long long)plan);
}

enum hn_rc
hn_page_weak_note(struct hn_req *q)
{
    struct hn_unit_id unit = { hn_path_id(q, "unit") };
    int64_t plan = 0;
    enum hn_rc rc = path_plan(q, &plan);

    if (!rc)
        rc = hn_strengthening_note(&q->ctx, unit, plan, hn_form_text(q, "what"), hn_form_text(q, "text"),
                                   hn_form_day(q, "due"));
    return rc ? rc : back(q, "done.weak_note", plan);
}

enum hn_rc
hn_page_weak_close(struct hn_req *q)
{
    struct hn_unit_id unit = { hn_path_id(q, "unit") };
    int64_t plan = 0;
    enum hn_rc rc = path_plan(q, &plan);

    if (!rc)
        rc = hn_strengthening_close(&q->ctx, unit, plan, hn_form_text(q, "outcome"));
    return rc ? rc : back(q, "done.weak_close", plan);
}
