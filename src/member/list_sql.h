/* list_sql.h: the pieces of the statements of list.c, put together by the compiler.
 *
 * Parameters: $1 … $22 the scope (access/scope.h), then
 *   $23 day  $24 knowledge  $25 within (0 any)  $26 1: of the unit itself only
 *   $27 standing  $28 activity  $29 sex  $30 ethnicity  $31 edu_general  $32 edu_degree  $33 political_theory
 *   $34, $35 birth_date from and to  $36, $37 admit_date from and to  $38 office  $39 sector
 *   $40 … $45 patterns of folded words  $46 0: all, 1: only names with the words' marks, 2: only those without
 *   $47 … $52 patterns of the words as typed
 * then what finds the rows ($53 …), then limit and offset. "" and 0 mean any.
 */
#ifndef HN_MEMBER_LIST_SQL_H
#define HN_MEMBER_LIST_SQL_H

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

#define LIST_PARAMS (HN_SCOPE_PERSONS_PARAMS + 30)
#define LIST_WORDS  6

/* clang-format off */
/* Which office ranks highest among those of a person in a unit. */
#define HIGHEST_OFFICE                                                                  \
    "COALESCE((SELECT o.office FROM office o JOIN office_kind k ON k.office = o.office" \
    " AND k.valid_from <= $23 AND k.valid_to > $23 WHERE o.person_id = m.person_id"     \
    " AND o.unit_id = m.unit_id AND " HN_SQL_AT("o", "$23", "$24") " ORDER BY k.sort LIMIT 1), '')"
/* clang-format on */

#define LIST_COLUMNS                                                                                         \
    "SELECT m.person_id, p.code, b.full_name, b.birth_date, b.sex, b.ethnicity, m.unit_id, v.code AS "       \
    "unit_code,"                                                                                             \
    " v.name AS unit_name, s.standing, COALESCE(a.activity, '') AS activity, b.admit_date, b.official_date," \
    " m.valid_from, " HIGHEST_OFFICE " AS office"

/* clang-format off */
/* Standing first: who does not count is no row. */
#define LIST_JOIN                                                                          \
    " JOIN standing s ON s.person_id = m.person_id AND " HN_SQL_AT("s", "$23", "$24")      \
    " JOIN unit_version v ON v.unit_id = m.unit_id AND " HN_SQL_AT("v", "$23", "$24")      \
    " LEFT JOIN activity a ON a.person_id = m.person_id AND " HN_SQL_AT("a", "$23", "$24") \
    " JOIN person p ON p.id = m.person_id"
/* clang-format on */

#define LIST_WITHIN                                                                                          \
    "($25 = CAST(0 AS BIGINT) OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = m.unit_id AND w.anc = "  \
    "$25 AND " HN_SQL_AT("w", "$23", "$24") " AND (CAST($26 AS BIGINT) = 0 OR w.depth = 0)))"

#define LIST_EXACT                                                                                           \
    "(b.search LIKE $47 AND b.search LIKE $48 AND b.search LIKE $49 AND b.search LIKE $50 AND b.search "     \
    "LIKE $51"                                                                                               \
    " AND b.search LIKE $52)"

/* clang-format off */
#define LIST_FILTER                                                                                  \
    " AND s.standing IN ('official', 'probationary') AND ($27 = '' OR s.standing = $27)"             \
    " AND ($28 = '' OR a.activity = $28) AND ($29 = '' OR b.sex = $29)"                              \
    " AND ($30 = '' OR b.ethnicity = $30 OR ($30 = 'minority' AND b.ethnicity NOT IN ('kinh', '')))" \
    " AND ($31 = '' OR b.edu_general = $31) AND ($32 = '' OR b.edu_degree = $32)"                    \
    " AND ($33 = '' OR b.political_theory = $33) AND b.birth_date BETWEEN $34 AND $35"               \
    " AND b.admit_date BETWEEN $36 AND $37 AND ($39 = '' OR v.sector = $39)"                         \
    " AND ($38 = ''"                                                                                 \
    " OR EXISTS (SELECT 1 FROM office f WHERE f.person_id = m.person_id AND f.office = $38"          \
    " AND " HN_SQL_AT("f", "$23", "$24") ")) AND b.search LIKE $40 AND b.search LIKE $41"            \
    " AND b.search LIKE $42 AND b.search LIKE $43 AND b.search LIKE $44 AND b.search LIKE $45"       \
    " AND (CAST($46 AS BIGINT) = 0 OR (CAST($46 AS BIGINT) = 1) = " LIST_EXACT ")"
/* clang-format on */

