/* cell.h: a cell with a few members, and stories told in it, for the tests of meeting/.
 *
 * In C1 of people.h: chief (secretary), mai, nam (official), lan (probationary since 10/01/2024), old (exempt); other is
 * of C2. A story runs on the writer's thread as one deed, at first as SECRETARY on 10/03/2024; what it expects is said
 * with EXPECT and EXPECT_FAULT.
 */
#ifndef HN_TEST_CELL_H
#define HN_TEST_CELL_H

#include <string.h>

#include "meeting/month.h"
#include "meeting/roll.h"
#include "meeting/run.h"
#include "rule/rule.h"
#include "support/org.h"
#include "support/people.h"

struct hn_cell {
    struct hn_people *p;
    struct hn_unit_id c1, c2;
    struct hn_person_id chief, mai, nam, lan, old, other;
    enum hn_rc (*story)(struct hn_ctx *c, struct hn_cell *w);
};

void hn_cell_play(struct hn_people *p, enum hn_rc (*story)(struct hn_ctx *c, struct hn_cell *w));
/* Today, and so many hours into it in Viet Nam. */
void hn_cell_at(struct hn_ctx *c, hn_day today, int hour);
/* An ordinary meeting of C1 called for a day at 19:30, and held then unless today is before it. */
enum hn_rc hn_cell_call(struct hn_ctx *c, struct hn_cell *w, hn_day day, struct hn_meeting_id *out);
enum hn_rc hn_cell_meet(struct hn_ctx *c, struct hn_cell *w, hn_day day, struct hn_meeting_id *out);
enum hn_rc hn_cell_hold(struct hn_ctx *c, struct hn_meeting_id id, hn_day day);
enum hn_rc hn_cell_put(struct hn_ctx *c, struct hn_meeting_id id, struct hn_person_id person,
                       enum hn_presence state);
/* Locks it, as adopting does. */
enum hn_rc hn_cell_lock(struct hn_ctx *c, struct hn_meeting_id id);

#define EXPECT_FAULT(call, code, wanted)                                                                     \
    do {                                                                                                     \
        hn_fault_clear(c);                                                                                   \
        EXPECT_RC(call, code);                                                                               \
        if (c->fault_count == 0 || strcmp(c->faults[c->fault_count - 1].key, wanted) != 0)                   \
            print_error("%s:%d: the fault is %s\n", __FILE__, __LINE__,                                      \
                        c->fault_count ? c->faults[c->fault_count - 1].key : "none");                        \
        EXPECT(c->fault_count > 0 && strcmp(c->faults[c->fault_count - 1].key, wanted) == 0);                \
        hn_fault_clear(c);                                                                                   \
    } while (0)

#endif
