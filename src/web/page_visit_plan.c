/* page_visit_plan.c: who follows which cell, a visit planned by hand, a year's plan in one press. */
#include <string.h>

#include "person/person.h"
#include "rule/rule.h"
#include "view_visit.h"
#include "web/page_visit.h"
#include "web/route.h"

enum { CELLS_OFFERED = 200 };

/* --- shared --- */

struct choosing {
    struct hn_option *at;
    size_t count;
};

static void
offer_cell(void *sink, const struct hn_unit *u)
{
    struct choosing *choosing = sink;

    if (choosing->count < CELLS_OFFERED)
        choosing->at[choosing->count++] = (struct hn_option){ .value = u->code, .label = u->name };
}

/* The cells below the unit, when they are few; else a code is asked for. */
static enum hn_rc
offer_cells(struct hn_req *q, struct hn_visit_plan_page *p)
{
    struct choosing choosing = { HN_NEW_N(q->ctx.arena, struct hn_option, CELLS_OFFERED), 0 };
    const struct hn_unit_filter f = { .words = "", .kind = "any_cell", .within = p->unit->id };
    int64_t cells = 0;
    enum hn_rc rc = hn_unit_count(&q->ctx, &f, &cells);

    if (!rc && cells <= CELLS_OFFERED)
        rc = hn_unit_list(&q->ctx, &f, 0, CELLS_OFFERED, offer_cell, &choosing);
    p->cells = choosing.at;
    p->cell_count = choosing.count;
    return rc;
}

/* Those who hold an office in the committee, each once. Anybody else is named by a code (?ma=1). */
static enum hn_rc
offer_people(struct hn_req *q, struct hn_visit_plan_page *p)
{
    const struct hn_office *offices;
    struct hn_option *options;
    size_t count = 0;
    enum hn_rc rc = hn_office_of_unit(&q->ctx, p->unit->id, &offices, &count);

    if (rc || *hn_form_typed(q, "ma", ""))
        return rc;
    options = HN_NEW_N(q->ctx.arena, struct hn_option, count + 1);
    for (size_t i = 0; i < count; i++) {
        size_t seen = 0;

        while (seen < p->person_count && strcmp(options[seen].value, offices[i].person_code) != 0)
            seen++;
        if (seen < p->person_count)
            continue;
        options[p->person_count++] = (struct hn_option){
            .value = offices[i].person_code,
            .label = hn_print(q->ctx.arena, "%s (%s)", offices[i].person_name, offices[i].person_code),
        };
    }
    p->people = options;
    return HN_OK;
}

/* Somebody out of sight is as good as nobody: the answer must not tell which. */
static enum hn_rc
person_of_form(struct hn_req *q, struct hn_person_id *out)
{
    enum hn_rc rc = hn_person_find(&q->ctx, hn_form_text(q, "person"), out);

    if (!rc)
        rc = hn_need_person(&q->ctx, HN_MAY_READ_MEMBER, *out, HN_GROUP_BASIC);
    return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "person", "person.not_found") : rc;
}

static enum hn_rc
cell_of_form(struct hn_req *q, struct hn_unit_id *out)
{
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "unit"), out);

    return rc == HN_NOT_FOUND
               ? hn_fail_arg(&q->ctx, HN_INVALID, "unit", "tree.not_found", hn_form_text(q, "unit"))
               : rc;
}

/* --- one visit --- */

static const struct hn_field asked[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "moi", .kind = HN_FLAG, .label = "visit.new" },
    { .name = "ma", .kind = HN_FLAG, .label = "visit.by_code" },
    { 0 },
};
const struct hn_form hn_form_visit_asked = { .fields = asked, .again = hn_page_visit_new };

static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "unit", .kind = HN_CODE, .required = true, .label = "field.cell" },
    { .name = "person", .kind = HN_CODE, .required = true, .label = "visit.person" },
    { .name = "month", .kind = HN_TEXT, .required = true, .max = 10, .label = "visit.month" },
    { 0 },
};
const struct hn_form hn_form_visit_new = { .fields = new_fields, .again = hn_page_visit_new };

enum hn_rc
hn_page_visit_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "visit.new",
                                         .section = "meetings",
                                         .html = hn_view_visit_new_any,
                                         .json = hn_json_visit_new_any };
    struct hn_visit_plan_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_MONITOR, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = offer_cells(q, &p);
    if (!rc)
        rc = offer_people(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_visit_add(struct hn_req *q)
{
    struct hn_unit_id committee = { 0 }, cell = { 0 };
    struct hn_person_id person = { 0 };
    int64_t month = 0, id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &committee);

    if (!rc && !hn_month_parse(hn_form_text(q, "month"), &month))
        rc = hn_fail(&q->ctx, HN_INVALID, "month", "month.shape");
    if (!rc)
        rc = cell_of_form(q, &cell);
    if (!rc)
        rc = person_of_form(q, &person);
    if (!rc)
        rc = hn_visit_plan(&q->ctx, committee, cell, person, month, &id);
    return rc ? rc : hn_redirect_done(q, "done.visit_planned", "/du-hop/%lld", (long long)id);
}

