/* vi_legacy.c: texts of old Vietnamese fonts, met in spreadsheets as Latin-1 letters (vi.h; domain/08 §8.3).
 *
 * TCVN3 has one byte a letter; capitals with a tone have none (their fonts only draw them), so they come out
 * small. VNI has a base letter and a second one for the mark. Which of them a column is in is guessed from
 * how many of its words become syllables (vi_syllable.c) and is always shown for confirmation.
 */
#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/vi_inner.h"

/* --- TCVN3 --- */

#define V(vowel, tone)            (uint8_t)((vowel)*HN_TONES + (tone) + 1)
#define VOWEL_TONES(first, vowel) /* five bytes in a row: huyền hỏi ngã sắc nặng */                 \
    [first] = V(vowel, HN_T_HUYEN), [first + 1] = V(vowel, HN_T_HOI), [first + 2] = V(vowel, HN_T_NGA),      \
    [first + 3] = V(vowel, HN_T_SAC), [first + 4] = V(vowel, HN_T_NANG)

/* 0: no letter of TCVN3; otherwise vowel and tone, or one of those below. */
static const uint8_t tcvn3[256] = {
    [0xa8] = V(HN_V_AW, 0),         [0xa9] = V(HN_V_AA, 0),          [0xaa] = V(HN_V_EE, 0),
    [0xab] = V(HN_V_OO, 0),         [0xac] = V(HN_V_OW, 0),          [0xad] = V(HN_V_UW, 0),
    VOWEL_TONES(0xb5, HN_V_A),      [0xbb] = V(HN_V_AW, HN_T_HUYEN), [0xbc] = V(HN_V_AW, HN_T_HOI),
    [0xbd] = V(HN_V_AW, HN_T_NGA),  [0xbe] = V(HN_V_AW, HN_T_SAC),   [0xc6] = V(HN_V_AW, HN_T_NANG),
    VOWEL_TONES(0xc7, HN_V_AA),     [0xcc] = V(HN_V_E, HN_T_HUYEN),  [0xce] = V(HN_V_E, HN_T_HOI),
    [0xcf] = V(HN_V_E, HN_T_NGA),   [0xd0] = V(HN_V_E, HN_T_SAC),    [0xd1] = V(HN_V_E, HN_T_NANG),
    VOWEL_TONES(0xd2, HN_V_EE),     [0xd7] = V(HN_V_I, HN_T_HUYEN),  [0xd8] = V(HN_V_I, HN_T_HOI),
    [0xdc] = V(HN_V_I, HN_T_NGA),   [0xdd] = V(HN_V_I, HN_T_SAC),    [0xde] = V(HN_V_I, HN_T_NANG),
    [0xdf] = V(HN_V_O, HN_T_HUYEN), [0xe1] = V(HN_V_O, HN_T_HOI),    [0xe2] = V(HN_V_O, HN_T_NGA),
    [0xe3] = V(HN_V_O, HN_T_SAC),   [0xe4] = V(HN_V_O, HN_T_NANG),   VOWEL_TONES(0xe5, HN_V_OO),
    VOWEL_TONES(0xea, HN_V_OW),     [0xef] = V(HN_V_U, HN_T_HUYEN),  [0xf1] = V(HN_V_U, HN_T_HOI),
    [0xf2] = V(HN_V_U, HN_T_NGA),   [0xf3] = V(HN_V_U, HN_T_SAC),    [0xf4] = V(HN_V_U, HN_T_NANG),
    VOWEL_TONES(0xf5, HN_V_UW),     VOWEL_TONES(0xfa, HN_V_Y),
};

