/* team.c: setting up a task team, changing and closing it; reading one (team.h). Members: member.c; counts by day:
 * tally.c; lists: list.c. */
#include "team/team.h"

#include "audit/audit.h"
#include "base/vi.h"
#include "paper/paper.h"
#include "rule/rule.h"
#include "team/inside.h"

enum {
    NAME_MOST = 200,
    PURPOSE_MOST = 2000,
    OUTCOME_MOST = 4000,
    REASON_LEAST = 20,
    HOUSEHOLDS_MOST = 1000000
};

/* --- reading one --- */

/* $1 on, $2 known, $3 id */
static const struct hn_sql sql_one = { .name = "team.one",
                                       .text = HN_TEAM_COLUMNS("$1", "$2") " FROM team t WHERE t.id = $3" };

struct hn_team
hn_team_of(struct hn_rows *rows)
{
    return (struct hn_team){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .name = hn_row_text(rows, "name"),
        .purpose = hn_row_text(rows, "purpose"),
        .decision = hn_row_text(rows, "decision"),
        .outcome = hn_row_text(rows, "outcome"),
        .handed_to = hn_row_text(rows, "handed_to"),
        .paper = hn_row_int(rows, "paper_id"),
        .area = hn_row_int(rows, "area_id"),
        .area_name = hn_row_text(rows, "area_name"),
        .place = { hn_row_int(rows, "place_id") },
        .place_code = hn_row_text(rows, "place_code"),
        .place_name = hn_row_text(rows, "place_name"),
        .households = hn_row_int(rows, "households"),
        .starts = (hn_day)hn_row_int(rows, "starts"),
        .ends = (hn_day)hn_row_int(rows, "ends"),
        .closed_on = (hn_day)hn_row_int(rows, "closed_on"),
        .leader_name = hn_row_text(rows, "leader_name"),
        .members = hn_row_int(rows, "members"),
        .others = hn_row_int(rows, "others"),
        .version = hn_row_int(rows, "version"),
    };
}

/* No rights asked. HN_NOT_FOUND "not_found". */
static enum hn_rc
read_team(struct hn_ctx *c, int64_t id, struct hn_team *out)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = hn_team_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

static const struct hn_sql sql_is_member = {
    .name = "team.is_member",
    .text = "SELECT m.id FROM team_member m WHERE m.person_id = $1 AND m.person_id <> 0 AND m.team_id = $2"
            " AND m.valid_to > $3 LIMIT 1"
};

hn_day
hn_team_look_back(const struct hn_ctx *c)
{
    return hn_month_first(hn_month_of(c->today) - 1);
}

enum hn_rc
hn_team_get(struct hn_ctx *c, int64_t id, struct hn_team *out)
{
    struct hn_person_id own = { 0 };
    int64_t member;
    bool found = false;
    enum hn_rc rc = read_team(c, id, out);

    if (!rc)
        rc = hn_access_person(c, &own);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(own.v), hn_p_id(id), hn_p_day(hn_team_look_back(c)),
                                       HN_P_END };

    if (own.v)
        rc = hn_store_int(c, &sql_is_member, params, &member, &found);
    if (rc || found)
        return rc;
    rc = hn_access_allows(c, HN_MAY_READ_MEETING, (struct hn_record){ .unit = out->unit }, HN_GROUP_BASIC);
    return rc == HN_DENIED || rc == HN_NOT_FOUND ? hn_fail(c, HN_NOT_FOUND, "", "not_found") : rc;
}

enum hn_rc
hn_team_need_open(struct hn_ctx *c, int64_t id, struct hn_team *out)
{
    enum hn_rc rc = hn_team_get(c, id, out);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, out->unit);
    return !rc && out->closed_on != HN_DAY_OPEN ? hn_fail(c, HN_CONFLICT, "", "team.closed") : rc;
}

/* --- rules --- */

static const struct hn_sql sql_place = {
    .name = "team.place",
    .text = "SELECT place_id FROM place_version WHERE place_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_area = { .name = "team.area",
                                        .text = "SELECT unit_id FROM area WHERE id = $1" };
static const struct hn_sql sql_outside = { .name = "team.outside",
                                           .text = "SELECT id FROM team_member WHERE unit_id = $1 AND "
                                                   "team_id = $2 AND (valid_from < $3 OR valid_to > $4)"
                                                   " UNION ALL SELECT day FROM team_tally WHERE unit_id = $1 "
                                                   "AND team_id = $2 AND known_to = " HN_SQL_OPEN_TIME
                                                   " AND (day < $3 OR day >= $4) LIMIT 1" };

