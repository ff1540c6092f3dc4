/* trust.h: "dân tin, Đảng cử": the cell nominates, residents elect the village head, the cell's congress elects that person secretary. (domain/05 §5.2, §5.3; product S14)
 *
 * A round is a term of village heads with one day of election, planned by a committee for all villages below; a run is one village in it, walking
 * through dated steps (trust_step_kind: order, labels, which numbers a step takes, data of the round's day). Totals only: nothing about residents.
 * The cell's steps need HN_MAY_ELECT over the village's cell, those of the commune HN_MAY_CONFIRM over the unit above it, counts HN_MAY_COUNT over the cell.
 * The count stands in election/ (body households or voters), the head's office begins by the recognition, on its day.
 */
#ifndef HN_TRUST_TRUST_H
#define HN_TRUST_TRUST_H

#include "access/access.h"
#include "election/protocol.h"
#include "store/store.h"

/* personnel_review cell_nominates front_consultation residents_opinion list_approved election_day counted recognised congress_committee
 * congress_secretary confirmed; texts "trust_step.<code>", or the round's own label. NULL-ended. */
extern const char *const hn_trust_steps[];
#define HN_TRUST_STEPS 11
struct hn_trust_kind {
    const char *step, *label, *label_en, *by; /* by: cell commune count congress */
    int sort;
    bool votes, totals;   /* a vote of the cell; totals of residents asked and agreeing */
    bool needed;          /* may not be passed over */
    const char *deadline; /* election_rule of working days from the step before, "" */
    const char *legal_basis;
};
enum hn_rc hn_trust_kinds(struct hn_ctx *c, int64_t round, const struct hn_trust_kind **out, size_t *count);

struct hn_trust_round {
    int64_t id;
    struct hn_unit_id unit;                                            /* that plans it */
    const char *unit_code, *unit_name, *name, *term, *decision, *body; /* body: households voters */
    hn_day election_day, term_from, term_to, begun;
    int64_t villages; /* runs */
    int64_t version;
};
/* HN_MAY_DIRECT over the unit. HN_INVALID round.name, round.term, round.day, round.body, fact.days; HN_CONFLICT round.twice (a round of that term stands at or above). A run for each village below
 * that has a cell on that day. */
enum hn_rc hn_trust_round_put(struct hn_ctx *c, const struct hn_trust_round *in, int64_t *out);
/* Own labels of steps, and whether they are needed: before any run has begun. */
enum hn_rc hn_trust_kind_put(struct hn_ctx *c, int64_t round, const struct hn_trust_kind *in);
enum hn_rc hn_trust_round_get(struct hn_ctx *c, int64_t id, struct hn_trust_round *out);
/* Rounds a unit stands in, its own and those from above, newest first. */
enum hn_rc hn_trust_rounds(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_trust_round **out,
                           size_t *count);

struct hn_trust_step {
    int64_t id;
    const char *step, *result; /* result: done refused skipped; texts "trust_result.<code>" */
    hn_day day, due;           /* HN_DAY_OPEN */
    const char *number, *note;
    int64_t entitled, present, agreed, against; /* votes, or residents' totals; -1 none */
    bool late;
    hn_time known_from, known_to;
};
/* What became of a run: open elected rerun head_not_secretary not_elected ended (village merged) confirmed; texts "trust_state.<code>". NULL-ended. */
extern const char *const hn_trust_states[];
struct hn_trust_run {
    int64_t id, round;
    struct hn_unit_id unit; /* the village's cell */
    struct hn_place_id place;
    const char *unit_code, *unit_name, *place_code, *place_name;
    const char *state, *next;    /* next step, "" none */
    hn_day day, next_due;        /* day of election: the round's, or this village's own */
    struct hn_person_id nominee; /* of the cell; 0 not yet */
    const char *nominee_name;
    bool nominee_member, re_standing;
    int64_t election;  /* of the head: the latest, 0 none */
    int64_t elections; /* held: 2 after one rerun */
    struct hn_person_id head;
    const char *head_name;
    bool head_secretary;
    const struct hn_trust_step *steps; /* hn_trust_get alone */
    size_t step_count;
    int64_t version;
};
/* HN_INVALID trust.step, trust.order (arg: the step before), trust.day, trust.votes (arg: which two contradict), trust.number, trust.nominee (none named; a person no official member of it may be: a candidate not yet
 * a member may stand for head and not for secretary); HN_CONFLICT trust.not_enough (arg, rule), trust.not_counted, trust.late needs its reason in note (arg: the last day), trust.closed, changed. */
enum hn_rc hn_trust_step_put(struct hn_ctx *c, int64_t run, const struct hn_trust_step *in, int64_t version);
enum hn_rc hn_trust_step_back(struct hn_ctx *c, int64_t run, const char *reason, int64_t version);
/* Who the cell nominates: a person of the register, or one by name (a resident who is no member: name alone). */
enum hn_rc hn_trust_nominate(struct hn_ctx *c, int64_t run, const struct hn_nominee *in, int64_t version);
/* The result of the village, in one deed on the day: households, attending, form and the sheet. Makes or changes the election behind it; a result that elects puts the run to "counted", else to a rerun by the
 * rule of its day. Faults of count.h. */
struct hn_trust_result {
    int64_t households, attending;
    const char *form;
    struct hn_election_count sheet;
    const struct hn_nominee *nominees; /* of the ballot, when it was not settled before */
    size_t nominee_count;
    const char *chair, *head, *counters; /* signing the minutes */
};
enum hn_rc hn_trust_count(struct hn_ctx *c, int64_t run, const struct hn_trust_result *in, int64_t version);
/* The commune recognises: the head takes office from that day; who held it before leaves it. */
enum hn_rc hn_trust_recognise(struct hn_ctx *c, int64_t run, const char *decision, hn_day day,
                              int64_t version);
/* A new election is ordered: of this run, on a day within the rule's. */
enum hn_rc hn_trust_rerun(struct hn_ctx *c, int64_t run, hn_day day, const char *decision, int64_t version);
/* Mid-term: the head's office ended: a new run of the same round for the village. HN_CONFLICT trust.not_vacant. */
enum hn_rc hn_trust_vacancy(struct hn_ctx *c, int64_t round, struct hn_place_id place, hn_day day,
                            int64_t *out);
/* The run ends without an end: merged village and the like. */
enum hn_rc hn_trust_end(struct hn_ctx *c, int64_t run, const char *reason, int64_t version);
enum hn_rc hn_trust_get(struct hn_ctx *c, int64_t run, struct hn_trust_run *out);
/* The run of a village in a round: the latest. */
enum hn_rc hn_trust_of(struct hn_ctx *c, int64_t round, struct hn_place_id place, struct hn_trust_run *out);

struct hn_trust_filter {
    int64_t round;
    struct hn_unit_id within;
    const char *state, *next; /* "" any */
    bool late;
};
enum hn_rc hn_trust_list(struct hn_ctx *c, const struct hn_trust_filter *f, int64_t offset, int64_t limit,
                         void (*emit)(void *sink, const struct hn_trust_run *r), void *sink);
enum hn_rc hn_trust_run_count(struct hn_ctx *c, const struct hn_trust_filter *f, int64_t *out);

#endif
