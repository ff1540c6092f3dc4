/* Proves: the pages of organisations and places show what stands on the day asked for, within the actor's scope alone, as
 * HTML, JSON and files; each figure leads to as many rows as it says; what lies outside is not there. */
#include <string.h>

#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

static void
unit_shows_facts_and_figures(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "clerk", "/to-chuc/22.200.001?ngay=2021-12-31");

    assert_int_equal(a.status, 200);
    assert_has(a, "<h1 class=\"govuk-heading-l\">Đơn vị 22.200.001</h1>");
    assert_has(a, "href=\"/to-chuc/22.200.001/dang-vien?ngay=2021-12-31\"");
    assert_has(a, "href=\"/to-chuc?trong=22.200.001&amp;loai=cell&amp;ngay=2021-12-31\"");
    /* The breadcrumb begins where the clerk's sight begins. */
    assert_has(a, "breadcrumbs__link\" href=\"/to-chuc/22.200?");
    assert_lacks(a, "breadcrumbs__link\" href=\"/to-chuc/22?");

    a = hn_test_json(app, "clerk", "/to-chuc/22.200.001?ngay=2021-12-31");
    assert_int_equal(a.status, 200);
    assert_has(a, "\"on\":\"2021-12-31\",\"known\":null");
    assert_has(a, "\"code\":\"22.200.001\"");
    assert_has(a, "\"cells\":2,");
    assert_has(a, "\"members\":4,\"official\":4,\"probationary\":0");
}

static void
outside_the_scope_is_not_there(void **state)
{
    HN_TEST_APP(state);

    assert_int_equal(hn_test_get(app, "stranger", "/to-chuc/22.200.001").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", "/to-chuc/22").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", "/to-chuc/99.999").status, 404);
    /* Neither the words nor the log tell one from the other. */
    struct hn_test_answer not_his = hn_test_json(app, "clerk", "/to-chuc/22.300");
    struct hn_test_answer nowhere = hn_test_json(app, "clerk", "/to-chuc/99.999");
    assert_string_equal(strstr(not_his.body, "\"errors\""), strstr(nowhere.body, "\"errors\""));
    assert_int_equal(hn_test_get(app, "secretary", "/to-chuc/22.200.001.001").status, 200);
    assert_int_equal(hn_test_get(app, "secretary", "/to-chuc/22.200.001.002").status, 404);
    assert_int_equal(hn_test_get(app, "secretary", "/to-chuc/22.200.001.002/lich-su").status, 404);
    /* A member knows of the own cell and of no other unit; the operator of none. */
    assert_int_equal(hn_test_get(app, "plain", "/to-chuc").status, 200);
    assert_has(hn_test_json(app, "plain", "/to-chuc?loai=any_cell"), "\"total\":1,");
    assert_int_equal(hn_test_get(app, "plain", "/to-chuc/22.300.001").status, 200);
    assert_int_equal(hn_test_get(app, "plain", "/to-chuc/22.300").status, 404);
    assert_int_equal(hn_test_get(app, "operator", "/to-chuc").status, 403);
    assert_int_equal(hn_test_get(app, NULL, "/to-chuc").status, 303);
    assert_int_equal(hn_test_json(app, NULL, "/to-chuc").status, 401);
}

static void
list_holds_the_scope_alone(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "clerk", "/to-chuc");

    assert_has(a, "\"total\":4,");
    assert_lacks(a, "22.300");
    a = hn_test_json(app, "secretary", "/to-chuc");
    assert_has(a, "\"total\":1,");
    a = hn_test_get(app, "clerk", "/to-chuc.csv");
    assert_int_equal(a.status, 200);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "text/csv; charset=utf-8");
    a = hn_test_json(app, "clerk", "/to-chuc?q=22.200.001.002");
    assert_has(a, "\"total\":1,");
    a = hn_test_json(app, "clerk", "/to-chuc?loai=cell");
    assert_has(a, "\"total\":2,");
    a = hn_test_json(app, "clerk", "/to-chuc?loai=rural_cell");
    assert_has(a, "\"total\":0,");
    a = hn_test_json(app, "leader", "/to-chuc?loai=any_cell&trong=22");
    assert_has(a, "\"total\":3,");
    assert_int_equal(hn_test_json(app, "clerk", "/to-chuc?trong=22.300").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", "/to-chuc?loai=castle").status, 422);
    assert_int_equal(hn_test_json(app, "clerk", "/to-chuc?loai=castle").status, 422);
}

