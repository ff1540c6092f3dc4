/* page_study.c: papers from above that are to be studied: those of a unit, one with its coverage, a new one. */
#include "web/page_study.h"

#include "base/num.h"
#include "view_study.h"

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "con-no", .kind = HN_FLAG, .label = "study.owed_only" },
    { 0 },
};
const struct hn_form hn_form_studies = { .fields = fields, .again = hn_page_studies };

enum hn_rc
hn_page_studies(struct hn_req *q)
{
    static const struct hn_view view = { .title = "study.title",
                                         .section = "meetings",
                                         .html = hn_view_studies_any,
                                         .json = hn_json_studies_any,
                                         .dated = true };
    struct hn_studies_page p = { .q = q, .known = q->ctx.known, .owed_only = hn_form_flag(q, "con-no") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_study_papers(&q->ctx, p.unit->id, p.owed_only, &p.papers, &p.paper_count);
    if (!rc)
        rc = hn_study_sessions(&q->ctx, p.unit->id, 0, &p.sessions, &p.session_count);
    if (rc)
        return rc;
    p.may_enter = hn_unit_may(q, HN_MAY_MONITOR, p.unit->id);
    p.may_record = hn_unit_may(q, HN_MAY_EDIT_MEETING, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- one paper --- */

static const struct hn_field one_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_study = { .fields = one_fields, .again = hn_page_study };

static enum hn_rc
paper_of_path(struct hn_req *q, struct hn_study_paper *out)
{
    int64_t id;

    if (!hn_parse_i64(hn_path_text(q, "study"), 1, INT64_MAX, &id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return hn_study_paper_get(&q->ctx, id, out);
}

/* Coverage is shown of the unit asked for, else of the highest of the actor's. */
static enum hn_rc
read_study(struct hn_req *q, struct hn_study_page *p, struct hn_unit_stand *stand)
{
    enum hn_rc rc = paper_of_path(q, &p->paper);

    if (!rc)
        rc = hn_unit_asked(q, HN_MAY_READ_MEETING, stand);
    p->unit = &stand->unit;
    return rc;
}

enum hn_rc
hn_page_study(struct hn_req *q)
{
    static const struct hn_view view = { .title = "study.one",
                                         .section = "meetings",
                                         .html = hn_view_study_any,
                                         .json = hn_json_study_any,
                                         .dated = true };
    struct hn_study_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_study(q, &p, &stand);

    if (!rc)
        rc = hn_study_coverage(&q->ctx, p.paper.id, p.unit->id, &p.sum, &p.children, &p.child_count);
    if (!rc)
        rc = hn_study_sessions(&q->ctx, p.unit->id, p.paper.id, &p.sessions, &p.session_count);
    if (rc)
        return rc;
    p.may_record = !p.paper.ended && hn_unit_may(q, HN_MAY_EDIT_MEETING, p.unit->id);
    p.may_end = !p.paper.ended && hn_unit_may(q, HN_MAY_MONITOR, p.paper.unit);
    return hn_show(q, &view, &p, p.paper.number);
}

/* --- its units --- */

static const struct hn_field units_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "chua", .kind = HN_FLAG, .label = "study.missing" },
    { 0 },
};
const struct hn_form hn_form_study_units = { .fields = units_fields, .again = hn_page_study_units };

struct units_filter {
    int64_t paper;
    struct hn_unit_id within;
    bool missing;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_study_unit, field)
static const struct hn_column columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT, .href = "/quan-triet?don-vi={code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "unit_kind.", .wide_only = true },
    { COLUMN(studied), .label = "study.studied_on", .kind = HN_COL_DAY },
    { COLUMN(took_part), .label = "study.took_part", .kind = HN_COL_INT },
    { COLUMN(others), .label = "study.others", .kind = HN_COL_INT },
    { COLUMN(adds), .label = "study.adds", .kind = HN_COL_TEXT, .files_only = true },
};
#undef COLUMN

static void
take_unit(void *sink, const struct hn_study_unit *u)
{
    hn_emit(sink, u);
}

static enum hn_rc
unit_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct units_filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_study_units(c, f->paper, f->within, f->missing, ask->offset, ask->limit, take_unit, &e);
}

static enum hn_rc
unit_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct units_filter *f = filter;

    return hn_study_unit_count(c, f->paper, f->within, f->missing, out);
}

const struct hn_list hn_list_study_unit = {
    .name = "quan-triet",
    .caption = "study.units",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_study_unit),
    .rows = unit_rows,
    .total = unit_total,
};

