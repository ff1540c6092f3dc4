/* page_recognition.c: how a commune stands at each level: planned, reached, recognised by which decision, withdrawn; and the
 * forms of who enters that (page_criteria.h). */
#include <inttypes.h>
#include <string.h>

#include "view_criteria.h"
#include "web/page_criteria.h"

/* One form at a time is shown, so that what it refuses stands beside its own fields. */
#define STEP_FIELDS                                                                                          \
    { .name = "lam", .kind = HN_CODE, .label = "recognition.deed" },                                         \
    {                                                                                                        \
        .name = "recognition", .kind = HN_ID, .label = "recognition.one"                                     \
    }
static const struct hn_field fields[] = { STEP_FIELDS, { 0 } };
const struct hn_form hn_form_recognition = { .fields = fields, .again = hn_page_recognition };

/* May the actor confirm over a unit that stands above this one? What is shown follows; the deeds ask for themselves. */
static enum hn_rc
confirms_above(struct hn_req *q, const struct hn_nodes *ancestors, struct hn_unit_id unit, bool *out)
{
    struct hn_scope scope;
    enum hn_rc rc = HN_OK;

    *out = false;
    if (hn_access_allows(&q->ctx, HN_MAY_CONFIRM, HN_NO_RECORD, HN_GROUP_BASIC) != HN_OK)
        return HN_OK;
    rc = hn_scope_of(&q->ctx, HN_MAY_CONFIRM, (struct hn_unit_id){ 0 }, &scope);
    for (size_t i = 0; !rc && i < ancestors->count; i++) {
        for (size_t k = 0; k < HN_SCOPE_ROOTS; k++) {
            int64_t above = ancestors->at[i].id;

            *out = *out || (above != unit.v && (scope.subtree[k] == above || scope.unit[k] == above));
        }
    }
    return rc;
}

static enum hn_rc
read_sets(struct hn_req *q, struct hn_recognition_page *p)
{
    struct hn_option *options;
    enum hn_rc rc = hn_criteria_sets(&q->ctx, p->unit->id, true, &p->sets, &p->set_count);

    if (rc)
        return rc;
    options = HN_NEW_N(q->ctx.arena, struct hn_option, p->set_count + 1);
    for (size_t i = 0; i < p->set_count; i++)
        options[i] = (struct hn_option){ .value = p->sets[i].code,
                                         .label = hn_criteria_name(&p->sets[i], q->ctx.lang) };
    p->set_options = options;
    return HN_OK;
}

static enum hn_rc
read_all(struct hn_req *q, struct hn_recognition_page *p)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_unit_id unit = p->unit->id;
    enum hn_rc rc = hn_criteria_stands(c, unit, &p->stands, &p->stand_count);

    if (!rc)
        rc = hn_recognitions(c, unit, &p->rows, &p->row_count);
    if (!rc)
        rc = hn_criteria_plans(c, unit, &p->plans, &p->plan_count);
    if (!rc)
        rc = hn_criteria_group_of(c, unit, c->on, &p->group);
    if (!rc)
        rc = hn_tree_lineage(c, &hn_tree_units, unit.v, &p->lineage, &p->lineage_count);
    return rc ? rc : read_sets(q, p);
}

enum hn_rc
hn_page_recognition(struct hn_req *q)
{
    static const struct hn_view view = { .title = "recognition.title_of",
                                         .section = "units",
                                         .html = hn_view_recognition_any,
                                         .json = hn_json_recognition_any,
                                         .dated = true };
    struct hn_recognition_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors = { 0 };
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    p.unit = &stand.unit;
    p.ended = stand.ended;
    p.closed = stand.closed;
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "recognition.title"), &ancestors);
    if (!rc)
        rc = read_all(q, &p);
    if (!rc)
        rc = confirms_above(q, &ancestors, p.unit->id, &p.may_confirm);
    if (rc)
        return rc;
    p.may_plan = p.may_confirm || hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    p.deed = hn_form_text(q, "lam");
    for (size_t i = 0; i < p.row_count; i++) {
        if (p.rows[i].id == hn_form_id(q, "recognition"))
            p.withdrawing = &p.rows[i];
    }
    return hn_show(q, &view, &p, p.unit->name);
}

/* --- deeds --- */

static struct hn_unit_id
unit_of(const struct hn_req *q)
{
    return (struct hn_unit_id){ hn_path_id(q, "unit") };
}

static enum hn_rc
back(struct hn_req *q, const char *done)
{
    return hn_redirect_done(q, done, "/to-chuc/%s/tieu-chi", hn_path_text(q, "unit"));
}

