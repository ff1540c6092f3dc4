/* test_vi_clean.c: proves that text typed or pasted comes out in one form (NFC, no marks nobody sees, single
 * spaces) and that bytes which are no text are refused. (domain/08 §8.2) */
#include "support/unit_test.h"

#include "base/vi.h"

static const char *
clean(struct hn_arena *a, const char *text)
{
    return hn_vi_clean(a, text, strlen(text), false);
}

static void
test_one_form_for_the_same_text(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "", "" },
        { "   ", "" },
        { "Đầm Hà", "Đầm Hà" },
        { "\u00d0ảng bộ", "Đảng bộ" },                                /* Eth typed for Đ */
        { "\u0189ảng", "Đảng" },                                      /* African D */
        { "\u00d0ingvellir \u00feing", "\u00d0ingvellir \u00feing" }, /* Icelandic keeps its letter */
        { "A\u0306\u0301n", "Ắn" },
        { "o\u031b\u0309", "ở" },
        { "o\u0309\u031b", "ở" }, /* marks in the other order */
        { "e\u0302\u0323", "ệ" },
        { "ẹ\u0302", "ệ" },
        { "ê\u0323", "ệ" },
        { "a\u0340", "à" }, /* a deprecated grave */
        { "\ufeffTân Bình", "Tân Bình" },
        { "Tân\ufeff Bình", "Tân Bình" },
        { "Tân\u200bBình", "TânBình" },
        { "Tân\u202e Bình", "Tân Bình" },
        { "Tân\u00a0Bình", "Tân Bình" },
        { "Tân\u3000\u2003Bình", "Tân Bình" },
        { "  Tân \t  Bình  ", "Tân Bình" },
        { "Tân\nBình\r\n", "Tân Bình" },
        { "x\u0301y", "x\u0301y" }, /* no such letter, but text */
        { "🌾 lúa", "🌾 lúa" },
    };
    struct hn_arena *a = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *once = clean(a, cases[i].in);

        assert_non_null(once);
        assert_string_equal(once, cases[i].out);
        assert_string_equal(clean(a, once), once); /* nothing is left to clean */
    }
}

static void
test_lines_are_kept_when_asked(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        { "một\nhai", "một\nhai" },
        { "một\r\nhai\rba", "một\nhai\nba" },
        { "\n\n một  \n\n  hai \n", "một\n\nhai" },
        { "một\u2028hai", "một\nhai" },
    };
    struct hn_arena *a = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(hn_vi_clean(a, cases[i].in, strlen(cases[i].in), true), cases[i].out);
}

static void
test_what_is_no_text_is_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } bad[] = {
        { "a\0b", 3 },      /* NUL */
        { "a\x01", 2 },     /* control */
        { "a\x1b[31m", 6 }, /* escape */
        { "a\x7f", 2 },     /* delete */
        { "a\xc2\x80", 3 }, /* C1 control */
        { "a\xc2\x9f", 3 },
        { "\xff", 1 },     /* never in UTF-8 */
        { "\xc0\xaf", 2 }, /* overlong / */
        { "\xe0\x80\xaf", 3 },
        { "\xc1\xbf", 2 },
        { "\xf0\x80\x80\xaf", 4 },
        { "\xed\xa0\x80", 3 }, /* surrogate */
        { "\xed\xbf\xbf", 3 },
        { "\xf4\x90\x80\x80", 4 }, /* beyond U+10FFFF */
        { "\xf8\x88\x80\x80\x80", 5 },
        { "\xe1\xba", 2 }, /* cut */
        { "\x80", 1 },     /* a tail alone */
        { "\xe1\x41\x42", 3 },
    };
    struct hn_arena *a = *state;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_null(hn_vi_clean(a, bad[i].bytes, bad[i].len, false));
        assert_null(hn_vi_clean(a, bad[i].bytes, bad[i].len, true));
    }
    assert_true(hn_utf8_valid("\xed\x9f\xbf", 3)); /* the last before the surrogates */
    assert_true(hn_utf8_valid("\xf4\x8f\xbf\xbf", 4));
    assert_true(hn_utf8_valid("", 0));
    assert_false(hn_utf8_valid("a\0", 2));
}

static void
test_letters_are_counted_as_people_count(void **state)
{
    (void)state;
    assert_int_equal(hn_utf8_count(""), 0);
    assert_int_equal(hn_utf8_count("Nguyễn"), 6);
    assert_int_equal(hn_utf8_count("🌾"), 1);
}

/* A long word and a long text, larger than any inner room. */
static void
test_long_texts(void **state)
{
    struct hn_arena *a = *state;
    size_t n = 20000;
    char *in = hn_alloc(a, n * 3 + 1), *out;

    for (size_t i = 0; i < n; i++)
        memcpy(in + 3 * i, "e\xcc\x80", 3); /* e and a grave */
    out = hn_dup(a, clean(a, in));
    assert_int_equal(strlen(out), 2 * n);
    assert_int_equal(hn_utf8_count(out), n);
}

/* Every letter of the alphabet, composed and not. */
static void
test_every_letter_composes(void **state)
{
    struct hn_arena *a = *state;
    char *text = hn_test_fixture(a, "vi/vi-letters.csv"), *line = hn_test_line(&text);
    int count = 0;

    while ((line = hn_test_line(&text)) != NULL) {
        char apart[32];
        size_t len = 0;
        char *letter = line, *parts = strchr(strchr(line, ',') + 1, ',') + 1;

        *strchr(letter, ',') = '\0';
        *strchr(parts, ',') = '\0';
        for (; *parts; parts += strcspn(parts, " "), parts += *parts == ' ') {
            unsigned cp = (unsigned)strtoul(parts + 2, NULL, 16);

            if (cp < 0x80)
                apart[len++] = (char)cp;
            else {
                apart[len++] = (char)(0xc0 | cp >> 6);
                apart[len++] = (char)(0x80 | (cp & 0x3f));
            }
        }
        apart[len] = '\0';
        assert_string_equal(clean(a, apart), letter);
        assert_string_equal(clean(a, letter), letter);
        count++;
    }
    assert_int_equal(count, 93);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_one_form_for_the_same_text),
        HN_TEST(test_lines_are_kept_when_asked),
        HN_TEST(test_what_is_no_text_is_refused),
        HN_TEST(test_letters_are_counted_as_people_count),
        HN_TEST(test_long_texts),
        HN_TEST(test_every_letter_composes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
