/* common.h: what the generators share: memory, growing text, files, complaints, and the text files.
 *
 * A generator runs once at build time and ends; all it takes comes from one pool, freed at the end. A complaint
 * names file and line as a compiler does. Not part of the program: nothing here is linked into hatnhan,
 * and nothing of src/ is used here, so that the generators build before anything else.
 */
#ifndef HN_GEN_COMMON_H
#define HN_GEN_COMMON_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

void *gen_alloc(size_t size); /* zeroed; ends the run when there is none */
char *gen_dup(const char *text, size_t len);
char *gen_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
void gen_free_all(void);

struct gen_buf {
    char *data; /* NUL behind len; NULL while empty */
    size_t len, room;
};
void gen_add(struct gen_buf *b, const char *text, size_t len);
void gen_puts(struct gen_buf *b, const char *text);
void gen_putf(struct gen_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The bytes as a C string literal over several lines, each line indented by four spaces more than depth. */
void gen_put_literal(struct gen_buf *b, const char *bytes, size_t len, int depth);

char *gen_read(const char *path, size_t *len);
/* Writes only when the content differs, so that what is made from it is not made anew. Makes folders. */
void gen_write(const char *path, const struct gen_buf *b);

/* Says "file:line: sentence" and ends the run; with a landing set, jumps there instead, for tests. */
_Noreturn void gen_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void gen_land(jmp_buf *landing);
extern char gen_said[512]; /* the last complaint */

/* One line "key = text" of web/text. */
struct gen_text {
    const char *key, *text;
    const char *file;
    int line;
    int args; /* placeholders: 0, 1 for {0}, 2 for {0} {1} */
};
struct gen_texts {
    struct gen_text *all; /* sorted by key */
    size_t count;
};
/* Reads a text file; refuses a line without " = ", a key of other letters than a-z 0-9 _ ., a key twice. */
struct gen_texts gen_texts_parse(const char *file, const char *content, size_t len);
const struct gen_text *gen_texts_find(const struct gen_texts *t, const char *key);
bool gen_texts_prefix(const struct gen_texts *t, const char *prefix);
/* The name of the constant that holds a text: member.title is hn_word_member__title. */
const char *gen_text_symbol(const char *key);

#endif
