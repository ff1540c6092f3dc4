/* page_unit.c: the page of one organisation on a date, and what the other pages of organisations share.
 *
 * Not for: changing anything (page_unit_edit.c, page_unit_office.c).
 */
#include "web/page_unit.h"

#include <string.h>

#include "criteria/recognition.h"
#include "view_unit.h"

/* --- shared --- */

bool
hn_unit_may(struct hn_req *q, enum hn_right right, struct hn_unit_id unit)
{
    return hn_may(&q->ctx, right, unit);
}

const char *
hn_unit_when(const struct hn_req *q, hn_day from)
{
    return from > q->ctx.today ? hn_print(q->ctx.arena, "?ngay=%s", hn_day_iso(q->ctx.arena, from)) : "";
}

const char *
hn_unit_rows_href(struct hn_arena *a, const char *code, const char *kind, const char *sector)
{
    return hn_print(a, "/to-chuc?trong=%s%s%s%s%s", code, *kind ? "&loai=" : "", kind,
                    *sector ? "&linh-vuc=" : "", sector);
}

const char *
hn_member_rows_href(struct hn_arena *a, const char *code, const char *name, const char *value)
{
    if (!name)
        return hn_print(a, "/to-chuc/%s/dang-vien", code);
    return hn_print(a, "/to-chuc/%s/dang-vien?%s=%s", code, name, value);
}

static enum hn_rc
first_root(struct hn_req *q, enum hn_right right, struct hn_unit_id *out)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_of(&q->ctx, right, (struct hn_unit_id){ 0 }, &scope);

    if (rc)
        return rc;
    for (size_t i = 0; i < HN_SCOPE_ROOTS && !out->v; i++)
        out->v = scope.subtree[i];
    for (size_t i = 0; i < HN_SCOPE_ROOTS && !out->v; i++)
        out->v = scope.unit[i];
    return out->v ? HN_OK : hn_fail(&q->ctx, HN_DENIED, "", "access.denied");
}

enum hn_rc
hn_unit_asked(struct hn_req *q, enum hn_right right, struct hn_unit_stand *out)
{
    const char *code = hn_form_text(q, "don-vi");
    struct hn_unit_id id = { 0 };
    enum hn_rc rc = *code ? hn_unit_find(&q->ctx, code, &id) : first_root(q, right, &id);

    if (!rc)
        rc = hn_need(&q->ctx, right, id);
    return rc ? rc : hn_unit_stand(q, id, out);
}

enum hn_rc
hn_unit_or_own(struct hn_req *q, bool *has_person, bool *mine, struct hn_unit_stand *out)
{
    struct hn_person_id own;
    enum hn_rc rc = hn_access_person(&q->ctx, &own);
    bool reads = hn_access_allows(&q->ctx, HN_MAY_READ_MEETING, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;

    if (rc)
        return rc;
    *has_person = own.v != 0;
    *mine = hn_form_flag(q, "cua-toi") || (!reads && *has_person);
    return *mine ? HN_OK : hn_unit_asked(q, HN_MAY_READ_MEETING, out);
}

/* The version to show when none holds on the day asked: the last before it, else the first after it. */
static const struct hn_node *
nearest(const struct hn_nodes *versions, hn_day on)
{
    const struct hn_node *first = NULL;

    for (size_t i = 0; i < versions->count; i++) {
        if (versions->at[i].to <= on)
            return &versions->at[i];
        first = &versions->at[i];
    }
    return first;
}

enum hn_rc
hn_unit_stand(struct hn_req *q, struct hn_unit_id id, struct hn_unit_stand *out)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_nodes versions;
    int faults = c->fault_count;
    enum hn_rc rc = hn_unit_get(c, id, &out->unit);

    out->asked = c->on;
    if (rc != HN_NOT_FOUND)
        return rc;
    if (hn_unit_history(c, id, &versions) != HN_OK || versions.count == 0)
        return rc;
    const struct hn_node *v = nearest(&versions, c->on);

    c->fault_count = faults;
    out->ended = v->to <= c->on;
    out->not_yet = !out->ended;
    out->closed = v->to;
    c->on = out->ended ? v->to - 1 : v->from;
    return hn_unit_get(c, id, &out->unit);
}

enum hn_rc
hn_unit_crumbs(struct hn_req *q, const struct hn_unit *unit, const char *leaf, struct hn_nodes *ancestors)
{
    struct hn_arena *a = q->ctx.arena;
    enum hn_rc rc = hn_unit_ancestors(&q->ctx, unit->id, ancestors);

    if (rc)
        return rc;
    for (size_t i = 0; i < ancestors->count; i++) {
        const struct hn_node *n = &ancestors->at[i];

        if (n->id == unit->id.v || !hn_unit_may(q, HN_MAY_READ_UNIT, (struct hn_unit_id){ n->id }))
            continue;
        hn_crumb(q, n->name, hn_print(a, "/to-chuc/%s", n->code));
    }
    hn_crumb(q, unit->name, leaf ? hn_print(a, "/to-chuc/%s", unit->code) : NULL);
    if (leaf)
        hn_crumb(q, leaf, NULL);
    return HN_OK;
}

