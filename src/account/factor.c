/* factor.c: the second factor: authenticator codes and recovery codes (account.h, security/ section 5).
 *
 * Codes are RFC 6238 with 30 seconds, six digits, one step of grace either way; the step used last is kept, so that no
 * code serves twice. Neighbours: device.c for enrolled phones.
 */
#include <assert.h>
#include <inttypes.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <string.h>

#include "account/inside.h"
#include "audit/audit.h"
#include "base/buf.h"
#include "base/seal.h"
#include "print/qr.h"

#define TOTP_BYTES     20
#define TOTP_STEP      30
#define TOTP_GRACE     1
#define TOTP_DIGITS    6
#define RECOVERY_BYTES 6 /* ten letters of base32: 48 bits, behind the throttle */

static const struct hn_sql sql_totp = {
    .name = "account.totp", .text = "SELECT name, totp, totp_offer, totp_step FROM account WHERE id = $1"
};

static const struct hn_sql sql_offer = {
    .name = "account.totp_offer", .text = "UPDATE account SET totp_offer = $1, changed_at = $2 WHERE id = $3"
};

static const struct hn_sql sql_confirm = { .name = "account.totp_confirm",
                                           .text = "UPDATE account SET totp = totp_offer, totp_offer = NULL, "
                                                   "totp_step = $1, changed_at = $2 WHERE id = $3" };

static const struct hn_sql sql_step = {
    .name = "account.totp_step", .text = "UPDATE account SET totp_step = $1 WHERE id = $2 AND totp_step < $1"
};

static const struct hn_sql sql_drop = {
    .name = "account.totp_drop",
    .text = "UPDATE account SET totp = NULL, totp_offer = NULL, changed_at = $1 WHERE id = $2"
};

static const struct hn_sql sql_code_add = {
    .name = "account.recovery_add",
    .text = "INSERT INTO recovery_code (account_id, hash, created_at, used_at) VALUES ($1, $2, $3, 0)"
};

static const struct hn_sql sql_codes_void = {
    .name = "account.recovery_void",
    .text = "UPDATE recovery_code SET used_at = $1 WHERE account_id = $2 AND used_at = 0"
};

static const struct hn_sql sql_code_use = {
    .name = "account.recovery_use",
    .text = "UPDATE recovery_code SET used_at = $1 WHERE account_id = $2 AND hash = $3 AND used_at = 0"
};

static const struct hn_sql sql_codes_left = {
    .name = "account.recovery_left",
    .text = "SELECT count(*) AS n FROM recovery_code WHERE account_id = $1 AND used_at = 0"
};

struct totp_row {
    const char *name;
    struct hn_bytes totp, offer;
    int64_t step;
};

