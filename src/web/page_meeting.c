/* page_meeting.c: one meeting: where it stands, the steps to its printed minutes, inviting and cancelling. */
#include "web/page_meeting.h"

#include <inttypes.h>
#include <string.h>

#include "view_meeting.h"
#include "web/page_unit.h"
#include "web/route.h"

static const struct hn_field cancel_fields[] = {
    { .name = "reason", .kind = HN_TEXT, .required = true, .label = "meeting.cancel_reason" },
    { 0 },
};
const struct hn_form hn_form_meeting_cancel = { .fields = cancel_fields, .again = hn_page_meeting_cancel };

/* --- steps --- */

static void
add_step(struct hn_meeting_page *p, const char *name, const char *state, const char *href, const char *hint)
{
    p->steps[p->step_count++] = (struct hn_step){ .name = name, .state = state, .href = href, .hint = hint };
}

static const char *
roll_state(const struct hn_meeting_page *p)
{
    const struct hn_roll_count *n = &p->counts;

    if (n->base > 0 && n->not_recorded == 0)
        return "done";
    return n->present + n->online + n->excused + n->unexcused > 0 ? "doing" : "todo";
}

static void
add_before(struct hn_req *q, struct hn_meeting_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_meeting *m = &p->h.m;
    bool held = m->stage == HN_STAGE_HELD;

    add_step(p, "agenda", p->agenda_count ? "done" : "todo", hn_print(a, "%s/noi-dung", p->h.path),
             hn_words_fill(a, q->ctx.lang, "meeting.items", hn_print(a, "%zu", p->agenda_count), NULL));
    add_step(p, "invite", m->invited_at || held ? "done" : "todo", hn_print(a, "%s/giay-moi", p->h.path),
             m->invited_at ? hn_time_table(a, m->invited_at) : "");
    add_step(p, "roll", roll_state(p), hn_print(a, "%s/diem-danh", p->h.path),
             hn_words_fill(a, q->ctx.lang, "roll.short",
                           hn_print(a, "%" PRId64, p->counts.present + p->counts.online),
                           hn_print(a, "%" PRId64, p->counts.base)));
}

static enum hn_rc
add_steps(struct hn_req *q, struct hn_meeting_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_meeting *m = &p->h.m;

    if (m->stage < HN_STAGE_ADOPTED) {
        add_before(q, p);
        add_step(p, "minutes", m->stage == HN_STAGE_HELD ? "doing" : "todo",
                 hn_print(a, "%s/bien-ban", p->h.path), "");
    }
    return HN_OK;
}

static void
find_next(struct hn_meeting_page *p)
{
    for (size_t i = 0; i < p->step_count && !p->next; i++) {
        if (strcmp(p->steps[i].state, "done") != 0 && strcmp(p->steps[i].state, "later") != 0)
            p->next = &p->steps[i];
    }
}

static enum hn_rc
read_meeting(struct hn_req *q, struct hn_meeting_page *p, const char *leaf)
{
    const struct hn_attender *roll;
    size_t count;
    enum hn_rc rc = hn_meeting_head(q, &p->h, leaf);

    if (!rc)
        rc = hn_agenda_read(&q->ctx, p->h.m.id, &p->agenda, &p->agenda_count);
    if (!rc)
        rc = hn_roll_read(&q->ctx, p->h.m.id, &roll, &count, &p->counts);
    if (!rc)
        rc = hn_roll_guests(&q->ctx, p->h.m.id, &p->guests, &p->guest_count);
    return rc;
}

static enum hn_rc
show(struct hn_req *q, struct hn_meeting_page *p)
{
    static const struct hn_view view = { .title = "meeting.page_title",
                                         .section = "meetings",
                                         .html = hn_view_meeting_any,
                                         .json = hn_json_meeting_any };

    return hn_show(q, &view, p, p->h.title);
}

enum hn_rc
hn_page_meeting(struct hn_req *q)
{
    struct hn_meeting_page p = { 0 };
    enum hn_rc rc = read_meeting(q, &p, NULL);

    if (!rc && p.h.may_edit)
        rc = add_steps(q, &p);
    if (rc)
        return rc;
    find_next(&p);
    return show(q, &p);
}

/* --- deeds --- */

enum hn_rc
hn_page_meeting_invite(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    enum hn_rc rc = hn_meeting_invite(&q->ctx, id);

    return rc ? rc : hn_redirect_done(q, "done.meeting_invited", "/ky-hop/%" PRId64, id.v);
}

enum hn_rc
hn_page_meeting_cancel(struct hn_req *q)
{
    struct hn_meeting_page p = { .cancelling = true };
    enum hn_rc rc = read_meeting(q, &p, "meeting.cancel");

    return rc ? rc : show(q, &p);
}

enum hn_rc
hn_page_meeting_cancel_do(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    enum hn_rc rc = hn_meeting_cancel(&q->ctx, id, hn_form_text(q, "reason"));

    return rc ? rc : hn_redirect_done(q, "done.meeting_cancelled", "/ky-hop/%" PRId64, id.v);
}
