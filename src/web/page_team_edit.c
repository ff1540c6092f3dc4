/* page_team_edit.c: what is done to teams by who directs the unit: set up, changed, joined, left, what is counted, closed
 * (page_team.h). */
#include <string.h>

#include "base/num.h"
#include "view_team.h"
#include "web/page_area.h"
#include "web/page_team.h"

static const char *const roles[] = { "leader", "deputy", "member", NULL };

/* --- a new team, and another name, purpose or days --- */

static const struct hn_field asked[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "dia-ban", .kind = HN_ID, .label = "area.name" },
    { .name = "van-ban", .kind = HN_ID, .label = "team.paper" },
    { 0 },
};
const struct hn_form hn_form_team_asked = { .fields = asked, .again = hn_page_team_new };

#define TEAM_FIELDS                                                                                          \
    { .name = "name", .kind = HN_TEXT, .required = true, .max = 200, .label = "team.name" },                 \
        { .name = "purpose", .kind = HN_LONG_TEXT, .required = true, .max = 2000, .label = "team.purpose" }, \
        { .name = "decision", .kind = HN_TEXT, .required = true, .max = 200, .label = "team.decision" },     \
        { .name = "place", .kind = HN_CODE, .label = "area.place" },                                         \
        { .name = "area", .kind = HN_ID, .label = "area.name" },                                             \
        { .name = "paper", .kind = HN_ID, .label = "team.paper" },                                           \
        { .name = "households", .kind = HN_INT, .low = 0, .high = 1000000, .label = "team.households" },     \
        { .name = "from", .kind = HN_DAY, .required = true },                                                \
        { .name = "last_day", .kind = HN_DAY, .required = true },

static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    TEAM_FIELDS{ 0 },
};
const struct hn_form hn_form_team_new = { .fields = new_fields, .again = hn_page_team_new };
static const struct hn_field change_fields[] = { TEAM_FIELDS{ 0 } };
const struct hn_form hn_form_team_change = { .fields = change_fields,
                                             .again = hn_page_team_edit,
                                             .versioned = true };

static enum hn_rc
show_edit(struct hn_req *q, struct hn_team_edit_page *p)
{
    static const struct hn_view view = {
        .title = "team.new", .section = "work", .html = hn_view_team_edit_any, .json = hn_json_team_edit_any
    };
    static const struct hn_view edit = {
        .title = "team.edit", .section = "work", .html = hn_view_team_edit_any, .json = hn_json_team_edit_any
    };
    enum hn_rc rc = hn_places_offered(q, p->unit.place, &p->places, &p->place_count);

    return rc ? rc : hn_show(q, p->team.id ? &edit : &view, p, NULL);
}

static int64_t
asked_id(struct hn_req *q, const char *query, const char *field)
{
    int64_t id = 0;

    return hn_parse_i64(hn_form_typed(q, field, hn_form_typed(q, query, "")), 1, INT64_MAX, &id) ? id : 0;
}

enum hn_rc
hn_page_team_new(struct hn_req *q)
{
    struct hn_team_edit_page p = { .q = q,
                                   .team = { .name = "",
                                             .purpose = "",
                                             .decision = "",
                                             .place_code = "",
                                             .starts = q->ctx.today,
                                             .ends = HN_DAY_OPEN,
                                             .area = asked_id(q, "dia-ban", "area"),
                                             .paper = asked_id(q, "van-ban", "paper") } };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    p.unit = stand.unit;
    return rc ? rc : show_edit(q, &p);
}

enum hn_rc
hn_page_team_edit(struct hn_req *q)
{
    struct hn_team_edit_page p = { .q = q };
    int64_t id;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = hn_team_get(&q->ctx, id, &p.team);
    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_DIRECT, p.team.unit);
    if (!rc && p.team.closed_on != HN_DAY_OPEN)
        rc = hn_fail(&q->ctx, HN_CONFLICT, "", "team.closed");
    if (!rc)
        rc = hn_unit_get(&q->ctx, p.team.unit, &p.unit);
    return rc ? rc : show_edit(q, &p);
}

static enum hn_rc
save_team(struct hn_req *q, struct hn_team *in, int64_t *id)
{
    enum hn_rc rc = hn_place_of_form(q, &in->place);

    in->name = hn_form_text(q, "name");
    in->purpose = hn_form_text(q, "purpose");
    in->decision = hn_form_text(q, "decision");
    in->area = hn_form_id(q, "area");
    in->paper = hn_form_id(q, "paper");
    in->households = hn_form_int(q, "households");
    in->starts = hn_form_day(q, "from");
    in->ends = hn_form_day(q, "last_day") + 1;
    return rc ? rc : hn_team_put(&q->ctx, in, id);
}

