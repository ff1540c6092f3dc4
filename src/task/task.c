/* task.c: setting, changing, reporting on, cancelling and reopening a task (task.h).
 *
 * The row carries what the last event left; every deed is an event that stays. Not for: reading (read.c, list.c, table.c).
 */
#include "task/task.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "task/inside.h"

enum { TITLE_MOST = 500, TEXT_MOST = 4000, KEY_LEAST = 8, KEY_MOST = 64 };

/* --- events --- */

struct event {
    const char *what, *state, *note;
    int progress;
    struct hn_meeting_id meeting;
    struct hn_person_id acting_for;
};

static const struct hn_sql sql_event = {
    .name = "task.event",
    .text = "INSERT INTO task_event (unit_id, task_id, id, what, state, progress, note, meeting_id,"
            " acting_for, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
};

static enum hn_rc
note_event(struct hn_ctx *c, struct hn_unit_id unit, int64_t task, const struct event *e)
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

/* --- setting one --- */

static bool
key_is_good(const char *key)
{
    size_t len = strlen(key);

    if (len < KEY_LEAST || len > KEY_MOST)
        return false;
    for (const char *p = key; *p; p++) {
        if (!isalnum((unsigned char)*p) && *p != '-')
            return false;
    }
    return true;
}

/* Of the unit itself or, for a committee's own meeting, of a cell below it. */
static const struct hn_sql sql_belongs = {
    .name = "task.belongs",
    .text = "SELECT m.person_id FROM membership m WHERE m.person_id = $1 AND m.known_to = " HN_SQL_OPEN_TIME
            " AND m.valid_from <= $3 AND m.valid_to > $3 AND EXISTS (SELECT 1 FROM unit_closure w"
            " WHERE w.des = m.unit_id AND w.anc = $2 AND w.known_to = " HN_SQL_OPEN_TIME
            " AND w.valid_from <= $3 AND w.valid_to > $3)"
};

static enum hn_rc
check_responsible(struct hn_ctx *c, struct hn_unit_id unit, struct hn_person_id person, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_id(unit.v), hn_p_day(on), HN_P_END };
    int64_t id;
    bool found = false;
    enum hn_rc rc = HN_OK;

    if (person.v)
        rc = hn_store_int(c, &sql_belongs, params, &id, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "responsible", "task.responsible");
    return rc;
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_task_new *in, struct hn_unit_id unit, hn_day on)
{
    if (!in->title || !*in->title || hn_utf8_count(in->title) > TITLE_MOST)
        return hn_fail(c, HN_INVALID, "title", "task.title");
    if (in->detail && hn_utf8_count(in->detail) > TEXT_MOST)
        return hn_fail(c, HN_INVALID, "detail", "task.detail");
    if (in->item_key && !key_is_good(in->item_key))
        return hn_fail(c, HN_INVALID, "", "run.key");
    if (in->due < on)
        return hn_fail_arg(c, HN_INVALID, "due", "task.due", hn_day_prose(c->arena, on));
    return check_responsible(c, unit, in->responsible, on);
}

/* What stands under a key, taken out or not. */
struct standing {
    int64_t id, version;
    const char *title, *detail, *state;
    struct hn_person_id responsible;
    hn_day due;
    int progress;
    bool removed;
};

static const struct hn_sql sql_item = {
    .name = "task.item",
    .text = "SELECT id, version, title, detail, state, progress, responsible_id, due, removed_at FROM task"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3"
};

static enum hn_rc
find_item(struct hn_ctx *c, struct hn_unit_id unit, struct hn_meeting_id meeting, const char *key,
          struct standing *out, bool *found)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(meeting.v), hn_p_text(key), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_item, params, &rows);

    if (rc)
        return rc;
    *found = hn_rows_next(rows);
    if (*found) {
        *out = (struct standing){
            .id = hn_row_int(rows, "id"),
            .version = hn_row_int(rows, "version"),
            .title = hn_row_text(rows, "title"),
            .detail = hn_row_text(rows, "detail"),
            .state = hn_row_text(rows, "state"),
            .progress = (int)hn_row_int(rows, "progress"),
            .responsible = { hn_row_int(rows, "responsible_id") },
            .due = (hn_day)hn_row_int(rows, "due"),
            .removed = hn_row_int(rows, "removed_at") != 0,
        };
    }
    return hn_rows_end(rows);
}

