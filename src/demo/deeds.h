/* deeds.h: what the parts of the demo that tell of papers, teams, inspections and movements have in common. */
#ifndef HN_DEMO_DEEDS_H
#define HN_DEMO_DEEDS_H

#include "demo/meetings.h"
#include "paper/duty.h"

/* Members of a unit that are official on a day, those who lead it first; *count: in how much room, out how many. */
void hn_demo_people_of(const struct hn_demo_roster *r, int unit, hn_day day, struct hn_person_id *out,
                       size_t *count);
/* The first unit of the plan with this code, -1 none; the first with members at or below a unit. */
int hn_demo_unit_of(const struct hn_demo_plan *p, const char *code);
int hn_demo_cell_below(const struct hn_demo_plan *p, int unit);
static inline struct hn_unit_id
hn_demo_unit_id(const struct hn_demo_meetings *all, int unit)
{
    return (struct hn_unit_id){ all->fill->unit_ids[unit] };
}
/* Are the months before the day of filling told? Not when the clock stands in the years of the article. */
bool hn_demo_has_present(const struct hn_demo_meetings *all, hn_day today);

/* A paper of the unit, issued at the clock of c, with (not "") somebody outside the tree. */
struct hn_demo_paper {
    struct hn_unit_id unit;
    const char *kind, *title, *with, *summary;
    struct hn_paper_id basis;
};
enum hn_rc hn_demo_issue(struct hn_ctx *c, const struct hn_demo_paper *in, struct hn_paper_id *out);

#endif
