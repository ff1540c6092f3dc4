/* inside.h: what the files of task/ share: reading a row of a task. No rights are asked here. */
#ifndef HN_TASK_INSIDE_H
#define HN_TASK_INSIDE_H

#include "fact/fact_sql.h"
#include "task/task.h"

/* The columns hn_task_row_read wants. Today is $1, as in the statements of scopes: names are those of today. */
#define TASK_COLUMNS                                                                                         \
    "SELECT t.unit_id, t.id, t.item_key, t.meeting_id, t.title, t.detail, t.responsible_id, t.due, t.state," \
    " t.progress, t.result, t.closed_on, t.version, t.created_at, COALESCE(p.code, '') AS person_code,"      \
    " COALESCE(b.full_name, '') AS person_name, COALESCE(v.code, '') AS unit_code,"                          \
    " COALESCE(v.name, '') AS unit_name FROM task t"
#define TASK_JOIN                                                                                            \
    " LEFT JOIN person p ON p.id = t.responsible_id LEFT JOIN person_basic b"                                \
    " ON b.person_id = t.responsible_id AND b.known_to = " HN_SQL_OPEN_TIME                                  \
    " AND b.valid_from <= $1 AND b.valid_to > $1 LEFT JOIN unit_version v ON v.unit_id = t.unit_id"          \
    " AND v.known_to = " HN_SQL_OPEN_TIME " AND v.valid_from <= $1 AND v.valid_to > $1"

struct hn_task_row hn_task_row_read(struct hn_ctx *c, struct hn_rows *rows);
/* Of any task that was not taken out, no rights asked. HN_NOT_FOUND "task.not_found". */
enum hn_rc hn_task_read(struct hn_ctx *c, int64_t id, struct hn_task_row *out);

extern const struct hn_sql *const hn_task_read_sql[];

#endif
