/* flow.h: how the number of members moved: opening + in - out = closing, of any unit and months. (product P13; idea 3)
 *
 * A member is in a unit when his cell stands at or below it and his standing is official or probationary, by the tree of the day. Why somebody
 * came or went is told from the facts themselves: admitted, restored, came from another cell of the tree, came from outside, the cell came under the unit; left,
 * deceased, moved away, the cell went from under it. Moves between two cells of one unit are internal: neither in nor out of it. Officialised changes standing alone.
 * Rights: HN_MAY_READ_FIGURES over the unit. Counts of persons here are no sensitive attribute; those by activity are hidden as census hides them.
 */
#ifndef HN_CENSUS_FLOW_H
#define HN_CENSUS_FLOW_H

#include "census/counts.h"

/* in: admitted restored came_inside came_outside unit_came; out: moved_inside moved_outside expelled removed resigned deceased unit_went; texts "flow.<code>". NULL-ended. */
extern const char *const hn_flow_whys[];
#define HN_FLOW_WHYS 12
#define HN_FLOW_INS  5 /* the first of them come in */

/* heads alone, women, official, probationary: each balances for itself; change: between standings inside (official + probationary: 0 together). */
struct hn_flow {
    int64_t month;
    int64_t opening, closing, by_why[HN_FLOW_WHYS];
    int64_t women_opening, women_closing, women_in, women_out;
    int64_t official_opening, official_closing, official_in, official_out, officialised;
    int64_t probationary_opening, probationary_closing, probationary_in, probationary_out;
};
/* Each month from … to, as known at c->known. */
enum hn_rc hn_flow_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t from, int64_t to,
                      const struct hn_flow **out, size_t *count);
struct hn_flow_row {
    struct hn_unit_id unit;
    const char *code, *name;
    struct hn_flow flow;
};
/* Of one month, each child. */
enum hn_rc hn_flow_children(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                            const struct hn_flow_row **out, size_t *count);
/* Who they are: why "" all. In the actor's scope of HN_MAY_READ_MEMBER. */
struct hn_flow_person {
    struct hn_person_id person;
    const char *code, *full_name, *why, *from_name, *to_name, *decision;
    hn_pdate birth_date;
    hn_day day;
    bool in;
};
enum hn_rc hn_flow_list(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const char *why,
                        int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_flow_person *p), void *sink);
enum hn_rc hn_flow_count(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const char *why,
                         int64_t *out);

extern const struct hn_sql *const hn_flow_sql[];

#endif
