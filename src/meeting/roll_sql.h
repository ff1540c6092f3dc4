/* roll_sql.h: the pieces of the statements over the roll, put together by the compiler; for roll.c and follow.c alone.
 *
 * Parameters: $1 unit, $2 meeting, $3 the meeting's day, $4 knowledge, $5 1 when the committee meets.
 */
#ifndef HN_MEETING_ROLL_SQL_H
#define HN_MEETING_ROLL_SQL_H

#include "fact/fact_sql.h"

/* clang-format off */
/* Who belongs there: the members of the unit on the day, or, when the committee meets, who holds an office in it. */
#define REGISTER_PERSONS                                                                      \
    "(SELECT m.person_id AS person_id FROM membership m WHERE m.unit_id = $1"                 \
    " AND " HN_SQL_AT("m", "$3", "$4") " AND CAST($5 AS BIGINT) = 0 UNION SELECT o.person_id" \
    " FROM office o WHERE o.unit_id = $1 AND " HN_SQL_AT("o", "$3", "$4")                     \
    " AND CAST($5 AS BIGINT) = 1"                                                             \
    " AND o.office IN ('secretary', 'deputy_secretary', 'standing_committee_member',"         \
    " 'committee_member')) g"
#define REGISTER                                                                                   \
    REGISTER_PERSONS                                                                               \
    " JOIN standing s ON s.person_id = g.person_id AND s.standing IN ('official', 'probationary')" \
    " AND " HN_SQL_AT("s", "$3", "$4")                                                             \
    " LEFT JOIN activity a ON a.person_id = g.person_id AND " HN_SQL_AT("a", "$3", "$4")
/* clang-format on */
#define REGISTER_COLUMNS                                                                                     \
    "g.person_id AS person_id, CASE a.activity WHEN 'exempt' THEN 7 WHEN 'temporarily_exempt' THEN 7"        \
    " WHEN 'suspended' THEN 8 ELSE 0 END AS wanted,"                                                         \
    " CASE s.standing WHEN 'official' THEN 1 ELSE 0 END AS is_official"
#define ROLL_COLUMNS                                                                                         \
    " COALESCE(t.state, 0) AS state, COALESCE(t.official, 0) AS official, COALESCE(t.via, 0) AS via,"        \
    " COALESCE(t.helper_id, 0) AS helper_id, COALESCE(t.reason, '') AS reason,"                              \
    " COALESCE(t.version, 0) AS version, COALESCE(t.at, 0) AS at"
#define ROLL_JOIN                                                                                            \
    " LEFT JOIN attendance t ON t.unit_id = $1 AND t.meeting_id = $2 AND t.person_id = g.person_id"

#endif
