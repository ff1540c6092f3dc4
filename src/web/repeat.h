/* repeat.h: the same request twice is one deed: the first answer is given again. (security/ section 3)
 *
 * The key is the header Idempotency-Key or the hidden field "key", which are one thing. Only requests of somebody
 * signed in have one. Not kept: answers that set a cookie or send a file, and those over 16 KiB;
 * nor of a route that only looks: each look is judged by the rights of its moment and has its own line in the log.
 */
#ifndef HN_WEB_REPEAT_H
#define HN_WEB_REPEAT_H

#include <stdbool.h>

#include "base/ctx.h"
#include "store/store.h"

struct hn_call;

/* Both inside the writing transaction. *found: the answer is that of the first time.
 * HN_INVALID "key_reused": the key came before with other content. */
enum hn_rc hn_repeat_recall(struct hn_call *k, bool *found);
enum hn_rc hn_repeat_keep(struct hn_call *k);

extern const struct hn_sql *const hn_repeat_sql[];

#endif