/* --- the page --- */

/* The names of those who hold an office, parted by commas; "" when nobody does. */
static const char *
holders(struct hn_arena *a, const struct hn_unit_page *p, const char *office)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    hn_buf_str(&b, "");
    for (size_t i = 0; i < p->office_count; i++) {
        if (strcmp(p->offices[i].office, office) != 0)
            continue;
        if (b.len)
            hn_buf_str(&b, ", ");
        hn_buf_str(&b, p->offices[i].person_name);
    }
    return b.len ? b.data : "";
}

static enum hn_rc
read_children(struct hn_req *q, struct hn_unit_page *p)
{
    struct hn_nodes nodes;
    struct hn_counts_row *rows;
    enum hn_rc rc;

    if (p->cell)
        return HN_OK;
    if (p->figures)
        return hn_counts_children(&q->ctx, p->unit->id, &p->children, &p->child_count);
    rc = hn_unit_children(&q->ctx, p->unit->id, &nodes);
    if (rc)
        return rc;
    rows = HN_NEW_N(q->ctx.arena, struct hn_counts_row, nodes.count);
    for (size_t i = 0; i < nodes.count; i++) {
        const struct hn_node *n = &nodes.at[i];

        rows[i] = (struct hn_counts_row){
            .unit = { n->id }, .code = n->code, .name = n->name, .kind = n->kind
        };
    }
    p->children = rows;
    p->child_count = nodes.count;
    return HN_OK;
}

static enum hn_rc
read_past(struct hn_req *q, struct hn_unit_page *p)
{
    struct hn_nodes versions;
    enum hn_rc rc = hn_unit_history(&q->ctx, p->unit->id, &versions);

    if (rc)
        return rc;
    p->since = p->unit->from;
    for (size_t i = 0; i < versions.count; i++) {
        if (versions.at[i].from < p->since)
            p->since = versions.at[i].from;
    }
    return hn_tree_lineage(&q->ctx, &hn_tree_units, p->unit->id.v, &p->lineage, &p->lineage_count);
}

/* The highest level a commune was recognised at that stands on the day; after a merger the old one keeps its own. */
static enum hn_rc
read_level(struct hn_req *q, struct hn_unit_page *p)
{
    const struct hn_recognition *rows = NULL;
    size_t count = 0;
    enum hn_rc rc;

    p->level = "";
    if (p->cell || !p->unit->place.v || !(p->figures || p->may_meetings))
        return HN_OK;
    rc = hn_recognitions(&q->ctx, p->unit->id, &rows, &count);
    for (size_t l = 0; !rc && hn_criteria_levels[l]; l++) {
        for (size_t i = 0; i < count; i++) {
            if (strcmp(rows[i].level, hn_criteria_levels[l]) != 0 || rows[i].from > q->ctx.on ||
                rows[i].to <= q->ctx.on)
                continue;
            p->level = rows[i].level;
            p->level_since = rows[i].from;
        }
    }
    return rc;
}

static enum hn_rc
read_page(struct hn_req *q, struct hn_unit_page *p)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &p->stand);

    if (rc)
        return rc;
    p->unit = &p->stand.unit;
    p->known = c->known;
    p->cell = hn_unit_kind_has_members(p->unit->kind);
    p->has_secretary = strcmp(p->unit->kind, "cell_group") != 0;
    p->figures = hn_unit_may(q, HN_MAY_READ_FIGURES, p->unit->id);
    p->may_members = hn_unit_may(q, HN_MAY_READ_MEMBER, p->unit->id);
    p->may_edit = hn_unit_may(q, HN_MAY_EDIT_UNIT, p->unit->id);
    p->may_meetings = hn_unit_may(q, HN_MAY_READ_MEETING, p->unit->id);
    p->may_office = hn_unit_may(q, HN_MAY_EDIT_OFFICE, p->unit->id);
    p->may_create = p->may_edit && strcmp(p->unit->kind, "cell_group") != 0;
    rc = hn_unit_crumbs(q, p->unit, NULL, &p->ancestors);
    if (!rc && p->figures)
        rc = hn_counts_of(c, p->unit->id, &p->counts);
    if (!rc)
        rc = hn_office_of_unit(c, p->unit->id, &p->offices, &p->office_count);
    if (!rc)
        rc = read_children(q, p);
    if (!rc)
        rc = read_past(q, p);
    if (!rc)
        rc = read_level(q, p);
    p->secretaries = holders(c->arena, p, "secretary");
    p->deputies = holders(c->arena, p, "deputy_secretary");
    return rc;
}

enum hn_rc
hn_page_unit(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit.title",
                                         .section = "units",
                                         .html = hn_view_unit_page_any,
                                         .json = hn_json_unit_page_any,
                                         .dated = true };
    struct hn_unit_page p = { 0 };
    enum hn_rc rc = read_page(q, &p);

    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}
