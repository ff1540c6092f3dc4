/* admission.h: how a person becomes a member: the pipeline from candidate to official. (domain/02 §2.5; product S13)
 *
 * One case a person and cell, of steps in their order, each with its paper, day, and votes where it takes one. The cell's own steps
 * need HN_MAY_EDIT_MEMBER over it, those of the committees above HN_MAY_CONFIRM over a unit that stands above it. The decision makes
 * the person a probationary member on its day; the recognition makes him official on the day 12 months are full. Steps are rows that
 * stay: a wrong one is taken back by a new row. Reading: HN_MAY_READ_MEMBER over the person, or the person himself.
 * Neighbours: member/standing.h (the facts it makes), proposal/ (what may end membership).
 */
#ifndef HN_ADMISSION_ADMISSION_H
#define HN_ADMISSION_ADMISSION_H

#include "access/access.h"
#include "store/store.h"

/* The steps in order (domain/02 §2.5): help class application verification introducers opinions cell_vote appraisal committee_vote
 * decision ceremony probation_class self_review official_vote official_committee officialised; texts "admission_step.<code>". NULL-ended.
 * What a step is and needs is dated data (admission_step_kind). */
extern const char *const hn_admission_steps[];
/* open paused refused withdrawn admitted official; texts "admission_state.<code>". NULL-ended. */
extern const char *const hn_admission_states[];

struct hn_admission_kind {
    const char *step;
    int sort;
    bool above;           /* of a committee above the cell */
    bool votes;           /* takes a vote */
    int64_t num, den;     /* share of those entitled that must be for it */
    bool strict;          /* more than the share; else at least */
    const char *deadline; /* name of the rule_default of its days, "" none; runs from the step before it */
    bool workdays;        /* counted in working days */
    const char *form;     /* "6-KNĐ", "" none */
    const char *legal_basis;
};
enum hn_rc hn_admission_kinds(struct hn_ctx *c, hn_day on, const struct hn_admission_kind **out,
                              size_t *count);

struct hn_admission_step {
    int64_t id;
    const char *step, *result; /* result: done refused; texts "admission_result.<code>" */
    hn_day day, due;           /* due: reckoned, HN_DAY_OPEN none; day HN_DAY_OPEN: not done yet */
    const char *number, *note;
    int64_t entitled, present, votes_for, votes_against, votes_invalid; /* -1: takes no vote */
    int64_t meeting; /* whose vote it was, 0: entered by hand */
    const char *vote_key;
    bool late;
    hn_time known_from, known_to;
    const char *entered_name;
};
struct hn_admission {
    int64_t id;
    struct hn_unit_id unit;
    struct hn_person_id person;
    const char *unit_code, *unit_name, *person_code, *person_name;
    hn_pdate birth_date;
    const char *state, *next;       /* next: step that comes next, "" none */
    hn_day begun, next_due;         /* HN_DAY_OPEN none */
    hn_day admitted, official_from; /* of the decision; the day 12 months are full */
    struct hn_person_id helper[2];
    const char *helper_name[2];
    bool again;         /* he was a member before */
    const char *reason; /* of a pause, refusal, withdrawal */
    const struct hn_admission_step
        *steps; /* hn_admission_get alone: one a step kind, then those taken back */
    size_t step_count;
    int64_t version;
};
struct hn_admission_new {
    struct hn_unit_id unit;
    struct hn_person_id person;    /* a candidate (standing) or nobody known before; not a member */
    struct hn_person_id helper[2]; /* official members of the unit; the second may be 0 */
    hn_day begun;
};
/* HN_INVALID admission.person (a member, or candidate of another cell), admission.helper (no official member of the cell on that day),
 * admission.age (arg: age and the limits of that day), admission.again (arg: the first day he may be taken in again), admission.day
 * (future); HN_CONFLICT admission.open (a case is open already). A person without standing becomes a candidate that day. */
enum hn_rc hn_admission_begin(struct hn_ctx *c, const struct hn_admission_new *in, int64_t *out);
/* A step done or refused. HN_INVALID admission.step (unknown), admission.order (arg: the step that comes before), admission.day (future,
 * or before the step before it), admission.votes (arg: "entitled 9, present 10": which two contradict), admission.number (a decision
 * without one), admission.meeting (no such vote; votes differ from the meeting's), admission.too_soon (arg: day 12 months are full),
 * admission.age (at the cell's vote, full years by month), admission.introducers (fewer than two on the record); HN_CONFLICT admission.not_enough (arg: "5/9 < 2/3, rule"): a vote below its share
 * entered as done; admission.closed, admission.paused, changed. "decision" makes the standing probationary and a membership of the
 * cell from its day, "officialised" official from the day 12 months are full, whenever it is entered. */
enum hn_rc hn_admission_step_put(struct hn_ctx *c, int64_t id, const struct hn_admission_step *in,
                                 int64_t version);
/* The last step taken back as entered by mistake; not a decision (HN_CONFLICT admission.decided). HN_INVALID admission.reason. */
enum hn_rc hn_admission_step_back(struct hn_ctx *c, int64_t id, const char *reason, int64_t version);
/* state: paused open refused withdrawn. HN_INVALID admission.reason, admission.state; HN_CONFLICT admission.closed, changed. A probationary member who is not
 * recognised is removed from the register by a proposal (proposal/), not here. */
enum hn_rc hn_admission_state_put(struct hn_ctx *c, int64_t id, const char *state, const char *reason,
                                  int64_t version);
enum hn_rc hn_admission_get(struct hn_ctx *c, int64_t id, struct hn_admission *out);
/* The latest of a person; id 0 none. */
enum hn_rc hn_admission_of(struct hn_ctx *c, struct hn_person_id person, struct hn_admission *out);

/* Cases of within and below, in the actor's scope; state "" any; late: next step overdue on c->on. Earliest due first. */
struct hn_admission_filter {
    struct hn_unit_id within;
    const char *state, *next;
    bool late;
};
enum hn_rc hn_admission_list(struct hn_ctx *c, const struct hn_admission_filter *f, int64_t offset,
                             int64_t limit, void (*emit)(void *sink, const struct hn_admission *a),
                             void *sink);
enum hn_rc hn_admission_count(struct hn_ctx *c, const struct hn_admission_filter *f, int64_t *out);
/* How many stand before each step, in and below, in the order of hn_admission_steps; late: of all. Rights: hn_need_figures. */
#define HN_ADMISSION_STEPS 16
struct hn_admission_sum {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t waiting[HN_ADMISSION_STEPS], late, admitted,
        officialised; /* the last two: in the year of c->on */
};
enum hn_rc hn_admission_sums(struct hn_ctx *c, struct hn_unit_id within, struct hn_admission_sum *sum,
                             const struct hn_admission_sum **children, size_t *count);

extern const struct hn_sql *const hn_admission_sql[];
#define HN_ADMISSION_SQL hn_admission_sql

#endif
