/* metrics.h: counters of the running server, in Prometheus' text form. No personal data, no paths but the route's. */
#ifndef HN_WEB_METRICS_H
#define HN_WEB_METRICS_H

#include "base/buf.h"
#include "web/route.h"

struct hn_metrics;
struct hn_app;

struct hn_metrics *hn_metrics_new(struct hn_arena *a, const struct hn_route *routes);
/* From any thread. route NULL: no row matched. */
void hn_metrics_count(struct hn_metrics *m, const struct hn_route *route, unsigned status, int64_t took_us);
/* All of it, with what store, listener and process say of themselves. */
void hn_metrics_write(const struct hn_app *app, struct hn_buf *out);

#endif
