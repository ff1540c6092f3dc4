/* token.c: the words by which a node is found: of every name and code it ever had. */
#include <string.h>

#include "tree/inside.h"

static size_t
words_add(struct hn_arena *a, const char *plain, const char **words, size_t count)
{
    const char *found[HN_TREE_WORDS_MAX];
    size_t n = hn_vi_words(a, plain, found, HN_TREE_WORDS_MAX);

    for (size_t i = 0; i < n && count < HN_TREE_WORDS_MAX; i++) {
        size_t j = 0;

        while (j < count && strcmp(words[j], found[i]) != 0)
            j++;
        if (j == count)
            words[count++] = found[i];
    }
    return count;
}

/* Folded, and with their marks, so that who types them finds those first. */
static size_t
name_add(struct hn_arena *a, const char *name, const char **words, size_t count)
{
    count = words_add(a, hn_vi_fold(a, name), words, count);
    return words_add(a, hn_vi_lower(a, name), words, count);
}

/* 22.200.053 is kept as 22200053; search.c leaves out the dots of what is typed. */
static const char *
code_bare(struct hn_arena *a, const char *code)
{
    char *bare = hn_dup(a, code);
    size_t len = 0;

    for (const char *p = code; *p != '\0'; p++) {
        if (*p != '.')
            bare[len++] = *p;
    }
    bare[len] = '\0';
    return bare;
}

size_t
hn_token_words(struct hn_arena *a, const struct hn_node *n, const char *words[HN_TREE_WORDS_MAX])
{
    size_t count = words_add(a, hn_vi_fold(a, code_bare(a, n->code)), words, 0);

    count = name_add(a, n->name, words, count);
    return name_add(a, n->short_name, words, count);
}

enum hn_rc
hn_token_put(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n)
{
    const char *words[HN_TREE_WORDS_MAX];
    size_t count = hn_token_words(c->arena, n, words);
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        const struct hn_param params[] = { hn_p_text(words[i]), hn_p_id(n->id), HN_P_END };

        rc = hn_store_do(c, &t->token_insert, params);
    }
    return rc;
}
