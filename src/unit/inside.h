/* inside.h: a unit's row with its place, shared by unit.c and unit_list.c. */
#ifndef HN_UNIT_INSIDE_H
#define HN_UNIT_INSIDE_H

#include "fact/fact_sql.h"
#include "unit/unit.h"

#define UNIT_COLUMNS                                                                                         \
    "SELECT v.unit_id AS id, v.parent_id AS parent_id, v.kind AS kind, v.code AS code, v.name AS name,"      \
    " v.short_name AS short_name, v.sector AS sector, v.decision AS decision, v.valid_from AS valid_from,"   \
    " v.valid_to AS valid_to, coalesce(w.place_id, 0) AS place_id, coalesce(w.code, '') AS place_code,"      \
    " coalesce(w.name, '') AS place_name, coalesce(w.kind, '') AS place_kind"

/* clang-format off */
/* The place of v on a day, as known at an instant. */
#define UNIT_PLACE(on, known)                                                         \
    " LEFT JOIN unit_place u ON u.unit_id = v.unit_id AND " HN_SQL_AT("u", on, known) \
    " LEFT JOIN place_version w ON w.place_id = u.place_id AND " HN_SQL_AT("w", on, known)
/* clang-format on */

void hn_unit_read(struct hn_rows *rows, struct hn_unit *out);

#endif
