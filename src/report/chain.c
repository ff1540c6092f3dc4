/* chain.c: a paper at a unit: its own duty, answer, targets and tasks, and a line for each child (chain.h).
 *
 * The figures are those of the subjects: duties by paper/duty.h, work by task/ (hn_task_progress), targets by target/; here
 * they are laid side by side, and inspections that stand on a task of the chain are counted. Neighbours: chain_up.c goes
 * the other way; web/page_chain.c lists the tasks of a cell.
 */
#include "report/chain.h"

#include <stdlib.h>
#include <string.h>

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

enum { TARGETS_SHOWN = 12, OWN_MOST = 200 };

/* clang-format off */
/* $18 on, $19 known, $20 within, $21 root, $22 the last instant, $23 the paper, 0 the root itself. By child, within itself for its own: findings whose
 * remedies are tasks of the chain, and of these tasks the ones still open. Tasks that remedy are few: they are found by
 * that, and the + keeps the index of the chain, which has thousands, out of it. */
static const struct hn_sql sql_remedies = {
    .name = "chain.remedies",
    .text =
        "SELECT j.anc AS unit, count(DISTINCT t.finding_id) AS findings, sum(CASE WHEN t.closed_on = 0"
        " OR t.closed_on > $18 THEN 1 ELSE 0 END) AS remedies_open"
        " FROM task t CROSS JOIN unit_closure k CROSS JOIN unit_closure j"
        " WHERE t.finding_id > 0 AND t.finding_id <> 0 AND +t.root_id = $21 AND t.removed_at = 0 AND t.created_at <= $22"
        " AND (CAST($23 AS BIGINT) = 0 OR t.paper_id IN " HN_PAPER_AND_BELOW("$23") ")"
        " AND k.des = t.doer_id AND k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19")
        " AND j.des = t.doer_id AND j.depth = CASE WHEN k.depth = 0 THEN 0 ELSE k.depth - 1 END AND "
        HN_SQL_AT("j", "$18", "$19") " AND " HN_SCOPE_UNITS("t.doer_id") " GROUP BY j.anc"
};
/* A finding counts once wherever its remedies lie. */
static const struct hn_sql sql_findings = {
    .name = "chain.findings",
    .text =
        "SELECT count(DISTINCT t.finding_id) AS n FROM task t CROSS JOIN unit_closure k"
        " WHERE t.finding_id > 0 AND t.finding_id <> 0 AND +t.root_id = $21 AND t.removed_at = 0 AND t.created_at <= $22"
        " AND (CAST($23 AS BIGINT) = 0 OR t.paper_id IN " HN_PAPER_AND_BELOW("$23") ")"
        " AND k.des = t.doer_id AND k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19") " AND " HN_SCOPE_UNITS("t.doer_id")
};
/* Children of a unit, in their order. */
static const struct hn_sql sql_children = {
    .name = "chain.children",
    .text =
        "SELECT v.unit_id AS unit, v.code AS code, v.name AS name, v.kind AS kind FROM unit_version v"
        " WHERE v.parent_id = $1 AND " HN_SQL_AT("v", "$2", "$3") " ORDER BY v.sort_order, v.sort_key, v.unit_id"
};
/* clang-format on */

const struct hn_sql *const hn_chain_sql[] = { &sql_remedies, &sql_findings, &sql_children, NULL };

/* The whole chain is found by its root; of a paper within it, only what carries that one out. */
struct hn_paper_id
hn_chain_part(const struct hn_paper *paper)
{
    return (struct hn_paper_id){ paper->id.v == paper->root.v ? 0 : paper->id.v };
}

/* --- lines --- */

struct lines {
    struct hn_chain_line *at; /* in the tree's order */
    struct hn_chain_line **by_unit;
    size_t count;
};

static int
by_unit(const void *left, const void *right)
{
    const struct hn_chain_line *const *a = left, *const *b = right;

    return ((*a)->unit.v > (*b)->unit.v) - ((*a)->unit.v < (*b)->unit.v);
}

static struct hn_chain_line *
line_of(const struct lines *l, int64_t unit)
{
    const struct hn_chain_line key = { .unit = { unit } }, *wanted = &key;
    struct hn_chain_line **found = l->count
                                       ? bsearch(&wanted, l->by_unit, l->count, sizeof *l->by_unit, by_unit)
                                       : NULL;

    return found ? *found : NULL;
}

static enum hn_rc
read_children(struct hn_ctx *c, struct hn_unit_id unit, struct lines *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    size_t room = 64;
    enum hn_rc rc = hn_store_query(c, &sql_children, params, &rows);

    if (rc)
        return rc;
    *out = (struct lines){ .at = HN_NEW_N(c->arena, struct hn_chain_line, room) };
    while (hn_rows_next(rows)) {
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof *out->at, 2 * room * sizeof *out->at);
            room *= 2;
        }
        out->at[out->count++] = (struct hn_chain_line){ .unit = { hn_row_int(rows, "unit") },
                                                        .code = hn_row_text(rows, "code"),
                                                        .name = hn_row_text(rows, "name"),
                                                        .kind = hn_row_text(rows, "kind") };
    }
    rc = hn_rows_end(rows);
    out->by_unit = HN_NEW_N(c->arena, struct hn_chain_line *, out->count + 1);
    for (size_t i = 0; i < out->count; i++)
        out->by_unit[i] = &out->at[i];
    qsort(out->by_unit, out->count, sizeof *out->by_unit, by_unit);
    return rc;
}

/* --- duties, work, remedies --- */

