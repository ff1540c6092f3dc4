/* movement.h: emulation movements (phong trào thi đua): launched with criteria and a period, entered, judged by what is
 * recorded elsewhere, rewarded. (product S18)
 *
 * Launching, judging and rewarding need HN_MAY_DIRECT over the unit that launches; entering, over the unit that enters (a
 * person: of his cell). Reading: HN_MAY_READ_MEETING over the unit, or over one below it. Points that the program counts are
 * counted when it is judged, and kept with the value they came from. A reward is decided by a numbered decision and entered
 * in the record of who gets it.
 */
#ifndef HN_MOVEMENT_MOVEMENT_H
#define HN_MOVEMENT_MOVEMENT_H

#include "access/access.h"
#include "store/store.h"

extern const char *const hn_movement_who[];    /* units persons both; "movement_who." */
extern const char *const hn_movement_states[]; /* launched judged closed; "movement_state." */
/* hand meetings_met_bp attendance_bp minutes_in_time_bp tasks_done_bp study_bp score_mean_milli; "movement_source.". The last
 * six are of units (score_mean_milli of units with meetings scored); of persons: attendance_bp and tasks_done_bp. */
extern const char *const hn_movement_sources[];

#define HN_MOVEMENT_CRITERIA_MOST 20
struct hn_movement_criterion {
    int position, points;
    const char *title, *source;
    int64_t none_value, full_value;
};
struct hn_movement {
    int64_t id, paper;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *title, *purpose, *who, *state;
    hn_day starts, ends, entry_until, judged_on, closed_on; /* ends: first day after */
    int64_t entries, rewards, version;
};
/* With its criteria, together. HN_INVALID movement.title, movement.purpose, movement.who, movement.paper, fact.days, movement.entry_until, movement.criteria (none,
 * too many), criterion.title, criterion.points, criterion.source (not of who takes part), criterion.values (full = none);
 * HN_CONFLICT movement.entered (criteria change once somebody has entered), movement.judged, changed. */
enum hn_rc hn_movement_put(struct hn_ctx *c, const struct hn_movement *in,
                           const struct hn_movement_criterion *criteria, size_t count, int64_t *out);
enum hn_rc hn_movement_get(struct hn_ctx *c, int64_t id, struct hn_movement *out,
                           const struct hn_movement_criterion **criteria, size_t *count);

struct hn_movement_entry {
    int64_t id, movement;
    struct hn_unit_id unit;
    struct hn_person_id person; /* 0: the unit */
    const char *unit_code, *unit_name, *person_code, *person_name, *pledge;
    hn_day entered_on;
    int64_t points_centi;
    int rank;     /* 0: not judged */
    bool missing; /* a figure the program should count is not there: no points, never 0 said */
    int64_t version;
};
/* HN_INVALID movement.not_below (the unit), movement.pledge (too long), movement.not_who (units or persons do not take part), movement.person (no member);
 * HN_CONFLICT movement.too_late, movement.twice. */
enum hn_rc hn_movement_enter(struct hn_ctx *c, const struct hn_movement_entry *in, int64_t *out);
/* Before it is judged. HN_CONFLICT movement.judged. */
enum hn_rc hn_movement_withdraw(struct hn_ctx *c, int64_t entry);
/* In the order of their rank, then code; in the actor's scope and, of who launched it, all. */
enum hn_rc hn_movement_entries(struct hn_ctx *c, int64_t movement, int64_t offset, int64_t limit,
                               void (*emit)(void *sink, const struct hn_movement_entry *e), void *sink);
enum hn_rc hn_movement_entry_count(struct hn_ctx *c, int64_t movement, int64_t *out);

/* One of them, in the actor's scope or of a movement he launched. HN_NOT_FOUND. */
enum hn_rc hn_movement_entry_of(struct hn_ctx *c, int64_t entry, struct hn_movement_entry *out);

struct hn_movement_mark {
    int position;
    const char *title, *source, *note;
    bool has_value;
    int64_t value, points_centi;
    int points; /* at most */
    int64_t version;
};
enum hn_rc hn_movement_marks(struct hn_ctx *c, int64_t entry, const struct hn_movement_mark **out,
                             size_t *count);
/* A criterion by hand. HN_INVALID mark.points (above the most, or below 0), mark.note, mark.counted; HN_CONFLICT movement.judged. */
enum hn_rc hn_movement_mark_put(struct hn_ctx *c, int64_t entry, const struct hn_movement_mark *in);
/* Counts what is to be counted over the period and ranks. HN_CONFLICT movement.running (not over yet), movement.judged,
 * mark.owed (arg: entries without a mark by hand). */
enum hn_rc hn_movement_judge(struct hn_ctx *c, int64_t id);

struct hn_reward {
    int64_t id, movement; /* movement 0: outside one */
    struct hn_unit_id unit, giver;
    struct hn_person_id person; /* 0: the unit's */
    const char *unit_code, *unit_name, *person_code, *person_name, *form, *decision, *giver_name,
        *revoke_reason;
    hn_day decided_on;
    bool revoked;
};
/* HN_INVALID reward.form, reward.decision, reward.day, reward.not_entered (the movement knows no such entry);
 * HN_CONFLICT movement.not_judged, reward.twice. A person's goes into the record too (list awards). */
enum hn_rc hn_reward_give(struct hn_ctx *c, const struct hn_reward *in, int64_t *out);
/* By a later decision; both stay. HN_INVALID reward.reason; HN_CONFLICT reward.revoked. */
enum hn_rc hn_reward_revoke(struct hn_ctx *c, int64_t id, const char *reason);
enum hn_rc hn_rewards_of_movement(struct hn_ctx *c, int64_t movement, const struct hn_reward **out,
                                  size_t *count);
enum hn_rc hn_rewards_of_unit(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_reward **out,
                              size_t *count);
enum hn_rc hn_movement_close(struct hn_ctx *c, int64_t id);

struct hn_movement_filter {
    struct hn_unit_id within; /* launched by it, by one above (open to it), or by one below */
    const char *state, *words;
};
enum hn_rc hn_movement_list(struct hn_ctx *c, const struct hn_movement_filter *f, int64_t offset,
                            int64_t limit, void (*emit)(void *sink, const struct hn_movement *m), void *sink);
enum hn_rc hn_movement_count(struct hn_ctx *c, const struct hn_movement_filter *f, int64_t *out);

extern const struct hn_sql *const hn_movement_sql[],
    *const hn_movement_entry_sql[], *const hn_movement_judge_sql[], *const hn_movement_figure_sql[],
                                                                        *const hn_reward_sql[];
#define HN_MOVEMENT_SQL                                                                                      \
    hn_movement_sql, hn_movement_entry_sql, hn_movement_judge_sql, hn_movement_figure_sql, hn_reward_sql

#endif
