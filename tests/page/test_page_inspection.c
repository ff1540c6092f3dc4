/* test_page_inspection: proves that an inspection goes from the programme to the archive on its pages, that who inspects,
 * the team and the subject each see and do what is theirs on the same pages, and that everybody else gets the answer for
 * what is not there. */
#include "rule/rule.h"
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define CELL "22.200.001.001"

static void
not_seen(struct hn_test_answer a, const char *text)
{
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, text));
}

static void
sent_to(const struct hn_test_answer *a, char path[128])
{
    if (a->status != 303)
        print_message("status %u: %.3000s\n", a->status, a->body);
    assert_int_equal(a->status, 303);
    snprintf(path, 128, "%s", hn_test_header(a, "Location"));
    path[strcspn(path, "?")] = '\0';
}

static const char *
under(const char *path, const char *step)
{
    static char full[160];

    snprintf(full, sizeof full, "%s%s", path, step);
    return full;
}

static const char *
day(struct hn_test_app *app, int ahead)
{
    return hn_day_table(app->memory, hn_day_at(hn_platform_real()->now(NULL)) + ahead);
}

/* Decided by the province over the cell. */
static void
decide(struct hn_test_app *app, char path[128])
{
    char form[600];
    struct hn_test_answer a;

    snprintf(form, sizeof form,
             "don-vi=22&kind=inspection&subject_unit=" CELL "&subject_person=&decision=12-QĐ/UBKT"
             "&decided_on=%s&content=Chế+độ+sinh+hoạt&outline=Số+kỳ+họp&due=%s",
             day(app, -1), day(app, 30));
    a = hn_test_post(app, "leader", "/kiem-tra", form);
    sent_to(&a, path);
}

static void
a_programme(void **state)
{
    HN_TEST_APP(state);
    char path[128], form[400];
    struct hn_test_answer a;

    seen(hn_test_get(app, "leader", "/kiem-tra/chuong-trinh"), 200, "Lập chương trình");
    seen(hn_test_get(app, "plain", "/kiem-tra/chuong-trinh"), 403, NULL);
    seen(hn_test_post(app, "leader", "/kiem-tra/chuong-trinh", "don-vi=22&year=12&title=X"), 422, "Năm");
    a = hn_test_post(app, "leader", "/kiem-tra/chuong-trinh", "don-vi=22&year=2099&title=Chương+trình+2099");
    sent_to(&a, path);
    seen(hn_test_post(app, "leader", "/kiem-tra/chuong-trinh", "don-vi=22&year=2099&title=X"), 409,
         "Năm này đã có chương trình");
    snprintf(form, sizeof form, "on=%s", day(app, 0));
    seen(hn_test_post(app, "leader", under(path, "/duyet"), form), 409, "Chương trình chưa có cuộc nào");
    seen(hn_test_post(app, "leader", under(path, "/muc"),
                      "kind=supervision&subject_unit=" CELL "&subject_person=&month=2/2098&content=X"),
         422, "Tháng phải thuộc năm");
    seen(hn_test_post(app, "leader", under(path, "/muc"),
                      "kind=supervision&subject_unit=" CELL "&subject_person=A-1&month=2/2099&content=X"),
         422, "một đối tượng");
    seen(hn_test_post(app, "leader", under(path, "/muc"),
                      "kind=supervision&subject_unit=" CELL "&subject_person=&month=2/2099&content=Việc+họp"),
         303, NULL);
    seen(hn_test_get(app, "leader", path), 200, "2/2099");
    seen(hn_test_json(app, "leader", path), 200, "\"subject_code\":\"" CELL "\"");
    seen(hn_test_get(app, "clerk", path), 404, NULL);
    assert_int_equal(hn_test_post(app, "leader", under(path, "/duyet"), form).status, 303);
    seen(hn_test_post(app, "leader", under(path, "/duyet"), form), 409, "đã phê duyệt");
    seen(hn_test_get(app, "leader", "/kiem-tra/moi"), 200, "2/2099");
    seen(hn_test_json(app, "leader", "/kiem-tra/chuong-trinh"), 200, "\"state\":\"approved\"");
}

