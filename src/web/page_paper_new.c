/* page_paper_new.c: the form of a paper, issued by a unit or received by it, new or still a draft (page_paper.h). */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "view_paper.h"
#include "web/page_paper.h"
#include "web/route.h"

enum { BASES_OFFERED = 100 };

static const char *const origins[] = { "own", "received", NULL };
static const char *const kinds[] = { "resolution", "decision", "regulation", "directive",
                                     "conclusion", "rules",    "notice",     "report",
                                     "plan",       "guidance", "programme",  "scheme",
                                     "proposal",   "letter",   "other",      NULL };

static const struct hn_field asked_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "origin", .kind = HN_CHOICE, .choices = origins, .label = "paper.origin" },
    { .name = "basis_paper", .kind = HN_ID, .label = "paper.basis_paper" },
    { 0 },
};
const struct hn_form hn_form_paper_asked = { .fields = asked_fields, .again = hn_page_paper_new };

#define PAPER_FIELDS                                                                                         \
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },                           \
        { .name = "origin", .kind = HN_CHOICE, .choices = origins, .label = "paper.origin" },                \
        { .name = "kind", .kind = HN_CHOICE, .choices = kinds, .required = true, .label = "paper.kind" },    \
        { .name = "number", .kind = HN_TEXT, .max = 60, .label = "paper.number" },                           \
        { .name = "day", .kind = HN_DAY, .required = true, .label = "paper.day" },                           \
        { .name = "in_force", .kind = HN_DAY, .label = "paper.in_force" },                                   \
        { .name = "title", .kind = HN_LONG_TEXT, .required = true, .max = 500, .label = "paper.title" },     \
        { .name = "basis", .kind = HN_LONG_TEXT, .max = 2000, .label = "paper.basis" },                      \
        { .name = "basis_paper", .kind = HN_ID, .label = "paper.basis_paper" },                              \
        { .name = "bodies", .kind = HN_TEXT, .many = true, .label = "paper.bodies" },                        \
        { .name = "summary", .kind = HN_LONG_TEXT, .max = 4000, .label = "paper.summary" },                  \
        { .name = "text", .kind = HN_LONG_TEXT, .max = 100000, .label = "paper.text" },                      \
    {                                                                                                        \
        0                                                                                                    \
    }
/* clang-format off */
static const struct hn_field fields[] = { PAPER_FIELDS };
/* clang-format on */
const struct hn_form hn_form_paper_new = { .fields = fields, .again = hn_page_paper_new };
const struct hn_form hn_form_paper_change = { .fields = fields,
                                              .again = hn_page_paper_edit,
                                              .versioned = true };

/* --- showing it --- */

/* The newest in sight; and the one asked for, however old. */
static enum hn_rc
offer_bases(struct hn_req *q, struct hn_paper_new_page *p, struct hn_paper_id preset)
{
    const struct hn_paper_filter filter = { .state = "issued" };
    struct hn_option *options;
    struct hn_paper basis;
    size_t count;
    enum hn_rc rc = hn_papers_offered(q, &filter, BASES_OFFERED, &options, &count);

    p->base = preset.v ? hn_print(q->ctx.arena, "%" PRId64, preset.v) : "";
    for (size_t i = 0; !rc && i < count; i++) {
        if (strcmp(options[i].value, p->base) == 0)
            preset.v = 0;
    }
    if (!rc && preset.v) {
        rc = hn_paper_get(&q->ctx, preset, &basis);
        if (!rc)
            options[count++] = (struct hn_option){ .value = p->base,
                                                   .label = hn_paper_name(q->ctx.arena, &basis) };
    }
    p->bases = options;
    p->base_count = count;
    return rc;
}

/* The other bodies beside the unit itself: what was typed, else those of the draft. */
static void
fill_bodies(struct hn_req *q, struct hn_paper_new_page *p)
{
    const char **all = HN_NEW_N(q->ctx.arena, const char *, HN_PAPER_BODIES_MOST);
    const char *const *typed;
    size_t count = q->route->method == HN_POST ? hn_form_texts(q, "bodies", &typed) : 0;

    for (size_t i = 0; i < count && p->body_count < HN_PAPER_BODIES_MOST; i++) {
        if (*typed[i])
            all[p->body_count++] = typed[i];
    }
    for (size_t i = 0; !count && i < p->paper.body_count; i++) {
        const struct hn_paper_body *b = &p->paper.bodies[i];

        if (b->unit.v == p->unit->id.v)
            continue;
        all[p->body_count++] = *b->code ? b->code : b->name;
    }
    p->bodies = all;
}

static enum hn_rc
show(struct hn_req *q, struct hn_paper_new_page *p, struct hn_paper_id preset)
{
    static const struct hn_view view = { .title = "paper.new",
                                         .section = "papers",
                                         .html = hn_view_paper_new_any,
                                         .json = hn_json_paper_new_any };
    enum hn_rc rc = offer_bases(q, p, preset);

    p->kinds = kinds;
    if (!rc && strcmp(p->origin, "own") == 0)
        rc = hn_paper_kinds_offered(&q->ctx, p->unit->id, q->ctx.today, &p->kinds);
    if (rc)
        return rc;
    fill_bodies(q, p);
    hn_crumb(q, hn_text(q->ctx.lang, "paper.register"),
             hn_print(q->ctx.arena, "/nghi-quyet?don-vi=%s", p->unit->code));
    hn_crumb(q, hn_text(q->ctx.lang, "paper.new"), NULL);
    return hn_show(q, &view, p, NULL);
}

