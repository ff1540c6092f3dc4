/* test_page_indicator_leaks: proves that indicators, forms, sheets, evidence, marks and recognitions tell nothing to and take nothing
 * from who may not: in no face, with no date asked for, by no form, set or number of another unit; that no rule is got round by
 * asking for an earlier state of knowledge; that what is approved is what was looked at; that numbers, periods and formulas beyond
 * all measure are refused in words. */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#include "criteria/each.h"
#include "place/place.h"
#include "unit/unit.h"

#define A     "22.200"
#define ORG   "22.200.001"
#define CELL  "22.200.001.001"
#define B     "22.300"
#define CELLB "22.300.001"
#define SHEET "/chi-tieu/nhap/kin"
#define AT    "don-vi=" CELL "&ky=2021-02"

#define lacks(answer, text) assert_null(strstr((answer).body, text))

/* --- what there is --- */

static void
set_up(struct hn_test_app *app)
{
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc",
                      "code=kin.so&don-vi=" A "&name=Con+số+kín&measure=hộ&every=month&over_tree=sum"
                      "&over_time=sum&better=up&places=1&formula=&from=01/01/2020"),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu",
                      "don-vi=" A "&code=kin&name=Biểu+kín&asked=any_cell&every=month&due_days=5"
                      "&from=01/01/2020"),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/kin/dong", "don-vi=" A "&add=kin.so&add_required=1"), 303,
         NULL);
}

static void
send(struct hn_test_app *app)
{
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.kin.so=4711471&source.kin.so=Nguồn+kín"), 303,
         NULL);
    seen(hn_test_post(app, "secretary", SHEET "/gui", AT), 303, NULL);
}

struct granting {
    struct hn_test_app *app;
    const char *user;
    struct hn_unit_id unit;
    bool ended; /* it held until yesterday */
};

static enum hn_rc
grant(struct hn_ctx *c, void *arg)
{
    const struct granting *in = arg;
    struct hn_grant g = {
        .role = "committee_clerk", .unit = in->unit, .from = 18262, .to = HN_DAY_OPEN, .reason = "thử"
    };
    int64_t id;
    enum hn_rc rc;

    for (size_t i = 0; i < in->app->user_count; i++) {
        if (strcmp(in->app->users[i].name, in->user) == 0)
            g.user = in->app->users[i].id;
    }
    rc = hn_grant_give(c, &g, &id, NULL);
    return rc || !in->ended ? rc : hn_grant_end(c, id, c->today - 1, "thôi");
}

static void
give(struct hn_test_app *app, const char *user, struct hn_unit_id unit, bool ended)
{
    struct granting g = { app, user, unit, ended };

    assert_int_equal(hn_test_do(app, grant, &g), HN_OK);
}

/* --- nothing is told --- */

static const char *const pages[] = {
    "/chi-tieu%s?don-vi=" A,
    "/chi-tieu/danh-muc%s?don-vi=" A,
    "/chi-tieu/danh-muc%s",
    "/chi-tieu/danh-muc/kin.so%s?don-vi=" A,
    "/chi-tieu/danh-muc/kin.so%s",
    "/chi-tieu/bieu%s?don-vi=" A,
    "/chi-tieu/bieu/kin%s?don-vi=" A "&ky=2021-02",
    "/chi-tieu/bieu/kin%s?don-vi=" CELL "&ky=2021-02&ngay=2021-03-01",
    "/chi-tieu/bieu/kin/don-vi%s?don-vi=" A "&ky=2021-02",
    "/chi-tieu/bieu/kin/ngoai-le%s?don-vi=" A "&ky=2021-02",
    "/chi-tieu/bieu/kin/sua%s",
    "/chi-tieu/bieu/kin/sua%s?don-vi=" CELLB,
    SHEET "%s?" AT,
    SHEET "%s?don-vi=" CELLB "&ky=2021-02",
    SHEET "%s?" AT "&ngay=2020-06-01&biet=2024-01-01",
    SHEET "/xem-lai%s?" AT,
    "/chi-tieu/kin.so/chuoi%s?don-vi=" A "&ky=month&tu=2021-01&den=2021-03",
    "/chi-tieu/kin.so/chuoi%s?don-vi=" CELLB "&ky=month&tu=2021-01&den=2021-03",
    "/chi-tieu/kin.so/hang%s?don-vi=" A "&ky=2021",
    "/chi-tieu/kin.so/hang%s?don-vi=22&ky=2021",
    "/chi-tieu/kin.so/gia-tri%s?" AT,
    "/chi-tieu/kin.so/gia-tri%s?" AT "&biet=2024-01-01",
    "/to-chuc/" A "/doi-chieu%s?chi-tieu=kin.so",
    "/chi-tieu/tong-hop%s?don-vi=" A,
    "/to-chuc/" ORG "/tieu-chi%s",
};
static const char *const faces[] = { "", ".json", ".csv", ".xlsx" };

