/* people.h: the made-up members of one unit of the plan, drawn by the unit's own stream of chance.
 *
 * Believable distributions, not a census: ages, sexes, ethnicity, education and party age lean to what the unit lives
 * in. Exactly plan.members of them belong to the unit on the last day; those admitted after the first day begin then.
 * Offices of the cell come with them. Not for: writing anything (demo.c).
 */
#ifndef HN_DEMO_PEOPLE_H
#define HN_DEMO_PEOPLE_H

#include "demo/names.h"
#include "demo/plan.h"

enum { HN_DEMO_OFFICES = 3 };

struct hn_demo_office {
    const char *office; /* secretary deputy_secretary committee_member village_head */
    int unit;           /* index in the plan, -1 when it is of a place */
    const char *place;  /* code of the village of a village_head, "" otherwise */
    const char *basis, *term;
    hn_day from, to;
};

struct hn_demo_person {
    const char *code, *full_name, *sex, *ethnicity, *edu_general, *edu_degree, *political_theory, *occupation;
    hn_pdate birth_date;
    hn_day admitted; /* day of the decision; probationary from here */
    hn_day official; /* after the last day for those still probationary then */
    hn_day joined;   /* first day in this unit, as far as the book goes */
    int came_from;   /* index of the unit before that, -1: none; there since the first day or admission */
    const char *activity; /* on the last day: active, exempt, temporarily_exempt */
    hn_day activity_from;
    struct hn_demo_office offices[HN_DEMO_OFFICES];
    int office_count;
};

/* Draws the people of plan->units[unit] into *out, as many as its members, in the arena. number: how many were
 * drawn before, for codes. */
void hn_demo_people(struct hn_arena *a, const struct hn_demo_plan *plan, const struct hn_names *names,
                    int unit, int number, struct hn_demo_person **out);

/* Who was head of an outsider village of the plan in the term before: a name, a code and that office, nothing else. nth: from 1. */
void hn_demo_outsider(struct hn_arena *a, const struct hn_demo_plan *plan, const struct hn_names *names,
                      int unit, int nth, struct hn_demo_person *out);

#endif
