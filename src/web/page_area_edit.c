/* page_area_edit.c: what is done to areas by who directs the unit: a new one, another name or place, who is in charge, the
 * plan, the end (page_area.h). */
#include <string.h>

#include "base/num.h"
#include "member/list.h"
#include "person/person.h"
#include "place/place.h"
#include "rule/rule.h"
#include "view_area.h"
#include "web/page_area.h"

enum { OFFERED = 200 };

const char *const hn_charge_roles[] = { "lead", "help", NULL };
static const char *const kinds[] = { "village", "household_group", "firm", "other", NULL };

/* --- what is offered --- */

struct choosing {
    struct hn_option *options;
    size_t count;
    struct hn_arena *arena;
};

static void
offer_person(void *sink, const struct hn_member_row *row)
{
    struct choosing *c = sink;

    if (c->count < OFFERED)
        c->options[c->count++] = (struct hn_option){
            .value = row->code, .label = hn_print(c->arena, "%s (%s)", row->full_name, row->code)
        };
}

enum hn_rc
hn_people_offered(struct hn_req *q, struct hn_unit_id unit, const struct hn_option **out, size_t *count)
{
    struct choosing choosing = { HN_NEW_N(q->ctx.arena, struct hn_option, OFFERED), 0, q->ctx.arena };
    const struct hn_member_filter f = { .within = unit };
    int64_t members = 0;
    enum hn_rc rc = HN_OK;

    /* Who may not read the list, or has a long one, types a code. */
    if (hn_unit_may(q, HN_MAY_READ_MEMBER, unit))
        rc = hn_member_count(&q->ctx, &f, &members);
    if (!rc && members > 0 && members <= OFFERED)
        rc = hn_member_list(&q->ctx, &f, 0, OFFERED, offer_person, &choosing);
    *out = choosing.options;
    *count = choosing.count;
    return rc;
}

enum hn_rc
hn_person_of_form(struct hn_req *q, struct hn_person_id *out)
{
    enum hn_rc rc = hn_person_find(&q->ctx, hn_form_text(q, "person"), out);

    if (!rc)
        rc = hn_need_person(&q->ctx, HN_MAY_READ_MEMBER, *out, HN_GROUP_BASIC);
    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "person", "person.not_found") : rc;
}

enum hn_rc
hn_places_offered(struct hn_req *q, struct hn_place_id of, const struct hn_option **out, size_t *count)
{
    struct hn_option *options = HN_NEW_N(q->ctx.arena, struct hn_option, OFFERED);
    struct hn_nodes below = { 0 };
    struct hn_node self;
    int faults = q->ctx.fault_count;
    enum hn_rc rc;

    *out = options;
    *count = 0;
    if (!of.v)
        return HN_OK;
    rc = hn_place_get(&q->ctx, of, &self);
    if (rc == HN_NOT_FOUND) {
        q->ctx.fault_count = faults;
        return HN_OK;
    }
    if (!rc)
        rc = hn_place_children(&q->ctx, of, &below);
    if (rc)
        return rc;
    options[(*count)++] = (struct hn_option){ .value = self.code, .label = self.name };
    for (size_t i = 0; i < below.count && *count < OFFERED; i++)
        options[(*count)++] = (struct hn_option){ .value = below.at[i].code, .label = below.at[i].name };
    return HN_OK;
}

enum hn_rc
hn_place_of_form(struct hn_req *q, struct hn_place_id *out)
{
    const char *code = hn_form_text(q, "place");
    enum hn_rc rc = HN_OK;

    out->v = 0;
    if (*code)
        rc = hn_place_find(&q->ctx, code, out);
    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "place", "area.place") : rc;
}

/* --- a new area, and another name, place or days --- */

