/* test_page_indicator: proves that indicators and forms are set up by who directs the unit and by nobody else, that a formula that
 * cannot be read says so at its field with the place; that a sheet is entered by its unit, sent, approved level by level and taken
 * back, each out of turn refused with its sentence; that rates, series, the rows behind a figure and the history of a value tell
 * what was entered, and a figure of several years is never split; all in both faces and as files. */
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
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.tong=nhiều"), 422,
         "“nhiều” không phải là một số");
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
    seen(hn_test_json(app, "secretary", SHEET "?" AT), 200, "\"value\":null");
    seen(hn_test_post(app, "secretary", SHEET "/gui", AT), 409, "Hộ dùng nước sạch");
    seen(hn_test_post_json(app, "secretary", SHEET,
                           "{\"don-vi\":\"" CELL "\",\"ky\":\"2021-02\",\"value.ho.sach\":\"80\"}"),
         201, "location");
    seen(hn_test_json(app, "secretary", SHEET "?" AT), 200, "\"value\":80");
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
    seen(hn_test_get(app, "secretary", "/chi-tieu"), 200, "(kỳ này)");
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
    seen(hn_test_get(app, "secretary", SHEET "?" AT), 200, "Phiếu cần sửa và gửi lại");
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

/* --- level by level --- */

static enum hn_rc
grant_clerk(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    struct hn_grant g = {
        .role = "committee_clerk", .unit = app->a_org, .from = 18262, .to = HN_DAY_OPEN, .reason = "thử"
    };

    for (size_t i = 0; i < app->user_count; i++) {
        if (strcmp(app->users[i].name, "stranger") == 0)
            g.user = app->users[i].id;
    }
    return hn_grant_give(c, &g, NULL, NULL);
}

/* Sent by the cell, approved by the grassroots organisation, then by the committee; taken back from the top down. */
static void
approved(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    set_up_form(app);
    assert_int_equal(hn_test_do(app, grant_clerk, app), HN_OK);
    send(app);
    seen(hn_test_post(app, "clerk", SHEET "/duyet", AT), 403, NULL);
    seen(hn_test_get(app, "stranger", "/chi-tieu?don-vi=" ORG), 200, "Chờ duyệt");
    seen(hn_test_post(app, "stranger", SHEET "/duyet", AT "&note=Đã+đối+chiếu"), 303, NULL);
    seen(hn_test_get(app, "clerk", SHEET "?" AT), 200, "Đã đối chiếu");
    seen(hn_test_get(app, "clerk", SHEET "?" AT), 200, "Trả lại");
    /* Locked for its own unit; the latest approver corrects, and says why. */
    seen(hn_test_post(app, "secretary", SHEET, AT "&value.ho.tong=101"), 409, NULL);
    seen(hn_test_post(app, "stranger", SHEET, AT "&value.ho.tong=101"), 409, NULL);
    a = hn_test_post(app, "stranger", SHEET, AT "&value.ho.tong=101&reason=Kiểm+lại");
    seen(a, 303, NULL);
    assert_null(strstr(hn_test_header(&a, "Location"), "xem-lai")); /* nothing is left to be sent */
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.tong/gia-tri?" AT), 200, "Kiểm lại");
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.tong/gia-tri?" AT), 200, "<s>100");
    seen(hn_test_post(app, "clerk", SHEET "/duyet", AT), 303, NULL);
    seen(hn_test_get(app, "secretary", SHEET "?" AT), 200, "Đã duyệt xong");
    seen(hn_test_post(app, "clerk", SHEET "/duyet", AT), 409, NULL);
    /* What an approved period was reckoned by keeps its meaning. */
    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc/ho.tong",
                      "don-vi=" A
                      "&name=Hộ&measure=hộ&every=month&over_tree=max&over_time=sum&better=up&places=0"
                      "&formula=&from=01/01/2021"),
         409, "28/02/2021");
    seen(hn_test_json(app, "clerk", "/chi-tieu/bieu/nuoc?don-vi=" A "&ky=2021-02"), 200, "\"final\":1");
    /* The step above stands on this one. */
    seen(hn_test_post(app, "stranger", SHEET "/rut",
                      hn_print(app->memory, AT "&as=%lld&take_back_reason=Sai", (long long)app->a_org.v)),
         409, "Đơn vị 22.200");
    seen(hn_test_post(app, "clerk", SHEET "/rut",
                      hn_print(app->memory, AT "&as=%lld&take_back_reason=Xem+lại", (long long)app->a.v)),
         303, NULL);
    seen(hn_test_get(app, "stranger", SHEET "?" AT), 200, "Rút lại");
}

