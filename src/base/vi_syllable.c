/* vi_syllable.c: whether a word is a possible Vietnamese syllable (for vi_legacy.c).
 *
 * A syllable is an onset, a rhyme and at most one tone; a rhyme closed by c, ch, p or t bears sắc or nặng.
 * The lists hold what the spelling admits, not which syllables are in use: a guess needs no dictionary.
 */
#include <string.h>

#include "base/vi_inner.h"

static const char *const onsets[] = {
    "",   "b",   "c",  "ch", "d",  "đ",  "g", "gh", "gi", "h",  "k",  "kh", "l", "m",  "n",
    "ng", "ngh", "nh", "p",  "ph", "qu", "r", "s",  "t",  "th", "tr", "v",  "x", NULL,
};

static const char rhymes[] = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp "
                             "ât âu ây e ec em en eng eo ep et"
                             " ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt "
                             "iêu o oa oac oach oai oam oan"
                             " oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong "
                             "oong op ot ô ôc ôi ôm ôn ông ôp"
                             " ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up "
                             "ut uy uya uych uyên uyêt uynh"
                             " uyt uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn "
                             "ương ươp ươt ươu y yêm yên yêng"
                             " yêt yêu ynh yt ";

#define WORD_MOST 32 /* bytes; "nghiêng" has 8 */

/* The word without its tone. false: no Vietnamese letters, or two tones. */
static bool
strip_tone(const char *word, char out[WORD_MOST], int *tone)
{
    size_t len = 0;
    int32_t cp;

    *tone = HN_T_NONE;
    while ((cp = hn_cp_next(&word)) != 0) {
        int vowel, t;

        if (hn_vowel_find(cp, &vowel, &t)) {
            if (t && *tone)
                return false;
            *tone = t ? t : *tone;
            cp = hn_vowel_letter(vowel, HN_T_NONE);
        } else if (cp != 0x111 && (cp < 'a' || cp > 'z')) {
            return false;
        }
        if (len + 3 > WORD_MOST)
            return false;
        if (cp < 0x80) {
            out[len++] = (char)cp;
        } else { /* all of them take two bytes */
            out[len++] = (char)(0xc0 | cp >> 6);
            out[len++] = (char)(0x80 | (cp & 0x3f));
        }
    }
    out[len] = '\0';
    return len > 0;
}

static bool
is_rhyme(const char *text, int tone)
{
    char wanted[WORD_MOST + 3];
    size_t len = strlen(text);

    if (len == 0 || len >= WORD_MOST)
        return false;
    wanted[0] = ' ';
    memcpy(wanted + 1, text, len);
    wanted[len + 1] = ' ';
    wanted[len + 2] = '\0';
    if (!strstr(rhymes, wanted))
        return false;

    char last = text[len - 1];
    bool closed = last == 'c' || last == 'p' || last == 't' ||
                  (last == 'h' && len > 1 && text[len - 2] == 'c');

    return !closed || tone == HN_T_SAC || tone == HN_T_NANG;
}

bool
hn_vi_is_syllable(const char *word)
{
    char plain[WORD_MOST];
    int tone;

    if (!strip_tone(word, plain, &tone))
        return false;
    for (const char *const *o = onsets; *o; o++) {
        size_t len = strlen(*o);

        if (strncmp(plain, *o, len) == 0 && is_rhyme(plain + len, tone))
            return true;
    }
    return false;
}