static int32_t
from_tcvn3(int32_t cp)
{
    static const int32_t capitals[] = { 0x102, 0xc2, 0xca, 0xd4, 0x1a0, 0x1af, 0x110 }; /* ĂÂÊÔƠƯĐ */

    if (cp == 0x110)
        cp = 0xd0; /* cleaned before it was decoded */
    if (cp >= 0xa1 && cp <= 0xa7)
        return capitals[cp - 0xa1];
    if (cp == 0xae)
        return 0x111;
    if (cp > 0xff || tcvn3[cp] == 0)
        return cp;
    return hn_vowel_letter((tcvn3[cp] - 1) / HN_TONES, (tcvn3[cp] - 1) % HN_TONES);
}

/* --- VNI --- */

/* What a letter behind a base letter does to it; a vowel of -1 leaves the base's. */
struct vni_mark {
    int32_t letter;
    char on[8]; /* the base letters it may stand behind; '1' = ô (ơ), '2' = ö (ư) */
    int vowel_of_a, vowel_of_e, vowel_of_o;
    int tone;
};

static const struct vni_mark vni_marks[] = {
    { 0xf8, "aeouy12", -1, -1, -1, HN_T_HUYEN },            /* ø */
    { 0xfb, "aeouy12", -1, -1, -1, HN_T_HOI },              /* û */
    { 0xf5, "aeouy12", -1, -1, -1, HN_T_NGA },              /* õ */
    { 0xf9, "aeouy12", -1, -1, -1, HN_T_SAC },              /* ù */
    { 0xef, "aeouy12", -1, -1, -1, HN_T_NANG },             /* ï */
    { 0xe2, "aeo", HN_V_AA, HN_V_EE, HN_V_OO, HN_T_NONE },  /* â */
    { 0xe0, "aeo", HN_V_AA, HN_V_EE, HN_V_OO, HN_T_HUYEN }, /* à */
    { 0xe5, "aeo", HN_V_AA, HN_V_EE, HN_V_OO, HN_T_HOI },   /* å */
    { 0xe3, "aeo", HN_V_AA, HN_V_EE, HN_V_OO, HN_T_NGA },   /* ã */
    { 0xe1, "aeo", HN_V_AA, HN_V_EE, HN_V_OO, HN_T_SAC },   /* á */
    { 0xe4, "aeo", HN_V_AA, HN_V_EE, HN_V_OO, HN_T_NANG },  /* ä */
    { 0xea, "a", HN_V_AW, -1, -1, HN_T_NONE },              /* ê */
    { 0xe8, "a", HN_V_AW, -1, -1, HN_T_HUYEN },             /* è */
    { 0xfa, "a", HN_V_AW, -1, -1, HN_T_HOI },               /* ú */
    { 0xfc, "a", HN_V_AW, -1, -1, HN_T_NGA },               /* ü */
    { 0xe9, "a", HN_V_AW, -1, -1, HN_T_SAC },               /* é */
    { 0xeb, "a", HN_V_AW, -1, -1, HN_T_NANG },              /* ë */
};

struct vni_base {
    int32_t letter;
    char name;
    int vowel;
};

static const struct vni_base vni_bases[] = {
    { 'a', 'a', HN_V_A }, { 'e', 'e', HN_V_E },   { 'o', 'o', HN_V_O },   { 'u', 'u', HN_V_U },
    { 'y', 'y', HN_V_Y }, { 0xf4, '1', HN_V_OW }, { 0xf6, '2', HN_V_UW },
};

static const struct vni_base *
find_base(int32_t cp)
{
    for (size_t i = 0; i < sizeof(vni_bases) / sizeof(vni_bases[0]); i++)
        if (vni_bases[i].letter == cp)
            return &vni_bases[i];
    return NULL;
}

/* The letter that base and mark make together; 0 when they make none. */
static int32_t
join_vni(const struct vni_base *base, int32_t mark)
{
    for (size_t i = 0; i < sizeof(vni_marks) / sizeof(vni_marks[0]); i++) {
        const struct vni_mark *m = &vni_marks[i];

        if (m->letter != mark || !strchr(m->on, base->name))
            continue;

        int vowel = base->name == 'a'   ? m->vowel_of_a
                    : base->name == 'e' ? m->vowel_of_e
                    : base->name == 'o' ? m->vowel_of_o
                                        : -1;

        return hn_vowel_letter(vowel < 0 ? base->vowel : vowel, m->tone);
    }
    return 0;
}