static void
told_nothing(struct hn_test_app *app, const char *user)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        for (size_t f = 0; f < sizeof faces / sizeof *faces; f++) {
            const char *cut = strstr(pages[i], "%s"), *rest = cut + 2;
            const char *path = hn_print(app->memory, "%.*s%s%s", (int)(cut - pages[i]), pages[i], faces[f],
                                        rest);
            struct hn_test_answer a = hn_test_get(app, user, path);

            if (a.status >= 500 || strstr(a.body, "Con số kín") || strstr(a.body, "Biểu kín") ||
                strstr(a.body, "4711471") || strstr(a.body, "4.711.471") || strstr(a.body, "Nguồn kín") ||
                (a.status == 200 && f == 3 && !strstr(pages[i], "danh-muc%s")))
                fail_msg("%s reads %s: %u", user ? user : "nobody", path, a.status);
        }
    }
}

static void
reading(void **state)
{
    HN_TEST_APP(state);

    set_up(app);
    send(app);
    give(app, "plain", app->a, true);
    hn_test_sign_in(app, "plain"); /* what ended with the grant was the session too */
    told_nothing(app, NULL);
    told_nothing(app, "plain");
    told_nothing(app, "stranger");
    told_nothing(app, "operator");
    told_nothing(app, "manager");
    seen(hn_test_json(app, "secretary", SHEET "?" AT), 200, "4711471");
    /* The other cell of his own organisation is not his. */
    seen(hn_test_get(app, "secretary", SHEET "?don-vi=" ORG ".002&ky=2021-02"), 404, NULL);
    seen(hn_test_get(app, "secretary", "/chi-tieu/kin.so/chuoi?don-vi=" ORG), 404, NULL);
    seen(hn_test_get(app, "secretary", "/chi-tieu/bieu/kin?don-vi=" ORG "&ky=2021-02"), 404, NULL);
    seen(hn_test_json(app, "auditor", "/chi-tieu/bieu/kin?don-vi=" A "&ky=2021-02"), 200, "\"expected\":2");
}

/* --- nothing is done --- */

static const char *const deeds[][2] = {
    { "/chi-tieu/danh-muc/kin.so", "don-vi=" A "&name=X&measure=hộ&every=month&over_tree=sum&over_time=sum"
                                   "&better=up&places=1&formula=&from=01/01/2020" },
    { "/chi-tieu/danh-muc/kin.so/ket-thuc", "don-vi=" A "&end_last_day=31/12/2022" },
    { "/chi-tieu/bieu/kin/sua", "code=kin&name=X&asked=any_cell&every=month&due_days=5&from=01/01/2020"
                                "&version=1" },
    { "/chi-tieu/bieu/kin/dong", "position.kin.so=" },
    { "/chi-tieu/bieu/kin/kiem-tra", "formula=[kin.so]+>+0&message=X" },
    { "/chi-tieu/bieu/kin/kiem-tra/bo", "id=1" },
    { SHEET, AT "&value.kin.so=1" },
    { SHEET "/gui", AT },
    { SHEET "/duyet", AT },
    { SHEET "/rut", AT "&take_back_reason=X" },
    { SHEET "/tep/bo", AT "&id=1" },
    { "/chi-tieu/kin.so/gia-tri", AT "&sort=result&value=1&source=X" },
    { "/chi-tieu/kin.so/gia-tri/bo", AT "&id=1&reason=X" },
};

