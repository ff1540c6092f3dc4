/* duty.c: one unit's duty towards a paper: answered, the answer taken back, waived (duty.h). */
#include <string.h>

#include "audit/audit.h"
#include "fact/fact.h"
#include "notice/notice.h"
#include "paper/duty_inside.h"

enum { REASON_MOST = 2000 };

/* --- reading one --- */

/* clang-format off */
/* $1 unit, $2 on, $3 known */
static const struct hn_sql sql_holder = {
    .name = "duty.holder",
    .text = "WITH RECURSIVE heir(unit_id, hops) AS (SELECT CAST($1 AS BIGINT), 0 UNION ALL SELECT e.succ, h.hops + 1"
            " FROM heir h CROSS JOIN unit_lineage e WHERE e.pred = h.unit_id AND h.hops < 8 AND "
            HN_DUTY_FIRST_HEIR("e", "$2", "$3") ") SELECT unit_id FROM heir ORDER BY hops DESC LIMIT 1"
};
/* $1 on, $2 known, $3 holder, $4 unit, $5 paper, $6 the last instant of the day */
#define ONE(joined)                                                                                          \
    HN_DUTY_COLUMNS("$1", "$2", "$6", joined) " FROM (SELECT CAST($3 AS BIGINT) AS holder,"                  \
    " CAST($4 AS BIGINT) AS unit_id, CAST($5 AS BIGINT) AS paper_id) y" HN_DUTY_JOINS
static const struct hn_sql sql_one = { .name = "duty.one",
                                       .text = ONE(HN_DUTY_JOINED_SQLITE),
                                       .postgres = ONE(HN_DUTY_JOINED_POSTGRES) };
/* clang-format on */

/* With whom a unit's duties lie today; itself where it stands or has no heir. */
static enum hn_rc
find_holder(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, struct hn_unit_id *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(hn_fact_known(c)), HN_P_END };
    bool found;

    return hn_store_int(c, &sql_holder, params, &out->v, &found);
}

struct hn_duty
hn_duty_row(struct hn_rows *rows)
{
    bool moved = hn_row_int(rows, "above") != hn_row_int(rows, "above_then_id");

    return (struct hn_duty){
        .paper = hn_paper_row(rows),
        .unit = { hn_row_int(rows, "duty_unit") },
        .unit_code = hn_row_text(rows, "duty_code"),
        .unit_name = hn_row_text(rows, "duty_name"),
        .unit_kind = hn_row_text(rows, "duty_kind"),
        .holder = { hn_row_int(rows, "holder") },
        .holder_code = hn_row_text(rows, "holder_code"),
        .holder_name = hn_row_text(rows, "holder_name"),
        .above_name = hn_row_text(rows, "above_name"),
        .above_then = moved ? hn_row_text(rows, "above_then") : "",
        .senders = hn_row_text(rows, "senders"),
        .owes = hn_row_text(rows, "owes"),
        .state = hn_row_text(rows, "duty_state"),
        .from = (hn_day)hn_row_int(rows, "from_day"),
        .due = (hn_day)hn_row_int(rows, "due"),
        .answered_on = (hn_day)hn_row_int(rows, "answered_on"),
        .answer = { hn_row_int(rows, "answer_id") },
        .answer_number = hn_row_text(rows, "answer_number"),
        .answer_title = hn_row_text(rows, "answer_title"),
        .read_at = hn_row_int(rows, "read_at"),
        .version = hn_row_int(rows, "duty_version"),
    };
}

