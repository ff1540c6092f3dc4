/* page_work.c: see page_work.h. */
#include "web/page_work.h"

#include <string.h>

#include "census/care.h"
#include "indicator/sheet.h"
#include "member/office.h"
#include "person/person.h"
#include "report/owed.h"
#include "rule/rule.h"
#include "view_work.h"
#include "web/page_request.h"
#include "web/page_unit.h"

enum { PLACES_MOST = 16 };

static void
add_task(struct hn_workplace *w, const char *what, int64_t count, const char *href)
{
    if (count > 0 && w->task_count < HN_TASKS_MOST)
        w->tasks[w->task_count++] = (struct hn_task){ .what = what, .count = count, .href = href };
}

static enum hn_rc
add_care(struct hn_req *q, struct hn_workplace *w)
{
    struct hn_arena *a = q->ctx.arena;
    const char *code = w->unit.code;
    struct hn_care care;
    enum hn_rc rc = hn_care_of(&q->ctx, w->unit.id, &care);

    if (rc)
        return rc;
    if (w->members) {
        add_task(w, "gaps", care.gaps, hn_print(a, "/to-chuc/%s/can-chu-y?muc=gaps", code));
        add_task(w, "probation_over", care.probation_over,
                 hn_print(a, "/to-chuc/%s/can-chu-y?muc=probation_over", code));
    }
    add_task(w, "no_secretary", care.no_secretary,
             hn_print(a, "/to-chuc/%s/can-chu-y?muc=no_secretary", code));
    return HN_OK;
}

/* Of the unit's own committee; what lies below has its own page. */
static enum hn_rc
add_deputy(struct hn_req *q, struct hn_workplace *w)
{
    int64_t vacant = 0;
    enum hn_rc rc;

    if (!hn_unit_kind_has_members(w->unit.kind))
        return HN_OK;
    rc = hn_office_vacancy_count(&q->ctx, w->unit.id, "deputy_secretary", &vacant);
    if (!rc)
        add_task(w, "no_deputy", vacant, hn_print(q->ctx.arena, "/to-chuc/%s/cap-uy", w->unit.code));
    return rc;
}

static enum hn_rc
count_owed(struct hn_req *q, struct hn_workplace *w)
{
    const struct hn_owed *rows;
    size_t count;
    bool more;
    enum hn_rc rc = hn_owed_of(&q->ctx, w->unit.id, hn_month_of(q->ctx.on), &rows, &count, &more);

    w->owed = (int64_t)count;
    for (size_t i = 0; i < count && !rc; i++)
        w->owed_late += rows[i].late;
    return rc;
}

/* Sheets of figures that wait for a step of this unit: to be sent, to be approved. */
static enum hn_rc
add_sheets(struct hn_req *q, struct hn_workplace *w)
{
    const struct hn_indicator_sheet_waiting *waiting;
    size_t count;
    enum hn_rc rc = hn_indicator_sheet_waiting(&q->ctx, w->unit.id, &waiting, &count);

    if (!rc)
        add_task(w, "sheets", (int64_t)count, hn_print(q->ctx.arena, "/chi-tieu?don-vi=%s", w->unit.code));
    return rc;
}

static enum hn_rc
read_place(struct hn_req *q, struct hn_workplace *w)
{
    enum hn_rc rc = HN_OK;

    w->watched = hn_unit_may(q, HN_MAY_READ_FIGURES, w->unit.id);
    w->members = hn_unit_may(q, HN_MAY_READ_MEMBER, w->unit.id);
    w->meetings = hn_unit_may(q, HN_MAY_READ_MEETING, w->unit.id);
    if (w->meetings)
        rc = count_owed(q, w);
    if (!rc && (w->meetings || w->watched))
        rc = add_sheets(q, w);
    if (rc || !w->watched)
        return rc;
    rc = add_care(q, w);
    return rc ? rc : add_deputy(q, w);
}

static bool
is_there(const struct hn_workplace *places, size_t count, struct hn_unit_id unit)
{
    for (size_t i = 0; i < count; i++) {
        if (places[i].unit.id.v == unit.v)
            return true;
    }
    return false;
}

/* A unit that does not stand today has no work. */
static enum hn_rc
add_place(struct hn_req *q, const struct hn_grant *g, struct hn_workplace *places, size_t *count)
{
    struct hn_workplace *w = &places[*count];
    int faults = q->ctx.fault_count;
    enum hn_rc rc;

    if (!g->unit.v || g->pending || g->from > q->ctx.today || g->to <= q->ctx.today ||
        *count == PLACES_MOST || is_there(places, *count, g->unit))
        return HN_OK;
    *w = (struct hn_workplace){ .role = g->role };
    rc = hn_unit_get(&q->ctx, g->unit, &w->unit);
    if (rc == HN_NOT_FOUND || rc == HN_DENIED) {
        q->ctx.fault_count = faults;
        return HN_OK;
    }
    (*count)++;
    return rc ? rc : read_place(q, w);
}

