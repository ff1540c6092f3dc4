/* Proves: a declared list shows its rows as a table a screen reader can follow and as JSON, links by the columns it
 * names, pages without gaps; layout, fields and error pages escape what they are given and keep date and query. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "view_error.h"
#include "view_form.h"
#include "view_layout.h"
#include "view_list.h"
#include "view_part.h"

struct row {
    int64_t id;
    const char *name, *standing;
    int64_t count;
    hn_day from, to;
    hn_pdate born;
    bool head;
};

static const struct hn_column columns[] = {
    { .name = "id", .label = "none", .kind = HN_COL_ID, .offset = offsetof(struct row, id) },
    { .name = "name",
      .label = "search",
      .kind = HN_COL_TEXT,
      .offset = offsetof(struct row, name),
      .href = "/dang-vien/{id}" },
    { .name = "menu",
      .label = "none",
      .kind = HN_COL_WORD,
      .offset = offsetof(struct row, standing),
      .words = "menu.",
      .tag = true },
    { .name = "count",
      .label = "total",
      .kind = HN_COL_INT,
      .offset = offsetof(struct row, count),
      .wide_only = true },
    { .name = "valid_from", .label = "date.day", .kind = HN_COL_DAY, .offset = offsetof(struct row, from) },
    { .name = "valid_to", .label = "date.day", .kind = HN_COL_LAST, .offset = offsetof(struct row, to) },
    { .name = "birth_date",
      .label = "date.year",
      .kind = HN_COL_PDATE,
      .offset = offsetof(struct row, born) },
    { .name = "head", .label = "yes", .kind = HN_COL_BOOL, .offset = offsetof(struct row, head) },
};

/* 120 rows made on one struct, as a cursor would. */
static enum hn_rc
rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    for (int64_t i = ask->offset; i < 120 && i < ask->offset + ask->limit; i++) {
        struct row r = { .id = i ? 9007199254740993 : 0,
                         .name = hn_print(c->arena, "<An> %d", (int)i),
                         .standing = "work",
                         .count = 104700,
                         .from = hn_day_of(2021, 7, 5),
                         .to = i ? HN_DAY_OPEN : hn_day_of(2025, 7, 1),
                         .born = 19560700,
                         .head = i == 0 };

        emit(sink, &r);
    }
    return HN_OK;
}

static enum hn_rc
total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    (void)c;
    (void)filter;
    *out = 120;
    return HN_OK;
}

static const struct hn_list list = { .name = "thu",
                                     .caption = "menu.members",
                                     .columns = columns,
                                     .column_count = sizeof(columns) / sizeof(columns[0]),
                                     .row_size = sizeof(struct row),
                                     .rows = rows,
                                     .total = total };

static struct hn_ctx ctx;

static int
begin(void **state)
{
    (void)state;
    hn_ctx_init(&ctx, hn_arena_new(8 << 20), hn_platform_real(), HN_USER_SYSTEM);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    hn_arena_free(ctx.arena);
    return 0;
}

static struct hn_out
out(void)
{
    struct hn_out o = { .at = "?ngay=2021-12-31", .and_at = "&ngay=2021-12-31", .csrf = "c<", .key = "k" };

    hn_buf_init(&o.buf, ctx.arena, 0);
    return o;
}

static void
has(const struct hn_out *o, const char *what)
{
    if (!strstr(o->buf.data, what))
        fail_msg("missing: %s\nin: %s", what, o->buf.data);
}

static void
lacks(const struct hn_out *o, const char *what)
{
    if (o->buf.data && strstr(o->buf.data, what))
        fail_msg("unwanted: %s\nin: %s", what, o->buf.data);
}

static void
test_table(void **state)
{
    struct hn_out o = out();
    struct hn_list_page p;

    (void)state;
    assert_int_equal(hn_list_collect(&ctx, &list, NULL, 1, 50, &p), HN_OK);
    p.path = "/thu?q=a";
    p.csv = "/thu.csv?q=a";
    p.xlsx = "/thu.xlsx?q=a";
    assert_int_equal(p.row_count, 50);
    assert_true(p.more);
    hn_view_list(&o, &p);
    has(&o, "<caption class=\"govuk-visually-hidden\">Đảng viên</caption>");
    has(&o, "tabindex=\"0\" role=\"region\" aria-label=\"Đảng viên\"");
    has(&o, "<th scope=\"col\" class=\"govuk-table__header app-num app-only-wide\">");
    has(&o,
        "<a class=\"govuk-link\" href=\"/dang-vien/9007199254740993?ngay=2021-12-31\">&lt;An&gt; 1</a></th>");
    has(&o, "font-weight-regular\">&lt;An&gt; 0</th>"); /* no id, no link */
    has(&o, "<strong class=\"govuk-tag govuk-tag--blue\">Việc của tôi</strong>");
    has(&o, ">104.700</td>");
    has(&o, ">05/07/2021</td>");
    has(&o, ">30/06/2025</td>");
    has(&o, ">07/1956</td>");
    has(&o, ">Có</td>");
    has(&o, "href=\"/thu?q=a&amp;trang=2\" rel=\"next\"");
    has(&o, "aria-current=\"page\">1</a>");
    has(&o, "href=\"/thu.csv?q=a\" download");
    lacks(&o, "An 50");
    lacks(&o, "rel=\"prev\"");
}