/* An area whose book one may read: its name is shown with the team. */
static enum hn_rc
check_area(struct hn_ctx *c, int64_t area)
{
    const struct hn_param params[] = { hn_p_id(area), HN_P_END };
    struct hn_record of = HN_NO_RECORD;
    bool found = false;
    enum hn_rc rc = hn_store_int(c, &sql_area, params, &of.unit.v, &found);

    if (!rc && found)
        rc = hn_access_allows(c, HN_MAY_READ_MEETING, of, HN_GROUP_BASIC);
    if (rc == HN_DENIED || rc == HN_NOT_FOUND || (!rc && !found))
        return hn_fail(c, HN_INVALID, "area", "team.area");
    return rc;
}

/* A paper one may see; what is out of sight is not there. */
static enum hn_rc
check_paper(struct hn_ctx *c, int64_t id)
{
    struct hn_paper paper;
    int faults = c->fault_count;
    enum hn_rc rc = hn_paper_get(c, (struct hn_paper_id){ id }, &paper);

    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_fail(c, HN_INVALID, "paper", "team.paper");
}

/* What the team stands on is there, and in sight when it is said anew. */
static enum hn_rc
check_links(struct hn_ctx *c, const struct hn_team *old, const struct hn_team *in)
{
    const struct hn_param place[] = { hn_p_id(in->place.v), hn_p_day(in->starts), HN_P_END };
    bool found = true;
    int64_t id;
    enum hn_rc rc = in->place.v ? hn_store_int(c, &sql_place, place, &id, &found) : HN_OK;

    if (!rc && !found)
        return hn_fail(c, HN_INVALID, "place", "team.place");
    if (!rc && in->area && in->area != old->area)
        rc = check_area(c, in->area);
    if (!rc && in->paper && in->paper != old->paper)
        rc = check_paper(c, in->paper);
    return rc;
}

static bool
is_text(const char *text, size_t most)
{
    return text && *text && hn_utf8_count(text) <= most;
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_team *old, const struct hn_team *in)
{
    enum hn_rc rc = HN_OK;

    if (!is_text(in->name, NAME_MOST))
        rc = hn_fail(c, HN_INVALID, "name", "team.name");
    if (!is_text(in->purpose, PURPOSE_MOST))
        rc = hn_fail(c, HN_INVALID, "purpose", "team.purpose");
    if (!is_text(in->decision, NAME_MOST))
        rc = hn_fail(c, HN_INVALID, "decision", "team.decision");
    if (in->households < 0 || in->households > HOUSEHOLDS_MOST)
        rc = hn_fail(c, HN_INVALID, "households", "team.households");
    if (in->starts >= in->ends || in->ends == HN_DAY_OPEN)
        rc = hn_fail(c, HN_INVALID, "last_day", "fact.days");
    return rc ? rc : check_links(c, old, in);
}

/* Members and counts stay within the days. */
static enum hn_rc
must_hold(struct hn_ctx *c, const struct hn_team *old, const struct hn_team *in)
{
    const struct hn_param params[] = { hn_p_id(old->unit.v), hn_p_id(old->id), hn_p_day(in->starts),
                                       hn_p_day(in->ends), HN_P_END };
    bool found = false;
    int64_t id;
    enum hn_rc rc;

    if (old->version != in->version)
        return hn_fail(c, HN_CONFLICT, "", "changed");
    rc = hn_store_int(c, &sql_outside, params, &id, &found);
    return !rc && found ? hn_fail(c, HN_INVALID, "last_day", "team.outside") : rc;
}

/* --- deeds --- */

static const struct hn_sql sql_insert = {
    .name = "team.insert",
    .text =
        "INSERT INTO team (unit_id, id, name, search, purpose, decision, paper_id, place_id, area_id,"
        " households, starts, ends, closed_on, outcome, handed_to, version, at, entered_by) VALUES ($1, $2,"
        " $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 2147483647, '', '', 1, $14, $13)"
};
static const struct hn_sql sql_update = {
    .name = "team.update",
    .text =
        "UPDATE team SET name = $3, search = $4, purpose = $5, decision = $6, paper_id = $7, place_id = $8,"
        " area_id = $9, households = $10, starts = $11, ends = $12, version = version + 1, entered_by = $13"
        " WHERE unit_id = $1 AND id = $2"
};

