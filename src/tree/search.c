/* search.c: words typed → ranges of tokens. */
#include "tree/search.h"

#include <string.h>

#define LAST_LETTER "\xF4\x8F\xBF\xBF" /* U+10FFFF sorts behind every letter */

static void
put_range(struct hn_arena *a, const char *word, struct hn_param *lo, struct hn_param *hi)
{
    *lo = hn_p_text(word);
    *hi = hn_p_text(word[0] ? hn_print(a, "%s%s", word, LAST_LETTER) : "");
}

/* The first HN_SEARCH_TEXT bytes, cut between letters. */
static const char *
head_of(struct hn_arena *a, const char *typed)
{
    size_t len = strlen(typed);

    if (len <= HN_SEARCH_TEXT)
        return typed;
    len = HN_SEARCH_TEXT;
    while (len > 0 && ((unsigned char)typed[len] & 0xC0) == 0x80)
        len--;
    return hn_dup_n(a, typed, len);
}

/* A code, or its beginning, typed with dots: without them. Else the text as it is. */
static const char *
without_dots(struct hn_arena *a, const char *text)
{
    char *bare;
    size_t len = 0;

    if (strspn(text, "0123456789.") != strlen(text))
        return text;
    bare = hn_dup(a, text);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '.')
            bare[len++] = *p;
    }
    bare[len] = '\0';
    return bare;
}

static void
longest_first(const char **words, const char **marked, size_t count)
{
    size_t best = 0;

    for (size_t i = 1; i < count; i++) {
        if (strlen(words[i]) > strlen(words[best]))
            best = i;
    }
    if (count > 0) {
        const char *word = words[0], *mark = marked[0];

        words[0] = words[best];
        marked[0] = marked[best];
        words[best] = word;
        marked[best] = mark;
    }
}

size_t
hn_search_fill(struct hn_arena *a, const char *typed, struct hn_param params[HN_SEARCH_PARAMS])
{
    const char *words[HN_SEARCH_WORDS] = { "", "", "", "" }, *marked[HN_SEARCH_WORDS] = { "", "", "", "" };
    const char *lower[HN_SEARCH_WORDS];
    const char *text = without_dots(a, head_of(a, typed ? typed : ""));
    size_t count = hn_vi_words(a, hn_vi_fold(a, text), words, HN_SEARCH_WORDS);
    size_t lowered = hn_vi_words(a, hn_vi_lower(a, text), lower, HN_SEARCH_WORDS);

    for (size_t i = 0; i < count; i++)
        marked[i] = lowered == count && strcmp(lower[i], words[i]) != 0 ? lower[i] : "";
    longest_first(words, marked, count);
    for (size_t i = 0; i < HN_SEARCH_WORDS; i++) {
        const char *word = i < count ? words[i] : "", *mark = i < count ? marked[i] : "";
        size_t at = 2 * HN_SEARCH_WORDS + 2 * i;

        put_range(a, word, &params[2 * i], &params[2 * i + 1]);
        put_range(a, mark, &params[at], &params[at + 1]);
    }
    return count;
}
