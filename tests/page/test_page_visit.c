/* test_page_visit: proves that visits, who follows which cell, coverage, papers to be studied and a unit's rules are
 * entered by whom they may be and by nobody else, are read in both faces, and that a refused form says why beside its
 * field. */
#include "rule/rule.h"
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define ORG   "22.200.001"
#define CELL  "22.200.001.001"
#define OTHER "22.200.001.002"

/* The number at the end of the path an answer sends one to. */
static void
sent_to(const struct hn_test_answer *a, char path[128])
{
    snprintf(path, 128, "%s", hn_test_header(a, "Location"));
    path[strcspn(path, "?")] = '\0';
}

static void
following(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    seen(hn_test_get(app, "clerk", "/du-hop/phu-trach?don-vi=" ORG), 200, "Chưa phân công ai");
    seen(hn_test_get(app, "clerk", "/du-hop/phu-trach?moi=1&don-vi=" ORG), 200, "name=\"person\"");
    seen(hn_test_post(app, "clerk", "/du-hop/phu-trach",
                      "don-vi=" ORG "&unit=" CELL "&person=A-1&from=01/01/2021"),
         422, "Không ai theo dõi chi bộ của chính mình");
    seen(hn_test_post(app, "clerk", "/du-hop/phu-trach",
                      "don-vi=" ORG "&unit=" CELL "&person=B-1&from=01/01/2021"),
         422, "Không tìm thấy");
    seen(hn_test_post(app, "secretary", "/du-hop/phu-trach",
                      "don-vi=" CELL "&unit=" CELL "&person=A-4&from=01/01/2021"),
         403, NULL);
    a = hn_test_post(app, "clerk", "/du-hop/phu-trach",
                     "don-vi=" ORG "&unit=" CELL "&person=A-4&from=01/01/2021&decision=01-QĐ/ĐU");
    assert_int_equal(a.status, 303);
    seen(hn_test_json(app, "clerk", "/du-hop/phu-trach?don-vi=" ORG), 200, "\"person_code\":\"A-4\"");
    seen(hn_test_json(app, "clerk", "/du-hop/phu-trach?ngay=2020-12-31&don-vi=" ORG), 200, "\"total\":0");
    seen(hn_test_get(app, "stranger", "/du-hop/phu-trach?don-vi=" ORG), 404, NULL);
    a = hn_test_post(app, "clerk", "/du-hop/ke-hoach", "don-vi=" ORG "&year=1999");
    seen(a, 422, "Chỉ lập lịch cho năm nay");
    a = hn_test_post(app, "clerk", "/du-hop/phu-trach/thoi",
                     "don-vi=" ORG "&unit=" CELL "&person=A-4&last_day=31/12/2021");
    assert_int_equal(a.status, 303);
}

static void
visiting(void **state)
{
    HN_TEST_APP(state);
    char form[256], path[128], deed[160];
    struct hn_test_answer a;

    snprintf(form, sizeof form, "don-vi=" ORG "&unit=" CELL "&person=A-4&month=%s",
             hn_month_iso(app->memory, hn_month_of(hn_day_at(hn_platform_real()->now(NULL)))));
    seen(hn_test_get(app, "clerk", "/du-hop/moi?don-vi=" ORG), 200, CELL);
    seen(hn_test_post(app, "clerk", "/du-hop", "don-vi=" ORG "&unit=" CELL "&person=A-4&month=13/2026"), 422,
         "Ghi tháng theo mẫu");
    seen(hn_test_post(app, "clerk", "/du-hop", "don-vi=" ORG "&unit=" CELL "&person=A-4&month=1/2020"), 422,
         "Chỉ xếp lịch từ tháng này");
    seen(hn_test_post(app, "secretary", "/du-hop", form), 403, NULL);
    a = hn_test_post(app, "clerk", "/du-hop", form);
    assert_int_equal(a.status, 303);
    sent_to(&a, path);
    seen(hn_test_post(app, "clerk", "/du-hop", form), 409, "Tháng đó người này đã có lịch");
    seen(hn_test_get(app, "secretary", path), 200, "Đã xếp");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_json(app, "secretary", "/du-hop"), 200, "\"state\":\"planned\"");
    seen(hn_test_json(app, "stranger", "/du-hop"), 200, "\"total\":0");
    snprintf(deed, sizeof deed, "%s/ghi", path);
    seen(hn_test_post(app, "clerk", deed, "note=Tốt&row_version=1"), 409,
         "Chi bộ chưa ghi đồng chí là đại biểu");
    seen(hn_test_json(app, "clerk", "/du-hop/bao-phu?don-vi=" ORG), 200,
         "\"cells\":2,\"visited\":0,\"planned\":1");
    seen(hn_test_get(app, "clerk", "/du-hop/bao-phu?don-vi=" ORG "&tu=2026-05&den=2026-01"), 422,
         "Tháng cuối không thể trước");
    seen(hn_test_json(app, "clerk", "/du-hop/bao-phu/chi-bo?chua-co=1&don-vi=" ORG), 200, "\"total\":2");
    seen(hn_test_get(app, "clerk", "/du-hop/bao-phu/chi-bo.csv?don-vi=" ORG), 200, OTHER);
    snprintf(deed, sizeof deed, "%s/huy", path);
    seen(hn_test_post(app, "clerk", deed, "why="), 422, "Lý do");
    assert_int_equal(hn_test_post(app, "clerk", deed, "why=Đi+công+tác").status, 303);
    seen(hn_test_get(app, "clerk", path), 200, "Đi công tác");
}

