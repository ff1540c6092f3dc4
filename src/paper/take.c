/* take.c: a duty of the past, as a line of a file tells it, taken in (each.h). */
#include <string.h>

#include "audit/audit.h"
#include "paper/each.h"
#include "paper/inside.h"

static const struct hn_sql sql_sending = {
    .name = "duty_take.sending",
    .text = "SELECT id FROM paper_sending WHERE unit_id = $1 AND paper_id = $2 AND day = $3 AND due = $4"
            " AND owes = $5 ORDER BY id LIMIT 1"
};
static const struct hn_sql sql_send = {
    .name = "duty_take.send",
    .text = "INSERT INTO paper_sending (unit_id, id, paper_id, to_kind, owes, day, due, note, units, at,"
            " entered_by) VALUES ($1, $2, $3, 'listed', $4, $5, $6, '', 0, $7, $8)"
};
static const struct hn_sql sql_reached = {
    .name = "duty_take.reached",
    .text = "UPDATE paper_sending SET units = units + 1 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_there = {
    .name = "duty_take.there",
    .text = "SELECT COUNT(*) AS n FROM duty_sending WHERE unit_id = $1 AND paper_id = $2 AND sending_id = $3"
};
static const struct hn_sql sql_join = {
    .name = "duty_take.join",
    .text = "INSERT INTO duty_sending (unit_id, paper_id, sending_id, sender_id, due)"
            " VALUES ($1, $2, $3, $4, $5)"
};
/* Below the sender on the day it sent. */
static const struct hn_sql sql_below = {
    .name = "duty_take.below",
    .text = "SELECT COUNT(*) AS n FROM unit_closure w WHERE w.des = $1 AND w.anc = $2 AND w.depth > 0"
            " AND w.known_to = " HN_SQL_OPEN_TIME " AND w.valid_from <= $3 AND w.valid_to > $3"
};
static const struct hn_sql sql_used = {
    .name = "duty_take.used",
    .text = "SELECT COUNT(*) AS n FROM duty WHERE answer_id = $1 AND answer_id <> 0"
            " AND NOT (unit_id = $2 AND paper_id = $3)"
};
/* Of two sendings the one that asks the most stands, then the earlier day. */
static const struct hn_sql sql_duty = {
    .name = "duty_take.duty",
    .text = "INSERT INTO duty (unit_id, paper_id, owes, from_day, due, answer_id, answered_on, answered_at,"
            " read_at, waived_at, waived_reason, version, at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)"
            " ON CONFLICT (unit_id, paper_id) DO UPDATE SET"
            " due = CASE WHEN duty.owes = excluded.owes AND duty.due < excluded.due THEN duty.due"
            " WHEN duty.owes = 'answer' AND excluded.owes <> 'answer' THEN duty.due ELSE excluded.due END,"
            " owes = CASE WHEN duty.owes = 'answer' THEN 'answer' ELSE excluded.owes END,"
            " from_day = CASE WHEN duty.from_day < excluded.from_day THEN duty.from_day"
            " ELSE excluded.from_day END, version = duty.version + 1"
};

const struct hn_sql *const hn_duty_each_sql[] = { &sql_sending, &sql_send, &sql_reached,
                                                  &sql_there,   &sql_join, &sql_below,
                                                  &sql_used,    &sql_duty, NULL };

static enum hn_rc
count_of(struct hn_ctx *c, const struct hn_sql *sql, int64_t one, int64_t two, struct hn_param third,
         int64_t *n)
{
    const struct hn_param params[] = { hn_p_id(one), hn_p_id(two), third, HN_P_END };
    bool found;

    return hn_store_int(c, sql, params, n, &found);
}

/* --- what may stand in a line --- */

