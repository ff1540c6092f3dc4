/* proposal.h: what is proposed about a member, heard from him, and decided: badges, awards, exemption, suspension, discipline, leaving.
 * (domain/02 §2.4, §2.7; 04 §4.3; product P5)
 *
 * A due list proposes; a decision with the person's hearing decides; the person sees it. What was proposed and said is sealed under the
 * person's key. A decision changes the register on its day (activity, standing, the sealed lists), never before. Proposing needs
 * HN_MAY_EDIT_MEMBER over the person, deciding HN_MAY_CONFIRM over a unit that stands above his cell, or HN_MAY_EDIT_MEMBER over the cell where the cell
 * itself may decide (proposal_kind). Reading: badge, award: HN_MAY_READ_MEMBER; else who may propose or decide it, and the person.
 * Neighbours: member/standing.h (the facts), movement/ (rewards of movements).
 */
#ifndef HN_PROPOSAL_PROPOSAL_H
#define HN_PROPOSAL_PROPOSAL_H

#include "access/access.h"
#include "store/store.h"

/* badge award exemption away interruption suspension reinstatement discipline removal resignation death; texts "proposal.<code>". NULL-ended. exemption, away
 * (temporarily_exempt), interruption, suspension, reinstatement (active again): activity; discipline: what is its form
 * (reprimand warning dismissal expulsion); removal, resignation, death, expulsion: standing. */
extern const char *const hn_proposal_kinds[];
extern const char *const hn_proposal_states
    []; /* proposed heard decided refused withdrawn annulled; texts "proposal_state.<code>" */

/* Dated data with its legal basis. */
struct hn_proposal_kind {
    const char *kind, *what; /* what "": of every one */
    bool hearing;            /* the person is heard first, or asked for it himself */
    bool secret;             /* sealed, and only for who decides: discipline, suspension, removal */
    bool cell;               /* the cell decides itself */
    const char *vote;        /* vote_matter of the cell's vote, "" none needed */
    int64_t most_days;       /* of what it begins, 0 no such limit */
    int64_t extend_days;     /* once */
    bool official_only;
    const char *legal_basis;
};
enum hn_rc hn_proposal_kinds_on(struct hn_ctx *c, hn_day on, const struct hn_proposal_kind **out,
                                size_t *count);

struct hn_proposal {
    int64_t id;
    struct hn_person_id person;
    struct hn_unit_id unit; /* his cell when it was proposed */
    const char *person_code, *person_name, *unit_code, *unit_name;
    const char *kind, *what; /* what: years of a badge "40", form of discipline, name of an award; "" */
    const char *state, *number, *decided_by;            /* number: of the decision */
    hn_day proposed_on, heard_on, decided_on, from, to; /* from ≤ day < to: what it begins; HN_DAY_OPEN */
    int64_t entitled, present, votes_for, votes_against, votes_invalid; /* of the cell, -1 none */
    const char *why, *heard, *answer; /* sealed; "" none, HN_MASK: not shown */
    const char *source;               /* due list it came from, "" by hand */
    int64_t extends;                  /* the suspension it extends, 0 */
    bool shown, mine;                 /* mine: about the actor himself */
    int64_t version;
};
/* HN_INVALID proposal.kind, proposal.what, proposal.why, proposal.person (not a member; a probationary one and dismissal, expulsion), proposal.badge_early (arg: the first day, the rule), proposal.day;
 * HN_CONFLICT proposal.open (the same is open), proposal.has (the badge is on his record). Told to the person, unless it may not be yet. */
enum hn_rc hn_proposal_put(struct hn_ctx *c, const struct hn_proposal *in, int64_t *out);
/* What he said, or that he asked for it, or that he was called twice and did not come (words say which). HN_INVALID proposal.heard, proposal.day. By the
 * person himself too (answer). */
enum hn_rc hn_proposal_hear(struct hn_ctx *c, int64_t id, hn_day day, const char *words, int64_t version);
/* The cell's vote. HN_INVALID proposal.votes (arg: which two contradict). */
enum hn_rc hn_proposal_vote(struct hn_ctx *c, int64_t id, const struct hn_proposal *in, int64_t version);
/* HN_INVALID proposal.number, proposal.from (before the decision, where the rule has it so), proposal.too_long (arg: most days, rule), fact.days; HN_CONFLICT proposal.not_heard (the rule's source),
 * proposal.not_voted, proposal.not_enough (arg), proposal.closed, changed; faults of standing.h and membership.h. */
enum hn_rc hn_proposal_decide(struct hn_ctx *c, int64_t id, const struct hn_proposal *in, int64_t version);
enum hn_rc hn_proposal_refuse(struct hn_ctx *c, int64_t id, const char *reason, int64_t version);
enum hn_rc hn_proposal_withdraw(struct hn_ctx *c, int64_t id, const char *reason, int64_t version);
/* A decision annulled by a later one: from a day on, what stood before holds again. HN_CONFLICT proposal.later (a later change stands on it). */
enum hn_rc hn_proposal_annul(struct hn_ctx *c, int64_t id, const char *number, hn_day on, int64_t version);
enum hn_rc hn_proposal_get(struct hn_ctx *c, int64_t id, struct hn_proposal *out);
/* Of a person, newest first; the actor sees what he may. */
enum hn_rc hn_proposals_of(struct hn_ctx *c, struct hn_person_id person, const struct hn_proposal **out,
                           size_t *count);
struct hn_proposal_filter {
    struct hn_unit_id within;
    const char *kind, *state;
};
enum hn_rc hn_proposal_list(struct hn_ctx *c, const struct hn_proposal_filter *f, int64_t offset,
                            int64_t limit, void (*emit)(void *sink, const struct hn_proposal *p), void *sink);
enum hn_rc hn_proposal_count(struct hn_ctx *c, const struct hn_proposal_filter *f, int64_t *out);

extern const struct hn_sql *const hn_proposal_sql[], *const hn_proposal_list_sql[];
#define HN_PROPOSAL_SQL hn_proposal_sql, hn_proposal_list_sql

#endif
