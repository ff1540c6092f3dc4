/* test_page_criteria: proves that a set of a unit's own is made and changed by who directs it and read by all; that a commune
 * marks a sheet through its pages, with a wrong number told beside its line, evidence given and residents' word as totals, and
 * sends it; that the level above gives it back, appraises and concludes; that a recognition resting on it is recorded and
 * withdrawn; that the overview tells the communes at any date, with rows behind each number; and that whoever may not do or see
 * a thing does not. */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#include "place/place.h"
#include "unit/unit.h"

#define ABOVE   "22.200"
#define COMMUNE "22.200.001"
#define SET     "/chi-tieu/bo/minh-hoa"
#define SHEET   "/chi-tieu/minh-hoa/" COMMUNE
#define STAND   "/to-chuc/" COMMUNE "/tieu-chi"
#define DAY     "?ngay=2020-12-31"

#define print(app, ...)     hn_print((app)->memory, __VA_ARGS__)
#define lacks(answer, text) assert_null(strstr((answer).body, text))

/* The grassroots committee lives in a commune, and its clerk is whoever keeps cell A1 too. */
static enum hn_rc
settle(struct hn_ctx *c, void *arg)
{
    static const struct hn_node nodes[] = {
        { .kind = "province", .code = "91", .name = "Tỉnh minh họa" },
        { .kind = "district", .code = "91.D", .name = "Huyện minh họa" },
        { .kind = "commune", .code = "91.X", .name = "Xã minh họa" },
    };
    struct hn_test_app *app = arg;
    struct hn_grant g = { .role = "committee_clerk",
                          .unit = app->a_org,
                          .from = hn_day_of(2020, 1, 1),
                          .to = HN_DAY_OPEN,
                          .reason = "thử" };
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
    if (!rc)
        rc = hn_unit_put_place(c, app->a_org, at, hn_day_of(2020, 1, 1), HN_DAY_OPEN);
    for (size_t i = 0; i < app->user_count; i++) {
        if (strcmp(app->users[i].name, "secretary") == 0)
            g.user = app->users[i].id;
    }
    return rc ? rc : hn_grant_give(c, &g, NULL, NULL);
}

/* What stands behind the n-th "mark" of the text in the body, up to a quote. */
static const char *
behind(struct hn_test_app *app, struct hn_test_answer a, const char *mark, int n)
{
    const char *at = a.body;

    for (; n > 0 && at; n--) {
        at = strstr(at, mark);
        at = at ? at + strlen(mark) : NULL;
    }
    assert_non_null(at);
    return hn_dup_n(app->memory, at, strcspn(at, "\""));
}

/* A set of two criteria with three lines: 90 % or more (80 in group 3), at most 5, and one that is judged. */
static void
make_set(struct hn_test_app *app)
{
    enum hn_rc rc = hn_test_do(app, settle, app);

    if (rc)
        fail_msg("settle: %s", app->store.c.fault_count ? app->store.c.faults[0].key : "");
    seen(hn_test_post(app, "clerk", "/chi-tieu/bo",
                      "don-vi=" ABOVE "&code=minh-hoa&name=Bộ+minh+họa&level=standard&legal_basis=QĐ+minh+họa"
                      "&from=01/01/2020&last_day=31/12/2022&residents_least=90&invented=1"),
         303, NULL);
    seen(hn_test_post(app, "clerk", SET "/dong",
                      "criterion=1&criterion_name=Nhà+ở&no=1&name=Hộ+có+nhà&operator=ge&measure=%25"
                      "&threshold=90&threshold_3=80&authority=Huyện"),
         303, NULL);
    seen(hn_test_post(
             app, "clerk", SET "/dong",
             "criterion=1&criterion_name=Nhà+ở&no=2&name=Hộ+nghèo&operator=le&measure=%25&threshold=5"),
         303, NULL);
    seen(hn_test_post(app, "clerk", SET "/dong",
                      "criterion=2&criterion_name=An+ninh&no=1&name=Trật+tự&operator=judged"),
         303, NULL);
}

