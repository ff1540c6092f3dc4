/* meeting.c: meetings and attendance as tables, both ways. An import calls and holds meetings and fills rolls by the
 * subject's own rules, so that a past kept in spreadsheets comes in; what is locked stays as it is. */
#include "meeting/each.h"

#include <string.h>

#include "dataset/kinds.h"
#include "person/person.h"
#include "rule/rule.h"
#include "unit/unit.h"

/* --- out --- */

static enum hn_rc
give_meeting(void *sink, const struct hn_meeting_line *m)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_cell cells[] = {
        hn_cell_text(m->unit),
        hn_cell_text(m->kind),
        hn_cell_text(hn_month_iso(a, m->month)),
        hn_cell_day(m->day),
        hn_minute_cell(a, m->start_minute),
        hn_cell_text(m->held ? "1" : "0"),
        m->held ? hn_minute_cell(a, m->began_minute) : HN_CELL_EMPTY,
        m->held ? hn_minute_cell(a, m->ended_minute) : HN_CELL_EMPTY,
        hn_cell_text(m->place),
        hn_cell_text(m->thematic ? "1" : "0"),
        hn_cell_text(m->topic),
        hn_cell_text(m->why),
    };

    return hn_giving_put(g, cells);
}

static enum hn_rc
give_attendance(void *sink, const struct hn_attendance_line *l)
{
    struct hn_giving *g = sink;
    const struct hn_cell cells[] = {
        hn_cell_text(l->unit),   hn_cell_text(l->kind),
        hn_cell_day(l->day),     hn_minute_cell(g->ctx->arena, l->start_minute),
        hn_cell_text(l->person), hn_cell_text(hn_presences[l->state]),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_meetings(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_meeting_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_meeting, &g);
}

enum hn_rc
hn_give_attendance(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_attendance_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_attendance, &g);
}

/* --- in --- */

/* What names a meeting in a row of either table. */
struct named {
    struct hn_unit_id unit;
    const char *kind;
    hn_day day;
    int start;
    struct hn_meeting_id there; /* 0: none yet */
};

static enum hn_rc
read_named(struct hn_ctx *c, struct hn_table *t, struct named *out)
{
    const char *code = hn_table_cell(t, "unit");
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_unit_find(c, code, &out->unit);
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        return hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", code);
    }
    if (rc)
        return rc;
    out->kind = hn_table_cell(t, "kind");
    if (!hn_day_parse(hn_table_cell(t, "day"), &out->day))
        return hn_fail(c, HN_INVALID, "day", "not_date");
    if (!hn_minute_read(hn_table_cell(t, "start"), &out->start) || out->start < 0)
        return hn_fail(c, HN_INVALID, "start", "meeting.minute");
    return hn_meeting_at(c, out->unit, out->day, out->kind, out->start, &out->there);
}

static bool
says(struct hn_table *t, const char *column, const char *word)
{
    return strcmp(hn_table_cell(t, column), word) == 0;
}

static enum hn_rc
call_meeting(struct hn_ctx *c, struct hn_table *t, const struct named *n)
{
    struct hn_meeting_new in = { .unit = n->unit,
                                 .kind = n->kind,
                                 .day = n->day,
                                 .start_minute = n->start,
                                 .place = hn_table_cell(t, "place"),
                                 .thematic = says(t, "thematic", "1"),
                                 .topic = hn_table_cell(t, "topic"),
                                 .why = hn_table_cell(t, "why") };
    struct hn_meeting_held held = { .day = n->day };
    struct hn_meeting_id id;
    enum hn_rc rc;

    if (*hn_table_cell(t, "month") && !hn_month_parse(hn_table_cell(t, "month"), &in.month))
        return hn_fail(c, HN_INVALID, "month", "month.shape");
    if (!hn_minute_read(hn_table_cell(t, "began"), &held.began_minute))
        return hn_fail(c, HN_INVALID, "began", "meeting.minute");
    if (!hn_minute_read(hn_table_cell(t, "ended"), &held.ended_minute))
        return hn_fail(c, HN_INVALID, "ended", "meeting.minute");
    rc = hn_meeting_call(c, &in, &id);
    if (!rc && says(t, "held", "1"))
        rc = hn_meeting_hold(c, id, -1, &held);
    return rc;
}

static enum hn_rc
take_meeting(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct named n = { .there = { 0 } };
    enum hn_rc rc = read_named(c, t, &n);

    if (!rc && !n.there.v)
        rc = call_meeting(c, t, &n);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), n.there.v ? "same" : "new");
    return rc;
}

static enum hn_rc
take_presence(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_presence_put put_in = { .state = hn_presence_of(hn_table_cell(t, "state")),
                                      .via = HN_VIA_SHEET,
                                      .base = -1 };
    struct hn_attender before;
    struct named n = { .there = { 0 } };
    enum hn_rc rc = read_named(c, t, &n);

    if (!rc && !n.there.v)
        rc = hn_fail(c, HN_INVALID, "day", "dataset.no_meeting");
    if (!rc && put_in.state == HN_PRESENCE_COUNT)
        rc = hn_fail(c, HN_INVALID, "state", "not_choice");
    if (!rc)
        rc = hn_person_find(c, hn_table_cell(t, "person"), &put_in.person);
    if (rc == HN_NOT_FOUND)
        rc = hn_fail_arg(c, HN_INVALID, "person", "dataset.unknown_code", hn_table_cell(t, "person"));
    /* Who was exempt or suspended, the register says. */
    if (!rc && put_in.state < HN_EXEMPT)
        rc = hn_roll_put(c, n.there, &put_in, &before);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), put_in.state < HN_EXEMPT ? "new" : "same");
    return rc;
}

enum hn_rc
hn_take_meetings(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_meeting);
}

enum hn_rc
hn_take_attendance(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_presence);
}
