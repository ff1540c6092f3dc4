/* Proves: the steps around every page (style/ section 2) and the table of security/ section 6, over a route table of
 * the test's own: each refusal beside what is just accepted, and after each refusal nothing has changed but the log. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/limits.h"
#include "support/faulty_disk.h"
#include "support/page.h"
#include "web/page.h"
#include "web/page_system.h"

#include "sqlite3.h"

/* --- pages of the test --- */

static void
write_plain(struct hn_out *o, const void *data)
{
    hn_out_html(o, data);
}

static void
write_json(struct hn_out *o, const void *data)
{
    hn_out_raw(o, "{\"text\":");
    hn_out_json(o, data);
    hn_out_raw(o, "}");
}

static void
write_form(struct hn_out *o, const void *data)
{
    const struct hn_req *q = data;
    const char *fault = hn_form_fault(q, "name");

    hn_out_raw(o, "csrf=");
    hn_out_html(o, o->csrf);
    hn_out_raw(o, ";key=");
    hn_out_html(o, o->key);
    hn_out_raw(o, ";typed=");
    hn_out_html(o, hn_form_typed(q, "name", "given"));
    hn_out_raw(o, ";secret=");
    hn_out_html(o, hn_form_typed(q, "secret", "given"));
    hn_out_raw(o, ";fault=");
    hn_out_html(o, fault ? fault : "none");
}

static const struct hn_view plain = {
    .title = "home.title", .section = "", .html = write_plain, .json = write_json
};
static const struct hn_view form_view = { .title = "home.title", .section = "", .html = write_form };

static int pages_made; /* by show_plain, on the test's own thread */

static enum hn_rc
show_plain(struct hn_req *q)
{
    pages_made++;

    const char *text = hn_print(q->ctx.arena, "on %s known %d page %d of %d lang %d at [%s]",
                                hn_day_iso(q->ctx.arena, q->ctx.on), q->ctx.known != HN_TIME_OPEN,
                                (int)q->page_number, (int)q->page_size, (int)q->ctx.lang, hn_req_query(q));

    return hn_show(q, &plain, text, NULL);
}

static enum hn_rc
show_form(struct hn_req *q)
{
    return hn_show(q, &form_view, q, NULL);
}

static enum hn_rc
show_unit(struct hn_req *q)
{
    return hn_show(q, &plain, hn_print(q->ctx.arena, "unit %lld", (long long)hn_path_id(q, "unit")), NULL);
}

static enum hn_rc
show_person(struct hn_req *q)
{
    struct hn_person_id person = { hn_path_id(q, "person") };

    hn_audit_look(&q->ctx, "view", person, (struct hn_unit_id){ 0 }, "", "");
    return hn_show(q, &plain, "a person", NULL);
}

static enum hn_rc
show_failure(struct hn_req *q)
{
    static const struct {
        const char *name;
        enum hn_rc rc;
    } failures[] = { { "invalid", HN_INVALID },   { "denied", HN_DENIED }, { "absent", HN_NOT_FOUND },
                     { "conflict", HN_CONFLICT }, { "busy", HN_BUSY },     { "unavailable", HN_UNAVAILABLE },
                     { "broken", HN_BROKEN } };

    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        if (strcmp(hn_path_text(q, "kind"), failures[i].name) == 0)
            return hn_fail(&q->ctx, failures[i].rc, "", "broken");
    }
    return HN_OK; /* and no answer: a page's own mistake */
}

static enum hn_rc
eat_memory(struct hn_req *q)
{
    for (;;)
        memset(hn_alloc(q->ctx.arena, 65536), 1, 65536);
    return HN_OK;
}

static enum hn_rc
show_file(struct hn_req *q)
{
    int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);

    assert_int_equal(write(fd, "a,b\n", 4), 4);
    return hn_answer_file(q, fd, 4, "text/csv; charset=utf-8", "a.csv");
}

static enum hn_rc
show_filtered(struct hn_req *q)
{
    return hn_show(q, &plain,
                   hn_print(q->ctx.arena, "q=%s n=%d", hn_form_text(q, "q"), (int)hn_form_int(q, "n")), NULL);
}

/* What an array said, one row after the other; a body that was none, by its name. */
static enum hn_rc
do_rows(struct hn_req *q)
{
    struct hn_buf b;

    hn_buf_init(&b, q->ctx.arena, 0);
    if (!hn_form_has_rows(q))
        hn_buf_printf(&b, "one %s", hn_form_text(q, "name"));
    for (size_t i = 0; i < hn_form_row_count(q); i++) {
        hn_form_row(q, i);
        hn_buf_printf(&b, "%s=%d;", hn_form_text(q, "item"), (int)hn_form_int(q, "n"));
    }
    return hn_show(q, &plain, b.data, NULL);
}

