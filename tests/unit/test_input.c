/* Proves: queries, forms, multipart, JSON, cookies and Accept headers are read exactly or refused whole, and every
 * ceiling has an input just inside and one just beyond it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "web/accept.h"
#include "web/input.h"
#include "web/pairs.h"

static struct hn_arena *arena;

static int
begin(void **state)
{
    (void)state;
    arena = hn_arena_new(8 << 20);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    hn_arena_free(arena);
    return 0;
}

static void
pairs_are_decoded(void **state)
{
    static const char text[] = "a=1&b=x+y%20z&&c&d=%C4%91=&a=2";
    struct hn_pairs p;

    (void)state;
    assert_true(hn_pairs_parse(arena, text, sizeof text - 1, &p));
    assert_int_equal(p.count, 5);
    assert_string_equal(hn_pairs_get(&p, "a"), "1");
    assert_string_equal(hn_pairs_get(&p, "b"), "x y z");
    assert_string_equal(hn_pairs_get(&p, "c"), "");
    assert_string_equal(hn_pairs_get(&p, "d"), "đ=");
    assert_null(hn_pairs_get(&p, "e"));
    assert_true(hn_pairs_parse(arena, "", 0, &p));
    assert_int_equal(p.count, 0);
}

static void
broken_pairs_are_refused(void **state)
{
    static const char *const wrong[] = { "a=%", "a=%2", "a=%zz", "%=1", "a=%00", "a=1&b=%0" };
    struct hn_pairs p;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(hn_pairs_parse(arena, wrong[i], strlen(wrong[i]), &p));
    assert_false(hn_pairs_parse(arena, "a=\0b", 4, &p));
}

static void
at_most_512_pairs(void **state)
{
    char text[2 * (HN_LIMIT_FIELDS + 1)];
    struct hn_pairs p;

    (void)state;
    for (size_t i = 0; i < sizeof text; i += 2)
        memcpy(text + i, "a&", 2);
    assert_true(hn_pairs_parse(arena, text, 2 * HN_LIMIT_FIELDS - 1, &p));
    assert_int_equal(p.count, HN_LIMIT_FIELDS);
    assert_false(hn_pairs_parse(arena, text, 2 * HN_LIMIT_FIELDS + 1, &p));
}

static void
cookies_are_found_once(void **state)
{
    (void)state;
    assert_string_equal(hn_cookie_get(arena, "a=1; __Host-hn=1.abc; b=2", "__Host-hn"), "1.abc");
    assert_string_equal(hn_cookie_get(arena, "__Host-hn=", "__Host-hn"), "");
    assert_null(hn_cookie_get(arena, "__Host-hnx=1", "__Host-hn"));
    assert_null(hn_cookie_get(arena, "x__Host-hn=1", "__Host-hn"));
    assert_null(hn_cookie_get(arena, "__Host-hn=1; __Host-hn=2", "__Host-hn"));
    assert_null(hn_cookie_get(arena, "__Host-hn=a\"b", "__Host-hn"));
    assert_null(hn_cookie_get(arena, "__Host-hn=\xc4\x91", "__Host-hn"));
    assert_null(hn_cookie_get(arena, NULL, "__Host-hn"));
}

static void
accept_chooses_the_best_liked(void **state)
{
    (void)state;
    assert_int_equal(hn_accept_format(NULL), HN_HTML);
    assert_int_equal(hn_accept_format("*/*"), HN_HTML);
    assert_int_equal(hn_accept_format("application/json"), HN_JSON);
    assert_int_equal(hn_accept_format("text/html,application/xhtml+xml,*/*;q=0.8"), HN_HTML);
    assert_int_equal(hn_accept_format("text/html;q=0.5, application/json"), HN_JSON);
    assert_int_equal(hn_accept_format("application/json;q=0.4, text/html;q=0.41"), HN_HTML);
    assert_int_equal(hn_accept_format("application/json;q=0"), HN_HTML);
    assert_int_equal(hn_accept_format("text/csv"), HN_CSV);
    assert_int_equal(hn_accept_format(",,;q=,"), HN_HTML);
    assert_int_equal(hn_accept_coding("gzip, deflate, br"), HN_BROTLI);
    assert_int_equal(hn_accept_coding("gzip, br;q=0"), HN_GZIP);
    assert_int_equal(hn_accept_coding("identity"), HN_IDENTITY);
    assert_int_equal(hn_accept_coding(NULL), HN_IDENTITY);
}

static void
json_objects_become_names_and_texts(void **state)
{
    static const char body[] = "{\"a\":\"đ\",\"n\":-12,\"t\":true,\"f\":false,\"x\":null,\"m\":[\"1\",2]}";
    struct hn_inputs in;

    (void)state;
    assert_true(hn_input_json(arena, body, sizeof body - 1, &in));
    assert_int_equal(in.count, 6);
    assert_string_equal(in.at[0].text, "đ");
    assert_string_equal(in.at[1].text, "-12");
    assert_string_equal(in.at[2].text, "true");
    assert_string_equal(in.at[4].name, "m");
    assert_string_equal(in.at[5].text, "2");
}

static void
other_json_is_refused(void **state)
{
    static const char *const wrong[] = { "",
                                         "[]",
                                         "1",
                                         "{",
                                         "{\"a\":1}x",
                                         "{\"a\":1,\"a\":2}",
                                         "{\"a\":{}}",
                                         "{\"a\":[[1]]}",
                                         "{\"a\":\"\xff\"}",
                                         "{\"a\":\"\\u0000\"}" };
    struct hn_inputs in;
    char deep[64];

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (hn_input_json(arena, wrong[i], strlen(wrong[i]), &in))
            fail_msg("%s was taken", wrong[i]);
    }
    memset(deep, '[', sizeof deep);
    assert_false(hn_input_json(arena, deep, sizeof deep, &in));
}

