/* Proves: a secretary calls, invites, takes attendance, writes, adopts and sends by plain forms; every rule that is refused is
 * said with a sentence, nothing is done then; members read and check in, strangers know of nothing. */
#include <string.h>

#include "rule/rule.h"
#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

static const char cell[] = "/chi-bo/22.200.001.001";

/* The text of a JSON member behind a mark: value("…", "\"id\":\"", …). */
static const char *
value(struct hn_test_app *app, const struct hn_test_answer *a, const char *mark)
{
    const char *at = strstr(a->body, mark);

    assert_non_null(at);
    at += strlen(mark);
    return hn_dup_n(app->memory, at, strcspn(at, "\""));
}

static const char *
today(struct hn_test_app *app)
{
    return hn_day_table(app->memory, app->store.c.today);
}

/* An ordinary meeting of today; its path. */
static const char *
called(struct hn_test_app *app)
{
    struct hn_test_answer a = hn_test_post(
        app, "secretary", hn_print(app->memory, "%s/ky-hop", cell),
        hn_print(app->memory, "day=%s&start=19h30&place=Nhà+văn+hóa", today(app)));

    assert_int_equal(a.status, 303);
    return hn_dup(app->memory, hn_test_header(&a, "Location"));
}

static const char *
at(struct hn_test_app *app, const char *meeting, const char *page)
{
    return hn_print(app->memory, "%s/%s", meeting, page);
}

static const char *
person(struct hn_test_app *app, size_t n)
{
    return hn_print(app->memory, "%lld", (long long)app->persons[n].v);
}

/* When it was, who led: as the page offers it, A-1 and A-2. */
static struct hn_test_answer
held(struct hn_test_app *app, const char *meeting)
{
    struct hn_test_answer a = hn_test_json(app, "secretary", meeting);
    const char *version = strstr(a.body, "\"version\":");

    assert_non_null(version);
    version += strlen("\"version\":");
    version = hn_dup_n(app->memory, version, strspn(version, "0123456789"));
    return hn_test_post(app, "secretary", at(app, meeting, "bien-ban"),
                        hn_print(app->memory,
                                 "day=%s&began=19:30&ended=21:00&chair=A-1&writer=A-2&row_version=%s",
                                 today(app), version));
}

/* --- calling --- */

static void
calling_fills_in_and_refuses(void **state)
{
    HN_TEST_APP(state);
    const char *post = hn_print(app->memory, "%s/ky-hop", cell);
    struct hn_test_answer a = hn_test_get(app, "secretary", hn_print(app->memory, "%s/ky-hop/moi", cell));
    const char *meeting;

    assert_int_equal(a.status, 200);
    assert_has(a, "value=\"19:30\"");
    assert_has(a, "<option value=\"A-1\"");
    /* The day says the month, unless one was asked for. */
    assert_has(a, "id=\"month\" name=\"month\" type=\"text\" value=\"\"");
    assert_has(hn_test_get(app, "secretary", hn_print(app->memory, "%s/ky-hop/moi?thang=2026-01", cell)),
               "value=\"2026-01\"");
    meeting = called(app);
    a = hn_test_get(app, "secretary", meeting);
    assert_int_equal(a.status, 200);
    assert_has(a, "Nhà văn hóa");
    assert_has(a, "Gửi giấy mời");
    /* A second ordinary one of the month wants a reason; at another hour with one it is called. */
    a = hn_test_post(app, "secretary", post, hn_print(app->memory, "day=%s&start=20:00", today(app)));
    assert_int_equal(a.status, 422);
    assert_has(a, "Tháng này đã có một kỳ thường kỳ");
    assert_has(a, "href=\"#why\"");
    a = hn_test_post(app, "secretary", post,
                     hn_print(app->memory, "day=%s&start=20:00&why=Họp+tiếp", today(app)));
    assert_int_equal(a.status, 303);
    /* Outside the cell's life, an hour that is none, a topic left out, somebody of another cell. */
    a = hn_test_post(app, "secretary", post, "day=05/07/2019&start=19:30");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#day\"");
    assert_has(a, "value=\"05/07/2019\"");
    a = hn_test_post(app, "secretary", post, hn_print(app->memory, "day=%s&start=25:00", today(app)));
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#start\"");
    a = hn_test_post(app, "secretary", post,
                     hn_print(app->memory, "day=%s&start=18:00&kind=thematic", today(app)));
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#topic\"");
    a = hn_test_post(app, "secretary", post,
                     hn_print(app->memory, "day=%s&start=18:00&kind=extraordinary&chair=A-4", today(app)));
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#chair\"");
}

