/* account.h: who somebody is: accounts, phrases, sessions, enrolled phones, tokens, the second factor.
 *
 * An account is a name and a phrase, perhaps linked to a person; what it may do is access/'s matter. Secrets are kept as
 * keyed hashes (tokens), Argon2id (phrases) or sealed (second-factor secrets); what a browser or program holds is a
 * text "NUMBER.SECRET" whose number is that of the master key. Neighbours: web/ carries the texts in cookies and
 * headers. Not for: grants (access/), HTTP. (security/ section 5)
 *
 * Slow work (Argon2) is done before the writer is asked: hn_account_try on a worker inside a read-only transaction,
 * then hn_account_sign_in inside a writing one. What a wrong phrase leaves behind (a count, a wait, a line in the log)
 * must be committed, so wrong is an outcome and not a failure: the writing functions answer HN_OK and say it.
 */
#ifndef HN_ACCOUNT_ACCOUNT_H
#define HN_ACCOUNT_ACCOUNT_H

#include "base/ctx.h"
#include "store/store.h"

/* --- phrases and passwords --- */

/* Argon2id, one at a time, so that memory and cores stay bounded; at most waiting others queue. Made at start in the
 * program's arena, shared by all workers. */
struct hn_hasher;
struct hn_hasher *hn_hasher_new(struct hn_arena *program, unsigned waiting);
/* Hashes made since the start: tests count them, /metrics shows them. */
uint64_t hn_hasher_count(struct hn_hasher *h);

#define HN_PHRASE_WORDS 4
/* Four plain words of two syllables from a list of 2,048: 44 bits. With marks, "biển xanh núi cao lúa vàng trời rộng";
 * accepted with or without them. draw gives len uniform bytes. */
const char *hn_phrase_from(struct hn_arena *a, void (*draw)(void *self, void *out, size_t len), void *self);
const char *hn_phrase_new(struct hn_ctx *c);
/* HN_INVALID at field "phrase": account.phrase_short (under 15 letters), phrase_long (over 128), phrase_weak (on the
 * block list, or little else than a pattern or the account's name), phrase_text (not text). */
enum hn_rc hn_phrase_check(struct hn_ctx *c, const char *name, const char *phrase);
/* The stored form, for hn_account_add and hn_account_passwd. 20 ms of one core; h may be NULL where nobody waits
 * (commands, the demo). HN_BUSY when too many wait. */
enum hn_rc hn_phrase_hash(struct hn_ctx *c, struct hn_hasher *h, const char *phrase, const char **out);

/* --- signing in --- */

enum hn_sign_in_outcome {
    HN_SIGN_IN_OK,
    HN_SIGN_IN_WRONG, /* unknown name, wrong phrase or disabled account: never said which */
    HN_SIGN_IN_WAIT,  /* too many failures: wait_seconds */
};
struct hn_sign_in {
    const char *name, *phrase;
    const char *address; /* of the client, "" for a command */
    const char *device;  /* what the enrolled phone's cookie holds, NULL or "" when none */
};
struct hn_sign_in_try; /* what the first step leaves for the second, in the request's arena */
/* Reads the account, or one like it when there is none, and checks the phrase: always exactly one hash, unless a wait
 * is on. HN_BUSY when too many wait for the hasher. */
enum hn_rc hn_account_try(struct hn_ctx *c, struct hn_hasher *h, const struct hn_sign_in *in,
                          struct hn_sign_in_try **out);

enum hn_factor {
    HN_FACTOR_NONE, /* nothing owed */
    HN_FACTOR_CODE, /* the code of the authenticator or a recovery code is owed: hn_account_second */
    HN_FACTOR_ENROL, /* the account sees others and has no second factor yet: enrol this phone or an authenticator */
};
struct hn_signed_in {
    enum hn_sign_in_outcome outcome;
    int64_t wait_seconds;
    struct hn_user_id user;
    const char *session; /* for the cookie */
    int64_t max_age;     /* seconds for the cookie; 0: until the browser closes */
    enum hn_factor owed; /* not NONE: the session may do nothing else yet */
};
/* In a writing transaction; HN_OK whatever the outcome. */
enum hn_rc hn_account_sign_in(struct hn_ctx *c, struct hn_sign_in_try *attempt, struct hn_signed_in *out);

/* --- sessions --- */

