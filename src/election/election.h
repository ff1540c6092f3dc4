/* election.h: an election: what is elected, who stands, by which rule. On paper by secret ballot or by hands; recorded and computed here.
 * (domain/05 §5.1)
 *
 * Of a congress (congress.h), of a committee, or of the households of a village (trust/). Who voted how is never stored. Preparing and
 * conducting need HN_MAY_ELECT over the unit, entering counts HN_MAY_COUNT; reading one of
 * these, HN_MAY_READ_MEETING or HN_MAY_READ_FIGURES over the unit.
 * Rules are dated data with their legal basis (election_rule), of the day of the election. Neighbours: base.h (who counts),
 * count.h (the sheet, the ranking), protocol.h (locked).
 */
#ifndef HN_ELECTION_ELECTION_H
#define HN_ELECTION_ELECTION_H

#include "access/access.h"
#include "store/store.h"

/* committee standing_committee secretary deputy_secretary inspection_committee inspection_chair inspection_deputy delegates village_head; texts
 * "elected.<code>". NULL-ended. */
extern const char *const hn_elected_offices[];
extern const char *const hn_election_bodies
    []; /* members delegates committee inspection_committee households voters; texts "election_body.<code>": whose more than half */
extern const char *const hn_election_forms[]; /* secret_ballot hands; texts "election_form.<code>" */
extern const char
    *const hn_election_states[]; /* preparing listed voting locked annulled; texts "election_state.<code>" */

/* surplus_most_bp surplus_prepared_least_bp surplus_prepared_most_bp extra_nominee_bp elected_num elected_den elected_strict tie_revote(1: among the tied; 0: decided by party age)
 * ballots_most (rounds before the congress decides, secretary: the committee above may appoint) rerun_days meeting_valid_bp (of the base, more than) recognise_workdays
 * village_elected_bp secret_required surplus_required …: of a body and an office, "" of all. */
struct hn_election_rule {
    const char *name, *body, *office;
    int64_t value;
    hn_day from, to;
    const char *legal_basis;
};
/* The most exact one that holds on the day. HN_BROKEN: an unknown name. */
enum hn_rc hn_election_rule_of(struct hn_ctx *c, const char *name, const char *body, const char *office,
                               hn_day on, struct hn_election_rule *out);
enum hn_rc hn_election_rules(struct hn_ctx *c, hn_day on, const struct hn_election_rule **out, size_t *count);

struct hn_election {
    int64_t id, congress, meeting; /* 0 none */
    struct hn_unit_id unit;
    struct hn_place_id place; /* village_head: of which village */
    const char *unit_code, *unit_name, *place_name;
    const char *office, *body, *form, *state, *term; /* term "2025-2027" */
    hn_day on;                                       /* of the vote */
    int64_t seats, prepared;                         /* prepared: how many the convenor put forward */
    int64_t households; /* or voters, when they are the body: the whole base; 0 not told */
    int64_t rounds;     /* begun */
    bool two_entries;   /* two independent entries of a count are compared */
    const char *decision;
    int64_t version;
};
/* HN_INVALID election.office, election.body, election.form (secret ballot is required: the rule's source), election.seats, election.day, election.term, election.place, election.households,
 * election.committee_size (arg: most, rule: chi ủy ≤ 7, standing committee ≤ a third), election.unit; HN_CONFLICT election.listed, changed. */
enum hn_rc hn_election_put(struct hn_ctx *c, const struct hn_election *in, int64_t *out);
enum hn_rc hn_election_get(struct hn_ctx *c, int64_t id, struct hn_election *out);
/* Of a unit, newest first; congress 0: all. */
enum hn_rc hn_elections_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t congress,
                           const struct hn_election **out, size_t *count);

extern const char *const hn_nominee_sources[]; /* convenor nominated self; texts "nominee_source.<code>" */

/* Who stands. Sorted for the ballot by given name (domain/08 §8.1). */
struct hn_nominee {
    int64_t id;
    struct hn_person_id person; /* 0: by name: a resident who is no member */
    const char *person_code, *name, *source;
    hn_pdate birth_date;
    int64_t support; /* for his being listed, of those attending; -1 not asked */
    int64_t attending;
    int64_t poll; /* votes of the opinion poll, -1 none held */
    bool listed;  /* on the ballot */
    bool withdrawn;
    const char *sex, *ethnicity,
        *edu; /* of one outside the register: for the counts of the elected; codes of person/code.h */
    int64_t version;
};
/* HN_INVALID nominee.name, nominee.person (not official on the day; an office that needs it), nominee.source, nominee.twice, nominee.support (more than attend);
 * HN_CONFLICT election.listed, changed. */
enum hn_rc hn_nominee_put(struct hn_ctx *c, int64_t election, const struct hn_nominee *in, int64_t *out);
enum hn_rc hn_nominee_withdraw(struct hn_ctx *c, int64_t election, int64_t nominee, int64_t version);
enum hn_rc hn_nominees(struct hn_ctx *c, int64_t election, const struct hn_nominee **out, size_t *count);
/* The ballot is settled: nominees with their right to stand. HN_CONFLICT nominee.none, election.no_surplus (arg: "5 seats, 5 on the list", rule), election.too_much_surplus
 * (arg: "35 seats, 51: 45,71% > 30%": a poll or withdrawals first), nominee.support_low (arg: name-less count: "28/100 ≤ 30%"). */
enum hn_rc hn_election_list(struct hn_ctx *c, int64_t election, int64_t version);
/* Reopened before anything was counted. */
enum hn_rc hn_election_unlist(struct hn_ctx *c, int64_t election, int64_t version);
/* How it stands by the rule of its date, for the page. */
struct hn_surplus {
    int64_t seats, nominees, prepared, over_bp, most_bp;
    bool poll_needed;
    const char *legal_basis;
};
enum hn_rc hn_election_surplus(struct hn_ctx *c, int64_t election, struct hn_surplus *out);

#endif
