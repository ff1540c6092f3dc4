/* load.c: many meetings at once (load.h).
 *
 * Rows wait until there are enough of them, then each table gets its own in one bulk statement. The months of cells are
 * summed from the very rows that are written; a cell's month may come from several meetings, in any order.
 */
#include "meeting/load.h"

#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"
#include "meeting/month.h"

#define BATCH_MEETINGS 2000
#define BATCH_BYTES    ((size_t)64 << 20)

struct hn_meeting_loader {
    struct hn_ctx *c;
    struct hn_arena *batch;
    struct hn_meeting_load *at; /* waiting, their texts and rolls in batch */
    int64_t *ids;
    size_t count;
    int64_t written;
};

enum hn_rc
hn_meeting_load_begin(struct hn_ctx *c, struct hn_meeting_loader **out)
{
    struct hn_meeting_loader *l = HN_NEW(c->arena, struct hn_meeting_loader);

    l->c = c;
    l->batch = hn_arena_child(c->arena, BATCH_BYTES);
    l->at = HN_NEW_N(c->arena, struct hn_meeting_load, BATCH_MEETINGS);
    l->ids = HN_NEW_N(c->arena, int64_t, BATCH_MEETINGS);
    *out = l;
    return HN_OK;
}

/* --- what a meeting counts as --- */

static const char *
given(const char *text)
{
    return text ? text : "";
}

static bool
is_thematic(const struct hn_meeting_load *m)
{
    return m->thematic || strcmp(m->kind, "thematic") == 0;
}

static bool
is_met(const struct hn_meeting_load *m)
{
    return m->held_at && strcmp(m->kind, "ordinary") == 0;
}

/* --- meetings --- */

static const struct hn_sql sql_meeting = {
    .name = "meeting_load.meeting",
    .text =
        "INSERT INTO meeting (unit_id, id, kind, thematic, topic, month, day, start_minute, length_minutes,"
        " place, why, chair_id, writer_id, invited_at, held_at, held_day, began_minute, ended_minute,"
        " adopted_at, sent_at, received_at, received_by, cancelled_at, cancel_reason, version, created_at,"
        " entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
        "$18,"
        " $19, $20, 0, 0, 0, '', 1, $21, $22)"
};

static enum hn_rc
put_meeting(struct hn_meeting_loader *l, size_t i)
{
    const struct hn_meeting_load *m = &l->at[i];
    bool held = m->held_at != 0;
    int length = m->ended_minute > m->began_minute ? m->ended_minute - m->began_minute : 90;
    const struct hn_param params[] = { hn_p_id(m->unit.v),
                                       hn_p_id(l->ids[i]),
                                       hn_p_text(m->kind),
                                       hn_p_int(is_thematic(m)),
                                       hn_p_text(m->topic),
                                       hn_p_int(m->month),
                                       hn_p_day(m->day),
                                       hn_p_int(m->start_minute),
                                       hn_p_int(length),
                                       hn_p_text(m->place),
                                       hn_p_text(m->why),
                                       hn_p_id(m->chair.v),
                                       hn_p_id(m->writer.v),
                                       hn_p_time(held ? m->held_at - 3 * HN_DAY_US : 0),
                                       hn_p_time(m->held_at),
                                       hn_p_day(held ? m->day : 0),
                                       hn_p_int(held ? m->began_minute : -1),
                                       hn_p_int(held ? m->ended_minute : -1),
                                       hn_p_time(m->adopted_at),
                                       hn_p_time(m->sent_at),
                                       hn_p_time(held ? m->held_at - 5 * HN_DAY_US : l->c->now),
                                       hn_p_id(l->c->actor.v),
                                       HN_P_END };

    return hn_store_bulk_row(l->c, params);
}

static const struct hn_sql sql_roll = {
    .name = "meeting_load.roll",
    .text = "INSERT INTO attendance (unit_id, meeting_id, person_id, state, official, via, helper_id, reason,"
            " version, at, entered_by) VALUES ($1, $2, $3, $4, $5, 0, 0, '', 1, $6, $7)"
};

static enum hn_rc
put_roll(struct hn_meeting_loader *l, size_t i)
{
    const struct hn_meeting_load *m = &l->at[i];
    enum hn_rc rc = HN_OK;

    for (size_t k = 0; !rc && k < m->roll_count; k++) {
        const struct hn_meeting_load_roll *r = &m->roll[k];
        const struct hn_param params[] = { hn_p_id(m->unit.v),     hn_p_id(l->ids[i]),
                                           hn_p_id(r->person.v),   hn_p_int(r->state),
                                           hn_p_int(r->official),  hn_p_time(m->held_at),
                                           hn_p_id(l->c->actor.v), HN_P_END };

        rc = hn_store_bulk_row(l->c, params);
    }
    return rc;
}

/* --- totals of scores --- */

