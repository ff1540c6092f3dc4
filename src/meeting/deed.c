/* deed.c: calling a meeting, changing it, inviting, saying how it really was, cancelling (meeting.h).
 *
 * Until it is adopted a meeting's row is changed in place, its version growing; every change is a line of the log.
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"
#include "meeting/month.h"
#include "rule/rule.h"
#include "unit/unit.h"

#define TOPIC_MOST  500
#define PLACE_MOST  300
#define REASON_MOST 1000
/* Where no rule of the day says how long a meeting lasts. */
#define LENGTH_USUAL 90

static const char *
given(const char *text)
{
    return text ? text : "";
}

/* What a line of the log rests on. */
static const char *
told(struct hn_ctx *c, const struct hn_meeting_new *in, int64_t month)
{
    return hn_print(c->arena, "%s %d %" PRId64 " %s %d %d %s %s %s %" PRId64 " %" PRId64, in->kind,
                    in->thematic, month, hn_day_iso(c->arena, in->day), in->start_minute, in->length_minutes,
                    given(in->topic), given(in->place), given(in->why), in->chair.v, in->writer.v);
}

static const char *
told_of(struct hn_ctx *c, const struct hn_meeting *m)
{
    const struct hn_meeting_new as = { .kind = m->kind,
                                       .thematic = m->thematic,
                                       .topic = m->topic,
                                       .day = m->day,
                                       .start_minute = m->start_minute,
                                       .length_minutes = m->length_minutes,
                                       .place = m->place,
                                       .why = m->why,
                                       .chair = m->chair,
                                       .writer = m->writer };

    return told(c, &as, m->month);
}

/* --- what may be called --- */

static const struct hn_sql sql_second = {
    .name = "meeting.second",
    .text = "SELECT id FROM meeting WHERE unit_id = $1 AND month = $2 AND kind = 'ordinary' AND id <> $3"
            " AND cancelled_at = 0 LIMIT 1"
};
static const struct hn_sql sql_same_time = {
    .name = "meeting.same_time",
    .text = "SELECT id FROM meeting WHERE unit_id = $1 AND month BETWEEN $2 - 1 AND $2 + 1 AND day = $3"
            " AND start_minute = $4 AND id <> $5 AND cancelled_at = 0 LIMIT 1"
};
static const struct hn_sql sql_unit_kind = {
    .name = "meeting.unit_kind",
    .text = "SELECT kind FROM unit_version WHERE unit_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};

static enum hn_rc
check_rivals(struct hn_ctx *c, const struct hn_meeting_new *in, int64_t month, int64_t self)
{
    const struct hn_param second[] = { hn_p_id(in->unit.v), hn_p_int(month), hn_p_id(self), HN_P_END };
    const struct hn_param same[] = { hn_p_id(in->unit.v),        hn_p_int(month), hn_p_day(in->day),
                                     hn_p_int(in->start_minute), hn_p_id(self),   HN_P_END };
    int64_t id;
    bool found = false;
    enum hn_rc rc = HN_OK;

    if (strcmp(in->kind, "ordinary") == 0 && !*given(in->why)) {
        rc = hn_store_int(c, &sql_second, second, &id, &found);
        if (!rc && found)
            return hn_fail(c, HN_INVALID, "why", "meeting.why");
    }
    if (!rc)
        rc = hn_store_int(c, &sql_same_time, same, &id, &found);
    if (!rc && found)
        rc = hn_fail(c, HN_CONFLICT, "start", "meeting.same_time");
    return rc;
}

/* A unit without members of its own has neither an ordinary nor a thematic meeting: its committee meets. */
static enum hn_rc
check_kind(struct hn_ctx *c, const struct hn_meeting_new *in, const char **unit_kind)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_day(in->day), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc;

    if (!in->kind || !hn_word_among(hn_meeting_kinds, in->kind))
        return hn_fail(c, HN_INVALID, "kind", "meeting.kind");
    rc = hn_store_query(c, &sql_unit_kind, params, &rows);
    if (rc)
        return rc;
    *unit_kind = hn_rows_next(rows) ? hn_row_text(rows, "kind") : "";
    rc = hn_rows_end(rows);
    if (!rc && (strcmp(in->kind, "ordinary") == 0 || strcmp(in->kind, "thematic") == 0) &&
        !hn_unit_kind_has_members(*unit_kind))
        rc = hn_fail(c, HN_INVALID, "kind", "meeting.kind");
    return rc;
}