static void
test_table_json(void **state)
{
    struct hn_out o = out();
    struct hn_list_page p;

    (void)state;
    o.on = hn_day_of(2021, 12, 31);
    assert_int_equal(hn_list_collect(&ctx, &list, NULL, 3, 50, &p), HN_OK);
    assert_int_equal(p.row_count, 20);
    assert_false(p.more);
    hn_json_list(&o, &p);
    has(&o, "{\"on\":\"2021-12-31\",\"total\":120,\"page\":3,\"page_size\":50,\"rows\":[{");
    has(&o, "{\"id\":\"9007199254740993\",\"name\":\"\\u003cAn> 100\",\"menu\":\"work\",\"count\":104700,"
            "\"valid_from\":\"2021-07-05\",\"valid_to\":null,\"birth_date\":\"1956-07\",\"head\":false}");
}

static void
test_empty_list(void **state)
{
    struct hn_out o = out();
    struct hn_list_page p;

    (void)state;
    assert_int_equal(hn_list_collect(&ctx, &list, NULL, 99, 50, &p), HN_OK);
    assert_int_equal(p.row_count, 0);
    hn_view_list(&o, &p);
    has(&o, "Không có dòng nào.");
    lacks(&o, "<table");
    lacks(&o, "rel=\"next\"");
}

/* Which numbers a pagination names: "1 2 3 … 20", 0 for the ellipsis. */
static const char *
numbers(int64_t page, int64_t pages)
{
    const struct hn_list_page p = { .page = page, .page_size = 10, .total = pages * 10 };
    int64_t n[9];
    size_t count = hn_list_page_numbers(&p, n);
    const char *text = "";

    for (size_t i = 0; i < count; i++)
        text = hn_print(ctx.arena, "%s%s%d", text, i ? " " : "", (int)n[i]);
    return text;
}

static void
test_page_numbers(void **state)
{
    (void)state;
    assert_string_equal(numbers(1, 1), "1");
    assert_string_equal(numbers(1, 14), "1 2 0 14");
    assert_string_equal(numbers(2, 14), "1 2 3 0 14");
    assert_string_equal(numbers(4, 14), "1 2 3 4 5 0 14");
    assert_string_equal(numbers(5, 14), "1 0 4 5 6 0 14");
    assert_string_equal(numbers(12, 14), "1 0 11 12 13 14");
    assert_string_equal(numbers(14, 14), "1 0 13 14");
}

static struct hn_layout
layout(void)
{
    static const struct hn_menu_item menu[] = { { "overview", "/tong-quan", true },
                                                { "units", "/to-chuc", false } };
    static const struct hn_crumb crumbs[] = { { "Tỉnh <1>", "/to-chuc/22" }, { "Tân Bình", NULL } };
    static const struct hn_pair pairs[] = { { "q", "a\"b", 3 } };

    return (struct hn_layout){ .title = "A & B – Hạt nhân",
                               .section = "overview",
                               .demo = true,
                               .path = "/tong-quan",
                               .other_language = "/tong-quan?lang=en",
                               .user_name = "An",
                               .user_unit = "Tỉnh",
                               .menu = menu,
                               .menu_count = 2,
                               .crumbs = crumbs,
                               .crumb_count = 2,
                               .done = "Đã lưu <x>",
                               .dated = true,
                               .on = hn_day_of(2021, 12, 31),
                               .today = hn_day_of(2026, 11, 23),
                               .meeting = "",
                               .account = "",
                               .past = true,
                               .known = HN_DAY_OPEN,
                               .rest = { pairs, 1 },
                               .today_href = "/tong-quan?q=a" };
}