/* As it stands on c->on, with whom it lies; no rights asked. HN_NOT_FOUND. */
static enum hn_rc
read_duty(struct hn_ctx *c, struct hn_unit_id unit, struct hn_unit_id holder, struct hn_paper_id paper,
          struct hn_duty *out)
{
    const struct hn_param params[] = { hn_p_day(c->on),   hn_p_time(hn_fact_known(c)),
                                       hn_p_id(holder.v), hn_p_id(unit.v),
                                       hn_p_id(paper.v),  hn_p_time(hn_day_end(c->on)),
                                       HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = hn_duty_row(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_duty_get(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper, struct hn_duty *out)
{
    const struct hn_record of = { .unit = unit };
    struct hn_unit_id holder;
    enum hn_rc rc = find_holder(c, unit, c->on, &holder);

    if (!rc && hn_access_allows(c, HN_MAY_READ_MEETING, of, HN_GROUP_BASIC) != HN_OK)
        rc = hn_need(c, HN_MAY_READ_MEETING, holder);
    return rc ? rc : read_duty(c, unit, holder, paper, out);
}

/* --- answering --- */

/* clang-format off */
/* Does paper $1 carry out $2, step by step, each step between sent to unit $3 or $4? */
static const struct hn_sql sql_carries = {
    .name = "duty.carries_out",
    .text = "WITH RECURSIVE up(id, hops) AS (SELECT p.basis_id, 0 FROM paper p WHERE p.id = $1"
            " UNION ALL SELECT p.basis_id, u.hops + 1 FROM up u CROSS JOIN paper p WHERE p.id = u.id AND u.hops < 8"
            " AND u.id <> 0 AND u.id <> $2 AND EXISTS (SELECT 1 FROM duty d WHERE d.unit_id IN ($3, $4)"
            " AND d.paper_id = u.id)) SELECT id FROM up WHERE id = $2 LIMIT 1"
};
static const struct hn_sql sql_used = {
    .name = "duty.answer_used", .text = "SELECT unit_id FROM duty WHERE answer_id = $1 AND answer_id <> 0"
};
static const struct hn_sql sql_answer = {
    .name = "duty.answer",
    .text = "UPDATE duty SET answer_id = $3, answered_on = $4, answered_at = $5, version = version + 1"
            " WHERE unit_id = $1 AND paper_id = $2"
};
static const struct hn_sql sql_past = {
    .name = "duty.answer_past",
    .text = "INSERT INTO duty_answer_past (unit_id, paper_id, id, answer_id, answered_on, at, withdrawn_at, reason, entered_by)"
            " SELECT d.unit_id, d.paper_id, CAST($3 AS BIGINT), d.answer_id, d.answered_on, d.answered_at,"
            " CAST($4 AS BIGINT), CAST($5 AS TEXT), CAST($6 AS BIGINT) FROM duty d WHERE d.unit_id = $1 AND d.paper_id = $2"
};
static const struct hn_sql sql_waive = {
    .name = "duty.waive",
    .text = "UPDATE duty SET waived_at = $3, waived_reason = $4, version = version + 1"
            " WHERE unit_id = $1 AND paper_id = $2"
};
/* clang-format on */

const struct hn_sql *const hn_duty_sql[] = { &sql_holder, &sql_one,  &sql_carries, &sql_used,
                                             &sql_answer, &sql_past, &sql_waive,   NULL };

static bool
is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* The duty as it stands today, of who keeps the unit or has taken over its work. */
static enum hn_rc
read_own(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper, struct hn_duty *out)
{
    struct hn_unit_id holder;
    enum hn_rc rc = find_holder(c, unit, c->today, &holder);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, holder);
    return rc ? rc : read_duty(c, unit, holder, paper, out);
}

static enum hn_rc
check_state(struct hn_ctx *c, const struct hn_duty *d)
{
    if (is(d->state, "waived"))
        return hn_fail(c, HN_CONFLICT, "", "duty.waived");
    if (is(d->owes, "read"))
        return hn_fail(c, HN_CONFLICT, "", "duty.nothing_owed");
    if (d->answer.v)
        return hn_fail(c, HN_CONFLICT, "", "duty.answered");
    return HN_OK;
}

/* A plan answers what it carries out, and one duty alone. */
static enum hn_rc
check_answer(struct hn_ctx *c, const struct hn_duty *d, struct hn_paper_id answer)
{
    const struct hn_param carries[] = { hn_p_id(answer.v), hn_p_id(d->paper.id.v), hn_p_id(d->unit.v),
                                        hn_p_id(d->holder.v), HN_P_END };
    const struct hn_param used[] = { hn_p_id(answer.v), HN_P_END };
    const char *symbol;
    struct hn_paper p;
    int64_t id;
    bool answers = false, found = false;
    enum hn_rc rc = hn_paper_find(c, answer, &p, &found);

    if (rc)
        return rc;
    if (!found || (p.unit.v != d->unit.v && p.unit.v != d->holder.v) || !is(p.origin, "own") ||
        !is(p.state, "issued"))
        return hn_fail(c, HN_INVALID, "answer", "duty.answer");
    rc = hn_paper_kind_read(c, p.kind, &symbol, &answers);
    if (!rc && !answers)
        rc = hn_fail(c, HN_INVALID, "answer", "duty.kind");
    if (!rc)
        rc = hn_store_int(c, &sql_carries, carries, &id, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "answer", "duty.other");
    if (!rc)
        rc = hn_store_int(c, &sql_used, used, &id, &found);
    return rc || !found ? rc : hn_fail(c, HN_INVALID, "answer", "duty.other");
}

static enum hn_rc
put_answer(struct hn_ctx *c, const struct hn_duty *d, struct hn_paper_id answer, hn_day on, hn_time at)
{
    const struct hn_param params[] = { hn_p_id(d->unit.v), hn_p_id(d->paper.id.v), hn_p_id(answer.v),
                                       hn_p_day(on),       hn_p_time(at),          HN_P_END };

    return hn_store_do(c, &sql_answer, params);
}

enum hn_rc
hn_duty_answer(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper, struct hn_paper_id answer)
{
    struct hn_notice_to to = { .right = HN_MAY_DIRECT };
    struct hn_duty d;
    enum hn_rc rc = read_own(c, unit, paper, &d);

    if (!rc)
        rc = check_state(c, &d);
    if (!rc)
        rc = check_answer(c, &d, answer);
    if (!rc)
        rc = put_answer(c, &d, answer, c->today, c->now);
    if (rc)
        return rc;
    to.unit = d.paper.unit;
    rc = hn_notice_tell(c, &to, "duty_answered", d.holder_name, hn_paper_label(&d.paper),
                        hn_paper_href(c->arena, paper), paper.v);
    return rc ? rc : hn_audit_change(c, "duty.answer", answer.v, unit, "", d.paper.number);
}

static enum hn_rc
check_reason(struct hn_ctx *c, const char *reason)
{
    if (!*hn_paper_any(reason))
        return hn_fail(c, HN_INVALID, "reason", "duty.reason");
    return hn_paper_fits(c, "reason", reason, REASON_MOST);
}

enum hn_rc
hn_duty_withdraw(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper, const char *reason)
{
    const struct hn_param past[] = { hn_p_id(unit.v),   hn_p_id(paper.v),  hn_p_id(hn_new_id(c)),
                                     hn_p_time(c->now), hn_p_text(reason), hn_p_id(c->actor.v),
                                     HN_P_END };
    struct hn_duty d;
    enum hn_rc rc = read_own(c, unit, paper, &d);

    if (!rc && !d.answer.v)
        rc = hn_fail(c, HN_CONFLICT, "", "duty.not_answered");
    if (!rc)
        rc = check_reason(c, reason);
    if (!rc)
        rc = hn_store_do(c, &sql_past, past);
    if (!rc)
        rc = put_answer(c, &d, (struct hn_paper_id){ 0 }, HN_DAY_OPEN, 0);
    return rc ? rc : hn_audit_change(c, "duty.withdraw", d.answer.v, unit, d.paper.number, reason);
}

enum hn_rc
hn_duty_waive(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper, const char *reason)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(paper.v), hn_p_time(c->now),
                                       hn_p_text(reason), HN_P_END };
    struct hn_paper p;
    struct hn_duty d;
    enum hn_rc rc = hn_paper_get(c, paper, &p);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, p.unit);
    if (!rc)
        rc = read_duty(c, unit, unit, paper, &d);
    if (!rc)
        rc = check_state(c, &d);
    if (!rc)
        rc = check_reason(c, reason);
    if (!rc)
        rc = hn_store_do(c, &sql_waive, params);
    return rc ? rc : hn_audit_change(c, "duty.waive", paper.v, unit, "", reason);
}
