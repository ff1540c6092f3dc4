/* page_task_list.c: tasks in a list: one's own, or of the units whose meetings the reader may follow (page_task.h).
 *
 * Without any word in the query it shows what is open. Not for: one task (page_task.c).
 */
#include <string.h>

#include "person/person.h"
#include "view_task.h"
#include "web/page_task.h"

const char *const hn_task_filters[] = { "open", "late",     "assigned",  "in_progress", "waiting_check",
                                        "done", "not_done", "cancelled", "all",         NULL };
const char *const hn_task_whose[] = { "mine", "units", NULL };

static const struct hn_field fields[] = {
    { .name = "q", .kind = HN_TEXT, .label = "task.search" },
    { .name = "state", .kind = HN_CHOICE, .choices = hn_task_filters, .label = "task.state" },
    { .name = "whose", .kind = HN_CHOICE, .choices = hn_task_whose, .label = "task.whose" },
    { .name = "within", .kind = HN_CODE, .label = "unit.within" },
    { .name = "responsible", .kind = HN_CODE, .label = "task.responsible" },
    { .name = "due_from", .kind = HN_DAY, .label = "task.due_from" },
    { .name = "due_to", .kind = HN_DAY, .label = "task.due_to" },
    { 0 },
};
const struct hn_form hn_form_tasks = { .fields = fields, .again = hn_page_tasks };

/* --- the list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_task_line, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "task.id", .kind = HN_COL_ID },
    { COLUMN(title), .label = "task.title", .kind = HN_COL_TEXT, .href = "/giao-viec/{id}" },
    { COLUMN(responsible_name), .label = "task.responsible", .kind = HN_COL_TEXT },
    { COLUMN(due), .label = "task.due", .kind = HN_COL_DAY },
    { COLUMN(state), .label = "task.state", .kind = HN_COL_WORD, .words = "task_state.", .tag = true },
    { COLUMN(late), .label = "task_state.late", .kind = HN_COL_BOOL, .wide_only = true },
    { COLUMN(progress), .label = "task.progress", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(unit_name), .label = "field.unit", .kind = HN_COL_TEXT, .href = "/to-chuc/{unit}",
      .wide_only = true },
    { COLUMN(unit), .label = "unit.code_label", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(responsible), .label = "task.responsible_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(detail), .label = "task.detail", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(result), .label = "task.result", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(closed_on), .label = "task.closed_on", .kind = HN_COL_DAY, .files_only = true },
    { COLUMN(created_at), .label = "task.created_at", .kind = HN_COL_TIME, .files_only = true },
    { COLUMN(meeting), .label = "task.meeting", .kind = HN_COL_ID },
    { COLUMN(unit_id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(responsible_id), .label = "task.responsible", .kind = HN_COL_ID },
};
#undef COLUMN

static void
take_task(void *sink, const struct hn_task_row *t)
{
    const struct hn_task_line row = {
        .id = t->id,
        .meeting = t->meeting.v,
        .unit_id = t->unit.v,
        .responsible_id = t->responsible.v,
        .progress = t->progress,
        .created_at = t->created_at,
        .title = t->title,
        .state = t->state,
        .unit = t->unit_code,
        .unit_name = t->unit_name,
        .responsible = t->responsible_code,
        .responsible_name = t->responsible_name,
        .detail = t->detail,
        .result = t->result,
        .due = t->due,
        .closed_on = t->closed_on ? t->closed_on : HN_DAY_OPEN,
        .late = t->late,
    };

    hn_emit(sink, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_task_list(c, ask->filter, ask->offset, ask->stream ? 0 : ask->limit, take_task, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_task_count(c, filter, out);
}

const struct hn_list hn_list_task = {
    .name = "nhiem-vu",
    .caption = "task.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_task_line),
    .rows = list_rows,
    .total = list_total,
};

/* --- the page --- */

/* Somebody out of sight is as good as nobody. */
static enum hn_rc
read_person(struct hn_req *q, struct hn_task_filter *f)
{
    const char *code = hn_form_text(q, "responsible");
    enum hn_rc rc;

    if (!*code)
        return HN_OK;
    rc = hn_person_find(&q->ctx, code, &f->responsible);
    if (!rc)
        rc = hn_need_person(&q->ctx, HN_MAY_READ_MEMBER, f->responsible, HN_GROUP_BASIC);
    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "responsible", "person.not_found") : rc;
}

static enum hn_rc
read_within(struct hn_req *q, struct hn_tasks_page *p)
{
    struct hn_unit unit = { 0 };
    enum hn_rc rc;

    p->within = hn_form_text(q, "within");
    p->within_name = "";
    if (!*p->within)
        return HN_OK;
    rc = hn_unit_find(&q->ctx, p->within, &p->filter.within);
    if (!rc)
        rc = hn_unit_get(&q->ctx, p->filter.within, &unit);
    if (!rc)
        p->within_name = unit.name;
    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "within", "access.not_found") : rc;
}

static enum hn_rc
read_filter(struct hn_req *q, struct hn_tasks_page *p)
{
    struct hn_task_filter *f = &p->filter;
    enum hn_rc rc;

    p->may_units = hn_access_allows(&q->ctx, HN_MAY_READ_MEETING, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
    p->state = hn_form_text(q, "state");
    p->whose = hn_form_text(q, "whose");
    if (!*p->state)
        p->state = "open";
    if (!*p->whose || !p->may_units)
        p->whose = p->may_units ? "units" : "mine";
    p->filtered = hn_form_has(q, "state") || hn_form_has(q, "whose") || hn_form_has(q, "due_from") ||
                  hn_form_has(q, "due_to");
    f->mine = strcmp(p->whose, "mine") == 0;
    f->state = strcmp(p->state, "all") == 0 ? "" : p->state;
    f->words = hn_form_text(q, "q");
    f->due_from = hn_form_has(q, "due_from") ? hn_form_day(q, "due_from") : HN_DAY_START;
    f->due_to = hn_form_has(q, "due_to") ? hn_form_day(q, "due_to") : HN_DAY_OPEN;
    rc = read_person(q, f);
    return rc ? rc : read_within(q, p);
}

static enum hn_rc
count_state(struct hn_req *q, const struct hn_tasks_page *p, bool mine, const char *state, int64_t *out)
{
    const struct hn_task_filter f = { .within = { mine ? 0 : p->filter.within.v },
                                      .mine = mine,
                                      .state = state };

    return hn_task_count(&q->ctx, &f, out);
}

static enum hn_rc
read_counts(struct hn_req *q, struct hn_tasks_page *p)
{
    enum hn_rc rc = count_state(q, p, true, "open", &p->own_open);

    if (!rc)
        rc = count_state(q, p, p->filter.mine, "open", &p->open);
    return rc ? rc : count_state(q, p, p->filter.mine, "late", &p->late);
}

enum hn_rc
hn_page_tasks(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "task.title_all", .section = "work", .html = hn_view_tasks_any, .json = hn_json_tasks_any
    };
    struct hn_tasks_page p = { .q = q };
    enum hn_rc rc;

    /* A task is as it stands today, whatever date was looked at before. */
    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    rc = read_filter(q, &p);
    if (!rc && hn_list_answer(q, &hn_list_task, &p.filter, &p.list, &rc))
        return rc;
    if (!rc)
        rc = read_counts(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
