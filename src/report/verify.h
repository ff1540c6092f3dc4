/* verify.h: does the book hold together? Schema, sums and log, across all subjects. For `hatnhan verify`. */
#ifndef HN_REPORT_VERIFY_H
#define HN_REPORT_VERIFY_H

#include "base/ctx.h"
#include "store/store.h"

/* Each check is told as it ends: what_key names it (a text). */
typedef void hn_verify_fn(void *sink, const char *what_key, bool right);
/* In a reading transaction. HN_CONFLICT verify.wrong: how many checks failed; all of them are run. */
enum hn_rc hn_verify(struct hn_ctx *c, hn_verify_fn *tell, void *sink);

extern const struct hn_sql *const hn_verify_sql[];

#endif
