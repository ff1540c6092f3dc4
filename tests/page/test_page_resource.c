/* test_page_resource: proves that totals mobilised are entered, corrected and taken back by who directs the unit's work and
 * by nobody else, are read in both faces by who follows it, and that a refused form says why beside its field.
 */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define ORG  "22.200.001"
#define CELL "22.200.001.001"

static void
entering(void **state)
{
    HN_TEST_APP(state);
    char path[128], deed[160];
    struct hn_test_answer a;

    seen(hn_test_get(app, "secretary", "/nguon-luc/moi?don-vi=" CELL), 200, "Không ghi tên hộ");
    seen(hn_test_get(app, "clerk", "/nguon-luc/moi?don-vi=" CELL), 403, NULL);
    seen(hn_test_get(app, "stranger", "/nguon-luc?don-vi=" CELL), 404, NULL);
    seen(hn_test_post(app, "secretary", "/nguon-luc",
                      "don-vi=" CELL
                      "&project=Hộ+ông+A&source=residents_land&amount=50&on=01/02/2021&said_by=x"),
         422, "Chỉ ghi tổng số: không ghi từng hộ");
    seen(hn_test_post(app, "secretary", "/nguon-luc",
                      "don-vi=" CELL "&project=Đường&source=firm&amount=0&on=01/02/2021&said_by=x"),
         422, NULL);
    a = hn_test_post(app, "secretary", "/nguon-luc",
                     "don-vi=" CELL "&project=Đường+thôn&source=residents_land&amount=1.200"
                     "&worth_dong=240.000.000&on=01/02/2021&said_by=Báo+cáo");
    assert_int_equal(a.status, 303);
    snprintf(path, sizeof path, "%s", hn_test_header(&a, "Location"));
    path[strcspn(path, "?")] = '\0';
    seen(hn_test_get(app, "secretary", path), 200, "1.200 m²");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_post(app, "clerk", path,
                      "project=Đường&source=residents_land&amount=1&on=01/02/2021&said_by=x"),
         403, NULL);
    a = hn_test_post(app, "secretary", path,
                     "project=Đường+thôn&source=residents_land&amount=1.500&on=01/02/2021&said_by=Báo+cáo");
    assert_int_equal(a.status, 303);
    seen(hn_test_get(app, "secretary", path), 200, "1.200 m²"); /* what was written stays */
    seen(hn_test_json(app, "clerk", "/nguon-luc?don-vi=" ORG), 200, "\"land_m2\":1500");
    seen(hn_test_json(app, "clerk", "/nguon-luc?don-vi=" ORG "&source=firm"), 200, "\"total\":0");
    seen(hn_test_get(app, "clerk", "/nguon-luc.csv?don-vi=" ORG), 200, "residents_land");
    snprintf(deed, sizeof deed, "%s/bo", path);
    seen(hn_test_post(app, "stranger", deed, ""), 404, NULL);
    assert_int_equal(hn_test_post(app, "secretary", deed, "").status, 303);
    seen(hn_test_get(app, "secretary", path), 200, "Khoản này đã bỏ");
    seen(hn_test_json(app, "clerk", "/nguon-luc?don-vi=" ORG), 200, "\"land_m2\":0");
    seen(hn_test_get(app, "secretary", "/nguon-luc/4711"), 404, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(entering) };

    return cmocka_run_group_tests_name("page_resource", tests, NULL, NULL);
}
