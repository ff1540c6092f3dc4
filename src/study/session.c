/* session.c: sessions in which a paper was studied, or village officials were trained (study.h). */
#include <string.h>

#include "audit/audit.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "study/inside.h"
#include "study/study.h"

enum { OTHERS_MOST = 100000 };

/* --- who took part --- */

/* Members of a unit on a day: official and probationary, exempt ones not called. */
/* clang-format off */
#define CALLED_ON                                                                                            \
    " FROM membership b CROSS JOIN standing s WHERE b.unit_id = $1 AND " HN_SQL_AT("b", "$2", "$3")          \
    " AND s.person_id = b.person_id AND s.standing IN ('official', 'probationary')"                          \
    " AND " HN_SQL_AT("s", "$2", "$3")
static const struct hn_sql sql_called = {
    .name = "study.called",
    .text = "SELECT count(*) AS n" CALLED_ON " AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.person_id = b.person_id"
            " AND a.activity IN ('exempt', 'temporarily_exempt', 'suspended') AND " HN_SQL_AT("a", "$2", "$3") ")"
};
static const struct hn_sql sql_members = { .name = "study.members",
                                           .text = "SELECT b.person_id AS person_id" CALLED_ON " LIMIT 5000" };
/* clang-format on */

static enum hn_rc
must_be_members(struct hn_ctx *c, const struct hn_study_session *in, const struct hn_person_id *parts,
                size_t part_count)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_day(in->day), hn_p_time(HN_TIME_OPEN - 1),
                                       HN_P_END };
    struct hn_rows *rows;
    size_t found = 0;
    enum hn_rc rc = hn_store_query(c, &sql_members, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t member = hn_row_int(rows, "person_id");

        for (size_t i = 0; i < part_count; i++)
            found += parts[i].v == member;
    }
    rc = hn_rows_end(rows);
    return rc || found == part_count ? rc : hn_fail(c, HN_NOT_FOUND, "person", "roll.not_member");
}

/* --- rules --- */

static enum hn_rc
check_paper(struct hn_ctx *c, const struct hn_study_session *in)
{
    struct hn_study_paper paper;
    enum hn_rc rc;

    if (in->training && in->paper == 0)
        return HN_OK;
    rc = hn_study_paper_read(c, in->paper, &paper);
    if (!rc && paper.ended)
        rc = hn_fail(c, HN_CONFLICT, "paper", "study.ended");
    if (!rc && in->day < paper.day)
        rc = hn_fail(c, HN_INVALID, "day", "study.day");
    return rc ? rc : hn_study_concerns(c, &paper, in->unit, in->day);
}

static const struct hn_sql sql_twice = {
    .name = "study.twice",
    .text =
        "SELECT id FROM study_session WHERE paper_id = $1 AND unit_id = $2 AND day = $3 AND removed_at = 0"
};

static enum hn_rc
must_be_first(struct hn_ctx *c, const struct hn_study_session *in)
{
    const struct hn_param params[] = { hn_p_id(in->paper), hn_p_id(in->unit.v), hn_p_day(in->day), HN_P_END };
    int64_t id;
    bool found = false;
    enum hn_rc rc = in->paper ? hn_store_int(c, &sql_twice, params, &id, &found) : HN_OK;

    return rc || !found ? rc : hn_fail(c, HN_CONFLICT, "day", "study.twice");
}

/* The meeting gives the day; it is the unit's own and was held. */
static enum hn_rc
take_meeting(struct hn_ctx *c, struct hn_study_session *in)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_read(c, in->meeting, &m);

    if (rc && rc != HN_NOT_FOUND)
        return rc;
    if (rc || m.unit.v != in->unit.v || m.held_at == 0)
        return hn_fail(c, HN_INVALID, "meeting", "study.meeting");
    in->day = m.held_day;
    return HN_OK;
}

/* --- deeds --- */

static const struct hn_sql sql_insert = {
    .name = "study.session_insert",
    .text = "INSERT INTO study_session (unit_id, id, paper_id, meeting_id, day, others, speaker, adds,"
            " training, called, removed_at, version, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 1, $11, $12)"
};
static const struct hn_sql sql_part = {
    .name = "study.part",
    .text =
        "INSERT INTO study_part (unit_id, session_id, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
};

static enum hn_rc
write_parts(struct hn_ctx *c, struct hn_unit_id unit, int64_t session, const struct hn_person_id *parts,
            size_t part_count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_part);

    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < part_count; i++) {
        const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(session), hn_p_id(parts[i].v), HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    enum hn_rc end = hn_store_bulk_end(c);

    return rc ? rc : end;
}

static enum hn_rc
write_session(struct hn_ctx *c, const struct hn_study_session *in, int64_t id)
{
    const struct hn_param who[] = { hn_p_id(in->unit.v), hn_p_day(in->day), hn_p_time(HN_TIME_OPEN - 1),
                                    HN_P_END };
    int64_t called = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_called, who, &called, &found);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(id),
                                       hn_p_id(in->paper),
                                       hn_p_id(in->meeting.v),
                                       hn_p_day(in->day),
                                       hn_p_int(in->others),
                                       hn_p_text(in->speaker ? in->speaker : ""),
                                       hn_p_text(in->adds ? in->adds : ""),
                                       hn_p_int(in->training),
                                       hn_p_int(called),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_insert, params);
}

