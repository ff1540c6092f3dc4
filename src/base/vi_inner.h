/* vi_inner.h: what the vi_*.c files share and nobody else needs: code points and the table of vowels. */
#ifndef HN_BASE_VI_INNER_H
#define HN_BASE_VI_INNER_H

#include "base/buf.h"
#include "base/vi.h"

/* The twelve vowels in the order of the alphabet and the six tones in theirs:
 * none, huyền, hỏi, ngã, sắc, nặng. (domain/08 §8.1) */
enum {
    HN_V_A,
    HN_V_AW,
    HN_V_AA,
    HN_V_E,
    HN_V_EE,
    HN_V_I,
    HN_V_O,
    HN_V_OO,
    HN_V_OW,
    HN_V_U,
    HN_V_UW,
    HN_V_Y,
    HN_VOWELS,
};
enum { HN_T_NONE, HN_T_HUYEN, HN_T_HOI, HN_T_NGA, HN_T_SAC, HN_T_NANG, HN_TONES };

/* The lower-case letter of a vowel with a tone. */
int32_t hn_vowel_letter(int vowel, int tone);
/* false: not a lower-case Vietnamese vowel in NFC. */
bool hn_vowel_find(int32_t letter, int *vowel, int *tone);

/* The next code point, moving *at on; a byte that is not UTF-8 reads as U+FFFD; 0 at the end. */
int32_t hn_cp_next(const char **at);
void hn_cp_add(struct hn_buf *b, int32_t cp);

/* true when a lower-case word in NFC is a possible Vietnamese syllable. */
bool hn_vi_is_syllable(const char *word);

#endif
