/* inside.h: what the files of monitor/ share. */
#ifndef HN_MONITOR_INSIDE_H
#define HN_MONITOR_INSIDE_H

#include "monitor/monitor.h"

/* May this person follow this cell on that day: belongs to a cell, and not to this one; this is a cell that stands then.
 * Notes the fault. */
enum hn_rc hn_monitor_fit(struct hn_ctx *c, struct hn_unit_id cell, struct hn_person_id person, hn_day on);

/* The person of visit row v has come to a meeting of the month, as recorded by then. */
#define HN_VISIT_CAME(known)                                                                                 \
    "EXISTS (SELECT 1 FROM meeting m CROSS JOIN meeting_guest g WHERE m.unit_id = v.unit_id"                 \
    " AND m.month = v.month AND m.held_at > 0 AND m.held_at <= " known " AND m.cancelled_at = 0"             \
    " AND g.unit_id = m.unit_id AND g.meeting_id = m.id AND g.person_id = v.person_id"                       \
    " AND g.at <= " known " AND g.removed_at = 0)"

#endif
