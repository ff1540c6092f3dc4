/* page_member_list.c: members of a unit and below, or of all that the actor may see, on a date: searched, filtered, as a
 * page, a file or JSON.
 *
 * The scope stands inside the list's own query (member/list.h); files are scoped by the right to export. Not for: one
 * person (page_person.c).
 */
#include <string.h>

#include "person/code.h"
#include "view_member.h"
#include "web/page_member.h"
#include "web/page_unit.h"

enum { AGE_MOST = 130 };

static const char *const standings[] = { "official", "probationary", NULL };
static const char *const activities[] = { "active",    "exempt",      "temporarily_exempt",
                                          "suspended", "interrupted", NULL };
static const char *const sexes[] = { "male", "female", NULL };
static const char *const degrees[] = { "none",     "elementary", "intermediate", "college",
                                       "bachelor", "master",     "doctor",       NULL };
static const char *const theories[] = { "none", "elementary", "intermediate", "advanced", "bachelor", NULL };
static const char *const offices[] = { "secretary",
                                       "deputy_secretary",
                                       "standing_committee_member",
                                       "committee_member",
                                       "inspection_chair",
                                       "inspection_deputy",
                                       "inspection_member",
                                       "cell_group_head",
                                       "village_head",
                                       NULL };
static const char *const sectors[] = { "residential", "agency",       "school",      "health", "armed_forces",
                                       "state_firm",  "private_firm", "cooperative", "mine",   NULL };

/* Those of the register's area first, as people look for them; the rest is found under "minority". */
const char *const hn_member_ethnicities[] = { "minority", "kinh", "tay",   "dao",  "san_diu",
                                              "san_chay", "hoa",  "muong", "nung", "thai",
                                              "khmer",    "mong", "other", NULL };

static const struct hn_field fields[] = {
    { .name = "q", .kind = HN_TEXT, .label = "member.search" },
    { .name = "standing", .kind = HN_CHOICE, .choices = standings },
    { .name = "activity", .kind = HN_CHOICE, .choices = activities },
    { .name = "sex", .kind = HN_CHOICE, .choices = sexes },
    { .name = "ethnicity", .kind = HN_CHOICE, .choices = hn_member_ethnicities },
    { .name = "edu_degree", .kind = HN_CHOICE, .choices = degrees },
    { .name = "political_theory", .kind = HN_CHOICE, .choices = theories },
    { .name = "office", .kind = HN_CHOICE, .choices = offices },
    { .name = "sector", .kind = HN_CHOICE, .choices = sectors },
    { .name = "age_from", .kind = HN_INT, .low = 0, .high = AGE_MOST, .label = "member.age_from" },
    { .name = "age_to", .kind = HN_INT, .low = 0, .high = AGE_MOST, .label = "member.age_to" },
    { .name = "party_age_from",
      .kind = HN_INT,
      .low = 0,
      .high = AGE_MOST,
      .label = "member.party_age_from" },
    { .name = "party_age_to", .kind = HN_INT, .low = 0, .high = AGE_MOST, .label = "member.party_age_to" },
    { .name = "direct", .kind = HN_FLAG, .label = "member.direct" },
    { 0 },
};
const struct hn_form hn_form_members = { .fields = fields, .again = hn_page_members };
const struct hn_form hn_form_unit_members = { .fields = fields, .again = hn_page_unit_members };

/* --- the list --- */

