/* step_row.c: step 1: from bytes to a row of the route table, and the words of the query the router knows. */
#include <string.h>

#include "base/limits.h"
#include "base/num.h"
#include "web/app_inside.h"
#include "web/call.h"
#include "web/steps.h"

enum { PAGE_SIZE = 50, PAGES_MAX = 1000000 };

static enum hn_rc
refuse(struct hn_call *k, unsigned status, enum hn_rc rc, const char *key)
{
    k->status = status;
    return hn_fail(&k->q.ctx, rc, "", key);
}

/* --- the other end --- */

/* Behind a proxy we know, the client is the last address the proxy wrote down; from anybody else the header is
 * only a claim. */
static void
read_peer(struct hn_call *k, const char *const *proxies)
{
    const struct hn_http_request *in = &k->x->in;
    const char *forwarded = hn_http_header(in, "X-Forwarded-For");
    const char *last;

    k->peer = in->peer ? in->peer : "";
    k->local = in->loopback && !forwarded;
    for (; forwarded && proxies && *proxies; proxies++) {
        if (strcmp(*proxies, k->peer) != 0)
            continue;
        last = strrchr(forwarded, ',');
        last = last ? last + 1 : forwarded;
        last += strspn(last, " ");
        k->peer = hn_dup_n(k->x->arena, last, strcspn(last, " "));
        return;
    }
}

static void
read_cookies(struct hn_call *k)
{
    struct hn_arena *a = k->x->arena;
    const char *cookies = hn_http_header(&k->x->in, "Cookie");
    const char *authorization = hn_http_header(&k->x->in, "Authorization");
    const char *done;

    k->bearer = authorization != NULL;
    if (!cookies || k->bearer)
        return;
    k->session = hn_cookie_get(a, cookies, "__Host-hn");
    k->visit = hn_cookie_get(a, cookies, "__Host-hn-visit");
    k->device = hn_cookie_get(a, cookies, "__Host-hn-device");
    done = hn_cookie_get(a, cookies, "__Host-hn-done");
    if (done && strncmp(done, "done.", 5) == 0 && hn_text_known(done))
        k->done = done;
}

/* --- the query's own words --- */

static enum hn_rc
read_day(struct hn_call *k, const char *name, bool *found, hn_day *out)
{
    const char *text = hn_pairs_get(&k->query, name);

    *found = text && *text;
    if (*found && !hn_day_parse(text, out))
        return hn_fail(&k->q.ctx, HN_INVALID, name, "not_date");
    return HN_OK;
}

static enum hn_rc
read_dates(struct hn_call *k)
{
    struct hn_ctx *c = &k->q.ctx;
    hn_day day = 0;
    bool found;
    enum hn_rc rc = read_day(k, "ngay", &found, &day);

    if (rc)
        return rc;
    if (found)
        c->on = day;
    rc = read_day(k, "biet", &found, &day);
    /* What will be known tomorrow is not known yet: from today on it is simply what is known. A deed stands on what is known now:
     * no rule may be asked of a time before what it forbids was known. */
    if (!rc && found && day < c->today && k->x->in.method != HN_HTTP_POST)
        c->known = hn_day_end(day);
    return rc;
}

static enum hn_rc
read_number(struct hn_call *k, const char *name, int64_t high, int64_t *out)
{
    const char *text = hn_pairs_get(&k->query, name);
    const char *range;

    if (!text || !*text || hn_parse_i64(text, 1, high, out))
        return HN_OK;
    range = hn_print(k->x->arena, "1 – %lld", (long long)high);
    return hn_fail_arg(&k->q.ctx, HN_INVALID, name, "range", range);
}

static enum hn_rc
read_language(struct hn_call *k)
{
    const char *asked = hn_pairs_get(&k->query, "lang");
    const char *cookies = hn_http_header(&k->x->in, "Cookie");
    const char *kept = hn_cookie_get(k->x->arena, cookies, "__Host-hn-lang");

    k->language_kept = kept && *kept;
    if (kept && strcmp(kept, "en") == 0)
        k->q.ctx.lang = HN_EN;
    if (!asked || !*asked)
        return HN_OK;
    if (strcmp(asked, "en") != 0 && strcmp(asked, "vi") != 0)
        return hn_fail(&k->q.ctx, HN_INVALID, "lang", "not_choice");
    k->q.ctx.lang = asked[0] == 'e' ? HN_EN : HN_VI;
    k->language_asked = true;
    return HN_OK;
}

static enum hn_rc
read_query(struct hn_call *k)
{
    static const char *const own[] = { "trang", "lang", NULL };
    const char *query = k->x->in.query;
    enum hn_rc rc;

    k->q.page_number = 1;
    k->q.page_size = PAGE_SIZE;
    k->plain_query = "";
    if (!hn_pairs_parse(k->x->arena, query, strlen(query), &k->query))
        return refuse(k, 400, HN_INVALID, "not_text");
    k->plain_query = hn_layout_href(k->x->arena, "", &k->query, own);
    rc = read_language(k);
    if (!rc)
        rc = read_dates(k);
    if (!rc)
        rc = read_number(k, "trang", PAGES_MAX, &k->q.page_number);
    return rc ? rc : read_number(k, "co", HN_LIMIT_PAGE_ROWS, &k->q.page_size);
}

/* --- the row --- */

static void
read_format(struct hn_call *k, const struct hn_route *r)
{
    k->format = k->match.ending;
    if (k->format == HN_HTML)
        k->format = hn_accept_format(hn_http_header(&k->x->in, "Accept"));
    if ((k->format == HN_CSV || k->format == HN_XLSX) && (!r || !r->list))
        k->format = HN_HTML;
    k->q.json = k->format == HN_JSON;
}

static const struct hn_route *
pick_row(struct hn_call *k)
{
    switch (k->x->in.method) {
    case HN_HTTP_GET:
    case HN_HTTP_HEAD:
        return k->match.get;
    case HN_HTTP_POST:
        return k->match.ending == HN_HTML || k->match.ending == HN_JSON ? k->match.post : NULL;
    case HN_HTTP_OTHER:
        break;
    }
    return NULL;
}

enum hn_rc
hn_step_row(struct hn_call *k)
{
    struct hn_arena *a = k->x->arena;
    const struct hn_app_config *cfg = hn_app_config(k->q.app);
    enum hn_rc rc;

    hn_paths_find(hn_app_paths(k->q.app), k->x->in.path, &k->match);
    k->path = hn_dup_n(a, k->x->in.path, k->match.path_len);
    k->q.route = pick_row(k);
    read_peer(k, cfg->proxies);
    read_cookies(k);
    read_format(k, k->q.route);
    for (size_t i = 0; i < k->match.part_count; i++)
        k->texts[i] = hn_dup_n(a, k->match.parts[i].text, k->match.parts[i].len);
    rc = read_query(k);
    if (!k->match.get && !k->match.post)
        return refuse(k, 404, HN_NOT_FOUND, "not_found");
    if (!k->q.route)
        return refuse(k, 405, HN_INVALID, "not_found");
    return rc;
}
