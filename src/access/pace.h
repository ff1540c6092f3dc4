/* pace.h: how many records one account may open, and how many masked groups it may reveal, in an hour.
 *
 * Whoever copies a register record by record is slowed down; whoever works is not. Counted from the log, so that nothing
 * is counted twice and nothing can be forgotten by starting again. Rows of lists are no opened records, the own record
 * never counts, nor does a record opened already in that hour; the system has no limit. Requests under way at the same
 * moment do not see each other, so a few more may pass. Not for: failed sign-ins (account/).
 */
#ifndef HN_ACCESS_PACE_H
#define HN_ACCESS_PACE_H

#include "access/access.h"

enum hn_pace { HN_PACE_LOOK, HN_PACE_REVEAL };

/* Settings, a number each; "0": no limit. */
#define HN_SETTING_LOOKS    "looks_per_hour"
#define HN_SETTING_REVEALS  "reveals_per_hour"
#define HN_LOOKS_PER_HOUR   400
#define HN_REVEALS_PER_HOUR 60

/* *wait_seconds: 0, go on; else how long until one more is allowed. Notes nothing. */
enum hn_rc hn_pace_ask(struct hn_ctx *c, enum hn_pace pace, struct hn_person_id person,
                       int64_t *wait_seconds);

extern const struct hn_sql *const hn_pace_sql[];

#endif
