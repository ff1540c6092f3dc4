/* Proves: every value that reaches a page or an answer is escaped for the place it stands in, figures and dates
 * look as people of each language write them, and sentinels never show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "web/layout.h"
#include "web/out.h"

static struct hn_arena *arena;

static int
begin(void **state)
{
    (void)state;
    arena = hn_arena_new(1 << 20);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    hn_arena_free(arena);
    return 0;
}

static struct hn_out
out(enum hn_lang lang)
{
    struct hn_out o = { .lang = lang };

    hn_buf_init(&o.buf, arena, 0);
    return o;
}

#define SHOWS(lang, call, wanted)                                                                            \
    do {                                                                                                     \
        struct hn_out o = out(lang);                                                                         \
        call;                                                                                                \
        assert_string_equal(o.buf.len ? o.buf.data : "", wanted);                                            \
    } while (0)

static void
test_html(void **state)
{
    (void)state;
    SHOWS(HN_VI, hn_out_html(&o, "<b a=\"1\" c='2'>&</b>"),
          "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&lt;/b&gt;");
    SHOWS(HN_VI, hn_out_html(&o, "Đảng bộ"), "Đảng bộ");
    SHOWS(HN_VI, hn_out_html(&o, NULL), "");
    SHOWS(HN_VI, hn_out_raw(&o, "<i>"), "<i>");
}

static void
test_urls(void **state)
{
    (void)state;
    SHOWS(HN_VI, hn_out_url(&o, "a b/&?=+Đ"), "a%20b%2F%26%3F%3D%2B%C4%90");
    SHOWS(HN_VI, hn_out_href(&o, "/to-chuc/22?a=1&b=2"), "/to-chuc/22?a=1&amp;b=2");
    SHOWS(HN_VI, hn_out_href(&o, "https://a.vn/"), "https://a.vn/");
    SHOWS(HN_VI, hn_out_href(&o, "mailto:a@b.vn"), "mailto:a@b.vn");
    SHOWS(HN_VI, hn_out_href(&o, "#noi-dung"), "#noi-dung");
    SHOWS(HN_VI, hn_out_href(&o, "?trang=2"), "?trang=2");
    SHOWS(HN_VI, hn_out_href(&o, "javascript:alert(1)"), "#");
    SHOWS(HN_VI, hn_out_href(&o, "java\nscript:alert(1)"), "#");
    SHOWS(HN_VI, hn_out_href(&o, " /x"), "#");
    SHOWS(HN_VI, hn_out_href(&o, "//evil.example"), "#");
    SHOWS(HN_VI, hn_out_href(&o, "/\\evil.example"), "#");
    SHOWS(HN_VI, hn_out_href(&o, "data:text/html,x"), "#");
    SHOWS(HN_VI, hn_out_href(&o, "http://a.vn/"), "#");
    SHOWS(HN_VI, hn_out_href(&o, ""), "#");
    SHOWS(HN_VI, hn_out_href(&o, NULL), "#");
}

static void
test_json(void **state)
{
    (void)state;
    SHOWS(HN_VI, hn_out_json(&o, "a\"b\\c\n\x01</script>&"),
          "\"a\\\"b\\\\c\\n\\u0001\\u003c/script>\\u0026\"");
    SHOWS(HN_VI, hn_out_json(&o, NULL), "null");
    SHOWS(HN_VI, hn_out_json_int(&o, INT64_MIN), "-9223372036854775808");
    SHOWS(HN_VI, hn_out_json_id(&o, 9007199254740993), "\"9007199254740993\"");
    SHOWS(HN_VI, hn_out_json_id(&o, 0), "null");
    SHOWS(HN_VI, hn_out_json_day(&o, hn_day_of(2021, 12, 31)), "\"2021-12-31\"");
    SHOWS(HN_VI, hn_out_json_day(&o, HN_DAY_OPEN), "null");
    SHOWS(HN_VI, hn_out_json_last_day(&o, hn_day_of(2022, 1, 1)), "\"2021-12-31\"");
    SHOWS(HN_VI, hn_out_json_last_day(&o, HN_DAY_OPEN), "null");
    SHOWS(HN_VI, hn_out_json_pdate(&o, 19560700), "\"1956-07\"");
    SHOWS(HN_VI, hn_out_json_pdate(&o, 0), "null");
    SHOWS(HN_VI, hn_out_json_time(&o, HN_TIME_OPEN), "null");
    SHOWS(HN_VI, hn_out_json_bool(&o, true), "true");
    SHOWS(HN_VI, hn_out_json_percent(&o, 937, 1000), "93.7");
    SHOWS(HN_VI, hn_out_json_percent(&o, 1, 0), "null");
    SHOWS(HN_VI, hn_out_milli_plain(&o, 187900), "187.9");
}

static void
test_figures(void **state)
{
    (void)state;
    SHOWS(HN_VI, hn_out_int(&o, 104700), "104.700");
    SHOWS(HN_EN, hn_out_int(&o, 104700), "104,700");
    SHOWS(HN_VI, hn_out_int(&o, 999), "999");
    SHOWS(HN_VI, hn_out_int(&o, -1234567), "-1.234.567");
    SHOWS(HN_VI, hn_out_int(&o, 0), "0");
    SHOWS(HN_VI, hn_out_plain(&o, 104700), "104700");
    SHOWS(HN_VI, hn_out_day(&o, hn_day_of(2021, 7, 5)), "05/07/2021");
    SHOWS(HN_VI, hn_out_day(&o, HN_DAY_OPEN), "");
    SHOWS(HN_VI, hn_out_day(&o, HN_DAY_START), "");
    SHOWS(HN_VI, hn_out_last_day(&o, hn_day_of(2025, 7, 1)), "30/06/2025");
    SHOWS(HN_VI, hn_out_last_day(&o, HN_DAY_OPEN), "");
    SHOWS(HN_VI, hn_out_iso(&o, hn_day_of(2021, 7, 5)), "2021-07-05");
    SHOWS(HN_VI, hn_out_pdate(&o, 19560000), "1956");
    SHOWS(HN_VI, hn_out_time(&o, HN_TIME_OPEN), "");
    SHOWS(HN_VI, hn_out_percent(&o, 937, 1000), "93,7%");
    SHOWS(HN_VI, hn_out_milli(&o, 187900), "187,9");
    SHOWS(HN_EN, hn_out_milli(&o, 104700000), "104,700");
    SHOWS(HN_VI, hn_out_milli(&o, -1250), "-1,25");
    SHOWS(HN_VI, hn_out_milli(&o, 0), "0");
    SHOWS(HN_EN, hn_out_percent(&o, 937, 1000), "93.7%");
    SHOWS(HN_VI, hn_out_bool(&o, true), "Có");
    SHOWS(HN_EN, hn_out_bool(&o, false), "No");
}

static void
test_texts(void **state)
{
    (void)state;
    SHOWS(HN_VI, hn_out_t(&o, "menu.units", NULL, NULL), "Tổ chức");
    SHOWS(HN_EN, hn_out_t(&o, "menu.units", NULL, NULL), "Organisations");
    SHOWS(HN_VI, hn_out_tk(&o, "menu.", "units"), "Tổ chức");
    SHOWS(HN_VI, hn_out_t(&o, "chart.pair", "<a>", "b"), "&lt;a&gt;: b");
    SHOWS(HN_VI, hn_out_t(&o, "no.such", NULL, NULL), "no.such");
    assert_true(hn_text_known("menu.units"));
    assert_false(hn_text_known("no.such"));
    assert_string_equal(hn_text_fill(arena, HN_VI, "chart.pair", "{1}", "x"), "{1}: x");
    for (size_t i = 1; i < hn_word_count; i++)
        assert_true(strcmp(hn_word_table[i - 1]->key, hn_word_table[i]->key) < 0);
}

static void
test_links(void **state)
{
    const struct hn_pair pairs[] = { { "q", "a b&c", 5 }, { "ngay", "2021-12-31", 10 }, { "trang", "2", 1 } };
    const struct hn_pairs query = { pairs, 3 };
    static const char *const without[] = { "ngay", "trang", NULL };
    hn_day on = hn_day_of(2021, 12, 31), today = hn_day_of(2026, 11, 23);

    (void)state;
    assert_string_equal(hn_layout_href(arena, "/dang-vien", &query, without), "/dang-vien?q=a%20b%26c");
    assert_string_equal(hn_layout_href(arena, "/x", &(struct hn_pairs){ 0 }, NULL), "/x");
    assert_string_equal(hn_layout_at(arena, today, today, HN_TIME_OPEN, '?'), "");
    assert_string_equal(hn_layout_at(arena, on, today, HN_TIME_OPEN, '?'), "?ngay=2021-12-31");
    assert_string_equal(hn_layout_at(arena, on, today, hn_day_end(on), '&'),
                        "&ngay=2021-12-31&biet=2021-12-31");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html),    cmocka_unit_test(test_urls),  cmocka_unit_test(test_json),
        cmocka_unit_test(test_figures), cmocka_unit_test(test_texts), cmocka_unit_test(test_links),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