static void
deeds_of_others(void **state)
{
    HN_TEST_APP(state);
    static const char *const users[] = { "plain", "stranger", "operator", "manager", "auditor" };

    set_up(app);
    send(app);
    give(app, "plain", app->a, true);
    hn_test_sign_in(app, "plain"); /* what ended with the grant was the session too */
    for (size_t u = 0; u < sizeof users / sizeof *users; u++) {
        for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
            struct hn_test_answer a = hn_test_post(app, users[u], deeds[i][0], deeds[i][1]);

            if (a.status != 403 && a.status != 404)
                fail_msg("%s does %s: %u", users[u], deeds[i][0], a.status);
        }
    }
    seen(hn_test_json(app, "secretary", SHEET "?" AT), 200, "\"value\":4711471");
}

/* --- a deed stands on what is known now --- */

static void
deeds_in_the_past(void **state)
{
    HN_TEST_APP(state);

    set_up(app);
    give(app, "stranger", app->a_org, false);
    seen(hn_test_post(app, "secretary", SHEET "/gui?biet=2021-06-01", AT), 409, "Con số kín");
    send(app);
    seen(hn_test_post(app, "secretary", SHEET "/gui?biet=2021-06-01", AT), 409, NULL);
    seen(hn_test_post(app, "stranger", SHEET "/duyet?biet=2021-06-01", AT), 303, NULL);
    seen(hn_test_post(app, "stranger", SHEET "/duyet?biet=2021-06-01", AT), 404, NULL);
    seen(hn_test_post(app, "secretary", SHEET "?biet=2021-06-01", AT "&value.kin.so=1"), 409, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/rut?biet=2021-06-01", AT "&take_back_reason=Lùi"), 403, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/rut?biet=hôm+kia", AT "&take_back_reason=Lùi"), 422, NULL);
}

/* --- what is approved is what was looked at --- */

static void
approved_as_seen(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *at;

    set_up(app);
    give(app, "stranger", app->a_org, false);
    send(app);
    a = hn_test_get(app, "stranger", SHEET "/xem-lai?" AT);
    seen(a, 200, "name=\"version\"");
    at = strstr(strstr(strstr(a.body, SHEET "/duyet"), "name=\"version\""), "value=\"") + 7;
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.kin.so=9"), 303, NULL);
    seen(hn_test_post(app, "stranger", SHEET "/duyet",
                      hn_print(app->memory, AT "&version=%.*s", (int)strcspn(at, "\""), at)),
         409, NULL);
    seen(hn_test_json(app, "stranger", SHEET "?" AT), 200, "\"state\":\"sent\"");
    seen(hn_test_post(app, "stranger", SHEET "/duyet", AT), 303, NULL);
}

/* --- a form of another --- */

static void
forms_of_others(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    seen(hn_test_post(app, "leader", "/chi-tieu/danh-muc",
                      "code=chung&don-vi=22&name=Chỉ+tiêu+chung&measure=hộ&every=month&over_tree=sum"
                      "&over_time=sum&better=up&places=1&formula=&from=01/01/2020"),
         303, NULL);
    seen(hn_test_post(app, "stranger", "/chi-tieu/bieu",
                      "don-vi=" B "&code=kin.b&name=Biểu+của+B&asked=any_cell&every=month&due_days=5"
                      "&from=01/01/2020&source_needed=1"),
         303, NULL);
    seen(hn_test_post(app, "stranger", "/chi-tieu/bieu/kin.b/dong", "add=chung&add_required=1"), 303, NULL);
    /* It asks nothing of cells it is not for, and is not told to them. */
    seen(hn_test_post(app, "secretary", "/chi-tieu/chung/gia-tri", AT "&sort=result&value=5"), 303, NULL);
    seen(hn_test_post(app, "stranger", "/chi-tieu/chung/gia-tri",
                      "don-vi=" CELLB "&ky=2021-02&sort=result&value=5"),
         422, "Hãy ghi nguồn");
    set_up(app);
    a = hn_test_post(app, "clerk", "/chi-tieu/bieu/kin/dong", "don-vi=" A "&add=chung");
    seen(a, 409, "chung");
    lacks(a, "Biểu của B");
    lacks(hn_test_get(app, "clerk", "/chi-tieu/danh-muc/chung"), "Biểu của B");
    lacks(hn_test_json(app, "clerk", "/chi-tieu/danh-muc/chung"), "kin.b");
    lacks(hn_test_json(app, "secretary", "/chi-tieu/danh-muc"), "kin.b");
    lacks(hn_test_get(app, "clerk", "/chi-tieu/danh-muc.csv"), "kin.b");
    seen(hn_test_get(app, "leader", "/chi-tieu/danh-muc/chung?don-vi=22"), 200, "Biểu của B");
}

