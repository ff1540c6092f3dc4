/* inside.h: what the files of criteria/ share. */
#ifndef HN_CRITERIA_INSIDE_H
#define HN_CRITERIA_INSIDE_H

#include "criteria/criteria.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

enum { HN_CRITERIA_LINES = 200 }; /* of one set, at most */

/* HN_INVALID criteria.commune at field "unit": the unit lives in no commune, ward or special zone on the day. */
enum hn_rc hn_criteria_need_commune(struct hn_ctx *c, struct hn_unit_id unit, hn_day on);
/* HN_MAY_CONFIRM over a unit that stands above this one today; HN_NOT_FOUND, HN_DENIED. */
enum hn_rc hn_criteria_need_above(struct hn_ctx *c, struct hn_unit_id unit);

#endif
