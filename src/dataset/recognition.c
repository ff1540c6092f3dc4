/* recognition.c: recognitions of communes and what is planned, as tables, both ways, by the subject's own rules. A recognition is
 * named by its unit, level and first day; what was taken back says by which decision. */
#include <string.h>

#include "criteria/each.h"
#include "dataset/kinds.h"

/* --- out --- */

static enum hn_rc
give_recognition(void *sink, const struct hn_recognition_line *l)
{
    const struct hn_recognition *r = &l->recognition;
    const struct hn_cell cells[] = {
        hn_cell_text(l->unit),         hn_cell_text(r->level),    hn_cell_text(r->set_code),
        hn_cell_day(l->sheet_on),      hn_cell_text(r->decision), hn_cell_text(r->decided_by),
        hn_cell_day(r->decided_on),    hn_cell_day(r->from),      hn_dataset_last(r->to),
        hn_cell_text(r->withdrawn_by),
    };

    return hn_giving_put(sink, cells);
}

static enum hn_rc
give_plan(void *sink, const struct hn_criteria_plan_line *l)
{
    const struct hn_cell cells[] = { hn_cell_text(l->unit), hn_cell_text(l->plan.level),
                                     hn_cell_day(l->plan.due), hn_cell_text(l->plan.basis) };

    return hn_giving_put(sink, cells);
}

enum hn_rc
hn_give_recognitions(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_recognition_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_recognition, &g);
}

enum hn_rc
hn_give_criteria_plans(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_criteria_plan_each(c, unit, give_plan, &g);
}

/* --- in --- */

static enum hn_rc
take_unit(struct hn_ctx *c, struct hn_table *t, struct hn_unit_id *out)
{
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_unit_take(c, t, "unit", out);
    return rc || out->v ? rc : hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", "");
}

static enum hn_rc
take_set(struct hn_ctx *c, struct hn_table *t, struct hn_recognition *r)
{
    const char *code = hn_table_cell(t, "set");
    hn_day on;
    enum hn_rc rc = *code ? hn_criteria_set_find(c, code, &r->set) : HN_OK;

    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        return hn_fail_arg(c, HN_INVALID, "set", "dataset.unknown_code", code);
    }
    if (!rc)
        rc = hn_day_take(c, t, "sheet_on", HN_DAY_OPEN, &on);
    if (rc || on == HN_DAY_OPEN)
        return rc;
    rc = hn_mark_at(c, r->unit, r->set, on, &r->sheet);
    return rc || r->sheet ? rc : hn_fail(c, HN_INVALID, "sheet_on", "recognition.sheet");
}

static enum hn_rc
read_recognition(struct hn_ctx *c, struct hn_table *t, struct hn_recognition *r)
{
    enum hn_rc rc;

    *r = (struct hn_recognition){ .level = hn_table_cell(t, "level"),
                                  .decision = hn_table_cell(t, "decision"),
                                  .decided_by = hn_table_cell(t, "decided_by"),
                                  .withdrawn_by = hn_table_cell(t, "withdrawn_by") };
    rc = take_unit(c, t, &r->unit);
    if (!rc)
        rc = hn_dataset_days(c, t, &r->from, &r->to);
    if (!rc)
        rc = hn_day_take(c, t, "decided_on", r->from, &r->decided_on);
    if (!rc && (r->to == HN_DAY_OPEN) != (*r->withdrawn_by == '\0'))
        rc = hn_fail(c, HN_INVALID, "withdrawn_by", "recognition.decision");
    return rc ? rc : take_set(c, t, r);
}

static const struct hn_recognition *
one_of(const struct hn_recognition *all, size_t count, const struct hn_recognition *r)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].level, r->level) == 0 && all[i].from == r->from)
            return &all[i];
    }
    return NULL;
}

static bool
same_but_end(const struct hn_recognition *a, const struct hn_recognition *b)
{
    return a->set == b->set && a->sheet == b->sheet && a->decided_on == b->decided_on &&
           strcmp(a->decision, b->decision) == 0 && strcmp(a->decided_by, b->decided_by) == 0;
}

static enum hn_rc
take_recognition(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const struct hn_recognition *all, *there = NULL;
    struct hn_recognition r;
    const char *status = "new";
    size_t count = 0;
    enum hn_rc rc = read_recognition(c, t, &r);

    if (!rc)
        rc = hn_recognitions(c, r.unit, &all, &count);
    if (!rc)
        there = one_of(all, count, &r);
    if (!rc && there && !same_but_end(there, &r))
        rc = hn_fail_arg(c, HN_CONFLICT, "level", "recognition.twice", there->decision);
    if (!rc && there && there->to != HN_DAY_OPEN &&
        (there->to != r.to || strcmp(there->withdrawn_by, r.withdrawn_by) != 0))
        rc = hn_fail(c, HN_CONFLICT, "", "recognition.withdrawn");
    if (!rc && there) {
        status = there->to == r.to ? "same" : "changed";
        r.id = there->id;
    }
    if (!rc && !there)
        rc = hn_recognise(c, &r, &r.id);
    if (!rc && r.to != HN_DAY_OPEN && strcmp(status, "same") != 0)
        rc = hn_recognition_withdraw(c, r.id, r.to, r.withdrawn_by);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), status);
    return rc;
}

enum hn_rc
hn_take_recognitions(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_recognition);
}

/* --- in: plans --- */

static enum hn_rc
plan_stands(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_plan *p, const char **status)
{
    const struct hn_criteria_plan *all;
    size_t count;
    enum hn_rc rc = hn_criteria_plans(c, unit, &all, &count);

    *status = "new";
    for (size_t i = 0; !rc && i < count; i++) {
        if (all[i].known_to != HN_TIME_OPEN || strcmp(all[i].level, p->level) != 0)
            continue;
        *status = all[i].due == p->due && strcmp(all[i].basis, p->basis) == 0 ? "same" : "changed";
    }
    return rc;
}

static enum hn_rc
take_plan(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_criteria_plan p = { .level = hn_table_cell(t, "level"), .basis = hn_table_cell(t, "basis") };
    struct hn_unit_id unit;
    const char *status = "new";
    enum hn_rc rc = take_unit(c, t, &unit);

    if (!rc)
        rc = hn_day_take(c, t, "due", 0, &p.due);
    if (!rc)
        rc = plan_stands(c, unit, &p, &status);
    if (!rc && strcmp(status, "same") != 0)
        rc = hn_criteria_plan_put(c, unit, &p);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), status);
    return rc;
}

enum hn_rc
hn_take_criteria_plans(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_plan);
}
