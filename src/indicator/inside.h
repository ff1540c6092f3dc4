/* inside.h: what the files of indicator/ share. */
#ifndef HN_INDICATOR_INSIDE_H
#define HN_INDICATOR_INSIDE_H

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/indicator.h"

/* What an indicator means over days: facts of the indicator, one series. */
extern const struct hn_fact_table hn_indicator_versions_table;

/* The columns hn_indicator_of reads: i of indicator, v of indicator_version, at the day and instant bound there. */
#define HN_INDICATOR_COLUMNS(on, known)                                                                      \
    "i.id, i.unit_id, i.code, v.name, v.name_en, v.measure, v.better, v.over_tree, v.over_time, v.every, "   \
    "v.places, v.formula, v.note, v.valid_from, v.valid_to, v.known_from, COALESCE(l.form_id, 0) AS "        \
    "form_id, "                                                                                              \
    "COALESCE(f.code, '') AS form_code, COALESCE(f.name, '') AS form_name, " HN_INDICATOR_UNIT(              \
        "code", on, known) " AS unit_code, " HN_INDICATOR_UNIT("name", on, known) " AS unit_name"
#define HN_INDICATOR_UNIT(column, on, known)                                                                 \
    "COALESCE((SELECT z." column " FROM unit_version z WHERE z.unit_id = i.unit_id AND z.valid_from <= " on  \
    " AND z.known_from <= " known " AND z.known_to > " known " ORDER BY z.valid_from DESC LIMIT 1), '')"
#define HN_INDICATOR_FORM                                                                                    \
    " LEFT JOIN form_line l ON l.indicator_id = i.id AND l.removed_at = 0 LEFT JOIN form f ON f.id = "       \
    "l.form_id"
/* The version that says what i means on the day: the last begun by then, else the first to begin. */
#define HN_INDICATOR_NEAREST(on, known)                                                                      \
    "v.id = (SELECT w.id FROM indicator_version w WHERE w.indicator_id = i.id AND w.known_from <= " known    \
    " AND w.known_to > " known " ORDER BY CASE WHEN w.valid_from <= " on " THEN 0 ELSE 1 END,"               \
    " abs(CAST(w.valid_from AS BIGINT) - " on ") LIMIT 1)"
struct hn_indicator hn_indicator_of(struct hn_rows *rows);

/* As hn_indicator_get, no rights asked. */
enum hn_rc hn_indicator_read(struct hn_ctx *c, int64_t id, struct hn_indicator *out);
/* The actor's scope by which he may know of figures: of meetings, else of figures alone. */
enum hn_rc hn_indicator_scope(struct hn_ctx *c, struct hn_scope *out);

#endif
