/* test_vi_legacy.c: proves that texts of old Vietnamese fonts are decoded letter by letter, and that a column's
 * encoding is guessed from its words and not where there is nothing to guess. (domain/08 §8.3) */
#include "support/unit_test.h"

#include "base/vi.h"

static void
test_samples(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_TCVN3, "§¶ng"), "Đảng");
    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_TCVN3, "Céng hßa x· héi chñ nghÜa"),
                        "Cộng hòa xã hội chủ nghĩa");
    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_VNI, "Coäng hoøa xaõ hoäi"), "Cộng hòa xã hội");
    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_VNI, "COÄNG HOØA XAÕ HOÄI"), "CỘNG HÒA XÃ HỘI");
    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_VNI, "Ñaûng boä tænh Quaûng Ninh, naêm 2016"),
                        "Đảng bộ tỉnh Quảng Ninh, năm 2016");
    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_VNI, "Nguyeãn Thò Myõ ôû xöù laï, kyù"),
                        "Nguyễn Thị Mỹ ở xứ lạ, ký");
    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_NONE, "Céng"), "Céng");
}

/* TCVN3, byte by byte, as the table of domain/08 has it. */
static void
test_every_byte_of_tcvn3(void **state)
{
    static const struct {
        unsigned first;
        const char *letters[8];
    } rows[] = {
        { 0xa1, { "Ă", "Â", "Ê", "Ô", "Ơ", "Ư", "Đ" } },
        { 0xa8, { "ă", "â", "ê", "ô", "ơ", "ư", "đ" } },
        { 0xb5, { "à", "ả", "ã", "á", "ạ" } },
        { 0xbb, { "ằ", "ẳ", "ẵ", "ắ" } },
        { 0xc6, { "ặ" } },
        { 0xc7, { "ầ", "ẩ", "ẫ", "ấ", "ậ" } },
        { 0xcc, { "è" } },
        { 0xce, { "ẻ", "ẽ", "é", "ẹ" } },
        { 0xd2, { "ề", "ể", "ễ", "ế", "ệ" } },
        { 0xd7, { "ì", "ỉ" } },
        { 0xdc, { "ĩ", "í", "ị" } },
        { 0xdf, { "ò" } },
        { 0xe1, { "ỏ", "õ", "ó", "ọ" } },
        { 0xe5, { "ồ", "ổ", "ỗ", "ố", "ộ" } },
        { 0xea, { "ờ", "ở", "ỡ", "ớ", "ợ" } },
        { 0xef, { "ù" } },
        { 0xf1, { "ủ", "ũ", "ú", "ụ" } },
        { 0xf5, { "ừ", "ử", "ữ", "ứ", "ự" } },
        { 0xfa, { "ỳ", "ỷ", "ỹ", "ý", "ỵ" } },
    };
    struct hn_arena *a = *state;
    int count = 0;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        for (unsigned k = 0; rows[i].letters[k]; k++, count++) {
            unsigned byte = rows[i].first + k;
            char latin1[] = { (char)(0xc0 | byte >> 6), (char)(0x80 | (byte & 0x3f)), '\0' };

            assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_TCVN3, latin1), rows[i].letters[k]);
        }
    }
    assert_int_equal(count, 74);
}

/* Every vowel of VNI with every tone. */
static void
test_every_letter_of_vni(void **state)
{
    static const char *const pairs[][2] = {
        { "aø aû aõ aù aï", "à ả ã á ạ" },      { "aâ aà aå aã aá aä", "â ầ ẩ ẫ ấ ậ" },
        { "aê aè aú aü aé aë", "ă ằ ẳ ẵ ắ ặ" }, { "eø eû eõ eù eï", "è ẻ ẽ é ẹ" },
        { "eâ eà eå eã eá eä", "ê ề ể ễ ế ệ" }, { "ì æ ó í ò", "ì ỉ ĩ í ị" },
        { "oø oû oõ où oï", "ò ỏ õ ó ọ" },      { "oâ oà oå oã oá oä", "ô ồ ổ ỗ ố ộ" },
        { "ô ôø ôû ôõ ôù ôï", "ơ ờ ở ỡ ớ ợ" },  { "uø uû uõ uù uï", "ù ủ ũ ú ụ" },
        { "ö öø öû öõ öù öï", "ư ừ ử ữ ứ ự" },  { "yø yû yõ yù î", "ỳ ỷ ỹ ý ỵ" },
        { "ñ Ñ AÙ ÖÙ Ô", "đ Đ Á Ứ Ơ" },
    };
    struct hn_arena *a = *state;

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_VNI, pairs[i][0]), pairs[i][1]);
}

static void
test_guessing(void **state)
{
    static const char *const tcvn3[] = { "§¶ng bé x· T©n B×nh", "NguyÔn V¨n Hïng", "Chi bé th«n §«ng" };
    static const char *const vni[] = { "Ñaûng boä xaõ Taân Bình", "Nguyeãn Vaên Huøng",
                                       "Chi boä thoân Ñoâng" };
    static const char *const unicode[] = { "Đảng bộ xã Tân Bình", "Nguyễn Văn Hùng", "Chi bộ thôn Đông" };
    static const char *const plain[] = { "Dang bo", "A-17", "", "2016" };
    static const char *const french[] = { "Élève à l'école", "Très bientôt, déjà été", "Île Saint-Honoré" };
    struct hn_arena *a = *state;

    assert_int_equal(hn_vi_guess_legacy(a, tcvn3, 3), HN_LEGACY_TCVN3);
    assert_int_equal(hn_vi_guess_legacy(a, vni, 3), HN_LEGACY_VNI);
    assert_int_equal(hn_vi_guess_legacy(a, unicode, 3), HN_LEGACY_NONE);
    assert_int_equal(hn_vi_guess_legacy(a, plain, 4), HN_LEGACY_NONE);
    assert_int_equal(hn_vi_guess_legacy(a, french, 3), HN_LEGACY_NONE);
    assert_int_equal(hn_vi_guess_legacy(a, NULL, 0), HN_LEGACY_NONE);
}

/* A text that was cleaned before anyone knew its encoding can still be decoded. */
static void
test_cleaning_first_loses_nothing(void **state)
{
    struct hn_arena *a = *state;
    const char *text = "\u00d0\u00ad\u00ae"; /* é ư đ */

    assert_string_equal(hn_vi_from_legacy(a, HN_LEGACY_TCVN3, hn_vi_clean(a, text, strlen(text), false)),
                        "éưđ");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_samples),  HN_TEST(test_every_byte_of_tcvn3),          HN_TEST(test_every_letter_of_vni),
        HN_TEST(test_guessing), HN_TEST(test_cleaning_first_loses_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
