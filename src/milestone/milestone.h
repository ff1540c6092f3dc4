/* milestone.h: what happened in the life of an organisation that is no change of the tree: founded, an anniversary kept, a policy
 * that opened a time. With its source; a day may be known to the month or year alone.
 *
 * Writing needs HN_MAY_DIRECT over the unit, reading HN_MAY_READ_UNIT. A correction is a new row. Not for: names, parents and kinds
 * over time (unit/), what papers say (paper/).
 */
#ifndef HN_MILESTONE_MILESTONE_H
#define HN_MILESTONE_MILESTONE_H

#include "access/access.h"
#include "store/store.h"

/* founded anniversary recognised policy other; texts "milestone_kind.<word>" */
extern const char *const hn_milestone_kinds[];

struct hn_milestone {
    int64_t id;
    struct hn_unit_id unit;
    const char *kind, *title, *source, *by_name;
    hn_pdate on; /* a day, a month or a year */
    hn_time known_from, known_to;
};
/* id 0: new, else corrects that of the unit (HN_NOT_FOUND). HN_INVALID milestone.kind, milestone.title, milestone.source,
 * milestone.day (future, no such day). */
enum hn_rc hn_milestone_put(struct hn_ctx *c, const struct hn_milestone *in, int64_t *out);
enum hn_rc hn_milestone_remove(struct hn_ctx *c, struct hn_unit_id unit, int64_t id);
/* By day, newest first, by c->on as known at c->known. At most 200. */
enum hn_rc hn_milestones(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_milestone **out,
                         size_t *count);
/* The years from the first founding to the latest anniversary of a unit by c->on; HN_NOT_FOUND milestone.none: one of them is
 * missing. No rights. */
enum hn_rc hn_milestone_age(struct hn_ctx *c, struct hn_unit_id unit, int *founded, int *kept_in, int *years);
/* Of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT, by the unit's code and the day; by:
 * only what was by that day, HN_DAY_OPEN: all. As known at c->known. */
enum hn_rc hn_milestone_each(struct hn_ctx *c, struct hn_unit_id within, hn_day by,
                             enum hn_rc (*each)(void *sink, const char *unit_code,
                                                const struct hn_milestone *m),
                             void *sink);

extern const struct hn_sql *const hn_milestone_sql[];

#endif