/* Does a deed (a line in the log), then what the name says. */
static enum hn_rc
do_deed(struct hn_req *q)
{
    const char *name = hn_form_text(q, "name");
    enum hn_rc rc = hn_audit(&q->ctx, "test.deed", 7);

    if (rc)
        return rc;
    if (strcmp(name, "conflict") == 0)
        return hn_fail(&q->ctx, HN_CONFLICT, "name", "changed");
    if (strcmp(name, "invalid") == 0)
        return hn_fail(&q->ctx, HN_INVALID, "name", "not_text");
    if (strcmp(name, "broken") == 0)
        return hn_fail(&q->ctx, HN_BROKEN, "", "broken");
    if (strcmp(name, "memory") == 0)
        return eat_memory(q);
    if (strcmp(name, "counted") == 0)
        return hn_answer_refused(q, "name", "not_text", NULL);
    if (strcmp(name, "wait") == 0)
        return hn_answer_wait(q, 90, "busy");
    return hn_redirect_done(q, "done.test", "/don-vi/%s", "22.200");
}

static enum hn_rc
prepare_deed(struct hn_req *q, void **prepared)
{
    if (strcmp(hn_form_text(q, "name"), "unprepared") == 0)
        return hn_fail(&q->ctx, HN_INVALID, "name", "not_text");
    *prepared = hn_dup(q->ctx.arena, "ready");
    return HN_OK;
}

static enum hn_rc
do_prepared(struct hn_req *q)
{
    assert_string_equal(hn_prepared(q), "ready");
    return do_deed(q);
}

static enum hn_rc
do_on_unit(struct hn_req *q)
{
    enum hn_rc rc = hn_audit(&q->ctx, "test.deed", hn_path_id(q, "unit"));

    return rc ? rc : hn_redirect(q, "/don-vi/%lld", (long long)hn_path_id(q, "unit"));
}

static const struct hn_field deed_fields[] = {
    { .name = "name", .kind = HN_TEXT, .required = true, .max = 12 },
    { .name = "secret", .kind = HN_SECRET },
    { .name = "from", .kind = HN_DAY },
    { .name = "n", .kind = HN_INT, .low = 1, .high = 100 },
    { 0 },
};
static const struct hn_field row_fields[] = {
    { .name = "item", .kind = HN_CODE, .required = true },
    { .name = "n", .kind = HN_INT, .low = 1, .high = 100 },
    { 0 },
};
static const struct hn_form rows_form = { .fields = deed_fields, .again = show_form, .rows = row_fields };
static const struct hn_form deed = { .fields = deed_fields, .again = show_form };
static const struct hn_form versioned = { .fields = deed_fields, .again = show_form, .versioned = true };
static const struct hn_field filter_fields[] = {
    { .name = "q", .kind = HN_TEXT },
    { .name = "n", .kind = HN_INT, .low = 1, .high = 9 },
    { 0 },
};
static const struct hn_form filter = { .fields = filter_fields };

static const struct hn_route routes[] = {
    { HN_GET, "/tinh", show_plain, HN_MAY_ANYONE, NULL, .about = "plain" },
    { HN_GET, "/rieng", show_plain, HN_MAY_SIGNED_IN, NULL, .about = "private" },
    { HN_GET, "/bieu-mau", show_form, HN_MAY_ANYONE, &deed, .about = "form" },
    { HN_GET, "/don-vi/:unit", show_unit, HN_MAY_READ_UNIT, NULL, .about = "unit" },
    { HN_POST, "/don-vi/:unit", do_on_unit, HN_MAY_EDIT_UNIT, NULL, .about = "edit unit" },
    { HN_GET, "/nguoi/:person", show_person, HN_MAY_READ_MEMBER, NULL, .about = "person" },
    { HN_GET, "/loi/:kind", show_failure, HN_MAY_ANYONE, NULL, .about = "failures" },
    { HN_GET, "/nho", eat_memory, HN_MAY_ANYONE, NULL, .about = "memory" },
    { HN_GET, "/tep", show_file, HN_MAY_SIGNED_IN, NULL, .about = "file", .list = true },
    { HN_GET, "/loc", show_filtered, HN_MAY_ANYONE, &filter, .about = "filter" },
    { HN_GET, "/nhat-ky", show_plain, HN_MAY_READ_LOG, NULL, .about = "log" },
    { HN_GET, "/healthz", hn_page_health, HN_MAY_ANYONE, NULL, .about = "health", .apart = true },
    { HN_POST, "/viec", do_deed, HN_MAY_SIGNED_IN, &deed, .about = "deed" },
    { HN_POST, "/viec-chuan-bi", do_prepared, HN_MAY_SIGNED_IN, &deed, .about = "prepared",
      .prepare = prepare_deed },
    { HN_POST, "/viec-nhieu", do_rows, HN_MAY_SIGNED_IN, &rows_form, .about = "rows" },
    { HN_POST, "/viec-phien", do_deed, HN_MAY_SIGNED_IN, &versioned, .about = "versioned" },
    { 0 },
};

/* --- helpers --- */

static struct hn_test_app *
app_of(void **state)
{
    return *state;
}

static int
begin(void **state)
{
    struct hn_test_app *app = malloc(sizeof *app);

    hn_test_app_begin(app, routes, false);
    *state = app;
    return 0;
}

/* Lines in the log: every deed and every look is one. */
static int64_t
log_size(struct hn_test_app *app)
{
    struct hn_ctx *c = &app->store.c;
    struct hn_audit_root root = { 0 };

    assert_int_equal(hn_store_read_begin(app->store.store, c), HN_OK);
    assert_int_equal(hn_audit_root(c, &root), HN_OK);
    hn_store_read_end(app->store.store, c);
    return root.size;
}

