/* op.c: ops in order, each once (op.h). Not for: what each kind does (op_put.c), conflicts and choices (op_list.c). */
#include "meeting/op.h"

#include <inttypes.h>
#include <string.h>

#include "base/seal.h"
#include "meeting/op_inside.h"
#include "meeting/roll.h"
#include "person/person.h"

const char *const hn_op_kinds[] = { "attendance", "facts", "agenda", "opinion", "vote",   "text",  "task",
                                    "result",     "score", "guest",  "remove",  "choose", "adopt", NULL };
const char *const hn_op_statuses[] = { "saved", "conflict", "refused", NULL };

/* One request on its way through its ops. */
struct round {
    struct hn_meeting m;
    const struct hn_op_doers *doers;
    hn_time
        at; /* of the op at hand: later than any other of the meeting, since the newest of an item counts */
    bool all_saved; /* none before was refused or in conflict */
    struct hn_op_sheet sheet;
};

static const struct hn_sql sql_find = {
    .name = "op.find",
    .text = "SELECT value, digest, status, version, entered_by FROM meeting_op"
            " WHERE unit_id = $1 AND meeting_id = $2 AND key = $3"
};
static const struct hn_sql sql_record = {
    .name = "op.record",
    .text = "INSERT INTO meeting_op (unit_id, meeting_id, key, what, item, value, base, after_key, digest,"
            " status, version, written_at, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
};

static const struct hn_sql sql_last = {
    .name = "op.last",
    .text = "SELECT COALESCE(MAX(at), 0) AS at FROM meeting_op WHERE unit_id = $1 AND meeting_id = $2"
};

const struct hn_sql *const hn_op_sql[] = { &sql_find, &sql_record, &sql_last, NULL };

/* --- the first answer again --- */

static const uint8_t content_use[HN_KEY_BYTES] = "hatnhan op content";

static struct hn_bytes
digest_of(struct hn_ctx *c, const char *body)
{
    return hn_keyed_hash(c, content_use, (struct hn_bytes){ (const uint8_t *)body, strlen(body) });
}

/* What was refused is kept with its fault around it: an op of kind "refused" whose subject is the text of the op. */
static const char *
refused_text(struct hn_ctx *c, const char *body, const struct hn_fault *fault)
{
    const struct hn_op around = { .what = "refused",
                                  .base = fault->code,
                                  .form = fault->field,
                                  .matter = fault->key,
                                  .text = fault->arg,
                                  .subject = body,
                                  .day = HN_DAY_OPEN,
                                  .due = HN_DAY_OPEN };

    return hn_op_write(c->arena, &around);
}

struct prior {
    bool found, same;
    const char *value, *status;
    int64_t version;
};

static enum hn_rc
find_prior(struct hn_ctx *c, const struct round *r, const char *key, struct hn_bytes digest,
           struct prior *out)
{
    const struct hn_param params[] = { hn_p_id(r->m.unit.v), hn_p_id(r->m.id.v), hn_p_text(key), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_find, params, &rows);

    *out = (struct prior){ 0 };
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        struct hn_bytes kept = hn_row_bytes(rows, "digest");

        out->found = true;
        out->same = kept.len == digest.len && memcmp(kept.data, digest.data, digest.len) == 0 &&
                    hn_row_int(rows, "entered_by") == c->actor.v;
        out->value = hn_row_text(rows, "value");
        out->status = hn_row_text(rows, "status");
        out->version = hn_row_int(rows, "version");
    }
    return hn_rows_end(rows);
}

static enum hn_rc
tell_conflict(struct hn_ctx *c, const struct hn_op_stand *stand, struct hn_op_answer *out)
{
    out->status = HN_OP_CONFLICT;
    out->version = stand->version;
    out->value = stand->value;
    out->at = stand->at;
    return hn_op_who(c, stand->by, &out->who);
}

static enum hn_rc
answer_again(struct hn_ctx *c, const struct round *r, const struct prior *p, struct hn_op_answer *out)
{
    struct hn_op_stand stand;
    struct hn_op op;
    enum hn_rc rc;

    if (strcmp(p->status, hn_op_statuses[HN_OP_SAVED]) == 0) {
        out->status = HN_OP_SAVED;
        out->version = p->version;
        return HN_OK;
    }
    if (!hn_op_read(c->arena, p->value, &op))
        return hn_fail(c, HN_BROKEN, "", "broken");
    if (strcmp(p->status, hn_op_statuses[HN_OP_REFUSED]) == 0) {
        out->status = HN_OP_REFUSED;
        out->fault = (struct hn_fault){ (enum hn_rc)op.base, op.form, op.matter, op.text };
        return HN_OK;
    }
    rc = hn_op_stand_of(c, &r->m, &op, r->doers, &stand);
    return rc ? rc : tell_conflict(c, &stand, out);
}

/* --- one op --- */

