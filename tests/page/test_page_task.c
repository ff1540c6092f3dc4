/* Proves: a task is set, changed, listed, put on a board, reported on, checked, called off and reopened through its pages;
 * whoever carries it out does so as himself, the keeper of the meetings for him and recorded so; work set from above is told
 * of by the doer's keeper and checked by who set it; evidence of a wrong kind or size is refused; and nobody sees or touches
 * what is not theirs. */
#include <stdio.h>
#include <string.h>

#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

#define NEW   "/giao-viec/moi"
#define OF_A1 "don-vi=22.200.001.001&"

/* Sets a task through the page and answers its path. */
static const char *
set(struct hn_test_app *app, const char *form)
{
    struct hn_test_answer a = hn_test_post(app, "secretary", NEW, hn_print(app->memory, OF_A1 "%s", form));

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
    struct hn_test_answer a = hn_test_get(app, "secretary", NEW "?don-vi=22.200.001.001");
    const char *path;

    assert_int_equal(a.status, 200);
    assert_has(a, "value=\"A-2\"");
    assert_lacks(a, "value=\"A-4\"");
    /* The old address leads there; without a unit it is the first one directs. */
    a = hn_test_get(app, "secretary", "/chi-bo/22.200.001.001/giao-viec");
    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), NEW "?don-vi=22.200.001.001");
    assert_has(hn_test_get(app, "secretary", NEW), "value=\"A-2\"");
    a = hn_test_post(app, "secretary", NEW, OF_A1 "title=&responsible=A-2&checker=A-3");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#title\"");
    a = hn_test_post(app, "secretary", NEW, OF_A1 "title=Treo+c%E1%BB%9D&responsible=&checker=A-3");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#responsible\"");
    a = hn_test_post(app, "secretary", NEW, OF_A1 "title=Treo+c%E1%BB%9D&responsible=A-4&checker=A-3");
    assert_int_equal(a.status, 422);
    assert_has(a, "value=\"Treo cờ\"");
    assert_has(a, "href=\"#responsible\"");
    a = hn_test_post(app, "secretary", NEW, OF_A1 "title=Treo+c%E1%BB%9D&responsible=A-2&checker=");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#checker\"");
    a = hn_test_post(app, "secretary", NEW, OF_A1 "title=Treo+c%E1%BB%9D&responsible=A-2&checker=A-2");
    assert_int_equal(a.status, 422);
    assert_has(a, "không tự kiểm tra");
    a = hn_test_post(app, "secretary", NEW,
                     OF_A1 "title=Treo+c%E1%BB%9D&responsible=A-2&checker=A-3&due=01/01/2020");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#due\"");
    a = hn_test_post(app, "secretary", NEW,
                     OF_A1 "title=Treo+c%E1%BB%9D&responsible=A-2&checker=A-3&helpers=A-1,A-9");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#helpers\"");
    a = hn_test_post(app, "secretary", NEW, OF_A1 "title=X&responsible=A-2&checker=A-3&weight=101");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#weight\"");
    a = hn_test_post(app, "secretary", NEW, "title=X&responsible=A-2&checker=A-3");
    assert_int_equal(a.status, 422);
    path = set(app, "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-2&due=01/01/2190&helpers=A-1&weight=5");
    a = hn_test_get(app, "secretary", path);
    assert_has(a, "Treo cờ</h1>");
    assert_has(a, "01/01/2190");
    assert_has(a, "báo cáo thay");
    assert_has(a, "Đặng Quốc Cường");
    assert_has(hn_test_json(app, "secretary", path), "\"helpers\":[{\"id\":");
    /* Not by whom the cell is not. */
    assert_int_equal(hn_test_get(app, "stranger", NEW "?don-vi=22.200.001.001").status, 404);
    assert_int_equal(hn_test_get(app, "leader", NEW "?don-vi=22.200.001.001").status, 403);
    assert_int_equal(hn_test_get(app, "plain", NEW).status, 403);
    a = hn_test_post(app, "leader", NEW, OF_A1 "title=X&responsible=A-2&checker=A-3");
    assert_int_equal(a.status, 403);
}

