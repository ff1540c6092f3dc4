/* Proves: accounts are added, given roles, disabled and helped by their manager alone; nobody gives a role to oneself or
 * beyond the own reach, and what takes a second person waits for one who is neither asker nor receiver. */
#include <string.h>

#include "access/access.h"
#include "account/account.h"
#include "support/page.h"

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

static void
an_account_is_added_with_a_phrase_told_once(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung",
                                           "name=bithu.moi&person=A-2");

    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "app-phrase"));
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-store");
    a = hn_test_get(app, "manager", "/cai-dat/nguoi-dung/bithu.moi");
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, "app-phrase"));
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung", "name=bithu.moi");
    assert_int_equal(a.status, 409);
    assert_non_null(strstr(a.body, "value=\"bithu.moi\""));
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung", "name=B%C3%AD+th%C6%B0");
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung", "name=khac&person=KHONG-CO");
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "id=\"person-error\""));
    a = hn_test_post(app, "clerk", "/cai-dat/nguoi-dung", "name=khac");
    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "clerk", "/cai-dat/nguoi-dung/secretary");
    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "manager", "/cai-dat/nguoi-dung/khong-co");
    assert_int_equal(a.status, 404);
}

static void
the_list_is_searched_and_taken_away(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "manager", "/cai-dat/nguoi-dung?q=cl");

    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "\"clerk\""));
    assert_null(strstr(a.body, "secretary"));
    a = hn_test_get(app, "manager", "/cai-dat/nguoi-dung.csv");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "secretary"));
    a = hn_test_get(app, "secretary", "/cai-dat/nguoi-dung");
    assert_int_equal(a.status, 403);
}

static void
a_role_is_given_and_ended(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/plain/quyen",
                                           "role=cell_secretary&unit=22.300.001&from=01/01/2026&reason=QD");
    const char *body, *id;

    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "plain", "/to-chuc/22.300.001");
    assert_int_equal(a.status, 200);
    a = hn_test_json(app, "manager", "/cai-dat/nguoi-dung/plain");
    body = strstr(a.body, "\"grants\"");
    assert_non_null(body);
    assert_non_null(strstr(body, "cell_secretary"));
    a = hn_test_get(app, "manager", "/cai-dat/nguoi-dung/plain");
    id = between(app, a.body, "?grant=", "#thoi");
    assert_true(*id);
    a = hn_test_get(app, "manager", hn_print(app->memory, "/cai-dat/nguoi-dung/plain?grant=%s", id));
    assert_non_null(strstr(a.body, "name=\"last_day\""));
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/plain/quyen/thoi",
                     hn_print(app->memory, "grant=%s&last_day=01/01/2000&end_reason=QD", id));
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "id=\"last_day-error\""));
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/plain/quyen",
                     "role=cell_secretary&unit=99.999&from=01/01/2026&reason=QD");
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "id=\"unit-error\""));
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/plain/quyen",
                     "role=cell_secretary&unit=22.300.001&from=01/01/2026");
    assert_int_equal(a.status, 422);
}

static void
nobody_gives_to_oneself_or_alone(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/manager/quyen",
                                           "role=committee_clerk&unit=22&from=01/01/2026&reason=QD");
    const char *request;

    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "manager", "/cai-dat/nguoi-dung/manager");
    assert_null(strstr(a.body, "id=\"giao\""));
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/plain/quyen",
                     "role=account_manager&unit=22.300&from=01/01/2026&reason=QD");
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "plain", "/cai-dat/nguoi-dung");
    assert_int_equal(a.status, 403);
    a = hn_test_json(app, "manager", "/cai-dat/de-nghi");
    assert_non_null(strstr(a.body, "account_manager"));
    request = between(app, a.body, "\"id\":\"", "\"");
    if (!*request)
        request = between(app, a.body, "\"id\": \"", "\"");
    a = hn_test_get(app, "manager", "/cai-dat/de-nghi");
    assert_null(strstr(a.body, "value=\"approve\""));
    a = hn_test_post(app, "manager", "/cai-dat/de-nghi",
                     hn_print(app->memory, "request=%s&decision=approve", request));
    assert_int_equal(a.status, 403);
    a = hn_test_post(app, "clerk", "/cai-dat/de-nghi",
                     hn_print(app->memory, "request=%s&decision=approve", request));
    assert_int_equal(a.status, 404); /* not theirs to know of */
}

static enum hn_rc
second_manager(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    const struct hn_grant g = { .user = app->users[4].id,
                                .role = "account_manager",
                                .unit = app->province,
                                .from = 18262,
                                .to = HN_DAY_OPEN,
                                .reason = "thử" };

    return hn_grant_give(c, &g, NULL, NULL);
}

static void
a_second_manager_decides(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *request;

    assert_int_equal(hn_test_do(app, second_manager, app), HN_OK);
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/plain/quyen",
                     "role=account_manager&unit=22.300&from=01/01/2026&reason=QD");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "clerk", "/viec-cua-toi");
    assert_non_null(strstr(a.body, "\"requests\":1"));
    a = hn_test_get(app, "clerk", "/cai-dat/de-nghi");
    request = between(app, a.body, "name=\"request\" value=\"", "\"");
    a = hn_test_post(app, "clerk", "/cai-dat/de-nghi",
                     hn_print(app->memory, "request=%s&decision=approve", request));
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "clerk", "/cai-dat/de-nghi",
                     hn_print(app->memory, "request=%s&decision=refuse", request));
    assert_int_equal(a.status, 409);
    a = hn_test_get(app, "plain", "/cai-dat/nguoi-dung");
    assert_int_equal(a.status, 200);
}

static void
a_disabled_account_is_out_at_once(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/secretary/trang-thai",
                                           "state=locked");

    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", "/toi");
    assert_int_equal(a.status, 401);
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/secretary/trang-thai", "state=active");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/clerk/cum-tu", "");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "app-phrase"));
    a = hn_test_json(app, "clerk", "/toi");
    assert_int_equal(a.status, 401);
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/plain/xac-thuc", "");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "manager", "/cai-dat/nguoi-dung/manager/trang-thai", "state=locked");
    assert_int_equal(a.status, 403);
    a = hn_test_post(app, "auditor", "/cai-dat/nguoi-dung/plain/trang-thai", "state=locked");
    assert_int_equal(a.status, 403);
}

static void
rights_and_lists_are_read_by_all_who_sign_in(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "plain", "/cai-dat/quyen");

    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "edit_member"));
    a = hn_test_json(app, "plain", "/cai-dat/danh-muc");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "legal_basis"));
    a = hn_test_json(app, NULL, "/cai-dat/quyen");
    assert_int_equal(a.status, 401);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(an_account_is_added_with_a_phrase_told_once),
        HN_TEST_PAGE(the_list_is_searched_and_taken_away),
        HN_TEST_PAGE(a_role_is_given_and_ended),
        HN_TEST_PAGE(nobody_gives_to_oneself_or_alone),
        HN_TEST_PAGE(a_second_manager_decides),
        HN_TEST_PAGE(a_disabled_account_is_out_at_once),
        HN_TEST_PAGE(rights_and_lists_are_read_by_all_who_sign_in),
    };

    return cmocka_run_group_tests_name("page_user", tests, NULL, NULL);
}
