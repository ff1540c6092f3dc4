/* sending.c: a paper sent to units below, all at once: one duty for each, however many levels send it (duty.h).
 *
 * Who is reached is found by one statement, written by two more run for many rows, told by one. Neighbours: duty.c what is
 * answered. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact.h"
#include "notice/notice.h"
#include "paper/duty_sql.h"
#include "paper/inside.h"

enum { NOTE_MOST = 2000, SENDINGS_MOST = 200 };

const char *const hn_sending_to[] = { "children", "committees", "cells", "all", "listed", NULL };

/* clang-format off */
/* $1 the sender, $2 today, $3 how. A group within a cell is no unit that answers. */
static const struct hn_sql sql_below = {
    .name = "sending.below",
    .text = "SELECT v.unit_id AS unit_id FROM unit_closure k CROSS JOIN unit_version v WHERE k.anc = $1 AND k.depth > 0"
            " AND k.known_to = " HN_SQL_OPEN_TIME " AND k.valid_from <= $2 AND k.valid_to > $2"
            " AND v.unit_id = k.des AND v.known_to = " HN_SQL_OPEN_TIME " AND v.valid_from <= $2 AND v.valid_to > $2"
            " AND v.kind <> 'cell_group' AND ($3 IN ('all', 'listed') OR ($3 = 'children' AND k.depth = 1)"
            " OR ($3 = 'cells' AND v.kind IN ('cell', 'grassroots_cell'))"
            " OR ($3 = 'committees' AND v.kind NOT IN ('cell', 'grassroots_cell'))) ORDER BY v.unit_id"
};
static const struct hn_sql sql_twice = {
    .name = "sending.twice",
    .text = "SELECT id FROM paper_sending WHERE paper_id = $1 AND unit_id = $2 AND to_kind = $3 AND due = $4"
            " AND to_kind <> 'listed' LIMIT 1"
};
/* Was it sent to the unit, or to one whose work it took over? */
static const struct hn_sql sql_addressed = {
    .name = "sending.addressed",
    .text = "WITH RECURSIVE came(unit_id, hops) AS (SELECT CAST($2 AS BIGINT), 0 UNION SELECT l.pred, r.hops + 1"
            " FROM came r CROSS JOIN unit_lineage l WHERE l.succ = r.unit_id AND r.hops < 8"
            " AND l.known_to = " HN_SQL_OPEN_TIME ") SELECT d.unit_id FROM came r CROSS JOIN duty d"
            " WHERE d.unit_id = r.unit_id AND d.paper_id = $1 LIMIT 1"
};
static const struct hn_sql sql_code = {
    .name = "sending.code",
    .text = "SELECT " HN_SQL_LAST_UNIT("code", "CAST($1 AS BIGINT)", "$2", "$3") " AS code"
};
static const struct hn_sql sql_insert = {
    .name = "sending.insert",
    .text = "INSERT INTO paper_sending (unit_id, id, paper_id, to_kind, owes, day, due, note, units, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
};
/* What is owed only grows: an answer when any asks for one, by the earliest day. What the paper's own unit let a unit off
 * is owed again only when that unit ($7 1) sends it again. */
