/* page_unit_list.c: organisations as a tree to walk through, and as a list to search, filter and take away.
 *
 * Without words or filters the page is the tree, opened down to ?mo=CODE; with any of them, as a file or as JSON it is the
 * list. Both show what lies in the actor's scope on the day asked for.
 */
#include <string.h>

#include "view_unit.h"
#include "web/page_unit.h"

static const char *const kinds[] = { "upper_grassroots",
                                     "grassroots_org",
                                     "grassroots_committee_org",
                                     "grassroots_cell",
                                     "attached_committee_org",
                                     "section",
                                     "cell",
                                     "rural_cell",
                                     "any_cell",
                                     NULL };
static const char *const sectors[] = { "residential", "agency",       "school",      "health", "armed_forces",
                                       "state_firm",  "private_firm", "cooperative", "mine",   NULL };

static const struct hn_field fields[] = {
    { .name = "q", .kind = HN_TEXT, .label = "unit.search" },
    { .name = "loai", .kind = HN_CHOICE, .choices = kinds, .label = "field.kind" },
    { .name = "linh-vuc", .kind = HN_CHOICE, .choices = sectors, .label = "field.sector" },
    { .name = "trong", .kind = HN_CODE, .label = "unit.within" },
    { .name = "mo", .kind = HN_CODE, .label = "unit.branch" },
    { 0 },
};
const struct hn_form hn_form_units = { .fields = fields, .again = hn_page_units };

/* --- the list --- */

/* What a row of the list shows; also what a file holds. */
struct unit_row {
    int64_t id;
    const char *code, *name, *kind, *sector, *place_code, *place_name;
    hn_day from;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct unit_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT, .href = "/to-chuc/{code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "unit_kind." },
    { COLUMN(sector), .label = "field.sector", .kind = HN_COL_WORD, .words = "sector.", .wide_only = true },
    { .name = "place",
      .offset = offsetof(struct unit_row, place_code),
      .label = "unit.place_code",
      .kind = HN_COL_TEXT,
      .wide_only = true },
    { COLUMN(place_name), .label = "field.place", .kind = HN_COL_TEXT, .wide_only = true },
    { .name = "valid_from",
      .offset = offsetof(struct unit_row, from),
      .label = "field.from",
      .kind = HN_COL_DAY,
      .wide_only = true },
};
#undef COLUMN

