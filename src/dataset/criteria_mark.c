/* criteria_mark.c: sheets of marks as a table, both ways: what was done to each sheet, in that order, by the subject's own rules.
 * What was sent or concluded on a day is entered as of that day. */
#include <string.h>

#include "base/decimal.h"
#include "base/num.h"
#include "criteria/each.h"
#include "dataset/kinds.h"

/* --- out --- */

static enum hn_rc
give_line(void *sink, const struct hn_mark_line_out *l)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_line_mark *m = &l->mark;
    const bool line = l->criterion != 0, asked = l->asked > 0;
    const struct hn_cell cells[] = {
        hn_cell_text(l->unit),
        hn_cell_text(l->set),
        hn_cell_day(l->on),
        hn_cell_text(l->what),
        line ? hn_cell_text(hn_print(a, "%d", l->criterion)) : HN_CELL_EMPTY,
        line ? hn_cell_text(hn_print(a, "%d", l->no)) : HN_CELL_EMPTY,
        m->has_value ? hn_cell_text(hn_milli_plain(a, m->milli)) : HN_CELL_EMPTY,
        m->judged ? hn_cell_text(m->met ? "yes" : "no") : HN_CELL_EMPTY,
        asked ? hn_cell_text(hn_print(a, "%lld", (long long)l->asked)) : HN_CELL_EMPTY,
        asked ? hn_cell_text(hn_print(a, "%lld", (long long)l->satisfied)) : HN_CELL_EMPTY,
        hn_cell_day(l->day),
        hn_cell_text(m->note),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_criteria_marks(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_mark_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_line, &g);
}

/* --- in --- */

struct taking {
    struct hn_unit_id unit;
    int64_t set, id;
    hn_day on;
    struct hn_mark_sheet sheet; /* as it stands; id 0: none yet */
    const char *note, *status;
};

/* The sheet a row names; seen by who may read it alone. */
static enum hn_rc
take_sheet(struct hn_ctx *c, struct hn_table *t, struct taking *at)
{
    const char *code = hn_table_cell(t, "set");
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    *at = (struct taking){ .note = hn_table_cell(t, "note"), .status = "new" };
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &at->unit);
    if (!rc && !at->unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", "");
    if (!rc)
        rc = hn_day_take(c, t, "on", 0, &at->on);
    if (!rc && *hn_table_cell(t, "on") == '\0')
        rc = hn_fail(c, HN_INVALID, "on", "not_date");
    if (!rc) {
        rc = hn_criteria_set_find(c, code, &at->set);
        if (rc == HN_NOT_FOUND) {
            hn_fault_clear(c);
            rc = hn_fail_arg(c, HN_INVALID, "set", "dataset.unknown_code", code);
        }
    }
    if (!rc)
        rc = hn_mark_at(c, at->unit, at->set, at->on, &at->id);
    return rc || !at->id ? rc : hn_mark_read(c, at->id, &at->sheet);
}

static const struct hn_mark_line *
line_of(const struct hn_mark_sheet *s, int64_t criterion, int64_t no)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->lines[i].line.criterion == criterion && s->lines[i].line.no == no)
            return &s->lines[i];
    }
    return NULL;
}

static enum hn_rc
take_mark(struct hn_ctx *c, struct hn_table *t, struct taking *at, bool above)
{
    const char *value = hn_table_cell(t, "value"), *met = hn_table_cell(t, "met");
    const struct hn_mark_line *l = NULL;
    const struct hn_line_mark *old;
    struct hn_mark_put put = {
        .has_value = *value != '\0', .judged = *met != '\0', .met = strcmp(met, "yes") == 0, .note = at->note
    };
    int64_t criterion, no;

    if (hn_parse_i64(hn_table_cell(t, "criterion"), 1, 99, &criterion) &&
        hn_parse_i64(hn_table_cell(t, "no"), 1, 99, &no))
        l = line_of(&at->sheet, criterion, no);
    if (!l)
        return hn_fail(c, HN_INVALID, "no", "criteria.not_found");
    if (put.has_value && !hn_milli_parse(value, &put.milli))
        return hn_fail(c, HN_INVALID, "value", "criteria_mark.value");
    if (put.judged && !put.met && strcmp(met, "no") != 0)
        return hn_fail(c, HN_INVALID, "met", "criteria_mark.operator");
    if (!put.has_value && !put.judged)
        return hn_fail(c, HN_INVALID, "value", "criteria_mark.operator");
    put.line = l->line.id;
    old = above ? &l->above : &l->own;
    if (old->has_value == put.has_value && old->judged == put.judged && old->milli == put.milli &&
        (!put.judged || old->met == put.met) && strcmp(old->note, put.note) == 0) {
        at->status = "same";
        return HN_OK;
    }
    if (old->has_value || old->judged)
        at->status = "changed";
    return hn_mark_put(c, at->id, above, &put, 1, 0);
}

