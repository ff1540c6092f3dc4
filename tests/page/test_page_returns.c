/* Proves: the returns of a month count what the deeds recorded, each figure leads to its cells; whoever may not follow cells
 * may look but not remind or excuse; a wrong month is said.
 */
#include <string.h>

#include "meeting/meeting.h"
#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

/* A1 met in November 2021; A2 and B1 did not. */
static enum hn_rc
meet(struct hn_ctx *c, void *arg)
{
    const struct hn_test_app *app = arg;
    const struct hn_meeting_new new = { .unit = app->a1,
                                        .kind = "ordinary",
                                        .month = (int64_t)2021 * 12 + 10,
                                        .start_minute = 1170,
                                        .day = hn_day_of(2021, 11, 5),
                                        .place = "Nhà văn hóa" };
    const struct hn_meeting_held held = { .day = hn_day_of(2021, 11, 5),
                                          .began_minute = 1170,
                                          .ended_minute = 1260,
                                          .chair = app->persons[0],
                                          .writer = app->persons[1] };
    struct hn_meeting_id id;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_call(c, &new, &id);

    if (!rc)
        rc = hn_meeting_read(c, id, &m);
    return rc ? rc : hn_meeting_hold(c, id, m.version, &held);
}

static void
a_month_is_counted(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    assert_int_equal(hn_test_do(app, meet, app), HN_OK);
    a = hn_test_json(app, "leader", "/sinh-hoat?thang=2021-11");
    assert_int_equal(a.status, 200);
    assert_has(a, "\"month\":\"2021-11\"");
    assert_has(a, "\"cells_on\":\"2021-11-30\"");
    assert_has(a, "\"counts\":{\"owing\":3,\"met\":1,\"late\":0,\"not_met\":2,\"excused\":0,\"open\":0");
    /* All three of the roll are still unrecorded: in the base, and nobody present. */
    assert_has(a, "\"base\":3,\"present\":0");
    assert_has(a, "\"not_recorded\":3");
    assert_has(a, "\"total\":2");
    a = hn_test_get(app, "leader", "/sinh-hoat?thang=2021-11");
    assert_has(a, "Sinh hoạt tháng 11/2021");
    assert_has(a, "/sinh-hoat/chi-bo?don-vi=22&amp;thang=2021-11&amp;muc=not_met");
    assert_has(a, "33,3% (1/3)");
    a = hn_test_json(app, "leader", "/sinh-hoat/chi-bo?thang=2021-11&muc=not_met");
    assert_has(a, "\"total\":2");
    assert_has(a, "22.200.001.002");
    assert_lacks(a, "22.200.001.001");
    a = hn_test_get(app, "leader", "/sinh-hoat/chi-bo.csv?thang=2021-11&muc=met");
    assert_has(a, "22.200.001.001");
    assert_lacks(a, "22.200.001.002");
    /* All of it was recorded today: as known then there was not even the organisation. */
    a = hn_test_json(app, "leader", "/sinh-hoat?thang=2021-11&biet=2021-12-31");
    assert_int_equal(a.status, 404);
    a = hn_test_json(app, "leader", "/sinh-hoat/nam?thang=2021-12");
    assert_has(a, "{\"month\":\"2021-11\",\"counts\":{\"owing\":3,\"met\":1");
}

static void
only_ones_own_scope(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "clerk", "/sinh-hoat?thang=2021-11");

    assert_has(a, "\"owing\":2");
    assert_int_equal(hn_test_get(app, "clerk", "/sinh-hoat?don-vi=22.300").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", "/sinh-hoat/chi-bo?don-vi=22.300").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", "/to-chuc/22.300.001/sinh-hoat").status, 404);
    assert_int_equal(hn_test_get(app, "leader", "/sinh-hoat?thang=2021-13").status, 422);
    assert_int_equal(hn_test_get(app, "leader", "/sinh-hoat/chi-bo?muc=khac").status, 422);
    assert_int_equal(hn_test_get(app, "leader", "/sinh-hoat?don-vi=khong-co").status, 404);
    assert_int_equal(hn_test_get(app, NULL, "/sinh-hoat").status, 303);
    a = hn_test_get(app, "clerk", "/sinh-hoat/hom-nay");
    assert_int_equal(a.status, 200);
    assert_has(a, "2 chi bộ");
}

static void
excusing_and_reminding(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.002/sinh-hoat?thang=2021-11");

    assert_int_equal(a.status, 200);
    assert_has(a, "Chưa nhắc lần nào");
    assert_has(a, "/to-chuc/22.200.001.002/mien-sinh-hoat");
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001.002/mien-sinh-hoat", "month=2021-11&reason=");
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001.002/mien-sinh-hoat", "month=2021-11&reason=Mưa+lũ");
    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/to-chuc/22.200.001.002/sinh-hoat?thang=2021-11");
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001.002/mien-sinh-hoat", "month=2021-11&reason=Mưa+lũ");
    assert_int_equal(a.status, 409);
    a = hn_test_json(app, "clerk", "/sinh-hoat?thang=2021-11");
    assert_has(a, "\"owing\":2,\"met\":0,\"late\":0,\"not_met\":1,\"excused\":1");
    /* The one left is reminded: itself, then the committees up to the clerk's. */
    a = hn_test_post(app, "clerk", "/to-chuc/22.200/nhac", "month=2021-11");
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.001/sinh-hoat?thang=2021-11");
    assert_lacks(a, "Chưa nhắc lần nào");
    a = hn_test_get(app, "secretary", "/thong-bao");
    assert_has(a, "chưa sinh hoạt tháng 11/2021");
    a = hn_test_post(app, "clerk", "/to-chuc/22.200.001.002/mien-sinh-hoat/thoi", "month=2021-11");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "clerk", "/sinh-hoat?thang=2021-11");
    assert_has(a, "\"excused\":0");
    /* A cell's own secretary may look, not excuse or remind. */
    assert_int_equal(
        hn_test_post(app, "secretary", "/to-chuc/22.200.001.001/mien-sinh-hoat", "month=2021-11&reason=x")
            .status,
        403);
    assert_int_equal(hn_test_post(app, "secretary", "/to-chuc/22.200.001.001/nhac", "month=2021-11").status,
                     403);
    assert_int_equal(hn_test_post(app, "stranger", "/to-chuc/22.200/nhac", "month=2021-11").status, 404);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(a_month_is_counted),
        HN_TEST_PAGE(only_ones_own_scope),
        HN_TEST_PAGE(excusing_and_reminding),
    };

    return cmocka_run_group_tests_name("page_returns", tests, NULL, NULL);
}
