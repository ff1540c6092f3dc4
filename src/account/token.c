/* token.c: API tokens: what a program holds in place of a session (account.h). */
#include <assert.h>
#include <string.h>

#include "account/inside.h"
#include "audit/audit.h"

#define ROWS_MAX     100
#define NAME_LETTERS 60
#define TOUCH_AFTER  HN_HOUR_US /* "last used" to the hour */

static const struct hn_sql sql_add = {
    .name = "token.add",
    .text = "INSERT INTO api_token (account_id, id, hash, name, created_at, expires_at, seen_at, ended_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, 0, 0)"
};

static const struct hn_sql sql_by_hash = {
    .name = "token.by_hash",
    .text = "SELECT t.account_id AS account_id, t.id AS id, t.seen_at AS seen_at, t.expires_at AS expires_at,"
            " a.person_id AS person_id, a.name AS name, a.lang AS lang FROM api_token t CROSS JOIN account a"
            " WHERE t.hash = $1 AND t.ended_at = 0 AND t.expires_at > $2 AND a.id = t.account_id AND a.state "
            "= 'active'"
};

static const struct hn_sql sql_touch = {
    .name = "token.touch",
    .text = "UPDATE api_token SET seen_at = $1 WHERE account_id = $2 AND id = $3 AND seen_at < $1"
};

static const struct hn_sql sql_list = {
    .name = "token.list",
    .text = "SELECT id, name, created_at, expires_at, seen_at FROM api_token"
            " WHERE account_id = $1 AND ended_at = 0 AND expires_at > $2 ORDER BY created_at, id LIMIT 100"
};

static const struct hn_sql sql_end = {
    .name = "token.end",
    .text = "UPDATE api_token SET ended_at = $1 WHERE account_id = $2 AND id = $3 AND ended_at = 0"
};

/* A token is its owner's to make; only the system makes one for somebody else, at the owner's bidding. */
static enum hn_rc
check_owner(struct hn_ctx *c, struct hn_user_id user)
{
    if (c->actor.v == user.v || c->actor.v == HN_USER_SYSTEM.v)
        return HN_OK;
    return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

enum hn_rc
hn_token_new(struct hn_ctx *c, struct hn_user_id user, const char *name, int days, const char **token)
{
    const char *clean = name && *name ? hn_vi_clean(c->arena, name, strlen(name), false) : NULL;
    int64_t id = hn_new_id(c);
    struct hn_bytes hash;
    enum hn_rc rc = check_owner(c, user);

    if (rc)
        return rc;
    if (!clean || !*clean || hn_utf8_count(clean) > NAME_LETTERS)
        return hn_fail(c, HN_INVALID, "name", "account.token_name");
    if (days < 1 || days > HN_TOKEN_DAYS_MAX)
        return hn_fail(c, HN_INVALID, "days", "account.token_days");
    *token = hn_secret_new(c, HN_SECRET_TOKEN, &hash);
    const struct hn_param params[] = { hn_p_id(user.v),   hn_p_id(id),
                                       hn_p_bytes(hash),  hn_p_text(clean),
                                       hn_p_time(c->now), hn_p_time(c->now + days * HN_DAY_US),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_add, params);
    return rc ? rc : hn_audit(c, "token.new", user.v);
}

enum hn_rc
hn_account_by_token(struct hn_ctx *c, const char *token, struct hn_who *out)
{
    struct hn_bytes hash;
    struct hn_rows *rows;
    enum hn_rc rc;

    *out = (struct hn_who){ .owed = HN_FACTOR_NONE };
    if (!hn_secret_hash(c, HN_SECRET_TOKEN, token, &hash))
        return HN_NOT_FOUND;
    const struct hn_param params[] = { hn_p_bytes(hash), hn_p_time(c->now), HN_P_END };

    rc = hn_store_query(c, &sql_by_hash, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->user.v = hn_row_int(rows, "account_id");
        out->token = hn_row_int(rows, "id");
        out->person.v = hn_row_int(rows, "person_id");
        out->name = hn_row_text(rows, "name");
        out->lang = strcmp(hn_row_text(rows, "lang"), "en") == 0 ? HN_EN : HN_VI;
        out->touch_owed = c->now - hn_row_int(rows, "seen_at") > TOUCH_AFTER;
        out->ends_at = hn_row_int(rows, "expires_at");
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return out->user.v ? HN_OK : HN_NOT_FOUND;
}

enum hn_rc
hn_account_touch(struct hn_ctx *c, const struct hn_who *who)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(who->user.v), hn_p_id(who->token),
                                       HN_P_END };

    if (who->token)
        return hn_store_do(c, &sql_touch, params);
    return hn_session_touch(c, who);
}

enum hn_rc
hn_token_list(struct hn_ctx *c, struct hn_user_id user, const struct hn_token_row **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(user.v), hn_p_time(c->now), HN_P_END };
    struct hn_token_row *all = HN_NEW_N(c->arena, struct hn_token_row, ROWS_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = check_owner(c, user);

    if (rc)
        return rc;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    for (*count = 0; *count < ROWS_MAX && hn_rows_next(rows); (*count)++) {
        all[*count] = (struct hn_token_row){ .id = hn_row_int(rows, "id"),
                                             .name = hn_row_text(rows, "name"),
                                             .created_at = hn_row_int(rows, "created_at"),
                                             .expires_at = hn_row_int(rows, "expires_at"),
                                             .seen_at = hn_row_int(rows, "seen_at") };
    }
    *out = all;
    return hn_rows_end(rows);
}

enum hn_rc
hn_token_end(struct hn_ctx *c, struct hn_user_id user, int64_t id)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(user.v), hn_p_id(id), HN_P_END };
    int64_t touched;
    enum hn_rc rc = check_owner(c, user);

    if (rc)
        return rc;
    rc = hn_store_do_count(c, &sql_end, params, &touched);
    if (rc)
        return rc;
    if (touched != 1)
        return hn_fail(c, HN_NOT_FOUND, "", "account.no_token");
    return hn_audit(c, "token.end", user.v);
}

const struct hn_sql *const hn_account_token_sql[] = { &sql_add,  &sql_by_hash, &sql_touch,
                                                      &sql_list, &sql_end,     NULL };
