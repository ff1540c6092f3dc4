/* load.c: see load.h. */
#include "task/load.h"

#include <inttypes.h>

#include "audit/audit.h"
#include "base/vi.h"

static const struct hn_sql sql_task = {
    .name = "task_load.task",
    .text =
        "INSERT INTO task (unit_id, id, item_key, meeting_id, title, detail, responsible_id, due, state,"
        " progress, result, closed_on, version, created_at, removed_at, entered_by, search, doer_id,"
        " checker_id, check_on, starts, weight, paper_id, root_id, target_id, area_id, place_id,"
        " finding_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, 0, $14, $15, $16,"
        " $17, $18, $19, $20, $21, $22, $23, $24, 0, 0)"
};
static const struct hn_sql sql_event = {
    .name = "task_load.event",
    .text = "INSERT INTO task_event (unit_id, task_id, id, what, state, progress, note, meeting_id,"
            " acting_for, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)"
};

static enum hn_rc
put_task(struct hn_ctx *c, struct hn_task_load *t)
{
    struct hn_mark mark = hn_arena_mark(c->arena);
    enum hn_rc rc;

    t->id = hn_new_id(c);

    const struct hn_param params[] = { hn_p_id(t->unit.v),
                                       hn_p_id(t->id),
                                       hn_p_text(hn_print(c->arena, "load-%" PRId64, t->id)),
                                       hn_p_id(t->meeting.v),
                                       hn_p_text(t->title),
                                       hn_p_text(t->detail ? t->detail : ""),
                                       hn_p_id(t->responsible.v),
                                       hn_p_day(t->due),
                                       hn_p_text(t->state),
                                       hn_p_int(t->progress),
                                       hn_p_text(t->result ? t->result : ""),
                                       hn_p_day(t->closed_on),
                                       hn_p_time(t->at),
                                       hn_p_id(c->actor.v),
                                       hn_p_text(hn_vi_fold(c->arena, t->title)),
                                       hn_p_id(t->doer.v ? t->doer.v : t->unit.v),
                                       hn_p_id(t->checker.v),
                                       hn_p_day(t->check_on),
                                       hn_p_day(t->starts),
                                       hn_p_int(t->weight ? t->weight : 1),
                                       hn_p_id(t->paper.v),
                                       hn_p_id(t->root.v),
                                       hn_p_id(t->target),
                                       hn_p_id(t->area),
                                       HN_P_END };

    rc = hn_store_bulk_row(c, params);
    hn_arena_rewind(c->arena, mark);
    return rc;
}

struct event {
    const char *what, *state, *note;
    int progress;
    struct hn_person_id acting_for;
    hn_time at;
};

static enum hn_rc
put_event(struct hn_ctx *c, const struct hn_task_load *t, const struct event *e)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v),
                                       hn_p_id(t->id),
                                       hn_p_id(hn_new_id(c)),
                                       hn_p_text(e->what),
                                       hn_p_text(e->state),
                                       hn_p_int(e->progress),
                                       hn_p_text(e->note ? e->note : ""),
                                       hn_p_id(e->acting_for.v),
                                       hn_p_time(e->at),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_bulk_row(c, params);
}

/* What waits for its check was reported; what is done was reported, and checked when somebody checks it. */
static enum hn_rc
put_events(struct hn_ctx *c, const struct hn_task_load *t)
{
    const struct event set = { .what = "assigned", .state = "assigned", .at = t->at };
    const struct event told = { .what = "reported",
                                .state = t->checked_at ? "waiting_check" : t->state,
                                .note = t->result,
                                .progress = t->progress,
                                .acting_for = t->responsible,
                                .at = t->reported_at };
    const struct event seen = { .what = "checked",
                                .state = t->state,
                                .progress = t->progress,
                                .acting_for = t->checker,
                                .at = t->checked_at };
    enum hn_rc rc = put_event(c, t, &set);

    if (!rc && t->reported_at)
        rc = put_event(c, t, &told);
    return rc || !t->checked_at ? rc : put_event(c, t, &seen);
}

enum hn_rc
hn_task_load(struct hn_ctx *c, struct hn_task_load *rows, size_t count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_task), ended;

    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++)
        rc = put_task(c, &rows[i]);
    ended = hn_store_bulk_end(c);
    if (!rc)
        rc = ended;
    if (!rc)
        rc = hn_store_bulk_begin(c, &sql_event);
    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++)
        rc = put_events(c, &rows[i]);
    ended = hn_store_bulk_end(c);
    if (!rc)
        rc = ended;
    return rc ? rc : hn_audit(c, "task.load", (int64_t)count);
}

const struct hn_sql *const hn_task_load_sql[] = { &sql_task, &sql_event, NULL };
