/* whole.c: a month of the cells told in full, deed by deed, the clock put to each (whole.h). What is said there:
 * whole_run.c. */
#include "demo/whole.h"

#include <assert.h>
#include <string.h>

#include "demo/rural.h"
#include "demo/said.h"
#include "demo/visits.h"
#include "demo/whole_run.h"
#include "fee/fee.h"
#include "meeting/minutes.h"
#include "rule/rule.h"
#include "score/score.h"
#include "task/task.h"

static bool
is_of_tan_binh(const struct hn_demo_plan *plan, int unit)
{
    return strncmp(plan->units[unit].code, HN_DEMO_TAN_BINH, 10) == 0 && plan->units[unit].members > 0;
}

bool
hn_demo_is_whole(const struct hn_demo_plan *plan, int unit, int64_t month)
{
    return is_of_tan_binh(plan, unit) && (plan->size != HN_DEMO_SMALL || month >= (int64_t)2021 * 12);
}

struct hn_demo_whole *
hn_demo_whole_plan(struct hn_arena *a, const struct hn_demo_meetings *all, hn_day today)
{
    struct hn_demo_whole *w = HN_NEW(a, struct hn_demo_whole);

    *w = (struct hn_demo_whole){ .all = all, .running = hn_month_of(today) };
    w->rural = HN_NEW(a, struct hn_demo_rural);
    *w->rural = (struct hn_demo_rural){ .target = 0 };
    for (int nth = 0; nth < all->holders.count; nth++)
        if (is_of_tan_binh(all->fill->plan, all->holders.unit[nth].unit)) {
            assert(w->cell_count < HN_DEMO_WHOLE_CELLS);
            w->cell[w->cell_count].nth = nth;
            int stays;

            hn_demo_stays(all->fill->roster, all->holders.unit[nth].unit, &stays);
            w->cell[w->cell_count].payer = HN_NEW_N(a, bool, (size_t)stays);
            w->cell[w->cell_count].turn = nth % 5;
            w->cell_count++;
        }
    return w;
}

void
hn_demo_clock(struct hn_ctx *c, hn_day day, int minute)
{
    c->now = hn_demo_at(day, minute);
    c->today = c->on = hn_day_at(c->now);
}

/* --- before the meeting --- */

static enum hn_rc
prepare(struct hn_ctx *c, struct hn_demo_meeting *m)
{
    static const char paper[] = "Dự thảo nghị quyết tháng (tài liệu minh họa).\n";
    const struct hn_meeting_new in = { .unit = m->unit,
                                       .kind = "ordinary",
                                       .thematic = m->planned->thematic,
                                       .topic = m->planned->thematic ? hn_demo_topic(m->month) : "",
                                       .month = m->month,
                                       .day = m->planned->day,
                                       .start_minute = m->planned->start_minute,
                                       .length_minutes = m->planned->length_minutes,
                                       .place = m->village ? "Nhà văn hóa" : "Phòng họp",
                                       .why = "" };
    int64_t made;
    enum hn_rc rc;

    hn_demo_clock(c, m->planned->day - 3, 8 * 60);
    rc = hn_meeting_call(c, &in, &m->id);
    if (rc == HN_OK)
        rc = hn_meeting_paper_add(c, m->id, "du-thao-nghi-quyet.txt",
                                  (struct hn_bytes){ (const uint8_t *)paper, sizeof paper - 1 }, &made);
    if (rc == HN_OK)
        rc = hn_meeting_invite(c, m->id);
    return rc;
}

/* --- after it --- */

/* Points are taken from what is judged by hand until the sum is the planned one, so that these cells stand neither above
 * nor below others. */
static enum hn_rc
score(struct hn_ctx *c, const struct hn_demo_meeting *m, const char *scorer, int64_t wanted)
{
    struct hn_score_put puts[16];
    struct hn_score_sheet sheet;
    size_t count = 0;
    enum hn_rc rc = hn_score_put_all(c, m->id, scorer, NULL, 0, true);

    if (rc == HN_OK)
        rc = hn_score_read(c, m->id, scorer, &sheet);
    if (rc)
        return rc;
    for (size_t i = 0; i < sheet.count && sheet.points > wanted && count < 16; i++) {
        const struct hn_score_line *l = &sheet.lines[i];
        int64_t less = sheet.points - wanted;

        if (l->parent_line || l->computed || l->points < l->most)
            continue;
        less = less > l->most / 2 ? l->most / 2 : less;
        puts[count++] = (struct hn_score_put){ .scorer = scorer,
                                               .criterion = l->criterion,
                                               .note = "",
                                               .points = l->points - less,
                                               .applicable = true,
                                               .base = -1 };
        sheet.points -= less;
    }
    if (count)
        rc = hn_score_put_all(c, m->id, scorer, puts, count, false);
    return rc ? rc : hn_score_close(c, m->id, scorer);
}

static enum hn_rc
more_of(struct hn_ctx *c, const struct hn_demo_meeting *m, struct hn_minutes_more *more)
{
    struct hn_meeting about;
    enum hn_rc rc = hn_meeting_read(c, m->id, &about);

    *more = (struct hn_minutes_more){ .score_line = "", .fee_line = "" };
    if (rc == HN_OK)
        rc = hn_tasks_rows(c, &about, &more->last_tasks, &more->last_task_count, &more->next_tasks,
                           &more->next_task_count);
    if (rc == HN_OK)
        rc = hn_score_rows(c, m->id, &more->scores, &more->score_count, &more->score_line);
    return rc ? rc : hn_fee_line_text(c, m->unit, m->month, &more->fee_line);
}

