/* Proves: a phone's ops go through the door of the router: by token, under their own user alone, each answered for itself,
 * faults of shape refused whole; the worker and the manifest stand at their fixed addresses and are asked for anew. */
#include <inttypes.h>
#include <string.h>

#include "meeting/run.h"
#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

struct called {
    struct hn_unit_id unit;
    struct hn_meeting_id id;
};

static enum hn_rc
call_meeting(struct hn_ctx *c, void *arg)
{
    struct called *call = arg;
    const struct hn_meeting_new in = { .unit = call->unit,
                                       .kind = "ordinary",
                                       .topic = "",
                                       .day = c->today,
                                       .start_minute = 1170,
                                       .place = "",
                                       .why = "" };

    return hn_meeting_call(c, &in, &call->id);
}

/* "/ky-hop/ID" of a new meeting of A1. */
static const char *
meeting(struct hn_test_app *app)
{
    struct called call = { .unit = app->a1 };

    assert_int_equal(hn_test_do(app, call_meeting, &call), HN_OK);
    return hn_print(app->memory, "/ky-hop/%" PRId64, call.id.v);
}

static const char *
at(struct hn_test_app *app, const char *path, const char *rest)
{
    return hn_print(app->memory, "%s%s", path, rest);
}

static void
a_token_is_fetched_for_the_own_user(void **state)
{
    HN_TEST_APP(state);
    const char *path = at(app, meeting(app), "/the");
    const struct hn_test_user *secretary = NULL;
    struct hn_test_answer a = hn_test_json(app, "secretary", path);

    for (size_t i = 0; i < app->user_count; i++)
        secretary = strcmp(app->users[i].name, "secretary") == 0 ? &app->users[i] : secretary;
    assert_non_null(secretary);
    assert_int_equal(a.status, 200);
    assert_has(a, "{\"token\":\"");
    assert_has(a, hn_print(app->memory, "\"user\":\"%" PRId64 "\"", secretary->id.v));
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-store");
    assert_string_equal(hn_test_header(&a, "X-HN-User"), hn_print(app->memory, "%" PRId64, secretary->id.v));
    /* Another's phone, nobody's, and who may not keep meetings. */
    const struct hn_header other[] = { { "Accept", "application/json" }, { "X-HN-User", "7" }, { 0 } };

    a = hn_test_send(app, &(struct hn_test_request){
                              .method = HN_HTTP_GET, .target = path, .user = "secretary", .extra = other });
    assert_int_equal(a.status, 409);
    assert_int_equal(hn_test_json(app, NULL, path).status, 401);
    assert_int_equal(hn_test_json(app, "stranger", path).status, 404);
    assert_int_equal(hn_test_json(app, "leader", path).status, 403);
}

static const char *
op(struct hn_test_app *app, const char *key, const char *rest)
{
    return hn_print(app->memory, "[{\"key\":\"%s\",\"at\":1720000000000,%s}]", key, rest);
}

static void
ops_are_answered_one_by_one(void **state)
{
    HN_TEST_APP(state);
    const char *path = at(app, meeting(app), "/ghi");
    const char *both =
        "[{\"key\":\"key-00000001\",\"what\":\"attendance\",\"item\":\"A-2\",\"value\":\"present\",\"base\":"
        "0,"
        "\"at\":\"2024-07-03T12:30:00.000Z\"},"
        "{\"key\":\"key-00000002\",\"what\":\"opinion\",\"item\":\"item-0001\",\"person\":\"A-9\","
        "\"text\":\"Nhất trí\"}]";
    struct hn_test_answer a = hn_test_post_json(app, "secretary", path, both);

    assert_int_equal(a.status, 200);
    assert_has(a, "[{\"key\":\"key-00000001\",\"status\":\"saved\",\"version\":");
    assert_has(
        a,
        "{\"key\":\"key-00000002\",\"status\":\"refused\",\"errors\":[{\"field\":\"person\",\"message\":\"");
    /* The answer was lost: the same again. */
    assert_string_equal(hn_test_post_json(app, "secretary", path, both).body, a.body);
    /* An old base: what stands, and who put it. */
    a = hn_test_post_json(
        app, "secretary", path,
        op(app, "key-00000003", "\"what\":\"attendance\",\"item\":\"A-2\",\"value\":\"excused\",\"base\":0"));
    assert_has(a, "\"status\":\"conflict\",\"version\":");
    assert_has(a, "\"value\":\"present\",\"who\":\"");
    a = hn_test_post_json(app, "secretary", path, "[]");
    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, "[]");
}

