/* report.c: what becomes of a task: reported on, checked, called off, reopened (task.h).
 *
 * What somebody else is to check waits for him; what a meeting of the unit that set it is told is checked by that meeting.
 * Neighbours: task.c (setting), evidence.c (files that show it).
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "notice/notice.h"
#include "task/inside.h"

/* --- who --- */

enum hn_rc
hn_task_may(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit, bool *out)
{
    enum hn_rc rc = hn_access_allows(c, right, (struct hn_record){ .unit = unit }, HN_GROUP_BASIC);

    *out = rc == HN_OK;
    return rc == HN_DENIED || rc == HN_NOT_FOUND ? HN_OK : rc;
}

/* Of a task that is in sight, whatever unit set it: what may not be done is refused, and no secret. */
static enum hn_rc
need_over_seen(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit)
{
    int faults = c->fault_count;
    enum hn_rc rc = hn_need(c, right, unit);

    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_fail(c, HN_DENIED, "", "access.denied");
}

enum hn_rc
hn_task_need_keeper(struct hn_ctx *c, struct hn_unit_id unit)
{
    bool may = false;
    enum hn_rc rc = hn_task_may(c, HN_MAY_EDIT_MEETING, unit, &may);

    return rc || may ? rc : hn_need(c, HN_MAY_DIRECT, unit);
}

enum hn_rc
hn_task_need_reporter(struct hn_ctx *c, const struct hn_task_row *t, struct hn_person_id *acting_for)
{
    struct hn_person_id self = { 0 };
    bool may = false;
    enum hn_rc rc = hn_access_person(c, &self);

    if (rc)
        return rc;
    if (self.v && self.v == t->responsible.v) {
        *acting_for = (struct hn_person_id){ 0 };
        return HN_OK;
    }
    *acting_for = t->responsible;
    rc = hn_task_may(c, HN_MAY_EDIT_MEETING, t->doer, &may);
    return rc || may ? rc : need_over_seen(c, HN_MAY_EDIT_MEETING, t->unit);
}

/* What the own person is to a task, and whom the actor acts for when he checks it. */
struct checking {
    bool doing; /* responsible or a helper: never checks */
    bool may;   /* the checker as himself, else whoever directs the unit */
    struct hn_person_id acting_for;
};

static enum hn_rc
ask_checking(struct hn_ctx *c, const struct hn_task_row *t, struct checking *out)
{
    struct hn_person_id self = { 0 };
    const struct hn_task_helper *helpers;
    size_t count;
    enum hn_rc rc = hn_access_person(c, &self);

    *out = (struct checking){ 0 };
    if (!rc)
        rc = hn_task_helpers_read(c, t->unit, t->id, &helpers, &count);
    if (rc)
        return rc;
    out->doing = self.v && (self.v == t->responsible.v || hn_task_helps(helpers, count, self));
    out->may = self.v && self.v == t->checker.v;
    if (out->may)
        return HN_OK;
    out->acting_for = t->checker;
    return hn_task_may(c, HN_MAY_DIRECT, t->unit, &out->may);
}

static enum hn_rc
need_checker(struct hn_ctx *c, const struct hn_task_row *t, struct hn_person_id *acting_for)
{
    struct checking k;
    enum hn_rc rc = ask_checking(c, t, &k);

    if (rc)
        return rc;
    *acting_for = k.acting_for;
    if (k.doing)
        return hn_fail(c, HN_DENIED, "", "task.checker_self");
    return k.may ? HN_OK : need_over_seen(c, HN_MAY_DIRECT, t->unit);
}

enum hn_rc
hn_task_rights(struct hn_ctx *c, const struct hn_task_row *t, struct hn_task_rights *out)
{
    struct hn_person_id self = { 0 };
    struct checking k;
    bool keeps = false, directs = false, of_doer = false;
    enum hn_rc rc = hn_access_person(c, &self);

    if (!rc)
        rc = ask_checking(c, t, &k);
    if (!rc)
        rc = hn_task_may(c, HN_MAY_EDIT_MEETING, t->unit, &keeps);
    if (!rc)
        rc = hn_task_may(c, HN_MAY_DIRECT, t->unit, &directs);
    if (!rc)
        rc = hn_task_may(c, HN_MAY_EDIT_MEETING, t->doer, &of_doer);
    if (rc)
        return rc;
    out->own = self.v && self.v == t->responsible.v;
    out->keep = keeps || directs;
    out->report = hn_task_is_open(t->state) && (out->own || keeps || of_doer);
    out->check = strcmp(t->state, "waiting_check") == 0 && k.may && !k.doing;
    return HN_OK;
}

/* --- the state an event leaves --- */

