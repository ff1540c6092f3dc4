/* inside.h: what the files of area/ share. */
#ifndef HN_AREA_INSIDE_H
#define HN_AREA_INSIDE_H

#include "area/area.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

/* Who is in charge, as facts of the unit that keeps the book; series: area, person. */
extern const struct hn_fact_table hn_area_charges;

/* No rights asked. HN_NOT_FOUND "not_found". */
enum hn_rc hn_area_read(struct hn_ctx *c, int64_t id, struct hn_area *out);
struct hn_area hn_area_of(struct hn_rows *rows);
struct hn_charge hn_charge_of(struct hn_rows *rows);
/* Was the person in charge of the area on a day of from ≤ day < to, as known now? */
enum hn_rc hn_area_is_charged(struct hn_ctx *c, int64_t area, struct hn_person_id person, hn_day from,
                              hn_day to, bool *out);
/* Whoever hands an area over still writes the note of the last month. */
hn_day hn_area_look_back(const struct hn_ctx *c);
/* The reading right, or the own person is (or was until the end of last month) in charge. HN_NOT_FOUND otherwise. */
enum hn_rc hn_area_need_sight(struct hn_ctx *c, const struct hn_area *a);

#define HN_AREA_STANDS(a, on, known)                                                                         \
    a ".valid_from <= " on " AND " a ".valid_to > " on " AND " a ".at <= " known
/* How many are in charge of area a in that role on the day. */
#define HN_AREA_CHARGED(a, as, on, known)                                                                    \
    "(SELECT count(*) FROM area_charge g WHERE g.area_id = " a ".id AND g.unit_id = " a                      \
    ".unit_id AND g.role = '" as "' AND " HN_SQL_AT("g", on, known) ")"
/* clang-format off */
/* Their names, the lead first; join: what the database calls putting texts together. */
#define HN_AREA_NAMES(join, a, on, known)                                                                    \
    "COALESCE((SELECT " join "(n.full_name, ', ') FROM (SELECT b.full_name FROM area_charge g"               \
    " CROSS JOIN person_basic b WHERE g.area_id = " a ".id AND g.unit_id = " a ".unit_id AND "               \
    HN_SQL_AT("g", on, known) " AND b.person_id = g.person_id AND " HN_SQL_AT("b", on, known)                \
    " ORDER BY CASE g.role WHEN 'lead' THEN 0 ELSE 1 END, b.sort_key, b.person_id) n), '')"
/* The columns hn_area_of reads, of row a. */
#define HN_AREA_COLUMNS(join, a, on, known)                                                                  \
    "SELECT " a ".unit_id, " a ".id, " a ".kind, " a ".name, " a ".note, " a ".place_id, "                   \
    a ".valid_from, " a ".valid_to, " a ".version, "                                                         \
    HN_SQL_LAST("code", "unit_version", "unit_id", a ".unit_id", on, known) " AS unit_code, "               \
    HN_SQL_LAST("name", "unit_version", "unit_id", a ".unit_id", on, known) " AS unit_name, "               \
    HN_SQL_LAST("code", "place_version", "place_id", a ".place_id", on, known) " AS place_code, "           \
    HN_SQL_LAST("name", "place_version", "place_id", a ".place_id", on, known) " AS place_name, "           \
    HN_AREA_NAMES(join, a, on, known) " AS in_charge, "                                                      \
    HN_AREA_CHARGED(a, "lead", on, known) " AS leads, "                                                      \
    HN_AREA_CHARGED(a, "help", on, known) " AS helpers"
/* The columns hn_charge_of reads, of charge g of area a and person p. */
#define HN_CHARGE_COLUMNS(g, a, on, known)                                                                   \
    g ".area_id, " g ".unit_id, " a ".name AS area_name, " a ".kind AS area_kind, "                          \
    HN_SQL_LAST("code", "unit_version", "unit_id", g ".unit_id", on, known) " AS unit_code, "               \
    HN_SQL_LAST("name", "unit_version", "unit_id", g ".unit_id", on, known) " AS unit_name, "               \
    g ".person_id, p.code AS person_code, "                                                                  \
    HN_SQL_LAST("full_name", "person_basic", "person_id", g ".person_id", on, known) " AS person_name, "    \
    g ".role, " g ".decision, " g ".valid_from, " g ".valid_to"
/* clang-format on */

/* An area led on a day of first ≤ day < until owes the note of that month; any one in charge may have written it. */
#define HN_AREA_OWES(a, first, until, known)                                                                 \
    "EXISTS (SELECT 1 FROM area_charge o WHERE o.area_id = " a ".id AND o.unit_id = " a                      \
    ".unit_id AND o.role = 'lead' AND o.valid_from < " until " AND o.valid_to > " first                      \
    " AND o.known_from <= " known " AND o.known_to > " known ")"
#define HN_AREA_NOTED(a, month, known)                                                                       \
    "EXISTS (SELECT 1 FROM area_note w WHERE w.unit_id = " a ".unit_id AND w.area_id = " a                   \
    ".id AND w.month = " month " AND w.at <= " known ")"

#endif
