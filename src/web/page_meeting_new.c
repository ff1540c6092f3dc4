/* page_meeting_new.c: calling a meeting, and calling it for another time. The form comes filled in from what the cell is used
 * to, so that one press accepts it.
 */
#include <inttypes.h>
#include <string.h>

#include "member/list.h"
#include "notice/notice.h"
#include "view_meeting.h"
#include "web/page_meeting.h"
#include "web/page_unit.h"

enum { PEOPLE_MOST = 200 };

static const struct hn_field fields[] = {
    { .name = "kind", .kind = HN_TEXT, .max = 20, .label = "meeting.kind" },
    { .name = "month", .kind = HN_TEXT, .max = 7, .label = "meeting.month" },
    { .name = "day", .kind = HN_DAY, .required = true, .label = "meeting.day" },
    { .name = "start", .kind = HN_TEXT, .max = 8, .required = true, .label = "meeting.start" },
    { .name = "length", .kind = HN_INT, .high = 1440, .label = "meeting.length" },
    { .name = "place", .kind = HN_TEXT, .label = "meeting.place" },
    { .name = "thematic", .kind = HN_FLAG, .label = "meeting.thematic" },
    { .name = "topic", .kind = HN_TEXT, .label = "meeting.topic" },
    { .name = "why", .kind = HN_TEXT, .label = "meeting.why" },
    { .name = "chair", .kind = HN_CODE, .label = "meeting.chair" },
    { .name = "writer", .kind = HN_CODE, .label = "meeting.writer" },
    { 0 },
};
static const struct hn_field ask_fields[] = {
    { .name = "thang", .kind = HN_TEXT, .max = 7, .label = "meeting.month" },
    { 0 },
};
const struct hn_form hn_form_meeting_new = { .fields = ask_fields, .again = hn_page_meeting_new };
const struct hn_form hn_form_meeting = { .fields = fields, .again = hn_page_meeting_new };
const struct hn_form hn_form_meeting_change = { .fields = fields,
                                                .again = hn_page_meeting_edit,
                                                .versioned = true };

/* --- who may chair and write --- */

struct choosing {
    struct hn_option *options;
    struct hn_person_id *persons;
    size_t count;
};

static void
offer(void *sink, const struct hn_member_row *row)
{
    struct choosing *c = sink;

    if (c->count == PEOPLE_MOST)
        return;
    c->persons[c->count] = row->person;
    c->options[c->count++] = (struct hn_option){ row->code, row->full_name };
}

static enum hn_rc
offer_people(struct hn_req *q, struct hn_unit_id unit, struct choosing *c)
{
    const struct hn_member_filter f = { .within = unit };

    c->options = HN_NEW_N(q->ctx.arena, struct hn_option, PEOPLE_MOST);
    c->persons = HN_NEW_N(q->ctx.arena, struct hn_person_id, PEOPLE_MOST);
    return hn_member_list(&q->ctx, &f, 0, PEOPLE_MOST, offer, c);
}

static const char *
code_of(const struct choosing *c, struct hn_person_id person)
{
    for (size_t i = 0; i < c->count && person.v; i++) {
        if (c->persons[i].v == person.v)
            return c->options[i].value;
    }
    return "";
}

static enum hn_rc
take_person(struct hn_req *q, const struct choosing *c, const char *field, struct hn_person_id *out)
{
    const char *code = hn_form_text(q, field);

    out->v = 0;
    if (!*code)
        return HN_OK;
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->options[i].value, code) == 0)
            *out = c->persons[i];
    }
    return out->v ? HN_OK : hn_fail(&q->ctx, HN_INVALID, field, "meeting.not_member");
}

/* --- the form --- */

static const char *
minutes_text(struct hn_arena *a, int minutes)
{
    return minutes > 0 ? hn_print(a, "%d", minutes) : "";
}

static void
fill_from_habit(struct hn_req *q, struct hn_meeting_form_page *p, int64_t month, const struct choosing *c)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_meeting_habit *h = &p->habit;

    /* The day says the month, unless one was asked for: a meeting made up for a month that is over. */
    p->month = *hn_form_typed(q, "thang", "") ? hn_month_iso(a, month) : "";
    p->day = hn_day_table(a, h->day);
    p->start = hn_clock(a, h->start_minute);
    p->length = minutes_text(a, h->length_minutes);
    p->kind = "ordinary";
    p->place = h->place;
    p->topic = p->why = "";
    p->chair = code_of(c, h->chair);
    p->writer = code_of(c, h->writer);
}

static void
fill_from_meeting(struct hn_req *q, struct hn_meeting_form_page *p, const struct choosing *c)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_meeting *m = &p->head->m;

    p->month = m->month == hn_month_of(m->day) ? "" : hn_month_iso(a, m->month);
    p->day = hn_day_table(a, m->day);
    p->start = hn_clock(a, m->start_minute);
    p->length = minutes_text(a, m->length_minutes);
    p->kind = m->kind;
    p->thematic = m->thematic;
    p->place = m->place;
    p->topic = m->topic;
    p->why = m->why;
    p->chair = code_of(c, m->chair);
    p->writer = code_of(c, m->writer);
}

