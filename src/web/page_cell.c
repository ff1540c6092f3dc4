/* page_cell.c: a cell's month at a glance: its next meeting, the calendar of twelve months, the list by year. */
#include <string.h>

#include "fee/fee.h"
#include "view_meeting.h"
#include "web/page_meeting.h"
#include "web/page_unit.h"

static const struct hn_field year_fields[] = {
    { .name = "nam", .kind = HN_INT, .low = 1930, .high = 2199, .label = "cell.year" },
    { 0 },
};
const struct hn_form hn_form_cell_year = { .fields = year_fields, .again = hn_page_meetings };

const char *
hn_month_state(const struct hn_cell_month *m, hn_day due, hn_day on)
{
    if (m->meeting.v)
        return m->late ? "late" : "met";
    if (m->excused_month)
        return "excused";
    return on > due ? "not_met" : "open";
}

/* In past months the last day of the month stands for the day due: nothing of it lies ahead. */
const char *
hn_cell_month_state(const struct hn_cell_page *p, const struct hn_cell_month *m)
{
    return hn_month_state(m, m->month == p->month ? p->due : hn_month_last(m->month), p->q->ctx.on);
}

int64_t
hn_month_without(const struct hn_meeting *meetings, size_t count, int64_t from)
{
    int64_t month = from;

    /* Meetings stand newest first, so that from the end on the months only grow. */
    for (size_t i = count; i-- > 0;) {
        if (strcmp(meetings[i].kind, "ordinary") == 0 && meetings[i].stage != HN_STAGE_CANCELLED &&
            meetings[i].month == month)
            month++;
    }
    return month;
}

/* What is to come and what is not finished, of meetings that stand newest first. */
static void
pick(struct hn_cell_page *p)
{
    for (size_t i = 0; i < p->meeting_count; i++) {
        const struct hn_meeting *m = &p->meetings[i];

        if (m->stage == HN_STAGE_PLANNED || m->stage == HN_STAGE_INVITED)
            p->coming = m;
        if (m->stage == HN_STAGE_HELD || m->stage == HN_STAGE_ADOPTED)
            p->open = m;
    }
    p->next = hn_month_without(p->meetings, p->meeting_count, p->month);
}

static enum hn_rc
read_cell(struct hn_req *q, struct hn_cell_page *p)
{
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    if (rc)
        return rc;
    p->q = q;
    p->unit = stand.unit;
    p->has_members = hn_unit_kind_has_members(p->unit.kind);
    p->may_edit = !stand.ended && hn_unit_may(q, HN_MAY_EDIT_MEETING, p->unit.id);
    p->may_fees = hn_unit_may(q, HN_MAY_KEEP_FEES, p->unit.id);
    p->fee_line = "";
    p->month = hn_month_of(q->ctx.on);
    rc = hn_month_due(&q->ctx, p->unit.id, p->month, &p->due);
    hn_crumb(q, p->unit.name, p->year ? hn_print(q->ctx.arena, "/chi-bo/%s", p->unit.code) : NULL);
    if (p->year)
        hn_crumb(q, hn_text(q->ctx.lang, "cell.meetings"), NULL);
    return rc;
}

static enum hn_rc
read_months(struct hn_req *q, struct hn_cell_page *p, int64_t first, int64_t last)
{
    struct hn_cell_month *months = HN_NEW_N(q->ctx.arena, struct hn_cell_month, HN_CALENDAR_MONTHS);
    enum hn_rc rc = hn_meetings_of(&q->ctx, p->unit.id, first, last, &p->meetings, &p->meeting_count);

    p->months = months;
    return rc ? rc : hn_months_of(&q->ctx, p->unit.id, first, HN_CALENDAR_MONTHS, months);
}

/* --- what else the month holds --- */

static void
take_task(void *sink, const struct hn_task_row *t)
{
    struct hn_cell_page *p = sink;

    if (p->task_count < HN_CELL_TASKS)
        p->tasks[p->task_count++] = *t;
}

static void
take_visit(void *sink, const struct hn_visit *v)
{
    struct hn_cell_page *p = sink;

    if (p->visit_count < HN_CELL_VISITS)
        p->visits[p->visit_count++] = *v;
}

static enum hn_rc
read_rest(struct hn_req *q, struct hn_cell_page *p)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_task_filter tasks = { .within = p->unit.id, .state = "open" };
    const struct hn_visit_filter visits = {
        .within = p->unit.id, .month_from = p->month, .month_to = p->month + 1, .state = "planned"
    };
    enum hn_rc rc = hn_task_list(c, &tasks, 0, HN_CELL_TASKS, take_task, p);

    if (!rc)
        rc = hn_task_count(c, &tasks, &p->task_total);
    if (!rc)
        rc = hn_study_papers(c, p->unit.id, true, &p->papers, &p->paper_count);
    if (!rc)
        rc = hn_visit_list(c, &visits, 0, HN_CELL_VISITS, take_visit, p);
    if (!rc && p->may_fees)
        rc = hn_fee_line_text(c, p->unit.id, p->month, &p->fee_line);
    return rc;
}

enum hn_rc
hn_page_cell(struct hn_req *q)
{
    static const struct hn_view view = { .title = "cell.title",
                                         .section = "meetings",
                                         .html = hn_view_cell_any,
                                         .json = hn_json_cell_any,
                                         .dated = true };
    struct hn_cell_page p = { 0 };
    enum hn_rc rc = read_cell(q, &p);

    if (!rc)
        rc = read_months(q, &p, p.month - HN_CALENDAR_MONTHS + 1, p.month + 2);
    if (!rc && p.has_members)
        rc = read_rest(q, &p);
    if (rc)
        return rc;
    pick(&p);
    return hn_show(q, &view, &p, p.unit.name);
}

enum hn_rc
hn_page_meetings(struct hn_req *q)
{
    static const struct hn_view view = { .title = "cell.meetings_title",
                                         .section = "meetings",
                                         .html = hn_view_meetings_any,
                                         .json = hn_json_meetings_any };
    int asked = (int)hn_form_int(q, "nam");
    struct hn_cell_page p = { .year = asked ? asked : hn_date_of(q->ctx.today).year };
    int64_t first = hn_month_of(hn_day_of(p.year, 1, 1));
    enum hn_rc rc = read_cell(q, &p);

    if (!rc)
        rc = read_months(q, &p, first, first + HN_CALENDAR_MONTHS - 1);
    return rc ? rc : hn_show(q, &view, &p, p.unit.name);
}
