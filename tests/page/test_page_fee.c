/* Proves: the fee book of a cell through its pages: who owes, paying by ticks and all at once, one payment with its sum,
 * receipts, annulment, what goes upward and its confirmation, reliefs, totals; each refusal says why beside its form; the
 * base of a fee stands on the one page where it may be seen; and nobody comes to what is not his. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "support/page.h"

#define assert_has(answer, text)   assert_non_null(strstr((answer).body, text))
#define assert_lacks(answer, text) assert_null(strstr((answer).body, text))

static const char book[] = "/chi-bo/22.200.001.001/dang-phi";
static const char march[] = "/chi-bo/22.200.001.001/dang-phi?thang=2026-03";

static struct hn_test_answer
post(struct hn_test_app *app, const char *user, const char *end, const char *form)
{
    char path[160];

    snprintf(path, sizeof path, "%s%s", book, end);
    return hn_test_post(app, user, path, form);
}

static struct hn_test_answer
get(struct hn_test_app *app, const char *user, const char *end)
{
    char path[160];

    snprintf(path, sizeof path, "%s%s", book, end);
    return hn_test_get(app, user, path);
}

/* A-1 owes a share of 8.450.000, A-2 5.000; of A-3 nothing is known. */
static void
say_who_pays(struct hn_test_app *app)
{
    assert_int_equal(
        post(app, "secretary", "/ho-so/A-1", "payer=insured&base=8.450.000&from=01/01/2020&month=2026-03")
            .status,
        303);
    assert_int_equal(post(app, "secretary", "/ho-so/A-2", "payer=student&base=&from=01/01/2020").status, 303);
}

/* What stands between a text of a body and the next quote. */
static const char *
after(const struct hn_test_answer *a, const char *text)
{
    static char out[64];
    const char *at = strstr(a->body, text);

    assert_non_null(at);
    snprintf(out, sizeof out, "%.*s", (int)strcspn(at + strlen(text), "\""), at + strlen(text));
    return out;
}

static void
paying_by_ticks_and_all_at_once(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char form[160];

    say_who_pays(app);
    a = hn_test_get(app, "secretary", march);
    assert_int_equal(a.status, 200);
    assert_has(a, "Sổ tháng này chưa mở");
    assert_has(a, "<b>84.500</b> đ");
    assert_has(a, "Chưa đủ căn cứ tính");
    a = post(app, "secretary", "", "month=2026-03&method=cash&paid_on=20/03/2026");
    assert_int_equal(a.status, 422);
    assert_has(a, "Hãy đánh dấu ít nhất một người");
    snprintf(form, sizeof form, "month=2026-03&method=cash&paid_on=20/03/2026&person=%" PRId64,
             app->persons[1].v);
    a = post(app, "secretary", "", form);
    assert_int_equal(a.status, 303);
    assert_string_equal(hn_test_header(&a, "Location"), march);
    a = hn_test_json(app, "secretary", march);
    assert_has(a, "\"opened\":true");
    assert_has(a, "\"members\":3,\"owing\":1,\"paid\":1,\"exempt\":0,\"reduced\":0,\"unknown\":1,\"late\":1");
    a = post(app, "secretary", "", "month=2026-03&method=cash&paid_on=20/03/2026&all=1");
    assert_int_equal(a.status, 303);
    assert_has(hn_test_json(app, "secretary", march), "\"paid\":2,");
    a = post(app, "secretary", "", "month=2026-03&method=cash&paid_on=20/03/2026&all=1");
    assert_int_equal(a.status, 409);
    assert_has(a, "Không còn ai phải đóng");
    a = post(app, "secretary", "", "month=2099-03&method=cash&paid_on=20/03/2026&all=1");
    assert_int_equal(a.status, 409);
    a = post(app, "secretary", "", "month=2026-03&method=cash&paid_on=20/03/2099&all=1");
    assert_int_equal(a.status, 422);
    assert_has(a, "Ngày đóng không được sau hôm nay");
    a = hn_test_get(app, "secretary", "/chi-bo/22.200.001.001/dang-phi?thang=2026-03&loc=paid");
    assert_has(a, "Lê Thị Ánh");
    assert_lacks(a, "Đặng Quốc Cường");
    a = get(app, "secretary", "/in/2026-03");
    assert_int_equal(a.status, 200);
    assert_has(a, "SỔ ĐẢNG PHÍ THÁNG 3/2026");
    assert_int_equal(get(app, "secretary", "/in/2026-13").status, 404);
}

