/* test_guards.c: proves that a file of more persons than one may take alone takes a second person's word, which is good for
 * the asker, that list and 24 hours; that an erasure takes two; and that the hour's number of looks is kept: each refused
 * beside what is let through, on both engines. */
#include <stdlib.h>
#include <string.h>

#include "access/export.h"
#include "access/pace.h"
#include "audit/audit.h"
#include "person/field.h"
#include "setting/setting.h"
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
        fail_msg("not to be there: %s\nin: %.4000s", what, a->body);
}

struct setting {
    const char *name, *value;
};

static enum hn_rc
put_setting(struct hn_ctx *c, void *arg)
{
    const struct setting *s = arg;

    return hn_setting_put(c, s->name, s->value);
}

static void
set(struct hn_test_app *app, const char *name, const char *value)
{
    struct setting s = { name, value };

    assert_int_equal(hn_test_do(app, put_setting, &s), HN_OK);
}

/* As a browser asks for a file. */
static struct hn_test_answer
browse(struct hn_test_app *app, const char *user, const char *target)
{
    const struct hn_header extra[] = { { "Accept", "text/html,*/*" }, { 0 } };

    return hn_test_send(app, &(struct hn_test_request){
                                 .method = HN_HTTP_GET, .target = target, .user = user, .extra = extra });
}

/* The number behind "id": of the first request of a kind, as a form has it. */
static const char *
request_of(struct hn_test_app *app, const char *user, const char *kind)
{
    struct hn_test_answer a = hn_test_json(app, user, "/cai-dat/de-nghi");
    const char *at = strstr(a.body, hn_print(app->memory, "\"%s\":[", kind));

    assert_int_equal(a.status, 200);
    assert_non_null(at);
    at = strstr(at, "\"id\":\"");
    if (!at)
        fail_msg("no %s in %s", kind, a.body);
    at += strlen("\"id\":\"");
    return hn_dup_n(app->memory, at, strcspn(at, "\""));
}

static struct hn_test_answer
decide(struct hn_test_app *app, const char *user, const char *kind, const char *id, const char *decision)
{
    return hn_test_post(app, user, "/cai-dat/de-nghi",
                        hn_print(app->memory, "kind=%s&request=%s&decision=%s", kind, id, decision));
}

#define LIST  "/to-chuc/22.200/dang-vien"
#define ASKED "list=dang-vien&target=/to-chuc/22.200/dang-vien&rows=4&unit="

static const char *
asking(struct hn_test_app *app, const char *purpose)
{
    return hn_print(app->memory, ASKED "%lld&purpose=%s", (long long)app->a.v, purpose);
}

static void
test_export(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *id;

    /* Four persons: alone up to four, not from five on. */
    set(app, HN_SETTING_EXPORT_ALONE, "4");
    assert_int_equal(hn_test_get(app, "clerk", LIST ".csv").status, 200);
    set(app, HN_SETTING_EXPORT_ALONE, "3");
    a = browse(app, "clerk", LIST ".csv");
    assert_int_equal(a.status, 200);
    has(&a, "/xin-xuat");
    lacks(&a, "A-2,"); /* with its comma: a token of the page may hold the letters */
    a = hn_test_send(app, &(struct hn_test_request){ .method = HN_HTTP_GET,
                                                     .target = LIST ".xlsx",
                                                     .user = "clerk",
                                                     .extra = (const struct hn_header[]){
                                                         { "Accept", "application/octet-stream" }, { 0 } } });
    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "clerk", LIST);
    has(&a, LIST ".csv");
    lacks(&a, LIST ".xlsx");
    /* A filter that few pass needs nobody. */
    assert_int_equal(hn_test_get(app, "clerk", LIST ".csv?q=nobody").status, 200);
    /* Asking: a purpose, and a right over the unit. */
    assert_int_equal(hn_test_post(app, "clerk", "/xin-xuat", asking(app, "")).status, 422);
    assert_int_equal(hn_test_post(app, "stranger", "/xin-xuat", asking(app, "Rà+soát")).status, 404);
    assert_int_equal(hn_test_post(app, "auditor", "/xin-xuat", asking(app, "Rà+soát")).status, 403);
    assert_int_equal(hn_test_post(app, "clerk", "/xin-xuat", asking(app, "Rà+soát")).status, 303);
    assert_int_equal(hn_test_post(app, "clerk", "/xin-xuat", asking(app, "Rà+soát")).status, 409);
    /* Deciding: not the asker, not a stranger; once. */
    id = request_of(app, "clerk", "exports");
    assert_int_equal(decide(app, "clerk", "export", id, "approve").status, 403);
    assert_int_equal(decide(app, "stranger", "export", id, "approve").status, 404);
    assert_int_equal(decide(app, "secretary", "export", id, "approve").status, 404);
    a = hn_test_json(app, "stranger", "/cai-dat/de-nghi");
    lacks(&a, id);
    has(&(struct hn_test_answer){ .body = hn_test_get(app, "leader", "/viec-cua-toi").body },
        "/cai-dat/de-nghi");
    assert_int_equal(decide(app, "leader", "export", id, "approve").status, 303);
    assert_int_equal(decide(app, "leader", "export", id, "refuse").status, 409);
    /* Good for the asker and this list, no other. */
    assert_int_equal(hn_test_get(app, "clerk", LIST ".csv").status, 200);
    a = browse(app, "clerk", LIST ".csv?ngay=2021-01-01");
    has(&a, "/xin-xuat");
    a = browse(app, "leader", LIST ".csv");
    has(&a, "/xin-xuat");
    a = hn_test_get(app, "clerk", LIST ".csv");
    has(&a, "A-2");
}

