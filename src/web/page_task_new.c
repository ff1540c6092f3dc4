/* page_task_new.c: the form of a task set outside a meeting, from above or by a cell itself, and of one changed
 * (page_task.h).
 *
 * The doer is chosen first, since it is its people who are offered; whoever may not read that list types codes. Not for:
 * tasks of a meeting, which stand in its minutes.
 */
#include <inttypes.h>
#include <string.h>

#include "area/area.h"
#include "base/num.h"
#include "member/list.h"
#include "member/office.h"
#include "person/person.h"
#include "place/place.h"
#include "view_task.h"
#include "web/page_task.h"
#include "web/page_unit.h"

enum { OFFERED_MOST = 200, WEIGHT_MOST = 100 };

static const struct hn_field asked[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "field.unit" },
    { .name = "doer", .kind = HN_CODE, .label = "task.doer" },
    { .name = "paper", .kind = HN_ID, .label = "task.paper" },
    { .name = "target", .kind = HN_ID, .label = "task.target" },
    { .name = "area", .kind = HN_ID, .label = "task.area" },
    { 0 },
};
const struct hn_form hn_form_task_asked = { .fields = asked, .again = hn_page_task_new };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "field.unit" },
    { .name = "doer", .kind = HN_CODE, .label = "task.doer" },
    { .name = "title", .kind = HN_TEXT, .max = 500, .required = true, .label = "task.title" },
    { .name = "detail", .kind = HN_LONG_TEXT, .max = 4000, .label = "task.detail" },
    { .name = "responsible", .kind = HN_CODE, .required = true, .label = "task.responsible" },
    { .name = "checker", .kind = HN_CODE, .required = true, .label = "task.checker" },
    { .name = "helpers", .kind = HN_TEXT, .max = 1400, .label = "task.helpers" },
    { .name = "due", .kind = HN_DAY, .label = "task.due" },
    { .name = "starts", .kind = HN_DAY, .label = "task.starts" },
    { .name = "check_on", .kind = HN_DAY, .label = "task.check_on" },
    { .name = "weight", .kind = HN_INT, .low = 1, .high = WEIGHT_MOST, .label = "task.weight" },
    { .name = "paper", .kind = HN_ID, .label = "task.paper" },
    { .name = "target", .kind = HN_ID, .label = "task.target" },
    { .name = "area", .kind = HN_ID, .label = "task.area" },
    { .name = "place", .kind = HN_CODE, .label = "task.place" },
    { 0 },
};
const struct hn_form hn_form_task_new = { .fields = fields, .again = hn_page_task_new };
const struct hn_form hn_form_task_change = { .fields = fields,
                                             .again = hn_page_task_edit,
                                             .versioned = true };

/* --- what is offered --- */

struct choosing {
    struct hn_arena *arena;
    struct hn_option *options;
    size_t count;
};

static struct choosing
begin(struct hn_req *q)
{
    return (struct choosing){ q->ctx.arena, HN_NEW_N(q->ctx.arena, struct hn_option, OFFERED_MOST), 0 };
}

static void
offer(struct choosing *c, const char *value, const char *label)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->options[i].value, value) == 0)
            return;
    }
    if (c->count < OFFERED_MOST)
        c->options[c->count++] = (struct hn_option){ .value = value, .label = label };
}

static void
offer_person(void *sink, const struct hn_member_row *row)
{
    offer(sink, row->code, row->full_name);
}

/* The members of the unit, when they are few enough to choose from and the actor reads them; else nobody. */
static enum hn_rc
offer_members(struct hn_req *q, const struct hn_unit *unit, struct choosing *c)
{
    const struct hn_member_filter f = { .within = unit->id };
    int64_t total = 0;
    enum hn_rc rc;

    if (!hn_unit_may(q, HN_MAY_READ_MEMBER, unit->id))
        return HN_OK;
    rc = hn_member_count(&q->ctx, &f, &total);
    if (rc || total > OFFERED_MOST)
        return rc;
    return hn_member_list(&q->ctx, &f, 0, OFFERED_MOST, offer_person, c);
}

/* Who checks: the committee of the unit, and the members of a unit that has its own. */
static enum hn_rc
offer_checkers(struct hn_req *q, struct hn_task_new_page *p)
{
    struct choosing c = begin(q);
    const struct hn_office *offices;
    size_t count;
    enum hn_rc rc = hn_office_of_unit(&q->ctx, p->unit.id, &offices, &count);

    for (size_t i = 0; !rc && i < count; i++)
        offer(&c, offices[i].person_code, offices[i].person_name);
    if (!rc)
        rc = offer_members(q, &p->unit, &c);
    p->checkers = c.options;
    p->checker_count = c.count;
    return rc;
}