#define ASSERT_STATUS(answer, expected)                                                                      \
    do {                                                                                                     \
        if ((answer).status != (expected))                                                                   \
            fail_msg("%u, expected %u: %.600s", (answer).status, (unsigned)(expected), (answer).body);       \
    } while (0)
#define ASSERT_HOLDS(answer, text)                                                                           \
    do {                                                                                                     \
        if (!strstr((answer).body, (text)))                                                                  \
            fail_msg("no \"%s\" in: %.2000s", (text), (answer).body);                                        \
    } while (0)

static struct hn_test_answer
send(struct hn_test_app *app, enum hn_http_method method, const char *user, const char *target,
     const char *type, const char *body, const struct hn_header *extra)
{
    const struct hn_test_request r = {
        .method = method, .user = user, .target = target, .type = type, .body = body, .extra = extra
    };

    return hn_test_send(app, &r);
}

/* --- step 1 --- */

static void
rows_are_found_or_refused(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_get(app, NULL, "/khong-co");

    ASSERT_STATUS(a, 404);
    a = hn_test_get(app, NULL, "/viec");
    ASSERT_STATUS(a, 405);
    assert_string_equal(hn_test_header(&a, "Allow"), "POST");
    a = send(app, HN_HTTP_POST, NULL, "/tinh", NULL, NULL, NULL);
    ASSERT_STATUS(a, 405);
    assert_string_equal(hn_test_header(&a, "Allow"), "GET, HEAD");
    a = send(app, HN_HTTP_OTHER, NULL, "/don-vi/22", NULL, NULL, NULL);
    ASSERT_STATUS(a, 405);
    assert_string_equal(hn_test_header(&a, "Allow"), "GET, HEAD, POST");
    a = hn_test_json(app, NULL, "/khong-co");
    ASSERT_STATUS(a, 404);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "application/problem+json; charset=utf-8");
    ASSERT_HOLDS(a, "\"status\":404");
}

static void
dates_pages_and_language_are_read_once(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_get(app, NULL,
                                          "/tinh?ngay=2021-12-31&biet=2021-06-30&trang=3&co=200&x=1");

    ASSERT_STATUS(a, 200);
    ASSERT_HOLDS(a, "on 2021-12-31 known 1 page 3 of 200 lang 0");
    ASSERT_HOLDS(a, "x=1]");
    a = hn_test_get(app, NULL, "/tinh?ngay=31/12/2021&lang=en");
    ASSERT_HOLDS(a, "on 2021-12-31 known 0 page 1 of 50 lang 1");
    assert_non_null(strstr(hn_test_header(&a, "Set-Cookie"), "__Host-hn-lang=en"));
    ASSERT_HOLDS(a, "lang=\"en\"");
    a = hn_test_get(app, NULL, "/tinh?biet=2199-01-01");
    ASSERT_HOLDS(a, "known 0");
    static const char *const wrong[] = { "ngay=2021-02-30", "ngay=x", "biet=1", "trang=0", "trang=-1",
                                         "trang=x",         "co=0",   "co=201", "co=1x",   "lang=fr" };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        a = hn_test_get(app, NULL, hn_print(app->memory, "/tinh?%s", wrong[i]));
        ASSERT_STATUS(a, 422);
    }
    a = hn_test_get(app, NULL, "/tinh?a=%zz");
    ASSERT_STATUS(a, 400);
    a = hn_test_json(app, NULL, "/tinh?co=201");
    ASSERT_HOLDS(a, "{\"field\":\"co\",\"message\":");
}

static void
html_or_json_as_asked(void **state)
{
    static const struct hn_header browser[] = { { "Accept", "text/html,application/json;q=0.9" },
                                                { NULL, NULL } };
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_json(app, NULL, "/tinh");

    assert_string_equal(hn_test_header(&a, "Content-Type"), "application/json; charset=utf-8");
    ASSERT_HOLDS(a, "{\"text\":");
    a = hn_test_get(app, NULL, "/tinh.json");
    ASSERT_HOLDS(a, "{\"text\":");
    a = send(app, HN_HTTP_GET, NULL, "/tinh", NULL, NULL, browser);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "text/html; charset=utf-8");
    a = hn_test_get(app, NULL, "/tinh.csv");
    ASSERT_STATUS(a, 404);
    a = hn_test_get(app, "clerk", "/tep.csv");
    ASSERT_STATUS(a, 200);
    assert_string_equal(a.body, "a,b\n");
    assert_string_equal(hn_test_header(&a, "Content-Disposition"), "attachment; filename=\"a.csv\"");
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-store");
}

/* --- step 2 --- */

