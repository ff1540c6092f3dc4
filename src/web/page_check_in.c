/* page_check_in.c: a member checks in by the code told at the meeting or by its QR code; and helps a fellow member who has no
 * phone, which is recorded so.
 */
#include <inttypes.h>
#include <string.h>

#include "view_meeting.h"
#include "web/page_meeting.h"

static const struct hn_field ask_fields[] = {
    { .name = "ky", .kind = HN_ID, .label = "meeting.one" },
    { .name = "ma", .kind = HN_CODE, .label = "check_in.code" },
    { 0 },
};
static const struct hn_field do_fields[] = {
    { .name = "meeting", .kind = HN_ID, .required = true, .label = "meeting.one" },
    { .name = "code", .kind = HN_CODE, .required = true, .label = "check_in.code" },
    { .name = "person", .kind = HN_CODE, .label = "check_in.person" },
    { 0 },
};
const struct hn_form hn_form_check_in_ask = { .fields = ask_fields, .again = hn_page_check_in };
const struct hn_form hn_form_check_in = { .fields = do_fields, .again = hn_page_check_in };

/* The meeting asked for, else the one of today (or of last night) that is the actor's own. */
static enum hn_rc
find_meeting(struct hn_req *q, struct hn_check_in_page *p)
{
    const char *asked = hn_form_typed(q, "ky", hn_form_typed(q, "meeting", ""));
    const struct hn_meeting *coming;
    struct hn_unit_id unit;
    size_t count;
    enum hn_rc rc;

    if (*asked) {
        p->found = true;
        return hn_meeting_find(&q->ctx, asked, &p->m.id, &unit);
    }
    rc = hn_meetings_coming(&q->ctx, q->ctx.today - 1, q->ctx.today, &coming, &count);
    for (size_t i = 0; i < count && !rc; i++) {
        if (coming[i].stage == HN_STAGE_CANCELLED || hn_meeting_locked(&coming[i]))
            continue;
        p->m = coming[i];
        p->found = true;
    }
    return rc;
}

static enum hn_rc
read_people(struct hn_req *q, struct hn_check_in_page *p)
{
    struct hn_person_id self;
    struct hn_roll_count counts;
    struct hn_option *others;
    enum hn_rc rc = hn_access_person(&q->ctx, &self);

    if (!rc)
        rc = hn_roll_read(&q->ctx, p->m.id, &p->roll, &p->count, &counts);
    if (rc)
        return rc;
    others = HN_NEW_N(q->ctx.arena, struct hn_option, p->count + 1);
    for (size_t i = 0; i < p->count; i++) {
        if (p->roll[i].person.v == self.v)
            p->self = &p->roll[i];
        else if (p->roll[i].state == HN_NOT_RECORDED)
            others[p->people_count++] = (struct hn_option){ p->roll[i].code, p->roll[i].full_name };
    }
    p->people = others;
    return HN_OK;
}

enum hn_rc
hn_page_check_in(struct hn_req *q)
{
    static const struct hn_view view = { .title = "check_in.title",
                                         .section = "work",
                                         .html = hn_view_check_in_any,
                                         .json = hn_json_check_in_any };
    struct hn_check_in_page p = { .q = q, .title = "", .when = "" };
    enum hn_rc rc = find_meeting(q, &p);

    if (!rc && p.found)
        rc = hn_meeting_get(&q->ctx, p.m.id, &p.m);
    if (!rc && p.found)
        rc = read_people(q, &p);
    if (rc)
        return rc;
    if (p.found) {
        p.title = hn_meeting_title(q->ctx.arena, q->ctx.lang, &p.m);
        p.when = hn_meeting_when(q->ctx.arena, q->ctx.lang, p.m.day, p.m.start_minute);
    }
    p.code = hn_form_typed(q, "ma", hn_form_typed(q, "code", ""));
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_check_in_do(struct hn_req *q)
{
    struct hn_meeting_id id;
    struct hn_unit_id unit;
    struct hn_person_id person = { 0 };
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    const char *code = hn_form_text(q, "person");
    size_t count;
    bool wrong = false;
    enum hn_rc rc = hn_meeting_find(&q->ctx, hn_print(q->ctx.arena, "%" PRId64, hn_form_id(q, "meeting")),
                                    &id, &unit);

    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_READ_MEETING, unit);
    if (!rc && *code) {
        rc = hn_roll_read(&q->ctx, id, &roll, &count, &counts);
        person = rc ? person : hn_roll_person(roll, count, code);
        if (!rc && !person.v)
            rc = hn_fail(&q->ctx, HN_INVALID, "person", "roll.not_member");
    }
    if (!rc)
        rc = hn_check_in_do(&q->ctx, id, hn_form_text(q, "code"), person, &wrong);
    /* The count of wrong tries stays, so this refusal is committed. */
    if (wrong)
        return hn_answer_refused(q, "code", "check_in.wrong", NULL);
    return rc ? rc
              : hn_redirect_done(q, person.v ? "done.checked_in_for" : "done.checked_in",
                                 "/tu-diem-danh?ky=%" PRId64, id.v);
}