static void
whose_it_is(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app);
    static const char *const pages[] = { "",         "noi-dung", "tai-lieu", "diem-danh",
                                         "bien-ban", "giay-moi", "phieu" };

    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        const char *path = *pages[i] ? at(app, meeting, pages[i]) : meeting;

        assert_int_equal(hn_test_get(app, "secretary", path).status, 200);
        assert_int_equal(hn_test_get(app, "leader", path).status, 200);
        assert_int_equal(hn_test_get(app, "stranger", path).status, 404);
        assert_int_equal(hn_test_get(app, "plain", path).status, 404);
        assert_int_equal(hn_test_get(app, NULL, path).status, 303);
    }
    assert_int_equal(hn_test_get(app, "leader", at(app, meeting, "xem-lai")).status, 403);
    assert_int_equal(hn_test_get(app, "leader", at(app, meeting, "sua")).status, 403);
    assert_int_equal(hn_test_post(app, "leader", at(app, meeting, "moi"), "").status, 403);
    assert_int_equal(hn_test_post(app, "stranger", at(app, meeting, "diem-danh"), "all=1").status, 404);
    assert_int_equal(hn_test_get(app, "secretary", "/ky-hop/12345").status, 404);
    assert_int_equal(hn_test_get(app, "secretary", cell).status, 200);
    assert_int_equal(hn_test_get(app, "secretary", "/chi-bo/22.200.001.002").status, 404);
    assert_has(hn_test_json(app, "leader", cell), "\"months\":[");
}

/* --- before it --- */

static void
agenda_and_invitation(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *key;
    struct hn_test_answer a = hn_test_json(app, "secretary", at(app, meeting, "noi-dung"));

    assert_has(a, "\"total\":9,");
    key = value(app, &a, "\"item\":\"");
    a = hn_test_post(app, "secretary", at(app, meeting, "noi-dung/them"), "title=Việc+riêng&minutes=5");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "secretary", at(app, meeting, "noi-dung/them"), "title=&minutes=5");
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "secretary", at(app, meeting, "noi-dung"),
                     hn_print(app->memory, "position.%s=4&title.%s=Mở+đầu&minutes.%s=7", key, key, key));
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", at(app, meeting, "noi-dung"));
    assert_has(a, "\"total\":10,");
    /* It stands fourth, in the part of the meeting that its neighbours there belong to. */
    assert_has(a,
               "\"position\":4,\"phase\":\"run\",\"kind\":\"formality\",\"title\":\"Mở đầu\",\"minutes\":7");
    assert_has(a, "\"position\":1,\"phase\":\"open\"");
    a = hn_test_get(app, "secretary", at(app, meeting, "noi-dung"));
    for (int i = 1; i <= 10; i++)
        assert_has(a, hn_print(app->memory, "\" value=\"%d\" inputmode", i));
    /* As shown, and saved without a change: nothing moves. */
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "noi-dung"),
                                  hn_print(app->memory, "position.%s=4", key))
                         .status,
                     303);
    assert_has(hn_test_json(app, "secretary", at(app, meeting, "noi-dung")),
               "\"position\":4,\"phase\":\"run\",\"kind\":\"formality\"");
    a = hn_test_post(app, "secretary", at(app, meeting, "noi-dung"),
                     hn_print(app->memory, "position.%s=x", key));
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "secretary", at(app, meeting, "noi-dung"), hn_print(app->memory, "remove=%s", key));
    assert_int_equal(a.status, 303);
    assert_lacks(hn_test_json(app, "secretary", at(app, meeting, "noi-dung")), "Mở đầu");
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "moi"), "").status, 303);
    assert_has(hn_test_json(app, "secretary", meeting), "\"stage\":\"invited\"");
    assert_has(hn_test_get(app, "secretary", at(app, meeting, "giay-moi")), "GIẤY MỜI");
    assert_int_equal(hn_test_get(app, "secretary", at(app, meeting, "giay-moi?dang=doc")).status, 422);
}