enum hn_rc
hn_study_session_put(struct hn_ctx *c, const struct hn_study_session *given, const struct hn_person_id *parts,
                     size_t part_count, int64_t *out)
{
    struct hn_study_session in = *given;
    int64_t id = hn_new_id(c);
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_MEETING, in.unit);

    if (!rc && in.meeting.v)
        rc = take_meeting(c, &in);
    if (!rc && in.day > c->today)
        rc = hn_fail(c, HN_INVALID, "day", "study.day");
    if (!rc && (in.others < 0 || in.others > OTHERS_MOST))
        rc = hn_fail(c, HN_INVALID, "others", "study.others");
    if (!rc && !in.meeting.v && part_count == 0 && in.others == 0)
        rc = hn_fail(c, HN_INVALID, "person", "study.nobody");
    if (!rc)
        rc = check_paper(c, &in);
    if (!rc)
        rc = must_be_first(c, &in);
    if (!rc && !in.meeting.v && part_count)
        rc = must_be_members(c, &in, parts, part_count);
    if (!rc)
        rc = write_session(c, &in, id);
    if (!rc && !in.meeting.v && part_count)
        rc = write_parts(c, in.unit, id, parts, part_count);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, "study.session", id, in.unit, "", hn_day_iso(c->arena, in.day));
}

static const struct hn_sql sql_remove = {
    .name = "study.session_remove",
    .text = "UPDATE study_session SET removed_at = $3, version = version + 1"
            " WHERE unit_id = $1 AND id = $2 AND removed_at = 0"
};

enum hn_rc
hn_study_session_remove(struct hn_ctx *c, struct hn_unit_id unit, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), hn_p_time(c->now), HN_P_END };
    int64_t touched = 0;
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_MEETING, unit);

    if (!rc)
        rc = hn_store_do_count(c, &sql_remove, params, &touched);
    if (!rc && touched == 0)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : hn_audit_change(c, "study.session_remove", id, unit, "", "");
}

/* --- reading --- */

/* clang-format off */
/* $1 unit, $2 paper, $3 known */
static const struct hn_sql sql_sessions = {
    .name = "study.sessions",
    .text = "SELECT e.id, e.paper_id, e.meeting_id, e.day, e.others, e.speaker, e.adds, e.training, e.version,"
            " COALESCE(w.number, '') AS number, COALESCE(w.title, '') AS title,"
            " CASE WHEN e.meeting_id <> 0 THEN (SELECT count(*) FROM attendance a WHERE a.unit_id = e.unit_id"
            " AND a.meeting_id = e.meeting_id AND a.state IN (1, 2)) ELSE (SELECT count(*) FROM study_part t"
            " WHERE t.unit_id = e.unit_id AND t.session_id = e.id) END AS members,"
            " CASE WHEN e.meeting_id <> 0 THEN (SELECT count(*) FROM attendance a WHERE a.unit_id = e.unit_id"
            " AND a.meeting_id = e.meeting_id AND a.state <= 4) ELSE e.called END AS called"
            " FROM study_session e LEFT JOIN study_paper p ON p.id = e.paper_id"
            " LEFT JOIN paper w ON w.id = p.paper_id"
            " WHERE e.unit_id = $1 AND (CAST($2 AS BIGINT) = 0 OR e.paper_id = $2) AND e.removed_at = 0"
            " AND e.at <= $3 ORDER BY e.day DESC, e.id DESC LIMIT 200"
};
/* clang-format on */

enum hn_rc
hn_study_sessions(struct hn_ctx *c, struct hn_unit_id unit, int64_t paper,
                  const struct hn_study_session **out, size_t *count)
{
    struct hn_study_session *at = HN_NEW_N(c->arena, struct hn_study_session, HN_STUDY_SESSIONS_MOST);
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(paper), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, unit);

    *out = at;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_sessions, params, &rows);
    if (rc)
        return rc;
    while (*count < HN_STUDY_SESSIONS_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_study_session){
            .id = hn_row_int(rows, "id"),
            .paper = hn_row_int(rows, "paper_id"),
            .unit = unit,
            .number = hn_row_text(rows, "number"),
            .title = hn_row_text(rows, "title"),
            .speaker = hn_row_text(rows, "speaker"),
            .adds = hn_row_text(rows, "adds"),
            .meeting = { hn_row_int(rows, "meeting_id") },
            .day = (hn_day)hn_row_int(rows, "day"),
            .members = hn_row_int(rows, "members"),
            .called = hn_row_int(rows, "called"),
            .others = hn_row_int(rows, "others"),
            .training = hn_row_int(rows, "training") != 0,
            .version = hn_row_int(rows, "version"),
        };
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_study_session_sql[] = { &sql_called, &sql_members, &sql_twice,    &sql_insert,
                                                      &sql_part,   &sql_remove,  &sql_sessions, NULL };
