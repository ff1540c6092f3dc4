/* each.h: areas and charges as lines of files, and what an import looks up; streamed in order of code, kind, name, day. */
#ifndef HN_AREA_EACH_H
#define HN_AREA_EACH_H

#include "area/area.h"

struct hn_area_line {
    const char *unit, *kind, *name, *place; /* unit, place: codes */
    hn_day from, to;
};
struct hn_charge_line {
    const char *unit, *kind, *name, *person, *role,
        *decision; /* unit, person: codes; the area's kind and name */
    hn_day from, to;
};
/* Of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT; on: only what stands on that day,
 * HN_DAY_OPEN: of every day. As known at c->known. */
enum hn_rc hn_areas_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                         enum hn_rc (*each)(void *sink, const struct hn_area_line *a), void *sink);
enum hn_rc hn_charges_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                           enum hn_rc (*each)(void *sink, const struct hn_charge_line *g), void *sink);
/* The area of a unit by kind and name that stands on that day; id 0: none. No rights asked. */
enum hn_rc hn_area_at(struct hn_ctx *c, struct hn_unit_id unit, const char *kind, const char *name,
                      hn_day day, struct hn_area *out);
/* Does the charge stand already, whole and with these words? */
enum hn_rc hn_charge_stands(struct hn_ctx *c, const struct hn_charge *in, bool *out);

extern const struct hn_sql *const hn_area_each_sql[];

#endif
