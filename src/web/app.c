/* app.c: making the app, and what the listener asks of it besides handling (app.h). */
#include "web/app.h"

#include <string.h>

#include "base/limits.h"
#include "web/app_inside.h"
#include "web/call.h"
#include "web/finish.h"
#include "web/openapi.h"

enum { BOUNDARY_ROOM = 64 << 10 };

enum hn_rc
hn_app_new(struct hn_ctx *c, struct hn_arena *a, const struct hn_app_config *cfg, struct hn_app **out)
{
    struct hn_app *app = HN_NEW(a, struct hn_app);
    enum hn_rc rc;

    app->cfg = *cfg;
    if (!app->cfg.routes)
        app->cfg.routes = hn_routes;
    rc = hn_paths_compile(c, a, app->cfg.routes, &app->paths);
    if (rc)
        return rc;
    app->metrics = hn_metrics_new(a, app->cfg.routes);
    app->kept = hn_kept_new(a);
    app->openapi = hn_openapi_make(a, app->cfg.routes, &app->openapi_len);
    /* Numbers of requests stay apart over restarts, so that one number is one request in every log. */
    app->first_request = (uint64_t)(cfg->platform->now(cfg->platform->self) / 1000000) << 24;
    *out = app;
    return HN_OK;
}

void
hn_app_watch(struct hn_app *app, const struct hn_http *http)
{
    app->http = http;
}

struct hn_store *
hn_app_store(const struct hn_app *app)
{
    return app->cfg.store;
}

bool
hn_app_is_demo(const struct hn_app *app)
{
    return app->cfg.demo;
}

void
hn_app_count(const struct hn_call *k)
{
    const struct hn_app *app = k->q.app;
    int64_t now = app->cfg.platform->monotonic_us(app->cfg.platform->self);

    hn_metrics_count(app->metrics, k->q.route, k->x->out.status, now - k->began_us);
}

static bool
takes_a_file(const struct hn_form *form)
{
    for (const struct hn_field *f = form ? form->fields : NULL; f && f->name; f++) {
        if (f->kind == HN_FILE)
            return true;
    }
    return false;
}

size_t
hn_app_body_limit(void *self, const struct hn_exchange *x)
{
    const struct hn_app *app = self;
    struct hn_match match;

    if (x->in.method == HN_HTTP_GET || x->in.method == HN_HTTP_HEAD)
        return 0;
    hn_paths_find(app->paths, x->in.path, &match);
    return match.post && takes_a_file(match.post->form) ? HN_LIMIT_UPLOAD + BOUNDARY_ROOM : HN_LIMIT_FORM;
}

void
hn_app_refuse(void *self, struct hn_exchange *x, unsigned status)
{
    static const struct {
        unsigned status;
        const char *text;
    } texts[] = {
        { 400, "400: yêu cầu không đọc được / the request cannot be read\n" },
        { 413, "413: nội dung gửi quá lớn / the body is too large\n" },
        { 414, "414: địa chỉ quá dài / the address is too long\n" },
        { 431, "431: phần đầu yêu cầu quá dài / the headers are too long\n" },
        { 503, "503: tạm thời chưa nhận được, hãy thử lại / not now, please try again\n" },
    };
    const struct hn_app *app = self;
    size_t i = 0;

    while (i < sizeof texts / sizeof texts[0] - 1 && texts[i].status != status)
        i++;
    x->out.status = status;
    x->out.body = HN_BODY_BYTES;
    x->out.bytes = texts[i].text;
    x->out.len = strlen(texts[i].text);
    hn_http_add(&x->out, "Content-Type", "text/plain; charset=utf-8");
    hn_http_add(&x->out, "Cache-Control", "no-store");
    hn_finish_safety(&x->out, app->cfg.demo);
    hn_metrics_count(app->metrics, NULL, status, 0);
}
