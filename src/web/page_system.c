/* page_system.c: what machines ask: health, counters, the description of the routes, assets. */
#include <string.h>

#include "web/app_inside.h"
#include "web/asset.h"
#include "web/call.h"
#include "web/page_system.h"

enum hn_rc
hn_page_health(struct hn_req *q)
{
    static const char well[] = "ok\n", ailing[] = "ok\nwrites are refused for want of disk or permission\n";
    bool ill = hn_store_ailing(q->app->cfg.store);

    hn_http_add(&hn_call_of(q)->x->out, "Cache-Control", "no-store");
    return hn_answer_bytes(q, "text/plain; charset=utf-8", ill ? ailing : well,
                           ill ? sizeof ailing - 1 : sizeof well - 1);
}

enum hn_rc
hn_page_metrics(struct hn_req *q)
{
    struct hn_buf b;

    /* The machine's own collector asks without a session; anybody else must be an operator. */
    if (!hn_req_is_local(q)) {
        enum hn_rc rc = hn_access_anywhere(&q->ctx, HN_MAY_OPERATE);

        if (rc)
            return rc;
    }
    hn_buf_init(&b, q->ctx.arena, 0);
    hn_metrics_write(q->app, &b);
    hn_http_add(&hn_call_of(q)->x->out, "Cache-Control", "no-store");
    return hn_answer_bytes(q, "text/plain; version=0.0.4; charset=utf-8", b.data, b.len);
}

enum hn_rc
hn_page_openapi(struct hn_req *q)
{
    return hn_answer_bytes(q, "application/json; charset=utf-8", q->app->openapi, q->app->openapi_len);
}

static struct hn_asset_body
pick_body(const struct hn_asset *asset, enum hn_coding coding, const char **name)
{
    if (coding == HN_BROTLI && asset->br.len > 0) {
        *name = "br";
        return asset->br;
    }
    if (coding != HN_IDENTITY && asset->gz.len > 0) {
        *name = "gzip";
        return asset->gz;
    }
    *name = NULL;
    return asset->identity;
}

enum hn_rc
hn_answer_asset(struct hn_req *q, const struct hn_asset *asset, const char *keep)
{
    struct hn_http_answer *out = &hn_call_of(q)->x->out;
    const char *known = hn_req_header(q, "If-None-Match");
    const char *coding;
    struct hn_asset_body body;

    body = pick_body(asset, hn_accept_coding(hn_req_header(q, "Accept-Encoding")), &coding);
    hn_http_add(out, "Cache-Control", keep);
    hn_http_add(out, "ETag", asset->etag);
    hn_http_add(out, "Vary", "Accept-Encoding");
    if (known && strstr(known, asset->etag)) {
        out->status = 304;
        return HN_OK;
    }
    if (coding)
        hn_http_add(out, "Content-Encoding", coding);
    return hn_answer_bytes(q, asset->content_type, body.data, body.len);
}

enum hn_rc
hn_page_asset(struct hn_req *q)
{
    const struct hn_asset *asset = hn_asset_at(hn_call_of(q)->path);

    if (!asset)
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return hn_answer_asset(q, asset, "public, max-age=31536000, immutable");
}