enum hn_rc
hn_page_team_add(struct hn_req *q)
{
    struct hn_team in = { 0 };
    int64_t id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    if (!rc)
        rc = save_team(q, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.team_put", "/to-cong-tac/%lld", (long long)id);
}

enum hn_rc
hn_page_team_change(struct hn_req *q)
{
    struct hn_team in = { .version = hn_form_row_version(q) };
    int64_t id = 0;
    enum hn_rc rc = hn_team_of_path(q, &in.id);

    if (!rc)
        rc = save_team(q, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.team_changed", "/to-cong-tac/%lld", (long long)in.id);
}

static const struct hn_field close_fields[] = {
    { .name = "closed_on", .kind = HN_DAY, .required = true, .label = "team.closed_on" },
    { .name = "outcome", .kind = HN_LONG_TEXT, .required = true, .max = 4000, .label = "team.outcome" },
    { .name = "handed_to", .kind = HN_TEXT, .max = 200, .label = "team.handed_to" },
    { 0 },
};
const struct hn_form hn_form_team_close = { .fields = close_fields, .again = hn_page_team };

enum hn_rc
hn_page_team_close(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = hn_team_close(&q->ctx, id, hn_form_day(q, "closed_on"), hn_form_text(q, "outcome"),
                           hn_form_text(q, "handed_to"));
    return rc ? rc : hn_redirect_done(q, "done.team_closed", "/to-cong-tac/%lld", (long long)id);
}

/* --- members --- */

static const struct hn_field join_fields[] = {
    { .name = "person", .kind = HN_CODE, .label = "team.person" },
    { .name = "name", .kind = HN_TEXT, .max = 200, .label = "team.other_name" },
    { .name = "standing", .kind = HN_TEXT, .max = 200, .label = "team.standing" },
    { .name = "role", .kind = HN_CHOICE, .choices = roles, .required = true, .label = "team.role" },
    { .name = "duty", .kind = HN_TEXT, .max = 300, .label = "team.duty" },
    { .name = "from", .kind = HN_DAY },
    { .name = "last_day", .kind = HN_DAY },
    { 0 },
};
const struct hn_form hn_form_team_join = { .fields = join_fields, .again = hn_page_team };
static const struct hn_field leave_fields[] = {
    { .name = "member", .kind = HN_ID, .required = true, .label = "team.person" },
    { .name = "last_day", .kind = HN_DAY, .required = true },
    { 0 },
};
const struct hn_form hn_form_team_leave = { .fields = leave_fields, .again = hn_page_team };

/* Without days: as long as the team. */
enum hn_rc
hn_page_team_join(struct hn_req *q)
{
    struct hn_team_member in = { .name = hn_form_text(q, "name"),
                                 .standing = hn_form_text(q, "standing"),
                                 .role = hn_form_text(q, "role"),
                                 .duty = hn_form_text(q, "duty") };
    struct hn_team team;
    int64_t id;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = hn_team_get(&q->ctx, id, &team);
    if (!rc && *hn_form_text(q, "person"))
        rc = hn_person_of_form(q, &in.person);
    if (rc)
        return rc;
    in.from = hn_form_has(q, "from") ? hn_form_day(q, "from") : team.starts;
    in.to = hn_form_has(q, "last_day") ? hn_form_day(q, "last_day") + 1 : team.ends;
    rc = hn_team_member_put(&q->ctx, id, &in, NULL);
    return rc ? rc : hn_redirect_done(q, "done.team_joined", "/to-cong-tac/%lld", (long long)id);
}

enum hn_rc
hn_page_team_leave(struct hn_req *q)
{
    int64_t id;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = hn_team_member_end(&q->ctx, id, hn_form_id(q, "member"), hn_form_day(q, "last_day") + 1);
    return rc ? rc : hn_redirect_done(q, "done.team_left", "/to-cong-tac/%lld", (long long)id);
}

/* --- what is counted --- */

static const struct hn_field measures_fields[] = {
    { .name = "measures", .kind = HN_LONG_TEXT, .required = true, .max = 1000, .label = "team.measures" },
    { 0 },
};
const struct hn_form hn_form_team_measures = { .fields = measures_fields, .again = hn_page_team };

/* One a line. */
static size_t
lines_of(struct hn_arena *a, const char *text, const char **out, size_t most)
{
    size_t count = 0;

    while (*text && count < most) {
        size_t len = strcspn(text, "\n");

        if (len)
            out[count++] = hn_dup_n(a, text, len);
        text += len + (text[len] == '\n');
    }
    return count;
}

enum hn_rc
hn_page_team_measures(struct hn_req *q)
{
    const char *names[HN_TEAM_MEASURES_MOST + 1];
    size_t count = lines_of(q->ctx.arena, hn_form_text(q, "measures"), names, HN_TEAM_MEASURES_MOST + 1);
    int64_t id;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = hn_team_measures_put(&q->ctx, id, names, count);
    return rc ? rc : hn_redirect_done(q, "done.team_measures", "/to-cong-tac/%lld", (long long)id);
}
