/* test_page_area: proves that the book of areas is kept by who directs the unit and by nobody else, is read in both faces and as
 * a file, that a refused form says why beside its field and keeps what was typed, and that a note written for another says so. */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define CELL  "22.200.001.001"
#define OTHER "22.200.001.002"

/* Enters an area; its path. */
static void
enter(struct hn_test_app *app, const char *form, char path[128])
{
    struct hn_test_answer a = hn_test_post(app, "secretary", "/phu-trach", form);

    seen(a, 303, NULL);
    snprintf(path, 128, "%s", hn_test_header(&a, "Location"));
    path[strcspn(path, "?")] = '\0';
}

static const char *
under(struct hn_test_app *app, const char *path, const char *rest)
{
    return hn_print(app->memory, "%s%s", path, rest);
}

static void
the_book(void **state)
{
    HN_TEST_APP(state);
    char path[128];

    seen(hn_test_get(app, "secretary", "/phu-trach/moi"), 200, "Không ghi tên người dân");
    seen(hn_test_get(app, "plain", "/phu-trach/moi"), 403, NULL);
    seen(hn_test_post(app, "secretary", "/phu-trach", "don-vi=" CELL "&kind=village&from=01/01/2021"), 422,
         "error-summary");
    seen(hn_test_post(app, "clerk", "/phu-trach",
                      "don-vi=" CELL "&kind=village&name=Thôn+Một&from=01/01/2021"),
         403, NULL);
    seen(hn_test_post(app, "stranger", "/phu-trach",
                      "don-vi=" CELL "&kind=village&name=Thôn+Một&from=01/01/2021"),
         404, NULL);
    enter(app, "don-vi=" CELL "&kind=village&name=Thôn+Một&from=01/01/2021", path);
    seen(hn_test_post(app, "secretary", "/phu-trach",
                      "don-vi=" CELL "&kind=village&name=thôn+một&from=01/01/2022"),
         409, "cùng loại, cùng tên");
    seen(hn_test_get(app, "secretary", path), 200, "Chưa ai phụ trách chính");
    seen(hn_test_json(app, "clerk", "/phu-trach?don-vi=22.200"), 200, "\"gaps\":1");
    seen(hn_test_json(app, "clerk", "/phu-trach?don-vi=22.200&thieu=gap"), 200, "\"total\":1");
    seen(hn_test_json(app, "clerk", "/phu-trach?don-vi=22.200&ngay=2020-12-31"), 200, "\"total\":0");
    seen(hn_test_get(app, "clerk", "/phu-trach.csv?don-vi=22.200"), 200, "Thôn Một");
    seen(hn_test_get(app, "stranger", "/phu-trach?don-vi=" CELL), 404, NULL);
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_get(app, "clerk", under(app, path, "/sua")), 403, NULL);
    seen(hn_test_get(app, "secretary", under(app, path, "/sua")), 200, "Thôn Một");
    seen(hn_test_post(app, "secretary", under(app, path, "/sua"),
                      "kind=village&name=Thôn+Hai&from=01/01/2021&row_version=1"),
         303, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/sua"),
                      "kind=village&name=Thôn+Ba&from=01/01/2021&row_version=1"),
         409, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/ket-thuc"), "last_day=31/12/2020"), 422, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/ket-thuc"), "last_day=31/12/2021"), 303, NULL);
    seen(hn_test_json(app, "clerk", "/phu-trach?don-vi=22.200&ngay=2022-01-01"), 200, "\"total\":0");
}