static void
sets(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *line;

    make_set(app);
    seen(hn_test_get(app, "clerk", "/chi-tieu/bo/moi?don-vi=" ABOVE), 200, "Lập bộ tiêu chí riêng");
    seen(hn_test_get(app, "plain", "/chi-tieu/bo/moi?don-vi=" ABOVE), 403, NULL);
    a = hn_test_post(app, "clerk", "/chi-tieu/bo",
                     "don-vi=" ABOVE "&code=minh-hoa&name=Bộ+thứ+hai&level=standard&legal_basis=X"
                     "&from=01/01/2020&residents_least=900");
    seen(a, 422, "error-summary");
    assert_non_null(strstr(a.body, "Bộ thứ hai"));
    seen(hn_test_post(app, "clerk", "/chi-tieu/bo",
                      "don-vi=" ABOVE "&code=minh-hoa&name=A&level=standard&legal_basis=X&from=01/01/2020"),
         409, "Mã bộ tiêu chí này đã có");
    seen(hn_test_post(app, "plain", "/chi-tieu/bo",
                      "don-vi=" ABOVE "&code=b&name=A&level=standard&legal_basis=X&from=01/01/2020"),
         403, NULL);
    seen(hn_test_get(app, "plain", SET), 200, "Nhóm 3");
    seen(hn_test_get(app, "plain", SET), 200, "minh họa");
    a = hn_test_json(app, "plain", SET);
    seen(a, 200, "\"thresholds\":[{\"group\":\"\",\"value\":90},{\"group\":\"3\",\"value\":80}]");
    seen(hn_test_json(app, "plain", "/chi-tieu/bo" DAY), 200, "\"code\":\"minh-hoa\"");
    lacks(hn_test_json(app, "plain", "/chi-tieu/bo?ngay=2019-12-31"), "minh-hoa");
    seen(hn_test_get(app, "plain", "/chi-tieu/bo/khong-co"), 404, NULL);

    line = behind(app, a, "\"rows\":[{\"id\":\"", 1);
    seen(hn_test_get(app, "clerk", print(app, SET "/dong?dong=%s%s", line, "")), 200, "Hộ có nhà");
    seen(hn_test_get(app, "clerk", SET "/dong?dong=4711"), 404, NULL);
    seen(hn_test_get(app, "plain", SET "/dong"), 403, NULL);
    seen(
        hn_test_post(app, "clerk", SET "/dong",
                     "criterion=1&criterion_name=Nhà+ở&no=4&name=Mới&operator=ge&measure=%25&threshold=chín"),
        422, "Hãy ghi một số");
    seen(hn_test_post(app, "clerk", SET "/dong",
                      "criterion=1&criterion_name=Nhà+ở&no=4&name=Mới&operator=ge&measure=%25"),
         422, "mỗi nhóm xã một mức");
    seen(hn_test_post(app, "clerk", SET "/dong/bo", print(app, "dong=%s%s", line, "")), 303, NULL);
    seen(hn_test_json(app, "plain", SET), 200, "\"total\":2,");
    seen(hn_test_get(app, "clerk", SET "/sua"), 200, "Bộ minh họa");
    seen(hn_test_post(app, "clerk", SET,
                      "code=minh-hoa&name=Bộ+đổi+tên&level=standard&legal_basis=X&from=01/01/2020&version=1"),
         303, NULL);
    seen(hn_test_post(app, "clerk", SET,
                      "code=minh-hoa&name=Bộ+khác&level=standard&legal_basis=X&from=01/01/2020&version=1"),
         409, NULL);
}

struct marks {
    const char *sheet, *lines[3];
};

