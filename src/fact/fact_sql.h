/* fact_sql.h: the three statements of a table of facts, put together from literals by the compiler.
 *
 *   static const struct hn_fact_table standing = {
 *       .name = "standing",
 *       HN_FACT_SQL("standing", "person_id", "", "", "standing, decision, reason", HN_MARKS_10),
 *       .series_count = 0, .value_count = 3,
 *       .values = (const char *const[]){ "standing", "decision", "reason" },
 *       .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_TEXT },
 *   };
 *
 * series is "" or the series' columns each with ", " behind it ("field, "); where is "" or their conditions from
 * $2 on (" AND field = $2"); marks has 7 + series + values places. A subject lists its three statements with
 * HN_FACT_LIST(standing). Not for: reading facts, which each subject does by its own statements.
 */
#ifndef HN_FACT_FACT_SQL_H
#define HN_FACT_FACT_SQL_H

#define HN_SQL_OPEN_DAY  "2147483647"
#define HN_SQL_OPEN_TIME "9223372036854775807"

/* What a row says on day `on` as known at instant `known`; row is the table's name in the statement. */
#define HN_SQL_AT(row, on, known)                                                                            \
    row ".valid_from <= " on " AND " row ".valid_to > " on " AND " row ".known_from <= " known " AND " row   \
        ".known_to > " known

/* A column of the version of a thing that began last by day `on`, as known at instant `known`; "" when there was none. */
#define HN_SQL_LAST(column, table, key, id, on, known)                                                       \
    "COALESCE((SELECT hv." column " FROM " table " hv WHERE hv." key " = " id " AND hv.valid_from <= " on    \
    " AND hv.known_from <= " known " AND hv.known_to > " known " ORDER BY hv.valid_from DESC LIMIT 1), '')"
#define HN_SQL_LAST_UNIT(column, unit, on, known)                                                            \
    HN_SQL_LAST(column, "unit_version", "unit_id", unit, on, known)

#define HN_FACT_SQL(table, owner, where, series, value_list, marks)                                          \
    .current = { .name = table ".current",                                                                   \
                 .text = "SELECT id, valid_from, valid_to, known_from, " value_list " FROM " table           \
                         " WHERE " owner " = $1" where " AND known_to = " HN_SQL_OPEN_TIME                   \
                         " ORDER BY valid_from" },                                                           \
    .retire = { .name = table ".retire",                                                                     \
                .text = "UPDATE " table " SET known_to = $1 WHERE " owner                                    \
                        " = $2 AND id = $3 AND known_to = " HN_SQL_OPEN_TIME },                              \
    .insert = { .name = table ".insert",                                                                     \
                .text = "INSERT INTO " table " (" owner                                                      \
                        ", id, valid_from, valid_to, known_from, known_to, " series value_list               \
                        ", entered_by) VALUES (" marks ")" }

#define HN_FACT_LIST(fact_table) &(fact_table).current, &(fact_table).retire, &(fact_table).insert

#define HN_MARKS_7  "$1, $2, $3, $4, $5, $6, $7"
#define HN_MARKS_8  HN_MARKS_7 ", $8"
#define HN_MARKS_9  HN_MARKS_8 ", $9"
#define HN_MARKS_10 HN_MARKS_9 ", $10"
#define HN_MARKS_11 HN_MARKS_10 ", $11"
#define HN_MARKS_12 HN_MARKS_11 ", $12"
#define HN_MARKS_13 HN_MARKS_12 ", $13"
#define HN_MARKS_14 HN_MARKS_13 ", $14"
#define HN_MARKS_15 HN_MARKS_14 ", $15"
#define HN_MARKS_16 HN_MARKS_15 ", $16"
#define HN_MARKS_17 HN_MARKS_16 ", $17"
#define HN_MARKS_18 HN_MARKS_17 ", $18"
#define HN_MARKS_19 HN_MARKS_18 ", $19"
#define HN_MARKS_20 HN_MARKS_19 ", $20"
#define HN_MARKS_21 HN_MARKS_20 ", $21"
#define HN_MARKS_22 HN_MARKS_21 ", $22"
#define HN_MARKS_23 HN_MARKS_22 ", $23"
#define HN_MARKS_24 HN_MARKS_23 ", $24"

#endif
