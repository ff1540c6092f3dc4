/* present.c: see present.h. */
#include "demo/present.h"

#include "demo/whole_run.h"
#include "fee/fee.h"
#include "meeting/minutes.h"
#include "meeting/run.h"
#include "notice/notice.h"
#include "rule/rule.h"
#include "task/task.h"

enum { AHEAD_DAYS = 3 };

struct present {
    struct hn_unit_id unit;
    int64_t month;
    hn_day today;
    hn_time now;
    const int64_t *tasks; /* of the last meeting */
    int task_count;
};

/* The day of the coming meeting: in three days, or sooner when the month ends before. */
static hn_day
day_of(const struct present *p)
{
    hn_day last = hn_month_last(p->month), day = p->today + AHEAD_DAYS;

    return day > last ? last : day;
}

/* One is done and waits for its check, one is on its way, one is not begun yet. */
static enum hn_rc
report(struct hn_ctx *c, const struct present *p)
{
    const struct hn_task_report begun = {
        .state = "in_progress", .progress = 40, .note = "Đã liên hệ các hộ, đang thực hiện", .base = -1
    };
    const struct hn_task_report done = {
        .state = "done", .progress = 100, .note = "Đã hoàn thành", .base = -1
    };
    enum hn_rc rc = HN_OK;

    if (p->task_count > 0)
        rc = hn_task_report(c, p->tasks[0], &begun, NULL);
    if (rc == HN_OK && p->task_count > 2)
        rc = hn_task_report(c, p->tasks[2], &done, NULL);
    return rc;
}

static enum hn_rc
fill_agenda(struct hn_ctx *c, struct hn_meeting_id id, const struct present *p)
{
    struct hn_agenda_open open[HN_DEMO_TASKS];
    struct hn_task_row task;
    size_t count = 0;
    enum hn_rc rc = HN_OK;

    for (int i = 0; rc == HN_OK && i < p->task_count && i < HN_DEMO_TASKS; i++) {
        rc = hn_task_get(c, p->tasks[i], &task);
        if (rc == HN_OK && hn_task_is_open(task.state))
            open[count++] = (struct hn_agenda_open){ .title = task.title, .source = "task", .id = task.id };
    }
    return rc ? rc : hn_agenda_fill(c, id, open, count);
}

static enum hn_rc
call(struct hn_ctx *c, const struct present *p)
{
    static const char paper[] = "Dự thảo nghị quyết tháng (tài liệu minh họa).\n";
    const struct hn_meeting_new in = { .unit = p->unit,
                                       .kind = "ordinary",
                                       .thematic = p->month % 3 == 1,
                                       .topic = p->month % 3 == 1 ? hn_demo_topic(p->month) : "",
                                       .month = p->month,
                                       .day = day_of(p),
                                       .start_minute = 19 * 60 + 30,
                                       .place = "Nhà văn hóa",
                                       .why = "" };
    struct hn_meeting_id id;
    int64_t made;
    enum hn_rc rc = hn_meeting_call(c, &in, &id);

    if (rc == HN_OK)
        rc = fill_agenda(c, id, p);
    if (rc == HN_OK)
        rc = hn_meeting_paper_add(c, id, "du-thao-nghi-quyet.txt",
                                  (struct hn_bytes){ (const uint8_t *)paper, sizeof paper - 1 }, &made);
    if (rc == HN_OK)
        rc = hn_meeting_invite(c, id);
    return rc ? rc : hn_notice_meeting(c, id, "invited");
}

enum hn_rc
hn_demo_present(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_whole *w = arg;
    const struct hn_demo_meetings *all = w->all;
    int own = hn_demo_own_cell(w);
    struct present p = { .today = c->today, .now = c->now, .month = hn_month_of(c->today) };
    enum hn_rc rc;

    /* A clock that stands in the years of the article leaves no present to tell of. */
    if (own < 0 || all->month[all->month_count - 1] < p.month - 1)
        return HN_OK;
    p.unit.v = all->fill->unit_ids[all->holders.unit[w->cell[own].nth].unit];
    p.tasks = w->cell[own].task;
    p.task_count = w->cell[own].task_count;
    /* A day before now, so that nothing was done after the moment of looking. */
    c->now = p.now - HN_DAY_US;
    c->today = c->on = hn_day_at(c->now);
    rc = report(c, &p);
    if (rc == HN_OK)
        rc = call(c, &p);
    c->now = p.now;
    c->today = c->on = p.today;
    return rc;
}
