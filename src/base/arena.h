/* arena.h: memory that ends with the request.
 *
 * An arena hands out zeroed memory until its ceiling and gives everything back at once. Allocation never
 * returns NULL: a request past the ceiling, or the machine out of memory, jumps to the landing set by the
 * router (hn_arena_land); with no landing set the process ends with a message. The chunks come from
 * malloc, which appears nowhere outside base/. Not for: what must be freed singly.
 */
#ifndef HN_BASE_ARENA_H
#define HN_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

struct hn_arena;

struct hn_mark {
    void *chunk;
    size_t used;
    size_t total;
    void *closers;
};

/* ceiling: bytes the arena may hold at most. The arena itself lives until hn_arena_free. */
struct hn_arena *hn_arena_new(size_t ceiling);
/* An arena for what outlives a step of its parent's work but not its parent: it lands where the parent lands
 * and is freed at the parent's reset, rewind or end, if not before. */
struct hn_arena *hn_arena_child(struct hn_arena *parent, size_t ceiling);
void hn_arena_free(struct hn_arena *a);
/* Runs the closers, newest first, and forgets all that was handed out. Keeps the first chunk. */
void hn_arena_reset(struct hn_arena *a);
/* Bytes handed out since the last reset. */
size_t hn_arena_used(const struct hn_arena *a);

/* Where to land when memory runs out: longjmp(*landing, 1). NULL: no landing. Returns the one before. */
jmp_buf *hn_arena_land(struct hn_arena *a, jmp_buf *landing);

/* Scratch: rewind gives back all handed out since the mark and runs the closers hung since then. */
struct hn_mark hn_arena_mark(struct hn_arena *a);
void hn_arena_rewind(struct hn_arena *a, struct hn_mark mark);

/* Zeroed, aligned to 16. Never NULL. size 0 gives a valid pointer. */
void *hn_alloc(struct hn_arena *a, size_t size) __attribute__((returns_nonnull, malloc));
/* count * size with the product checked. */
void *hn_alloc_n(struct hn_arena *a, size_t count, size_t size) __attribute__((returns_nonnull));
/* Widen old, got from this arena with old_size bytes, to size bytes; the new bytes are zero. The newest thing
 * grows where it stands if it can; otherwise it is copied, and the old bytes stay until reset. */
void *hn_grow(struct hn_arena *a, void *old, size_t old_size, size_t size) __attribute__((returns_nonnull));
/* Copy of len bytes with a NUL behind them. */
char *hn_dup_n(struct hn_arena *a, const char *text, size_t len) __attribute__((returns_nonnull));
/* Copy of a string; NULL copies as "". */
char *hn_dup(struct hn_arena *a, const char *text) __attribute__((returns_nonnull));
char *hn_print(struct hn_arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));
char *hn_vprint(struct hn_arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0), returns_nonnull));

#define HN_NEW(a, type)      ((type *)hn_alloc((a), sizeof(type)))
#define HN_NEW_N(a, type, n) ((type *)hn_alloc_n((a), (n), sizeof(type)))

/* Hang a file or handle on the arena: close(thing) runs at reset, rewind past it, or free. */
void hn_arena_at_end(struct hn_arena *a, void (*close)(void *thing), void *thing);

#endif
