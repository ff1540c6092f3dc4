/* buf.c: a growing run of bytes inside an arena (buf.h).
 *
 * Doubles as it grows, so that a run of n bytes is moved at most log n times, and mostly not at all, since
 * the arena widens its newest thing where it stands. Not for: parsing or escaping.
 */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

#define FIRST_ROOM ((size_t)240)

void
hn_buf_init(struct hn_buf *b, struct hn_arena *a, size_t ceiling)
{
    *b = (struct hn_buf){ .arena = a, .data = hn_alloc(a, 1), .ceiling = ceiling };
}

/* Asking the arena for more than it can ever have lands where the arena lands. */
static void
too_large(struct hn_buf *b)
{
    (void)hn_alloc(b->arena, SIZE_MAX);
}

char *
hn_buf_room(struct hn_buf *b, size_t len)
{
    size_t need;

    if (!hn_add_size(b->len, len, &need) || (b->ceiling && need > b->ceiling))
        too_large(b);
    if (need > b->room) {
        size_t room = b->room < SIZE_MAX / 4 ? b->room * 2 : need;

        if (room < FIRST_ROOM)
            room = FIRST_ROOM;
        if (b->ceiling && room > b->ceiling)
            room = b->ceiling;
        if (room < need)
            room = need;
        if (room == SIZE_MAX)
            too_large(b);
        b->data = hn_grow(b->arena, b->data, b->room + 1, room + 1);
        b->room = room;
    }
    b->data[need] = '\0';
    return b->data + b->len;
}

void
hn_buf_add(struct hn_buf *b, const void *bytes, size_t len)
{
    if (len == 0)
        return;

    char *to = hn_buf_room(b, len);

    memcpy(to, bytes, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void
hn_buf_str(struct hn_buf *b, const char *text)
{
    hn_buf_add(b, text, strlen(text));
}

void
hn_buf_char(struct hn_buf *b, char c)
{
    hn_buf_add(b, &c, 1);
}

void
hn_buf_printf(struct hn_buf *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);

    int len = vsnprintf(NULL, 0, format, args);

    va_end(args);
    assert(len >= 0); /* only a wrong format fails */

    char *to = hn_buf_room(b, (size_t)len);

    va_start(args, format);
    vsnprintf(to, (size_t)len + 1, format, args);
    va_end(args);
    b->len += (size_t)len;
}
