/* study.c: papers to be studied: entered, ended, and those that concern a unit (study.h). */
#include "study/study.h"

#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "study/inside.h"

const char *const hn_study_owed[] = { "cell", "committee", "both", NULL };

/* clang-format off */
#define PAPER                                                                                                \
    "SELECT s.unit_id, s.id, s.paper_id, w.kind, w.number, w.issuer, w.day, w.title, w.summary, s.owed_by,"  \
    " s.due, s.ended_at, s.version, COALESCE((SELECT u.name FROM unit_version u WHERE u.unit_id = s.unit_id"        \
    " AND u.known_to = " HN_SQL_OPEN_TIME " ORDER BY u.valid_from DESC LIMIT 1), '') AS unit_name,"

static const struct hn_sql sql_one = {
    .name = "study.one",
    .text = PAPER " 0 AS owes, 2147483647 AS studied FROM study_paper s JOIN paper w ON w.id = s.paper_id WHERE s.id = $1"
};

/* $1 unit, $2 on, $3 known */
static const struct hn_sql sql_of_unit = {
    .name = "study.of_unit",
    .text = PAPER " CASE WHEN s.ended_at = 0 AND " HN_STUDY_OWES("s.owed_by", "n") " THEN 1 ELSE 0 END AS owes,"
            " COALESCE((SELECT min(e.day) FROM study_session e WHERE e.paper_id = s.id AND e.unit_id = $1"
            " AND e.removed_at = 0 AND e.at <= $3), 2147483647) AS studied"
            " FROM unit_closure k CROSS JOIN study_paper s CROSS JOIN paper w CROSS JOIN unit_version n"
            " WHERE k.des = $1 AND " HN_SQL_AT("k", "$2", "$3") " AND s.unit_id = k.anc AND w.id = s.paper_id AND w.day <= $2"
            " AND s.at <= $3 AND n.unit_id = $1 AND " HN_SQL_AT("n", "$2", "$3")
            " ORDER BY w.day DESC, s.id DESC LIMIT 200"
};
/* clang-format on */

static struct hn_study_paper
paper_of(struct hn_rows *rows)
{
    return (struct hn_study_paper){
        .id = hn_row_int(rows, "id"),
        .paper = { hn_row_int(rows, "paper_id") },
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_name = hn_row_text(rows, "unit_name"),
        .kind = hn_row_text(rows, "kind"),
        .number = hn_row_text(rows, "number"),
        .issuer = hn_row_text(rows, "issuer"),
        .title = hn_row_text(rows, "title"),
        .summary = hn_row_text(rows, "summary"),
        .owed_by = hn_row_text(rows, "owed_by"),
        .day = (hn_day)hn_row_int(rows, "day"),
        .due = (hn_day)hn_row_int(rows, "due"),
        .version = hn_row_int(rows, "version"),
        .ended = hn_row_int(rows, "ended_at") != 0,
        .owes = hn_row_int(rows, "owes") != 0,
        .studied = (hn_day)hn_row_int(rows, "studied"),
    };
}

/* --- deeds --- */

static enum hn_rc
check_paper(struct hn_ctx *c, const struct hn_study_paper *in)
{
    enum hn_rc rc = HN_OK;

    if (!in->number || !*in->number)
        rc = hn_fail(c, HN_INVALID, "number", "study.number");
    if (!in->title || !*in->title)
        rc = hn_fail(c, HN_INVALID, "title", "study.title");
    if (!hn_one_of(in->kind, hn_paper_kinds))
        rc = hn_fail(c, HN_INVALID, "kind", "study.kind");
    if (in->day > c->today)
        rc = hn_fail(c, HN_INVALID, "day", "study.future");
    return rc;
}

static enum hn_rc
check_study(struct hn_ctx *c, const struct hn_study_paper *in, hn_day day)
{
    enum hn_rc rc = HN_OK;

    if (!hn_one_of(in->owed_by, hn_study_owed))
        rc = hn_fail(c, HN_INVALID, "owed_by", "study.owed");
    if (in->due < day)
        rc = hn_fail(c, HN_INVALID, "due", "study.due");
    return rc;
}

/* Entered as it came: without an issuer it is the unit's own. */
static enum hn_rc
enter_paper(struct hn_ctx *c, const struct hn_study_paper *in, struct hn_paper_id *out)
{
    bool own = !in->issuer || !*in->issuer;
    const struct hn_paper_body body = { .name = own ? "" : in->issuer };
    const struct hn_paper paper = { .unit = in->unit,
                                    .kind = in->kind,
                                    .origin = own ? "own" : "received",
                                    .number = in->number,
                                    .title = in->title,
                                    .summary = in->summary,
                                    .day = in->day,
                                    .bodies = own ? NULL : &body,
                                    .body_count = !own };

    return hn_paper_enter(c, &paper, out);
}

static const struct hn_sql sql_entered = {
    .name = "study.entered",
    .text = "SELECT id FROM study_paper WHERE paper_id = $1 AND unit_id = $2 AND ended_at = 0 LIMIT 1"
};

/* One of the register: issued, in the actor's sight, not studied here already. */
static enum hn_rc
pick_paper(struct hn_ctx *c, const struct hn_study_paper *in, struct hn_paper *out)
{
    const struct hn_param params[] = { hn_p_id(in->paper.v), hn_p_id(in->unit.v), HN_P_END };
    int64_t id;
    bool found = false;
    enum hn_rc rc = hn_paper_get(c, in->paper, out);

    if (!rc && strcmp(out->state, "issued") != 0)
        rc = hn_fail(c, HN_CONFLICT, "paper", "paper.not_issued");
    if (!rc)
        rc = hn_store_int(c, &sql_entered, params, &id, &found);
    return rc || !found ? rc : hn_fail(c, HN_CONFLICT, "paper", "study.entered");
}