static void
changing_and_cancelling(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app);
    struct hn_test_answer a = hn_test_get(app, "secretary", at(app, meeting, "sua"));

    assert_int_equal(a.status, 200);
    a = hn_test_post(app, "secretary", at(app, meeting, "sua"),
                     hn_print(app->memory, "day=%s&start=8:00&row_version=77", today(app)));
    assert_int_equal(a.status, 409);
    a = hn_test_post(app, "secretary", at(app, meeting, "sua"),
                     hn_print(app->memory, "day=%s&start=8:00&row_version=1", today(app)));
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "secretary", meeting), "\"start\":\"08:00\"");
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "huy"), "reason=").status, 422);
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "huy"), "reason=Bão").status, 303);
    a = hn_test_get(app, "secretary", meeting);
    assert_has(a, "Kỳ họp đã hủy: Bão");
    a = hn_test_post(app, "secretary", at(app, meeting, "diem-danh"), "all=1");
    assert_int_equal(a.status, 409);
    assert_has(a, "không sửa được nữa");
}

/* --- attendance --- */

/* What was recorded of somebody stands in the own work once the meeting was held, not before. */
static void
own_attendance_is_in_my_work(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app);

    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "diem-danh"), "all=1").status, 303);
    assert_has(hn_test_json(app, "secretary", "/viec-cua-toi"), "\"attended\":[]");
    assert_int_equal(held(app, meeting).status, 303);
    assert_has(hn_test_json(app, "secretary", "/viec-cua-toi"), "\"state\":\"present\"");
    assert_has(hn_test_get(app, "secretary", "/viec-cua-toi"), "Các buổi họp gần đây của tôi");
    assert_has(hn_test_json(app, "leader", "/viec-cua-toi"), "\"attended\":[]");
}

static void
everybody_then_the_exceptions(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *roll = at(app, meeting, "diem-danh"), *two = person(app, 1);
    struct hn_test_answer a = hn_test_json(app, "secretary", roll);

    assert_has(a, "\"base\":3,\"present\":0,");
    assert_has(a, "\"not_recorded\":3,");
    assert_int_equal(hn_test_post(app, "secretary", roll, "all=1").status, 303);
    assert_has(hn_test_json(app, "secretary", roll), "\"base\":3,\"present\":3,");
    a = hn_test_get(app, "secretary", roll);
    assert_has(a, hn_print(app->memory, "data-nguoi-du=\"%s\"", two));
    /* A-2 was excused, with a reason; what was shown and not touched stays. */
    a = hn_test_post(app, "secretary", roll,
                     hn_print(app->memory,
                              "state.%s=excused&seen.%s=present:1&reason.%s=Đi+viện&state.%s=present&seen.%s="
                              "present:1",
                              two, two, two, person(app, 2), person(app, 2)));
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", roll);
    assert_has(a, "\"base\":3,\"present\":2,\"online\":0,\"excused\":1,");
    assert_has(a, "Đi viện");
    /* A page from before that writes something else is told so, and overwrites nothing. */
    a = hn_test_post(app, "secretary", roll,
                     hn_print(app->memory, "state.%s=unexcused&seen.%s=present:1", two, two));
    assert_int_equal(a.status, 409);
    assert_has(a, "Người khác vừa ghi khác");
    /* The same old page saved without touching that person changes nothing either. */
    a = hn_test_post(
        app, "secretary", roll,
        hn_print(app->memory, "state.%s=present&seen.%s=present:1&reason.%s=Đi+viện", two, two, two));
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "secretary", roll), "\"excused\":1,");
    /* Exempt is not for the secretary to say; nor is a state that there is none of. */
    a = hn_test_post(app, "secretary", roll, hn_print(app->memory, "state.%s=exempt", person(app, 2)));
    assert_int_equal(a.status, 422);
    a = hn_test_post(app, "secretary", roll, hn_print(app->memory, "state.%s=asleep", person(app, 2)));
    assert_int_equal(a.status, 422);
}

