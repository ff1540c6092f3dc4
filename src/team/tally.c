/* tally.c: what a team counts, and the counts by day (team.h). A day not counted is a day without a row: never 0. */
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "team/inside.h"

enum { NAME_MOST = 100, TALLIES_MOST = 400 };
static const int64_t COUNT_MOST = 1000000000000;

/* --- what is counted --- */

static const struct hn_sql sql_counted = {
    .name = "team.counted", .text = "SELECT day FROM team_tally WHERE unit_id = $1 AND team_id = $2 LIMIT 1"
};
static const struct hn_sql sql_clear = {
    .name = "team.clear_measures", .text = "DELETE FROM team_measure WHERE unit_id = $1 AND team_id = $2"
};
static const struct hn_sql sql_measure = {
    .name = "team.measure",
    .text = "INSERT INTO team_measure (unit_id, team_id, position, name) VALUES ($1, $2, $3, $4)"
};
static const struct hn_sql sql_measures = {
    .name = "team.measures",
    .text = "SELECT name FROM team_measure WHERE unit_id = $1 AND team_id = $2 ORDER BY position LIMIT 8"
};

static bool
are_names(struct hn_ctx *c, const char *const *names, size_t count)
{
    const char *folded[HN_TEAM_MEASURES_MOST];

    if (count < 1 || count > HN_TEAM_MEASURES_MOST)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!names[i] || !*names[i] || hn_utf8_count(names[i]) > NAME_MOST)
            return false;
        folded[i] = hn_vi_lower(c->arena, names[i]);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(folded[i], folded[j]) == 0)
                return false;
        }
    }
    return true;
}

static enum hn_rc
write_measures(struct hn_ctx *c, const struct hn_team *t, const char *const *names, size_t count)
{
    const struct hn_param team[] = { hn_p_id(t->unit.v), hn_p_id(t->id), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_clear, team), ended;

    if (!rc)
        rc = hn_store_bulk_begin(c, &sql_measure);
    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++) {
        const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id), hn_p_int((int64_t)i),
                                           hn_p_text(names[i]), HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

enum hn_rc
hn_team_measures_put(struct hn_ctx *c, int64_t team, const char *const *names, size_t count)
{
    struct hn_team t;
    bool found = false;
    int64_t day;
    enum hn_rc rc = hn_team_need_open(c, team, &t);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(t.unit.v), hn_p_id(team), HN_P_END };

    rc = hn_store_int(c, &sql_counted, params, &day, &found);
    if (!rc && found)
        rc = hn_fail(c, HN_CONFLICT, "measures", "team.counted");
    if (!rc && !are_names(c, names, count))
        rc = hn_fail(c, HN_INVALID, "measures", "team.measures");
    if (!rc)
        rc = write_measures(c, &t, names, count);
    return rc ? rc : hn_audit_change(c, "team.measures", team, t.unit, "", names[0]);
}

static enum hn_rc
read_measures(struct hn_ctx *c, const struct hn_team *t, const char *const **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id), HN_P_END };
    const char **at = HN_NEW_N(c->arena, const char *, HN_TEAM_MEASURES_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_measures, params, &rows);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    while (*count < HN_TEAM_MEASURES_MOST && hn_rows_next(rows))
        at[(*count)++] = hn_row_text(rows, "name");
    return hn_rows_end(rows);
}

enum hn_rc
hn_team_measures(struct hn_ctx *c, int64_t team, const char *const **out, size_t *count)
{
    struct hn_team t;
    enum hn_rc rc = hn_team_get(c, team, &t);

    return rc ? rc : read_measures(c, &t, out, count);
}

/* --- a day's counts --- */

static const struct hn_sql sql_leads = {
    .name = "team.leads",
    .text = "SELECT id FROM team_member WHERE person_id = $1 AND person_id <> 0 AND team_id = $2"
            " AND role IN ('leader', 'deputy') AND ((valid_from <= $3 AND valid_to > $3)"
            " OR (valid_from <= $4 AND valid_to > $4)) LIMIT 1"
};
static const struct hn_sql sql_standing = {
    .name = "team_tally.standing",
    .text =
        "SELECT position, count, known_from FROM team_tally WHERE unit_id = $1 AND team_id = $2 AND day = $3"
        " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_retire = {
    .name = "team_tally.retire",
    .text = "UPDATE team_tally SET known_to = $5 WHERE unit_id = $1 AND team_id = $2 AND day = $3"
            " AND position = $4 AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_insert = {
    .name = "team_tally.insert",
    .text =
        "INSERT INTO team_tally (unit_id, team_id, day, position, known_from, known_to, count, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, " HN_SQL_OPEN_TIME ", $6, $7)"
};