static const struct hn_sql sql_insert = {
    .name = "task.insert",
    .text = "INSERT INTO task (unit_id, id, item_key, meeting_id, title, detail, responsible_id, due, state,"
            " progress, result, closed_on, version, created_at, removed_at, entered_by, search)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'assigned', 0, '', 0, 1, $9, 0, $10, $11)"
};

static enum hn_rc
make(struct hn_ctx *c, const struct hn_task_new *in, struct hn_unit_id unit, const char *key, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(unit.v),
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
                                       HN_P_END };
    const struct event e = { .what = "assigned", .state = "assigned", .meeting = in->meeting };
    enum hn_rc rc = hn_store_do(c, &sql_insert, params);

    return rc ? rc : note_event(c, unit, id, &e);
}

static const struct hn_sql sql_change = {
    .name = "task.change",
    .text = "UPDATE task SET title = $3, detail = $4, responsible_id = $5, due = $6, search = $7,"
            " removed_at = 0, version = version + 1 WHERE unit_id = $1 AND id = $2"
};

static enum hn_rc
change(struct hn_ctx *c, const struct hn_task_new *in, struct hn_unit_id unit, const struct standing *old)
{
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_id(old->id),
                                       hn_p_text(in->title),
                                       hn_p_text(in->detail ? in->detail : ""),
                                       hn_p_id(in->responsible.v),
                                       hn_p_day(in->due),
                                       hn_p_text(hn_vi_fold(c->arena, in->title)),
                                       HN_P_END };
    const struct event e = {
        .what = "changed", .state = old->state, .progress = old->progress, .meeting = in->meeting
    };
    enum hn_rc rc = hn_store_do(c, &sql_change, params);

    return rc ? rc : note_event(c, unit, old->id, &e);
}

static bool
is_equal(const struct hn_task_new *in, const struct standing *old)
{
    return !old->removed && strcmp(in->title, old->title) == 0 &&
           strcmp(in->detail ? in->detail : "", old->detail) == 0 &&
           in->responsible.v == old->responsible.v && in->due == old->due;
}

static enum hn_rc
put(struct hn_ctx *c, const struct hn_task_new *in, struct hn_unit_id unit, int64_t base, int64_t *id,
    int64_t *version)
{
    struct standing old = { .title = "" };
    const char *key = in->item_key;
    bool found = false;
    enum hn_rc rc = HN_OK;

    *id = hn_new_id(c);
    *version = 1;
    if (!key)
        key = hn_print(c->arena, "%" PRId64, *id);
    else
        rc = find_item(c, unit, in->meeting, key, &old, &found);
    if (!rc && found) {
        *id = old.id;
        *version = old.version;
        if (is_equal(in, &old))
            return HN_OK;
        if (base >= 0 && base != old.version)
            return hn_fail(c, HN_CONFLICT, "", "run.changed");
        (*version)++;
        rc = change(c, in, unit, &old);
    } else if (!rc) {
        rc = make(c, in, unit, key, *id);
    }
    if (rc)
        return rc;
    return hn_audit_person(c, found ? "task.change" : "task.assign", *id, in->responsible, unit);
}

