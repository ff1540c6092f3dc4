/* vi_sort.c: Vietnamese order as bytes that memcmp compares (vi.h; domain/08 §8.1).
 *
 * The order is ICU's "vi": ă â đ ê ô ơ ư are letters of their own, the tones follow as none, huyền, hỏi, ngã,
 * sắc, nặng, small before capital. Each thread opens a collator once and it closes with the thread.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "base/log.h"
#include "base/vi.h"

#define SHORT_TEXT 256 /* UTF-16 units; longer texts take scratch from the arena */
#define SHORT_KEY  512

static pthread_key_t key_of_thread;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char version[64];

static void
close_collator(void *thing)
{
    ucol_close(thing);
}

/* Without its order a list would be wrong in silence, and keys in the store would be of mixed kinds. */
static _Noreturn void
no_collator(const char *why)
{
    hn_log(HN_LOG_ERROR, "the collation \"vi\" of ICU cannot be opened: %s", why);
    abort();
}

static UCollator *
open_collator(void)
{
    UErrorCode err = U_ZERO_ERROR;
    UCollator *c = ucol_open("vi", &err);

    if (U_SUCCESS(err))
        ucol_setAttribute(c, UCOL_NORMALIZATION_MODE, UCOL_ON, &err);
    if (U_FAILURE(err))
        no_collator(u_errorName(err));
    return c;
}

static void
start(void)
{
    UVersionInfo v;
    UCollator *c = open_collator();

    if (pthread_key_create(&key_of_thread, close_collator) != 0)
        no_collator("no key for a thread");
    ucol_getVersion(c, v);
    /* The digit in front is ours: it grows when the settings above change. */
    snprintf(version, sizeof(version), "vi-1-%u.%u.%u.%u", v[0], v[1], v[2], v[3]);
    ucol_close(c);
}

static const UCollator *
mine(void)
{
    pthread_once(&once, start);

    UCollator *c = pthread_getspecific(key_of_thread);

    if (!c) {
        c = open_collator();
        if (pthread_setspecific(key_of_thread, c) != 0)
            no_collator("out of memory");
    }
    return c;
}

const char *
hn_vi_collator_version(void)
{
    pthread_once(&once, start);
    return version;
}

/* The key of a long text, through scratch memory. */
static struct hn_bytes
long_key(struct hn_arena *a, const UCollator *c, const char *text, int32_t units)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar *wide = HN_NEW_N(a, UChar, (size_t)units + 1);

    u_strFromUTF8WithSub(wide, units + 1, NULL, text, -1, 0xfffd, NULL, &err);
    assert(U_SUCCESS(err));

    int32_t size = ucol_getSortKey(c, wide, units, NULL, 0);
    uint8_t *bytes = hn_alloc(a, (size_t)size);

    ucol_getSortKey(c, wide, units, bytes, size);
    return (struct hn_bytes){ .data = bytes, .len = (size_t)size };
}

/* The key with its closing 0 byte, which sorts before all others. */
static struct hn_bytes
key_of(struct hn_arena *a, const UCollator *c, const char *text)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar wide[SHORT_TEXT];
    uint8_t bytes[SHORT_KEY];
    int32_t units = 0;

    assert(strlen(text) <= INT32_MAX / 8);
    u_strFromUTF8WithSub(wide, SHORT_TEXT, &units, text, -1, 0xfffd, NULL, &err);
    if (err == U_BUFFER_OVERFLOW_ERROR)
        return long_key(a, c, text, units);
    assert(U_SUCCESS(err));

    int32_t size = ucol_getSortKey(c, wide, units, bytes, SHORT_KEY);

    if (size > SHORT_KEY)
        return long_key(a, c, text, units);
    assert(size > 0);
    return (struct hn_bytes){ .data = (uint8_t *)hn_dup_n(a, (const char *)bytes, (size_t)size),
                              .len = (size_t)size };
}

struct hn_bytes
hn_vi_sort_key(struct hn_arena *a, const char *text)
{
    struct hn_bytes key = key_of(a, mine(), text);

    key.len--; /* the closing 0 says nothing here */
    return key;
}

/* Given name, family name, middle name, one key behind the other: the 0 that closes each sorts before any
 * letter, so that a shorter given name stands first whatever the family. */
struct hn_bytes
hn_vi_person_key(struct hn_arena *a, const char *full_name)
{
    const UCollator *c = mine();
    struct hn_name_parts name = hn_vi_name(a, full_name);
    struct hn_bytes given = key_of(a, c, name.given);
    struct hn_bytes family = key_of(a, c, name.family);
    struct hn_bytes middle = key_of(a, c, name.middle);
    size_t len = given.len + family.len + middle.len - 1;
    uint8_t *all = hn_alloc(a, len + 1);

    memcpy(all, given.data, given.len);
    memcpy(all + given.len, family.data, family.len);
    memcpy(all + given.len + family.len, middle.data, middle.len);
    return (struct hn_bytes){ .data = all, .len = len };
}
