/* statement.c: every statement of the program, known by its address, prepared on each connection.
 *
 * The first connection learns each statement's parameters and columns; the others only prepare. A statement
 * that does not compile stops the open and is named in the log.
 */
#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "store/inside.h"

int
hn_params_count(const struct hn_param *params)
{
    int n = 0;

    if (params == NULL)
        return 0;
    while (n <= HN_PARAMS_MAX && params[n].kind != HN_P_LAST)
        n++;
    assert(n <= HN_PARAMS_MAX);
    return n;
}

static size_t
slot_of(const struct hn_store *s, const struct hn_sql *sql)
{
    uint64_t mixed = (uint64_t)(uintptr_t)sql * 0x9E3779B97F4A7C15u;
    size_t i = (size_t)(mixed >> 32) & s->slot_mask;

    while (s->slots[i] != 0 && s->known[s->slots[i] - 1].sql != sql)
        i = (i + 1) & s->slot_mask;
    return i;
}

/* Statements of all lists, the store's own first. */
static size_t
list_length(const struct hn_sql *const *list)
{
    size_t n = 0;

    while (list[n] != NULL)
        n++;
    return n;
}

static enum hn_rc
known_add(struct hn_ctx *c, struct hn_store *s, const struct hn_sql *sql)
{
    size_t slot = slot_of(s, sql);
    bool postgres = s->driver == &hn_driver_postgres;

    if (s->slots[slot] != 0)
        return HN_OK; /* in two lists */
    for (size_t i = 0; i < s->known_count; i++) {
        if (strcmp(s->known[i].sql->name, sql->name) == 0) {
            hn_log(HN_LOG_ERROR, "store: two statements are called %s", sql->name);
            return hn_fail(c, HN_BROKEN, "", "store.broken");
        }
    }
    struct hn_known *k = &s->known[s->known_count];

    k->sql = sql;
    k->text = postgres && sql->postgres ? sql->postgres : sql->text;
    k->index = s->known_count++;
    s->slots[slot] = (uint32_t)k->index + 1;
    return HN_OK;
}

enum hn_rc
hn_known_build(struct hn_ctx *c, struct hn_store *s)
{
    static const struct hn_sql *const *const none[] = { NULL };
    const struct hn_sql *const *const *lists = s->cfg.lists && !s->cfg.schema_until ? s->cfg.lists : none;
    size_t total = list_length(hn_migrate_sql) + list_length(hn_whole_sql), room = 64;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; lists[i] != NULL; i++)
        total += list_length(lists[i]);
    while (room < 2 * total)
        room *= 2;
    s->known = HN_NEW_N(s->arena, struct hn_known, total);
    s->slots = HN_NEW_N(s->arena, uint32_t, room);
    s->slot_mask = room - 1;
    for (size_t i = 0; hn_migrate_sql[i] != NULL && rc == HN_OK; i++)
        rc = known_add(c, s, hn_migrate_sql[i]);
    for (size_t i = 0; hn_whole_sql[i] != NULL && rc == HN_OK; i++)
        rc = known_add(c, s, hn_whole_sql[i]);
    for (size_t l = 0; lists[l] != NULL; l++) {
        for (size_t i = 0; lists[l][i] != NULL && rc == HN_OK; i++)
            rc = known_add(c, s, lists[l][i]);
    }
    return rc;
}

/* All that do not compile are named, not the first alone. */
enum hn_rc
hn_known_prepare(struct hn_ctx *c, struct hn_conn *conn, bool learn)
{
    struct hn_store *s = conn->store;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < s->known_count; i++) {
        if (conn->handles[i] != NULL)
            continue;
        enum hn_rc one = conn->driver->prepare(c, conn, &s->known[i], &conn->handles[i],
                                               learn ? s->arena : NULL);

        if (one != HN_OK && rc == HN_OK)
            rc = one;
        if (one == HN_UNAVAILABLE)
            break;
    }
    return rc;
}

static bool
adhoc_find(struct hn_conn *conn, const struct hn_sql *sql, const struct hn_known **k, void ***handle)
{
    for (struct hn_adhoc *a = conn->adhoc; a != NULL; a = a->next) {
        if (a->known.sql == sql) {
            *k = &a->known;
            *handle = &a->handle;
            return true;
        }
    }
    return false;
}

enum hn_rc
hn_known_find(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_known **k, void ***handle)
{
    struct hn_conn *conn = c->conn;
    struct hn_store *s = conn->store;

    if (conn->adhoc != NULL && adhoc_find(conn, sql, k, handle))
        return HN_OK;
    uint32_t at = s->slots[slot_of(s, sql)];

    if (at == 0) {
        hn_log(HN_LOG_ERROR, "store: statement %s is in no list", sql->name);
        return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
    }
    struct hn_known *known = &s->known[at - 1];

    *k = known;
    *handle = &conn->handles[known->index];
    /* The schema's own statements run while the store is being opened, before the rest is learned. */
    if (**handle == NULL)
        return conn->driver->prepare(c, conn, known, *handle, known->columns ? NULL : s->arena);
    return HN_OK;
}

enum hn_rc
hn_adhoc(struct hn_ctx *c, const char *name, const char *text, const struct hn_sql **out)
{
    struct hn_sql *sql = HN_NEW(c->arena, struct hn_sql);
    struct hn_adhoc *a = HN_NEW(c->arena, struct hn_adhoc);

    sql->name = hn_print(c->arena, "%s.%u", name, ++c->conn->adhoc_count);
    sql->text = text;
    a->known.sql = sql;
    a->known.text = text;
    enum hn_rc rc = c->conn->driver->prepare(c, c->conn, &a->known, &a->handle, c->arena);

    if (rc)
        return rc;
    a->next = c->conn->adhoc;
    c->conn->adhoc = a;
    *out = sql;
    return HN_OK;
}

void
hn_adhoc_drop(struct hn_conn *conn)
{
    for (struct hn_adhoc *a = conn->adhoc; a != NULL; a = a->next)
        conn->driver->forget(conn, &a->known, a->handle);
    conn->adhoc = NULL;
}