static enum hn_rc
check_texts(struct hn_ctx *c, const struct hn_meeting_new *in)
{
    enum hn_rc rc = hn_text_fits(c, "topic", in->topic, TOPIC_MOST);

    if (!rc)
        rc = hn_text_fits(c, "place", in->place, PLACE_MOST);
    if (!rc)
        rc = hn_text_fits(c, "why", in->why, REASON_MOST);
    return rc;
}

/* Chair and writer are named from the register, so that nobody's name is learnt by putting a number here. */
static enum hn_rc
check_people(struct hn_ctx *c, const struct hn_meeting *m, hn_day on, struct hn_person_id chair,
             struct hn_person_id writer)
{
    bool member = true;
    enum hn_rc rc = HN_OK;

    if (chair.v)
        rc = hn_on_register(c, m, on, chair, &member);
    if (!rc && !member)
        rc = hn_fail(c, HN_INVALID, "chair", "meeting.not_member");
    if (!rc && writer.v)
        rc = hn_on_register(c, m, on, writer, &member);
    if (!rc && !member)
        rc = hn_fail(c, HN_INVALID, "writer", "meeting.not_member");
    return rc;
}

static bool
near(int64_t month, hn_day day)
{
    int64_t real = hn_month_of(day);

    return month >= real - 1 && month <= real + 1;
}

static bool
far_day(hn_day day)
{
    return day < hn_day_of(1900, 1, 1) || day > hn_day_of(2199, 12, 31);
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_meeting_new *in, int64_t month, int64_t self)
{
    struct hn_meeting as = { .unit = in->unit, .kind = in->kind };
    bool thematic = in->thematic || (in->kind && strcmp(in->kind, "thematic") == 0);
    enum hn_rc rc = far_day(in->day) ? hn_fail(c, HN_INVALID, "day", "meeting.month")
                                     : hn_meeting_in_life(c, in->unit, in->day);

    if (!rc)
        rc = check_kind(c, in, &as.unit_kind);
    if (!rc && thematic && !*given(in->topic))
        rc = hn_fail(c, HN_INVALID, "topic", "meeting.topic");
    if (!rc && !near(month, in->day))
        rc = hn_fail(c, HN_INVALID, "month", "meeting.month");
    if (!rc && (in->start_minute < 0 || in->start_minute > 1439 || in->length_minutes < 0 ||
                in->length_minutes > 1440))
        rc = hn_fail(c, HN_INVALID, "start", "meeting.minute");
    if (!rc)
        rc = check_texts(c, in);
    if (!rc)
        rc = check_people(c, &as, in->day, in->chair, in->writer);
    if (!rc)
        rc = check_rivals(c, in, month, self);
    return rc;
}

static enum hn_rc
length_of(struct hn_ctx *c, const struct hn_meeting_new *in, int64_t *out)
{
    bool both = in->thematic && strcmp(in->kind, "ordinary") == 0;
    enum hn_rc rc = HN_OK;

    *out = in->length_minutes;
    if (*out == 0)
        rc = hn_rule_value(c, in->unit, both ? "meeting_combined_minutes" : "meeting_length_minutes", in->day,
                           out);
    if (!rc && *out == 0)
        *out = LENGTH_USUAL;
    return rc;
}

/* --- calling and changing --- */

static const struct hn_sql sql_call = {
    .name = "meeting.call",
    .text =
        "INSERT INTO meeting (unit_id, id, kind, thematic, topic, month, day, start_minute, length_minutes,"
        " place, why, chair_id, writer_id, invited_at, held_at, held_day, began_minute, ended_minute,"
        " adopted_at, sent_at, received_at, received_by, cancelled_at, cancel_reason, version, created_at,"
        " entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, 0, -1, -1, 0, 0,"
        " 0, 0, 0, '', 1, $14, $15)"
};

