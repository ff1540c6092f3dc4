/* admin.c: accounts themselves: adding, finding, listing, turning off, new phrases (account.h). */
#include <assert.h>
#include <string.h>

#include "access/scope.h"
#include "account/inside.h"
#include "audit/audit.h"

static const struct hn_sql sql_add = {
    .name = "account.add",
    .text = "INSERT INTO account (id, name, name_key, person_id, hash, state, lang, totp, totp_offer, "
            "totp_step, created_at,"
            " changed_at, seen_at) VALUES ($1, $2, $3, $4, $5, 'active', $6, NULL, NULL, 0, $7, $7, 0)"
};

static const struct hn_sql sql_taken = {
    .name = "account.taken",
    .text = "SELECT CASE WHEN name_key = $1 THEN 1 ELSE 0 END AS by_name FROM account"
            " WHERE name_key = $1 OR (person_id = $2 AND person_id <> 0) ORDER BY by_name DESC LIMIT 1"
};

static const struct hn_sql sql_find = {
    .name = "account.find", .text = "SELECT id FROM account WHERE name_key = $1 AND state <> 'system'"
};

#define ACCOUNT_COLUMNS                                                                                      \
    "SELECT a.id AS id, a.name AS name, a.person_id AS person_id, a.state AS state, a.lang AS lang,"         \
    " CASE WHEN a.totp IS NULL THEN 0 ELSE 1 END AS totp, a.created_at AS created_at, a.seen_at AS seen_at," \
    " (SELECT count(*) FROM device d WHERE d.account_id = a.id AND d.ended_at = 0) AS devices FROM account " \
    "a"

static const struct hn_sql sql_get = { .name = "account.get",
                                       .text = ACCOUNT_COLUMNS " WHERE a.id = $1 AND a.state <> 'system'" };

/* $18 the scope is the whole tree, $19 first letters of the name, $20 how many. Accounts without a grant are seen by
 * whoever may see their person, those of nobody by all who give grants. */
#define GRANT_NOW "g.user_id = a.id AND g.known_to = 9223372036854775807 AND g.valid_to > $1"
/* clang-format off */
#define LIST_WHERE                                                                     \
    " WHERE a.state <> 'system' AND substr(a.name_key, 1, $20) = $19"                  \
    " AND ($18 = 1"                                                                    \
    " OR EXISTS (SELECT 1 FROM access_grant g WHERE " GRANT_NOW                        \
    " AND " HN_SCOPE_UNITS("g.unit_id") ")"                                            \
    " OR (NOT EXISTS (SELECT 1 FROM access_grant g WHERE " GRANT_NOW ")"               \
    " AND (a.person_id = 0"                                                            \
    " OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = a.person_id"           \
    " AND m.known_to = 9223372036854775807 AND m.valid_from <= $1 AND m.valid_to > $1" \
    " AND " HN_SCOPE_UNITS("m.unit_id") "))))"
/* clang-format on */

static const struct hn_sql sql_list = { .name = "account.list",
                                        .text = ACCOUNT_COLUMNS LIST_WHERE
                                        " ORDER BY a.name_key LIMIT $21 OFFSET $22" };

static const struct hn_sql sql_count = { .name = "account.count",
                                         .text = "SELECT count(*) AS n FROM account a" LIST_WHERE };

static const struct hn_sql sql_state = {
    .name = "account.state",
    .text = "UPDATE account SET state = $1, changed_at = $2 WHERE id = $3 AND state <> 'system'"
};

static const struct hn_sql sql_lang = {
    .name = "account.lang", .text = "UPDATE account SET lang = $1 WHERE id = $2 AND state <> 'system'"
};

static const struct hn_sql sql_hash = {
    .name = "account.hash",
    .text = "UPDATE account SET hash = $1, changed_at = $2 WHERE id = $3 AND state <> 'system'"
};

static const struct hn_sql sql_end_tokens = {
    .name = "account.end_tokens",
    .text = "UPDATE api_token SET ended_at = $1 WHERE account_id = $2 AND ended_at = 0"
};

static const struct hn_sql sql_end_devices = {
    .name = "account.end_devices",
    .text = "UPDATE device SET ended_at = $1 WHERE account_id = $2 AND ended_at = 0"
};

static const struct hn_sql sql_end_codes = {
    .name = "account.end_codes",
    .text = "UPDATE recovery_code SET used_at = $1 WHERE account_id = $2 AND used_at = 0"
};

static const struct hn_sql sql_end_totp = {
    .name = "account.end_totp",
    .text = "UPDATE account SET totp = NULL, totp_offer = NULL, changed_at = $1 WHERE id = $2"
};

static const struct hn_sql sql_setting = {
    .name = "account.second_factor",
    .text = "INSERT INTO setting (name, value) VALUES ('second_factor', $1)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
};

static const char *
lang_word(enum hn_lang lang)
{
    return lang == HN_EN ? "en" : "vi";
}

