/* vi_letter.c: code points and the vowels of Vietnamese with their tones (vi_inner.h). */
#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/vi_inner.h"

static const uint16_t vowels[HN_VOWELS][HN_TONES] = {
    { 'a', 0xe0, 0x1ea3, 0xe3, 0xe1, 0x1ea1 },         { 0x103, 0x1eb1, 0x1eb3, 0x1eb5, 0x1eaf, 0x1eb7 },
    { 0xe2, 0x1ea7, 0x1ea9, 0x1eab, 0x1ea5, 0x1ead },  { 'e', 0xe8, 0x1ebb, 0x1ebd, 0xe9, 0x1eb9 },
    { 0xea, 0x1ec1, 0x1ec3, 0x1ec5, 0x1ebf, 0x1ec7 },  { 'i', 0xec, 0x1ec9, 0x129, 0xed, 0x1ecb },
    { 'o', 0xf2, 0x1ecf, 0xf5, 0xf3, 0x1ecd },         { 0xf4, 0x1ed3, 0x1ed5, 0x1ed7, 0x1ed1, 0x1ed9 },
    { 0x1a1, 0x1edd, 0x1edf, 0x1ee1, 0x1edb, 0x1ee3 }, { 'u', 0xf9, 0x1ee7, 0x169, 0xfa, 0x1ee5 },
    { 0x1b0, 0x1eeb, 0x1eed, 0x1eef, 0x1ee9, 0x1ef1 }, { 'y', 0x1ef3, 0x1ef7, 0x1ef9, 0xfd, 0x1ef5 },
};

int32_t
hn_vowel_letter(int vowel, int tone)
{
    assert(vowel >= 0 && vowel < HN_VOWELS && tone >= 0 && tone < HN_TONES);
    return vowels[vowel][tone];
}

bool
hn_vowel_find(int32_t letter, int *vowel, int *tone)
{
    for (int v = 0; v < HN_VOWELS; v++) {
        for (int t = 0; t < HN_TONES; t++) {
            if (vowels[v][t] == letter) {
                *vowel = v;
                *tone = t;
                return true;
            }
        }
    }
    return false;
}

int32_t
hn_cp_next(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    utf8proc_int32_t cp;
    size_t room = 1;

    if (*p < 0x80) {
        *at += *p != 0;
        return *p;
    }
    /* At most four bytes, and none beyond the NUL. */
    while (room < 4 && p[room])
        room++;

    utf8proc_ssize_t n = utf8proc_iterate(p, (utf8proc_ssize_t)room, &cp);

    if (n <= 0) {
        ++*at;
        return 0xfffd;
    }
    *at += n;
    return cp;
}

void
hn_cp_add(struct hn_buf *b, int32_t cp)
{
    utf8proc_uint8_t bytes[4];

    if (cp < 0x80) {
        hn_buf_char(b, (char)cp);
        return;
    }
    hn_buf_add(b, bytes, (size_t)utf8proc_encode_char(cp, bytes));
}

size_t
hn_utf8_count(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

bool
hn_utf8_valid(const char *in, size_t len)
{
    const unsigned char *p = (const unsigned char *)in;
    size_t i = 0;

    while (i < len) {
        utf8proc_int32_t cp;

        if (p[i] == 0)
            return false;
        if (p[i] < 0x80) {
            i++;
            continue;
        }

        size_t room = len - i < 4 ? len - i : 4;
        utf8proc_ssize_t n = utf8proc_iterate(p + i, (utf8proc_ssize_t)room, &cp);

        if (n <= 0)
            return false;
        i += (size_t)n;
    }
    return true;
}
