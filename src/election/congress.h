/* congress.h: a congress of members or of delegates, its days, its delegates, its elections. (domain/01 §1.3; 05 §5.1)
 *
 * HN_MAY_ELECT over the unit; delegates of a unit below are named by that unit's own congress (an election of delegates) or by the convenor.
 */
#ifndef HN_ELECTION_CONGRESS_H
#define HN_ELECTION_CONGRESS_H

#include "election/election.h"

extern const char *const hn_congress_kinds[];  /* members delegates; texts "congress_kind.<code>" */
extern const char *const hn_congress_states[]; /* preparing held; texts "congress_state.<code>" */

struct hn_congress {
    int64_t id, meeting; /* meeting: of kind congress, 0 none */
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *kind, *state, *term, *note;
    int64_t number;   /* ordinal, with its reason in note; 0 not said */
    hn_day on, until; /* first and last day */
    hn_day term_from, term_to;
    int64_t delegates, elections; /* counted */
    int64_t version;
};
/* HN_INVALID congress.kind, congress.term, congress.day, fact.days, congress.unit (delegates: of a unit with units below); HN_CONFLICT congress.twice (arg), changed. */
enum hn_rc hn_congress_put(struct hn_ctx *c, const struct hn_congress *in, int64_t *out);
enum hn_rc hn_congress_held(struct hn_ctx *c, int64_t id, int64_t version);
enum hn_rc hn_congress_get(struct hn_ctx *c, int64_t id, struct hn_congress *out);
enum hn_rc hn_congresses(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_congress **out,
                         size_t *count);

extern const char
    *const hn_delegate_whys[]; /* convenor elected appointed alternate; texts "delegate_why.<code>" */
struct hn_delegate {
    struct hn_person_id person;
    const char *code, *name, *from_name, *why;
    struct hn_unit_id from;            /* delegation */
    struct hn_person_id alternate_for; /* an alternate who takes a seat: of whom, 0 */
    int64_t election;                  /* that made him one, 0 */
    int64_t version;
};
/* HN_INVALID delegate.person (no official member of a unit at or below on that day), delegate.why, delegate.twice; HN_CONFLICT congress.held. */
enum hn_rc hn_delegate_put(struct hn_ctx *c, int64_t congress, const struct hn_delegate *in);
enum hn_rc hn_delegate_remove(struct hn_ctx *c, int64_t congress, struct hn_person_id person);
enum hn_rc hn_delegates(struct hn_ctx *c, int64_t congress, const struct hn_delegate **out, size_t *count);

#endif