static void
what_is_not_an_op_is_refused_whole(void **state)
{
    HN_TEST_APP(state);
    const char *path = at(app, meeting(app), "/ghi");
    struct hn_test_answer a;

    a = hn_test_post_json(app, "secretary", path,
                          op(app, "key-00000001", "\"what\":\"dance\",\"item\":\"x\""));
    assert_int_equal(a.status, 422);
    assert_has(a, "\"field\":\"0.what\"");
    a = hn_test_post_json(app, "secretary", path, "{\"key\":\"key-00000001\"}");
    assert_int_equal(a.status, 422);
    a = hn_test_post_json(app, "secretary", path, "[[]]");
    assert_int_equal(a.status, 400);
    a = hn_test_post_json(app, "secretary", path,
                          op(app, "key-00000002", "\"what\":\"text\",\"item\":\"next\",\"text\":\"một\""));
    assert_int_equal(a.status, 200);
    a = hn_test_post_json(app, "secretary", path,
                          op(app, "key-00000002", "\"what\":\"text\",\"item\":\"next\",\"text\":\"hai\""));
    assert_int_equal(a.status, 422);
    assert_int_equal(hn_test_post_json(app, "leader", path, "[]").status, 403);
    assert_int_equal(hn_test_post_json(app, "stranger", path, "[]").status, 404);
    assert_int_equal(hn_test_post_json(app, "secretary", "/ky-hop/1/ghi", "[]").status, 404);
}

static void
every_field_of_a_vote_arrives(void **state)
{
    HN_TEST_APP(state);
    const char *path = meeting(app);
    struct hn_test_answer a = hn_test_post_json(
        app, "secretary", at(app, path, "/ghi"),
        "[{\"key\":\"key-00000001\",\"what\":\"attendance\",\"item\":\"A-1\",\"value\":\"present\"},"
        "{\"key\":\"key-00000002\",\"what\":\"vote\",\"item\":\"item-0001\",\"subject\":\"NQ\",\"for\":\"5\","
        "\"form\":\"card\"},"
        "{\"key\":\"key-00000003\",\"what\":\"vote\",\"item\":\"item-0001\",\"subject\":\"NQ\",\"for\":1,"
        "\"form\":\"card\"},"
        "{\"key\":\"key-00000004\",\"what\":\"facts\",\"base\":1,\"began\":\"07:30\",\"ended\":\"09:05\"}]");

    assert_int_equal(a.status, 200);
    /* Five votes of one person present are refused, one is not. */
    assert_has(a, "{\"key\":\"key-00000002\",\"status\":\"refused\"");
    assert_has(a, "{\"key\":\"key-00000003\",\"status\":\"saved\"");
    assert_has(a, "{\"key\":\"key-00000004\",\"status\":\"");
}

static void
fixed_addresses_are_asked_for_anew(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, NULL, "/sw.js");

    assert_int_equal(a.status, 200);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "text/javascript; charset=utf-8");
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-cache");
    assert_true(a.len > 1000);
    a = hn_test_get(app, NULL, "/manifest.webmanifest");
    assert_string_equal(hn_test_header(&a, "Content-Type"), "application/manifest+json");
    assert_has(a, "\"start_url\":\"/viec-cua-toi\"");
    assert_lacks(a, "@");
    a = hn_test_get(app, NULL, "/ngoai-tuyen");
    assert_int_equal(a.status, 200);
    assert_has(a, "data-kept");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(a_token_is_fetched_for_the_own_user), HN_TEST_PAGE(ops_are_answered_one_by_one),
        HN_TEST_PAGE(what_is_not_an_op_is_refused_whole),  HN_TEST_PAGE(every_field_of_a_vote_arrives),
        HN_TEST_PAGE(fixed_addresses_are_asked_for_anew),
    };

    return cmocka_run_group_tests_name("page_offline", tests, NULL, NULL);
}