static void
json_arrays_become_rows(void **state)
{
    static const char body[] = " [{\"a\":\"đ\",\"n\":1},{},{\"a\":[\"x\",\"y\"]}]";
    struct hn_input_rows in;

    (void)state;
    assert_true(hn_input_is_array(body, sizeof body - 1));
    assert_false(hn_input_is_array("{}", 2));
    assert_false(hn_input_is_array(" ", 1));
    assert_true(hn_input_json_rows(arena, body, sizeof body - 1, &in));
    assert_int_equal(in.count, 3);
    assert_int_equal(in.at[0].count, 2);
    assert_string_equal(in.at[0].at[0].text, "đ");
    assert_int_equal(in.at[1].count, 0);
    assert_int_equal(in.at[2].count, 2);
    assert_string_equal(in.at[2].at[1].text, "y");
    assert_true(hn_input_json_rows(arena, "[]", 2, &in));
    assert_int_equal(in.count, 0);
}

static void
other_arrays_are_refused(void **state)
{
    static const char *const wrong[] = { "",
                                         "{}",
                                         "[1]",
                                         "[[]]",
                                         "[{\"a\":{}}]",
                                         "[{\"a\":1},null]",
                                         "[{\"a\":1,\"a\":2}]",
                                         "[{}",
                                         "[{\"a\":\"\xff\"}]" };
    struct hn_input_rows in;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (hn_input_json_rows(arena, wrong[i], strlen(wrong[i]), &in))
            fail_msg("%s was taken", wrong[i]);
    }
}

/* An array of count objects of fields members each. */
static const char *
array_of(size_t count, size_t fields)
{
    struct hn_buf b;

    hn_buf_init(&b, arena, 0);
    for (size_t i = 0; i < count; i++) {
        hn_buf_str(&b, i ? ",{" : "[{");
        for (size_t n = 0; n < fields; n++)
            hn_buf_printf(&b, "%s\"f%zu\":1", n ? "," : "", n);
        hn_buf_str(&b, "}");
    }
    hn_buf_str(&b, "]");
    return b.data;
}

static void
rows_have_their_ceilings(void **state)
{
    struct hn_input_rows in;
    const char *body = array_of(HN_LIMIT_FORM_ROWS, 2);

    (void)state;
    assert_true(hn_input_json_rows(arena, body, strlen(body), &in));
    body = array_of(HN_LIMIT_FORM_ROWS + 1, 2);
    assert_false(hn_input_json_rows(arena, body, strlen(body), &in));
    body = array_of(2, HN_LIMIT_ROW_FIELDS);
    assert_true(hn_input_json_rows(arena, body, strlen(body), &in));
    body = array_of(2, HN_LIMIT_ROW_FIELDS + 1);
    assert_false(hn_input_json_rows(arena, body, strlen(body), &in));
}

static const char type[] = "multipart/form-data; boundary=XyZ";

static void
multipart_gives_texts_and_files(void **state)
{
    static const char body[] = "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nmột\r\n"
                               "--XyZ\r\nContent-Disposition: form-data; name=\"f\"; filename=\"b.csv\"\r\n"
                               "Content-Type: text/csv\r\n\r\nx,\0\r\n--Xy\r\n--XyZ--\r\n";
    struct hn_inputs in;

    (void)state;
    assert_true(hn_input_multipart(arena, type, body, sizeof body - 1, &in));
    assert_int_equal(in.count, 2);
    assert_string_equal(in.at[0].text, "một");
    assert_false(in.at[0].file);
    assert_true(in.at[1].file);
    assert_string_equal(in.at[1].filename, "b.csv");
    assert_int_equal(in.at[1].len, 9);
    assert_memory_equal(in.at[1].text, "x,\0\r\n--Xy", 9);
}

static void
broken_multipart_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "--XyZ",
        "--XyZ\r\n",
        "--XyZ\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XyZ",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XyZ--",
        "x--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XyZ--",
    };
    struct hn_inputs in;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (hn_input_multipart(arena, type, wrong[i], strlen(wrong[i]), &in))
            fail_msg("%s was taken", wrong[i]);
    }
    assert_false(hn_input_multipart(arena, "multipart/form-data", "--\r\n", 4, &in));
    assert_int_equal(hn_input_kind_of("application/jsonx"), HN_INPUT_NONE);
    assert_int_equal(hn_input_kind_of("Application/JSON; charset=utf-8"), HN_INPUT_JSON);
    assert_int_equal(hn_input_kind_of("text/plain"), HN_INPUT_NONE);
    assert_int_equal(hn_input_kind_of(NULL), HN_INPUT_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_decoded),
        cmocka_unit_test(broken_pairs_are_refused),
        cmocka_unit_test(at_most_512_pairs),
        cmocka_unit_test(cookies_are_found_once),
        cmocka_unit_test(accept_chooses_the_best_liked),
        cmocka_unit_test(json_objects_become_names_and_texts),
        cmocka_unit_test(other_json_is_refused),
        cmocka_unit_test(json_arrays_become_rows),
        cmocka_unit_test(other_arrays_are_refused),
        cmocka_unit_test(rows_have_their_ceilings),
        cmocka_unit_test(multipart_gives_texts_and_files),
        cmocka_unit_test(broken_multipart_is_refused),
    };

    return cmocka_run_group_tests_name("input", tests, begin, end);
}
