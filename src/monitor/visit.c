/* visit.c: visits in lists: of cells in the actor's scope, or of the own person (monitor.h). */
#include <string.h>

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "monitor/inside.h"
#include "monitor/monitor.h"
#include "rule/rule.h"

const char *const hn_visit_states[] = { "planned", "attended", "missed", "cancelled", NULL };

/* clang-format off */

/* on, known, now: the day, the knowledge, the month of the day. */
#define STATE(known, now)                                                                                    \
    "CASE WHEN v.state = 'cancelled' THEN 'cancelled' WHEN " HN_VISIT_CAME(known) " THEN 'attended'"         \
    " WHEN v.month < " now " THEN 'missed' ELSE 'planned' END"
#define CALLED(column, known)                                                                                \
    "COALESCE((SELECT max(" column ") FROM meeting m WHERE m.unit_id = v.unit_id AND m.month = v.month"      \
    " AND m.kind = 'ordinary' AND m.cancelled_at = 0 AND m.created_at <= " known "), 0)"
#define VISITS(on, known, now)                                                                               \
    "SELECT v.unit_id, v.id, v.committee_id, v.person_id, v.month, v.note, v.noted_at, v.why, v.version, "   \
    STATE(known, now) " AS state, " HN_SQL_LAST_UNIT("code", "v.unit_id", on, known) " AS unit_code, "           \
    HN_SQL_LAST_UNIT("name", "v.unit_id", on, known) " AS unit_name, p.code AS person_code,"                     \
    " COALESCE(b.full_name, '') AS full_name, " CALLED("m.id", known) " AS meeting_id, "                     \
    CALLED("CASE WHEN m.held_at > 0 THEN m.held_day ELSE m.day END", known) " AS meeting_day"                \
    " FROM visit v JOIN person p ON p.id = v.person_id LEFT JOIN person_basic b ON b.person_id = p.id"       \
    " AND " HN_SQL_AT("b", on, known) " WHERE v.at <= " known
#define PICKED(state) ") x WHERE (" state " = '' OR x.state = " state ")"
#define ORDER         " ORDER BY x.month, x.unit_code, x.id"

/* $18 on, $19 known, $20 now, $21 within, $22 person, $23 first and $24 last month, $25 state */
#define SCOPED                                                                                               \
    " FROM (" VISITS("$18", "$19", "$20")                                                                    \
    " AND v.month >= $23 AND v.month <= $24 AND (CAST($22 AS BIGINT) = 0 OR v.person_id = $22)"              \
    " AND (CAST($21 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = v.unit_id"          \
    " AND k.anc = $21 AND " HN_SQL_AT("k", "$18", "$19") ")) AND " HN_SCOPE_UNITS("v.unit_id")               \
    PICKED("$25")
static const struct hn_sql sql_scoped = { .name = "visit.scoped",
                                          .text = "SELECT *" SCOPED ORDER " LIMIT $26 OFFSET $27" };
static const struct hn_sql sql_scoped_count = { .name = "visit.scoped_count",
                                                .text = "SELECT count(*) AS n" SCOPED };

/* $1 on, $2 known, $3 now, $4 person, $5 first and $6 last month, $7 state */
#define OWN                                                                                                  \
    " FROM (" VISITS("$1", "$2", "$3") " AND v.person_id = $4 AND v.month >= $5 AND v.month <= $6" PICKED("$7")
static const struct hn_sql sql_own = { .name = "visit.own",
                                       .text = "SELECT *" OWN ORDER " LIMIT $8 OFFSET $9" };
static const struct hn_sql sql_own_count = { .name = "visit.own_count", .text = "SELECT count(*) AS n" OWN };

static const struct hn_sql sql_one = { .name = "visit.one",
                                       .text = VISITS("$1", "$2", "$3") " AND v.id = $4" };
/* clang-format on */

