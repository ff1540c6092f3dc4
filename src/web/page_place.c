/* page_place.c: places of the map: a list to search, and one place on a date with its history and its organisations.
 *
 * Places are public facts, so everybody who may read organisations sees all of them; organisations only those in scope.
 */
#include "web/page_place.h"

#include <assert.h>
#include <string.h>

#include "view_place.h"
#include "web/page_unit.h"

static const char *const kinds[] = { "province",       "municipality", "city",    "town",
                                     "urban_district", "district",     "ward",    "township",
                                     "commune",        "special_zone", "village", NULL };

static const struct hn_field fields[] = {
    { .name = "q", .kind = HN_TEXT, .label = "place.search" },
    { .name = "loai", .kind = HN_CHOICE, .choices = kinds, .label = "field.kind" },
    { .name = "trong", .kind = HN_CODE, .label = "unit.within" },
    { 0 },
};
const struct hn_form hn_form_places = { .fields = fields, .again = hn_page_places };

/* --- the list --- */

struct place_row {
    int64_t id;
    const char *code, *name, *kind;
    hn_day from, to;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct place_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(name), .label = "place.name", .kind = HN_COL_TEXT, .href = "/dia-ban/{code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "place_kind." },
    { .name = "valid_from",
      .offset = offsetof(struct place_row, from),
      .label = "field.from",
      .kind = HN_COL_DAY,
      .wide_only = true },
    { .name = "valid_to",
      .offset = offsetof(struct place_row, to),
      .label = "field.last_day",
      .kind = HN_COL_LAST,
      .wide_only = true },
};
#undef COLUMN

static void
take_place(void *sink, const struct hn_node *n)
{
    const struct place_row row = {
        .id = n->id, .code = n->code, .name = n->name, .kind = n->kind, .from = n->from, .to = n->to
    };

    hn_emit(sink, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_place_list(c, ask->filter, ask->offset, ask->limit, take_place, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_place_count(c, filter, out);
}

const struct hn_list hn_list_place = {
    .name = "dia-ban",
    .caption = "place.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct place_row),
    .rows = list_rows,
    .total = list_total,
};

enum hn_rc
hn_page_places(struct hn_req *q)
{
    static const struct hn_view view = { .title = "place.title_all",
                                         .section = "units",
                                         .html = hn_view_places_any,
                                         .json = hn_json_places_any,
                                         .dated = true };
    struct hn_places_page p = { .q = q, .words = hn_form_text(q, "q"), .kind = hn_form_text(q, "loai") };
    struct hn_place_filter f = { .words = p.words, .kind = p.kind };
    const char *within = hn_form_text(q, "trong");
    enum hn_rc rc = *within ? hn_place_find(&q->ctx, within, &f.within) : HN_OK;

    if (!rc && hn_list_answer(q, &hn_list_place, &f, &p.list, &rc))
        return rc;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* --- one place --- */

/* As page_unit.c does for organisations: a place that is no more is shown as it last was. */
static enum hn_rc
read_place(struct hn_req *q, struct hn_place_id id, struct hn_place_page *p)
{
    struct hn_ctx *c = &q->ctx;
    int faults = c->fault_count;
    enum hn_rc rc = hn_place_history(c, id, &p->versions);
    const struct hn_node *v = NULL;

    p->asked = c->on;
    if (!rc)
        rc = hn_place_get(c, id, &p->place);
    if (rc != HN_NOT_FOUND || p->versions.count == 0)
        return rc;
    for (size_t i = 0; i < p->versions.count && !p->ended; i++) {
        v = &p->versions.at[i];
        p->ended = v->to <= c->on;
    }
    assert(v);
    p->not_yet = !p->ended;
    c->fault_count = faults;
    c->on = p->ended ? v->to - 1 : v->from;
    return hn_place_get(c, id, &p->place);
}

static enum hn_rc
read_around(struct hn_req *q, struct hn_place_id id, struct hn_place_page *p)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_place_ancestors(c, id, &p->ancestors);

    if (!rc)
        rc = hn_place_children(c, id, &p->children);
    if (!rc)
        rc = hn_tree_lineage(c, &hn_tree_places, id.v, &p->lineage, &p->lineage_count);
    if (!rc)
        rc = hn_unit_at_place(c, id, &p->units, &p->unit_count);
    if (!rc && strcmp(p->place.kind, "village") == 0)
        rc = hn_office_of_place(c, id, &p->heads, &p->head_count);
    return rc;
}

/* Asked for a link alone: that there is none is no fault. */
static bool
may_areas(struct hn_req *q)
{
    int faults = q->ctx.fault_count;
    bool may = hn_access_anywhere(&q->ctx, HN_MAY_READ_MEETING) == HN_OK;

    q->ctx.fault_count = faults;
    return may;
}

enum hn_rc
hn_page_place(struct hn_req *q)
{
    static const struct hn_view view = { .title = "place.title",
                                         .section = "units",
                                         .html = hn_view_place_any,
                                         .json = hn_json_place_any,
                                         .dated = true };
    struct hn_place_page p = { .known = q->ctx.known };
    struct hn_place_id id = { hn_path_id(q, "place") };
    enum hn_rc rc = read_place(q, id, &p);

    if (!rc)
        rc = read_around(q, id, &p);
    if (rc)
        return rc;
    p.may_areas = may_areas(q);
    hn_crumb(q, hn_text(q->ctx.lang, "place.title_all"), "/dia-ban");
    for (size_t i = 0; i < p.ancestors.count; i++) {
        const struct hn_node *n = &p.ancestors.at[i];

        if (n->id != id.v)
            hn_crumb(q, n->name, hn_print(q->ctx.arena, "/dia-ban/%s", n->code));
    }
    hn_crumb(q, p.place.name, NULL);
    return hn_show(q, &view, &p, p.place.name);
}