static void
without_a_session_to_the_sign_in_page(void **state)
{
    static const struct hn_header stale[] = { { "Cookie", "__Host-hn=1.aaaaaaaaaaaaaaaaaaaaaa" },
                                              { NULL, NULL } };
    static const struct hn_header bearer[] = { { "Authorization", "Bearer hn_1.x" }, { NULL, NULL } };
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_get(app, NULL, "/rieng?ngay=2021-12-31");

    ASSERT_STATUS(a, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/dang-nhap?tiep=%2Frieng%3Fngay%3D2021-12-31");
    a = hn_test_json(app, NULL, "/rieng");
    ASSERT_STATUS(a, 401);
    assert_string_equal(hn_test_header(&a, "WWW-Authenticate"), "Bearer");
    a = send(app, HN_HTTP_GET, NULL, "/rieng", NULL, NULL, stale);
    ASSERT_STATUS(a, 303);
    a = send(app, HN_HTTP_GET, NULL, "/rieng", NULL, NULL, bearer);
    ASSERT_STATUS(a, 401);
    a = hn_test_get(app, "clerk", "/rieng");
    ASSERT_STATUS(a, 200);
    ASSERT_HOLDS(a, "Đơn vị 22.200");
    a = send(app, HN_HTTP_POST, NULL, "/viec", "application/x-www-form-urlencoded", "name=a", NULL);
    ASSERT_STATUS(a, 303);
}

static void
out_of_scope_and_not_there_are_the_same(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer there = hn_test_get(app, "stranger", "/don-vi/22.200");
    struct hn_test_answer nowhere = hn_test_get(app, "stranger", "/don-vi/22.999");
    char *body;

    ASSERT_STATUS(there, 404);
    ASSERT_STATUS(nowhere, 404);
    body = hn_dup(app->memory, there.body);
    for (char *at = strstr(body, "22.200"); at; at = strstr(at, "22.200"))
        memcpy(at, "22.999", 6);
    assert_string_equal(body, nowhere.body);
    assert_int_equal(there.header_count, nowhere.header_count);
    there = hn_test_get(app, "clerk", "/don-vi/22.200");
    ASSERT_STATUS(there, 200);
    there = hn_test_get(app, "clerk", "/nguoi/B-1");
    ASSERT_STATUS(there, 404);
    there = hn_test_get(app, "clerk", "/nguoi/A-1");
    ASSERT_STATUS(there, 200);
}

static void
in_scope_without_the_right_is_403(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_post(app, "secretary", "/don-vi/22.200.001.001", "");
    int64_t before;

    ASSERT_STATUS(a, 403);
    before = log_size(app);
    a = hn_test_get(app, "clerk", "/nhat-ky");
    ASSERT_STATUS(a, 403);
    a = hn_test_get(app, "auditor", "/nhat-ky");
    ASSERT_STATUS(a, 200);
    assert_true(log_size(app) >= before);
}

static void
looks_are_in_the_log_before_the_answer(void **state)
{
    struct hn_test_app *app = app_of(state);
    int64_t before = log_size(app);
    struct hn_test_answer a = hn_test_get(app, "clerk", "/nguoi/A-1");
    const struct hn_header known[] = { { "If-None-Match", hn_test_header(&a, "ETag") }, { NULL, NULL } };

    ASSERT_STATUS(a, 200);
    assert_int_equal(log_size(app), before + 1);
    a = send(app, HN_HTTP_GET, "clerk", "/nguoi/A-1", NULL, NULL, known);
    ASSERT_STATUS(a, 304);
    assert_int_equal(log_size(app), before + 2);
    a = hn_test_get(app, "clerk", "/don-vi/22.200");
    assert_int_equal(log_size(app), before + 2);
}

/* --- step 3 --- */

static void
a_form_must_come_from_our_own_page(void **state)
{
    static const char form[] = "application/x-www-form-urlencoded";
    static const struct hn_header foreign[] = { { "Origin", "https://evil.test" }, { NULL, NULL } };
    static const struct hn_header null_origin[] = { { "Origin", "null" }, { NULL, NULL } };
    static const struct hn_header cross[] = { { "Sec-Fetch-Site", "cross-site" }, { NULL, NULL } };
    static const struct hn_header referred[] = { { "Referer", "https://evil.test/x" }, { NULL, NULL } };
    static const struct hn_header own[] = { { "Referer", "https://hn.test/x" },
                                            { "Sec-Fetch-Site", "same-origin" },
                                            { NULL, NULL } };
    struct hn_test_app *app = app_of(state);
    const char *good = hn_print(app->memory, "name=a&csrf=%s", hn_test_token(app, "clerk"));
    const char *other = hn_print(app->memory, "name=a&csrf=%s", hn_test_token(app, "stranger"));
    int64_t before = log_size(app);
    struct hn_test_answer a;

    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, "name=a", NULL);
    ASSERT_STATUS(a, 403);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, "name=a&csrf=abc", NULL);
    ASSERT_STATUS(a, 403);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, other, NULL);
    ASSERT_STATUS(a, 403);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, good, foreign);
    ASSERT_STATUS(a, 403);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, good, null_origin);
    ASSERT_STATUS(a, 403);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, good, cross);
    ASSERT_STATUS(a, 403);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, good, referred);
    ASSERT_STATUS(a, 403);
    assert_int_equal(log_size(app), before + 7); /* the refusals, and no deed */
    a = send(app, HN_HTTP_POST, "clerk", "/viec", form, good, own);
    ASSERT_STATUS(a, 303);
    assert_int_equal(log_size(app), before + 8);
}

