/* test_page_team: proves that a team is set up, joined, counted and closed by whom it may be and by nobody else, that a day not
 * counted is said so and never 0, in both faces, and that a refused form says why beside its field. */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define CELL "22.200.001.001"

static const char *
under(struct hn_test_app *app, const char *path, const char *rest)
{
    return hn_print(app->memory, "%s%s", path, rest);
}

#define TEAM                                                                                                 \
    "don-vi=" CELL "&name=Tổ+số+1&purpose=Hướng+dẫn&decision=01-QĐ/CB&from=01/03/2021&last_day=05/03/2021"

static void
set_up(struct hn_test_app *app, char path[128])
{
    struct hn_test_answer a = hn_test_post(app, "secretary", "/to-cong-tac", TEAM "&households=40");

    seen(a, 303, NULL);
    snprintf(path, 128, "%s", hn_test_header(&a, "Location"));
    path[strcspn(path, "?")] = '\0';
}

static void
setting_up(void **state)
{
    HN_TEST_APP(state);
    char path[128];

    seen(hn_test_get(app, "secretary", "/to-cong-tac/moi"), 200, "Chỉ ghi tổng số hộ");
    seen(hn_test_get(app, "plain", "/to-cong-tac/moi"), 403, NULL);
    seen(hn_test_post(app, "clerk", "/to-cong-tac", TEAM), 403, NULL);
    seen(hn_test_post(app, "stranger", "/to-cong-tac", TEAM), 404, NULL);
    seen(hn_test_post(app, "secretary", "/to-cong-tac", TEAM "&place=khong-co"), 422, "error-summary");
    set_up(app, path);
    seen(hn_test_json(app, "clerk", "/to-cong-tac?don-vi=22.200&ngay=2021-03-05"), 200, "\"state\":\"open\"");
    seen(hn_test_json(app, "clerk", "/to-cong-tac?don-vi=22.200&trang-thai=over&ngay=2021-03-06"), 200,
         "\"total\":1");
    seen(hn_test_get(app, "clerk", "/to-cong-tac.csv?don-vi=22.200"), 200, "Tổ số 1");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_get(app, "clerk", under(app, path, "/sua")), 403, NULL);
    seen(hn_test_get(app, "secretary", under(app, path, "/sua")), 200, "01-QĐ/CB");
    seen(hn_test_post(app, "secretary", under(app, path, "/sua"),
                      "name=Tổ+số+2&purpose=Hướng+dẫn&decision=01-QĐ/CB&from=01/03/2021&last_day=05/03/2021"
                      "&row_version=1"),
         303, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/sua"),
                      "name=Tổ+số+3&purpose=Hướng+dẫn&decision=01-QĐ/CB&from=01/03/2021&last_day=05/03/2021"
                      "&row_version=1"),
         409, NULL);
}

static void
members(void **state)
{
    HN_TEST_APP(state);
    char path[128];
    const char *found;
    long long id = 0;
    struct hn_test_answer a;

    set_up(app, path);
    seen(hn_test_get(app, "secretary", under(app, path, "?them=1")), 200, "name=\"standing\"");
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien"), "role=leader"), 422,
         "Hãy chọn một đảng viên");
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien"), "person=B-1&role=leader"), 422,
         "Không tìm thấy");
    seen(hn_test_post(app, "clerk", under(app, path, "/thanh-vien"), "person=A-2&role=leader"), 403, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien"), "person=A-2&role=leader&duty=Chung"),
         303, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien"), "person=A-3&role=leader"), 422,
         "đã có tổ trưởng");
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien"), "person=A-2&role=member"), 409,
         NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien"),
                      "name=Phạm+Minh+Họa&standing=Y+tế+thôn&role=member"),
         303, NULL);
    a = hn_test_json(app, "secretary", path);
    seen(a, 200, "\"standing\":\"Y tế thôn\"");
    found = strstr(a.body, "\"members\":");
    assert_non_null(found);
    found = strstr(found, "\"id\":\"");
    assert_non_null(found);
    assert_int_equal(sscanf(found, "\"id\":\"%lld\"", &id), 1);
    found = hn_print(app->memory, "member=%lld&last_day=28/02/2021", id);
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien/thoi"), found), 422, NULL);
    found = hn_print(app->memory, "member=%lld&last_day=03/03/2021", id);
    seen(hn_test_post(app, "secretary", under(app, path, "/thanh-vien/thoi"), found), 303, NULL);
    seen(hn_test_json(app, "clerk", "/to-cong-tac?don-vi=22.200&ngay=2021-03-04"), 200, "\"members\":0");
}

static void
counting(void **state)
{
    HN_TEST_APP(state);
    char path[128];

    set_up(app, path);
    seen(hn_test_get(app, "secretary", under(app, path, "?so-dem=1")), 200, "không phải danh sách người");
    seen(hn_test_post(app, "secretary", under(app, path, "/so-dem"), "measures=Lượt%0Alượt"), 422, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/so-dem"), "measures=Lượt%0AHộ"), 303, NULL);
    seen(hn_test_get(app, "clerk", under(app, path, "/dem")), 403, NULL);
    seen(hn_test_get(app, "secretary", under(app, path, "/dem?cho-ngay=2021-03-02")), 200, "02/03/2021");
    seen(hn_test_post(app, "secretary", under(app, path, "/dem"), "day=01/03/2021&count.0=x&count.1=2"), 422,
         "count.0-error");
    seen(hn_test_post(app, "secretary", under(app, path, "/dem"), "day=06/03/2021&count.0=1&count.1=2"), 422,
         "trong thời gian của tổ");
    seen(hn_test_post(app, "clerk", under(app, path, "/dem"), "day=01/03/2021&count.0=1&count.1=2"), 403,
         NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/dem"), "day=01/03/2021&count.0=7&count.1="), 303,
         NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/dem"), "day=02/03/2021&count.0=0&count.1=3"), 303,
         NULL);
    /* A measure not sent keeps what stands. */
    seen(hn_test_post(app, "secretary", under(app, path, "/dem"), "day=02/03/2021&count.1=4"), 303, NULL);
    seen(hn_test_json(app, "clerk", path), 200, "\"counts\":[7,null]");
    seen(hn_test_json(app, "clerk", path), 200, "\"counts\":[0,4]");
    seen(hn_test_json(app, "clerk", path), 200, "\"days_missing\":3");
    seen(hn_test_get(app, "clerk", path), 200, "chưa đếm");
    seen(hn_test_post(app, "secretary", under(app, path, "/so-dem"), "measures=Khác"), 409, NULL);

    seen(hn_test_get(app, "secretary", under(app, path, "?dong=1")), 200, "Còn 3 ngày chưa đếm");
    seen(hn_test_post(app, "secretary", under(app, path, "/ket-thuc"), "closed_on=05/03/2021&outcome=Xong"),
         409, "Còn 3 ngày chưa đếm");
    seen(hn_test_post(app, "clerk", under(app, path, "/ket-thuc"), "closed_on=05/03/2021&outcome=Xong"), 403,
         NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/ket-thuc"),
                      "closed_on=05/03/2021&outcome=Xong,+ba+ngày+sau+mưa+bão+không+đi&handed_to=Hội+phụ+nữ"),
         303, NULL);
    seen(hn_test_get(app, "clerk", path), 200, "Hội phụ nữ");
    seen(hn_test_post(app, "secretary", under(app, path, "/dem"), "day=03/03/2021&count.0=1"), 409, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(setting_up), HN_TEST_PAGE(members),
                                        HN_TEST_PAGE(counting) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
