/* session.c: sessions: opening, finding, resting, ending (account.h, security/ section 5). */
#include <assert.h>
#include <string.h>

#include "account/inside.h"
#include "audit/audit.h"

#define IDLE          (HN_HOUR_US / 2)
#define LIFE          (12 * HN_HOUR_US)
#define DEVICE_IDLE   (12 * HN_HOUR_US)
#define DEVICE_LIFE   (30 * 24 * HN_HOUR_US)
#define TOUCH_AFTER   (60 * HN_SECOND_US)  /* seen_at need not be nearer than a minute */
#define CONFIRM_HOLDS (600 * HN_SECOND_US) /* the phrase given holds for reveals so long on a phone */
#define ROWS_MAX      100

static const struct hn_sql sql_open = {
    .name = "session.open",
    .text = "INSERT INTO session (account_id, id, hash, device_id, level, created_at, seen_at, confirmed_at, "
            "ends_at, idle_us,"
            " ended_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7, $8, 0)"
};

static const struct hn_sql sql_renew = {
    .name = "session.renew",
    .text =
        "UPDATE session SET hash = $1, level = $2, device_id = $3, ends_at = $4, idle_us = $5, seen_at = $6"
        " WHERE account_id = $7 AND id = $8 AND ended_at = 0"
};

/* A grant that has run out since the session was opened ends it. $3 is today; the day of an instant is that in
 * Viet Nam. */
static const struct hn_sql sql_by_hash = {
    .name = "session.by_hash",
    .text = "SELECT s.account_id AS account_id, s.id AS id, s.device_id AS device_id, s.level AS level, "
            "s.seen_at AS seen_at,"
            " s.confirmed_at AS confirmed_at, s.ends_at AS ends_at, a.person_id AS person_id, a.name AS "
            "name, a.lang AS lang"
            " FROM session s CROSS JOIN account a WHERE s.hash = $1 AND s.ended_at = 0 AND s.ends_at > $2"
            " AND s.seen_at + s.idle_us > $2 AND a.id = s.account_id AND a.state = 'active'"
            " AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.user_id = s.account_id"
            " AND g.known_to = 9223372036854775807 AND g.valid_to <= $3"
            " AND g.valid_to > (s.created_at + 25200000000) / 86400000000)"
};

static const struct hn_sql sql_touch = {
    .name = "session.touch",
    .text = "UPDATE session SET seen_at = $1 WHERE account_id = $2 AND id = $3 AND seen_at < $1"
};

static const struct hn_sql sql_confirm = {
    .name = "session.confirm",
    .text = "UPDATE session SET confirmed_at = $1 WHERE account_id = $2 AND id = $3 AND ended_at = 0"
};

static const struct hn_sql sql_list = {
    .name = "session.list",
    .text = "SELECT s.id AS id, s.created_at AS created_at, s.seen_at AS seen_at, s.ends_at AS ends_at,"
            " coalesce(d.name, '') AS device_name FROM session s"
            " LEFT JOIN device d ON d.account_id = s.account_id AND d.id = s.device_id"
            " WHERE s.account_id = $1 AND s.ended_at = 0 AND s.ends_at > $2 AND s.seen_at + s.idle_us > $2"
            " ORDER BY s.seen_at DESC, s.id DESC LIMIT 100"
};

static const struct hn_sql sql_end = {
    .name = "session.end",
    .text = "UPDATE session SET ended_at = $1 WHERE account_id = $2 AND id = $3 AND ended_at = 0"
};

static const struct hn_sql sql_end_others = {
    .name = "session.end_others",
    .text = "UPDATE session SET ended_at = $1 WHERE account_id = $2 AND id <> $3 AND ended_at = 0"
};

enum hn_rc
hn_session_open(struct hn_ctx *c, int64_t account, int64_t device, int level, struct hn_signed_in *out)
{
    hn_time life = device ? DEVICE_LIFE : LIFE;
    struct hn_bytes hash;

    assert(level == 1 || level == 2);
    out->session = hn_secret_new(c, HN_SECRET_SESSION, &hash);
    out->max_age = device ? life / HN_SECOND_US : 0;
    const struct hn_param params[] = { hn_p_id(account),
                                       hn_p_id(hn_new_id(c)),
                                       hn_p_bytes(hash),
                                       hn_p_id(device),
                                       hn_p_int(level),
                                       hn_p_time(c->now),
                                       hn_p_time(c->now + life),
                                       hn_p_time(device ? DEVICE_IDLE : IDLE),
                                       HN_P_END };

    return hn_store_do(c, &sql_open, params);
}

enum hn_rc
hn_session_renew(struct hn_ctx *c, const struct hn_who *who, int level, int64_t device,
                 struct hn_signed_in *out)
{
    bool becomes_phone = device && !who->device;
    struct hn_bytes hash;
    int64_t touched;

