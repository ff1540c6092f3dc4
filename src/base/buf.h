/* buf.h: a growing run of bytes inside an arena, with a ceiling of its own.
 *
 * Passing the ceiling lands where the arena lands (arena.h). data always has a NUL behind len.
 */
#ifndef HN_BASE_BUF_H
#define HN_BASE_BUF_H

#include "base/arena.h"

struct hn_buf {
    struct hn_arena *arena;
    char *data;
    size_t len;
    size_t room;    /* bytes that fit without growing, the NUL not counted */
    size_t ceiling; /* 0: only the arena's own */
};

void hn_buf_init(struct hn_buf *b, struct hn_arena *a, size_t ceiling);
void hn_buf_add(struct hn_buf *b, const void *bytes, size_t len);
void hn_buf_str(struct hn_buf *b, const char *text);
void hn_buf_char(struct hn_buf *b, char c);
void hn_buf_printf(struct hn_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for len more bytes; returns where to write. The caller adds to b->len what it wrote. */
char *hn_buf_room(struct hn_buf *b, size_t len);

#endif