/* --- beyond all measure --- */

static void
beyond_measure(void **state)
{
    HN_TEST_APP(state);
    static const char *const wrong[] = {
        "don-vi=" CELL "&ky=2021-02&sort=result&source=X&value=99999999999999999999999999",
        "don-vi=" CELL "&ky=2021-02&sort=result&source=X&value=-99999999999999999999999999",
        "don-vi=" CELL "&ky=2021-02&sort=result&source=X&value=1e9",
        "don-vi=" CELL "&ky=2021-02&sort=result&source=X&value=NaN",
        "don-vi=" CELL "&ky=2021-02&sort=result&source=X&value=",
        "don-vi=" CELL "&ky=2021-02&sort=result&source=X&value=1,2345",
        "don-vi=" CELL "&ky=2021-02&sort=result&source=X&value=1&qualifier=perhaps",
        "don-vi=" CELL "&ky=1899-12&sort=result&source=X&value=1",
        "don-vi=" CELL "&ky=2200-01&sort=result&source=X&value=1",
        "don-vi=" CELL "&ky=2199-12&sort=result&source=X&value=1",
        "don-vi=" CELL "&ky=2021-13&sort=result&source=X&value=1",
    };
    char *formula = hn_alloc(app->memory, 3000);
    size_t len = 0;

    set_up(app);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct hn_test_answer a = hn_test_post(app, "secretary", "/chi-tieu/kin.so/gia-tri", wrong[i]);

        if (a.status != 422)
            fail_msg("%s: %u", wrong[i], a.status);
    }
    seen(hn_test_post(app, "secretary", "/chi-tieu/kin.so/gia-tri", AT "&sort=result&source=X&value=-5"), 303,
         NULL);
    seen(hn_test_post(app, "secretary", "/chi-tieu/kin.so/gia-tri",
                      AT "&sort=result&source=X&value=99.999.999.999.999"),
         303, NULL);
    for (size_t i = 0; i < 1500; i++)
        formula[len++] = '(';
    formula[len] = '\0';
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc",
                      hn_print(app->memory,
                               "code=sau&don-vi=" A "&name=X&measure=hộ&every=month&over_tree=sum"
                               "&over_time=sum&better=up&places=1&from=01/01/2020&formula=%s",
                               formula)),
         422, NULL);
    formula[900] = '\0';
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc",
                      hn_print(app->memory,
                               "code=sau&don-vi=" A "&name=X&measure=hộ&every=month&over_tree=sum"
                               "&over_time=sum&better=up&places=1&from=01/01/2020&formula=%s",
                               formula)),
         422, NULL);
    seen(
        hn_test_get(app, "clerk", "/chi-tieu/kin.so/chuoi?don-vi=22.200&ky=day&tu=1900-01-01&den=2199-12-31"),
        422, NULL);
    seen(
        hn_test_get(app, "clerk", "/chi-tieu/kin.so/chuoi?don-vi=22.200&ky=day&tu=2020-01-01&den=2021-02-02"),
        200, NULL);
    seen(hn_test_json(app, "clerk", "/chi-tieu/kin.so/chuoi?don-vi=22.200&ky=month&tu=2190-01&den=2199-12"),
         200, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/kin.so/chuoi?don-vi=22.200&ky=year&tu=1900&den=2199"), 200,
         NULL);
}

