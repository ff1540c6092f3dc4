/* recognition.h: a commune recognised at a level by a decision, from a day; planned for a year; taken back. (domain/06 §6.2; S9)
 *
 * It belongs to the commune's unit of its day: after a merger it stays with the old one. Entered by who recognises (HN_MAY_CONFIRM over
 * a unit above the commune's). Facts of both times: a recognition dated ahead holds from its day.
 */
#ifndef HN_CRITERIA_RECOGNITION_H
#define HN_CRITERIA_RECOGNITION_H

#include "criteria/mark.h"

struct hn_recognition {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *level, *decision, *decided_by;
    int64_t set;   /* 0: before there were sets here */
    int64_t sheet; /* it rests on, 0 none kept */
    const char *set_code, *set_name;
    hn_day decided_on, from, to; /* to: HN_DAY_OPEN while it stands */
    const char *withdrawn_by;    /* decision, "" */
    int64_t version;
};
/* HN_INVALID recognition.level, recognition.decision (no number), recognition.day (future decision), recognition.from (before the
 * decision, or none), recognition.sheet (of another commune or set), criteria_mark.set (of a unit that does not stand above it),
 * criteria.commune; HN_CONFLICT recognition.twice (arg: the one that stands at that level on that day),
 * recognition.before (arg: the level that must stand first), recognition.not_met (arg: "7/8, 25/27"), recognition.residents (arg: "85,0%
 * < 90%"), recognition.not_concluded. */
enum hn_rc hn_recognise(struct hn_ctx *c, const struct hn_recognition *in, int64_t *out);
/* HN_INVALID recognition.decision, recognition.day (before it began, future); HN_CONFLICT recognition.withdrawn, recognition.higher (a
 * higher level stands on it). */
enum hn_rc hn_recognition_withdraw(struct hn_ctx *c, int64_t id, hn_day on, const char *decision);
/* All of a unit, newest first. */
enum hn_rc hn_recognitions(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_recognition **out,
                           size_t *count);

/* By when a level is to be reached, and by which paper; said again: a new row, both seen. HN_MAY_DIRECT over the unit, or
 * HN_MAY_CONFIRM above it. HN_INVALID recognition.level,
 * criteria_plan.day (before 1990, after 2199), criteria_plan.basis (none), criteria.commune. */
struct hn_criteria_plan {
    const char *level, *basis;
    hn_day due;
    hn_time known_from, known_to;
};
enum hn_rc hn_criteria_plan_put(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_plan *in);
enum hn_rc hn_criteria_plans(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_plan **out,
                             size_t *count);

/* How a commune stands on c->on: at each level planned, reached, recognised. */
struct hn_criteria_stand {
    const char *level;
    bool planned, reached, recognised;
    hn_day planned_on, reached_on,
        recognised_on; /* reached: day of the first concluded sheet all of which is met */
    int ahead_years; /* planned year - reached year (recognised year when no sheet is kept); 0 unless both are known */
    bool ahead_known;
    int64_t sheet;         /* the latest by c->on, 0 */
    const char *sheet_set; /* its code */
    struct hn_mark_total total;
};
enum hn_rc hn_criteria_stands(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_stand **out,
                              size_t *count); /* one a level, lowest first */
/* The communes at and below: units that live in a commune, ward or special zone and are grassroots organisations with cells below. */
struct hn_criteria_commune {
    struct hn_unit_id unit;
    const char *code, *name, *place_code, *place_name, *parent_name;
    const char *group, *level; /* highest that stands on c->on, "" none */
    bool known;                /* something is kept of it: a recognition, a plan or a sheet */
    hn_day since, planned_on;  /* planned: the next level's, 0 none */
    int64_t sheet;             /* latest by c->on */
    const char *sheet_set;     /* its code */
    struct hn_mark_total total;
};
struct hn_criteria_sum {
    struct hn_unit_id unit;
    const char *code, *name, *place_code;
    int64_t communes, by_level[4]; /* highest standing; hn_criteria_levels */
    int64_t unknown;               /* nothing is kept of them, which is not "not met" */
};
enum hn_rc hn_criteria_overview(struct hn_ctx *c, struct hn_unit_id within, struct hn_criteria_sum *sum,
                                const struct hn_criteria_sum **children, size_t *count);
enum hn_rc hn_criteria_communes(
    struct hn_ctx *c, struct hn_unit_id within, const char *level, int64_t offset, int64_t limit,
    void (*emit)(void *sink, const struct hn_criteria_commune *r),
    void *
        sink); /* level: "" all, "open" of whom something is kept but none stands, "none" of whom nothing is kept */
enum hn_rc hn_criteria_commune_count(struct hn_ctx *c, struct hn_unit_id within, const char *level,
                                     int64_t *out);

extern const struct hn_sql *const hn_recognition_sql[],
    *const hn_mark_sum_sql[], *const hn_criteria_overview_sql[], *const hn_criteria_each_sql[],
                                                                     *const hn_mark_each_sql[]; /* each.h */
#define HN_CRITERIA_SQL                                                                                      \
    hn_criteria_set_sql, hn_criteria_line_sql, hn_criteria_group_sql, hn_mark_sql, hn_mark_put_sql,          \
        hn_mark_deed_sql, hn_mark_sum_sql, hn_mark_each_sql, hn_recognition_sql, hn_criteria_overview_sql,   \
        hn_criteria_each_sql

#endif
