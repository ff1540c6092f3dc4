/* page_member_new.c: a new member of a cell: one form, one deed.
 *
 * Before a person is entered a second time the form shows who of the same name and year of birth is there already, within
 * the actor's scope, and asks to be told that it is somebody else. Not for: candidates, who belong to no cell and whom
 * therefore nobody's scope would find again; the pipeline of admission.
 */
#include <string.h>

#include "base/vi.h"
#include "person/code.h"
#include "view_member.h"
#include "web/page_member.h"
#include "web/page_unit.h"

enum { LOOKED_AT = 50 };

const char *const hn_new_standings[] = { "probationary", "official", NULL };

static const struct hn_field fields[] = {
    { .name = "full_name", .kind = HN_TEXT, .required = true },
    { .name = "birth_name", .kind = HN_TEXT },
    { .name = "sex", .kind = HN_CODE },
    { .name = "birth_date", .kind = HN_PDATE, .required = true },
    { .name = "ethnicity", .kind = HN_CODE },
    { .name = "occupation", .kind = HN_TEXT },
    { .name = "edu_general", .kind = HN_CODE },
    { .name = "edu_degree", .kind = HN_CODE },
    { .name = "political_theory", .kind = HN_CODE },
    { .name = "standing", .kind = HN_CHOICE, .choices = hn_new_standings, .required = true },
    { .name = "admit_date", .kind = HN_PDATE },
    { .name = "official_date", .kind = HN_PDATE },
    { .name = "from", .kind = HN_DAY, .required = true, .label = "member.new_from" },
    { .name = "decision", .kind = HN_TEXT },
    { .name = "code", .kind = HN_CODE },
    { .name = "someone_else", .kind = HN_FLAG, .label = "member.someone_else" },
    { 0 },
};
const struct hn_form hn_form_member_new = { .fields = fields, .again = hn_page_member_new };

/* --- who is there already --- */

struct looking {
    struct hn_ctx *c;
    struct hn_member_new_page *p;
    const char *name; /* folded */
    int year;
};

static void
take_same(void *sink, const struct hn_member_row *row)
{
    struct looking *l = sink;

    if (l->p->same_count < HN_SAME_MOST && row->birth_date / 10000 == l->year &&
        strcmp(hn_vi_fold(l->c->arena, row->full_name), l->name) == 0)
        l->p->same[l->p->same_count++] = *row;
}

static enum hn_rc
look_for_same(struct hn_req *q, const char *name, hn_pdate birth, struct hn_member_new_page *p)
{
    struct hn_ctx *c = &q->ctx;
    struct looking l = { .c = c, .p = p, .name = hn_vi_fold(c->arena, name), .year = birth / 10000 };
    const struct hn_member_filter f = { .words = l.name };

    if (!*l.name || !l.year)
        return HN_OK;
    return hn_member_list(c, &f, 0, LOOKED_AT, take_same, &l);
}

/* --- the form --- */

enum hn_rc
hn_page_member_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "member.new_title",
                                         .section = "members",
                                         .html = hn_view_member_new_any,
                                         .json = hn_json_member_new_any };
    struct hn_member_new_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors;
    hn_pdate birth = 0;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "member.add"), &ancestors);
    if (rc)
        return rc;
    p.cell = hn_unit_kind_has_members(p.unit->kind);
    if (hn_pdate_parse(hn_form_typed(q, "birth_date", ""), &birth))
        rc = look_for_same(q, hn_form_typed(q, "full_name", ""), birth, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

/* --- the deed --- */

static enum hn_rc
check_same(struct hn_req *q)
{
    struct hn_member_new_page p = { .q = q };
    enum hn_rc rc;

    if (hn_form_flag(q, "someone_else"))
        return HN_OK;
    rc = look_for_same(q, hn_form_text(q, "full_name"), hn_form_pdate(q, "birth_date"), &p);
    if (rc || p.same_count == 0)
        return rc;
    return hn_fail_arg(&q->ctx, HN_CONFLICT, "someone_else", "member.same", p.same[0].full_name);
}

enum hn_rc
hn_page_member_add(struct hn_req *q)
{
    const struct hn_member_new in = {
        .code = hn_form_text(q, "code"),
        .basic = { .full_name = hn_form_text(q, "full_name"),
                   .birth_name = hn_form_text(q, "birth_name"),
                   .sex = hn_form_text(q, "sex"),
                   .birth_date = hn_form_pdate(q, "birth_date"),
                   .ethnicity = hn_form_text(q, "ethnicity"),
                   .occupation = hn_form_text(q, "occupation"),
                   .edu_general = hn_form_text(q, "edu_general"),
                   .edu_degree = hn_form_text(q, "edu_degree"),
                   .political_theory = hn_form_text(q, "political_theory"),
                   .admit_date = hn_form_pdate(q, "admit_date"),
                   .official_date = hn_form_pdate(q, "official_date") },
        .unit = { hn_path_id(q, "unit") },
        .standing = hn_form_text(q, "standing"),
        .activity = "",
        .from = hn_form_day(q, "from"),
        .decision = hn_form_text(q, "decision"),
    };
    struct hn_person_id id;
    enum hn_rc rc = check_same(q);

    if (!rc)
        rc = hn_member_new(&q->ctx, &in, &id);
    if (rc)
        return rc;
    return hn_redirect_done(q, "done.member_added", "/dang-vien/%lld", (long long)id.v);
}
