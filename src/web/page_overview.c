/* page_overview.c: the overview of the highest organisation the actor sees figures of, or of ?don-vi=CODE. */
#include <string.h>

#include "view_overview.h"
#include "web/page_overview.h"

static const char *const colours[] = { "so-luong", "ty-le", NULL };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "mau", .kind = HN_CHOICE, .choices = colours, .label = "overview.colour" },
    { 0 },
};
const struct hn_form hn_form_overview = { .fields = fields, .again = hn_page_overview };

/* The first root of the actor's scope is shown, the others are offered. */
static enum hn_rc
choose_root(struct hn_req *q, struct hn_unit_choice *choice, struct hn_unit_id *out)
{
    struct hn_unit *others = HN_NEW_N(q->ctx.arena, struct hn_unit, 2 * HN_SCOPE_ROOTS);
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_of(&q->ctx, HN_MAY_READ_FIGURES, (struct hn_unit_id){ 0 }, &scope);

    if (rc)
        return rc;
    choice->others = others;
    for (size_t i = 0; i < 2 * HN_SCOPE_ROOTS; i++) {
        int64_t id = i < HN_SCOPE_ROOTS ? scope.subtree[i] : scope.unit[i - HN_SCOPE_ROOTS];
        int faults = q->ctx.fault_count;

        if (!id)
            continue;
        if (!out->v)
            out->v = id;
        else if (hn_unit_get(&q->ctx, (struct hn_unit_id){ id }, &others[choice->other_count]) == HN_OK)
            choice->other_count++;
        q->ctx.fault_count = faults;
    }
    return out->v ? HN_OK : hn_fail(&q->ctx, HN_DENIED, "", "access.denied");
}

enum hn_rc
hn_unit_choose(struct hn_req *q, const char *code, struct hn_unit_choice *out)
{
    struct hn_unit_id id = { 0 };
    enum hn_rc rc = *code ? hn_unit_find(&q->ctx, code, &id) : choose_root(q, out, &id);

    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_READ_FIGURES, id);
    return rc ? rc : hn_unit_stand(q, id, &out->stand);
}

enum hn_rc
hn_page_overview(struct hn_req *q)
{
    static const struct hn_view view = { .title = "overview.title",
                                         .section = "overview",
                                         .html = hn_view_overview_any,
                                         .json = hn_json_overview_any,
                                         .dated = true };
    struct hn_overview_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_choice choice = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_choose(q, hn_form_text(q, "don-vi"), &choice);

    if (rc)
        return rc;
    p.stand = choice.stand;
    p.others = choice.others;
    p.other_count = choice.other_count;
    p.unit = &p.stand.unit;
    p.by_share = strcmp(hn_form_text(q, "mau"), "ty-le") == 0;
    p.may_members = hn_unit_may(q, HN_MAY_READ_MEMBER, p.unit->id);
    rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "menu.overview"), &ancestors);
    if (!rc)
        rc = hn_counts_of(&q->ctx, p.unit->id, &p.counts);
    if (!rc)
        rc = hn_care_of(&q->ctx, p.unit->id, &p.care);
    if (!rc && !hn_unit_kind_has_members(p.unit->kind))
        rc = hn_counts_children(&q->ctx, p.unit->id, &p.children, &p.child_count);
    if (!rc)
        rc = hn_overview_pictures(q, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}