/* What somebody earns is invented: round sums that go up by his place in the list. */
static enum hn_rc
tell_payer(struct hn_ctx *c, const struct hn_demo_meeting *m, int i)
{
    static const char *const village[] = { "uninsured_working", "pensioner", "uninsured_retired" };
    struct hn_fee_profile in = { .person = m->stays[i].person,
                                 .payer = m->village ? village[i % 3] : "insured",
                                 .base_dong = -1,
                                 .from = hn_month_first(m->month),
                                 .to = HN_DAY_OPEN };

    if (strcmp(in.payer, "insured") == 0)
        in.base_dong = 5000000 + i % 8 * 400000;
    else if (strcmp(in.payer, "pensioner") == 0)
        in.base_dong = 3600000 + i % 6 * 300000;
    m->payer[i] = true;
    return hn_fee_profile_put(c, &in);
}

static enum hn_rc
pay_fees(struct hn_ctx *c, const struct hn_demo_meeting *m)
{
    int64_t count;
    enum hn_rc rc = HN_OK;

    for (int i = 0; rc == HN_OK && i < m->stay_count; i++)
        if (!m->payer[i] && hn_demo_stays_on(&m->stays[i], m->planned->day))
            rc = tell_payer(c, m, i);
    if (rc)
        return rc;
    return hn_fee_pay_all(c, m->unit, m->month, m->planned->day, "cash", NULL, 0, &count);
}

static enum hn_rc
adopt(struct hn_ctx *c, const struct hn_demo_meeting *m)
{
    int ended = m->planned->start_minute + m->planned->length_minutes;
    struct hn_minutes_more more;
    enum hn_rc rc = score(c, m, "cell", m->planned->score_cell);

    hn_demo_clock(c, m->planned->day, ended + 30);
    if (rc == HN_OK)
        rc = more_of(c, m, &more);
    if (rc == HN_OK)
        rc = hn_minutes_adopt(c, m->id, &more);
    if (rc)
        return rc;
    hn_demo_clock(c, m->planned->day + m->planned->sent_after, 9 * 60);
    rc = hn_minutes_send(c, m->id);
    if (rc == HN_OK)
        rc = hn_score_sent(c, m->id);
    if (rc == HN_OK && m->planned->score_monitor >= 0)
        rc = score(c, m, "monitor", m->planned->score_monitor);
    return rc;
}

/* --- a month --- */

/* Where a gap follows, what was set is done, and checked, before the month ends. */
static enum hn_rc
end_tasks(struct hn_ctx *c, const struct hn_demo_meeting *m)
{
    const struct hn_task_report in = {
        .state = "done", .progress = 100, .note = "Đã hoàn thành", .base = -1
    };
    enum hn_rc rc = HN_OK;

    hn_demo_clock(c, hn_month_last(m->month) - 1, 16 * 60);
    for (int i = 0; rc == HN_OK && i < *m->task_count; i++) {
        rc = hn_task_report(c, m->tasks[i], &in, NULL);
        if (rc == HN_OK)
            rc = hn_task_check(c, m->tasks[i], true, "", -1, NULL);
    }
    *m->task_count = 0;
    return rc;
}

enum hn_rc
hn_demo_meeting_whole(struct hn_ctx *c, struct hn_demo_meeting *m)
{
    enum hn_rc rc = prepare(c, m);

    if (rc == HN_OK)
        rc = hn_demo_run(c, m);
    if (rc == HN_OK)
        rc = pay_fees(c, m);
    if (rc == HN_OK)
        rc = adopt(c, m);
    return rc || !m->last ? rc : end_tasks(c, m);
}

int
hn_demo_own_cell(const struct hn_demo_whole *w)
{
    const char *code = w->all->fill->accounts.cell;

    for (int i = 0; i < w->cell_count; i++)
        if (code && strcmp(w->all->holders.unit[w->cell[i].nth].code, code) == 0)
            return i;
    return -1;
}

static enum hn_rc
one_cell(struct hn_ctx *c, struct hn_demo_whole *w, int i)
{
    const struct hn_demo_meetings *all = w->all;
    int nth = w->cell[i].nth, unit = all->holders.unit[nth].unit;
    const struct hn_demo_month *planned = &all->planned[w->at][nth];
    struct hn_demo_meeting m = {
        .unit = { all->fill->unit_ids[unit] },
        .planned = planned,
        .month = all->month[w->at],
        .number = all->month[w->at] * HN_DEMO_WHOLE_CELLS + i,
        .village = all->fill->plan->units[unit].village,
        .turn = &w->cell[i].turn,
        .payer = w->cell[i].payer,
        .tasks = w->cell[i].task,
        .task_count = &w->cell[i].task_count,
    };

    if (planned->fate != HN_FATE_MET || !hn_demo_is_whole(all->fill->plan, unit, m.month))
        return HN_OK;
    if (i == hn_demo_own_cell(w)) {
        if (m.month == w->running)
            return HN_OK;
        m.own[0] = all->fill->accounts.member;
        m.own[1] = all->fill->accounts.secretary;
    }
    m.served = w->rural->cell[i].task;
    m.served_progress = hn_demo_rural_progress(w, m.month);
    m.visitor = hn_demo_visitor(all->visits, nth, m.month);
    m.stays = hn_demo_stays(all->fill->roster, unit, &m.stay_count);
    m.last = w->at + 1 < all->month_count && all->month[w->at + 1] != m.month + 1;
    return hn_demo_meeting_whole(c, &m);
}

enum hn_rc
hn_demo_whole_month(struct hn_ctx *c, void *arg)
{
    struct hn_demo_whole *w = arg;
    const struct hn_ctx before = *c;
    enum hn_rc rc = HN_OK;

    for (int i = 0; rc == HN_OK && i < w->cell_count; i++)
        rc = one_cell(c, w, i);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    if (rc == HN_OK)
        w->at++;
    return rc;
}
