/* page_returns_year.c: the returns of twelve months on one page, and one sheet of what waits in a commune tonight. */
#include <string.h>

#include "rule/rule.h"
#include "view_returns.h"
#include "web/page_returns.h"

enum hn_rc
hn_page_returns_year(struct hn_req *q)
{
    static const struct hn_view view = { .title = "returns.year_of",
                                         .section = "meetings",
                                         .html = hn_view_returns_year_any,
                                         .json = hn_json_returns_year_any,
                                         .dated = true };
    struct hn_returns_year_page *p = HN_NEW(q->ctx.arena, struct hn_returns_year_page);
    struct hn_nodes ancestors;
    int64_t last;
    enum hn_rc rc = hn_unit_choose(q, hn_form_text(q, "don-vi"), &p->choice);

    p->q = q;
    p->known = q->ctx.known;
    if (!rc)
        rc = hn_returns_month_asked(q, "thang", &last);
    if (rc)
        return rc;
    p->unit = &p->choice.stand.unit;
    p->first = last - HN_RETURNS_YEAR + 1;
    rc = hn_unit_crumbs(q, p->unit, hn_text(q->ctx.lang, "returns.year"), &ancestors);
    if (!rc)
        rc = hn_returns_months(&q->ctx, p->unit->id, p->first, HN_RETURNS_YEAR, p->months, &p->children,
                               &p->child_count);
    return rc ? rc : hn_show(q, &view, p, p->unit->name);
}

/* --- tonight --- */

struct taking {
    struct hn_returns_cell *cells;
    struct hn_task_row *tasks;
    struct hn_visit *visits;
    size_t count;
};

static void
take_cell(void *sink, const struct hn_returns_cell *r)
{
    struct taking *t = sink;

    t->cells[t->count++] = *r;
}

static void
take_task(void *sink, const struct hn_task_row *r)
{
    struct taking *t = sink;

    t->tasks[t->count++] = *r;
}

static void
take_visit(void *sink, const struct hn_visit *v)
{
    struct taking *t = sink;

    t->visits[t->count++] = *v;
}

static enum hn_rc
read_cells(struct hn_req *q, const struct hn_returns_tonight_page *p, int64_t month, const char *which,
           struct hn_returns_cell **out, size_t *count)
{
    struct taking t = { .cells = HN_NEW_N(q->ctx.arena, struct hn_returns_cell, HN_TONIGHT_MOST) };
    enum hn_rc rc = hn_returns_cells(&q->ctx, p->unit->id, month, which, 0, HN_TONIGHT_MOST, take_cell, &t);

    *out = t.cells;
    *count = t.count;
    return rc;
}

static enum hn_rc
read_late(struct hn_req *q, struct hn_returns_tonight_page *p)
{
    int64_t before = p->month - 1;
    enum hn_rc rc = hn_returns_of(&q->ctx, p->unit->id, p->month, &p->now, NULL, NULL);

    if (!rc)
        rc = hn_returns_of(&q->ctx, p->unit->id, before, &p->before, NULL, NULL);
    if (!rc)
        rc = read_cells(q, p, p->month, "not_met", &p->not_met, &p->not_met_count);
    if (!rc)
        rc = read_cells(q, p, before, "not_met", &p->not_met_before, &p->not_met_before_count);
    if (!rc)
        rc = read_cells(q, p, p->month, "no_minutes", &p->no_minutes, &p->no_minutes_count);
    return rc ? rc
              : read_cells(q, p, before, "no_minutes", &p->no_minutes_before, &p->no_minutes_before_count);
}

static enum hn_rc
read_tasks(struct hn_req *q, struct hn_returns_tonight_page *p)
{
    const struct hn_task_filter f = { .within = p->unit->id, .state = "late", .words = "" };
    struct taking t = { .tasks = HN_NEW_N(q->ctx.arena, struct hn_task_row, HN_TONIGHT_MOST) };
    enum hn_rc rc = hn_task_list(&q->ctx, &f, 0, HN_TONIGHT_MOST, take_task, &t);

    p->tasks = t.tasks;
    p->task_count = t.count;
    return rc ? rc : hn_task_count(&q->ctx, &f, &p->task_total);
}

static enum hn_rc
read_visits(struct hn_req *q, struct hn_returns_tonight_page *p)
{
    const struct hn_visit_filter f = {
        .within = p->unit->id, .month_from = p->month, .month_to = p->month, .state = "planned"
    };
    struct taking t = { .visits = HN_NEW_N(q->ctx.arena, struct hn_visit, HN_TONIGHT_MOST) };
    enum hn_rc rc = hn_visit_list(&q->ctx, &f, 0, HN_TONIGHT_MOST, take_visit, &t);

    p->visits = t.visits;
    p->visit_count = t.count;
    return rc ? rc : hn_visit_count(&q->ctx, &f, &p->visit_total);
}

enum hn_rc
hn_page_returns_tonight(struct hn_req *q)
{
    static const struct hn_view view = { .title = "returns.tonight_of",
                                         .section = "meetings",
                                         .html = hn_view_returns_tonight_any,
                                         .json = hn_json_returns_tonight_any };
    struct hn_returns_tonight_page p = { .q = q };
    struct hn_nodes ancestors;
    enum hn_rc rc;

    /* Tonight is tonight, whatever day was looked at before. */
    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    rc = hn_unit_choose(q, hn_form_text(q, "don-vi"), &p.choice);
    if (rc)
        return rc;
    p.unit = &p.choice.stand.unit;
    p.month = hn_month_of(q->ctx.on);
    p.may_meetings = hn_unit_may(q, HN_MAY_READ_MEETING, p.unit->id);
    rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "returns.tonight"), &ancestors);
    if (!rc)
        rc = read_late(q, &p);
    if (!rc && p.may_meetings)
        rc = read_tasks(q, &p);
    if (!rc && p.may_meetings)
        rc = read_visits(q, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}
