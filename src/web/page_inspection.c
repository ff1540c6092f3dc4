/* page_inspection.c: one inspection: where it stands, its steps, a new one (page_inspection.h). */
#include "web/page_inspection.h"

#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "view_inspection.h"
#include "web/print.h"

const char *const hn_inspection_roles[] = { "head", "deputy", "member", "secretary", NULL };
static const char *const kinds[] = { "inspection", "supervision", NULL };

enum hn_rc
hn_inspection_id_of_path(struct hn_req *q, int64_t *id)
{
    if (!hn_parse_i64(hn_path_text(q, "inspection"), 1, INT64_MAX, id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return HN_OK;
}

enum hn_rc
hn_inspection_of_path(struct hn_req *q, struct hn_inspection_page *p)
{
    struct hn_ctx *c = &q->ctx;
    int64_t id;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    p->q = q;
    if (!rc)
        rc = hn_inspection_get(c, id, &p->i);
    if (!rc)
        rc = hn_inspection_members(c, id, &p->team, &p->team_count);
    if (!rc)
        rc = hn_findings(c, id, &p->findings, &p->finding_count);
    if (!rc)
        rc = hn_inspection_files(c, id, &p->files, &p->file_count);
    if (rc)
        return rc;
    p->staff = p->i.inspects || p->i.finds;
    p->told = strcmp(p->i.state, "decided") != 0;
    p->archived = strcmp(p->i.state, "archived") == 0;
    p->concluded = p->archived || strcmp(p->i.state, "concluded") == 0;
    for (size_t f = 0; f < p->finding_count; f++)
        p->unanswered += p->findings[f].answered_at < p->findings[f].told_at;
    hn_crumb(q, hn_text(c->lang, "inspection.title"), "/kiem-tra");
    return p->staff ? hn_inspection_notes(c, id, &p->notes, &p->note_count) : HN_OK;
}

/* A step below the page of the inspection itself. */
static enum hn_rc
show_step(struct hn_req *q, const struct hn_view *view, bool staff_only)
{
    struct hn_inspection_page p = { 0 };
    enum hn_rc rc = hn_inspection_of_path(q, &p);

    if (rc)
        return rc;
    if (staff_only && !p.staff)
        return hn_fail(&q->ctx, HN_DENIED, "", "access.denied");
    hn_crumb(q, p.i.decision, hn_print(q->ctx.arena, "/kiem-tra/%" PRId64, p.i.id));
    hn_crumb(q, hn_text(q->ctx.lang, view->title), NULL);
    return hn_show(q, view, &p, p.i.decision);
}

#define STEP(page, key, part)                                                                                \
    static const struct hn_view view_##page = { .title = key,                                                \
                                                .section = "meetings",                                       \
                                                .html = hn_view_inspection_##page##_any,                     \
                                                .json = hn_json_inspection_any };                            \
    enum hn_rc hn_page_inspection_##page(struct hn_req *q)                                                   \
    {                                                                                                        \
        return show_step(q, &view_##page, part);                                                             \
    }
STEP(outline, "inspection.outline", true)
STEP(team, "inspection.team", true)
STEP(report, "inspection.report", false)
STEP(notes, "inspection.notes", true)
STEP(conclude, "inspection.conclude", true)

enum hn_rc
hn_page_inspection(struct hn_req *q)
{
    static const struct hn_view view = { .title = "inspection.one",
                                         .section = "meetings",
                                         .html = hn_view_inspection_any,
                                         .json = hn_json_inspection_any };
    struct hn_inspection_page p = { 0 };
    enum hn_rc rc = hn_inspection_of_path(q, &p);

    if (rc)
        return rc;
    hn_crumb(q, p.i.decision, NULL);
    return hn_show(q, &view, &p, p.i.decision);
}

static const char *const print_forms[] = { "pdf", "txt", NULL };
static const struct hn_field paper_fields[] = {
    { .name = "dang", .kind = HN_CHOICE, .choices = print_forms, .label = "print.pdf" },
    { 0 },
};
const struct hn_form hn_form_inspection_paper = { .fields = paper_fields, .again = hn_page_inspection_paper };

enum hn_rc
hn_page_inspection_paper(struct hn_req *q)
{
    struct hn_doc *doc;
    int64_t id;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_document(&q->ctx, id, &doc);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "inspection.title"), "/kiem-tra");
    hn_crumb(q, hn_text(q->ctx.lang, "inspection.paper"), NULL);
    return hn_print_answer(q, doc, hn_print(q->ctx.arena, "thong-bao-ket-luan-%" PRId64, id));
}

/* --- a new one --- */

