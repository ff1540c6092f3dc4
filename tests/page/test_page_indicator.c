/* test_page_indicator: proves that indicators and forms are set up by who directs the unit and by nobody else, that a formula that
 * cannot be read says so at its field with the place, and that both are read in both faces and as a file. */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define A     "22.200"
#define ORG   "22.200.001"
#define CELL  "22.200.001.001"
#define OTHER "22.200.001.002"

#define MEANING(name, measure, formula)                                                                      \
    "don-vi=" A "&name=" name "&measure=" measure                                                            \
    "&every=month&over_tree=sum&over_time=sum&better=up&places=1&formula=" formula "&from=01/01/2021"

/* Indicators of committee A: households in all, those with clean water, their share. */
static void
set_up_indicators(struct hn_test_app *app)
{
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc", "code=ho.tong&" MEANING("Tổng+số+hộ", "hộ", "")),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc",
                      "code=ho.sach&" MEANING("Hộ+dùng+nước+sạch", "hộ", "")),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc",
                      "code=ho.ty_le&" MEANING("Tỷ+lệ+nước+sạch", "%25", "[ho.sach]+/+[ho.tong]+*+100")),
         303, NULL);
}

static void
set_up_form(struct hn_test_app *app)
{
    set_up_indicators(app);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu",
                      "don-vi=" A
                      "&code=nuoc&name=Nước+sạch&asked=any_cell&every=month&due_days=5&from=01/01/2021"),
         303, "");
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/dong", "don-vi=" A "&add=ho.tong&add_required=1"),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/dong", "don-vi=" A "&add=ho.sach&add_required=1"),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/dong", "don-vi=" A "&add=ho.ty_le"), 303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/kiem-tra",
                      "don-vi=" A
                      "&formula=[ho.sach]+<%3D+[ho.tong]&message=Hộ+nước+sạch+nhiều+hơn+tổng+số&strict=1"),
         303, NULL);
}

static void
indicators(void **state)
{
    HN_TEST_APP(state);

    seen(hn_test_get(app, "clerk", "/chi-tieu/danh-muc/moi"), 200, "Cách viết công thức");
    seen(hn_test_get(app, "secretary", "/chi-tieu/danh-muc/moi?don-vi=" A), 404, NULL);
    seen(hn_test_get(app, "plain", "/chi-tieu/danh-muc/moi"), 403, NULL);
    set_up_indicators(app);
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc", "code=ho.tong&" MEANING("Tổng", "hộ", "")), 409,
         "Mã chỉ tiêu này đã có");
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc", "code=hộ&" MEANING("Tổng", "hộ", "")), 422,
         "Mã chỉ tiêu chỉ gồm");
    seen(hn_test_post(app, "stranger", "/chi-tieu/danh-muc", "code=la&" MEANING("Tổng", "hộ", "")), 404,
         NULL);
    seen(
        hn_test_post(app, "clerk", "/chi-tieu/danh-muc", "code=sai&" MEANING("Sai", "hộ", "[ho.tong]+%2B+(")),
        422, "ở ký tự thứ 14");
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc", "code=sai&" MEANING("Sai", "hộ", "[khong.co]")),
         422, "khong.co");
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc",
                      "code=sai&" MEANING("Sai", "%25", "[ho.sach]+/+[ho.tong]")),
         422, "chưa phải là %");
    seen(hn_test_get(app, "clerk", "/chi-tieu/danh-muc"), 200, "Hộ dùng nước sạch");
    seen(hn_test_json(app, "clerk", "/chi-tieu/danh-muc?loai=reckoned"), 200, "\"total\":1");
    seen(hn_test_json(app, "secretary", "/chi-tieu/danh-muc?tim=nuoc+sach"), 200, "\"total\":2");
    seen(hn_test_get(app, "clerk", "/chi-tieu/danh-muc.csv"), 200, "ho.ty_le");
    seen(hn_test_json(app, "stranger", "/chi-tieu/danh-muc"), 200, "\"total\":0");
    seen(hn_test_get(app, "stranger", "/chi-tieu/danh-muc?don-vi=" A), 404, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/danh-muc/ho.ty_le"), 200, "[ho.sach] / [ho.tong] * 100");
    seen(hn_test_get(app, "clerk", "/chi-tieu/danh-muc/khong.co"), 404, NULL);
    seen(hn_test_get(app, "stranger", "/chi-tieu/danh-muc/ho.tong"), 404, NULL);
}

