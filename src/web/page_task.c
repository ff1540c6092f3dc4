/* page_task.c: one task with all that was told of it, and the forms by which it is told more, checked, called off and
 * reopened (page_task.h).
 *
 * Not for: the list (page_task_list.c), a new one (page_task_new.c), files (page_task_evidence.c).
 */
#include "web/page_task.h"

#include <string.h>

#include "area/area.h"
#include "inspection/inspection.h"
#include "rule/rule.h"
#include "target/target.h"
#include "view_task.h"
#include "web/page_unit.h"

const char *const hn_task_reports[] = { "in_progress", "waiting_check", "done", "not_done", NULL };
const char *const hn_task_verdicts[] = { "accepted", "sent_back", NULL };

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

static const struct hn_field check_fields[] = {
    { .name = "verdict",
      .kind = HN_CHOICE,
      .choices = hn_task_verdicts,
      .required = true,
      .label = "task.verdict" },
    { .name = "check_note", .kind = HN_LONG_TEXT, .max = 4000, .label = "task.check_note" },
    { 0 },
};
const struct hn_form hn_form_task_check = { .fields = check_fields,
                                            .again = hn_page_task,
                                            .versioned = true };

static const struct hn_field close_fields[] = {
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 4000, .required = true },
    { 0 },
};
const struct hn_form hn_form_task_close = { .fields = close_fields, .again = hn_page_task };

/* --- one task --- */

const char *
hn_task_helper_names(struct hn_arena *a, const struct hn_task_helper *helpers, size_t count)
{
    const char *names = "";

    for (size_t i = 0; i < count; i++)
        names = hn_print(a, "%s%s%s", names, i ? ", " : "", helpers[i].name);
    return names;
}

static enum hn_rc
read_rights(struct hn_req *q, struct hn_task_page *p)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_task_rights(c, &p->t, &p->may);

    p->may_change = p->may.keep && hn_task_is_open(p->t.state) && !p->t.meeting.v;
    p->may_meeting = p->t.meeting.v && hn_unit_may(q, HN_MAY_READ_MEETING, p->t.unit);
    p->may_person = hn_access_allows(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = p->t.responsible },
                                     HN_GROUP_BASIC) == HN_OK;
    return rc;
}

/* What it serves, as far as the reader may see that. */
static enum hn_rc
read_serves(struct hn_req *q, struct hn_task_page *p)
{
    struct hn_ctx *c = &q->ctx;
    int faults = c->fault_count;
    struct hn_target target = { .title = "" };
    struct hn_area area = { .name = "" };
    struct hn_paper paper;
    enum hn_rc rc = HN_OK;

    if (p->t.paper.v)
        rc = hn_paper_get(c, p->t.paper, &paper);
    p->may_paper = p->t.paper.v && !rc;
    p->target_title = p->area_name = "";
    /* What was refused may have been read: only what is in sight is named. */
    if ((!rc || rc == HN_NOT_FOUND) && p->t.target) {
        rc = hn_target_get(c, p->t.target, &target);
        p->target_title = rc ? "" : target.title;
    }
    if ((!rc || rc == HN_NOT_FOUND) && p->t.area) {
        rc = hn_area_get(c, p->t.area, &area);
        p->area_name = rc ? "" : area.name;
    }
    if (rc && rc != HN_NOT_FOUND && rc != HN_DENIED)
        return rc;
    c->fault_count = faults;
    return hn_finding_inspection(c, p->t.finding, &p->inspection);
}

static enum hn_rc
read_more(struct hn_req *q, struct hn_task_page *p)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_task_events(c, p->t.id, &p->events, &p->event_count);

    if (!rc)
        rc = hn_task_helpers(c, p->t.id, &p->helpers, &p->helper_count);
    if (!rc)
        rc = hn_task_evidence(c, p->t.id, &p->evidence, &p->evidence_count);
    if (!rc)
        rc = hn_rule_value(c, p->t.unit, "attachment_most_bytes", c->today, &p->most_bytes);
    if (!rc)
        rc = hn_rule_value(c, p->t.unit, "attachment_most_count", c->today, &p->most_count);
    if (!rc)
        rc = read_rights(q, p);
    return rc ? rc : read_serves(q, p);
}

enum hn_rc
hn_page_task(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "task.title_one", .section = "work", .html = hn_view_task_any, .json = hn_json_task_any
    };
    struct hn_task_page p = { .q = q };
    enum hn_rc rc;

    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
    rc = hn_task_get(&q->ctx, hn_path_id(q, "task"), &p.t);
    if (!rc)
        rc = read_more(q, &p);
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
hn_page_task_check(struct hn_req *q)
{
    int64_t id = hn_path_id(q, "task");
    bool accepted = strcmp(hn_form_text(q, "verdict"), "accepted") == 0;
    int64_t base = hn_form_row_version(q) ? hn_form_row_version(q) : -1;
    enum hn_rc rc = hn_task_check(&q->ctx, id, accepted, hn_form_text(q, "check_note"), base, NULL);

    return rc ? rc
              : hn_redirect_done(q, accepted ? "done.task_checked" : "done.task_sent_back", "/giao-viec/%lld",
                                 (long long)id);
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
