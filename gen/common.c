/* common.c: see common.h. */
#include "common.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct piece {
    struct piece *next;
    max_align_t bytes[];
};

static struct piece *pool;
static jmp_buf *landing;
char gen_said[512];

void *
gen_alloc(size_t size)
{
    struct piece *p = calloc(1, sizeof(*p) + size + 1);

    if (!p)
        gen_fail("generator", 0, "out of memory");
    p->next = pool;
    pool = p;
    return p->bytes;
}

void
gen_free_all(void)
{
    while (pool) {
        struct piece *next = pool->next;

        free(pool);
        pool = next;
    }
}

char *
gen_dup(const char *text, size_t len)
{
    char *copy = gen_alloc(len + 1);

    memcpy(copy, text, len);
    return copy;
}

__attribute__((nonnull(1))) static char *
print(const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *out = gen_alloc((size_t)len + 1);

    vsnprintf(out, (size_t)len + 1, format, args);
    return out;
}

char *
gen_print(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *out = print(format, args);
    va_end(args);
    return out;
}

void
gen_add(struct gen_buf *b, const char *text, size_t len)
{
    if (b->len + len + 1 > b->room) {
        size_t room = (b->len + len + 64) * 2;
        char *more = gen_alloc(room);

        if (b->len)
            memcpy(more, b->data, b->len);
        b->data = more;
        b->room = room;
    }
    memcpy(b->data + b->len, text, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void
gen_puts(struct gen_buf *b, const char *text)
{
    gen_add(b, text, strlen(text));
}

void
gen_putf(struct gen_buf *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *text = print(format, args);
    va_end(args);
    gen_puts(b, text);
}

static void
put_literal_char(struct gen_buf *b, unsigned char c)
{
    if (c == '\n')
        gen_puts(b, "\\n");
    else if (c == '"' || c == '\\')
        gen_putf(b, "\\%c", c);
    else if (c == '?')
        gen_puts(b, "\\?");
    else if (c < 0x20 || c == 0x7f)
        gen_putf(b, "\\%03o", c);
    else
        gen_add(b, (const char *)&c, 1);
}

void
gen_put_literal(struct gen_buf *b, const char *bytes, size_t len, int depth)
{
    size_t column = 0;

    gen_puts(b, "\"");
    for (size_t i = 0; i < len; i++) {
        bool may_break = (bytes[i] & 0xc0) != 0x80;

        if (may_break && i && (bytes[i - 1] == '\n' || column > 90)) {
            gen_putf(b, "\"\n%*s\"", depth + 4, "");
            column = 0;
        }
        put_literal_char(b, (unsigned char)bytes[i]);
        column++;
    }
    gen_puts(b, "\"");
}

char *
gen_read(const char *path, size_t *len)
{
    struct gen_buf b = { 0 };
    char part[8192];
    size_t got;
    FILE *f = fopen(path, "rb");

    if (!f)
        gen_fail(path, 0, "cannot be read: %s", strerror(errno));
    while ((got = fread(part, 1, sizeof(part), f)) > 0)
        gen_add(&b, part, got);
    fclose(f);
    *len = b.len;
    return b.data ? b.data : gen_dup("", 0);
}

static void
make_folders(const char *path)
{
    char *folder = gen_dup(path, strlen(path));

    for (char *p = folder + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(folder, 0777) && errno != EEXIST)
            gen_fail(folder, 0, "cannot be made: %s", strerror(errno));
        *p = '/';
    }
}

void
gen_write(const char *path, const struct gen_buf *b)
{
    struct stat st;
    size_t len = 0;

    make_folders(path);
    if (stat(path, &st) == 0) {
        const char *old = gen_read(path, &len);

        if (len == b->len && memcmp(old, b->data, len) == 0)
            return;
    }
    FILE *f = fopen(path, "wb");

    if (!f || fwrite(b->data, 1, b->len, f) != b->len || fclose(f))
        gen_fail(path, 0, "cannot be written: %s", strerror(errno));
}

void
gen_land(jmp_buf *where)
{
    landing = where;
}

void
gen_fail(const char *file, int line, const char *format, ...)
{
    va_list args;
    int at = snprintf(gen_said, sizeof(gen_said), line ? "%s:%d: " : "%s: ", file, line);

    va_start(args, format);
    if (at >= 0 && (size_t)at < sizeof(gen_said))
        vsnprintf(gen_said + at, sizeof(gen_said) - (size_t)at, format, args);
    va_end(args);
    if (landing)
        longjmp(*landing, 1);
    fprintf(stderr, "%s\n", gen_said);
    exit(1);
}

/* --- web/text --------------------------------------------------------------------------------------- */

static int
by_key(const void *a, const void *b)
{
    const struct gen_text *x = a, *y = b;

    return strcmp(x->key, y->key);
}

static bool
key_good(const char *key)
{
    if (!*key || *key == '.' || strstr(key, "__") || key[strlen(key) - 1] == '.')
        return false;
    return key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_.")] == '\0';
}

/* {0} and {1} are the only placeholders; other braces would be shown to people as they stand. */
static int
count_args(const struct gen_text *t)
{
    int args = 0;

    for (const char *p = t->text; *p; p++) {
        if (*p == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}') {
            if (p[1] - '0' + 1 > args)
                args = p[1] - '0' + 1;
            p += 2;
        } else if (*p == '{' || *p == '}') {
            gen_fail(t->file, t->line, "%s: only {0} and {1} may stand in braces", t->key);
        }
    }
    if (args == 2 && !strstr(t->text, "{0}"))
        gen_fail(t->file, t->line, "%s: {1} without {0}", t->key);
    return args;
}

