/* page_paper.c: the register of papers as a list; and what the pages of one paper share (page_paper.h). */
#include "web/page_paper.h"

#include <inttypes.h>

#include "base/num.h"
#include "view_paper.h"

static const char *const states[] = { "draft", "issued", "ended", NULL };
static const char *const origins[] = { "own", "received", NULL };
static const char *const kinds[] = { "resolution", "decision", "regulation", "directive",
                                     "conclusion", "rules",    "notice",     "report",
                                     "plan",       "guidance", "programme",  "scheme",
                                     "proposal",   "letter",   "other",      NULL };
static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "q", .kind = HN_TEXT, .label = "paper.search" },
    { .name = "kind", .kind = HN_CHOICE, .choices = kinds, .label = "paper.kind" },
    { .name = "state", .kind = HN_CHOICE, .choices = states, .label = "paper.state" },
    { .name = "origin", .kind = HN_CHOICE, .choices = origins, .label = "paper.origin" },
    { .name = "rieng", .kind = HN_FLAG, .label = "paper.alone" },
    { 0 },
};
const struct hn_form hn_form_papers = { .fields = fields, .again = hn_page_paper_register };

/* --- shared --- */

enum hn_rc
hn_paper_of_path(struct hn_req *q, struct hn_paper *out)
{
    struct hn_paper_id id;

    if (!hn_parse_i64(hn_path_text(q, "paper"), 1, INT64_MAX, &id.v))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return hn_paper_get(&q->ctx, id, out);
}

enum hn_rc
hn_paper_unit_asked(struct hn_req *q, const struct hn_paper *paper, struct hn_unit_stand *out)
{
    if (!*hn_form_text(q, "don-vi") && hn_unit_may(q, HN_MAY_READ_MEETING, paper->unit))
        return hn_unit_stand(q, paper->unit, out);
    return hn_unit_asked(q, HN_MAY_READ_MEETING, out);
}

const char *
hn_paper_path(struct hn_arena *a, int64_t paper, const char *part, const char *unit_code)
{
    return hn_print(a, "/nghi-quyet/%" PRId64 "%s?don-vi=%s", paper, part, unit_code);
}

const char *
hn_paper_name(struct hn_arena *a, const struct hn_paper *p)
{
    return *p->number ? hn_print(a, "%s: %s", p->number, p->title) : p->title;
}

/* --- to choose from --- */

struct offering {
    struct hn_arena *arena;
    struct hn_option *options;
    size_t count;
};

static void
offer(void *sink, const struct hn_paper *p)
{
    struct offering *o = sink;

    o->options[o->count++] = (struct hn_option){ .value = hn_print(o->arena, "%" PRId64, p->id.v),
                                                 .label = hn_paper_name(o->arena, p) };
}

enum hn_rc
hn_papers_offered(struct hn_req *q, const struct hn_paper_filter *f, size_t most, struct hn_option **out,
                  size_t *count)
{
    struct offering o = { q->ctx.arena, HN_NEW_N(q->ctx.arena, struct hn_option, most + 1), 0 };
    enum hn_rc rc = hn_paper_list(&q->ctx, f, 0, (int64_t)most, offer, &o);

    *out = o.options;
    *count = o.count;
    return rc;
}

/* --- the register --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_paper_line, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "paper.id", .kind = HN_COL_ID },
    { COLUMN(number), .label = "paper.number", .kind = HN_COL_TEXT },
    { COLUMN(title), .label = "paper.title", .kind = HN_COL_TEXT, .href = "/nghi-quyet/{id}" },
    { COLUMN(kind), .label = "paper.kind", .kind = HN_COL_WORD, .words = "paper_kind.", .wide_only = true },
    { COLUMN(day), .label = "paper.day", .kind = HN_COL_DAY },
    { COLUMN(issuer), .label = "paper.issuer", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(state), .label = "paper.state", .kind = HN_COL_WORD, .words = "paper_state.", .tag = true,
      .wide_only = true },
    { COLUMN(unit_name), .label = "paper.kept_by", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(unit), .label = "unit.code_label", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(origin), .label = "paper.origin", .kind = HN_COL_WORD, .words = "paper_origin.",
      .files_only = true },
    { COLUMN(basis_number), .label = "paper.basis_paper", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(ended_on), .label = "paper.ended_on", .kind = HN_COL_DAY, .files_only = true },
};
#undef COLUMN

static void
take_paper(void *sink, const struct hn_paper *p)
{
    const struct hn_paper_line row = { .id = p->id.v,
                                       .number = p->number,
                                       .title = p->title,
                                       .kind = p->kind,
                                       .issuer = p->issuer,
                                       .state = p->state,
                                       .origin = p->origin,
                                       .unit_name = p->unit_name,
                                       .unit = p->unit_code,
                                       .basis_number = p->basis_number,
                                       .day = p->day,
                                       .ended_on = p->ended_on };

    hn_emit(sink, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_paper_list(c, ask->filter, ask->offset, ask->limit, take_paper, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_paper_count(c, filter, out);
}

const struct hn_list hn_list_paper = {
    .name = "nghi-quyet",
    .caption = "paper.register",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_paper_line),
    .rows = list_rows,
    .total = list_total,
};

enum hn_rc
hn_page_paper_register(struct hn_req *q)
{
    static const struct hn_view view = { .title = "paper.register",
                                         .section = "papers",
                                         .html = hn_view_paper_register_any,
                                         .json = hn_json_paper_register_any,
                                         .dated = true };
    struct hn_paper_register_page p = { .q = q, .known = q->ctx.known, .below = !hn_form_flag(q, "rieng") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;
    const struct hn_paper_filter f = { .within = p.unit->id,
                                       .below = p.below,
                                       .kind = hn_form_text(q, "kind"),
                                       .state = hn_form_text(q, "state"),
                                       .origin = hn_form_text(q, "origin"),
                                       .words = hn_form_text(q, "q") };

    p.filtered = hn_form_has(q, "kind") || hn_form_has(q, "state") || hn_form_has(q, "origin") || !p.below;
    p.may_issue = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    if (hn_list_answer(q, &hn_list_paper, &f, &p.list, &rc) || rc)
        return rc;
    return hn_show(q, &view, &p, NULL);
}
