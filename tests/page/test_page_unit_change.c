/* Proves: organisations are changed by form, check page and deed; each rule that is refused is said beside its field with
 * what was typed, nothing is done then, and nobody changes what is not theirs. */
#include <string.h>

#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

static void
rename_by_three_steps(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "clerk", "/to-chuc/22.200.001/sua");

    assert_int_equal(a.status, 200);
    assert_has(a, "/to-chuc/22.200.001/sua/doi-ten");
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten");
    assert_has(a, "value=\"Đơn vị 22.200.001\"");
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten/xem-lai?name=Đảng+bộ+Mới&from=01/03/2022");
    assert_int_equal(a.status, 200);
    assert_has(a, "Đơn vị 22.200.001<");
    assert_has(a, "Đảng bộ Mới<");
    assert_has(a, "Bên dưới có 2 tổ chức, 4 đảng viên");
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten", "name=Đảng+bộ+Mới&from=01/03/2022");
    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/to-chuc/22.200.001");
    assert_has(hn_test_json(app, "clerk", "/to-chuc/22.200.001"), "\"name\":\"Đảng bộ Mới\"");
    assert_has(hn_test_json(app, "clerk", "/to-chuc/22.200.001?ngay=2022-02-28"),
               "\"name\":\"Đơn vị 22.200.001\"");
}

static void
faults_stand_beside_their_fields(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten/xem-lai?name=&from=01/03/2022");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#name\"");
    assert_has(a, "value=\"01/03/2022\"");
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten/xem-lai?name=Tên+gõ+rồi&from=31/02/2022");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#from\"");
    assert_has(a, "value=\"Tên gõ rồi\"");
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten", "name=&from=01/03/2022");
    assert_int_equal(a.status, 422);
    a = hn_test_post_json(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten", "{\"from\":\"2022-03-01\"}");
    assert_int_equal(a.status, 422);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "application/problem+json; charset=utf-8");
    /* Before there was such a unit. */
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001/sua/doi-ten/xem-lai?name=X&from=01/03/2010");
    assert_int_equal(a.status, 422);
    assert_int_equal(hn_test_get(app, "clerk", "/to-chuc/22.200.001/sua/doi-mau").status, 404);
}

static void
only_whose_it_is(void **state)
{
    HN_TEST_APP(state);
    const char *form = "name=Khác&from=01/03/2022";

    assert_int_equal(hn_test_post(app, "stranger", "/to-chuc/22.200.001/sua/doi-ten", form).status, 404);
    assert_int_equal(hn_test_post(app, "leader", "/to-chuc/22.200.001/sua/doi-ten", form).status, 403);
    assert_int_equal(hn_test_post(app, "secretary", "/to-chuc/22.200.001.001/sua/doi-ten", form).status, 403);
    assert_int_equal(hn_test_get(app, "leader", "/to-chuc/22.200.001/sua").status, 403);
    assert_int_equal(hn_test_get(app, "leader", "/to-chuc/moi?trong=22.200").status, 403);
    assert_has(hn_test_json(app, "leader", "/to-chuc/22.200.001"), "\"name\":\"Đơn vị 22.200.001\"");
}

static void
moving_keeps_the_rule_of_kinds(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    /* A grassroots committee may not stand under a cell, and its parent must be in sight. */
    a = hn_test_get(app, "clerk",
                    "/to-chuc/22.200.001/sua/chuyen/xem-lai?parent=22.200.001.001&from=01/03/2022");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#parent\"");
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001/sua/chuyen", "parent=22.300&from=01/03/2022");
    assert_int_equal(a.status, 422);
    assert_has(hn_test_json(app, "leader", "/to-chuc?trong=22.300"), "\"total\":2,");
}

static void
closing_what_still_holds_members(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.002/sua/ket-thuc/xem-lai?last_day=01/03/2022");
    assert_int_equal(a.status, 200);
    assert_has(a, "Chưa thể kết thúc");
    assert_lacks(a, "Thực hiện</button>");
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001.002/sua/ket-thuc", "last_day=01/03/2022");
    assert_int_equal(a.status, 409);
    assert_has(hn_test_json(app, "clerk", "/to-chuc/22.200.001.002"), "\"valid_to\":null");
}

static void
creating_and_closing(void **state)
{
    HN_TEST_APP(state);
    static const char made[] =
        "parent=22.200.001&kind=cell&code=22.200.001.009&name=Chi+bộ+chín&from=01/03/2022";
    struct hn_test_answer a = hn_test_get(app, "clerk", "/to-chuc/moi?trong=22.200.001");

    assert_int_equal(a.status, 200);
    assert_has(a, "<option value=\"cell\"");
    assert_lacks(a, "<option value=\"grassroots_cell\""); /* may not stand under a grassroots committee */
    a = hn_test_get(app, "clerk",
                    "/to-chuc/moi/xem-lai?parent=22.200.001&kind=province&code=22.9&name=X&from=01/03/2022");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#kind\"");
    a = hn_test_post(app, "clerk", "/to-chuc", made);
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "clerk", "/to-chuc/22.200.001"), "\"cells\":3,");
    assert_int_equal(hn_test_post(app, "clerk", "/to-chuc", made).status, 409); /* the code is taken */
    assert_int_equal(hn_test_post(app, "stranger", "/to-chuc", made).status, 422);

    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001.009/sua/ket-thuc", "last_day=31/12/2022");
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.009");
    assert_int_equal(a.status, 200);
    assert_has(a, "Đã kết thúc hoạt động từ 01/01/2023");
    assert_has(a, "bản lưu đến 31/12/2022");
    assert_has(hn_test_json(app, "clerk", "/to-chuc/22.200.001"), "\"cells\":2,");
}

static void
offices_begin_and_end(void **state)
{
    HN_TEST_APP(state);
    static const char path[] = "/to-chuc/22.200.001.001/cap-uy";
    struct hn_test_answer a = hn_test_get(app, "clerk", path);

    assert_int_equal(a.status, 200);
    assert_has(a, "Chưa có bí thư");
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.001/cap-uy?moi=1");
    assert_has(a, "<option value=\"A-2\"");
    assert_lacks(a, "<option value=\"A-4\"");
    a = hn_test_post(app, "clerk", path, "office=secretary&person=A-2&from=01/03/2022&basis=elected");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "clerk", path);
    assert_has(a, "\"vacant\":{\"secretary\":false");
    assert_has(a, "\"person\":\"A-2\"");
    /* A second one at once, and one out of sight. */
    a = hn_test_post(app, "clerk", path, "office=secretary&person=A-3&from=01/04/2022&basis=elected");
    assert_int_equal(a.status, 409);
    a = hn_test_post(app, "clerk", path, "office=committee_member&person=B-1&from=01/04/2022&basis=elected");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#person\"");
    a = hn_test_post(app, "clerk", path, "office=king&person=A-3&from=01/04/2022&basis=elected");
    assert_int_equal(a.status, 422);
    assert_int_equal(
        hn_test_post(app, "secretary", path, "office=secretary&person=A-3&from=01/04/2022").status, 403);
    assert_int_equal(hn_test_get(app, "stranger", path).status, 404);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(rename_by_three_steps),
        HN_TEST_PAGE(faults_stand_beside_their_fields),
        HN_TEST_PAGE(only_whose_it_is),
        HN_TEST_PAGE(moving_keeps_the_rule_of_kinds),
        HN_TEST_PAGE(closing_what_still_holds_members),
        HN_TEST_PAGE(creating_and_closing),
        HN_TEST_PAGE(offices_begin_and_end),
    };

    return cmocka_run_group_tests_name("page_unit_change", tests, NULL, NULL);
}
