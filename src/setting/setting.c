/* setting.c: see setting.h. */
#include "setting/setting.h"

static const struct hn_sql sql_get = { .name = "setting.get",
                                       .text = "SELECT value FROM setting WHERE name = $1" };

static const struct hn_sql sql_put = { .name = "setting.put",
                                       .text = "INSERT INTO setting (name, value) VALUES ($1, $2)"
                                               " ON CONFLICT (name) DO UPDATE SET value = excluded.value" };

const struct hn_sql *const hn_setting_sql[] = { &sql_get, &sql_put, NULL };

enum hn_rc
hn_setting_get(struct hn_ctx *c, const char *name, const char **value)
{
    const struct hn_param params[] = { hn_p_text(name), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_get, params, &rows);

    if (rc)
        return rc;
    *value = hn_rows_next(rows) ? hn_row_text(rows, "value") : "";
    return hn_rows_end(rows);
}

enum hn_rc
hn_setting_put(struct hn_ctx *c, const char *name, const char *value)
{
    const struct hn_param params[] = { hn_p_text(name), hn_p_text(value), HN_P_END };

    return hn_store_do(c, &sql_put, params);
}