/* What a row shows; also what a file holds. */
struct member_row {
    int64_t id, unit_id;
    const char *code, *full_name, *sex, *ethnicity, *unit, *unit_name, *standing, *activity, *office;
    hn_pdate birth_date, admit_date, official_date;
    int64_t party_age;
    hn_day from;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct member_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "member.id", .kind = HN_COL_ID },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(full_name), .label = "field.full_name", .kind = HN_COL_TEXT, .href = "/dang-vien/{code}" },
    { COLUMN(birth_date), .label = "member.birth", .kind = HN_COL_PDATE },
    { COLUMN(sex), .label = "field.sex", .kind = HN_COL_WORD, .words = "sex.", .wide_only = true },
    { COLUMN(ethnicity), .label = "field.ethnicity", .kind = HN_COL_WORD, .words = "ethnicity.",
      .files_only = true },
    { COLUMN(unit_id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(unit), .label = "member.cell_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(unit_name), .label = "field.cell", .kind = HN_COL_TEXT, .href = "/to-chuc/{unit}" },
    { COLUMN(standing), .label = "field.standing", .kind = HN_COL_WORD, .words = "standing.", .tag = true,
      .wide_only = true },
    { COLUMN(activity), .label = "member.activity", .kind = HN_COL_WORD, .words = "activity_short.",
      .wide_only = true },
    { COLUMN(office), .label = "field.office", .kind = HN_COL_WORD, .words = "office.", .wide_only = true },
    { COLUMN(admit_date), .label = "field.admit_date", .kind = HN_COL_PDATE, .wide_only = true },
    { COLUMN(official_date), .label = "field.official_date", .kind = HN_COL_PDATE, .files_only = true },
    { COLUMN(party_age), .label = "member.party_age", .kind = HN_COL_INT, .wide_only = true },
    { .name = "valid_from",
      .offset = offsetof(struct member_row, from),
      .label = "member.in_cell_since",
      .kind = HN_COL_DAY,
      .files_only = true },
};
#undef COLUMN

struct emitting {
    hn_row_fn *emit;
    void *sink;
};

static void
take_member(void *sink, const struct hn_member_row *m)
{
    const struct emitting *e = sink;
    const struct member_row row = {
        .id = m->person.v,
        .code = m->code,
        .full_name = m->full_name,
        .birth_date = m->birth_date,
        .sex = m->sex,
        .ethnicity = m->ethnicity,
        .unit_id = m->unit.v,
        .unit = m->unit_code,
        .unit_name = m->unit_name,
        .standing = m->standing,
        .activity = m->activity,
        .office = m->office,
        .admit_date = m->admit_date,
        .official_date = m->official_date,
        .party_age = m->party_age < 0 ? 0 : m->party_age,
        .from = m->from,
    };

    e->emit(e->sink, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_member_filter f = *(const struct hn_member_filter *)ask->filter;
    struct emitting e = { .emit = emit, .sink = sink };

    f.right = ask->stream ? HN_MAY_EXPORT : HN_MAY_READ_MEMBER;
    return hn_member_list(c, &f, ask->offset, ask->stream ? 0 : ask->limit, take_member, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_member_count(c, filter, out);
}

const struct hn_list hn_list_member = {
    .name = "dang-vien",
    .caption = "member.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .persons = true,
    .row_size = sizeof(struct member_row),
    .rows = list_rows,
    .total = list_total,
};

/* --- the page --- */

static void
read_filter(struct hn_req *q, struct hn_member_filter *f)
{
    *f = (struct hn_member_filter){
        .words = hn_form_text(q, "q"),
        .standing = hn_form_text(q, "standing"),
        .activity = hn_form_text(q, "activity"),
        .sex = hn_form_text(q, "sex"),
        .ethnicity = hn_form_text(q, "ethnicity"),
        .edu_degree = hn_form_text(q, "edu_degree"),
        .political_theory = hn_form_text(q, "political_theory"),
        .age_from = (int)hn_form_int(q, "age_from"),
        .age_to = (int)hn_form_int(q, "age_to"),
        .party_age_from = (int)hn_form_int(q, "party_age_from"),
        .party_age_to = (int)hn_form_int(q, "party_age_to"),
        .office = hn_form_text(q, "office"),
        .sector = hn_form_text(q, "sector"),
        .direct = hn_form_flag(q, "direct"),
    };
}

static bool
is_filtered(const struct hn_member_filter *f)
{
    return *f->standing || *f->activity || *f->sex || *f->ethnicity || *f->edu_degree ||
           *f->political_theory || f->age_from || f->age_to || f->party_age_from || f->party_age_to ||
           *f->office || *f->sector || f->direct;
}

static const struct hn_view view = { .title = "member.title_all",
                                     .section = "members",
                                     .html = hn_view_members_any,
                                     .json = hn_json_members_any,
                                     .staff = true,
                                     .dated = true };

enum hn_rc
hn_page_members(struct hn_req *q)
{
    struct hn_member_filter f = { 0 };
    struct hn_members_page p = { .q = q, .path = "/dang-vien", .filter = &f };
    enum hn_rc rc = HN_OK;

    read_filter(q, &f);
    p.filtered = is_filtered(&f);
    if (hn_list_answer(q, &hn_list_member, &f, &p.list, &rc))
        return rc;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

static enum hn_rc
read_unit(struct hn_req *q, struct hn_members_page *p, struct hn_unit_stand *stand)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, stand);

    if (rc)
        return rc;
    p->unit = &stand->unit;
    p->path = hn_print(c->arena, "/to-chuc/%s/dang-vien", stand->unit.code);
    p->figures = hn_unit_may(q, HN_MAY_READ_FIGURES, stand->unit.id);
    p->may_add = hn_unit_kind_has_members(stand->unit.kind) && !stand->ended &&
                 hn_unit_may(q, HN_MAY_EDIT_MEMBER, stand->unit.id);
    rc = hn_unit_crumbs(q, p->unit, hn_text(c->lang, "menu.members"), &ancestors);
    if (!rc && p->figures)
        rc = hn_counts_of(c, p->unit->id, &p->counts);
    return rc;
}

enum hn_rc
hn_page_unit_members(struct hn_req *q)
{
    struct hn_member_filter f = { 0 };
    struct hn_members_page p = { .q = q, .filter = &f };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_unit(q, &p, &stand);

    if (rc)
        return rc;
    read_filter(q, &f);
    f.within = stand.unit.id;
    p.filtered = is_filtered(&f);
    if (hn_list_answer(q, &hn_list_member, &f, &p.list, &rc))
        return rc;
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}