static enum hn_rc
read_row(struct hn_ctx *c, int64_t account, struct totp_row *out)
{
    const struct hn_param params[] = { hn_p_id(account), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_totp, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        *out = (struct totp_row){ .name = hn_row_text(rows, "name"),
                                  .totp = hn_row_bytes(rows, "totp"),
                                  .offer = hn_row_bytes(rows, "totp_offer"),
                                  .step = hn_row_int(rows, "totp_step") };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

/* --- sealed secrets: the master's number in four bytes, then what hn_seal made --- */

static const char *
bound_to(struct hn_ctx *c, int64_t account)
{
    return hn_print(c->arena, "totp:%" PRId64, account);
}

static struct hn_bytes
seal_secret(struct hn_ctx *c, int64_t account, const uint8_t secret[TOTP_BYTES])
{
    uint32_t number = (uint32_t)hn_keys_newest(c->keys);
    uint8_t key[HN_KEY_BYTES], head[4] = { (uint8_t)(number >> 24), (uint8_t)(number >> 16),
                                           (uint8_t)(number >> 8), (uint8_t)number };
    bool there = hn_key_of(c->keys, (int)number, HN_KEY_SECRET, key);
    struct hn_bytes sealed;
    struct hn_buf b;

    assert(there);
    (void)there;
    sealed = hn_seal(c, key, bound_to(c, account), (struct hn_bytes){ secret, TOTP_BYTES });
    sodium_memzero(key, sizeof key);
    hn_buf_init(&b, c->arena, 0);
    hn_buf_add(&b, head, sizeof head);
    hn_buf_add(&b, sealed.data, sealed.len);
    return (struct hn_bytes){ (const uint8_t *)b.data, b.len };
}

static bool
unseal_secret(struct hn_ctx *c, int64_t account, struct hn_bytes kept, struct hn_bytes *secret)
{
    uint8_t key[HN_KEY_BYTES];
    bool opened;

    if (kept.len <= 4)
        return false;
    uint32_t number = (uint32_t)kept.data[0] << 24 | (uint32_t)kept.data[1] << 16 |
                      (uint32_t)kept.data[2] << 8 | kept.data[3];

    if (number > INT32_MAX || !hn_key_of(c->keys, (int)number, HN_KEY_SECRET, key))
        return false;
    opened = hn_unseal(c, key, bound_to(c, account), (struct hn_bytes){ kept.data + 4, kept.len - 4 },
                       secret);
    sodium_memzero(key, sizeof key);
    return opened && secret->len == TOTP_BYTES;
}

/* The time step of a code that is right and newer than the last used; 0 otherwise. */
static int64_t
step_of(struct hn_ctx *c, int64_t account, struct hn_bytes kept, const char *code, int64_t last)
{
    struct hn_bytes secret;
    uint64_t step = 0;

    if (strlen(code) != TOTP_DIGITS || strspn(code, "0123456789") != TOTP_DIGITS)
        return 0;
    if (!unseal_secret(c, account, kept, &secret))
        return 0;
    if (oath_totp_validate3((const char *)secret.data, secret.len, (time_t)(c->now / HN_SECOND_US), TOTP_STEP,
                            0, TOTP_GRACE, NULL, &step, code) < 0)
        return 0;
    return (int64_t)step > last ? (int64_t)step : 0;
}

/* --- enrolling an authenticator --- */

static const char *
in_fours(struct hn_arena *a, const char *text)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    for (size_t i = 0; text[i]; i++) {
        if (i && i % 4 == 0)
            hn_buf_char(&b, ' ');
        hn_buf_char(&b, text[i]);
    }
    return b.data;
}

static enum hn_rc
check_not_owed(struct hn_ctx *c, const struct hn_who *who)
{
    return who->owed == HN_FACTOR_CODE ? hn_fail(c, HN_DENIED, "", "account.factor_first") : HN_OK;
}

enum hn_rc
hn_totp_begin(struct hn_ctx *c, const struct hn_who *who, struct hn_totp_offer *out)
{
    uint8_t secret[TOTP_BYTES];
    struct totp_row row;
    enum hn_rc rc = check_not_owed(c, who);

    if (rc)
        return rc;
    rc = read_row(c, who->user.v, &row);
    if (rc)
        return rc;
    c->platform->random(c->platform->self, secret, sizeof secret);
    const char *plain = hn_base32(c->arena, secret, sizeof secret);
    const struct hn_param params[] = { hn_p_bytes(seal_secret(c, who->user.v, secret)), hn_p_time(c->now),
                                       hn_p_id(who->user.v), HN_P_END };

    sodium_memzero(secret, sizeof secret);
    rc = hn_store_do(c, &sql_offer, params);
    if (rc)
        return rc;
    out->secret = in_fours(c->arena, plain);
    out->uri = hn_print(c->arena, "otpauth://totp/Hat%%20nhan:%s?secret=%s&issuer=Hat%%20nhan", row.name,
                        plain);
    out->path = hn_qr_path(c->arena, out->uri, &out->modules);
    return hn_audit(c, "totp.begin", who->user.v);
}

enum hn_rc
hn_totp_confirm(struct hn_ctx *c, const struct hn_who *who, const char *code, const char *const **codes,
                size_t *count, struct hn_signed_in *out)
{
    struct totp_row row;
    int64_t step;
    enum hn_rc rc = check_not_owed(c, who);

    if (rc)
        return rc;
    rc = read_row(c, who->user.v, &row);
    if (rc)
        return rc;
    if (row.offer.len == 0)
        return hn_fail(c, HN_CONFLICT, "", "account.totp_not_begun");
    step = step_of(c, who->user.v, row.offer, code, 0);
    if (!step)
        return hn_fail(c, HN_INVALID, "code", "account.code_wrong");
    const struct hn_param params[] = { hn_p_int(step), hn_p_time(c->now), hn_p_id(who->user.v), HN_P_END };

    rc = hn_store_do(c, &sql_confirm, params);
    if (rc)
        return rc;
    rc = hn_recovery_make(c, who->user.v, codes, count);
    if (rc)
        return rc;
    rc = hn_session_renew(c, who, 2, who->device, out);
    if (rc)
        return rc;
    return hn_audit(c, "totp.confirm", who->user.v);
}

enum hn_rc
hn_totp_drop(struct hn_ctx *c, const struct hn_who *who)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(who->user.v), HN_P_END };
    enum hn_rc rc = who->owed ? hn_fail(c, HN_DENIED, "", "account.factor_first") : HN_OK;

    if (rc)
        return rc;
    rc = hn_store_do(c, &sql_drop, params);
    if (rc)
        return rc;
    return hn_audit(c, "totp.drop", who->user.v);
}

