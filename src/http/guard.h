/* guard.h: the framing guard: what the HTTP library lets through and must not reach a page.
 *
 * Pure functions over what the library hands over, so that every probe of stack/ section 2 is a test and a
 * fuzzer can reach all of it. What the library hides from us (a bare LF as line end, a NUL that cuts a value
 * short) cannot be judged here: see docs/subject/web.md, "Framing".
 */
#ifndef HN_HTTP_GUARD_H
#define HN_HTTP_GUARD_H

#include "http/http.h"

struct hn_head {
    const char *method, *version, *target;
    const struct hn_header *headers;
    size_t header_count;
};

/* 0, or the status that refuses the request: 400 broken or ambiguous, 414 target too long, 431 headers too
 * many or too long. A refused connection is closed. */
unsigned hn_guard_head(const struct hn_head *head);

/* Splits and decodes a target. false: no leading '/', a broken or forbidden escape (%00, control bytes, %2F),
 * not UTF-8, a "." or ".." segment, a '#'. */
bool hn_guard_target(struct hn_arena *a, const char *target, const char **path, const char **query);

/* Decodes %XX (and '+' as a space when plus) into the arena. false: broken escape or a NUL byte. */
bool hn_percent_decode(struct hn_arena *a, const char *in, size_t len, bool plus, char **out,
                       size_t *out_len);

#endif
