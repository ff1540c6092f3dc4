/* care.h: what needs care in a unit and below, counted from records alone, and the rows behind each count.
 *
 * The same questions for every unit, answered by what stands in the register on c->on: a unit without a secretary, a
 * probationary member whose year is over without a decision, a cell with fewer than three official members, a grassroots
 * committee with fewer than thirty members, a record with gaps. Nothing is ranked. (domain/01 section 1.2, domain/02
 * section 2.3) Neighbours: member/office.h knows the vacancies of any office.
 */
#ifndef HN_CENSUS_CARE_H
#define HN_CENSUS_CARE_H

#include "access/access.h"
#include "store/store.h"

#define HN_CARE_CELL_OFFICIALS    3
#define HN_CARE_COMMITTEE_MEMBERS 30
#define HN_CARE_PROBATION_MONTHS  12

struct hn_care {
    int64_t no_secretary;
    int64_t probation_over;
    int64_t small_cells;
    int64_t small_committees;
    int64_t gaps; /* no birth, sex, ethnicity or admission recorded */
};
/* Cached as the figures of counts.h; rights (HN_MAY_READ_FIGURES) are the caller's matter. */
enum hn_rc hn_care_of(struct hn_ctx *c, struct hn_unit_id unit, struct hn_care *out);

/* Units behind a count, within the actor's scope, by code. which: "no_secretary" "small_cells" "small_committees";
 * number: their members that count (0 for no_secretary). */
struct hn_care_unit {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    int64_t number;
};
typedef void hn_care_unit_fn(void *sink, const struct hn_care_unit *u);
enum hn_rc hn_care_units(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t offset,
                         int64_t limit, hn_care_unit_fn *emit, void *sink);
/* The caller has asked for HN_MAY_READ_FIGURES over within. */
enum hn_rc hn_care_unit_count(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t *out);

/* Persons behind a count, within the actor's scope of HN_MAY_READ_MEMBER, by cell and name. which: "probation_over"
 * (since: first day of the probation) or "gaps" (since: first day of the membership). */
struct hn_care_person {
    struct hn_person_id person;
    const char *code, *full_name, *unit_code, *unit_name;
    hn_day since;
};
typedef void hn_care_person_fn(void *sink, const struct hn_care_person *p);
enum hn_rc hn_care_persons(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t offset,
                           int64_t limit, hn_care_person_fn *emit, void *sink);
enum hn_rc hn_care_person_count(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t *out);

/* Members of the unit and below on each of these days, at most HN_YEARS_MOST, in one question; cached. */
#define HN_YEARS_MOST 8
enum hn_rc hn_counts_on_days(struct hn_ctx *c, struct hn_unit_id unit, const hn_day *days, size_t count,
                             int64_t *out);

extern const struct hn_sql *const hn_care_sql[], *const hn_years_sql[];

#endif