static void
it_is_changed(void **state)
{
    HN_TEST_APP(state);
    const char *path = set(app, "checker=A-3&title=Treo+c%E1%BB%9D&responsible=A-2&helpers=A-1");
    struct hn_test_answer a = hn_test_get(app, "secretary", with(path, "/sua"));

    assert_int_equal(a.status, 200);
    assert_has(a, "value=\"Treo cờ\"");
    assert_has(a, "value=\"A-1\"");
    a = hn_test_post(app, "secretary", with(path, "/sua"),
                     "title=X&responsible=A-2&checker=A-1&helpers=A-1&row_version=1");
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "secretary", with(path, "/sua"),
                     "title=H%E1%BB%8Dp&responsible=A-2&checker=A-1&row_version=1");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", path);
    assert_has(a, "\"title\":\"Họp\"");
    assert_has(a, "\"helpers\":[]");
    a = hn_test_post(app, "secretary", with(path, "/sua"),
                     "title=K&responsible=A-2&checker=A-1&row_version=1");
    assert_int_equal(a.status, 409);
    assert_int_equal(hn_test_get(app, "leader", with(path, "/sua")).status, 403);
    a = hn_test_post(app, "leader", with(path, "/sua"), "title=K&responsible=A-2&checker=A-1&row_version=2");
    assert_int_equal(a.status, 403);
    assert_int_equal(hn_test_get(app, "stranger", with(path, "/sua")).status, 404);
}

static void
it_is_put_on_a_board(void **state)
{
    HN_TEST_APP(state);
    const char *road = set(app, "checker=A-3&title=L%C3%A0m+%C4%91%C6%B0%E1%BB%9Dng&responsible=A-2");
    struct hn_test_answer a;

    set(app, "checker=A-1&title=Treo+c%E1%BB%9D&responsible=A-2");
    a = hn_test_post(app, "secretary", with(road, "/bao-cao"), "state=in_progress&progress=30&row_version=1");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", "/giao-viec?dang=bang");
    assert_has(a, "{\"state\":\"assigned\",\"total\":1,");
    assert_has(a, "{\"state\":\"in_progress\",\"total\":1,");
    assert_has(a, "{\"state\":\"done\",\"total\":0,\"rows\":[]}");
    a = hn_test_get(app, "secretary", "/giao-viec?dang=bang");
    assert_has(a, "id=\"cot-waiting_check\"");
    assert_has(a, "Treo cờ");
    assert_has(hn_test_json(app, "secretary", "/giao-viec?whose=checker"), "\"total\":1");
    assert_has(hn_test_json(app, "secretary", "/giao-viec?whose=helper"), "\"total\":0");
    assert_int_equal(hn_test_get(app, "secretary", "/giao-viec?paper=77").status, 422);
    assert_int_equal(hn_test_get(app, "secretary", "/giao-viec?dang=tron").status, 422);
    assert_has(hn_test_json(app, "stranger", "/giao-viec?dang=bang"),
               "{\"state\":\"assigned\",\"total\":0,\"rows\":[]}");
}

/* --- set from above, told of below, checked --- */

static struct hn_test_answer
upload(struct hn_test_app *app, const char *user, const char *path, const char *name, const char *content,
       size_t len)
{
    struct hn_buf b;

    hn_buf_init(&b, app->memory, 0);
    hn_buf_printf(&b, "--ranh\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n",
                  hn_test_token(app, user));
    hn_buf_printf(&b, "--ranh\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n%s\r\n",
                  hn_print(app->memory, "key-%s-%zu", name, len));
    hn_buf_printf(&b,
                  "--ranh\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                  "Content-Type: application/octet-stream\r\n\r\n",
                  name);
    hn_buf_add(&b, content, len);
    hn_buf_str(&b, "\r\n--ranh--\r\n");
    return hn_test_send(app, &(struct hn_test_request){ .method = HN_HTTP_POST,
                                                        .target = path,
                                                        .user = user,
                                                        .type = "multipart/form-data; boundary=ranh",
                                                        .body = b.data,
                                                        .body_len = b.len });
}

/* By committee A for its cell A1: A-2 does it, A-4 of the other cell checks. */
static const char *
set_from_above(struct hn_test_app *app)
{
    struct hn_test_answer a = hn_test_post(
        app, "clerk", NEW,
        "don-vi=22.200&doer=22.200.001.001&title=X%C3%B3a+nh%C3%A0+t%E1%BA%A1m"
        "&responsible=A-2&checker=A-4");

    assert_int_equal(a.status, 303);
    return hn_print(app->memory, "%s", hn_test_header(&a, "Location"));
}

