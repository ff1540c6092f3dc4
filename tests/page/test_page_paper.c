/* test_page_paper: proves that a paper is entered, issued, sent, read and answered over its pages by whom it may be and by
 * nobody else; that its targets are broken down and measured; that both faces and the files tell it; and that a refused form
 * comes back with its sentence and with what was typed. */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#include "indicator/value.h"

#define PROVINCE "22"
#define A        "22.200"
#define ORG      "22.200.001"
#define CELL     "22.200.001.001"
#define OTHER    "22.200.001.002"

static void
unseen(struct hn_test_answer a, const char *text)
{
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, text));
}

static const char *
at(char path[240], const char *paper, const char *part)
{
    snprintf(path, 240, "%s%s", paper, part);
    return path;
}

/* Where an answer sends one to, without its query. */
static void
sent_to(const struct hn_test_answer *a, char path[128])
{
    if (a->status != 303)
        print_message("status %u: %.3000s\n", a->status, a->body);
    assert_int_equal(a->status, 303);
    snprintf(path, 128, "%s", hn_test_header(a, "Location"));
    path[strcspn(path, "?")] = '\0';
}

/* A paper of a unit, issued. */
static void
issued(struct hn_test_app *app, const char *user, const char *form, char paper[128])
{
    struct hn_test_answer a = hn_test_post(app, user, "/nghi-quyet/moi", form);
    char path[240];

    sent_to(&a, paper);
    a = hn_test_post(app, user, at(path, paper, "/ban-hanh"), "");
    assert_int_equal(a.status, 303);
}

/* A body of the tree is named by its code, also when the draft is taken up again. */
static void
joint_drafts(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "clerk", "/nghi-quyet/moi",
                                           "don-vi=" A
                                           "&kind=plan&day=01/02/2021&title=Kế+hoạch+chung&bodies=" ORG);
    char paper[128], path[240];

    sent_to(&a, paper);
    seen(hn_test_get(app, "clerk", at(path, paper, "/sua")), 200, "value=\"" ORG "\"");
}

