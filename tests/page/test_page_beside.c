/* test_page_beside: proves that the scores of cells and an indicator of the same place stand side by side on one page with the
 * sentence that they show no cause, that what is missing is not told as 0, and who sees it.
 */
#include "support/page.h"

#include <string.h>

#include "indicator/value.h"

#define CELL "/to-chuc/22.200.001.001/doi-chieu"

static enum hn_rc
fill(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    const struct hn_indicator indicator = { .unit = app->a,
                                            .code = "ho.tham-gia",
                                            .name = "Hộ tham gia (minh họa)",
                                            .measure = "hộ",
                                            .better = "up",
                                            .over_tree = "sum",
                                            .over_time = "sum",
                                            .every = HN_PERIOD_MONTH,
                                            .from = hn_day_of(2020, 1, 1),
                                            .to = HN_DAY_OPEN };
    struct hn_indicator_value value = {
        .unit = app->a1, .milli = 12500, .qualifier = "exact", .source = "minh họa"
    };
    enum hn_rc rc = hn_indicator_put(c, &indicator, &value.indicator);

    value.period = hn_period_at(HN_PERIOD_MONTH, hn_day_of(2021, 5, 1));
    return rc ? rc : hn_indicator_value_put(c, &value, NULL);
}

static void
side_by_side(void **state)
{
    HN_TEST_APP(state);

    seen(hn_test_get(app, "clerk", CELL "?ngay=2021-06-30"), 200, "chưa có chỉ tiêu nào");
    assert_int_equal(hn_test_do(app, fill, app), HN_OK);
    seen(hn_test_get(app, "clerk", CELL "?ngay=2021-06-30"), 200,
         "Chúng không cho biết cái này là nguyên nhân");
    seen(hn_test_get(app, "clerk", CELL "?ngay=2021-06-30"), 200, "12,5");
    seen(hn_test_json(app, "clerk", CELL "?ngay=2021-06-30"), 200,
         "{\"period\":\"2021-05\",\"scored\":0,\"score_mean\":null,\"value\":12.5,\"qualifier\":\"exact\"}");
    seen(hn_test_json(app, "clerk", CELL "?ngay=2021-06-30"), 200,
         "{\"period\":\"2021-04\",\"scored\":0,\"score_mean\":null,\"value\":null,\"qualifier\":\"\"}");
    seen(hn_test_json(app, "clerk", CELL "?ngay=2021-06-30&ky=quarter"), 200, "{\"period\":\"2021-Q2\"");
    seen(hn_test_get(app, "clerk", CELL "?ky=day"), 422, NULL);
    seen(hn_test_get(app, "clerk", CELL "?chi-tieu=nothing"), 404, NULL);
    seen(hn_test_get(app, "stranger", CELL), 404, NULL);
    seen(hn_test_get(app, "secretary", CELL), 200, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(side_by_side) };

    return cmocka_run_group_tests_name("page_beside", tests, NULL, NULL);
}
