/* load.c: see load.h. */
#include "paper/load.h"

#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"

/* --- papers --- */

static const struct hn_sql sql_paper = {
    .name = "paper_load.paper",
    .text =
        "INSERT INTO paper (unit_id, id, kind, origin, number, day, title, summary, basis, basis_id, root_id,"
        " issuer, text, search, state, in_force_from, ended_on, end_reason, issued_at, version, at,"
        " entered_by) VALUES ($1, $2, $3, $15, $4, $5, $6, '', $7, $8, $9, $10, '', $11, 'issued', $5,"
        " $12, '', $13, 1, $13, $14)"
};
static const struct hn_sql sql_body = {
    .name = "paper_load.body",
    .text = "INSERT INTO paper_body (unit_id, paper_id, position, body_unit_id, body, name)"
            " VALUES ($1, $2, 0, $5, $3, $4)"
};

static enum hn_rc
put_paper(struct hn_ctx *c, struct hn_paper_load *p)
{
    struct hn_mark mark = hn_arena_mark(c->arena);
    const char *search = hn_vi_fold(c->arena, hn_print(c->arena, "%s %s %s", p->number, p->title, p->issuer));
    enum hn_rc rc;

    p->id.v = hn_new_id(c);

    const struct hn_param params[] = { hn_p_id(p->unit.v),
                                       hn_p_id(p->id.v),
                                       hn_p_text(p->kind),
                                       hn_p_text(p->number),
                                       hn_p_day(p->day),
                                       hn_p_text(p->title),
                                       hn_p_text(p->basis),
                                       hn_p_id(p->basis_paper.v),
                                       hn_p_id(p->root.v ? p->root.v : p->id.v),
                                       hn_p_text(p->issuer),
                                       hn_p_text(search),
                                       hn_p_day(HN_DAY_OPEN),
                                       hn_p_time(p->at),
                                       hn_p_id(c->actor.v),
                                       hn_p_text(p->origin),
                                       HN_P_END };

    rc = hn_store_bulk_row(c, params);
    hn_arena_rewind(c->arena, mark);
    return rc;
}

static enum hn_rc
put_body(struct hn_ctx *c, const struct hn_paper_load *p)
{
    bool outside = strcmp(p->body, "outside") == 0;
    const struct hn_param params[] = { hn_p_id(p->unit.v),
                                       hn_p_id(p->id.v),
                                       hn_p_text(p->body),
                                       hn_p_text(p->issuer),
                                       hn_p_id(outside ? 0 : p->unit.v),
                                       HN_P_END };

    return hn_store_bulk_row(c, params);
}

enum hn_rc
hn_paper_load(struct hn_ctx *c, struct hn_paper_load *rows, size_t count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_paper), ended;

    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++)
        rc = put_paper(c, &rows[i]);
    ended = hn_store_bulk_end(c);
    if (!rc)
        rc = ended;
    if (!rc)
        rc = hn_store_bulk_begin(c, &sql_body);
    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++)
        rc = put_body(c, &rows[i]);
    ended = hn_store_bulk_end(c);
    if (!rc)
        rc = ended;
    return rc ? rc : hn_audit(c, "paper.load", (int64_t)count);
}

/* --- a sending and its duties --- */

static const struct hn_sql sql_sending = {
    .name = "paper_load.sending",
    .text = "INSERT INTO paper_sending (unit_id, id, paper_id, to_kind, owes, day, due, note, units, at,"
            " entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
};
static const struct hn_sql sql_duty = {
    .name = "paper_load.duty",
    .text = "INSERT INTO duty (unit_id, paper_id, owes, from_day, due, answer_id, answered_on, answered_at,"
            " read_at, waived_at, waived_reason, version, at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', 1, $10)"
};
static const struct hn_sql sql_duty_sending = {
    .name = "paper_load.duty_sending",
    .text = "INSERT INTO duty_sending (unit_id, paper_id, sending_id, sender_id, due)"
            " VALUES ($1, $2, $3, $4, $5)"
};

struct load {
    const struct hn_sending *in;
    int64_t sending;
    hn_time at;
};

static enum hn_rc
put_sending(struct hn_ctx *c, const struct load *l, size_t count)
{
    const struct hn_sending *in = l->in;
    const struct hn_param params[] = { hn_p_id(in->sender.v),    hn_p_id(l->sending),
                                       hn_p_id(in->paper.v),     hn_p_text(in->to),
                                       hn_p_text(in->owes),      hn_p_day(in->day),
                                       hn_p_day(in->due),        hn_p_text(in->note ? in->note : ""),
                                       hn_p_int((int64_t)count), hn_p_time(l->at),
                                       hn_p_id(c->actor.v),      HN_P_END };

    return hn_store_do(c, &sql_sending, params);
}

static enum hn_rc
put_duty(struct hn_ctx *c, const struct load *l, const struct hn_duty_load *d)
{
    const struct hn_param params[] = { hn_p_id(d->unit.v),
                                       hn_p_id(l->in->paper.v),
                                       hn_p_text(l->in->owes),
                                       hn_p_day(l->in->day),
                                       hn_p_day(l->in->due),
                                       hn_p_id(d->answer.v),
                                       hn_p_day(d->answer.v ? d->answered_on : HN_DAY_OPEN),
                                       hn_p_time(d->answered_at),
                                       hn_p_time(d->read_at),
                                       hn_p_time(l->at),
                                       HN_P_END };

    return hn_store_bulk_row(c, params);
}

static enum hn_rc
put_duty_sending(struct hn_ctx *c, const struct load *l, const struct hn_duty_load *d)
{
    const struct hn_param params[] = { hn_p_id(d->unit.v),       hn_p_id(l->in->paper.v), hn_p_id(l->sending),
                                       hn_p_id(l->in->sender.v), hn_p_day(l->in->due),    HN_P_END };

    return hn_store_bulk_row(c, params);
}

static enum hn_rc
put_all(struct hn_ctx *c, const struct hn_sql *sql, const struct load *l, const struct hn_duty_load *rows,
        size_t count, enum hn_rc (*put)(struct hn_ctx *c, const struct load *l, const struct hn_duty_load *d))
{
    enum hn_rc rc = hn_store_bulk_begin(c, sql), ended;

    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++)
        rc = put(c, l, &rows[i]);
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

enum hn_rc
hn_duty_load(struct hn_ctx *c, const struct hn_sending *in, hn_time at, const struct hn_duty_load *rows,
             size_t count, int64_t *out)
{
    const struct load l = { .in = in, .sending = hn_new_id(c), .at = at };
    enum hn_rc rc = put_sending(c, &l, count);

    if (!rc)
        rc = put_all(c, &sql_duty, &l, rows, count, put_duty);
    if (!rc)
        rc = put_all(c, &sql_duty_sending, &l, rows, count, put_duty_sending);
    if (!rc && out)
        *out = l.sending;
    return rc ? rc : hn_audit(c, "duty.load", (int64_t)count);
}

const struct hn_sql *const hn_paper_load_sql[] = { &sql_paper, &sql_body,         &sql_sending,
                                                   &sql_duty,  &sql_duty_sending, NULL };
