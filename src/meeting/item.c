/* item.c: what all keyed rows of a draft have in common: key, version, removal (inside.h). */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"
#include "meeting/run.h"

#define KEY_LEAST 8
#define KEY_MOST  64

bool
hn_item_key_ok(const char *key)
{
    size_t len = key ? strlen(key) : 0;

    return len >= KEY_LEAST && len <= KEY_MOST &&
           strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

const char *
hn_item_key_new(struct hn_ctx *c)
{
    return hn_print(c->arena, "k-%016" PRIx64, (uint64_t)hn_new_id(c));
}

enum hn_rc
hn_item_key(struct hn_ctx *c, const char *given, const char **out)
{
    *out = given && *given ? given : hn_item_key_new(c);
    return hn_item_key_ok(*out) ? HN_OK : hn_fail(c, HN_INVALID, "key", "run.key");
}

enum hn_rc
hn_item_check(struct hn_ctx *c, int64_t base, const struct hn_item *old, bool same, bool *nothing)
{
    *nothing = old->version > 0 && same && !old->removed;
    if (!*nothing && base >= 0 && base != old->version)
        return hn_fail(c, HN_CONFLICT, "", "run.changed");
    return HN_OK;
}

enum hn_rc
hn_item_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *key, const struct hn_sql *remove,
               const char *what)
{
    struct hn_meeting m;
    int64_t touched = 0;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v),       hn_p_text(key),
                                       hn_p_time(c->now), hn_p_id(c->actor.v), HN_P_END };

    rc = hn_store_do_count(c, remove, params, &touched);
    if (rc || touched == 0)
        return rc;
    return hn_audit_change(c, what, id.v, m.unit, key, "");
}

enum hn_rc
hn_item_room(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_sql *sql, int64_t most,
             int *position)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_rows *rows;
    int64_t n = 0;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        n = hn_row_int(rows, "n");
        *position = (int)hn_row_int(rows, "last") + 1;
    }
    rc = hn_rows_end(rows);
    if (!rc && n >= most)
        rc = hn_fail_arg(c, HN_INVALID, "", "run.too_many", hn_print(c->arena, "%" PRId64, most));
    return rc;
}

enum hn_rc
hn_item_place(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_sql *room,
              const struct hn_item *old, int *position)
{
    int last = 0;
    enum hn_rc rc = HN_OK;

    if (old->version == 0 || old->removed)
        rc = hn_item_room(c, m, room, HN_RUN_ITEMS, &last);
    if (*position == 0)
        *position = old->version ? old->position : last;
    return rc;
}
