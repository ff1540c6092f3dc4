/* inside.h: what the files of notice/ share: one telling, and putting many into notices and outbox at once. */
#ifndef HN_NOTICE_INSIDE_H
#define HN_NOTICE_INSIDE_H

#include "notice/notice.h"

struct hn_telling {
    int64_t account;
    int64_t waiting; /* the notice of the same key and address not looked at yet; 0 none */
    bool mail;       /* an address is confirmed */
    const char *key, *arg0, *arg1, *href;
    int64_t unit, thing;
};
/* At most this many are told at once; who stands behind is not told. */
#define HN_TELLINGS_MOST 20000
enum hn_rc hn_tellings_write(struct hn_ctx *c, const struct hn_telling *tellings, size_t count);

#endif
