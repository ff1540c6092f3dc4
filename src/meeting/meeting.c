/* meeting.c: reading meetings: one by its id, those of a unit, and a draft opened for a deed (meeting.h). */
#include <string.h>

#include "audit/audit.h"
#include "base/num.h"
#include "meeting/inside.h"
#include "rule/rule.h"

#define OF_UNIT_MOST 200

const char *const hn_meeting_kinds[] = { "ordinary",  "thematic", "extraordinary",
                                         "committee", "congress", NULL };

static const struct hn_sql sql_one = { .name = "meeting.one",
                                       .text = MEETING_COLUMNS " FROM meeting m" MEETING_JOINS
                                                               " WHERE m.id = $2" };
/* clang-format off */
static const struct hn_sql sql_of_unit = {
    .name = "meeting.of_unit",
    .text =
        MEETING_COLUMNS
        " FROM meeting m" MEETING_JOINS
        " WHERE m.unit_id = $2 AND m.month BETWEEN $3 AND $4"
        " ORDER BY m.month DESC, " MEETING_DAY("m") " DESC, m.start_minute DESC, m.id DESC LIMIT $5"
};
/* clang-format on */
static const struct hn_sql sql_unit_of = { .name = "meeting.unit_of",
                                           .text = "SELECT unit_id FROM meeting WHERE id = $1" };

static enum hn_meeting_stage
stage_of(const struct hn_meeting *m)
{
    if (m->cancelled_at)
        return HN_STAGE_CANCELLED;
    if (m->sent_at)
        return HN_STAGE_SENT;
    if (m->adopted_at)
        return HN_STAGE_ADOPTED;
    if (m->held_at)
        return HN_STAGE_HELD;
    return m->invited_at ? HN_STAGE_INVITED : HN_STAGE_PLANNED;
}

struct hn_meeting
hn_meeting_row(struct hn_rows *rows)
{
    struct hn_meeting m = {
        .id = { hn_row_int(rows, "id") },
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .unit_kind = hn_row_text(rows, "unit_kind"),
        .kind = hn_row_text(rows, "kind"),
        .thematic = hn_row_int(rows, "thematic") != 0,
        .topic = hn_row_text(rows, "topic"),
        .month = hn_row_int(rows, "month"),
        .day = (hn_day)hn_row_int(rows, "day"),
        .start_minute = (int)hn_row_int(rows, "start_minute"),
        .length_minutes = (int)hn_row_int(rows, "length_minutes"),
        .place = hn_row_text(rows, "place"),
        .why = hn_row_text(rows, "why"),
        .chair = { hn_row_int(rows, "chair_id") },
        .writer = { hn_row_int(rows, "writer_id") },
        .chair_name = hn_row_text(rows, "chair_name"),
        .writer_name = hn_row_text(rows, "writer_name"),
        .invited_at = hn_row_int(rows, "invited_at"),
        .held_at = hn_row_int(rows, "held_at"),
        .adopted_at = hn_row_int(rows, "adopted_at"),
        .sent_at = hn_row_int(rows, "sent_at"),
        .received_at = hn_row_int(rows, "received_at"),
        .cancelled_at = hn_row_int(rows, "cancelled_at"),
        .held_day = (hn_day)hn_row_int(rows, "held_day"),
        .began_minute = (int)hn_row_int(rows, "began_minute"),
        .ended_minute = (int)hn_row_int(rows, "ended_minute"),
        .cancel_reason = hn_row_text(rows, "cancel_reason"),
        .version = hn_row_int(rows, "version"),
    };

    m.stage = stage_of(&m);
    return m;
}

enum hn_rc
hn_meeting_rows(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, size_t most,
                const struct hn_meeting **out, size_t *count)
{
    struct hn_meeting *all = NULL;
    struct hn_rows *rows;
    size_t n = 0, room = 0;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    while (n < most && hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 16) * sizeof *all);
            room += 16;
        }
        all[n++] = hn_meeting_row(rows);
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

hn_day
hn_meeting_on(const struct hn_meeting *m)
{
    return m->held_at ? m->held_day : m->day;
}

bool
hn_meeting_locked(const struct hn_meeting *m)
{
    return m->adopted_at != 0 || m->cancelled_at != 0;
}

enum hn_rc
hn_meeting_read(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out)
{
    const struct hn_param params[] = { hn_p_time(hn_fact_known(c)), hn_p_id(id.v), HN_P_END };
    const struct hn_meeting *found;
    size_t count;
    enum hn_rc rc = hn_meeting_rows(c, &sql_one, params, 1, &found, &count);

    if (rc)
        return rc;
    if (count == 0)
        return hn_fail(c, HN_NOT_FOUND, "", "meeting.not_found");
    *out = *found;
    return HN_OK;
}