static void
test_layout(void **state)
{
    const struct hn_layout_fault faults[] = { { "full_name", "Hãy nhập <tên>" } };
    struct hn_layout l = layout();
    struct hn_out o = out();

    (void)state;
    l.faults = faults;
    l.fault_count = 1;
    hn_view_layout_top(&o, &l);
    hn_view_layout_bottom(&o, &l);
    has(&o, "<html lang=\"vi\" class=\"govuk-template\">");
    has(&o, "<title>A &amp; B – Hạt nhân</title>");
    has(&o, "<meta name=\"robots\" content=\"noindex\">");
    has(&o, "href=\"/tong-quan?ngay=2021-12-31\" aria-current=\"page\"");
    has(&o, "href=\"/to-chuc/22?ngay=2021-12-31\">Tỉnh &lt;1&gt;</a>");
    has(&o, "<input type=\"hidden\" name=\"q\" value=\"a&quot;b\">");
    has(&o, "id=\"ngay\" name=\"ngay\" value=\"31/12/2021\"");
    has(&o, "Số liệu vào ngày 31/12/2021");
    has(&o, "href=\"/tong-quan?q=a\">Về hôm nay</a>");
    has(&o, "Đã lưu &lt;x&gt;");
    has(&o, "<li><a href=\"#full_name\">Hãy nhập &lt;tên&gt;</a></li>");
    has(&o, "Số liệu minh họa");
    lacks(&o, "style=");
    lacks(&o, "name=\"biet\"");
}

static void
test_layout_plain(void **state)
{
    struct hn_layout l = layout();
    struct hn_out o = out();

    (void)state;
    l.demo = l.dated = l.past = false;
    l.bare = true;
    l.user_name = l.user_unit = l.done = "";
    l.menu_count = l.crumb_count = 0;
    o.lang = HN_EN;
    hn_view_layout_top(&o, &l);
    hn_view_layout_bottom(&o, &l);
    has(&o, "<html lang=\"en\"");
    has(&o, "lang=\"vi\" hreflang=\"vi\">Tiếng Việt</a>");
    lacks(&o, "noindex");
    lacks(&o, "<nav");
    lacks(&o, "name=\"ngay\"");
    lacks(&o, "app-band");
    lacks(&o, "Demonstration");
}

static void
test_error_pages(void **state)
{
    static const unsigned statuses[] = { 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503 };

    (void)state;
    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
        for (int lang = HN_VI; lang <= HN_EN; lang++) {
            struct hn_out o = out();
            struct hn_error e = {
                .status = statuses[i], .detail = "<d>", .number = "77", .wait_seconds = 61, .back = "/x"
            };

            o.lang = lang;
            hn_view_error(&o, &e);
            lacks(&o, "error_page.");
            has(&o, "&lt;d&gt;");
            has(&o, "<h1");
            has(&o, "77");
            has(&o, lang == HN_VI ? "khoảng 2 phút" : "about 2 min");
        }
}

static void
test_fields(void **state)
{
    static const char *const words[] = { "units", "members", NULL };
    struct hn_out o = out();
    struct hn_control c = { .name = "full_name",
                            .value = "<An>",
                            .label = "menu.members",
                            .hint = "date.hint",
                            .optional = true,
                            .choices = words,
                            .words = "menu." };

    (void)state;
    hn_view_form_open(&o, "/dang-vien", 7);
    hn_view_text_input(&o, NULL, &c);
    has(&o, "<input type=\"hidden\" name=\"csrf\" value=\"c&lt;\">");
    has(&o, "<input type=\"hidden\" name=\"key\" value=\"k\">");
    has(&o, "<input type=\"hidden\" name=\"row_version\" value=\"7\">");
    has(&o, "for=\"full_name\">Đảng viên (không bắt buộc)");
    has(&o, "value=\"&lt;An&gt;\" aria-describedby=\"full_name-hint\"");
    hn_view_password_input(&o, NULL, &c);
    has(&o, "type=\"password\" aria-describedby");
    c.value = "members";
    hn_view_select(&o, NULL, &c);
    has(&o, "<option value=\"members\" selected>Đảng viên</option>");
    has(&o, "<option value=\"units\">Tổ chức</option>");
    hn_view_radios(&o, NULL, &c);
    has(&o, "id=\"full_name-1\" name=\"full_name\" type=\"radio\" value=\"members\" checked");
    hn_view_textarea(&o, NULL, &c);
    has(&o, "aria-describedby=\"full_name-hint\">members</textarea>");
    hn_view_search(&o, "/dang-vien", "q", "x", "search");
    has(&o, "<input type=\"hidden\" name=\"ngay\" value=\"2021-12-31\">");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),       cmocka_unit_test(test_table_json),
        cmocka_unit_test(test_empty_list),  cmocka_unit_test(test_page_numbers),
        cmocka_unit_test(test_layout),      cmocka_unit_test(test_layout_plain),
        cmocka_unit_test(test_error_pages), cmocka_unit_test(test_fields),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