/* The unit itself, what stands below it, and what stands below the doer chosen, so that every depth is reached. */
static enum hn_rc
offer_doers(struct hn_req *q, struct hn_task_new_page *p)
{
    struct choosing c = begin(q);
    struct hn_nodes nodes = { 0 };
    enum hn_rc rc = HN_OK;

    offer(&c, p->unit.code, p->unit.name);
    offer(&c, p->doer.code, p->doer.name);
    if (p->doer.id.v != p->unit.id.v)
        rc = hn_unit_children(&q->ctx, p->doer.id, &nodes);
    for (size_t i = 0; !rc && i < nodes.count; i++)
        offer(&c, nodes.at[i].code, nodes.at[i].name);
    if (!rc)
        rc = hn_unit_children(&q->ctx, p->unit.id, &nodes);
    for (size_t i = 0; !rc && i < nodes.count; i++)
        offer(&c, nodes.at[i].code, nodes.at[i].name);
    p->doers = c.options;
    p->doer_count = c.count;
    return rc;
}

static void
offer_paper(void *sink, const struct hn_paper *k)
{
    struct choosing *c = sink;

    offer(c, hn_print(c->arena, "%" PRId64, k->id.v), hn_print(c->arena, "%s, %s", k->number, k->title));
}

static void
offer_area(void *sink, const struct hn_area *k)
{
    struct choosing *c = sink;

    offer(c, hn_print(c->arena, "%" PRId64, k->id), k->name);
}

/* The target asked for, which may be of a paper further up; its own paper goes with it when none was chosen. */
static enum hn_rc
offer_target(struct hn_req *q, struct hn_task_new_page *p, struct choosing *targets)
{
    struct hn_target target = { 0 };
    int64_t id;
    enum hn_rc rc;

    if (!hn_parse_i64(p->target, 1, INT64_MAX, &id))
        return HN_OK;
    rc = hn_target_get(&q->ctx, id, &target);
    if (rc)
        return rc;
    offer(targets, p->target, target.title);
    if (!*p->paper)
        p->paper = hn_print(q->ctx.arena, "%" PRId64, target.paper.v);
    return HN_OK;
}

/* What the unit keeps or was sent, the targets of the paper chosen, the areas of the doer. */
static enum hn_rc
offer_serves(struct hn_req *q, struct hn_task_new_page *p)
{
    const struct hn_paper_filter f = { .within = p->unit.id, .state = "issued" };
    const struct hn_area_filter of_doer = { .within = p->doer.id };
    struct choosing papers = begin(q), targets = begin(q), areas = begin(q);
    const struct hn_target *all;
    size_t count = 0;
    int64_t paper = 0;
    enum hn_rc rc = hn_paper_list(&q->ctx, &f, 0, OFFERED_MOST, offer_paper, &papers);

    if (!rc && hn_parse_i64(p->paper, 1, INT64_MAX, &paper))
        rc = hn_targets(&q->ctx, (struct hn_paper_id){ paper }, false, &all, &count);
    for (size_t i = 0; !rc && i < count; i++)
        offer(&targets, hn_print(q->ctx.arena, "%" PRId64, all[i].id), all[i].title);
    if (!rc)
        rc = offer_target(q, p, &targets);
    if (!rc && hn_unit_may(q, HN_MAY_READ_MEETING, p->doer.id))
        rc = hn_area_list(&q->ctx, &of_doer, 0, OFFERED_MOST, offer_area, &areas);
    p->papers = papers.options;
    p->paper_option_count = papers.count;
    p->targets = targets.options;
    p->target_count = targets.count;
    p->areas = areas.options;
    p->area_count = areas.count;
    return rc;
}

static enum hn_rc
offer_all(struct hn_req *q, struct hn_task_new_page *p)
{
    struct choosing people = begin(q);
    enum hn_rc rc = offer_members(q, &p->doer, &people);

    p->people = people.options;
    p->people_count = people.count;
    if (!rc)
        rc = offer_checkers(q, p);
    if (!rc)
        rc = offer_doers(q, p);
    return rc ? rc : offer_serves(q, p);
}

/* --- the form --- */

