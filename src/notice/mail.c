/* mail.c: an account's own mail address, and what waits to be sent there.
 *
 * The address is sealed under the folder's own key. Rows of the outbox are written in the transaction of their deed; the
 * server takes them afterwards and lays letters as files (letter.c). Not for: calling a mail server.
 */
#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "account/secret.h"
#include "audit/audit.h"
#include "base/buf.h"
#include "base/seal.h"
#include "base/words.h"
#include "notice/inside.h"

enum { CODE_BYTES = 5, CODE_LETTERS = 8, ADDRESS_MOST = 254, LOCAL_MOST = 64, TRIES_MOST = 5 };

#define MINUTE_US ((hn_time)60 * 1000000)
#define HOUR_US   (60 * MINUTE_US)

/* --- the address --- */

static bool
is_atom(char ch)
{
    return isalnum((unsigned char)ch) || strchr("!#$%&'*+-/=?^_`{|}~.", ch) != NULL;
}

/* Plain ASCII alone: what stands in a letter's head must not break it. */
static bool
is_address(const char *text)
{
    size_t len = strlen(text);
    const char *at = strchr(text, '@');
    size_t local = at ? (size_t)(at - text) : 0;

    if (!at || local == 0 || local > LOCAL_MOST || len > ADDRESS_MOST || !strchr(at, '.'))
        return false;
    for (size_t i = 0; i < local; i++) {
        if (!is_atom(text[i]))
            return false;
    }
    for (const char *p = at + 1; *p; p++) {
        bool edge = p == at + 1 || !p[1];

        if (!isalnum((unsigned char)*p) && (edge || (*p != '.' && *p != '-') || (*p == '.' && p[1] == '.')))
            return false;
    }
    return text[0] != '.' && text[0] != '-';
}

static const char *
bound_to(struct hn_ctx *c, int64_t account)
{
    return hn_print(c->arena, "mail:%" PRId64, account);
}

/* The number of the master in four bytes, then what was sealed under it. */
static struct hn_bytes
seal(struct hn_ctx *c, const char *address)
{
    uint8_t key[HN_KEY_BYTES];
    uint32_t number = (uint32_t)hn_keys_newest(c->keys);
    const uint8_t head[4] = { (uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8),
                              (uint8_t)number };
    bool there = hn_key_of(c->keys, (int)number, HN_KEY_SECRET, key);
    struct hn_bytes sealed;
    struct hn_buf b;

    assert(there);
    (void)there;
    sealed = hn_seal(c, key, bound_to(c, c->actor.v),
                     (struct hn_bytes){ (const uint8_t *)address, strlen(address) });
    sodium_memzero(key, sizeof key);
    hn_buf_init(&b, c->arena, 0);
    hn_buf_add(&b, head, sizeof head);
    hn_buf_add(&b, sealed.data, sealed.len);
    return (struct hn_bytes){ (const uint8_t *)b.data, b.len };
}

/* NULL: not sealed for this account, or under a key that is no more. */
static const char *
unseal(struct hn_ctx *c, int64_t account, struct hn_bytes kept)
{
    uint8_t key[HN_KEY_BYTES];
    struct hn_bytes plain;
    uint32_t number;
    bool opened;

    if (kept.len < 4)
        return NULL;
    number = (uint32_t)kept.data[0] << 24 | (uint32_t)kept.data[1] << 16 | (uint32_t)kept.data[2] << 8 |
             kept.data[3];
    if (number > INT32_MAX || !hn_key_of(c->keys, (int)number, HN_KEY_SECRET, key))
        return NULL;
    opened = hn_unseal(c, key, bound_to(c, account), (struct hn_bytes){ kept.data + 4, kept.len - 4 },
                       &plain);
    sodium_memzero(key, sizeof key);
    return opened ? hn_dup_n(c->arena, (const char *)plain.data, plain.len) : NULL;
}

static const struct hn_sql sql_get = {
    .name = "mail.get",
    .text = "SELECT address, code_hash, asked_at, confirmed_at FROM account_mail WHERE account_id = $1"
};
static const struct hn_sql sql_put = {
    .name = "mail.put",
    .text = "INSERT INTO account_mail (account_id, address, code_hash, asked_at, confirmed_at)"
            " VALUES ($1, $2, $3, $4, 0) ON CONFLICT (account_id) DO UPDATE SET address = excluded.address,"
            " code_hash = excluded.code_hash, asked_at = excluded.asked_at, confirmed_at = 0"
};
static const struct hn_sql sql_confirm = {
    .name = "mail.confirm", .text = "UPDATE account_mail SET confirmed_at = $2 WHERE account_id = $1"
};
static const struct hn_sql sql_drop = { .name = "mail.drop",
                                        .text = "DELETE FROM account_mail WHERE account_id = $1" };
