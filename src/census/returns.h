/* returns.h: which cells met, added up along the tree as it stood, on any date and as known at any time. (product P7)
 *
 * A month's cells are those that stand on its last day (on c->on in a month not yet over then): cell and grassroots_cell.
 * owing = met + late + not_met + excused, each cell once: met: the ordinary meeting was held by the day due; late: held
 * after it; excused: excused, or founded within the month and not met; not_met: all others, also while there is still
 * time (open says how many of these). Only what happened by c->on and was recorded by c->known counts. Rights
 * (HN_MAY_READ_FIGURES) are the caller's matter. Neighbour: meeting/month.h has the row of one cell.
 */
#ifndef HN_CENSUS_RETURNS_H
#define HN_CENSUS_RETURNS_H

#include "meeting/month.h"

struct hn_returns {
    int64_t owing, met, late, not_met, excused;
    int64_t open;                  /* of not_met: still within time on c->on */
    int64_t thematic;              /* cells with a thematic part or meeting in the month */
    int64_t minutes, minutes_late; /* of the meetings held: sent upward, of these after the days allowed */
    int64_t base, present, absent_excused, absent_unexcused, unrecorded; /* of meetings held */
    int64_t scored, score_sum; /* cells scored by themselves; hundredths */
    int64_t good, fair, average, poor;
};
struct hn_returns_unit {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    const char *place_code; /* of the map; "" none */
    struct hn_returns sum;
};
/* One month: the unit's sum and a line for each child on the day the cells stand on, in their order. */
enum hn_rc hn_returns_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_returns *sum,
                         const struct hn_returns_unit **children, size_t *count);
/* count months from first on: out[i] for the unit; and, when children is not NULL, for each of its children on c->on a line
 * of count sums: what stood at and below that child in each month, of all that stood below the unit then. For the page
 * of the province × 12 months. */
struct hn_returns_months {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    const char *place_code;
    const struct hn_returns *months;
};
enum hn_rc hn_returns_months(struct hn_ctx *c, struct hn_unit_id unit, int64_t first, size_t count,
                             struct hn_returns *out, const struct hn_returns_months **children,
                             size_t *child_count);
/* The cells behind a figure, within the scope of HN_MAY_READ_FIGURES, by code. which: owing met late not_met excused open
 * thematic minutes minutes_late no_minutes scored good fair average poor. */
struct hn_returns_cell {
    struct hn_unit_id unit;
    const char *code, *name, *parent_name;
    const char *state; /* met late not_met excused */
    struct hn_cell_month month;
    int reminded; /* highest level reminded, -1 none */
};
enum hn_rc hn_returns_cells(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *which,
                            int64_t offset, int64_t limit,
                            void (*emit)(void *sink, const struct hn_returns_cell *r), void *sink);
enum hn_rc hn_returns_cell_count(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *which,
                                 int64_t *out);

/* Every word of which, NULL-ended. */
extern const char *const hn_returns_which[];

extern const struct hn_sql *const hn_returns_sql[], *const hn_returns_month_sql[],
                                                        *const hn_returns_list_sql[];
#define HN_RETURNS_SQL hn_returns_sql, hn_returns_month_sql, hn_returns_list_sql

#endif
