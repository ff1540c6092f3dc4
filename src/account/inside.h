/* inside.h: what the files of account/ share: an account's row, a try at signing in, failures, sessions. */
#ifndef HN_ACCOUNT_INSIDE_H
#define HN_ACCOUNT_INSIDE_H

#include "account/account.h"
#include "account/phrase.h"
#include "account/secret.h"

#define HN_SECOND_US ((hn_time)1000000)
#define HN_HOUR_US   (3600 * HN_SECOND_US)

/* Where failures are counted. A known phone is counted by itself, so that nobody locks it out by its owner's name. */
struct hn_failure_keys {
    const char *kind; /* "name" "device" "code" */
    struct hn_bytes hash;
    struct hn_bytes address; /* {NULL, 0}: none */
};
struct hn_failure_keys hn_failure_by_name(struct hn_ctx *c, const char *name_key, const char *address);
struct hn_failure_keys hn_failure_by_device(struct hn_ctx *c, int64_t device);
struct hn_failure_keys hn_failure_by_code(struct hn_ctx *c, struct hn_user_id user);
/* Seconds still to wait; 0: may try. HN_WAIT_LONG when only an account manager or a known phone can help. */
#define HN_WAIT_LONG ((int64_t)86400)
enum hn_rc hn_failure_wait(struct hn_ctx *c, const struct hn_failure_keys *k, int64_t *seconds);
enum hn_rc hn_failure_add(struct hn_ctx *c, const struct hn_failure_keys *k);
enum hn_rc hn_failure_clear(struct hn_ctx *c, const struct hn_failure_keys *k);

struct hn_sign_in_try {
    const char *name_key;
    struct hn_failure_keys keys;
    int64_t wait_seconds;
    bool right; /* the phrase is that of an active account */
    int64_t account;
    int64_t device; /* a known phone of this account; 0 none */
};

/* What a try comes to for this account: failures counted or forgotten, a wrong one logged. */
enum hn_rc hn_try_settle(struct hn_ctx *c, struct hn_sign_in_try *t, struct hn_user_id user,
                         struct hn_signed_in *out);

/* The name as compared: ASCII lower case, trimmed; "" when it cannot be a name. */
const char *hn_name_key(struct hn_arena *a, const char *name);
bool hn_name_ok(const char *key);

/* What an account owes beyond its phrase. */
struct hn_factors {
    bool needed; /* it sees others, and the setting asks for a second factor */
    bool totp;
    int64_t devices;
};
enum hn_rc hn_factors_of(struct hn_ctx *c, int64_t account, struct hn_factors *out);
enum hn_factor hn_factor_owed(const struct hn_factors *f);

/* A new session row; its text and age into out. */
enum hn_rc hn_session_open(struct hn_ctx *c, int64_t account, int64_t device, int level,
                           struct hn_signed_in *out);
/* Another text for the same session, at another level and phone: after each rise in what it may do. */
enum hn_rc hn_session_renew(struct hn_ctx *c, const struct hn_who *who, int level, int64_t device,
                            struct hn_signed_in *out);
enum hn_rc hn_session_confirm(struct hn_ctx *c, const struct hn_who *who);
enum hn_rc hn_session_touch(struct hn_ctx *c, const struct hn_who *who);
/* All but keep (0: all). */
enum hn_rc hn_session_end_others(struct hn_ctx *c, int64_t account, int64_t keep);

/* Eight recovery codes in place of what there was. */
#define HN_RECOVERY_CODES 8
enum hn_rc hn_recovery_make(struct hn_ctx *c, int64_t account, const char *const **codes, size_t *count);
enum hn_rc hn_recovery_count(struct hn_ctx *c, int64_t account, int64_t *out);

#endif
