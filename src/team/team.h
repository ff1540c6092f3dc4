/* team.h: task teams: a purpose, a decision, an area and its days; members of several units and others; counts by day.
 * (domain/06 §6.4; product S10)
 *
 * A team belongs to the unit that set it up (HN_MAY_DIRECT over it); its leader and deputies enter the tally as themselves.
 * Reading needs HN_MAY_READ_MEETING over the unit, or being a member. Counts only: no records about residents.
 */
#ifndef HN_TEAM_TEAM_H
#define HN_TEAM_TEAM_H

#include "access/access.h"
#include "store/store.h"

struct hn_team {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *name, *purpose, *decision, *outcome, *handed_to;
    int64_t paper, area; /* 0 none */
    struct hn_place_id place;
    const char *place_code, *place_name, *area_name;
    int64_t households;             /* 0: not said */
    hn_day starts, ends, closed_on; /* ends: first day no longer planned; closed_on HN_DAY_OPEN: not closed */
    const char *leader_name;
    int64_t members, others; /* on c->on: in the register; not */
    int64_t version;
};
/* HN_INVALID team.name, team.purpose, team.decision, fact.days, team.place, team.area, team.paper (no such), team.households,
 * team.outside (a member or a count lies outside the new days); HN_CONFLICT team.closed, changed. */
enum hn_rc hn_team_put(struct hn_ctx *c, const struct hn_team *in, int64_t *out);
/* on: the last day it was at work. HN_INVALID team.outcome (none said), team.closed_on (before it began, future); HN_CONFLICT team.closed, team.untallied
 * (arg: days that have no tally) unless outcome says why (outcome is then required to be 20 letters or more). */
enum hn_rc hn_team_close(struct hn_ctx *c, int64_t id, hn_day on, const char *outcome, const char *handed_to);
enum hn_rc hn_team_get(struct hn_ctx *c, int64_t id, struct hn_team *out);
/* open, over (past its days and not closed), closed on that day; texts "team_state.<code>". NULL-ended. */
extern const char *const hn_team_states[];
const char *hn_team_state(const struct hn_team *t, hn_day on);

extern const char *const hn_team_roles[]; /* leader deputy member; texts "team_role.<code>" */

struct hn_team_member {
    int64_t id;
    struct hn_person_id person; /* 0: by name */
    const char *person_code, *name, *standing, *role,
        *duty; /* standing: what one not in the register is there as; role: leader deputy member */
    const char *unit_name; /* of the person's cell, "" */
    hn_day from, to;
    int64_t version;
};
/* HN_INVALID team.member (nobody, or a person no cell has that day), team.role, team.leader (there is one those days),
 * fact.days (outside the team's); HN_CONFLICT team.member_twice, team.closed. */
enum hn_rc hn_team_member_put(struct hn_ctx *c, int64_t team, const struct hn_team_member *in, int64_t *out);
enum hn_rc hn_team_member_end(struct hn_ctx *c, int64_t team, int64_t member, hn_day to);
enum hn_rc hn_team_members(struct hn_ctx *c, int64_t team, const struct hn_team_member **out, size_t *count);

#define HN_TEAM_MEASURES_MOST 8
/* What is counted, in order; names only as long as nothing was counted. HN_INVALID team.measures; HN_CONFLICT team.counted. */
enum hn_rc hn_team_measures_put(struct hn_ctx *c, int64_t team, const char *const *names, size_t count);
enum hn_rc hn_team_measures(struct hn_ctx *c, int64_t team, const char *const **out, size_t *count);
/* counts[i] of measure i, -1 not counted: which is not 0. The same day again corrects. By who leads (or is deputy) that day or
 * today, as himself, or who directs the unit. HN_DENIED; HN_INVALID tally.day (outside the team's days, future), tally.count;
 * HN_CONFLICT team.closed. */
enum hn_rc hn_team_tally_put(struct hn_ctx *c, int64_t team, hn_day day, const int64_t *counts, size_t count);
/* May the actor enter the counts of that day? */
enum hn_rc hn_team_may_tally(struct hn_ctx *c, const struct hn_team *t, hn_day day, bool *out);
struct hn_team_tally {
    hn_day day;
    int64_t counts[HN_TEAM_MEASURES_MOST]; /* -1: none */
    const char *by_name;
    hn_time at;
};
/* The days of from ≤ day < to that were counted, in order; at most 400. */
enum hn_rc hn_team_tallies(struct hn_ctx *c, int64_t team, hn_day from, hn_day to,
                           const struct hn_team_tally **out, size_t *count);

struct hn_team_filter {
    struct hn_unit_id within;
    bool mine;
    const char *state, *words; /* "" any, open closed over (past its days, not closed) */
};
enum hn_rc hn_team_list(struct hn_ctx *c, const struct hn_team_filter *f, int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_team *t), void *sink);
enum hn_rc hn_team_count(struct hn_ctx *c, const struct hn_team_filter *f, int64_t *out);

extern const struct hn_sql *const hn_team_sql[], *const hn_team_member_sql[], *const hn_team_tally_sql[],
                                                                                  *const hn_team_list_sql[];
#define HN_TEAM_SQL hn_team_sql, hn_team_member_sql, hn_team_tally_sql, hn_team_list_sql

#endif