enum hn_rc
hn_meeting_call(struct hn_ctx *c, const struct hn_meeting_new *in, struct hn_meeting_id *out)
{
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_MEETING, in->unit);
    int64_t month = in->month, length = 0;
    struct hn_meeting made;

    if (!rc && month == 0 && !far_day(in->day))
        month = hn_month_of(in->day);
    if (!rc)
        rc = check_new(c, in, month, 0);
    if (!rc)
        rc = length_of(c, in, &length);
    if (rc)
        return rc;
    out->v = hn_new_id(c);

    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(out->v),
                                       hn_p_text(in->kind),
                                       hn_p_int(in->thematic || strcmp(in->kind, "thematic") == 0),
                                       hn_p_text(given(in->topic)),
                                       hn_p_int(month),
                                       hn_p_day(in->day),
                                       hn_p_int(in->start_minute),
                                       hn_p_int(length),
                                       hn_p_text(given(in->place)),
                                       hn_p_text(given(in->why)),
                                       hn_p_id(in->chair.v),
                                       hn_p_id(in->writer.v),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_call, params);
    if (!rc)
        rc = hn_meeting_read(c, *out, &made);
    if (!rc)
        rc = hn_agenda_template(c, &made, "");
    if (rc)
        return rc;
    return hn_audit_change(c, "meeting.call", out->v, in->unit, "", told(c, in, month));
}

/* Before the meeting: planned or invited. */
static enum hn_rc
open_before(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out)
{
    enum hn_rc rc = hn_meeting_open(c, id, out);

    if (!rc && out->held_at)
        rc = hn_fail(c, HN_CONFLICT, "", "meeting.held");
    return rc;
}

static const struct hn_sql sql_change = {
    .name = "meeting.change",
    .text =
        "UPDATE meeting SET kind = $3, thematic = $4, topic = $5, month = $6, day = $7, start_minute = $8,"
        " length_minutes = $9, place = $10, why = $11, chair_id = $12, writer_id = $13,"
        " version = version + 1 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_meeting_change(struct hn_ctx *c, struct hn_meeting_id id, int64_t version, const struct hn_meeting_new *in)
{
    struct hn_meeting_new to = *in;
    struct hn_meeting old, now;
    int64_t month = in->month, length = 0;
    enum hn_rc rc = open_before(c, id, &old);

    if (!rc && old.version != version)
        rc = hn_fail(c, HN_CONFLICT, "row_version", "changed");
    if (rc)
        return rc;
    to.unit = old.unit;
    if (month == 0 && !far_day(to.day))
        month = hn_month_of(to.day);
    rc = check_new(c, &to, month, id.v);
    if (!rc)
        rc = length_of(c, &to, &length);
    if (rc)
        return rc;

    const struct hn_param params[] = {
        hn_p_id(to.unit.v),         hn_p_id(id.v),
        hn_p_text(to.kind),         hn_p_int(to.thematic || strcmp(to.kind, "thematic") == 0),
        hn_p_text(given(to.topic)), hn_p_int(month),
        hn_p_day(to.day),           hn_p_int(to.start_minute),
        hn_p_int(length),           hn_p_text(given(to.place)),
        hn_p_text(given(to.why)),   hn_p_id(to.chair.v),
        hn_p_id(to.writer.v),       HN_P_END
    };

    rc = hn_store_do(c, &sql_change, params);
    if (!rc)
        rc = hn_meeting_read(c, id, &now);
    if (!rc)
        rc = hn_agenda_template(c, &now, old.kind);
    if (rc)
        return rc;
    return hn_audit_change(c, "meeting.change", id.v, old.unit, told_of(c, &old), told(c, &to, month));
}

/* --- inviting, holding, cancelling --- */

static const struct hn_sql sql_agenda_count = {
    .name = "meeting.agenda_count",
    .text = "SELECT COUNT(*) AS n FROM agenda_item WHERE unit_id = $1 AND meeting_id = $2 AND removed_at = 0"
};
static const struct hn_sql sql_invite = {
    .name = "meeting.invite",
    .text = "UPDATE meeting SET invited_at = $3, version = version + 1 WHERE unit_id = $1 AND id = $2"
            " AND invited_at = 0"
};

enum hn_rc
hn_meeting_invite(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_meeting m;
    int64_t items = 0;
    bool found;
    enum hn_rc rc = open_before(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), HN_P_END };
    const struct hn_param when[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_time(c->now), HN_P_END };

    rc = hn_store_int(c, &sql_agenda_count, params, &items, &found);
    if (!rc && items == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "meeting.agenda_empty");
    if (!rc)
        rc = hn_store_do(c, &sql_invite, when);
    if (rc)
        return rc;
    return hn_audit_change(c, "meeting.invite", id.v, m.unit, "", hn_day_iso(c->arena, m.day));
}