static enum hn_rc
check_taken(struct hn_ctx *c, const char *key, struct hn_person_id person)
{
    const struct hn_param params[] = { hn_p_text(key), hn_p_id(person.v), HN_P_END };
    int64_t by_name;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_taken, params, &by_name, &found);

    if (rc || !found)
        return rc;
    return by_name ? hn_fail(c, HN_CONFLICT, "name", "account.name_taken")
                   : hn_fail(c, HN_CONFLICT, "person", "account.person_taken");
}

enum hn_rc
hn_account_add(struct hn_ctx *c, const struct hn_account_new *in, struct hn_user_id *out)
{
    const char *key = hn_name_key(c->arena, in->name);
    enum hn_rc rc = in->person.v ? hn_need_person(c, HN_MAY_GRANT, in->person, HN_GROUP_BASIC)
                                 : hn_access_anywhere(c, HN_MAY_GRANT);

    if (rc)
        return rc;
    if (!hn_name_ok(key))
        return hn_fail(c, HN_INVALID, "name", "account.name_shape");
    rc = check_taken(c, key, in->person);
    if (rc)
        return rc;
    out->v = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(out->v),
                                       hn_p_text(hn_vi_clean(c->arena, in->name, strlen(in->name), false)),
                                       hn_p_text(key),
                                       hn_p_id(in->person.v),
                                       hn_p_text(in->phrase_hash ? in->phrase_hash : ""),
                                       hn_p_text(lang_word(in->lang)),
                                       hn_p_time(c->now),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_add, params);
    return rc ? rc : hn_audit_person(c, "account.add", out->v, in->person, (struct hn_unit_id){ 0 });
}

/* May the actor know of the account at all? What the check noted is taken back when the answer is yes. */
static enum hn_rc
check_known(struct hn_ctx *c, struct hn_user_id user)
{
    int faults = c->fault_count;
    enum hn_rc rc = HN_OK;

    if (c->actor.v == user.v || c->actor.v == HN_USER_SYSTEM.v)
        return HN_OK;
    if (hn_access_allows(c, HN_MAY_GRANT, HN_NO_RECORD, HN_GROUP_BASIC) != HN_OK)
        return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
    rc = hn_access_over_user(c, user);
    if (rc != HN_DENIED)
        return rc;
    c->fault_count = faults;
    return HN_OK;
}

