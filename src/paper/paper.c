/* paper.c: papers written, issued, ended (paper.h). Neighbours: body.c who issues, shape.c numbers, sight.c who sees. */
#include "paper/paper.h"

#include <inttypes.h>
#include <string.h>

#include "access/scope.h"
#include "attachment/attachment.h"
#include "audit/audit.h"
#include "fact/fact.h"
#include "meeting/number.h"
#include "paper/inside.h"

enum { TITLE_MOST = 500, NUMBER_MOST = 40, WORDS_MOST = 2000, SUMMARY_MOST = 5000, TEXT_MOST = 100000 };
enum { FIRST_YEAR = 1900 };

const char *const hn_paper_kinds[] = { "resolution", "decision", "regulation", "directive",
                                       "conclusion", "rules",    "notice",     "report",
                                       "plan",       "guidance", "programme",  "scheme",
                                       "proposal",   "letter",   "other",      NULL };

const char *
hn_paper_any(const char *text)
{
    return text ? text : "";
}

enum hn_rc
hn_paper_fits(struct hn_ctx *c, const char *field, const char *text, size_t most)
{
    if (!text || hn_utf8_count(text) <= most)
        return HN_OK;
    return hn_fail_arg(c, HN_INVALID, field, "too_long", hn_print(c->arena, "%zu", most));
}

/* --- what is put --- */

static struct hn_paper
cleaned(const struct hn_paper *in)
{
    struct hn_paper p = *in;

    p.kind = hn_paper_any(p.kind);
    p.origin = p.origin && *p.origin ? p.origin : "own";
    p.number = hn_paper_any(p.number);
    p.title = hn_paper_any(p.title);
    p.summary = hn_paper_any(p.summary);
    p.basis = hn_paper_any(p.basis);
    p.issuer = hn_paper_any(p.issuer);
    p.text = hn_paper_any(p.text);
    if (!p.in_force_from)
        p.in_force_from = p.day;
    return p;
}

static enum hn_rc
check_lengths(struct hn_ctx *c, const struct hn_paper *p)
{
    enum hn_rc rc = hn_paper_fits(c, "title", p->title, TITLE_MOST);

    if (!rc)
        rc = hn_paper_fits(c, "number", p->number, NUMBER_MOST);
    if (!rc)
        rc = hn_paper_fits(c, "basis", p->basis, WORDS_MOST);
    if (!rc)
        rc = hn_paper_fits(c, "issuer", p->issuer, WORDS_MOST);
    if (!rc)
        rc = hn_paper_fits(c, "summary", p->summary, SUMMARY_MOST);
    return rc ? rc : hn_paper_fits(c, "text", p->text, TEXT_MOST);
}

static enum hn_rc
check_words(struct hn_ctx *c, const struct hn_paper *p)
{
    enum hn_rc rc = check_lengths(c, p);

    if (!*p->title)
        rc = hn_fail(c, HN_INVALID, "title", "paper.title");
    if (strcmp(p->origin, "own") != 0 && strcmp(p->origin, "received") != 0)
        rc = hn_fail(c, HN_INVALID, "origin", "paper.origin");
    if (p->day > c->today || p->day < hn_day_of(FIRST_YEAR, 1, 1))
        rc = hn_fail(c, HN_INVALID, "day", "paper.day");
    else if (p->in_force_from < p->day || p->in_force_from == HN_DAY_OPEN)
        rc = hn_fail(c, HN_INVALID, "in_force_from", "paper.in_force");
    return rc;
}

/* A received one is numbered by its issuer: as a body of the tree does, or as one outside it may, Party or state. What has
 * no type of its own takes any words. */
static enum hn_rc
check_number(struct hn_ctx *c, const struct hn_paper *p, const struct hn_paper_bodies *b, const char *symbol)
{
    bool own = strcmp(p->origin, "own") == 0, outside = b->at[0].unit.v == 0;
    const char *body = own ? hn_number_body(b->kind[0], strcmp(b->at[0].body, "congress") == 0) : "";

    if (!*p->number)
        return own ? HN_OK : hn_fail(c, HN_INVALID, "number", "paper.number");
    if (own && !*symbol)
        return HN_OK;
    if (hn_paper_party_number(p->number, symbol, body) > 0)
        return HN_OK;
    if (outside && hn_paper_state_number(p->number))
        return HN_OK;
    return hn_fail(c, HN_INVALID, "number", "paper.number");
}