static const struct hn_sql sql_duty = {
    .name = "sending.duty",
    .text = "INSERT INTO duty (unit_id, paper_id, owes, from_day, due, answer_id, answered_on, answered_at, read_at,"
            " waived_at, waived_reason, version, at) VALUES ($1, $2, $3, $4, $5, 0, " HN_SQL_OPEN_DAY ", 0, 0, 0, '', 1, $6)"
            " ON CONFLICT (unit_id, paper_id) DO UPDATE SET"
            " owes = CASE WHEN excluded.owes = 'answer' THEN 'answer' ELSE duty.owes END,"
            " due = CASE WHEN excluded.due < duty.due THEN excluded.due ELSE duty.due END,"
            " waived_at = CASE WHEN CAST($7 AS BIGINT) = 1 THEN 0 ELSE duty.waived_at END,"
            " waived_reason = CASE WHEN CAST($7 AS BIGINT) = 1 THEN '' ELSE duty.waived_reason END,"
            " version = duty.version + 1"
};
static const struct hn_sql sql_reached = {
    .name = "sending.reached",
    .text = "INSERT INTO duty_sending (unit_id, paper_id, sending_id, sender_id, due) VALUES ($1, $2, $3, $4, $5)"
};
/* The keepers of all it reached. */
static const struct hn_sql sql_tell = {
    .name = "sending.tell",
    .text = "SELECT " HN_TELLING_COLUMNS("$3", "$4") ", CAST($3 AS TEXT) AS key, CAST($4 AS TEXT) AS href,"
            " CAST($5 AS TEXT) AS arg0, CAST($6 AS TEXT) AS arg1, d.unit_id AS unit, d.paper_id AS thing"
            " FROM duty d CROSS JOIN duty_sending x CROSS JOIN access_grant g CROSS JOIN role_right r CROSS JOIN account a"
            " WHERE d.paper_id = $1 AND x.unit_id = d.unit_id AND x.paper_id = d.paper_id AND x.sending_id = $2"
            " AND g.unit_id = d.unit_id AND g.known_to = " HN_SQL_OPEN_TIME " AND g.valid_from <= $7 AND g.valid_to > $7"
            " AND r.role = g.role AND r.action = 'direct' AND a.id = g.user_id AND a.state = 'active' AND a.id <> $8"
            " ORDER BY a.id"
};
/* $18 the paper, $19 on, $20 known: those of units of the scope, and those that reached one. */
static const struct hn_sql sql_list = {
    .name = "sending.list",
    .text = HN_PAPER_REACH " SELECT s.unit_id, s.id, s.to_kind, s.owes, s.day, s.due, s.note, s.units, "
            HN_SQL_LAST_UNIT("name", "s.unit_id", "$19", "$20") " AS sender_name FROM paper_sending s"
            " WHERE s.paper_id = $18 AND (s.unit_id IN (SELECT unit_id FROM reach) OR EXISTS (SELECT 1 FROM reach r"
            " CROSS JOIN duty_sending x WHERE x.unit_id = r.unit_id AND x.paper_id = s.paper_id AND x.sending_id = s.id))"
            " ORDER BY s.id LIMIT 200"
};
/* clang-format on */

const struct hn_sql *const hn_sending_sql[] = { &sql_below,  &sql_twice, &sql_addressed, &sql_code,
                                                &sql_insert, &sql_duty,  &sql_reached,   &sql_tell,
                                                &sql_list,   NULL };

/* --- whom it reaches --- */

struct units {
    int64_t *at;
    size_t count, room;
};

static enum hn_rc
read_below(struct hn_ctx *c, const struct hn_sending *in, struct units *out)
{
    const struct hn_param params[] = { hn_p_id(in->sender.v), hn_p_day(c->today), hn_p_text(in->to),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_below, params, &rows);

    *out = (struct units){ .room = 256 };
    if (rc)
        return rc;
    out->at = HN_NEW_N(c->arena, int64_t, out->room);
    while (hn_rows_next(rows)) {
        if (out->count == out->room) {
            out->at = hn_grow(c->arena, out->at, out->room * sizeof *out->at,
                              2 * out->room * sizeof *out->at);
            out->room *= 2;
        }
        out->at[out->count++] = hn_row_int(rows, "unit_id");
    }
    return hn_rows_end(rows);
}

static int
by_number(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static enum hn_rc
not_below(struct hn_ctx *c, struct hn_unit_id unit)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->today), hn_p_time(HN_TIME_OPEN - 1),
                                       HN_P_END };
    const char *code = "";
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_code, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        code = hn_row_text(rows, "code");
    rc = hn_rows_end(rows);
    return rc ? rc : hn_fail_arg(c, HN_INVALID, "unit", "sending.below", code);
}