/* Letters that stand for themselves. */
static int32_t
single_vni(int32_t cp)
{
    switch (cp) {
    case 0xec:
        return hn_vowel_letter(HN_V_I, HN_T_HUYEN);
    case 0xe6:
        return hn_vowel_letter(HN_V_I, HN_T_HOI);
    case 0xf3:
        return hn_vowel_letter(HN_V_I, HN_T_NGA);
    case 0xed:
        return hn_vowel_letter(HN_V_I, HN_T_SAC);
    case 0xf2:
        return hn_vowel_letter(HN_V_I, HN_T_NANG);
    case 0xee:
        return hn_vowel_letter(HN_V_Y, HN_T_NANG);
    case 0xf1:
        return 0x111;
    default:
        return cp;
    }
}

/* One letter of VNI text: its case is the base letter's, since marks are typed in either. */
static void
add_vni(struct hn_buf *out, const char **at, int32_t cp)
{
    int32_t small = utf8proc_tolower(cp);
    const struct vni_base *base = find_base(small);
    const char *next = *at;
    int32_t letter;

    if (!base) {
        letter = single_vni(small);
    } else {
        letter = join_vni(base, utf8proc_tolower(hn_cp_next(&next)));
        if (letter)
            *at = next;
        else
            letter = hn_vowel_letter(base->vowel, HN_T_NONE);
    }
    hn_cp_add(out, small != cp ? utf8proc_toupper(letter) : letter);
}

const char *
hn_vi_from_legacy(struct hn_arena *a, enum hn_legacy from, const char *text)
{
    struct hn_buf out;
    int32_t cp;

    if (from == HN_LEGACY_NONE)
        return hn_dup(a, text);
    hn_buf_init(&out, a, 0);
    while ((cp = hn_cp_next(&text)) != 0) {
        if (from == HN_LEGACY_TCVN3)
            hn_cp_add(&out, from_tcvn3(cp));
        else
            add_vni(&out, &text, cp);
    }
    return out.data;
}

/* --- guessing --- */

static bool
ends_word(char c)
{
    return (unsigned char)c < 0x80 && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/* Of the words with a letter beyond ASCII, how many are syllables once decoded. */
static void
count_syllables(struct hn_arena *a, const char *text, size_t found[3], size_t *words)
{
    while (*text) {
        size_t len = 0;
        bool marked = false;

        while (text[len] && !ends_word(text[len]))
            marked |= (unsigned char)text[len++] >= 0x80;
        if (marked) {
            struct hn_mark mark = hn_arena_mark(a);
            const char *word = hn_dup_n(a, text, len);

            ++*words;
            for (int e = HN_LEGACY_NONE; e <= HN_LEGACY_VNI; e++)
                found[e] += hn_vi_is_syllable(hn_vi_lower(a, hn_vi_from_legacy(a, (enum hn_legacy)e, word)));
            hn_arena_rewind(a, mark);
        }
        text += len;
        text += *text != '\0' && ends_word(*text);
    }
}

enum hn_legacy
hn_vi_guess_legacy(struct hn_arena *a, const char *const *texts, size_t count)
{
    size_t found[3] = { 0 }, words = 0;
    enum hn_legacy best = HN_LEGACY_NONE;

    for (size_t i = 0; i < count; i++)
        count_syllables(a, texts[i], found, &words);
    for (int e = HN_LEGACY_TCVN3; e <= HN_LEGACY_VNI; e++)
        if (found[e] > found[best])
            best = (enum hn_legacy)e;
    /* Fewer than half becoming syllables is some other language. */
    return found[best] * 2 >= words ? best : HN_LEGACY_NONE;
}
