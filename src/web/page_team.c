/* page_team.c: task teams in a list, one team with its members and counts, and the count of a day for a phone. Deeds by who
 * directs: page_team_edit.c. */
#include "web/page_team.h"

#include <string.h>

#include "base/num.h"
#include "base/vi.h"
#include "view_team.h"
#include "web/page_area.h"
#include "web/route.h"

enum { DAYS_SHOWN = 62 };

static const char *const states[] = { "open", "over", "closed", NULL };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "trang-thai", .kind = HN_CHOICE, .choices = states, .label = "team.state" },
    { .name = "tim", .kind = HN_TEXT, .max = 100, .label = "team.words" },
    { .name = "cua-toi", .kind = HN_FLAG, .label = "team.mine" },
    { 0 },
};
const struct hn_form hn_form_teams = { .fields = fields, .again = hn_page_teams };

/* --- the list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_team_row, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(name), .label = "team.name", .kind = HN_COL_TEXT, .href = "/to-cong-tac/{id}" },
    { COLUMN(state), .label = "team.state", .kind = HN_COL_WORD, .words = "team_state.", .tag = true },
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(leader_name), .label = "team_role.leader", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(members), .label = "team.members", .kind = HN_COL_INT },
    { COLUMN(others), .label = "team.others", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(households), .label = "team.households", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(decision), .label = "team.decision", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(starts), .label = "field.from", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(ends), .label = "field.last_day", .kind = HN_COL_LAST, .wide_only = true },
    { COLUMN(closed_on), .label = "team.closed_on", .kind = HN_COL_DAY, .files_only = true },
};
#undef COLUMN

static void
take_team(void *sink, const struct hn_team *t)
{
    struct hn_emitting *e = sink;
    const struct hn_team_row row = {
        .id = t->id,
        .members = t->members,
        .others = t->others,
        .households = t->households,
        .name = t->name,
        .unit_code = t->unit_code,
        .unit_name = t->unit_name,
        .leader_name = t->leader_name,
        .decision = t->decision,
        .state = hn_team_state(t, e->c->on),
        .starts = t->starts,
        .ends = t->ends,
        .closed_on = t->closed_on,
    };

    hn_emit(e, &row);
}

static enum hn_rc
team_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_team_list(c, ask->filter, ask->offset, ask->limit, take_team, &e);
}

static enum hn_rc
team_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_team_count(c, filter, out);
}

const struct hn_list hn_list_team = {
    .name = "to-cong-tac",
    .caption = "team.title",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_team_row),
    .rows = team_rows,
    .total = team_total,
};

enum hn_rc
hn_page_teams(struct hn_req *q)
{
    static const struct hn_view view = { .title = "team.title",
                                         .section = "work",
                                         .html = hn_view_teams_any,
                                         .json = hn_json_teams_any,
                                         .dated = true };
    struct hn_teams_page p = { .q = q, .known = q->ctx.known };
    struct hn_team_filter f = { .state = hn_form_text(q, "trang-thai"), .words = hn_form_text(q, "tim") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_or_own(q, &p.has_person, &p.mine, &stand);

    if (rc)
        return rc;
    p.unit = p.mine ? NULL : &stand.unit;
    f.mine = p.mine;
    f.within.v = p.unit ? p.unit->id.v : 0;
    if (hn_list_answer(q, &hn_list_team, &f, &p.list, &rc) || rc)
        return rc;
    p.may_direct = p.unit && hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- one team --- */

static const struct hn_field one_fields[] = {
    { .name = "them", .kind = HN_FLAG, .label = "team.join" },
    { .name = "so-dem", .kind = HN_FLAG, .label = "team.measures" },
    { .name = "dong", .kind = HN_FLAG, .label = "team.close" },
    { .name = "roi", .kind = HN_TEXT, .max = 20, .label = "team.leave" },
    { 0 },
};
const struct hn_form hn_form_team = { .fields = one_fields, .again = hn_page_team };