/* *root: the top of the chain. A draft is nobody's basis, so that no ring can come about. */
static enum hn_rc
check_basis(struct hn_ctx *c, const struct hn_paper *p, struct hn_paper_id *root)
{
    struct hn_paper basis;
    bool found, seen = false;
    enum hn_rc rc;

    *root = (struct hn_paper_id){ 0 };
    if (!p->basis_paper.v)
        return HN_OK;
    rc = hn_paper_find(c, p->basis_paper, &basis, &found);
    if (!rc && found)
        rc = hn_paper_in_sight(c, &basis, &seen);
    if (rc)
        return rc;
    if (!seen || strcmp(basis.state, "issued") != 0 || basis.id.v == p->id.v)
        return hn_fail(c, HN_INVALID, "basis_paper", "paper.basis_paper");
    *root = basis.root;
    return HN_OK;
}

struct putting {
    struct hn_paper p;
    struct hn_paper_bodies bodies;
    struct hn_paper_id root;
    const char *search;
};

static enum hn_rc
check_put(struct hn_ctx *c, struct putting *w)
{
    const char *symbol = "";
    bool answers;
    enum hn_rc rc = hn_paper_kind_read(c, w->p.kind, &symbol, &answers);
    enum hn_rc words = check_words(c, &w->p);

    if (!rc)
        rc = words;
    if (!rc)
        rc = hn_paper_bodies_check(c, &w->p, &w->bodies);
    if (!rc)
        rc = check_number(c, &w->p, &w->bodies, symbol);
    if (!rc)
        rc = check_basis(c, &w->p, &w->root);
    if (rc)
        return rc;
    if (!*w->p.issuer)
        w->p.issuer = w->bodies.issuer;
    w->search = hn_vi_fold(c->arena, hn_print(c->arena, "%s %s %s", w->p.number, w->p.title, w->p.issuer));
    return HN_OK;
}

/* --- drafts --- */

static const struct hn_sql sql_insert = {
    .name = "paper.insert",
    .text = "INSERT INTO paper (unit_id, id, kind, origin, number, day, title, summary, basis, basis_id,"
            " root_id, issuer, text, search, in_force_from, at, entered_by, state, ended_on, end_reason,"
            " issued_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
            " $16, $17, 'draft', " HN_SQL_OPEN_DAY ", '', 0, 1)"
};
static const struct hn_sql sql_change = {
    .name = "paper.change",
    .text = "UPDATE paper SET kind = $3, origin = $4, number = $5, day = $6, title = $7, summary = $8,"
            " basis = $9, basis_id = $10, root_id = $11, issuer = $12, text = $13, search = $14,"
            " in_force_from = $15, at = $16, entered_by = $17, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

static enum hn_rc
write_paper(struct hn_ctx *c, const struct putting *w, const struct hn_sql *sql)
{
    const struct hn_paper *p = &w->p;
    const struct hn_param params[] = { hn_p_id(p->unit.v),
                                       hn_p_id(p->id.v),
                                       hn_p_text(p->kind),
                                       hn_p_text(p->origin),
                                       hn_p_text(p->number),
                                       hn_p_day(p->day),
                                       hn_p_text(p->title),
                                       hn_p_text(p->summary),
                                       hn_p_text(p->basis),
                                       hn_p_id(p->basis_paper.v),
                                       hn_p_id(w->root.v ? w->root.v : p->id.v),
                                       hn_p_text(p->issuer),
                                       hn_p_text(p->text),
                                       hn_p_text(w->search),
                                       hn_p_day(p->in_force_from),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };
    enum hn_rc rc = hn_store_do(c, sql, params);

    return rc ? rc : hn_paper_bodies_write(c, p->id, p->unit, &w->bodies);
}

/* A draft of a unit the actor directs. HN_CONFLICT paper.issued. */
static enum hn_rc
read_draft(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out)
{
    enum hn_rc rc = hn_paper_get(c, id, out);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, out->unit);
    if (!rc && strcmp(out->state, "draft") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "paper.issued");
    return rc;
}

/* No rights asked: the caller has. */
static enum hn_rc
put(struct hn_ctx *c, struct putting *w)
{
    bool fresh = w->p.id.v == 0;
    enum hn_rc rc = check_put(c, w);

    if (rc)
        return rc;
    if (fresh)
        w->p.id.v = hn_new_id(c);
    rc = write_paper(c, w, fresh ? &sql_insert : &sql_change);
    return rc ? rc
              : hn_audit_change(c, fresh ? "paper.put" : "paper.change", w->p.id.v, w->p.unit, "",
                                w->p.title);
}