static enum hn_rc
check_answer(struct hn_ctx *c, const struct hn_duty_take *in, const struct hn_paper *paper)
{
    struct hn_paper answer;
    const char *symbol;
    bool answers = false;
    int64_t used = 0;
    enum hn_rc rc;

    if (!in->answer.v)
        return in->answered_on ? hn_fail(c, HN_INVALID, "answer", "duty.answer") : HN_OK;
    if (in->answered_on < in->sent_on)
        return hn_fail(c, HN_INVALID, "answered_on", "duty.answer");
    rc = hn_paper_read(c, in->answer, &answer);
    if (!rc)
        rc = hn_paper_kind_read(c, answer.kind, &symbol, &answers);
    if (!rc && !answers)
        rc = hn_fail(c, HN_INVALID, "answer", "duty.kind");
    if (!rc && (answer.unit.v != in->unit.v || answer.root.v != paper->root.v))
        rc = hn_fail(c, HN_INVALID, "answer", "duty.other");
    if (!rc)
        rc = count_of(c, &sql_used, in->answer.v, in->unit.v, hn_p_id(in->paper.v), &used);
    return rc || !used ? rc : hn_fail(c, HN_INVALID, "answer", "duty.other");
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_duty_take *in)
{
    struct hn_paper paper;
    int64_t below = 0;
    enum hn_rc rc = hn_need(c, HN_MAY_DIRECT, in->sender);

    if (!rc)
        rc = hn_paper_read(c, in->paper, &paper);
    if (rc)
        return rc;
    if (strcmp(paper.state, "draft") == 0)
        return hn_fail(c, HN_CONFLICT, "paper", "paper.not_issued");
    if (strcmp(in->owes, "answer") != 0 && strcmp(in->owes, "read") != 0)
        return hn_fail(c, HN_INVALID, "owes", "duty.owes");
    if (in->due < in->sent_on || (in->due == HN_DAY_OPEN && strcmp(in->owes, "answer") == 0))
        return hn_fail(c, HN_INVALID, "due", "sending.due");
    rc = count_of(c, &sql_below, in->unit.v, in->sender.v, hn_p_day(in->sent_on), &below);
    if (!rc && !below)
        rc = hn_fail(c, HN_INVALID, "unit", "sending.below");
    return rc ? rc : check_answer(c, in, &paper);
}

/* --- taken in --- */

static enum hn_rc
send_once(struct hn_ctx *c, const struct hn_duty_take *in, int64_t *sending)
{
    const struct hn_param at[] = { hn_p_id(in->sender.v), hn_p_id(in->paper.v), hn_p_day(in->sent_on),
                                   hn_p_day(in->due),     hn_p_text(in->owes),  HN_P_END };
    bool found = false;
    enum hn_rc rc = hn_store_int(c, &sql_sending, at, sending, &found);

    if (rc || found)
        return rc;
    *sending = hn_new_id(c);

    const struct hn_param params[] = { hn_p_id(in->sender.v), hn_p_id(*sending),     hn_p_id(in->paper.v),
                                       hn_p_text(in->owes),   hn_p_day(in->sent_on), hn_p_day(in->due),
                                       hn_p_time(c->now),     hn_p_id(c->actor.v),   HN_P_END };

    return hn_store_do(c, &sql_send, params);
}

/* Noon of a day, since a file knows no hour. */
static hn_time
noon(hn_day day)
{
    return day ? (hn_time)day * HN_DAY_US + HN_DAY_US / 2 - HN_ZONE_US : 0;
}

static enum hn_rc
put_duty(struct hn_ctx *c, const struct hn_duty_take *in)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(in->paper.v),
                                       hn_p_text(in->owes),
                                       hn_p_day(in->sent_on),
                                       hn_p_day(in->due),
                                       hn_p_id(in->answer.v),
                                       hn_p_day(in->answer.v ? in->answered_on : HN_DAY_OPEN),
                                       hn_p_time(noon(in->answered_on)),
                                       hn_p_time(noon(in->read_on)),
                                       hn_p_time(*in->waived ? c->now : 0),
                                       hn_p_text(in->waived),
                                       hn_p_time(c->now),
                                       HN_P_END };

    return hn_store_do(c, &sql_duty, params);
}

enum hn_rc
hn_duty_take(struct hn_ctx *c, const struct hn_duty_take *in, bool *fresh)
{
    int64_t sending = 0, there = 0;
    enum hn_rc rc = check(c, in);

    if (!rc)
        rc = send_once(c, in, &sending);
    if (!rc)
        rc = count_of(c, &sql_there, in->unit.v, in->paper.v, hn_p_id(sending), &there);
    *fresh = !rc && there == 0;
    if (rc || there)
        return rc;

    const struct hn_param reached[] = { hn_p_id(in->sender.v), hn_p_id(sending), HN_P_END };
    const struct hn_param join[] = { hn_p_id(in->unit.v),   hn_p_id(in->paper.v), hn_p_id(sending),
                                     hn_p_id(in->sender.v), hn_p_day(in->due),    HN_P_END };

    rc = put_duty(c, in);
    if (!rc)
        rc = hn_store_do(c, &sql_join, join);
    if (!rc)
        rc = hn_store_do(c, &sql_reached, reached);
    return rc ? rc : hn_audit_change(c, "duty.take", in->paper.v, in->unit, "", in->owes);
}