enum hn_rc
hn_page_paper_new(struct hn_req *q)
{
    struct hn_paper_new_page p = { .q = q, .origin = hn_form_text(q, "origin") };
    struct hn_unit_stand stand = { 0 };
    struct hn_paper_id preset = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    if (rc)
        return rc;
    preset.v = hn_form_id(q, "basis_paper");
    p.unit = &stand.unit;
    if (strcmp(p.origin, "received") != 0)
        p.origin = "own";
    p.paper = (struct hn_paper){
        .number = "", .title = "", .summary = "", .basis = "", .text = "", .kind = ""
    };
    /* What a unit drafts is of today, and what it answers with is mostly a plan. */
    if (strcmp(p.origin, "own") == 0)
        p.paper.day = q->ctx.today;
    if (preset.v)
        p.paper.kind = "plan";
    p.action = "/nghi-quyet/moi";
    p.back = hn_print(q->ctx.arena, "/nghi-quyet?don-vi=%s", p.unit->code);
    return show(q, &p, preset);
}

enum hn_rc
hn_page_paper_edit(struct hn_req *q)
{
    struct hn_paper_new_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_paper_of_path(q, &p.paper);

    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_DIRECT, p.paper.unit);
    if (!rc && strcmp(p.paper.state, "draft") != 0)
        rc = hn_fail(&q->ctx, HN_CONFLICT, "", "paper.issued");
    if (!rc)
        rc = hn_unit_stand(q, p.paper.unit, &stand);
    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.origin = p.paper.origin;
    p.action = hn_print(q->ctx.arena, "/nghi-quyet/%" PRId64 "/sua", p.paper.id.v);
    p.back = hn_paper_path(q->ctx.arena, p.paper.id.v, "", p.unit->code);
    return show(q, &p, p.paper.basis_paper);
}

/* --- taking it --- */

/* A code is of letters, digits and dots in one word; a name has a space in it. */
static enum hn_rc
body_of(struct hn_req *q, const char *typed, struct hn_paper_body *out)
{
    enum hn_rc rc;

    *out = (struct hn_paper_body){ .body = "", .name = "" };
    if (strchr(typed, ' ')) {
        out->body = "outside";
        out->name = typed;
        return HN_OK;
    }
    rc = hn_unit_find(&q->ctx, typed, &out->unit);
    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "bodies", "paper.bodies") : rc;
}

/* A body out of sight that the draft had already is typed by its name. */
static enum hn_rc
read_bodies(struct hn_req *q, struct hn_paper *in)
{
    struct hn_paper_body *all = HN_NEW_N(q->ctx.arena, struct hn_paper_body, HN_PAPER_BODIES_MOST + 1);
    const char *const *typed;
    size_t count = hn_form_texts(q, "bodies", &typed), n = 0;
    enum hn_rc rc = HN_OK;

    if (strcmp(in->origin, "own") == 0)
        all[n++] = (struct hn_paper_body){ .unit = in->unit, .body = "", .name = "" };
    for (size_t i = 0; i < count && n <= HN_PAPER_BODIES_MOST && !rc; i++) {
        if (*typed[i])
            rc = body_of(q, typed[i], &all[n++]);
    }
    in->bodies = all;
    in->body_count = n;
    return rc;
}

/* A kind the body may not issue is said beside the choice, with the rule's source. */
static enum hn_rc
as_fault(struct hn_req *q, enum hn_rc rc)
{
    const struct hn_fault fault = q->ctx.fault_count ? q->ctx.faults[0] : (struct hn_fault){ .key = "" };

    if (rc != HN_DENIED || strcmp(fault.key, "paper.right") != 0)
        return rc;
    hn_fault_clear(&q->ctx);
    return hn_fail_arg(&q->ctx, HN_INVALID, "kind", "paper.right", fault.arg);
}

static enum hn_rc
take(struct hn_req *q, struct hn_paper *in, struct hn_paper_id *out)
{
    enum hn_rc rc;

    in->kind = hn_form_text(q, "kind");
    in->number = hn_form_text(q, "number");
    in->day = hn_form_day(q, "day");
    in->in_force_from = hn_form_has(q, "in_force") ? hn_form_day(q, "in_force") : 0;
    in->title = hn_form_text(q, "title");
    in->summary = hn_form_text(q, "summary");
    in->basis = hn_form_text(q, "basis");
    in->basis_paper.v = hn_form_id(q, "basis_paper");
    in->text = hn_form_text(q, "text");
    rc = read_bodies(q, in);
    return rc ? rc : as_fault(q, hn_paper_put(&q->ctx, in, out));
}

enum hn_rc
hn_page_paper_put(struct hn_req *q)
{
    struct hn_paper in = { .origin = strcmp(hn_form_text(q, "origin"), "received") == 0 ? "received"
                                                                                        : "own" };
    struct hn_paper_id id = { 0 };
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    if (!rc)
        rc = take(q, &in, &id);
    return rc ? rc
              : hn_redirect_done(q, "done.paper_put", "%s",
                                 hn_paper_path(q->ctx.arena, id.v, "", hn_form_text(q, "don-vi")));
}

enum hn_rc
hn_page_paper_change(struct hn_req *q)
{
    struct hn_paper in;
    struct hn_paper_id id = { 0 };
    enum hn_rc rc = hn_paper_of_path(q, &in);

    if (rc)
        return rc;
    in.version = hn_form_row_version(q);
    rc = take(q, &in, &id);
    return rc ? rc
              : hn_redirect_done(q, "done.paper_put", "%s",
                                 hn_paper_path(q->ctx.arena, in.id.v, "", hn_form_text(q, "don-vi")));
}
