/* repeat.c: see repeat.h. */
#include "web/repeat.h"

#include <inttypes.h>
#include <string.h>

#include "base/seal.h"
#include "web/call.h"

enum { KEPT_DAYS = 90, BODY_MAX = 16 << 10, SWEEP_EVERY = 64 };

static const struct hn_sql sql_recall = {
    .name = "request_key.recall",
    .text = "SELECT digest, status, location, done, content_type, body FROM request_key"
            " WHERE account_id = $1 AND key = $2"
};

static const struct hn_sql sql_keep = {
    .name = "request_key.keep",
    .text =
        "INSERT INTO request_key (account_id, key, digest, at, status, location, done, content_type, body)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};

static const struct hn_sql sql_sweep = { .name = "request_key.sweep",
                                         .text = "DELETE FROM request_key WHERE at < $1" };

const struct hn_sql *const hn_repeat_sql[] = { &sql_recall, &sql_keep, &sql_sweep, NULL };

static bool
has_key(const struct hn_call *k)
{
    return k->who && k->key && *k->key && k->q.ctx.keys && !k->q.route->looks;
}

/* A sealed body opens only in its own row. */
static const char *
place_of(struct hn_call *k)
{
    return hn_print(k->x->arena, "request_key/%" PRId64 "/%s", k->q.ctx.actor.v, k->key);
}

static bool
sealing_key(const struct hn_call *k, uint8_t key[HN_KEY_BYTES])
{
    return hn_key_of(k->q.ctx.keys, hn_keys_newest(k->q.ctx.keys), HN_KEY_SECRET, key);
}

/* --- the first answer again --- */

static const char *
done_cookie(struct hn_call *k, const char *done)
{
    return hn_print(k->x->arena, "__Host-hn-done=%s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60",
                    done);
}

static void
answer_again(struct hn_call *k, struct hn_rows *rows)
{
    struct hn_http_answer *out = &k->x->out;
    struct hn_bytes sealed = hn_row_bytes(rows, "body");
    const char *type = hn_row_text(rows, "content_type");
    const char *location = hn_row_text(rows, "location");
    const char *done = hn_row_text(rows, "done");
    uint8_t key[HN_KEY_BYTES];
    struct hn_bytes body = { 0 };

    hn_http_clear(out);
    out->status = (unsigned)hn_row_int(rows, "status");
    if (*type)
        hn_http_add(out, "Content-Type", type);
    if (*location)
        hn_http_add(out, "Location", location);
    if (*done)
        hn_http_add(out, "Set-Cookie", done_cookie(k, done));
    hn_http_add(out, "Cache-Control", "no-store");
    if (sealed.len > 0 && sealing_key(k, key) && hn_unseal(&k->q.ctx, key, place_of(k), sealed, &body)) {
        out->body = HN_BODY_BYTES;
        out->bytes = body.data;
        out->len = body.len;
    }
    k->replayed = true;
}

enum hn_rc
hn_repeat_recall(struct hn_call *k, bool *found)
{
    struct hn_rows *rows;
    bool same = true;
    enum hn_rc rc;

    *found = false;
    if (!has_key(k))
        return HN_OK;

    const struct hn_param params[] = { hn_p_id(k->q.ctx.actor.v), hn_p_text(k->key), HN_P_END };

    rc = hn_store_query(&k->q.ctx, &sql_recall, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        struct hn_bytes digest = hn_row_bytes(rows, "digest");

        *found = true;
        same = digest.len == sizeof k->digest && memcmp(digest.data, k->digest, digest.len) == 0;
        if (same)
            answer_again(k, rows);
    }
    rc = hn_rows_end(rows);
    if (rc || same)
        return rc;
    k->key = ""; /* the form, shown again, gets a fresh one */
    return hn_fail(&k->q.ctx, HN_INVALID, "", "key_reused");
}

/* --- keeping it --- */

static const char *
header_of(const struct hn_http_answer *out, const char *name)
{
    for (size_t i = 0; i < out->header_count; i++) {
        if (strcmp(out->headers[i].name, name) == 0)
            return out->headers[i].value;
    }
    return "";
}

static bool
sets_own_cookie(const struct hn_http_answer *out)
{
    for (size_t i = 0; i < out->header_count; i++) {
        if (strcmp(out->headers[i].name, "Set-Cookie") == 0 &&
            strncmp(out->headers[i].value, "__Host-hn-done=", 15) != 0)
            return true;
    }
    return false;
}

static const char *
done_of(struct hn_call *k)
{
    const char *cookie = header_of(&k->x->out, "Set-Cookie");

    if (strncmp(cookie, "__Host-hn-done=", 15) != 0)
        return "";
    return hn_dup_n(k->x->arena, cookie + 15, strcspn(cookie + 15, ";"));
}

/* Now and then, what is older than anybody may still repeat is swept out. */
static enum hn_rc
sweep(struct hn_call *k)
{
    const struct hn_param params[] = { hn_p_time(k->q.ctx.now - KEPT_DAYS * HN_DAY_US), HN_P_END };

    if (k->q.ctx.request_id % SWEEP_EVERY != 0)
        return HN_OK;
    return hn_store_do(&k->q.ctx, &sql_sweep, params);
}

enum hn_rc
hn_repeat_keep(struct hn_call *k)
{
    const struct hn_http_answer *out = &k->x->out;
    struct hn_bytes body = { (const uint8_t *)"", 0 };
    uint8_t key[HN_KEY_BYTES];
    enum hn_rc rc;

    if (!has_key(k) || k->refusal || out->body == HN_BODY_FILE || out->len > BODY_MAX || sets_own_cookie(out))
        return HN_OK;
    if (out->body == HN_BODY_BYTES) {
        if (!sealing_key(k, key))
            return HN_OK;
        body = hn_seal(&k->q.ctx, key, place_of(k), (struct hn_bytes){ out->bytes, out->len });
    }

    const struct hn_param params[] = {
        hn_p_id(k->q.ctx.actor.v),
        hn_p_text(k->key),
        hn_p_bytes((struct hn_bytes){ k->digest, sizeof k->digest }),
        hn_p_time(k->q.ctx.now),
        hn_p_int(out->status),
        hn_p_text(header_of(out, "Location")),
        hn_p_text(done_of(k)),
        hn_p_text(header_of(out, "Content-Type")),
        hn_p_bytes(body),
        HN_P_END,
    };

    rc = hn_store_do(&k->q.ctx, &sql_keep, params);
    return rc ? rc : sweep(k);
}
