/* count.h: the counting sheet of one round, its cross-checks, and what follows from it. (domain/05 §5.1, §5.2)
 *
 * Impossible counts are not kept: each refusal says which two numbers contradict each other. Checked: issued = collected + kept_back;
 * valid + invalid = collected; the sum of votes ≤ seats × valid; a nominee ≤ valid; issued ≤ attending ≤ base.
 */
#ifndef HN_ELECTION_COUNT_H
#define HN_ELECTION_COUNT_H

#include "election/base.h"

struct hn_nominee_votes {
    int64_t nominee, votes;
};
struct hn_election_count {
    int round;                                            /* from 1 */
    int entry;                                            /* 1, 2: two people on their own */
    int64_t seats;                                        /* to be filled in this round, read only */
    int64_t attending;                                    /* households or persons present at the vote */
    int64_t issued, collected, kept_back, valid, invalid; /* hands: issued = collected = valid = attending */
    const struct hn_nominee_votes *votes;
    size_t vote_count;
    hn_time at;
    const char *entered_name;
    int64_t version;
};
/* HN_INVALID count.contradict at the field (arg: "216 ≠ 210 + 5: issued, collected, kept back", both named), count.negative, count.nominee (not on this round's list), count.missing
 * (a nominee of the list without a number); HN_CONFLICT election.locked, election.not_listed, count.round (the round is over, or another comes first), count.own_second (the same account may not enter both), changed. */
enum hn_rc hn_election_count_put(struct hn_ctx *c, int64_t election, const struct hn_election_count *in);
/* Entries of a round, and where two differ: fields' names, ended by NULL; none, or one entry alone: *differs NULL-ended at once. */
enum hn_rc hn_election_counts(struct hn_ctx *c, int64_t election, int round,
                              const struct hn_election_count **out, size_t *count,
                              const char *const **differs);
/* The checks alone. false: *key and *arg say what contradicts. */
bool hn_election_count_holds(struct hn_arena *a, const struct hn_election_count *n, int64_t base,
                             const char **field, const char **arg);

/* outcome of a nominee: elected passed_not_seated (more than half, yet others more) tied not_elected; texts "outcome.<code>". NULL-ended. */
extern const char *const hn_outcomes[];
struct hn_ranked {
    struct hn_nominee nominee;
    int64_t votes, rank;
    int64_t of_base_bp, of_valid_bp; /* 1/100 %, rounded half up */
    const char *outcome;
    int round;
};
/* next: what the rule of its date says comes now: locked (enough elected), revote (too few), revote_tied (among the tied, no half needed), decide (the congress decides whether to go on),
 * appoint (the committee above may), rerun (village: within the rule's days), invalid (too few attended); texts "election_next.<code>". */
struct hn_election_result {
    int64_t seats, elected, base, attending, needed; /* needed: votes that just pass */
    bool meeting_valid;
    int64_t attending_bp;
    const struct hn_ranked *ranked; /* all rounds: of each round by votes, most first */
    size_t ranked_count;
    const char *next, *legal_basis;
    hn_day next_by; /* HN_DAY_OPEN none */
};
/* Worked out anew each time from the sheets; by both entries alike. HN_CONFLICT count.differs (two entries differ), count.none. */
enum hn_rc hn_election_result(struct hn_ctx *c, int64_t election, struct hn_election_result *out);
/* Begins the next round, among whom the rule says, or those chosen (revote: nominees of the list; tied: the tied). HN_CONFLICT count.round, election.decided_enough. */
enum hn_rc hn_election_round_begin(struct hn_ctx *c, int64_t election, const int64_t *nominees, size_t count,
                                   int64_t version);
/* The congress decides to stop with who is elected: the reason is in the protocol. */
enum hn_rc hn_election_stop(struct hn_ctx *c, int64_t election, const char *reason, int64_t version);

#endif
