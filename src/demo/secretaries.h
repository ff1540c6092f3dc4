/* secretaries.h: secretaries for the benchmark: an account, a token and a meeting of today for the secretary of each of so
 * many cells of a made-up folder. Not for data of people: whoever calls sees that the folder is made up.
 */
#ifndef HN_DEMO_SECRETARIES_H
#define HN_DEMO_SECRETARIES_H

#include "meeting/roll.h"

struct hn_demo_secretary {
    const char *token;
    struct hn_meeting_id meeting;
    const struct hn_attender *roll;
    size_t roll_count;
};
struct hn_demo_secretaries {
    size_t wanted;
    struct hn_demo_secretary *made; /* room for wanted, in the caller's arena */
    size_t count;                   /* how many there are */
};

/* A hn_write_fn: arg is the above. HN_CONFLICT cli.not_demo. */
enum hn_rc hn_demo_secretaries(struct hn_ctx *c, void *arg);

extern const struct hn_sql *const hn_demo_secretaries_sql[];

#endif
