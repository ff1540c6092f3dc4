/* rc.h: the one set of results every function that can fail returns.
 *
 * Whoever first meets a failure says why with hn_fail() (ctx.h) and returns the code; everyone above
 * passes the code up unchanged. Neighbours: ctx.h carries the reason, web/ turns codes into statuses.
 */
#ifndef HN_BASE_RC_H
#define HN_BASE_RC_H

enum hn_rc {
    HN_OK = 0,
    HN_INVALID,     /* the input breaks a rule the person can mend            422, exit 1 */
    HN_DENIED,      /* not theirs to do                                       403, exit 1 */
    HN_NOT_FOUND,   /* no such thing, or not theirs to know of                404, exit 1 */
    HN_CONFLICT,    /* a unique or state rule now says no                     409, exit 1 */
    HN_BUSY,        /* nothing was done; trying again may work                503, exit 1 */
    HN_UNAVAILABLE, /* disk full, read-only, failed commit; not run again     503, exit 1 */
    HN_BROKEN,      /* our fault, or the machine's                            500, exit 1 */
};

#define HN_USE_RESULT __attribute__((warn_unused_result))

#endif
