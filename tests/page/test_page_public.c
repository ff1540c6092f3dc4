/* Proves: what anybody may read is there without signing in and shows no figure of real data; my work tells what waits in
 * one's own units alone; the log shows the lines of one's scope, filtered, and the root that proves it. */
#include <string.h>

#include "audit/audit.h"
#include "support/page.h"

static void
anybody_may_read(void **state)
{
    static const char *const paths[] = { "/", "/gioi-thieu", "/tro-giup", "/quyen-rieng-tu",
                                         "/quen-mat-khau" };
    HN_TEST_APP(state);

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct hn_test_answer html = hn_test_get(app, NULL, paths[i]);
        struct hn_test_answer json = hn_test_json(app, NULL, paths[i]);

        assert_int_equal(html.status, 200);
        assert_int_equal(json.status, 200);
        assert_true(*hn_test_header(&html, "ETag"));
        assert_null(strstr(html.body, "app-tile"));
        assert_null(strstr(json.body, "\"counts\""));
    }
}

static void
help_is_in_both_languages(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, NULL, "/tro-giup?lang=en");

    assert_non_null(strstr(a.body, "Signing in"));
    assert_null(strstr(a.body, "help."));
    a = hn_test_get(app, NULL, "/tro-giup");
    assert_non_null(strstr(a.body, "Xem số liệu vào một ngày khác"));
}

static void
work_is_of_the_own_units(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "secretary", "/viec-cua-toi");

    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "/to-chuc/22.200.001.001"));
    assert_null(strstr(a.body, "22.300"));
    assert_non_null(strstr(a.body, "no_secretary"));
    assert_non_null(strstr(a.body, "/dang-vien/A-1"));
    a = hn_test_get(app, "plain", "/viec-cua-toi");
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, "can-chu-y"));
    a = hn_test_get(app, "operator", "/viec-cua-toi");
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, "/to-chuc/"));
    a = hn_test_json(app, NULL, "/viec-cua-toi");
    assert_int_equal(a.status, 401);
}

/* Every page of the month is reached from one's own work by who may see it; a person sees what was recorded of him. */
static void
work_leads_to_the_month(void **state)
{
    static const char *const above[] = { "/sinh-hoat/hom-nay?don-vi=", "/sinh-hoat?don-vi=",
                                         "/du-hop?don-vi=", "/quan-triet?don-vi=", "/dang-phi?don-vi=" };
    static const char *const own[] = { "/toi/dang-phi", "/du-hop?cua-toi=1", "/giao-viec?whose=mine",
                                       "/thong-bao", "/toi/thu-va-lich" };
    HN_TEST_APP(state);
    struct hn_test_answer leader = hn_test_get(app, "leader", "/viec-cua-toi");
    struct hn_test_answer secretary = hn_test_get(app, "secretary", "/viec-cua-toi");

    for (size_t i = 0; i < sizeof above / sizeof above[0]; i++) {
        assert_non_null(strstr(leader.body, above[i]));
        assert_null(strstr(secretary.body, above[i]));
    }
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        assert_non_null(strstr(secretary.body, own[i]));
        assert_int_equal(hn_test_get(app, "secretary", own[i]).status, 200);
    }
}

static void
the_log_is_scoped_filtered_and_proved(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "auditor", "/nhat-ky?viec=unit");

    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "unit.create"));
    assert_null(strstr(a.body, "\"sign_in\""));
    assert_non_null(strstr(a.body, "\"root\""));
    a = hn_test_json(app, "auditor", "/nhat-ky?tai-khoan=khong-co");
    assert_non_null(strstr(a.body, "\"total\":0"));
    a = hn_test_json(app, "auditor", "/nhat-ky?den=01/01/2000");
    assert_non_null(strstr(a.body, "\"total\":0"));
    a = hn_test_get(app, "auditor", "/nhat-ky?tu=xx");
    assert_int_equal(a.status, 422);
    a = hn_test_get(app, "auditor", "/nhat-ky.csv?viec=sign_in");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "clerk"));
    a = hn_test_get(app, "clerk", "/nhat-ky");
    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "auditor", "/nhat-ky?nguoi=A-1");
    assert_int_equal(a.status, 200);
}

static enum hn_rc
look_at(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;

    hn_audit_look(c, "view", app->persons[4], (struct hn_unit_id){ 0 }, "basic", "");
    return hn_audit_write_looks(c, c);
}

static void
a_member_reads_who_looked_and_no_more(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    assert_int_equal(hn_test_do(app, look_at, app), HN_OK);
    a = hn_test_get(app, "plain", "/nhat-ky");
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Ai đã xem hồ sơ của tôi"));
    a = hn_test_json(app, "plain", "/nhat-ky");
    assert_non_null(strstr(a.body, "\"view\""));
    assert_null(strstr(a.body, "unit.create"));
    a = hn_test_get(app, "plain", "/nhat-ky?nguoi=A-1");
    assert_int_equal(a.status, 404);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(anybody_may_read),
        HN_TEST_PAGE(help_is_in_both_languages),
        HN_TEST_PAGE(work_is_of_the_own_units),
        HN_TEST_PAGE(work_leads_to_the_month),
        HN_TEST_PAGE(the_log_is_scoped_filtered_and_proved),
        HN_TEST_PAGE(a_member_reads_who_looked_and_no_more),
    };

    return cmocka_run_group_tests_name("page_public", tests, NULL, NULL);
}
