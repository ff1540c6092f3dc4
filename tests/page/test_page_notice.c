/* Proves: notices are shown to whom they were told and marked by them alone; the mail address is asked for, confirmed and
 * dropped by forms that say what is wrong; a calendar feed opens without a session by its secret and by nothing else.
 */
#include <stdio.h>
#include <string.h>

#include "notice/notice.h"
#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

static enum hn_rc
tell(struct hn_ctx *c, void *arg)
{
    const struct hn_test_app *app = arg;
    const struct hn_notice_to to = { .unit = app->a1, .members = true };
    enum hn_rc rc = hn_notice_tell(c, &to, "meeting_invited", "Chi bộ <A1>", "19:30, 05/11/2021", "/ky-hop/1",
                                   1);

    return rc ? rc : hn_notice_tell(c, &to, "meeting_cancelled", "Chi bộ A1", "x", "/ky-hop/2", 2);
}

static void
notices_are_ones_own(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "secretary", "/thong-bao");
    char form[64];
    const char *id;

    assert_int_equal(a.status, 200);
    assert_has(a, "Chưa có thông báo nào");
    assert_int_equal(hn_test_do(app, tell, app), HN_OK);
    a = hn_test_get(app, "secretary", "/viec-cua-toi");
    assert_has(a, "Thông báo (2)");
    a = hn_test_get(app, "secretary", "/thong-bao");
    assert_has(a, "Chi bộ &lt;A1&gt; mời họp lúc 19:30");
    assert_has(a, "href=\"/ky-hop/1\"");
    a = hn_test_get(app, "stranger", "/thong-bao");
    assert_lacks(a, "mời họp");
    a = hn_test_json(app, "secretary", "/thong-bao");
    assert_has(a, "\"unseen\":2");
    id = strstr(a.body, "\"id\":\"");
    assert_non_null(id);
    snprintf(form, sizeof form, "notice=%.*s", (int)strcspn(id + 6, "\""), id + 6);
    assert_int_equal(hn_test_post(app, "stranger", "/thong-bao/da-xem", form).status, 404);
    a = hn_test_post(app, "secretary", "/thong-bao/da-xem", form);
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "secretary", "/thong-bao?xem=moi");
    assert_has(a, "Thông báo (1)");
    a = hn_test_post(app, "secretary", "/thong-bao/da-xem", "");
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "secretary", "/thong-bao?xem=moi");
    assert_has(a, "Chưa có thông báo nào");
    assert_lacks(a, "Thông báo (");
    assert_int_equal(hn_test_get(app, NULL, "/thong-bao").status, 303);
}

static void
mail_is_asked_for_and_confirmed(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "secretary", "/toi/thu", "address=khong-phai");

    assert_int_equal(a.status, 422);
    assert_has(a, "Địa chỉ thư chưa đúng");
    assert_has(a, "value=\"khong-phai\"");
    a = hn_test_post(app, "secretary", "/toi/thu", "address=bi.thu%40so.example");
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "secretary", "/toi/thu-va-lich");
    assert_has(a, "b…@so.example");
    assert_lacks(a, "bi.thu@so.example");
    a = hn_test_post(app, "secretary", "/toi/thu", "address=khac%40so.example");
    assert_int_equal(a.status, 409);
    assert_has(a, "chưa đầy một phút");
    a = hn_test_post(app, "secretary", "/toi/thu/xac-nhan", "code=AAAA-AAAA");
    assert_int_equal(a.status, 422);
    assert_has(a, "Mã không đúng");
    a = hn_test_post(app, "secretary", "/toi/thu/bo", "");
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "secretary", "/toi/thu-va-lich");
    assert_lacks(a, "so.example");
}

/* The path of the feed as the page tells it, once. */
static void
path_of(const struct hn_test_answer *a, char *out, size_t room)
{
    const char *at = strstr(a->body, "/lich/");

    assert_non_null(at);
    snprintf(out, room, "%.*s", (int)strcspn(at, "<"), at);
}

static void
a_feed_needs_its_secret_alone(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "secretary", "/toi/lich", "");
    char path[128], second[128];

    assert_int_equal(a.status, 200);
    path_of(&a, path, sizeof path);
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-store");
    a = hn_test_get(app, "secretary", "/toi/thu-va-lich");
    assert_lacks(a, "/lich/1.");
    a = hn_test_get(app, NULL, path);
    assert_int_equal(a.status, 200);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "text/calendar; charset=utf-8");
    assert_true(strncmp(a.body, "BEGIN:VCALENDAR\r\n", 17) == 0);
    assert_int_equal(hn_test_get(app, NULL, "/lich/1.AAAAAAAAAAAAAAAAAAAAAA.ics").status, 404);
    assert_int_equal(hn_test_get(app, NULL, "/lich/.ics").status, 404);
    a = hn_test_post(app, "secretary", "/toi/lich", "");
    path_of(&a, second, sizeof second);
    assert_int_equal(hn_test_get(app, NULL, path).status, 404);
    assert_int_equal(hn_test_get(app, NULL, second).status, 200);
    assert_int_equal(hn_test_post(app, "secretary", "/toi/lich/thoi", "").status, 303);
    assert_int_equal(hn_test_get(app, NULL, second).status, 404);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(notices_are_ones_own),
        HN_TEST_PAGE(mail_is_asked_for_and_confirmed),
        HN_TEST_PAGE(a_feed_needs_its_secret_alone),
    };

    return cmocka_run_group_tests_name("page_notice", tests, NULL, NULL);
}
