/* article.c: data/quang-ninh-seed.json → build/gen/article.c, the figures of the founding article as they were printed
 * (src/report/article_inside.h).
 *
 * Reads as much JSON as that file has: an object with two arrays, "figures" and "derived", of flat objects whose values are
 * strings and numbers; other members of the outer object are passed over. Numbers become thousandths. Not for: what the
 * figures come to when they are counted, which is the program's.
 *
 *   article OUT.c SEED.json
 */
#include "common.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define FIELDS 24

struct reader {
    const char *file, *at;
    int line;
};
struct field {
    char *name, *text;
};
struct object {
    struct field at[FIELDS];
    size_t count;
};

/* --- JSON --- */

static void
skip_space(struct reader *r)
{
    for (; *r->at && strchr(" \t\r\n", *r->at); r->at++)
        r->line += *r->at == '\n';
}

static bool
take(struct reader *r, char ch)
{
    skip_space(r);
    if (*r->at != ch)
        return false;
    r->at++;
    return true;
}

static void
need(struct reader *r, char ch)
{
    if (!take(r, ch))
        gen_fail(r->file, r->line, "%c is missing before \"%.20s\"", ch, r->at);
}

static char *
read_string(struct reader *r)
{
    struct gen_buf b = { 0 };

    need(r, '"');
    for (; *r->at && *r->at != '"'; r->at++) {
        if (*r->at == '\\' && !strchr("\"\\/", *++r->at))
            gen_fail(r->file, r->line, "\\%c is not read here", *r->at);
        gen_add(&b, r->at, 1);
    }
    need(r, '"');
    return b.len ? gen_dup(b.data, b.len) : gen_dup("", 0);
}

/* A string, or a number as it is written. */
static char *
read_plain(struct reader *r)
{
    const char *from;

    skip_space(r);
    if (*r->at == '"')
        return read_string(r);
    from = r->at;
    while (isdigit((unsigned char)*r->at) || *r->at == '.' || *r->at == '-')
        r->at++;
    if (r->at == from)
        gen_fail(r->file, r->line, "\"%.20s\" is neither a string nor a number", from);
    return gen_dup(from, (size_t)(r->at - from));
}

static struct object
read_object(struct reader *r)
{
    struct object o = { .count = 0 };

    need(r, '{');
    do {
        if (o.count == FIELDS)
            gen_fail(r->file, r->line, "more than %d fields", FIELDS);
        o.at[o.count].name = read_string(r);
        need(r, ':');
        o.at[o.count++].text = read_plain(r);
    } while (take(r, ','));
    need(r, '}');
    return o;
}

static const char *
get(const struct object *o, const char *name)
{
    for (size_t i = 0; i < o->count; i++)
        if (strcmp(o->at[i].name, name) == 0)
            return o->at[i].text;
    return "";
}

/* --- rows --- */

static const char *
qualifier(const struct reader *r, const char *word)
{
    static const char *const words[][2] = {
        { "exact", "exact" }, { "gần", "nearly" }, { "hơn", "over" }, { "khoảng", "about" }
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i][0]) == 0)
            return words[i][1];
    gen_fail(r->file, r->line, "\"%s\" is no qualifier known here", word);
}

/* "187.9" → 187900 and 1 */
static long long
milli(const struct reader *r, const char *text, int *places)
{
    const char *point = strchr(text, '.');
    long long n = 0;

    *places = point ? (int)strlen(point + 1) : 0;
    if (*text == '\0' || *places > 3 || strlen(text) > 15)
        gen_fail(r->file, r->line, "\"%s\" is not a number of at most three places", text);
    for (const char *p = text; *p; p++) {
        if (p == point)
            continue;
        if (!isdigit((unsigned char)*p))
            gen_fail(r->file, r->line, "\"%s\" is not a number", text);
        n = n * 10 + (*p - '0');
    }
    for (int i = *places; i < 3; i++)
        n *= 10;
    return n;
}

/* "village-heads" as the texts have it: village_heads */
static const char *
word_of(const char *text)
{
    char *word = gen_dup(text, strlen(text));

    for (char *p = word; *p; p++)
        if (*p == '-')
            *p = '_';
    return word;
}

static void
put_text(struct gen_buf *b, const char *name, const char *text)
{
    gen_putf(b, "        .%s = ", name);
    gen_put_literal(b, text, strlen(text), 8);
    gen_puts(b, ",\n");
}

/* Of a derived figure the file says "(gần đúng)" in the label where it is one of bounds. */
static void
put_row(struct gen_buf *b, const struct reader *r, const struct object *o, bool derived)
{
    const char *label = get(o, "label_vi");
    const char *word = derived ? strstr(label, "gần đúng") ? "khoảng" : "exact" : get(o, "qualifier");
    int places;
    long long value = milli(r, get(o, "value"), &places);

    gen_puts(b, "    {\n");
    put_text(b, "id", get(o, "id"));
    put_text(b, "group", derived ? "derived" : word_of(get(o, "group")));
    put_text(b, "org", get(o, "org"));
    put_text(b, "label", label);
    put_text(b, "label_en", get(o, "label_en"));
    put_text(b, "measure", get(o, "unit"));
    put_text(b, "qualifier", qualifier(r, word));
    put_text(b, "quote", get(o, "quote"));
    put_text(b, "formula", get(o, "formula"));
    gen_putf(b, "        .milli = %lld,\n        .places = %d,\n    },\n", value, places);
}

static int
put_rows(struct gen_buf *b, struct reader *r, bool derived)
{
    int count = 0;

    need(r, '[');
    do {
        struct object o = read_object(r);

        put_row(b, r, &o, derived);
        count++;
    } while (take(r, ','));
    need(r, ']');
    return count;
}

/* A string, or an array or object nothing is wanted of; brackets inside strings do not count. */
static void
pass_over(struct reader *r)
{
    int depth = 0;

    do {
        skip_space(r);
        if (*r->at == '"') {
            read_string(r);
            continue;
        }
        if (*r->at == '\0')
            gen_fail(r->file, r->line, "the file ends in the midst of something");
        depth += *r->at == '[' || *r->at == '{';
        depth -= *r->at == ']' || *r->at == '}';
        r->at++;
    } while (depth > 0);
}

int
main(int argc, char **argv)
{
    struct gen_buf b = { 0 };
    size_t len;
    int count = 0;

    if (argc != 3) {
        fprintf(stderr, "usage: article OUT.c SEED.json\n");
        return 2;
    }
    struct reader r = { .file = argv[2], .at = gen_read(argv[2], &len), .line = 1 };

    gen_putf(&b, "/* Made by gen/article from %s: change it there, not here. */\n", argv[2]);
    gen_puts(&b, "#include \"report/article_inside.h\"\n\n");
    gen_puts(&b, "const struct hn_article_printed hn_article_printed[] = {\n");
    need(&r, '{');
    do {
        const char *name = read_string(&r);

        need(&r, ':');
        if (strcmp(name, "figures") == 0 || strcmp(name, "derived") == 0)
            count += put_rows(&b, &r, *name == 'd');
        else
            pass_over(&r);
    } while (take(&r, ','));
    need(&r, '}');
    gen_putf(&b, "};\nconst size_t hn_article_printed_count = %d;\n", count);
    gen_write(argv[1], &b);
    gen_free_all();
    return 0;
}