static void
versions(void **state)
{
    HN_TEST_APP(state);

    set_up_indicators(app);
    seen(hn_test_get(app, "secretary", "/chi-tieu/danh-muc/ho.tong?don-vi=" CELL), 200, "Tổng số hộ");
    seen(hn_test_post(app, "secretary", "/chi-tieu/danh-muc/ho.tong", MEANING("Hộ", "hộ", "")), 404, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc/ho.tong",
                      "don-vi=" A
                      "&name=Hộ+dân&measure=hộ&every=month&over_tree=sum&over_time=last&better=none"
                      "&places=0&formula=&from=01/01/2022"),
         303, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/danh-muc/ho.tong?ngay=2021-06-30"), 200, "Cộng các kỳ");
    seen(hn_test_get(app, "clerk", "/chi-tieu/danh-muc/ho.tong?ngay=2022-06-30"), 200, "Kỳ cuối");
    seen(hn_test_json(app, "clerk", "/chi-tieu/danh-muc/ho.tong"), 200, "\"over_time\":\"last\"");
    /* What a formula names cannot end before the formula does. */
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc/ho.tong/ket-thuc",
                      "don-vi=" A "&end_last_day=31/12/2022"),
         409, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc/ho.ty_le/ket-thuc", "don-vi=" A "&end_last_day="),
         422, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc/ho.ty_le/ket-thuc",
                      "don-vi=" A "&end_last_day=31/12/2022"),
         303, NULL);
}

static void
forms(void **state)
{
    HN_TEST_APP(state);

    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu"), 200, "Chưa có biểu nào");
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/moi"), 200, "Mã biểu");
    seen(hn_test_get(app, "plain", "/chi-tieu/bieu/moi"), 403, NULL);
    set_up_form(app);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu",
                      "don-vi=" A
                      "&code=nuoc&name=Khác&asked=any_cell&every=month&due_days=5&from=01/01/2021"),
         409, "Mã biểu này đã có");
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu",
                      "don-vi=" A "&code=khac&name=Khác&asked=ai_do&every=month&due_days=5&from=01/01/2021"),
         422, "đơn vị phải báo cáo");
    seen(hn_test_post(app, "stranger", "/chi-tieu/bieu",
                      "don-vi=" A
                      "&code=khac&name=Khác&asked=any_cell&every=month&due_days=5&from=01/01/2021"),
         404, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu"), 200, "Nước sạch");
    seen(hn_test_json(app, "secretary", "/chi-tieu/bieu"), 200, "\"total\":1");
    seen(hn_test_json(app, "clerk", "/chi-tieu/bieu/nuoc/sua"), 200, "\"total\":3");
    seen(hn_test_get(app, "secretary", "/chi-tieu/bieu/nuoc/sua"), 200, "Hộ nước sạch nhiều hơn tổng số");
    seen(hn_test_get(app, "stranger", "/chi-tieu/bieu/nuoc/sua"), 404, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/khong/sua"), 404, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/dong", "position.ho.tong=hai"), 422,
         "Thứ tự là một số");
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/dong",
                      "position.ho.tong=9&required.ho.tong=1&position.ho.sach=1&position.ho.ty_le="),
         303, NULL);
    seen(hn_test_json(app, "clerk", "/chi-tieu/bieu/nuoc/sua"), 200, "\"total\":2");
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/dong", "add=khong.co"), 404, NULL);
    seen(hn_test_post(app, "secretary", "/chi-tieu/bieu/nuoc/dong", "add=ho.ty_le"), 404, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/kiem-tra", "formula=[ho.sach]&message=Không+phải"),
         422, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/bieu/nuoc/kiem-tra", "formula=[ho.sach]+>&message=Không+phải"),
         422, "ở ký tự");
    seen(hn_test_post(
             app, "clerk", "/chi-tieu/bieu/nuoc/sua",
             "code=nuoc&name=Nước+sạch+nông+thôn&asked=any_cell&every=month&due_days=7&from=01/01/2021"
             "&version=99"),
         409, NULL);
}

/* --- sheets --- */

#define SHEET "/chi-tieu/nhap/nuoc"
#define AT    "don-vi=" CELL "&ky=2021-02"

