/* page_minutes_deed.c: what the small forms of the minutes do: when it was, opinions, votes, parts of text, tasks, results.
 * Each comes back to its place on the page (page_minutes.c).
 */
#include <inttypes.h>
#include <string.h>

#include "web/page_meeting.h"

static const struct hn_field facts_fields[] = {
    { .name = "day", .kind = HN_DAY, .required = true, .label = "meeting.day" },
    { .name = "began", .kind = HN_TEXT, .max = 8, .required = true, .label = "writing.began" },
    { .name = "ended", .kind = HN_TEXT, .max = 8, .required = true, .label = "writing.ended" },
    { .name = "chair", .kind = HN_CODE, .required = true, .label = "meeting.chair" },
    { .name = "writer", .kind = HN_CODE, .required = true, .label = "meeting.writer" },
    { 0 },
};
/* item: the line that is changed; new_item: of one that is new, made by the page, so that a repeated sending is one line. */
#define LINE_FIELDS                                                                                          \
    { .name = "item", .kind = HN_CODE }, { .name = "new_item", .kind = HN_CODE },                            \
    {                                                                                                        \
        .name = "base", .kind = HN_INT, .low = 0, .high = INT32_MAX                                          \
    }
static const struct hn_field opinion_fields[] = {
    LINE_FIELDS,
    { .name = "kind", .kind = HN_CHOICE, .choices = hn_opinion_kinds, .label = "opinion.kind" },
    { .name = "person", .kind = HN_CODE, .label = "opinion.person" },
    { .name = "name", .kind = HN_TEXT, .label = "opinion.name" },
    { .name = "agenda", .kind = HN_CODE, .label = "opinion.agenda" },
    { .name = "text", .kind = HN_LONG_TEXT, .max = 4000, .required = true, .label = "opinion.text" },
    { 0 },
};
static const struct hn_field vote_fields[] = {
    LINE_FIELDS,
    { .name = "matter", .kind = HN_CHOICE, .choices = hn_vote_matters, .label = "vote.matter" },
    { .name = "subject", .kind = HN_TEXT, .max = 300, .label = "vote.subject" },
    { .name = "form", .kind = HN_CHOICE, .choices = hn_vote_forms, .label = "vote.form" },
    { .name = "for", .kind = HN_INT, .high = 100000, .required = true, .label = "vote.for" },
    { .name = "against", .kind = HN_INT, .high = 100000, .label = "vote.against" },
    { .name = "other", .kind = HN_INT, .high = 100000, .label = "vote.other" },
    { .name = "invalid", .kind = HN_INT, .high = 100000, .label = "vote.invalid" },
    { 0 },
};
static const struct hn_field text_fields[] = {
    { .name = "item",
      .kind = HN_CHOICE,
      .choices = hn_meeting_parts,
      .required = true,
      .label = "writing.part" },
    { .name = "base", .kind = HN_INT, .low = 0, .high = INT32_MAX },
    { .name = "text", .kind = HN_LONG_TEXT, .label = "opinion.text" },
    { 0 },
};
static const struct hn_field task_fields[] = {
    LINE_FIELDS,
    { .name = "title", .kind = HN_TEXT, .max = 300, .required = true, .label = "task.title" },
    { .name = "person", .kind = HN_CODE, .required = true, .label = "task.responsible" },
    { .name = "checker", .kind = HN_CODE, .label = "task.checker" },
    { .name = "due", .kind = HN_DAY, .label = "task.due" },
    { 0 },
};
static const struct hn_field result_fields[] = {
    { .name = "item", .kind = HN_ID, .required = true },
    { .name = "base", .kind = HN_INT, .low = 0, .high = INT32_MAX },
    { .name = "value",
      .kind = HN_CHOICE,
      .choices = hn_task_states,
      .required = true,
      .label = "task.state" },
    { .name = "text", .kind = HN_LONG_TEXT, .max = 2000, .label = "task.note" },
    { 0 },
};
static const char *const removed_kinds[] = { "opinion", "vote", "task", "agenda", NULL };
static const struct hn_field remove_fields[] = {
    { .name = "item", .kind = HN_CODE, .required = true },
    { .name = "what", .kind = HN_CHOICE, .choices = removed_kinds, .required = true },
    { 0 },
};
const struct hn_form hn_form_facts = { .fields = facts_fields, .again = hn_page_minutes, .versioned = true };
const struct hn_form hn_form_opinion = { .fields = opinion_fields, .again = hn_page_minutes };
const struct hn_form hn_form_vote = { .fields = vote_fields, .again = hn_page_minutes };
const struct hn_form hn_form_text_part = { .fields = text_fields, .again = hn_page_minutes };
const struct hn_form hn_form_minutes_task = { .fields = task_fields, .again = hn_page_minutes };
const struct hn_form hn_form_result = { .fields = result_fields, .again = hn_page_minutes };
static const struct hn_field no_fields[] = { { 0 } };
const struct hn_form hn_form_all_done = { .fields = no_fields, .again = hn_page_minutes };
const struct hn_form hn_form_run_remove = { .fields = remove_fields, .again = hn_page_minutes };

