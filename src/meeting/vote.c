/* vote.c: votes by hand, card or secret ballot: counts alone, and whether the matter passed by the threshold of its day
 * (run.h; domain/03 §3.5). Who voted how is never kept. */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"
#include "meeting/run.h"

#define SUBJECT_MOST 1000

const char *const hn_vote_matters[] = { "resolution",       "admission", "officialise", "discipline",
                                        "discipline_heavy", "removal",   "other",       NULL };
const char *const hn_vote_forms[] = { "hand", "card", "secret_ballot", NULL };

static const char *
given(const char *text)
{
    return text ? text : "";
}

#define VOTE_COLUMNS                                                                                         \
    "SELECT v.item_key, v.position, v.matter, v.subject, v.form, v.entitled, v.present, v.votes_for,"        \
    " v.votes_against, v.votes_other, v.votes_invalid, v.passed, v.version, v.removed_at,"                   \
    " COALESCE(x.num, 1) AS num, COALESCE(x.den, 2) AS den, COALESCE(x.strict, 1) AS strict,"                \
    " COALESCE(x.legal_basis, '') AS legal_basis FROM vote v LEFT JOIN vote_matter x ON x.matter = v.matter" \
    " AND x.valid_from <= $3 AND x.valid_to > $3 WHERE v.unit_id = $1 AND v.meeting_id = $2"

static const struct hn_sql sql_read = { .name = "vote.read",
                                        .text = VOTE_COLUMNS
                                        " AND v.removed_at = 0 ORDER BY v.position, v.item_key LIMIT 400" };
static const struct hn_sql sql_one = { .name = "vote.one", .text = VOTE_COLUMNS " AND v.item_key = $4" };
static const struct hn_sql sql_room = {
    .name = "vote.room",
    .text = "SELECT COALESCE(SUM(CASE WHEN removed_at = 0 THEN 1 ELSE 0 END), 0) AS n,"
            " COALESCE(MAX(position), 0) AS last FROM vote WHERE unit_id = $1 AND meeting_id = $2"
};
static const struct hn_sql sql_put = {
    .name = "vote.put",
    .text =
        "INSERT INTO vote (unit_id, meeting_id, item_key, position, matter, subject, form, entitled, present,"
        " votes_for, votes_against, votes_other, votes_invalid, passed, version, at, removed_at, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17)"
        " ON CONFLICT (unit_id, meeting_id, item_key) DO UPDATE SET position = excluded.position,"
        " matter = excluded.matter, subject = excluded.subject, form = excluded.form,"
        " entitled = excluded.entitled, present = excluded.present, votes_for = excluded.votes_for,"
        " votes_against = excluded.votes_against, votes_other = excluded.votes_other,"
        " votes_invalid = excluded.votes_invalid, passed = excluded.passed, version = excluded.version,"
        " at = excluded.at, removed_at = 0, entered_by = excluded.entered_by"
};
static const struct hn_sql sql_remove = {
    .name = "vote.remove",
    .text = "UPDATE vote SET removed_at = $4, version = version + 1, at = $4, entered_by = $5"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3 AND removed_at = 0"
};

static struct hn_vote
vote_of(struct hn_rows *rows)
{
    return (struct hn_vote){
        .item_key = hn_row_text(rows, "item_key"),
        .position = (int)hn_row_int(rows, "position"),
        .matter = hn_row_text(rows, "matter"),
        .subject = hn_row_text(rows, "subject"),
        .form = hn_row_text(rows, "form"),
        .entitled = hn_row_int(rows, "entitled"),
        .present = hn_row_int(rows, "present"),
        .votes_for = hn_row_int(rows, "votes_for"),
        .votes_against = hn_row_int(rows, "votes_against"),
        .votes_other = hn_row_int(rows, "votes_other"),
        .votes_invalid = hn_row_int(rows, "votes_invalid"),
        .passed = hn_row_int(rows, "passed") != 0,
        .legal_basis = hn_row_text(rows, "legal_basis"),
        .num = hn_row_int(rows, "num"),
        .den = hn_row_int(rows, "den"),
        .strict = hn_row_int(rows, "strict") != 0,
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_votes_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_vote **out, size_t *count)
{
    struct hn_vote *all = NULL;
    struct hn_meeting m;
    struct hn_rows *rows;
    size_t n = 0, room = 0;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_day(hn_meeting_on(&m)),
                                       HN_P_END };

    rc = hn_store_query(c, &sql_read, params, &rows);
    if (rc)
        return rc;
    while (n < HN_RUN_ITEMS && hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 8) * sizeof *all);
            room += 8;
        }
        all[n++] = vote_of(rows);
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

