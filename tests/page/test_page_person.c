/* Proves: a record is seen by whoever may, its masked groups for a purpose only, each look in the log; it is changed by
 * section, table and status with what was typed kept on refusal, both versions shown on a clash, one deed for one key. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "person/field.h"
#include "support/page.h"

static void
has(const struct hn_test_answer *a, const char *what)
{
    if (!strstr(a->body, what))
        fail_msg("missing: %s\nin: %.4000s", what, a->body);
}

static void
lacks(const struct hn_test_answer *a, const char *what)
{
    if (strstr(a->body, what))
        fail_msg("not for these eyes: %s\nin: %.4000s", what, a->body);
}

static enum hn_rc
write_phone(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;

    return hn_person_put_field(c, app->persons[1], "phone", "0912345678", HN_DAY_START, "thử");
}

static void
give_phone(struct hn_test_app *app)
{
    assert_int_equal(hn_test_do(app, write_phone, app), HN_OK);
}

/* The number after "row_version" of a page of the JSON face. */
static const char *
version_of(struct hn_test_app *app, const char *target)
{
    struct hn_test_answer a = hn_test_json(app, "secretary", target);
    const char *at = strstr(a.body, "\"row_version\":\"");

    assert_non_null(at);
    at += strlen("\"row_version\":\"");
    return hn_dup_n(app->memory, at, strcspn(at, "\""));
}

static void
test_record(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    give_phone(app);
    a = hn_test_get(app, "secretary", "/dang-vien/A-2");
    assert_int_equal(a.status, 200);
    has(&a, "Trần Văn Bình");
    has(&a, "••••");
    lacks(&a, "0912345678");
    a = hn_test_json(app, "secretary", "/dang-vien/A-2");
    has(&a, "\"phone\":{\"value\":null,\"masked\":true");
    lacks(&a, "0912345678");
    a = hn_test_json(app, "secretary", "/dang-vien/A-2/lich-su");
    assert_int_equal(a.status, 200);
    lacks(&a, "0912345678");
    /* Out of scope and not there: the same answer. */
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-4").status, 404);
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/ZZ").status, 404);
    assert_int_equal(hn_test_get(app, "stranger", "/dang-vien/A-2").status, 404);
    assert_int_equal(hn_test_get(app, "plain", "/dang-vien/A-2").status, 404);
    assert_int_equal(hn_test_get(app, "plain", "/dang-vien/B-1").status, 200);
    assert_int_equal(hn_test_get(app, "auditor", "/dang-vien/A-2").status, 403);
}

static void
test_reveal(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    give_phone(app);
    a = hn_test_post(app, "secretary", "/dang-vien/A-2/mo", "group=contact&purpose=duty_check");
    assert_int_equal(a.status, 200);
    has(&a, "0912345678");
    a = hn_test_post(app, "secretary", "/dang-vien/A-2/mo", "group=contact");
    assert_int_equal(a.status, 422);
    lacks(&a, "0912345678");
    has(&a, "error-summary");
    /* A clerk may edit the way to reach a person, but not see it. */
    a = hn_test_post(app, "clerk", "/dang-vien/A-2/mo", "group=contact&purpose=duty_check");
    assert_int_equal(a.status, 403);
    lacks(&a, "0912345678");
    a = hn_test_post(app, "stranger", "/dang-vien/A-2/mo", "group=contact&purpose=duty_check");
    assert_int_equal(a.status, 404);
    /* Who looked, at what and what for, the person reads; nobody else does here, the auditor has the log itself. */
    assert_int_equal(hn_test_post(app, "leader", "/dang-vien/B-1/mo", "group=health&purpose=reward").status,
                     200);
    a = hn_test_get(app, "plain", "/dang-vien/B-1/ai-da-xem");
    assert_int_equal(a.status, 200);
    has(&a, "leader");
    has(&a, "Sức khỏe");
    has(&a, "Khen thưởng, huy hiệu");
    a = hn_test_get(app, "plain", "/dang-vien/B-1/ai-da-xem.csv");
    assert_int_equal(a.status, 200);
    has(&a, "reward");
    assert_int_equal(hn_test_get(app, "auditor", "/dang-vien/A-2/ai-da-xem").status, 403);
    assert_int_equal(hn_test_get(app, "clerk", "/dang-vien/A-2/ai-da-xem").status, 403);
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-1/ai-da-xem").status, 200);
    a = hn_test_get(app, "plain", "/toi/ho-so");
    assert_int_equal(a.status, 303);
}

static int
times(const struct hn_test_answer *a, const char *what)
{
    int n = 0;

    for (const char *at = strstr(a->body, what); at; at = strstr(at + 1, what))
        n++;
    return n;
}

