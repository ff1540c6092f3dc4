/* Proves: lists of members, search and hints show each actor the own scope and nothing beyond it, in every format; filters
 * and figures agree; a new member is entered once, with a warning when somebody of that name and year is there. */
#include <stdlib.h>
#include <string.h>

#include "support/page.h"

static void
has(const struct hn_test_answer *a, const char *what)
{
    if (!strstr(a->body, what))
        fail_msg("missing: %s\nin: %.3000s", what, a->body);
}

static void
lacks(const struct hn_test_answer *a, const char *what)
{
    if (strstr(a->body, what))
        fail_msg("not for these eyes: %s\nin: %.3000s", what, a->body);
}

static void
test_scope(void **state)
{
    HN_TEST_APP(state);
    static const char *const targets[] = { "/dang-vien", "/dang-vien.json", "/dang-vien.csv",
                                           "/tim?q=v",   "/tim.json?q=v",   "/dang-vien?q=van",
                                           "/tim?q=t",   "/dang-vien?co=1" };

    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        struct hn_test_answer a = hn_test_get(app, "secretary", targets[i]);

        assert_int_equal(a.status, 200);
        lacks(&a, "Phạm Thị Dung"); /* the neighbouring cell */
        lacks(&a, "Hoàng Văn Em");  /* the other committee */
        a = hn_test_get(app, "clerk", targets[i]);
        assert_int_equal(a.status, 200);
        lacks(&a, "Hoàng Văn Em");
        a = hn_test_get(app, "plain", targets[i]);
        assert_int_equal(a.status, 200);
        lacks(&a, "Trần Văn Bình");
    }
    struct hn_test_answer a = hn_test_json(app, "secretary", "/dang-vien");

    has(&a, "\"total\":3");
    a = hn_test_json(app, "clerk", "/dang-vien");
    has(&a, "\"total\":4");
    a = hn_test_json(app, "plain", "/dang-vien");
    has(&a, "\"total\":1");
}

static void
test_unit(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "secretary", "/to-chuc/22.200.001.001/dang-vien");

    assert_int_equal(a.status, 200);
    has(&a, "Trần Văn Bình");
    has(&a, "/to-chuc/22.200.001.001/dang-vien?standing=official");
    has(&a, "/to-chuc/22.200.001.001/dang-vien/moi");
    /* A unit's list is of that unit, in files too. */
    a = hn_test_json(app, "clerk", "/to-chuc/22.200.001.002/dang-vien");
    has(&a, "\"total\":1");
    a = hn_test_get(app, "clerk", "/to-chuc/22.200.001.002/dang-vien.csv");
    assert_int_equal(a.status, 200);
    lacks(&a, "Trần Văn Bình");
    /* Not yours and not there get the same answer. */
    a = hn_test_get(app, "secretary", "/to-chuc/22.200.001.002/dang-vien");
    assert_int_equal(a.status, 404);
    a = hn_test_get(app, "secretary", "/to-chuc/99.999/dang-vien");
    assert_int_equal(a.status, 404);
    a = hn_test_get(app, "operator", "/dang-vien");
    assert_int_equal(a.status, 403);
    a = hn_test_get(app, NULL, "/dang-vien");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, NULL, "/dang-vien");
    assert_int_equal(a.status, 401);
}