static void
json_with_a_cookie_carries_the_token_in_a_header(void **state)
{
    static const struct hn_header accept[] = { { "Accept", "application/json" }, { NULL, NULL } };
    struct hn_test_app *app = app_of(state);
    const char *body = hn_print(app->memory, "{\"name\":\"a\",\"csrf\":\"%s\"}", hn_test_token(app, "clerk"));
    struct hn_test_answer a = send(app, HN_HTTP_POST, "clerk", "/viec", "application/json", body, accept);

    ASSERT_STATUS(a, 403);
    a = hn_test_post_json(app, "clerk", "/viec", "{\"name\":\"a\"}");
    ASSERT_STATUS(a, 201);
    ASSERT_HOLDS(a, "{\"location\":\"/don-vi/22.200\"}");
}

/* --- step 4 --- */

static void
an_array_is_checked_object_by_object(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_post_json(app, "clerk", "/viec-nhieu",
                                                " [{\"item\":\"a\",\"n\":2},{\"item\":\"b\"}]");

    ASSERT_STATUS(a, 200);
    ASSERT_HOLDS(a, "{\"text\":\"a=2;b=0;\"}");
    a = hn_test_post_json(app, "clerk", "/viec-nhieu", "[]");
    ASSERT_STATUS(a, 200);
    ASSERT_HOLDS(a, "{\"text\":\"\"}");
    a = hn_test_post_json(app, "clerk", "/viec-nhieu", "{\"name\":\"x\"}");
    ASSERT_STATUS(a, 200);
    ASSERT_HOLDS(a, "{\"text\":\"one x\"}");
    a = hn_test_post_json(app, "clerk", "/viec-nhieu",
                          "[{\"item\":\"a\",\"n\":2},{\"item\":\"b c\",\"n\":101},{}]");
    ASSERT_STATUS(a, 422);
    ASSERT_HOLDS(a, "\"field\":\"1.item\"");
    ASSERT_HOLDS(a, "\"field\":\"1.n\"");
    ASSERT_HOLDS(a, "\"field\":\"2.item\"");
    a = hn_test_post_json(app, "clerk", "/viec-nhieu", "[1]");
    ASSERT_STATUS(a, 400);
    a = hn_test_post_json(app, "clerk", "/viec", "[{\"name\":\"a\"}]");
    ASSERT_STATUS(a, 400);
}

static void
every_fault_is_told_and_what_was_typed_is_kept(void **state)
{
    struct hn_test_app *app = app_of(state);
    int64_t before = log_size(app);
    struct hn_test_answer a = hn_test_post(app, "clerk", "/viec",
                                           "name=m%E1%BB%99t+hai+ba+b%E1%BB%91n&from=x&n=0&"
                                           "secret=abc");

    ASSERT_STATUS(a, 422);
    ASSERT_HOLDS(a, "typed=một hai ba bốn;");
    ASSERT_HOLDS(a, "secret=;");
    ASSERT_HOLDS(a, "fault=Tối đa 12 chữ");
    ASSERT_HOLDS(a, "Lỗi:");
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-store");
    a = hn_test_post_json(app, "clerk", "/viec", "{\"from\":\"2021-02-30\",\"n\":101}");
    ASSERT_STATUS(a, 422);
    ASSERT_HOLDS(a, "{\"field\":\"name\",");
    ASSERT_HOLDS(a, "{\"field\":\"from\",");
    ASSERT_HOLDS(a, "{\"field\":\"n\",");
    assert_int_equal(log_size(app), before);
    a = hn_test_post(app, "clerk", "/viec", "name=m%E1%BB%99t&from=31%2F12%2F2021&n=100&undeclared=1");
    ASSERT_STATUS(a, 303);
}

static void
bodies_of_the_wrong_kind_are_refused(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = send(app, HN_HTTP_POST, "clerk", "/viec", "text/plain", "name=a", NULL);

    ASSERT_STATUS(a, 415);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", "application/json", "{", NULL);
    ASSERT_STATUS(a, 400);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", "application/x-www-form-urlencoded", "name=%zz", NULL);
    ASSERT_STATUS(a, 400);
    a = send(app, HN_HTTP_POST, "clerk", "/viec", "multipart/form-data; boundary=x", "--y", NULL);
    ASSERT_STATUS(a, 400);
    a = hn_test_get(app, NULL, "/loc?q=abc&n=9");
    ASSERT_HOLDS(a, "q=abc n=9");
    a = hn_test_get(app, NULL, "/loc?n=10");
    ASSERT_STATUS(a, 422);
}

static void
an_edit_form_carries_its_row_version(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_post(app, "clerk", "/viec-phien", "name=a");

    ASSERT_STATUS(a, 422);
    a = hn_test_post(app, "clerk", "/viec-phien", "name=a&row_version=12");
    ASSERT_STATUS(a, 303);
    a = hn_test_post(app, "clerk", "/viec-phien", "name=conflict&row_version=12");
    ASSERT_STATUS(a, 409);
    ASSERT_HOLDS(a, "typed=conflict;");
}

/* --- steps 5 to 7 --- */

static void
a_refused_deed_leaves_nothing(void **state)
{
    static const struct {
        const char *form;
        unsigned status;
    } refusals[] = {
        { "name=conflict", 409 }, { "name=invalid", 422 }, { "name=broken", 500 }, { "name=memory", 503 }
    };
    struct hn_test_app *app = app_of(state);
    int64_t before = log_size(app);

    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct hn_test_answer a = hn_test_post(app, "clerk", "/viec", refusals[i].form);

        ASSERT_STATUS(a, refusals[i].status);
        assert_int_equal(log_size(app), before);
    }
    struct hn_test_answer a = hn_test_post(app, "clerk", "/viec", "name=good");

    ASSERT_STATUS(a, 303);
    assert_string_equal(hn_test_header(&a, "Location"), "/don-vi/22.200");
    assert_non_null(strstr(hn_test_header(&a, "Set-Cookie"), "__Host-hn-done=done.test"));
    assert_int_equal(log_size(app), before + 1);
}