/* A duty that lies at the unit itself, its own or one it took over. */
static void
take_own(void *sink, const struct hn_duty *d)
{
    struct hn_duty_cover *k = sink;

    k->sent++;
    k->answered += strcmp(d->state, "answered") == 0;
    k->answered_late += strcmp(d->state, "answered_late") == 0;
    k->open += strcmp(d->state, "open") == 0;
    k->late += strcmp(d->state, "late") == 0;
    k->read_only += strcmp(d->state, "read") == 0;
    k->waived += strcmp(d->state, "waived") == 0;
    k->unread += d->read_at == 0;
}

static void
add_up(struct hn_duty_cover *to, const struct hn_duty_cover *d)
{
    to->sent += d->sent;
    to->answered += d->answered;
    to->answered_late += d->answered_late;
    to->open += d->open;
    to->late += d->late;
    to->read_only += d->read_only;
    to->waived += d->waived;
    to->unread += d->unread;
}

/* Coverage is of what stands below; a chain's sum has the unit's own duty too, as the list of duties has. */
static enum hn_rc
add_duties(struct hn_ctx *c, struct hn_chain *out, const struct lines *l)
{
    const struct hn_duty_filter own = { .within = out->sum.unit, .paper = out->paper.id, .what = "" };
    const struct hn_duty_cover *children;
    size_t count;
    enum hn_rc rc = hn_duty_coverage(c, out->paper.id, out->sum.unit, &out->sum.duties, &children, &count);

    if (!rc)
        rc = hn_duty_list(c, &own, 0, OWN_MOST, take_own, &out->own.duties);
    if (rc)
        return rc;
    add_up(&out->sum.duties, &out->own.duties);
    for (size_t i = 0; i < count; i++) {
        struct hn_chain_line *line = line_of(l, children[i].unit.v);

        if (line)
            line->duties = children[i];
    }
    return HN_OK;
}

static enum hn_rc
add_tasks(struct hn_ctx *c, struct hn_chain *out, const struct lines *l)
{
    const struct hn_progress_ask ask = { .within = out->sum.unit,
                                         .root = out->paper.root,
                                         .paper = hn_chain_part(&out->paper) };
    const struct hn_progress *children;
    size_t count;
    enum hn_rc rc = hn_task_progress(c, &ask, &out->sum.tasks, &out->own.tasks, &children, &count);

    for (size_t i = 0; i < count && !rc; i++) {
        struct hn_chain_line *line = line_of(l, children[i].unit.v);

        if (line)
            line->tasks = children[i];
    }
    return rc;
}

static enum hn_rc
remedy_params(struct hn_ctx *c, const struct hn_chain *out, struct hn_param params[HN_SCOPE_PARAMS + 7])
{
    hn_time known = hn_fact_known(c), end = hn_day_end(c->on) - 1;
    struct hn_scope scope;
    size_t n;
    enum hn_rc rc = hn_scope_below(c, HN_MAY_READ_MEETING, out->sum.unit, &scope);

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(known);
    params[n++] = hn_p_id(out->sum.unit.v);
    params[n++] = hn_p_id(out->paper.root.v);
    params[n++] = hn_p_time(known < end ? known : end);
    params[n++] = hn_p_id(hn_chain_part(&out->paper).v);
    params[n] = HN_P_END;
    return HN_OK;
}

static enum hn_rc
add_remedies(struct hn_ctx *c, struct hn_chain *out, const struct lines *l)
{
    struct hn_param params[HN_SCOPE_PARAMS + 7];
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = remedy_params(c, out, params);

    if (!rc)
        rc = hn_store_int(c, &sql_findings, params, &out->sum.findings, &found);
    if (!rc)
        rc = hn_store_query(c, &sql_remedies, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t unit = hn_row_int(rows, "unit"), open = hn_row_int(rows, "remedies_open");
        struct hn_chain_line *line = unit == out->own.unit.v ? &out->own : line_of(l, unit);

        out->sum.remedies_open += open;
        if (!line)
            continue;
        line->findings = hn_row_int(rows, "findings");
        line->remedies_open = open;
    }
    return hn_rows_end(rows);
}

/* --- targets and the unit's own duty --- */

static enum hn_rc
add_targets(struct hn_ctx *c, struct hn_chain *out)
{
    struct hn_target_stand *stands;
    enum hn_rc rc = hn_targets(c, out->paper.id, true, &out->targets, &out->target_count);

    if (rc)
        return rc;
    if (out->target_count > TARGETS_SHOWN)
        out->target_count = TARGETS_SHOWN;
    stands = HN_NEW_N(c->arena, struct hn_target_stand, out->target_count + 1);
    for (size_t i = 0; i < out->target_count && !rc; i++) {
        const struct hn_target_stand *children;
        size_t count;

        rc = hn_target_stands(c, out->targets[i].id, out->sum.unit, 0, &stands[i], &children, &count);
    }
    out->stands = stands;
    return rc;
}

static enum hn_rc
add_own_duty(struct hn_ctx *c, struct hn_chain *out)
{
    int faults = c->fault_count;
    enum hn_rc rc = hn_duty_get(c, out->sum.unit, out->paper.id, &out->duty);

    out->has_duty = rc == HN_OK;
    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return HN_OK;
}

enum hn_rc
hn_chain_at(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id unit, struct hn_chain *out)
{
    struct lines l = { 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, unit);

    *out = (struct hn_chain){ .sum = { .unit = unit, .code = "", .name = "", .kind = "" } };
    out->own = out->sum;
    if (!rc)
        rc = hn_paper_get(c, paper, &out->paper);
    if (!rc)
        rc = read_children(c, unit, &l);
    if (!rc)
        rc = add_duties(c, out, &l);
    if (!rc)
        rc = add_tasks(c, out, &l);
    if (!rc)
        rc = add_remedies(c, out, &l);
    if (!rc)
        rc = add_targets(c, out);
    if (!rc)
        rc = add_own_duty(c, out);
    out->lines = l.at;
    out->line_count = l.count;
    return rc;
}
