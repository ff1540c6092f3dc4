/* meeting_adopt.h: adopting a meeting with all that belongs to it, across subjects, for pages and for ops of a phone. */
#ifndef HN_WEB_MEETING_ADOPT_H
#define HN_WEB_MEETING_ADOPT_H

#include "meeting/minutes.h"

/* Closes the cell's score (of an ordinary meeting), freezes and locks the minutes, sends them, tells the committee above.
 * Refusals are those of hn_score_close, hn_minutes_adopt and hn_minutes_send; nothing is half done, since it is one
 * transaction. */
enum hn_rc hn_meeting_adopt_all(struct hn_ctx *c, struct hn_meeting_id id);

#endif
