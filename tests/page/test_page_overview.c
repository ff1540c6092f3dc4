/* Proves: the overview, the statistics and what needs care count the same for every actor within his scope, and lead to as
 * many rows as they say; nobody sees figures of what lies outside. */
#include <stdlib.h>
#include <string.h>

#include "member/member.h"
#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

static void
overview_of_the_highest_unit(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "leader", "/tong-quan");

    assert_int_equal(a.status, 200);
    assert_has(a, "<h1 class=\"govuk-heading-l\">Đơn vị 22</h1>");
    a = hn_test_json(app, "leader", "/tong-quan?ngay=2021-12-31");
    assert_has(a, "\"on\":\"2021-12-31\"");
    assert_has(a, "\"direct_committees\":2,\"grassroots_orgs\":2,\"grassroots_committees\":1,\"grassroots_"
                  "cells\":1,\"cells\":2");
    assert_has(a, "\"members\":5,");
    /* Nobody holds an office; only A1 has three official members; the committee has four members. */
    assert_has(a,
               "\"no_secretary\":7,\"probation_over\":0,\"small_cells\":2,\"small_committees\":1,\"gaps\":0");
    a = hn_test_json(app, "secretary", "/tong-quan");
    assert_has(a, "\"members\":3,");
}

static void
overview_within_the_scope(void **state)
{
    HN_TEST_APP(state);

    assert_int_equal(hn_test_get(app, "leader", "/tong-quan?don-vi=22.300").status, 200);
    assert_int_equal(hn_test_get(app, "secretary", "/tong-quan?don-vi=22.200.001.002").status, 404);
    assert_int_equal(hn_test_get(app, "leader", "/tong-quan?don-vi=77").status, 404);
    assert_int_equal(hn_test_get(app, "leader", "/tong-quan?mau=xanh").status, 422);
    assert_int_equal(hn_test_get(app, "plain", "/tong-quan").status, 403);
    assert_int_equal(hn_test_get(app, NULL, "/tong-quan").status, 303);
}

static void
statistics_in_every_form(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "leader", "/to-chuc/22/thong-ke?theo=sex");

    assert_int_equal(a.status, 200);
    assert_has(a, "\"by\":\"sex\"");
    assert_has(a, "\"key\":\"male\",\"label\":\"Nam\",\"members\":5");
    a = hn_test_get(app, "leader", "/to-chuc/22/thong-ke.csv?theo=children");
    assert_int_equal(a.status, 200);
    a = hn_test_json(app, "leader", "/to-chuc/22/thong-ke?theo=year&ngay=2021-12-31");
    assert_has(a, "\"key\":\"2020\"");
    assert_has(a, "\"key\":\"2021\",\"label\":\"2021\",\"members\":5");
    assert_lacks(a, "\"key\":\"2019\"");
    assert_int_equal(hn_test_get(app, "leader", "/to-chuc/22/thong-ke?theo=religion").status, 422);
    assert_int_equal(hn_test_get(app, "secretary", "/to-chuc/22.200.001.002/thong-ke").status, 404);
}

static void
care_leads_to_its_rows(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_json(app, "leader", "/to-chuc/22/can-chu-y?muc=small_cells");

    assert_int_equal(a.status, 200);
    assert_has(a, "\"total\":2,");
    assert_has(a, "\"code\":\"22.300.001\"");
    assert_lacks(a, "\"code\":\"22.200.001.001\""); /* three official members are enough */
    a = hn_test_json(app, "leader", "/to-chuc/22/can-chu-y?muc=no_secretary");
    assert_has(a, "\"total\":7,");
    a = hn_test_json(app, "leader", "/to-chuc/22/can-chu-y?muc=gaps");
    assert_has(a, "\"total\":0,");
    /* The auditor sees figures but no member. */
    assert_int_equal(hn_test_json(app, "auditor", "/to-chuc/22/can-chu-y?muc=small_cells").status, 200);
    assert_int_equal(hn_test_json(app, "auditor", "/to-chuc/22/can-chu-y?muc=gaps").status, 403);
    assert_int_equal(hn_test_json(app, "stranger", "/to-chuc/22.200/can-chu-y").status, 404);
}

/* Two who came in 2021: one on probation, one whose people was not written down. */
static enum hn_rc
add_two(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    struct hn_member_new in = { .code = "A-5",
                                .unit = app->a2,
                                .standing = "probationary",
                                .activity = "",
                                .from = 18628,
                                .decision = "" };
    struct hn_person_id id;
    enum hn_rc rc;

    in.basic = (struct hn_person_basic){ .full_name = "Vũ Thị Hoa",
                                         .sex = "female",
                                         .birth_date = 19990101,
                                         .ethnicity = "tay",
                                         .admit_date = 20210101 };
    rc = hn_member_new(c, &in, &id);
    in.code = "A-6";
    in.standing = "official";
    in.basic.official_date = 20210101;
    in.basic.ethnicity = "";
    return rc ? rc : hn_member_new(c, &in, &id);
}

static void
probation_and_gaps(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    if (!app)
        skip();
    assert_int_equal(hn_test_do(app, add_two, app), HN_OK);
    /* The year runs from 01/01/2021: a day is not too late, two are. */
    a = hn_test_json(app, "leader", "/tong-quan?ngay=2022-01-01");
    assert_has(a, "\"probation_over\":0,");
    a = hn_test_json(app, "leader", "/tong-quan?ngay=2022-01-02");
    assert_has(a, "\"probation_over\":1,");
    assert_has(a, "\"gaps\":1");
    a = hn_test_json(app, "leader", "/to-chuc/22/can-chu-y?muc=probation_over&ngay=2022-01-02");
    assert_has(a, "\"total\":1,");
    assert_has(a, "\"code\":\"A-5\"");
    assert_has(a, "\"since\":\"2021-01-01\"");
    a = hn_test_json(app, "leader", "/to-chuc/22/can-chu-y?muc=gaps&ngay=2022-01-02");
    assert_has(a, "\"code\":\"A-6\"");
    assert_lacks(a, "A-5");
    assert_int_equal(hn_test_json(app, "stranger", "/to-chuc/22.200/can-chu-y?muc=gaps").status, 404);
    a = hn_test_json(app, "leader", "/to-chuc/22/thong-ke?theo=year&ngay=2021-12-31");
    assert_has(a, "\"key\":\"2020\",\"label\":\"2020\",\"members\":5");
    assert_has(a, "\"key\":\"2021\",\"label\":\"2021\",\"members\":7");
    /* One of each people: nobody stands alone. */
    a = hn_test_json(app, "leader", "/to-chuc/22/thong-ke?theo=ethnicity&ngay=2021-12-31");
    assert_lacks(a, "\"tay\"");
}

/* The same questions on PostgreSQL, where there is a server. */
static int
begin_postgres(void **state)
{
    struct hn_test_app *app;

    *state = NULL;
    if (!getenv("HN_TEST_PG"))
        return 0;
    app = malloc(sizeof *app);
    hn_test_app_begin(app, NULL, true);
    *state = app;
    return 0;
}

static int
end_postgres(void **state)
{
    return *state ? hn_test_app_teardown(state) : 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(overview_of_the_highest_unit),
        HN_TEST_PAGE(overview_within_the_scope),
        HN_TEST_PAGE(statistics_in_every_form),
        HN_TEST_PAGE(care_leads_to_its_rows),
        HN_TEST_PAGE(probation_and_gaps),
        { "postgres: probation_and_gaps", probation_and_gaps, begin_postgres, end_postgres, NULL },
    };

    return cmocka_run_group_tests_name("page_overview", tests, NULL, NULL);
}
