/* task.c: tasks as a table, both ways. A file tells how each stands, not what was reported on the way: an import writes the
 * setting, and the last report and check with the day it was closed. */
#include "task/each.h"

#include <string.h>

#include "base/num.h"
#include "dataset/kinds.h"
#include "meeting/each.h"
#include "task/load.h"

/* --- out --- */

/* "ordinary 2021-03-05 19:30" */
static const char *
meeting_text(struct hn_arena *a, const struct hn_task_line *t)
{
    if (!*t->meeting_kind)
        return "";
    return hn_print(a, "%s %s %02d:%02d", t->meeting_kind, hn_day_iso(a, t->meeting_day),
                    t->meeting_minute / 60, t->meeting_minute % 60);
}

static enum hn_rc
give_task(void *sink, const struct hn_task_line *t)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_cell cells[] = {
        hn_cell_text(t->unit),
        hn_cell_text(strcmp(t->doer, t->unit) == 0 ? "" : t->doer),
        hn_cell_text(meeting_text(a, t)),
        hn_cell_text(t->title),
        hn_cell_text(t->detail),
        hn_cell_text(t->responsible),
        hn_cell_text(t->checker),
        hn_cell_day(t->set_on),
        hn_day_cell(t->starts, 0),
        hn_day_cell(t->due, HN_DAY_OPEN),
        hn_day_cell(t->check_on, 0),
        hn_cell_text(hn_print(a, "%d", t->weight)),
        hn_cell_text(t->state),
        hn_cell_text(hn_print(a, "%d", t->progress)),
        hn_cell_text(t->result),
        hn_day_cell(t->closed_on, 0),
        hn_cell_text(hn_paper_cell(a, t->paper_unit, t->paper_number, t->paper_day)),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_tasks(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_task_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_task, &g);
}

/* --- in --- */

static enum hn_rc
read_meeting(struct hn_ctx *c, struct hn_table *t, struct hn_task_load *in)
{
    const char *text = hn_table_cell(t, "meeting"), *day, *minute;
    hn_day on;
    int start;
    enum hn_rc rc;

    if (!*text)
        return HN_OK;
    day = strchr(text, ' ');
    minute = day ? strchr(day + 1, ' ') : NULL;
    if (!minute || !hn_day_parse(hn_print(c->arena, "%.*s", (int)(minute - day - 1), day + 1), &on) ||
        !hn_minute_read(minute + 1, &start))
        return hn_fail(c, HN_INVALID, "meeting", "dataset.no_meeting");
    rc = hn_meeting_at(c, in->unit, on, hn_print(c->arena, "%.*s", (int)(day - text), text), start,
                       &in->meeting);
    return rc || in->meeting.v ? rc : hn_fail(c, HN_INVALID, "meeting", "dataset.no_meeting");
}

static enum hn_rc
read_number(struct hn_ctx *c, struct hn_table *t, const char *column, int64_t least, int64_t most,
            const char *key, int *out)
{
    const char *text = hn_table_cell(t, column);
    int64_t n = least;

    if (*text && !hn_parse_i64(text, least, most, &n))
        return hn_fail(c, HN_INVALID, column, key);
    *out = (int)n;
    return HN_OK;
}

static enum hn_rc
read_days(struct hn_ctx *c, struct hn_table *t, struct hn_task_load *in, hn_day *set_on)
{
    enum hn_rc rc = hn_day_take(c, t, "set_on", 0, set_on);

    if (!rc)
        rc = hn_day_take(c, t, "starts", 0, &in->starts);
    if (!rc)
        rc = hn_day_take(c, t, "due", HN_DAY_OPEN, &in->due);
    if (!rc)
        rc = hn_day_take(c, t, "check_on", 0, &in->check_on);
    if (!rc)
        rc = hn_day_take(c, t, "closed_on", 0, &in->closed_on);
    if (!rc && (*set_on == 0 || *set_on > c->today))
        rc = hn_fail(c, HN_INVALID, "set_on", "not_date");
    return rc;
}

/* The paper's chain is asked for, since progress is counted along it. */
static enum hn_rc
read_paper(struct hn_ctx *c, struct hn_table *t, struct hn_task_load *in)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_take(c, t, "paper", &in->paper.v);

    if (rc || !in->paper.v)
        return rc;
    rc = hn_paper_read(c, in->paper, &paper);
    in->root = paper.root;
    return rc;
}

static enum hn_rc
read_people(struct hn_ctx *c, struct hn_table *t, struct hn_task_load *in)
{
    enum hn_rc rc = hn_person_take(c, t, "responsible", &in->responsible);

    if (!rc && !in->responsible.v)
        rc = hn_fail(c, HN_INVALID, "responsible", "task.responsible");
    if (!rc)
        rc = hn_person_take(c, t, "checker", &in->checker);
    if (!rc && in->checker.v == in->responsible.v)
        rc = hn_fail(c, HN_INVALID, "checker", "task.checker_self");
    return rc;
}

static enum hn_rc
check_state(struct hn_ctx *c, const struct hn_task_load *in)
{
    bool known = false, open = hn_task_is_open(in->state);

    for (size_t i = 0; hn_task_states[i]; i++)
        known = known || strcmp(hn_task_states[i], in->state) == 0;
    if (!known)
        return hn_fail(c, HN_INVALID, "state", "task.state");
    if (open == (in->closed_on != 0))
        return hn_fail(c, HN_INVALID, "closed_on", "dataset.closed_on");
    return HN_OK;
}

/* Eight in the morning, when the book is written. */
static hn_time
morning(hn_day day)
{
    return (hn_time)day * HN_DAY_US + HN_DAY_US / 24;
}

static enum hn_rc
read_task(struct hn_ctx *c, struct hn_table *t, struct hn_task_load *in, hn_day *set_on)
{
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    *in = (struct hn_task_load){ .title = hn_table_cell(t, "title"),
                                 .detail = hn_table_cell(t, "detail"),
                                 .state = hn_table_cell(t, "state"),
                                 .result = hn_table_cell(t, "result") };
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &in->unit);
    if (!rc && !in->unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", "");
    if (!rc)
        rc = hn_unit_take(c, t, "doer", &in->doer);
    if (!rc && !*in->title)
        rc = hn_fail(c, HN_INVALID, "title", "task.title");
    if (!rc)
        rc = read_people(c, t, in);
    if (!rc)
        rc = read_days(c, t, in, set_on);
    if (!rc)
        rc = read_number(c, t, "weight", 1, 100, "task.weight", &in->weight);
    if (!rc)
        rc = read_number(c, t, "progress", 0, 100, "task.progress", &in->progress);
    if (!rc)
        rc = check_state(c, in);
    if (!rc)
        rc = read_meeting(c, t, in);
    return rc ? rc : read_paper(c, t, in);
}

static enum hn_rc
take_task(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_task_load task;
    hn_day set_on = 0;
    bool there = false;
    enum hn_rc rc = read_task(c, t, &task, &set_on);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, task.unit);
    if (!rc)
        rc = hn_task_there(c, task.unit, task.title, task.responsible, set_on, task.due, &there);
    task.at = morning(set_on);
    if (task.closed_on || strcmp(task.state, "assigned") != 0)
        task.reported_at = task.closed_on ? morning(task.closed_on) : c->now;
    if (task.closed_on && task.checker.v && strcmp(task.state, "done") == 0)
        task.checked_at = task.reported_at;
    if (!rc && !there)
        rc = hn_task_load(c, &task, 1);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), there ? "same" : "new");
    return rc;
}

enum hn_rc
hn_take_tasks(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_task);
}
