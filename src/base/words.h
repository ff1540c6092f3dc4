/* words.h: every sentence shown to people, by key, in both languages.
 *
 * The texts stand in web/text/vi.txt and en.txt; gen/text makes the table and refuses a key that one of them
 * lacks. Pages (web/out.h) and commands (cli/) use the same table. Not for: escaping, which is out.c's.
 */
#ifndef HN_BASE_WORDS_H
#define HN_BASE_WORDS_H

#include "base/ctx.h"

struct hn_word {
    const char *key;
    const char *text[2]; /* by enum hn_lang */
    size_t len[2];
    bool plain; /* nothing to escape or to fill in, in either language */
};

extern const struct hn_word *const hn_word_table[]; /* sorted by key */
extern const size_t hn_word_count;

/* NULL when there is no such key. */
const struct hn_word *hn_word_find(const char *key);
/* The text; the key itself when there is no such text, and a line in the log. */
const char *hn_words(enum hn_lang lang, const char *key);
/* The text with {0} and {1} filled; NULL fills as "". */
const char *hn_words_fill(struct hn_arena *a, enum hn_lang lang, const char *key, const char *arg0,
                          const char *arg1);
/* The text for one fault, "error." before its key, its argument filled in. */
const char *hn_words_fault(struct hn_arena *a, enum hn_lang lang, const struct hn_fault *fault);

#endif