static void
drafts(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char paper[128], path[240];

    seen(hn_test_get(app, "clerk", "/nghi-quyet"), 200, "Chưa có văn bản nào");
    seen(hn_test_get(app, "clerk", "/nghi-quyet/moi?don-vi=" A), 200, "value=\"directive\"");
    a = hn_test_get(app, "secretary", "/nghi-quyet/moi?don-vi=" CELL);
    seen(a, 200, "value=\"plan\"");
    assert_null(strstr(a.body, "value=\"directive\"")); /* a cell issues none */
    seen(hn_test_post(app, "secretary", "/nghi-quyet/moi",
                      "don-vi=" CELL "&kind=directive&day=01/02/2021&title=Chỉ+thị+minh+họa"),
         422, "Cấp này không được ban hành loại văn bản đó (399-QĐ/TW");
    seen(hn_test_post(app, "secretary", "/nghi-quyet/moi",
                      "don-vi=" CELL "&kind=plan&day=01/02/2999&title=Kế+hoạch+chưa+đến"),
         422, "Kế hoạch chưa đến");
    seen(hn_test_post(app, "secretary", "/nghi-quyet/moi",
                      "don-vi=" CELL "&kind=plan&day=01/02/2021&title=Kế+hoạch&bodies=22.999"),
         422, "Cơ quan ban hành chưa đúng");
    seen(hn_test_post(app, "stranger", "/nghi-quyet/moi",
                      "don-vi=" CELL "&kind=plan&day=01/02/2021&title=Kế+hoạch"),
         404, NULL);
    seen(hn_test_post(app, "plain", "/nghi-quyet/moi", "don-vi=" CELL "&kind=plan&day=01/02/2021&title=K"),
         403, NULL);

    a = hn_test_post(app, "secretary", "/nghi-quyet/moi",
                     "don-vi=" CELL "&kind=plan&day=01/02/2021&title=Kế+hoạch+minh+họa"
                     "&bodies=Ban+Nhân+dân+thôn+minh+họa");
    sent_to(&a, paper);
    seen(hn_test_get(app, "secretary", paper), 200, "Đây là dự thảo");
    seen(hn_test_get(app, "clerk", paper), 404, NULL); /* a draft is of who directs the unit */
    seen(hn_test_get(app, "secretary", at(path, paper, "/sua")), 200, "Ban Nhân dân thôn minh họa");
    seen(hn_test_post(app, "secretary", at(path, paper, "/sua"),
                      "don-vi=" CELL "&row_version=1&kind=plan&day=02/02/2021&title=Kế+hoạch+đã+sửa"),
         303, NULL);
    seen(hn_test_post(app, "secretary", at(path, paper, "/ban-hanh"), ""), 303, NULL);
    seen(hn_test_post(app, "secretary", at(path, paper, "/ban-hanh"), ""), 409, "đã ban hành");
    seen(hn_test_get(app, "clerk", paper), 200, "Kế hoạch đã sửa");
    seen(hn_test_get(app, "secretary", at(path, paper, "/sua")), 409, NULL);
    seen(hn_test_json(app, "clerk", "/nghi-quyet?kind=plan"), 200, "\"title\":\"Kế hoạch đã sửa\"");
    seen(hn_test_json(app, "clerk", "/nghi-quyet?kind=report"), 200, "\"total\":0");
    seen(hn_test_get(app, "clerk", "/nghi-quyet.csv"), 200, "Kế hoạch đã sửa");
    seen(hn_test_get(app, "stranger", paper), 404, NULL);
    seen(hn_test_get(app, "clerk", "/nghi-quyet/99"), 404, NULL);

    seen(hn_test_post(app, "secretary", at(path, paper, "/het-hieu-luc"), "on=01/03/2021"), 422, "Lý do");
    seen(hn_test_post(app, "clerk", at(path, paper, "/het-hieu-luc"), "on=01/03/2021&reason=Thay+thế"), 403,
         NULL);
    seen(hn_test_post(app, "secretary", at(path, paper, "/het-hieu-luc"), "on=01/03/2021&reason=Đã+thay+thế"),
         303, NULL);
    seen(hn_test_get(app, "clerk", paper), 200, "Đã thay thế");
}