static void
who_is_no_member_is_a_guest(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *ops = at(app, meeting, "diem-danh");
    struct hn_test_answer a;

    a = hn_test_post_json(
        app, "secretary", ops,
        hn_print(app->memory,
                 "[{\"key\":\"khoa-000001\",\"person\":\"%s\",\"value\":\"present\",\"base\":0}]",
                 person(app, 3)));
    assert_int_equal(a.status, 200);
    assert_has(a, "\"status\":\"refused\"");
    a = hn_test_post(app, "secretary", at(app, meeting, "khach"),
                     "name=Khách+A&title=Đảng+ủy+xã&role=monitor");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", at(app, meeting, "diem-danh"));
    assert_has(a, "\"name\":\"Khách A\",\"title\":\"Đảng ủy xã\",\"role\":\"monitor\"");
    assert_has(a, "\"guests\":1}");
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "khach"), "name=").status, 422);
    a = hn_test_post(app, "secretary", at(app, meeting, "khach/bo"),
                     hn_print(app->memory, "item=%s", value(app, &a, "\"item\":\"")));
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "secretary", at(app, meeting, "diem-danh")), "\"guests\":[],");
}

static void
members_check_in_by_code(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *id = meeting + strlen("/ky-hop/"), *code;
    struct hn_test_answer a;

    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "ma"), "").status, 303);
    a = hn_test_get(app, "secretary", at(app, meeting, "diem-danh"));
    assert_has(a, "<svg class=\"app-qr\"");
    code = strstr(a.body, "<strong class=\"app-secret\">");
    assert_non_null(code);
    code = hn_dup_n(app->memory, code + strlen("<strong class=\"app-secret\">"), 6);
    a = hn_test_get(app, "secretary", hn_print(app->memory, "/tu-diem-danh?ky=%s&ma=%s", id, code));
    assert_has(a, "Tôi có mặt");
    a = hn_test_post(app, "secretary", "/tu-diem-danh", hn_print(app->memory, "meeting=%s&code=111", id));
    assert_int_equal(a.status, 422);
    assert_has(a, "Mã chưa đúng");
    a = hn_test_post(app, "secretary", "/tu-diem-danh",
                     hn_print(app->memory, "meeting=%s&code=%s", id, code));
    assert_int_equal(a.status, 303);
    /* For a fellow member, who then stands there as checked in by a helper. */
    a = hn_test_post(app, "secretary", "/tu-diem-danh",
                     hn_print(app->memory, "meeting=%s&code=%s&person=A-3", id, code));
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", at(app, meeting, "diem-danh"));
    assert_has(a, "\"base\":3,\"present\":2,");
    a = hn_test_post(app, "secretary", "/tu-diem-danh",
                     hn_print(app->memory, "meeting=%s&code=%s&person=A-4", id, code));
    assert_int_equal(a.status, 422);
    assert_int_equal(
        hn_test_post(app, "plain", "/tu-diem-danh", hn_print(app->memory, "meeting=%s&code=%s", id, code))
            .status,
        404);
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "ma/dong"), "").status, 303);
    a = hn_test_post(app, "secretary", "/tu-diem-danh",
                     hn_print(app->memory, "meeting=%s&code=%s&person=A-2", id, code));
    assert_int_equal(a.status, 409);
}

/* --- minutes --- */

static void
lines_of_the_minutes(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *page = at(app, meeting, "bien-ban");
    struct hn_test_answer a;

    hn_test_post(app, "secretary", at(app, meeting, "diem-danh"), "all=1");
    assert_int_equal(held(app, meeting).status, 303);
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/y-kien"),
                     "person=A-2&text=Nhất+trí&new_item=muc-00000001");
    assert_int_equal(a.status, 303);
    assert_string_equal(strchr(hn_test_header(&a, "Location"), '#'), "#y-kien");
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/y-kien"), "person=A-4&text=Nhất+trí");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#opinion-person\"");
    assert_has(a, "Nhất trí</textarea>");
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/y-kien"), "person=A-2&text=");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#opinion-text\"");
    /* Votes: as many as were there, not more; those present cannot be more than those entitled. */
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/bieu-quyet"),
                     "subject=Nghị+quyết&for=4&new_item=muc-00000002");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#vote-for\"");
    assert_has(a, "nhiều hơn số người có mặt");
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/bieu-quyet"),
                     "subject=Nghị+quyết&for=3&new_item=muc-00000002");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/nhiem-vu"),
                     "title=Làm+đường&person=A-3&new_item=muc-00000003");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/nhiem-vu"), "title=Làm+đường&person=");
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#task-person\"");
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/phan"), "item=conclusion&text=Thống+nhất");
    assert_int_equal(a.status, 303);
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/phan"), "item=weather&text=Nắng");
    assert_int_equal(a.status, 422);
    a = hn_test_json(app, "secretary", page);
    assert_has(a, "\"item\":\"muc-00000001\",\"kind\":\"opinion\"");
    assert_has(a, "\"for\":3,");
    assert_has(a, "\"title\":\"Làm đường\"");
    assert_has(a, "Thống nhất");
    /* Changed in its own form, taken out again. */
    a = hn_test_get(app, "secretary", at(app, meeting, "bien-ban?sua=muc-00000001"));
    assert_has(a, "name=\"item\" value=\"muc-00000001\"");
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/bo"), "what=opinion&item=muc-00000001");
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "secretary", page), "\"opinions\":[]");
}