enum hn_rc
hn_team_of_path(struct hn_req *q, int64_t *id)
{
    if (!hn_parse_i64(hn_path_text(q, "team"), 1, INT64_MAX, id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return HN_OK;
}

/* The last day the team is or was at work, as far as the day shown. */
static hn_day
last_day(const struct hn_team *t, hn_day on)
{
    hn_day last = t->ends - 1 < on ? t->ends - 1 : on;

    return t->closed_on < last ? t->closed_on : last;
}

/* Every day gets a row: what was not counted is seen as not counted. */
static void
spread_days(struct hn_req *q, struct hn_team_page *p, const struct hn_team_tally *counted, size_t count)
{
    hn_day last = last_day(&p->team, q->ctx.on);
    size_t days = last < p->team.starts ? 0 : (size_t)(last - p->team.starts) + 1;
    struct hn_team_tally *rows = HN_NEW_N(q->ctx.arena, struct hn_team_tally, days + 1);
    struct hn_team_total *totals = HN_NEW_N(q->ctx.arena, struct hn_team_total, HN_TEAM_MEASURES_MOST);

    p->untallied = (int64_t)days - (int64_t)count;
    for (size_t i = 0; i < days; i++) {
        rows[i] = (struct hn_team_tally){ .day = last - (hn_day)i, .by_name = "" };
        memset(rows[i].counts, 0xff, sizeof rows[i].counts); /* -1 each */
    }
    for (size_t i = 0; i < count; i++)
        rows[last - counted[i].day] = counted[i];
    for (size_t k = 0; k < p->measure_count; k++) {
        totals[k].name = p->measures[k];
        for (size_t i = 0; i < days; i++) {
            totals[k].counted += rows[i].counts[k] >= 0;
            totals[k].sum += rows[i].counts[k] >= 0 ? rows[i].counts[k] : 0;
        }
        totals[k].missing = (int64_t)days - totals[k].counted;
    }
    p->tallies = rows;
    p->totals = totals;
    p->day_count = days < DAYS_SHOWN ? days : DAYS_SHOWN;
    p->next = last;
    for (size_t i = 0; i < days; i++) {
        if (rows[i].counts[0] < 0)
            p->next = rows[i].day;
    }
}

/* The first measure over the last days, oldest first. */
static void
draw_chart(struct hn_req *q, struct hn_team_page *p)
{
    size_t count = p->day_count < 31 ? p->day_count : 31;
    struct hn_figure *figures = HN_NEW_N(q->ctx.arena, struct hn_figure, count + 1);

    if (p->measure_count == 0 || count < 2)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct hn_team_tally *y = &p->tallies[count - 1 - i];
        struct hn_date d = hn_date_of(y->day);

        figures[i] = (struct hn_figure){ .label = hn_print(q->ctx.arena, "%d/%d", d.day, d.month),
                                         .value = y->counts[0] < 0 ? HN_NO_FIGURE : y->counts[0] };
    }
    p->chart = (struct hn_chart){ .caption = p->measures[0],
                                  .label_key = "tally.day",
                                  .value_key = "tally.count",
                                  .figures = figures,
                                  .count = count };
}

static enum hn_rc
read_team(struct hn_req *q, struct hn_team_page *p, int64_t id)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_team_tally *counted;
    size_t count = 0;
    enum hn_rc rc = hn_team_get(c, id, &p->team);

    if (!rc)
        rc = hn_team_members(c, id, &p->members, &p->member_count);
    if (!rc)
        rc = hn_team_measures(c, id, &p->measures, &p->measure_count);
    if (!rc)
        rc = hn_team_tallies(c, id, p->team.starts, last_day(&p->team, c->on) + 1, &counted, &count);
    if (rc)
        return rc;
    spread_days(q, p, counted, count);
    draw_chart(q, p);
    p->state = hn_team_state(&p->team, c->on);
    p->open = p->team.closed_on == HN_DAY_OPEN;
    return hn_team_may_tally(c, &p->team, c->today, &p->may_tally);
}

static enum hn_rc
open_forms(struct hn_req *q, struct hn_team_page *p)
{
    const struct hn_form *sent = q->route->form;
    const char *leaving = sent == &hn_form_team_leave ? hn_form_typed(q, "member", "")
                                                      : hn_form_typed(q, "roi", "");
    int64_t id = 0;

    p->may_direct = p->open && hn_unit_may(q, HN_MAY_DIRECT, p->team.unit);
    p->may_unit = hn_unit_may(q, HN_MAY_READ_MEETING, p->team.unit);
    if (!p->may_direct)
        return HN_OK;
    p->adding = sent == &hn_form_team_join || *hn_form_typed(q, "them", "");
    p->closing = sent == &hn_form_team_close || *hn_form_typed(q, "dong", "");
    p->naming = sent == &hn_form_team_measures || *hn_form_typed(q, "so-dem", "");
    for (size_t i = 0; hn_parse_i64(leaving, 1, INT64_MAX, &id) && i < p->member_count; i++) {
        if (p->members[i].id == id)
            p->leaving = &p->members[i];
    }
    return p->adding ? hn_people_offered(q, p->team.unit, &p->people, &p->people_count) : HN_OK;
}

enum hn_rc
hn_page_team(struct hn_req *q)
{
    static const struct hn_view view = { .title = "team.one",
                                         .section = "work",
                                         .html = hn_view_team_any,
                                         .json = hn_json_team_any,
                                         .dated = true };
    struct hn_team_page p = { .q = q, .known = q->ctx.known };
    int64_t id;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = read_team(q, &p, id);
    if (!rc)
        rc = open_forms(q, &p);
    if (rc)
        return rc;
    if (p.may_unit)
        hn_crumb(q, p.team.unit_name, hn_print(q->ctx.arena, "/to-cong-tac?don-vi=%s", p.team.unit_code));
    else
        hn_crumb(q, hn_words(q->ctx.lang, "team.own"), "/to-cong-tac?cua-toi=1");
    hn_crumb(q, p.team.name, NULL);
    return hn_show(q, &view, &p, p.team.name);
}