static const struct hn_field asked[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_area_asked = { .fields = asked, .again = hn_page_area_new };

#define AREA_FIELDS                                                                                          \
    { .name = "kind", .kind = HN_CHOICE, .choices = kinds, .required = true, .label = "area.kind" },         \
        { .name = "name", .kind = HN_TEXT, .required = true, .max = 200, .label = "area.name" },             \
        { .name = "place", .kind = HN_CODE, .label = "area.place" },                                         \
        { .name = "note", .kind = HN_TEXT, .max = 300, .label = "area.remark" },                             \
        { .name = "from", .kind = HN_DAY, .required = true }, { .name = "last_day", .kind = HN_DAY },

static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    AREA_FIELDS{ 0 },
};
const struct hn_form hn_form_area_new = { .fields = new_fields, .again = hn_page_area_new };
static const struct hn_field change_fields[] = { AREA_FIELDS{ 0 } };
const struct hn_form hn_form_area_change = { .fields = change_fields,
                                             .again = hn_page_area_edit,
                                             .versioned = true };

static enum hn_rc
show_edit(struct hn_req *q, struct hn_area_edit_page *p)
{
    static const struct hn_view view = {
        .title = "area.new", .section = "work", .html = hn_view_area_edit_any, .json = hn_json_area_edit_any
    };
    static const struct hn_view edit = {
        .title = "area.edit", .section = "work", .html = hn_view_area_edit_any, .json = hn_json_area_edit_any
    };
    enum hn_rc rc = hn_places_offered(q, p->unit.place, &p->places, &p->place_count);

    return rc ? rc : hn_show(q, p->area.id ? &edit : &view, p, NULL);
}

enum hn_rc
hn_page_area_new(struct hn_req *q)
{
    struct hn_area_edit_page p = { .q = q,
                                   .area = { .kind = "",
                                             .name = "",
                                             .note = "",
                                             .place_code = "",
                                             .from = q->ctx.today,
                                             .to = HN_DAY_OPEN } };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    p.unit = stand.unit;
    return rc ? rc : show_edit(q, &p);
}

enum hn_rc
hn_page_area_edit(struct hn_req *q)
{
    struct hn_area_edit_page p = { .q = q };
    int64_t id;
    enum hn_rc rc = hn_area_of_path(q, &id);

    if (!rc)
        rc = hn_area_get(&q->ctx, id, &p.area);
    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_DIRECT, p.area.unit);
    if (!rc)
        rc = hn_unit_get(&q->ctx, p.area.unit, &p.unit);
    return rc ? rc : show_edit(q, &p);
}

static enum hn_rc
save_area(struct hn_req *q, struct hn_area *in, int64_t *id)
{
    enum hn_rc rc = hn_place_of_form(q, &in->place);

    in->kind = hn_form_text(q, "kind");
    in->name = hn_form_text(q, "name");
    in->note = hn_form_text(q, "note");
    in->from = hn_form_day(q, "from");
    in->to = hn_form_has(q, "last_day") ? hn_form_day(q, "last_day") + 1 : HN_DAY_OPEN;
    return rc ? rc : hn_area_put(&q->ctx, in, id);
}