static enum hn_rc
read_places(struct hn_req *q, struct hn_work_page *p)
{
    struct hn_workplace *places = HN_NEW_N(q->ctx.arena, struct hn_workplace, PLACES_MOST + 1);
    const struct hn_grant *grants;
    size_t count;
    enum hn_rc rc = hn_grant_list(&q->ctx, hn_req_who(q)->user, &grants, &count);

    for (size_t i = 0; i < count && !rc; i++)
        rc = add_place(q, &grants[i], places, &p->place_count);
    p->places = places;
    return rc;
}

static enum hn_rc
read_requests(struct hn_req *q, struct hn_work_page *p)
{
    struct hn_requests_page waiting;
    enum hn_rc rc = hn_requests_read(q, &waiting);

    p->requests = rc ? 0 : hn_requests_open(&waiting);
    return rc;
}

static enum hn_rc
read_person(struct hn_req *q, struct hn_work_page *p)
{
    const struct hn_who *who = hn_req_who(q);
    struct hn_person person;
    enum hn_rc rc;

    p->person_name = p->person_code = "";
    if (!who->person.v)
        return HN_OK;
    rc = hn_person_get(&q->ctx, who->person, &person);
    if (rc)
        return rc;
    p->person_name = person.basic.full_name;
    p->person_code = person.code;
    return hn_roll_of_person(&q->ctx, who->person, HN_ATTENDED_SHOWN, &p->attended, &p->attended_count);
}

static void
take_own_task(void *sink, const struct hn_task_row *t)
{
    struct hn_work_page *p = sink;

    if (p->own_task_count < HN_OWN_TASKS_SHOWN)
        p->own_tasks[p->own_task_count++] = *t;
}

/* The open tasks of the own person, wherever they were set. */
static enum hn_rc
read_own_tasks(struct hn_req *q, struct hn_work_page *p)
{
    const struct hn_task_filter f = { .mine = true, .state = "open" };
    enum hn_rc rc = hn_task_list(&q->ctx, &f, 0, HN_OWN_TASKS_SHOWN, take_own_task, p);

    return rc ? rc : hn_task_count(&q->ctx, &f, &p->own_task_total);
}

static void
take_check(void *sink, const struct hn_task_row *t)
{
    struct hn_work_page *p = sink;

    if (p->check_count < HN_OWN_TASKS_SHOWN)
        p->checks[p->check_count++] = *t;
}

static void
take_area(void *sink, const struct hn_area *a)
{
    struct hn_work_page *p = sink;

    if (p->area_count < HN_OWN_AREAS_SHOWN)
        p->areas[p->area_count++] = *a;
}

static void
take_team(void *sink, const struct hn_team *t)
{
    struct hn_work_page *p = sink;

    if (p->team_count < HN_OWN_AREAS_SHOWN)
        p->teams[p->team_count++] = *t;
}

/* What waits for the own person besides tasks: checks, notes of areas, teams that count. */
static enum hn_rc
read_own_more(struct hn_req *q, struct hn_work_page *p)
{
    const struct hn_task_filter checks = { .mine = true, .as = "checker", .state = "waiting_check" };
    const struct hn_area_filter notes = { .mine = true, .what = "no_note" };
    const struct hn_team_filter teams = { .mine = true, .state = "open" };
    enum hn_rc rc;

    if (!hn_req_who(q)->person.v)
        return HN_OK;
    rc = hn_task_list(&q->ctx, &checks, 0, HN_OWN_TASKS_SHOWN, take_check, p);
    if (!rc)
        rc = hn_task_count(&q->ctx, &checks, &p->check_total);
    if (!rc)
        rc = hn_area_list(&q->ctx, &notes, 0, HN_OWN_AREAS_SHOWN, take_area, p);
    return rc ? rc : hn_team_list(&q->ctx, &teams, 0, HN_OWN_AREAS_SHOWN, take_team, p);
}

static bool
holds(struct hn_req *q, enum hn_right right)
{
    return hn_access_allows(&q->ctx, right, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
}

enum hn_rc
hn_page_work(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "work.title", .section = "work", .html = hn_view_work_any, .json = hn_json_work_any
    };
    struct hn_work_page p = { .q = q };
    enum hn_rc rc;

    /* What waits, waits today, whatever date was looked at before. */
    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    p.may_grant = holds(q, HN_MAY_GRANT);
    p.may_log = holds(q, HN_MAY_READ_LOG);
    p.may_operate = holds(q, HN_MAY_OPERATE);
    rc = read_places(q, &p);
    if (!rc)
        rc = read_requests(q, &p);
    if (!rc)
        rc = read_person(q, &p);
    if (!rc)
        rc = read_own_tasks(q, &p);
    if (!rc)
        rc = read_own_more(q, &p);
    if (!rc)
        rc = hn_work_meetings(q, &p.meetings, &p.meeting_count);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
