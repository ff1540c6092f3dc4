/* fuzz_text.c: any bytes as text: cleaning happens once and for all, keys are clean, nothing overruns, and a
 * figure that is read is read back the same. */
#include <stdlib.h>
#include <string.h>

#include "base/vi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool held)
{
    if (!held)
        abort();
}

static void
try_clean(struct hn_arena *a, const char *in, size_t len, bool multiline)
{
    const char *once = hn_vi_clean(a, in, len, multiline);

    if (!once)
        return;
    must(hn_utf8_valid(once, strlen(once)));
    must(strpbrk(once, "\r\t\x01\x1b") == NULL && (multiline || strchr(once, '\n') == NULL));
    must(strstr(once, "  ") == NULL && *once != ' ');

    const char *twice = hn_vi_clean(a, once, strlen(once), multiline);

    must(twice && strcmp(once, twice) == 0);
}

static void
try_keys(struct hn_arena *a, const char *text)
{
    const char *folded = hn_vi_fold(a, text), *words[8];

    must(hn_utf8_valid(folded, strlen(folded)));
    must(strcmp(hn_vi_fold(a, folded), folded) == 0);
    must(strstr(folded, "  ") == NULL);
    hn_vi_words(a, folded, words, 8);
    hn_vi_slug(a, text);
    hn_vi_upper(a, text);
    must(strcmp(hn_vi_lower(a, hn_vi_lower(a, text)), hn_vi_lower(a, text)) == 0);
    must(hn_vi_sort_key(a, text).data != NULL);
    must(hn_vi_person_key(a, text).len > 0);
}

static void
try_legacy(struct hn_arena *a, const char *text)
{
    for (int from = HN_LEGACY_NONE; from <= HN_LEGACY_VNI; from++)
        must(hn_utf8_valid(hn_vi_from_legacy(a, (enum hn_legacy)from, text),
                           strlen(hn_vi_from_legacy(a, (enum hn_legacy)from, text))) ||
             from == HN_LEGACY_NONE);
    hn_vi_guess_legacy(a, &text, 1);
}

static void
try_number(struct hn_arena *a, const char *text)
{
    for (int decimals = 0; decimals <= 4; decimals++) {
        int64_t n, again;

        if (hn_vi_number(text, decimals, &n) == HN_NUMBER_OK)
            must(hn_vi_number(hn_vi_decimal(a, n, decimals, false), decimals, &again) == HN_NUMBER_OK &&
                 again == n);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)64 << 20);
    const char *text = hn_dup_n(a, (const char *)data, size < 8192 ? size : 8192);

    try_clean(a, (const char *)data, size, false);
    try_clean(a, (const char *)data, size, true);
    try_keys(a, text);
    try_legacy(a, text);
    try_number(a, text);
    hn_arena_free(a);
    return 0;
}