static void
one_payment_its_receipt_and_its_end(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char path[120], receipt[120];

    say_who_pays(app);
    a = post(app, "secretary", "/ho-so/A-3/nop", "month=2026-03&method=cash&paid_on=20/03/2026");
    assert_int_equal(a.status, 422);
    assert_has(a, "Chưa tính được mức đóng");
    a = post(app, "secretary", "/ho-so/A-3/nop",
             "month=2026-03&amount=20.000&method=bank&paid_on=20/03/2026");
    assert_int_equal(a.status, 303);
    snprintf(receipt, sizeof receipt, "%s", hn_test_header(&a, "Location"));
    a = hn_test_get(app, "secretary", receipt);
    assert_int_equal(a.status, 200);
    assert_has(a, "PHIẾU THU ĐẢNG PHÍ");
    assert_has(a, "hai mươi nghìn đồng");
    assert_has(a, "Đặng Quốc Cường");
    a = post(app, "secretary", "/ho-so/A-3/nop",
             "month=2026-03&amount=20.000&method=bank&paid_on=21/03/2026");
    assert_int_equal(a.status, 409);
    assert_has(a, "Tháng này đã đóng rồi: phiếu thu số 1, 20/03/2026");
    a = post(app, "secretary", "/ho-so/A-1/nop",
             "month=2026-03&amount=84.499&method=bank&paid_on=21/03/2026");
    assert_int_equal(a.status, 422);
    assert_has(a, "Số tiền không đúng mức phải đóng");
    snprintf(path, sizeof path, "/huy/%s", strrchr(receipt, '/') + 1);
    assert_int_equal(get(app, "secretary", path).status, 200);
    assert_int_equal(post(app, "secretary", path, "why=").status, 422);
    assert_int_equal(post(app, "secretary", path, "why=Ghi+nhầm").status, 303);
    assert_int_equal(post(app, "secretary", path, "why=Ghi+nhầm").status, 409);
    assert_has(hn_test_get(app, "secretary", receipt), "ĐÃ HỦY. Lý do: Ghi nhầm");
    assert_int_equal(get(app, "secretary", "/phieu-thu/12345").status, 404);
    assert_int_equal(get(app, "secretary", "/phieu-thu/abc").status, 404);
}

static void
money_goes_upward_and_is_confirmed(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char form[120];

    say_who_pays(app);
    assert_int_equal(post(app, "secretary", "", "month=2026-03&method=cash&paid_on=20/03/2026&all=1").status,
                     303);
    a = hn_test_get(app, "secretary", march);
    assert_has(a, "value=\"26.850\""); /* 30 % of 89.500 */
    a = post(app, "secretary", "/nop-len", "month=2026-03&amount=26.851&remitted_on=25/03/2026");
    assert_int_equal(a.status, 422);
    assert_has(a, "Số còn phải nộp lên nhiều nhất 26.850 đồng");
    a = post(app, "secretary", "/nop-len", "month=2026-03&amount=26.850&remitted_on=25/03/2026&note=Đợt+1");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "clerk", "/dang-phi/de-nghi");
    assert_has(a, "\"amount_dong\":26850");
    snprintf(form, sizeof form, "unit=22.200.001.001&remittance=%s",
             after(&a, "\"remittances\":[{\"id\":\""));
    assert_int_equal(hn_test_post(app, "secretary", "/dang-phi/nhan", form).status, 403);
    assert_int_equal(hn_test_post(app, "stranger", "/dang-phi/nhan", form).status, 404);
    assert_int_equal(hn_test_post(app, "clerk", "/dang-phi/nhan", form).status, 303);
    assert_int_equal(hn_test_post(app, "clerk", "/dang-phi/nhan", form).status, 409);
    assert_has(hn_test_get(app, "secretary", march), "Đã xác nhận");
    a = hn_test_json(app, "leader", "/dang-phi?don-vi=22&thang=2026-03");
    assert_has(a, "\"sum\":{\"cells\":3,\"opened\":1,\"members\":3,");
    assert_has(a, "\"received_dong\":26850");
    a = hn_test_get(app, "leader", "/dang-phi.csv?don-vi=22.200.001&thang=2026-03");
    assert_int_equal(a.status, 200);
    assert_has(a, "22.200.001.001");
    a = hn_test_get(app, "leader", "/dang-phi?don-vi=22&thang=2026-03");
    assert_has(a, "1/3 chi bộ đã mở sổ");
    assert_has(a, "/dang-phi?don-vi=22.200&amp;thang=2026-03");
    assert_int_equal(hn_test_get(app, "leader", "/dang-phi?thang=2099-01").status, 409);
    assert_int_equal(hn_test_get(app, "clerk", "/dang-phi?don-vi=22.300").status, 404);
}