static void
sending(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char paper[128], plan[128], other[128], path[240], form[300];

    issued(app, "clerk", "don-vi=" A "&kind=resolution&day=01/02/2021&title=Nghị+quyết+minh+họa", paper);
    seen(hn_test_get(app, "secretary", paper), 404, NULL); /* not sent yet */
    seen(hn_test_get(app, "clerk", at(path, paper, "/gui?don-vi=" A)), 200, "name=\"owes\"");
    seen(hn_test_get(app, "secretary", at(path, paper, "/gui?don-vi=" CELL)), 404, NULL);
    seen(hn_test_post(app, "clerk", at(path, paper, "/gui"),
                      "don-vi=" A "&to=cells&owes=answer&due=01/01/2021"),
         422, "Hạn trả lời không được trước hôm nay");
    seen(hn_test_post(app, "clerk", at(path, paper, "/gui"), "don-vi=" A "&to=cells"), 422,
         "Nghị quyết minh họa");
    seen(hn_test_post(app, "clerk", at(path, paper, "/gui"),
                      "don-vi=" A "&to=cells&owes=answer&due=31/12/2098"),
         303, NULL);
    seen(hn_test_post(app, "clerk", at(path, paper, "/gui"),
                      "don-vi=" A "&to=cells&owes=answer&due=31/12/2098"),
         409, NULL);
    seen(hn_test_json(app, "clerk", paper), 200, "\"sent\":2");

    /* The cell reads it, answers it by a plan of its own, and by no other paper. */
    seen(hn_test_get(app, "secretary", paper), 200, "Soạn văn bản trả lời");
    seen(hn_test_post(app, "secretary", at(path, paper, "/da-doc"), "don-vi=" CELL), 303, NULL);
    seen(hn_test_get(app, "clerk", at(path, paper, "/da-doc")), 200, "Ai đã đọc");
    seen(hn_test_json(app, "clerk", at(path, paper, "/da-doc")), 200, "\"total\":1");
    issued(app, "secretary", "don-vi=" CELL "&kind=plan&day=02/02/2021&title=Kế+hoạch+khác", other);
    snprintf(form, sizeof form, "don-vi=" CELL "&answer=%s", strrchr(other, '/') + 1);
    seen(hn_test_post(app, "secretary", at(path, paper, "/tra-loi"), form), 422,
         "Văn bản này trả lời việc khác, hoặc căn cứ vào văn bản khác");
    snprintf(form, sizeof form,
             "don-vi=" CELL "&kind=plan&day=02/02/2021&title=Kế+hoạch+trả+lời&basis_paper=%s",
             strrchr(paper, '/') + 1);
    issued(app, "secretary", form, plan);
    /* The plan's own page has the last step, for who keeps it. */
    seen(hn_test_get(app, "secretary", plan), 200, "Trả lời bằng văn bản này");
    unseen(hn_test_get(app, "clerk", plan), "Trả lời bằng văn bản này");
    unseen(hn_test_get(app, "secretary", other), "Trả lời bằng văn bản này");
    snprintf(path, sizeof path, "/nghi-quyet/moi?don-vi=" CELL "&basis_paper=%s", strrchr(paper, '/') + 1);
    snprintf(form, sizeof form, ">%s</textarea>", strrchr(paper, '/') + 1);
    unseen(hn_test_get(app, "secretary", path), form);
    snprintf(form, sizeof form, "don-vi=" CELL "&answer=%s", strrchr(plan, '/') + 1);
    seen(hn_test_post(app, "clerk", at(path, paper, "/tra-loi"), form), 403, NULL);
    seen(hn_test_post(app, "secretary", at(path, paper, "/tra-loi"), form), 303, NULL);
    seen(hn_test_post(app, "secretary", at(path, paper, "/tra-loi"), form), 409, NULL);
    seen(hn_test_get(app, "secretary", paper), 200, "Kế hoạch trả lời");
    unseen(hn_test_get(app, "secretary", plan), "Trả lời bằng văn bản này");
    seen(hn_test_json(app, "clerk", at(path, paper, "/don-vi?what=answered")), 200, "\"total\":1");
    seen(hn_test_json(app, "clerk", at(path, paper, "/don-vi?what=open")), 200, "\"total\":1");
    seen(hn_test_get(app, "clerk", at(path, paper, "/don-vi.csv")), 200, CELL);
    seen(hn_test_get(app, "stranger", at(path, paper, "/don-vi")), 404, NULL);

    seen(hn_test_post(app, "secretary", at(path, paper, "/rut-tra-loi"), "don-vi=" CELL), 422, NULL);
    seen(hn_test_post(app, "secretary", at(path, paper, "/rut-tra-loi"), "don-vi=" CELL "&reason=Viết+lại"),
         303, NULL);
    seen(hn_test_json(app, "clerk", at(path, paper, "/don-vi?what=open")), 200, "\"total\":2");
    seen(hn_test_post(app, "clerk", at(path, paper, "/mien-tra-loi"), "unit=" OTHER "&reason="), 422, NULL);
    seen(hn_test_post(app, "secretary", at(path, paper, "/mien-tra-loi"), "unit=" OTHER "&reason=Không+cần"),
         404, NULL);
    a = hn_test_post(app, "clerk", at(path, paper, "/mien-tra-loi"), "unit=" OTHER "&reason=Không+cần");
    assert_int_equal(a.status, 303);
    seen(hn_test_json(app, "clerk", at(path, paper, "/don-vi?what=waived")), 200, "\"total\":1");
}

