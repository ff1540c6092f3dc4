/* milestone.c: milestones as a table, both ways. A line that says the same as one that stands, in every word, is that one. */
#include "milestone/milestone.h"

#include <string.h>

#include "dataset/kinds.h"

/* --- out --- */

static enum hn_rc
give_milestone(void *sink, const char *unit_code, const struct hn_milestone *m)
{
    const struct hn_cell cells[] = { hn_cell_text(unit_code), hn_cell_text(m->kind), hn_cell_text(m->title),
                                     hn_cell_text(m->source), hn_cell_pdate(m->on) };

    return hn_giving_put(sink, cells);
}

enum hn_rc
hn_give_milestones(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_milestone_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_milestone, &g);
}

/* --- in --- */

static enum hn_rc
read_milestone(struct hn_ctx *c, struct hn_table *t, struct hn_milestone *m)
{
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    *m = (struct hn_milestone){ .kind = hn_table_cell(t, "kind"),
                                .title = hn_table_cell(t, "title"),
                                .source = hn_table_cell(t, "source") };
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &m->unit);
    if (!rc && !m->unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", "");
    if (!rc && !hn_pdate_parse(hn_table_cell(t, "on"), &m->on))
        rc = hn_fail(c, HN_INVALID, "on", "not_pdate");
    return rc;
}

static enum hn_rc
stands(struct hn_ctx *c, const struct hn_milestone *m, bool *out)
{
    const struct hn_milestone *rows;
    size_t count;
    enum hn_rc rc = hn_milestones(c, m->unit, &rows, &count);

    *out = false;
    for (size_t i = 0; !rc && i < count && !*out; i++)
        *out = rows[i].on == m->on && strcmp(rows[i].kind, m->kind) == 0 &&
               strcmp(rows[i].title, m->title) == 0 && strcmp(rows[i].source, m->source) == 0;
    return rc;
}

static enum hn_rc
take_milestone(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_milestone m;
    int64_t id;
    bool there = false;
    enum hn_rc rc = read_milestone(c, t, &m);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, m.unit);
    if (!rc)
        rc = stands(c, &m, &there);
    if (!rc && !there)
        rc = hn_milestone_put(c, &m, &id);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), there ? "same" : "new");
    return rc;
}

enum hn_rc
hn_take_milestones(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_milestone);
}