/* --- the count of a day --- */

static const struct hn_field day_fields[] = {
    { .name = "cho-ngay", .kind = HN_DAY, .label = "tally.day" },
    { 0 },
};
const struct hn_form hn_form_team_day = { .fields = day_fields, .again = hn_page_team_day };
static const struct hn_field tally_fields[] = {
    { .name = "day", .kind = HN_DAY, .required = true, .label = "tally.day" },
    { .name = "count", .kind = HN_TEXT, .max = 20, .each = true, .label = "tally.count" },
    { 0 },
};
const struct hn_form hn_form_team_tally = { .fields = tally_fields, .again = hn_page_team_day };

/* What stands for the day: counts of each measure, -1 none. */
static enum hn_rc
read_standing(struct hn_req *q, int64_t team, hn_day day, int64_t *counts, const char **by_name)
{
    const struct hn_team_tally *list;
    size_t count = 0;
    enum hn_rc rc = hn_team_tallies(&q->ctx, team, day, day + 1, &list, &count);

    memset(counts, 0xff, HN_TEAM_MEASURES_MOST * sizeof *counts);
    *by_name = "";
    if (!rc && count) {
        memcpy(counts, list[0].counts, sizeof list[0].counts);
        *by_name = list[0].by_name;
    }
    return rc;
}

static enum hn_rc
fill_day(struct hn_req *q, struct hn_team_day_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    int64_t counts[HN_TEAM_MEASURES_MOST];
    const char *day = hn_form_typed(q, "day", hn_form_typed(q, "cho-ngay", ""));
    enum hn_rc rc = hn_team_measures(&q->ctx, p->team.id, &p->measures, &p->measure_count);

    if (!hn_day_parse(day, &p->day))
        p->day = last_day(&p->team, q->ctx.today);
    if (!rc)
        rc = read_standing(q, p->team.id, p->day, counts, &p->by_name);
    for (size_t i = 0; !rc && i < p->measure_count; i++) {
        const char *typed = hn_form_of(q, "count", hn_print(a, "%zu", i));
        const char *stands = counts[i] < 0 ? "" : hn_print(a, "%lld", (long long)counts[i]);

        p->typed[i] = typed ? typed : stands;
    }
    return rc;
}

enum hn_rc
hn_page_team_day(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "tally.title", .section = "work", .html = hn_view_team_day_any, .json = hn_json_team_day_any
    };
    struct hn_team_day_page p = { .q = q };
    bool may = false;
    int64_t id;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = hn_team_get(&q->ctx, id, &p.team);
    if (!rc)
        rc = hn_team_may_tally(&q->ctx, &p.team, q->ctx.today, &may);
    if (!rc && !may)
        rc = p.team.closed_on == HN_DAY_OPEN ? hn_fail(&q->ctx, HN_DENIED, "", "access.denied")
                                             : hn_fail(&q->ctx, HN_CONFLICT, "", "team.closed");
    if (!rc)
        rc = fill_day(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, p.team.name, hn_print(q->ctx.arena, "/to-cong-tac/%lld", (long long)id));
    hn_crumb(q, hn_words(q->ctx.lang, "tally.title"), NULL);
    return hn_show(q, &view, &p, NULL);
}

/* An empty box says not counted; a measure not sent keeps what stands. */
static enum hn_rc
read_counts(struct hn_req *q, size_t measures, int64_t *counts)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < measures; i++) {
        const char *typed = hn_form_of(q, "count", hn_print(c->arena, "%zu", i));

        if (!typed)
            continue;
        if (!*typed)
            counts[i] = -1;
        else if (hn_vi_number(typed, 0, &counts[i]) != HN_NUMBER_OK || counts[i] < 0)
            rc = hn_fail(c, HN_INVALID, hn_print(c->arena, "count.%zu", i), "tally.count");
    }
    return rc;
}

enum hn_rc
hn_page_team_tally(struct hn_req *q)
{
    hn_day day = hn_form_day(q, "day");
    int64_t counts[HN_TEAM_MEASURES_MOST], id;
    const char *const *measures;
    const char *by_name;
    size_t count = 0;
    enum hn_rc rc = hn_team_of_path(q, &id);

    if (!rc)
        rc = hn_team_measures(&q->ctx, id, &measures, &count);
    if (!rc)
        rc = read_standing(q, id, day, counts, &by_name);
    if (!rc)
        rc = read_counts(q, count, counts);
    if (!rc)
        rc = hn_team_tally_put(&q->ctx, id, day, counts, count);
    return rc ? rc : hn_redirect_done(q, "done.team_tallied", "/to-cong-tac/%lld", (long long)id);
}