static const struct hn_field asked[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "muc", .kind = HN_ID, .label = "programme.item" },
    { 0 },
};
const struct hn_form hn_form_inspection_asked = { .fields = asked, .again = hn_page_inspection_new };
static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "muc", .kind = HN_ID, .label = "programme.item" },
    { .name = "kind", .kind = HN_CHOICE, .choices = kinds, .required = true, .label = "inspection.kind" },
    { .name = "subject_unit", .kind = HN_CODE, .label = "inspection.subject_unit" },
    { .name = "subject_person", .kind = HN_CODE, .label = "inspection.subject_person" },
    { .name = "decision", .kind = HN_TEXT, .required = true, .max = 100, .label = "inspection.decision" },
    { .name = "decided_on", .kind = HN_DAY, .required = true, .label = "inspection.decided_on" },
    { .name = "content", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "inspection.content" },
    { .name = "outline", .kind = HN_LONG_TEXT, .max = 4000, .label = "inspection.outline" },
    { .name = "period_from", .kind = HN_DAY, .label = "inspection.period_from" },
    { .name = "period_to", .kind = HN_DAY, .label = "inspection.period_to" },
    { .name = "report_due", .kind = HN_DAY, .label = "inspection.report_due" },
    { .name = "due", .kind = HN_DAY, .required = true, .label = "inspection.due" },
    { 0 },
};
const struct hn_form hn_form_inspection_new = { .fields = new_fields, .again = hn_page_inspection_new };

enum { PROGRAMMES_READ = 5, ITEMS_OFFERED = 200 };

/* Items of the unit's approved programmes that wait for their decision. */
static enum hn_rc
offer_items(struct hn_req *q, struct hn_inspection_new_page *p)
{
    const struct hn_programme *all;
    struct hn_programme_item *open = HN_NEW_N(q->ctx.arena, struct hn_programme_item, ITEMS_OFFERED);
    int64_t wanted = 0;
    size_t count, read = 0;
    enum hn_rc rc = hn_programmes(&q->ctx, p->unit->id, &all, &count);

    p->open = open;
    (void)!hn_parse_i64(hn_form_typed(q, "muc", ""), 1, INT64_MAX, &wanted);
    for (size_t g = 0; !rc && g < count && read < PROGRAMMES_READ; g++) {
        const struct hn_programme_item *items;
        struct hn_programme one;
        size_t n = 0;

        if (all[g].unit.v != p->unit->id.v || strcmp(all[g].state, "approved") != 0)
            continue;
        read++;
        rc = hn_programme_get(&q->ctx, all[g].id, &one, &items, &n);
        for (size_t i = 0; !rc && i < n && p->open_count < ITEMS_OFFERED; i++) {
            if (items[i].inspection)
                continue;
            if (items[i].id == wanted)
                p->item = &open[p->open_count];
            open[p->open_count++] = items[i];
        }
    }
    return rc;
}

enum hn_rc
hn_page_inspection_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "inspection.new",
                                         .section = "meetings",
                                         .html = hn_view_inspection_new_any,
                                         .json = hn_json_inspection_new_any };
    struct hn_inspection_new_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_INSPECT, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = offer_items(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "inspection.title"), "/kiem-tra");
    hn_crumb(q, hn_text(q->ctx.lang, "inspection.new"), NULL);
    return hn_show(q, &view, &p, NULL);
}

static hn_day
day_or_none(const struct hn_req *q, const char *name)
{
    hn_day day = hn_form_day(q, name);

    return day == HN_DAY_OPEN ? 0 : day;
}

static struct hn_inspection
inspection_of_form(const struct hn_req *q)
{
    return (struct hn_inspection){ .content = hn_form_text(q, "content"),
                                   .outline = hn_form_text(q, "outline"),
                                   .period_from = day_or_none(q, "period_from"),
                                   .period_to = day_or_none(q, "period_to"),
                                   .report_due = day_or_none(q, "report_due"),
                                   .due = hn_form_day(q, "due") };
}

