/* Proves: a task is set, listed, reported on, called off and reopened through its pages; whoever carries it out does so
 * as himself, the keeper of the meetings for him and recorded so; and nobody sees or touches what is not theirs. */
#include <stdio.h>
#include <string.h>

#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

#define CELL "/chi-bo/22.200.001.001/giao-viec"

/* Sets a task through the page and answers its path. */
static const char *
set(struct hn_test_app *app, const char *form)
{
    struct hn_test_answer a = hn_test_post(app, "secretary", CELL, form);

    assert_int_equal(a.status, 303);
    return hn_print(app->memory, "%s", hn_test_header(&a, "Location"));
}

static const char *
with(const char *path, const char *rest)
{
    static char text[200];

    snprintf(text, sizeof text, "%s%s", path, rest);
    return text;
}

static void
it_is_set_by_a_form(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "secretary", CELL);
    const char *path;

    assert_int_equal(a.status, 200);
    assert_has(a, "value=\"A-2\"");
    assert_lacks(a, "value=\"A-4\"");
    a = hn_test_post(app, "secretary", CELL, "checker=A-3&title=&responsible=A-2");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#title\"");
    a = hn_test_post(app, "secretary", CELL, "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-4");
    assert_int_equal(a.status, 422);
    assert_has(a, "value=\"Treo cờ\"");
    assert_has(a, "href=\"#responsible\"");
    a = hn_test_post(app, "secretary", CELL,
                     "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-2&due=01/01/2020");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#due\"");
    path = set(app, "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-2&due=01/01/2190");
    a = hn_test_get(app, "secretary", path);
    assert_has(a, "Treo cờ</h1>");
    assert_has(a, "01/01/2190");
    assert_has(a, "báo cáo thay");
    /* Not by whom the cell is not. */
    assert_int_equal(hn_test_get(app, "stranger", CELL).status, 404);
    assert_int_equal(hn_test_get(app, "leader", CELL).status, 403);
    assert_int_equal(hn_test_post(app, "leader", CELL, "checker=A-3&title=X&responsible=A-2").status, 403);
}

static void
it_is_listed_for_whom_it_should(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    set(app, "checker=A-3&title=L%C3%A0m+%C4%91%C6%B0%E1%BB%9Dng&responsible=A-1");
    set(app, "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-2&due=01/01/2190");
    a = hn_test_get(app, "secretary", "/giao-viec");
    assert_int_equal(a.status, 200);
    assert_has(a, "Làm đường");
    assert_has(a, "Treo cờ");
    a = hn_test_get(app, "secretary", "/giao-viec?whose=mine");
    assert_has(a, "Làm đường");
    assert_lacks(a, "Treo cờ");
    a = hn_test_get(app, "secretary", "/giao-viec?q=duong");
    assert_has(a, "Làm đường");
    assert_lacks(a, "Treo cờ");
    assert_has(hn_test_json(app, "secretary", "/giao-viec?state=late"), "\"total\":0");
    assert_has(hn_test_json(app, "secretary", "/giao-viec?state=all"), "\"total\":2");
    assert_has(hn_test_json(app, "leader", "/giao-viec?within=22.200.001"), "\"total\":2");
    assert_has(hn_test_json(app, "leader", "/giao-viec?responsible=A-2"), "\"total\":1");
    assert_has(hn_test_json(app, "stranger", "/giao-viec"), "\"total\":0");
    assert_int_equal(hn_test_get(app, "stranger", "/giao-viec?within=22.200.001").status, 422);
    assert_int_equal(hn_test_get(app, "stranger", "/giao-viec?responsible=A-2").status, 422);
    assert_has(hn_test_json(app, "operator", "/giao-viec"), "\"total\":0");
    a = hn_test_get(app, "leader", "/giao-viec.csv");
    assert_int_equal(a.status, 200);
    assert_has(a, "responsible_name");
    assert_int_equal(hn_test_get(app, NULL, "/giao-viec").status, 303);
    /* One's own stands in one's own work, and on one's own record. */
    a = hn_test_get(app, "secretary", "/viec-cua-toi");
    assert_has(a, "Làm đường");
    assert_lacks(a, "Treo cờ");
    a = hn_test_get(app, "secretary", "/dang-vien/A-1");
    assert_has(a, "Làm đường");
    a = hn_test_get(app, "secretary", "/dang-vien/A-2");
    assert_has(a, "Treo cờ");
}

