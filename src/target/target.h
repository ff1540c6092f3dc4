/* target.h: what a paper says is to be reached: targets and strands, broken down over units and years, and what was
 * measured. (domain/06 §6.1; product S4, S11)
 *
 * Values are thousandths of the target's measure (_milli). A share or value is never overwritten: a correction is a new row,
 * both seen by ?biet=. Writing strands and targets needs HN_MAY_DIRECT over the paper's unit, a share over the unit that
 * gives it, a value over the unit it is of (or above it, the giver's). Reading: who reads the paper. Leans on paper/.
 * A target may be measured by an indicator: then nobody enters values of it, and how it stands is told by what units reported of
 * the indicator. Leans on indicator/. Not for: approval and formulas.
 */
#ifndef HN_TARGET_TARGET_H
#define HN_TARGET_TARGET_H

#include "paper/paper.h"

struct hn_strand {
    int64_t id;
    struct hn_paper_id paper;
    int position;
    const char *title;
    int64_t version;
};
/* HN_INVALID strand.title; HN_CONFLICT strand.used (taken out while targets stand in it), changed. */
enum hn_rc hn_strand_put(struct hn_ctx *c, const struct hn_strand *in, int64_t *out);
enum hn_rc hn_strand_remove(struct hn_ctx *c, int64_t id);
enum hn_rc hn_strands(struct hn_ctx *c, struct hn_paper_id paper, const struct hn_strand **out,
                      size_t *count);

extern const char *const hn_target_rules[];      /* sum average count all; texts "target_rule.<code>" */
extern const char *const hn_target_qualifiers[]; /* exact nearly over about; texts "qualifier.<code>" */

struct hn_target {
    int64_t id, strand;
    struct hn_unit_id unit;
    struct hn_paper_id paper;
    int position;
    const char *title, *measure, *better, *rule; /* better: up down */
    bool has_baseline;
    int64_t baseline_milli, value_milli;
    hn_day from, due;
    int64_t version;
    int64_t indicator;          /* that measures it; 0: values are entered */
    const char *indicator_code; /* "" */
};
/* HN_INVALID target.title, target.measure, target.measure_kept (another, while an indicator measures it), target.value (the same as the baseline, or against its direction), target.due
 * (before the paper's day), target.strand (of another paper), target.rule; HN_CONFLICT paper.ended, changed. */
enum hn_rc hn_target_put(struct hn_ctx *c, const struct hn_target *in, int64_t *out);
/* HN_CONFLICT target.used: shares or values stand. */
enum hn_rc hn_target_remove(struct hn_ctx *c, int64_t id);
enum hn_rc hn_target_get(struct hn_ctx *c, int64_t id, struct hn_target *out);
/* Of a paper, and (chain true) of all papers that carry it out; by paper, strand, position. At most 500. */
enum hn_rc hn_targets(struct hn_ctx *c, struct hn_paper_id paper, bool chain, const struct hn_target **out,
                      size_t *count);

/* Results of the target are from now on those of the indicator; 0: they are entered again. The indicator may be measured at the
 * target's unit. HN_INVALID indicator: target.measures (arg: both measures), target.indicator_unit (set up neither by the target's
 * unit nor above it); HN_CONFLICT target.has_values (entered by hand), paper.ended; HN_NOT_FOUND. */
enum hn_rc hn_target_measure_by(struct hn_ctx *c, int64_t target, int64_t indicator);

/* What a unit is to reach: below the giver, which stands at or below the target's unit; that one may also say what it is to
 * reach itself, year by year. value -1 takes a share back. HN_INVALID share.unit, share.year (outside the target's years; 0:
 * in all), share.value; HN_CONFLICT share.above (one above the giver has set it). */
enum hn_rc hn_share_put(struct hn_ctx *c, int64_t target, struct hn_unit_id giver, struct hn_unit_id unit,
                        int year, int64_t value_milli);
struct hn_target_value {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name;
    hn_day on;
    int64_t value_milli;
    const char *qualifier, *source, *note, *by_name;
    hn_time known_from, known_to;
};
/* The value a unit had reached on a day; the same unit and day again corrects it. HN_INVALID value.unit (not at or below the
 * target's), value.day (future, before the target begins), value.value, value.source (none said), value.qualifier,
 * value.note; HN_CONFLICT target.measured (arg: the code of the indicator that tells it). */
enum hn_rc hn_value_put(struct hn_ctx *c, int64_t target, const struct hn_target_value *in);
/* Every value of a unit, corrected ones too, newest day first, then newest knowledge. Needs HN_MAY_READ_MEETING over the
 * unit or the target's. At most 500. */
enum hn_rc hn_values(struct hn_ctx *c, int64_t target, struct hn_unit_id unit,
                     const struct hn_target_value **out, size_t *count);

/* How a target stands at a unit on c->on, as known at c->known: its own share and last value by that day, and each child's.
 * What a unit has reached is its own value, else it is put together by the rule from the topmost units below it that have a
 * share or a value, each worked out so in turn. Units with a share and no value are told (units - with_value), never taken
 * as 0.
 *   sum: added up; average: mean of those with a value; count: how many units reach their share, all: the same, and reached
 *   when every one does. Where units are counted, those at the foot are: one between hands up what is below it.
 * year 0: shares for all the time, any value by the day; else shares of the year and what was measured in it, by the tree of
 * its last day when that is past. Of a target measured by an indicator the values are its units' own values of the year, else
 * those of the target's years until c->on, put together over time as the indicator says. The target's own unit is to reach the
 * target. Children are told to who holds HN_MAY_READ_MEETING over the unit, in the order of the tree. HN_NOT_FOUND also: the unit
 * does not stand on that day. */
struct hn_target_stand {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    bool has_share, has_value, reached;
    int64_t share_milli, value_milli; /* value: by the rule; units counted are thousandths too */
    const char *qualifier;            /* of own values; "" put together */
    hn_day value_on;
    int64_t units, with_value, reaching,
        shares_milli;   /* below: units with a share; with a value; that reach theirs; sum of shares */
    bool shares_differ; /* sum and average: the children's shares do not make the unit's */
};
enum hn_rc hn_target_stands(struct hn_ctx *c, int64_t target, struct hn_unit_id within, int year,
                            struct hn_target_stand *sum, const struct hn_target_stand **children,
                            size_t *count);
/* For charts and tables: what the unit was to reach and had reached at each year's end (or by c->on), years of the target. */
struct hn_target_year {
    int year;
    bool has_share, has_value;
    int64_t share_milli, value_milli;
    const char *qualifier;
};
enum hn_rc hn_target_years(struct hn_ctx *c, int64_t target, struct hn_unit_id unit,
                           const struct hn_target_year **out, size_t *count);

extern const struct hn_sql *const hn_strand_sql[],
    *const hn_target_sql[], *const hn_target_value_sql[], *const hn_target_marked_sql[],
                                                              *const hn_target_measured_sql[];
#define HN_TARGET_SQL                                                                                        \
    hn_strand_sql, hn_target_sql, hn_target_value_sql, hn_target_marked_sql, hn_target_measured_sql

#endif