static void
parse_line(struct gen_texts *t, const char *file, int line, char *text)
{
    if (!*text || *text == '#')
        return;
    char *sign = strstr(text, " = ");

    if (!sign)
        gen_fail(file, line, "a line is \"key = text\", a comment begins with #");
    *sign = '\0';
    struct gen_text *one = &t->all[t->count++];

    *one = (struct gen_text){ .key = text, .text = sign + 3, .file = file, .line = line };
    if (!key_good(one->key))
        gen_fail(file, line, "%s: a key is made of a-z 0-9 _ and dots", one->key);
    if (!*one->text)
        gen_fail(file, line, "%s: no text", one->key);
    one->args = count_args(one);
}

struct gen_texts
gen_texts_parse(const char *file, const char *content, size_t len)
{
    struct gen_texts t = { 0 };
    char *copy = gen_dup(content, len);
    size_t lines = 1;
    int line = 1;

    for (size_t i = 0; i < len; i++)
        lines += copy[i] == '\n';
    t.all = gen_alloc(lines * sizeof(*t.all));
    for (char *p = copy; p; line++) {
        char *end = strchr(p, '\n');

        if (end)
            *end = '\0';
        parse_line(&t, file, line, p);
        p = end ? end + 1 : NULL;
    }
    if (t.count)
        qsort(t.all, t.count, sizeof(*t.all), by_key);
    for (size_t i = 1; i < t.count; i++)
        if (strcmp(t.all[i - 1].key, t.all[i].key) == 0)
            gen_fail(file, t.all[i].line, "%s stands here twice (line %d)", t.all[i].key, t.all[i - 1].line);
    return t;
}

const struct gen_text *
gen_texts_find(const struct gen_texts *t, const char *key)
{
    const struct gen_text want = { .key = key };

    return t->count ? bsearch(&want, t->all, t->count, sizeof(*t->all), by_key) : NULL;
}

bool
gen_texts_prefix(const struct gen_texts *t, const char *prefix)
{
    for (size_t i = 0; i < t->count; i++)
        if (strncmp(t->all[i].key, prefix, strlen(prefix)) == 0)
            return true;
    return false;
}

const char *
gen_text_symbol(const char *key)
{
    struct gen_buf b = { 0 };

    gen_puts(&b, "hn_word_");
    for (; *key; key++) {
        if (*key == '.')
            gen_puts(&b, "__");
        else
            gen_add(&b, key, 1);
    }
    return b.data;
}
