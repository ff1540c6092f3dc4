/* Proves: signing in lets in by the right phrase alone, makes many wrong tries wait, asks for the second factor that is
 * owed; one's own account changes its phrase (which ends the other sessions), language, phones, authenticator and tokens,
 * and refuses what is wrong. */
#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "support/page.h"

#define PHRASE     "bi%E1%BB%83n+xanh+n%C3%BAi+cao+l%C3%BAa+v%C3%A0ng+tr%E1%BB%9Di+r%E1%BB%99ng"
#define PHRASE_NEW "con+trau+trang+qua+cau+dem+mua+ha"

/* What stands between two texts in a body; "" when they are not there. */
static const char *
between(struct hn_test_app *app, const char *body, const char *before, const char *after)
{
    const char *from = strstr(body, before), *to;

    if (!from)
        return "";
    from += strlen(before);
    to = strstr(from, after);
    return to ? hn_dup_n(app->memory, from, (size_t)(to - from)) : "";
}

/* As a browser does: the sign-in page gives a cookie and a token, the form sends both. */
static struct hn_test_answer
sign_in(struct hn_test_app *app, const char *name, const char *phrase)
{
    struct hn_test_answer page = hn_test_get(app, NULL, "/dang-nhap");
    const char *visit = between(app, hn_test_header(&page, "Set-Cookie"), "__Host-hn-visit=", ";");
    const char *token = between(app, page.body, "name=\"csrf\" value=\"", "\"");
    const struct hn_header extra[] = { { "Origin", "https://hn.test" },
                                       { "Cookie", hn_print(app->memory, "__Host-hn-visit=%s", visit) },
                                       { NULL, NULL } };
    const struct hn_test_request r = {
        .method = HN_HTTP_POST,
        .target = "/dang-nhap",
        .type = "application/x-www-form-urlencoded",
        .body = hn_print(app->memory, "name=%s&phrase=%s&csrf=%s", name, phrase, token),
        .extra = extra,
    };

    return hn_test_send(app, &r);
}

static void
the_right_phrase_lets_in(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = sign_in(app, "clerk", PHRASE);

    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/viec-cua-toi");
    assert_non_null(strstr(hn_test_header(&a, "Set-Cookie"), "__Host-hn="));
    a = sign_in(app, "clerk", "sai+hoan+toan+mot+cum+tu+khac");
    assert_int_equal(a.status, 422);
    assert_string_equal(hn_test_header(&a, "Set-Cookie"), "");
    assert_non_null(strstr(a.body, "Tên đăng nhập hoặc cụm từ không đúng"));

    struct hn_test_answer nobody = sign_in(app, "khong-co", "sai+hoan+toan+mot+cum+tu+khac");

    assert_int_equal(nobody.status, 422);
    assert_non_null(strstr(nobody.body, "Tên đăng nhập hoặc cụm từ không đúng"));
}

static void
many_wrong_tries_wait(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = { 0 };

    for (int i = 0; i < 12 && a.status != 429; i++)
        a = sign_in(app, "clerk", "sai+hoan+toan+mot+cum+tu+khac");
    assert_int_equal(a.status, 429);
    assert_true(atol(hn_test_header(&a, "Retry-After")) > 0);
    a = sign_in(app, "clerk", PHRASE);
    assert_int_equal(a.status, 429);
}

static enum hn_rc
want_factor(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return hn_account_need_factor(c, true);
}

static void
the_second_factor_is_enrolled_where_owed(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    assert_int_equal(hn_test_do(app, want_factor, NULL), HN_OK);
    hn_test_sign_in(app, "clerk");
    a = hn_test_get(app, "clerk", "/toi");
    assert_string_equal(hn_test_header(&a, "Location"), "/xac-nhan");
    a = hn_test_get(app, "clerk", "/toi/xac-thuc");
    assert_int_equal(a.status, 200);
    a = hn_test_post(app, "clerk", "/xac-nhan", "device=");
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "id=\"device-error\""));
    a = hn_test_post(app, "clerk", "/xac-nhan", "device=M%C3%A1y+th%E1%BB%AD");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "<code>"));
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-store");
}

/* The code an authenticator would show now for a secret in groups of four. */
static const char *
code_now(struct hn_test_app *app, const char *secret, char out[8])
{
    char plain[64], *bytes = NULL;
    size_t n = 0, len = 0;

    for (; *secret && n + 1 < sizeof plain; secret++)
        if (*secret != ' ')
            plain[n++] = *secret;
    plain[n] = 0;
    assert_int_equal(oath_base32_decode(plain, n, &bytes, &len), OATH_OK);
    assert_int_equal(oath_totp_generate(bytes, len,
                                        app->store.c.platform->now(app->store.c.platform->self) / 1000000, 30,
                                        0, 6, out),
                     OATH_OK);
    free(bytes);
    return out;
}