static void
test_filters(void **state)
{
    HN_TEST_APP(state);
    static const struct {
        const char *query, *total;
    } cases[] = {
        { "?standing=official", "\"total\":4" }, { "?standing=probationary", "\"total\":0" },
        { "?sex=female", "\"total\":0" },        { "?ethnicity=minority", "\"total\":0" },
        { "?age_to=30", "\"total\":0" },         { "?age_from=31", "\"total\":4" },
        { "?q=dang+quoc", "\"total\":1" },       { "?q=%C4%90%E1%BA%B7ng", "\"total\":1" },
        { "?office=secretary", "\"total\":0" },  { "?party_age_from=20", "\"total\":4" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hn_test_answer a = hn_test_json(
            app, "clerk", hn_print(app->memory, "/to-chuc/22.200/dang-vien%s", cases[i].query));

        assert_int_equal(a.status, 200);
        has(&a, cases[i].total);
    }
    struct hn_test_answer a = hn_test_get(app, "clerk", "/dang-vien?sex=both&age_from=x");

    assert_int_equal(a.status, 422);
    has(&a, "error-summary");
    /* A day nobody can read is refused before the page runs, also for whoever is not signed in. */
    a = hn_test_get(app, NULL, "/dang-vien?ngay=hom-nay");
    assert_int_equal(a.status, 422);
    lacks(&a, "Trần Văn Bình");
    /* Before they came there is nobody. */
    a = hn_test_json(app, "clerk", "/dang-vien?ngay=2019-12-31");
    has(&a, "\"total\":0");
}

#define NEW                                                                                                  \
    "&sex=male&ethnicity=kinh&admit_date=2019-05-19&official_date=2020-05-19&from=2021-01-01&standing="      \
    "official"

static void
test_new(void **state)
{
    HN_TEST_APP(state);
    const char *path = "/to-chuc/22.200.001.001/dang-vien";
    struct hn_test_answer a = hn_test_get(app, "secretary", hn_print(app->memory, "%s/moi", path));

    assert_int_equal(a.status, 200);
    a = hn_test_post(app, "secretary", path, "full_name=Vũ+Văn+Giang&birth_date=1985" NEW);
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", "/dang-vien?q=giang");
    has(&a, "\"total\":1");
    /* The same name folded and the same year: told, not entered. */
    a = hn_test_post(app, "secretary", path, "full_name=Vu+Van+Giang&birth_date=12/1985" NEW);
    assert_int_equal(a.status, 409);
    has(&a, "Vũ Văn Giang");
    has(&a, "name=\"someone_else\"");
    has(&a, "value=\"Vu Van Giang\"");
    a = hn_test_post(app, "secretary", path, "full_name=Vu+Van+Giang&birth_date=12/1985&someone_else=1" NEW);
    assert_int_equal(a.status, 303);
    /* Another year is somebody else; another scope's people are nobody's business. */
    a = hn_test_post(app, "secretary", path, "full_name=Phạm+Thị+Dung&birth_date=1970" NEW);
    assert_int_equal(a.status, 303);
}

static void
test_new_refused(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "secretary", "/to-chuc/22.200.001.001/dang-vien",
                                           "full_name=Vũ+Văn+Giang&birth_date=2015" NEW);

    assert_int_equal(a.status, 422);
    has(&a, "value=\"Vũ Văn Giang\"");
    a = hn_test_post(app, "secretary", "/to-chuc/22.200.001.002/dang-vien",
                     "full_name=Vũ+Văn+Giang&birth_date=1985" NEW);
    assert_int_equal(a.status, 404);
    a = hn_test_post(app, "leader", "/to-chuc/22.200.001.001/dang-vien",
                     "full_name=Vũ+Văn+Giang&birth_date=1985" NEW);
    assert_int_equal(a.status, 403);
    a = hn_test_post(app, "clerk", "/to-chuc/22.200/dang-vien", "full_name=Vũ+Văn+Giang&birth_date=1985" NEW);
    assert_int_equal(a.status, 422);
    a = hn_test_post_json(app, "secretary", "/to-chuc/22.200.001.001/dang-vien",
                          "{\"full_name\":\"Vũ Văn Giang\"}");
    assert_int_equal(a.status, 422);
    has(&a, "\"field\":\"birth_date\"");
    a = hn_test_json(app, "clerk", "/dang-vien");
    has(&a, "\"total\":4");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(test_scope), HN_TEST_PAGE(test_unit),        HN_TEST_PAGE(test_filters),
        HN_TEST_PAGE(test_new),   HN_TEST_PAGE(test_new_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
