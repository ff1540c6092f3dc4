/* page_area_one.c: one area: who is and was in charge, what is planned, the notes of its months; and the note of one month,
 * a page with one box. Deeds by who directs: page_area_edit.c. */
#include <string.h>

#include "base/num.h"
#include "rule/rule.h"
#include "view_area.h"
#include "web/page_area.h"
#include "web/route.h"

enum { MONTHS_SHOWN = 12 };

static const struct hn_field fields[] = {
    { .name = "them", .kind = HN_FLAG, .label = "charge.new" },
    { .name = "ke-hoach", .kind = HN_TEXT, .max = 20, .label = "area.plan" },
    { .name = "dong", .kind = HN_FLAG, .label = "area.close" },
    { .name = "thoi", .kind = HN_TEXT, .max = 80, .label = "charge.end" },
    { 0 },
};
const struct hn_form hn_form_area = { .fields = fields, .again = hn_page_area };

enum hn_rc
hn_area_of_path(struct hn_req *q, int64_t *id)
{
    if (!hn_parse_i64(hn_path_text(q, "area"), 1, INT64_MAX, id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return HN_OK;
}

/* --- one area --- */

static enum hn_rc
read_area(struct hn_req *q, struct hn_area_page *p, int64_t id)
{
    struct hn_ctx *c = &q->ctx;
    int64_t month = hn_month_of(c->on);
    enum hn_rc rc = hn_area_get(c, id, &p->area);

    if (!rc)
        rc = hn_charges_of_area(c, id, &p->charges, &p->charge_count);
    if (!rc)
        rc = hn_area_plans(c, id, &p->plans, &p->plan_count);
    if (!rc)
        rc = hn_area_notes(c, id, month - MONTHS_SHOWN + 1, month, &p->notes, &p->note_count);
    p->this_month = hn_month_of(c->today);
    p->month = hn_month_iso(c->arena, p->this_month);
    return rc;
}

/* Is the person in charge on one of the days? */
static bool
charged(const struct hn_area_page *p, struct hn_person_id person, hn_day from, hn_day to)
{
    for (size_t i = 0; person.v && i < p->charge_count; i++) {
        const struct hn_charge *g = &p->charges[i];

        if (g->person.v == person.v && g->from < to && g->to > from)
            return true;
    }
    return false;
}

static enum hn_rc
read_rights(struct hn_req *q, struct hn_area_page *p)
{
    hn_day today = q->ctx.today, first = hn_month_first(hn_month_of(today));
    struct hn_person_id own = { 0 };
    enum hn_rc rc = hn_access_person(&q->ctx, &own);

    p->may_direct = hn_unit_may(q, HN_MAY_DIRECT, p->area.unit);
    p->may_unit = hn_unit_may(q, HN_MAY_READ_MEETING, p->area.unit);
    p->may_plan = p->may_direct || charged(p, own, today, today + 1);
    p->may_note = charged(p, own, first, today + 1);
    for (size_t i = 0; p->may_direct && i < p->charge_count; i++)
        p->may_note = p->may_note || (p->charges[i].from <= today && p->charges[i].to > first);
    return rc;
}

static void
open_forms(struct hn_req *q, struct hn_area_page *p)
{
    const struct hn_form *sent = q->route->form;
    const char *ending = hn_form_typed(q, "thoi", ""), *plan = hn_form_typed(q, "ke-hoach", "");
    int64_t id = 0;

    if (sent == &hn_form_area_end)
        ending = hn_form_typed(q, "person", "");
    if (sent == &hn_form_area_plan)
        plan = hn_form_typed(q, "plan", "0");
    p->adding = p->may_direct && (sent == &hn_form_area_charge || *hn_form_typed(q, "them", ""));
    p->closing = p->may_direct && (sent == &hn_form_area_close || *hn_form_typed(q, "dong", ""));
    p->planning = p->may_plan && (sent == &hn_form_area_plan || *plan);
    for (size_t i = 0; p->may_direct && i < p->charge_count; i++) {
        if (*ending && strcmp(p->charges[i].person_code, ending) == 0)
            p->ending = &p->charges[i];
    }
    for (size_t i = 0; hn_parse_i64(plan, 1, INT64_MAX, &id) && i < p->plan_count; i++) {
        if (p->plans[i].id == id)
            p->editing = &p->plans[i];
    }
}

enum hn_rc
hn_page_area(struct hn_req *q)
{
    static const struct hn_view view = { .title = "area.one",
                                         .section = "work",
                                         .html = hn_view_area_any,
                                         .json = hn_json_area_any,
                                         .dated = true };
    struct hn_area_page p = { .q = q, .known = q->ctx.known };
    int64_t id;
    enum hn_rc rc = hn_area_of_path(q, &id);

    if (!rc)
        rc = read_area(q, &p, id);
    if (!rc)
        rc = read_rights(q, &p);
    if (rc)
        return rc;
    open_forms(q, &p);
    if (p.adding)
        rc = hn_people_offered(q, p.area.unit, &p.people, &p.people_count);
    if (p.may_unit)
        hn_crumb(q, p.area.unit_name, hn_print(q->ctx.arena, "/phu-trach?don-vi=%s", p.area.unit_code));
    else
        hn_crumb(q, hn_words(q->ctx.lang, "area.own"), "/phu-trach?cua-toi=1");
    hn_crumb(q, p.area.name, NULL);
    return rc ? rc : hn_show(q, &view, &p, p.area.name);
}

/* --- the note of a month --- */

static const struct hn_field note_asked[] = {
    { .name = "thang", .kind = HN_TEXT, .max = 10, .label = "area.month" },
    { .name = "nguoi", .kind = HN_CODE, .label = "area.person" },
    { 0 },
};
const struct hn_form hn_form_area_note = { .fields = note_asked, .again = hn_page_area_note };
static const struct hn_field note_fields[] = {
    { .name = "month", .kind = HN_TEXT, .required = true, .max = 10, .label = "area.month" },
    { .name = "person", .kind = HN_CODE, .required = true, .label = "area.person" },
    { .name = "text", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "area.note_text" },
    { 0 },
};
const struct hn_form hn_form_area_note_save = { .fields = note_fields,
                                                .again = hn_page_area_note,
                                                .versioned = true };

/* Whose note: who is named, else oneself, else who led in the month; NULL nobody was in charge then. */
static const struct hn_charge *
choose_person(const struct hn_charge *list, size_t count, int64_t month, struct hn_person_id own,
              const char *code)
{
    hn_day first = hn_month_first(month), last = hn_month_last(month);
    const struct hn_charge *found = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct hn_charge *g = &list[i];

        if (g->from > last || g->to <= first || (*code && strcmp(g->person_code, code) != 0))
            continue;
        if (!found || (own.v && g->person.v == own.v) ||
            (found->person.v != own.v && strcmp(g->role, "lead") == 0))
            found = g;
    }
    return found;
}

static enum hn_rc
fill_note(struct hn_req *q, struct hn_area_note_page *p, const struct hn_charge *who)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_area_note *notes;
    size_t count = 0;
    enum hn_rc rc = hn_area_notes(c, p->area.id, p->month, p->month, &notes, &count);

    p->person_code = who->person_code;
    p->person_name = who->person_name;
    for (size_t i = 0; !rc && i < count; i++) {
        if (notes[i].person.v != who->person.v)
            continue;
        p->text = notes[i].text;
        p->version = notes[i].version;
    }
    return rc ? rc : hn_area_note_due(c, p->area.unit, p->month, &p->due);
}