static enum hn_rc
one(struct hn_ctx *c, const struct hn_meeting *m, const char *key, struct hn_vote *was, struct hn_item *old)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_day(hn_meeting_on(m)),
                                       hn_p_text(key), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    *old = (struct hn_item){ 0 };
    if (hn_rows_next(rows)) {
        *was = vote_of(rows);
        *old = (struct hn_item){ .version = was->version,
                                 .position = was->position,
                                 .removed = hn_row_int(rows, "removed_at") != 0 };
    }
    return hn_rows_end(rows);
}

/* --- what may be put --- */

static const struct hn_sql sql_matter = {
    .name = "vote.matter",
    .text = "SELECT num, den, strict, secret FROM vote_matter WHERE matter = $1 AND valid_from <= $2"
            " AND valid_to > $2"
};

/* The threshold of the matter on the meeting's day. */
static enum hn_rc
threshold(struct hn_ctx *c, const struct hn_meeting *m, struct hn_vote *v)
{
    const struct hn_param params[] = { hn_p_text(v->matter), hn_p_day(hn_meeting_on(m)), HN_P_END };
    struct hn_rows *rows;
    bool found, secret = false;
    enum hn_rc rc = hn_store_query(c, &sql_matter, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        v->num = hn_row_int(rows, "num");
        v->den = hn_row_int(rows, "den");
        v->strict = hn_row_int(rows, "strict") != 0;
        secret = hn_row_int(rows, "secret") != 0;
    }
    rc = hn_rows_end(rows);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "matter", "run.kind");
    if (!rc && secret && strcmp(v->form, "secret_ballot") != 0)
        rc = hn_fail(c, HN_INVALID, "form", "vote.secret");
    return rc;
}

static const struct hn_sql sql_official = {
    .name = "vote.official",
    .text = "SELECT COUNT(*) AS n FROM attendance WHERE unit_id = $1 AND meeting_id = $2 AND official = 1"
};

/* Fills in what the roll has, and refuses more than it can hold. */
static enum hn_rc
check_counts(struct hn_ctx *c, const struct hn_meeting *m, struct hn_vote *v)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    int64_t cast = v->votes_for + v->votes_against + v->votes_other + v->votes_invalid, official = 0;
    struct hn_roll_count roll;
    bool found;
    enum hn_rc rc = hn_roll_counts(c, m->id, &roll);

    /* Who may vote is known once there is a roll. */
    if (!rc && roll.members == 0) {
        rc = hn_roll_follow(c, m, &official);
        if (!rc)
            rc = hn_roll_counts(c, m->id, &roll);
    }
    if (!rc)
        rc = hn_store_int(c, &sql_official, params, &official, &found);
    if (rc)
        return rc;
    v->entitled = v->entitled ? v->entitled : roll.entitled;
    v->present = v->present ? v->present : roll.entitled_present;
    if (v->entitled > official)
        return hn_fail_arg(c, HN_INVALID, "entitled", "vote.above_entitled",
                           hn_print(c->arena, "%" PRId64 " > %" PRId64, v->entitled, official));
    if (v->present > v->entitled)
        return hn_fail_arg(c, HN_INVALID, "present", "vote.above_entitled",
                           hn_print(c->arena, "%" PRId64 " > %" PRId64, v->present, v->entitled));
    if (cast > v->present)
        return hn_fail_arg(c, HN_INVALID, "votes_for", "vote.too_many",
                           hn_print(c->arena, "%" PRId64 " > %" PRId64, cast, v->present));
    return HN_OK;
}

