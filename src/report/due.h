/* due.h: what falls due about members of a unit: a due list proposes, nothing is decided here. (product P5, idea 11)
 *
 * Put together from admission/, transfer/, proposal/, election/ and the register. Reading: HN_MAY_READ_MEMBER over the unit (discipline, suspension: only for who may propose); the person sees his
 * own on /toi.
 */
#ifndef HN_REPORT_DUE_H
#define HN_REPORT_DUE_H

#include "access/access.h"
#include "store/store.h"

/* badge probation_ends admission_step transfer_hop transfer_arrival temporary_over suspended_long exempt_over unpaid term_ends vacancy; texts "due.<code>", "due_next.<code>". NULL-ended. */
extern const char *const hn_due_whats[];
#define HN_DUE_WHATS 11

struct hn_due {
    const char *what;
    int64_t id; /* of the record; 0 of the person */
    struct hn_person_id person;
    const char *code, *name, *unit_code, *unit_name, *detail, *href;
    hn_day due;
    bool late;
};
/* By c->on, and what falls due in the days to come (ahead). what "" all; late first. */
enum hn_rc hn_due_list(struct hn_ctx *c, struct hn_unit_id within, const char *what, int ahead,
                       int64_t offset, int64_t limit, void (*emit)(void *sink, const struct hn_due *d),
                       void *sink);
enum hn_rc hn_due_count(struct hn_ctx *c, struct hn_unit_id within, const char *what, int ahead,
                        int64_t *out);
struct hn_due_line {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t count[HN_DUE_WHATS], late;
};
enum hn_rc hn_due_below(struct hn_ctx *c, struct hn_unit_id within, int ahead, struct hn_due_line *sum,
                        const struct hn_due_line **children, size_t *count);
/* The actor's own. */
enum hn_rc hn_due_own(struct hn_ctx *c, int ahead, const struct hn_due **out, size_t *count);

extern const struct hn_sql *const hn_due_sql[];

#endif
