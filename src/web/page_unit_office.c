/* page_unit_office.c: the committee of an organisation on a date: who holds what, what is vacant, and the two small forms
 * by which an office begins and ends.
 *
 * Not for: elections; the rules of offices are member/office.h's.
 */
#include <string.h>

#include "base/vi.h"
#include "member/list.h"
#include "person/person.h"
#include "view_unit.h"
#include "web/page_unit.h"
#include "web/route.h"

#define PEOPLE_OFFERED 100 /* a larger unit asks for a code instead of offering a list */

static const char *const offices[] = { "secretary",         "deputy_secretary", "standing_committee_member",
                                       "committee_member",  "inspection_chair", "inspection_deputy",
                                       "inspection_member", "cell_group_head",  NULL };
static const char *const bases[] = { "elected", "appointed", "assigned", NULL };

static const struct hn_field asked[] = {
    { .name = "moi", .kind = HN_FLAG, .label = "committee.new" },
    { .name = "thoi", .kind = HN_ID, .label = "committee.end" },
    { 0 },
};
const struct hn_form hn_form_committee = { .fields = asked, .again = hn_page_unit_committee };

static const struct hn_field begin_fields[] = {
    { .name = "office", .kind = HN_CHOICE, .choices = offices, .required = true },
    { .name = "person", .kind = HN_CODE, .required = true },
    { .name = "from", .kind = HN_DAY, .required = true },
    { .name = "last_day", .kind = HN_DAY },
    { .name = "basis", .kind = HN_CHOICE, .choices = bases, .required = true },
    { .name = "term", .kind = HN_TEXT, .max = 20, .label = "unit.term" },
    { .name = "decision", .kind = HN_TEXT },
    { 0 },
};
const struct hn_form hn_form_office_begin = { .fields = begin_fields, .again = hn_page_unit_committee };

static const struct hn_field end_fields[] = {
    { .name = "row", .kind = HN_ID, .required = true, .label = "committee.end" },
    { .name = "person", .kind = HN_CODE, .required = true },
    { .name = "last_day", .kind = HN_DAY, .required = true },
    { .name = "decision", .kind = HN_TEXT },
    { 0 },
};
const struct hn_form hn_form_office_end = { .fields = end_fields, .again = hn_page_unit_committee };

/* --- the page --- */

static bool
held(const struct hn_committee_page *p, const char *office)
{
    for (size_t i = 0; i < p->office_count; i++) {
        if (strcmp(p->offices[i].office, office) == 0)
            return true;
    }
    return false;
}

struct choosing {
    struct hn_arena *arena;
    struct hn_option *options;
    size_t count;
};

static void
offer_person(void *sink, const struct hn_member_row *row)
{
    struct choosing *c = sink;

    if (c->count < PEOPLE_OFFERED)
        c->options[c->count++] = (struct hn_option){
            .value = row->code,
            .label = hn_print(c->arena, "%s (%s)", row->full_name, hn_pdate_table(c->arena, row->birth_date)),
        };
}

static enum hn_rc
offer_people(struct hn_req *q, struct hn_committee_page *p)
{
    struct choosing choosing = { q->ctx.arena, HN_NEW_N(q->ctx.arena, struct hn_option, PEOPLE_OFFERED), 0 };
    const struct hn_member_filter f = { .within = p->unit->id };
    int64_t members;
    enum hn_rc rc = hn_member_count(&q->ctx, &f, &members);

    if (!rc && members <= PEOPLE_OFFERED)
        rc = hn_member_list(&q->ctx, &f, 0, PEOPLE_OFFERED, offer_person, &choosing);
    p->people = choosing.options;
    p->people_count = choosing.count;
    return rc;
}

static enum hn_rc
open_forms(struct hn_req *q, struct hn_committee_page *p)
{
    const char *row = hn_form_typed(q, q->route->form == &hn_form_office_end ? "row" : "thoi", "");

    if (!p->may_edit)
        return HN_OK;
    p->beginning = q->route->form == &hn_form_office_begin || *hn_form_typed(q, "moi", "");
    for (size_t i = 0; i < p->office_count; i++) {
        if (strcmp(hn_print(q->ctx.arena, "%lld", (long long)p->offices[i].row), row) == 0)
            p->ending = &p->offices[i];
    }
    return p->beginning && p->may_members ? offer_people(q, p) : HN_OK;
}

enum hn_rc
hn_page_unit_committee(struct hn_req *q)
{
    static const struct hn_view view = { .title = "committee.title",
                                         .section = "units",
                                         .html = hn_view_committee_any,
                                         .json = hn_json_committee_any,
                                         .dated = true };
    struct hn_committee_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_office_of_unit(&q->ctx, p.unit->id, &p.offices, &p.office_count);
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "unit.committee"), &ancestors);
    if (rc)
        return rc;
    p.may_edit = !stand.ended && hn_unit_may(q, HN_MAY_EDIT_OFFICE, p.unit->id);
    p.may_members = hn_unit_may(q, HN_MAY_READ_MEMBER, p.unit->id);
    p.no_secretary = strcmp(p.unit->kind, "cell_group") != 0 && !held(&p, "secretary");
    p.no_deputy = !hn_unit_kind_has_members(p.unit->kind) && !held(&p, "deputy_secretary");
    rc = open_forms(q, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

/* --- deeds --- */

enum hn_rc
hn_page_office_begin(struct hn_req *q)
{
    struct hn_office_new in = {
        .unit = { hn_path_id(q, "unit") },
        .office = hn_form_text(q, "office"),
        .basis = hn_form_text(q, "basis"),
        .term = hn_form_text(q, "term"),
        .decision = hn_form_text(q, "decision"),
        .from = hn_form_day(q, "from"),
        .to = HN_DAY_OPEN,
    };
    enum hn_rc rc = hn_person_find(&q->ctx, hn_form_text(q, "person"), &in.person);

    /* Somebody out of sight is as good as nobody: the answer must not tell which. */
    if (!rc)
        rc = hn_need_person(&q->ctx, HN_MAY_READ_MEMBER, in.person, HN_GROUP_BASIC);
    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, "person", "person.not_found");
    if (hn_form_has(q, "last_day"))
        in.to = hn_form_day(q, "last_day") + 1;
    if (!rc)
        rc = hn_office_begin(&q->ctx, &in);
    return rc ? rc
              : hn_redirect_done(q, "done.office_begun", "/to-chuc/%s/cap-uy%s", hn_path_text(q, "unit"),
                                 hn_unit_when(q, in.from));
}

enum hn_rc
hn_page_office_end(struct hn_req *q)
{
    struct hn_person_id person;
    hn_day last = hn_form_day(q, "last_day");
    enum hn_rc rc = hn_person_find(&q->ctx, hn_form_text(q, "person"), &person);

    if (!rc)
        rc = hn_office_end(&q->ctx, person, hn_form_id(q, "row"), last + 1, hn_form_text(q, "decision"));
    return rc ? rc
              : hn_redirect_done(q, "done.office_ended", "/to-chuc/%s/cap-uy%s", hn_path_text(q, "unit"),
                                 hn_unit_when(q, last + 1));
}
