/* kept.h: pages already made, for as long as nothing in the store has changed.
 *
 * A page is kept for one session, one target, one language, one day and one version of the store. Rights are asked
 * anew each time; only the making is saved. Not kept: pages that owe the log a look, that carry a token or a key,
 * that set a cookie or came with caching of their own, and pages above 48 KiB.
 */
#ifndef HN_WEB_KEPT_H
#define HN_WEB_KEPT_H

#include <stdbool.h>

#include "base/arena.h"
#include "web/accept.h"

struct hn_kept;
struct hn_call;

/* A fixed number of places, made in a; a new page takes the place of whatever its hash falls on. */
struct hn_kept *hn_kept_new(struct hn_arena *a);
/* In place of the page, inside its reading transaction, once rights have been asked: fills the answer, k->kept_hash
 * and k->kept_coded. false: it has to be made. */
bool hn_kept_find(struct hn_call *k);

struct hn_kept_page {
    const char *type, *hash;
    const void *plain; /* as the view wrote it */
    size_t plain_len;
    enum hn_coding coding; /* HN_IDENTITY: not compressed */
    const void *coded;
    size_t coded_len;
};
/* Keeps a finished page, if it is one that may be kept. */
void hn_kept_put(struct hn_call *k, const struct hn_kept_page *page);

#endif
