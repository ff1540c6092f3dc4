/* task.c: setting, changing and taking out a task (task.h).
 *
 * The row carries what the last event left; every deed is an event that stays. Neighbours: rules.c (what a task keeps to),
 * report.c (what becomes of it). Not for: reading (read.c, list.c, table.c).
 */
#include "task/task.h"

#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "notice/notice.h"
#include "task/inside.h"

/* --- events --- */

static const struct hn_sql sql_event = {
    .name = "task.event",
    .text = "INSERT INTO task_event (unit_id, task_id, id, what, state, progress, note, meeting_id,"
            " acting_for, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
};

enum hn_rc
hn_task_event_put(struct hn_ctx *c, struct hn_unit_id unit, int64_t task, const struct hn_task_told *e)
{
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_id(task),
                                       hn_p_id(hn_new_id(c)),
                                       hn_p_text(e->what),
                                       hn_p_text(e->state),
                                       hn_p_int(e->progress),
                                       hn_p_text(e->note ? e->note : ""),
                                       hn_p_id(e->meeting.v),
                                       hn_p_id(e->acting_for.v),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_event, params);
}

/* --- what stands under a key --- */

static const struct hn_sql sql_item = {
    .name = "task.item",
    .text = "SELECT id, version, title, detail, state, progress, responsible_id, due, removed_at, doer_id,"
            " checker_id, check_on, starts, weight, paper_id, target_id, area_id, place_id, finding_id"
            " FROM task WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3"
};

static struct hn_task_row
item_row(struct hn_rows *rows)
{
    return (struct hn_task_row){
        .id = hn_row_int(rows, "id"),
        .version = hn_row_int(rows, "version"),
        .title = hn_row_text(rows, "title"),
        .detail = hn_row_text(rows, "detail"),
        .state = hn_row_text(rows, "state"),
        .progress = (int)hn_row_int(rows, "progress"),
        .responsible = { hn_row_int(rows, "responsible_id") },
        .due = (hn_day)hn_row_int(rows, "due"),
        .doer = { hn_row_int(rows, "doer_id") },
        .checker = { hn_row_int(rows, "checker_id") },
        .check_on = (hn_day)hn_row_int(rows, "check_on"),
        .starts = (hn_day)hn_row_int(rows, "starts"),
        .weight = (int)hn_row_int(rows, "weight"),
        .paper = { hn_row_int(rows, "paper_id") },
        .target = hn_row_int(rows, "target_id"),
        .area = hn_row_int(rows, "area_id"),
        .place = { hn_row_int(rows, "place_id") },
        .finding = hn_row_int(rows, "finding_id"),
    };
}

static enum hn_rc
find_item(struct hn_ctx *c, const struct hn_task_new *in, struct hn_task_standing *out, bool *found)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_id(in->meeting.v), hn_p_text(in->item_key),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_item, params, &rows);

    if (rc)
        return rc;
    *found = hn_rows_next(rows);
    if (*found) {
        out->t = item_row(rows);
        out->removed = hn_row_int(rows, "removed_at") != 0;
    }
    return hn_rows_end(rows);
}

/* --- helpers --- */

static const struct hn_sql sql_helpers_end = {
    .name = "task.helpers_end",
    .text = "UPDATE task_helper SET removed_at = $3 WHERE unit_id = $1 AND task_id = $2 AND removed_at = 0"
};
static const struct hn_sql sql_helper = {
    .name = "task.helper_put",
    .text = "INSERT INTO task_helper (unit_id, task_id, person_id, removed_at) VALUES ($1, $2, $3, 0)"
            " ON CONFLICT (unit_id, task_id, person_id) DO UPDATE SET removed_at = 0"
};

static enum hn_rc
put_helpers(struct hn_ctx *c, const struct hn_task_new *in, int64_t id, bool anew)
{
    const struct hn_param end[] = { hn_p_id(in->unit.v), hn_p_id(id), hn_p_time(c->now), HN_P_END };
    enum hn_rc rc = anew ? HN_OK : hn_store_do(c, &sql_helpers_end, end);

    for (size_t i = 0; !rc && i < in->helper_count; i++) {
        const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_id(id), hn_p_id(in->helpers[i].v),
                                           HN_P_END };

        rc = hn_store_do(c, &sql_helper, params);
    }
    return rc;
}

