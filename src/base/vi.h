/* vi.h: Vietnamese text: normal form, search folding, order, name parts, figures. (domain/08)
 *
 * All text inside the program is UTF-8 in NFC without control characters but LF in long texts. The collator
 * is ICU's "vi"; its sort keys are kept in the store with hn_vi_collator_version and compare by memcmp.
 */
#ifndef HN_BASE_VI_H
#define HN_BASE_VI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Input as a person typed or pasted it → clean text: valid UTF-8 only, NFC, U+00D0 → Đ where Vietnamese is
 * meant, BOM and other invisible marks dropped, NBSP and tabs → space, runs of spaces collapsed, line ends → LF
 * when multiline, else space, trimmed. NULL: not UTF-8, or a control character stands in it. */
const char *hn_vi_clean(struct hn_arena *a, const char *in, size_t len, bool multiline);
/* true when the bytes are UTF-8 without overlong forms, surrogates or NUL. */
bool hn_utf8_valid(const char *in, size_t len);
size_t hn_utf8_count(const char *text); /* letters as people count them: code points of NFC text */

/* Search key: lower case, no marks, đ→d, so that hòa = hoà, ủy = uỷ; punctuation → space; y→i unless a vowel
 * other than the u of "qu" stands before it (Mỹ = Mĩ, Quý = Quí; not tay, thúy). A beginning of a text folds to
 * a beginning of its key, so that prefixes can be searched while they are typed. */
const char *hn_vi_fold(struct hn_arena *a, const char *text);
/* Lower case, marks kept, tone placement made one (hoà → hòa): for "exact first" ranking and doubles. */
const char *hn_vi_lower(struct hn_arena *a, const char *text);
const char *hn_vi_upper(struct hn_arena *a, const char *text); /* NGUYỄN VĂN ĐỨC */
/* The words of a folded text. Returns how many; at most limit are written. */
size_t hn_vi_words(struct hn_arena *a, const char *folded, const char **words, size_t limit);
/* For LIKE over a folded text: a pattern for each of the first words typed, marks or not, and "%" for the rest of count. */
void hn_vi_patterns(struct hn_arena *a, const char *typed, const char **patterns, size_t count);

struct hn_name_parts {
    const char *family, *middle, *given; /* middle may be "" ; a single word is the given name */
};
struct hn_name_parts hn_vi_name(struct hn_arena *a, const char *full_name);

struct hn_bytes {
    const uint8_t *data;
    size_t len;
};
/* ICU sort key of plain text (names of units) and of a person's name (given, family, middle). */
struct hn_bytes hn_vi_sort_key(struct hn_arena *a, const char *text);
struct hn_bytes hn_vi_person_key(struct hn_arena *a, const char *full_name);
const char *hn_vi_collator_version(void);

/* A slug for URLs: "Đầm Hà" → "dam-ha". */
const char *hn_vi_slug(struct hn_arena *a, const char *text);

/* 104700 → "104.700"; 18790 with 2 decimals → "187,90"; in English 104,700 and 187.90. */
const char *hn_vi_int(struct hn_arena *a, int64_t n, bool english);
const char *hn_vi_decimal(struct hn_arena *a, int64_t scaled, int decimals, bool english);
/* 187900 thousandths → "187,9": as many places as there are. */
const char *hn_vi_milli(struct hn_arena *a, int64_t milli, bool english);
/* The same as an input has it, in both languages: no marks between thousands, and a comma, since "1.234" could be a thousand too. */
const char *hn_vi_milli_typed(struct hn_arena *a, int64_t milli);
/* part of whole as "93,7%" (one decimal, half up); "–" when whole is 0. */
const char *hn_vi_percent(struct hn_arena *a, int64_t part, int64_t whole, bool english);
enum hn_number_read { HN_NUMBER_OK, HN_NUMBER_BAD, HN_NUMBER_AMBIGUOUS };
/* "104.700", "104700", "187,9", "187.9"; "1.234" is ambiguous unless decimals is 0. Scaled by 10^decimals. */
enum hn_number_read hn_vi_number(const char *text, int decimals, int64_t *scaled);

/* Legacy encodings of old spreadsheets. text is what a reader of Latin-1 sees, as UTF-8. */
enum hn_legacy { HN_LEGACY_NONE, HN_LEGACY_TCVN3, HN_LEGACY_VNI };
/* Which encoding a column's texts are likely in, by how many of their syllables become Vietnamese. */
enum hn_legacy hn_vi_guess_legacy(struct hn_arena *a, const char *const *texts, size_t count);
const char *hn_vi_from_legacy(struct hn_arena *a, enum hn_legacy from, const char *text);

#endif
