/* test_vi_fold.c: proves that search keys forget what people leave out when they type and nothing more, that a
 * beginning of a text is a beginning of its key, and that case and the place of the tone are made one. */
#include "support/unit_test.h"

#include "base/vi.h"

static void
same(struct hn_arena *a, const char *x, const char *y)
{
    assert_string_equal(hn_vi_fold(a, x), hn_vi_fold(a, y));
}

static void
differ(struct hn_arena *a, const char *x, const char *y)
{
    assert_string_not_equal(hn_vi_fold(a, x), hn_vi_fold(a, y));
}

static void
test_what_is_equal_in_search(void **state)
{
    struct hn_arena *a = *state;

    same(a, "Đầm Hà", "dam ha");
    same(a, "ĐẦM HÀ", "đầm hà");
    same(a, "hòa", "hoà");
    same(a, "Ủy ban", "Uỷ ban");
    same(a, "thúy", "thuý");
    same(a, "Mỹ", "Mĩ");
    same(a, "Quý", "Quí");
    same(a, "Lý", "Lí");
    same(a, "A\u0306\u0301n", "Ắn"); /* NFD too */
    same(a, "12-QĐ/TU", "12 qd tu");
    same(a, "  Tân,Bình. ", "tan binh");
    assert_string_equal(hn_vi_fold(a, "Nguyễn Thị Mỹ"), "nguyen thi mi");
    assert_string_equal(hn_vi_fold(a, "—!"), "");
    assert_string_equal(hn_vi_fold(a, ""), "");
}

static void
test_what_stays_apart(void **state)
{
    struct hn_arena *a = *state;

    differ(a, "Tây", "Tài");
    differ(a, "Thúy", "Thúi");
    differ(a, "Hay", "Hai");
    differ(a, "An", "Anh");
    differ(a, "Tân Bình", "TânBình");
}

static void
test_a_beginning_folds_to_a_beginning(void **state)
{
    static const char *const texts[] = { "Nguyễn Thị Quỳnh Thủy", "Lý Tuyết Yên", "Mỹ Quyên", "Xã Đầm Hà",
                                         "quy y Huy" };
    struct hn_arena *a = *state;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const char *whole = hn_vi_fold(a, texts[i]);

        for (size_t len = 1; len <= strlen(texts[i]); len++) {
            if (((unsigned char)texts[i][len] & 0xc0) == 0x80)
                continue; /* inside a letter */

            const char *part = hn_vi_fold(a, hn_dup_n(a, texts[i], len));

            assert_memory_equal(whole, part, strlen(part));
        }
    }
}

/* Columns: char, …, ascii (5th), …, upper (9th). */
static void
test_every_letter(void **state)
{
    struct hn_arena *a = *state;
    char *text = hn_test_fixture(a, "vi/vi-letters.csv"), *line = hn_test_line(&text);
    int count = 0;

    while ((line = hn_test_line(&text)) != NULL) {
        char *column[10] = { line };

        for (int i = 1; i < 10; i++) {
            column[i] = strchr(column[i - 1], ',') + 1;
            column[i][-1] = '\0';
        }
        assert_string_equal(hn_vi_slug(a, column[0]), column[4]);
        assert_string_equal(hn_vi_slug(a, column[8]), column[4]);
        assert_string_equal(hn_vi_fold(a, column[0]), strcmp(column[4], "y") == 0 ? "i" : column[4]);
        assert_string_equal(hn_vi_upper(a, column[0]), column[8]);
        assert_string_equal(hn_vi_lower(a, column[8]), column[0]);
        count++;
    }
    assert_int_equal(count, 93);
}

static void
test_one_place_for_the_tone(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "hoà", "hòa" },         { "hòa", "hòa" },     { "HOÀ", "hòa" },
        { "khoẻ", "khỏe" },       { "uỷ", "ủy" },       { "Thuý", "thúy" },
        { "hoàn", "hoàn" },       { "hòan", "hoàn" },   { "hoài", "hoài" },
        { "quý", "quý" },         { "huỳnh", "huỳnh" }, { "hùynh", "huỳnh" },
        { "tuyết", "tuyết" },     { "khuỷu", "khuỷu" }, { "hoa", "hoa" },
        { "hoạ, uỷ", "họa, ủy" }, { "của", "của" },     { "thuở", "thuở" },
        { "đoá hoa", "đóa hoa" }, { "òà", "òà" }, /* two tones: nobody's word */
    };
    struct hn_arena *a = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(hn_vi_lower(a, cases[i].in), cases[i].out);
    assert_string_equal(hn_vi_upper(a, "Nguyễn Văn Đức"), "NGUYỄN VĂN ĐỨC");
}

static void
test_words(void **state)
{
    struct hn_arena *a = *state;
    const char *words[3] = { NULL };

    assert_int_equal(hn_vi_words(a, "dam ha quang ninh", words, 3), 4);
    assert_string_equal(words[0], "dam");
    assert_string_equal(words[2], "quang");
    assert_int_equal(hn_vi_words(a, "", words, 3), 0);
    assert_int_equal(hn_vi_words(a, "  mot ", words, 3), 1);
    assert_string_equal(words[0], "mot");
}

static void
test_patterns(void **state)
{
    struct hn_arena *a = *state;
    const char *patterns[3];

    hn_vi_patterns(a, "Đầm Hà", patterns, 3);
    assert_string_equal(patterns[0], "%dam%");
    assert_string_equal(patterns[1], "%ha%");
    assert_string_equal(patterns[2], "%");
    hn_vi_patterns(a, "một hai ba bốn", patterns, 3);
    assert_string_equal(patterns[2], "%ba%");
    hn_vi_patterns(a, NULL, patterns, 3);
    assert_string_equal(patterns[0], "%");
}

static void
test_slugs(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(hn_vi_slug(a, "Đầm Hà"), "dam-ha");
    assert_string_equal(hn_vi_slug(a, "  Mỹ -- Quý! "), "my-quy");
    assert_string_equal(hn_vi_slug(a, "!"), "");
}

static void
test_bytes_that_are_no_text_do_no_harm(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(hn_vi_fold(a, "a\xff"
                                      "b\xe1\xba"),
                        "a b");
    assert_non_null(hn_vi_lower(a, "\xed\xa0\x80\xc3"));
    assert_non_null(hn_vi_upper(a, "\xf5o\xcc"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_what_is_equal_in_search),
        HN_TEST(test_what_stays_apart),
        HN_TEST(test_a_beginning_folds_to_a_beginning),
        HN_TEST(test_every_letter),
        HN_TEST(test_one_place_for_the_tone),
        HN_TEST(test_words),
        HN_TEST(test_patterns),
        HN_TEST(test_slugs),
        HN_TEST(test_bytes_that_are_no_text_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
