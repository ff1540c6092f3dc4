/* page_meeting.c: one meeting: where it stands, the steps to its printed minutes, inviting and cancelling. */
#include "web/page_meeting.h"

#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "notice/notice.h"
#include "score/score.h"
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
    add_step(p, "papers", p->paper_count || held ? "done" : "later", hn_print(a, "%s/tai-lieu", p->h.path),
             p->paper_count
                 ? hn_words_fill(a, q->ctx.lang, "meeting.papers", hn_print(a, "%zu", p->paper_count), NULL)
                 : "");
    add_step(p, "roll", roll_state(p), hn_print(a, "%s/diem-danh", p->h.path),
             hn_words_fill(a, q->ctx.lang, "roll.short",
                           hn_print(a, "%" PRId64, p->counts.present + p->counts.online),
                           hn_print(a, "%" PRId64, p->counts.base)));
}

/* The cell's own score; other kinds of meeting have none. */
static enum hn_rc
add_score(struct hn_req *q, struct hn_meeting_page *p)
{
    struct hn_score_sheet sheet;
    bool done;
    enum hn_rc rc;

    if (strcmp(p->h.m.kind, "ordinary") != 0)
        return HN_OK;
    rc = hn_score_read(&q->ctx, p->h.m.id, "cell", &sheet);
    if (rc)
        return rc;
    done = sheet.complete;
    add_step(p, "score",
             done             ? "done"
             : p->h.m.held_at ? "todo"
                              : "later",
             hn_print(q->ctx.arena, "%s/cham-diem", p->h.path),
             done ? hn_words_fill(q->ctx.arena, q->ctx.lang, "score.line",
                                  hn_vi_decimal(q->ctx.arena, sheet.points, 2, q->ctx.lang == HN_EN),
                                  hn_words(q->ctx.lang, hn_print(q->ctx.arena, "class.%s", sheet.class)))
                  : "");
    return HN_OK;
}

static const char *
minutes_state(const struct hn_meeting_page *p)
{
    if (p->ready)
        return "done";
    return p->h.m.held_at ? "doing" : "todo";
}

static enum hn_rc
add_draft_steps(struct hn_req *q, struct hn_meeting_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    enum hn_rc rc;

    add_before(q, p);
    add_step(p, "minutes", minutes_state(p), hn_print(a, "%s/bien-ban", p->h.path), "");
    rc = add_score(q, p);
    if (rc)
        return rc;
    add_step(p, "check", p->ready ? "review" : "later", hn_print(a, "%s/xem-lai", p->h.path), "");
    add_step(p, "send", "later", hn_print(a, "%s/xem-lai", p->h.path), "");
    return HN_OK;
}

static enum hn_rc
add_steps(struct hn_req *q, struct hn_meeting_page *p)
{
    const struct hn_meeting *m = &p->h.m;

    if (m->stage == HN_STAGE_CANCELLED)
        return HN_OK;
    if (m->stage < HN_STAGE_ADOPTED)
        return add_draft_steps(q, p);
    add_step(p, "send", m->sent_at ? "done" : "todo", "",
             m->sent_at ? hn_time_table(q->ctx.arena, m->sent_at) : "");
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
    const struct hn_meeting_paper *papers;
    const struct hn_minutes_check *checks;
    size_t count;
    enum hn_rc rc = hn_meeting_head(q, &p->h, leaf);

    if (!rc)
        rc = hn_agenda_read(&q->ctx, p->h.m.id, &p->agenda, &p->agenda_count);
    if (!rc)
        rc = hn_roll_read(&q->ctx, p->h.m.id, &roll, &count, &p->counts);
    if (!rc)
        rc = hn_roll_guests(&q->ctx, p->h.m.id, &p->guests, &p->guest_count);
    if (!rc)
        rc = hn_meeting_papers(&q->ctx, p->h.m.id, &papers, &p->paper_count);
    if (!rc)
        rc = hn_documents_of(&q->ctx, p->h.m.id, false, &p->documents, &p->document_count);
    if (!rc && p->h.open)
        rc = hn_op_conflict_count(&q->ctx, p->h.m.id, &p->conflicts);
    if (!rc && p->h.open)
        rc = hn_minutes_check(&q->ctx, p->h.m.id, &checks, &count, &p->ready);
    return rc;
}

static enum hn_rc
show(struct hn_req *q, struct hn_meeting_page *p)
{
    static const struct hn_view view = { .title = "meeting.page_title",
                                         .section = "meetings",
                                         .html = hn_view_meeting_any,
                                         .json = hn_json_meeting_any,
                                         .offline = true };

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
    p.may_receive = p.h.m.stage == HN_STAGE_SENT && !p.h.m.received_at &&
                    hn_unit_may(q, HN_MAY_MONITOR, p.h.m.unit);
    return show(q, &p);
}

/* --- deeds --- */

enum hn_rc
hn_page_meeting_invite(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    enum hn_rc rc = hn_meeting_invite(&q->ctx, id);

    if (!rc)
        rc = hn_notice_meeting(&q->ctx, id, "invited");
    return rc ? rc : hn_redirect_done(q, "done.meeting_invited", "/ky-hop/%" PRId64, id.v);
}

/* The committee above has it: said by a press, since asking for a page writes nothing. */
enum hn_rc
hn_page_meeting_receive(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    enum hn_rc rc = hn_minutes_receive(&q->ctx, id);

    return rc ? rc : hn_redirect_done(q, "done.received", "/ky-hop/%" PRId64, id.v);
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

    if (!rc)
        rc = hn_notice_meeting(&q->ctx, id, "cancelled");
    return rc ? rc : hn_redirect_done(q, "done.meeting_cancelled", "/ky-hop/%" PRId64, id.v);
}
