/* each.c: the way out: sets with their lines, groups of communes, recognitions, plans, row by row (each.h). Marks: mark_each.c. */
#include "criteria/each.h"

#include "access/scope.h"
#include "criteria/inside.h"

/* clang-format off */
static const struct hn_sql sql_sets = {
    .name = "each.criteria",
    .text = "SELECT " HN_CRITERIA_CODE("s.unit_id") " AS unit, s.code AS set_code, s.name AS set_name, s.name_en AS set_name_en,"
            " s.level, s.needs, s.legal_basis, s.note, s.valid_from, s.valid_to, s.residents_least_bp, s.invented,"
            " COALESCE(l.criterion, 0) AS criterion, COALESCE(k.name, '') AS criterion_name,"
            " COALESCE(k.name_en, '') AS criterion_name_en, COALESCE(l.no, 0) AS no, COALESCE(l.name, '') AS name,"
            " COALESCE(l.measure, '') AS measure, COALESCE(l.operator, '') AS operator, COALESCE(l.authority, '') AS authority,"
            " COALESCE(l.evidence, '') AS evidence, COALESCE(l.most_milli, 0) AS most_milli,"
            " COALESCE(i.code, '') AS indicator_code, t0.value_milli AS t0, t1.value_milli AS t1, t2.value_milli AS t2,"
            " t3.value_milli AS t3 FROM criteria_set s"
            " LEFT JOIN criteria_line l ON l.set_id = s.id AND l.removed_at = 0"
            " LEFT JOIN criterion k ON k.set_id = l.set_id AND k.no = l.criterion"
            " LEFT JOIN indicator i ON i.id = l.indicator_id"
            " LEFT JOIN criteria_threshold t0 ON t0.set_id = l.set_id AND t0.line_id = l.id AND t0.group_code = ''"
            " LEFT JOIN criteria_threshold t1 ON t1.set_id = l.set_id AND t1.line_id = l.id AND t1.group_code = '1'"
            " LEFT JOIN criteria_threshold t2 ON t2.set_id = l.set_id AND t2.line_id = l.id AND t2.group_code = '2'"
            " LEFT JOIN criteria_threshold t3 ON t3.set_id = l.set_id AND t3.line_id = l.id AND t3.group_code = '3'"
            " WHERE ((s.unit_id = 0 AND CAST($19 AS BIGINT) = 0) OR (s.unit_id <> 0" HN_CRITERIA_OF_SCOPE("s.unit_id") "))"
            " AND CAST($18 AS BIGINT) > 0 AND ($21 = 2147483647 OR (s.valid_from <= $21 AND s.valid_to > $21))"
            " ORDER BY s.code, l.criterion, l.no"
};
static const struct hn_sql sql_groups = {
    .name = "each.criteria_groups",
    .text = "SELECT " HN_CRITERIA_CODE("g.unit_id") " AS unit, g.group_code, g.decision, g.valid_from, g.valid_to"
            " FROM criteria_group g WHERE g.known_from <= $18 AND g.known_to > $18" HN_CRITERIA_OF_SCOPE("g.unit_id")
            " AND ($21 = 2147483647 OR (g.valid_from <= $21 AND g.valid_to > $21)) ORDER BY unit, g.valid_from"
};
static const struct hn_sql sql_recognitions = {
    .name = "each.recognitions",
    .text = "SELECT " HN_CRITERIA_CODE("r.unit_id") " AS unit, r.level, r.decision, r.decided_by, r.decided_on, r.valid_from,"
            " r.valid_to, r.withdrawn_by, COALESCE(s.code, '') AS set_code, COALESCE(m.on_day, 2147483647) AS sheet_on"
            " FROM recognition r LEFT JOIN criteria_set s ON s.id = r.set_id"
            " LEFT JOIN mark_sheet m ON m.unit_id = r.unit_id AND m.id = r.sheet_id"
            " WHERE r.known_from <= $18 AND r.known_to > $18" HN_CRITERIA_OF_SCOPE("r.unit_id")
            " AND ($21 = 2147483647 OR (r.valid_from <= $21 AND r.valid_to > $21)) ORDER BY unit, r.valid_from,"
            " CASE r.level WHEN 'standard' THEN 0 WHEN 'advanced' THEN 1 WHEN 'model' THEN 2 ELSE 3 END"
};
static const struct hn_sql sql_plans = {
    .name = "each.criteria_plans",
    .text = "SELECT " HN_CRITERIA_CODE("p.unit_id") " AS unit, p.level, p.due, p.basis, p.known_from, p.known_to"
            " FROM criteria_plan p WHERE p.known_from <= $18 AND p.known_to > $18" HN_CRITERIA_OF_SCOPE("p.unit_id")
            " AND $21 > 0 ORDER BY unit, p.due, p.level"
};
/* clang-format on */

/* The rows of a statement, one after another; what one took of memory is given back. */
static enum hn_rc
each_row(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id within, hn_day on,
         enum hn_rc (*row)(void *self, struct hn_rows *rows), void *self)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, sql, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = row(self, rows);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

/* --- sets --- */

struct sets {
    enum hn_rc (*each)(void *sink, const struct hn_criteria_set_line *l);
    void *sink;
};

static void
add_threshold(struct hn_criteria_line *l, struct hn_rows *rows, const char *column, const char *group)
{
    if (hn_row_null(rows, column))
        return;
    l->thresholds[l->threshold_count].group = group;
    l->thresholds[l->threshold_count++].milli = hn_row_int(rows, column);
}