const char *
hn_task_helper_codes(struct hn_arena *a, const struct hn_task_new_page *p)
{
    const char *codes = "";

    for (size_t i = 0; i < p->helper_count; i++)
        codes = hn_print(a, "%s%s%s", codes, i ? ", " : "", p->helpers[i].code);
    return codes;
}

/* The code of the place that stands, "" none. */
static enum hn_rc
read_place(struct hn_req *q, struct hn_task_new_page *p)
{
    struct hn_node place = { 0 };
    enum hn_rc rc;

    p->place = "";
    if (!p->t.place.v)
        return HN_OK;
    rc = hn_place_get(&q->ctx, p->t.place, &place);
    if (!rc)
        p->place = place.code;
    return rc;
}

static enum hn_rc
need_unit(struct hn_req *q, const char *code, struct hn_unit_id *out)
{
    enum hn_rc rc = hn_unit_find(&q->ctx, code, out);

    if (rc)
        return rc;
    return hn_unit_may(q, HN_MAY_EDIT_MEETING, *out) ? HN_OK : hn_need(&q->ctx, HN_MAY_DIRECT, *out);
}

static enum hn_rc
show(struct hn_req *q, struct hn_task_new_page *p)
{
    static const struct hn_view view = {
        .title = "task.new", .section = "work", .html = hn_view_task_new_any, .json = hn_json_task_new_any
    };
    const char *doer = hn_form_typed(q, "doer", p->t.id ? p->t.doer_code : "");
    struct hn_unit_id below = p->unit.id;
    int faults = q->ctx.fault_count;
    enum hn_rc rc = *doer ? hn_unit_find(&q->ctx, doer, &below) : HN_OK;

    /* What was typed amiss is said beside its field; the people offered are then the unit's own. */
    if (rc == HN_NOT_FOUND) {
        q->ctx.fault_count = faults;
        below = p->unit.id;
        rc = HN_OK;
    }
    if (!rc)
        rc = hn_unit_get(&q->ctx, below, &p->doer);
    p->paper = hn_form_typed(q, "paper",
                             p->t.paper.v ? hn_print(q->ctx.arena, "%" PRId64, p->t.paper.v) : "");
    p->target = hn_form_typed(q, "target",
                              p->t.target ? hn_print(q->ctx.arena, "%" PRId64, p->t.target) : "");
    p->area = hn_form_typed(q, "area", p->t.area ? hn_print(q->ctx.arena, "%" PRId64, p->t.area) : "");
    if (!rc)
        rc = read_place(q, p);
    if (!rc)
        rc = offer_all(q, p);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "task.title_all"), "/giao-viec");
    hn_crumb(q, p->unit.name, hn_print(q->ctx.arena, "/giao-viec?within=%s", p->unit.code));
    hn_crumb(q, hn_text(q->ctx.lang, p->t.id ? "task.change" : "task.new"), NULL);
    return hn_show(q, &view, p, NULL);
}

static void
today_alone(struct hn_req *q)
{
    q->ctx.on = q->ctx.today;
    q->ctx.known = HN_TIME_OPEN;
}

/* Of the unit asked for; without a word, of the first that the actor directs. */
enum hn_rc
hn_page_task_new(struct hn_req *q)
{
    struct hn_task_new_page p = { .q = q };
    const char *code = hn_form_typed(q, "don-vi", "");
    struct hn_unit_stand stand = { 0 };
    struct hn_unit_id unit = { 0 };
    enum hn_rc rc;

    today_alone(q);
    if (*code) {
        rc = need_unit(q, code, &unit);
        if (!rc)
            rc = hn_unit_get(&q->ctx, unit, &p.unit);
    } else {
        rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);
        p.unit = stand.unit;
    }
    return rc ? rc : show(q, &p);
}

enum hn_rc
hn_page_task_new_of_unit(struct hn_req *q)
{
    struct hn_unit unit = { 0 };
    enum hn_rc rc = hn_unit_get(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, &unit);

    return rc ? rc : hn_redirect(q, "/giao-viec/moi?don-vi=%s", unit.code);
}

enum hn_rc
hn_page_task_edit(struct hn_req *q)
{
    struct hn_task_new_page p = { .q = q };
    struct hn_task_rights may;
    enum hn_rc rc;

    today_alone(q);
    rc = hn_task_get(&q->ctx, hn_path_id(q, "task"), &p.t);
    if (!rc)
        rc = hn_task_rights(&q->ctx, &p.t, &may);
    if (!rc && !may.keep)
        rc = hn_fail(&q->ctx, HN_DENIED, "", "access.denied");
    if (!rc)
        rc = hn_task_helpers(&q->ctx, p.t.id, &p.helpers, &p.helper_count);
    if (!rc)
        rc = hn_unit_get(&q->ctx, p.t.unit, &p.unit);
    return rc ? rc : show(q, &p);
}

