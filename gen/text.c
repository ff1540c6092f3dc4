/* text.c: web/text/vi.txt and en.txt → build/gen/text.c, the texts as constants and one sorted table.
 *
 * Both files must hold the same keys with the same placeholders; anything else stops the build, so that no
 * page can show a key or lack a language. What the table looks like is src/base/words.h.
 *
 *   text OUT.c vi.txt en.txt
 */
#include "common.h"

#include <stdio.h>
#include <string.h>

static void
compare(const struct gen_texts *a, const struct gen_texts *b, const char *other)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct gen_text *mine = &a->all[i];
        const struct gen_text *its = gen_texts_find(b, mine->key);

        if (!its)
            gen_fail(mine->file, mine->line, "%s is missing in %s", mine->key, other);
        if (its->args != mine->args)
            gen_fail(mine->file, mine->line, "%s has other placeholders in %s line %d", mine->key, other,
                     its->line);
    }
}

/* The letters that HTML gives a meaning: a text without them, and without placeholders, is copied as it is. */
static bool
plain(const struct gen_text *t)
{
    return t->args == 0 && t->text[strcspn(t->text, "&<>\"'")] == '\0';
}

static void
put_one(struct gen_buf *b, const struct gen_text *vi, const struct gen_text *en)
{
    gen_putf(b, "const struct hn_word %s = {\"%s\", {", gen_text_symbol(vi->key), vi->key);
    gen_put_literal(b, vi->text, strlen(vi->text), 0);
    gen_puts(b, ", ");
    gen_put_literal(b, en->text, strlen(en->text), 0);
    gen_putf(b, "}, {%zu, %zu}, %s};\n", strlen(vi->text), strlen(en->text),
             plain(vi) && plain(en) ? "true" : "false");
}

int
main(int argc, char **argv)
{
    struct gen_buf b = { 0 };
    size_t len;

    if (argc != 4) {
        fprintf(stderr, "usage: text OUT.c vi.txt en.txt\n");
        return 2;
    }
    const char *content = gen_read(argv[2], &len);
    struct gen_texts vi = gen_texts_parse(argv[2], content, len);

    content = gen_read(argv[3], &len);
    struct gen_texts en = gen_texts_parse(argv[3], content, len);

    compare(&vi, &en, argv[3]);
    compare(&en, &vi, argv[2]);
    gen_puts(&b, "/* Made by gen/text from web/text/: change the texts there, not here. */\n"
                 "#include \"base/words.h\"\n\n");
    for (size_t i = 0; i < vi.count; i++)
        gen_putf(&b, "extern const struct hn_word %s;\n", gen_text_symbol(vi.all[i].key));
    for (size_t i = 0; i < vi.count; i++)
        put_one(&b, &vi.all[i], &en.all[i]);
    gen_puts(&b, "\nconst struct hn_word *const hn_word_table[] = {\n");
    for (size_t i = 0; i < vi.count; i++)
        gen_putf(&b, "    &%s,\n", gen_text_symbol(vi.all[i].key));
    gen_putf(&b, "};\nconst size_t hn_word_count = %zu;\n", vi.count);
    gen_write(argv[1], &b);
    gen_free_all();
    return 0;
}