static struct marks
open_sheet(struct hn_test_app *app)
{
    struct marks m;
    struct hn_test_answer a;

    make_set(app);
    seen(hn_test_get(app, "secretary", SHEET DAY), 200, "Chưa có phiếu chấm nào");
    seen(hn_test_post(app, "clerk", SHEET "/mo", "on=31/12/2020"), 403, NULL);
    seen(hn_test_post(app, "stranger", SHEET "/mo", "on=31/12/2020"), 404, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/mo", "on=31/12/2019"), 422, "thời gian áp dụng");
    seen(hn_test_post(app, "secretary", SHEET "/mo", "on=31/12/2020"), 303, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/mo", "on=31/12/2020"), 409, "Đã có phiếu chấm");
    a = hn_test_json(app, "secretary", SHEET DAY);
    m.sheet = behind(app, a, "\"sheet\":{\"id\":\"", 1);
    for (int i = 0; i < 3; i++)
        m.lines[i] = behind(app, (struct hn_test_answer){ .body = strstr(a.body, "\"rows\":[") },
                            "{\"id\":\"", i + 1);
    return m;
}

static const char *
marked(struct hn_test_app *app, const struct marks *m, const char *homes, const char *poor, const char *order)
{
    return hn_print(app->memory, "phieu=%s&buoc=cham&value.%s=%s&value.%s=%s&met.%s=%s", m->sheet,
                    m->lines[0], homes, m->lines[1], poor, m->lines[2], order);
}

static void
give_evidence(struct hn_test_app *app, const struct marks *m)
{
    const char *body = hn_print(
        app->memory,
        "--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
        "--X\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nkey-of-a-form-0001\r\n"
        "--X\r\nContent-Disposition: form-data; name=\"phieu\"\r\n\r\n%s\r\n"
        "--X\r\nContent-Disposition: form-data; name=\"line\"\r\n\r\n%s\r\n"
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
        "Content-Type: application/pdf\r\n\r\n%%PDF-1.4\nx\r\n--X--\r\n",
        hn_test_token(app, "secretary"), m->sheet, m->lines[0]);
    static const struct hn_header own[] = { { "Origin", "https://hn.test" }, { NULL, NULL } };
    const struct hn_test_request r = { .method = HN_HTTP_POST,
                                       .target = SHEET "/minh-chung",
                                       .user = "secretary",
                                       .extra = own,
                                       .type = "multipart/form-data; boundary=X",
                                       .body = body };
    struct hn_test_answer a = hn_test_send(app, &r);

    seen(a, 303, NULL);
    a = hn_test_get(app, "clerk", SHEET DAY);
    seen(a, 200, "a.pdf");
    seen(hn_test_get(app, "clerk",
                     hn_print(app->memory, SHEET "/minh-chung/%s", behind(app, a, SHEET "/minh-chung/", 1))),
         200, "%PDF-1.4");
}

static void
a_sheet(void **state)
{
    HN_TEST_APP(state);
    struct marks m = open_sheet(app);
    const char *id = print(app, "phieu=%s%s", m.sheet, "");
    struct hn_test_answer a;

    /* The commune marks; a wrong number is told beside its line, and the others are kept as typed. */
    seen(hn_test_get(app, "secretary", SHEET "?buoc=cham"), 200, "Hộ có nhà");
    a = hn_test_post(app, "secretary", SHEET "/cham", marked(app, &m, "tám", "4,5", "yes"));
    seen(a, 422, "Hãy ghi một số");
    seen(a, 422, "value=\"4,5\"");
    seen(hn_test_post(app, "secretary", SHEET "/cham", marked(app, &m, "101", "4,5", "yes")), 422, "100%");
    seen(hn_test_post(app, "clerk", SHEET "/cham", marked(app, &m, "95", "4,5", "yes")), 403, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/cham", marked(app, &m, "85", "", "yes")), 303, NULL);
    seen(hn_test_json(app, "clerk", SHEET DAY), 200,
         "\"own\":{\"criteria_met\":1,\"criteria\":2,\"lines_met\":1,\"lines\":3,\"marked\":2}");
    seen(hn_test_get(app, "secretary", SHEET "?buoc=xem-lai"), 200, "Còn 1 chỉ tiêu chưa chấm");
    seen(hn_test_post(app, "secretary", SHEET "/gui", id), 409, "chưa chấm");
    seen(hn_test_post(app, "secretary", SHEET "/cham", marked(app, &m, "95,5", "4,5", "yes")), 303, NULL);
    a = hn_test_get(app, "clerk", SHEET DAY);
    seen(a, 200, "2/2");
    assert_non_null(strstr(a.body, "3/3"));
    give_evidence(app, &m);
    seen(hn_test_post(app, "secretary", SHEET "/nguoi-dan",
                      print(app, "phieu=%s&asked=100&satisfied=120&source=%s", m.sheet, "Phiếu")),
         422, "không thể nhiều hơn");
    seen(hn_test_post(app, "secretary", SHEET "/nguoi-dan",
                      print(app, "phieu=%s&asked=200&satisfied=190&source=%s", m.sheet, "Phiếu")),
         303, NULL);
    seen(hn_test_get(app, "clerk", SHEET DAY), 200, "95,0%");
    seen(hn_test_post(app, "clerk", SHEET "/gui", id), 403, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/gui", id), 303, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/cham", marked(app, &m, "96", "4,5", "yes")), 409, NULL);

    /* The level above gives it back, then appraises and concludes. */
    seen(hn_test_post(app, "secretary", SHEET "/tra-lai", print(app, "%s&reason=%s", id, "Thiếu")), 404,
         NULL);
    seen(hn_test_post(app, "clerk", SHEET "/tra-lai", print(app, "%s&reason=%s", id, "")), 422, NULL);
    seen(hn_test_post(app, "clerk", SHEET "/tra-lai", print(app, "%s&reason=%s", id, "Thiếu")), 303, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/gui", id), 303, NULL);
    seen(hn_test_get(app, "clerk", SHEET "?buoc=tham-dinh"), 200, "Xã tự chấm");
    seen(hn_test_post(app, "clerk", SHEET "/cham", print(app, "%s&above=1&value.%s=92", id, m.lines[0])), 303,
         NULL);
    seen(hn_test_post(app, "clerk", SHEET "/ket-luan", print(app, "%s&conclusion=%s", id, "Đạt")), 409, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/ket-luan", print(app, "%s&agree=1&conclusion=%s", id, "Đạt")),
         404, NULL);
    seen(hn_test_post(app, "clerk", SHEET "/ket-luan", print(app, "%s&agree=1&conclusion=%s", id, "Đạt")),
         303, NULL);
    seen(hn_test_json(app, "secretary", SHEET DAY), 200, "\"state\":\"concluded\"");
    a = hn_test_json(app, "secretary", SHEET "/lich-su?ngay=2020-12-31");
    seen(a, 200, "\"above\":true");
    assert_non_null(strstr(a.body, "\"value\":85,"));
    seen(hn_test_get(app, "secretary", SHEET "/lich-su" DAY), 200, "95,5");

    /* Who reads neither figures nor meetings of the commune does not read its sheet; of another, it is not there. */
    seen(hn_test_get(app, "stranger", SHEET DAY), 404, NULL);
    seen(hn_test_get(app, "manager", SHEET DAY), 403, NULL);
    seen(hn_test_get(app, "secretary", "/chi-tieu/minh-hoa/22.200.001.001?phieu=1"), 404, NULL);
}

static void
recognition(void **state)
{
    HN_TEST_APP(state);
    struct marks m = open_sheet(app);
    const char *id = print(app, "phieu=%s%s", m.sheet, "");
    struct hn_test_answer a;

    seen(hn_test_post(app, "secretary", SHEET "/cham", marked(app, &m, "95", "4,5", "yes")), 303, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/nguoi-dan",
                      print(app, "phieu=%s&asked=200&satisfied=190&source=%s", m.sheet, "Phiếu")),
         303, NULL);
    seen(hn_test_post(app, "secretary", SHEET "/gui", id), 303, NULL);
    seen(hn_test_post(app, "clerk", SHEET "/ket-luan", print(app, "%s&agree=1&conclusion=%s", id, "Đạt")),
         303, NULL);

    seen(hn_test_get(app, "clerk", STAND "?lam=cong-nhan"), 200, "Ghi quyết định công nhận");
    lacks(hn_test_get(app, "secretary", STAND "?lam=cong-nhan"), "Ghi quyết định công nhận");
    /* Before its first sheet and any plan nothing is known of the commune, and that is said. */
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2020-06-01"), 200,
         "\"unknown\":1");
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2020-06-01&muc=none"), 200,
         "\"total\":1");
    seen(hn_test_post(app, "secretary", STAND "/ke-hoach",
                      "lam=ke-hoach&level=standard&due=31/12/2021&basis=NQ+minh+họa"),
         303, NULL);
    seen(hn_test_post(app, "clerk", STAND "/cong-nhan",
                      "lam=cong-nhan&level=standard&set=minh-hoa&with_sheet=1&decision=&decided_by=Huyện"
                      "&decided_on=15/01/2021"),
         422, "error-summary");
    seen(hn_test_post(app, "secretary", STAND "/cong-nhan",
                      "level=standard&decision=1/QĐ&decided_by=Huyện&decided_on=15/01/2021"),
         403, NULL);
    seen(hn_test_post(app, "stranger", STAND "/cong-nhan",
                      "level=standard&decision=1/QĐ&decided_by=Huyện&decided_on=15/01/2021"),
         404, NULL);
    seen(hn_test_post(app, "clerk", STAND "/cong-nhan",
                      "lam=cong-nhan&level=standard&set=minh-hoa&with_sheet=1&decision=1/QĐ&decided_by=Huyện"
                      "&decided_on=15/01/2021"),
         303, NULL);
    seen(hn_test_post(app, "clerk", STAND "/cong-nhan",
                      "lam=cong-nhan&level=standard&decision=2/QĐ&decided_by=Huyện&decided_on=15/02/2021"),
         409, "đã được công nhận");
    seen(hn_test_get(app, "clerk", STAND "?ngay=2021-06-01"), 200, "Trước kế hoạch 1 năm");
    a = hn_test_json(app, "clerk", STAND "?ngay=2021-06-01");
    seen(a, 200, "\"ahead_years\":1");
    assert_non_null(strstr(a.body, "\"decision\":\"1/QĐ\""));

    /* The overview at any date: before, nothing is known; after, one stands; each number has its rows. */
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2020-12-31"), 200,
         "\"open\":1");
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2020-12-31&muc=open"), 200,
         "\"total\":1");
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2021-06-01"), 200,
         "\"standard\":1");
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2021-06-01&muc=standard"), 200,
         "\"total\":1");
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2021-06-01&muc=none"), 200,
         "\"total\":0");
    seen(hn_test_get(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2021-06-01"), 200, "Số xã");
    seen(hn_test_get(app, "clerk", "/chi-tieu/tong-hop.csv?don-vi=" ABOVE "&ngay=2021-06-01"), 200, COMMUNE);
    seen(hn_test_get(app, "stranger", "/chi-tieu/tong-hop?don-vi=" ABOVE), 404, NULL);

    /* Withdrawn: it stays in the record. */
    id = behind(app, a, "\"rows\":[{\"id\":\"", 1);
    seen(hn_test_get(app, "clerk", print(app, STAND "?lam=thu-hoi&recognition=%s%s", id, "")), 200,
         "Quyết định thu hồi");
    seen(hn_test_post(app, "clerk", STAND "/thu-hoi",
                      print(app, "lam=thu-hoi&recognition=%s&on=01/01/2020&decision=%s", id, "9/QĐ")),
         422, "error-summary");
    seen(hn_test_post(app, "secretary", STAND "/thu-hoi",
                      print(app, "lam=thu-hoi&recognition=%s&on=01/01/2022&decision=%s", id, "9/QĐ")),
         403, NULL);
    seen(hn_test_post(app, "clerk", STAND "/thu-hoi",
                      print(app, "lam=thu-hoi&recognition=%s&on=01/01/2022&decision=%s", id, "9/QĐ")),
         303, NULL);
    seen(hn_test_get(app, "clerk", STAND), 200, "Thu hồi từ 01/01/2022");
    seen(hn_test_json(app, "clerk", "/chi-tieu/tong-hop?don-vi=" ABOVE "&ngay=2022-06-01"), 200,
         "\"standard\":0");
    seen(hn_test_post(app, "clerk", STAND "/nhom", "lam=nhom&group=ba&from=01/01/2021&decision=QĐ"), 422,
         "Nhóm xã là một số");
    seen(hn_test_post(app, "clerk", STAND "/nhom", "lam=nhom&group=3&from=01/01/2021&decision=QĐ"), 303,
         NULL);
    seen(hn_test_json(app, "clerk", STAND), 200, "\"group\":\"3\"");
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(sets), HN_TEST_PAGE(a_sheet),
                                        HN_TEST_PAGE(recognition) };

    return cmocka_run_group_tests_name("page_criteria", tests, NULL, NULL);
}
