/* members_sql.h: the members of a set of units on a day, from which every figure of members is counted.
 *
 * CROSS JOIN pins the order in SQLite: units of the subtree, those who belong to them, what each is. A member without a
 * plain record or an activity on that day still counts.
 */
#ifndef HN_CENSUS_MEMBERS_SQL_H
#define HN_CENSUS_MEMBERS_SQL_H

#include "fact/fact_sql.h"

/* clang-format off */
/* Behind a closure called k: the members of k.des. on, known: "$2", "$3" */
#define MEMBERS(on, known)                                                                  \
    " CROSS JOIN membership m CROSS JOIN standing s"                                        \
    " LEFT JOIN person_basic b ON b.person_id = m.person_id AND " HN_SQL_AT("b", on, known) \
    " LEFT JOIN activity a ON a.person_id = m.person_id AND " HN_SQL_AT("a", on, known)
#define MEMBERS_WHERE(on, known)                                                      \
    HN_SQL_AT("k", on, known) " AND m.unit_id = k.des AND " HN_SQL_AT("m", on, known) \
    " AND s.person_id = m.person_id AND " HN_SQL_AT("s", on, known)                   \
    " AND s.standing IN ('official', 'probationary')"
/* clang-format on */

#endif
