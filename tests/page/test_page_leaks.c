/* test_page_leaks: proves that what is out of sight is not told on the way: not by naming it in a form (a team's area or paper),
 * not by asking for an earlier day (one's own teams and areas), not by the page of a team one's member has left, nor by links. */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#include "member/membership.h"

#define CELL "22.200.001.001"
#define KEPT "Vùng kín của cấp trên"
#define TEAM "&name=Tổ+số+1&purpose=Hướng+dẫn&decision=01-QĐ/CB&from=01/03/2021&last_day=05/03/2021"

static void
unseen(struct hn_test_answer a, unsigned status, const char *text)
{
    seen(a, status, NULL);
    if (strstr(a.body, text))
        print_message("tells %s: %.2000s\n", text, a.body);
    assert_null(strstr(a.body, text));
}

/* What was made there: its path, and its number at the end. */
static const char *
make(struct hn_test_app *app, const char *user, const char *path, const char *form)
{
    struct hn_test_answer a = hn_test_post(app, user, path, form);
    char made[128];

    seen(a, 303, NULL);
    snprintf(made, sizeof made, "%s", hn_test_header(&a, "Location"));
    made[strcspn(made, "?")] = '\0';
    return hn_print(app->memory, "%s", made);
}

static const char *
number_of(const char *path)
{
    return strrchr(path, '/') + 1;
}

static const char *
with(struct hn_test_app *app, const char *before, const char *after)
{
    return hn_print(app->memory, "%s%s", before, after);
}

static void
what_a_team_names(void **state)
{
    HN_TEST_APP(state);
    const char *kept = make(app, "clerk", "/phu-trach",
                            "don-vi=22.200&kind=village&name=Vùng+kín+của+cấp+trên&from=01/01/2021");
    const char *own = make(app, "secretary", "/phu-trach",
                           "don-vi=" CELL "&kind=village&name=Thôn+Một&from=01/01/2021");
    const char *paper = make(app, "clerk", "/nghi-quyet/moi",
                             "don-vi=22.200&kind=plan&day=01/02/2021&title=" KEPT);
    const char *form = "don-vi=" CELL TEAM "&area=";

    seen(hn_test_get(app, "secretary", kept), 404, NULL);
    seen(hn_test_get(app, "secretary", paper), 404, NULL);
    unseen(hn_test_post(app, "secretary", "/to-cong-tac", with(app, form, number_of(kept))), 422, KEPT);
    unseen(hn_test_post(app, "secretary", "/to-cong-tac",
                        with(app, "don-vi=" CELL TEAM "&paper=", number_of(paper))),
           422, KEPT);
    seen(hn_test_get(app, "secretary",
                     make(app, "secretary", "/to-cong-tac", with(app, form, number_of(own)))),
         200, "Thôn Một");
}

/* B-1 leaves both long before today: sight has ended, and asking for a day of then does not bring it back. */
static void
an_earlier_day(void **state)
{
    HN_TEST_APP(state);
    const char *team = make(app, "stranger", "/to-cong-tac", "don-vi=22.300" TEAM);
    const char *area = make(app, "stranger", "/phu-trach",
                            "don-vi=22.300&kind=village&name=Thôn+Hai&from=01/01/2021");

    seen(hn_test_post(app, "stranger", with(app, team, "/thanh-vien"),
                      "person=B-1&role=member&from=01/03/2021&last_day=05/03/2021"),
         303, NULL);
    seen(hn_test_post(app, "stranger", with(app, area, "/nguoi"),
                      "person=B-1&role=help&from=01/01/2021&last_day=31/03/2021"),
         303, NULL);
    seen(hn_test_get(app, "plain", team), 404, NULL);
    seen(hn_test_get(app, "plain", area), 404, NULL);
    seen(hn_test_json(app, "plain", "/to-cong-tac?cua-toi=1&ngay=2021-03-02"), 200, "\"total\":0");
    seen(hn_test_json(app, "plain", "/phu-trach?cua-toi=1&ngay=2021-03-02"), 200, "\"total\":0");

    /* Whoever is in charge still sees it, of that day too. */
    seen(hn_test_post(app, "stranger", with(app, area, "/nguoi"), "person=B-1&role=help&from=01/06/2021"),
         303, NULL);
    seen(hn_test_json(app, "plain", "/phu-trach?cua-toi=1&ngay=2021-03-02"), 200, "\"total\":1");
    seen(hn_test_json(app, "plain", "/phu-trach?cua-toi=1"), 200, "\"total\":1");
}

static enum hn_rc
moves(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;

    const struct hn_membership_new in = {
        .person = app->persons[1], .unit = app->b1, .from = hn_day_of(2022, 1, 1), .decision = "05-QĐ/HU"
    };

    return hn_membership_move(c, &in, "Chuyển sinh hoạt");
}

static void
where_a_member_went(void **state)
{
    HN_TEST_APP(state);
    const char *team = make(app, "secretary", "/to-cong-tac", "don-vi=" CELL TEAM);

    seen(hn_test_post(app, "secretary", with(app, team, "/thanh-vien"),
                      "person=A-2&role=member&from=01/03/2021&last_day=05/03/2021"),
         303, NULL);
    seen(hn_test_json(app, "secretary", team), 200, "Đơn vị " CELL);
    assert_int_equal(hn_test_do(app, moves, app), HN_OK);
    unseen(hn_test_json(app, "secretary", team), 200, "Đơn vị 22.300");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(what_a_team_names),
        HN_TEST_PAGE(an_earlier_day),
        HN_TEST_PAGE(where_a_member_went),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