static enum hn_rc
age_approval(struct hn_ctx *c, void *arg)
{
    const struct hn_export_ask ask = {
        .list = "dang-vien", .target = LIST, .unit = ((struct hn_test_app *)arg)->a, .rows = 4
    };
    struct hn_user_id clerk = { 0 };
    bool needed, approved;
    enum hn_rc rc;

    for (size_t i = 0; i < HN_TEST_USERS; i++) {
        if (strcmp(((struct hn_test_app *)arg)->users[i].name, "clerk") == 0)
            clerk = ((struct hn_test_app *)arg)->users[i].id;
    }
    c->actor = clerk;
    c->grants = NULL;
    c->now += (hn_time)(HN_EXPORT_HOURS * 3600 - 60) * 1000000;
    rc = hn_export_check(c, &ask, &needed, &approved);
    if (rc || needed || !approved)
        return rc ? rc : HN_BROKEN;
    /* More rows than were approved, or a day later: anew. */
    struct hn_export_ask more = ask;

    more.rows = 5;
    rc = hn_export_check(c, &more, &needed, &approved);
    if (rc || !needed)
        return rc ? rc : HN_BROKEN;
    c->now += (hn_time)120 * 1000000;
    rc = hn_export_check(c, &ask, &needed, &approved);
    return rc ? rc : needed ? HN_OK : HN_BROKEN;
}

static void
test_export_ends(void **state)
{
    HN_TEST_APP(state);

    set(app, HN_SETTING_EXPORT_ALONE, "3");
    assert_int_equal(hn_test_post(app, "clerk", "/xin-xuat", asking(app, "Rà+soát")).status, 303);
    assert_int_equal(
        decide(app, "manager", "export", request_of(app, "manager", "exports"), "approve").status, 303);
    assert_int_equal(hn_test_do(app, age_approval, app), HN_OK);
    /* No limit. */
    set(app, HN_SETTING_EXPORT_ALONE, "0");
    assert_int_equal(hn_test_get(app, "leader", "/dang-vien.csv").status, 200);
}

static enum hn_rc
write_phone(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;

    return hn_person_put_field(c, app->persons[1], "phone", "0912345678", HN_DAY_START, "thử");
}

