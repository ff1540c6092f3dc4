/* memo.h: answers kept in memory for the next who asks, the least lately asked forgotten first.
 *
 * What is kept is bytes under a key of bytes. A key names, beside the question, the state of what was read (a number that
 * grows with every change): after a change nobody asks for the older answer, and it is pushed out. Safe in threads. Used
 * by census/ and indicator/. Not for: what must be found again.
 */
#ifndef HN_BASE_MEMO_H
#define HN_BASE_MEMO_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Bytes of every key. A struct of just that size, without holes between its fields. */
#define HN_MEMO_KEY 32

struct hn_memo;
/* ceiling: bytes of all, taken at once. most: a larger answer is not kept. */
struct hn_memo *hn_memo_new(size_t ceiling, size_t most);
void hn_memo_free(struct hn_memo *k); /* NULL is allowed */
/* As it was put, copied to the arena; NULL: not there. */
const void *hn_memo_get(struct hn_memo *k, const void *key, struct hn_arena *arena, size_t *size);
void hn_memo_put(struct hn_memo *k, const void *key, const void *value, size_t size);

struct hn_memo_stats {
    uint64_t hits, misses;
};
void hn_memo_stats(struct hn_memo *k, struct hn_memo_stats *out);

#endif