static const struct hn_field recognise_fields[] = {
    STEP_FIELDS,
    { .name = "level", .kind = HN_CODE, .required = true, .label = "criteria.level" },
    { .name = "set", .kind = HN_CODE, .label = "criteria.set" },
    { .name = "decision", .kind = HN_TEXT, .max = 100, .required = true, .label = "recognition.decision" },
    { .name = "decided_by",
      .kind = HN_TEXT,
      .max = 300,
      .required = true,
      .label = "recognition.decided_by" },
    { .name = "decided_on", .kind = HN_DAY, .required = true, .label = "recognition.decided_on" },
    { .name = "from", .kind = HN_DAY, .label = "recognition.from" },
    { .name = "with_sheet", .kind = HN_FLAG, .label = "recognition.with_sheet" },
    { 0 },
};
const struct hn_form hn_form_recognise = { .fields = recognise_fields, .again = hn_page_recognition };

/* The set named, and the commune's latest sheet by it that the decision rests on. */
static enum hn_rc
read_basis(struct hn_req *q, struct hn_recognition *in)
{
    hn_day on = q->ctx.on;
    enum hn_rc rc;

    if (!*hn_form_text(q, "set"))
        return HN_OK;
    rc = hn_criteria_set_find(&q->ctx, hn_form_text(q, "set"), &in->set);
    if (rc || !hn_form_flag(q, "with_sheet"))
        return rc;
    q->ctx.on = in->decided_on;
    rc = hn_mark_latest(&q->ctx, in->unit, in->set, &in->sheet);
    q->ctx.on = on;
    return rc;
}

enum hn_rc
hn_page_recognise(struct hn_req *q)
{
    struct hn_recognition in = { .unit = unit_of(q),
                                 .level = hn_form_text(q, "level"),
                                 .decision = hn_form_text(q, "decision"),
                                 .decided_by = hn_form_text(q, "decided_by"),
                                 .decided_on = hn_form_day(q, "decided_on"),
                                 .from = hn_form_day(q, hn_form_has(q, "from") ? "from" : "decided_on"),
                                 .to = HN_DAY_OPEN };
    int64_t id = 0;
    enum hn_rc rc = read_basis(q, &in);

    if (!rc)
        rc = hn_recognise(&q->ctx, &in, &id);
    return rc ? rc : back(q, "done.recognised");
}

static const struct hn_field withdraw_fields[] = {
    STEP_FIELDS,
    { .name = "on", .kind = HN_DAY, .required = true, .label = "recognition.withdrawn_on" },
    { .name = "decision", .kind = HN_TEXT, .max = 100, .required = true, .label = "recognition.withdrawal" },
    { 0 },
};
const struct hn_form hn_form_recognition_withdraw = { .fields = withdraw_fields,
                                                      .again = hn_page_recognition };

/* The path says whose it is. */
static enum hn_rc
must_be_of_path(struct hn_req *q, int64_t id)
{
    const struct hn_recognition *rows = NULL;
    size_t count = 0;
    enum hn_rc rc = hn_recognitions(&q->ctx, unit_of(q), &rows, &count);

    for (size_t i = 0; !rc && i < count; i++) {
        if (rows[i].id == id)
            return HN_OK;
    }
    return rc ? rc : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_page_recognition_withdraw(struct hn_req *q)
{
    enum hn_rc rc = must_be_of_path(q, hn_form_id(q, "recognition"));

    if (!rc)
        rc = hn_recognition_withdraw(&q->ctx, hn_form_id(q, "recognition"), hn_form_day(q, "on"),
                                     hn_form_text(q, "decision"));

    return rc ? rc : back(q, "done.recognition_withdrawn");
}

static const struct hn_field plan_fields[] = {
    STEP_FIELDS,
    { .name = "level", .kind = HN_CODE, .required = true, .label = "criteria.level" },
    { .name = "due", .kind = HN_DAY, .required = true, .label = "recognition.due" },
    { .name = "basis", .kind = HN_TEXT, .max = 300, .required = true, .label = "recognition.basis" },
    { 0 },
};
const struct hn_form hn_form_criteria_plan = { .fields = plan_fields, .again = hn_page_recognition };

enum hn_rc
hn_page_criteria_plan(struct hn_req *q)
{
    const struct hn_criteria_plan in = { .level = hn_form_text(q, "level"),
                                         .basis = hn_form_text(q, "basis"),
                                         .due = hn_form_day(q, "due") };
    enum hn_rc rc = hn_criteria_plan_put(&q->ctx, unit_of(q), &in);

    return rc ? rc : back(q, "done.criteria_plan");
}

static const struct hn_field group_fields[] = {
    STEP_FIELDS,
    { .name = "group", .kind = HN_CODE, .required = true, .label = "recognition.group" },
    { .name = "from", .kind = HN_DAY, .required = true, .label = "field.from" },
    { .name = "decision", .kind = HN_TEXT, .max = 100, .required = true, .label = "recognition.decision" },
    { 0 },
};
const struct hn_form hn_form_criteria_group = { .fields = group_fields, .again = hn_page_recognition };

enum hn_rc
hn_page_criteria_group(struct hn_req *q)
{
    enum hn_rc rc = hn_criteria_group_put(&q->ctx, unit_of(q), hn_form_text(q, "group"),
                                          hn_form_day(q, "from"), HN_DAY_OPEN, hn_form_text(q, "decision"));

    return rc ? rc : back(q, "done.criteria_group");
}