static void
in_charge(void **state)
{
    HN_TEST_APP(state);
    char path[128];

    enter(app, "don-vi=" CELL "&kind=household_group&name=Nhóm+hộ+1&from=01/01/2021", path);
    seen(hn_test_get(app, "secretary", under(app, path, "?them=1")), 200, "name=\"person\"");
    seen(hn_test_post(app, "secretary", under(app, path, "/nguoi"), "person=A-1&role=lead&from=01/01/2020"),
         422, "trong thời gian có địa bàn");
    seen(hn_test_post(app, "secretary", under(app, path, "/nguoi"), "person=B-1&role=lead&from=01/01/2021"),
         422, "Không tìm thấy");
    seen(hn_test_post(app, "clerk", under(app, path, "/nguoi"), "person=A-1&role=lead&from=01/01/2021"), 403,
         NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/nguoi"), "person=A-1&role=lead&from=01/01/2021"),
         303, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/nguoi"), "person=A-2&role=lead&from=01/02/2021"),
         422, "Hãy kết thúc trước");
    seen(hn_test_post(app, "secretary", under(app, path, "/nguoi"), "person=A-2&role=help&from=01/02/2021"),
         303, NULL);
    seen(hn_test_json(app, "clerk", path), 200, "\"role\":\"help\"");
    seen(hn_test_json(app, "clerk", "/phu-trach/nguoi?don-vi=22.200&ngay=2021-03-01"), 200, "\"total\":2");
    seen(hn_test_json(app, "clerk", "/phu-trach/nguoi?don-vi=22.200&ngay=2021-03-01&qua-tai=1"), 200,
         "\"total\":0");
    seen(hn_test_json(app, "clerk", "/phu-trach/nguoi/A-2"), 200, "\"total\":1");
    seen(hn_test_get(app, "stranger", "/phu-trach/nguoi/A-2"), 404, NULL);
    seen(hn_test_json(app, "secretary", "/phu-trach?cua-toi=1"), 200, "\"total\":1");
    seen(hn_test_json(app, "clerk", "/phu-trach/thay-doi?don-vi=22.200&tu=2021-01-15&den=2021-02-01"), 200,
         "\"total\":1");
    seen(hn_test_get(app, "clerk", "/phu-trach/thay-doi?don-vi=22.200&tu=2021-02-15&den=2021-02-01"), 422,
         NULL);
    seen(hn_test_get(app, "secretary", under(app, path, "?thoi=A-2")), 200, "thôi phụ trách");
    seen(hn_test_post(app, "secretary", under(app, path, "/thoi"), "person=A-2&last_day=28/02/2021"), 303,
         NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/thoi"), "person=A-2&last_day=28/02/2021"), 404,
         NULL);
}

static void
notes(void **state)
{
    HN_TEST_APP(state);
    char path[128];

    enter(app, "don-vi=" CELL "&kind=firm&name=Công+ty+Minh+Họa&from=01/01/2021", path);
    seen(hn_test_get(app, "secretary", under(app, path, "/bao-cao?thang=2021-02")), 404, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/nguoi"), "person=A-2&role=lead&from=01/01/2021"),
         303, NULL);
    seen(hn_test_get(app, "secretary", under(app, path, "/bao-cao?thang=2021-02")), 200, "đang ghi thay");
    seen(hn_test_get(app, "secretary", under(app, path, "/bao-cao?thang=2021-02")), 200,
         "đời tư của người dân");
    seen(hn_test_get(app, "clerk", under(app, path, "/bao-cao?thang=2021-02")), 403, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/bao-cao"),
                      "month=2021-02&person=A-2&text=&row_version=0"),
         422, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/bao-cao"),
                      "month=2021-02&person=A-2&text=Đã+họp&row_version=0"),
         303, NULL);
    seen(hn_test_post(app, "secretary", under(app, path, "/bao-cao"),
                      "month=2021-02&person=A-2&text=Khác&row_version=0"),
         409, "Khác");
    seen(hn_test_post(app, "clerk", under(app, path, "/bao-cao"),
                      "month=2021-01&person=A-2&text=Đã+họp&row_version=0"),
         403, NULL);
    seen(hn_test_post_json(app, "secretary", under(app, path, "/bao-cao"),
                           "{\"month\":\"2021-02\",\"person\":\"A-2\",\"text\":\"Đã họp hai lần\","
                           "\"row_version\":\"1\"}"),
         200, "location");
    seen(hn_test_get(app, "clerk", under(app, path, "?ngay=2021-12-31")), 200, "ghi thay");
    seen(hn_test_post(app, "secretary", under(app, path, "/ke-hoach"),
                      "month_from=2021-01&month_to=2025-01&text=Vận+động&row_version=0"),
         422, "24 tháng");
    /* What was typed is not lost when something is missing. */
    seen(hn_test_post(app, "secretary", under(app, path, "/ke-hoach"),
                      "month_from=2021-01&month_to=&text=Vận+động&row_version=0"),
         422, "Vận động</textarea>");
    seen(hn_test_post(app, "secretary", under(app, path, "/ke-hoach"),
                      "month_from=2021-01&month_to=2021-06&text=Vận+động&row_version=0"),
         303, NULL);
    seen(hn_test_get(app, "secretary", under(app, path, "?ke-hoach=moi")), 200, "Vận động");
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(the_book), HN_TEST_PAGE(in_charge),
                                        HN_TEST_PAGE(notes) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
