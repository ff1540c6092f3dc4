/* failure.c: failures in a row and the waits they bring: by name, by address, by phone. (security/ section 5)
 *
 * Ten are free; from then each doubles the wait, from 30 seconds to an hour; after a hundred in a row under one name only
 * a known phone or an account manager helps. Names nobody has are counted alike. Kept by wall time, as stored.
 */
#include <assert.h>
#include <inttypes.h>

#include "account/inside.h"

#define FREE           10
#define ROW_MAX        100
#define WAIT_FIRST     (30 * HN_SECOND_US)
#define WAIT_MAX       HN_HOUR_US
#define ADDRESS_FORGET (24 * HN_HOUR_US) /* an address is shared: a day without failures starts it anew */

static const struct hn_sql sql_until = {
    .name = "account.failure_until",
    .text = "SELECT coalesce(max(until_at), 0) AS until_at FROM sign_in_failure"
            " WHERE (kind = $1 AND hash = $2) OR (kind = 'address' AND hash = $3)"
};

static const struct hn_sql sql_get = {
    .name = "account.failure",
    .text = "SELECT kind, count, last_at FROM sign_in_failure"
            " WHERE (kind = $1 AND hash = $2) OR (kind = 'address' AND hash = $3)"
};

static const struct hn_sql sql_put = {
    .name = "account.failure_put",
    .text = "INSERT INTO sign_in_failure (kind, hash, count, last_at, until_at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (kind, hash) DO UPDATE SET count = excluded.count, last_at = excluded.last_at,"
            " until_at = excluded.until_at"
};

static const struct hn_sql sql_clear = {
    .name = "account.failure_clear",
    .text = "DELETE FROM sign_in_failure WHERE (kind = $1 AND hash = $2) OR (kind = 'address' AND hash = $3)"
};

struct hn_failure_keys
hn_failure_by_name(struct hn_ctx *c, const char *name_key, const char *address)
{
    struct hn_failure_keys k = { .kind = "name", .hash = hn_secret_keyed(c, "failure-name:", name_key) };

    if (address && *address)
        k.address = hn_secret_keyed(c, "failure-address:", address);
    return k;
}

struct hn_failure_keys
hn_failure_by_device(struct hn_ctx *c, int64_t device)
{
    return (struct hn_failure_keys){ .kind = "device",
                                     .hash = hn_secret_keyed(
                                         c, "failure-device:", hn_print(c->arena, "%" PRId64, device)) };
}

struct hn_failure_keys
hn_failure_by_code(struct hn_ctx *c, struct hn_user_id user)
{
    return (struct hn_failure_keys){
        .kind = "code", .hash = hn_secret_keyed(c, "failure-code:", hn_print(c->arena, "%" PRId64, user.v))
    };
}

/* An absent address is bound as bytes no hash can be. */
static struct hn_param
address_param(const struct hn_failure_keys *k)
{
    static const uint8_t none[1] = { 0 };

    return hn_p_bytes(k->address.data ? k->address : (struct hn_bytes){ none, sizeof none });
}

enum hn_rc
hn_failure_wait(struct hn_ctx *c, const struct hn_failure_keys *k, int64_t *seconds)
{
    const struct hn_param params[] = { hn_p_text(k->kind), hn_p_bytes(k->hash), address_param(k), HN_P_END };
    int64_t until = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_until, params, &until, &found);

    if (rc)
        return rc;
    *seconds = 0;
    if (until == HN_TIME_OPEN)
        *seconds = HN_WAIT_LONG;
    else if (until > c->now)
        *seconds = (until - c->now + HN_SECOND_US - 1) / HN_SECOND_US;
    return HN_OK;
}

static hn_time
until_of(const char *kind, int64_t count, hn_time now)
{
    hn_time wait = WAIT_FIRST;

    if (count < FREE)
        return 0;
    if (count >= ROW_MAX && kind[0] == 'n')
        return HN_TIME_OPEN;
    for (int64_t i = FREE; i < count && wait < WAIT_MAX; i++)
        wait *= 2;
    return now + (wait < WAIT_MAX ? wait : WAIT_MAX);
}

static enum hn_rc
put(struct hn_ctx *c, const char *kind, struct hn_bytes hash, int64_t count)
{
    const struct hn_param params[] = { hn_p_text(kind),
                                       hn_p_bytes(hash),
                                       hn_p_int(count),
                                       hn_p_time(c->now),
                                       hn_p_time(until_of(kind, count, c->now)),
                                       HN_P_END };

    return hn_store_do(c, &sql_put, params);
}

enum hn_rc
hn_failure_add(struct hn_ctx *c, const struct hn_failure_keys *k)
{
    const struct hn_param params[] = { hn_p_text(k->kind), hn_p_bytes(k->hash), address_param(k), HN_P_END };
    int64_t own = 0, address = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_get, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        bool by_address = hn_row_text(rows, "kind")[0] == 'a';

        if (!by_address)
            own = hn_row_int(rows, "count");
        else if (hn_row_int(rows, "last_at") > c->now - ADDRESS_FORGET)
            address = hn_row_int(rows, "count");
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    rc = put(c, k->kind, k->hash, own + 1);
    if (rc || !k->address.data)
        return rc;
    return put(c, "address", k->address, address + 1);
}

enum hn_rc
hn_failure_clear(struct hn_ctx *c, const struct hn_failure_keys *k)
{
    const struct hn_param params[] = { hn_p_text(k->kind), hn_p_bytes(k->hash), address_param(k), HN_P_END };

    return hn_store_do(c, &sql_clear, params);
}

const struct hn_sql *const hn_account_failure_sql[] = { &sql_until, &sql_get, &sql_put, &sql_clear, NULL };
