/* minutes.c: from a draft to locked, sent minutes; addenda (minutes.h). Not for: how the papers read (minutes_write.c,
 * minutes_resolution.c), the papers sent along with a meeting (paper.c). */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/seal.h"
#include "meeting/inside.h"
#include "meeting/minutes_inside.h"
#include "meeting/month.h"

enum { ADDENDUM_MOST = 10000, CHECKS = 8 };

static const struct hn_sql sql_adopt = {
    .name = "minutes.adopt",
    .text = "UPDATE meeting SET adopted_at = $1, version = version + 1 WHERE unit_id = $2 AND id = $3"
            " AND adopted_at = 0"
};
static const struct hn_sql sql_send = { .name = "minutes.send",
                                        .text = "UPDATE meeting SET sent_at = $1, version = version + 1 "
                                                "WHERE unit_id = $2 AND id = $3 AND sent_at = 0" };
static const struct hn_sql sql_receive = {
    .name = "minutes.receive",
    .text = "UPDATE meeting SET received_at = $1, received_by = $2 WHERE unit_id = $3 AND id = $4"
            " AND sent_at <> 0 AND received_at = 0"
};
static const struct hn_sql sql_keep = {
    .name = "minutes.keep",
    .text =
        "INSERT INTO meeting_document (unit_id, meeting_id, id, kind, number, symbol, day, body, digest, at,"
        " entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
};
static const struct hn_sql sql_addenda = {
    .name = "minutes.addenda",
    .text =
        "SELECT count(*) FROM meeting_document WHERE unit_id = $1 AND meeting_id = $2 AND kind = 'addendum'"
};
static const struct hn_sql sql_symbol = {
    .name = "minutes.symbol",
    .text = "SELECT symbol FROM meeting_document WHERE unit_id = $1 AND meeting_id = $2 AND kind = 'minutes'"
};

const struct hn_sql *const hn_minutes_sql[] = { &sql_adopt,   &sql_send,   &sql_receive, &sql_keep,
                                                &sql_addenda, &sql_symbol, NULL };

/* --- is all there? --- */

static size_t
check(const struct hn_minutes_facts *f, struct hn_minutes_check *out)
{
    const char *unrecorded = hn_print(f->arena, "%" PRId64, f->counts.not_recorded);
    const char *conflicts = hn_print(f->arena, "%" PRId64, f->conflicts), *failed = "";
    bool voted = strcmp(f->m.kind, "ordinary") != 0, carried = true;
    size_t n = 0;

    for (size_t i = 0; i < f->vote_count; i++) {
        if (strcmp(f->votes[i].matter, "resolution") != 0)
            continue;
        voted = true;
        if (!f->votes[i].passed && carried) {
            carried = false;
            failed = hn_minutes_vote(f, &f->votes[i]);
        }
    }
    out[n++] = (struct hn_minutes_check){
        "not_held", f->m.held_at != 0 && f->m.began_minute >= 0 && f->m.ended_minute >= 0, ""
    };
    out[n++] = (struct hn_minutes_check){ "chair", f->m.chair.v != 0, "" };
    out[n++] = (struct hn_minutes_check){ "writer", f->m.writer.v != 0, "" };
    out[n++] = (struct hn_minutes_check){ "not_recorded", f->counts.not_recorded == 0, unrecorded };
    out[n++] = (struct hn_minutes_check){ "conclusion", *hn_minutes_text(f, "conclusion") != '\0', "" };
    out[n++] = (struct hn_minutes_check){ "vote", voted, "" };
    out[n++] = (struct hn_minutes_check){ "vote_failed", carried, failed };
    out[n++] = (struct hn_minutes_check){ "conflict", f->conflicts == 0, conflicts };
    return n;
}

