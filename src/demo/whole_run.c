/* whole_run.c: see whole_run.h. */
#include "demo/whole_run.h"

#include <string.h>

#include "demo/said.h"
#include "demo/whole.h"
#include "meeting/roll.h"
#include "meeting/run.h"
#include "rule/rule.h"
#include "task/task.h"

/* Those who should come, the two who lead first. */
struct room {
    struct hn_person_id *person;
    bool *absent, *official;
    int count;
};

static bool
is_called(const struct hn_demo_stay *s, hn_day day)
{
    return hn_demo_stays_on(s, day) && day < s->exempt;
}

static void
take_in(struct room *r, const struct hn_demo_stay *s, hn_day day)
{
    r->person[r->count] = s->person;
    r->official[r->count] = day >= s->official;
    r->absent[r->count++] = false;
}

static void
call_in(struct hn_ctx *c, struct hn_demo_meeting *m, struct room *r)
{
    hn_day day = m->planned->day;

    r->person = HN_NEW_N(c->arena, struct hn_person_id, (size_t)m->stay_count);
    r->absent = HN_NEW_N(c->arena, bool, (size_t)m->stay_count);
    r->official = HN_NEW_N(c->arena, bool, (size_t)m->stay_count);
    r->count = 0;
    for (int8_t rank = 0; rank <= 4; rank++)
        for (int i = 0; i < m->stay_count; i++) {
            const struct hn_demo_stay *s = &m->stays[i];
            int8_t own = day < s->official ? 4 : s->rank;

            if (own == rank && is_called(s, day))
                take_in(r, s, day);
        }
    for (int left = m->planned->absent; left > 0 && r->count > 2; left--)
        r->absent[2 + (*m->turn)++ % (r->count - 2)] = true;
}

/* --- who came --- */

static enum hn_rc
hold(struct hn_ctx *c, const struct hn_demo_meeting *m, const struct room *r)
{
    int ended = m->planned->start_minute + m->planned->length_minutes;
    const struct hn_meeting_held held = { .day = m->planned->day,
                                          .began_minute = m->planned->start_minute,
                                          .ended_minute = ended,
                                          .chair = r->person[0],
                                          .writer = r->person[r->count > 1] };
    struct hn_presence_put *puts = HN_NEW_N(c->arena, struct hn_presence_put, (size_t)r->count);
    struct hn_meeting about;
    size_t count = 0;
    enum hn_rc rc = hn_meeting_read(c, m->id, &about);

    for (int i = 0; i < r->count; i++)
        if (r->absent[i])
            puts[count++] = (struct hn_presence_put){
                .person = r->person[i], .state = HN_EXCUSED, .reason = "Bận việc gia đình", .base = -1
            };
    if (rc == HN_OK)
        rc = hn_meeting_hold(c, m->id, about.version, &held);
    if (rc == HN_OK)
        rc = hn_roll_put_all(c, m->id, puts, count, true);
    if (rc == HN_OK && m->visitor.v) {
        const struct hn_guest guest = { .person = m->visitor, .name = "", .title = "", .role = "monitor" };

        rc = hn_guest_put(c, m->id, &guest);
    }
    return rc;
}

/* --- last month's tasks, and those to come --- */

/* What the cell does by its plan is told in every meeting until it is done. */
static enum hn_rc
report_served(struct hn_ctx *c, const struct hn_demo_meeting *m)
{
    const struct hn_task_report in = { .state = "in_progress",
                                       .progress = m->served_progress,
                                       .note = "Các hộ thực hiện đều, tiếp tục hướng dẫn",
                                       .meeting = m->id,
                                       .base = -1 };

    return m->served && m->served_progress ? hn_task_report(c, m->served, &in, NULL) : HN_OK;
}

static enum hn_rc
report_tasks(struct hn_ctx *c, const struct hn_demo_meeting *m)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; rc == HN_OK && i < *m->task_count; i++) {
        const struct hn_task_report in = {
            .state = "done", .progress = 100, .note = "Đã hoàn thành", .meeting = m->id, .base = -1
        };

        rc = hn_task_report(c, m->tasks[i], &in, NULL);
    }
    *m->task_count = 0;
    return rc ? rc : report_served(c, m);
}

