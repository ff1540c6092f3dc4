/* base.h: the legal base of an election: worked out from the register for its date, shown person by person. (domain/05 §5.1)
 *
 * Members' congress: official members of the unit on the day, less those on a temporary transfer elsewhere, exempt ones who do not attend,
 * suspended, those absent for the whole of it with an accepted reason. Delegates' congress: delegates summoned, less members of the convening committee
 * absent throughout and delegates absent throughout without an alternate. A committee: all who hold an office in it. Households: a total.
 */
#ifndef HN_ELECTION_BASE_H
#define HN_ELECTION_BASE_H

#include "election/election.h"

/* counted: in the base. not_official left the base though he is a member; texts "base_why.<code>". NULL-ended:
 * counted exempt exempt_attends away suspended interrupted excused probationary convenor_absent no_alternate alternate replaced */
extern const char *const hn_base_whys[];
struct hn_election_base_person {
    struct hn_person_id person;
    const char *code, *full_name, *unit_name, *why;
    hn_pdate birth_date;
    bool counted, attends;
    const char *reason; /* of an accepted absence */
};
struct hn_election_base {
    int64_t summoned, base, attending; /* attending: of the base */
    int64_t by_why[12];                /* in the order of hn_base_whys */
    const char *legal_basis;
    bool kept; /* frozen with the protocol; else worked out now */
};
/* By the register as it stands on the election's day, known now; a locked one as it was kept. persons may be NULL. */
enum hn_rc hn_election_base_of(struct hn_ctx *c, int64_t election, struct hn_election_base *out,
                               const struct hn_election_base_person **persons, size_t *count);
/* What only those present can tell: attends, or is absent throughout with an accepted reason. HN_INVALID base.person (not on it), base.reason, base.suspended (a suspended
 * member cannot attend); HN_CONFLICT election.locked. */
struct hn_election_base_put {
    struct hn_person_id person;
    bool attends, excused;
    const char *reason;
};
enum hn_rc hn_election_base_put(struct hn_ctx *c, int64_t election, const struct hn_election_base_put *in,
                                size_t count);
/* The same from the roll of the meeting of the election: present, online attend; excused are excused; others stay in the base. */
enum hn_rc hn_election_base_from_roll(struct hn_ctx *c, int64_t election);

#endif