    *out = (struct hn_signed_in){ .outcome = HN_SIGN_IN_OK, .user = who->user };
    out->session = hn_secret_new(c, HN_SECRET_SESSION, &hash);
    out->max_age = device ? (becomes_phone ? DEVICE_LIFE : who->ends_at - c->now) / HN_SECOND_US : 0;
    const struct hn_param params[] = { hn_p_bytes(hash),
                                       hn_p_int(level),
                                       hn_p_id(device),
                                       hn_p_time(becomes_phone ? c->now + DEVICE_LIFE : who->ends_at),
                                       hn_p_time(device ? DEVICE_IDLE : IDLE),
                                       hn_p_time(c->now),
                                       hn_p_id(who->user.v),
                                       hn_p_id(who->session),
                                       HN_P_END };
    enum hn_rc rc = hn_store_do_count(c, &sql_renew, params, &touched);

    if (rc)
        return rc;
    return touched == 1 ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "account.no_session");
}

enum hn_rc
hn_account_by_session(struct hn_ctx *c, const char *session, struct hn_who *out)
{
    struct hn_bytes hash;
    struct hn_factors f;
    struct hn_rows *rows;
    enum hn_rc rc;

    *out = (struct hn_who){ .owed = HN_FACTOR_ENROL };
    if (!hn_secret_hash(c, HN_SECRET_SESSION, session, &hash))
        return HN_NOT_FOUND;
    const struct hn_param params[] = { hn_p_bytes(hash), hn_p_time(c->now), hn_p_day(c->today), HN_P_END };

    rc = hn_store_query(c, &sql_by_hash, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->user.v = hn_row_int(rows, "account_id");
        out->session = hn_row_int(rows, "id");
        out->device = hn_row_int(rows, "device_id");
        out->level = (int)hn_row_int(rows, "level");
        out->touch_owed = c->now - hn_row_int(rows, "seen_at") > TOUCH_AFTER;
        out->confirmed_at = hn_row_int(rows, "confirmed_at");
        out->ends_at = hn_row_int(rows, "ends_at");
        out->person.v = hn_row_int(rows, "person_id");
        out->name = hn_row_text(rows, "name");
        out->lang = strcmp(hn_row_text(rows, "lang"), "en") == 0 ? HN_EN : HN_VI;
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (out->user.v == 0)
        return HN_NOT_FOUND;
    out->owed = HN_FACTOR_NONE;
    if (out->level >= 2)
        return HN_OK;
    rc = hn_factors_of(c, out->user.v, &f);
    if (rc)
        return rc;
    out->owed = hn_factor_owed(&f);
    return HN_OK;
}

enum hn_rc
hn_session_confirm(struct hn_ctx *c, const struct hn_who *who)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(who->user.v), hn_p_id(who->session),
                                       HN_P_END };

    return hn_store_do(c, &sql_confirm, params);
}

enum hn_rc
hn_session_touch(struct hn_ctx *c, const struct hn_who *who)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(who->user.v), hn_p_id(who->session),
                                       HN_P_END };

    return hn_store_do(c, &sql_touch, params);
}

bool
hn_account_confirmed(const struct hn_ctx *c, const struct hn_who *who)
{
    return who->device == 0 || c->now - who->confirmed_at <= CONFIRM_HOLDS;
}

enum hn_rc
hn_session_list(struct hn_ctx *c, const struct hn_who *who, const struct hn_session_row **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(who->user.v), hn_p_time(c->now), HN_P_END };
    struct hn_session_row *all = HN_NEW_N(c->arena, struct hn_session_row, ROWS_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_list, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; *count < ROWS_MAX && hn_rows_next(rows); (*count)++) {
        all[*count] = (struct hn_session_row){
            .id = hn_row_int(rows, "id"),
            .created_at = hn_row_int(rows, "created_at"),
            .seen_at = hn_row_int(rows, "seen_at"),
            .ends_at = hn_row_int(rows, "ends_at"),
            .device_name = hn_row_text(rows, "device_name"),
            .own = hn_row_int(rows, "id") == who->session,
        };
    }
    *out = all;
    return hn_rows_end(rows);
}

enum hn_rc
hn_session_end_others(struct hn_ctx *c, int64_t account, int64_t keep)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(account), hn_p_id(keep), HN_P_END };

    return hn_store_do(c, &sql_end_others, params);
}

enum hn_rc
hn_session_end(struct hn_ctx *c, const struct hn_who *who, int64_t id)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(who->user.v), hn_p_id(id), HN_P_END };
    int64_t touched = 1;
    enum hn_rc rc = id ? hn_store_do_count(c, &sql_end, params, &touched)
                       : hn_session_end_others(c, who->user.v, who->session);

    if (rc)
        return rc;
    if (touched != 1)
        return hn_fail(c, HN_NOT_FOUND, "", "account.no_session");
    return hn_audit(c, "session.end", who->user.v);
}

enum hn_rc
hn_account_sign_out(struct hn_ctx *c, const struct hn_who *who)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(who->user.v), hn_p_id(who->session),
                                       HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_end, params);

    if (rc)
        return rc;
    return hn_audit(c, "sign_out", who->user.v);
}

const struct hn_sql *const hn_account_session_sql[] = { &sql_open,  &sql_renew,      &sql_by_hash,
                                                        &sql_touch, &sql_confirm,    &sql_list,
                                                        &sql_end,   &sql_end_others, NULL };