static const struct hn_sql sql_total = {
    .name = "meeting_load.total",
    .text = "INSERT INTO meeting_total (unit_id, meeting_id, scorer, set_code, points, class, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
};

static enum hn_rc
put_totals(struct hn_meeting_loader *l, size_t i)
{
    const struct hn_meeting_load *m = &l->at[i];
    const int64_t points[] = { m->score_cell, m->score_monitor };
    const char *const scorers[] = { "cell", "monitor" };
    const char *const classes[] = { m->class_cell, m->class_monitor };
    enum hn_rc rc = HN_OK;

    for (int k = 0; !rc && k < 2; k++) {
        const struct hn_param params[] = {
            hn_p_id(m->unit.v),      hn_p_id(l->ids[i]),     hn_p_text(scorers[k]),
            hn_p_text(m->score_set), hn_p_int(points[k]),    hn_p_text(classes[k]),
            hn_p_time(m->held_at),   hn_p_id(l->c->actor.v), HN_P_END
        };

        if (points[k] >= 0)
            rc = hn_store_bulk_row(l->c, params);
    }
    return rc;
}

/* --- months: the first ordinary meeting held says how it was; the first thematic one which day --- */

static const struct hn_sql sql_month = {
    .name = "meeting_load.month",
    .text = "INSERT INTO cell_month (month, unit_id, meeting_id, met_day, met_known, late, thematic_day,"
            " adopted_at, sent_at, sent_late, members, base, present, excused, unexcused, unrecorded,"
            " score_cell, score_monitor, excused_month) VALUES (" HN_MARKS_18 ", 0)"
            " ON CONFLICT (month, unit_id) DO UPDATE SET meeting_id = excluded.meeting_id,"
            " met_day = excluded.met_day, met_known = excluded.met_known, late = excluded.late,"
            " adopted_at = excluded.adopted_at, sent_at = excluded.sent_at, sent_late = excluded.sent_late,"
            " members = excluded.members, base = excluded.base, present = excluded.present,"
            " excused = excluded.excused, unexcused = excluded.unexcused, unrecorded = excluded.unrecorded,"
            " score_cell = excluded.score_cell, score_monitor = excluded.score_monitor"
            " WHERE cell_month.meeting_id = 0 OR excluded.met_day < cell_month.met_day"
            " OR (excluded.met_day = cell_month.met_day AND excluded.meeting_id < cell_month.meeting_id)"
};

static enum hn_rc
put_month(struct hn_meeting_loader *l, size_t i)
{
    const struct hn_meeting_load *m = &l->at[i];
    int64_t n[HN_PRESENCE_COUNT] = { 0 };

    if (!is_met(m))
        return HN_OK;
    for (size_t k = 0; k < m->roll_count; k++)
        n[m->roll[k].state]++;

    int64_t base = n[HN_NOT_RECORDED] + n[HN_PRESENT] + n[HN_ONLINE] + n[HN_EXCUSED] + n[HN_UNEXCUSED];
    const struct hn_param params[] = { hn_p_int(m->month),
                                       hn_p_id(m->unit.v),
                                       hn_p_id(l->ids[i]),
                                       hn_p_day(m->day),
                                       hn_p_time(m->held_at),
                                       hn_p_int(m->late),
                                       hn_p_day(is_thematic(m) ? m->day : 0),
                                       hn_p_time(m->adopted_at),
                                       hn_p_time(m->sent_at),
                                       hn_p_int(m->sent_late),
                                       hn_p_int((int64_t)m->roll_count),
                                       hn_p_int(base),
                                       hn_p_int(n[HN_PRESENT] + n[HN_ONLINE]),
                                       hn_p_int(n[HN_EXCUSED]),
                                       hn_p_int(n[HN_UNEXCUSED]),
                                       hn_p_int(n[HN_NOT_RECORDED]),
                                       hn_p_int(m->score_cell),
                                       hn_p_int(m->score_monitor),
                                       HN_P_END };

    return hn_store_bulk_row(l->c, params);
}

static const struct hn_sql sql_thematic = {
    .name = "meeting_load.thematic",
    .text = "INSERT INTO cell_month (month, unit_id, meeting_id, met_day, met_known, late, thematic_day,"
            " adopted_at, sent_at, sent_late, members, base, present, excused, unexcused, unrecorded,"
            " score_cell, score_monitor, excused_month)"
            " VALUES ($1, $2, 0, 0, 0, 0, $3, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0)"
            " ON CONFLICT (month, unit_id) DO UPDATE SET thematic_day = excluded.thematic_day"
            " WHERE cell_month.thematic_day = 0 OR excluded.thematic_day < cell_month.thematic_day"
};

static enum hn_rc
put_thematic(struct hn_meeting_loader *l, size_t i)
{
    const struct hn_meeting_load *m = &l->at[i];
    const struct hn_param params[] = { hn_p_int(m->month), hn_p_id(m->unit.v), hn_p_day(m->day), HN_P_END };

    return m->held_at && is_thematic(m) ? hn_store_bulk_row(l->c, params) : HN_OK;
}