static bool
is_count(int64_t n)
{
    return n >= 0 && n <= 1000000;
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_meeting *m, struct hn_vote *v)
{
    enum hn_rc rc = hn_item_key(c, v->item_key, &v->item_key);

    v->matter = given(v->matter);
    v->form = given(v->form);
    if (rc)
        return rc;
    if (!hn_word_among(hn_vote_matters, v->matter) || !hn_word_among(hn_vote_forms, v->form))
        return hn_fail(c, HN_INVALID, "matter", "run.kind");
    if (!*given(v->subject))
        return hn_fail(c, HN_INVALID, "subject", "vote.subject");
    if (!is_count(v->entitled) || !is_count(v->present) || !is_count(v->votes_for) ||
        !is_count(v->votes_against) || !is_count(v->votes_other) || !is_count(v->votes_invalid))
        return hn_fail(c, HN_INVALID, "votes_for", "vote.negative");
    rc = hn_text_fits(c, "subject", v->subject, SUBJECT_MOST);
    if (!rc)
        rc = threshold(c, m, v);
    if (!rc)
        rc = check_counts(c, m, v);
    /* Of those entitled, not of those present. */
    v->passed = v->strict ? v->votes_for * v->den > v->num * v->entitled
                          : v->entitled > 0 && v->votes_for * v->den >= v->num * v->entitled;
    return rc;
}

static bool
same(const struct hn_vote *a, const struct hn_vote *b)
{
    return strcmp(a->matter, b->matter) == 0 && strcmp(a->subject, b->subject) == 0 &&
           strcmp(a->form, b->form) == 0 && a->entitled == b->entitled && a->present == b->present &&
           a->votes_for == b->votes_for && a->votes_against == b->votes_against &&
           a->votes_other == b->votes_other && a->votes_invalid == b->votes_invalid &&
           a->passed == b->passed && (b->position == 0 || a->position == b->position);
}

static enum hn_rc
write(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_vote *v)
{
    const struct hn_param params[] = {
        hn_p_id(m->unit.v),         hn_p_id(m->id.v),           hn_p_text(v->item_key),
        hn_p_int(v->position),      hn_p_text(v->matter),       hn_p_text(v->subject),
        hn_p_text(v->form),         hn_p_int(v->entitled),      hn_p_int(v->present),
        hn_p_int(v->votes_for),     hn_p_int(v->votes_against), hn_p_int(v->votes_other),
        hn_p_int(v->votes_invalid), hn_p_int(v->passed),        hn_p_int(v->version),
        hn_p_time(c->now),          hn_p_id(c->actor.v),        HN_P_END
    };

    return hn_store_do(c, &sql_put, params);
}

/* What a line of the log rests on. */
static const char *
told(struct hn_ctx *c, const struct hn_vote *v)
{
    if (!v->item_key)
        return "";
    return hn_print(c->arena,
                    "%s %s %s %s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %d",
                    v->item_key, v->matter, v->form, v->subject, v->entitled, v->present, v->votes_for,
                    v->votes_against, v->votes_other, v->votes_invalid, v->passed);
}

enum hn_rc
hn_vote_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_vote *in, int64_t base,
            int64_t *version)
{
    struct hn_vote put = *in, was = { 0 };
    struct hn_item old = { 0 };
    struct hn_meeting m;
    bool nothing = false;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = check(c, &m, &put);
    if (!rc)
        rc = one(c, &m, put.item_key, &was, &old);
    if (!rc)
        rc = hn_item_check(c, base, &old, old.version && same(&was, &put), &nothing);
    if (!rc && !nothing)
        rc = hn_item_place(c, &m, &sql_room, &old, &put.position);
    if (rc)
        return rc;
    if (version)
        *version = nothing ? old.version : old.version + 1;
    if (nothing)
        return HN_OK;
    put.version = old.version + 1;
    rc = write(c, &m, &put);
    return rc ? rc : hn_audit_change(c, "vote.put", id.v, m.unit, told(c, &was), told(c, &put));
}

enum hn_rc
hn_vote_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key)
{
    return hn_item_remove(c, id, item_key, &sql_remove, "vote.remove");
}

const struct hn_sql *const hn_vote_sql[] = {
    &sql_read, &sql_one, &sql_room, &sql_put, &sql_remove, &sql_matter, &sql_official, NULL,
};
