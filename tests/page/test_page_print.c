/* test_page_print.c: a paper by its address: as a page, PDF, text, JSON; another form is refused, and without the child
 * that draws only the PDF is missing (web/print.c). The paper is the invitation of a meeting. */
#include "support/page.h"

#include <inttypes.h>
#include <string.h>

#include "meeting/meeting.h"

struct made {
    struct hn_test_app *app;
    struct hn_meeting_id id;
};

static enum hn_rc
call(struct hn_ctx *c, void *arg)
{
    struct made *m = arg;
    const struct hn_meeting_new in = { .unit = m->app->a1,
                                       .kind = "ordinary",
                                       .topic = "",
                                       .day = c->today,
                                       .start_minute = 1170,
                                       .place = "Nhà văn hóa",
                                       .why = "" };

    return hn_meeting_call(c, &in, &m->id);
}

static const char *
paper(struct hn_test_app *app, const char *query)
{
    struct made m = { .app = app };

    assert_int_equal(hn_test_do(app, call, &m), HN_OK);
    return hn_print(app->memory, "/ky-hop/%" PRId64 "/giay-moi%s", m.id.v, query);
}

static void
a_paper_has_four_forms(void **state)
{
    HN_TEST_APP(state);
    const char *path = paper(app, "");
    struct hn_test_answer a = hn_test_get(app, "secretary", path);

    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "<article class=\"app-doc\" lang=\"vi\">"));
    assert_non_null(strstr(a.body, "GIẤY MỜI"));
    assert_non_null(strstr(a.body, "?dang=pdf\">"));

    a = hn_test_get(app, "secretary", hn_print(app->memory, "%s?dang=pdf", path));
    assert_int_equal(a.status, 200);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "application/pdf");
    assert_non_null(strstr(hn_test_header(&a, "Content-Disposition"), "inline; filename=\"giay-moi"));
    assert_memory_equal(a.body, "%PDF-1.", 7);

    a = hn_test_get(app, "secretary", hn_print(app->memory, "%s?dang=txt", path));
    assert_int_equal(a.status, 200);
    assert_string_equal(hn_test_header(&a, "Content-Type"), "text/plain; charset=utf-8");
    assert_non_null(strstr(hn_test_header(&a, "Content-Disposition"), "attachment; "));
    assert_non_null(strstr(a.body, "\nGIẤY MỜI\n"));

    a = hn_test_json(app, "secretary", path);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "\"title\":\"GIẤY MỜI\""));

    a = hn_test_get(app, "secretary", hn_print(app->memory, "%s?dang=docx", path));
    assert_int_equal(a.status, 422);
    a = hn_test_get(app, "stranger", hn_print(app->memory, "%s?dang=pdf", path));
    assert_int_equal(a.status, 404);
}

static void
without_the_child_the_rest_is_there(void **state)
{
    HN_TEST_APP(state);
    const char *path = paper(app, "");
    struct hn_test_answer a = hn_test_get(app, "secretary", hn_print(app->memory, "%s?dang=pdf", path));

    assert_int_equal(a.status, 503);
    assert_non_null(strstr(a.body, "Chưa tạo được tệp PDF"));
    assert_int_equal(hn_test_get(app, "secretary", path).status, 200);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_paper_has_four_forms, hn_test_app_setup_printing,
                                        hn_test_app_teardown),
        HN_TEST_PAGE(without_the_child_the_rest_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