/* A key gives the first answer of a deed again; a look is a look each time. And whoever is refused leaves a line too. */
static void
test_every_look_is_logged(void **state)
{
    HN_TEST_APP(state);
    static const char json[] = "{\"group\":[\"health\"],\"purpose\":\"reward\",\"key\":\"abcdefgh1\"}";
    struct hn_test_answer a;

    for (int i = 1; i <= 2; i++) {
        assert_int_equal(hn_test_post_json(app, "leader", "/dang-vien/B-1/mo", json).status, 200);
        a = hn_test_get(app, "plain", "/dang-vien/B-1/ai-da-xem.csv");
        assert_int_equal(times(&a, "reveal"), i);
    }
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/B-1").status, 404);
    a = hn_test_get(app, "plain", "/dang-vien/B-1/ai-da-xem.csv");
    assert_int_equal(times(&a, "refused"), 1);
}

#define BASIC "&sex=male&birth_date=1970-01-01&ethnicity=kinh&admit_date=2000-02-03&official_date=2001-02-03"

static void
test_section(void **state)
{
    HN_TEST_APP(state);
    const char *path = "/dang-vien/A-2/sua/co-ban", *first = version_of(app, path);
    struct hn_test_answer a;

    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-2/sua").status, 200);
    assert_int_equal(hn_test_get(app, "leader", "/dang-vien/A-2/sua").status, 403);
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-2/sua/khac").status, 404);
    /* Refused: what was typed stays, every fault is told. */
    a = hn_test_post(app, "secretary", path,
                     hn_print(app->memory, "row_version=%s&mode=correction&full_name=Trần+1" BASIC, first));
    assert_int_equal(a.status, 422);
    has(&a, "value=\"Trần 1\"");
    has(&a, "#full_name");
    has(&a, "#reason");
    /* Checked first: old and new, nothing kept yet. */
    a = hn_test_post(app, "secretary", path,
                     hn_print(app->memory,
                              "row_version=%s&mode=correction&reason=sai&full_name=Trần+Vân+Bình" BASIC,
                              first));
    assert_int_equal(a.status, 200);
    has(&a, "Trần Văn Bình</td>");
    has(&a, "Trần Vân Bình</td>");
    assert_string_equal(version_of(app, path), first);
    a = hn_test_post(
        app, "secretary", path,
        hn_print(app->memory,
                 "confirmed=1&row_version=%s&mode=correction&reason=sai&full_name=Trần+Vân+Bình" BASIC,
                 first));
    assert_int_equal(a.status, 303);
    a = hn_test_get(app, "secretary", "/dang-vien/A-2/lich-su");
    has(&a, "Trần Văn Bình → Trần Vân Bình");
    /* Somebody who still saw the old version: both are shown, nothing is kept. */
    a = hn_test_post(
        app, "clerk", path,
        hn_print(app->memory,
                 "confirmed=1&row_version=%s&mode=correction&reason=sai&full_name=Trần+Bính" BASIC, first));
    assert_int_equal(a.status, 409);
    has(&a,
        "<td class=\"govuk-table__cell\">Trần Vân Bình</td><td class=\"govuk-table__cell\">Trần Bính</td>");
    has(&a, "value=\"Trần Bính\"");
    a = hn_test_json(app, "secretary", "/dang-vien/A-2");
    has(&a, "\"full_name\":\"Trần Vân Bình\"");
}

/* The check page is the answer to one deed, its own form another: saving it is no repetition with other content. */
static void
test_keys(void **state)
{
    HN_TEST_APP(state);
    const char *path = "/dang-vien/A-2/sua/lien-he", *version = version_of(app, path);
    const struct hn_header extra[] = { { "Origin", "https://hn.test" }, { NULL, NULL } };
    const char *body = hn_print(app->memory,
                                "csrf=%s&key=abcdefgh-1&row_version=%s&mode=change&from=2021-01-01&reason=x"
                                "&email=a%%40b.vn",
                                hn_test_token(app, "secretary"), version);
    const struct hn_test_request r = { .method = HN_HTTP_POST,
                                       .user = "secretary",
                                       .target = path,
                                       .body = body,
                                       .type = "application/x-www-form-urlencoded",
                                       .extra = extra };
    struct hn_test_answer a = hn_test_send(app, &r);

    assert_int_equal(a.status, 200);
    has(&a, "name=\"confirmed\"");
    lacks(&a, "abcdefgh-1");
    /* The same again is the same answer; with other content it is refused. */
    a = hn_test_send(app, &r);
    assert_int_equal(a.status, 200);
    struct hn_test_request other = r;

    other.body = hn_print(app->memory, "%s&confirmed=1", body);
    assert_int_equal(hn_test_send(app, &other).status, 422);
}

