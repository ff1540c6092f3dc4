/* app_inside.h: what the router's own files see of the app. */
#ifndef HN_WEB_APP_INSIDE_H
#define HN_WEB_APP_INSIDE_H

#include "web/app.h"
#include "web/kept.h"
#include "web/metrics.h"
#include "web/path.h"

struct hn_app {
    struct hn_app_config cfg;
    const struct hn_paths *paths;
    struct hn_metrics *metrics;
    struct hn_kept *kept;
    const struct hn_http *http; /* NULL until it runs */
    const char *openapi;        /* made at start */
    size_t openapi_len;
    uint64_t first_request; /* request numbers count from here */
    uint64_t requests;      /* atomic */
};

struct hn_call;
/* Counts a call that is about to be answered. */
void hn_app_count(const struct hn_call *k);

static inline const struct hn_app_config *
hn_app_config(const struct hn_app *app)
{
    return &app->cfg;
}

static inline const struct hn_paths *
hn_app_paths(const struct hn_app *app)
{
    return app->paths;
}

#endif
