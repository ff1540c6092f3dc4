/* load.h: many assignments and visits at once, right by construction: for the demo. Nothing is checked but what the
 * schema checks. Not for: what people enter one by one (monitor.h). */
#ifndef HN_MONITOR_LOAD_H
#define HN_MONITOR_LOAD_H

#include "monitor/monitor.h"

struct hn_visit_load {
    struct hn_unit_id unit, committee;
    struct hn_person_id person;
    hn_day from;   /* of an assignment, without an end */
    int64_t month; /* of a visit */
    const char *note;
    hn_time at, noted_at;
};
enum hn_rc hn_monitor_load(struct hn_ctx *c, const struct hn_visit_load *rows, size_t count);
enum hn_rc hn_visit_load(struct hn_ctx *c, const struct hn_visit_load *rows, size_t count);

#endif