static void
a_refusal_may_keep_its_deed(void **state)
{
    struct hn_test_app *app = app_of(state);
    int64_t before = log_size(app);
    struct hn_test_answer a = hn_test_post(app, "clerk", "/viec", "name=counted");

    ASSERT_STATUS(a, 422);
    ASSERT_HOLDS(a, "typed=counted;");
    assert_int_equal(log_size(app), before + 1);
    a = hn_test_post(app, "clerk", "/viec", "name=wait");
    ASSERT_STATUS(a, 429);
    assert_string_equal(hn_test_header(&a, "Retry-After"), "90");
    assert_int_equal(log_size(app), before + 2);
}

static void
slow_work_comes_before_the_writer(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_post(app, "clerk", "/viec-chuan-bi", "name=a");

    ASSERT_STATUS(a, 303);
    a = hn_test_post(app, "clerk", "/viec-chuan-bi", "name=unprepared");
    ASSERT_STATUS(a, 422);
    ASSERT_HOLDS(a, "typed=unprepared;");
}

static void
each_result_has_its_status(void **state)
{
    static const struct {
        const char *path;
        unsigned status;
    } cases[] = { { "/loi/invalid", 422 },  { "/loi/denied", 403 }, { "/loi/absent", 404 },
                  { "/loi/conflict", 409 }, { "/loi/busy", 503 },   { "/loi/unavailable", 503 },
                  { "/loi/broken", 500 },   { "/loi/silent", 500 }, { "/nho", 503 } };
    struct hn_test_app *app = app_of(state);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hn_test_answer a = hn_test_get(app, "clerk", cases[i].path);

        ASSERT_STATUS(a, cases[i].status);
        if (a.status == 503)
            assert_true(*hn_test_header(&a, "Retry-After"));
        a = hn_test_get(app, "clerk", "/tinh");
        ASSERT_STATUS(a, 200);
    }
}

static void
a_full_disk_refuses_writes_alone_and_recovers(void **state)
{
    struct hn_test_app *app = app_of(state);
    int64_t before = log_size(app);
    struct hn_test_answer a;

    hn_disk_fail(HN_DISK_WRITE, 1, SQLITE_FULL, true);
    a = hn_test_post(app, "clerk", "/viec", "name=a");
    ASSERT_STATUS(a, 503);
    assert_true(*hn_test_header(&a, "Retry-After"));
    a = hn_test_post_json(app, "clerk", "/viec", "{\"name\":\"a\"}");
    ASSERT_STATUS(a, 503);
    a = hn_test_get(app, "clerk", "/don-vi/22.200");
    ASSERT_STATUS(a, 200);
    a = hn_test_get(app, NULL, "/healthz");
    ASSERT_STATUS(a, 200);
    ASSERT_HOLDS(a, "writes are refused");
    /* A look that cannot be logged is not shown. */
    a = hn_test_get(app, "clerk", "/nguoi/A-1");
    ASSERT_STATUS(a, 503);
    assert_null(strstr(a.body, "a person"));
    hn_disk_heal();
    assert_int_equal(log_size(app), before);
    a = hn_test_post(app, "clerk", "/viec", "name=a");
    ASSERT_STATUS(a, 303);
    a = hn_test_get(app, "clerk", "/nguoi/A-1");
    ASSERT_STATUS(a, 200);
    assert_int_equal(log_size(app), before + 2);
    a = hn_test_get(app, NULL, "/healthz");
    assert_string_equal(a.body, "ok\n");
}

