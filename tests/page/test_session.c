/* Proves: API tokens and sessions carry a request as security/ section 5 says: a token needs no form token and no
 * cookie helps it, a session that owes its second factor may do nothing else, an ended session is nobody, and the
 * machines' pages tell only whom they should. */
#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "account/account.h"
#include "audit/audit.h"
#include "support/page.h"
#include "web/page.h"
#include "web/page_system.h"

static void
write_plain(struct hn_out *o, const void *data)
{
    hn_out_html(o, data);
}

static void
write_json(struct hn_out *o, const void *data)
{
    hn_out_json(o, data);
}

static const struct hn_view plain = { .title = "home.title", .html = write_plain, .json = write_json };

static enum hn_rc
show(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);

    return hn_show(q, &plain, who ? who->name : "nobody", NULL);
}

static enum hn_rc
do_deed(struct hn_req *q)
{
    enum hn_rc rc = hn_audit(&q->ctx, "test.deed", 7);

    return rc ? rc : hn_redirect(q, "/rieng");
}

static enum hn_rc
leave(struct hn_req *q)
{
    enum hn_rc rc = hn_account_sign_out(&q->ctx, hn_req_who(q));

    hn_session_take(q);
    return rc ? rc : hn_redirect(q, "/");
}

static const struct hn_route routes[] = {
    { HN_GET, "/ai", show, HN_MAY_ANYONE, NULL, .about = "who" },
    { HN_GET, "/rieng", show, HN_MAY_SIGNED_IN, NULL, .about = "private" },
    { HN_GET, "/xac-nhan", show, HN_MAY_SIGNED_IN, NULL, .about = "second factor", .half = true },
    { HN_GET, "/don-vi/:unit", show, HN_MAY_READ_UNIT, NULL, .about = "unit" },
    { HN_POST, "/viec", do_deed, HN_MAY_SIGNED_IN, NULL, .about = "deed" },
    { HN_POST, "/dang-xuat", leave, HN_MAY_SIGNED_IN, NULL, .about = "leave", .half = true },
    { HN_GET, "/healthz", hn_page_health, HN_MAY_ANYONE, NULL, .about = "health", .apart = true },
    { HN_GET, "/metrics", hn_page_metrics, HN_MAY_ANYONE, NULL, .about = "metrics" },
    { 0 },
};

static int
begin(void **state)
{
    struct hn_test_app *app = malloc(sizeof *app);

    hn_test_app_begin(app, routes, false);
    *state = app;
    return 0;
}

struct token {
    struct hn_user_id user;
    const char *text;
};

static enum hn_rc
make_token(struct hn_ctx *c, void *arg)
{
    struct token *t = arg;

    c->actor = t->user;
    return hn_token_new(c, t->user, "máy", 30, &t->text);
}

static const struct hn_test_user *
user(struct hn_test_app *app, const char *name)
{
    size_t i = 0;

    while (strcmp(app->users[i].name, name) != 0)
        i++;
    return &app->users[i];
}

static struct hn_test_answer
with(struct hn_test_app *app, enum hn_http_method method, const char *target, const struct hn_header *extra,
     const char *peer)
{
    const struct hn_test_request r = { .method = method, .target = target, .extra = extra, .peer = peer };

    return hn_test_send(app, &r);
}