/* --- all that waits --- */

static enum hn_rc
put_each(struct hn_meeting_loader *l, const struct hn_sql *sql,
         enum hn_rc (*put)(struct hn_meeting_loader *l, size_t i))
{
    enum hn_rc rc = hn_store_bulk_begin(l->c, sql), ended;

    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < l->count; i++)
        rc = put(l, i);
    ended = hn_store_bulk_end(l->c);
    return rc ? rc : ended;
}

static enum hn_rc
flush(struct hn_meeting_loader *l)
{
    enum hn_rc rc = HN_OK;

    if (l->count == 0)
        return rc;
    rc = put_each(l, &sql_meeting, put_meeting);
    if (!rc)
        rc = put_each(l, &sql_roll, put_roll);
    if (!rc)
        rc = put_each(l, &sql_total, put_totals);
    if (!rc)
        rc = put_each(l, &sql_month, put_month);
    if (!rc)
        rc = put_each(l, &sql_thematic, put_thematic);
    l->written += (int64_t)l->count;
    l->count = 0;
    hn_arena_reset(l->batch);
    return rc;
}

enum hn_rc
hn_meeting_load(struct hn_meeting_loader *l, const struct hn_meeting_load *in, struct hn_meeting_id *out)
{
    enum hn_rc rc = HN_OK;
    struct hn_meeting_load *m;
    struct hn_meeting_load_roll *roll;

    if (l->count == BATCH_MEETINGS || hn_arena_used(l->batch) > BATCH_BYTES / 2)
        rc = flush(l);
    if (rc)
        return rc;
    m = &l->at[l->count];
    *m = *in;
    m->kind = hn_dup(l->batch, in->kind);
    m->topic = hn_dup(l->batch, given(in->topic));
    m->place = hn_dup(l->batch, given(in->place));
    m->why = hn_dup(l->batch, given(in->why));
    m->class_cell = hn_dup(l->batch, given(in->class_cell));
    m->class_monitor = hn_dup(l->batch, given(in->class_monitor));
    m->score_set = hn_dup(l->batch, given(in->score_set));
    roll = HN_NEW_N(l->batch, struct hn_meeting_load_roll, in->roll_count);
    if (in->roll_count)
        memcpy(roll, in->roll, in->roll_count * sizeof *roll);
    m->roll = roll;
    l->ids[l->count] = hn_new_id(l->c);
    if (out)
        out->v = l->ids[l->count];
    l->count++;
    return HN_OK;
}

enum hn_rc
hn_meeting_load_end(struct hn_meeting_loader *l)
{
    enum hn_rc rc = flush(l);

    hn_arena_free(l->batch);
    return rc ? rc : hn_audit(l->c, "meeting.load", l->written);
}

/* --- guests --- */

static const struct hn_sql sql_held = {
    .name = "meeting_load.held",
    .text =
        "SELECT unit_id, meeting_id, met_day, met_known FROM cell_month WHERE month = $1 AND meeting_id <> 0"
        " ORDER BY unit_id"
};
static const struct hn_sql sql_guest = {
    .name = "meeting_load.guest",
    .text = "INSERT INTO meeting_guest (unit_id, meeting_id, item_key, person_id, name, title, role, version,"
            " at, removed_at, entered_by) VALUES ($1, $2, 'monitor', $3, '', '', 'monitor', 1, $4, 0, $5)"
};

enum hn_rc
hn_meeting_load_held(struct hn_ctx *c, int64_t month, struct hn_meeting_held_row *out, size_t room,
                     size_t *count)
{
    const struct hn_param params[] = { hn_p_int(month), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_held, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (*count < room && hn_rows_next(rows))
        out[(*count)++] = (struct hn_meeting_held_row){ .unit = { hn_row_int(rows, "unit_id") },
                                                        .meeting = { hn_row_int(rows, "meeting_id") },
                                                        .day = (hn_day)hn_row_int(rows, "met_day"),
                                                        .held_at = hn_row_int(rows, "met_known") };
    return hn_rows_end(rows);
}

enum hn_rc
hn_meeting_load_guests(struct hn_ctx *c, const struct hn_meeting_held_row *rows, size_t count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_guest), ended;

    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++) {
        const struct hn_param params[] = { hn_p_id(rows[i].unit.v),  hn_p_id(rows[i].meeting.v),
                                           hn_p_id(rows[i].guest.v), hn_p_time(rows[i].held_at),
                                           hn_p_id(c->actor.v),      HN_P_END };

        if (rows[i].guest.v)
            rc = hn_store_bulk_row(c, params);
    }
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

const struct hn_sql *const hn_meeting_load_sql[] = {
    &sql_meeting, &sql_roll, &sql_total, &sql_month, &sql_thematic, &sql_held, &sql_guest, NULL,
};
