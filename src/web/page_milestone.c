/* page_milestone.c: see page_milestone.h. */
#include "web/page_milestone.h"

#include "base/num.h"
#include "view_milestone.h"

static const struct hn_field fields[] = {
    { .name = "kind", .kind = HN_CODE, .required = true, .label = "milestone.kind" },
    { .name = "title", .kind = HN_TEXT, .max = 300, .required = true, .label = "milestone.name" },
    { .name = "on", .kind = HN_PDATE, .required = true, .label = "milestone.on" },
    { .name = "source", .kind = HN_TEXT, .max = 300, .required = true, .label = "milestone.source" },
    { 0 },
};
const struct hn_form hn_form_milestone_new = { .fields = fields, .again = hn_page_unit_history };
const struct hn_form hn_form_milestone = { .fields = fields, .again = hn_page_milestone };

static const struct hn_field none[] = { { 0 } };
const struct hn_form hn_form_milestone_remove = { .fields = none, .again = hn_page_milestone };

static enum hn_rc
id_of_path(struct hn_req *q, int64_t *id)
{
    return hn_parse_i64(hn_path_text(q, "milestone"), 1, INT64_MAX, id)
               ? HN_OK
               : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
}

static enum hn_rc
find(struct hn_req *q, struct hn_unit_id unit, const struct hn_milestone **out)
{
    const struct hn_milestone *rows = NULL;
    int64_t id = 0;
    size_t count = 0;
    enum hn_rc rc = id_of_path(q, &id);

    if (!rc)
        rc = hn_milestones(&q->ctx, unit, &rows, &count);
    for (size_t i = 0; !rc && i < count; i++) {
        if (rows[i].id == id) {
            *out = &rows[i];
            return HN_OK;
        }
    }
    return rc ? rc : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_page_milestone(struct hn_req *q)
{
    static const struct hn_view view = { .title = "milestone.correct_title",
                                         .section = "units",
                                         .html = hn_view_milestone_any,
                                         .json = hn_json_milestone_any };
    struct hn_milestone_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "milestone.title"), &ancestors);
    if (!rc)
        rc = find(q, p.unit->id, &p.milestone);
    if (rc)
        return rc;
    p.may_change = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- deeds --- */

static struct hn_milestone
typed(struct hn_req *q)
{
    return (struct hn_milestone){ .unit = { hn_path_id(q, "unit") },
                                  .kind = hn_form_text(q, "kind"),
                                  .title = hn_form_text(q, "title"),
                                  .source = hn_form_text(q, "source"),
                                  .on = hn_form_pdate(q, "on") };
}

static enum hn_rc
back(struct hn_req *q, const char *done)
{
    return hn_redirect_done(q, done, "/to-chuc/%s/lich-su#moc", hn_path_text(q, "unit"));
}

enum hn_rc
hn_page_milestone_add(struct hn_req *q)
{
    const struct hn_milestone in = typed(q);
    int64_t id;
    enum hn_rc rc = hn_milestone_put(&q->ctx, &in, &id);

    return rc ? rc : back(q, "done.milestone_entered");
}

enum hn_rc
hn_page_milestone_correct(struct hn_req *q)
{
    struct hn_milestone in = typed(q);
    int64_t id;
    enum hn_rc rc = id_of_path(q, &in.id);

    if (!rc)
        rc = hn_milestone_put(&q->ctx, &in, &id);
    return rc ? rc : back(q, "done.milestone_corrected");
}

enum hn_rc
hn_page_milestone_remove(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = id_of_path(q, &id);

    if (!rc)
        rc = hn_milestone_remove(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, id);
    return rc ? rc : back(q, "done.milestone_removed");
}
