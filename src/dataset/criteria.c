/* criteria.c: sets of criteria and groups of communes as tables, both ways, by the subject's own rules. A row is a line with its
 * set; a set or criterion a row names and that is not there yet is made. National sets are changed by the system alone.
 */
#include <string.h>

#include "base/decimal.h"
#include "base/num.h"
#include "criteria/each.h"
#include "dataset/kinds.h"
#include "unit/unit.h"

/* --- out --- */

static struct hn_cell
milli_cell(struct hn_arena *a, bool there, int64_t milli)
{
    return there ? hn_cell_text(hn_milli_plain(a, milli)) : HN_CELL_EMPTY;
}

static struct hn_cell
threshold_cell(struct hn_arena *a, const struct hn_criteria_line *l, const char *group)
{
    for (size_t i = 0; i < l->threshold_count; i++) {
        if (strcmp(l->thresholds[i].group, group) == 0)
            return milli_cell(a, true, l->thresholds[i].milli);
    }
    return HN_CELL_EMPTY;
}

static enum hn_rc
give_line(void *sink, const struct hn_criteria_set_line *of)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_criteria_set *s = &of->set;
    const struct hn_criteria_line *l = &of->line;
    const bool line = l->criterion != 0;
    const struct hn_cell cells[] = {
        hn_cell_text(s->code),
        hn_cell_text(of->unit),
        hn_cell_text(s->name),
        hn_cell_text(s->name_en),
        hn_cell_text(s->level),
        hn_cell_text(s->needs),
        hn_cell_text(s->legal_basis),
        hn_cell_text(s->note),
        hn_cell_day(s->from),
        hn_dataset_last(s->to),
        milli_cell(a, true, (int64_t)s->residents_least_bp * 10),
        hn_cell_text(s->invented ? "yes" : ""),
        line ? hn_cell_text(hn_print(a, "%d", l->criterion)) : HN_CELL_EMPTY,
        hn_cell_text(l->criterion_name),
        hn_cell_text(l->criterion_name_en),
        line ? hn_cell_text(hn_print(a, "%d", l->no)) : HN_CELL_EMPTY,
        hn_cell_text(l->name),
        hn_cell_text(l->measure),
        hn_cell_text(l->operator),
        threshold_cell(a, l, ""),
        threshold_cell(a, l, "1"),
        threshold_cell(a, l, "2"),
        threshold_cell(a, l, "3"),
        milli_cell(a, l->most_milli != 0, l->most_milli),
        hn_cell_text(l->authority),
        hn_cell_text(l->evidence),
        hn_cell_text(l->indicator_code),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_criteria(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_criteria_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_line, &g);
}

static enum hn_rc
give_group(void *sink, const struct hn_criteria_group_line *l)
{
    const struct hn_cell cells[] = { hn_cell_text(l->unit), hn_cell_text(l->group), hn_cell_text(l->decision),
                                     hn_cell_day(l->from), hn_dataset_last(l->to) };

    return hn_giving_put(sink, cells);
}

enum hn_rc
hn_give_criteria_groups(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_criteria_group_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_group, &g);
}

/* --- in: the set of a row --- */

static enum hn_rc
read_set(struct hn_ctx *c, struct hn_table *t, struct hn_criteria_set *s)
{
    int64_t least = 0;
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    *s = (struct hn_criteria_set){ .code = hn_table_cell(t, "set"),
                                   .name = hn_table_cell(t, "set_name"),
                                   .name_en = hn_table_cell(t, "set_name_en"),
                                   .level = hn_table_cell(t, "level"),
                                   .needs = hn_table_cell(t, "needs"),
                                   .legal_basis = hn_table_cell(t, "legal_basis"),
                                   .note = hn_table_cell(t, "set_note"),
                                   .invented = strcmp(hn_table_cell(t, "invented"), "yes") == 0 };
    if (!rc)
        rc = hn_dataset_days(c, t, &s->from, &s->to);
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &s->unit);
    if (!rc && *hn_table_cell(t, "residents_least") &&
        (!hn_milli_parse(hn_table_cell(t, "residents_least"), &least) || least < 0 || least > 100000 ||
         least % 10))
        rc = hn_fail(c, HN_INVALID, "residents_least", "criteria.residents");
    s->residents_least_bp = (int)(least / 10);
    return rc;
}

static bool
same_set(const struct hn_criteria_set *a, const struct hn_criteria_set *b)
{
    return a->unit.v == b->unit.v && strcmp(a->name, b->name) == 0 && strcmp(a->name_en, b->name_en) == 0 &&
           strcmp(a->level, b->level) == 0 && strcmp(a->needs, b->needs) == 0 &&
           strcmp(a->legal_basis, b->legal_basis) == 0 && strcmp(a->note, b->note) == 0 &&
           a->from == b->from && a->to == b->to && a->residents_least_bp == b->residents_least_bp &&
           a->invented == b->invented;
}

/* The set as the row has it, made or changed when it is not so yet. */
static enum hn_rc
take_set(struct hn_ctx *c, struct hn_criteria_set *s, const char **status)
{
    struct hn_criteria_set old = { .id = 0 };
    enum hn_rc rc = hn_criteria_set_find(c, s->code, &s->id);

    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        s->id = 0;
        rc = HN_OK;
    } else if (!rc) {
        rc = hn_criteria_set_get(c, s->id, &old);
    }
    if (!rc && s->id && strcmp(old.code, s->code) != 0)
        rc = hn_fail(c, HN_INVALID, "set", "criteria.code");
    if (!rc && s->id && s->unit.v != old.unit.v)
        rc = hn_fail(c, HN_CONFLICT, "unit", old.unit.v ? "criteria.code_taken" : "criteria.national");
    if (rc)
        return rc;
    *status = s->id == 0 ? "new" : "same";
    if (s->id && same_set(s, &old))
        return HN_OK;
    if (s->id)
        *status = "changed";
    s->version = old.version;
    return hn_criteria_set_put(c, s, &s->id);
}