enum hn_rc
hn_page_inspection_add(struct hn_req *q)
{
    struct hn_inspection in = inspection_of_form(q);
    int64_t id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    in.item = hn_form_id(q, "muc");
    in.kind = hn_form_text(q, "kind");
    in.decision = hn_form_text(q, "decision");
    in.decided_on = hn_form_day(q, "decided_on");
    if (!rc)
        rc = hn_inspection_unit(q, "subject_unit", &in.subject_unit);
    if (!rc)
        rc = hn_inspection_person(q, "subject_person", &in.subject_person);
    if (!rc)
        rc = hn_inspection_decide(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.inspection", "/kiem-tra/%lld", (long long)id);
}

/* --- deeds --- */

static enum hn_rc
done(struct hn_req *q, enum hn_rc rc, const char *key, int64_t id, const char *step)
{
    return rc ? rc : hn_redirect_done(q, key, "/kiem-tra/%lld%s", (long long)id, step);
}

static const struct hn_field change_fields[] = {
    { .name = "content", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "inspection.content" },
    { .name = "outline", .kind = HN_LONG_TEXT, .max = 4000, .label = "inspection.outline" },
    { .name = "period_from", .kind = HN_DAY, .label = "inspection.period_from" },
    { .name = "period_to", .kind = HN_DAY, .label = "inspection.period_to" },
    { .name = "report_due", .kind = HN_DAY, .label = "inspection.report_due" },
    { .name = "due", .kind = HN_DAY, .required = true, .label = "inspection.due" },
    { 0 },
};
const struct hn_form hn_form_inspection_change = { .fields = change_fields,
                                                   .again = hn_page_inspection_outline,
                                                   .versioned = true };

enum hn_rc
hn_page_inspection_change(struct hn_req *q)
{
    struct hn_inspection in = inspection_of_form(q);
    enum hn_rc rc = hn_inspection_id_of_path(q, &in.id);

    in.version = hn_form_row_version(q);
    if (!rc)
        rc = hn_inspection_change(&q->ctx, &in);
    return done(q, rc, "done.inspection_changed", in.id, "");
}

static const struct hn_field member_fields[] = {
    { .name = "person", .kind = HN_CODE, .required = true, .label = "inspection.member" },
    { .name = "role",
      .kind = HN_CHOICE,
      .choices = hn_inspection_roles,
      .required = true,
      .label = "inspection.role" },
    { 0 },
};
const struct hn_form hn_form_inspection_member = { .fields = member_fields,
                                                   .again = hn_page_inspection_team };

enum hn_rc
hn_page_inspection_member(struct hn_req *q)
{
    struct hn_person_id person = { 0 };
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_person(q, "person", &person);
    if (!rc)
        rc = hn_inspection_member_put(&q->ctx, id, person, hn_form_text(q, "role"));
    return done(q, rc, "done.inspection_member", id, "/doan");
}

static const struct hn_field member_end_fields[] = {
    { .name = "person", .kind = HN_ID, .required = true, .label = "inspection.member" },
    { 0 },
};
const struct hn_form hn_form_inspection_member_end = { .fields = member_end_fields,
                                                       .again = hn_page_inspection_team };

enum hn_rc
hn_page_inspection_member_end(struct hn_req *q)
{
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_member_remove(&q->ctx, id, (struct hn_person_id){ hn_form_id(q, "person") });
    return done(q, rc, "done.inspection_member_end", id, "/doan");
}

static const struct hn_field nothing[] = { { 0 } };
const struct hn_form hn_form_inspection_notify = { .fields = nothing, .again = hn_page_inspection };

enum hn_rc
hn_page_inspection_notify(struct hn_req *q)
{
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_notify(&q->ctx, id);
    return done(q, rc, "done.inspection_notified", id, "");
}

static const struct hn_field report_fields[] = {
    { .name = "report", .kind = HN_LONG_TEXT, .required = true, .max = 5000, .label = "inspection.report" },
    { 0 },
};
const struct hn_form hn_form_inspection_report = { .fields = report_fields,
                                                   .again = hn_page_inspection_report,
                                                   .versioned = true };

enum hn_rc
hn_page_inspection_report_put(struct hn_req *q)
{
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_report(&q->ctx, id, hn_form_text(q, "report"), hn_form_row_version(q));
    return done(q, rc, "done.inspection_reported", id, "");
}

static const struct hn_field note_fields[] = {
    { .name = "day", .kind = HN_DAY, .required = true, .label = "inspection.note_day" },
    { .name = "note", .kind = HN_LONG_TEXT, .required = true, .max = 5000, .label = "inspection.note" },
    { 0 },
};
const struct hn_form hn_form_inspection_note = { .fields = note_fields, .again = hn_page_inspection_notes };

enum hn_rc
hn_page_inspection_note(struct hn_req *q)
{
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_note(&q->ctx, id, hn_form_day(q, "day"), hn_form_text(q, "note"));
    return done(q, rc, "done.inspection_noted", id, "/ghi-chep");
}

static const struct hn_field conclude_fields[] = {
    { .name = "number",
      .kind = HN_TEXT,
      .required = true,
      .max = 100,
      .label = "inspection.conclusion_number" },
    { .name = "on", .kind = HN_DAY, .required = true, .label = "inspection.concluded_on" },
    { .name = "conclusion",
      .kind = HN_LONG_TEXT,
      .required = true,
      .max = 5000,
      .label = "inspection.conclusion" },
    { 0 },
};
const struct hn_form hn_form_inspection_conclude = { .fields = conclude_fields,
                                                     .again = hn_page_inspection_conclude };

enum hn_rc
hn_page_inspection_concluded(struct hn_req *q)
{
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_conclude(&q->ctx, id, hn_form_text(q, "number"), hn_form_day(q, "on"),
                                    hn_form_text(q, "conclusion"));
    return done(q, rc, "done.inspection_concluded", id, "");
}

static const struct hn_field archive_fields[] = {
    { .name = "note", .kind = HN_TEXT, .max = 300, .label = "inspection.archive_note" },
    { 0 },
};
const struct hn_form hn_form_inspection_archive = { .fields = archive_fields, .again = hn_page_inspection };

enum hn_rc
hn_page_inspection_archive(struct hn_req *q)
{
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc)
        rc = hn_inspection_archive(&q->ctx, id, hn_form_text(q, "note"));
    return done(q, rc, "done.inspection_archived", id, "");
}