/* What waits for an address that is no longer the one: never sent, and its code forgotten. */
static const struct hn_sql sql_give_up = {
    .name = "mail.give_up",
    .text = "UPDATE outbox SET state = 'failed', arg0 = '' WHERE account_id = $1 AND state = 'waiting'"
};
static const struct hn_sql sql_code = {
    .name = "mail.code",
    .text = "INSERT INTO outbox (id, account_id, key, arg0, arg1, href, state, tries, at, sent_at)"
            " VALUES ($1, $2, 'mail_code', $3, '', '/toi', 'waiting', 0, $4, 0)"
};

struct mail_row {
    struct hn_bytes address, code_hash;
    hn_time asked_at, confirmed_at;
    bool there;
};

static enum hn_rc
get_own(struct hn_ctx *c, struct mail_row *out)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_get, params, &rows);

    *out = (struct mail_row){ 0 };
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->there = true;
        out->address = hn_row_bytes(rows, "address");
        out->code_hash = hn_row_bytes(rows, "code_hash");
        out->asked_at = hn_row_int(rows, "asked_at");
        out->confirmed_at = hn_row_int(rows, "confirmed_at");
    }
    return hn_rows_end(rows);
}

/* A code is for this account alone. Read as typed: case, spaces and strokes do not matter. */
static struct hn_bytes
hash_code(struct hn_ctx *c, const char *code)
{
    struct hn_buf b;

    hn_buf_init(&b, c->arena, 0);
    hn_buf_printf(&b, "%" PRId64 ":", c->actor.v);
    for (; *code; code++) {
        if (isalnum((unsigned char)*code))
            hn_buf_char(&b, (char)toupper((unsigned char)*code));
    }
    return hn_secret_keyed(c, "mail-code:", b.data);
}

static enum hn_rc
give_up(struct hn_ctx *c)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), HN_P_END };

    return hn_store_do(c, &sql_give_up, params);
}

static enum hn_rc
put_asked(struct hn_ctx *c, const char *address)
{
    uint8_t bytes[CODE_BYTES];
    const char *code;
    enum hn_rc rc;

    c->platform->random(c->platform->self, bytes, sizeof bytes);
    code = hn_base32(c->arena, bytes, sizeof bytes);
    assert(strlen(code) == CODE_LETTERS);

    const struct hn_param put[] = { hn_p_id(c->actor.v), hn_p_bytes(seal(c, address)),
                                    hn_p_bytes(hash_code(c, code)), hn_p_time(c->now), HN_P_END };
    const struct hn_param letter[] = { hn_p_id(hn_new_id(c)), hn_p_id(c->actor.v),
                                       hn_p_text(hn_print(c->arena, "%.4s-%s", code, code + 4)),
                                       hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_put, put);
    return rc ? rc : hn_store_do(c, &sql_code, letter);
}

enum hn_rc
hn_mail_ask(struct hn_ctx *c, const char *address)
{
    struct mail_row row;
    enum hn_rc rc;

    if (!is_address(address))
        return hn_fail(c, HN_INVALID, "address", "mail.address");
    rc = get_own(c, &row);
    if (rc)
        return rc;
    if (row.there && row.asked_at > c->now - MINUTE_US)
        return hn_fail(c, HN_CONFLICT, "address", "mail.soon");
    rc = give_up(c);
    if (!rc)
        rc = put_asked(c, address);
    return rc ? rc : hn_audit(c, "mail.ask", c->actor.v);
}

enum hn_rc
hn_mail_confirm(struct hn_ctx *c, const char *code)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), hn_p_time(c->now), HN_P_END };
    struct mail_row row;
    struct hn_bytes hash;
    enum hn_rc rc = get_own(c, &row);

    if (rc)
        return rc;
    hash = hash_code(c, code);
    if (!row.there || row.confirmed_at || row.asked_at + HOUR_US < c->now || row.code_hash.len != hash.len ||
        sodium_memcmp(row.code_hash.data, hash.data, hash.len) != 0)
        return hn_fail(c, HN_INVALID, "code", "mail.code");
    rc = hn_store_do(c, &sql_confirm, params);
    return rc ? rc : hn_audit(c, "mail.confirm", c->actor.v);
}

