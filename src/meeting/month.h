/* month.h: the month of one cell as one row, derived from its meetings; and from it the figures of returns.
 *
 * Every deed that touches a meeting, its roll, its score or an excuse ends by hn_month_refresh in its own transaction; the
 * row can always be worked out anew, and `verify` does. Neighbour: census/returns.h adds them up along the tree.
 */
#ifndef HN_MEETING_MONTH_H
#define HN_MEETING_MONTH_H

#include "meeting/meeting.h"

struct hn_cell_month {
    int64_t month;
    struct hn_unit_id unit;
    struct hn_meeting_id meeting; /* the first ordinary one held for the month; 0 none */
    hn_day met_day;
    hn_time met_known;
    bool late;           /* after the day due by the unit's rule */
    hn_day thematic_day; /* 0 none */
    hn_time adopted_at, sent_at;
    bool sent_late;
    int64_t members, base, present, excused, unexcused, unrecorded; /* present with online */
    int64_t score_cell, score_monitor;                              /* 1/100 point, -1 none */
    bool excused_month;
};
enum hn_rc hn_month_refresh(struct hn_ctx *c, struct hn_unit_id unit, int64_t month);
/* As it stands; meeting 0 and zeros where there is no row. */
enum hn_rc hn_month_get(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_cell_month *out);
/* count months from the first on, one entry each. */
enum hn_rc hn_months_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t first, size_t count,
                        struct hn_cell_month *out);
/* The last day on which the month's ordinary meeting is in time. */
enum hn_rc hn_month_due(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day *out);
/* Judges anew whether the kept months of a unit and all below it over these days were in time: after a rule of theirs, or
 * where they stand, was changed for days gone by. No rights are asked. */
enum hn_rc hn_month_judge(struct hn_ctx *c, struct hn_unit_id unit, hn_day from, hn_day to);
/* How many rows differ from what the records say; each told. */
enum hn_rc hn_month_verify(struct hn_ctx *c, void (*tell)(void *sink, const char *line), void *sink,
                           int64_t *wrong);

#endif
