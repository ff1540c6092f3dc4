/* indicator_form.c: forms, their lines and checks as tables, both ways, by the subject's own rules. A form is named by its code, a
 * line by form and indicator, a check by form and formula. The indicators themselves: indicator.c. */
#include <string.h>

#include "base/num.h"
#include "dataset/kinds.h"
#include "indicator/each.h"

/* --- out --- */

static struct hn_cell
yes(bool is)
{
    return hn_cell_text(is ? "true" : "");
}

static enum hn_rc
give_form(void *sink, const struct hn_indicator_form *f)
{
    const struct hn_cell cells[] = {
        hn_cell_text(f->code),
        hn_cell_text(f->name),
        hn_cell_text(f->unit_code),
        hn_cell_text(f->asked),
        hn_cell_text(hn_period_kind_name(f->every)),
        hn_cell_int(f->due_days),
        yes(f->source_needed),
        hn_cell_text(f->note),
        hn_cell_day(f->from),
        hn_dataset_last(f->to),
    };

    return hn_giving_put(sink, cells);
}

static enum hn_rc
give_line(void *sink, const struct hn_indicator_line_told *l)
{
    const struct hn_cell cells[] = { hn_cell_text(l->form), hn_cell_text(l->indicator),
                                     hn_cell_int(l->line.position), yes(l->line.required) };

    return hn_giving_put(sink, cells);
}

static enum hn_rc
give_check(void *sink, const struct hn_indicator_check_told *k)
{
    const struct hn_cell cells[] = { hn_cell_text(k->form), hn_cell_text(k->check.formula),
                                     hn_cell_text(k->check.message), yes(k->check.strict) };

    return hn_giving_put(sink, cells);
}

enum hn_rc
hn_give_forms(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_indicator_form_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_form, &g);
}

enum hn_rc
hn_give_form_lines(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_indicator_form_line_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_line, &g);
}

enum hn_rc
hn_give_form_checks(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_indicator_form_check_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_check, &g);
}

/* --- in: forms --- */

static enum hn_rc
read_form(struct hn_ctx *c, struct hn_table *t, struct hn_indicator_form *f)
{
    const char *days = hn_table_cell(t, "due_days");
    int64_t due = 0;
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_unit_take(c, t, "unit", &f->unit);
    if (!rc && !f->unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "required", "unit");
    if (!rc)
        rc = hn_dataset_days(c, t, &f->from, &f->to);
    if (!rc)
        rc = hn_bool_take(c, t, "source_needed", &f->source_needed);
    if (!rc && *days && !hn_parse_i64(days, 0, 366, &due))
        rc = hn_fail(c, HN_INVALID, "due_days", "form.due");
    f->due_days = (int)due;
    f->every = hn_period_kind_of(hn_table_cell(t, "every"));
    return rc;
}

static bool
same_form(const struct hn_indicator_form *a, const struct hn_indicator_form *b)
{
    return a->every == b->every && a->due_days == b->due_days && a->source_needed == b->source_needed &&
           a->from == b->from && a->to == b->to && strcmp(a->name, b->name) == 0 &&
           strcmp(a->asked, b->asked) == 0 && strcmp(a->note, b->note) == 0;
}

static enum hn_rc
take_form(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_indicator_form f = { .code = hn_table_cell(t, "code"),
                                   .name = hn_table_cell(t, "name"),
                                   .asked = hn_table_cell(t, "asked"),
                                   .note = hn_table_cell(t, "note") };
    struct hn_indicator_form there = { .id = 0 };
    bool same = false;
    enum hn_rc rc = read_form(c, t, &f);

    if (!rc)
        rc = hn_indicator_form_at(c, f.code, &there);
    /* Before anything is told of what is there: it may be the book of others. */
    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, there.id ? there.unit : f.unit);
    if (!rc && there.id && there.unit.v != f.unit.v)
        rc = hn_fail(c, HN_CONFLICT, "unit", "form.unit_stays");
    f.id = there.id;
    f.version = there.version;
    same = !rc && there.id && same_form(&f, &there);
    if (!rc && !same)
        rc = hn_indicator_form_put(c, &f, NULL);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), same ? "same" : there.id ? "changed" : "new");
    return rc;
}

/* --- in: lines and checks --- */

/* The form a row names, by who may change it. */
static enum hn_rc
form_of(struct hn_ctx *c, struct hn_table *t, struct hn_indicator_form *out)
{
    const char *code = hn_table_cell(t, "form");
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_indicator_form_at(c, code, out);
    if (!rc && !out->id)
        rc = hn_fail_arg(c, HN_INVALID, "form", "dataset.unknown_code", code);
    return rc ? rc : hn_need(c, HN_MAY_DIRECT, out->unit);
}

static enum hn_rc
take_line(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const char *code = hn_table_cell(t, "indicator"), *position = hn_table_cell(t, "position");
    struct hn_indicator_form_line line = { .indicator = 0 };
    struct hn_indicator_form f;
    bool same, there;
    int64_t place = 0;
    enum hn_rc rc = form_of(c, t, &f);

    if (!rc)
        rc = hn_indicator_find(c, code, &line.indicator);
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        rc = hn_fail_arg(c, HN_INVALID, "indicator", "dataset.unknown_code", code);
    }
    if (!rc && *position && !hn_parse_i64(position, 0, 10000, &place))
        rc = hn_fail(c, HN_INVALID, "position", "form.position");
    line.position = (int)place;
    if (!rc)
        rc = hn_bool_take(c, t, "required", &line.required);
    if (!rc)
        rc = hn_indicator_form_line_put(c, f.id, &line, &same, &there);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), same ? "same" : there ? "changed" : "new");
    return rc;
}

static enum hn_rc
take_check(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_indicator_form_check check = { .formula = hn_table_cell(t, "formula"),
                                             .message = hn_table_cell(t, "message") };
    const struct hn_indicator_form_check *list;
    struct hn_indicator_form f;
    bool same = false;
    size_t count = 0;
    enum hn_rc rc = form_of(c, t, &f);

    if (!rc)
        rc = hn_bool_take(c, t, "strict", &check.strict);
    if (!rc)
        rc = hn_indicator_form_checks(c, f.id, &list, &count);
    for (size_t i = 0; !rc && i < count && !same; i++) {
        if (strcmp(list[i].formula, check.formula) != 0)
            continue;
        check.id = list[i].id;
        same = list[i].strict == check.strict && strcmp(list[i].message, check.message) == 0;
    }
    if (!rc && !same)
        rc = hn_indicator_form_check_put(c, f.id, &check, NULL);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), same ? "same" : check.id ? "changed" : "new");
    return rc;
}

enum hn_rc
hn_take_forms(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_form);
}

enum hn_rc
hn_take_form_lines(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_line);
}

enum hn_rc
hn_take_form_checks(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_check);
}