/* The last change of the item is that of the op named by after: nobody else has touched it since. */
static enum hn_rc
follows(struct hn_ctx *c, const struct round *r, const struct hn_op *op, int64_t version, bool *out)
{
    struct prior p;
    enum hn_rc rc;

    *out = false;
    if (!*op->after)
        return HN_OK;
    rc = find_prior(c, r, op->after, (struct hn_bytes){ 0 }, &p);
    *out = !rc && p.found && strcmp(p.status, hn_op_statuses[HN_OP_SAVED]) == 0 && p.version == version;
    return rc;
}

static bool
is_changed(const struct hn_ctx *c)
{
    const char *key = c->fault_count ? c->faults[0].key : "";
    size_t len = strlen(key);

    return len >= 7 && strcmp(key + len - 7, "changed") == 0;
}

/* What the phone saw is what stands. A row that only follows the register, with nothing recorded in it, is no row yet to
 * a phone that saw none. */
static bool
is_current(const struct hn_op *op, const struct hn_op_stand *stand)
{
    if (op->base > 0)
        return op->base == stand->version;
    return stand->version == 0 ||
           (strcmp(op->what, "attendance") == 0 && strcmp(stand->value, hn_presences[HN_NOT_RECORDED]) == 0);
}

/* Saves it, or finds the conflict. A refusal is the code and fault of whoever refused. */
static enum hn_rc
apply(struct hn_ctx *c, const struct round *r, const struct hn_op *op, struct hn_op_answer *out)
{
    int64_t base = op->base < 0 ? 0 : op->base;
    struct hn_op_stand stand;
    bool chained;
    enum hn_rc rc = hn_op_stand_of(c, &r->m, op, r->doers, &stand);

    if (!rc)
        rc = follows(c, r, op, stand.version, &chained);
    if (rc)
        return rc;
    if (is_current(op, &stand) || chained)
        base = -1;
    rc = hn_op_put(c, &r->m, op, r->doers, &stand, base);
    if (rc == HN_CONFLICT && base != -1 && is_changed(c)) {
        c->fault_count = 0;
        return tell_conflict(c, &stand, out);
    }
    if (!rc)
        rc = hn_op_stand_of(c, &r->m, op, r->doers, &stand);
    out->status = HN_OP_SAVED;
    out->version = stand.version;
    return rc;
}

static enum hn_rc
adopt(struct hn_ctx *c, const struct round *r, struct hn_op_answer *out)
{
    int64_t waiting = 0;
    enum hn_rc rc = hn_op_conflict_count(c, r->m.id, &waiting);

    if (rc)
        return rc;
    if (waiting > 0 || !r->all_saved)
        return hn_fail(c, HN_CONFLICT, "", "op.adopt_waits");
    out->status = HN_OP_SAVED;
    return r->doers->adopt(c, &r->m);
}

/* A choice becomes the op that was in conflict, under the choice's key and on the version the person saw. */
static enum hn_rc
choose(struct hn_ctx *c, const struct round *r, struct hn_op *op, struct hn_op_answer *out)
{
    bool take = strcmp(op->value, "take") == 0;
    const struct hn_op asked = *op;
    struct hn_op_stand stand;
    enum hn_rc rc;

    if (!take && strcmp(op->value, "leave") != 0)
        return hn_fail(c, HN_INVALID, "value", "op.choice");
    rc = hn_op_in_conflict(c, &r->m, asked.item, op);
    if (rc)
        return rc;
    op->key = asked.key;
    op->base = asked.base;
    op->after = "";
    op->written_at = asked.written_at;
    if (take)
        return apply(c, r, op, out);
    rc = hn_op_stand_of(c, &r->m, op, r->doers, &stand);
    out->status = HN_OP_SAVED;
    out->version = stand.version;
    return rc;
}

/* An attendance op names a person by code or id; kept is the id. */
static enum hn_rc
name_item(struct hn_ctx *c, struct hn_op *op)
{
    struct hn_person_id person;
    enum hn_rc rc;

    if (strcmp(op->what, "attendance") != 0)
        return HN_OK;
    rc = hn_person_find(c, op->item, &person);
    if (rc == HN_NOT_FOUND) {
        c->fault_count = 0;
        return hn_fail(c, HN_NOT_FOUND, "person", "roll.not_member");
    }
    if (!rc)
        op->item = hn_print(c->arena, "%" PRId64, person.v);
    return rc;
}

static bool
is_attendance(const struct hn_op *op)
{
    return op->what && strcmp(op->what, "attendance") == 0;
}

/* Onto the sheet that is open; what cannot go there finds all before it written. */
static enum hn_rc
put_on_sheet(struct hn_ctx *c, struct round *r, struct hn_op *op, bool *done, struct hn_op_answer *out)
{
    enum hn_rc rc = HN_OK;

    *done = false;
    out->status = HN_OP_SAVED;
    if (is_attendance(op))
        rc = hn_op_sheet_put(c, &r->m, &r->sheet, op, done, &out->version);
    if (rc || *done)
        return rc;
    r->sheet.open = false;
    return hn_op_sheet_write(c, &r->m, &r->sheet);
}