static enum hn_rc
write_team(struct hn_ctx *c, const struct hn_team *in, struct hn_unit_id unit, int64_t id)
{
    const char *search = hn_vi_fold(c->arena, in->name);
    struct hn_param params[] = { hn_p_id(unit.v),
                                 hn_p_id(id),
                                 hn_p_text(in->name),
                                 hn_p_text(search),
                                 hn_p_text(in->purpose),
                                 hn_p_text(in->decision),
                                 hn_p_id(in->paper),
                                 hn_p_id(in->place.v),
                                 hn_p_id(in->area),
                                 hn_p_int(in->households),
                                 hn_p_day(in->starts),
                                 hn_p_day(in->ends),
                                 hn_p_id(c->actor.v),
                                 hn_p_time(c->now),
                                 HN_P_END };

    if (in->id)
        params[13] = HN_P_END;
    return hn_store_do(c, in->id ? &sql_update : &sql_insert, params);
}

enum hn_rc
hn_team_put(struct hn_ctx *c, const struct hn_team *in, int64_t *out)
{
    struct hn_team old = { .name = "", .unit = in->unit };
    int64_t id = in->id ? in->id : hn_new_id(c);
    enum hn_rc rc = in->id ? hn_team_need_open(c, in->id, &old) : hn_need(c, HN_MAY_DIRECT, in->unit);

    if (!rc)
        rc = check(c, &old, in);
    if (!rc && in->id)
        rc = must_hold(c, &old, in);
    if (!rc)
        rc = write_team(c, in, old.unit, id);
    if (out)
        *out = id;
    return rc ? rc
              : hn_audit_change(c, in->id ? "team.change" : "team.put", id, old.unit, old.name, in->name);
}

static const struct hn_sql sql_close = {
    .name = "team.close",
    .text = "UPDATE team SET closed_on = $3, outcome = $4, handed_to = $5, version = version + 1,"
            " entered_by = $6 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_close_members = {
    .name = "team.close_members",
    .text = "UPDATE team_member SET valid_to = $3, version = version + 1, entered_by = $4 WHERE unit_id = $1"
            " AND team_id = $2 AND valid_to > $3 AND valid_from < $3"
};

/* Days that were not counted are said so: by a reason, not by a nought. */
static enum hn_rc
check_close(struct hn_ctx *c, const struct hn_team *t, hn_day on, const char *outcome)
{
    int64_t missing = 0;
    enum hn_rc rc = HN_OK;

    if (!is_text(outcome, OUTCOME_MOST))
        rc = hn_fail(c, HN_INVALID, "outcome", "team.outcome");
    if (on < t->starts || on > c->today)
        rc = hn_fail(c, HN_INVALID, "closed_on", "team.closed_on");
    if (!rc)
        rc = hn_team_untallied(c, t, on < t->ends ? on + 1 : t->ends, &missing);
    if (!rc && missing > 0 && hn_utf8_count(outcome) < REASON_LEAST)
        rc = hn_fail_arg(c, HN_CONFLICT, "outcome", "team.untallied",
                         hn_print(c->arena, "%lld", (long long)missing));
    return rc;
}

enum hn_rc
hn_team_close(struct hn_ctx *c, int64_t id, hn_day on, const char *outcome, const char *handed_to)
{
    struct hn_team t;
    enum hn_rc rc = hn_team_need_open(c, id, &t);

    if (!rc)
        rc = check_close(c, &t, on, outcome);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(t.unit.v),
                                       hn_p_id(id),
                                       hn_p_day(on),
                                       hn_p_text(outcome),
                                       hn_p_text(handed_to ? handed_to : ""),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };
    const struct hn_param members[] = { hn_p_id(t.unit.v), hn_p_id(id), hn_p_day(on + 1), hn_p_id(c->actor.v),
                                        HN_P_END };

    rc = hn_store_do(c, &sql_close, params);
    if (!rc)
        rc = hn_store_do(c, &sql_close_members, members);
    return rc ? rc : hn_audit_change(c, "team.close", id, t.unit, t.name, outcome);
}

const struct hn_sql *const hn_team_sql[] = { &sql_one,    &sql_is_member, &sql_place,
                                             &sql_area,   &sql_outside,   &sql_insert,
                                             &sql_update, &sql_close,     &sql_close_members,
                                             NULL };