/* To people one that is not there is the same as one out of their scope, in words and in the log. */
static enum hn_rc
not_there(struct hn_ctx *c)
{
    hn_audit_look(c, "refused", (struct hn_person_id){ 0 }, (struct hn_unit_id){ 0 },
                  hn_right_name(HN_MAY_READ_MEETING), "");
    return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

enum hn_rc
hn_meeting_find(struct hn_ctx *c, const char *id, struct hn_meeting_id *out, struct hn_unit_id *unit)
{
    int64_t number = 0;
    bool found = false;
    enum hn_rc rc = HN_OK;

    if (hn_parse_i64(id, 1, INT64_MAX, &number)) {
        const struct hn_param params[] = { hn_p_id(number), HN_P_END };

        rc = hn_store_int(c, &sql_unit_of, params, &unit->v, &found);
    }
    if (rc)
        return rc;
    if (!found)
        return not_there(c);
    out->v = number;
    return hn_need(c, HN_MAY_READ_MEETING, *unit);
}

/* By whoever holds the right over its unit. */
static enum hn_rc
read_by(struct hn_ctx *c, enum hn_right right, struct hn_meeting_id id, struct hn_meeting *out)
{
    int faults = c->fault_count;
    enum hn_rc rc = hn_meeting_read(c, id, out);

    if (rc == HN_NOT_FOUND) {
        c->fault_count = faults;
        return not_there(c);
    }
    return rc ? rc : hn_need(c, right, out->unit);
}

enum hn_rc
hn_meeting_get(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out)
{
    return read_by(c, HN_MAY_READ_MEETING, id, out);
}

enum hn_rc
hn_meeting_open(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out)
{
    enum hn_rc rc = read_by(c, HN_MAY_EDIT_MEETING, id, out);

    if (!rc && hn_meeting_locked(out))
        rc = hn_fail(c, HN_CONFLICT, "", "meeting.locked");
    return rc;
}

enum hn_rc
hn_meetings_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t from, int64_t to,
               const struct hn_meeting **out, size_t *count)
{
    const struct hn_param params[] = {
        hn_p_time(hn_fact_known(c)), hn_p_id(unit.v), hn_p_int(from), hn_p_int(to),
        hn_p_int(OF_UNIT_MOST),      HN_P_END
    };
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, unit);

    return rc ? rc : hn_meeting_rows(c, &sql_of_unit, params, OF_UNIT_MOST, out, count);
}

/* --- what every deed asks --- */

bool
hn_word_among(const char *const *words, const char *word)
{
    for (; word && *words; words++) {
        if (strcmp(*words, word) == 0)
            return true;
    }
    return false;
}

static const struct hn_sql sql_life = {
    .name = "meeting.life",
    .text =
        "SELECT valid_from, valid_to FROM unit_version WHERE unit_id = $1 AND known_to = " HN_SQL_OPEN_TIME
        " ORDER BY valid_from"
};

enum hn_rc
hn_meeting_in_life(struct hn_ctx *c, struct hn_unit_id unit, hn_day day)
{
    const struct hn_param params[] = { hn_p_id(unit.v), HN_P_END };
    struct hn_rows *rows;
    hn_day edge = HN_DAY_OPEN;
    bool stands = false;
    enum hn_rc rc = hn_store_query(c, &sql_life, params, &rows);

    if (rc)
        return rc;
    while (!stands && hn_rows_next(rows)) {
        hn_day from = (hn_day)hn_row_int(rows, "valid_from"), to = (hn_day)hn_row_int(rows, "valid_to");

        stands = from <= day && day < to;
        /* The last day before, or the first day of all. */
        if (to <= day)
            edge = to - 1;
        else if (edge == HN_DAY_OPEN)
            edge = from;
    }
    rc = hn_rows_end(rows);
    if (!rc && !stands)
        rc = hn_fail_arg(c, HN_INVALID, "day", "meeting.outside_life", hn_day_prose(c->arena, edge));
    return rc;
}

enum hn_rc
hn_text_fits(struct hn_ctx *c, const char *field, const char *text, size_t most)
{
    if (text && hn_utf8_count(text) > most)
        return hn_fail_arg(c, HN_INVALID, field, "too_long", hn_print(c->arena, "%zu", most));
    return HN_OK;
}

const struct hn_sql *const hn_meeting_sql[] = { &sql_one, &sql_of_unit, &sql_unit_of, &sql_life, NULL };