enum hn_rc
hn_minutes_check(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_minutes_check **out,
                 size_t *count, bool *ready)
{
    struct hn_minutes_check *all = HN_NEW_N(c->arena, struct hn_minutes_check, CHECKS);
    struct hn_minutes_facts f;
    enum hn_rc rc = hn_minutes_facts(c, id, &f);

    if (rc)
        return rc;
    *count = check(&f, all);
    *ready = true;
    for (size_t i = 0; i < *count; i++)
        *ready = *ready && all[i].fine;
    *out = all;
    return HN_OK;
}

static enum hn_rc
need_all(struct hn_ctx *c, const struct hn_minutes_facts *f)
{
    struct hn_minutes_check all[CHECKS];
    size_t count = check(f, all);
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count; i++) {
        if (!all[i].fine)
            rc = hn_fail_arg(c, HN_CONFLICT, "", hn_print(c->arena, "minutes.%s", all[i].what), all[i].arg);
    }
    return rc;
}

/* --- the draft --- */

enum hn_rc
hn_minutes_compose(struct hn_ctx *c, struct hn_meeting_id id, const char *which,
                   const struct hn_minutes_more *more, struct hn_doc **out)
{
    struct hn_minutes_facts f;
    enum hn_rc rc = hn_minutes_facts(c, id, &f);

    if (rc)
        return rc;
    if (strcmp(which, "resolution") == 0)
        *out = hn_resolution_write(&f, more, hn_document_symbol(c->arena, &f.m, "NQ", 0));
    else
        *out = hn_minutes_write(&f, more, hn_document_symbol(c->arena, &f.m, "BB", 0));
    return HN_OK;
}

/* --- adoption --- */

static const uint8_t content_use[HN_KEY_BYTES] = "hatnhan document content";

struct kept {
    const char *kind, *symbol;
    int64_t number;
    hn_day day;
    const struct hn_doc *doc;
};

static enum hn_rc
keep(struct hn_ctx *c, const struct hn_meeting *m, const struct kept *k, int64_t *id)
{
    struct hn_buf body;

    hn_buf_init(&body, c->arena, 0);
    hn_doc_write(&body, k->doc);
    *id = hn_new_id(c);

    const struct hn_bytes bytes = { (const uint8_t *)body.data, body.len };
    const struct hn_param params[] = {
        hn_p_id(m->unit.v), hn_p_id(m->id.v),     hn_p_id(*id),
        hn_p_text(k->kind), hn_p_int(k->number),  hn_p_text(k->symbol),
        hn_p_day(k->day),   hn_p_text(body.data), hn_p_bytes(hn_keyed_hash(c, content_use, bytes)),
        hn_p_time(c->now),  hn_p_id(c->actor.v),  HN_P_END
    };
    enum hn_rc rc = hn_store_do(c, &sql_keep, params);

    if (rc)
        return rc;
    return hn_audit_change(c, hn_print(c->arena, "minutes.%s", k->kind), *id, m->unit, "", body.data);
}

static enum hn_rc
keep_both(struct hn_ctx *c, const struct hn_minutes_facts *f, const struct hn_minutes_more *more)
{
    struct kept k = { .kind = "minutes", .day = f->on };
    int64_t id;
    enum hn_rc rc = hn_document_number(c, &f->m, "BB", &k.number, &k.symbol);

    if (rc)
        return rc;
    k.doc = hn_minutes_write(f, more, k.symbol);
    rc = keep(c, &f->m, &k, &id);
    if (rc || !hn_minutes_has_resolution(f))
        return rc;
    k.kind = "resolution";
    rc = hn_document_number(c, &f->m, "NQ", &k.number, &k.symbol);
    if (rc)
        return rc;
    k.doc = hn_resolution_write(f, more, k.symbol);
    return keep(c, &f->m, &k, &id);
}

enum hn_rc
hn_minutes_adopt(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_minutes_more *more)
{
    struct hn_minutes_facts f;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc && m.held_at)
        rc = hn_roll_make(c, id); /* who joined or left since: for the last time */
    if (!rc)
        rc = hn_minutes_facts(c, id, &f);
    if (!rc)
        rc = need_all(c, &f);
    if (!rc)
        rc = keep_both(c, &f, more);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(m.unit.v), hn_p_id(id.v), HN_P_END };

    rc = hn_store_do(c, &sql_adopt, params);
    if (!rc)
        rc = hn_audit_change(c, "minutes.adopt", id.v, m.unit, "", "");
    return rc ? rc : hn_month_refresh(c, m.unit, m.month);
}

