/* device.c: enrolled phones, which count as a second factor (account.h). */
#include <assert.h>
#include <string.h>

#include "account/inside.h"
#include "audit/audit.h"

#define ROWS_MAX     50
#define NAME_LETTERS 60

static const struct hn_sql sql_add = {
    .name = "device.add",
    .text = "INSERT INTO device (account_id, id, hash, name, enrolled_at, seen_at, ended_at)"
            " VALUES ($1, $2, $3, $4, $5, $5, 0)"
};

static const struct hn_sql sql_list = {
    .name = "device.list",
    .text = "SELECT id, name, enrolled_at, seen_at FROM device WHERE account_id = $1 AND ended_at = 0"
            " ORDER BY enrolled_at, id LIMIT 50"
};

static const struct hn_sql sql_end = {
    .name = "device.end",
    .text = "UPDATE device SET ended_at = $1 WHERE account_id = $2 AND id = $3 AND ended_at = 0"
};

static const struct hn_sql sql_end_sessions = {
    .name = "device.end_sessions",
    .text = "UPDATE session SET ended_at = $1 WHERE account_id = $2 AND device_id = $3 AND ended_at = 0"
};

static const char *
clean_name(struct hn_ctx *c, const char *name)
{
    const char *clean = name && *name ? hn_vi_clean(c->arena, name, strlen(name), false) : NULL;

    return clean && *clean && hn_utf8_count(clean) <= NAME_LETTERS ? clean : NULL;
}

/* Nothing owed; or nothing there to owe, so that the first phone is taken at its word. */
static enum hn_rc
check_may_enrol(struct hn_ctx *c, const struct hn_who *who)
{
    if (who->owed == HN_FACTOR_CODE)
        return hn_fail(c, HN_DENIED, "", "account.factor_first");
    if (!who->session)
        return hn_fail(c, HN_DENIED, "", "account.session_only");
    if (who->device)
        return hn_fail(c, HN_CONFLICT, "", "account.device_known");
    return HN_OK;
}

enum hn_rc
hn_device_enrol(struct hn_ctx *c, const struct hn_who *who, const char *name, const char **device,
                const char *const **codes, size_t *count, struct hn_signed_in *out)
{
    const char *clean = clean_name(c, name);
    int64_t id = hn_new_id(c), codes_left = 0;
    struct hn_bytes hash;
    enum hn_rc rc = check_may_enrol(c, who);

    if (rc)
        return rc;
    if (!clean)
        return hn_fail(c, HN_INVALID, "device", "account.device_name");
    *device = hn_secret_new(c, HN_SECRET_DEVICE, &hash);
    const struct hn_param params[] = { hn_p_id(who->user.v), hn_p_id(id),       hn_p_bytes(hash),
                                       hn_p_text(clean),     hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_add, params);
    if (rc)
        return rc;
    rc = hn_recovery_count(c, who->user.v, &codes_left);
    if (rc)
        return rc;
    *count = 0;
    if (codes_left == 0) {
        rc = hn_recovery_make(c, who->user.v, codes, count);
        if (rc)
            return rc;
    }
    rc = hn_session_renew(c, who, 2, id, out);
    return rc ? rc : hn_audit(c, "device.enrol", who->user.v);
}

enum hn_rc
hn_device_list(struct hn_ctx *c, const struct hn_who *who, const struct hn_device_row **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(who->user.v), HN_P_END };
    struct hn_device_row *all = HN_NEW_N(c->arena, struct hn_device_row, ROWS_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_list, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; *count < ROWS_MAX && hn_rows_next(rows); (*count)++) {
        all[*count] = (struct hn_device_row){
            .id = hn_row_int(rows, "id"),
            .name = hn_row_text(rows, "name"),
            .enrolled_at = hn_row_int(rows, "enrolled_at"),
            .seen_at = hn_row_int(rows, "seen_at"),
            .own = hn_row_int(rows, "id") == who->device,
        };
    }
    *out = all;
    return hn_rows_end(rows);
}

enum hn_rc
hn_device_forget(struct hn_ctx *c, const struct hn_who *who, int64_t id)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(who->user.v), hn_p_id(id), HN_P_END };
    int64_t touched;
    enum hn_rc rc = who->owed ? hn_fail(c, HN_DENIED, "", "account.factor_first") : HN_OK;

    if (rc)
        return rc;
    rc = hn_store_do_count(c, &sql_end, params, &touched);
    if (rc)
        return rc;
    if (touched != 1)
        return hn_fail(c, HN_NOT_FOUND, "", "account.no_device");
    rc = hn_store_do(c, &sql_end_sessions, params);
    return rc ? rc : hn_audit(c, "device.forget", who->user.v);
}

const struct hn_sql *const hn_account_device_sql[] = { &sql_add, &sql_list, &sql_end, &sql_end_sessions,
                                                       NULL };
