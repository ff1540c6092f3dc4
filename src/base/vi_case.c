/* vi_case.c: small and capital letters, and one place for the tone mark (vi.h; domain/08 §8.2).
 *
 * Two habits put the tone of oa, oe and uy on the first vowel (hòa, khỏe, ủy) or the second (hoà, khoẻ, uỷ)
 * when nothing follows; the first is the house's. With a letter behind, it stands on the second (hoàn).
 */
#include <utf8proc.h>

#include "base/vi_inner.h"

const char *
hn_vi_upper(struct hn_arena *a, const char *text)
{
    struct hn_buf out;
    int32_t cp;

    hn_buf_init(&out, a, 0);
    while ((cp = hn_cp_next(&text)) != 0)
        hn_cp_add(&out, utf8proc_toupper(cp));
    return out.data;
}

/* Two vowels between which the tone may move. */
struct pair {
    int32_t before; /* the letter in front of the pair, 0 at the start of a word */
    int first, first_tone, second, second_tone;
};

static bool
is_letter(int32_t cp)
{
    return cp == 0x111 || (cp >= 'a' && cp <= 'z') ||
           (cp >= 0xc0 && utf8proc_category(cp) == UTF8PROC_CATEGORY_LL);
}

static bool
is_pair(int32_t before, int first, int second)
{
    if (first == HN_V_O)
        return second == HN_V_A || second == HN_V_E;
    return first == HN_V_U && second == HN_V_Y && before != 'q';
}

static void
put_pair(struct hn_buf *out, struct pair *p, bool letter_follows)
{
    /* A word with two tones is no Vietnamese; it stays as it is. */
    if (!p->first_tone || !p->second_tone) {
        int tone = p->first_tone + p->second_tone;

        p->first_tone = letter_follows ? HN_T_NONE : tone;
        p->second_tone = letter_follows ? tone : HN_T_NONE;
    }
    hn_cp_add(out, hn_vowel_letter(p->first, p->first_tone));
    hn_cp_add(out, hn_vowel_letter(p->second, p->second_tone));
}

/* Read a pair that begins at *at, whose first letter is cp. */
static bool
take_pair(struct pair *p, const char **at, int32_t cp)
{
    const char *next = *at;

    if (!hn_vowel_find(cp, &p->first, &p->first_tone) || (p->first != HN_V_O && p->first != HN_V_U))
        return false;
    if (!hn_vowel_find(utf8proc_tolower(hn_cp_next(&next)), &p->second, &p->second_tone) ||
        !is_pair(p->before, p->first, p->second))
        return false;
    *at = next;
    return true;
}

const char *
hn_vi_lower(struct hn_arena *a, const char *text)
{
    struct hn_buf out;
    struct pair p = { .before = 0 };
    int32_t cp;

    hn_buf_init(&out, a, 0);
    while ((cp = hn_cp_next(&text)) != 0) {
        cp = utf8proc_tolower(cp);
        if (!take_pair(&p, &text, cp)) {
            hn_cp_add(&out, cp);
            p.before = is_letter(cp) ? cp : 0;
            continue;
        }

        const char *peek = text;

        put_pair(&out, &p, is_letter(utf8proc_tolower(hn_cp_next(&peek))));
        p.before = 'a';
    }
    return out.data;
}