enum hn_rc
hn_team_may_tally(struct hn_ctx *c, const struct hn_team *t, hn_day day, bool *out)
{
    struct hn_person_id own = { 0 };
    int64_t id;
    enum hn_rc rc = hn_access_person(c, &own);

    *out = false;
    if (rc || t->closed_on != HN_DAY_OPEN)
        return rc;

    /* Who led the team that day, or leads it today, as himself. */
    const struct hn_param params[] = { hn_p_id(own.v), hn_p_id(t->id), hn_p_day(day), hn_p_day(c->today),
                                       HN_P_END };

    if (own.v)
        rc = hn_store_int(c, &sql_leads, params, &id, out);
    if (rc || *out)
        return rc;
    rc = hn_access_allows(c, HN_MAY_DIRECT, (struct hn_record){ .unit = t->unit }, HN_GROUP_BASIC);
    *out = rc == HN_OK;
    return rc == HN_DENIED || rc == HN_NOT_FOUND ? HN_OK : rc;
}

static enum hn_rc
check_tally(struct hn_ctx *c, const struct hn_team *t, hn_day day, const int64_t *counts, size_t count)
{
    const char *const *names;
    size_t measures = 0;
    bool may = false;
    enum hn_rc rc;

    if (t->closed_on != HN_DAY_OPEN)
        return hn_fail(c, HN_CONFLICT, "", "team.closed");
    rc = hn_team_may_tally(c, t, day, &may);
    if (!rc && !may)
        return hn_fail(c, HN_DENIED, "", "access.denied");
    if (!rc && (day < t->starts || day >= t->ends || day > c->today))
        return hn_fail(c, HN_INVALID, "day", "tally.day");
    if (!rc)
        rc = read_measures(c, t, &names, &measures);
    if (!rc && count != measures)
        return hn_fail(c, HN_INVALID, "count", "tally.count");
    for (size_t i = 0; !rc && i < count; i++) {
        if (counts[i] < -1 || counts[i] > COUNT_MOST)
            rc = hn_fail(c, HN_INVALID, hn_print(c->arena, "count.%zu", i), "tally.count");
    }
    return rc;
}

struct standing {
    int64_t count; /* -1: none */
    hn_time since;
};

static enum hn_rc
read_standing(struct hn_ctx *c, const struct hn_team *t, hn_day day, struct standing *out)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id), hn_p_day(day), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_standing, params, &rows);

    for (size_t i = 0; i < HN_TEAM_MEASURES_MOST; i++)
        out[i] = (struct standing){ .count = -1 };
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        size_t position = (size_t)hn_row_int(rows, "position");

        if (position < HN_TEAM_MEASURES_MOST)
            out[position] = (struct standing){ hn_row_int(rows, "count"), hn_row_int(rows, "known_from") };
    }
    return hn_rows_end(rows);
}

/* A correction is a new row; what it replaces stays, as it was known. */
static enum hn_rc
put_count(struct hn_ctx *c, const struct hn_team *t, hn_day day, size_t position, int64_t count,
          const struct standing *old)
{
    hn_time at = c->now > old->since ? c->now : old->since + 1;
    const struct hn_param retire[] = { hn_p_id(t->unit.v),          hn_p_id(t->id), hn_p_day(day),
                                       hn_p_int((int64_t)position), hn_p_time(at),  HN_P_END };
    const struct hn_param insert[] = { hn_p_id(t->unit.v),          hn_p_id(t->id), hn_p_day(day),
                                       hn_p_int((int64_t)position), hn_p_time(at),  hn_p_int(count),
                                       hn_p_id(c->actor.v),         HN_P_END };
    enum hn_rc rc = old->count >= 0 ? hn_store_do(c, &sql_retire, retire) : HN_OK;

    return rc || count < 0 ? rc : hn_store_do(c, &sql_insert, insert);
}

