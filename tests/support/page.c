/* page.c: the world of page.h and the exchanges that go through it. */
#include "support/page.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access/access.h"
#include "access/export.h"
#include "account/account.h"
#include "base/limits.h"
#include "base/seal.h"
#include "member/member.h"
#include "setting/setting.h"
#include "subjects.h"
#include "unit/unit.h"

/* --- one exchange --- */

struct held {
    struct hn_exchange x; /* first */
    pthread_mutex_t lock;
    pthread_cond_t news;
    hn_work_fn *work;
    void *arg;
    bool answered;
};

static void
answered(struct hn_exchange *x)
{
    struct held *h = (struct held *)x;

    pthread_mutex_lock(&h->lock);
    h->answered = true;
    pthread_cond_signal(&h->news);
    pthread_mutex_unlock(&h->lock);
}

static void
later(struct hn_exchange *x, hn_work_fn *work, void *arg)
{
    struct held *h = (struct held *)x;

    pthread_mutex_lock(&h->lock);
    h->work = work;
    h->arg = arg;
    pthread_cond_signal(&h->news);
    pthread_mutex_unlock(&h->lock);
}

/* The test's thread is the worker: it does what is handed back until the answer is whole. */
static void
work_until_answered(struct held *h)
{
    pthread_mutex_lock(&h->lock);
    while (!h->answered) {
        hn_work_fn *work = h->work;

        if (!work) {
            pthread_cond_wait(&h->news, &h->lock);
            continue;
        }
        h->work = NULL;
        pthread_mutex_unlock(&h->lock);
        work(h->arg);
        pthread_mutex_lock(&h->lock);
    }
    pthread_mutex_unlock(&h->lock);
}

static void
keep_file(struct hn_test_app *app, struct hn_http_answer *out, struct hn_test_answer *a)
{
    char *bytes = hn_alloc(app->memory, out->len + 1);
    size_t len = 0;

    while (len < out->len) {
        ssize_t n = pread(out->fd, bytes + len, out->len - len, (off_t)len);

        assert_true(n > 0);
        len += (size_t)n;
    }
    a->body = bytes;
    a->len = len;
}

static struct hn_test_answer
keep(struct hn_test_app *app, struct hn_http_answer *out)
{
    struct hn_test_answer a = { .status = out->status, .body = "", .header_count = out->header_count };

    for (size_t i = 0; i < out->header_count; i++) {
        a.headers[i].name = hn_dup(app->memory, out->headers[i].name);
        a.headers[i].value = hn_dup(app->memory, out->headers[i].value);
    }
    if (out->body == HN_BODY_FILE) {
        keep_file(app, out, &a);
    } else if (out->body == HN_BODY_BYTES) {
        a.body = hn_dup_n(app->memory, out->bytes, out->len);
        a.len = out->len;
    }
    hn_http_clear(out);
    return a;
}

const char *
hn_test_header(const struct hn_test_answer *a, const char *name)
{
    for (size_t i = 0; i < a->header_count; i++) {
        if (strcmp(a->headers[i].name, name) == 0)
            return a->headers[i].value;
    }
    return "";
}

static const struct hn_test_user *
user_named(struct hn_test_app *app, const char *name)
{
    for (size_t i = 0; i < app->user_count; i++) {
        if (strcmp(app->users[i].name, name) == 0)
            return &app->users[i];
    }
    fail_msg("no such user: %s", name);
    return NULL;
}

static size_t
fill_headers(struct hn_test_app *app, const struct hn_test_request *r, struct hn_header *headers)
{
    size_t n = 0;

    headers[n++] = (struct hn_header){ "Host", "hn.test" };
    if (r->user)
        headers[n++] = (struct hn_header){ "Cookie", hn_print(app->memory, "__Host-hn=%s",
                                                              user_named(app, r->user)->session) };
    if (r->type)
        headers[n++] = (struct hn_header){ "Content-Type", r->type };
    for (const struct hn_header *h = r->extra; h && h->name; h++)
        headers[n++] = *h;
    return n;
}