static const struct hn_sql sql_insert = {
    .name = "study.insert",
    .text = "INSERT INTO study_paper (unit_id, id, paper_id, owed_by, due, ended_at, version, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, 0, 1, $6, $7)"
};

static enum hn_rc
write_study(struct hn_ctx *c, const struct hn_study_paper *in, int64_t id, struct hn_paper_id paper)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),    hn_p_id(id),       hn_p_id(paper.v),
                                       hn_p_text(in->owed_by), hn_p_day(in->due), hn_p_time(c->now),
                                       hn_p_id(c->actor.v),    HN_P_END };

    return hn_store_do(c, &sql_insert, params);
}

enum hn_rc
hn_study_paper_put(struct hn_ctx *c, const struct hn_study_paper *in, int64_t *out)
{
    struct hn_paper_id paper = in->paper;
    struct hn_paper picked = { .day = in->day, .number = in->number };
    int64_t id = hn_new_id(c);
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, in->unit), study;

    if (!rc)
        rc = paper.v ? pick_paper(c, in, &picked) : check_paper(c, in);
    if (rc && rc != HN_INVALID)
        return rc;
    study = check_study(c, in, picked.day);
    if (!rc)
        rc = study;
    if (!rc && !paper.v)
        rc = enter_paper(c, in, &paper);
    if (!rc)
        rc = write_study(c, in, id, paper);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, "study.paper", id, in->unit, "", picked.number);
}

static const struct hn_sql sql_end = {
    .name = "study.end",
    .text = "UPDATE study_paper SET ended_at = $3, version = version + 1 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_study_paper_end(struct hn_ctx *c, int64_t id)
{
    struct hn_study_paper p;
    enum hn_rc rc = hn_study_paper_get(c, id, &p);

    if (!rc)
        rc = hn_need(c, HN_MAY_MONITOR, p.unit);
    if (!rc && p.ended)
        rc = hn_fail(c, HN_CONFLICT, "", "study.ended");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(p.unit.v), hn_p_id(id), hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_end, params);
    return rc ? rc : hn_audit_change(c, "study.end", id, p.unit, p.number, "");
}

/* --- reading --- */

enum hn_rc
hn_study_paper_read(struct hn_ctx *c, int64_t id, struct hn_study_paper *out)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = paper_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

/* Does one of the actor's units stand at or below that one today? */
static const struct hn_sql sql_above_any = {
    .name = "study.above_any",
    .text = "SELECT des FROM unit_closure WHERE anc = $1 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $2 AND valid_to > $2"
            " AND des IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) LIMIT 1"
};

static enum hn_rc
must_concern_actor(struct hn_ctx *c, struct hn_unit_id unit)
{
    struct hn_param params[2 + 2 * HN_SCOPE_ROOTS + 1] = { hn_p_id(unit.v), hn_p_day(c->today) };
    struct hn_scope scope;
    int64_t id;
    bool found = false;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);

    if (rc || scope.all)
        return rc;
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++) {
        params[2 + i] = hn_p_id(scope.subtree[i]);
        params[2 + HN_SCOPE_ROOTS + i] = hn_p_id(scope.unit[i]);
    }
    params[2 + 2 * HN_SCOPE_ROOTS] = HN_P_END;
    rc = hn_store_int(c, &sql_above_any, params, &id, &found);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_study_paper_get(struct hn_ctx *c, int64_t id, struct hn_study_paper *out)
{
    enum hn_rc rc = hn_study_paper_read(c, id, out);

    /* One's own subtree may hold the unit that entered it, or the unit may stand above one's own. */
    if (!rc && hn_access_allows(c, HN_MAY_READ_MEETING, (struct hn_record){ .unit = out->unit },
                                HN_GROUP_BASIC) != HN_OK)
        rc = must_concern_actor(c, out->unit);
    return rc;
}

static const struct hn_sql sql_stands = {
    .name = "study.stands",
    .text = "SELECT depth FROM unit_closure WHERE des = $1 AND anc = $2 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $3 AND valid_to > $3"
};

enum hn_rc
hn_study_concerns(struct hn_ctx *c, const struct hn_study_paper *paper, struct hn_unit_id unit, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(paper->unit.v), hn_p_day(on), HN_P_END };
    int64_t depth;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_stands, params, &depth, &found);

    return rc || found ? rc : hn_fail(c, HN_INVALID, "paper", "study.not_concerned");
}

enum hn_rc
hn_study_papers(struct hn_ctx *c, struct hn_unit_id unit, bool owed_only, const struct hn_study_paper **out,
                size_t *count)
{
    struct hn_study_paper *at = HN_NEW_N(c->arena, struct hn_study_paper, HN_STUDY_PAPERS_MOST);
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, unit);

    *out = at;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_of_unit, params, &rows);
    if (rc)
        return rc;
    while (*count < HN_STUDY_PAPERS_MOST && hn_rows_next(rows)) {
        const struct hn_study_paper p = paper_of(rows);

        if (!owed_only || (p.owes && p.studied > c->on))
            at[(*count)++] = p;
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_study_sql[] = { &sql_one, &sql_of_unit,   &sql_entered, &sql_insert,
                                              &sql_end, &sql_above_any, &sql_stands,  NULL };
