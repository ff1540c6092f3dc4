/* watch.h: closes connections whose request is not complete in time. For http/ alone.
 *
 * The library's own timeout only sees silence; a client that sends a byte now and then would stay for ever.
 * Each connection has a slot with the instant since which it has owed us the rest of a request.
 */
#ifndef HN_HTTP_WATCH_H
#define HN_HTTP_WATCH_H

#include "http/http.h"

struct hn_watch;
struct hn_watched; /* one connection's slot */

/* NULL when the thread cannot be started. */
struct hn_watch *hn_watch_start(struct hn_arena *a, unsigned connections, unsigned seconds);
/* NULL when every slot is taken. */
struct hn_watched *hn_watch_add(struct hn_watch *w, int fd);
void hn_watch_remove(struct hn_watch *w, struct hn_watched *slot);
/* From now on the request must be complete within the time. */
void hn_watch_owes(struct hn_watch *w, struct hn_watched *slot);
/* The request is complete: our turn, no hurry for the other end. */
void hn_watch_rests(struct hn_watch *w, struct hn_watched *slot);
unsigned hn_watch_count(struct hn_watch *w);
void hn_watch_end(struct hn_watch *w);

#endif