struct hn_test_answer
hn_test_send(struct hn_test_app *app, const struct hn_test_request *r)
{
    struct hn_arena *a = hn_arena_new(HN_LIMIT_REQUEST_MEMORY);
    struct held h = { .x = { .arena = a, .answer = answered, .later = later, .out = { .fd = -1 } } };
    char *target = hn_dup(app->memory, r->target), *query = strchr(target, '?');
    struct hn_header headers[24];
    struct hn_test_answer answer;

    pthread_mutex_init(&h.lock, NULL);
    pthread_cond_init(&h.news, NULL);
    if (query)
        *query++ = 0;
    h.x.in = (struct hn_http_request){ .method = r->method,
                                       .target = r->target,
                                       .path = target,
                                       .query = query ? query : "",
                                       .headers = headers,
                                       .header_count = fill_headers(app, r, headers),
                                       .body = r->body,
                                       .body_len = r->body_len || !r->body ? r->body_len : strlen(r->body),
                                       .peer = r->peer ? r->peer : "127.0.0.1",
                                       .loopback = r->peer == NULL };
    hn_app_handle(app->app, &h.x);
    work_until_answered(&h);
    answer = keep(app, &h.x.out);
    pthread_cond_destroy(&h.news);
    pthread_mutex_destroy(&h.lock);
    hn_arena_free(a);
    return answer;
}

struct hn_test_answer
hn_test_get(struct hn_test_app *app, const char *user, const char *target)
{
    const struct hn_test_request r = { .method = HN_HTTP_GET, .user = user, .target = target };

    return hn_test_send(app, &r);
}

struct hn_test_answer
hn_test_json(struct hn_test_app *app, const char *user, const char *target)
{
    static const struct hn_header accept[] = { { "Accept", "application/json" }, { NULL, NULL } };
    const struct hn_test_request r = {
        .method = HN_HTTP_GET, .user = user, .target = target, .extra = accept
    };

    return hn_test_send(app, &r);
}

const char *
hn_test_token(struct hn_test_app *app, const char *user)
{
    struct hn_ctx c;

    hn_ctx_init(&c, app->memory, hn_platform_real(), (struct hn_user_id){ 0 });
    c.keys = app->keys;
    return hn_account_csrf(&c, user_named(app, user)->session);
}

static const char *
fresh_key(struct hn_test_app *app)
{
    return hn_print(app->memory, "test-%lld", (long long)hn_new_id(&app->store.c));
}

struct hn_test_answer
hn_test_post(struct hn_test_app *app, const char *user, const char *target, const char *form)
{
    static const struct hn_header origin[] = { { "Origin", "https://hn.test" }, { NULL, NULL } };
    const char *body = hn_print(app->memory, "%s%scsrf=%s&key=%s", form, *form ? "&" : "",
                                user ? hn_test_token(app, user) : "", fresh_key(app));
    const struct hn_test_request r = { .method = HN_HTTP_POST,
                                       .user = user,
                                       .target = target,
                                       .body = body,
                                       .type = "application/x-www-form-urlencoded",
                                       .extra = origin };

    return hn_test_send(app, &r);
}

struct hn_test_answer
hn_test_post_json(struct hn_test_app *app, const char *user, const char *target, const char *json)
{
    const struct hn_header extra[] = { { "Accept", "application/json" },
                                       { "X-CSRF-Token", user ? hn_test_token(app, user) : "" },
                                       { NULL, NULL } };
    const struct hn_test_request r = { .method = HN_HTTP_POST,
                                       .user = user,
                                       .target = target,
                                       .body = json,
                                       .type = "application/json",
                                       .extra = extra };

    return hn_test_send(app, &r);
}

/* --- the world --- */

static const hn_day since = 18262; /* 2020-01-01 */
static const char phrase[] = "biển xanh núi cao lúa vàng trời rộng";

static void
fail_with(const struct hn_ctx *c, const char *what, enum hn_rc rc)
{
    if (rc)
        fail_msg("%s: %d %s %s", what, (int)rc, c->fault_count ? c->faults[0].field : "",
                 c->fault_count ? c->faults[0].key : "");
}