/* Those listed, in order and each once; all of them stand below. */
static enum hn_rc
take_listed(struct hn_ctx *c, const struct hn_sending *in, struct units *u)
{
    struct units listed = { .at = HN_NEW_N(c->arena, int64_t, in->unit_count + 1), .count = 0 };

    for (size_t i = 0; i < in->unit_count; i++) {
        if (!u->count || !bsearch(&in->units[i].v, u->at, u->count, sizeof *u->at, by_number))
            return not_below(c, in->units[i]);
        listed.at[listed.count++] = in->units[i].v;
    }
    qsort(listed.at, listed.count, sizeof *listed.at, by_number);
    u->count = 0;
    for (size_t i = 0; i < listed.count; i++) {
        if (i == 0 || listed.at[i] != listed.at[i - 1])
            u->at[u->count++] = listed.at[i];
    }
    return HN_OK;
}

/* --- rules --- */

static enum hn_rc
check_words(struct hn_ctx *c, struct hn_sending *in)
{
    bool answer = strcmp(hn_paper_any(in->owes), "answer") == 0;
    enum hn_rc rc = hn_paper_fits(c, "note", in->note, NOTE_MOST);

    in->note = hn_paper_any(in->note);
    if (!hn_one_of(hn_paper_any(in->to), hn_sending_to))
        rc = hn_fail(c, HN_INVALID, "to", "sending.to");
    if (!answer && strcmp(hn_paper_any(in->owes), "read") != 0)
        rc = hn_fail(c, HN_INVALID, "owes", "sending.owes");
    if (!answer)
        in->due = HN_DAY_OPEN;
    else if (in->due < c->today || in->due == HN_DAY_OPEN)
        rc = hn_fail(c, HN_INVALID, "due", "sending.due");
    return rc;
}

static enum hn_rc
check_paper(struct hn_ctx *c, const struct hn_sending *in, struct hn_paper *paper)
{
    const struct hn_param addressed[] = { hn_p_id(in->paper.v), hn_p_id(in->sender.v), HN_P_END };
    const struct hn_param twice[] = { hn_p_id(in->paper.v), hn_p_id(in->sender.v), hn_p_text(in->to),
                                      hn_p_day(in->due), HN_P_END };
    int64_t id;
    bool found = false;
    enum hn_rc rc = hn_paper_get(c, in->paper, paper);

    if (!rc && strcmp(paper->state, "draft") == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "paper.not_issued");
    if (!rc && strcmp(paper->state, "ended") == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "paper.ended");
    if (!rc && paper->unit.v != in->sender.v) {
        rc = hn_store_int(c, &sql_addressed, addressed, &id, &found);
        if (!rc && !found)
            rc = hn_fail(c, HN_INVALID, "", "sending.not_addressed");
    }
    if (!rc)
        rc = hn_store_int(c, &sql_twice, twice, &id, &found);
    if (!rc && found)
        rc = hn_fail(c, HN_CONFLICT, "due", "sending.twice");
    return rc;
}

/* --- the deed --- */