/* --- in: its line --- */

static enum hn_rc
take_threshold(struct hn_ctx *c, struct hn_table *t, const char *column, const char *group,
               struct hn_criteria_line *l)
{
    const char *text = hn_table_cell(t, column);

    if (!*text)
        return HN_OK;
    l->thresholds[l->threshold_count].group = group;
    if (!hn_milli_parse(text, &l->thresholds[l->threshold_count++].milli))
        return hn_fail(c, HN_INVALID, column, "criteria.threshold");
    return HN_OK;
}

static enum hn_rc
take_indicator(struct hn_ctx *c, struct hn_table *t, int64_t *out)
{
    const char *code = hn_table_cell(t, "indicator");
    enum hn_rc rc = *code ? hn_indicator_find(c, code, out) : HN_OK;

    if (rc != HN_NOT_FOUND)
        return rc;
    hn_fault_clear(c);
    return hn_fail_arg(c, HN_INVALID, "indicator", "dataset.unknown_code", code);
}

static enum hn_rc
read_line(struct hn_ctx *c, struct hn_table *t, struct hn_criteria_line *l)
{
    int64_t criterion, no;
    enum hn_rc rc = HN_OK;

    *l = (struct hn_criteria_line){ .criterion_name = hn_table_cell(t, "criterion_name"),
                                    .criterion_name_en = hn_table_cell(t, "criterion_name_en"),
                                    .name = hn_table_cell(t, "name"),
                                    .measure = hn_table_cell(t, "measure"),
                                    .operator= hn_table_cell(t, "operator"),
                                    .authority = hn_table_cell(t, "authority"),
                                    .evidence = hn_table_cell(t, "evidence") };
    if (!hn_parse_i64(hn_table_cell(t, "criterion"), 1, 99, &criterion) ||
        !hn_parse_i64(hn_table_cell(t, "no"), 1, 99, &no))
        return hn_fail(c, HN_INVALID, "no", "criteria.no");
    l->criterion = (int)criterion;
    l->no = (int)no;
    rc = take_threshold(c, t, "threshold", "", l);
    if (!rc)
        rc = take_threshold(c, t, "threshold_1", "1", l);
    if (!rc)
        rc = take_threshold(c, t, "threshold_2", "2", l);
    if (!rc)
        rc = take_threshold(c, t, "threshold_3", "3", l);
    if (!rc && *hn_table_cell(t, "most") && !hn_milli_parse(hn_table_cell(t, "most"), &l->most_milli))
        rc = hn_fail(c, HN_INVALID, "most", "criteria.most");
    return rc ? rc : take_indicator(c, t, &l->indicator);
}

static bool
same_line(const struct hn_criteria_line *a, const struct hn_criteria_line *b)
{
    bool same = a->threshold_count == b->threshold_count && a->most_milli == b->most_milli &&
                a->indicator == b->indicator && strcmp(a->criterion_name, b->criterion_name) == 0 &&
                strcmp(a->criterion_name_en, b->criterion_name_en) == 0 && strcmp(a->name, b->name) == 0 &&
                strcmp(a->measure, b->measure) == 0 && strcmp(a->operator, b->operator) == 0 &&
                strcmp(a->authority, b->authority) == 0 && strcmp(a->evidence, b->evidence) == 0;

    for (size_t i = 0; same && i < a->threshold_count; i++)
        same = strcmp(a->thresholds[i].group, b->thresholds[i].group) == 0 &&
               a->thresholds[i].milli == b->thresholds[i].milli;
    return same;
}

static enum hn_rc
take_line(struct hn_ctx *c, int64_t set, struct hn_criteria_line *l, const char **status)
{
    const struct hn_criteria_line *lines, *there = NULL;
    size_t count;
    enum hn_rc rc = hn_criteria_lines(c, set, &lines, &count);

    if (rc)
        return rc;
    for (size_t i = 0; i < count && !there; i++) {
        if (lines[i].criterion == l->criterion && lines[i].no == l->no)
            there = &lines[i];
    }
    if (there && same_line(l, there))
        return HN_OK;
    l->id = there ? there->id : 0;
    *status = there ? "changed" : "new";
    return hn_criteria_line_put(c, set, l, NULL);
}

static enum hn_rc
take_row(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const char *status = "same";
    struct hn_criteria_set s;
    struct hn_criteria_line l;
    const bool line = *hn_table_cell(t, "criterion") != '\0';
    enum hn_rc rc = read_set(c, t, &s);

    if (!rc && line)
        rc = read_line(c, t, &l);
    if (!rc)
        rc = take_set(c, &s, &status);
    if (!rc && line)
        rc = take_line(c, s.id, &l, &status);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), status);
    return rc;
}

enum hn_rc
hn_take_criteria(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_row);
}

/* --- in: groups of communes --- */

static enum hn_rc
take_group(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const char *group = hn_table_cell(t, "group"), *decision = hn_table_cell(t, "decision");
    struct hn_unit_id unit = { 0 };
    hn_day from = 0, to = 0;
    bool there = false;
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_dataset_days(c, t, &from, &to);
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &unit);
    if (!rc && !unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", "");
    if (!rc)
        rc = hn_criteria_group_stands(c, unit, group, from, to, decision, &there);
    if (!rc && !there)
        rc = hn_criteria_group_put(c, unit, group, from, to, decision);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), there ? "same" : "new");
    return rc;
}

enum hn_rc
hn_take_criteria_groups(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_group);
}