static void
the_same_key_is_one_deed(void **state)
{
    static const char type[] = "application/x-www-form-urlencoded";
    struct hn_test_app *app = app_of(state);
    const char *token = hn_test_token(app, "clerk");
    const char *form = hn_print(app->memory, "name=a&key=abcdefgh&csrf=%s", token);
    int64_t before = log_size(app);
    struct hn_test_answer first = send(app, HN_HTTP_POST, "clerk", "/viec", type, form, NULL);
    struct hn_test_answer again = send(app, HN_HTTP_POST, "clerk", "/viec", type, form, NULL);

    ASSERT_STATUS(first, 303);
    ASSERT_STATUS(again, 303);
    assert_string_equal(hn_test_header(&first, "Location"), hn_test_header(&again, "Location"));
    assert_string_equal(hn_test_header(&first, "Set-Cookie"), hn_test_header(&again, "Set-Cookie"));
    assert_int_equal(log_size(app), before + 1);

    /* The header is the same thing as the field, and another token is not other content. */
    const struct hn_header key[] = { { "Idempotency-Key", "abcdefgh" },
                                     { "X-CSRF-Token", hn_test_token(app, "clerk") },
                                     { "Accept", "application/json" },
                                     { NULL, NULL } };

    again = send(app, HN_HTTP_POST, "clerk", "/viec", "application/json", "{\"name\":\"a\"}", key);
    ASSERT_STATUS(again, 303);
    assert_int_equal(log_size(app), before + 1);
    again = send(app, HN_HTTP_POST, "clerk", "/viec", "application/json", "{\"name\":\"b\"}", key);
    ASSERT_STATUS(again, 422);
    assert_int_equal(log_size(app), before + 1);

    /* Another account's key is another key; a refused deed may be tried again with its own. */
    again = send(app, HN_HTTP_POST, "stranger", "/viec", type,
                 hn_print(app->memory, "name=a&key=abcdefgh&csrf=%s", hn_test_token(app, "stranger")), NULL);
    ASSERT_STATUS(again, 303);
    assert_int_equal(log_size(app), before + 2);
    again = send(app, HN_HTTP_POST, "clerk", "/viec", type,
                 hn_print(app->memory, "name=conflict&key=ijklmnop&csrf=%s", token), NULL);
    ASSERT_STATUS(again, 409);
    again = send(app, HN_HTTP_POST, "clerk", "/viec", type,
                 hn_print(app->memory, "name=good&key=ijklmnop&csrf=%s", token), NULL);
    ASSERT_STATUS(again, 303);
    again = send(app, HN_HTTP_POST, "clerk", "/viec", type,
                 hn_print(app->memory, "name=good&key=a+b&csrf=%s", token), NULL);
    ASSERT_STATUS(again, 422);
}

/* --- the answer --- */

static void
pages_without_a_token_are_validated(void **state)
{
    static const struct hn_header brotli[] = { { "Accept-Encoding", "br, gzip" }, { NULL, NULL } };
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_get(app, NULL, "/tinh");
    const struct hn_header known[] = { { "If-None-Match", hn_test_header(&a, "ETag") }, { NULL, NULL } };
    struct hn_test_answer b = send(app, HN_HTTP_GET, NULL, "/tinh", NULL, NULL, known);

    assert_true(strlen(hn_test_header(&a, "ETag")) > 20);
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-cache");
    ASSERT_STATUS(b, 304);
    assert_int_equal(b.len, 0);
    assert_string_equal(hn_test_header(&b, "ETag"), hn_test_header(&a, "ETag"));
    b = send(app, HN_HTTP_GET, NULL, "/tinh?ngay=2021-12-31", NULL, NULL, known);
    ASSERT_STATUS(b, 200);
    b = send(app, HN_HTTP_GET, NULL, "/tinh", NULL, NULL, brotli);
    assert_string_equal(hn_test_header(&b, "Content-Encoding"), "br");
    assert_true(b.len < a.len);
    assert_string_not_equal(hn_test_header(&b, "ETag"), hn_test_header(&a, "ETag"));
    a = hn_test_get(app, "clerk", "/rieng");
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "private, no-cache");
    a = hn_test_get(app, "clerk", "/bieu-mau");
    assert_string_equal(hn_test_header(&a, "Cache-Control"), "no-store");
    assert_string_equal(hn_test_header(&a, "ETag"), "");
    b = hn_test_get(app, "clerk", "/bieu-mau");
    assert_string_not_equal(a.body, b.body); /* masked anew */
}

/* A page already made is given again, coded or not, until anything in the store has changed. */
static void
pages_are_kept_until_something_changes(void **state)
{
    static const struct hn_header brotli[] = { { "Accept-Encoding", "br" }, { NULL, NULL } };
    struct hn_test_app *app = app_of(state);
    int made = pages_made;
    struct hn_test_answer a = hn_test_get(app, "clerk", "/rieng");
    struct hn_test_answer b = hn_test_get(app, "clerk", "/rieng");
    struct hn_test_answer coded;

    assert_int_equal(pages_made, made + 1);
    assert_string_equal(a.body, b.body);
    assert_int_equal(a.header_count, b.header_count);
    for (size_t i = 0; i < a.header_count; i++)
        assert_string_equal(a.headers[i].value, b.headers[i].value);
    coded = send(app, HN_HTTP_GET, "clerk", "/rieng", NULL, NULL, brotli);
    b = send(app, HN_HTTP_GET, "clerk", "/rieng", NULL, NULL, brotli);
    assert_int_equal(pages_made, made + 1);
    assert_int_equal(coded.len, b.len);
    assert_memory_equal(coded.body, b.body, b.len);
    assert_string_equal(hn_test_header(&b, "Content-Encoding"), "br");
    assert_string_equal(hn_test_header(&b, "ETag"), hn_test_header(&coded, "ETag"));

    const struct hn_header known[] = { { "If-None-Match", hn_test_header(&coded, "ETag") }, { NULL, NULL } };

    b = send(app, HN_HTTP_GET, "clerk", "/rieng", NULL, NULL, known);
    ASSERT_STATUS(b, 304);
    assert_int_equal(pages_made, made + 1);
    /* Somebody else's, another question and another format are other pages. */
    b = hn_test_get(app, "stranger", "/rieng");
    assert_int_equal(pages_made, made + 2);
    b = hn_test_get(app, "clerk", "/rieng?ngay=2021-12-31");
    assert_int_equal(pages_made, made + 3);
    b = hn_test_json(app, "clerk", "/rieng");
    assert_int_equal(pages_made, made + 4);
    b = hn_test_get(app, NULL, "/rieng");
    ASSERT_STATUS(b, 303);
    /* A deed changes the store: the next page is made anew. */
    b = hn_test_post(app, "clerk", "/viec", "name=a");
    ASSERT_STATUS(b, 303);
    b = hn_test_get(app, "clerk", "/rieng");
    ASSERT_STATUS(b, 200);
    assert_int_equal(pages_made, made + 5);
}