/* --- sets and sheets of others --- */

static enum hn_rc
settle(struct hn_ctx *c, void *arg)
{
    static const struct hn_node nodes[] = {
        { .kind = "province", .code = "91", .name = "Tỉnh minh họa" },
        { .kind = "district", .code = "91.D", .name = "Huyện minh họa" },
        { .kind = "commune", .code = "91.X", .name = "Xã minh họa" },
    };
    struct hn_test_app *app = arg;
    struct hn_place_id at = { 0 };
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; !rc && i < sizeof nodes / sizeof nodes[0]; i++) {
        struct hn_node n = nodes[i];

        n.parent = at.v;
        n.from = HN_DAY_START;
        n.to = HN_DAY_OPEN;
        n.short_name = n.name_en = n.slug = n.sector = n.decision = "";
        rc = hn_place_create(c, &n, &at);
    }
    return rc ? rc : hn_unit_put_place(c, app->a_org, at, hn_day_of(2020, 1, 1), HN_DAY_OPEN);
}

static enum hn_rc
ask_for_a_sheet(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    struct hn_mark_sheet s;
    int64_t set, id = 0;
    enum hn_rc rc = hn_criteria_set_find(c, "bo.a", &set);

    if (rc)
        return rc;
    for (size_t i = 0; i < app->user_count; i++) {
        if (strcmp(app->users[i].name, "stranger") == 0)
            c->actor = app->users[i].id;
    }
    rc = hn_mark_at(c, app->a_org, set, hn_day_of(2019, 1, 1), &id);
    return rc ? rc : hn_mark_read(c, id, &s);
}

static void
sets_of_others(void **state)
{
    HN_TEST_APP(state);

    assert_int_equal(hn_test_do(app, settle, app), HN_OK);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bo",
                      "don-vi=" A "&code=bo.a&name=A&level=standard&legal_basis=X&from=01/01/2020"),
         303, NULL);
    seen(hn_test_post(app, "stranger", "/chi-tieu/bo",
                      "don-vi=" B "&code=bo.b&name=B&level=standard&legal_basis=X&from=01/01/2020"),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/to-chuc/" ORG "/tieu-chi/cong-nhan",
                      "level=standard&set=bo.b&decision=1/QĐ&decided_by=Huyện&decided_on=15/01/2021"),
         422, NULL);
    seen(hn_test_post(app, "clerk", "/to-chuc/" ORG "/tieu-chi/cong-nhan",
                      "level=standard&set=bo.a&decision=1/QĐ&decided_by=Huyện&decided_on=15/01/2021"),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/to-chuc/" ORG "/tieu-chi/cong-nhan?biet=2021-01-01",
                      "level=standard&set=bo.a&decision=2/QĐ&decided_by=Huyện&decided_on=16/01/2021"),
         409, NULL);
    /* Whether there is a sheet of a commune is told to who reads it alone. */
    assert_int_equal(hn_test_do(app, ask_for_a_sheet, app), HN_NOT_FOUND);
    assert_string_equal(app->store.c.faults[0].key, "access.not_found");
}

/* --- the article is of made-up data --- */

static void
no_article(void **state)
{
    HN_TEST_APP(state);
    static const char *const paths[] = { "/bai-bao", "/bai-bao.json", "/bai-bao.csv", "/bai-bao.xlsx" };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        seen(hn_test_get(app, NULL, paths[i]), 404, NULL);
        seen(hn_test_get(app, "leader", paths[i]), 404, NULL);
    }
    seen(hn_test_get(app, NULL, "/bai-bao/tinh-than.csv"), 404, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(reading),          HN_TEST_PAGE(deeds_of_others), HN_TEST_PAGE(deeds_in_the_past),
        HN_TEST_PAGE(approved_as_seen), HN_TEST_PAGE(forms_of_others), HN_TEST_PAGE(beyond_measure),
        HN_TEST_PAGE(sets_of_others),   HN_TEST_PAGE(no_article),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
