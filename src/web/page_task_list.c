/* page_task_list.c: tasks in a list and on a board: one's own, those one helps with or checks, or of the units whose meetings
 * the reader may follow; of a paper with how far its work has come (page_task.h).
 *
 * Without any word in the query it shows what is open. Not for: one task (page_task.c).
 */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "person/person.h"
#include "view_task.h"
#include "web/page_task.h"
#include "web/page_unit.h"

const char *const hn_task_filters[] = { "open", "late",     "assigned",  "in_progress", "waiting_check",
                                        "done", "not_done", "cancelled", "all",         NULL };
const char *const hn_task_whose[] = { "mine", "helper", "checker", "units", NULL };
const char *const hn_task_own_whose[] = { "mine", "helper", "checker", NULL };
static const char *const shapes[] = { "danh-sach", "bang", NULL };
static const char *const board_states[HN_BOARD_COLUMNS] = { "assigned", "in_progress", "waiting_check",
                                                            "done" };

static const struct hn_field fields[] = {
    { .name = "q", .kind = HN_TEXT, .label = "task.search" },
    { .name = "state", .kind = HN_CHOICE, .choices = hn_task_filters, .label = "task.state" },
    { .name = "whose", .kind = HN_CHOICE, .choices = hn_task_whose, .label = "task.whose" },
    { .name = "within", .kind = HN_CODE, .label = "unit.within" },
    { .name = "responsible", .kind = HN_CODE, .label = "task.responsible" },
    { .name = "due_from", .kind = HN_DAY, .label = "task.due_from" },
    { .name = "due_to", .kind = HN_DAY, .label = "task.due_to" },
    { .name = "paper", .kind = HN_ID, .label = "task.paper" },
    { .name = "root", .kind = HN_ID, .label = "task.root" },
    { .name = "target", .kind = HN_ID, .label = "task.target" },
    { .name = "area", .kind = HN_ID, .label = "task.area" },
    { .name = "finding", .kind = HN_ID, .label = "task.finding" },
    { .name = "dang", .kind = HN_CHOICE, .choices = shapes, .label = "task.shape" },
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
    { COLUMN(doer_name), .label = "task.doer", .kind = HN_COL_TEXT, .href = "/to-chuc/{doer}",
      .wide_only = true },
    { COLUMN(checker_name), .label = "task.checker", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(paper_number), .label = "task.paper", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit), .label = "unit.code_label", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(doer), .label = "task.doer_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(checker), .label = "task.checker_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(check_on), .label = "task.check_on", .kind = HN_COL_DAY, .files_only = true },
    { COLUMN(starts), .label = "task.starts", .kind = HN_COL_DAY, .files_only = true },
    { COLUMN(weight), .label = "task.weight", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(paper_title), .label = "task.paper_title", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(place_name), .label = "task.place", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(responsible), .label = "task.responsible_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(detail), .label = "task.detail", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(result), .label = "task.result", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(closed_on), .label = "task.closed_on", .kind = HN_COL_DAY, .files_only = true },
    { COLUMN(created_at), .label = "task.created_at", .kind = HN_COL_TIME, .files_only = true },
    { COLUMN(meeting), .label = "task.meeting", .kind = HN_COL_ID },
    { COLUMN(unit_id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(responsible_id), .label = "task.responsible", .kind = HN_COL_ID },
    { COLUMN(doer_id), .label = "task.doer", .kind = HN_COL_ID },
    { COLUMN(checker_id), .label = "task.checker", .kind = HN_COL_ID },
    { COLUMN(paper), .label = "task.paper", .kind = HN_COL_ID },
    { COLUMN(target), .label = "task.target", .kind = HN_COL_ID },
    { COLUMN(area), .label = "task.area", .kind = HN_COL_ID },
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
        .doer_id = t->doer.v,
        .doer = t->doer_code,
        .doer_name = t->doer_name,
        .checker_id = t->checker.v,
        .checker = t->checker_code,
        .checker_name = t->checker_name,
        .check_on = t->check_on ? t->check_on : HN_DAY_OPEN,
        .starts = t->starts ? t->starts : HN_DAY_OPEN,
        .weight = t->weight,
        .paper = t->paper.v,
        .paper_number = t->paper_number,
        .paper_title = t->paper_title,
        .target = t->target,
        .area = t->area,
        .place_name = t->place_name,
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

/* --- for the templates --- */

const char *
hn_tasks_href(struct hn_arena *a, const struct hn_tasks_page *p, const char *state, bool board)
{
    return hn_print(a, "/giao-viec?whose=%s&state=%s%s%s%s%s", p->whose, state, board ? "&dang=bang" : "",
                    *p->within ? "&within=" : "", p->within, p->serving);
}

const char *
hn_tasks_within_href(struct hn_arena *a, const struct hn_tasks_page *p, const char *code)
{
    return hn_print(a, "/giao-viec?whose=units&state=%s&within=%s%s", p->state, code, p->serving);
}

const char *
hn_task_new_href(struct hn_arena *a, const struct hn_tasks_page *p)
{
    const char *unit = *p->within ? hn_print(a, "&don-vi=%s", p->within) : "";
    const char *paper = p->filter.paper.v ? hn_print(a, "&paper=%" PRId64, p->filter.paper.v) : "";
    const char *target = p->filter.target ? hn_print(a, "&target=%" PRId64, p->filter.target) : "";
    const char *area = p->filter.area ? hn_print(a, "&area=%" PRId64, p->filter.area) : "";
    const char *all = hn_print(a, "%s%s%s%s", unit, paper, target, area);

    return *all ? hn_print(a, "/giao-viec/moi?%s", all + 1) : "/giao-viec/moi";
}

const char *
hn_task_percent(struct hn_arena *a, int64_t centi, bool english)
{
    return hn_print(a, "%s%%", hn_vi_decimal(a, (centi + 5) / 10, 1, english));
}

/* --- what is asked --- */

/* "&paper=…": what narrows list and board alike, for their links. */
static void
add_narrowed(struct hn_req *q, struct hn_tasks_page *p, const char *name, int64_t *out)
{
    *out = hn_form_id(q, name);
    if (*out)
        p->serving = hn_print(q->ctx.arena, "%s&%s=%" PRId64, p->serving, name, *out);
}

static enum hn_rc
read_serves(struct hn_req *q, struct hn_tasks_page *p)
{
    struct hn_task_filter *f = &p->filter;
    struct hn_paper paper = { 0 };
    enum hn_rc rc = HN_OK;

    p->serving = "";
    add_narrowed(q, p, "paper", &f->paper.v);
    add_narrowed(q, p, "root", &f->root.v);
    add_narrowed(q, p, "target", &f->target);
    add_narrowed(q, p, "area", &f->area);
    add_narrowed(q, p, "finding", &f->finding);
    p->paper_number = p->paper_title = "";
    if (f->paper.v || f->root.v)
        rc = hn_paper_get(&q->ctx, f->paper.v ? f->paper : f->root, &paper);
    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, f->paper.v ? "paper" : "root", "task.paper");
    if (rc || !paper.id.v)
        return rc;
    p->paper_number = paper.number;
    p->paper_title = paper.title;
    return HN_OK;
}

static enum hn_rc
read_filter(struct hn_req *q, struct hn_tasks_page *p)
{
    struct hn_task_filter *f = &p->filter;
    enum hn_rc rc;

    p->may_units = hn_access_allows(&q->ctx, HN_MAY_READ_MEETING, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
    p->state = hn_form_text(q, "state");
    p->whose = hn_form_text(q, "whose");
    p->board = strcmp(hn_form_text(q, "dang"), "bang") == 0;
    if (!*p->state)
        p->state = "open";
    if (!*p->whose || (!p->may_units && strcmp(p->whose, "units") == 0))
        p->whose = p->may_units ? "units" : "mine";
    p->filtered = hn_form_has(q, "state") || hn_form_has(q, "whose") || hn_form_has(q, "due_from") ||
                  hn_form_has(q, "due_to");
    f->mine = strcmp(p->whose, "units") != 0;
    f->as = strcmp(p->whose, "mine") == 0 ? "" : p->whose;
    f->state = strcmp(p->state, "all") == 0 ? "" : p->state;
    f->words = hn_form_text(q, "q");
    f->due_from = hn_form_has(q, "due_from") ? hn_form_day(q, "due_from") : HN_DAY_START;
    f->due_to = hn_form_has(q, "due_to") ? hn_form_day(q, "due_to") : HN_DAY_OPEN;
    rc = read_person(q, f);
    if (!rc)
        rc = read_within(q, p);
    return rc ? rc : read_serves(q, p);
}

/* --- what is counted --- */

static enum hn_rc
count_own(struct hn_req *q, const char *as, const char *state, int64_t *out)
{
    const struct hn_task_filter f = { .mine = true, .as = as, .state = state };

    return hn_task_count(&q->ctx, &f, out);
}

/* Of all that is looked at, whatever words or days narrow the list. */
static enum hn_rc
count_state(struct hn_req *q, const struct hn_tasks_page *p, const char *state, int64_t *out)
{
    struct hn_task_filter f = p->filter;

    f.state = state;
    f.words = "";
    f.due_from = f.due_to = 0;
    return hn_task_count(&q->ctx, &f, out);
}

static enum hn_rc
read_counts(struct hn_req *q, struct hn_tasks_page *p)
{
    enum hn_rc rc = count_own(q, "", "open", &p->own_open);

    if (!rc)
        rc = count_own(q, "checker", "waiting_check", &p->own_check);
    if (!rc)
        rc = count_state(q, p, "open", &p->open);
    return rc ? rc : count_state(q, p, "late", &p->late);
}

/* How far the work of a chain or target has come at and below the unit asked for. */
static enum hn_rc
read_progress(struct hn_req *q, struct hn_tasks_page *p)
{
    struct hn_progress_ask ask = { .within = p->filter.within,
                                   .root = p->filter.root,
                                   .target = p->filter.target };

    p->has_progress = ask.within.v && (ask.root.v || ask.target);
    if (!p->has_progress)
        return HN_OK;
    return hn_task_progress(&q->ctx, &ask, &p->sum, &p->own, &p->children, &p->child_count);
}

/* --- the board --- */

static void
take_card(void *sink, const struct hn_task_row *t)
{
    struct hn_board_column *column = sink;

    if (column->count < HN_BOARD_SHOWN)
        column->rows[column->count++] = *t;
}

static enum hn_rc
read_board(struct hn_req *q, struct hn_tasks_page *p)
{
    struct hn_task_filter f = p->filter;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; !rc && i < HN_BOARD_COLUMNS; i++) {
        f.state = p->column[i].state = board_states[i];
        f.newest = strcmp(f.state, "done") == 0;
        rc = hn_task_list(&q->ctx, &f, 0, HN_BOARD_SHOWN, take_card, &p->column[i]);
        if (!rc)
            rc = hn_task_count(&q->ctx, &f, &p->column[i].total);
    }
    return rc;
}

enum hn_rc
hn_page_tasks(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "task.title_all", .section = "work", .html = hn_view_tasks_any, .json = hn_json_tasks_any
    };
    struct hn_tasks_page *p = HN_NEW(q->ctx.arena, struct hn_tasks_page);
    enum hn_rc rc;

    p->q = q;
    /* A task is as it stands today, whatever date was looked at before. */
    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    rc = read_filter(q, p);
    if (!rc && hn_list_answer(q, &hn_list_task, &p->filter, &p->list, &rc))
        return rc;
    if (!rc)
        rc = read_counts(q, p);
    if (!rc)
        rc = read_progress(q, p);
    if (!rc && p->board)
        rc = read_board(q, p);
    if (rc)
        return rc;
    p->may_set = p->filter.within.v
                     ? hn_unit_may(q, HN_MAY_DIRECT, p->filter.within)
                     : hn_access_allows(&q->ctx, HN_MAY_DIRECT, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
    return hn_show(q, &view, p, NULL);
}
