/* load.c: see load.h. Rows are kept until a batch is full, then written table by table, since nothing else runs on the
 * connection between the beginning and the end of a bulk. */
#include "meeting/load.h"

#include <assert.h>
#include <string.h>

#include "audit/audit.h"

enum { BATCH_MEETINGS = 2000, BATCH_LINES = 60000, MEMORY = 32 << 20 };

static const struct hn_sql sql_meeting = {
    .name = "meeting.load",
    .text =
        "INSERT INTO meeting (unit_id, id, kind, thematic, topic, month, day, start_minute, length_minutes, "
        "place,"
        " why, chair_id, writer_id, invited_at, held_at, held_day, began_minute, ended_minute, adopted_at,"
        " sent_at, received_at, received_by, cancelled_at, cancel_reason, version, created_at, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,"
        " 0, 0, 0, '', 1, $21, $22)"
};
static const struct hn_sql sql_line = {
    .name = "meeting.load_line",
    .text = "INSERT INTO attendance (unit_id, meeting_id, person_id, state, official, via, helper_id, reason,"
            " version, at, entered_by) VALUES ($1, $2, $3, $4, $5, 0, 0, '', 1, $6, $7)"
};
static const struct hn_sql sql_total = {
    .name = "meeting.load_total",
    .text = "INSERT INTO meeting_total (unit_id, meeting_id, scorer, set_code, points, class, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
};
static const struct hn_sql sql_month = {
    .name = "meeting.load_month",
    .text =
        "INSERT INTO cell_month (month, unit_id, meeting_id, met_day, met_known, late, thematic_day, "
        "adopted_at,"
        " sent_at, sent_late, members, base, present, excused, unexcused, unrecorded, score_cell,"
        " score_monitor, excused_month) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
        " $15, $16, $17, $18, 0)"
};

/* --- what is kept until it is written --- */

struct kept_meeting {
    int64_t id;
    struct hn_meeting_load in; /* its texts in the batch's arena */
    struct hn_roll_count count;
    size_t first; /* line */
};

struct hn_meeting_loader {
    struct hn_ctx *c;
    struct hn_arena *arena;
    struct kept_meeting *meetings;
    struct hn_meeting_load_roll *lines;
    size_t meeting_count, line_count;
    int64_t written;
};

static void
free_arena(void *arg)
{
    struct hn_meeting_loader *l = arg;

    hn_arena_free(l->arena);
}

static void
empty(struct hn_meeting_loader *l)
{
    hn_arena_reset(l->arena);
    l->meetings = HN_NEW_N(l->arena, struct kept_meeting, BATCH_MEETINGS);
    l->lines = HN_NEW_N(l->arena, struct hn_meeting_load_roll, BATCH_LINES);
    l->meeting_count = l->line_count = 0;
}

enum hn_rc
hn_meeting_load_begin(struct hn_ctx *c, struct hn_meeting_loader **out)
{
    struct hn_meeting_loader *l = HN_NEW(c->arena, struct hn_meeting_loader);

    l->c = c;
    l->written = 0;
    l->arena = hn_arena_new(MEMORY);
    hn_arena_at_end(c->arena, free_arena, l);
    empty(l);
    *out = l;
    return HN_OK;
}

static void
count_line(struct hn_roll_count *k, const struct hn_meeting_load_roll *r)
{
    k->members++;
    k->present += r->state == HN_PRESENT || r->state == HN_ONLINE;
    k->excused += r->state == HN_EXCUSED;
    k->unexcused += r->state == HN_UNEXCUSED;
    k->not_recorded += r->state == HN_NOT_RECORDED;
    k->base += r->state != HN_EXEMPT && r->state != HN_SUSPENDED && r->state != HN_AWAY &&
               r->state != HN_ON_DUTY;
}

/* --- writing --- */

static enum hn_rc
write_meetings(struct hn_meeting_loader *l)
{
    enum hn_rc rc = hn_store_bulk_begin(l->c, &sql_meeting), end;

    if (rc)
        return rc;
    for (size_t i = 0; i < l->meeting_count && !rc; i++) {
        const struct kept_meeting *k = &l->meetings[i];
        const struct hn_meeting_load *m = &k->in;
        const struct hn_param params[] = {
            hn_p_id(m->unit.v),
            hn_p_id(k->id),
            hn_p_text(m->kind),
            hn_p_int(m->thematic),
            hn_p_text(m->topic),
            hn_p_int(m->month),
            hn_p_day(m->day),
            hn_p_int(m->start_minute),
            hn_p_int(m->ended_minute - m->began_minute),
            hn_p_text(m->place),
            hn_p_text(m->why),
            hn_p_id(m->chair.v),
            hn_p_id(m->writer.v),
            hn_p_time(m->held_at - 3 * HN_DAY_US),
            hn_p_time(m->held_at),
            hn_p_day(m->day),
            hn_p_int(m->began_minute),
            hn_p_int(m->ended_minute),
            hn_p_time(m->adopted_at),
            hn_p_time(m->sent_at),
            hn_p_time(m->held_at - 3 * HN_DAY_US),
            hn_p_id(l->c->actor.v),
            HN_P_END,
        };

        rc = hn_store_bulk_row(l->c, params);
    }
    end = hn_store_bulk_end(l->c);
    return rc ? rc : end;
}