static enum hn_rc
carry_out(struct hn_ctx *c, struct round *r, struct hn_op *op, struct hn_op_answer *out)
{
    enum hn_rc rc;

    if (strcmp(op->what, "adopt") == 0)
        return adopt(c, r, out);
    if (hn_meeting_locked(&r->m))
        return hn_fail(c, HN_CONFLICT, "", "meeting.locked");
    if (strcmp(op->what, "choose") == 0)
        return choose(c, r, op, out);
    rc = name_item(c, op);
    return rc ? rc : apply(c, r, op, out);
}

static enum hn_rc
record(struct hn_ctx *c, const struct round *r, const struct hn_op *op, struct hn_bytes digest,
       const struct hn_op_answer *a)
{
    const char *body = hn_op_write(c->arena, op);
    const struct hn_param params[] = {
        hn_p_id(r->m.unit.v),
        hn_p_id(r->m.id.v),
        hn_p_text(op->key),
        hn_p_text(hn_op_subject(op)),
        hn_p_text(op->item),
        hn_p_text(a->status == HN_OP_REFUSED ? refused_text(c, body, &a->fault) : body),
        hn_p_int(op->base),
        hn_p_text(op->after),
        hn_p_bytes(digest),
        hn_p_text(hn_op_statuses[a->status]),
        hn_p_int(a->version),
        hn_p_time(op->written_at),
        hn_p_time(r->at),
        hn_p_id(c->actor.v),
        HN_P_END,
    };

    return hn_store_do(c, &sql_record, params);
}

/* A refusal is an answer like another; what the store or the machine says ends the request. */
static bool
is_refusal(enum hn_rc rc)
{
    return rc == HN_INVALID || rc == HN_CONFLICT || rc == HN_NOT_FOUND || rc == HN_DENIED;
}

static enum hn_rc
one(struct hn_ctx *c, struct round *r, const struct hn_op *sent, struct hn_op_answer *out)
{
    struct hn_op op = hn_op_whole(sent);
    struct hn_bytes digest = digest_of(c, hn_op_write(c->arena, &op));
    struct prior p;
    bool done = false;
    enum hn_rc rc = find_prior(c, r, op.key, digest, &p);

    *out = (struct hn_op_answer){ .key = op.key, .value = "", .who = "" };
    if (rc)
        return rc;
    if (p.found && !p.same)
        return hn_fail(c, HN_INVALID, "key", "key_reused");
    if (p.found) {
        rc = hn_op_sheet_write(c, &r->m, &r->sheet);
        return rc ? rc : answer_again(c, r, &p, out);
    }
    rc = put_on_sheet(c, r, &op, &done, out);
    if (rc)
        return rc;
    if (!done)
        rc = carry_out(c, r, &op, out);
    if (rc && !is_refusal(rc))
        return rc;
    if (rc) {
        out->status = HN_OP_REFUSED;
        out->fault = c->fault_count ? c->faults[0] : (struct hn_fault){ rc, "", "broken", "" };
        c->fault_count = 0;
    }
    rc = record(c, r, &op, digest, out);
    r->at++;
    return rc;
}

/* What an op may have changed of the meeting itself is read anew for the next. */
static enum hn_rc
see_again(struct hn_ctx *c, struct round *r, const struct hn_op *op)
{
    if (strcmp(op->what, "facts") != 0 && strcmp(op->what, "adopt") != 0 && strcmp(op->what, "choose") != 0)
        return HN_OK;
    return hn_meeting_read(c, r->m.id, &r->m);
}

/* Requests come to the writer in another order than they began in. */
static enum hn_rc
begin(struct hn_ctx *c, struct hn_meeting_id id, struct round *r)
{
    int64_t last = 0;
    bool found;
    enum hn_rc rc = hn_meeting_read(c, id, &r->m);

    if (!rc)
        rc = hn_need(c, HN_MAY_EDIT_MEETING, r->m.unit);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(r->m.unit.v), hn_p_id(r->m.id.v), HN_P_END };

    rc = hn_store_int(c, &sql_last, params, &last, &found);
    r->at = last < c->now ? c->now : last + 1;
    return rc;
}

enum hn_rc
hn_ops_apply(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_op *ops, size_t count,
             const struct hn_op_doers *doers, struct hn_op_answer *answers)
{
    struct round r = { .doers = doers, .all_saved = true };
    enum hn_rc rc;

    if (count > HN_OPS_MOST)
        return hn_fail(c, HN_INVALID, "", "op.too_many");
    rc = begin(c, id, &r);
    for (size_t i = 0; !rc && i < count; i++) {
        if (is_attendance(&ops[i]))
            rc = hn_op_sheet_open(c, &r.m, &r.sheet);
        if (rc)
            return rc;

        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = one(c, &r, &ops[i], &answers[i]);
        /* What a meeting wrote in an hour may come at once: each in the memory of the one before. */
        if (!rc && answers[i].status == HN_OP_SAVED) {
            answers[i].key = ops[i].key;
            c->grants = NULL; /* parts of them are read at need, into what is given back here */
            hn_ctx_rewind(c, mark);
        }
        if (!rc && answers[i].status != HN_OP_SAVED)
            r.all_saved = false;
        if (!rc)
            rc = see_again(c, &r, &ops[i]);
    }
    return rc ? rc : hn_op_sheet_write(c, &r.m, &r.sheet);
}
