/* meeting_more.h: what tasks, the score and fees have to say in the papers of a meeting, gathered where all of them may be
 * asked. Not for: composing the papers (meeting/minutes.h).
 */
#ifndef HN_WEB_MEETING_MORE_H
#define HN_WEB_MEETING_MORE_H

#include "meeting/minutes.h"

/* Rows and lines live in c's arena; "" and none where a subject has nothing to say. */
enum hn_rc hn_meeting_more(struct hn_ctx *c, const struct hn_meeting *m, struct hn_minutes_more *out);

#endif