static void
test_erasure(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;
    const char *id;

    assert_int_equal(hn_test_do(app, write_phone, app), HN_OK);
    assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-2/xoa").status, 200);
    assert_int_equal(hn_test_get(app, "leader", "/dang-vien/A-2/xoa").status, 403);
    assert_int_equal(hn_test_get(app, "stranger", "/dang-vien/A-2/xoa").status, 404);
    assert_int_equal(hn_test_post(app, "secretary", "/dang-vien/A-2/xoa", "reason=").status, 422);
    assert_int_equal(hn_test_post(app, "secretary", "/dang-vien/A-2/xoa", "reason=Theo+đơn").status, 303);
    assert_int_equal(hn_test_post(app, "clerk", "/dang-vien/A-2/xoa", "reason=Theo+đơn").status, 409);
    id = request_of(app, "secretary", "erasures");
    assert_int_equal(decide(app, "secretary", "erase", id, "approve").status, 409);
    assert_int_equal(decide(app, "stranger", "erase", id, "approve").status, 404);
    assert_int_equal(decide(app, "leader", "erase", id, "approve").status, 403);
    a = hn_test_get(app, "clerk", "/dang-vien/A-2");
    has(&a, "••••");
    /* Taken back by who asked, asked again, refused, asked again, approved. */
    assert_int_equal(decide(app, "secretary", "erase", id, "refuse").status, 303);
    assert_int_equal(hn_test_post(app, "secretary", "/dang-vien/A-2/xoa", "reason=Theo+đơn").status, 303);
    id = request_of(app, "clerk", "erasures");
    assert_int_equal(decide(app, "clerk", "erase", id, "approve").status, 303);
    assert_int_equal(decide(app, "clerk", "erase", id, "approve").status, 409);
    a = hn_test_get(app, "clerk", "/dang-vien/A-2");
    has(&a, "đã xóa theo yêu cầu");
    a = hn_test_json(app, "clerk", "/dang-vien/A-2");
    has(&a, "\"erased\":true");
    has(&a, "\"phone\":{\"value\":null,\"masked\":false");
    assert_int_equal(hn_test_post(app, "secretary", "/dang-vien/A-2/xoa", "reason=Theo+đơn").status, 409);
}

static void
test_pace(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a;

    set(app, HN_SETTING_LOOKS, "2");
    set(app, HN_SETTING_REVEALS, "1");
    /* Rows of a list, and one's own record, are no opened records. */
    for (int i = 0; i < 4; i++) {
        assert_int_equal(hn_test_get(app, "secretary", "/to-chuc/22.200.001.001/dang-vien").status, 200);
        assert_int_equal(hn_test_get(app, "secretary", "/dang-vien/A-1").status, 200);
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(hn_test_get(app, "clerk", "/dang-vien/A-2").status, 200);
    assert_int_equal(hn_test_get(app, "clerk", "/dang-vien/A-3").status, 200);
    a = hn_test_get(app, "clerk", "/dang-vien/A-4");
    assert_int_equal(a.status, 429);
    assert_in_range(strtol(hn_test_header(&a, "Retry-After"), NULL, 10), 3500, 3601);
    lacks(&a, "Phạm Thị Dung");
    assert_int_equal(hn_test_get(app, "clerk", "/dang-vien/A-4/lich-su").status, 429);
    assert_int_equal(hn_test_json(app, "clerk", "/dang-vien/A-4").status, 429);
    /* What is open already stays open; others are not concerned. */
    assert_int_equal(hn_test_get(app, "clerk", "/dang-vien/A-2").status, 200);
    assert_int_equal(hn_test_get(app, "leader", "/dang-vien/A-4").status, 200);
    /* Reveals have a number of their own. */
    assert_int_equal(
        hn_test_post(app, "secretary", "/dang-vien/A-2/mo", "group=contact&purpose=contact").status, 200);
    a = hn_test_post(app, "secretary", "/dang-vien/A-3/mo", "group=contact&purpose=contact");
    assert_int_equal(a.status, 429);
    set(app, HN_SETTING_REVEALS, "0");
    assert_int_equal(
        hn_test_post(app, "secretary", "/dang-vien/A-3/mo", "group=contact&purpose=contact").status, 200);
}

/* The same on PostgreSQL. */
static int
postgres_setup(void **state)
{
    struct hn_test_app *app = malloc(sizeof *app);

    assert_non_null(app);
    hn_test_app_begin(app, NULL, true);
    *state = app;
    return 0;
}

#define ON_POSTGRES(fn)                                                                                      \
    {                                                                                                        \
#fn "_postgres", fn, postgres_setup, hn_test_app_teardown, NULL                                      \
    }

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_PAGE(test_export),  HN_TEST_PAGE(test_export_ends),
                                        HN_TEST_PAGE(test_erasure), HN_TEST_PAGE(test_pace),
                                        ON_POSTGRES(test_export),   ON_POSTGRES(test_export_ends),
                                        ON_POSTGRES(test_erasure),  ON_POSTGRES(test_pace) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
