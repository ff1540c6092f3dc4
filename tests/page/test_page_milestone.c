/* test_page_milestone: proves that milestones are entered, corrected and taken back from the page of an organisation's history by
 * who directs it and by nobody else, are read in both faces by who sees the unit, and that a refused form keeps what was typed.
 */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define CELL "/to-chuc/22.200.001.001"

static void
entered_and_corrected(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char path[128], remove[160];
    const char *at;

    seen(hn_test_get(app, "secretary", CELL "/lich-su"), 200, "Thêm mốc lịch sử");
    seen(hn_test_get(app, "clerk", CELL "/lich-su"), 200, "Chưa ghi mốc nào");
    assert_null(strstr(hn_test_get(app, "clerk", CELL "/lich-su").body, "Thêm mốc lịch sử"));
    seen(hn_test_post(app, "clerk", CELL "/moc", "kind=founded&title=A&on=1936&source=B"), 403, NULL);
    seen(hn_test_post(app, "stranger", CELL "/moc", "kind=founded&title=A&on=1936&source=B"), 404, NULL);
    a = hn_test_post(app, "secretary", CELL "/moc",
                     "kind=founded&title=Ngày+minh+họa&on=31/02/1936&source=B");
    seen(a, 422, "error-summary");
    assert_non_null(strstr(a.body, "Ngày minh họa"));
    seen(hn_test_post(app, "secretary", CELL "/moc", "kind=castle&title=A&on=1936&source=B"), 422,
         "Hãy chọn loại mốc");
    seen(hn_test_post(app, "secretary", CELL "/moc", "kind=founded&title=A&on=2199&source=B"), 422,
         "không ở tương lai");
    seen(hn_test_post(app, "secretary", CELL "/moc",
                      "kind=founded&title=Thành+lập+minh+họa&on=11/1936&source=Sách+minh+họa"),
         303, NULL);
    a = hn_test_json(app, "clerk", CELL "/lich-su");
    seen(a, 200, "\"on\":\"1936-11\"");
    at = strstr(a.body, "\"milestones\":[{\"id\":\"");
    assert_non_null(at);
    at += strlen("\"milestones\":[{\"id\":\"");
    snprintf(path, sizeof path, CELL "/moc/%.*s", (int)strcspn(at, "\""), at);
    snprintf(remove, sizeof remove, "%s/bo", path);

    seen(hn_test_get(app, "secretary", path), 200, "Sửa mốc lịch sử");
    seen(hn_test_json(app, "clerk", path), 200, "\"kind\":\"founded\"");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_get(app, "secretary", CELL "/moc/4711"), 404, NULL);
    seen(hn_test_post(app, "clerk", path, "kind=founded&title=A&on=1936&source=B"), 403, NULL);
    seen(hn_test_post(app, "secretary", path, "kind=founded&title=A&on=12/11/1936&source="), 422, NULL);
    seen(hn_test_post(app, "secretary", path, "kind=founded&title=Thành+lập&on=12/11/1936&source=Sách"), 303,
         NULL);
    seen(hn_test_get(app, "clerk", CELL "/lich-su"), 200, "12/11/1936");
    seen(hn_test_post(app, "clerk", remove, ""), 403, NULL);
    seen(hn_test_post(app, "secretary", remove, ""), 303, NULL);
    seen(hn_test_post(app, "secretary", remove, ""), 404, NULL);
    seen(hn_test_get(app, "clerk", CELL "/lich-su"), 200, "Chưa ghi mốc nào");
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(entered_and_corrected) };

    return cmocka_run_group_tests_name("page_milestone", tests, NULL, NULL);
}
