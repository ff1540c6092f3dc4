/* page_unit_history.c: what an organisation was, from when to when, what it came from and what became of it.
 *
 * Shows every version, also those since corrected, with the time each was recorded. Not for: the record of who did what,
 * which is the log's.
 */
#include "view_unit.h"
#include "web/page_unit.h"

/* Names of the parents as each version began; a parent out of the actor's sight keeps its name, since under whom a
 * unit stands is a fact of the unit itself (HN_MAY_READ_UNIT). */
static enum hn_rc
read_parents(struct hn_req *q, struct hn_unit_history_page *p)
{
    struct hn_ctx *c = &q->ctx;
    hn_day on = c->on;
    const char **names = HN_NEW_N(c->arena, const char *, p->versions.count);
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < p->versions.count && !rc; i++) {
        const struct hn_node *v = &p->versions.at[i];
        struct hn_node parent = { 0 };
        int faults = c->fault_count;

        names[i] = "";
        if (i > 0 && p->versions.at[i - 1].parent == v->parent && *names[i - 1]) {
            names[i] = names[i - 1];
            continue;
        }
        if (!v->parent)
            continue;
        c->on = v->from == HN_DAY_START ? v->to - 1 : v->from;
        rc = hn_tree_get(c, &hn_tree_units, v->parent, &parent);
        if (rc == HN_NOT_FOUND) {
            c->fault_count = faults;
            rc = HN_OK;
        }
        names[i] = parent.name ? parent.name : "";
    }
    c->on = on;
    p->parents = names;
    return rc;
}

enum hn_rc
hn_page_unit_history(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit.history_title",
                                         .section = "units",
                                         .html = hn_view_unit_history_any,
                                         .json = hn_json_unit_history_any };
    struct hn_unit_history_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "unit.history"), &ancestors);
    if (!rc)
        rc = hn_unit_history(&q->ctx, p.unit->id, &p.versions);
    if (!rc)
        rc = hn_unit_replaced(&q->ctx, p.unit->id, &p.replaced);
    if (!rc)
        rc = read_parents(q, &p);
    if (!rc)
        rc = hn_tree_lineage(&q->ctx, &hn_tree_units, p.unit->id.v, &p.lineage, &p.lineage_count);
    if (!rc)
        rc = hn_milestones(&q->ctx, p.unit->id, &p.milestones, &p.milestone_count);
    if (rc)
        return rc;
    p.may_milestones = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    return hn_show(q, &view, &p, p.unit->name);
}