static void
every_answer_carries_the_headers_of_safety(void **state)
{
    static const char *const paths[] = { "/tinh", "/khong-co", "/loi/broken", "/rieng", "/tep" };
    struct hn_test_app *app = app_of(state);

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct hn_test_answer a = hn_test_get(app, i == 4 ? "clerk" : NULL, paths[i]);

        assert_non_null(strstr(hn_test_header(&a, "Content-Security-Policy"), "default-src 'self'"));
        assert_non_null(strstr(hn_test_header(&a, "Content-Security-Policy"), "frame-ancestors 'none'"));
        assert_null(strstr(hn_test_header(&a, "Content-Security-Policy"), "unsafe"));
        assert_string_equal(hn_test_header(&a, "X-Content-Type-Options"), "nosniff");
        assert_string_equal(hn_test_header(&a, "Referrer-Policy"), "same-origin");
        assert_string_equal(hn_test_header(&a, "X-Robots-Tag"), "");
    }
}

static void
a_visitor_gets_a_cookie_for_the_form_token(void **state)
{
    struct hn_test_app *app = app_of(state);
    struct hn_test_answer a = hn_test_get(app, NULL, "/bieu-mau");
    const char *cookie = hn_test_header(&a, "Set-Cookie");

    assert_non_null(strstr(cookie, "__Host-hn-visit="));
    assert_non_null(strstr(cookie, "; HttpOnly"));
    assert_non_null(strstr(cookie, "; Secure"));
    assert_non_null(strstr(cookie, "Path=/"));
    a = hn_test_get(app, NULL, "/tinh");
    assert_string_equal(hn_test_header(&a, "Set-Cookie"), "");
}

static void
what_was_done_is_said_once(void **state)
{
    struct hn_test_app *app = app_of(state);
    const struct hn_header done[] = { { "Cookie", "__Host-hn-done=done.test" }, { NULL, NULL } };
    const struct hn_header forged[] = { { "Cookie", "__Host-hn-done=done.unknown" }, { NULL, NULL } };
    struct hn_test_answer a = send(app, HN_HTTP_GET, NULL, "/tinh", NULL, NULL, done);

    ASSERT_HOLDS(a, hn_text(HN_VI, "done.test"));
    assert_non_null(strstr(hn_test_header(&a, "Set-Cookie"), "__Host-hn-done=; "));
    assert_non_null(strstr(hn_test_header(&a, "Set-Cookie"), "Max-Age=0"));
    a = send(app, HN_HTTP_GET, NULL, "/tinh", NULL, NULL, forged);
    ASSERT_STATUS(a, 200);
    assert_string_equal(hn_test_header(&a, "Set-Cookie"), "");
}

#define STEP(fn) cmocka_unit_test_setup_teardown(fn, begin, hn_test_app_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STEP(rows_are_found_or_refused),
        STEP(dates_pages_and_language_are_read_once),
        STEP(html_or_json_as_asked),
        STEP(without_a_session_to_the_sign_in_page),
        STEP(out_of_scope_and_not_there_are_the_same),
        STEP(in_scope_without_the_right_is_403),
        STEP(looks_are_in_the_log_before_the_answer),
        STEP(a_form_must_come_from_our_own_page),
        STEP(json_with_a_cookie_carries_the_token_in_a_header),
        STEP(an_array_is_checked_object_by_object),
        STEP(every_fault_is_told_and_what_was_typed_is_kept),
        STEP(bodies_of_the_wrong_kind_are_refused),
        STEP(an_edit_form_carries_its_row_version),
        STEP(a_refused_deed_leaves_nothing),
        STEP(a_refusal_may_keep_its_deed),
        STEP(slow_work_comes_before_the_writer),
        STEP(each_result_has_its_status),
        STEP(a_full_disk_refuses_writes_alone_and_recovers),
        STEP(the_same_key_is_one_deed),
        STEP(pages_without_a_token_are_validated),
        STEP(pages_are_kept_until_something_changes),
        STEP(every_answer_carries_the_headers_of_safety),
        STEP(a_visitor_gets_a_cookie_for_the_form_token),
        STEP(what_was_done_is_said_once),
    };

    hn_disk_install();
    return cmocka_run_group_tests_name("router", tests, NULL, NULL);
}
