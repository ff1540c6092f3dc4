/* sign_in.c: a name and a phrase, and what follows from them (account.h). */
#include <assert.h>
#include <string.h>

#include "account/inside.h"
#include "audit/audit.h"

static const struct hn_sql sql_by_name = {
    .name = "account.by_name", .text = "SELECT id, hash, state FROM account WHERE name_key = $1"
};

static const struct hn_sql sql_device = {
    .name = "account.device_known",
    .text = "SELECT d.id AS id FROM device d CROSS JOIN account a WHERE d.hash = $1 AND d.ended_at = 0"
            " AND a.id = d.account_id AND a.name_key = $2"
};

static const struct hn_sql sql_seen = { .name = "account.seen",
                                        .text = "UPDATE account SET seen_at = $1 WHERE id = $2" };

static const struct hn_sql sql_device_seen = {
    .name = "account.device_seen", .text = "UPDATE device SET seen_at = $1 WHERE account_id = $2 AND id = $3"
};

static const struct hn_sql sql_factors = {
    .name = "account.factors",
    .text = "SELECT (SELECT count(*) FROM account a WHERE a.id = $1 AND a.totp IS NOT NULL) AS totp,"
            " (SELECT count(*) FROM device d WHERE d.account_id = $1 AND d.ended_at = 0) AS devices,"
            " (SELECT count(*) FROM access_grant g CROSS JOIN role r WHERE g.user_id = $1"
            " AND g.known_to = 9223372036854775807 AND g.valid_from <= $2 AND g.valid_to > $2"
            " AND r.role = g.role AND r.sees_others <> 0) AS sees,"
            " (SELECT count(*) FROM setting s WHERE s.name = 'second_factor' AND s.value = 'none') AS waived"
};

const char *
hn_name_key(struct hn_arena *a, const char *name)
{
    size_t len = name ? strlen(name) : 0;
    const char *clean = len && len <= 256 ? hn_vi_clean(a, name, len, false) : NULL;
    char *key = hn_dup(a, clean);

    for (char *p = key; *p; p++) {
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    }
    return key;
}

bool
hn_name_ok(const char *key)
{
    size_t len = strlen(key);

    return len >= 2 && len <= 40 && strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789._-") == len &&
           key[0] >= 'a' && key[0] <= 'z';
}

enum hn_rc
hn_factors_of(struct hn_ctx *c, int64_t account, struct hn_factors *out)
{
    const struct hn_param params[] = { hn_p_id(account), hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_factors, params, &rows);

    *out = (struct hn_factors){ .needed = true };
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->totp = hn_row_int(rows, "totp") > 0;
        out->devices = hn_row_int(rows, "devices");
        out->needed = hn_row_int(rows, "sees") > 0 && hn_row_int(rows, "waived") == 0;
    }
    return hn_rows_end(rows);
}

/* An authenticator somebody chose to have is asked for, needed or not; a phone only where a factor is needed. */
enum hn_factor
hn_factor_owed(const struct hn_factors *f)
{
    if (f->totp || (f->needed && f->devices > 0))
        return HN_FACTOR_CODE;
    return f->needed ? HN_FACTOR_ENROL : HN_FACTOR_NONE;
}

static enum hn_rc
known_device(struct hn_ctx *c, const char *text, struct hn_sign_in_try *t)
{
    struct hn_bytes hash;
    bool found;

    if (!text || !*text || !hn_secret_hash(c, HN_SECRET_DEVICE, text, &hash))
        return HN_OK;
    const struct hn_param params[] = { hn_p_bytes(hash), hn_p_text(t->name_key), HN_P_END };

    return hn_store_int(c, &sql_device, params, &t->device, &found);
}