static void
an_authenticator_is_set_up_and_dropped(void **state)
{
    HN_TEST_APP(state);
    char code[8];
    struct hn_test_answer a = hn_test_post_json(app, "clerk", "/toi/xac-thuc", "{}");
    const char *secret = between(app, a.body, "\"secret\":\"", "\"");

    assert_int_equal(a.status, 200);
    if (!*secret)
        secret = between(app, a.body, "\"secret\": \"", "\"");
    assert_true(strlen(secret) >= 16);
    a = hn_test_post(app, "clerk", "/toi/xac-thuc/ma", "code=000000");
    if (a.status != 200)
        assert_int_equal(a.status, 422);
    a = hn_test_post(app, "clerk", "/toi/xac-thuc/ma",
                     hn_print(app->memory, "code=%s", code_now(app, secret, code)));
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "<code>"));
    /* The session has a new text now; a sign-in owes the code. */
    hn_test_sign_in(app, "clerk");
    a = hn_test_get(app, "clerk", "/toi");
    assert_string_equal(hn_test_header(&a, "Location"), "/xac-nhan");
    a = hn_test_post(app, "clerk", "/xac-nhan", "code=000000");
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "clerk", "/toi/xac-thuc", "");
    assert_int_equal(a.status, 403);
}

static void
a_new_phrase_ends_the_other_sessions(void **state)
{
    HN_TEST_APP(state);
    const char *old = app->users[4].session;
    struct hn_test_answer a;

    assert_string_equal(app->users[4].name, "clerk");
    hn_test_sign_in(app, "clerk");
    a = hn_test_post(app, "clerk", "/toi/cum-tu", "present=sai+mot+cum+tu&which=own&phrase=" PHRASE_NEW);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "id=\"present-error\""));
    a = hn_test_post(app, "clerk", "/toi/cum-tu", "present=" PHRASE "&which=own&phrase=ngan");
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "id=\"phrase-error\""));
    a = hn_test_post(app, "clerk", "/toi/cum-tu", "present=" PHRASE "&which=own&phrase=" PHRASE_NEW);
    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/toi");
    app->users[4].session = old;
    a = hn_test_json(app, "clerk", "/toi");
    assert_int_equal(a.status, 401);
    a = sign_in(app, "clerk", PHRASE);
    assert_int_equal(a.status, 422);
    a = sign_in(app, "clerk", PHRASE_NEW);
    assert_int_equal(a.status, 303);
}

static void
an_account_shows_itself_and_ends_sessions(void **state)
{
    HN_TEST_APP(state);
    const char *old = app->users[6].session;
    struct hn_test_answer a;

    assert_string_equal(app->users[6].name, "secretary");
    hn_test_sign_in(app, "secretary");
    a = hn_test_get(app, "secretary", "/toi");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Lê Thị Ánh"));
    assert_non_null(strstr(a.body, "action=\"/dang-xuat\""));
    assert_null(strstr(a.body, "manager"));
    a = hn_test_json(app, "secretary", "/toi");
    assert_non_null(strstr(a.body, "cell_secretary"));
    a = hn_test_post(app, "secretary", "/toi/phien", "");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "secretary", "/toi/phien", "session=12345");
    assert_int_equal(a.status, 404);
    a = hn_test_post(app, "secretary", "/toi/ngon-ngu", "language=en");
    assert_string_equal(hn_test_header(&a, "Location"), "/toi?lang=en");
    a = hn_test_post(app, "secretary", "/toi/ngon-ngu", "language=fr");
    assert_int_equal(a.status, 422);
    app->users[6].session = old;
    a = hn_test_json(app, "secretary", "/toi");
    assert_int_equal(a.status, 401);
}

static void
a_token_is_told_once(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "clerk", "/toi/khoa", "name=m%C3%A1y&days=30");
    const char *token = between(app, a.body, "<code class=\"app-secret\">", "<");
    const struct hn_header bearer[] = { { "Authorization", hn_print(app->memory, "Bearer %s", token) },
                                        { "Accept", "application/json" },
                                        { NULL, NULL } };
    const struct hn_test_request asked = { .method = HN_HTTP_GET, .target = "/toi", .extra = bearer };
    const struct hn_test_request making = { .method = HN_HTTP_POST,
                                            .target = "/toi/khoa",
                                            .type = "application/json",
                                            .body = "{\"name\":\"con\",\"days\":5}",
                                            .extra = bearer };
    const char *id;

    assert_int_equal(a.status, 200);
    assert_true(strlen(token) > 20);
    a = hn_test_send(app, &asked);
    assert_int_equal(a.status, 200);
    a = hn_test_send(app, &making);
    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "clerk", "/toi/khoa");
    assert_null(strstr(a.body, token));
    id = between(app, a.body, "name=\"token\" value=\"", "\"");
    a = hn_test_post(app, "clerk", "/toi/khoa", "name=m%C3%A1y&days=400");
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "stranger", "/toi/khoa/huy", hn_print(app->memory, "token=%s", id));
    assert_int_equal(a.status, 404);
    a = hn_test_post(app, "clerk", "/toi/khoa/huy", hn_print(app->memory, "token=%s", id));
    assert_int_equal(a.status, 303);
    a = hn_test_send(app, &asked);
    assert_int_equal(a.status, 401);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(the_right_phrase_lets_in),
        HN_TEST_PAGE(many_wrong_tries_wait),
        HN_TEST_PAGE(the_second_factor_is_enrolled_where_owed),
        HN_TEST_PAGE(an_authenticator_is_set_up_and_dropped),
        HN_TEST_PAGE(a_new_phrase_ends_the_other_sessions),
        HN_TEST_PAGE(an_account_shows_itself_and_ends_sessions),
        HN_TEST_PAGE(a_token_is_told_once),
    };

    return cmocka_run_group_tests_name("page_account", tests, NULL, NULL);
}