static enum hn_rc
show(struct hn_req *q, struct hn_meeting_form_page *p, const struct choosing *c)
{
    static const struct hn_view view = { .title = "meeting.form_title",
                                         .section = "meetings",
                                         .html = hn_view_meeting_form_any,
                                         .json = hn_json_meeting_form_any };
    struct hn_view titled = view;

    if (p->head)
        titled.title = "meeting.edit_title";
    p->q = q;
    p->people = c->options;
    p->people_count = c->count;
    return hn_show(q, &titled, p, p->head ? p->head->title : p->unit.name);
}

/* The month asked for, else the first from today's that has no ordinary meeting yet. */
static enum hn_rc
month_for(struct hn_req *q, struct hn_unit_id unit, int64_t *out)
{
    const char *asked = hn_form_typed(q, "thang", hn_form_typed(q, "month", ""));
    int64_t now = hn_month_of(q->ctx.today);
    const struct hn_meeting *meetings;
    size_t count;
    enum hn_rc rc;

    if (*asked && hn_month_parse(asked, out))
        return HN_OK;
    rc = hn_meetings_of(&q->ctx, unit, now, now + HN_CALENDAR_MONTHS, &meetings, &count);
    *out = rc ? now : hn_month_without(meetings, count, now);
    return rc;
}

enum hn_rc
hn_page_meeting_new(struct hn_req *q)
{
    struct hn_meeting_form_page p = { 0 };
    struct choosing c = { 0 };
    int64_t month;
    enum hn_rc rc;

    q->ctx.on = q->ctx.today;
    rc = hn_unit_get(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, &p.unit);
    if (!rc)
        rc = month_for(q, p.unit.id, &month);
    if (!rc)
        rc = hn_meeting_habit(&q->ctx, p.unit.id, month, &p.habit);
    if (!rc)
        rc = offer_people(q, p.unit.id, &c);
    if (rc)
        return rc;
    fill_from_habit(q, &p, month, &c);
    hn_crumb(q, p.unit.name, hn_print(q->ctx.arena, "/chi-bo/%s", p.unit.code));
    hn_crumb(q, hn_text(q->ctx.lang, "meeting.call"), NULL);
    return show(q, &p, &c);
}

enum hn_rc
hn_page_meeting_edit(struct hn_req *q)
{
    struct hn_meeting_head h = { 0 };
    struct hn_meeting_form_page p = { .head = &h };
    struct choosing c = { 0 };
    enum hn_rc rc = hn_meeting_head(q, &h, "meeting.edit");

    if (!rc)
        rc = hn_unit_get(&q->ctx, h.m.unit, &p.unit);
    if (!rc)
        rc = offer_people(q, h.m.unit, &c);
    if (rc)
        return rc;
    fill_from_meeting(q, &p, &c);
    return show(q, &p, &c);
}

/* --- the deeds --- */

/* The form as the subject wants it; a kind left out is the ordinary one. */
static enum hn_rc
take(struct hn_req *q, struct hn_unit_id unit, struct hn_meeting_new *in)
{
    struct hn_ctx *c = &q->ctx;
    struct choosing people = { 0 };
    const char *kind = hn_form_text(q, "kind"), *month = hn_form_text(q, "month");
    enum hn_rc rc = offer_people(q, unit, &people), again;

    if (rc)
        return rc;
    *in = (struct hn_meeting_new){
        .unit = unit,
        .kind = *kind ? kind : "ordinary",
        .thematic = hn_form_flag(q, "thematic"),
        .topic = hn_form_text(q, "topic"),
        .day = hn_form_day(q, "day"),
        .start_minute = hn_clock_parse(hn_form_text(q, "start")),
        .length_minutes = (int)hn_form_int(q, "length"),
        .place = hn_form_text(q, "place"),
        .why = hn_form_text(q, "why"),
    };
    if (in->start_minute < 0)
        rc = hn_fail(c, HN_INVALID, "start", "meeting.minute");
    if (*month && !hn_month_parse(month, &in->month))
        rc = hn_fail(c, HN_INVALID, "month", "meeting.month");
    again = take_person(q, &people, "chair", &in->chair);
    rc = again ? again : rc;
    again = take_person(q, &people, "writer", &in->writer);
    return again ? again : rc;
}

static void
name_faults(struct hn_ctx *c)
{
    hn_fault_rename(c, "start_minute", "start");
    hn_fault_rename(c, "length_minutes", "length");
}

enum hn_rc
hn_page_meeting_call(struct hn_req *q)
{
    struct hn_meeting_id id;
    struct hn_meeting_new in;
    enum hn_rc rc;

    q->ctx.on = q->ctx.today;
    rc = take(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &in);
    if (!rc)
        rc = hn_meeting_call(&q->ctx, &in, &id);
    name_faults(&q->ctx);
    return rc ? rc : hn_redirect_done(q, "done.meeting_called", "/ky-hop/%" PRId64, id.v);
}

enum hn_rc
hn_page_meeting_change(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    struct hn_meeting m;
    struct hn_meeting_new in;
    enum hn_rc rc = hn_meeting_get(&q->ctx, id, &m);

    if (!rc)
        rc = take(q, m.unit, &in);
    if (!rc)
        rc = hn_meeting_change(&q->ctx, id, hn_form_row_version(q), &in);
    /* Whoever was invited is told of the other time or place. */
    if (!rc && m.invited_at)
        rc = hn_notice_meeting(&q->ctx, id, "changed");
    name_faults(&q->ctx);
    return rc ? rc : hn_redirect_done(q, "done.meeting_changed", "/ky-hop/%" PRId64, id.v);
}