static const struct hn_sql sql_state = {
    .name = "task.state",
    .text = "UPDATE task SET state = $3, progress = $4, result = $5, closed_on = $6, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

/* closed_on 0 while open. */
static enum hn_rc
put_state(struct hn_ctx *c, const struct hn_task_row *t, const struct hn_task_told *e, hn_day closed_on)
{
    const struct hn_param params[] = {
        hn_p_id(t->unit.v),  hn_p_id(t->id), hn_p_text(e->state), hn_p_int(e->progress), hn_p_text(e->note),
        hn_p_day(closed_on), HN_P_END
    };
    enum hn_rc rc = hn_store_do(c, &sql_state, params);

    if (!rc)
        rc = hn_task_event_put(c, t->unit, t->id, e);
    if (!rc)
        rc = hn_audit_person(c, hn_print(c->arena, "task.%s", e->what), t->id, t->responsible, t->unit);
    return rc;
}

/* To one person, about this task. */
static enum hn_rc
tell(struct hn_ctx *c, const struct hn_task_row *t, struct hn_person_id person, const char *key)
{
    const struct hn_notice_to to = { .unit = t->unit, .person = person };

    if (!person.v)
        return HN_OK;
    return hn_notice_tell(c, &to, key, t->unit_name, "", hn_print(c->arena, "/giao-viec/%" PRId64, t->id),
                          t->id);
}

/* --- reporting --- */

static const struct hn_sql sql_last = {
    .name = "task.last_event",
    .text = "SELECT meeting_id FROM task_event WHERE unit_id = $1 AND task_id = $2 ORDER BY id DESC LIMIT 1"
};

/* Where the last thing was told: a meeting, or outside (0). */
static enum hn_rc
last_told(struct hn_ctx *c, const struct hn_task_row *t, struct hn_meeting_id *out)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id), HN_P_END };
    bool found;

    return hn_store_int(c, &sql_last, params, &out->v, &found);
}

static enum hn_rc
check_report(struct hn_ctx *c, const struct hn_task_report *in)
{
    const char *state = in->state ? in->state : "";
    const char *note = in->note ? in->note : "";

    if (strcmp(state, "in_progress") != 0 && strcmp(state, "waiting_check") != 0 &&
        strcmp(state, "done") != 0 && strcmp(state, "not_done") != 0)
        return hn_fail(c, HN_INVALID, "state", "task.state");
    if (in->progress < 0 || in->progress > 100)
        return hn_fail(c, HN_INVALID, "progress", "task.progress");
    if (hn_utf8_count(note) > HN_TASK_TEXT_MOST || (strcmp(state, "not_done") == 0 && !*note))
        return hn_fail(c, HN_INVALID, "note", "task.note");
    return HN_OK;
}

/* The day on which it is told, and whether the meeting it is told at checks it there; today and no, outside. */
static enum hn_rc
told_on(struct hn_ctx *c, const struct hn_task_row *t, struct hn_meeting_id meeting, hn_day *out,
        bool *checks)
{
    struct hn_meeting m = { 0 };
    enum hn_rc rc;

    *out = c->today;
    *checks = !t->checker.v;
    if (!meeting.v)
        return HN_OK;
    rc = hn_meeting_open(c, meeting, &m);
    if (!rc && m.unit.v != t->unit.v && m.unit.v != t->doer.v)
        rc = hn_fail(c, HN_NOT_FOUND, "", "task.not_found");
    if (rc)
        return rc;
    *out = hn_meeting_on(&m);
    *checks = *checks || (m.unit.v == t->unit.v && !t->paper.v && !t->finding);
    return HN_OK;
}

static bool
is_told(const struct hn_task_row *t, const struct hn_task_told *e)
{
    return strcmp(t->state, e->state) == 0 && t->progress == e->progress && strcmp(t->result, e->note) == 0;
}

enum hn_rc
hn_task_report(struct hn_ctx *c, int64_t id, const struct hn_task_report *in, int64_t *version)
{
    struct hn_task_row t = { 0 };
    struct hn_meeting_id last = { 0 };
    struct hn_task_told e = { .what = in->meeting.v ? "result" : "reported", .meeting = in->meeting };
    bool checks = false, done = in->state && strcmp(in->state, "done") == 0;
    hn_day on = 0;
    enum hn_rc rc = hn_task_get(c, id, &t);

    if (!rc)
        rc = hn_task_need_reporter(c, &t, &e.acting_for);
    if (!rc)
        rc = check_report(c, in);
    if (!rc)
        rc = told_on(c, &t, in->meeting, &on, &checks);
    if (!rc)
        rc = last_told(c, &t, &last);
    if (rc)
        return rc;
    e.state = done && !checks ? "waiting_check" : in->state;
    e.note = in->note ? in->note : "";
    e.progress = done ? 100 : in->progress;
    if (version)
        *version = t.version;
    if (last.v == in->meeting.v && is_told(&t, &e))
        return HN_OK;
    /* What was told at a meeting may be put right there as long as the meeting is a draft. */
    if (!hn_task_is_open(t.state) && (!in->meeting.v || last.v != in->meeting.v))
        return hn_fail(c, HN_CONFLICT, "", "task.closed");
    if (in->base >= 0 && in->base != t.version)
        return hn_fail(c, HN_CONFLICT, "", "run.changed");
    if (version)
        (*version)++;
    rc = put_state(c, &t, &e, hn_task_is_open(e.state) ? 0 : on);
    if (!rc && strcmp(e.state, "waiting_check") == 0)
        rc = tell(c, &t, t.checker, "task_waiting");
    return rc;
}