static void
studying(void **state)
{
    HN_TEST_APP(state);
    char path[128], form[256];
    struct hn_test_answer a;

    seen(hn_test_get(app, "clerk", "/quan-triet/moi?don-vi=" ORG), 200, "name=\"owed_by\"");
    seen(hn_test_post(app, "clerk", "/quan-triet",
                      "don-vi=" ORG
                      "&kind=plan&number=7&title=Việc&day=02/01/2026&owed_by=cell&due=01/01/2026"),
         422, "Hạn quán triệt không thể trước");
    a = hn_test_post(app, "clerk", "/quan-triet",
                     "don-vi=" ORG
                     "&kind=plan&number=07-KH/ĐU&title=Kế+hoạch&day=02/01/2026&owed_by=cell&due=01/03/2026");
    assert_int_equal(a.status, 303);
    sent_to(&a, path);
    seen(hn_test_get(app, "secretary", path), 200, "Kế hoạch");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_json(app, "secretary", "/quan-triet?con-no=1"), 200, "07-KH/ĐU");
    seen(hn_test_json(app, "clerk", hn_print(app->memory, "%s?don-vi=" ORG, path)), 200,
         "\"owing\":2,\"studied\":0");
    snprintf(form, sizeof form, "don-vi=" CELL "&paper=%s&day=10/02/2026&person=A-4", strrchr(path, '/') + 1);
    seen(hn_test_post(app, "secretary", "/quan-triet/buoi", form), 422, NULL);
    snprintf(form, sizeof form, "don-vi=" CELL "&paper=%s&day=10/02/2026&person=A-1&person=A-2&others=3",
             strrchr(path, '/') + 1);
    seen(hn_test_post(app, "clerk", "/quan-triet/buoi", form), 403, NULL);
    assert_int_equal(hn_test_post(app, "secretary", "/quan-triet/buoi", form).status, 303);
    seen(hn_test_post(app, "secretary", "/quan-triet/buoi", form), 409, "Đã ghi một buổi");
    seen(hn_test_json(app, "clerk", hn_print(app->memory, "%s?don-vi=" ORG, path)), 200,
         "\"owing\":2,\"studied\":1,\"in_time\":1,\"called\":3,\"took_part\":2,\"others\":3");
    seen(hn_test_json(app, "clerk", hn_print(app->memory, "%s/don-vi?chua=1&don-vi=" ORG, path)), 200, OTHER);
    seen(hn_test_get(app, "secretary", "/quan-triet/buoi/moi?don-vi=" CELL), 200, "name=\"others\"");
    assert_int_equal(hn_test_post(app, "clerk", hn_print(app->memory, "%s/thoi", path), "").status, 303);
    seen(hn_test_get(app, "secretary", path), 200, "Không còn yêu cầu");
}

static void
own_rules(void **state)
{
    HN_TEST_APP(state);
    const char *rules = "/to-chuc/" ORG "/quy-dinh";

    seen(hn_test_get(app, "clerk", rules), 200, "Ngày cuối trong tháng phải họp xong: 31");
    seen(hn_test_get(app, "clerk", hn_print(app->memory, "%s?dat=meeting_due_day", rules)), 200,
         "name=\"value\"");
    seen(hn_test_get(app, "stranger", rules), 404, NULL);
    seen(hn_test_post(app, "leader", rules, "name=meeting_due_day&value=10&from=01/01/2026&legal_basis=x"),
         403, NULL);
    seen(hn_test_post(app, "clerk", rules, "name=meeting_due_day&value=40&from=01/01/2026&legal_basis=x"),
         422, "Giá trị phải nằm trong khoảng");
    seen(hn_test_post(app, "clerk", rules, "name=meeting_due_day&value=10&from=01/01/2026&legal_basis="), 422,
         NULL);
    assert_int_equal(hn_test_post(app, "clerk", rules,
                                  "name=meeting_due_day&value=10&from=01/01/2026&legal_basis=03-QC%2FĐU")
                         .status,
                     303);
    seen(hn_test_json(app, "secretary", "/to-chuc/" CELL "/quy-dinh?ngay=2026-02-01"), 200,
         "\"name\":\"meeting_due_day\",\"value\":10,\"own\":false");
    seen(hn_test_json(app, "secretary", "/to-chuc/" CELL "/quy-dinh?ngay=2025-12-31"), 200,
         "\"name\":\"meeting_due_day\",\"value\":31");
    assert_int_equal(hn_test_post(app, "clerk", "/to-chuc/" ORG "/quy-dinh/thoi",
                                  "name=meeting_due_day&last_day=31/01/2026")
                         .status,
                     303);
    seen(hn_test_json(app, "secretary", "/to-chuc/" CELL "/quy-dinh?ngay=2026-02-01"), 200,
         "\"name\":\"meeting_due_day\",\"value\":31");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(following),
        HN_TEST_PAGE(visiting),
        HN_TEST_PAGE(studying),
        HN_TEST_PAGE(own_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