static void
targets(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char paper[128], path[240], target[128], form[300];
    const char *id;

    issued(app, "clerk", "don-vi=" A "&kind=resolution&day=01/02/2021&title=Nghị+quyết+minh+họa", paper);
    seen(hn_test_get(app, "clerk", at(path, paper, "/chi-tieu")), 200, "chưa có chỉ tiêu");
    seen(hn_test_post(app, "clerk", at(path, paper, "/nhom"), "name="), 422, NULL);
    seen(hn_test_post(app, "clerk", at(path, paper, "/nhom"), "name=Hạ+tầng"), 303, NULL);
    seen(hn_test_post(app, "clerk", at(path, paper, "/chi-tieu"),
                      "title=Hộ+dùng+nước+sạch&measure=%25&value=nhiều&rule=average&due=31/12/2024"),
         422, "Hộ dùng nước sạch");
    seen(hn_test_post(app, "clerk", at(path, paper, "/chi-tieu"),
                      "title=Hộ&measure=%25&baseline=98&value=98&rule=average&due=31/12/2024"),
         422, "tốt hơn mức ban đầu");
    seen(hn_test_post(app, "secretary", at(path, paper, "/chi-tieu"),
                      "title=Hộ&measure=%25&value=98&rule=average&due=31/12/2024"),
         404, NULL);
    seen(hn_test_post(app, "clerk", at(path, paper, "/chi-tieu"),
                      "title=Hộ+dùng+nước+sạch&measure=%25&value=98,5&rule=average&due=31/12/2024"),
         303, NULL);
    a = hn_test_json(app, "clerk", at(path, paper, "/chi-tieu"));
    seen(a, 200, "\"value_milli\":98500");
    id = strstr(strstr(a.body, "\"rows\":"), "\"id\":\"") + 6;
    snprintf(target, sizeof target, "/chi-tieu-nq/%.*s", (int)strcspn(id, "\""), id);
    seen(hn_test_get(app, "clerk", target), 200, "Chưa có kết quả");
    seen(hn_test_get(app, "stranger", target), 404, NULL);

    snprintf(form, sizeof form,
             "target=%s&version=1&title=Hộ+dùng+nước+sạch+và+hợp+vệ+sinh&measure=%%25&value=98,5&rule=average"
             "&due=31/12/2024",
             strrchr(target, '/') + 1);
    seen(hn_test_post(app, "clerk", at(path, paper, "/chi-tieu"), form), 303, NULL);
    form[strlen(form) - 1] = '5'; /* told again with the version it had before */
    seen(hn_test_post(app, "clerk", at(path, paper, "/chi-tieu"), form), 409, "đã được người khác thay đổi");

    /* Broken down, and measured; a figure that is none keeps what was typed. */
    seen(hn_test_post(app, "clerk", at(path, target, "/giao"), "don-vi=" A "&year=0&share." ORG "=vừa"), 422,
         "vừa");
    seen(hn_test_post(app, "clerk", at(path, target, "/giao"), "don-vi=" A "&year=2031&share." ORG "=90"),
         422, "ở ngoài thời gian");
    seen(hn_test_post(app, "clerk", at(path, target, "/giao"), "don-vi=" A "&year=0&share." ORG "=90,5"), 303,
         NULL);
    seen(hn_test_json(app, "clerk", target), 200, "\"shares_differ\":true");
    seen(hn_test_post(app, "clerk", at(path, target, "/ket-qua"), "don-vi=" ORG "&day=30/06/2021&value=71,5"),
         422, "71,5");
    seen(hn_test_post(app, "clerk", at(path, target, "/ket-qua"),
                      "don-vi=" ORG "&day=30/06/2021&value=71,5&source=Báo+cáo+số+1"),
         303, NULL);
    seen(hn_test_post(app, "clerk", at(path, target, "/ket-qua"),
                      "don-vi=" ORG "&day=30/06/2021&value=72&qualifier=nearly&source=Báo+cáo+số+2"),
         303, NULL);
    snprintf(path, sizeof path, "%s?don-vi=" ORG, target);
    seen(hn_test_get(app, "clerk", path), 200, "Gần 72%");
    seen(hn_test_get(app, "clerk", path), 200, "đã sửa lúc");
    seen(hn_test_json(app, "clerk", target), 200, "\"value_milli\":72000");
    seen(hn_test_get(app, "clerk", at(path, target, ".csv")), 200, "90.5");
    seen(hn_test_get(app, "clerk", at(path, target, "?nam=2021")), 200, "Từng năm");
    seen(hn_test_get(app, "clerk", at(path, target, "?nam=2031")), 422, NULL);
    seen(hn_test_get(app, "clerk", paper), 200, "72%");
}