/* --- rates, series, one value --- */

static void
rates(void **state)
{
    HN_TEST_APP(state);

    set_up_form(app);
    send(app);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/nuoc?ky=2021-02"), 200, "1 trong 2 đơn vị đã gửi");
    seen(hn_test_json(app, "clerk", "/chi-tieu/bieu/nuoc?ky=2021-02"), 200, "\"expected\":2");
    seen(hn_test_json(app, "clerk", "/chi-tieu/bieu/nuoc/don-vi?ky=2021-02&loai=late"), 200, "\"total\":1");
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/nuoc/don-vi?ky=2021-02&loai=missing"), 200, OTHER);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/nuoc/don-vi.csv?ky=2021-02&loai=missing"), 200, OTHER);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/nuoc/don-vi?ky=2021-02&loai=nhieu"), 422, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/nuoc?ky=2021"), 422, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/khong"), 404, NULL);
    seen(hn_test_get(app, "stranger", "/chi-tieu/bieu/nuoc?don-vi=" A), 404, NULL);
    seen(hn_test_get(app, "plain", "/chi-tieu/bieu/nuoc"), 403, NULL);
    seen(hn_test_json(app, "clerk", "/chi-tieu/bieu/nuoc/ngoai-le?ky=2021-02"), 200, "\"total\":0");
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/nuoc/ngoai-le?ky=2021-02"), 200,
         "không kết luận số nào sai");
    seen(hn_test_get(app, "stranger", "/chi-tieu/bieu/nuoc/ngoai-le?don-vi=" A), 404, NULL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bieu/nuoc.xlsx?ky=2021-02"), 200, "PK");
}

static void
series(void **state)
{
    HN_TEST_APP(state);
    const char *path = "/chi-tieu/ho.sach/chuoi?don-vi=" A "&ky=month&tu=2021-01&den=2021-03";

    set_up_form(app);
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.sach/chuoi"), 200, "chưa có số liệu");
    send(app);
    seen(hn_test_post(app, "secretary", "/chi-tieu/ho.sach/gia-tri",
                      AT "&sort=plan&value=100&source=Kế+hoạch"),
         303, NULL);
    seen(hn_test_post(app, "secretary", SHEET,
                      "don-vi=" CELL "&ky=2021-01&value.ho.tong=100&value.ho.sach=64"),
         303, NULL);
    seen(hn_test_get(app, "clerk", path), 200,
         "Hộ dùng nước sạch, tháng 2/2021: 80\u00a0hộ, bằng 80,0% kế hoạch, tăng 25,0% so với tháng 1/2021");
    seen(hn_test_get(app, "clerk", path), 200, "role=\"img\"");
    seen(hn_test_json(app, "clerk", path), 200, "\"total\":3");
    seen(hn_test_json(app, "clerk", path), 200, "\"value\":80,");
    seen(hn_test_json(app, "clerk", path), 200, "\"result\":80,");
    seen(hn_test_json(app, "clerk", path), 200, "\"result\":null");
    seen(
        hn_test_get(app, "clerk", "/chi-tieu/ho.sach/chuoi.csv?don-vi=" A "&ky=month&tu=2021-01&den=2021-03"),
        200, "2021-02");
    seen(hn_test_get(app, "clerk", hn_print(app->memory, "%s&dang=txt", path)), 200, "80,0%");
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.ty_le/chuoi?don-vi=" A "&ky=month&tu=2021-01&den=2021-02"),
         200, "80,0%");
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.sach/chuoi?don-vi=" A "&ky=year&tu=2021&den=2021"), 200,
         "144");
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.sach/chuoi?don-vi=" A "&ky=day&tu=2020&den=2021"), 422,
         "400");
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.sach/chuoi?don-vi=" A "&ky=month&tu=lâu+rồi"), 422,
         "Hãy ghi kỳ như");
    seen(hn_test_get(app, "clerk", "/chi-tieu/khong.co/chuoi"), 404, NULL);
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_get(app, "stranger", "/chi-tieu/ho.sach/chuoi"), 404, NULL);
    seen(hn_test_json(app, "clerk", "/chi-tieu/ho.sach/hang?don-vi=" A "&ky=2021"), 200, "\"total\":2");
    seen(hn_test_json(app, "clerk", "/chi-tieu/ho.sach/hang?don-vi=" A "&ky=2021-02&ke-hoach=1"), 200,
         "\"total\":1");
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.sach/hang.csv?don-vi=" A "&ky=2021-02"), 200, CELL);
    seen(hn_test_get(app, "clerk", "/chi-tieu/ho.sach/hang?don-vi=" A), 422, NULL);
    seen(hn_test_get(app, "stranger", "/chi-tieu/ho.sach/hang?don-vi=" A "&ky=2021"), 404, NULL);
}

