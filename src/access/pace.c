/* pace.c: see pace.h. */
#include "access/pace.h"

#include <assert.h>

#include "access/inside.h"
#include "base/num.h"
#include "setting/setting.h"

#define HOUR ((hn_time)3600 * 1000000)

/* The first condition is the index's own; $4 and $5: the own record, and the one that is asked for. */
static const struct hn_sql sql_looks = {
    .name = "pace.looks",
    .text = "SELECT count(DISTINCT person_id) AS n, coalesce(min(at), 0) AS first FROM audit_line"
            " WHERE what IN ('view', 'reveal') AND actor = $1 AND what = $2 AND at > $3"
            " AND person_id <> $4 AND person_id <> $5"
};
static const struct hn_sql sql_reveals = {
    .name = "pace.reveals",
    .text = "SELECT count(*) AS n, coalesce(min(at), 0) AS first FROM audit_line"
            " WHERE what IN ('view', 'reveal') AND actor = $1 AND what = $2 AND at > $3"
            " AND person_id <> $4 AND person_id >= CAST(0 AS BIGINT) * $5"
};

static const struct kind {
    const char *setting, *what;
    int64_t usual;
    const struct hn_sql *sql;
} kinds[] = {
    [HN_PACE_LOOK] = { HN_SETTING_LOOKS, "view", HN_LOOKS_PER_HOUR, &sql_looks },
    [HN_PACE_REVEAL] = { HN_SETTING_REVEALS, "reveal", HN_REVEALS_PER_HOUR, &sql_reveals },
};

static enum hn_rc
limit_of(struct hn_ctx *c, const struct kind *k, int64_t *limit)
{
    const char *text;
    enum hn_rc rc = hn_setting_get(c, k->setting, &text);

    *limit = k->usual;
    if (rc == HN_OK && *text && !hn_parse_i64(text, 0, INT32_MAX, limit))
        *limit = k->usual; /* what cannot be read does not open the door */
    return rc;
}

enum hn_rc
hn_pace_ask(struct hn_ctx *c, enum hn_pace pace, struct hn_person_id person, int64_t *wait_seconds)
{
    const struct kind *k = &kinds[pace];
    struct hn_grants *own;
    struct hn_rows *rows;
    int64_t limit, count = 0;
    hn_time first = 0;
    enum hn_rc rc;

    assert(pace == HN_PACE_LOOK || pace == HN_PACE_REVEAL);
    *wait_seconds = 0;
    if (c->actor.v == HN_USER_SYSTEM.v)
        return HN_OK;
    rc = hn_grants_of(c, &own);
    if (rc == HN_OK && (own->person == 0 || own->person != person.v))
        rc = limit_of(c, k, &limit);
    else
        return rc;
    if (rc || limit == 0)
        return rc;
    const struct hn_param params[] = { hn_p_id(c->actor.v),  hn_p_text(k->what), hn_p_time(c->now - HOUR),
                                       hn_p_id(own->person), hn_p_id(person.v),  HN_P_END };

    rc = hn_store_query(c, k->sql, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        count = hn_row_int(rows, "n");
        first = hn_row_int(rows, "first");
    }
    rc = hn_rows_end(rows);
    if (rc == HN_OK && count >= limit)
        *wait_seconds = (first + HOUR - c->now) / 1000000 + 1;
    return rc;
}

const struct hn_sql *const hn_pace_sql[] = { &sql_looks, &sql_reveals, NULL };
