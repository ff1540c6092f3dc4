/* page_unit_new.c: a new organisation under another: form, check, deed. Kinds are those that may stand there that day. */
#include <string.h>

#include "place/place.h"
#include "view_unit.h"
#include "web/page_unit.h"

static const char *const sectors[] = { "residential", "agency",       "school",      "health", "armed_forces",
                                       "state_firm",  "private_firm", "cooperative", "mine",   NULL };

static const struct hn_field fields[] = {
    { .name = "trong", .kind = HN_CODE, .label = "field.parent" },
    { .name = "parent", .kind = HN_CODE },
    { .name = "kind", .kind = HN_CODE },
    { .name = "code", .kind = HN_CODE },
    { .name = "name", .kind = HN_TEXT },
    { .name = "short_name", .kind = HN_TEXT },
    { .name = "sector", .kind = HN_CHOICE, .choices = sectors },
    { .name = "place", .kind = HN_CODE },
    { .name = "from", .kind = HN_DAY },
    { .name = "decision", .kind = HN_TEXT },
    { 0 },
};
const struct hn_form hn_form_unit_new = { .fields = fields, .again = hn_page_unit_new };

/* The unit it will stand under, on the day it begins (or the day asked for, before that is known). */
static enum hn_rc
read_parent(struct hn_req *q, struct hn_unit_stand *stand, struct hn_unit_change_page *p)
{
    const char *code = hn_form_text(q, "parent");
    struct hn_unit_id id;
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_find(&q->ctx, *code ? code : hn_form_text(q, "trong"), &id);

    p->q = q;
    p->unit = &stand->unit;
    if (hn_form_has(q, "from") && !hn_form_fault(q, "from"))
        q->ctx.on = hn_form_day(q, "from");
    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_EDIT_UNIT, id);
    if (!rc)
        rc = hn_unit_stand(q, id, stand);
    return rc ? rc : hn_unit_crumbs(q, p->unit, hn_text(q->ctx.lang, "unit.open_new"), &ancestors);
}

enum hn_rc
hn_page_unit_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit_new.title",
                                         .section = "units",
                                         .html = hn_view_unit_new_any };
    struct hn_unit_change_page p = { 0 };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_parent(q, &stand, &p);

    if (!rc)
        rc = hn_unit_offer_kinds(q, p.unit->kind, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

/* Every fault at once, so that nobody mends them one by one. */
static enum hn_rc
require(struct hn_req *q)
{
    static const char *const needed[] = { "kind", "code", "name", "from" };
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const char *label = hn_text(q->ctx.lang, hn_print(q->ctx.arena, "field.%s", needed[i]));

        if (!hn_form_has(q, needed[i]))
            rc = hn_fail_arg(&q->ctx, HN_INVALID, needed[i], "required", label);
    }
    return rc;
}

static enum hn_rc
check_kind(struct hn_req *q, const struct hn_unit_change_page *p)
{
    const char *kind = hn_form_text(q, "kind");

    for (size_t i = 0; i < p->kind_count; i++) {
        if (strcmp(p->kinds[i].value, kind) == 0)
            return HN_OK;
    }
    return hn_fail_arg(&q->ctx, HN_INVALID, "kind", "tree.kind_rule", p->unit->name);
}

static enum hn_rc
read_place(struct hn_req *q, struct hn_place_id *out)
{
    const char *code = hn_form_text(q, "place");
    enum hn_rc rc = *code ? hn_place_find(&q->ctx, code, out) : HN_OK;

    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "place", "unit.place") : rc;
}

enum hn_rc
hn_page_unit_new_check(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit_change.check_title",
                                         .section = "units",
                                         .html = hn_view_unit_new_check_any };
    struct hn_unit_change_page p = { .query = hn_req_query(q), .decision = hn_form_text(q, "decision") };
    struct hn_unit_stand stand = { 0 };
    struct hn_place_id place = { 0 };
    enum hn_rc rc = require(q);

    if (rc)
        return rc;
    rc = read_parent(q, &stand, &p);
    p.from = hn_form_day(q, "from");
    if (!rc)
        rc = hn_unit_offer_kinds(q, p.unit->kind, &p);
    if (!rc)
        rc = check_kind(q, &p);
    if (!rc)
        rc = read_place(q, &place);
    return rc ? rc : hn_show(q, &view, &p, hn_form_text(q, "name"));
}

enum hn_rc
hn_page_unit_create(struct hn_req *q)
{
    struct hn_unit_new in = {
        .kind = hn_form_text(q, "kind"),
        .code = hn_form_text(q, "code"),
        .name = hn_form_text(q, "name"),
        .short_name = hn_form_text(q, "short_name"),
        .sector = hn_form_text(q, "sector"),
        .decision = hn_form_text(q, "decision"),
        .from = hn_form_day(q, "from"),
    };
    struct hn_unit_id made;
    enum hn_rc rc = require(q);

    if (rc)
        return rc;
    rc = hn_unit_find(&q->ctx, hn_form_text(q, "parent"), &in.parent);
    if (rc == HN_NOT_FOUND)
        return hn_fail_arg(&q->ctx, HN_INVALID, "parent", "tree.not_found", hn_form_text(q, "parent"));
    if (!rc)
        rc = read_place(q, &in.place);
    if (!rc)
        rc = hn_unit_create(&q->ctx, &in, &made);
    return rc ? rc
              : hn_redirect_done(q, "done.unit_created", "/to-chuc/%lld%s", (long long)made.v,
                                 hn_unit_when(q, in.from));
}
