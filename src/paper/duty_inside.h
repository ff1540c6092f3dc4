/* duty_inside.h: a duty read whole, for the files of paper/ that list and get duties (duty.h). */
#ifndef HN_PAPER_DUTY_INSIDE_H
#define HN_PAPER_DUTY_INSIDE_H

#include "paper/duty_sql.h"

/* clang-format off */
#define HN_DUTY_PARENT(unit, on, known)                                                                      \
    "(SELECT n.parent_id FROM unit_version n WHERE n.unit_id = " unit " AND " HN_SQL_AT("n", on, known) ")"
/* Of a duty d of paper p that lies with y.holder; joined: how names of senders are strung together. */
#define HN_DUTY_COLUMNS(on, known, until, joined)                                                            \
    "SELECT " HN_PAPER_COLUMNS(on, known) ", d.unit_id AS duty_unit, "                                       \
    HN_SQL_LAST_UNIT("code", "d.unit_id", on, known) " AS duty_code, "                                          \
    HN_SQL_LAST_UNIT("name", "d.unit_id", on, known) " AS duty_name, "                                          \
    HN_SQL_LAST_UNIT("kind", "d.unit_id", on, known) " AS duty_kind, y.holder AS holder, "                      \
    HN_SQL_LAST_UNIT("code", "y.holder", on, known) " AS holder_code, "                                         \
    HN_SQL_LAST_UNIT("name", "y.holder", on, known) " AS holder_name, COALESCE("                                \
    HN_DUTY_PARENT("y.holder", on, known) ", 0) AS above, COALESCE("                                         \
    HN_DUTY_PARENT("d.unit_id", "d.from_day", known) ", 0) AS above_then_id, "                               \
    HN_SQL_LAST_UNIT("name", HN_DUTY_PARENT("y.holder", on, known), on, known) " AS above_name, "               \
    HN_SQL_LAST_UNIT("name", HN_DUTY_PARENT("d.unit_id", "d.from_day", known), "d.from_day", known)             \
    " AS above_then, COALESCE((SELECT " joined " FROM (SELECT "                                              \
    HN_SQL_LAST_UNIT("name", "s.sender_id", on, known) " AS name FROM duty_sending s"                           \
    " WHERE s.unit_id = d.unit_id AND s.paper_id = d.paper_id GROUP BY s.sender_id"                          \
    " ORDER BY min(s.sending_id)) z), '') AS senders, d.owes, " HN_DUTY_STATE(on, until) " AS duty_state,"   \
    " d.from_day, d.due, d.answered_on, d.answer_id, COALESCE(a.number, '') AS answer_number,"               \
    " COALESCE(a.title, '') AS answer_title, d.read_at, d.version AS duty_version"
#define HN_DUTY_JOINS                                                                                        \
    " CROSS JOIN duty d JOIN paper p ON p.id = d.paper_id" HN_PAPER_BASIS                                    \
    " LEFT JOIN paper a ON a.id = d.answer_id AND d.answer_id <> 0"                                          \
    " WHERE d.unit_id = y.unit_id AND d.paper_id = y.paper_id"
#define HN_DUTY_JOINED_SQLITE   "group_concat(z.name, ', ')"
#define HN_DUTY_JOINED_POSTGRES "string_agg(z.name, ', ')"
/* clang-format on */

struct hn_duty hn_duty_row(struct hn_rows *rows);

#endif