static void
adopted_sent_and_locked(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *document;
    struct hn_test_answer a = hn_test_get(app, "secretary", at(app, meeting, "xem-lai"));

    assert_has(a, "Còn thiếu trước khi thông qua");
    a = hn_test_post(app, "secretary", at(app, meeting, "xem-lai"), "");
    assert_int_equal(a.status, 409);
    hn_test_post(app, "secretary", at(app, meeting, "diem-danh"), "all=1");
    held(app, meeting);
    hn_test_post(app, "secretary", at(app, meeting, "bien-ban/bieu-quyet"), "subject=Nghị+quyết&for=3");
    hn_test_post(app, "secretary", at(app, meeting, "bien-ban/phan"), "item=conclusion&text=Thống+nhất");
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "cham-diem"), "full=1").status, 303);
    a = hn_test_get(app, "secretary", at(app, meeting, "xem-lai"));
    assert_lacks(a, "Còn thiếu trước khi thông qua");
    assert_has(a, "3/3 đảng viên phải dự (100,0%)");
    a = hn_test_post(app, "secretary", at(app, meeting, "xem-lai"), "");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", meeting);
    assert_has(a, "\"stage\":\"sent\"");
    a = hn_test_get(app, "secretary", meeting);
    document = strstr(a.body, "/van-ban/");
    assert_non_null(document);
    document = hn_dup_n(app->memory, document, strcspn(document, "\"?"));
    a = hn_test_get(app, "leader", hn_print(app->memory, "%s%s?dang=txt", meeting, document));
    assert_int_equal(a.status, 200);
    assert_has(a, "3/3 đảng viên phải dự");
    /* Received by the committee above, by nobody else, once. */
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "nhan"), "").status, 403);
    assert_has(hn_test_get(app, "clerk", meeting), "Xác nhận đã nhận");
    assert_int_equal(hn_test_post(app, "clerk", at(app, meeting, "nhan"), "").status, 303);
    a = hn_test_get(app, "clerk", meeting);
    assert_has(a, "Cấp trên đã nhận lúc");
    assert_lacks(a, "Xác nhận đã nhận");
    /* Locked: every kind of change is refused with a sentence, an addendum is taken. */
    a = hn_test_post(app, "secretary", at(app, meeting, "bien-ban/y-kien"), "person=A-2&text=Thêm");
    assert_int_equal(a.status, 409);
    assert_has(a, "không sửa được nữa");
    a = hn_test_post(app, "secretary", at(app, meeting, "diem-danh"),
                     hn_print(app->memory, "state.%s=excused", person(app, 1)));
    assert_int_equal(a.status, 409);
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "xem-lai"), "").status, 409);
    assert_int_equal(hn_test_post(app, "secretary", at(app, meeting, "bo-sung"), "text=").status, 422);
    a = hn_test_post(app, "secretary", at(app, meeting, "bo-sung"), "text=Ghi+nhầm+giờ");
    assert_int_equal(a.status, 303);
    assert_has(hn_test_get(app, "secretary", meeting), "Bản bổ sung");
}

/* --- papers and sheets --- */