static void
entered(void **state)
{
    HN_TEST_APP(state);

    set_up_form(app);
    seen(hn_test_get(app, "secretary", SHEET "?" AT), 200, "chưa có số liệu, không phải là 0");
    seen(hn_test_get(app, "secretary", SHEET "?" AT), 200, "inputmode=\"decimal\"");
    seen(hn_test_get(app, "secretary", SHEET "?don-vi=" CELL "&ky=2/2021"), 200, "tháng 2/2021");
    seen(hn_test_get(app, "secretary", SHEET "?don-vi=" CELL "&ky=hom+qua"), 422, NULL);
    seen(hn_test_get(app, "secretary", SHEET "?don-vi=" CELL "&ky=2021"), 422, NULL);
    seen(hn_test_get(app, "clerk", SHEET "?don-vi=" ORG "&ky=2021-02"), 422, NULL);
    seen(hn_test_get(app, "stranger", SHEET "?" AT), 404, NULL);
    seen(hn_test_get(app, "plain", SHEET "?" AT), 404, NULL);
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.tong=1.234"), 422, "có thể đọc hai cách");
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.tong=nhiều"), 422, "Hãy nhập một số");
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.tong=nhiều"), 422, "value=\"nhiều\"");
    seen(hn_test_post(app, "stranger", SHEET, AT "&value.ho.tong=100"), 404, NULL);
    seen(hn_test_post(app, "plain", SHEET, AT "&value.ho.tong=100"), 404, NULL);
    seen(hn_test_post(app, "secretary", SHEET,
                      AT "&value.ho.tong=100&value.ho.sach=187,5&qualifier.ho.sach=nearly"),
         303, NULL);
    seen(hn_test_get(app, "secretary", SHEET "/xem-lai?" AT), 200, "gần 187,5");
    seen(hn_test_get(app, "secretary", SHEET "/xem-lai?" AT), 200, "Hộ nước sạch nhiều hơn tổng số");
    seen(hn_test_json(app, "secretary", SHEET "?" AT), 200, "\"problems\":[\"Hộ nước sạch");
    seen(hn_test_post(app, "secretary", SHEET "/gui", AT), 409, "Hộ nước sạch nhiều hơn tổng số");
    /* What is taken out is missing, and is not 0. */
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.sach="), 303, NULL);
    seen(hn_test_json(app, "secretary", SHEET "?" AT), 200, "\"value_milli\":null");
    seen(hn_test_post(app, "secretary", SHEET "/gui", AT), 409, "Hộ dùng nước sạch");
    seen(hn_test_post_json(app, "secretary", SHEET,
                           "{\"don-vi\":\"" CELL "\",\"ky\":\"2021-02\",\"value.ho.sach\":\"80\"}"),
         201, "location");
    seen(hn_test_json(app, "secretary", SHEET "?" AT), 200, "\"value_milli\":80000");
}

static void
send(struct hn_test_app *app)
{
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.tong=100&value.ho.sach=80"), 303, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/gui", AT), 303, NULL);
}

static void
sent(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    set_up_form(app);
    seen(hn_test_get(app, "secretary", "/chi-tieu"), 200, "Cần gửi");
    seen(hn_test_post(app, "clerk", SHEET "/duyet", AT), 409, NULL);
    seen(hn_test_post(app, "clerk", SHEET "/gui", AT), 403, NULL);
    send(app);
    seen(hn_test_post(app, "secretary", SHEET "/gui", AT), 409, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/duyet", AT), 403, NULL);
    a = hn_test_get(app, "secretary", SHEET "?" AT);
    seen(a, 200, "Rút lại");
    assert_null(strstr(a.body, "Trả lại"));
    seen(hn_test_post(app, "secretary", SHEET "/rut", AT "&take_back_reason="), 422, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/rut", AT "&take_back_reason=Nhầm+số"), 303, NULL);
    seen(hn_test_get(app, "secretary", SHEET "/xem-lai?" AT), 200, "Nhầm số");
    seen(hn_test_post(app, "secretary", SHEET "/gui", AT), 303, NULL);
}

static struct hn_test_answer
upload(struct hn_test_app *app, const char *user, const char *name, const char *content)
{
    const char *body = hn_print(app->memory,
                                "--ranh\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
                                "--ranh\r\nContent-Disposition: form-data; name=\"don-vi\"\r\n\r\n" CELL
                                "\r\n"
                                "--ranh\r\nContent-Disposition: form-data; name=\"ky\"\r\n\r\n2021-02\r\n"
                                "--ranh\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                                "Content-Type: application/octet-stream\r\n\r\n%s\r\n--ranh--\r\n",
                                hn_test_token(app, user), name, content);

    return hn_test_send(app, &(struct hn_test_request){ .method = HN_HTTP_POST,
                                                        .target = SHEET "/tep",
                                                        .user = user,
                                                        .type = "multipart/form-data; boundary=ranh",
                                                        .body = body });
}

static void
evidence(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *file;
    char path[160];

    set_up_form(app);
    seen(upload(app, "secretary", "a.pdf", "%PDF-1.4\nx"), 404, NULL);
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.tong=100"), 303, NULL);
    seen(upload(app, "secretary", "b.exe", "MZ\x90 program"), 422, NULL);
    seen(upload(app, "stranger", "c.pdf", "%PDF-1.4\nx"), 404, NULL);
    seen(upload(app, "secretary", "d.pdf", "%PDF-1.4\nx"), 303, NULL);
    a = hn_test_json(app, "clerk", SHEET "?" AT);
    seen(a, 200, "\"name\":\"d.pdf\"");
    file = strstr(strstr(a.body, "\"files\":"), "\"id\":\"") + 6;
    snprintf(path, sizeof path, SHEET "/tep/%.*s?" AT, (int)strcspn(file, "\""), file);
    seen(hn_test_get(app, "clerk", path), 200, "%PDF");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_get(app, "clerk", SHEET "/tep/99?" AT), 404, NULL);
    snprintf(path, sizeof path, AT "&id=%.*s", (int)strcspn(file, "\""), file);
    seen(hn_test_post(app, "stranger", SHEET "/tep/bo", path), 404, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/tep/bo", path), 303, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(indicators), HN_TEST_PAGE(versions),
                                        HN_TEST_PAGE(forms),      HN_TEST_PAGE(entered),
                                        HN_TEST_PAGE(sent),       HN_TEST_PAGE(evidence) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