enum hn_rc
hn_team_tally_put(struct hn_ctx *c, int64_t team, hn_day day, const int64_t *counts, size_t count)
{
    struct standing old[HN_TEAM_MEASURES_MOST];
    struct hn_team t;
    enum hn_rc rc = hn_team_get(c, team, &t);

    if (!rc)
        rc = check_tally(c, &t, day, counts, count);
    if (!rc)
        rc = read_standing(c, &t, day, old);
    for (size_t i = 0; !rc && i < count; i++) {
        if (counts[i] != old[i].count)
            rc = put_count(c, &t, day, i, counts[i], &old[i]);
    }
    return rc ? rc : hn_audit_change(c, "team.tally", team, t.unit, "", "");
}

static const struct hn_sql sql_days = {
    .name = "team_tally.days",
    .text = "SELECT count(DISTINCT day) AS days FROM team_tally WHERE unit_id = $1 AND team_id = $2"
            " AND day >= $3 AND day < $4 AND known_to = " HN_SQL_OPEN_TIME
};

enum hn_rc
hn_team_untallied(struct hn_ctx *c, const struct hn_team *t, hn_day until, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(t->id), hn_p_day(t->starts),
                                       hn_p_day(until), HN_P_END };
    const char *const *names;
    size_t measures = 0;
    int64_t days = 0;
    bool found;
    enum hn_rc rc = read_measures(c, t, &names, &measures);

    *out = 0;
    if (rc || measures == 0 || until <= t->starts)
        return rc;
    rc = hn_store_int(c, &sql_days, params, &days, &found);
    *out = until - t->starts - days;
    return rc;
}

/* --- reading --- */

/* clang-format off */
/* $1 unit, $2 team, $3 from, $4 to, $5 on, $6 known */
static const struct hn_sql sql_tallies = {
    .name = "team_tally.list",
    .text = "SELECT y.day, y.position, y.count, y.known_from, COALESCE((SELECT CASE WHEN u.person_id = 0"
            " THEN u.name ELSE " HN_SQL_LAST("full_name", "person_basic", "person_id", "u.person_id", "$5", "$6")
            " END FROM account u WHERE u.id = y.entered_by), '') AS by_name"
            " FROM team_tally y WHERE y.unit_id = $1 AND y.team_id = $2 AND y.day >= $3 AND y.day < $4"
            " AND y.known_from <= $6 AND y.known_to > $6 ORDER BY y.day, y.position LIMIT 3200"
};
/* clang-format on */

static struct hn_team_tally *
tally_of_day(struct hn_team_tally *at, size_t *count, hn_day day)
{
    if (*count && at[*count - 1].day == day)
        return &at[*count - 1];
    at[*count] = (struct hn_team_tally){ .day = day, .by_name = "" };
    for (size_t i = 0; i < HN_TEAM_MEASURES_MOST; i++)
        at[*count].counts[i] = -1;
    return &at[(*count)++];
}

enum hn_rc
hn_team_tallies(struct hn_ctx *c, int64_t team, hn_day from, hn_day to, const struct hn_team_tally **out,
                size_t *count)
{
    struct hn_team_tally *at = HN_NEW_N(c->arena, struct hn_team_tally, TALLIES_MOST);
    struct hn_rows *rows;
    struct hn_team t;
    enum hn_rc rc = hn_team_get(c, team, &t);

    *out = at;
    *count = 0;
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(t.unit.v), hn_p_id(team),   hn_p_day(from),
                                       hn_p_day(to),      hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };

    rc = hn_store_query(c, &sql_tallies, params, &rows);
    if (rc)
        return rc;
    while (*count < TALLIES_MOST && hn_rows_next(rows)) {
        struct hn_team_tally *y = tally_of_day(at, count, (hn_day)hn_row_int(rows, "day"));
        size_t position = (size_t)hn_row_int(rows, "position");
        hn_time since = hn_row_int(rows, "known_from");

        if (position < HN_TEAM_MEASURES_MOST)
            y->counts[position] = hn_row_int(rows, "count");
        if (since >= y->at) {
            y->at = since;
            y->by_name = hn_row_text(rows, "by_name");
        }
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_team_tally_sql[] = { &sql_counted, &sql_clear,    &sql_measure, &sql_measures,
                                                   &sql_leads,   &sql_standing, &sql_retire,  &sql_insert,
                                                   &sql_days,    &sql_tallies,  NULL };
