/* page_task.c: one task with all that was told of it, the forms by which it is told more, and a new one (page_task.h).
 *
 * Not for: the list (page_task_list.c).
 */
#include "web/page_task.h"

#include <string.h>

#include "member/list.h"
#include "person/person.h"
#include "view_task.h"
#include "web/page_unit.h"

enum { PEOPLE_OFFERED = 200 };

const char *const hn_task_reports[] = { "in_progress", "waiting_check", "done", "not_done", NULL };

static const struct hn_field report_fields[] = {
    { .name = "state",
      .kind = HN_CHOICE,
      .choices = hn_task_reports,
      .required = true,
      .label = "task.state" },
    { .name = "progress", .kind = HN_INT, .low = 0, .high = 100, .label = "task.progress" },
    { .name = "note", .kind = HN_LONG_TEXT, .max = 4000, .label = "task.note" },
    { 0 },
};
const struct hn_form hn_form_task_report = { .fields = report_fields,
                                             .again = hn_page_task,
                                             .versioned = true };

static const struct hn_field close_fields[] = {
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 4000, .required = true },
    { 0 },
};
const struct hn_form hn_form_task_close = { .fields = close_fields, .again = hn_page_task };

static const struct hn_field new_fields[] = {
    { .name = "title", .kind = HN_TEXT, .max = 500, .required = true, .label = "task.title" },
    { .name = "detail", .kind = HN_LONG_TEXT, .max = 4000, .label = "task.detail" },
    { .name = "responsible", .kind = HN_CODE, .required = true, .label = "task.responsible" },
    { .name = "checker", .kind = HN_CODE, .required = true, .label = "task.checker" },
    { .name = "due", .kind = HN_DAY, .label = "task.due" },
    { 0 },
};
const struct hn_form hn_form_task_new = { .fields = new_fields, .again = hn_page_task_new };

/* --- one task --- */

static enum hn_rc
read_rights(struct hn_req *q, struct hn_task_page *p)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_person_id self = { 0 };
    enum hn_rc rc = hn_access_person(c, &self);

    if (rc)
        return rc;
    p->own = self.v && self.v == p->t.responsible.v;
    p->may_edit = hn_unit_may(q, HN_MAY_EDIT_MEETING, p->t.unit);
    p->may_meeting = p->t.meeting.v && hn_unit_may(q, HN_MAY_READ_MEETING, p->t.unit);
    p->may_report = hn_task_is_open(p->t.state) && (p->own || p->may_edit);
    p->may_person = hn_access_allows(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = p->t.responsible },
                                     HN_GROUP_BASIC) == HN_OK;
    return HN_OK;
}

enum hn_rc
hn_page_task(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "task.title_one", .section = "work", .html = hn_view_task_any, .json = hn_json_task_any
    };
    struct hn_task_page p = { .q = q };
    int64_t id = hn_path_id(q, "task");
    enum hn_rc rc;

    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    rc = hn_task_get(&q->ctx, id, &p.t);
    if (!rc)
        rc = hn_task_events(&q->ctx, id, &p.events, &p.event_count);
    if (!rc)
        rc = read_rights(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "task.title_all"), "/giao-viec");
    hn_crumb(q, p.t.title, NULL);
    return hn_show(q, &view, &p, p.t.title);
}

enum hn_rc
hn_page_task_report(struct hn_req *q)
{
    int64_t id = hn_path_id(q, "task");
    struct hn_task_report in = {
        .state = hn_form_text(q, "state"),
        .progress = (int)hn_form_int(q, "progress"),
        .note = hn_form_text(q, "note"),
        .base = hn_form_row_version(q) ? hn_form_row_version(q) : -1,
    };
    enum hn_rc rc = hn_task_report(&q->ctx, id, &in, NULL);

    return rc ? rc : hn_redirect_done(q, "done.task_reported", "/giao-viec/%lld", (long long)id);
}

enum hn_rc
hn_page_task_cancel(struct hn_req *q)
{
    int64_t id = hn_path_id(q, "task");
    enum hn_rc rc = hn_task_cancel(&q->ctx, id, hn_form_text(q, "reason"));

    return rc ? rc : hn_redirect_done(q, "done.task_cancelled", "/giao-viec/%lld", (long long)id);
}

enum hn_rc
hn_page_task_reopen(struct hn_req *q)
{
    int64_t id = hn_path_id(q, "task");
    enum hn_rc rc = hn_task_reopen(&q->ctx, id, hn_form_text(q, "reason"));

    return rc ? rc : hn_redirect_done(q, "done.task_reopened", "/giao-viec/%lld", (long long)id);
}

/* --- a new one, between two meetings --- */

struct choosing {
    struct hn_arena *arena;
    struct hn_option *options;
    size_t count;
};

static void
offer_person(void *sink, const struct hn_member_row *row)
{
    struct choosing *c = sink;

    if (c->count < PEOPLE_OFFERED)
        c->options[c->count++] = (struct hn_option){ .value = row->code, .label = row->full_name };
}

static enum hn_rc
offer_people(struct hn_req *q, struct hn_task_new_page *p)
{
    struct choosing choosing = { q->ctx.arena, HN_NEW_N(q->ctx.arena, struct hn_option, PEOPLE_OFFERED), 0 };
    const struct hn_member_filter f = { .within = p->unit.id };
    enum hn_rc rc = HN_OK;

    /* Who may not read the list types a code. */
    if (hn_unit_may(q, HN_MAY_READ_MEMBER, p->unit.id))
        rc = hn_member_list(&q->ctx, &f, 0, PEOPLE_OFFERED, offer_person, &choosing);
    p->people = choosing.options;
    p->people_count = choosing.count;
    return rc;
}

enum hn_rc
hn_page_task_new(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "task.new", .section = "work", .html = hn_view_task_new_any, .json = hn_json_task_new_any
    };
    struct hn_task_new_page p = { .q = q };
    enum hn_rc rc;

    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    rc = hn_unit_get(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, &p.unit);
    if (!rc)
        rc = offer_people(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "task.title_all"), "/giao-viec");
    hn_crumb(q, p.unit.name, hn_print(q->ctx.arena, "/giao-viec?within=%s", p.unit.code));
    hn_crumb(q, hn_text(q->ctx.lang, "task.new"), NULL);
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_task_add(struct hn_req *q)
{
    struct hn_task_new in = {
        .unit = { hn_path_id(q, "unit") },
        .title = hn_form_text(q, "title"),
        .detail = hn_form_text(q, "detail"),
        .due = hn_form_day(q, "due"),
    };
    int64_t id = 0;
    enum hn_rc rc = hn_person_find(&q->ctx, hn_form_text(q, "responsible"), &in.responsible);

    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, "responsible", "task.responsible");
    if (!rc)
        rc = hn_person_find(&q->ctx, hn_form_text(q, "checker"), &in.checker);
    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, "checker", "task.checker");
    if (!rc)
        rc = hn_task_put(&q->ctx, &in, -1, &id, NULL);
    return rc ? rc : hn_redirect_done(q, "done.task_set", "/giao-viec/%lld", (long long)id);
}