static enum hn_rc
read_note(struct hn_req *q, struct hn_area_note_page *p)
{
    struct hn_ctx *c = &q->ctx;
    const char *code = hn_form_typed(q, "person", hn_form_typed(q, "nguoi", ""));
    const char *month = hn_form_typed(q, "month", hn_form_typed(q, "thang", ""));
    const struct hn_charge *list, *who;
    struct hn_person_id own = { 0 };
    size_t count = 0;
    enum hn_rc rc = hn_access_person(c, &own);

    p->month = hn_month_of(c->today);
    if (*month && !hn_month_parse(month, &p->month))
        return hn_fail(c, HN_INVALID, "thang", "month.shape");
    if (!rc)
        rc = hn_charges_of_area(c, p->area.id, &list, &count);
    if (rc)
        return rc;
    who = choose_person(list, count, p->month, own, code);
    if (!who)
        return hn_fail(c, HN_NOT_FOUND, "", "area.note_person");
    p->himself = own.v && own.v == who->person.v;
    if (!p->himself)
        rc = hn_need(c, HN_MAY_DIRECT, p->area.unit);
    p->month_iso = hn_month_iso(c->arena, p->month);
    p->month_text = hn_month_text(c->arena, p->month);
    return rc ? rc : fill_note(q, p, who);
}

enum hn_rc
hn_page_area_note(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "area.note", .section = "work", .html = hn_view_area_note_any, .json = hn_json_area_note_any
    };
    struct hn_area_note_page p = { .q = q, .text = "" };
    int64_t id;
    enum hn_rc rc = hn_area_of_path(q, &id);

    if (!rc)
        rc = hn_area_get(&q->ctx, id, &p.area);
    if (!rc)
        rc = read_note(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, p.area.name, hn_print(q->ctx.arena, "/phu-trach/%lld", (long long)id));
    hn_crumb(q, hn_words(q->ctx.lang, "area.note"), NULL);
    return hn_show(q, &view, &p, p.area.name);
}

enum hn_rc
hn_page_area_note_save(struct hn_req *q)
{
    struct hn_area_note in = { .text = hn_form_text(q, "text"), .version = hn_form_row_version(q) };
    const struct hn_charge *list, *who = NULL;
    size_t count = 0;
    enum hn_rc rc = hn_area_of_path(q, &in.area);

    if (!rc && !hn_month_parse(hn_form_text(q, "month"), &in.month))
        rc = hn_fail(&q->ctx, HN_INVALID, "month", "month.shape");
    if (!rc)
        rc = hn_charges_of_area(&q->ctx, in.area, &list, &count);
    if (!rc)
        who = choose_person(list, count, in.month, (struct hn_person_id){ 0 }, hn_form_text(q, "person"));
    if (!rc && !who)
        rc = hn_fail(&q->ctx, HN_INVALID, "person", "area.note_person");
    if (rc)
        return rc;
    in.person = who->person;
    rc = hn_area_note_put(&q->ctx, &in);
    return rc ? rc : hn_redirect_done(q, "done.area_noted", "/phu-trach/%lld", (long long)in.area);
}