static const struct hn_sql sql_hold = {
    .name = "meeting.hold",
    .text = "UPDATE meeting SET held_at = CASE WHEN held_at = 0 THEN $3 ELSE held_at END, held_day = $4,"
            " began_minute = $5, ended_minute = $6, chair_id = $7, writer_id = $8, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

static enum hn_rc
check_held(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_meeting_held *in)
{
    bool both = in->began_minute >= 0 && in->ended_minute >= 0;
    enum hn_rc rc;

    if (in->day > c->today)
        return hn_fail(c, HN_INVALID, "day", "meeting.future");
    if (far_day(in->day) || !near(m->month, in->day))
        return hn_fail(c, HN_INVALID, "day", "meeting.month");
    if (in->began_minute < -1 || in->began_minute > 1439 || in->ended_minute < -1 ||
        in->ended_minute > 1439 || (both && in->ended_minute <= in->began_minute))
        return hn_fail(c, HN_INVALID, "ended", "meeting.minute");
    rc = hn_meeting_in_life(c, m->unit, in->day);
    return rc ? rc : check_people(c, m, in->day, in->chair, in->writer);
}

enum hn_rc
hn_meeting_hold(struct hn_ctx *c, struct hn_meeting_id id, int64_t version, const struct hn_meeting_held *in)
{
    struct hn_meeting m;
    int64_t changed;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc && version >= 0 && m.version != version)
        rc = hn_fail(c, HN_CONFLICT, "row_version", "changed");
    if (!rc)
        rc = check_held(c, &m, in);
    if (rc)
        return rc;

    const char *old = hn_print(c->arena, "%s %d %d", m.held_at ? hn_day_iso(c->arena, m.held_day) : "",
                               m.began_minute, m.ended_minute);
    const char *new = hn_print(c->arena, "%s %d %d %" PRId64 " %" PRId64, hn_day_iso(c->arena, in->day),
                               in->began_minute, in->ended_minute, in->chair.v, in->writer.v);
    const struct hn_param params[] = { hn_p_id(m.unit.v),
                                       hn_p_id(id.v),
                                       hn_p_time(c->now),
                                       hn_p_day(in->day),
                                       hn_p_int(in->began_minute),
                                       hn_p_int(in->ended_minute),
                                       hn_p_id(in->chair.v),
                                       hn_p_id(in->writer.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_hold, params);
    if (rc)
        return rc;
    m.held_at = m.held_at ? m.held_at : c->now;
    m.held_day = in->day;
    rc = hn_roll_follow(c, &m, &changed);
    if (!rc)
        rc = hn_month_refresh(c, m.unit, m.month);
    return rc ? rc : hn_audit_change(c, "meeting.hold", id.v, m.unit, old, new);
}

static const struct hn_sql sql_cancel = {
    .name = "meeting.cancel",
    .text = "UPDATE meeting SET cancelled_at = $3, cancel_reason = $4, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_meeting_cancel(struct hn_ctx *c, struct hn_meeting_id id, const char *reason)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc && !*given(reason))
        rc = hn_fail(c, HN_INVALID, "reason", "meeting.cancel_reason");
    if (!rc)
        rc = hn_text_fits(c, "reason", reason, REASON_MOST);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_time(c->now), hn_p_text(reason),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_cancel, params);
    if (!rc)
        rc = hn_month_refresh(c, m.unit, m.month);
    return rc ? rc : hn_audit_change(c, "meeting.cancel", id.v, m.unit, "", reason);
}

const struct hn_sql *const hn_meeting_deed_sql[] = {
    &sql_second,       &sql_same_time, &sql_unit_kind, &sql_call,   &sql_change,
    &sql_agenda_count, &sql_invite,    &sql_hold,      &sql_cancel, NULL,
};