static void
it_is_reported_on(void **state)
{
    HN_TEST_APP(state);
    const char *own = set(app, "checker=A-3&title=L%C3%A0m+%C4%91%C6%B0%E1%BB%9Dng&responsible=A-1");
    const char *of_two = set(app, "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-2");
    struct hn_test_answer a;

    a = hn_test_post(app, "secretary", with(own, "/bao-cao"), "state=&progress=10&row_version=1");
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "secretary", with(own, "/bao-cao"), "state=in_progress&progress=101&row_version=1");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#progress\"");
    a = hn_test_post(app, "secretary", with(own, "/bao-cao"), "state=not_done&progress=0&row_version=1");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#note\"");
    a = hn_test_post(app, "secretary", with(own, "/bao-cao"),
                     "state=in_progress&progress=50&note=n%E1%BB%ADa&row_version=1");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", own);
    assert_has(a, "\"progress\":50");
    assert_has(a, "\"acting_for\":null");
    /* Seen as it was before somebody else changed it. */
    a = hn_test_post(app, "secretary", with(own, "/bao-cao"), "state=done&progress=60&row_version=1");
    assert_int_equal(a.status, 409);
    /* For another: recorded. */
    a = hn_test_post(app, "secretary", with(of_two, "/bao-cao"), "state=done&progress=100&row_version=1");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", of_two);
    assert_has(a, "\"state\":\"waiting_check\"");
    assert_lacks(a, "\"acting_for\":null,\"at\":\"2026\"");
    assert_has(hn_test_get(app, "secretary", of_two), "(thay ");
    /* Others: who only reads may not, who does not even read sees nothing. */
    assert_int_equal(hn_test_post(app, "leader", with(own, "/bao-cao"), "state=done&row_version=2").status,
                     403);
    assert_int_equal(hn_test_get(app, "leader", own).status, 200);
    assert_int_equal(hn_test_get(app, "stranger", own).status, 404);
    assert_int_equal(hn_test_post(app, "stranger", with(own, "/bao-cao"), "state=done&row_version=2").status,
                     404);
    assert_int_equal(hn_test_get(app, "secretary", "/giao-viec/999").status, 404);
    assert_int_equal(hn_test_get(app, "secretary", "/giao-viec/khong").status, 404);
}

static void
it_is_called_off_and_reopened(void **state)
{
    HN_TEST_APP(state);
    const char *path = set(app, "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-2");
    struct hn_test_answer a;

    assert_int_equal(hn_test_post(app, "secretary", with(path, "/mo-lai"), "reason=x").status, 409);
    assert_int_equal(hn_test_post(app, "secretary", with(path, "/thoi-giao"), "reason=").status, 422);
    assert_int_equal(hn_test_post(app, "leader", with(path, "/thoi-giao"), "reason=x").status, 403);
    assert_int_equal(hn_test_post(app, "stranger", with(path, "/thoi-giao"), "reason=x").status, 404);
    assert_int_equal(
        hn_test_post(app, "secretary", with(path, "/thoi-giao"), "reason=kh%C3%B4ng+c%E1%BA%A7n").status,
        303);
    a = hn_test_get(app, "secretary", path);
    assert_has(a, "không cần");
    assert_lacks(a, "/bao-cao\"");
    assert_int_equal(
        hn_test_post(app, "secretary", with(path, "/bao-cao"), "state=done&row_version=2").status, 409);
    assert_int_equal(hn_test_post(app, "secretary", with(path, "/mo-lai"), "reason=c%E1%BA%A7n").status, 303);
    assert_has(hn_test_get(app, "secretary", path), "/bao-cao\"");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(it_is_set_by_a_form),
        HN_TEST_PAGE(it_is_listed_for_whom_it_should),
        HN_TEST_PAGE(it_is_reported_on),
        HN_TEST_PAGE(it_is_called_off_and_reopened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
