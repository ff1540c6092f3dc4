/* inside.h: what the files of firm/ share. */
#ifndef HN_FIRM_INSIDE_H
#define HN_FIRM_INSIDE_H

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "firm/firm.h"

/* clang-format off */
/* How many members work in the firm on the day, of these standings. */
#define HN_FIRM_WORK(firm, standings, on, known)                                                             \
    "(SELECT count(*) FROM firm_member w CROSS JOIN standing s WHERE w.firm_id = " firm " AND "              \
    HN_SQL_AT("w", on, known) " AND s.person_id = w.person_id AND s.standing IN (" standings ") AND "        \
    HN_SQL_AT("s", on, known) ")"
#define HN_FIRM_MEMBERS(firm, on, known) HN_FIRM_WORK(firm, "'official', 'probationary'", on, known)
#define HN_FIRM_OFFICIAL(firm, on, known) HN_FIRM_WORK(firm, "'official'", on, known)
/* The columns hn_firm_of reads, of firm f and its version v. */
#define HN_FIRM_COLUMNS(on, known)                                                                           \
    "SELECT f.unit_id, f.id, f.code, f.version, v.name, v.ownership, v.trade, v.place_id, v.workers,"        \
    " v.cell_id, v.valid_from, v.valid_to, "                                                                 \
    HN_SQL_LAST_UNIT("code", "f.unit_id", on, known) " AS unit_code, "                                       \
    HN_SQL_LAST_UNIT("name", "f.unit_id", on, known) " AS unit_name, "                                       \
    HN_SQL_LAST_UNIT("code", "v.cell_id", on, known) " AS cell_code, "                                       \
    HN_SQL_LAST_UNIT("name", "v.cell_id", on, known) " AS cell_name, "                                       \
    HN_SQL_LAST("code", "place_version", "place_id", "v.place_id", on, known) " AS place_code, "             \
    HN_SQL_LAST("name", "place_version", "place_id", "v.place_id", on, known) " AS place_name, "             \
    "COALESCE((SELECT b.decision FROM unit_version b WHERE b.unit_id = v.cell_id AND b.known_from <= " known \
    " AND b.known_to > " known " ORDER BY b.valid_from LIMIT 1), '') AS cell_decision, "                     \
    "COALESCE((SELECT MIN(b.valid_from) FROM unit_version b WHERE b.unit_id = v.cell_id AND b.known_from <= " \
    known " AND b.known_to > " known "), 2147483647) AS cell_from, "                                         \
    HN_FIRM_MEMBERS("f.id", on, known) " AS members, "                                                       \
    HN_FIRM_OFFICIAL("f.id", on, known) " AS official"
/* clang-format on */

struct hn_firm hn_firm_of(struct hn_rows *rows);

#endif
