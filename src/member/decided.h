/* decided.h: what a decision of another subject changes in the register: no rights asked here, that subject asked its own.
 *
 * The rules are those of membership.h, standing.h, office.h, and every change is a line of the log. Days may lie ahead.
 * Sealed lines of the record: hn_person_entry_decided (person/field.h). For admission/, transfer/, proposal/, election/,
 * trust/ alone.
 */
#ifndef HN_MEMBER_DECIDED_H
#define HN_MEMBER_DECIDED_H

#include "member/member.h"

/* From the cell of the day before, if any, into unit on that day, without a gap; unit 0: belongs nowhere from then on. Faults of
 * hn_membership_begin and hn_membership_move but rights; HN_CONFLICT member.moves_later: a later change stands already. */
enum hn_rc hn_membership_decided(struct hn_ctx *c, const struct hn_membership_new *in, const char *reason);
enum hn_rc hn_standing_decided(struct hn_ctx *c, const struct hn_status_new *in);
enum hn_rc hn_activity_decided(struct hn_ctx *c, const struct hn_status_new *in);
/* *row may be NULL. */
enum hn_rc hn_office_begin_decided(struct hn_ctx *c, const struct hn_office_new *in, int64_t *row);
enum hn_rc hn_office_end_decided(struct hn_ctx *c, struct hn_person_id person, int64_t row, hn_day to,
                                 const char *decision);

#endif