struct measure {
    struct hn_unit_id unit;
    const char *code, *measure;
    int64_t id;
};

static enum hn_rc
put_indicator(struct hn_ctx *c, void *arg)
{
    struct measure *m = arg;
    const struct hn_indicator in = { .unit = m->unit,
                                     .code = m->code,
                                     .name = "Hộ dùng nước sạch",
                                     .name_en = "",
                                     .measure = m->measure,
                                     .better = "up",
                                     .over_tree = "average",
                                     .over_time = "last",
                                     .formula = "",
                                     .note = "",
                                     .every = HN_PERIOD_ANY,
                                     .from = hn_day_of(2020, 1, 1),
                                     .to = HN_DAY_OPEN };

    return hn_indicator_put(c, &in, &m->id);
}

static enum hn_rc
put_value(struct hn_ctx *c, void *arg)
{
    const struct measure *m = arg;
    const struct hn_indicator_value in = { .indicator = m->id,
                                           .unit = m->unit,
                                           .period = hn_period_at(HN_PERIOD_YEAR, hn_day_of(2021, 1, 1)),
                                           .milli = 71500,
                                           .qualifier = "nearly",
                                           .source = "Báo cáo",
                                           .note = "",
                                           .reason = "" };

    return hn_indicator_value_put(c, &in, NULL);
}

/* By an indicator: who directs chooses it, its figures stand there, and the form for values is gone. */
static void
measured(void **state)
{
    HN_TEST_APP(state);
    struct measure water = { app->a, "nuoc_sach", "%", 0 }, people = { app->a, "nguoi", "người", 0 };
    struct hn_test_answer a;
    char paper[128], target[128], path[240];
    const char *id;

    issued(app, "clerk", "don-vi=" A "&kind=resolution&day=01/02/2021&title=Nghị+quyết+minh+họa", paper);
    seen(hn_test_post(app, "clerk", at(path, paper, "/chi-tieu"),
                      "title=Hộ+dùng+nước+sạch&measure=%25&value=98,5&rule=average&due=31/12/2024"),
         303, NULL);
    a = hn_test_json(app, "clerk", at(path, paper, "/chi-tieu"));
    seen(a, 200, "\"indicator\":null");
    id = strstr(strstr(a.body, "\"rows\":"), "\"id\":\"") + 6;
    snprintf(target, sizeof target, "/chi-tieu-nq/%.*s", (int)strcspn(id, "\""), id);
    seen(hn_test_get(app, "clerk", target), 200, "Chưa có chỉ tiêu nào tính bằng %");
    assert_int_equal(hn_test_do(app, put_indicator, &water), HN_OK);
    assert_int_equal(hn_test_do(app, put_indicator, &people), HN_OK);
    a = hn_test_get(app, "clerk", target);
    seen(a, 200, "<option value=\"nuoc_sach\">");
    assert_null(strstr(a.body, "<option value=\"nguoi\">"));
    assert_non_null(strstr(a.body, "/ket-qua\""));

    seen(hn_test_post(app, "clerk", at(path, target, "/do-theo"), "indicator=nguoi"), 422, "%, người");
    seen(hn_test_post(app, "clerk", at(path, target, "/do-theo"), "indicator=khong_co"), 404, NULL);
    seen(hn_test_post(app, "stranger", at(path, target, "/do-theo"), "indicator=nuoc_sach"), 404, NULL);
    seen(hn_test_post(app, "plain", at(path, target, "/do-theo"), "indicator=nuoc_sach"), 403, NULL);
    seen(hn_test_post(app, "clerk", at(path, target, "/do-theo"), "indicator=nuoc_sach&don-vi=" A), 303,
         NULL);
    water.unit = app->a_org;
    assert_int_equal(hn_test_do(app, put_value, &water), HN_OK);
    a = hn_test_get(app, "clerk", target);
    seen(a, 200, "/chi-tieu/nuoc_sach/chuoi?don-vi=" A);
    seen(a, 200, "71,5%");
    assert_null(strstr(a.body, "/ket-qua\""));
    snprintf(path, sizeof path, "%s?don-vi=" ORG, target);
    seen(hn_test_get(app, "clerk", path), 200, "Gần 71,5%");
    a = hn_test_json(app, "clerk", target);
    seen(a, 200, "\"indicator\":\"nuoc_sach\"");
    seen(a, 200, "\"value_milli\":71500");
    seen(hn_test_get(app, "clerk", paper), 200, "71,5%");
    seen(hn_test_post(app, "clerk", at(path, target, "/ket-qua"),
                      "don-vi=" ORG "&day=30/06/2021&value=71,5&source=Báo+cáo+số+1"),
         409, "lấy từ số liệu của chỉ tiêu nuoc_sach");
    seen(hn_test_post(app, "clerk", at(path, target, "/do-theo"), "indicator="), 303, NULL);
    seen(hn_test_get(app, "clerk", target), 200, "Chưa có kết quả");
}