static bool
is_in(const struct room *r, struct hn_person_id who)
{
    for (int i = 0; i < r->count; i++)
        if (r->person[i].v == who.v)
            return true;
    return false;
}

/* Everybody in turn; in the cell of the accounts, these two before others. */
static struct hn_person_id
responsible(const struct hn_demo_meeting *m, const struct room *r, int nth)
{
    if (nth < 2 && m->own[nth].v && is_in(r, m->own[nth]))
        return m->own[nth];
    return r->person[(m->month + nth) % r->count];
}

static enum hn_rc
set_tasks(struct hn_ctx *c, const struct hn_demo_meeting *m, const struct room *r)
{
    hn_day due = hn_month_last(m->month + !m->last);
    enum hn_rc rc = HN_OK;

    for (int i = 0; rc == HN_OK && i < HN_DEMO_TASKS; i++) {
        const struct hn_task_new in = {
            .meeting = m->id,
            .title = hn_demo_said("task", m->number * HN_DEMO_TASKS + i),
            .detail = "",
            .responsible = responsible(m, r, i),
            .due = due,
        };

        rc = hn_task_put(c, &in, -1, &m->tasks[i], NULL);
        *m->task_count = i + 1;
    }
    return rc;
}

/* --- what was said --- */

static enum hn_rc
speak(struct hn_ctx *c, const struct hn_demo_meeting *m, struct hn_person_id who, const char *kind, int64_t n)
{
    const struct hn_opinion in = {
        .kind = kind, .person = who, .name = "", .agenda_key = "", .text = hn_demo_said(kind, n)
    };

    return hn_opinion_put(c, m->id, &in, -1, NULL);
}

/* More than half of those who came, each once; praise or a reminder to all by the chair. */
static enum hn_rc
discuss(struct hn_ctx *c, const struct hn_demo_meeting *m, const struct room *r)
{
    int present = r->count - m->planned->absent, said = 0;
    enum hn_rc rc = HN_OK;

    for (int i = 1; rc == HN_OK && i < r->count && said <= present / 2; i++) {
        bool proposes = said == 1 && m->month % 4 == 0;

        if (r->absent[i])
            continue;
        rc = speak(c, m, r->person[i], proposes ? "proposal" : "opinion", m->number * 3 + i);
        said++;
    }
    return rc ? rc : speak(c, m, r->person[0], m->month % 3 == 0 ? "reminder" : "praise", m->number);
}

static enum hn_rc
write_parts(struct hn_ctx *c, const struct hn_demo_meeting *m)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; rc == HN_OK && hn_meeting_parts[i]; i++)
        rc = hn_text_put(c, m->id, hn_meeting_parts[i],
                         hn_demo_said(hn_meeting_parts[i], m->number + (int64_t)i), -1, NULL);
    return rc;
}

static enum hn_rc
decide(struct hn_ctx *c, const struct hn_demo_meeting *m, const struct room *r)
{
    struct hn_vote in = { .matter = "resolution", .subject = "Thông qua nghị quyết tháng", .form = "hand" };

    for (int i = 0; i < r->count; i++)
        in.votes_for += r->official[i] && !r->absent[i];
    return hn_vote_put(c, m->id, &in, -1, NULL);
}

enum hn_rc
hn_demo_run(struct hn_ctx *c, struct hn_demo_meeting *m)
{
    int ended = m->planned->start_minute + m->planned->length_minutes;
    struct room r;
    enum hn_rc rc;

    call_in(c, m, &r);
    hn_demo_clock(c, m->planned->day, ended + 5);
    rc = hold(c, m, &r);
    if (rc == HN_OK)
        rc = report_tasks(c, m);
    if (rc == HN_OK)
        rc = discuss(c, m, &r);
    if (rc == HN_OK)
        rc = write_parts(c, m);
    if (rc == HN_OK)
        rc = set_tasks(c, m, &r);
    return rc ? rc : decide(c, m, &r);
}