/* --- checking --- */

static const struct hn_sql sql_reached = {
    .name = "task.reached",
    .text = "SELECT progress FROM task_event WHERE unit_id = $1 AND task_id = $2"
            " AND state IN ('assigned', 'in_progress') ORDER BY id DESC LIMIT 1"
};

/* How far it had come before it was said to be done. */
static enum hn_rc
reached_before(struct hn_ctx *c, const struct hn_task_row *t, int *out)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id), HN_P_END };
    int64_t progress = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_reached, params, &progress, &found);

    *out = found ? (int)progress : 0;
    return rc;
}

static enum hn_rc
check_checking(struct hn_ctx *c, const struct hn_task_row *t, bool accepted, const char *note, int64_t base)
{
    if (hn_utf8_count(note) > HN_TASK_TEXT_MOST || (!accepted && !*note))
        return hn_fail(c, HN_INVALID, "check_note", "task.check_note");
    if (strcmp(t->state, "waiting_check") != 0)
        return hn_fail(c, HN_CONFLICT, "", "task.not_waiting");
    if (base >= 0 && base != t->version)
        return hn_fail(c, HN_CONFLICT, "", "run.changed");
    return HN_OK;
}

enum hn_rc
hn_task_check(struct hn_ctx *c, int64_t id, bool accepted, const char *note, int64_t base, int64_t *version)
{
    struct hn_task_row t = { 0 };
    struct hn_task_told e = { .what = accepted ? "checked" : "sent_back",
                              .state = accepted ? "done" : "in_progress",
                              .note = note ? note : "",
                              .progress = 100 };
    enum hn_rc rc = hn_task_get(c, id, &t);

    if (!rc)
        rc = need_checker(c, &t, &e.acting_for);
    if (!rc)
        rc = check_checking(c, &t, accepted, e.note, base);
    if (!rc && !accepted)
        rc = reached_before(c, &t, &e.progress);
    /* What was reported stays its result, when the checker has nothing to add. */
    if (accepted && !*e.note)
        e.note = t.result;
    if (!rc)
        rc = put_state(c, &t, &e, accepted ? c->today : 0);
    if (rc)
        return rc;
    if (version)
        *version = t.version + 1;
    return accepted ? HN_OK : tell(c, &t, t.responsible, "task_sent_back");
}

/* --- called off, reopened --- */

static enum hn_rc
begin_closing(struct hn_ctx *c, int64_t id, const char *reason, struct hn_task_row *t)
{
    bool may = false;
    enum hn_rc rc = hn_task_get(c, id, t);

    if (!rc)
        rc = hn_task_may(c, HN_MAY_EDIT_MEETING, t->unit, &may);
    if (!rc && !may)
        rc = need_over_seen(c, HN_MAY_DIRECT, t->unit);
    if (!rc && (!reason || !*reason || hn_utf8_count(reason) > HN_TASK_TEXT_MOST))
        rc = hn_fail(c, HN_INVALID, "reason", "task.reason");
    return rc;
}

enum hn_rc
hn_task_cancel(struct hn_ctx *c, int64_t id, const char *reason)
{
    struct hn_task_row t = { 0 };
    enum hn_rc rc = begin_closing(c, id, reason, &t);

    if (!rc && !hn_task_is_open(t.state))
        rc = hn_fail(c, HN_CONFLICT, "", "task.closed");
    if (rc)
        return rc;
    return put_state(c, &t,
                     &(struct hn_task_told){
                         .what = "cancelled", .state = "cancelled", .progress = t.progress, .note = reason },
                     c->today);
}

enum hn_rc
hn_task_reopen(struct hn_ctx *c, int64_t id, const char *reason)
{
    struct hn_task_row t = { 0 };
    enum hn_rc rc = begin_closing(c, id, reason, &t);

    if (!rc && hn_task_is_open(t.state))
        rc = hn_fail(c, HN_CONFLICT, "", "task.open");
    if (rc)
        return rc;
    return put_state(c, &t,
                     &(struct hn_task_told){ .what = "reopened", .state = "in_progress", .note = reason }, 0);
}

const struct hn_sql *const hn_task_report_sql[] = { &sql_state, &sql_last, &sql_reached, NULL };