static enum hn_rc
write_lines(struct hn_meeting_loader *l)
{
    enum hn_rc rc = hn_store_bulk_begin(l->c, &sql_line), end;

    if (rc)
        return rc;
    for (size_t i = 0; i < l->meeting_count && !rc; i++) {
        const struct kept_meeting *k = &l->meetings[i];

        for (size_t n = 0; n < k->in.roll_count && !rc; n++) {
            const struct hn_meeting_load_roll *r = &l->lines[k->first + n];
            const struct hn_param params[] = {
                hn_p_id(k->in.unit.v), hn_p_id(k->id),           hn_p_id(r->person.v),   hn_p_int(r->state),
                hn_p_int(r->official), hn_p_time(k->in.held_at), hn_p_id(l->c->actor.v), HN_P_END,
            };

            rc = hn_store_bulk_row(l->c, params);
        }
    }
    end = hn_store_bulk_end(l->c);
    return rc ? rc : end;
}

static enum hn_rc
write_total(struct hn_meeting_loader *l, const struct kept_meeting *k, const char *scorer, int64_t points,
            const char *class)
{
    if (points < 0)
        return HN_OK;

    const struct hn_param params[] = {
        hn_p_id(k->in.unit.v),       hn_p_id(k->id),         hn_p_text(scorer),
        hn_p_text(k->in.score_set),  hn_p_int(points),       hn_p_text(class),
        hn_p_time(k->in.adopted_at), hn_p_id(l->c->actor.v), HN_P_END,
    };

    return hn_store_bulk_row(l->c, params);
}

static enum hn_rc
write_totals(struct hn_meeting_loader *l)
{
    enum hn_rc rc = hn_store_bulk_begin(l->c, &sql_total), end;

    if (rc)
        return rc;
    for (size_t i = 0; i < l->meeting_count && !rc; i++) {
        const struct kept_meeting *k = &l->meetings[i];

        rc = write_total(l, k, "cell", k->in.score_cell, k->in.class_cell);
        if (!rc)
            rc = write_total(l, k, "monitor", k->in.score_monitor, k->in.class_monitor);
    }
    end = hn_store_bulk_end(l->c);
    return rc ? rc : end;
}

static enum hn_rc
write_months(struct hn_meeting_loader *l)
{
    enum hn_rc rc = hn_store_bulk_begin(l->c, &sql_month), end;

    if (rc)
        return rc;
    for (size_t i = 0; i < l->meeting_count && !rc; i++) {
        const struct kept_meeting *k = &l->meetings[i];
        const struct hn_meeting_load *m = &k->in;

        if (strcmp(m->kind, "ordinary") != 0 || m->held_at == 0)
            continue;
        const struct hn_param params[] = {
            hn_p_int(m->month),
            hn_p_id(m->unit.v),
            hn_p_id(k->id),
            hn_p_day(m->day),
            hn_p_time(m->held_at),
            hn_p_int(m->late),
            hn_p_day(m->thematic ? m->day : 0),
            hn_p_time(m->adopted_at),
            hn_p_time(m->sent_at),
            hn_p_int(m->sent_late),
            hn_p_int(k->count.members),
            hn_p_int(k->count.base),
            hn_p_int(k->count.present),
            hn_p_int(k->count.excused),
            hn_p_int(k->count.unexcused),
            hn_p_int(k->count.not_recorded),
            hn_p_int(m->score_cell),
            hn_p_int(m->score_monitor),
            HN_P_END,
        };

        rc = hn_store_bulk_row(l->c, params);
    }
    end = hn_store_bulk_end(l->c);
    return rc ? rc : end;
}

static enum hn_rc
flush(struct hn_meeting_loader *l)
{
    enum hn_rc rc = write_meetings(l);

    if (!rc)
        rc = write_lines(l);
    if (!rc)
        rc = write_totals(l);
    if (!rc)
        rc = write_months(l);
    l->written += (int64_t)l->meeting_count;
    empty(l);
    return rc;
}

enum hn_rc
hn_meeting_load(struct hn_meeting_loader *l, const struct hn_meeting_load *in, struct hn_meeting_id *out)
{
    struct kept_meeting *k;
    enum hn_rc rc;

    assert(in->roll_count <= BATCH_LINES);
    if (l->meeting_count == BATCH_MEETINGS || l->line_count + in->roll_count > BATCH_LINES) {
        rc = flush(l);
        if (rc)
            return rc;
    }
    k = &l->meetings[l->meeting_count++];
    *k = (struct kept_meeting){ .id = hn_new_id(l->c), .in = *in, .first = l->line_count };
    k->in.kind = hn_dup(l->arena, in->kind);
    k->in.topic = hn_dup(l->arena, in->topic);
    k->in.place = hn_dup(l->arena, in->place);
    k->in.why = hn_dup(l->arena, in->why);
    k->in.class_cell = hn_dup(l->arena, in->class_cell);
    k->in.class_monitor = hn_dup(l->arena, in->class_monitor);
    k->in.score_set = hn_dup(l->arena, in->score_set);
    for (size_t i = 0; i < in->roll_count; i++) {
        l->lines[l->line_count++] = in->roll[i];
        count_line(&k->count, &in->roll[i]);
    }
    out->v = k->id;
    return HN_OK;
}

enum hn_rc
hn_meeting_load_end(struct hn_meeting_loader *l)
{
    enum hn_rc rc = flush(l);

    return rc ? rc : hn_audit(l->c, "meeting.load", l->written);
}

const struct hn_sql *const hn_meeting_load_sql[] = { &sql_meeting, &sql_line, &sql_total, &sql_month, NULL };