enum hn_rc
hn_paper_put(struct hn_ctx *c, const struct hn_paper *in, struct hn_paper_id *out)
{
    struct putting w = { .p = cleaned(in) };
    struct hn_paper old;
    enum hn_rc rc;

    if (in->id.v) {
        rc = read_draft(c, in->id, &old);
        if (!rc && in->version != old.version)
            rc = hn_fail(c, HN_CONFLICT, "", "changed");
        w.p.unit = old.unit;
    } else {
        rc = hn_need(c, HN_MAY_DIRECT, in->unit);
    }
    if (!rc)
        rc = put(c, &w);
    if (!rc && out)
        *out = w.p.id;
    return rc;
}

static const struct hn_sql sql_drop = { .name = "paper.drop",
                                        .text = "DELETE FROM paper WHERE unit_id = $1 AND id = $2" };
static const struct hn_sql sql_drop_strands = {
    .name = "paper.drop_strands",
    .text = "UPDATE strand SET removed_at = $2 WHERE paper_id = $1 AND removed_at = 0"
};
static const struct hn_sql sql_drop_targets = {
    .name = "paper.drop_targets",
    .text = "UPDATE target SET removed_at = $2 WHERE paper_id = $1 AND removed_at = 0"
};

enum hn_rc
hn_paper_drop(struct hn_ctx *c, struct hn_paper_id id)
{
    const struct hn_param at[] = { hn_p_id(id.v), hn_p_time(c->now), HN_P_END };
    const struct hn_paper_bodies none = { .issuer = "" };
    struct hn_paper p;
    enum hn_rc rc = read_draft(c, id, &p);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(p.unit.v), hn_p_id(id.v), HN_P_END };
    const struct hn_attached files = { .unit = p.unit, .thing = "paper", .id = id.v };

    rc = hn_paper_bodies_write(c, id, p.unit, &none);
    if (!rc)
        rc = hn_attachment_remove_all(c, &files);
    if (!rc)
        rc = hn_store_do(c, &sql_drop_strands, at);
    if (!rc)
        rc = hn_store_do(c, &sql_drop_targets, at);
    if (!rc)
        rc = hn_store_do(c, &sql_drop, params);
    return rc ? rc : hn_audit_change(c, "paper.drop", id.v, p.unit, p.title, "");
}

/* --- issuing --- */

static const struct hn_sql sql_taken = {
    .name = "paper.number_taken",
    .text = "SELECT id FROM paper WHERE unit_id = $1 AND day >= $2 AND day <= $3 AND number = $4"
            " AND origin = $5 AND state <> 'draft' AND (origin = 'own' OR issuer = $6) LIMIT 1"
};
static const struct hn_sql sql_issue = {
    .name = "paper.issue",
    .text = "UPDATE paper SET state = 'issued', number = $3, search = $4, issued_at = $5,"
            " version = version + 1 WHERE unit_id = $1 AND id = $2"
};

/* Of a number given by hand: the year of its day, and of an own paper the term too, since numbers begin anew with it. */
static enum hn_rc
must_be_free(struct hn_ctx *c, const struct hn_paper *p)
{
    int year = hn_date_of(p->day).year;
    hn_day from = hn_day_of(year, 1, 1), term = from;
    int64_t id;
    bool found = false;
    enum hn_rc rc = strcmp(p->origin, "own") == 0 ? hn_number_term(c, p->unit, p->day, &term) : HN_OK;

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(p->unit.v),
                                       hn_p_day(term > from ? term : from),
                                       hn_p_day(hn_day_of(year, 12, 31)),
                                       hn_p_text(p->number),
                                       hn_p_text(p->origin),
                                       hn_p_text(p->issuer),
                                       HN_P_END };

    rc = hn_store_int(c, &sql_taken, params, &id, &found);
    return rc || !found ? rc : hn_fail(c, HN_CONFLICT, "number", "paper.number_taken");
}

static enum hn_rc
take_number(struct hn_ctx *c, struct hn_paper *p, const char *symbol)
{
    const struct hn_paper_body *lead = p->body_count ? &p->bodies[0] : NULL;
    bool congress = lead && strcmp(lead->body, "congress") == 0;
    const char *kind;
    int64_t number = 0;
    enum hn_rc rc = hn_paper_unit_kind(c, p->unit, p->day, &kind);

    if (!rc)
        rc = hn_number_take(c, p->unit, symbol, p->day, &number);
    if (!rc)
        p->number = hn_number_symbol(c->arena, symbol, hn_number_body(kind, congress), number);
    return rc;
}