static void
tree_opens_down_to_a_branch(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "leader", "/to-chuc");

    assert_int_equal(a.status, 200);
    assert_has(a, "Đơn vị 22.200<");
    assert_lacks(a, "Đơn vị 22.200.001<");
    a = hn_test_get(app, "leader", "/to-chuc?mo=22.200.001");
    assert_has(a, "Đơn vị 22.200.001.002</a>");
    assert_lacks(a, "Đơn vị 22.300.001<");
    /* The clerk's tree begins at the clerk's own unit. */
    a = hn_test_get(app, "clerk", "/to-chuc");
    assert_has(a, "Đơn vị 22.200.001<");
    assert_lacks(a, "Đơn vị 22.300<");
    assert_int_equal(hn_test_get(app, "clerk", "/to-chuc?mo=22.300").status, 404);
}

static void
other_days(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "clerk", "/to-chuc/22.200.001?ngay=2019-05-01");

    assert_int_equal(a.status, 200);
    assert_has(a, "Vào ngày 01/5/2019 tổ chức này chưa thành lập");
    a = hn_test_json(app, "clerk", "/to-chuc/22.200.001?ngay=2019-05-01");
    assert_has(a, "\"on\":\"2020-01-01\"");
    assert_int_equal(hn_test_get(app, "clerk", "/to-chuc/22.200.001?ngay=31/02/2021").status, 422);
    a = hn_test_json(app, "clerk", "/to-chuc?ngay=2019-05-01");
    assert_has(a, "\"total\":0,");
}

static void
history_tells_every_version(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001.002/sua/doi-ten",
                     "name=Chi+bộ+Mới&from=01/03/2022&decision=12-QĐ/HU");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "clerk", "/to-chuc/22.200.001.002/lich-su");
    assert_int_equal(a.status, 200);
    assert_has(a, "\"valid_from\":\"2022-03-01\",\"valid_to\":null");
    assert_has(a, "\"valid_from\":\"2020-01-01\",\"valid_to\":\"2022-02-28\"");
    assert_has(a, "\"decision\":\"12-QĐ/HU\"");
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.002?ngay=2022-02-28");
    assert_has(a, "Bản này có hiệu lực đến hết ngày 28/02/2022");
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.002/lich-su");
    assert_has(a, "Chi bộ Mới");
    assert_has(a, "Những bản ghi đã được thay"); /* the open-ended version of before */
}

static void
places(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "clerk", "/dia-ban");

    assert_int_equal(a.status, 200);
    assert_has(a, "\"total\":0,");
    assert_int_equal(hn_test_get(app, "clerk", "/dia-ban/06904").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", "/dia-ban?loai=castle").status, 422);
    assert_int_equal(hn_test_get(app, "plain", "/dia-ban").status, 200);
    assert_int_equal(hn_test_get(app, "operator", "/dia-ban").status, 403);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(unit_shows_facts_and_figures),
        HN_TEST_PAGE(outside_the_scope_is_not_there),
        HN_TEST_PAGE(list_holds_the_scope_alone),
        HN_TEST_PAGE(tree_opens_down_to_a_branch),
        HN_TEST_PAGE(other_days),
        HN_TEST_PAGE(history_tells_every_version),
        HN_TEST_PAGE(places),
    };

    return cmocka_run_group_tests_name("page_unit", tests, NULL, NULL);
}
