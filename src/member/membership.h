/* membership.h: a person's belonging to a cell, dated; one at a time. (domain/02 sections 2.5, 2.6; security/ §3.4)
 *
 * Days may lie ahead. Not for: standing (standing.h), offices (office.h), the pipeline of a transfer.
 */
#ifndef HN_MEMBER_MEMBERSHIP_H
#define HN_MEMBER_MEMBERSHIP_H

#include "access/access.h"
#include "store/store.h"

struct hn_membership {
    struct hn_person_id person;
    int64_t row;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *unit_kind; /* as of the membership's first day or c->on */
    hn_day from, to;
    hn_time known_from, known_to;
    const char *decision, *reason;
};

struct hn_membership_new {
    struct hn_person_id person;
    struct hn_unit_id unit;
    hn_day from;
    const char *decision; /* number and day of the paper; may be "" */
};

/* Begin a belonging, open-ended.
 *
 * HN_DENIED, HN_NOT_FOUND  HN_MAY_EDIT_MEMBER over the unit; over the person too once he has belonged anywhere
 * HN_INVALID   member.unit_kind (no kind that has members), member.before_birth
 * HN_CONFLICT  tree.closed; member.already_in_cell on some day from then on */
enum hn_rc hn_membership_begin(struct hn_ctx *c, const struct hn_membership_new *in);
/* to: the first day on which it no longer holds. HN_CONFLICT member.not_in_cell when none holds the day before. */
enum hn_rc hn_membership_end(struct hn_ctx *c, struct hn_person_id person, hn_day to, const char *decision,
                             const char *reason);
/* From the cell of the day before into another on that day, without a gap. HN_CONFLICT member.same_cell,
 * member.not_in_cell, tree.closed. Needs the right over both cells. */
enum hn_rc hn_membership_move(struct hn_ctx *c, const struct hn_membership_new *in, const char *reason);

/* Where the person belongs on c->on, as known; unit 0: nowhere. */
enum hn_rc hn_membership_on(struct hn_ctx *c, struct hn_person_id person, struct hn_membership *out);
/* All that are known at c->known, newest first. */
enum hn_rc hn_membership_all(struct hn_ctx *c, struct hn_person_id person, const struct hn_membership **out,
                             size_t *count);
/* How many belong to the unit itself on that day or later: a unit that has any may not close. */
enum hn_rc hn_membership_left(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, int64_t *out);

#endif