static enum hn_rc
make_unit(struct hn_ctx *c, struct hn_unit_id parent, const char *kind, const char *code,
          struct hn_unit_id *out)
{
    const struct hn_unit_new in = { .parent = parent,
                                    .kind = kind,
                                    .code = code,
                                    .short_name = "",
                                    .name = hn_print(c->arena, "Đơn vị %s", code),
                                    .sector = "residential",
                                    .decision = "",
                                    .from = since };
    enum hn_rc rc = hn_unit_create(c, &in, out);

    fail_with(c, code, rc);
    return rc;
}

static void
make_units(struct hn_ctx *c, struct hn_test_app *app)
{
    const struct hn_unit_id none = { 0 };

    make_unit(c, none, "province", "22", &app->province);
    make_unit(c, app->province, "upper_grassroots", "22.200", &app->a);
    make_unit(c, app->a, "grassroots_committee_org", "22.200.001", &app->a_org);
    make_unit(c, app->a_org, "cell", "22.200.001.001", &app->a1);
    make_unit(c, app->a_org, "cell", "22.200.001.002", &app->a2);
    make_unit(c, app->province, "upper_grassroots", "22.300", &app->b);
    make_unit(c, app->b, "grassroots_cell", "22.300.001", &app->b1);
}

static void
make_person(struct hn_ctx *c, const char *code, const char *name, struct hn_unit_id unit,
            struct hn_person_id *out)
{
    struct hn_member_new in = {
        .code = code, .unit = unit, .standing = "official", .activity = "", .from = since, .decision = ""
    };

    in.basic = (struct hn_person_basic){ .full_name = name,
                                         .sex = "male",
                                         .birth_date = 19700101,
                                         .ethnicity = "kinh",
                                         .admit_date = 20000203,
                                         .official_date = 20010203 };
    fail_with(c, code, hn_member_new(c, &in, out));
}

static void
make_user(struct hn_ctx *c, struct hn_test_app *app, const char *name, const char *role,
          struct hn_unit_id unit, struct hn_person_id person)
{
    struct hn_test_user *u = &app->users[app->user_count++];
    struct hn_account_new in = { .name = name, .person = person, .lang = HN_VI };
    struct hn_grant g = { .role = role, .unit = unit, .from = since, .to = HN_DAY_OPEN, .reason = "thử" };

    u->name = name;
    fail_with(c, "hash", hn_phrase_hash(c, NULL, phrase, &in.phrase_hash));
    fail_with(c, name, hn_account_add(c, &in, &u->id));
    g.user = u->id;
    fail_with(c, role, hn_grant_give(c, &g, NULL, NULL));
}

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    const struct hn_unit_id nowhere = { 0 };
    const struct hn_person_id nobody = { 0 };

    make_units(c, app);
    make_person(c, "A-1", "Lê Thị Ánh", app->a1, &app->persons[0]);
    make_person(c, "A-2", "Trần Văn Bình", app->a1, &app->persons[1]);
    make_person(c, "A-3", "Đặng Quốc Cường", app->a1, &app->persons[2]);
    make_person(c, "A-4", "Phạm Thị Dung", app->a2, &app->persons[3]);
    make_person(c, "B-1", "Hoàng Văn Em", app->b1, &app->persons[4]);
    fail_with(c, "files of any size", hn_setting_put(c, HN_SETTING_EXPORT_ALONE, "0"));
    fail_with(c, "second factor", hn_account_need_factor(c, false));
    make_user(c, app, "leader", "committee_leader", app->province, nobody);
    make_user(c, app, "manager", "account_manager", app->province, nobody);
    make_user(c, app, "auditor", "auditor", app->province, nobody);
    make_user(c, app, "operator", "operator", nowhere, nobody);
    make_user(c, app, "clerk", "committee_clerk", app->a, nobody);
    make_user(c, app, "stranger", "committee_clerk", app->b, nobody);
    make_user(c, app, "secretary", "cell_secretary", app->a1, app->persons[0]);
    make_user(c, app, "plain", "member", app->b1, app->persons[4]);
    return HN_OK;
}

/* --- signing everybody in --- */

struct attempt {
    struct hn_sign_in_try *attempt;
    struct hn_signed_in out;
};

