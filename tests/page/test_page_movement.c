/* test_page_movement: proves that a movement is launched, entered, marked and rewarded through its pages by whom it may be
 * and by nobody else, is read in both faces by who it is open to, and that a refused form keeps what was typed.
 */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define ORG  "22.200"
#define CELL "22.200.001.001"

static const char *
day(struct hn_test_app *app, int ahead)
{
    return hn_day_iso(app->memory, hn_day_at(hn_platform_real()->now(NULL)) + ahead);
}

static void
through_the_pages(void **state)
{
    HN_TEST_APP(state);
    char path[128], deed[200], entry[192], form[640];
    struct hn_test_answer a;
    const char *at;

    seen(hn_test_get(app, "clerk", "/thi-dua/moi?don-vi=" ORG), 200, "Tiêu chí 1");
    seen(hn_test_get(app, "secretary", "/thi-dua/moi?don-vi=" ORG), 404, NULL);
    seen(hn_test_get(app, "plain", "/thi-dua/moi"), 403, NULL);
    snprintf(form, sizeof form,
             "don-vi=" ORG "&title=Mùa+xuân&who=units&starts=%s&last_day=%s&entry_until=%s", day(app, -5),
             day(app, 20), day(app, 10));
    a = hn_test_post(app, "clerk", "/thi-dua", form);
    seen(a, 422, "Cần ít nhất một tiêu chí");
    assert_non_null(strstr(a.body, "Mùa xuân"));
    snprintf(form, sizeof form,
             "don-vi=" ORG "&title=Mùa+xuân&who=units&starts=%s&last_day=%s&entry_until=%s"
             "&criterion.1=Sáng+kiến&points.1=40&source.1=hand"
             "&criterion.2=Họp+đủ&points.2=60&source.2=meetings_met_bp&none.2=50&full.2=100"
             "&criterion.3=&points.3=&source.3=hand&none.3=&full.3=",
             day(app, -5), day(app, 20), day(app, 10));
    a = hn_test_post(app, "clerk", "/thi-dua", form);
    assert_int_equal(a.status, 303);
    snprintf(path, sizeof path, "%s", hn_test_header(&a, "Location"));
    path[strcspn(path, "?")] = '\0';
    seen(hn_test_get(app, "secretary", path), 200, "Đăng ký tham gia");
    seen(hn_test_json(app, "secretary", path), 200, "\"full_value\":10000");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_json(app, "stranger", "/thi-dua"), 200, "\"total\":0");
    seen(hn_test_json(app, "secretary", "/thi-dua"), 200, "\"total\":1");
    snprintf(deed, sizeof deed, "%s/tham-gia", path);
    seen(hn_test_post(app, "clerk", deed, "don-vi=" CELL), 403, NULL);
    seen(hn_test_post(app, "secretary", deed, "don-vi=" CELL "&person=A-1"), 422, "không dành cho");
    assert_int_equal(hn_test_post(app, "secretary", deed, "don-vi=" CELL "&pledge=Họp+đủ").status, 303);
    seen(hn_test_post(app, "secretary", deed, "don-vi=" CELL), 409, "Đã đăng ký rồi");
    a = hn_test_json(app, "clerk", deed);
    seen(a, 200, "\"total\":1");
    at = strstr(a.body, "\"rows\":[{\"id\":\"");
    assert_non_null(at);
    snprintf(entry, sizeof entry, "/thi-dua/phieu/%.*s", (int)strcspn(at + 15, "\""), at + 15);
    seen(hn_test_get(app, "secretary", entry), 200, "Chưa chấm");
    seen(hn_test_post(app, "clerk", entry, "position=1&points=41"), 422, "Điểm phải từ 0 đến 40");
    seen(hn_test_post(app, "secretary", entry, "position=1&points=4"), 404, NULL);
    assert_int_equal(hn_test_post(app, "clerk", entry, "position=1&points=35").status, 303);
    seen(hn_test_get(app, "secretary", entry), 200, "35,00 trên 40 điểm");
    snprintf(deed, sizeof deed, "%s/cham", path);
    seen(hn_test_post(app, "clerk", deed, ""), 409, "chưa chấm được");
    snprintf(deed, sizeof deed, "%s/khen-thuong", path);
    seen(hn_test_get(app, "clerk", deed), 200, "Ghi khen thưởng");
    snprintf(form, sizeof form, "don-vi=" CELL "&form=Giấy+khen&decision=12-QĐ/HU&decided_on=%s",
             day(app, 0));
    seen(hn_test_post(app, "clerk", deed, form), 409, "Phong trào chưa chấm");
    seen(hn_test_get(app, "secretary", "/to-chuc/" CELL "/khen-thuong"), 200, "Chưa ghi khen thưởng");
    snprintf(deed, sizeof deed, "%s/rut", entry);
    assert_int_equal(hn_test_post(app, "secretary", deed, "").status, 303);
    seen(hn_test_get(app, "secretary", entry), 404, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(through_the_pages) };

    return cmocka_run_group_tests_name("page_movement", tests, NULL, NULL);
}
