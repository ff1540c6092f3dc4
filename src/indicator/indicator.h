/* indicator.h: what is measured: its measure, how units and times are added up, and the formula of those that are reckoned.
 * (domain/06; product P8)
 *
 * An indicator is set up by a unit (HN_MAY_DIRECT) and may be measured at it and below. What it means is a dated fact: a
 * change holds from a day on; over days of periods already approved nothing changes (a new version from a later day does).
 * Reading what there is: HN_MAY_READ_FIGURES or HN_MAY_READ_MEETING over any unit it is for. Leans on formula/, rule/,
 * attachment/. Neighbours: form.h (who reports what by when), value.h, sheet.h (values of a unit and period, approval),
 * figure.h (adding up). Not for: targets of papers (target/, which may be measured by one).
 */
#ifndef HN_INDICATOR_INDICATOR_H
#define HN_INDICATOR_INDICATOR_H

#include "access/access.h"
#include "indicator/period.h"
#include "store/store.h"

extern const char *const hn_over_tree[]; /* sum average max min none; texts "over_tree.<word>" */
extern const char *const hn_over_time[]; /* sum average max min last first none; texts "over_time.<word>" */
extern const char *const hn_betters[];   /* up down none; texts "better.<word>" */
/* exact nearly over about; texts "qualifier.<word>" (those of target/) */
extern const char *const hn_value_qualifiers[];

struct hn_indicator {
    int64_t id;
    struct hn_unit_id unit; /* who set it up */
    const char *unit_code, *unit_name;
    const char *code; /* letters of a to z, digits, . _ -, 64 at most; one in all: "than.nguyen_khai" */
    const char *name, *name_en, *measure, *better, *over_tree, *over_time;
    const char *formula; /* "": values are entered */
    const char *note;
    enum hn_period_kind every; /* what its values are of; HN_PERIOD_ANY: every kind */
    int places;                /* shown behind the comma, 0 to 3 */
    hn_day from, to;           /* of this version */
    hn_time known_from;
    int64_t form; /* that asks for it; 0 none */
    const char *form_code, *form_name;
};
/* id 0: new. What in says holds over in->from … in->to (HN_DAY_OPEN: from then on), the code for ever.
 * HN_INVALID indicator.code (shape), indicator.name, indicator.measure, indicator.better, indicator.over_tree,
 * indicator.over_time, indicator.every, indicator.places, indicator.long, fact.days, formula.… , indicator.unknown (arg: a code the
 * formula names, or one not there on all the days), indicator.cycle (arg: the codes round), indicator.deep (more than 8
 * formulas in one another; arg: the outermost), indicator.truth (a formula that is no number);
 * HN_CONFLICT indicator.code_taken, indicator.measure_used (arg: whose formula no longer fits), form.every_differs, indicator.closed_periods (arg: the last day of the latest approved period it would change),
 * indicator.has_values (a formula for what has values, another every); HN_DENIED. */
enum hn_rc hn_indicator_put(struct hn_ctx *c, const struct hn_indicator *in, int64_t *out);
/* It is measured no longer from a day on. HN_CONFLICT indicator.closed_periods, indicator.used (arg: the indicator whose formula
 * names it then). */
enum hn_rc hn_indicator_end(struct hn_ctx *c, int64_t id, hn_day on);
/* By code or id. HN_NOT_FOUND indicator.not_found. */
enum hn_rc hn_indicator_find(struct hn_ctx *c, const char *code_or_id, int64_t *out);
/* As it is on c->on, known at c->known; when it is not then: the nearest version. */
enum hn_rc hn_indicator_get(struct hn_ctx *c, int64_t id, struct hn_indicator *out);
/* Every version, those no longer believed too, newest first. */
enum hn_rc hn_indicator_versions(struct hn_ctx *c, int64_t id, const struct hn_indicator **out,
                                 size_t *count);
struct hn_indicator_filter {
    const char *words;    /* "" all */
    struct hn_unit_id at; /* those that may be measured at this unit; 0: all the actor may know of */
    int64_t form;         /* 0 any */
    int entered;          /* 1 entered, -1 reckoned, 0 both */
};
enum hn_rc hn_indicator_list(struct hn_ctx *c, const struct hn_indicator_filter *f, int64_t offset,
                             int64_t limit, void (*emit)(void *sink, const struct hn_indicator *i),
                             void *sink);
enum hn_rc hn_indicator_count(struct hn_ctx *c, const struct hn_indicator_filter *f, int64_t *out);
/* May it be measured at the unit over the days: unit at or below its owner, both there on the last of them.
 * HN_INVALID value.unit_life, value.indicator_life, value.below (its owner). No rights asked. */
enum hn_rc hn_indicator_fits(struct hn_ctx *c, int64_t id, struct hn_unit_id unit, struct hn_period period);

extern const struct hn_sql *const hn_indicator_sql[], *const hn_indicator_list_sql[],
                                                          *const hn_indicator_formulas_sql[];

#endif