static struct hn_test_answer
upload(struct hn_test_app *app, const char *user, const char *path, const char *name, const char *content)
{
    static char body[2000];
    int n = snprintf(body, sizeof body,
                     "--ranh\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
                     "--ranh\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                     "Content-Type: application/octet-stream\r\n\r\n%s\r\n--ranh--\r\n",
                     hn_test_token(app, user), name, content);
    return hn_test_send(app, &(struct hn_test_request){ .method = HN_HTTP_POST,
                                                        .target = path,
                                                        .user = user,
                                                        .type = "multipart/form-data; boundary=ranh",
                                                        .body = body,
                                                        .body_len = (size_t)n });
}

static void
files(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    char paper[128], path[240], form[100];
    const char *id;

    issued(app, "clerk", "don-vi=" A "&kind=resolution&day=01/02/2021&title=Nghị+quyết+minh+họa", paper);
    at(path, paper, "/tep");
    seen(upload(app, "clerk", path, "nghi-quyet.exe", "MZ\x90 program"), 422, NULL);
    seen(upload(app, "stranger", path, "nghi-quyet.pdf", "%PDF-1.4\nx"), 404, NULL);
    seen(upload(app, "clerk", path, "nghi-quyet.pdf", "%PDF-1.4\nx"), 303, NULL);
    a = hn_test_json(app, "clerk", paper);
    seen(a, 200, "\"name\":\"nghi-quyet.pdf\"");
    id = strstr(strstr(a.body, "\"files\":"), "\"id\":\"") + 6;
    snprintf(form, sizeof form, "/tep/%.*s", (int)strcspn(id, "\""), id);
    seen(hn_test_get(app, "clerk", at(path, paper, form)), 200, "%PDF-1.4");
    seen(hn_test_get(app, "stranger", path), 404, NULL);
    seen(hn_test_get(app, "clerk", at(path, paper, "/tep/7")), 404, NULL);
    snprintf(form, sizeof form, "id=%.*s", (int)strcspn(id, "\""), id);
    seen(hn_test_post(app, "clerk", at(path, paper, "/tep/bo"), form), 303, NULL);
    seen(hn_test_json(app, "clerk", paper), 200, "\"files\":[]");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(joint_drafts), HN_TEST_PAGE(drafts),   HN_TEST_PAGE(sending),
        HN_TEST_PAGE(targets),      HN_TEST_PAGE(measured), HN_TEST_PAGE(files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