static struct hn_meeting_id
meeting_of(const struct hn_req *q)
{
    return (struct hn_meeting_id){ hn_path_id(q, "meeting") };
}

static enum hn_rc
back(struct hn_req *q, const char *done, const char *place)
{
    return hn_redirect_done(q, done, "/ky-hop/%" PRId64 "/bien-ban#%s", meeting_of(q).v, place);
}

/* The line meant: one that stands, else the page's new one, else (another program asks) one made here. */
static const char *
line_key(struct hn_req *q)
{
    if (hn_form_has(q, "item"))
        return hn_form_text(q, "item");
    return hn_form_has(q, "new_item") ? hn_form_text(q, "new_item") : hn_new_item_key(&q->ctx);
}

static int64_t
base_of(const struct hn_req *q)
{
    return hn_form_has(q, "base") ? hn_form_int(q, "base") : -1;
}

/* The person of a code on the roll; HN_INVALID beside the field when there is none. */
static enum hn_rc
person_of(struct hn_req *q, const char *field, const char *key, struct hn_person_id *out)
{
    const char *code = hn_form_text(q, field);
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    size_t count;
    enum hn_rc rc;

    out->v = 0;
    if (!*code)
        return HN_OK;
    rc = hn_roll_read(&q->ctx, meeting_of(q), &roll, &count, &counts);
    if (rc)
        return rc;
    *out = hn_roll_person(roll, count, code);
    return out->v ? HN_OK : hn_fail(&q->ctx, HN_INVALID, field, key);
}

enum hn_rc
hn_page_minutes_facts(struct hn_req *q)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_meeting_held in = {
        .day = hn_form_day(q, "day"),
        .began_minute = hn_clock_parse(hn_form_text(q, "began")),
        .ended_minute = hn_clock_parse(hn_form_text(q, "ended")),
    };
    enum hn_rc rc = HN_OK;

    if (in.began_minute < 0)
        rc = hn_fail(c, HN_INVALID, "began", "meeting.minute");
    if (in.ended_minute < 0)
        rc = hn_fail(c, HN_INVALID, "ended", "meeting.minute");
    if (!rc)
        rc = person_of(q, "chair", "meeting.not_member", &in.chair);
    if (!rc)
        rc = person_of(q, "writer", "meeting.not_member", &in.writer);
    if (!rc)
        rc = hn_meeting_hold(c, meeting_of(q), hn_form_row_version(q), &in);
    hn_fault_rename(c, "began_minute", "began");
    hn_fault_rename(c, "ended_minute", "ended");
    return rc ? rc : back(q, "done.minutes_facts", "nhiem-vu-truoc");
}

enum hn_rc
hn_page_minutes_opinion(struct hn_req *q)
{
    struct hn_opinion in = {
        .item_key = line_key(q),
        .kind = hn_form_has(q, "kind") ? hn_form_text(q, "kind") : "opinion",
        .name = hn_form_text(q, "name"),
        .agenda_key = hn_form_text(q, "agenda"),
        .text = hn_form_text(q, "text"),
    };
    enum hn_rc rc = person_of(q, "person", "run.speaker", &in.person);

    if (!rc)
        rc = hn_opinion_put(&q->ctx, meeting_of(q), &in, base_of(q), NULL);
    return rc ? rc : back(q, "done.line", "y-kien");
}

enum hn_rc
hn_page_minutes_vote(struct hn_req *q)
{
    const struct hn_vote in = {
        .item_key = line_key(q),
        .matter = hn_form_has(q, "matter") ? hn_form_text(q, "matter") : "resolution",
        .subject = hn_form_text(q, "subject"),
        .form = hn_form_has(q, "form") ? hn_form_text(q, "form") : "hand",
        .votes_for = hn_form_int(q, "for"),
        .votes_against = hn_form_int(q, "against"),
        .votes_other = hn_form_int(q, "other"),
        .votes_invalid = hn_form_int(q, "invalid"),
    };
    enum hn_rc rc = hn_vote_put(&q->ctx, meeting_of(q), &in, base_of(q), NULL);

    hn_fault_rename(&q->ctx, "votes_for", "for");
    hn_fault_rename(&q->ctx, "votes_against", "against");
    hn_fault_rename(&q->ctx, "votes_other", "other");
    hn_fault_rename(&q->ctx, "votes_invalid", "invalid");
    return rc ? rc : back(q, "done.line", "bieu-quyet");
}

