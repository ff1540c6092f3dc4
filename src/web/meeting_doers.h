/* meeting_doers.h: what a meeting's ops and pages do across subjects: tasks, results and scores beside the meeting, and
 * its adoption with all that belongs to it. No rule of its own stands here.
 */
#ifndef HN_WEB_MEETING_DOERS_H
#define HN_WEB_MEETING_DOERS_H

#include "meeting/op.h"

extern const struct hn_op_doers hn_op_doers;

#endif