static enum hn_rc
take_residents(struct hn_ctx *c, struct hn_table *t, struct taking *at)
{
    const struct hn_mark_sheet *s = &at->sheet;
    int64_t asked, satisfied;

    if (!hn_parse_i64(hn_table_cell(t, "asked"), 0, 10000000, &asked) ||
        !hn_parse_i64(hn_table_cell(t, "satisfied"), 0, 10000000, &satisfied))
        return hn_fail_arg(
            c, HN_INVALID, "satisfied", "residents.count",
            hn_print(c->arena, "%s/%s", hn_table_cell(t, "satisfied"), hn_table_cell(t, "asked")));
    if (s->residents_asked == asked && s->residents_satisfied == satisfied &&
        strcmp(s->residents_source, at->note) == 0) {
        at->status = "same";
        return HN_OK;
    }
    if (s->residents_asked)
        at->status = "changed";
    return hn_mark_residents(c, at->id, asked, satisfied, at->note);
}

/* It came back with marks of the level above on it. */
static bool
was_returned(const struct hn_mark_sheet *s)
{
    bool above = false;

    for (size_t i = 0; i < s->count; i++)
        above = above || s->lines[i].above.has_value || s->lines[i].above.judged;
    return above && strcmp(s->state, "open") == 0;
}

/* Sent, returned or concluded, as of a day. A sheet that is as far already is the same. */
static enum hn_rc
take_deed(struct hn_ctx *c, struct hn_table *t, struct taking *at, const char *what)
{
    const hn_day today = c->today;
    const bool open = strcmp(at->sheet.state, "open") == 0, sent = strcmp(what, "sent") == 0,
               returned = strcmp(what, "returned") == 0;
    enum hn_rc rc;
    hn_day day;

    if (sent       ? !open || was_returned(&at->sheet)
        : returned ? open
                   : strcmp(at->sheet.state, "concluded") == 0) {
        at->status = "same";
        return HN_OK;
    }
    rc = hn_day_take(c, t, "day", today, &day);
    if (!rc && (day > today || day < at->on))
        rc = hn_fail(c, HN_INVALID, "day", "criteria_mark.day");
    if (rc)
        return rc;
    c->today = day;
    rc = sent
             ? hn_mark_send(c, at->id)
             : (returned ? hn_mark_return(c, at->id, at->note) : hn_mark_conclude(c, at->id, true, at->note));
    c->today = today;
    return rc;
}

static enum hn_rc
take_open(struct hn_ctx *c, struct taking *at)
{
    if (at->id) {
        at->status = "same";
        return HN_OK;
    }
    return hn_mark_open(c, at->unit, at->set, at->on, &at->id);
}

static enum hn_rc
take_row(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const char *what = hn_table_cell(t, "what");
    struct taking at;
    enum hn_rc rc = take_sheet(c, t, &at);

    if (rc)
        return rc;
    if (strcmp(what, "open") == 0)
        rc = take_open(c, &at);
    else if (!at.id)
        rc = hn_fail(c, HN_INVALID, "on", "criteria_mark.none");
    else if (strcmp(what, "own") == 0 || strcmp(what, "above") == 0)
        rc = take_mark(c, t, &at, *what == 'a');
    else if (strcmp(what, "residents") == 0)
        rc = take_residents(c, t, &at);
    else if (strcmp(what, "sent") == 0 || strcmp(what, "returned") == 0 || strcmp(what, "concluded") == 0)
        rc = take_deed(c, t, &at, what);
    else
        rc = hn_fail_arg(c, HN_INVALID, "what", "dataset.mark_what", what);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), at.status);
    return rc;
}

enum hn_rc
hn_take_criteria_marks(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_row);
}