static void
whole_life(void **state)
{
    HN_TEST_APP(state);
    char path[128], finding[128], form[400], none[200];
    struct hn_test_answer a;

    seen(hn_test_post(app, "leader", "/kiem-tra", "don-vi=22&kind=inspection"), 422, "Hãy");
    seen(hn_test_post(app, "plain", "/kiem-tra", "don-vi=22"), 403, NULL);
    decide(app, path);
    /* Everybody beside: not there. */
    seen(hn_test_get(app, "leader", path), 200, "Gửi yêu cầu báo cáo");
    seen(hn_test_get(app, "secretary", path), 200, "Chưa có yêu cầu báo cáo");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_get(app, "plain", path), 404, NULL);
    seen(hn_test_get(app, "clerk", path), 404, NULL);
    seen(hn_test_get(app, "leader", "/kiem-tra/1"), 404, NULL);
    seen(hn_test_post(app, "leader", under(path, "/yeu-cau"), ""), 409, "Hãy cử đoàn");
    /* The team: its rights begin and end. */
    seen(hn_test_post(app, "leader", under(path, "/doan"), "person=A-1&role=head"), 422,
         "đối tượng kiểm tra");
    seen(hn_test_post(app, "leader", under(path, "/doan"), "person=KHONG&role=head"), 422, "Không tìm thấy");
    seen(hn_test_post(app, "leader", under(path, "/doan"), "person=B-1&role=head"), 303, NULL);
    seen(hn_test_get(app, "leader", under(path, "/doan")), 200, "B-1");
    hn_test_sign_in(app, "plain");
    seen(hn_test_get(app, "plain", path), 200, "Các bước");
    seen(hn_test_get(app, "secretary", under(path, "/doan")), 403, NULL);
    seen(hn_test_post(app, "leader", under(path, "/yeu-cau"), ""), 303, NULL);
    /* The subject reports; notes are not for it. */
    seen(hn_test_get(app, "secretary", under(path, "/bao-cao")), 200, "name=\"report\"");
    seen(hn_test_post(app, "secretary", under(path, "/bao-cao"), "report=Tự+kiểm+tra&row_version=2"), 303,
         NULL);
    snprintf(form, sizeof form, "day=%s&note=Đã+xem+sổ", day(app, 0));
    seen(hn_test_post(app, "leader", under(path, "/ghi-chep"), form), 403, NULL);
    seen(hn_test_post(app, "plain", under(path, "/ghi-chep"), form), 303, NULL);
    seen(hn_test_get(app, "secretary", under(path, "/ghi-chep")), 403, NULL);
    not_seen(hn_test_json(app, "secretary", path), "Đã xem sổ");
    seen(hn_test_json(app, "leader", path), 200, "Đã xem sổ");
    /* Found, answered, put right. */
    seen(hn_test_post(app, "plain", under(path, "/phat-hien"), "kind=violation&text=Không+họp&basis="), 422,
         "Vi phạm phải nêu quy định");
    a = hn_test_post(app, "plain", under(path, "/phat-hien"), "kind=shortcoming&text=Họp+muộn&basis=");
    sent_to(&a, finding);
    seen(hn_test_get(app, "secretary", finding), 200, "name=\"answer\"");
    not_seen(hn_test_get(app, "secretary", finding), "name=\"responsible\"");
    seen(hn_test_post(app, "secretary", under(finding, "/tra-loi"), "answer=Đã+nhận&row_version=1"), 303,
         NULL);
    seen(hn_test_get(app, "plain", finding), 200, "Đã nhận");
    snprintf(form, sizeof form, "number=15-TB&on=%s&conclusion=Cần+họp+đúng+ngày", day(app, 0));
    seen(hn_test_post(app, "leader", under(path, "/ket-luan"), form), 409, "chưa có việc khắc phục");
    snprintf(form, sizeof form, "title=Xếp+lịch+họp&responsible=A-2&checker=B-1&due=%s", day(app, 20));
    snprintf(none, sizeof none, "title=X&responsible=A-2&checker=A-3&due=%s", day(app, 20));
    seen(hn_test_post(app, "secretary", under(finding, "/khac-phuc"), none), 403, NULL);
    seen(hn_test_post(app, "leader", under(finding, "/khac-phuc"), form), 303, NULL);
    seen(hn_test_get(app, "secretary", finding), 200, "Xếp lịch họp");
    seen(hn_test_get(app, "secretary", under(path, "/thong-bao")), 404, NULL);
    snprintf(form, sizeof form, "number=15-TB&on=%s&conclusion=Cần+họp+đúng+ngày", day(app, 0));
    seen(hn_test_post(app, "leader", under(path, "/ket-luan"), form), 303, NULL);
    seen(hn_test_get(app, "secretary", under(path, "/thong-bao")), 200, "Cần họp đúng ngày");
    seen(hn_test_get(app, "secretary", under(path, "/thong-bao?dang=txt")), 200, "15-TB");
    seen(hn_test_get(app, "stranger", under(path, "/thong-bao")), 404, NULL);
    seen(hn_test_post(app, "leader", under(path, "/luu"), "note="), 409, "Còn 1 việc khắc phục");
    /* Lists and sums, with what stands behind each figure. */
    seen(hn_test_json(app, "leader", "/kiem-tra"), 200, "\"open\":1,\"overdue\":0,\"concluded\":1");
    seen(hn_test_json(app, "leader", "/kiem-tra?xem=remedies&don-vi=22.200"), 200, "\"total\":1");
    seen(hn_test_json(app, "leader", "/kiem-tra?xem=remedies&don-vi=22.300"), 200, "\"total\":0");
    seen(hn_test_json(app, "secretary", "/kiem-tra?xem=mine"), 200, "\"total\":1");
    seen(hn_test_json(app, "stranger", "/kiem-tra"), 200, "\"total\":0");
    seen(hn_test_json(app, "plain", "/kiem-tra?xem=team"), 200, "\"total\":1");
    seen(hn_test_get(app, "leader", "/kiem-tra.csv"), 200, "12-QĐ/UBKT");
    /* Out of the team: the page is not there any more. */
    snprintf(form, sizeof form, "person=%lld", (long long)app->persons[4].v);
    seen(hn_test_post(app, "leader", under(path, "/doan/bo"), form), 303, NULL);
    hn_test_sign_in(app, "plain");
    seen(hn_test_get(app, "plain", path), 404, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(a_programme), HN_TEST_PAGE(whole_life) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
