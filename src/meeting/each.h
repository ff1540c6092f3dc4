/* each.h: meetings and attendance as lines of files, streamed in order of the unit's code and the day. */
#ifndef HN_MEETING_EACH_H
#define HN_MEETING_EACH_H

#include "meeting/roll.h"

struct hn_meeting_line {
    const char *unit; /* code on the meeting's day */
    const char *kind, *topic, *place, *why;
    bool thematic, held;
    int64_t month;
    hn_day day; /* held on, else planned for */
    int start_minute, began_minute, ended_minute;
};
struct hn_attendance_line {
    const char *unit, *kind, *person; /* codes */
    hn_day day;
    int start_minute;
    enum hn_presence state;
};
/* Of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT; on: only those of that day,
 * HN_DAY_OPEN: of every day. As known at c->known; cancelled meetings are left out. */
enum hn_rc hn_meeting_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                           enum hn_rc (*each)(void *sink, const struct hn_meeting_line *m), void *sink);
enum hn_rc hn_attendance_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                              enum hn_rc (*each)(void *sink, const struct hn_attendance_line *a), void *sink);
/* The meeting of a unit called for that day, kind and minute that is not cancelled; v 0: none. No rights asked. */
enum hn_rc hn_meeting_at(struct hn_ctx *c, struct hn_unit_id unit, hn_day day, const char *kind,
                         int start_minute, struct hn_meeting_id *out);

#endif
