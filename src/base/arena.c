/* arena.c: memory that ends with the request (arena.h).
 *
 * Memory is carved from chunks of growing size, the newest in front. Closers are kept in the arena itself,
 * so that hanging one costs no malloc. Built with AddressSanitizer, what has not been handed out is poisoned
 * and a poisoned gap stands between neighbours, so that an overrun is seen as with malloc.
 * Not for: freeing one thing; only a mark and its rewind give something back early.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/num.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HN_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define HN_ASAN 1
#endif

#ifdef HN_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define GAP            16
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define GAP            0
#endif

#define ALIGN       ((size_t)16)
#define CHUNK_FIRST ((size_t)16 * 1024)
#define CHUNK_MOST  ((size_t)256 * 1024)

struct chunk {
    struct chunk *older;
    size_t room;
    size_t used;
    bool marked; /* a mark points here, so the chunk may not be moved by hn_grow */
    _Alignas(16) unsigned char data[];
};

struct closer {
    struct closer *older;
    void (*close)(void *thing);
    void *thing;
};

/* Lives in the parent; empty once the child is gone. */
struct slot {
    struct hn_arena *child;
};

struct hn_arena {
    struct hn_arena *parent; /* NULL: none */
    struct slot *slot;
    struct chunk *newest;
    struct closer *closers;
    jmp_buf *landing;
    size_t ceiling;
    size_t total; /* bytes handed out, rounded up to ALIGN */
};

/* Memory has run out: go where the router waits, or end. _Exit, since other threads may be running. */
static _Noreturn void
land(struct hn_arena *a)
{
    for (struct hn_arena *up = a; up; up = up->parent)
        if (up->landing)
            longjmp(*up->landing, 1);
    hn_log(HN_LOG_ERROR, "out of memory: %zu bytes in use of at most %zu", a ? a->total : 0,
           a ? a->ceiling : 0);
    _Exit(1);
}

/* NULL when the machine has no memory left. */
static struct chunk *
chunk_new(size_t room)
{
    size_t bytes;
    struct chunk *c = NULL;

    if (hn_add_size(room, sizeof(*c), &bytes))
        c = malloc(bytes);
    if (!c)
        return NULL;
    c->older = NULL;
    c->room = room;
    c->used = 0;
    c->marked = false;
    POISON(c->data, room);
    return c;
}

static void
chunk_free(struct chunk *c)
{
    UNPOISON(c->data, c->room);
    free(c);
}

static struct hn_arena *
arena_new(struct hn_arena *parent, size_t ceiling)
{
    struct hn_arena *a = calloc(1, sizeof(*a));

    if (!a)
        land(parent);
    a->parent = parent;
    a->ceiling = ceiling;
    a->newest = chunk_new(CHUNK_FIRST);
    if (!a->newest) {
        free(a);
        land(parent);
    }
    return a;
}

struct hn_arena *
hn_arena_new(size_t ceiling)
{
    return arena_new(NULL, ceiling);
}

static void
free_child(void *thing)
{
    struct slot *slot = thing;

    hn_arena_free(slot->child);
}

struct hn_arena *
hn_arena_child(struct hn_arena *parent, size_t ceiling)
{
    struct slot *slot = HN_NEW(parent, struct slot);

    hn_arena_at_end(parent, free_child, slot);
    slot->child = arena_new(parent, ceiling);
    slot->child->slot = slot;
    return slot->child;
}

/* A closer is taken off before it runs, so that none runs twice. */
static void
close_until(struct hn_arena *a, const struct closer *stop)
{
    while (a->closers != stop) {
        struct closer *c = a->closers;

        assert(c); /* the mark is of this arena and has not been rewound past */
        a->closers = c->older;
        c->close(c->thing);
    }
}

void
hn_arena_free(struct hn_arena *a)
{
    if (!a)
        return;
    close_until(a, NULL);
    while (a->newest) {
        struct chunk *older = a->newest->older;

        chunk_free(a->newest);
        a->newest = older;
    }
    if (a->slot)
        a->slot->child = NULL;
    free(a);
}

void
hn_arena_reset(struct hn_arena *a)
{
    close_until(a, NULL);
    while (a->newest->older) {
        struct chunk *older = a->newest->older;

        chunk_free(a->newest);
        a->newest = older;
    }
    a->newest->used = 0;
    a->newest->marked = false;
    a->total = 0;
    POISON(a->newest->data, a->newest->room);
}

size_t
hn_arena_used(const struct hn_arena *a)
{
    return a->total;
}

jmp_buf *
hn_arena_land(struct hn_arena *a, jmp_buf *landing)
{
    jmp_buf *before = a->landing;

    a->landing = landing;
    return before;
}

struct hn_mark
hn_arena_mark(struct hn_arena *a)
{
    a->newest->marked = true;
    return (struct hn_mark){
        .chunk = a->newest, .used = a->newest->used, .total = a->total, .closers = a->closers
    };
}

void
hn_arena_rewind(struct hn_arena *a, struct hn_mark mark)
{
    close_until(a, mark.closers);
    while (a->newest != mark.chunk) {
        struct chunk *older = a->newest->older;

        assert(older); /* the mark is of this arena */
        chunk_free(a->newest);
        a->newest = older;
    }
    assert(mark.used <= a->newest->used);
    a->newest->used = mark.used;
    a->total = mark.total;
    POISON(a->newest->data + mark.used, a->newest->room - mark.used);
}