/* A figure of five years stays one: no year of them has a share of it. */
static void
spans(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    seen(hn_test_post(app, "clerk", "/chi-tieu/danh-muc",
                      "code=than&don-vi=" A
                      "&name=Than&measure=triệu+tấn&every=any&over_tree=sum&over_time=sum"
                      "&better=up&places=1&formula=&from=01/01/2010"),
         303, NULL);
    seen(hn_test_post(app, "clerk", "/chi-tieu/than/gia-tri",
                      "don-vi=" A "&ky=2020-2021&sort=result&value=150&qualifier=over&source=Báo+cáo"),
         303, NULL);
    a = hn_test_get(app, "clerk", "/chi-tieu/than/chuoi?don-vi=" A);
    seen(a, 200, "Than, 2020–2021: hơn 150\u00a0triệu tấn");
    a = hn_test_get(app, "clerk", "/chi-tieu/than/chuoi?don-vi=" A "&ky=year&tu=2020&den=2021");
    seen(a, 200, "hơn 150\u00a0triệu tấn");
    assert_null(strstr(a.body, ">75"));
    seen(hn_test_json(app, "clerk", "/chi-tieu/than/chuoi?don-vi=" A "&ky=year&tu=2020&den=2021"), 200,
         "\"total\":3");
}

static void
values(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *id;
    char form[160];

    set_up_indicators(app);
#define VALUES "/chi-tieu/ho.tong/gia-tri"
    seen(hn_test_get(app, "secretary", VALUES "?" AT), 200, "chưa có số liệu");
    seen(hn_test_post(app, "secretary", VALUES, AT "&sort=result&value=1.234"), 422, "có thể đọc hai cách");
    seen(hn_test_post(app, "secretary", VALUES, AT "&sort=result&value="), 422, NULL);
    seen(hn_test_post(app, "secretary", VALUES, "don-vi=" CELL "&ky=2021&sort=result&value=5"), 422, NULL);
    seen(hn_test_post(app, "secretary", VALUES, "don-vi=" CELL "&ky=2199-01&sort=result&value=5"), 422, NULL);
    seen(hn_test_post(app, "secretary", VALUES, "don-vi=" CELL "&ky=2019-01&sort=result&value=5"), 422, NULL);
    seen(hn_test_post(app, "secretary", "/chi-tieu/ho.ty_le/gia-tri", AT "&sort=result&value=5"), 422, NULL);
    seen(hn_test_post(app, "stranger", VALUES, AT "&sort=result&value=5"), 404, NULL);
    seen(hn_test_post(app, "plain", VALUES, AT "&sort=result&value=5"), 404, NULL);
    seen(hn_test_post(app, "secretary", VALUES, AT "&sort=result&value=5&qualifier=about"), 303, NULL);
    seen(hn_test_get(app, "clerk", VALUES "?" AT), 200, "khoảng 5\u00a0hộ");
    a = hn_test_json(app, "secretary", VALUES "?" AT);
    seen(a, 200, "\"total\":1");
    id = strstr(strstr(a.body, "\"rows\":"), "\"id\":\"") + 6;
    snprintf(form, sizeof form, VALUES "?" AT "&bo=%.*s", (int)strcspn(id, "\""), id);
    seen(hn_test_get(app, "secretary", form), 200, "Bỏ số liệu này");
    snprintf(form, sizeof form, AT "&id=%.*s&reason=", (int)strcspn(id, "\""), id);
    seen(hn_test_post(app, "secretary", VALUES "/bo", form), 422, NULL);
    snprintf(form, sizeof form, AT "&id=%.*s&reason=Nhầm", (int)strcspn(id, "\""), id);
    seen(hn_test_post(app, "stranger", VALUES "/bo", form), 404, NULL);
    seen(hn_test_post(app, "secretary", VALUES "/bo", form), 303, NULL);
    seen(hn_test_get(app, "clerk", VALUES "?" AT), 200, "(đã bỏ)");
#undef VALUES
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(indicators), HN_TEST_PAGE(versions), HN_TEST_PAGE(forms),    HN_TEST_PAGE(entered),
        HN_TEST_PAGE(sent),       HN_TEST_PAGE(evidence), HN_TEST_PAGE(approved), HN_TEST_PAGE(rates),
        HN_TEST_PAGE(series),     HN_TEST_PAGE(spans),    HN_TEST_PAGE(values)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
