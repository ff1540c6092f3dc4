/* inside.h: what the files of criteria/ share. */
#ifndef HN_CRITERIA_INSIDE_H
#define HN_CRITERIA_INSIDE_H

#include "criteria/recognition.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

enum { HN_CRITERIA_LINES = 200 }; /* of one set, at most */

/* clang-format off */
/* For statements of hn_scope_export: the code a unit had last; and of the scope asked for. $18 known, $19 within, $20 the tree's day */
#define HN_CRITERIA_CODE(id)                                                                                 \
    "COALESCE((SELECT z.code FROM unit_version z WHERE z.unit_id = " id " AND z.known_from <= $18"           \
    " AND z.known_to > $18 ORDER BY z.valid_from DESC LIMIT 1), '')"
#define HN_CRITERIA_OF_SCOPE(id)                                                                             \
    " AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = " id                \
    " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS(id)
/* clang-format on */

/* HN_INVALID criteria.commune at field "unit": the unit lives in no commune, ward or special zone on the day. */
enum hn_rc hn_criteria_need_commune(struct hn_ctx *c, struct hn_unit_id unit, hn_day on);
/* HN_MAY_CONFIRM over a unit that stands above this one today; HN_NOT_FOUND, HN_DENIED. */
enum hn_rc hn_criteria_need_above(struct hn_ctx *c, struct hn_unit_id unit);

/* A sheet as its row has it, without lines; no rights asked. HN_NOT_FOUND criteria_mark.none. */
enum hn_rc hn_mark_row(struct hn_ctx *c, int64_t id, struct hn_mark_sheet *out);
/* The sheet for who marks it: above false HN_MAY_REPORT over the commune's unit while it is open, true HN_MAY_CONFIRM over the unit
 * above it while it is sent or appraised. version 0: not asked. Faults as in hn_mark_put. */
enum hn_rc hn_mark_need(struct hn_ctx *c, int64_t id, bool above, int64_t version, struct hn_mark_sheet *out);
/* Reads the lines of a sheet with their marks and reckons the totals. */
enum hn_rc hn_mark_fill(struct hn_ctx *c, struct hn_mark_sheet *sheet);

/* What the indicators of its lines came to, for a sheet whose lines are read. */
enum hn_rc hn_mark_figures(struct hn_ctx *c, struct hn_mark_sheet *sheet);

/* A national set, or one kept by the unit or by one above it on the day. HN_INVALID criteria_mark.set at field "set". */
enum hn_rc hn_criteria_set_is_for(struct hn_ctx *c, const struct hn_criteria_set *s, struct hn_unit_id unit,
                                  hn_day on);

/* Place of a level in hn_criteria_levels; -1: none. */
int hn_criteria_rank(const char *level);

/* What every sheet of a unit (and, below true, of those below it) by c->on came to: set by set, not sheet by sheet. In order of unit,
 * day. No rights asked. */
struct hn_mark_sum {
    int64_t unit, sheet;
    const char *set_code, *set_name, *level;
    hn_day on;
    bool concluded;
    struct hn_mark_total total; /* over the marks of the level above, where there are such */
};
enum hn_rc hn_mark_sums(struct hn_ctx *c, struct hn_unit_id within, bool below,
                        const struct hn_mark_sum **out, size_t *count);

#endif