/* --- recovery codes --- */

/* As read aloud or copied: capitals, no spaces or dashes. */
static const char *
code_normal(struct hn_arena *a, const char *code)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    for (const char *p = code; *p && b.len < 64; p++) {
        if (*p >= 'a' && *p <= 'z')
            hn_buf_char(&b, (char)(*p - 32));
        else if (*p != ' ' && *p != '-')
            hn_buf_char(&b, *p);
    }
    return b.len ? b.data : "";
}

enum hn_rc
hn_recovery_make(struct hn_ctx *c, int64_t account, const char *const **codes, size_t *count)
{
    const struct hn_param old[] = { hn_p_time(c->now), hn_p_id(account), HN_P_END };
    const char **all = HN_NEW_N(c->arena, const char *, HN_RECOVERY_CODES);
    enum hn_rc rc = hn_store_do(c, &sql_codes_void, old);

    for (size_t i = 0; i < HN_RECOVERY_CODES && rc == HN_OK; i++) {
        uint8_t bytes[RECOVERY_BYTES];

        c->platform->random(c->platform->self, bytes, sizeof bytes);
        const char *plain = hn_base32(c->arena, bytes, sizeof bytes);
        const struct hn_param params[] = { hn_p_id(account),
                                           hn_p_bytes(hn_secret_keyed(c, "recovery:", plain)),
                                           hn_p_time(c->now), HN_P_END };

        rc = hn_store_do(c, &sql_code_add, params);
        all[i] = hn_print(c->arena, "%.5s-%s", plain, plain + 5);
    }
    *codes = all;
    *count = HN_RECOVERY_CODES;
    return rc;
}

enum hn_rc
hn_recovery_count(struct hn_ctx *c, int64_t account, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(account), HN_P_END };
    bool found;

    return hn_store_int(c, &sql_codes_left, params, out, &found);
}

/* --- a code for a session that owes one --- */

static enum hn_rc
use_code(struct hn_ctx *c, int64_t account, const char *code, bool *right)
{
    const char *normal = code_normal(c->arena, code);
    struct totp_row row;
    int64_t step, touched = 0;
    enum hn_rc rc = read_row(c, account, &row);

    if (rc)
        return rc;
    step = step_of(c, account, row.totp, normal, row.step);
    const struct hn_param by_step[] = { hn_p_int(step), hn_p_id(account), HN_P_END };
    const struct hn_param by_code[] = { hn_p_time(c->now), hn_p_id(account),
                                        hn_p_bytes(hn_secret_keyed(c, "recovery:", normal)), HN_P_END };

    if (step)
        rc = hn_store_do_count(c, &sql_step, by_step, &touched);
    else
        rc = hn_store_do_count(c, &sql_code_use, by_code, &touched);
    *right = touched == 1;
    return rc;
}

enum hn_rc
hn_account_second(struct hn_ctx *c, const struct hn_who *who, const char *code, const char *address,
                  struct hn_signed_in *out)
{
    struct hn_failure_keys keys = hn_failure_by_code(c, who->user);
    bool right;
    enum hn_rc rc;

    *out = (struct hn_signed_in){ .outcome = HN_SIGN_IN_WAIT };
    if (who->owed != HN_FACTOR_CODE || !who->session)
        return hn_fail(c, HN_CONFLICT, "", "account.factor_not_owed");
    if (address && *address)
        keys.address = hn_secret_keyed(c, "failure-address:", address);
    rc = hn_failure_wait(c, &keys, &out->wait_seconds);
    if (rc || out->wait_seconds)
        return rc;
    rc = use_code(c, who->user.v, code, &right);
    if (rc)
        return rc;
    if (!right) {
        out->outcome = HN_SIGN_IN_WRONG;
        rc = hn_failure_add(c, &keys);
        return rc ? rc : hn_audit(c, "sign_in.code_wrong", who->user.v);
    }
    rc = hn_failure_clear(c, &keys);
    if (rc)
        return rc;
    rc = hn_session_renew(c, who, 2, who->device, out);
    return rc ? rc : hn_audit(c, "sign_in.code", who->user.v);
}

const struct hn_sql *const hn_account_factor_sql[] = {
    &sql_totp,     &sql_offer,      &sql_confirm,  &sql_step,       &sql_drop,
    &sql_code_add, &sql_codes_void, &sql_code_use, &sql_codes_left, NULL
};