static void
work_from_above_is_checked_there(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "clerk", NEW "?don-vi=22.200&doer=22.200.001.001");
    const char *path;

    assert_int_equal(a.status, 200);
    assert_has(a, "value=\"A-2\"");
    a = hn_test_post(app, "clerk", NEW, "don-vi=22.200&doer=22.300.001&title=X&responsible=B-1&checker=A-4");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#doer\"");
    path = set_from_above(app);
    /* The cell's keeper sees it, reports for the member, and may neither check nor call it off. */
    assert_has(hn_test_json(app, "secretary", "/giao-viec"), "\"total\":1");
    assert_int_equal(hn_test_get(app, "secretary", path).status, 200);
    a = hn_test_post(app, "clerk", with(path, "/kiem-tra"), "verdict=accepted&row_version=1");
    assert_int_equal(a.status, 409);
    a = hn_test_post(app, "secretary", with(path, "/bao-cao"), "state=done&progress=100&row_version=1");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "secretary", with(path, "/kiem-tra"), "verdict=accepted&row_version=2");
    assert_int_equal(a.status, 403);
    assert_int_equal(hn_test_post(app, "secretary", with(path, "/thoi-giao"), "reason=x").status, 403);
    assert_lacks(hn_test_get(app, "secretary", path), "/kiem-tra\"");
    assert_has(hn_test_get(app, "clerk", path), "/kiem-tra\"");
    a = hn_test_post(app, "clerk", with(path, "/kiem-tra"), "verdict=sent_back&row_version=2");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#check_note\"");
    a = hn_test_post(app, "clerk", with(path, "/kiem-tra"),
                     "verdict=sent_back&check_note=thi%E1%BA%BFu&row_version=2");
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "clerk", path), "\"state\":\"in_progress\"");
    a = hn_test_post(app, "secretary", with(path, "/bao-cao"), "state=done&progress=100&row_version=3");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "clerk", with(path, "/kiem-tra"), "verdict=accepted&row_version=3");
    assert_int_equal(a.status, 409);
    a = hn_test_post(app, "clerk", with(path, "/kiem-tra"), "verdict=accepted&row_version=4");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "clerk", path);
    assert_has(a, "\"state\":\"done\"");
    assert_has(a, "\"what\":\"checked\"");
    assert_int_equal(hn_test_post(app, "stranger", with(path, "/kiem-tra"), "verdict=accepted").status, 404);
}

static void
evidence_is_typed_and_limited(void **state)
{
    HN_TEST_APP(state);
    const char *path = set_from_above(app), *files = hn_print(app->memory, "%s/minh-chung", path);
    struct hn_test_answer a = upload(app, "secretary", files, "anh.pdf", "%PDF-1.4\nx", 10);
    size_t large = ((size_t)5 << 20) + 1;
    char *bytes = hn_alloc(app->memory, large);
    const char *id;

    assert_int_equal(a.status, 303);
    a = upload(app, "secretary", files, "virus.pdf", "MZ\x90\x00\x03", 5);
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#file\"");
    memset(bytes, 'a', large);
    a = upload(app, "secretary", files, "dai.txt", bytes, large);
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#file\"");
    a = hn_test_json(app, "clerk", path);
    assert_has(a, "\"name\":\"anh.pdf\",\"type\":\"pdf\",\"size\":10");
    id = strstr(a.body, "\"evidence\":[{\"id\":\"") + strlen("\"evidence\":[{\"id\":\"");
    id = hn_print(app->memory, "%s/%.*s", files, (int)strcspn(id, "\""), id);
    a = hn_test_get(app, "clerk", id);
    assert_int_equal(a.status, 200);
    assert_memory_equal(a.body, "%PDF-1.4\nx", 10);
    assert_non_null(strstr(hn_test_header(&a, "Content-Disposition"), "attachment"));
    assert_int_equal(hn_test_get(app, "stranger", id).status, 404);
    assert_int_equal(hn_test_get(app, "clerk", hn_print(app->memory, "%s/1", files)).status, 404);
    /* Who reports gives it: neither who set it nor who only reads. */
    assert_int_equal(upload(app, "leader", files, "b.pdf", "%PDF-1.4\ny", 10).status, 403);
    assert_int_equal(upload(app, "stranger", files, "c.pdf", "%PDF-1.4\ny", 10).status, 404);
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
        HN_TEST_PAGE(it_is_changed),
        HN_TEST_PAGE(it_is_put_on_a_board),
        HN_TEST_PAGE(work_from_above_is_checked_there),
        HN_TEST_PAGE(evidence_is_typed_and_limited),
        HN_TEST_PAGE(it_is_listed_for_whom_it_should),
        HN_TEST_PAGE(it_is_reported_on),
        HN_TEST_PAGE(it_is_called_off_and_reopened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
