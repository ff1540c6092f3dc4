/* num.h: checked arithmetic. Each answers true when the result fitted, and writes it only then. */
#ifndef HN_BASE_NUM_H
#define HN_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HN_USE_BOOL __attribute__((warn_unused_result))

static inline HN_USE_BOOL bool
hn_add_size(size_t a, size_t b, size_t *out)
{
    return !__builtin_add_overflow(a, b, out);
}

static inline HN_USE_BOOL bool
hn_mul_size(size_t a, size_t b, size_t *out)
{
    return !__builtin_mul_overflow(a, b, out);
}

static inline HN_USE_BOOL bool
hn_add_i64(int64_t a, int64_t b, int64_t *out)
{
    return !__builtin_add_overflow(a, b, out);
}

static inline HN_USE_BOOL bool
hn_mul_i64(int64_t a, int64_t b, int64_t *out)
{
    return !__builtin_mul_overflow(a, b, out);
}

/* The whole of text as a decimal number between low and high; an optional leading minus, no spaces. */
HN_USE_BOOL bool hn_parse_i64(const char *text, int64_t low, int64_t high, int64_t *out);

#endif