static enum hn_rc
write_duties(struct hn_ctx *c, const struct hn_sending *in, const struct units *u, bool own)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_duty);

    for (size_t i = 0; i < u->count && !rc; i++) {
        const struct hn_param params[] = { hn_p_id(u->at[i]),   hn_p_id(in->paper.v),
                                           hn_p_text(in->owes), hn_p_day(c->today),
                                           hn_p_day(in->due),   hn_p_time(c->now),
                                           hn_p_int(own),       HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    return rc ? rc : hn_store_bulk_end(c);
}

static enum hn_rc
write_reached(struct hn_ctx *c, const struct hn_sending *in, const struct units *u)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_reached);

    for (size_t i = 0; i < u->count && !rc; i++) {
        const struct hn_param params[] = { hn_p_id(u->at[i]),     hn_p_id(in->paper.v), hn_p_id(in->id),
                                           hn_p_id(in->sender.v), hn_p_day(in->due),    HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    return rc ? rc : hn_store_bulk_end(c);
}

static enum hn_rc
write_sending(struct hn_ctx *c, const struct hn_sending *in, const struct units *u)
{
    const struct hn_param params[] = {
        hn_p_id(in->sender.v),       hn_p_id(in->id),    hn_p_id(in->paper.v), hn_p_text(in->to),
        hn_p_text(in->owes),         hn_p_day(c->today), hn_p_day(in->due),    hn_p_text(in->note),
        hn_p_int((int64_t)u->count), hn_p_time(c->now),  hn_p_id(c->actor.v),  HN_P_END
    };

    return hn_store_do(c, &sql_insert, params);
}

const char *
hn_paper_href(struct hn_arena *a, struct hn_paper_id id)
{
    return hn_print(a, HN_PAPER_PATH "%" PRId64, id.v);
}

const char *
hn_paper_label(const struct hn_paper *p)
{
    return *p->number ? p->number : p->title;
}

static enum hn_rc
tell(struct hn_ctx *c, const struct hn_sending *in, const struct hn_paper *paper)
{
    const char *key = strcmp(in->owes, "answer") == 0 ? "paper_sent_due" : "paper_sent";
    const char *sender;
    enum hn_rc rc = hn_paper_unit_name(c, in->sender, &sender);
    const struct hn_param params[] = { hn_p_id(paper->id.v),
                                       hn_p_id(in->id),
                                       hn_p_text(key),
                                       hn_p_text(hn_paper_href(c->arena, paper->id)),
                                       hn_p_text(sender),
                                       hn_p_text(hn_paper_label(paper)),
                                       hn_p_day(c->today),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return rc ? rc : hn_notice_tell_each(c, &sql_tell, params);
}

enum hn_rc
hn_paper_send(struct hn_ctx *c, const struct hn_sending *given, int64_t *out)
{
    struct hn_sending in = *given;
    struct hn_paper paper;
    struct units u = { .count = 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_DIRECT, in.sender);

    if (!rc)
        rc = check_words(c, &in);
    if (!rc)
        rc = check_paper(c, &in, &paper);
    if (!rc)
        rc = read_below(c, &in, &u);
    if (!rc && strcmp(in.to, "listed") == 0)
        rc = take_listed(c, &in, &u);
    if (!rc && u.count == 0)
        rc = hn_fail(c, HN_INVALID, "to", "sending.nobody");
    if (rc)
        return rc;
    in.id = hn_new_id(c);
    rc = write_sending(c, &in, &u);
    if (!rc)
        rc = write_duties(c, &in, &u, paper.unit.v == in.sender.v);
    if (!rc)
        rc = write_reached(c, &in, &u);
    if (!rc)
        rc = tell(c, &in, &paper);
    if (!rc && out)
        *out = in.id;
    return rc ? rc : hn_audit_change(c, "paper.send", in.id, in.sender, "", hn_paper_label(&paper));
}

/* --- reading --- */

enum hn_rc
hn_sendings(struct hn_ctx *c, struct hn_paper_id paper, const struct hn_sending **out, size_t *count)
{
    struct hn_sending *at = HN_NEW_N(c->arena, struct hn_sending, SENDINGS_MOST);
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    struct hn_scope scope;
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(paper.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (*count < SENDINGS_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_sending){
            .id = hn_row_int(rows, "id"),
            .sender = { hn_row_int(rows, "unit_id") },
            .paper = paper,
            .to = hn_row_text(rows, "to_kind"),
            .owes = hn_row_text(rows, "owes"),
            .note = hn_row_text(rows, "note"),
            .day = (hn_day)hn_row_int(rows, "day"),
            .due = (hn_day)hn_row_int(rows, "due"),
            .sender_name = hn_row_text(rows, "sender_name"),
            .reached = hn_row_int(rows, "units"),
        };
    }
    return hn_rows_end(rows);
}
