/* Proves: a meeting's sheet is entered on its page in few presses, shows what the records tell with their figures, says
 * each fault beside its box, and is closed to whom it is not; the committee above has its own sheet once the meeting is
 * adopted; cells that need help are listed, planned for and followed within one's own scope. */
#include <stdio.h>
#include <string.h>

#include "meeting/minutes.h"
#include "meeting/roll.h"
#include "meeting/run.h"
#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

struct held {
    struct hn_test_app *app;
    struct hn_meeting m;
    bool adopt;
};

/* An ordinary meeting of cell A1, held today, everybody present. */
static enum hn_rc
hold(struct hn_ctx *c, void *arg)
{
    struct held *h = arg;
    const struct hn_meeting_new in = { .unit = h->app->a1,
                                       .kind = "ordinary",
                                       .topic = "",
                                       .day = c->today,
                                       .start_minute = 480,
                                       .place = "Nhà văn hóa",
                                       .why = "" };
    const struct hn_meeting_held held = { .day = c->today,
                                          .began_minute = 480,
                                          .ended_minute = 570,
                                          .chair = h->app->persons[0],
                                          .writer = h->app->persons[1] };
    enum hn_rc rc = hn_meeting_call(c, &in, &h->m.id);

    if (!rc)
        rc = hn_meeting_hold(c, h->m.id, -1, &held);
    if (!rc)
        rc = hn_roll_put_all(c, h->m.id, NULL, 0, true);
    return rc ? rc : hn_meeting_read(c, h->m.id, &h->m);
}

/* What minutes need, and their lock. */
static enum hn_rc
adopt(struct hn_ctx *c, void *arg)
{
    struct held *h = arg;
    const struct hn_vote vote = {
        .matter = "resolution", .subject = "Nghị quyết", .form = "hand", .votes_for = 3
    };
    const struct hn_minutes_more more = { .score_line = "", .fee_line = "" };
    enum hn_rc rc = hn_text_put(c, h->m.id, "conclusion", "Nhất trí", -1, NULL);

    if (!rc)
        rc = hn_vote_put(c, h->m.id, &vote, -1, NULL);
    if (!rc)
        rc = hn_minutes_adopt(c, h->m.id, &more);
    return rc;
}

static const char *
path(struct hn_test_app *app, const struct held *h, const char *rest)
{
    return hn_print(app->memory, "/ky-hop/%lld/cham-diem%s", (long long)h->m.id.v, rest);
}

static void
a_sheet_takes_few_presses(void **state)
{
    HN_TEST_APP(state);
    struct held h = { .app = app };
    struct hn_test_answer a;

    assert_int_equal(hn_test_do(app, hold, &h), HN_OK);
    a = hn_test_get(app, "secretary", path(app, &h, ""));
    assert_int_equal(a.status, 200);
    assert_has(a, "90 phút, cần 90 phút");
    assert_has(a, "Có mặt 3/3 = 100,0%");
    assert_has(a, "name=\"points.3.1\"");
    assert_lacks(a, "name=\"points.2.1\"");
    assert_has(a, "còn 5 mục chưa chấm");
    a = hn_test_post(app, "secretary", path(app, &h, ""),
                     "points.3.1=3,5&base.3.1=0&points.3.2=1&base.3.2=0");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#points.3.1\"");
    assert_has(a, "value=\"3,5\"");
    a = hn_test_post(app, "secretary", path(app, &h, ""), "points.3.1=nhi%E1%BB%81u");
    assert_int_equal(a.status, 422);
    assert_int_equal(hn_test_post(app, "secretary", path(app, &h, ""), "points.1=5").status, 422);
    assert_int_equal(hn_test_post(app, "secretary", path(app, &h, ""), "na.3.1=1&points.3.1=").status, 422);
    /* Nothing of a refused sheet stays. */
    assert_has(hn_test_json(app, "secretary", path(app, &h, "")), "\"missing\":5");
    a = hn_test_post(app, "secretary", path(app, &h, ""), "points.3.1=2,5&base.3.1=0&points.3.2=&base.3.2=0");
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "secretary", path(app, &h, "")), "\"missing\":4");
    /* An old page of another phone. */
    assert_int_equal(hn_test_post(app, "secretary", path(app, &h, ""), "points.3.1=1&base.3.1=0").status,
                     409);
    a = hn_test_post(app, "secretary", path(app, &h, ""), "full=1");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", path(app, &h, ""));
    assert_has(a, "\"missing\":0");
    assert_has(a, "\"complete\":true");
    a = hn_test_get(app, "secretary", "/chi-bo/22.200.001.001/diem");
    assert_int_equal(a.status, 200);
    assert_has(a, "/cham-diem\"");
    /* Others look or do not even see. */
    assert_lacks(hn_test_get(app, "leader", path(app, &h, "")), "name=\"points.3.1\"");
    assert_int_equal(hn_test_post(app, "leader", path(app, &h, ""), "full=1").status, 403);
    assert_int_equal(hn_test_get(app, "stranger", path(app, &h, "")).status, 404);
    assert_int_equal(hn_test_get(app, "stranger", "/chi-bo/22.200.001.001/diem").status, 404);
}