/* --- a year --- */

static const struct hn_field year_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "year", .kind = HN_INT, .required = true, .low = 1900, .high = 2199, .label = "visit.year" },
    { 0 },
};
const struct hn_form hn_form_visit_year = { .fields = year_fields, .again = hn_page_monitors };

enum hn_rc
hn_page_visit_year(struct hn_req *q)
{
    struct hn_unit_id committee = { 0 };
    int64_t added = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &committee);

    if (!rc)
        rc = hn_visit_plan_year(&q->ctx, committee, (int)hn_form_int(q, "year"), &added);
    return rc ? rc
              : hn_redirect_done(q, added ? "done.visits_planned" : "done.visits_none", "/du-hop?don-vi=%s",
                                 hn_form_text(q, "don-vi"));
}

/* --- who follows what --- */

static const struct hn_field monitor_asked[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "moi", .kind = HN_FLAG, .label = "monitor.new" },
    { .name = "ma", .kind = HN_FLAG, .label = "visit.by_code" },
    { .name = "thoi", .kind = HN_TEXT, .max = 80, .label = "monitor.end" },
    { 0 },
};
const struct hn_form hn_form_monitors = { .fields = monitor_asked, .again = hn_page_monitors };

static const struct hn_field monitor_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "unit", .kind = HN_CODE, .required = true, .label = "field.cell" },
    { .name = "person", .kind = HN_CODE, .required = true, .label = "visit.person" },
    { .name = "from", .kind = HN_DAY, .required = true },
    { .name = "last_day", .kind = HN_DAY },
    { .name = "decision", .kind = HN_TEXT },
    { 0 },
};
const struct hn_form hn_form_monitor_new = { .fields = monitor_fields, .again = hn_page_monitors };

static const struct hn_field end_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "unit", .kind = HN_CODE, .required = true, .label = "field.cell" },
    { .name = "person", .kind = HN_CODE, .required = true, .label = "visit.person" },
    { .name = "last_day", .kind = HN_DAY, .required = true },
    { 0 },
};
const struct hn_form hn_form_monitor_end = { .fields = end_fields, .again = hn_page_monitors };

static void
open_forms(struct hn_req *q, struct hn_visit_plan_page *p)
{
    const char *ending = hn_form_typed(q, "thoi", "");

    if (!p->may_edit)
        return;
    p->adding = q->route->form == &hn_form_monitor_new || *hn_form_typed(q, "moi", "");
    for (size_t i = 0; i < p->monitor_count; i++) {
        const struct hn_monitor *m = &p->monitors[i];

        if (strcmp(hn_print(q->ctx.arena, "%s_%s", m->unit_code, m->person_code), ending) == 0 ||
            (q->route->form == &hn_form_monitor_end &&
             strcmp(m->unit_code, hn_form_typed(q, "unit", "")) == 0 &&
             strcmp(m->person_code, hn_form_typed(q, "person", "")) == 0))
            p->ending = m;
    }
}

enum hn_rc
hn_page_monitors(struct hn_req *q)
{
    static const struct hn_view view = { .title = "monitor.title",
                                         .section = "meetings",
                                         .html = hn_view_monitors_any,
                                         .json = hn_json_monitors_any,
                                         .dated = true };
    struct hn_visit_plan_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_monitors(&q->ctx, p.unit->id, &p.monitors, &p.monitor_count);
    if (rc)
        return rc;
    p.may_edit = hn_unit_may(q, HN_MAY_MONITOR, p.unit->id);
    p.year = hn_month_of(q->ctx.today) / 12;
    open_forms(q, &p);
    rc = p.adding ? offer_cells(q, &p) : HN_OK;
    if (!rc && p.adding)
        rc = offer_people(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_monitor_add(struct hn_req *q)
{
    struct hn_monitor in = { .decision = hn_form_text(q, "decision"),
                             .from = hn_form_day(q, "from"),
                             .to = hn_form_has(q, "last_day") ? hn_form_day(q, "last_day") + 1
                                                              : HN_DAY_OPEN };
    enum hn_rc rc = cell_of_form(q, &in.unit);

    if (!rc)
        rc = person_of_form(q, &in.person);
    if (!rc)
        rc = hn_monitor_assign(&q->ctx, &in);
    return rc ? rc
              : hn_redirect_done(q, "done.monitor_assigned", "/du-hop/phu-trach?don-vi=%s",
                                 hn_form_text(q, "don-vi"));
}

enum hn_rc
hn_page_monitor_end(struct hn_req *q)
{
    struct hn_unit_id cell = { 0 };
    struct hn_person_id person = { 0 };
    enum hn_rc rc = cell_of_form(q, &cell);

    if (!rc)
        rc = person_of_form(q, &person);
    if (!rc)
        rc = hn_monitor_end(&q->ctx, cell, person, hn_form_day(q, "last_day") + 1);
    return rc ? rc
              : hn_redirect_done(q, "done.monitor_ended", "/du-hop/phu-trach?don-vi=%s",
                                 hn_form_text(q, "don-vi"));
}