#define LIST_AT_MEMBERSHIP HN_SQL_AT("m", "$23", "$24") " AND " HN_SCOPE_PERSONS("m.unit_id", "m.person_id")
#define LIST_AT_BASIC      "b.person_id = m.person_id AND " HN_SQL_AT("b", "$23", "$24")

/* By the index of units: all units the rows can be in are found first, and the scope is asked once for each of them.
 * The scope's persons play no part there: whoever holds units sees himself in his own; they are named so that every
 * statement has the same parameters. */
#define LIST_PERSONS_NAMED                                                                                   \
    " AND CAST($18 AS BIGINT) >= 0 AND CAST($19 AS BIGINT) >= 0 AND CAST($20 AS BIGINT) >= 0"                \
    " AND CAST($21 AS BIGINT) >= 0 AND CAST($22 AS BIGINT) >= 0"
/* clang-format off */
#define LIST_UNITS_WITHIN                                                                   \
    "(SELECT u.des FROM unit_closure u WHERE u.anc = $25 AND " HN_SQL_AT("u", "$23", "$24") \
    " AND (CAST($26 AS BIGINT) = 0 OR u.depth = 0) AND " HN_SCOPE_UNITS("u.des") ")"
/* clang-format on */
#define LIST_UNITS_ALL HN_SCOPE_UNIT_SET " AND CAST($25 AS BIGINT) = 0 AND CAST($26 AS BIGINT) >= 0"
#define LIST_BY_UNIT(units)                                                                                  \
    " FROM membership m CROSS JOIN person_basic b" LIST_JOIN " WHERE m.unit_id IN " units                    \
    " AND " HN_SQL_AT("m", "$23", "$24") LIST_PERSONS_NAMED " AND " LIST_AT_BASIC LIST_FILTER
/* clang-format off */
/* The same, without filter: only who counts. */
#define LIST_HEADS(units)                                                                \
    " FROM membership m CROSS JOIN standing s"                                           \
    " WHERE m.unit_id IN " units " AND " HN_SQL_AT("m", "$23", "$24") LIST_PERSONS_NAMED \
    " AND s.person_id = m.person_id AND " HN_SQL_AT("s", "$23", "$24")                   \
    " AND s.standing IN ('official', 'probationary') AND ($27 = '' OR s.standing = $27)"
/* clang-format on */

/* By the index of names, from the first name on. */
#define LIST_BY_NAME                                                                                         \
    " FROM person_basic b CROSS JOIN membership m" LIST_JOIN " WHERE " LIST_AT_BASIC                         \
    " AND " LIST_AT_MEMBERSHIP " AND " LIST_WITHIN LIST_FILTER

/* By persons found already: words that are rare, a number, a code, or whoever the scope names. */
#define LIST_BY_PERSON(persons)                                                                              \
    " FROM membership m CROSS JOIN person_basic b" LIST_JOIN " WHERE m.person_id IN " persons                \
    " AND " LIST_WITHIN " AND " LIST_AT_MEMBERSHIP " AND " LIST_AT_BASIC LIST_FILTER
#define LIST_PERSONS_TOKEN "(SELECT t.person_id FROM person_token t WHERE t.token >= $53 AND t.token < $54)"
#define LIST_NUMBER(kind, hash)                                                                              \
    "SELECT n.person_id FROM person_number n WHERE n.kind = '" kind "' AND n.hash = " hash
/* clang-format off */
/* A number of any of these kinds, or a person's code. */
#define LIST_PERSONS_NUMBER                                                                          \
    "(" LIST_NUMBER("citizen_id", "$53") " UNION ALL " LIST_NUMBER("old_id_no", "$54")               \
    " UNION ALL " LIST_NUMBER("party_card_no", "$55") " UNION ALL " LIST_NUMBER("dossier_no", "$56") \
    " UNION ALL SELECT d.person_id FROM person_code d WHERE d.code = $57)"
/* Whoever is exempt, suspended … : few, and kept in an index of their own. */
#define LIST_PERSONS_ACTIVITY                                                               \
    "(SELECT x.person_id FROM activity x WHERE x.activity = $28 AND x.activity <> 'active'" \
    " AND " HN_SQL_AT("x", "$23", "$24") ")"
/* clang-format on */
#define LIST_PERSONS_SELF                                                                                    \
    "(SELECT x.id FROM person x WHERE x.id = $18 UNION ALL SELECT hc.person_id FROM case_person hc"          \
    " WHERE hc.case_id IN ($19, $20, $21, $22))"

#define LIST_ORDER " ORDER BY b.sort_key, b.birth_date, b.person_id"

#endif