static struct hn_test_answer
upload(struct hn_test_app *app, const char *path, const char *name, const char *content, size_t len)
{
    struct hn_buf b;

    hn_buf_init(&b, app->memory, 0);
    hn_buf_printf(&b,
                  "--ranh\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
                  "--ranh\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                  "Content-Type: application/octet-stream\r\n\r\n",
                  hn_test_token(app, "secretary"), name);
    hn_buf_add(&b, content, len);
    hn_buf_str(&b, "\r\n--ranh--\r\n");
    return hn_test_send(app, &(struct hn_test_request){ .method = HN_HTTP_POST,
                                                        .target = path,
                                                        .user = "secretary",
                                                        .type = "multipart/form-data; boundary=ranh",
                                                        .body = b.data,
                                                        .body_len = b.len });
}

static void
papers_are_typed_and_limited(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *papers = at(app, meeting, "tai-lieu");
    struct hn_test_answer a = upload(app, papers, "de-an.pdf", "%PDF-1.4\nx", 10);
    size_t large = ((size_t)5 << 20) + 1;
    char *bytes = hn_alloc(app->memory, large);

    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", papers);
    assert_has(a, "\"name\":\"de-an.pdf\",\"type\":\"pdf\",\"size\":10");
    a = upload(app, papers, "virus.pdf", "MZ\x90\x00\x03", 5);
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#file\"");
    memset(bytes, 'a', large);
    a = upload(app, papers, "dai.txt", bytes, large);
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#file\"");
    a = hn_test_json(app, "secretary", papers);
    assert_has(a, "\"total\":1,");
    a = hn_test_get(app, "leader",
                    hn_print(app->memory, "%s/%s", papers, value(app, &a, "\"rows\":[{\"id\":\"")));
    assert_int_equal(a.status, 200);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "application/octet-stream");
    assert_int_equal(hn_test_get(app, "leader", hn_print(app->memory, "%s/77", papers)).status, 404);
}

static void
a_sheet_is_typed_in_by_numbers(void **state)
{
    HN_TEST_APP(state);
    const char *meeting = called(app), *entry = at(app, meeting, "nhap-phieu");
    const char *when = hn_print(app->memory, "day=%s&began=19:30&ended=21:00", today(app));
    struct hn_test_answer a = hn_test_get(app, "secretary", entry);

    assert_int_equal(a.status, 200);
    assert_has(hn_test_get(app, "secretary", at(app, meeting, "phieu")), "PHIẾU GHI");
    a = hn_test_post(app, "secretary", entry, hn_print(app->memory, "%s&excused=2,9", when));
    assert_int_equal(a.status, 422);
    assert_has(a, "Không có số thứ tự 9");
    assert_has(hn_test_json(app, "secretary", meeting), "\"held_at\":null");
    a = hn_test_post(app, "secretary", entry, hn_print(app->memory, "%s&chair=B-9&writer=A-3", when));
    assert_int_equal(a.status, 422);
    assert_has(a, "href=\"#chair\"");
    a = hn_test_post(
        app, "secretary", entry,
        hn_print(app->memory, "%s&chair=A-1&writer=A-3&excused=2&for=2&conclusion=Thống+nhất", when));
    assert_int_equal(a.status, 303);
    assert_lacks(hn_test_get(app, "secretary", at(app, meeting, "xem-lai")), "Chưa có người chủ trì");
    assert_lacks(hn_test_get(app, "secretary", at(app, meeting, "xem-lai")), "Chưa có thư ký");
    a = hn_test_json(app, "secretary", at(app, meeting, "bien-ban"));
    assert_has(a, "\"present\":2,\"online\":0,\"excused\":1,");
    assert_has(a, "\"for\":2,");
    assert_has(a, "Thống nhất");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(calling_fills_in_and_refuses), HN_TEST_PAGE(whose_it_is),
        HN_TEST_PAGE(agenda_and_invitation),        HN_TEST_PAGE(changing_and_cancelling),
        HN_TEST_PAGE(own_attendance_is_in_my_work), HN_TEST_PAGE(everybody_then_the_exceptions),
        HN_TEST_PAGE(who_is_no_member_is_a_guest),  HN_TEST_PAGE(members_check_in_by_code),
        HN_TEST_PAGE(lines_of_the_minutes),         HN_TEST_PAGE(adopted_sent_and_locked),
        HN_TEST_PAGE(papers_are_typed_and_limited), HN_TEST_PAGE(a_sheet_is_typed_in_by_numbers),
    };

    return cmocka_run_group_tests_name("page_meeting", tests, NULL, NULL);
}
