/* failing.c: see failing.h. The connection is given a driver of which the statements are counted, for the one call. */
#include "support/failing.h"

#include "store/inside.h"

/* Of the one call under way; there is one writer. */
static struct {
    const struct hn_driver *real;
    int left;
} failing;

static bool
is_the_one(void)
{
    return failing.left > 0 && --failing.left == 0;
}

static enum hn_rc
run(struct hn_ctx *c, struct hn_conn *conn, const struct hn_known *k, void *handle,
    const struct hn_param *params, int64_t *touched)
{
    if (is_the_one())
        return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
    return failing.real->run(c, conn, k, handle, params, touched);
}

static enum hn_rc
query(struct hn_rows *r, void *handle, const struct hn_param *params)
{
    if (is_the_one())
        return hn_conn_fail(r->ctx, r->conn, HN_BROKEN, "store.broken");
    return failing.real->query(r, handle, params);
}

static enum hn_rc
bulk_row(struct hn_ctx *c, struct hn_conn *conn, const struct hn_param *params)
{
    if (is_the_one())
        return hn_conn_fail(c, conn, HN_BROKEN, "store.broken");
    return failing.real->bulk_row(c, conn, params);
}

enum hn_rc
hn_failing(struct hn_ctx *c, int n, enum hn_rc (*call)(struct hn_ctx *c, void *arg), void *arg)
{
    struct hn_conn *conn = c->conn;
    struct hn_driver counted = *conn->driver;
    enum hn_rc rc;

    failing.real = conn->driver;
    failing.left = n;
    counted.run = run;
    counted.query = query;
    counted.bulk_row = bulk_row;
    conn->driver = &counted;
    rc = call(c, arg);
    conn->driver = failing.real;
    return rc;
}
