/* words.c: see words.h. The table itself is made by gen/text. */
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"

static int
by_key(const void *key, const void *entry)
{
    const struct hn_word *const *word = entry;

    return strcmp(key, (*word)->key);
}

const struct hn_word *
hn_word_find(const char *key)
{
    const struct hn_word *const *found = bsearch(key, hn_word_table, hn_word_count, sizeof(hn_word_table[0]),
                                                 by_key);

    return found ? *found : NULL;
}

const char *
hn_words(enum hn_lang lang, const char *key)
{
    const struct hn_word *word = hn_word_find(key);

    if (!word) {
        hn_log(HN_LOG_ERROR, "no text for key %s", key);
        return key;
    }
    return word->text[lang];
}

const char *
hn_words_fill(struct hn_arena *a, enum hn_lang lang, const char *key, const char *arg0, const char *arg1)
{
    const char *text = hn_words(lang, key);
    const char *from = text;
    struct hn_buf b;

    if (!strchr(text, '{'))
        return text;
    hn_buf_init(&b, a, 0);
    for (const char *p = text; *p; p++) {
        if (p[0] != '{' || (p[1] != '0' && p[1] != '1') || p[2] != '}')
            continue;
        const char *arg = p[1] == '0' ? arg0 : arg1;

        hn_buf_add(&b, from, (size_t)(p - from));
        hn_buf_str(&b, arg ? arg : "");
        p += 2;
        from = p + 1;
    }
    hn_buf_str(&b, from);
    return b.data;
}

const char *
hn_words_fault(struct hn_arena *a, enum hn_lang lang, const struct hn_fault *fault)
{
    return hn_words_fill(a, lang, hn_print(a, "error.%s", fault->key), fault->arg, NULL);
}