enum hn_rc
hn_page_area_add(struct hn_req *q)
{
    struct hn_area in = { 0 };
    int64_t id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    if (!rc)
        rc = save_area(q, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.area_put", "/phu-trach/%lld", (long long)id);
}

enum hn_rc
hn_page_area_change(struct hn_req *q)
{
    struct hn_area in = { .version = hn_form_row_version(q) };
    int64_t id = 0;
    enum hn_rc rc = hn_area_of_path(q, &in.id);

    if (!rc)
        rc = save_area(q, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.area_changed", "/phu-trach/%lld", (long long)in.id);
}

static const struct hn_field close_fields[] = {
    { .name = "last_day", .kind = HN_DAY, .required = true },
    { 0 },
};
const struct hn_form hn_form_area_close = { .fields = close_fields, .again = hn_page_area };

enum hn_rc
hn_page_area_close(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = hn_area_of_path(q, &id);

    if (!rc)
        rc = hn_area_close(&q->ctx, id, hn_form_day(q, "last_day") + 1);
    return rc ? rc : hn_redirect_done(q, "done.area_closed", "/phu-trach/%lld", (long long)id);
}

/* --- who is in charge --- */

static const struct hn_field charge_fields[] = {
    { .name = "person", .kind = HN_CODE, .required = true, .label = "area.person" },
    { .name = "role",
      .kind = HN_CHOICE,
      .choices = hn_charge_roles,
      .required = true,
      .label = "charge.role" },
    { .name = "from", .kind = HN_DAY, .required = true },
    { .name = "last_day", .kind = HN_DAY },
    { .name = "decision", .kind = HN_TEXT },
    { 0 },
};
const struct hn_form hn_form_area_charge = { .fields = charge_fields, .again = hn_page_area };
static const struct hn_field end_fields[] = {
    { .name = "person", .kind = HN_CODE, .required = true, .label = "area.person" },
    { .name = "last_day", .kind = HN_DAY, .required = true },
    { 0 },
};
const struct hn_form hn_form_area_end = { .fields = end_fields, .again = hn_page_area };

enum hn_rc
hn_page_area_charge(struct hn_req *q)
{
    struct hn_charge in = { .role = hn_form_text(q, "role"),
                            .decision = hn_form_text(q, "decision"),
                            .from = hn_form_day(q, "from"),
                            .to = hn_form_has(q, "last_day") ? hn_form_day(q, "last_day") + 1 : HN_DAY_OPEN };
    struct hn_area a;
    enum hn_rc rc = hn_area_of_path(q, &in.area);

    if (!rc)
        rc = hn_area_get(&q->ctx, in.area, &a);
    if (!rc)
        rc = hn_person_of_form(q, &in.person);
    if (rc)
        return rc;
    /* Without a last day: as long as the area lasts. */
    if (in.to == HN_DAY_OPEN)
        in.to = a.to;
    rc = hn_charge_put(&q->ctx, &in);
    return rc ? rc : hn_redirect_done(q, "done.charge_put", "/phu-trach/%lld", (long long)in.area);
}

enum hn_rc
hn_page_area_end(struct hn_req *q)
{
    struct hn_person_id person = { 0 };
    int64_t id;
    enum hn_rc rc = hn_area_of_path(q, &id);

    if (!rc)
        rc = hn_person_of_form(q, &person);
    if (!rc)
        rc = hn_charge_end(&q->ctx, id, person, hn_form_day(q, "last_day") + 1);
    return rc ? rc : hn_redirect_done(q, "done.charge_ended", "/phu-trach/%lld", (long long)id);
}

/* --- the plan --- */

static const struct hn_field plan_fields[] = {
    { .name = "plan", .kind = HN_ID, .label = "area.plan" },
    { .name = "month_from", .kind = HN_TEXT, .required = true, .max = 10, .label = "area.month_from" },
    { .name = "month_to", .kind = HN_TEXT, .required = true, .max = 10, .label = "area.month_to" },
    { .name = "text", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "area.plan_text" },
    { 0 },
};
const struct hn_form hn_form_area_plan = { .fields = plan_fields, .again = hn_page_area, .versioned = true };

enum hn_rc
hn_page_area_plan(struct hn_req *q)
{
    struct hn_area_plan in = { .id = hn_form_id(q, "plan"),
                               .text = hn_form_text(q, "text"),
                               .version = hn_form_row_version(q) };
    enum hn_rc rc = hn_area_of_path(q, &in.area);

    if (!rc && !hn_month_parse(hn_form_text(q, "month_from"), &in.month_from))
        rc = hn_fail(&q->ctx, HN_INVALID, "month_from", "month.shape");
    if (!rc && !hn_month_parse(hn_form_text(q, "month_to"), &in.month_to))
        rc = hn_fail(&q->ctx, HN_INVALID, "month_to", "month.shape");
    if (!rc)
        rc = hn_area_plan_put(&q->ctx, &in, NULL);
    return rc ? rc : hn_redirect_done(q, "done.area_planned", "/phu-trach/%lld", (long long)in.area);
}
