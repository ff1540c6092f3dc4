/* page_chain_rows.c: the duties and the tasks behind the figures of a chain. See page_chain.h. */
#include <string.h>

#include "view_chain.h"
#include "web/page_chain.h"

const char *const hn_chain_duty_whichs[] = { "open", "late",   "answered", "answered_late",
                                             "read", "waived", "unread",   NULL };

static const struct hn_field duty_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "muc", .kind = HN_CHOICE, .choices = hn_chain_duty_whichs, .label = "chain.which" },
    { 0 },
};
const struct hn_form hn_form_chain_duties = { .fields = duty_fields };
static const struct hn_field task_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "muc", .kind = HN_CHOICE, .choices = hn_chain_whichs, .label = "chain.which" },
    { 0 },
};
const struct hn_form hn_form_chain_tasks = { .fields = task_fields };

struct rows_filter {
    struct hn_paper_id paper, root, part;
    struct hn_unit_id within;
    const char *which;
};

/* --- duties --- */

struct duty_row {
    int64_t paper;
    const char *code, *name, *above, *came_from, *state, *answer;
    hn_day due, answered_on;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct duty_row, field)
static const struct hn_column duty_columns[] = {
    { COLUMN(paper), .label = "chain.paper", .kind = HN_COL_ID },
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/nghi-quyet/{paper}/chuoi?don-vi={code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(above), .label = "chain.above", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(came_from), .label = "chain.came_from", .kind = HN_COL_TEXT },
    { COLUMN(state), .label = "chain.state", .kind = HN_COL_WORD, .words = "chain_duty.", .tag = true },
    { COLUMN(due), .label = "chain.due", .kind = HN_COL_DAY },
    { COLUMN(answer), .label = "chain.answer", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(answered_on), .label = "chain.answered_on", .kind = HN_COL_DAY, .wide_only = true },
};
#undef COLUMN

/* Where the duty lies now; from where it came, when that is not where it was sent. */
static void
take_duty(void *sink, const struct hn_duty *d)
{
    const struct duty_row row = {
        .paper = d->paper.id.v,
        .code = d->holder_code,
        .name = d->holder_name,
        .above = d->above_name,
        .came_from = d->holder.v != d->unit.v ? d->unit_name : d->above_then,
        .state = d->state,
        .answer = d->answer_number,
        .due = d->due,
        .answered_on = d->answered_on,
    };

    hn_emit(sink, &row);
}

static struct hn_duty_filter
duty_filter(const struct rows_filter *f)
{
    return (struct hn_duty_filter){ .within = f->within, .below = true, .paper = f->paper, .what = f->which };
}

static enum hn_rc
duty_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct hn_duty_filter f = duty_filter(ask->filter);
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_duty_list(c, &f, ask->offset, ask->limit, take_duty, &e);
}

static enum hn_rc
duty_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct hn_duty_filter f = duty_filter(filter);

    return hn_duty_count(c, &f, out);
}

const struct hn_list hn_list_chain_duties = {
    .name = "nghia-vu",
    .caption = "chain.duties",
    .columns = duty_columns,
    .column_count = sizeof duty_columns / sizeof duty_columns[0],
    .row_size = sizeof(struct duty_row),
    .rows = duty_rows,
    .total = duty_total,
};

/* --- tasks --- */

struct task_row {
    int64_t id;
    const char *title, *code, *name, *responsible, *state;
    hn_day due;
    int64_t progress, weight;
    bool late;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct task_row, field)
static const struct hn_column task_columns[] = {
    { COLUMN(id), .label = "chain.task", .kind = HN_COL_ID },
    { COLUMN(title), .label = "chain.task", .kind = HN_COL_TEXT, .href = "/giao-viec/{id}" },
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(responsible), .label = "task.responsible", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(due), .label = "chain.due", .kind = HN_COL_DAY },
    { COLUMN(state), .label = "chain.state", .kind = HN_COL_WORD, .words = "task_state.", .tag = true },
    { COLUMN(progress), .label = "chain.progress", .kind = HN_COL_INT },
    { COLUMN(weight), .label = "chain.weight", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(late), .label = "owed.late", .kind = HN_COL_BOOL, .files_only = true },
};
#undef COLUMN

static void
take_task(void *sink, const struct hn_chain_task *t)
{
    const struct task_row row = { .id = t->id,
                                  .title = t->title,
                                  .code = t->unit_code,
                                  .name = t->unit_name,
                                  .responsible = t->responsible_name,
                                  .state = t->state,
                                  .due = t->due,
                                  .progress = t->progress,
                                  .weight = t->weight,
                                  .late = t->late };

    hn_emit(sink, &row);
}

static struct hn_chain_ask
task_filter(const struct rows_filter *f)
{
    return (struct hn_chain_ask){ .root = f->root, .part = f->part, .within = f->within, .which = f->which };
}

static enum hn_rc
task_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct hn_chain_ask f = task_filter(ask->filter);
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_chain_tasks(c, &f, ask->offset, ask->limit, take_task, &e);
}

static enum hn_rc
task_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct hn_chain_ask f = task_filter(filter);

    return hn_chain_task_count(c, &f, out);
}

const struct hn_list hn_list_chain_tasks = {
    .name = "nhiem-vu-chuoi",
    .caption = "chain.task_rows",
    .columns = task_columns,
    .column_count = sizeof task_columns / sizeof task_columns[0],
    .row_size = sizeof(struct task_row),
    .rows = task_rows,
    .total = task_total,
};

/* --- the pages --- */

static enum hn_rc
show_rows(struct hn_req *q, const struct hn_list *list, const char *part)
{
    static const struct hn_view view = { .title = "chain.title_of",
                                         .section = "work",
                                         .html = hn_view_chain_list_any,
                                         .json = hn_json_chain_list_any,
                                         .dated = true };
    struct hn_chain_list_page p = {
        .q = q, .known = q->ctx.known, .which = hn_form_text(q, "muc"), .part = part
    };
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_chain_asked(q, &p.paper, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;

    const struct rows_filter f = { p.paper.id, p.paper.root, hn_chain_part(&p.paper), p.unit->id, p.which };

    if (hn_list_answer(q, list, &f, &p.list, &rc) || rc)
        return rc;
    rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "chain.title"), &ancestors);
    return rc ? rc : hn_show(q, &view, &p, *p.paper.number ? p.paper.number : p.paper.title);
}

enum hn_rc
hn_page_chain_duties(struct hn_req *q)
{
    return show_rows(q, &hn_list_chain_duties, "/nghia-vu");
}

enum hn_rc
hn_page_chain_tasks(struct hn_req *q)
{
    return show_rows(q, &hn_list_chain_tasks, "/nhiem-vu");
}
