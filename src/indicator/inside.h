/* inside.h: what the files of indicator/ share. */
#ifndef HN_INDICATOR_INSIDE_H
#define HN_INDICATOR_INSIDE_H

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "formula/formula.h"
#include "indicator/form.h"
#include "indicator/indicator.h"

/* What an indicator means over days: facts of the indicator, one series. */
extern const struct hn_fact_table hn_indicator_versions_table;

/* The columns hn_indicator_of reads: i of indicator, v of indicator_version, at the day and instant bound there. */
#define HN_INDICATOR_COLUMNS(on, known)                                                                      \
    "i.id, i.unit_id, i.code, v.name, v.name_en, v.measure, v.better, v.over_tree, v.over_time, v.every, "   \
    "v.places, v.formula, v.note, v.valid_from, v.valid_to, v.known_from, COALESCE(f.id, 0) AS "             \
    "form_id, "                                                                                              \
    "COALESCE(f.code, '') AS form_code, COALESCE(f.name, '') AS form_name, " HN_SQL_LAST_UNIT(               \
        "code", "i.unit_id", on, known) " AS unit_code, " HN_SQL_LAST_UNIT("name", "i.unit_id", on,          \
                                                                           known) " AS unit_name"
#define HN_INDICATOR_IN_FORM                                                                                 \
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
/* The scope reaches the unit that keeps a thing, or one below it. Parameters $1 to $17 are the scope's. */
#define HN_INDICATOR_SIGHT(owner)                                                                            \
    "(CAST($10 AS BIGINT) = -1 OR EXISTS (SELECT 1 FROM unit_closure hu WHERE hu.des IN ($2, $3, $4, $5,"    \
    " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AND hu.anc = " owner " AND " HN_CLOSURE_TODAY( \
        "hu", "$1") ") OR EXISTS (SELECT 1 FROM unit_closure hd WHERE hd.des = " owner                       \
                    " AND hd.anc IN ($2, $3, $4, $5, $6, $7, $8, $9) AND " HN_CLOSURE_TODAY("hd", "$1") "))"
/* sql answers the id ($18) when it is in the scope; HN_NOT_FOUND key when it is not. */
enum hn_rc hn_indicator_need_sight(struct hn_ctx *c, const struct hn_sql *sql, int64_t id, const char *key);

/* --- what formulas name (formula_web.c, formulas.c), periods that are approved (closed.c) --- */

/* What an indicator means over some days, and which of those at hand its formula names. */
struct hn_indicator_meaning {
    size_t node;
    hn_day from, to;
    const char *measure, *over_tree, *over_time, *every, *formula;
    const size_t *named; /* nodes */
    size_t named_count;
};
struct hn_indicator_node {
    int64_t id;
    const char *code;
    hn_day
        closed; /* the day after the last of the latest approved period; HN_DAY_START: none, or not asked */
};
/* An indicator, all it names and all that name it, directly or through others, over some days as they are believed. */
struct hn_indicator_web {
    struct hn_indicator_node *nodes;
    struct hn_indicator_meaning *meanings; /* by node, then day */
    size_t node_count, meaning_count;
    size_t self; /* its node, on whatever days it is; node_count: it is not there yet */
};
/* codes: what a formula about to be written names besides. owner: units out of its line are not looked at. */
struct hn_indicator_web_ask {
    int64_t id; /* 0: a new one */
    struct hn_unit_id owner;
    hn_day from, to;
    const char *const *codes;
    size_t code_count;
    hn_day closed_from, closed_to; /* approved periods that touch these days; the same day twice: not asked */
};
enum hn_rc hn_indicator_web_read(struct hn_ctx *c, const struct hn_indicator_web_ask *ask,
                                 struct hn_indicator_web *out);
/* The node of a code of so many bytes; node_count: none. */
size_t hn_indicator_web_node(const struct hn_indicator_web *w, const char *code, size_t len);
/* Does a formula that was compiled once name the code? */
bool hn_indicator_formula_names(const char *formula, const char *code);
/* What in says is to be reckoned: every code there on all its days, measures that fit, no circle, not too deep; and what names
 * it still fits. f NULL: it has no formula. */
enum hn_rc hn_indicator_check_formula(struct hn_ctx *c, const struct hn_indicator *in,
                                      const struct hn_formula *f);
enum hn_rc hn_indicator_write_refs(struct hn_ctx *c, int64_t id, const struct hn_formula *f);
/* Nothing of what was approved would change by what in says; ends: nor by its end on in->from. */
enum hn_rc hn_indicator_check_closed(struct hn_ctx *c, const struct hn_indicator *in,
                                     const struct hn_formula *f, bool ends);
/* No formula names it on or after the day. HN_CONFLICT indicator.used. */
enum hn_rc hn_indicator_check_unused(struct hn_ctx *c, const struct hn_indicator *i, hn_day from);

/* --- forms --- */

#define HN_INDICATOR_FORM_COLUMNS                                                                            \
    "f.unit_id, f.id, f.code, f.name, f.asked, f.every, f.due_days, f.source_needed, f.note, f.valid_from, " \
    "f.valid_to, f.version"
/* Form f asks something of the unit of closure row k (k.anc = f.unit_id) whose version is v, both on the period's last day. */
#define HN_INDICATOR_FORM_ASKS(f, k, v)                                                                      \
    "((" f ".asked = 'self' AND " k ".depth = 0) OR (" f ".asked = 'children' AND " k ".depth = 1)"          \
    " OR (" f ".asked = 'grassroots_org' AND " v ".kind IN ('grassroots_committee_org', 'grassroots_cell'))" \
    " OR (" f ".asked = 'any_cell' AND " v ".kind IN ('cell', 'grassroots_cell'))"                           \
    " OR (" f ".asked = 'cell' AND " v ".kind = 'cell'))"
/* No rights asked. HN_NOT_FOUND form.not_found. */
enum hn_rc hn_indicator_form_read(struct hn_ctx *c, int64_t id, struct hn_indicator_form *out);
struct hn_indicator_form hn_indicator_form_of(struct hn_rows *rows);
/* Is the form one the actor may know of? An indicator of a unit above may stand in a form of a unit aside. */
enum hn_rc hn_indicator_form_in_sight(struct hn_ctx *c, int64_t id, bool *out);
/* No check of the form names a line that would go. HN_CONFLICT form.line_checked. */
enum hn_rc hn_indicator_form_lines_checked(struct hn_ctx *c, int64_t form,
                                           const struct hn_indicator_form_line *in, size_t in_count);
/* Is something asked of the unit in that period, as known now? */
enum hn_rc hn_indicator_form_asks(struct hn_ctx *c, const struct hn_indicator_form *f, struct hn_unit_id unit,
                                  struct hn_period period, bool *out);

#endif