/* --- sending --- */

/* An adopted meeting of one's own keeping. */
static enum hn_rc
open_adopted(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out)
{
    enum hn_rc rc = hn_meeting_read(c, id, out);

    if (!rc)
        rc = hn_need(c, HN_MAY_EDIT_MEETING, out->unit);
    if (!rc && !out->adopted_at)
        rc = hn_fail(c, HN_CONFLICT, "", "minutes.not_adopted");
    return rc;
}

enum hn_rc
hn_minutes_send(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_meeting m;
    enum hn_rc rc = open_adopted(c, id, &m);

    if (rc || m.sent_at)
        return rc;

    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(m.unit.v), hn_p_id(id.v), HN_P_END };

    rc = hn_store_do(c, &sql_send, params);
    if (!rc)
        rc = hn_audit_change(c, "minutes.send", id.v, m.unit, "", "");
    return rc ? rc : hn_month_refresh(c, m.unit, m.month);
}

enum hn_rc
hn_minutes_receive(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_meeting m;
    int64_t touched = 0;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (rc)
        return rc;
    rc = hn_access_allows(c, HN_MAY_MONITOR, (struct hn_record){ .unit = m.unit }, HN_GROUP_BASIC);
    if (rc == HN_DENIED || rc == HN_NOT_FOUND)
        return HN_OK;
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(c->actor.v), hn_p_id(m.unit.v),
                                       hn_p_id(id.v), HN_P_END };

    rc = hn_store_do_count(c, &sql_receive, params, &touched);
    if (rc || touched == 0)
        return rc;
    return hn_audit_change(c, "minutes.receive", id.v, m.unit, "", "");
}

/* --- addenda --- */

static enum hn_rc
read_symbol(struct hn_ctx *c, const struct hn_meeting *m, const char **symbol, int64_t *addenda)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_symbol, params, &rows);

    if (rc)
        return rc;
    *symbol = hn_rows_next(rows) ? hn_row_text(rows, "symbol") : "";
    rc = hn_rows_end(rows);
    return rc ? rc : hn_store_int(c, &sql_addenda, params, addenda, &found);
}

enum hn_rc
hn_minutes_addendum(struct hn_ctx *c, struct hn_meeting_id id, const char *text, int64_t *document)
{
    struct hn_minutes_facts f = { .arena = c->arena };
    struct kept k = { .kind = "addendum", .day = c->today };
    struct hn_meeting m;
    const char *symbol;
    enum hn_rc rc = open_adopted(c, id, &m);

    if (!rc && !*text)
        rc = hn_fail(c, HN_INVALID, "text", "minutes.text");
    if (!rc)
        rc = hn_text_fits(c, "text", text, ADDENDUM_MOST);
    if (!rc)
        rc = hn_minutes_heads(c, &m, &f);
    if (!rc)
        rc = read_symbol(c, &m, &symbol, &k.number);
    if (rc)
        return rc;
    k.number++;
    k.symbol = hn_minutes_fill(&f, "minutes.addendum_symbol", symbol,
                               hn_print(c->arena, "%" PRId64, k.number));

    struct hn_doc *d = hn_minutes_doc(
        &f, k.symbol, k.day, hn_minutes_word("minutes.addendum_title"),
        hn_minutes_fill(&f, "minutes.addendum_of", symbol, hn_minutes_kind(&f)));

    hn_doc_paragraph(d, text);
    d->left = (struct hn_doc_sign){ "", hn_minutes_word("minutes.sign_writer"), m.writer_name };
    d->right = (struct hn_doc_sign){ "", hn_minutes_word("minutes.sign_chair"), m.chair_name };
    k.doc = d;
    return keep(c, &m, &k, document);
}