static enum hn_rc
sign_in(struct hn_ctx *c, void *arg)
{
    struct attempt *a = arg;

    return hn_account_sign_in(c, a->attempt, &a->out);
}

static void
sign_user_in(struct hn_test_app *app, struct hn_test_user *u)
{
    const struct hn_sign_in in = { .name = u->name, .phrase = phrase, .address = "", .device = "" };
    struct hn_ctx *c = &app->store.c;
    struct attempt a = { 0 };

    fail_with(c, "read", hn_store_read_begin(app->store.store, c));
    fail_with(c, "try", hn_account_try(c, NULL, &in, &a.attempt));
    hn_store_read_end(app->store.store, c);
    fail_with(c, "sign in", hn_store_write(app->store.store, c, sign_in, &a));
    assert_int_equal(a.out.outcome, HN_SIGN_IN_OK);
    u->session = hn_dup(app->memory, a.out.session);
}

void
hn_test_sign_in(struct hn_test_app *app, const char *user)
{
    const struct hn_test_user *known = user_named(app, user);

    sign_user_in(app, &app->users[known - app->users]);
}

enum hn_rc
hn_test_do(struct hn_test_app *app, hn_write_fn *fn, void *arg)
{
    struct hn_ctx *c = &app->store.c;

    hn_fault_clear(c);
    c->actor = HN_USER_SYSTEM;
    c->grants = NULL;
    return hn_store_write(app->store.store, c, fn, arg);
}

static void
begin(struct hn_test_app *app, const struct hn_route *routes, bool postgres)
{
    struct hn_ctx *c = &app->store.c;

    assert_true(hn_test_store_place(&app->store, postgres));
    app->memory = hn_arena_new((size_t)256 << 20);
    fail_with(c, "keys", hn_keys_load(c, app->store.dir, true, &app->keys));
    app->store.cfg.lists = hn_all_sql;
    fail_with(c, "open", hn_store_open(c, &app->store.cfg, &app->store.store));
    c->keys = app->keys;
    fail_with(c, "world", hn_test_do(app, make_world, app));
    for (size_t i = 0; i < app->user_count; i++)
        sign_user_in(app, &app->users[i]);
    app->hasher = hn_hasher_new(app->memory, 8);

    const struct hn_app_config cfg = { .store = app->store.store,
                                       .platform = hn_platform_real(),
                                       .keys = app->keys,
                                       .hasher = app->hasher,
                                       .printer = app->printer,
                                       .routes = routes };

    fail_with(c, "app", hn_app_new(c, app->memory, &cfg, &app->app));
}

void
hn_test_app_begin(struct hn_test_app *app, const struct hn_route *routes, bool postgres)
{
    memset(app, 0, sizeof *app);
    begin(app, routes, postgres);
}

void
hn_test_app_end(struct hn_test_app *app)
{
    hn_test_store_remove(&app->store);
    hn_printer_stop(app->printer);
    hn_keys_free(app->keys);
    hn_arena_free(app->memory);
}

int
hn_test_app_setup(void **state)
{
    struct hn_test_app *app = malloc(sizeof *app);

    assert_non_null(app);
    hn_test_app_begin(app, NULL, false);
    *state = app;
    return 0;
}

int
hn_test_app_setup_printing(void **state)
{
    struct hn_test_app *app = calloc(1, sizeof *app);

    assert_non_null(app);
    app->printer = hn_printer_start(); /* before the store's writer: a thread */
    assert_non_null(app->printer);
    begin(app, NULL, false);
    *state = app;
    return 0;
}

int
hn_test_app_teardown(void **state)
{
    hn_test_app_end(*state);
    free(*state);
    return 0;
}

void
hn_test_seen(struct hn_test_answer a, unsigned status, const char *text)
{
    const char *main_part = strstr(a.body, "<main");

    if (a.status != status || (text && !strstr(a.body, text)))
        print_message("status %u, not %s: %.3000s\n", a.status, text ? text : "",
                      main_part ? main_part : a.body);
    assert_int_equal(a.status, status);
    if (text)
        assert_non_null(strstr(a.body, text));
}
