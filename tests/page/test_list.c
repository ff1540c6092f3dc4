/* Proves: one declared list answers as HTML, JSON, CSV and XLSX through the real router; a file holds every row, is
 * noted in the log, is guarded against formulas, takes no memory by its length, and goes to nobody who may not export. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "support/page.h"
#include "view_list.h"
#include "web/list.h"

enum { ROWS = 20000 };

struct row {
    int64_t id;
    const char *name, *standing;
    hn_day to;
};

static const struct hn_column columns[] = {
    { .name = "id", .label = "field.code", .kind = HN_COL_ID, .offset = offsetof(struct row, id) },
    { .name = "full_name",
      .label = "field.full_name",
      .kind = HN_COL_TEXT,
      .offset = offsetof(struct row, name) },
    { .name = "standing",
      .label = "field.standing",
      .kind = HN_COL_WORD,
      .offset = offsetof(struct row, standing),
      .words = "standing.",
      .tag = true },
    { .name = "valid_to", .label = "field.to", .kind = HN_COL_LAST, .offset = offsetof(struct row, to) },
};

static enum hn_rc
rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    for (int64_t i = ask->offset; i < ROWS && i - ask->offset < ask->limit; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct row r = { .id = i + 1,
                         .name = i ? hn_print(c->arena, "Nguyễn Văn %d", (int)i) : "=1+1",
                         .standing = "official",
                         .to = i ? HN_DAY_OPEN : hn_day_of(2025, 7, 1) };

        /* All rows together would be far over HN_LIMIT_REQUEST_MEMORY: one at a time they are not. */
        hn_alloc(c->arena, 4096);
        emit(sink, &r);
        if (ask->stream)
            hn_arena_rewind(c->arena, mark);
    }
    return HN_OK;
}

static enum hn_rc
total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    (void)c;
    (void)filter;
    *out = ROWS;
    return HN_OK;
}

static const struct hn_list persons = { .name = "thu",
                                        .caption = "menu.members",
                                        .columns = columns,
                                        .column_count = 4,
                                        .persons = true,
                                        .row_size = sizeof(struct row),
                                        .rows = rows,
                                        .total = total };

static enum hn_rc
page_persons(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "menu.members", .section = "members", .html = hn_view_list_any, .json = hn_json_list_any
    };
    struct hn_list_page page;
    enum hn_rc rc;

    if (hn_list_answer(q, &persons, NULL, &page, &rc) || rc)
        return rc;
    return hn_show(q, &view, &page, NULL);
}

static const struct hn_route routes[] = {
    { HN_GET, "/thu", page_persons, HN_MAY_SIGNED_IN, NULL, "a list", .list = true },
    { .path = NULL },
};

static int
begin(void **state)
{
    struct hn_test_app *app = calloc(1, sizeof(*app));

    assert_non_null(app);
    hn_test_app_begin(app, routes, false);
    *state = app;
    return 0;
}

/* How many lines the log has. */
static enum hn_rc
log_size(struct hn_ctx *c, void *arg)
{
    struct hn_audit_root root;
    enum hn_rc rc = hn_audit_root(c, &root);

    *(int64_t *)arg = root.size;
    return rc;
}

static int64_t
logged(struct hn_test_app *app)
{
    int64_t size = 0;

    assert_int_equal(hn_test_do(app, log_size, &size), HN_OK);
    return size;
}

static void
has(const struct hn_test_answer *a, const char *what)
{
    if (!strstr(a->body, what))
        fail_msg("missing: %s\nin: %.2000s", what, a->body);
}

static void
test_page(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "secretary", "/thu?trang=3&co=20&loc=x");

    assert_int_equal(a.status, 200);
    has(&a, "Nguyễn Văn 40");
    has(&a, "href=\"/thu.csv?");
    has(&a, "loc=x");
    has(&a, "aria-current=\"page\">3</a>");
    assert_null(strstr(a.body, "Nguyễn Văn 60"));
    a = hn_test_json(app, "secretary", "/thu?co=2");
    assert_int_equal(a.status, 200);
    has(&a, "\"total\":20000,\"page\":1,\"page_size\":2,\"rows\":[{\"id\":\"1\",\"full_name\":\"=1+1\","
            "\"standing\":\"official\",\"valid_to\":\"2025-06-30\"},");
}

static void
test_csv(void **state)
{
    HN_TEST_APP(state);
    int64_t before = logged(app);
    struct hn_test_answer a = hn_test_get(app, "secretary", "/thu.csv");

    assert_int_equal(a.status, 200);
    assert_non_null(strstr(hn_test_header(&a, "Content-Type"), "text/csv"));
    assert_non_null(strstr(hn_test_header(&a, "Content-Disposition"), "thu.csv"));
    has(&a, "id,full_name,standing,valid_to\r\n");
    has(&a, "Nguyễn Văn 19999");
    assert_null(strstr(a.body, "\n1,=1+1")); /* guarded: a spreadsheet must not compute it */
    assert_true(logged(app) > before);
    size_t lines = 0;

    for (size_t i = 0; i < a.len; i++)
        lines += a.body[i] == '\n';
    assert_int_equal(lines, ROWS + 1);
}

static void
test_xlsx(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "secretary", "/thu.xlsx");

    assert_int_equal(a.status, 200);
    assert_true(a.len > 10000);
    assert_memory_equal(a.body, "PK", 2);
    assert_non_null(strstr(hn_test_header(&a, "Content-Disposition"), "thu.xlsx"));
}

static void
test_refused(void **state)
{
    HN_TEST_APP(state);
    struct hn_test_answer a = hn_test_get(app, "auditor", "/thu.csv");

    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "auditor", "/thu.xlsx");
    assert_int_equal(a.status, 403);
    a = hn_test_get(app, "auditor", "/thu");
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, ".csv"));
    a = hn_test_get(app, NULL, "/thu.csv");
    assert_true(a.status == 303 || a.status == 401);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_page, begin, hn_test_app_teardown),
        cmocka_unit_test_setup_teardown(test_csv, begin, hn_test_app_teardown),
        cmocka_unit_test_setup_teardown(test_xlsx, begin, hn_test_app_teardown),
        cmocka_unit_test_setup_teardown(test_refused, begin, hn_test_app_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