/* --- taking it --- */

static enum hn_rc
take_person(struct hn_req *q, const char *field, const char *code, const char *key, struct hn_person_id *out)
{
    enum hn_rc rc = hn_person_find(&q->ctx, code, out);

    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, field, key) : rc;
}

/* Codes with commas, semicolons or spaces between them. */
static enum hn_rc
take_helpers(struct hn_req *q, struct hn_task_new *in)
{
    struct hn_person_id *helpers = HN_NEW_N(q->ctx.arena, struct hn_person_id, HN_TASK_HELPERS_MOST + 1);
    const char *at = hn_form_text(q, "helpers");
    enum hn_rc rc = HN_OK;

    in->helpers = helpers;
    for (at += strspn(at, ",; "); *at && !rc; at += strspn(at, ",; ")) {
        size_t len = strcspn(at, ",; ");

        if (in->helper_count > HN_TASK_HELPERS_MOST)
            return hn_fail(&q->ctx, HN_INVALID, "helpers", "task.helper");
        rc = take_person(q, "helpers", hn_dup_n(q->ctx.arena, at, len), "task.helper",
                         &helpers[in->helper_count++]);
        at += len;
    }
    return rc;
}

static hn_day
day_said(const struct hn_req *q, const char *field)
{
    return hn_form_has(q, field) ? hn_form_day(q, field) : 0;
}

static enum hn_rc
take_people(struct hn_req *q, struct hn_task_new *in)
{
    enum hn_rc rc = take_person(q, "responsible", hn_form_text(q, "responsible"), "task.responsible",
                                &in->responsible);

    if (!rc)
        rc = take_person(q, "checker", hn_form_text(q, "checker"), "task.checker", &in->checker);
    return rc ? rc : take_helpers(q, in);
}

static enum hn_rc
take(struct hn_req *q, struct hn_task_new *in)
{
    const char *doer = hn_form_text(q, "doer"), *place = hn_form_text(q, "place");
    enum hn_rc rc = HN_OK;

    in->title = hn_form_text(q, "title");
    in->detail = hn_form_text(q, "detail");
    in->due = hn_form_day(q, "due");
    in->starts = day_said(q, "starts");
    in->check_on = day_said(q, "check_on");
    in->weight = hn_form_has(q, "weight") ? (int)hn_form_int(q, "weight") : 0;
    in->paper.v = hn_form_id(q, "paper");
    in->target = hn_form_id(q, "target");
    in->area = hn_form_id(q, "area");
    if (*doer)
        rc = hn_unit_find(&q->ctx, doer, &in->doer);
    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, "doer", "task.doer");
    if (!rc && *place)
        rc = hn_place_find(&q->ctx, place, &in->place);
    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, "place", "task.place");
    return rc ? rc : take_people(q, in);
}

enum hn_rc
hn_page_task_add(struct hn_req *q)
{
    struct hn_task_new in = { 0 };
    int64_t id = 0;
    enum hn_rc rc = hn_form_has(q, "don-vi") ? need_unit(q, hn_form_text(q, "don-vi"), &in.unit)
                                             : hn_fail(&q->ctx, HN_INVALID, "don-vi", "choose");

    if (!rc)
        rc = take(q, &in);
    if (!rc)
        rc = hn_task_put(&q->ctx, &in, -1, &id, NULL);
    return rc ? rc : hn_redirect_done(q, "done.task_set", "/giao-viec/%lld", (long long)id);
}

enum hn_rc
hn_page_task_change(struct hn_req *q)
{
    struct hn_task_new in = { 0 };
    struct hn_task_row t = { 0 };
    int64_t id;
    enum hn_rc rc = hn_task_get(&q->ctx, hn_path_id(q, "task"), &t);

    if (rc)
        return rc;
    in.meeting = t.meeting;
    in.unit = t.unit;
    in.item_key = t.item_key;
    in.finding = t.finding;
    rc = take(q, &in);
    if (!rc)
        rc = hn_task_put(&q->ctx, &in, hn_form_row_version(q) ? hn_form_row_version(q) : -1, &id, NULL);
    return rc ? rc : hn_redirect_done(q, "done.task_changed", "/giao-viec/%lld", (long long)id);
}
