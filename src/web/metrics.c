/* metrics.c: counting and writing (metrics.h). */
#include "web/metrics.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account/account.h"
#include "web/app_inside.h"

static const unsigned statuses[] = { 200, 201, 303, 304, 400, 401, 403, 404,
                                     405, 409, 413, 415, 422, 429, 500, 503 };
enum { STATUS_COUNT = sizeof statuses / sizeof statuses[0] };

/* Upper ends of the histogram, µs. */
static const int64_t bounds[] = { 1000,   2500,   5000,   10000,   25000,   50000,
                                  100000, 250000, 500000, 1000000, 2500000, 10000000 };
enum { BOUND_COUNT = sizeof bounds / sizeof bounds[0] };

struct hn_metrics {
    const struct hn_route *routes;
    size_t route_count;
    uint64_t (*answers)[STATUS_COUNT]; /* a row for each route, one more for none */
    uint64_t within[BOUND_COUNT + 1];
    uint64_t took_us, count;
};

struct hn_metrics *
hn_metrics_new(struct hn_arena *a, const struct hn_route *routes)
{
    struct hn_metrics *m = HN_NEW(a, struct hn_metrics);

    m->routes = routes;
    while (routes[m->route_count].path)
        m->route_count++;
    m->answers = hn_alloc_n(a, m->route_count + 1, sizeof m->answers[0]);
    return m;
}

static void
add(uint64_t *counter, uint64_t n)
{
    __atomic_add_fetch(counter, n, __ATOMIC_RELAXED);
}

static uint64_t
read_counter(const uint64_t *counter)
{
    return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

void
hn_metrics_count(struct hn_metrics *m, const struct hn_route *route, unsigned status, int64_t took_us)
{
    size_t row = route ? (size_t)(route - m->routes) : m->route_count;
    size_t column = 0, bucket = 0;

    while (column < STATUS_COUNT - 1 && statuses[column] != status)
        column++;
    while (bucket < BOUND_COUNT && took_us > bounds[bucket])
        bucket++;
    add(&m->answers[row][column], 1);
    add(&m->within[bucket], 1);
    add(&m->took_us, took_us > 0 ? (uint64_t)took_us : 0);
    add(&m->count, 1);
}

static void
head(struct hn_buf *b, const char *name, const char *type, const char *help)
{
    hn_buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
write_answers(const struct hn_metrics *m, struct hn_buf *b)
{
    head(b, "hatnhan_requests_total", "counter", "Requests answered, by route and status.");
    for (size_t row = 0; row <= m->route_count; row++) {
        bool post = row < m->route_count && m->routes[row].method == HN_POST;

        for (size_t i = 0; i < STATUS_COUNT; i++) {
            uint64_t n = read_counter(&m->answers[row][i]);

            if (n > 0)
                hn_buf_printf(
                    b, "hatnhan_requests_total{method=\"%s\",route=\"%s\",status=\"%u\"} %" PRIu64 "\n",
                    post ? "POST" : "GET", row < m->route_count ? m->routes[row].path : "", statuses[i], n);
        }
    }
}

static void
write_durations(const struct hn_metrics *m, struct hn_buf *b)
{
    uint64_t sum = 0;

    head(b, "hatnhan_request_seconds", "histogram", "Time from a complete request to its answer.");
    for (size_t i = 0; i < BOUND_COUNT; i++) {
        sum += read_counter(&m->within[i]);
        hn_buf_printf(b, "hatnhan_request_seconds_bucket{le=\"%g\"} %" PRIu64 "\n", (double)bounds[i] / 1e6,
                      sum);
    }
    sum += read_counter(&m->within[BOUND_COUNT]);
    hn_buf_printf(b, "hatnhan_request_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", sum);
    hn_buf_printf(b, "hatnhan_request_seconds_sum %.6f\n", (double)read_counter(&m->took_us) / 1e6);
    hn_buf_printf(b, "hatnhan_request_seconds_count %" PRIu64 "\n", sum);
}

static void
gauge(struct hn_buf *b, const char *name, const char *help, uint64_t value)
{
    head(b, name, "gauge", help);
    hn_buf_printf(b, "%s %" PRIu64 "\n", name, value);
}

/* Resident pages are the second number of statm; a file of the kernel says no length, so it is read as a stream. */
static uint64_t
resident_bytes(void)
{
    char line[128] = "";
    FILE *f = fopen("/proc/self/statm", "re");
    const char *second;

    if (!f)
        return 0;
    if (!fgets(line, sizeof line, f))
        line[0] = 0;
    fclose(f);
    second = strchr(line, ' ');
    return second ? strtoull(second, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

void
hn_metrics_write(const struct hn_app *app, struct hn_buf *b)
{
    write_answers(app->metrics, b);
    write_durations(app->metrics, b);
    gauge(b, "hatnhan_store_version", "Commits of the writer that changed something.",
          hn_store_version(app->cfg.store));
    gauge(b, "hatnhan_store_queue", "Writing requests waiting for the writer.",
          hn_store_queued(app->cfg.store));
    gauge(b, "hatnhan_store_ailing", "1 while writes fail for want of disk or permission.",
          hn_store_ailing(app->cfg.store));
    if (app->cfg.hasher)
        gauge(b, "hatnhan_phrase_hashes", "Phrases hashed since the start.",
              hn_hasher_count(app->cfg.hasher));
    if (app->http)
        gauge(b, "hatnhan_connections", "Open connections.", hn_http_connections(app->http));
    gauge(b, "process_resident_memory_bytes", "Resident memory.", resident_bytes());
}