static void
a_token_carries_a_program(void **state)
{
    HN_TEST_APP(state);
    struct token t = { .user = user(app, "clerk")->id };

    assert_int_equal(hn_test_do(app, make_token, &t), HN_OK);

    const char *bearer = hn_print(app->memory, "Bearer %s", t.text);
    const struct hn_header good[] = { { "Authorization", bearer },
                                      { "Accept", "application/json" },
                                      { NULL, NULL } };
    const struct hn_header wrong[] = { { "Authorization", "Bearer hn_1.wrong" },
                                       { "Accept", "application/json" },
                                       { NULL, NULL } };
    const struct hn_header basic[] = { { "Authorization", "Basic YTpi" }, { NULL, NULL } };
    const struct hn_header both[] = { { "Authorization", "Bearer hn_1.wrong" },
                                      { "Cookie",
                                        hn_print(app->memory, "__Host-hn=%s", user(app, "clerk")->session) },
                                      { NULL, NULL } };
    struct hn_test_answer a = with(app, HN_HTTP_GET, "/rieng", good, NULL);

    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, "\"clerk\"");
    a = with(app, HN_HTTP_POST, "/viec", good, NULL);
    assert_int_equal(a.status, 201);
    a = with(app, HN_HTTP_GET, "/don-vi/22.300", good, NULL);
    assert_int_equal(a.status, 404);
    a = with(app, HN_HTTP_GET, "/rieng", wrong, NULL);
    assert_int_equal(a.status, 401);
    a = with(app, HN_HTTP_GET, "/rieng", basic, NULL);
    assert_int_equal(a.status, 401);
    a = with(app, HN_HTTP_GET, "/rieng", both, NULL);
    assert_int_equal(a.status, 401);
}

static enum hn_rc
want_factor(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return hn_account_need_factor(c, true);
}

static void
a_half_session_may_only_finish_signing_in(void **state)
{
    HN_TEST_APP(state);

    assert_int_equal(hn_test_do(app, want_factor, NULL), HN_OK);
    hn_test_sign_in(app, "clerk");

    struct hn_test_answer a = hn_test_get(app, "clerk", "/rieng");

    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/xac-nhan");
    a = hn_test_json(app, "clerk", "/don-vi/22.200");
    assert_int_equal(a.status, 403);
    a = hn_test_post(app, "clerk", "/viec", "");
    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/xac-nhan");
    a = hn_test_get(app, "clerk", "/xac-nhan");
    assert_int_equal(a.status, 200);
    a = hn_test_post(app, "clerk", "/dang-xuat", "");
    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/");
}

static void
an_ended_session_is_nobody(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "clerk", "/dang-xuat", "");

    assert_int_equal(a.status, 303);
    assert_non_null(strstr(hn_test_header(&a, "Set-Cookie"), "__Host-hn=; "));
    assert_non_null(strstr(hn_test_header(&a, "Clear-Site-Data"), "cache"));
    a = hn_test_get(app, "clerk", "/ai");
    assert_non_null(strstr(a.body, "nobody"));
    a = hn_test_json(app, "clerk", "/rieng");
    assert_int_equal(a.status, 401);
    a = hn_test_get(app, "secretary", "/ai");
    assert_non_null(strstr(a.body, "secretary"));
}

static void
machines_are_told_what_is_theirs(void **state)
{
    static const struct hn_header forwarded[] = { { "X-Forwarded-For", "127.0.0.1" }, { NULL, NULL } };
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, NULL, "/healthz");

    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, "ok\n");
    a = hn_test_get(app, NULL, "/metrics");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "route=\"/healthz\",status=\"200\"} 1"));
    assert_non_null(strstr(a.body, "hatnhan_request_seconds_bucket{le=\"+Inf\"} 1"));
    assert_null(strstr(a.body, "clerk"));
    a = with(app, HN_HTTP_GET, "/metrics", NULL, "10.1.2.3");
    assert_int_equal(a.status, 403);
    a = with(app, HN_HTTP_GET, "/metrics", forwarded, NULL);
    assert_int_equal(a.status, 403);

    const struct hn_test_request asked = {
        .method = HN_HTTP_GET, .target = "/metrics", .user = "operator", .peer = "10.1.2.3"
    };
    const struct hn_test_request clerk = {
        .method = HN_HTTP_GET, .target = "/metrics", .user = "clerk", .peer = "10.1.2.3"
    };

    a = hn_test_send(app, &asked);
    assert_int_equal(a.status, 200);
    a = hn_test_send(app, &clerk);
    assert_int_equal(a.status, 403);
}

#define STEP(fn) cmocka_unit_test_setup_teardown(fn, begin, hn_test_app_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STEP(a_token_carries_a_program),
        STEP(a_half_session_may_only_finish_signing_in),
        STEP(an_ended_session_is_nobody),
        STEP(machines_are_told_what_is_theirs),
    };

    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
