/* page_offline.c: see page_offline.h. */
#include "web/page_offline.h"

#include <inttypes.h>
#include <string.h>

#include "view_offline.h"
#include "web/asset.h"
#include "web/call.h"
#include "web/page_system.h"
#include "web/token.h"

static const struct hn_view offline_view = {
    .title = "offline.title", .section = "", .bare = true, .html = hn_view_offline_page_any
};

/* Fixed addresses, since a worker's scope is its address and a manifest is what was installed: asked for anew each time. */
static enum hn_rc
answer_fixed(struct hn_req *q, const char *name)
{
    return hn_answer_asset(q, hn_asset_named(name), "no-cache");
}

enum hn_rc
hn_page_worker(struct hn_req *q)
{
    return answer_fixed(q, "sw.js");
}

enum hn_rc
hn_page_manifest(struct hn_req *q)
{
    return answer_fixed(q, "manifest.webmanifest");
}

enum hn_rc
hn_page_offline(struct hn_req *q)
{
    return hn_show(q, &offline_view, NULL, NULL);
}

/* --- whose it is --- */

enum hn_rc
hn_is_theirs(struct hn_req *q)
{
    const char *user = hn_req_header(q, "X-HN-User");
    const char *own = hn_print(q->ctx.arena, "%" PRId64, q->ctx.actor.v);

    if (user && strcmp(user, own) != 0)
        return hn_fail(&q->ctx, HN_CONFLICT, "", "op.other_user");
    return HN_OK;
}

enum hn_rc
hn_page_form_token(struct hn_req *q)
{
    struct hn_call *k = hn_call_of(q);
    struct hn_out o = { .lang = q->ctx.lang };
    enum hn_rc rc = hn_is_theirs(q);

    if (rc)
        return rc;
    k->csrf_out = hn_token_make(k);
    hn_buf_init(&o.buf, q->ctx.arena, 0);
    hn_out_raw(&o, "{\"token\":");
    hn_out_json(&o, k->csrf_out);
    hn_out_raw(&o, ",\"user\":");
    hn_out_json_id(&o, q->ctx.actor.v);
    hn_out_raw(&o, "}");
    return hn_answer_bytes(q, "application/json; charset=utf-8", o.buf.data, o.buf.len);
}