struct hn_who {
    struct hn_user_id user;
    struct hn_person_id person; /* 0: none linked */
    const char *name;
    enum hn_lang lang;
    int64_t session, device, token; /* ids; 0: not by that */
    int level;                      /* 1: the phrase alone; 2: a second factor was given */
    enum hn_factor owed;            /* not NONE: call hn_access_limit(c), send them to finish signing in */
    bool touch_owed;                /* call hn_account_touch in a writing transaction when convenient */
    hn_time confirmed_at;           /* when the phrase was last given */
    hn_time ends_at;
};
/* In a reading transaction. HN_NOT_FOUND: no session, or it has ended (said no further). */
enum hn_rc hn_account_by_session(struct hn_ctx *c, const char *session, struct hn_who *out);
enum hn_rc hn_account_by_token(struct hn_ctx *c, const char *token, struct hn_who *out);
enum hn_rc hn_account_touch(struct hn_ctx *c, const struct hn_who *who);
enum hn_rc hn_account_sign_out(struct hn_ctx *c, const struct hn_who *who);
/* May a masked group be revealed now? Not on an enrolled phone more than 10 minutes after the phrase was given. */
bool hn_account_confirmed(const struct hn_ctx *c, const struct hn_who *who);
/* The phrase again: hn_account_try with the own name, then this. Raises confirmed_at when right. */
enum hn_rc hn_account_confirm(struct hn_ctx *c, struct hn_sign_in_try *attempt, const struct hn_who *who,
                              struct hn_signed_in *out);

struct hn_session_row {
    int64_t id;
    hn_time created_at, seen_at, ends_at;
    const char *device_name; /* "" when not an enrolled phone */
    bool own;                /* the one asking */
};
enum hn_rc hn_session_list(struct hn_ctx *c, const struct hn_who *who, const struct hn_session_row **out,
                           size_t *count);
/* One's own session by id; 0: all but the one asking. HN_NOT_FOUND. */
enum hn_rc hn_session_end(struct hn_ctx *c, const struct hn_who *who, int64_t id);

/* CSRF: a keyed hash bound to what the cookie holds (the session, or a pre-session before sign-in), under a fresh mask
 * each time, so that a compressed page gives nothing away. 43 letters. */
const char *hn_account_csrf(struct hn_ctx *c, const char *cookie);
bool hn_account_csrf_ok(struct hn_ctx *c, const char *cookie, const char *token);
/* A random text for the pre-session cookie. */
const char *hn_account_presession(struct hn_ctx *c);

/* --- second factor --- */

/* The code of an authenticator, or a recovery code, for a session that owes it. WRONG and WAIT as at sign-in; OK gives a
 * new session text in place of the old. HN_OK whatever the outcome. */
enum hn_rc hn_account_second(struct hn_ctx *c, const struct hn_who *who, const char *code,
                             const char *address, struct hn_signed_in *out);
struct hn_totp_offer {
    const char *secret; /* base32 in groups of four, for typing */
    const char *uri;    /* otpauth:// */
    const char *path;   /* SVG path of the QR code, one unit a module */
    int modules;        /* of one side, four of quiet on each side included */
};
/* Begin: a secret is kept, sealed, until confirmed. HN_DENIED "account.factor_first": a session that owes the code of a
 * factor it already has. */
enum hn_rc hn_totp_begin(struct hn_ctx *c, const struct hn_who *who, struct hn_totp_offer *out);
/* Confirm by a first code: HN_INVALID at "code" account.code_wrong; HN_CONFLICT account.totp_not_begun. codes: eight
 * recovery codes, told this once. The session owes nothing any more; its new text is *session. */
enum hn_rc hn_totp_confirm(struct hn_ctx *c, const struct hn_who *who, const char *code,
                           const char *const **codes, size_t *count, struct hn_signed_in *out);
enum hn_rc hn_totp_drop(struct hn_ctx *c, const struct hn_who *who);
/* This phone counts as second factor from now on. Allowed when nothing is owed, or when the account has no factor at
 * all yet: HN_DENIED account.factor_first otherwise. device: for its cookie; codes: eight recovery codes when the
 * account had none, told this once (count 0 otherwise); out: the session's new text. */
enum hn_rc hn_device_enrol(struct hn_ctx *c, const struct hn_who *who, const char *name, const char **device,
                           const char *const **codes, size_t *count, struct hn_signed_in *out);
struct hn_device_row {
    int64_t id;
    const char *name;
    hn_time enrolled_at, seen_at;
    bool own;
};
enum hn_rc hn_device_list(struct hn_ctx *c, const struct hn_who *who, const struct hn_device_row **out,
                          size_t *count);
/* Forget a phone, and end its sessions. HN_NOT_FOUND. */
enum hn_rc hn_device_forget(struct hn_ctx *c, const struct hn_who *who, int64_t id);
/* How many seconds a device cookie lives. */
#define HN_DEVICE_SECONDS ((int64_t)400 * 86400)