static enum hn_rc
same_helpers(struct hn_ctx *c, const struct hn_task_new *in, int64_t id, bool *same)
{
    const struct hn_task_helper *helpers;
    size_t count;
    enum hn_rc rc = hn_task_helpers_read(c, in->unit, id, &helpers, &count);

    *same = !rc && count == in->helper_count;
    for (size_t i = 0; *same && i < count; i++)
        *same = hn_task_helps(helpers, count, in->helpers[i]);
    return rc;
}

/* --- writing --- */

static const struct hn_sql sql_insert = {
    .name = "task.insert",
    .text = "INSERT INTO task (unit_id, id, item_key, meeting_id, title, detail, responsible_id, due, state,"
            " progress, result, closed_on, version, created_at, removed_at, entered_by, search, doer_id,"
            " checker_id, check_on, starts, weight, paper_id, root_id, target_id, area_id, place_id,"
            " finding_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'assigned', 0, '', 0, 1, $9, 0, $10, $11,"
            " $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)"
};

static enum hn_rc
make(struct hn_ctx *c, const struct hn_task_new *in, struct hn_paper_id root, const char *key, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(id),
                                       hn_p_text(key),
                                       hn_p_id(in->meeting.v),
                                       hn_p_text(in->title),
                                       hn_p_text(in->detail ? in->detail : ""),
                                       hn_p_id(in->responsible.v),
                                       hn_p_day(in->due),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       hn_p_text(hn_vi_fold(c->arena, in->title)),
                                       hn_p_id(in->doer.v),
                                       hn_p_id(in->checker.v),
                                       hn_p_day(in->check_on),
                                       hn_p_day(in->starts),
                                       hn_p_int(in->weight),
                                       hn_p_id(in->paper.v),
                                       hn_p_id(root.v),
                                       hn_p_id(in->target),
                                       hn_p_id(in->area),
                                       hn_p_id(in->place.v),
                                       hn_p_id(in->finding),
                                       HN_P_END };
    const struct hn_task_told e = { .what = "assigned", .state = "assigned", .meeting = in->meeting };
    enum hn_rc rc = hn_store_do(c, &sql_insert, params);

    return rc ? rc : hn_task_event_put(c, in->unit, id, &e);
}

static const struct hn_sql sql_change = {
    .name = "task.change",
    .text = "UPDATE task SET title = $3, detail = $4, responsible_id = $5, due = $6, search = $7,"
            " doer_id = $8, checker_id = $9, check_on = $10, starts = $11, weight = $12, paper_id = $13,"
            " root_id = $14, target_id = $15, area_id = $16, place_id = $17, finding_id = $18,"
            " removed_at = 0, version = version + 1 WHERE unit_id = $1 AND id = $2"
};

static enum hn_rc
change(struct hn_ctx *c, const struct hn_task_new *in, struct hn_paper_id root, const struct hn_task_row *old)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(old->id),
                                       hn_p_text(in->title),
                                       hn_p_text(in->detail ? in->detail : ""),
                                       hn_p_id(in->responsible.v),
                                       hn_p_day(in->due),
                                       hn_p_text(hn_vi_fold(c->arena, in->title)),
                                       hn_p_id(in->doer.v),
                                       hn_p_id(in->checker.v),
                                       hn_p_day(in->check_on),
                                       hn_p_day(in->starts),
                                       hn_p_int(in->weight),
                                       hn_p_id(in->paper.v),
                                       hn_p_id(root.v),
                                       hn_p_id(in->target),
                                       hn_p_id(in->area),
                                       hn_p_id(in->place.v),
                                       hn_p_id(in->finding),
                                       HN_P_END };
    const struct hn_task_told e = {
        .what = "changed", .state = old->state, .progress = old->progress, .meeting = in->meeting
    };
    enum hn_rc rc = hn_store_do(c, &sql_change, params);

    return rc ? rc : hn_task_event_put(c, in->unit, old->id, &e);
}

static bool
is_equal(const struct hn_task_new *in, const struct hn_task_standing *s)
{
    const struct hn_task_row *old = &s->t;

    return !s->removed && strcmp(in->title, old->title) == 0 &&
           strcmp(in->detail ? in->detail : "", old->detail) == 0 &&
           in->responsible.v == old->responsible.v && in->due == old->due && in->doer.v == old->doer.v &&
           in->checker.v == old->checker.v && in->check_on == old->check_on && in->starts == old->starts &&
           in->weight == old->weight && in->paper.v == old->paper.v && in->target == old->target &&
           in->area == old->area && in->place.v == old->place.v && in->finding == old->finding;
}