static void
test_masked_section(void **state)
{
    HN_TEST_APP(state);
    const char *path = "/dang-vien/A-2/sua/lien-he";
    struct hn_test_answer a;

    give_phone(app);
    a = hn_test_get(app, "clerk", path);
    assert_int_equal(a.status, 200);
    lacks(&a, "0912345678");
    /* An empty box of what one cannot see changes nothing; the others are kept. */
    a = hn_test_post_json(app, "secretary", path,
                          hn_print(app->memory,
                                   "{\"row_version\":\"%s\",\"mode\":\"correction\",\"reason\":\"bổ sung\","
                                   "\"email\":\"binh@vi.du\"}",
                                   version_of(app, path)));
    assert_int_equal(a.status, 200);
    a = hn_test_post(app, "secretary", "/dang-vien/A-2/mo", "group=contact&purpose=contact&part=lien-he");
    assert_int_equal(a.status, 200);
    has(&a, "value=\"0912345678\"");
    has(&a, "value=\"binh@vi.du\"");
    has(&a, "name=\"reveal\" value=\"contact\"");
    /* Health is not the clerk's. */
    assert_int_equal(hn_test_get(app, "clerk", "/dang-vien/A-2/sua/suc-khoe").status, 403);
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-2/sua/suc-khoe").status, 200);
}

static void
test_table(void **state)
{
    HN_TEST_APP(state);
    const char *path = "/dang-vien/A-2/bang/khen-thuong";
    struct hn_test_answer a = hn_test_post(app, "secretary", path, "what=Bằng+khen");

    assert_int_equal(a.status, 422);
    has(&a, "value=\"Bằng khen\"");
    has(&a, "#on");
    a = hn_test_post(app, "secretary", path, "what=Bằng+khen&on=03/02/2015");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", path);
    has(&a, "\"total\":1");
    has(&a, "\"on\":\"2015-02-03\"");
    const char *id = strstr(a.body, "\"rows\":[{\"id\":\"");

    assert_non_null(id);
    id += strlen("\"rows\":[{\"id\":\"");
    id = hn_dup_n(app->memory, id, strcspn(id, "\""));
    a = hn_test_get(app, "secretary", hn_print(app->memory, "%s?dong=%s", path, id));
    has(&a, "value=\"03/02/2015\"");
    a = hn_test_post(app, "secretary", path,
                     hn_print(app->memory, "entry=%s&row=1&reason=sai&what=Giấy+khen&on=2015", id));
    assert_int_equal(a.status, 409);
    a = hn_test_post(app, "secretary", path, hn_print(app->memory, "entry=%s&deed=end", id));
    assert_int_equal(a.status, 422); /* taken out for a reason only */
    a = hn_test_post(app, "secretary", path, hn_print(app->memory, "entry=%s&deed=end&reason=nhầm", id));
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "secretary", path);
    has(&a, "\"total\":0");
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-2/bang/khac").status, 404);
    assert_int_equal(hn_test_get(app, "clerk", "/dang-vien/A-2/bang/ky-luat").status, 403);
}

static void
test_status(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_post(app, "secretary", "/dang-vien/A-2/trang-thai/tu-cach",
                                           "standing=probationary&from=2021-06-01&confirmed=1&reason=x");

    assert_int_equal(a.status, 422); /* nobody goes back to probation */
    has(&a, "Tư cách này không thể theo sau tư cách trước đó");
    a = hn_test_post(app, "clerk", "/dang-vien/A-2/trang-thai/chi-bo",
                     "deed=move&unit=22.200.001.002&from=2021-06-01&reason=x");
    assert_int_equal(a.status, 200); /* the check page */
    has(&a, "name=\"confirmed\"");
    a = hn_test_post(app, "clerk", "/dang-vien/A-2/trang-thai/chi-bo",
                     "deed=move&unit=22.200.001.002&from=2021-06-01&reason=x&confirmed=1");
    assert_int_equal(a.status, 303);
    a = hn_test_json(app, "clerk", "/to-chuc/22.200.001.002/dang-vien");
    has(&a, "Trần Văn Bình");
    /* The secretary of the cell left behind sees what that cell knew, and changes nothing. */
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-2").status, 200);
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-2/sua").status, 403);
    a = hn_test_post(app, "secretary", "/dang-vien/A-3/trang-thai/sinh-hoat",
                     "activity=suspended&from=2021-06-01");
    assert_int_equal(a.status, 200);
    a = hn_test_post_json(
        app, "secretary", "/dang-vien/A-3/trang-thai/sinh-hoat",
        "{\"activity\":\"suspended\",\"from\":\"2021-06-01\",\"to\":\"2022-06-01\",\"reason\":\"x\"}");
    assert_int_equal(a.status, 422);
    has(&a, "\"field\":\"to\"");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(test_record), HN_TEST_PAGE(test_every_look_is_logged),
        HN_TEST_PAGE(test_reveal), HN_TEST_PAGE(test_section),
        HN_TEST_PAGE(test_keys),   HN_TEST_PAGE(test_masked_section),
        HN_TEST_PAGE(test_table),  HN_TEST_PAGE(test_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