/* size rounded up to ALIGN, at least ALIGN. */
static size_t
round_up(struct hn_arena *a, size_t size)
{
    size_t rounded;

    if (!hn_add_size(size ? size : 1, ALIGN - 1 + GAP, &rounded))
        land(a);
    return (rounded - GAP) & ~(ALIGN - 1);
}

static bool
within_ceiling(const struct hn_arena *a, size_t more)
{
    return a->total <= a->ceiling && more <= a->ceiling - a->total;
}

/* Room for rounded bytes in the newest chunk, a new one if need be. false: the ceiling or the machine's end. */
static bool
make_room(struct hn_arena *a, size_t rounded)
{
    size_t need = rounded + GAP;
    size_t room = a->newest->room * 2;

    if (!within_ceiling(a, rounded))
        return false;
    if (a->newest->room - a->newest->used >= need)
        return true;
    if (room > CHUNK_MOST)
        room = CHUNK_MOST;
    if (room < need)
        room = need;

    struct chunk *c = chunk_new(room);

    if (!c)
        return false;
    c->older = a->newest;
    a->newest = c;
    return true;
}

void *
hn_alloc(struct hn_arena *a, size_t size)
{
    size_t rounded = round_up(a, size);

    if (!make_room(a, rounded))
        land(a);

    void *p = a->newest->data + a->newest->used;

    a->newest->used += rounded + GAP;
    a->total += rounded;
    UNPOISON(p, size);
    memset(p, 0, size);
    return p;
}

void *
hn_alloc_n(struct hn_arena *a, size_t count, size_t size)
{
    size_t bytes;

    if (!hn_mul_size(count, size, &bytes))
        land(a);
    return hn_alloc(a, bytes);
}

/* The newest chunk, which holds nothing but one thing, in a wider one. */
static struct chunk *
chunk_widen(struct hn_arena *a, size_t old_size, size_t room)
{
    struct chunk *c = a->newest;
    struct chunk *wider = chunk_new(room);

    if (!wider)
        land(a);
    UNPOISON(wider->data, old_size);
    memcpy(wider->data, c->data, old_size);
    wider->older = c->older;
    a->newest = wider;
    chunk_free(c);
    return wider;
}

/* Widen the newest thing where it stands, or move its chunk when it is alone there and no mark points to it.
 * NULL when neither can be. */
static void *
grow_newest(struct hn_arena *a, const void *old, size_t old_size, size_t size)
{
    struct chunk *c = a->newest;
    size_t was = round_up(a, old_size);
    size_t is = round_up(a, size);

    if ((const unsigned char *)old + was + GAP != c->data + c->used)
        return NULL;

    size_t start = c->used - was - GAP;
    bool fits = c->room - start >= is + GAP;

    if (!fits && (start != 0 || c->marked || !c->older))
        return NULL;
    if (!within_ceiling(a, is - was))
        land(a);
    if (!fits)
        c = chunk_widen(a, old_size, is + GAP);
    c->used = start + is + GAP;
    a->total += is - was;
    UNPOISON(c->data + start, size);
    memset(c->data + start + old_size, 0, size - old_size);
    return c->data + start;
}

void *
hn_grow(struct hn_arena *a, void *old, size_t old_size, size_t size)
{
    assert(size >= old_size);
    if (!old)
        return hn_alloc(a, size);

    void *p = grow_newest(a, old, old_size, size);

    if (p)
        return p;
    p = hn_alloc(a, size);
    memcpy(p, old, old_size);
    return p;
}

char *
hn_dup_n(struct hn_arena *a, const char *text, size_t len)
{
    size_t bytes;

    if (!hn_add_size(len, 1, &bytes))
        land(a);

    char *copy = hn_alloc(a, bytes);

    if (len)
        memcpy(copy, text, len);
    return copy;
}

char *
hn_dup(struct hn_arena *a, const char *text)
{
    return text ? hn_dup_n(a, text, strlen(text)) : hn_dup_n(a, "", 0);
}

char *
hn_print(struct hn_arena *a, const char *format, ...)
{
    va_list args;

    va_start(args, format);

    char *text = hn_vprint(a, format, args);

    va_end(args);
    return text;
}

char *
hn_vprint(struct hn_arena *a, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);

    int len = vsnprintf(NULL, 0, format, again);

    va_end(again);
    assert(len >= 0); /* only a wrong format or a bad wide character fails */

    char *text = hn_alloc(a, (size_t)len + 1);

    vsnprintf(text, (size_t)len + 1, format, args);
    return text;
}

/* When no memory is left for the note, the thing is closed before landing, so that nothing leaks. */
void
hn_arena_at_end(struct hn_arena *a, void (*close)(void *thing), void *thing)
{
    if (!make_room(a, round_up(a, sizeof(struct closer)))) {
        close(thing);
        land(a);
    }

    struct closer *c = HN_NEW(a, struct closer);

    c->older = a->closers;
    c->close = close;
    c->thing = thing;
    a->closers = c;
}
