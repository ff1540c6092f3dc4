/* each.h: totals mobilised as lines of files, streamed out. The way in is hn_resource_put, once a line was held against what
 * stands. */
#ifndef HN_RESOURCE_EACH_H
#define HN_RESOURCE_EACH_H

#include "resource/resource.h"

struct hn_resource_line {
    const char *unit;                      /* code on the day */
    const char *paper_unit, *paper_number; /* "": of no paper */
    const char *project, *source, *said_by, *note;
    int64_t amount, worth_dong;
    hn_day paper_day, on;
};
/* Of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT, by the unit's code and the day;
 * on: only those of that day, HN_DAY_OPEN: of every day. As known at c->known; what was taken back is left out. */
enum hn_rc hn_resource_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                            enum hn_rc (*each)(void *sink, const struct hn_resource_line *r), void *sink);
/* Does an entry stand today that says the same in every word? No rights asked. */
enum hn_rc hn_resource_there(struct hn_ctx *c, const struct hn_resource *in, bool *out);

extern const struct hn_sql *const hn_resource_each_sql[];

#endif