static void
the_committee_has_its_own(void **state)
{
    HN_TEST_APP(state);
    struct held h = { .app = app };
    struct hn_test_answer a;

    assert_int_equal(hn_test_do(app, hold, &h), HN_OK);
    assert_int_equal(hn_test_post(app, "secretary", path(app, &h, ""), "full=1").status, 303);
    a = hn_test_get(app, "clerk", path(app, &h, "/cap-tren"));
    assert_int_equal(a.status, 200);
    assert_lacks(a, "name=\"points.3.1\"");
    assert_int_equal(hn_test_post(app, "clerk", path(app, &h, "/cap-tren"), "full=1").status, 409);
    assert_int_equal(hn_test_do(app, adopt, &h), HN_OK);
    a = hn_test_get(app, "clerk", path(app, &h, "/cap-tren"));
    assert_has(a, "name=\"points.3.1\"");
    assert_int_equal(hn_test_post(app, "clerk", path(app, &h, "/cap-tren"), "points.3.1=1&full=1").status,
                     303);
    a = hn_test_get(app, "secretary", path(app, &h, ""));
    assert_has(a, "Cấp trên chấm");
    assert_has(a, "1/3");
    assert_lacks(a, "name=\"points.3.1\"");
    assert_int_equal(hn_test_post(app, "secretary", path(app, &h, ""), "points.3.1=1").status, 409);
    assert_int_equal(hn_test_get(app, "secretary", path(app, &h, "/cap-tren")).status, 403);
    assert_int_equal(hn_test_post(app, "secretary", path(app, &h, "/cap-tren"), "full=1").status, 403);
    assert_int_equal(hn_test_get(app, "stranger", path(app, &h, "/cap-tren")).status, 404);
}

#define PLANS "/chi-bo/22.200.001.001/cung-co"

static void
a_cell_is_helped_until_it_is_off_the_list(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *plan;

    assert_has(hn_test_json(app, "clerk", "/chi-bo-yeu"), "\"total\":0");
    assert_int_equal(hn_test_get(app, "clerk", PLANS "/moi").status, 200);
    a = hn_test_post(app, "clerk", PLANS, "reason=judged&goal=&responsible=A-2&review_on=01/01/2190");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#goal\"");
    a = hn_test_post(app, "clerk", PLANS, "reason=judged&goal=x&responsible=B-1&review_on=01/01/2190");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#responsible\"");
    assert_int_equal(
        hn_test_post(app, "clerk", PLANS, "reason=judged&goal=x&responsible=A-2&review_on=01/01/2020").status,
        422);
    a = hn_test_post(app, "clerk", PLANS, "reason=judged&goal=x&responsible=A-2&review_on=01/01/2190");
    assert_int_equal(a.status, 303);
    plan = hn_print(app->memory, "%s", hn_test_header(&a, "Location"));
    assert_int_equal(
        hn_test_post(app, "clerk", PLANS, "reason=judged&goal=x&responsible=A-2&review_on=01/01/2190").status,
        409);
    assert_has(hn_test_get(app, "clerk", "/chi-bo-yeu?within=22.200.001"), plan);
    assert_has(hn_test_json(app, "secretary", "/chi-bo-yeu"), "\"total\":1");
    assert_has(hn_test_json(app, "stranger", "/chi-bo-yeu"), "\"total\":0");
    assert_int_equal(hn_test_get(app, "clerk", "/chi-bo-yeu.csv").status, 200);
    assert_int_equal(hn_test_get(app, "secretary", plan).status, 200);
    assert_lacks(hn_test_get(app, "secretary", plan), "name=\"outcome\"");
    assert_int_equal(hn_test_get(app, "stranger", plan).status, 404);
    assert_int_equal(hn_test_post(app, "clerk", plan, "what=step&text=").status, 422);
    assert_int_equal(hn_test_post(app, "secretary", plan, "what=step&text=x").status, 403);
    assert_int_equal(hn_test_post(app, "clerk", plan, "what=step&text=D%E1%BB%B1+h%E1%BB%8Dp").status, 303);
    assert_has(hn_test_get(app, "secretary", plan), "Dự họp");
    assert_int_equal(
        hn_test_post(app, "clerk", hn_print(app->memory, "%s/ket-thuc", plan), "outcome=").status, 422);
    assert_int_equal(
        hn_test_post(app, "clerk", hn_print(app->memory, "%s/ket-thuc", plan), "outcome=xong").status, 303);
    assert_has(hn_test_json(app, "clerk", "/chi-bo-yeu"), "\"total\":0");
    assert_int_equal(hn_test_get(app, "clerk", PLANS "/77").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", PLANS "/x").status, 404);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(a_sheet_takes_few_presses),
        HN_TEST_PAGE(the_committee_has_its_own),
        HN_TEST_PAGE(a_cell_is_helped_until_it_is_off_the_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