/* Over what stands; the version seen, or -1 for whatever it is. */
static enum hn_rc
put_over(struct hn_ctx *c, const struct hn_task_new *in, struct hn_paper_id root,
         const struct hn_task_standing *old, int64_t base, bool *changed)
{
    bool same = false;
    enum hn_rc rc = same_helpers(c, in, old->t.id, &same);

    *changed = rc || !same || !is_equal(in, old);
    if (rc || !*changed)
        return rc;
    if (base >= 0 && base != old->t.version)
        return hn_fail(c, HN_CONFLICT, "", "run.changed");
    /* A draft's task is as open as the draft. */
    if (!in->meeting.v && !hn_task_is_open(old->t.state))
        return hn_fail(c, HN_CONFLICT, "", "task.closed");
    rc = change(c, in, root, &old->t);
    return rc ? rc : put_helpers(c, in, old->t.id, false);
}

/* What a meeting sets is told when it is adopted; the rest at once. */
static enum hn_rc
tell(struct hn_ctx *c, const struct hn_task_new *in, int64_t id, bool anew, struct hn_person_id before)
{
    if (in->meeting.v || (!anew && before.v == in->responsible.v))
        return HN_OK;
    return hn_notice_tasks(c, in->unit, (struct hn_meeting_id){ 0 }, id);
}

static enum hn_rc
put(struct hn_ctx *c, struct hn_task_new *in, const struct hn_meeting *m, hn_day on, int64_t base,
    int64_t *id, int64_t *version)
{
    struct hn_task_standing old = { .t = { .title = "" } };
    struct hn_paper_id root = { 0 };
    const char *key = in->item_key;
    bool found = false, changed = true;
    enum hn_rc rc = HN_OK;

    *id = hn_new_id(c);
    *version = 1;
    if (!key)
        key = hn_print(c->arena, "%" PRId64, *id);
    else
        rc = find_item(c, in, &old, &found);
    if (!rc)
        rc = hn_task_settle(c, m, found ? &old : NULL, on, in, &root);
    if (rc)
        return rc;
    if (found) {
        *id = old.t.id;
        rc = put_over(c, in, root, &old, base, &changed);
        *version = old.t.version + (changed ? 1 : 0);
    } else {
        rc = make(c, in, root, key, *id);
        if (!rc)
            rc = put_helpers(c, in, *id, true);
    }
    if (rc || !changed)
        return rc;
    rc = hn_audit_person(c, found ? "task.change" : "task.assign", *id, in->responsible, in->unit);
    return rc ? rc : tell(c, in, *id, !found || old.removed, old.t.responsible);
}

enum hn_rc
hn_task_put(struct hn_ctx *c, const struct hn_task_new *in, int64_t base, int64_t *id, int64_t *version)
{
    struct hn_task_new settled = *in;
    struct hn_meeting m = { 0 };
    int64_t made, now;
    hn_day on = c->today;
    enum hn_rc rc;

    if (in->meeting.v) {
        rc = hn_meeting_open(c, in->meeting, &m);
        if (rc)
            return rc;
        settled.unit = m.unit;
        on = hn_meeting_on(&m);
    } else {
        rc = hn_task_need_keeper(c, in->unit);
    }
    if (rc)
        return rc;
    return put(c, &settled, in->meeting.v ? &m : NULL, on, base, id ? id : &made, version ? version : &now);
}

static const struct hn_sql sql_remove = {
    .name = "task.remove",
    .text = "UPDATE task SET removed_at = $4, version = version + 1 WHERE unit_id = $1 AND meeting_id = $2"
            " AND item_key = $3 AND removed_at = 0"
};

enum hn_rc
hn_task_remove(struct hn_ctx *c, struct hn_meeting_id meeting, const char *item_key)
{
    struct hn_meeting m = { 0 };
    int64_t touched = 0;
    enum hn_rc rc = hn_meeting_open(c, meeting, &m);

    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(meeting.v), hn_p_text(item_key),
                                       hn_p_time(c->now), HN_P_END };

    rc = hn_store_do_count(c, &sql_remove, params, &touched);
    /* Taken out already: nothing is to be done, and a repeated sending is no fault. */
    if (rc || touched == 0)
        return rc;
    return hn_audit_change(c, "task.remove", meeting.v, m.unit, item_key, "");
}

const struct hn_sql *const hn_task_sql[] = { &sql_event,  &sql_item,   &sql_helpers_end, &sql_helper,
                                             &sql_insert, &sql_change, &sql_remove,      NULL };