enum hn_rc
hn_account_find(struct hn_ctx *c, const char *name, struct hn_user_id *out)
{
    const struct hn_param params[] = { hn_p_text(hn_name_key(c->arena, name)), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_find, params, &out->v, &found);

    if (rc)
        return rc;
    return found ? check_known(c, *out) : hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

enum hn_rc
hn_account_number(struct hn_ctx *c, const char *name, struct hn_user_id *out)
{
    const struct hn_param params[] = { hn_p_text(hn_name_key(c->arena, name)), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_find, params, &out->v, &found);

    if (rc == HN_OK && !found)
        out->v = 0;
    return rc;
}

static struct hn_account
account_of(struct hn_rows *rows)
{
    return (struct hn_account){
        .id = { hn_row_int(rows, "id") },
        .name = hn_row_text(rows, "name"),
        .person = { hn_row_int(rows, "person_id") },
        .active = strcmp(hn_row_text(rows, "state"), "active") == 0,
        .lang = strcmp(hn_row_text(rows, "lang"), "en") == 0 ? HN_EN : HN_VI,
        .totp = hn_row_int(rows, "totp") != 0,
        .devices = hn_row_int(rows, "devices"),
        .created_at = hn_row_int(rows, "created_at"),
        .seen_at = hn_row_int(rows, "seen_at"),
    };
}

enum hn_rc
hn_account_get(struct hn_ctx *c, struct hn_user_id user, struct hn_account *out)
{
    const struct hn_param params[] = { hn_p_id(user.v), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = check_known(c, user);

    if (rc)
        return rc;
    rc = hn_store_query(c, &sql_get, params, &rows);
    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = account_of(rows);
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

static enum hn_rc
list_params(struct hn_ctx *c, const char *words, struct hn_param *params, size_t *n)
{
    const char *key = hn_name_key(c->arena, words);
    struct hn_scope scope;
    bool whole;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_GRANT, (struct hn_unit_id){ 0 }, &scope);

    if (rc)
        return rc;
    rc = hn_scope_is_whole(c, &scope, &whole);
    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_int(whole || c->actor.v == HN_USER_SYSTEM.v);
    params[(*n)++] = hn_p_text(key);
    params[(*n)++] = hn_p_int((int64_t)hn_utf8_count(key));
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_account_list(struct hn_ctx *c, const char *words, int64_t offset, int64_t limit,
                void (*emit)(void *sink, const struct hn_account *row), void *sink)
{
    struct hn_param params[HN_SCOPE_PARAMS + 6];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = list_params(c, words, params, &n);

    assert(offset >= 0 && limit >= 0);
    if (rc)
        return rc;
    params[n++] = hn_p_int(limit);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_account row = account_of(rows);

        emit(sink, &row);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_account_count(struct hn_ctx *c, const char *words, int64_t *out)
{
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    bool found;
    size_t n;
    enum hn_rc rc = list_params(c, words, params, &n);

    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

static enum hn_rc
end_all(struct hn_ctx *c, const struct hn_sql *sql, int64_t account)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(account), HN_P_END };

    return hn_store_do(c, sql, params);
}

enum hn_rc
hn_account_set_active(struct hn_ctx *c, struct hn_user_id user, bool active)
{
    const struct hn_param params[] = { hn_p_text(active ? "active" : "disabled"), hn_p_time(c->now),
                                       hn_p_id(user.v), HN_P_END };
    enum hn_rc rc = hn_access_over_user(c, user);

    if (rc)
        return rc;
    rc = hn_store_do(c, &sql_state, params);
    if (rc)
        return rc;
    rc = hn_session_end_others(c, user.v, 0);
    if (rc == HN_OK && !active)
        rc = end_all(c, &sql_end_tokens, user.v);
    return rc ? rc : hn_audit(c, active ? "account.enable" : "account.disable", user.v);
}

enum hn_rc
hn_account_set_lang(struct hn_ctx *c, struct hn_user_id user, enum hn_lang lang)
{
    const struct hn_param params[] = { hn_p_text(lang_word(lang)), hn_p_id(user.v), HN_P_END };

    if (c->actor.v != user.v && c->actor.v != HN_USER_SYSTEM.v)
        return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
    return hn_store_do(c, &sql_lang, params);
}

/* Failures under the name are forgotten with the phrase they were of. */
static enum hn_rc
forget_failures(struct hn_ctx *c, int64_t user)
{
    const struct hn_param params[] = { hn_p_id(user), HN_P_END };
    struct hn_failure_keys by_code = hn_failure_by_code(c, (struct hn_user_id){ user }), by_name;
    struct hn_rows *rows;
    const char *name = "";
    enum hn_rc rc = hn_store_query(c, &sql_get, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        name = hn_row_text(rows, "name");
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    by_name = hn_failure_by_name(c, hn_name_key(c->arena, name), "");
    rc = hn_failure_clear(c, &by_name);
    return rc ? rc : hn_failure_clear(c, &by_code);
}

static enum hn_rc
put_phrase(struct hn_ctx *c, struct hn_user_id user, const char *hash, const struct hn_who *who,
           struct hn_signed_in *out)
{
    const struct hn_param params[] = { hn_p_text(hash), hn_p_time(c->now), hn_p_id(user.v), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_hash, params);

    if (rc)
        return rc;
    if (c->keys) {
        rc = forget_failures(c, user.v);
        if (rc)
            return rc;
    }
    rc = hn_session_end_others(c, user.v, who ? who->session : 0);
    if (rc == HN_OK && who)
        rc = hn_session_renew(c, who, who->level, who->device, out);
    return rc ? rc : hn_audit(c, "account.passwd", user.v);
}

enum hn_rc
hn_account_passwd(struct hn_ctx *c, struct hn_user_id user, const char *phrase_hash,
                  struct hn_sign_in_try *attempt, const struct hn_who *who, struct hn_signed_in *out)
{
    enum hn_rc rc;

    assert(phrase_hash && *phrase_hash && out);
    assert(!who || who->user.v == user.v);
    *out = (struct hn_signed_in){ .outcome = HN_SIGN_IN_OK, .user = user };
    if (who && who->owed == HN_FACTOR_CODE)
        return hn_fail(c, HN_DENIED, "", "account.factor_first");
    if (attempt) {
        rc = c->actor.v == user.v ? hn_try_settle(c, attempt, user, out)
                                  : hn_fail(c, HN_DENIED, "", "access.denied");
        if (rc || out->outcome != HN_SIGN_IN_OK)
            return rc;
    } else {
        rc = hn_access_over_user(c, user);
        if (rc)
            return rc;
    }
    return put_phrase(c, user, phrase_hash, who, out);
}

enum hn_rc
hn_account_reset_factors(struct hn_ctx *c, struct hn_user_id user)
{
    static const struct hn_sql *const all[] = { &sql_end_devices, &sql_end_codes, &sql_end_totp };
    enum hn_rc rc = hn_access_over_user(c, user);

    for (size_t i = 0; i < sizeof all / sizeof all[0] && rc == HN_OK; i++)
        rc = end_all(c, all[i], user.v);
    if (rc == HN_OK)
        rc = hn_session_end_others(c, user.v, 0);
    return rc ? rc : hn_audit(c, "account.reset_factors", user.v);
}

enum hn_rc
hn_account_need_factor(struct hn_ctx *c, bool needed)
{
    const struct hn_param params[] = { hn_p_text(needed ? "sees_others" : "none"), HN_P_END };

    if (c->actor.v != HN_USER_SYSTEM.v)
        return hn_fail(c, HN_DENIED, "", "access.denied");
    enum hn_rc rc = hn_store_do(c, &sql_setting, params);

    return rc ? rc : hn_audit(c, needed ? "factor.needed" : "factor.waived", 0);
}

const struct hn_sql *const hn_account_admin_sql[] = { &sql_add,        &sql_taken,       &sql_find,
                                                      &sql_get,        &sql_list,        &sql_count,
                                                      &sql_state,      &sql_lang,        &sql_hash,
                                                      &sql_end_tokens, &sql_end_devices, &sql_end_codes,
                                                      &sql_end_totp,   &sql_setting,     NULL };
