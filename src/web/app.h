/* app.h: the running server as the web sees it: store, keys, routes, counters. Made once at start.
 *
 * Neighbours: cli/ opens the store, makes the app and starts http/ with hn_app_handle and its companions; tests
 * hand exchanges to hn_app_handle without a socket.
 */
#ifndef HN_WEB_APP_H
#define HN_WEB_APP_H

#include "account/account.h"
#include "http/http.h"
#include "store/store.h"
#include "web/route.h"

struct hn_app;
struct hn_printer; /* print/pdf.h */

struct hn_app_config {
    struct hn_store *store;
    const struct hn_platform *platform;
    const struct hn_keys *keys;
    struct hn_hasher *hasher;                   /* of phrases */
    struct hn_counts_cache *counts_cache;       /* may be NULL */
    struct hn_indicator_cache *indicator_cache; /* may be NULL */
    struct hn_printer *printer;                 /* of PDF files; NULL: there are none */
    const struct hn_route *routes;              /* NULL: hn_routes */
    const char *spool_dir;      /* where files wait to be sent; NULL: the system's own folder */
    bool demo;                  /* made-up data: notice and noindex on every page */
    const char *const *proxies; /* addresses whose X-Forwarded-For is believed; NULL-ended; NULL: none */
};

/* HN_BROKEN when the route table is wrong. The app lives in a. */
enum hn_rc hn_app_new(struct hn_ctx *c, struct hn_arena *a, const struct hn_app_config *cfg,
                      struct hn_app **out);
/* For struct hn_http_config: self is the app. */
void hn_app_handle(void *self, struct hn_exchange *x);
size_t hn_app_body_limit(void *self, const struct hn_exchange *x);
void hn_app_refuse(void *self, struct hn_exchange *x, unsigned status);
/* For /metrics: the listener, once it runs. */
void hn_app_watch(struct hn_app *app, const struct hn_http *http);

struct hn_store *hn_app_store(const struct hn_app *app);
bool hn_app_is_demo(const struct hn_app *app);

#endif