static enum hn_rc
set_row(void *self, struct hn_rows *rows)
{
    const struct sets *s = self;
    struct hn_criteria_set_line l = {
        .unit = hn_row_text(rows, "unit"),
        .set = { .code = hn_row_text(rows, "set_code"),
                 .name = hn_row_text(rows, "set_name"),
                 .name_en = hn_row_text(rows, "set_name_en"),
                 .level = hn_row_text(rows, "level"),
                 .needs = hn_row_text(rows, "needs"),
                 .legal_basis = hn_row_text(rows, "legal_basis"),
                 .note = hn_row_text(rows, "note"),
                 .from = (hn_day)hn_row_int(rows, "valid_from"),
                 .to = (hn_day)hn_row_int(rows, "valid_to"),
                 .residents_least_bp = (int)hn_row_int(rows, "residents_least_bp"),
                 .invented = hn_row_int(rows, "invented") != 0 },
        .line = { .criterion = (int)hn_row_int(rows, "criterion"),
                  .no = (int)hn_row_int(rows, "no"),
                  .criterion_name = hn_row_text(rows, "criterion_name"),
                  .criterion_name_en = hn_row_text(rows, "criterion_name_en"),
                  .name = hn_row_text(rows, "name"),
                  .measure = hn_row_text(rows, "measure"),
                  .operator= hn_row_text(rows, "operator"),
                  .authority = hn_row_text(rows, "authority"),
                  .evidence = hn_row_text(rows, "evidence"),
                  .indicator_code = hn_row_text(rows, "indicator_code"),
                  .most_milli = hn_row_int(rows, "most_milli") },
    };

    add_threshold(&l.line, rows, "t0", "");
    add_threshold(&l.line, rows, "t1", "1");
    add_threshold(&l.line, rows, "t2", "2");
    add_threshold(&l.line, rows, "t3", "3");
    return s->each(s->sink, &l);
}

enum hn_rc
hn_criteria_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                 enum hn_rc (*each)(void *sink, const struct hn_criteria_set_line *l), void *sink)
{
    struct sets self = { each, sink };

    return each_row(c, &sql_sets, within, on, set_row, &self);
}

/* --- groups --- */

struct groups {
    enum hn_rc (*each)(void *sink, const struct hn_criteria_group_line *l);
    void *sink;
};

static enum hn_rc
group_row(void *self, struct hn_rows *rows)
{
    const struct groups *s = self;
    const struct hn_criteria_group_line l = { .unit = hn_row_text(rows, "unit"),
                                              .group = hn_row_text(rows, "group_code"),
                                              .decision = hn_row_text(rows, "decision"),
                                              .from = (hn_day)hn_row_int(rows, "valid_from"),
                                              .to = (hn_day)hn_row_int(rows, "valid_to") };

    return s->each(s->sink, &l);
}

enum hn_rc
hn_criteria_group_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                       enum hn_rc (*each)(void *sink, const struct hn_criteria_group_line *l), void *sink)
{
    struct groups self = { each, sink };

    return each_row(c, &sql_groups, within, on, group_row, &self);
}

/* --- recognitions --- */

struct recognitions {
    enum hn_rc (*each)(void *sink, const struct hn_recognition_line *l);
    void *sink;
};

static enum hn_rc
recognition_row(void *self, struct hn_rows *rows)
{
    const struct recognitions *s = self;
    const struct hn_recognition_line l = {
        .unit = hn_row_text(rows, "unit"),
        .recognition = { .level = hn_row_text(rows, "level"),
                         .decision = hn_row_text(rows, "decision"),
                         .decided_by = hn_row_text(rows, "decided_by"),
                         .set_code = hn_row_text(rows, "set_code"),
                         .decided_on = (hn_day)hn_row_int(rows, "decided_on"),
                         .from = (hn_day)hn_row_int(rows, "valid_from"),
                         .to = (hn_day)hn_row_int(rows, "valid_to"),
                         .withdrawn_by = hn_row_text(rows, "withdrawn_by") },
        .sheet_on = (hn_day)hn_row_int(rows, "sheet_on"),
    };

    return s->each(s->sink, &l);
}

enum hn_rc
hn_recognition_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                    enum hn_rc (*each)(void *sink, const struct hn_recognition_line *l), void *sink)
{
    struct recognitions self = { each, sink };

    return each_row(c, &sql_recognitions, within, on, recognition_row, &self);
}

/* --- plans --- */

struct plans {
    enum hn_rc (*each)(void *sink, const struct hn_criteria_plan_line *l);
    void *sink;
};

static enum hn_rc
plan_row(void *self, struct hn_rows *rows)
{
    const struct plans *s = self;
    const struct hn_criteria_plan_line l = {
        .unit = hn_row_text(rows, "unit"),
        .plan = { .level = hn_row_text(rows, "level"),
                  .basis = hn_row_text(rows, "basis"),
                  .due = (hn_day)hn_row_int(rows, "due"),
                  .known_from = hn_row_int(rows, "known_from"),
                  .known_to = hn_row_int(rows, "known_to") },
    };

    return s->each(s->sink, &l);
}

enum hn_rc
hn_criteria_plan_each(struct hn_ctx *c, struct hn_unit_id within,
                      enum hn_rc (*each)(void *sink, const struct hn_criteria_plan_line *l), void *sink)
{
    struct plans self = { each, sink };

    return each_row(c, &sql_plans, within, HN_DAY_OPEN, plan_row, &self);
}

const struct hn_sql *const hn_criteria_each_sql[] = { &sql_sets, &sql_groups, &sql_recognitions, &sql_plans,
                                                      NULL };