static struct hn_visit
visit_of(struct hn_rows *rows)
{
    return (struct hn_visit){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .committee = { hn_row_int(rows, "committee_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .person = { hn_row_int(rows, "person_id") },
        .person_code = hn_row_text(rows, "person_code"),
        .person_name = hn_row_text(rows, "full_name"),
        .month = hn_row_int(rows, "month"),
        .state = hn_row_text(rows, "state"),
        .meeting = { hn_row_int(rows, "meeting_id") },
        .meeting_day = (hn_day)hn_row_int(rows, "meeting_day"),
        .note = hn_row_text(rows, "note"),
        .why = hn_row_text(rows, "why"),
        .noted_at = hn_row_int(rows, "noted_at"),
        .version = hn_row_int(rows, "version"),
    };
}

/* --- the question --- */

#define PARAMS_MAX (HN_SCOPE_PARAMS + 11)

struct question {
    const struct hn_sql *list, *count;
    struct hn_param params[PARAMS_MAX];
    size_t n;
};

static void
ask_day(const struct hn_ctx *c, struct question *q)
{
    q->params[q->n++] = hn_p_day(c->on);
    q->params[q->n++] = hn_p_time(hn_fact_known(c));
    q->params[q->n++] = hn_p_int(hn_month_of(c->on));
}

static void
ask_months(const struct hn_visit_filter *f, int64_t person, struct question *q)
{
    q->params[q->n++] = hn_p_id(person);
    q->params[q->n++] = hn_p_int(f->month_from);
    q->params[q->n++] = hn_p_int(f->month_to);
    q->params[q->n++] = hn_p_text(f->state ? f->state : "");
    q->params[q->n] = HN_P_END;
}

static enum hn_rc
ask_own(struct hn_ctx *c, const struct hn_visit_filter *f, struct question *q)
{
    struct hn_person_id own;
    enum hn_rc rc = hn_access_person(c, &own);

    *q = (struct question){ .list = &sql_own, .count = &sql_own_count };
    ask_day(c, q);
    ask_months(f, own.v ? own.v : -1, q);
    return rc;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_visit_filter *f, struct question *q)
{
    struct hn_scope scope;
    enum hn_rc rc;

    if (f->mine)
        return ask_own(c, f, q);
    rc = hn_scope_on(c, HN_MAY_READ_MEETING, f->within, &scope);
    if (rc)
        return rc;
    *q = (struct question){ .list = &sql_scoped, .count = &sql_scoped_count };
    q->n = hn_scope_fill(c, &scope, q->params);
    ask_day(c, q);
    q->params[q->n++] = hn_p_id(f->within.v);
    ask_months(f, f->person.v, q);
    return HN_OK;
}

enum hn_rc
hn_visit_list(struct hn_ctx *c, const struct hn_visit_filter *f, int64_t offset, int64_t limit,
              void (*emit)(void *sink, const struct hn_visit *v), void *sink)
{
    struct question q;
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, f, &q);

    if (rc)
        return rc;
    q.params[q.n++] = hn_p_int(limit ? limit : INT32_MAX);
    q.params[q.n++] = hn_p_int(offset);
    q.params[q.n] = HN_P_END;
    rc = hn_store_query(c, q.list, q.params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_visit v = visit_of(rows);

        emit(sink, &v);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_visit_count(struct hn_ctx *c, const struct hn_visit_filter *f, int64_t *out)
{
    struct question q;
    bool found;
    enum hn_rc rc = ask(c, f, &q);

    return rc ? rc : hn_store_int(c, q.count, q.params, out, &found);
}

enum hn_rc
hn_visit_get(struct hn_ctx *c, int64_t id, struct hn_visit *out)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(hn_month_of(c->on)), hn_p_id(id), HN_P_END };
    struct hn_person_id own = { 0 };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = visit_of(rows);
    rc = hn_rows_end(rows);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_access_person(c, &own);
    if (rc || (own.v && own.v == out->person.v))
        return rc;
    return hn_need(c, HN_MAY_READ_MEETING, out->unit);
}

const struct hn_sql *const hn_visit_sql[] = { &sql_scoped,    &sql_scoped_count, &sql_own,
                                              &sql_own_count, &sql_one,          NULL };