enum hn_rc
hn_page_minutes_text(struct hn_req *q)
{
    const char *part = hn_form_text(q, "item");
    enum hn_rc rc = hn_text_put(&q->ctx, meeting_of(q), part, hn_form_text(q, "text"), base_of(q), NULL);

    return rc ? rc : back(q, "done.line", hn_print(q->ctx.arena, "phan-%s", part));
}

enum hn_rc
hn_page_minutes_task(struct hn_req *q)
{
    struct hn_task_new in = {
        .meeting = meeting_of(q),
        .item_key = line_key(q),
        .title = hn_form_text(q, "title"),
        .detail = "",
        .due = hn_form_day(q, "due"),
    };
    int64_t id, version;
    enum hn_rc rc = person_of(q, "person", "task.responsible", &in.responsible);

    if (!rc)
        rc = person_of(q, "checker", "task.checker", &in.checker);
    if (!rc)
        rc = hn_task_put(&q->ctx, &in, base_of(q), &id, &version);
    hn_fault_rename(&q->ctx, "responsible", "person");
    return rc ? rc : back(q, "done.line", "nhiem-vu-toi");
}

enum hn_rc
hn_page_minutes_result(struct hn_req *q)
{
    const char *state = hn_form_text(q, "value");
    int64_t id = hn_form_id(q, "item"), version;
    struct hn_task_report in = {
        .state = state,
        .note = hn_form_text(q, "text"),
        .meeting = meeting_of(q),
        .base = base_of(q),
    };
    struct hn_task_row task;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(&q->ctx, in.meeting, &m);

    if (!rc)
        rc = hn_task_get(&q->ctx, id, &task);
    if (!rc && task.unit.v != m.unit.v && task.doer.v != m.unit.v)
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    if (rc)
        return rc;
    in.progress = strcmp(state, "done") == 0 ? 100 : task.progress;
    rc = hn_task_report(&q->ctx, id, &in, &version);
    return rc ? rc : back(q, "done.line", "nhiem-vu-truoc");
}

/* As everybody is present but the exceptions: what is left is done, in one press. What waits for its check is not told anew. */
enum hn_rc
hn_page_minutes_all_done(struct hn_req *q)
{
    const struct hn_task_report in = {
        .state = "done", .progress = 100, .note = "", .meeting = meeting_of(q), .base = -1
    };
    const struct hn_task_row *tasks = NULL;
    struct hn_meeting m;
    size_t count = 0;
    enum hn_rc rc = hn_meeting_open(&q->ctx, in.meeting, &m);

    if (!rc)
        rc = hn_tasks_before(&q->ctx, &m, &tasks, &count);
    for (size_t i = 0; i < count && !rc; i++) {
        int64_t version;

        if (hn_task_is_left(tasks[i].state))
            rc = hn_task_report(&q->ctx, tasks[i].id, &in, &version);
    }
    return rc ? rc : back(q, "done.lines", "nhiem-vu-truoc");
}

enum hn_rc
hn_page_minutes_remove(struct hn_req *q)
{
    const char *what = hn_form_text(q, "what"), *key = hn_form_text(q, "item");
    struct hn_meeting_id id = meeting_of(q);

    if (strcmp(what, "agenda") == 0) {
        enum hn_rc rc = hn_agenda_remove(&q->ctx, id, key);

        return rc ? rc : hn_redirect_done(q, "done.agenda", "/ky-hop/%" PRId64 "/noi-dung", id.v);
    }
    if (strcmp(what, "opinion") == 0) {
        enum hn_rc rc = hn_opinion_remove(&q->ctx, id, key);

        return rc ? rc : back(q, "done.line_removed", "y-kien");
    }
    if (strcmp(what, "vote") == 0) {
        enum hn_rc rc = hn_vote_remove(&q->ctx, id, key);

        return rc ? rc : back(q, "done.line_removed", "bieu-quyet");
    }
    enum hn_rc rc = hn_task_remove(&q->ctx, id, key);

    return rc ? rc : back(q, "done.line_removed", "nhiem-vu-toi");
}
