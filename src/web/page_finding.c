/* page_finding.c: one finding of an inspection: written, answered, put right, verified (page_inspection.h). */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "view_inspection.h"
#include "web/page_inspection.h"

static const char *const kinds[] = { "strength", "shortcoming", "violation", NULL };

static const struct hn_field fields[] = {
    { .name = "kind", .kind = HN_CHOICE, .choices = kinds, .required = true, .label = "finding.kind" },
    { .name = "text", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "finding.text" },
    { .name = "basis", .kind = HN_LONG_TEXT, .max = 1000, .label = "finding.basis" },
    { 0 },
};
const struct hn_form hn_form_finding = { .fields = fields, .again = hn_page_finding_new };
const struct hn_form hn_form_finding_change = { .fields = fields,
                                                .again = hn_page_finding,
                                                .versioned = true };

static enum hn_rc
finding_id(struct hn_req *q, int64_t *inspection, int64_t *id)
{
    enum hn_rc rc = hn_inspection_id_of_path(q, inspection);

    if (!rc && !hn_parse_i64(hn_path_text(q, "finding"), 1, INT64_MAX, id))
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return rc;
}

static enum hn_rc
show(struct hn_req *q, struct hn_inspection_page *p, const struct hn_view *view)
{
    hn_crumb(q, p->i.decision, hn_print(q->ctx.arena, "/kiem-tra/%" PRId64, p->i.id));
    hn_crumb(q, hn_text(q->ctx.lang, view->title), NULL);
    return hn_show(q, view, p, p->i.decision);
}

enum hn_rc
hn_page_finding_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "finding.new",
                                         .section = "meetings",
                                         .html = hn_view_finding_new_any,
                                         .json = hn_json_inspection_any };
    struct hn_inspection_page p = { 0 };
    enum hn_rc rc = hn_inspection_of_path(q, &p);

    if (!rc && !p.i.finds)
        rc = hn_fail(&q->ctx, HN_DENIED, "", "access.denied");
    return rc ? rc : show(q, &p, &view);
}

enum hn_rc
hn_page_finding(struct hn_req *q)
{
    static const struct hn_view view = { .title = "finding.one",
                                         .section = "meetings",
                                         .html = hn_view_finding_any,
                                         .json = hn_json_finding_any };
    struct hn_inspection_page p = { 0 };
    int64_t inspection, id = 0;
    enum hn_rc rc = finding_id(q, &inspection, &id);

    if (!rc)
        rc = hn_inspection_of_path(q, &p);
    if (rc)
        return rc;
    for (size_t i = 0; i < p.finding_count; i++) {
        if (p.findings[i].id == id)
            p.finding = &p.findings[i];
    }
    if (!p.finding)
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    rc = hn_remedies(&q->ctx, id, &p.remedies, &p.remedy_count);
    return rc ? rc : show(q, &p, &view);
}

/* --- deeds --- */

static enum hn_rc
done(struct hn_req *q, enum hn_rc rc, const char *key, int64_t inspection, int64_t id)
{
    if (rc)
        return rc;
    if (!id)
        return hn_redirect_done(q, key, "/kiem-tra/%lld", (long long)inspection);
    return hn_redirect_done(q, key, "/kiem-tra/%lld/phat-hien/%lld", (long long)inspection, (long long)id);
}

static struct hn_finding
finding_of_form(const struct hn_req *q)
{
    return (struct hn_finding){ .kind = hn_form_text(q, "kind"),
                                .text = hn_form_text(q, "text"),
                                .basis = hn_form_text(q, "basis") };
}

enum hn_rc
hn_page_finding_add(struct hn_req *q)
{
    struct hn_finding in = finding_of_form(q);
    int64_t id = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &in.inspection);

    if (!rc)
        rc = hn_finding_put(&q->ctx, &in, &id);
    return done(q, rc, "done.finding", in.inspection, id);
}

enum hn_rc
hn_page_finding_change(struct hn_req *q)
{
    struct hn_finding in = finding_of_form(q);
    enum hn_rc rc = finding_id(q, &in.inspection, &in.id);

    in.version = hn_form_row_version(q);
    if (!rc)
        rc = hn_finding_put(&q->ctx, &in, NULL);
    return done(q, rc, "done.finding", in.inspection, in.id);
}

static const struct hn_field nothing[] = { { 0 } };
const struct hn_form hn_form_finding_remove = { .fields = nothing, .again = hn_page_finding };

enum hn_rc
hn_page_finding_remove(struct hn_req *q)
{
    int64_t inspection = 0, id = 0;
    enum hn_rc rc = finding_id(q, &inspection, &id);

    if (!rc)
        rc = hn_finding_remove(&q->ctx, id);
    return done(q, rc, "done.finding_removed", inspection, 0);
}

static const struct hn_field answer_fields[] = {
    { .name = "answer", .kind = HN_LONG_TEXT, .required = true, .max = 5000, .label = "finding.answer" },
    { 0 },
};
const struct hn_form hn_form_finding_answer = { .fields = answer_fields,
                                                .again = hn_page_finding,
                                                .versioned = true };

enum hn_rc
hn_page_finding_answer(struct hn_req *q)
{
    int64_t inspection = 0, id = 0;
    enum hn_rc rc = finding_id(q, &inspection, &id);

    if (!rc)
        rc = hn_finding_answer(&q->ctx, id, hn_form_text(q, "answer"), hn_form_row_version(q));
    return done(q, rc, "done.finding_answered", inspection, id);
}

static const struct hn_field remedy_fields[] = {
    { .name = "title", .kind = HN_TEXT, .required = true, .max = 300, .label = "finding.remedy_title" },
    { .name = "responsible", .kind = HN_CODE, .required = true, .label = "finding.responsible" },
    { .name = "checker", .kind = HN_CODE, .required = true, .label = "finding.checker" },
    { .name = "due", .kind = HN_DAY, .required = true, .label = "finding.remedy_due" },
    { 0 },
};
const struct hn_form hn_form_finding_remedy = { .fields = remedy_fields, .again = hn_page_finding };

enum hn_rc
hn_page_finding_remedy(struct hn_req *q)
{
    struct hn_task_new in = { .title = hn_form_text(q, "title"), .detail = "", .due = hn_form_day(q, "due") };
    int64_t inspection = 0, id = 0, task = 0;
    enum hn_rc rc = finding_id(q, &inspection, &id);

    if (!rc)
        rc = hn_inspection_person(q, "responsible", &in.responsible);
    if (!rc)
        rc = hn_inspection_person(q, "checker", &in.checker);
    if (!rc)
        rc = hn_remedy_put(&q->ctx, id, &in, &task);
    return done(q, rc, "done.finding_remedy", inspection, id);
}

static const struct hn_field verify_fields[] = {
    { .name = "note", .kind = HN_LONG_TEXT, .required = true, .max = 2000, .label = "finding.verified_note" },
    { 0 },
};
const struct hn_form hn_form_finding_verify = { .fields = verify_fields, .again = hn_page_finding };

enum hn_rc
hn_page_finding_verify(struct hn_req *q)
{
    int64_t inspection = 0, id = 0;
    enum hn_rc rc = finding_id(q, &inspection, &id);

    if (!rc)
        rc = hn_finding_verify(&q->ctx, id, hn_form_text(q, "note"));
    return done(q, rc, "done.finding_verified", inspection, id);
}