enum hn_rc
hn_mail_drop(struct hn_ctx *c)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), HN_P_END };
    enum hn_rc rc = give_up(c);

    if (!rc)
        rc = hn_store_do(c, &sql_drop, params);
    return rc ? rc : hn_audit(c, "mail.drop", c->actor.v);
}

enum hn_rc
hn_mail_state(struct hn_ctx *c, const char **masked, bool *confirmed)
{
    struct mail_row row;
    const char *address;
    enum hn_rc rc = get_own(c, &row);

    *masked = "";
    *confirmed = false;
    if (rc || !row.there)
        return rc;
    address = unseal(c, c->actor.v, row.address);
    if (!address)
        return HN_OK;
    *confirmed = row.confirmed_at != 0;
    *masked = hn_print(c->arena, "%c…%s", address[0], strchr(address, '@'));
    return HN_OK;
}

/* --- what waits --- */

static const struct hn_sql sql_take = {
    .name = "outbox.take",
    .text = "SELECT o.id AS id, o.account_id AS account, o.key AS key, o.arg0 AS arg0, o.arg1 AS arg1,"
            " o.href AS href, o.at AS at, x.address AS address, a.lang AS lang"
            " FROM outbox o CROSS JOIN account_mail x CROSS JOIN account a WHERE o.state = 'waiting'"
            " AND x.account_id = o.account_id AND (x.confirmed_at <> 0 OR o.key = 'mail_code')"
            " AND a.id = o.account_id AND a.state = 'active' ORDER BY o.at LIMIT $1"
};
static const struct hn_sql sql_sent = {
    .name = "outbox.sent",
    .text = "UPDATE outbox SET state = 'sent', sent_at = $2,"
            " arg0 = CASE WHEN key = 'mail_code' THEN '' ELSE arg0 END WHERE id = $1 AND state = 'waiting'"
};
static const struct hn_sql sql_again = {
    .name = "outbox.again",
    .text = "UPDATE outbox SET tries = tries + 1, state = CASE WHEN tries + 1 >= $2 THEN 'failed'"
            " ELSE 'waiting' END WHERE id = $1 AND state = 'waiting'"
};

const struct hn_sql *const hn_outbox_sql[] = { &sql_get,  &sql_put,  &sql_confirm, &sql_drop,  &sql_give_up,
                                               &sql_code, &sql_take, &sql_sent,    &sql_again, NULL };

static void
fill_letter(struct hn_ctx *c, struct hn_rows *rows, const char *address, struct hn_letter *out)
{
    struct hn_arena *a = c->arena;
    const char *key = hn_print(a, "notice.%s", hn_row_text(rows, "key"));
    const char *arg0 = hn_row_text(rows, "arg0"), *arg1 = hn_row_text(rows, "arg1");
    const char *href = hn_print(a, "%s%s", address, hn_row_text(rows, "href"));
    enum hn_lang lang = strcmp(hn_row_text(rows, "lang"), "en") == 0 ? HN_EN : HN_VI;

    out->id = hn_row_int(rows, "id");
    out->at = hn_row_int(rows, "at");
    out->subject = hn_words_fill(a, lang, key, arg0, arg1);
    out->body = hn_print(a, "%s\n\n%s\n\n-- \n%s\n", out->subject,
                         hn_words_fill(a, lang, "mail.where", href, NULL), hn_words(lang, "mail.foot"));
}

enum hn_rc
hn_outbox_take(struct hn_ctx *c, const char *address, const char *from, size_t most,
               const struct hn_letter **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_int((int64_t)most), HN_P_END };
    struct hn_letter *letters = HN_NEW_N(c->arena, struct hn_letter, most + 1);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_take, params, &rows);

    *count = 0;
    *out = letters;
    if (rc)
        return rc;
    while (*count < most && hn_rows_next(rows)) {
        struct hn_letter *l = &letters[(*count)++];

        l->from = from;
        l->to = unseal(c, hn_row_int(rows, "account"), hn_row_bytes(rows, "address"));
        fill_letter(c, rows, address, l);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_outbox_done(struct hn_ctx *c, int64_t id, bool sent)
{
    const struct hn_param done[] = { hn_p_id(id), hn_p_time(c->now), HN_P_END };
    const struct hn_param again[] = { hn_p_id(id), hn_p_int(TRIES_MOST), HN_P_END };

    return sent ? hn_store_do(c, &sql_sent, done) : hn_store_do(c, &sql_again, again);
}