/* --- tokens --- */

#define HN_TOKEN_DAYS_MAX 366
/* A text "hn_NUMBER.SECRET", told this once. Its rights are the user's. HN_INVALID days (1..366), name. */
enum hn_rc hn_token_new(struct hn_ctx *c, struct hn_user_id user, const char *name, int days,
                        const char **token);
struct hn_token_row {
    int64_t id;
    const char *name;
    hn_time created_at, expires_at, seen_at; /* seen_at 0: never */
};
enum hn_rc hn_token_list(struct hn_ctx *c, struct hn_user_id user, const struct hn_token_row **out,
                         size_t *count);
enum hn_rc hn_token_end(struct hn_ctx *c, struct hn_user_id user, int64_t id);

/* --- accounts --- */

struct hn_account {
    struct hn_user_id id;
    const char *name;
    struct hn_person_id person;
    bool active;
    enum hn_lang lang;
    bool totp;
    int64_t devices;
    hn_time created_at, seen_at; /* last sign-in; 0 never */
};
struct hn_account_new {
    const char *name;           /* letters, digits, . - _ : 2 to 40, a letter first */
    const char *phrase_hash;    /* of hn_phrase_hash */
    struct hn_person_id person; /* 0 none */
    enum hn_lang lang;
};
/* Needs HN_MAY_GRANT anywhere (the system itself may). Linked to a person: HN_MAY_GRANT over that person.
 * HN_INVALID "name" account.name_shape; HN_CONFLICT account.name_taken, account.person_taken. */
enum hn_rc hn_account_add(struct hn_ctx *c, const struct hn_account_new *in, struct hn_user_id *out);
/* By name; HN_NOT_FOUND for whoever may not know of it (one's own, or HN_MAY_GRANT). */
enum hn_rc hn_account_find(struct hn_ctx *c, const char *name, struct hn_user_id *out);
/* The same without asking for rights, for a filter whose own rows are scoped: 0 when there is none. */
enum hn_rc hn_account_number(struct hn_ctx *c, const char *name, struct hn_user_id *out);
enum hn_rc hn_account_get(struct hn_ctx *c, struct hn_user_id user, struct hn_account *out);
/* Accounts with a grant in the actor's HN_MAY_GRANT scope, and those without any grant; by name. words: prefix. */
enum hn_rc hn_account_list(struct hn_ctx *c, const char *words, int64_t offset, int64_t limit,
                           void (*emit)(void *sink, const struct hn_account *row), void *sink);
enum hn_rc hn_account_count(struct hn_ctx *c, const char *words, int64_t *out);
/* Ends every session; disabled, also every token. Not oneself. */
enum hn_rc hn_account_set_active(struct hn_ctx *c, struct hn_user_id user, bool active);
enum hn_rc hn_account_set_lang(struct hn_ctx *c, struct hn_user_id user, enum hn_lang lang);
/* A new phrase: one's own after hn_account_try with the present one (attempt), or, with HN_MAY_GRANT over the account,
 * another's (attempt NULL). Ends all sessions, but keeps who's own one alive under *session when who is given. */
enum hn_rc hn_account_passwd(struct hn_ctx *c, struct hn_user_id user, const char *phrase_hash,
                             struct hn_sign_in_try *attempt, const struct hn_who *who,
                             struct hn_signed_in *out);
/* Takes away the authenticator, recovery codes and phones of an account whose owner has lost them; HN_MAY_GRANT over
 * it, never one's own. */
enum hn_rc hn_account_reset_factors(struct hn_ctx *c, struct hn_user_id user);

/* setting second_factor: "sees_others" (default) or "none" (demo data). */
enum hn_rc hn_account_need_factor(struct hn_ctx *c, bool needed);

/* The statements, a list a file; HN_ACCOUNT_SQL stands for all of them where the store is told (src/subjects.c). */
extern const struct hn_sql *const hn_account_sign_in_sql[],
    *const hn_account_session_sql[],
        *const hn_account_failure_sql[],
            *const hn_account_factor_sql[], *const hn_account_device_sql[], *const hn_account_token_sql[],
                                                                                *const hn_account_admin_sql[];
#define HN_ACCOUNT_SQL                                                                                       \
    hn_account_sign_in_sql, hn_account_session_sql, hn_account_failure_sql, hn_account_factor_sql,           \
        hn_account_device_sql, hn_account_token_sql, hn_account_admin_sql

#endif