static void
relief_is_asked_and_decided(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char form[200];

    say_who_pays(app);
    snprintf(form, sizeof form,
             "person=%" PRId64 "&kind=reduced&ground=poor&share=7000&reason=Khó+khăn&month_from=03/2026",
             app->persons[1].v);
    a = post(app, "secretary", "/mien-giam", form);
    assert_int_equal(a.status, 422);
    assert_has(a, "giảm nhiều nhất 12 tháng");
    strncat(form, "&month_to=02/2027", sizeof form - strlen(form) - 1);
    assert_int_equal(post(app, "secretary", "/mien-giam", form).status, 303);
    assert_int_equal(post(app, "secretary", "/mien-giam", form).status, 409);
    assert_has(get(app, "secretary", "/mien-giam"), "Chờ duyệt");
    a = hn_test_get(app, "clerk", "/dang-phi/de-nghi");
    assert_has(a, "Trần Văn Bình");
    a = hn_test_json(app, "clerk", "/dang-phi/de-nghi");
    snprintf(form, sizeof form, "unit=22.200.001.001&relief=%s&agree=1",
             after(&a, "\"reliefs\":[{\"id\":\""));
    assert_int_equal(hn_test_post(app, "secretary", "/dang-phi/de-nghi", form).status, 403);
    assert_int_equal(hn_test_post(app, "clerk", "/dang-phi/de-nghi", form).status, 303);
    assert_int_equal(hn_test_post(app, "clerk", "/dang-phi/de-nghi", form).status, 409);
    assert_has(hn_test_json(app, "secretary", march), "\"full_dong\":5000,\"due_dong\":1500");
    assert_has(hn_test_json(app, "stranger", "/dang-phi/de-nghi"), "\"total\":0");
}

static void
the_base_stands_where_it_may_be_seen(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    say_who_pays(app);
    a = post(app, "secretary", "/ho-so/A-3", "payer=insured&base=&from=01/01/2020");
    assert_int_equal(a.status, 422);
    assert_has(a, "hãy ghi số tiền làm căn cứ");
    a = get(app, "secretary", "/ho-so/A-1");
    assert_int_equal(a.status, 200);
    assert_has(a, "8.450.000 đ");
    assert_has(hn_test_json(app, "auditor", "/nhat-ky?viec=reveal"), "\"purpose\":\"fee\"");
    assert_lacks(hn_test_get(app, "secretary", march), "8.450.000");
    assert_lacks(hn_test_json(app, "secretary", march), "8450000");
    /* The secretary's own record is A-1. */
    a = hn_test_get(app, "secretary", "/toi/dang-phi");
    assert_int_equal(a.status, 200);
    assert_has(a, "8.450.000 đ");
    assert_int_equal(post(app, "secretary", "", "month=2026-03&method=cash&paid_on=20/03/2026&all=1").status,
                     303);
    a = hn_test_json(app, "secretary", "/toi/dang-phi");
    assert_has(a, "\"month\":\"2026-03\"");
    char path[80];

    snprintf(path, sizeof path, "/toi/dang-phi/phieu-thu/%s", after(&a, "\"payment\":\""));
    assert_has(hn_test_get(app, "secretary", path), "PHIẾU THU ĐẢNG PHÍ");
    assert_int_equal(hn_test_get(app, "plain", path).status, 404);
    assert_int_equal(hn_test_get(app, "plain", "/toi/dang-phi").status, 200);
    assert_int_equal(hn_test_get(app, "clerk", "/toi/dang-phi").status, 404); /* an account of nobody */
}

static void
nobody_comes_to_what_is_not_his(void **state)
{
    HN_TEST_APP(state);

    assert_int_equal(hn_test_get(app, "clerk", march).status, 403);
    assert_int_equal(hn_test_get(app, "leader", march).status, 403);
    assert_int_equal(hn_test_get(app, "stranger", march).status, 404);
    assert_int_equal(hn_test_get(app, "plain", march).status, 404);
    assert_int_equal(hn_test_get(app, "secretary", "/chi-bo/22.200.001.002/dang-phi").status, 404);
    assert_int_equal(get(app, "secretary", "/ho-so/A-4").status, 404);
    assert_int_equal(hn_test_get(app, "secretary", "/dang-phi/de-nghi").status, 403);
    assert_int_equal(post(app, "clerk", "", "month=2026-03&method=cash&paid_on=20/03/2026&all=1").status,
                     403);
    assert_int_equal(hn_test_get(app, "plain", "/dang-phi").status, 403);
    assert_int_equal(get(app, "secretary", "?thang=2026").status, 422);
    assert_int_equal(get(app, "secretary", "?thang=2099-01").status, 409);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(paying_by_ticks_and_all_at_once),      HN_TEST_PAGE(one_payment_its_receipt_and_its_end),
        HN_TEST_PAGE(money_goes_upward_and_is_confirmed),   HN_TEST_PAGE(relief_is_asked_and_decided),
        HN_TEST_PAGE(the_base_stands_where_it_may_be_seen), HN_TEST_PAGE(nobody_comes_to_what_is_not_his),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