/* Numbers as printed stay; one given by hand moves the counter on. A kind without a type has none of its own. */
static enum hn_rc
number(struct hn_ctx *c, struct hn_paper *p)
{
    bool own = strcmp(p->origin, "own") == 0, answers;
    const char *symbol = "";
    int64_t given;
    enum hn_rc rc = hn_paper_kind_read(c, p->kind, &symbol, &answers);

    if (rc)
        return rc;
    if (!*p->number)
        return own && *symbol ? take_number(c, p, symbol) : HN_OK;
    rc = must_be_free(c, p);
    given = own && *symbol ? hn_paper_party_number(p->number, symbol, "") : 0;
    return rc || !given ? rc : hn_number_given(c, p->unit, symbol, p->day, given);
}

/* No rights asked. */
static enum hn_rc
issue(struct hn_ctx *c, struct hn_paper *p)
{
    const char *search;
    enum hn_rc rc = number(c, p);

    if (rc)
        return rc;
    search = hn_vi_fold(c->arena, hn_print(c->arena, "%s %s %s", p->number, p->title, p->issuer));

    const struct hn_param params[] = { hn_p_id(p->unit.v), hn_p_id(p->id.v),  hn_p_text(p->number),
                                       hn_p_text(search),  hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_issue, params);
    return rc ? rc : hn_audit_change(c, "paper.issue", p->id.v, p->unit, "", p->number);
}

enum hn_rc
hn_paper_issue(struct hn_ctx *c, struct hn_paper_id id)
{
    struct hn_paper p;
    enum hn_rc rc = read_draft(c, id, &p);

    return rc ? rc : issue(c, &p);
}

enum hn_rc
hn_paper_enter(struct hn_ctx *c, const struct hn_paper *in, struct hn_paper_id *out)
{
    struct putting w = { .p = cleaned(in) };
    enum hn_rc rc = put(c, &w);

    w.p.bodies = w.bodies.at;
    w.p.body_count = w.bodies.count;
    if (!rc)
        rc = issue(c, &w.p);
    if (!rc && out)
        *out = w.p.id;
    return rc;
}

/* --- ending --- */

static const struct hn_sql sql_end = {
    .name = "paper.end",
    .text = "UPDATE paper SET state = 'ended', ended_on = $3, end_reason = $4, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_end_duties = {
    .name = "paper.end_duties",
    .text = "UPDATE duty SET waived_at = $2, waived_reason = $3, version = version + 1 WHERE paper_id = $1"
            " AND owes = 'answer' AND answered_on = " HN_SQL_OPEN_DAY " AND waived_at = 0"
};

enum hn_rc
hn_paper_end(struct hn_ctx *c, struct hn_paper_id id, hn_day on, const char *reason)
{
    const struct hn_param duties[] = { hn_p_id(id.v), hn_p_time(c->now), hn_p_text(hn_paper_any(reason)),
                                       HN_P_END };
    struct hn_paper p;
    enum hn_rc rc = hn_paper_get(c, id, &p);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, p.unit);
    if (!rc && strcmp(p.state, "draft") == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "paper.not_issued");
    if (!rc && strcmp(p.state, "ended") == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "paper.ended");
    if (!rc && (on < p.day || on > c->today))
        rc = hn_fail(c, HN_INVALID, "day", "paper.day");
    if (!rc && !*hn_paper_any(reason))
        rc = hn_fail(c, HN_INVALID, "reason", "paper.reason");
    if (!rc)
        rc = hn_paper_fits(c, "reason", reason, WORDS_MOST);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(p.unit.v), hn_p_id(id.v), hn_p_day(on), hn_p_text(reason),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_end, params);
    if (!rc)
        rc = hn_store_do(c, &sql_end_duties, duties);
    return rc ? rc : hn_audit_change(c, "paper.end", id.v, p.unit, p.number, reason);
}

const struct hn_sql *const hn_paper_sql[] = { &sql_insert,       &sql_change, &sql_drop,  &sql_drop_strands,
                                              &sql_drop_targets, &sql_taken,  &sql_issue, &sql_end,
                                              &sql_end_duties,   NULL };