/* The hash to compare with: "" for a name nobody has, an account that is off, and the system. */
static enum hn_rc
find_account(struct hn_ctx *c, struct hn_sign_in_try *t, const char **hash)
{
    const struct hn_param params[] = { hn_p_text(t->name_key), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_by_name, params, &rows);

    *hash = "";
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        t->account = hn_row_int(rows, "id");
        if (strcmp(hn_row_text(rows, "state"), "active") == 0)
            *hash = hn_row_text(rows, "hash");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_account_try(struct hn_ctx *c, struct hn_hasher *h, const struct hn_sign_in *in,
               struct hn_sign_in_try **out)
{
    struct hn_sign_in_try *t = HN_NEW(c->arena, struct hn_sign_in_try);
    const char *hash;
    enum hn_rc rc;

    t->name_key = hn_name_key(c->arena, in->name);
    rc = known_device(c, in->device, t);
    if (rc)
        return rc;
    t->keys = t->device ? hn_failure_by_device(c, t->device)
                        : hn_failure_by_name(c, t->name_key, in->address);
    rc = find_account(c, t, &hash);
    if (rc)
        return rc;
    rc = hn_failure_wait(c, &t->keys, &t->wait_seconds);
    if (rc)
        return rc;
    *out = t;
    return t->wait_seconds ? HN_OK : hn_phrase_verify(c, h, hash, in->phrase, &t->right);
}

/* Asked again where it counts: tries that were hashed side by side all saw the same past. */
static enum hn_rc
settle(struct hn_ctx *c, struct hn_sign_in_try *t, struct hn_signed_in *out)
{
    enum hn_rc rc = t->wait_seconds ? HN_OK : hn_failure_wait(c, &t->keys, &t->wait_seconds);

    *out = (struct hn_signed_in){ .outcome = HN_SIGN_IN_OK, .user = { t->account } };
    if (rc)
        return rc;
    if (t->wait_seconds) {
        *out = (struct hn_signed_in){ .outcome = HN_SIGN_IN_WAIT, .wait_seconds = t->wait_seconds };
        return HN_OK;
    }
    if (t->right)
        return hn_failure_clear(c, &t->keys);
    *out = (struct hn_signed_in){ .outcome = HN_SIGN_IN_WRONG };
    rc = hn_failure_add(c, &t->keys);
    if (rc)
        return rc;
    return hn_audit(c, "sign_in.wrong", t->account);
}

/* Lines about a session are its user's, also when nobody was signed in before. */
static enum hn_rc
audit_as(struct hn_ctx *c, int64_t user, const char *what, int64_t record)
{
    struct hn_user_id before = c->actor;
    enum hn_rc rc;

    c->actor.v = user;
    rc = hn_audit(c, what, record);
    c->actor = before;
    return rc;
}

static enum hn_rc
note_seen(struct hn_ctx *c, const struct hn_sign_in_try *t)
{
    const struct hn_param account[] = { hn_p_time(c->now), hn_p_id(t->account), HN_P_END };
    const struct hn_param device[] = { hn_p_time(c->now), hn_p_id(t->account), hn_p_id(t->device), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_seen, account);

    if (rc || !t->device)
        return rc;
    return hn_store_do(c, &sql_device_seen, device);
}

enum hn_rc
hn_account_sign_in(struct hn_ctx *c, struct hn_sign_in_try *t, struct hn_signed_in *out)
{
    struct hn_factors f;
    enum hn_rc rc = settle(c, t, out);

    if (rc || out->outcome != HN_SIGN_IN_OK)
        return rc;
    rc = hn_factors_of(c, t->account, &f);
    if (rc)
        return rc;
    out->owed = t->device ? HN_FACTOR_NONE : hn_factor_owed(&f);
    /* Level 1 is asked anew at each request: a grant given tomorrow may make a factor owed. */
    rc = hn_session_open(c, t->account, t->device, t->device ? 2 : 1, out);
    if (rc)
        return rc;
    rc = note_seen(c, t);
    if (rc)
        return rc;
    return audit_as(c, t->account, "sign_in", t->account);
}

enum hn_rc
hn_try_settle(struct hn_ctx *c, struct hn_sign_in_try *t, struct hn_user_id user, struct hn_signed_in *out)
{
    if (t->account != user.v)
        t->right = false;
    return settle(c, t, out);
}

enum hn_rc
hn_account_confirm(struct hn_ctx *c, struct hn_sign_in_try *t, const struct hn_who *who,
                   struct hn_signed_in *out)
{
    enum hn_rc rc = hn_try_settle(c, t, who->user, out);

    if (rc || out->outcome != HN_SIGN_IN_OK)
        return rc;
    return hn_session_confirm(c, who);
}

const struct hn_sql *const hn_account_sign_in_sql[] = { &sql_by_name,     &sql_device,  &sql_seen,
                                                        &sql_device_seen, &sql_factors, NULL };
