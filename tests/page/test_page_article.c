/* Proves: the article from the records is there for everybody where data are made up and nowhere else; it sets what was printed
 * beside what is counted, word and mark included, says that the records were made to match, and leads to the rows, which no
 * stranger is led beyond. What the figures come to in the whole province: tests/store/test_article.c. */
#include <string.h>

#include "milestone/milestone.h"
#include "setting/setting.h"
#include "support/page.h"
#include "unit/unit.h"

static enum hn_rc
say_demo(struct hn_ctx *c, void *arg)
{
    return hn_setting_put(c, HN_SETTING_DEMO, *(const char *const *)arg);
}

static void
made_up(struct hn_test_app *app, const char *demo)
{
    assert_int_equal(hn_test_do(app, say_demo, &demo), HN_OK);
}

static void
only_where_data_are_made_up(void **state)
{
    static const char *const paths[] = { "/bai-bao", "/bai-bao/qn-04", "/bai-bao.csv", "/bai-bao/qn-04.csv" };
    HN_TEST_APP(state);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        hn_test_seen(hn_test_get(app, NULL, paths[i]), 404, NULL);
    made_up(app, "1");
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        hn_test_seen(hn_test_get(app, NULL, paths[i]), 200, NULL);
    hn_test_seen(hn_test_get(app, NULL, "/bai-bao/qn-99"), 404, NULL);
    made_up(app, "filling");
    hn_test_seen(hn_test_get(app, NULL, "/bai-bao"), 404, NULL);
}

static void
printed_beside_computed(void **state)
{
    HN_TEST_APP(state);

    made_up(app, "1");
    struct hn_test_answer a = hn_test_get(app, NULL, "/bai-bao");

    hn_test_seen(a, 200, "được tạo ra cho khớp với bài báo");
    hn_test_seen(a, 200, "104.700");
    hn_test_seen(a, 200, "gần 600.000");
    hn_test_seen(a, 200, "hơn 150");
    hn_test_seen(a, 200, "187,9");
    hn_test_seen(a, 200, "href=\"/bai-bao/d-13\"");
    hn_test_seen(a, 200, "chưa có số liệu"); /* of what this small world has no records of, never 0 */
    hn_test_seen(a, 200, "Chưa khớp");
    a = hn_test_json(app, NULL, "/bai-bao");
    hn_test_seen(a, 200, "\"total\":46");
    hn_test_seen(a, 200, "\"id\":\"tq-08\"");
    hn_test_seen(a, 200, "\"printed\":187.9,\"qualifier\":\"exact\",\"computed\":null");
    a = hn_test_get(app, NULL, "/bai-bao?lang=en");
    hn_test_seen(a, 200, "nearly 600,000");
    a = hn_test_get(app, NULL, "/bai-bao.csv");
    hn_test_seen(a, 200, "qn-04,members");
}

static enum hn_rc
put_coal(struct hn_ctx *c, void *arg)
{
    const struct hn_test_app *app = arg;
    const struct hn_unit_new in = { .parent = app->province,
                                    .kind = "upper_grassroots",
                                    .code = "22.301.000.000.000",
                                    .name = "Đảng bộ Than để thử",
                                    .short_name = "",
                                    .sector = "",
                                    .decision = "",
                                    .from = hn_day_of(2020, 1, 1) };
    struct hn_milestone kept = {
        .kind = "anniversary", .title = "Kỷ niệm để thử", .source = "Nguồn để thử", .on = 20210700
    };
    enum hn_rc rc = hn_unit_create(c, &in, &kept.unit);
    int64_t id;

    return rc ? rc : hn_milestone_put(c, &kept, &id);
}

static void
rows_behind_a_figure(void **state)
{
    HN_TEST_APP(state);

    made_up(app, "1");
    struct hn_test_answer a = hn_test_get(app, NULL, "/bai-bao/d-01");

    hn_test_seen(a, 200, "qn-04 / qn-03");
    hn_test_seen(a, 200, "chưa có số liệu");
    assert_int_equal(hn_test_do(app, put_coal, app), HN_OK);
    a = hn_test_json(app, NULL, "/bai-bao/tq-06");
    hn_test_seen(a, 200, "\"computed\":2021,\"computed_qualifier\":\"exact\",\"agrees\":true");
    hn_test_seen(a, 200, "\"sum\":2021,\"base\":null,\"total\":1");
    hn_test_seen(hn_test_get(app, NULL, "/bai-bao/tq-06.csv"), 200,
                 "Kỷ niệm để thử,Nguồn để thử,2021-07-01,,2021,");
    hn_test_seen(hn_test_get(app, NULL, "/bai-bao/tq-06.xlsx"), 200, NULL);
    /* The way further down is shown to who is signed in, and asks its own right there. */
    a = hn_test_get(app, NULL, "/bai-bao/tq-06");
    hn_test_seen(a, 200, "✓ Khớp");
    hn_test_seen(a, 200, "/dang-nhap?tiep=%2Fbai-bao%2Ftq-06");
    assert_null(strstr(a.body, "href=\"/to-chuc/22.301"));
    a = hn_test_get(app, "plain", "/bai-bao/tq-06");
    hn_test_seen(a, 200, "href=\"/to-chuc/22.301.000.000.000/lich-su?ngay=2021-07-31\"");
    hn_test_seen(hn_test_get(app, "plain", "/to-chuc/22.301.000.000.000/lich-su"), 404, NULL);
}

static void
led_to_where_data_are_made_up(void **state)
{
    HN_TEST_APP(state);

    assert_null(strstr(hn_test_get(app, NULL, "/gioi-thieu").body, "/bai-bao"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(only_where_data_are_made_up),
        HN_TEST_PAGE(printed_beside_computed),
        HN_TEST_PAGE(rows_behind_a_figure),
        HN_TEST_PAGE(led_to_where_data_are_made_up),
    };

    return cmocka_run_group_tests_name("page_article", tests, NULL, NULL);
}