static void
take_unit(void *sink, const struct hn_unit *u)
{
    const struct unit_row row = { .id = u->id.v,
                                  .code = u->code,
                                  .name = u->name,
                                  .kind = u->kind,
                                  .sector = u->sector,
                                  .place_code = u->place_code,
                                  .place_name = u->place_name,
                                  .from = u->from };

    hn_emit(sink, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_unit_list(c, ask->filter, ask->offset, ask->limit, take_unit, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_unit_count(c, filter, out);
}

const struct hn_list hn_list_unit = {
    .name = "to-chuc",
    .caption = "unit.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct unit_row),
    .rows = list_rows,
    .total = list_total,
};

/* --- the tree --- */

/* The way from a root to the branch that is open: the ids whose children are shown. */
struct way {
    struct hn_nodes nodes;
    struct hn_unit_id last;
};

static bool
on_way(const struct way *w, int64_t id)
{
    for (size_t i = 0; i < w->nodes.count; i++) {
        if (w->nodes.at[i].id == id)
            return true;
    }
    return id == w->last.v;
}

static enum hn_rc grow(struct hn_req *q, const struct way *w, struct hn_branch *b);

/* With figures when the actor may see them: one question for all children. */
static enum hn_rc
grow_counted(struct hn_req *q, const struct way *w, struct hn_branch *b)
{
    const struct hn_counts_row *rows;
    struct hn_branch *children;
    size_t count;
    enum hn_rc rc = hn_counts_children(&q->ctx, b->id, &rows, &count);

    if (rc)
        return rc;
    children = HN_NEW_N(q->ctx.arena, struct hn_branch, count);
    for (size_t i = 0; i < count && !rc; i++) {
        children[i] = (struct hn_branch){ .id = rows[i].unit,
                                          .code = rows[i].code,
                                          .name = rows[i].name,
                                          .kind = rows[i].kind,
                                          .members = rows[i].counts.members,
                                          .cells = rows[i].counts.cells,
                                          .leaf = hn_unit_kind_has_members(rows[i].kind) };
        rc = grow(q, w, &children[i]);
    }
    b->children = children;
    b->child_count = count;
    return rc;
}

static enum hn_rc
grow_plain(struct hn_req *q, const struct way *w, struct hn_branch *b)
{
    struct hn_nodes nodes;
    struct hn_branch *children;
    enum hn_rc rc = hn_unit_children(&q->ctx, b->id, &nodes);

    if (rc)
        return rc;
    children = HN_NEW_N(q->ctx.arena, struct hn_branch, nodes.count);
    for (size_t i = 0; i < nodes.count && !rc; i++) {
        const struct hn_node *n = &nodes.at[i];

        children[i] = (struct hn_branch){ .id = { n->id },
                                          .code = n->code,
                                          .name = n->name,
                                          .kind = n->kind,
                                          .members = -1,
                                          .leaf = hn_unit_kind_has_members(n->kind) };
        rc = grow(q, w, &children[i]);
    }
    b->children = children;
    b->child_count = nodes.count;
    return rc;
}

/* Only branches on the way open, so the depth is that of the tree and the questions are few. */
static enum hn_rc
grow(struct hn_req *q, const struct way *w, struct hn_branch *b)
{
    if (b->leaf || (!b->open && !on_way(w, b->id.v)))
        return HN_OK;
    b->open = true;
    if (hn_unit_may(q, HN_MAY_READ_FIGURES, b->id))
        return grow_counted(q, w, b);
    return grow_plain(q, w, b);
}

static enum hn_rc
read_way(struct hn_req *q, struct way *w)
{
    const char *code = hn_form_text(q, "mo");
    enum hn_rc rc;

    if (!*code)
        return HN_OK;
    rc = hn_unit_find(&q->ctx, code, &w->last);
    return rc ? rc : hn_unit_ancestors(&q->ctx, w->last, &w->nodes);
}

/* One root of the actor's scope; one that does not stand on the day is left out. */
static enum hn_rc
add_root(struct hn_req *q, const struct way *w, int64_t id, struct hn_units_page *p, struct hn_branch *roots)
{
    struct hn_branch *b = &roots[p->root_count];
    struct hn_unit u;
    struct hn_counts counts;
    int faults = q->ctx.fault_count;
    enum hn_rc rc = hn_unit_get(&q->ctx, (struct hn_unit_id){ id }, &u);

    if (rc == HN_NOT_FOUND) {
        q->ctx.fault_count = faults;
        return HN_OK;
    }
    if (rc)
        return rc;
    *b = (struct hn_branch){ .id = u.id,
                             .code = u.code,
                             .name = u.name,
                             .kind = u.kind,
                             .members = -1,
                             .leaf = hn_unit_kind_has_members(u.kind),
                             .open = true };
    if (hn_unit_may(q, HN_MAY_READ_FIGURES, u.id)) {
        rc = hn_counts_of(&q->ctx, u.id, &counts);
        b->members = counts.members;
        b->cells = counts.cells;
    }
    p->root_count++;
    return rc ? rc : grow(q, w, b);
}

static enum hn_rc
read_tree(struct hn_req *q, struct hn_units_page *p)
{
    struct hn_branch *roots = HN_NEW_N(q->ctx.arena, struct hn_branch, 2 * HN_SCOPE_ROOTS);
    struct hn_scope scope;
    struct way w = { 0 };
    enum hn_rc rc = hn_scope_of(&q->ctx, HN_MAY_READ_UNIT, (struct hn_unit_id){ 0 }, &scope);

    if (!rc)
        rc = read_way(q, &w);
    for (size_t i = 0; i < HN_SCOPE_ROOTS && !rc; i++) {
        if (scope.subtree[i])
            rc = add_root(q, &w, scope.subtree[i], p, roots);
        if (!rc && scope.unit[i])
            rc = add_root(q, &w, scope.unit[i], p, roots);
    }
    p->roots = roots;
    return rc;
}

/* --- the page --- */

static enum hn_rc
read_filter(struct hn_req *q, struct hn_units_page *p, struct hn_unit_filter *f)
{
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = HN_OK;

    p->q = q;
    p->words = f->words = hn_form_text(q, "q");
    p->kind = f->kind = hn_form_text(q, "loai");
    p->sector = f->sector = hn_form_text(q, "linh-vuc");
    p->within = hn_form_text(q, "trong");
    p->searched = *p->words || *p->kind || *p->sector || *p->within || hn_req_format(q) != HN_HTML;
    if (!*p->within)
        return HN_OK;
    rc = hn_unit_find(&q->ctx, p->within, &f->within);
    if (!rc)
        rc = hn_unit_stand(q, f->within, &stand);
    p->within_name = stand.unit.name;
    return rc ? rc
              : hn_unit_crumbs(q, &stand.unit, hn_text(q->ctx.lang, "unit.list"), &(struct hn_nodes){ 0 });
}

enum hn_rc
hn_page_units(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit.tree_title",
                                         .section = "units",
                                         .html = hn_view_units_page_any,
                                         .json = hn_json_units_page_any,
                                         .staff = true,
                                         .dated = true };
    struct hn_units_page p = { 0 };
    struct hn_unit_filter f = { 0 };
    enum hn_rc rc = read_filter(q, &p, &f);

    if (!rc && p.searched && hn_list_answer(q, &hn_list_unit, &f, &p.list, &rc))
        return rc;
    if (!rc && !p.searched)
        rc = read_tree(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