enum hn_rc
hn_task_put(struct hn_ctx *c, const struct hn_task_new *in, int64_t base, int64_t *id, int64_t *version)
{
    struct hn_unit_id unit = in->unit;
    int64_t made, now;
    hn_day on = c->today;
    enum hn_rc rc;

    if (in->meeting.v) {
        struct hn_meeting m = { 0 };

        rc = hn_meeting_open(c, in->meeting, &m);
        if (rc)
            return rc;
        unit = m.unit;
        on = hn_meeting_on(&m);
    } else {
        rc = hn_need(c, HN_MAY_EDIT_MEETING, unit);
    }
    if (!rc)
        rc = check_new(c, in, unit, on);
    if (!rc)
        rc = put(c, in, unit, base, id ? id : &made, version ? version : &now);
    return rc;
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

/* --- what becomes of one --- */

static const struct hn_sql sql_state = {
    .name = "task.state",
    .text = "UPDATE task SET state = $3, progress = $4, result = $5, closed_on = $6, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

/* Writes the state an event left; closed_on 0 while open. */
static enum hn_rc
put_state(struct hn_ctx *c, const struct hn_task_row *t, const struct event *e, hn_day closed_on)
{
    const struct hn_param params[] = {
        hn_p_id(t->unit.v),  hn_p_id(t->id), hn_p_text(e->state), hn_p_int(e->progress), hn_p_text(e->note),
        hn_p_day(closed_on), HN_P_END
    };
    enum hn_rc rc = hn_store_do(c, &sql_state, params);

    if (!rc)
        rc = note_event(c, t->unit, t->id, e);
    if (!rc)
        rc = hn_audit_person(c, hn_print(c->arena, "task.%s", e->what), t->id, t->responsible, t->unit);
    return rc;
}

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
    if (hn_utf8_count(note) > TEXT_MOST || (strcmp(state, "not_done") == 0 && !*note))
        return hn_fail(c, HN_INVALID, "note", "task.note");
    return HN_OK;
}

/* The responsible person as himself; else whoever keeps the unit's meetings, for him. */
static enum hn_rc
need_reporter(struct hn_ctx *c, const struct hn_task_row *t, struct hn_person_id *acting_for)
{
    struct hn_person_id self = { 0 };
    enum hn_rc rc = hn_access_person(c, &self);

    if (rc)
        return rc;
    if (self.v && self.v == t->responsible.v) {
        *acting_for = (struct hn_person_id){ 0 };
        return HN_OK;
    }
    *acting_for = t->responsible;
    return hn_need(c, HN_MAY_EDIT_MEETING, t->unit);
}

/* The day on which it is told: of the meeting it is told at, else today. */
static enum hn_rc
told_on(struct hn_ctx *c, const struct hn_task_row *t, struct hn_meeting_id meeting, hn_day *out)
{
    struct hn_meeting m = { 0 };
    enum hn_rc rc;

    *out = c->today;
    if (!meeting.v)
        return HN_OK;
    rc = hn_meeting_open(c, meeting, &m);
    if (!rc && m.unit.v != t->unit.v)
        rc = hn_fail(c, HN_NOT_FOUND, "", "task.not_found");
    if (!rc)
        *out = hn_meeting_on(&m);
    return rc;
}

static bool
is_told(const struct hn_task_row *t, const struct event *e)
{
    return strcmp(t->state, e->state) == 0 && t->progress == e->progress && strcmp(t->result, e->note) == 0;
}

enum hn_rc
hn_task_report(struct hn_ctx *c, int64_t id, const struct hn_task_report *in, int64_t *version)
{
    struct hn_task_row t = { 0 };
    struct hn_meeting_id last = { 0 };
    struct event e = { .what = in->meeting.v ? "result" : "reported", .meeting = in->meeting };
    hn_day on = 0;
    enum hn_rc rc = hn_task_read(c, id, &t);

    if (!rc)
        rc = need_reporter(c, &t, &e.acting_for);
    if (!rc)
        rc = check_report(c, in);
    if (!rc)
        rc = told_on(c, &t, in->meeting, &on);
    if (!rc)
        rc = last_told(c, &t, &last);
    if (rc)
        return rc;
    e.state = in->state;
    e.note = in->note ? in->note : "";
    e.progress = strcmp(in->state, "done") == 0 ? 100 : in->progress;
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
    return put_state(c, &t, &e, hn_task_is_open(e.state) ? 0 : on);
}

static enum hn_rc
begin_closing(struct hn_ctx *c, int64_t id, const char *reason, struct hn_task_row *t)
{
    enum hn_rc rc = hn_task_read(c, id, t);

    if (!rc)
        rc = hn_need(c, HN_MAY_EDIT_MEETING, t->unit);
    if (!rc && (!reason || !*reason || hn_utf8_count(reason) > TEXT_MOST))
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
    return put_state(
        c, &t,
        &(struct event){ .what = "cancelled", .state = "cancelled", .progress = t.progress, .note = reason },
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
    return put_state(c, &t, &(struct event){ .what = "reopened", .state = "in_progress", .note = reason }, 0);
}

const struct hn_sql *const hn_task_sql[] = { &sql_event,  &sql_belongs, &sql_item, &sql_insert, &sql_change,
                                             &sql_remove, &sql_state,   &sql_last, NULL };