enum hn_rc
hn_page_study_units(struct hn_req *q)
{
    static const struct hn_view view = { .title = "study.units",
                                         .section = "meetings",
                                         .html = hn_view_study_units_any,
                                         .json = hn_json_study_units_any,
                                         .dated = true };
    struct hn_study_page p = { .q = q, .known = q->ctx.known, .missing = hn_form_flag(q, "chua") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_study(q, &p, &stand);

    if (rc)
        return rc;
    const struct units_filter f = { p.paper.id, p.unit->id, p.missing };

    if (hn_list_answer(q, &hn_list_study_unit, &f, &p.units, &rc) || rc)
        return rc;
    return hn_show(q, &view, &p, NULL);
}

/* --- a new one --- */

enum { PAPERS_OFFERED = 100 };

static const char *const owed[] = { "cell", "committee", "both", NULL };

const struct hn_form hn_form_study_asked = { .fields = one_fields, .again = hn_page_study_new };
static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "paper", .kind = HN_ID, .label = "study.of_register" },
    { .name = "kind", .kind = HN_CHOICE, .choices = hn_paper_kinds, .label = "study.kind" },
    { .name = "number", .kind = HN_TEXT, .max = 40, .label = "study.number" },
    { .name = "issuer", .kind = HN_TEXT, .label = "study.issuer" },
    { .name = "day", .kind = HN_DAY, .label = "study.day" },
    { .name = "title", .kind = HN_TEXT, .max = 300, .label = "study.name" },
    { .name = "summary", .kind = HN_LONG_TEXT, .max = 4000, .label = "study.summary" },
    { .name = "owed_by", .kind = HN_CHOICE, .choices = owed, .required = true, .label = "study.owed_by" },
    { .name = "due", .kind = HN_DAY, .required = true, .label = "study.due" },
    { 0 },
};
const struct hn_form hn_form_study_new = { .fields = new_fields, .again = hn_page_study_new };

struct offering {
    struct hn_arena *arena;
    struct hn_option *at;
    size_t count;
};

static void
offer_paper(void *sink, const struct hn_paper *p)
{
    struct offering *o = sink;

    if (o->count < PAPERS_OFFERED)
        o->at[o->count++] = (struct hn_option){ .value = hn_print(o->arena, "%lld", (long long)p->id.v),
                                                .label = hn_print(o->arena, "%s %s", p->number, p->title) };
}

static enum hn_rc
offer_papers(struct hn_req *q, struct hn_study_new_page *p)
{
    const struct hn_paper_filter f = { .within = p->unit->id, .state = "issued" };
    struct offering o = { .arena = q->ctx.arena,
                          .at = HN_NEW_N(q->ctx.arena, struct hn_option, PAPERS_OFFERED) };
    enum hn_rc rc = hn_paper_list(&q->ctx, &f, 0, PAPERS_OFFERED, offer_paper, &o);

    p->papers = o.at;
    p->paper_count = o.count;
    return rc;
}

enum hn_rc
hn_page_study_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "study.new",
                                         .section = "meetings",
                                         .html = hn_view_study_new_any,
                                         .json = hn_json_study_new_any };
    struct hn_study_new_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_MONITOR, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = offer_papers(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_study_add(struct hn_req *q)
{
    struct hn_study_paper in = { .paper = { hn_form_id(q, "paper") },
                                 .kind = hn_form_text(q, "kind"),
                                 .number = hn_form_text(q, "number"),
                                 .issuer = hn_form_text(q, "issuer"),
                                 .day = hn_form_day(q, "day"),
                                 .title = hn_form_text(q, "title"),
                                 .summary = hn_form_text(q, "summary"),
                                 .owed_by = hn_form_text(q, "owed_by"),
                                 .due = hn_form_day(q, "due") };
    int64_t id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    if (!rc && !in.paper.v && !hn_form_has(q, "day"))
        rc = hn_fail(&q->ctx, HN_INVALID, "day", "required");
    if (!rc)
        rc = hn_study_paper_put(&q->ctx, &in, &id);
    return rc ? rc
              : hn_redirect_done(q, "done.study_entered", "/quan-triet/%lld?don-vi=%s", (long long)id,
                                 hn_form_text(q, "don-vi"));
}

static const struct hn_field none[] = { { 0 } };
const struct hn_form hn_form_study_end = { .fields = none, .again = hn_page_study };

enum hn_rc
hn_page_study_end(struct hn_req *q)
{
    struct hn_study_paper paper;
    enum hn_rc rc = paper_of_path(q, &paper);

    if (!rc)
        rc = hn_study_paper_end(&q->ctx, paper.id);
    return rc ? rc : hn_redirect_done(q, "done.study_ended", "/quan-triet/%lld", (long long)paper.id);
}
